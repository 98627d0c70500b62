"""`lagebild release`: a frozen data set without text, for publication."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli.exercise import is_exercise, tell_exercise
from lagebild.cli.export import new_folder
from lagebild.cli.settings import open_store, say, shared, words

if TYPE_CHECKING:
    from lagebild.model import Reading
    from lagebild.store import Store


@click.command(
    short_help="Freeze a data set without text.",
    epilog='Example: lagebild release data-2023-06 --title "Dam reports" --licence "CC BY 4.0"',
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--title", default="Events read from news reports", show_default=True, help="What the data set is called."
)
@click.option("--publisher", metavar="NAME", help="Who publishes it.")
@click.option("--licence", metavar="NAME", help="Under which terms, for example CC BY 4.0.")
@shared("store", "lang", "quiet")
def release(folder: Path, title: str, publisher: str | None, licence: str | None) -> None:
    """Freeze events, positions, quotations and sources as a data set for publication, without any text of the reports.

    DIR is a new folder. It gets JSON Lines, a page that says what every field means, a manifest with checksums, and a
    note on the terms. Notes of people go out without their names and words.
    """
    from lagebild import __version__
    from lagebild.cli.add import ask_for_link
    from lagebild.export.release import write_release
    from lagebild.store import ledger, listed
    from lagebild.store.handle import now

    with open_store() as store, new_folder(folder) as part:
        tell_exercise(store, None)
        ask_for_link(store)
        reports = list(listed(store))
        about = {
            "title": title, "publisher": publisher, "licence": licence, "lagebild": __version__, "made": now(),
            "as_of": max((report.published for report in reports if report.published), default=None),
            "exercise": is_exercise(store),
        }  # fmt: skip
        write_release(part, lambda: ledger(store), lambda: _readings(store), reports, about)
    say(words().say("released", where=folder))


def _readings(store: "Store") -> "Iterator[tuple[Reading, bool]]":
    """All versions of all reports, each with whether it is the latest."""
    from lagebild.store import ReportFilter, listed, readings

    latest = {report.id: report.version for report in listed(store)}
    for read in readings(store, ReportFilter(versions=True)):
        yield read, latest.get(read.report.id) == read.report.version
