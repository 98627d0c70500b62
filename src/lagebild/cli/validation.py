"""Commands for researchers: draw a sample, compare two codings, join them, hold the reader against them."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli.lists import OUTLET, SINCE, UNTIL, chosen
from lagebild.cli.output import column, formats, put, write_table
from lagebild.cli.settings import language, open_store, say, shared, words
from lagebild.model import Reading, Span

if TYPE_CHECKING:
    from lagebild.store import Store
    from lagebild.validation import FieldAgreement, Score

SHEET = click.Path(exists=True, dir_okay=False, path_type=Path)
STRATA = ("outlet", "month", "type")


@click.command(
    short_help="Draw a sample for coding by hand.", epilog="Example: lagebild sample --size 40 --by type --out probe"
)
@click.option("--size", type=click.IntRange(min=1), default=50, show_default=True, help="Number of reports.")
@click.option("--by", type=click.Choice(STRATA), multiple=True, default=("type",), show_default=True,
              help="What the strata are made of; may be given several times.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed draws the same sample.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="A new folder.")
@SINCE
@UNTIL
@OUTLET
@shared("store", "model", "lexicons", "lang", "quiet")
def sample(size: int, by: tuple[str, ...], seed: int, out: Path, **filters: object) -> None:
    """Draw a sample of the store for coding by hand.

    Reports in which nothing was found are strata of their own, so that what the reader misses can be seen. DIR gets
    sample.json (what was drawn and how) and sheet.csv: a row a sentence, without anything that the machine read. Two
    people fill a copy each, then: lagebild agree, adjudicate, evaluate.
    """
    from lagebild.store import ReportFilter, readings
    from lagebild.text import analyse
    from lagebild.validation import Unit, draw, manifest_of, write_sample

    with open_store() as store:
        where = chosen(ReportFilter, filters)
        drawn = draw((Unit(r.report.id, stratum_of(r, by)) for r in readings(store, where)), size, seed)
        found = _readings(store, [unit.report for unit in drawn.units])
    german = language()

    def sentences(reading: Reading) -> list[Span]:
        seen = analyse(reading.report.text, german)
        return [(seen.tokens[s.first].start, seen.tokens[s.last - 1].end) for s in seen.sentences if s.first < s.last]

    manifest = manifest_of(drawn, by, [(reading, sentences(reading)) for reading in found])
    write_sample(out, manifest, found)
    rows = sum(len(report.sentences) for report in manifest.reports)
    say(words().say("sampled", n=len(found), strata=len(drawn.strata), rows=rows, where=out))


def stratum_of(reading: Reading, by: tuple[str, ...]) -> str:
    """The stratum of a report: "Tagesblatt · 2023-05 · ASSAULT"; the type is the one that it has most of."""
    types = Counter(event.type for event in reading.events)
    most = min(types, key=lambda type_: (-types[type_], type_)) if types else "nothing found"
    parts = {
        "outlet": reading.report.outlet or "no outlet",
        "month": (reading.report.published or "no date")[:7],
        "type": most,
    }
    found = [parts[part] for part in STRATA if part in by]
    return " · ".join(found if types or "type" in by else [*found, most])


@click.command(short_help="Compare two codings of a sample.", epilog="Example: lagebild agree anna.csv bernd.csv")
@click.argument("first", type=SHEET)
@click.argument("second", type=SHEET)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the intervals.")
@formats("json", "jsonl", "csv")
@shared("lang", "quiet")
def agree(first: Path, second: Path, seed: int, form: str | None) -> None:
    """Say how far two coders agree: Krippendorff's alpha for each field, with a 95 % interval over reports."""
    from lagebild.validation import FieldAgreement, agreement, read_sheet

    found = agreement(read_sheet(first), read_sheet(second), seed)

    def row(a: "FieldAgreement") -> tuple[str, ...]:
        return (_field(a.field), str(a.units), f"{a.equal:.2f}", _number(a.alpha), _range(a.low, a.high))

    if form:
        put(found, form, FieldAgreement.__struct_fields__, lambda a: tuple(getattr(a, f) for f in a.__struct_fields__))
    else:
        write_table(column("field", "units", "equal", "alpha", "confidence"), found, row, None)


@click.command(
    short_help="Join two codings into one sheet.",
    epilog="Example: lagebild adjudicate anna.csv bernd.csv --out gold.csv",
)
@click.argument("first", type=SHEET)
@click.argument("second", type=SHEET)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="A new sheet.")
@shared("lang", "quiet")
def adjudicate(first: Path, second: Path, out: Path) -> None:
    """Join two codings: what both say is settled, the rest stands below each other with a "?" before the type.

    A third person takes the ? from the rows that are right and removes the others.
    """
    from lagebild.model import InputError
    from lagebild.validation import adjudicate as join
    from lagebild.validation import read_sheet

    codings = read_sheet(first), read_sheet(second)
    try:
        with out.open("x", encoding="utf-8-sig", newline="") as file:
            undecided = join(*codings, file)
    except FileExistsError as error:
        raise InputError(f"{out} exists already.", "Name a new file; decisions are never overwritten.") from error
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}.", "Name another file.") from error
    say(words().say("adjudicated", n=len(codings[0]), open=undecided, where=out))


@click.command(
    short_help="Hold the reader against a coded sample.",
    epilog="Example: lagebild evaluate gold.csv --sample probe",
)
@click.argument("gold", type=SHEET)
@click.option("--sample", "folder", type=click.Path(path_type=Path), required=True, metavar="DIR",
              help="What lagebild sample made.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the intervals.")
@formats("json", "jsonl", "csv")
@shared("store", "lang", "quiet")
def evaluate(gold: Path, folder: Path, seed: int, form: str | None) -> None:
    """Say how well the store's readings meet a coded sample: precision, recall, F1, with 95 % intervals over reports.

    Strata are weighted back to what they stand for in the store.
    """
    from lagebild.validation import Score, check_texts, read_manifest, read_sheet, rows_of_reading
    from lagebild.validation import evaluate as score

    manifest, coded = read_manifest(folder), read_sheet(gold)
    with open_store() as store:
        found = _readings(store, [report.id for report in manifest.reports])
    check_texts(manifest, found)
    sentences = {report.id: report.sentences for report in manifest.reports}
    machine = [row for r in found for row in rows_of_reading(r, sentences[r.report.id])]
    scores = score(coded, machine, {report.id: report.weight for report in manifest.reports}, seed)

    def row(s: "Score") -> tuple[str, ...]:
        measures = (_number(value) for value in (s.precision, s.recall, s.f1))
        return (_field(s.field), str(s.gold), str(s.found), *measures, _range(s.low, s.high))

    if form:
        put(scores, form, Score.__struct_fields__, lambda s: tuple(getattr(s, f) for f in s.__struct_fields__))
    else:
        write_table(column("field", "gold", "found", "precision", "recall", "f1", "confidence"), scores, row, None)


def _readings(store: "Store", ids: list[str]) -> list[Reading]:
    """The current readings of reports. Raises StoreError for one that the store lacks."""
    from lagebild.store import reading

    return [reading(store, id_) for id_ in ids]


def _field(name: str) -> str:
    return words().column[f"coded_{name}"]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _range(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:.2f} … {high:.2f}"
