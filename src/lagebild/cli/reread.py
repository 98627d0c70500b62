"""`lagebild reread`: the current version of the reader over everything that is stored."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from lagebild.cli.errors import Interrupted
from lagebild.cli.output import formats, progress, write_json
from lagebild.cli.settings import colored, language, open_store, say, shared, warn, words
from lagebild.cli.terminal import Ink, emit, one_line, width, wrapped
from lagebild.model import LedgerEvent, Reading

if TYPE_CHECKING:
    from lagebild.lang import Language
    from lagebild.store import Item, Job, Reread, Store

SHOWN = 20
"""Reports of which people see the changes."""


class LedgerChange(Struct, frozen=True, kw_only=True):
    """What became of the events of the ledger. kept: ids that are there as before; superseded: (old id, new id); gone:
    ids of which nothing is read any more; new: ids that nobody knew; status, contested: kept ids where it changed."""

    before: int
    after: int
    kept: int
    superseded: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    status: tuple[str, ...]
    contested: tuple[str, ...]


class Outcome(Struct, frozen=True, kw_only=True):
    """What a run over the store did."""

    read: int
    failed: tuple[str, ...]
    reports: "tuple[Reread, ...]"
    ledger: LedgerChange


@click.command(
    short_help="Read all reports again with this version.",
    epilog="Example: lagebild reread   lagebild reread --all --json > changes.json",
)
@click.option("--all", "everything", is_flag=True, help="Also what this version has read already.")
@click.option("--dry-run", is_flag=True, help="Only say how many there are to read.")
@click.option("--progress/--no-progress", "bar", default=None, help="Show a bar. Without it: when a person watches.")
@formats("json")
@shared("store", "lexicons", "model", "lang", "quiet", "color")
def reread(everything: bool, dry_run: bool, bar: bool | None, form: str | None) -> None:
    """Read all reports of the store again with this version, and say what is gained and lost.

    The readings before stay beside the new ones. Ids of reports stay, ids of events where they still hold; one that is
    gone leads to what took its place. Corrections by people stay. An interrupted run goes on where it was when the same
    command runs again.
    """
    from lagebild.cli.add import ask_for_link
    from lagebild.pipeline import made_by
    from lagebild.store import begin, compared, finish, waiting

    chosen = language()
    with open_store() as store:
        if not dry_run:
            ask_for_link(store)
        job = begin(store, made_by(chosen), everything) if not dry_run else _trial(chosen, everything)
        left = waiting(store, job)
        if dry_run:
            say(words().count("reread_waiting", len(left)))
            return
        failed = _read_all(store, left, chosen, sys.stderr.isatty() if bar is None else bar)
        before = {event.id: event for event in _events(store)}
        ask_for_link(store)
        made = Outcome(
            read=len(left) - len(failed), failed=tuple(failed), reports=tuple(compared(store, job)),
            ledger=ledger_change(store, before),
        )  # fmt: skip
        finish(store)
    if form:
        write_json([made], form)
    else:
        for line in _lines(made, Ink(colored(sys.stdout)), width()):
            emit(line)
    for one in failed:
        warn(f"  {one_line(one)}")


def _trial(chosen: "Language", everything: bool) -> "Job":
    from lagebild.pipeline import made_by
    from lagebild.store import Job
    from lagebild.store.adding import reader_of
    from lagebild.store.handle import now

    return Job(reader=reader_of(made_by(chosen)), since=now(), everything=everything)


def _read_all(store: "Store", keys: list[int], chosen: "Language", shown: bool) -> list[str]:
    """Read report versions again and keep each at once; what failed keeps its old reading."""
    from lagebild.pipeline import Failure, read_all
    from lagebild.store import put, stored

    failed = []
    done = 0
    try:
        for key in progress(iter(keys), words().text["reading"], len(keys), shown):
            old = stored(store, key)
            for found in read_all((old.report,), chosen) if old else ():
                if isinstance(found, Failure):
                    failed.append(f"{found.report.id}: {found.reason}")
                elif isinstance(found, Reading):
                    put(store, key, found)
            done += 1
    except KeyboardInterrupt as error:
        raise Interrupted(f"{done} of {len(keys)} are read. Run the same command again to go on.") from error
    return failed


def _events(store: "Store") -> Iterator[LedgerEvent]:
    from lagebild.store import ledger

    return ledger(store)


def ledger_change(store: "Store", before: Mapping[str, LedgerEvent]) -> LedgerChange:
    """The ledger of now held against an earlier one."""
    from lagebild.model import StoreError
    from lagebild.store import event

    after = {found.id: found for found in _events(store)}
    superseded, gone = [], []
    for id_ in sorted(before.keys() - after.keys()):
        try:
            superseded.append((id_, event(store, id_).superseded_by or id_))
        except StoreError:
            gone.append(id_)
    kept = sorted(before.keys() & after.keys())
    return LedgerChange(
        before=len(before), after=len(after), kept=len(kept), superseded=tuple(superseded), gone=tuple(gone),
        new=tuple(sorted(after.keys() - before.keys() - {new for _, new in superseded})),
        status=tuple(i for i in kept if before[i].status != after[i].status),
        contested=tuple(i for i in kept if before[i].contested != after[i].contested),
    )  # fmt: skip


def _lines(made: Outcome, ink: Ink, columns: int) -> Iterator[str]:
    said, change = words(), made.ledger
    yield from wrapped(ink(said.count("reread_done", made.read), "bold"), columns)
    totals: Counter[tuple[str, str]] = Counter()
    for one in made.reports:
        totals.update(("+", item.kind) for item in one.gained)
        totals.update(("−", item.kind) for item in one.lost)
        totals.update(("~", new.kind) for _, new in one.changed)
    for kind in ("event", "quotation"):
        counts = " ".join(f"{sign}{totals[sign, kind]}" for sign in ("+", "−", "~"))
        yield from wrapped(f"{said.text[f'{kind}s']}: {counts}", columns, "  ")
    for one in made.reports[:SHOWN]:
        name = one.report if one.version == 1 else f"{one.report}@{one.version}"
        yield from wrapped(ink(one_line(name), "dim"), columns, "  ")
        for sign, item, more in _signed(one):
            text = f"{ink(sign, 'bold')} {said.text[f'one_{item.kind}']} {item.what}{more}: „{one_line(item.passage)}“"
            yield from wrapped(text, columns, "      ", "    ")
    if len(made.reports) > SHOWN:
        yield from wrapped(said.say("reread_more", n=len(made.reports) - SHOWN), columns, "  ")
    line = said.say(
        "reread_ledger", before=change.before, after=change.after, kept=change.kept, gone=len(change.gone),
        superseded=len(change.superseded), new=len(change.new), status=len(change.status),
        contested=len(change.contested),
    )  # fmt: skip
    yield from wrapped(line, columns)


def _signed(one: "Reread") -> "Iterator[tuple[str, Item, str]]":
    yield from (("+", item, "") for item in one.gained)
    yield from (("−", item, "") for item in one.lost)
    yield from (("~", old, f" → {new.what}") for old, new in one.changed)
