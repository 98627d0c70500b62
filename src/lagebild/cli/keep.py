"""`lagebild remove`, `backup` and `restore`: what is kept, and what is not."""

import sys
from pathlib import Path

import click

from lagebild.cli.settings import open_store, say, shared, words
from lagebild.model import InputError


@click.command(
    short_help="Remove reports for good.",
    epilog='Example: lagebild remove r17   lagebild remove --source "Tagesblatt" --older-than 90 --yes',
)
@click.argument("reports", nargs=-1, metavar="[REPORT...]")
@click.option("--source", metavar="NAME", help="Of this outlet, or from files or addresses that begin so.")
@click.option("--older-than", type=click.IntRange(min=0), metavar="DAYS", help="In the store for longer than this.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@shared("store", "lang", "quiet")
def remove(reports: tuple[str, ...], source: str | None, older_than: int | None, yes: bool) -> None:
    """Remove reports with all versions, readings, links, search entries and notes; a backup does not bring them back.

    Only a digest of each id stays.
    """
    from datetime import UTC, datetime, timedelta

    from lagebild.store import matching
    from lagebild.store import remove as erase

    with open_store() as store:
        ids = list(dict.fromkeys(reports))
        if source is not None or older_than is not None:
            if ids:
                raise InputError("Reports are named, and a source or an age too.", "Give one or the other.")
            age = None if older_than is None else datetime.now(UTC) - timedelta(days=older_than)
            ids = matching(store, source, age.strftime("%Y-%m-%dT%H:%M:%SZ") if age else None)
        elif not ids:
            raise InputError("Nothing is named to remove.", "Name reports, or --source or --older-than.")
        if ids and not yes:
            if not sys.stdin.isatty():
                raise InputError(words().count("to_remove", len(ids)), "Say so: --yes")
            click.confirm(words().count("to_remove", len(ids)), abort=True, err=True)
        if ids:
            erase(store, *ids)
        say(words().count("removed", len(ids)))


@click.command(short_help="Copy the store into a file.", epilog="Example: lagebild backup 2026-11-23.db")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@shared("store", "lang", "quiet")
def backup(file: Path) -> None:
    """Copy the store as it is now into a new file, checked; others may read and write meanwhile."""
    from lagebild.store import backup as save

    with open_store() as store:
        say(words().count("backed_up", save(store, file)))


@click.command(short_help="Put a backup back.", epilog="Example: lagebild restore 2026-11-23.db --yes")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace a store that holds reports without asking.")
@shared("store", "lang", "quiet")
def restore(file: Path, yes: bool) -> None:
    """Put a backup in the place of what the store holds, checked. What was removed since then stays removed."""
    from lagebild.store import counts
    from lagebild.store import restore as put_back

    with open_store(create=True) as store:
        held = counts(store)["versions"]
        if held and not yes:
            if not sys.stdin.isatty():
                raise InputError(f"The store {store.where} holds reports.", "Replace them: --yes")
            click.confirm(words().count("to_remove", held), abort=True, err=True)
        done = put_back(store, file)
        say(words().count("restored", done.reports))
        if done.erased:
            say(words().say("erased_again", n=done.erased))
