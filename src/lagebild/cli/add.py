"""`lagebild add`: reports into the store."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli.errors import Interrupted
from lagebild.cli.output import progress, progress_json
from lagebild.cli.reports import archive_options
from lagebild.cli.settings import language, open_store, say, settings, shared, words
from lagebild.model import Reading, Rejected, Report

if TYPE_CHECKING:
    from lagebild.lang import Language
    from lagebild.store import Store


@click.command(
    short_help="Read reports into the store and link them.",
    epilog="Example: lagebild add examples/reports --lexicon examples/lexicon.yaml --exercise",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--exercise", is_flag=True, help="These are exercise reports: pages and exports say so (Übungsberichte).")
@click.option("--published", metavar="DATE", help="Day of publication of reports that state none: 2022-12-19, 2022-12.")
@click.option("--progress", "bar", type=click.Choice(["bar", "json", "none"]), help="Without it: a bar on a terminal.")
@click.option("--no-progress", "bar", flag_value="none", hidden=True)
@click.option("--workers", type=click.IntRange(1, 256), help="Processes. Without it: the cores of this machine.")
@archive_options
@shared("store", "lexicons", "model", "lang", "quiet")
def add(
    paths: tuple[str, ...], exercise: bool, published: str | None, bar: str | None, workers: int | None,
    **archives: tuple[str, ...],
) -> None:  # fmt: skip
    """Read reports into the store and link them.

    The same report twice is one report, a changed one is a new version. What is stored already is not read again, so
    an interrupted run goes on where it was. PATH as in: lagebild read --help
    """
    from lagebild.cli.exercise import note_exercise
    from lagebild.cli.reports import report_rejected, sources
    from lagebild.model.given import dated
    from lagebild.scale.crew import cores
    from lagebild.store import counts

    chosen = language()
    day = dated(published) if published else None
    done: Counter[str] = Counter()
    rejected: list[Rejected] = []
    shown = bar or ("bar" if sys.stderr.isatty() else "none")
    with open_store(create=True) as store:
        if exercise:
            note_exercise(store)
        try:
            found = sources(paths, chosen, day, **archives)
            _add_all(store, paths, found, chosen, workers or cores(), exercise, done, rejected, shown)
        except KeyboardInterrupt as error:
            kept = counts(store)["reports"]
            raise Interrupted(f"The store holds {kept} whole reports. Run the same command again to go on.") from error
        _summary(done, rejected)
        _link(store, chosen)
        say(words().say("stored_in", where=store.where))
    report_rejected(rejected, words(), done=bool(done), what="No report could be added.")


def _add_all(
    store: "Store",
    paths: Sequence[str],
    found: Iterator[Report | Rejected],
    chosen: "Language",
    workers: int,
    exercise: bool,
    done: Counter[str],
    rejected: list[Rejected],
    shown: str,
) -> None:
    from lagebild.cli.exercise import as_exercise
    from lagebild.store import add_readings, quarantine

    if exercise:
        found = (as_exercise(item) if isinstance(item, Report) else item for item in found)
    if shown == "json":
        watched = progress_json(found, _total(paths), lambda: sum(not item.skipped for item in rejected))
    else:
        watched = progress(found, words().text["reading"], _total(paths), shown == "bar")
    try:
        for stored in add_readings(store, _read(store, watched, chosen, workers, done, rejected)):
            done[stored.outcome] += 1
    finally:  # what was refused before an interrupt is kept too
        quarantine(store, *(item for item in rejected if not item.skipped))


def _read(
    store: "Store",
    found: Iterable[Report | Rejected],
    chosen: "Language",
    workers: int,
    done: Counter[str],
    rejected: list[Rejected],
) -> Iterator[Reading]:
    """The readings of the reports that the store does not have yet."""
    from lagebild.cli.reports import failed_reading
    from lagebild.pipeline import Failure, made_by
    from lagebild.scale.crew import read_in_order
    from lagebild.store import has

    reader = made_by(chosen)

    def unread() -> Iterator[Report]:
        for item in found:
            if isinstance(item, Rejected):
                rejected.append(item)
            elif has(store, item, reader):
                done["unchanged"] += 1
            else:
                yield item

    for result in read_in_order(unread(), chosen, workers, settings().model, settings().lexicons):
        if isinstance(result, Failure):
            rejected.append(failed_reading(result))
        else:
            yield result


def _summary(done: Counter[str], rejected: list[Rejected]) -> None:
    skipped = sum(item.skipped for item in rejected)
    say(
        words().say(
            "added_line", added=done["added"], versions=done["new version"], unchanged=done["unchanged"],
            reread=done["reread"], rejected=len(rejected) - skipped,
        )
    )  # fmt: skip
    if skipped:
        say(words().say("skipped_line", n=skipped))


def _link(store: "Store", chosen: "Language") -> None:
    from lagebild.store import counts, needs_relink, relink

    if needs_relink(store):
        events = relink(store, chosen)
        number = words().count("reports", counts(store)["reports"])
        say(words().say("linked_line", events=words().count("events", events), reports=number))


def _total(paths: Sequence[str]) -> int | None:
    """Number of reports where it can be known before: of plain files, but not of JSON Lines or standard input."""
    total = 0
    for path in map(Path, paths):
        files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
        if any(file.suffix.lower() in (".jsonl", ".ndjson", ".json") or not file.is_file() for file in files):
            return None
        total += len(files)
    return total


def ask_for_link(store: "Store") -> None:
    """Link the reports of a store whose ledger is older than they are."""
    from lagebild.store import needs_relink

    if needs_relink(store):
        say(words().text["linking"])
        _link(store, language())
