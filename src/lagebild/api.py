"""What `import lagebild` offers: read texts and reports, open a store, take what was read as a table."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lagebild.export import tables
from lagebild.lang import Language, load
from lagebild.model import Reading, Report

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
    text: str, *, published: str | None = None, outlet: str | None = None, title: str | None = None, id: str = "text"
) -> Reading:
    """The reading of a text, which is kept code point for code point.

    published: ISO 8601 at the precision that is known; without it "gestern" and the like stay open.

    >>> read("Berlin dementierte den Bericht.", published="2023-05-02").quotations[0].stance.value
    'denies'
    """
    return read_report(Report(id=id, text=text, published=published, outlet=outlet, title=title))


def read_report(report: Report) -> Reading:
    """The reading of a report that intake or somebody else made."""
    from lagebild.pipeline import read as pipeline_read

    return pipeline_read(report, language())


def read_all(reports: Iterable[Report]) -> "Iterator[Reading | Failure]":
    """The readings of many reports, in order and as they are asked for.

    A report that cannot be read gives a Failure with its reason, and the others go on.
    """
    from lagebild.pipeline import read_all as pipeline_read_all

    return pipeline_read_all(reports, language())


def open_store(where: str | Path | None = None) -> "Store":
    """The store at a path, else at the default location. Raises StoreError with a remedy."""
    from lagebild.store import open_store as opened

    return opened(where)


def to_pandas(source: "Source", table: str = "events") -> "pandas.DataFrame":
    """A table as a pandas data frame: reports, quotations, events, parties, actors, times or places.

    Raises InputError for a table that does not exist and where pandas is missing.

    >>> reading = read("Berlin dementierte den Bericht.", published="2023-05-02")
    >>> to_pandas(reading, "quotations")[["stance", "passage"]].values.tolist()
    [['denies', 'Berlin dementierte den Bericht.']]
    """
    return tables.to_pandas(_readings(source), table)


def to_polars(source: "Source", table: str = "events") -> "polars.DataFrame":
    """The same table as a polars data frame."""
    return tables.to_polars(_readings(source), table)


def to_arrow(source: "Source", table: str = "events") -> "pyarrow.Table":
    """The same table for Arrow, with the meaning of each column in its metadata."""
    return tables.to_arrow(_readings(source), table)


def _readings(source: Any) -> Iterable[Reading]:
    if isinstance(source, Reading):
        return (source,)
    if hasattr(source, "engine"):
        from lagebild.store import readings

        return readings(source)
    return source  # type: ignore[no-any-return]


def _show_in_notebooks() -> None:
    """Let a notebook that runs now show readings as HTML."""
    import sys

    if "IPython" in sys.modules:
        from lagebild.notebook import display_in

        display_in(sys.modules["IPython"].get_ipython())


_show_in_notebooks()
