"""What `import lagebild` offers: read texts and reports, open a store, take what was read as a table."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from lagebild.export import tables
from lagebild.lang import Language, load
from lagebild.model import InputError, Reading, Report

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from lagebild.pipeline import Failure
    from lagebild.store import Store

    Source = Reading | Iterable[Reading] | Store
    """Where a table comes from: one reading, several, or all current readings of a store."""


@lru_cache(maxsize=4)
def language(model: str | None = None, lexicons: tuple[Path, ...] = ()) -> Language:
    """German with the shipped model, or with another spaCy model and an analyst's own lexicons; loaded once."""
    return load("de", model, lexicons)


def read(
    text: str,
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    id: str = "text",
) -> Reading:
    """The reading of a text, which is kept code point for code point.

    published: a date, or ISO 8601 at the precision that is known; without it "gestern" and the like stay open.
    Raises InputError with a remedy for no text, for what is no text, and for what is no date.

    >>> read("Berlin dementierte den Bericht.", published="2023-05-02").quotations[0].stance.value
    'denies'
    """
    day = published.isoformat() if isinstance(published, date) else published
    report = _checked(Report(id=id, text=text, published=day, outlet=outlet, title=title))
    if not text.strip():
        raise InputError("There is no text to read.", "Give the text of a report.")
    return read_report(report)


def read_report(report: Report) -> Reading:
    """The reading of a report that intake or somebody else made. Raises InputError for what is no report.

    >>> report = Report(id="r1", text="Der Minister trat am Montag zurück.", published="2023-05-10")
    >>> read_report(report).events[0].time.value
    '2023-05-08'
    """
    from lagebild.pipeline import read as pipeline_read

    return pipeline_read(_checked(report), language())


def read_all(reports: Iterable[Report]) -> "Iterator[Reading | Failure]":
    """The readings of many reports, in order and as they are asked for.

    A report that cannot be read gives a Failure with its reason, and the others go on.

    >>> texts = {"a": "Der Minister trat zurück.", "b": "Es regnet."}
    >>> readings = read_all(Report(id=id, text=text) for id, text in texts.items())
    >>> {reading.report.id: len(reading.events) for reading in readings}
    {'a': 1, 'b': 0}
    """
    from lagebild.pipeline import Failure
    from lagebild.pipeline import read as pipeline_read

    for report in reports:
        try:
            yield pipeline_read(_checked(report), language())
        except Exception as error:
            if not isinstance(report, Report):
                raise
            reason = str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
            yield Failure(report=report, reason=reason)


def _checked(report: Report) -> Report:
    """The report, its date as ISO 8601. Raises InputError for what is none."""
    from lagebild.model.given import dated

    if not isinstance(report, Report):
        raise InputError(
            f"{type(report).__name__} is no report.",
            'Make one: lagebild.Report(id="a", text=text, published="2023-05")',
        )
    for name, value in (("text", report.text), ("title", report.title), ("published", report.published)):
        if value is None and name != "text":
            continue
        if not isinstance(value, str):
            remedy = 'Decode it first: text.decode("utf-8")' if isinstance(value, bytes) else "Give a string."
            raise InputError(f"The {name} is of type {type(value).__name__}.", remedy)
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"The {name} holds characters that are no text (lone surrogates).",
                "Decode its file anew, with the right encoding.",
            ) from error
    return report if report.published is None else replace(report, published=dated(report.published))


def open_store(where: str | Path | None = None, *, create: bool = False) -> "Store":
    """The store at a path, else at the default location; a context manager.

    create: make a new one where there is none. Raises StoreError with a remedy, also for a store that is missing.

    >>> open_store("missing.db")
    Traceback (most recent call last):
    lagebild.model.errors.StoreError: There is no store at missing.db. Make one with: lagebild add PATH
    """
    from lagebild.store import open_store as opened

    return opened(where, create=create)


def to_pandas(source: "Source", table: str = "events") -> "pandas.DataFrame":
    """A table as a pandas data frame: reports, quotations, events, parties, actors, times or places.

    Raises InputError for a table that does not exist and where pandas is missing.

    >>> reading = read("Berlin dementierte den Bericht.", published="2023-05-02")
    >>> to_pandas(reading, "quotations")[["stance", "passage"]].values.tolist()
    [['denies', 'Berlin dementierte den Bericht.']]
    """
    return tables.to_pandas(_readings(source), table)


def to_polars(source: "Source", table: str = "events") -> "polars.DataFrame":
    """The same table as a polars data frame.

    >>> to_polars(read("Die Polizei nahm drei Verdächtige fest."))["status"].item()
    'actual'
    """
    return tables.to_polars(_readings(source), table)


def to_arrow(source: "Source", table: str = "events") -> "pyarrow.Table":
    """The same table for Arrow, with the meaning of each column in its metadata.

    >>> table = to_arrow(read("Die Polizei nahm drei Verdächtige fest."))
    >>> table.schema.field("status").metadata[b"meaning"].decode()
    'actual, planned, possible, requested, negated'
    """
    return tables.to_arrow(_readings(source), table)


def _readings(source: Any) -> Iterable[Reading]:
    if isinstance(source, Reading):
        return (source,)
    if hasattr(source, "engine"):
        from lagebild.store import readings

        return readings(source)
    if isinstance(source, str | Report) or not isinstance(source, Iterable):
        raise InputError(
            f"A table is made of readings, not of {type(source).__name__}.",
            "Give what lagebild.read or lagebild.open returned.",
        )
    return source


def _show_in_notebooks() -> None:
    """Let a notebook that runs now show readings as HTML."""
    import sys

    if "IPython" in sys.modules:
        from lagebild.notebook import display_in

        display_in(sys.modules["IPython"].get_ipython())


_show_in_notebooks()
