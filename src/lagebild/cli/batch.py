"""Corpus runs: `lagebild batch`, `link`, `sql`, `load`."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lagebild.cli.errors import Interrupted
from lagebild.cli.lists import SINCE, UNTIL
from lagebild.cli.output import formats, progress, put, write_csv, write_table
from lagebild.cli.settings import language, open_store, say, settings, shared, warn, words
from lagebild.model import LagebildError, Reading

if TYPE_CHECKING:
    from lagebild.scale import Done, Failed, Output, Shard

FOLDER = click.Path(file_okay=False, path_type=Path)
SHOWN = 10


@click.command(
    short_help="Read a whole corpus into Parquet.",
    epilog="Example: lagebild batch reports.jsonl s3://bucket/news --out corpus --workers 8",
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--out", type=FOLDER, required=True, metavar="DIR", help="Where the tables go; a run goes on where it was."
)
@click.option("--workers", type=click.IntRange(1, 4096), help="Processes. Without it: the cores of this machine.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Who works.")
@click.option("--ray-address", metavar="ADDRESS", help="A running Ray cluster. Without it Ray starts on this machine.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Time for one report.")
@click.option("--progress/--no-progress", "bar", default=None, help="Show a bar. Without it: when a person watches.")
@shared("lexicons", "model", "lang", "quiet")
def batch(
    sources: tuple[str, ...], out: Path, workers: int | None, engine: str, ray_address: str | None, seconds: float,
    bar: bool | None,
) -> None:  # fmt: skip
    """Read a whole corpus into Parquet tables, on all cores or on a Ray cluster.

    SOURCE: JSON Lines, Parquet, web archives and all that `lagebild add` reads; files, folders, patterns, and URLs that
    fsspec knows. The input is cut into shards; a shard is published whole or not at all. The same command again goes on
    where it was, after whatever stopped it. What could not be read stands in the table quarantine.
    """
    from lagebild.pipeline import made_by
    from lagebild.scale import Failed, list_shards, open_output, run_local, run_ray
    from lagebild.scale.crew import cores

    reader = made_by(language())
    shards = list_shards(sources, reader)
    output = open_output(out, reader)
    with output.alone():
        left = [shard for shard in shards if not output.done(shard.key)]
        say(words().say("batch_plan", shards=len(shards), done=len(shards) - len(left)))
        more = {"workers": workers or cores(), "model": settings().model, "lexicons": settings().lexicons}
        run = _run(run_ray if engine == "ray" else run_local, left, output, seconds, ray_address, more)
        shown = sys.stderr.isatty() if bar is None else bar
        failed: list[Failed] = []
        try:
            for result in progress(run, words().text["reading"], len(left), shown):
                failed += [result] if isinstance(result, Failed) else []
        except KeyboardInterrupt as error:
            raise Interrupted("What is published stays. Run the same command again to go on.") from error
        _summary(output, shards)
    for each in failed[:SHOWN]:
        warn(f"{each.source}: {each.reason}")
    if failed:
        raise LagebildError(f"{len(failed)} of {len(shards)} shards failed.", "Run the same command again to try them.")


def _run(
    engine: object,
    left: "list[Shard]",
    output: "Output",
    seconds: float,
    address: str | None,
    more: Mapping[str, object],
) -> "Iterator[Done | Failed]":
    if not left:
        return iter(())
    from lagebild.scale import run_ray

    if engine is run_ray:
        return run_ray(left, output, seconds=seconds, address=address, **more)  # type: ignore[arg-type]
    from lagebild.scale import run_local

    return run_local(left, output, seconds=seconds, **more)  # type: ignore[arg-type]


def _summary(output: "Output", shards: "list[Shard]") -> None:
    total: Counter[str] = Counter()
    for shard in shards:
        marker = output.marker(shard.key)
        if marker is not None:
            total.update(marker.rows)
    say(words().say("batch_done", reports=total["reports"], events=total["events"], refused=total["quarantine"],
                    where=output.folder))  # fmt: skip


@click.command(
    short_help="Link the reports of a corpus.",
    epilog="Example: lagebild link corpus --workers 8",
)
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--days", type=click.IntRange(1, 3660), default=28, show_default=True, help="Days that are linked at once."
)
@click.option(
    "--margin", type=click.IntRange(0, 366), default=7, show_default=True, help="Days around that are read too."
)
@click.option("--workers", type=click.IntRange(1, 4096), help="Processes. Without it: the cores of this machine.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Who works.")
@click.option("--ray-address", metavar="ADDRESS", help="A running Ray cluster. Without it Ray starts on this machine.")
@shared("lang", "quiet")
def link(
    folder: Path, days: int, margin: int, workers: int | None, engine: str, ray_address: str | None
) -> None:  # fmt: skip
    """Link what lagebild batch has read into events, as the store links them.

    Windows of days are linked one by one and side by side, each with the days around it; an event of which the first
    report is in a window is told by reports up to the end of those days. Run again after new reports came, it links the
    windows that these reach. `lagebild sql` then has the tables ledger, ledger_mentions, ledger_positions and copies.
    """
    from lagebild.scale import Failed, Output, link_window, links_of, open_corpus, publish_ledger, run_local, run_ray
    from lagebild.scale import windows as windows_of
    from lagebild.scale.crew import cores

    open_corpus(folder)
    output = Output(folder=folder)
    with output.alone():
        links = links_of(output, days, margin)
        links.folder.mkdir(parents=True, exist_ok=True)
        found = windows_of(output, days, margin)
        left = [window for window in found if not links.done(window.key)]
        say(words().say("link_plan", windows=len(found), done=len(found) - len(left)))
        run: Iterator[Done | Failed] = iter(())
        if left and engine == "ray":
            run = run_ray(left, links, workers=workers or cores(), do=link_window, address=ray_address)
        elif left:
            run = run_local(left, links, workers=workers or cores(), do=link_window)
        failed = [each for each in run if isinstance(each, Failed)]
        for each in failed[:SHOWN]:
            warn(f"{each.source}: {each.reason}")
        if failed:
            raise LagebildError(f"{len(failed)} of {len(found)} windows failed.", "Run the same command again.")
        publish_ledger(output, links, found)
    events = sum(marker.rows["ledger"] for window in found if (marker := links.marker(window.key)) is not None)
    say(words().say("link_done", events=events, where=folder))


@click.command(
    short_help="Query a corpus with SQL.",
    epilog="Example: lagebild sql corpus \"SELECT type, count(*) FROM events WHERE status = 'actual' GROUP BY ALL\"",
)
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.argument("query")
@formats("json", "jsonl", "csv")
@shared("lang", "quiet")
def sql(folder: Path, query: str, form: str | None) -> None:
    """Query what lagebild batch has read, with DuckDB.

    Tables: reports, quotations, events, parties, actors, times, places, quarantine; after `lagebild link` also ledger,
    ledger_mentions, ledger_positions and copies.
    """
    from lagebild.scale import open_corpus
    from lagebild.scale import sql as run

    names, rows = run(open_corpus(folder), query)
    if form == "csv":
        write_csv(names, rows)
    elif form:
        put((dict(zip(names, row, strict=True)) for row in rows), form, names, lambda row: tuple(row.values()))
    else:
        write_table(names, rows, lambda row: tuple("" if cell is None else str(cell) for cell in row), None)


@click.command(
    short_help="Load a corpus into the store.",
    epilog="Example: lagebild load corpus --since 2023-06 --outlet tagesblatt",
)
@click.argument("folder", type=FOLDER, metavar="DIR")
@SINCE
@UNTIL
@click.option("--outlet", metavar="NAME", help="Only of outlets with this in their name.")
@shared("store", "lang", "quiet")
def load(folder: Path, since: str | None, until: str | None, outlet: str | None) -> None:
    """Load readings of a corpus into the store and link them. Nothing is read anew."""
    from lagebild.cli.add import ask_for_link
    from lagebild.scale import open_corpus
    from lagebild.store import add_readings

    def keep(published: str | None, name: str | None) -> bool:
        day = published or ""
        return (
            (since is None or day >= since)
            and (until is None or (day != "" and day[: len(until)] <= until))
            and (outlet is None or outlet.casefold() in (name or "").casefold())
        )

    done: Counter[str] = Counter()
    readings: Iterator[Reading] = open_corpus(folder).readings(keep)
    with open_store(create=True) as store:
        for stored in add_readings(store, readings):
            done[stored.outcome] += 1
        say(words().say("loaded", added=done["added"], versions=done["new version"], unchanged=done["unchanged"]))
        ask_for_link(store)
