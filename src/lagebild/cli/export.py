"""`lagebild export FORMAT`: the whole store in a format of another tool, complete or not at all."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.lists import OUTLET, SINCE, UNTIL, chosen
from lagebild.cli.settings import open_store, say, shared, words
from lagebild.model import InputError

if TYPE_CHECKING:
    from lagebild.export.formats import Format
    from lagebild.store import Store

NAMES = ("jsonl", "ledger", "csv", "parquet", "polecat", "gdelt", "geojson", "gexf", "graphml", "timeline", "ftm",
         "claims", "atom", "tei", "xmi", "brat")  # fmt: skip
TABLES = ("reports", "quotations", "events", "parties", "actors", "times", "places")


@click.command(
    short_help="Write the store in another tool's format.",
    epilog="Example: lagebild export polecat --out events.tsv   lagebild export parquet --out tables",
)
@click.argument("format_", metavar="FORMAT", type=click.Choice(NAMES))
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH",
              help="A new file; for parquet, gdelt, tei, xmi, brat a folder. Without it: standard output.")  # fmt: skip
@click.option("--table", type=click.Choice(TABLES), default="events", show_default=True, help="Which table, for csv.")
@SINCE
@UNTIL
@OUTLET
@shared("store", "lang", "quiet")
def export(format_: str, out: Path | None, table: str, **filters: object) -> None:
    """Write the store in a format of another tool.

    \b
    jsonl     whole readings              ledger    linked events, JSON Lines
    csv       one table (--table)         parquet   all tables, a folder
    polecat   POLECAT's columns, ours behind them
    gdelt     events and mentions of GDELT 2.0, what fits
    geojson   for QGIS and web maps       timeline  for TimelineJS
    gexf      for Gephi                   graphml   for yEd, networkx
    ftm       FollowTheMoney, lossy       claims    schema.org Claim, JSON-LD
    atom      feed of contested events
    tei, xmi, brat                        text with stand-off annotation, a folder

    What is written is complete: no limit, and nothing half-written stays. --since, --until and --outlet choose reports,
    for formats made of linked events those that such a report mentions.
    """
    from lagebild.export.formats import FORMATS

    found = FORMATS[format_]
    more = _further(found, table)
    with open_store() as store:
        tell_exercise(store, None)
        records = _records(store, found, filters)
        if found.shape == "stream":
            _stream(found.write(records, **more), out)
        elif out is None:
            raise InputError(f"{format_} makes a folder.", f"Name a new one: lagebild export {format_} --out FOLDER")
        else:
            _folder(found, records, out)
    if out is not None:
        say(words().say("exported", format=format_, where=out))


def _further(found: "Format", table: str) -> dict[str, Any]:
    from lagebild.cli.reading import german_forms

    made: dict[str, Any] = {"table": table} if "table" in found.needs else {}
    return made | ({"words": words(), "forms": german_forms()} if "words" in found.needs else {})


def _records(store: "Store", found: "Format", filters: dict[str, object]) -> Iterator[Any]:
    from lagebild.store import LedgerFilter, ReportFilter, ledger, listed, readings

    where = chosen(ReportFilter, filters)
    if found.source == "readings":
        return readings(store, where)
    events = ledger(store, LedgerFilter())
    if not any(filters.values()):
        return events
    wanted = {report.id for report in listed(store, where)}
    return (event for event in events if any(mention.report in wanted for mention in event.mentions))


def _stream(pieces: Iterable[bytes], out: Path | None) -> None:
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    part = _part(out)
    try:
        with part.open("wb") as file:
            _write(pieces, file)
        os.rename(part, out)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}.", "Name another file.") from error
    finally:
        part.unlink(missing_ok=True)


def _write(pieces: Iterable[bytes], file: BinaryIO) -> None:
    file.writelines(pieces)
    file.flush()
    os.fsync(file.fileno())


def _folder(found: "Format", records: Iterator[Any], out: Path) -> None:
    with new_folder(out) as part:
        if found.shape == "folder":
            found.write(records, part)
        else:
            for name, content in found.write(records):
                (part / name).write_bytes(content)


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A folder to write in, which becomes `out` when all is written, and is gone when that fails. Raises InputError
    where its place is taken or cannot be written."""
    part = _part(out)
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        yield part
        os.rename(part, out)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}.", "Name another folder.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _part(out: Path) -> Path:
    """Where the export is written until it is whole. Raises InputError where its place is taken or has no folder."""
    if not out.absolute().parent.is_dir():
        raise InputError(f"{out.parent} is no folder.", "Make it first, or name another place.")
    if out.exists():
        raise InputError(f"{out} exists already.", "Name a new one, or remove it first.")
    return out.with_name(f".{out.name}.part")
