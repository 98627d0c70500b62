"""`lagebild read` and `lagebild show`: one report with everything that is read out of it."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.output import formats, write_json
from lagebild.cli.reports import archive_options
from lagebild.cli.settings import colored, language, open_store, shared, words
from lagebild.cli.terminal import Ink, emit, width
from lagebild.model import Reading, Rejected, Report

if TYPE_CHECKING:
    from lagebild.lang import Language

EXPLAIN = "Name the rule, and the entry of the lexicon, that made each statement, event, time, place and actor."


@click.command(
    short_help="Read reports and print what is in them.",
    epilog="Example: lagebild read report.txt   curl -s URL | lagebild read - --jsonl",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@formats("json", "jsonl")
@click.option("--published", metavar="DATE", help="Day of publication of reports that state none: 2022-12-19, 2022-12.")
@click.option("--explain", is_flag=True, help=EXPLAIN)
@archive_options
@shared("lexicons", "model", "lang", "quiet", "color")
def read(
    paths: tuple[str, ...], form: str | None, published: str | None, explain: bool, **archives: tuple[str, ...]
) -> None:
    """Read reports and print what is in them, without storing anything.

    PATH is a file, a folder, or - for standard input. What a file is shows by its content: text, HTML, JSON Lines,
    PDF, DOCX, CSV, messages and mailboxes, web archives (WARC, WACZ), wiki dumps, NewsML-G2, ninjs, exports of Nexis,
    Factiva and wiso; any of these may be packed (gz, bz2, xz, zst, zip).
    """
    from lagebild.cli.reports import report_rejected, sources
    from lagebild.model.given import dated

    chosen = language()
    day = dated(published) if published else None
    rejected: list[Rejected] = []
    readings = _readings(sources(paths, chosen, day, **archives), rejected, chosen)
    count = print_readings(readings, form, explain)
    report_rejected(rejected, words(), done=count > 0, what="No report could be read.")


@click.command(
    short_help="Show a report with what was read in it.", epilog="Example: lagebild show 2022-12-19-rundschau-sued"
)
@click.argument("report")
@formats("json", "jsonl")
@click.option("--version", "number", type=click.IntRange(min=1), help="An older version of the report.")
@click.option("--explain", is_flag=True, help=EXPLAIN)
@shared("store", "lang", "quiet", "color")
def show(report: str, form: str | None, number: int | None, explain: bool) -> None:
    """Show a report of the store with its statements and events."""
    from lagebild.store import reading

    with open_store() as store:
        tell_exercise(store, form)
        found = reading(store, report, number)
    print_readings([found], form, explain)


def print_readings(readings: Iterable[Reading], form: str | None, explain: bool = False) -> int:
    """Readings on standard output, for people or as JSON (which always has the rules); returns how many."""
    count = 0

    def counted() -> Iterator[Reading]:
        nonlocal count
        for found in readings:
            count += 1
            yield found

    if form:
        first = next(source := counted(), None)
        if first is not None:
            write_json(_chained(first, source), form)
        return count
    from lagebild.cli.reading import lines_of

    ink = Ink(colored(sys.stdout))
    for found in counted():
        if count > 1:
            emit(f"\n{'─' * width()}\n")
        for line in lines_of(found, words(), ink, width(), explain):
            emit(line)
        sys.stdout.flush()
    return count


def _chained(first: Reading, rest: Iterator[Reading]) -> Iterator[Reading]:
    yield first
    yield from rest


def _readings(found: Iterable[Report | Rejected], rejected: list[Rejected], chosen: "Language") -> Iterator[Reading]:
    """The readings of what can be read; what cannot goes to `rejected`."""
    from lagebild.cli.reports import failed_reading
    from lagebild.pipeline import Failure, read_all

    for item in found:
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        for result in read_all((item,), chosen):
            if isinstance(result, Failure):
                rejected.append(failed_reading(result))
            else:
                yield result
