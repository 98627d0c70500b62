"""`lagebild diff`: what is new since a day, newly denied, newly confirmed, of another status."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.output import formats, put
from lagebild.cli.settings import colored, open_store, say, shared, words
from lagebild.cli.terminal import Ink, emit, one_line, width, wrapped
from lagebild.model import Position

if TYPE_CHECKING:
    from lagebild.present.changes import Change

MOST = 20
"""Events of one kind that people see."""


@click.command(
    short_help="What changed since a day.", epilog="Example: lagebild diff --since 2023-06-07   lagebild diff --json"
)
@click.option("--since", metavar="DATE", required=True, help="What reports of that day or later changed.")
@click.option("--added", is_flag=True, help="Count the day on which a report came into the store, not its publication.")
@click.option(
    "--most", type=click.IntRange(min=0), default=MOST, show_default=True, help="Events of a kind, 0 for all."
)
@formats("json", "jsonl", "csv")
@shared("store", "lang", "quiet", "color")
def diff(since: str, added: bool, most: int, form: str | None) -> None:
    """Say what reports since a day changed: what is new, newly denied, newly confirmed, of another status."""
    from lagebild.cli.add import ask_for_link
    from lagebild.model.given import dated
    from lagebild.present.changes import changes
    from lagebild.store import LedgerFilter, ReportFilter, days_of_reports, ledger, listed
    from lagebild.store.queries import bound

    first = bound(dated(since), last=False)
    with open_store() as store:
        tell_exercise(store, form)
        ask_for_link(store)
        copies = frozenset(report.id for report in listed(store, ReportFilter()) if report.copy_of)
        found = changes(ledger(store, LedgerFilter()), days_of_reports(store, added=added), copies, first)
    if form:
        put(found, form, HEADS, _flat)
        return
    ink = Ink(colored(sys.stdout))
    for line in _lines(found, most, ink, width()):
        emit(line)
    if not found:
        say(words().text["no_rows"])


HEADS = ("event", "kinds", "before", "status", "contested", "sources", "holders", "stances", "reports")


def _flat(change: "Change") -> tuple[object, ...]:
    event = change.event
    return (
        event.id, "; ".join(change.kinds), change.before, event.status, event.contested, event.independent_sources,
        "; ".join(_who(p) for p in change.positions), "; ".join(p.stance for p in change.positions),
        "; ".join(p.report for p in change.positions),
    )  # fmt: skip


def _who(position: Position) -> str:
    from lagebild.present import holder_name

    return holder_name(position, words())


def _lines(found: "tuple[Change, ...]", most: int, ink: Ink, columns: int) -> Iterator[str]:
    from lagebild.cli.reading import german_forms
    from lagebild.present import event_sentence, happening, mark, short_date
    from lagebild.present.changes import ChangeKind

    said, forms = words(), german_forms()
    for kind in ChangeKind:
        mine = [change for change in found if change.kinds[0] is kind]
        if not mine:
            continue
        yield ink(f"{said.text[f'change_{kind}']} ({len(mine)})", "bold", "underline")
        for change in mine[: most or None]:
            event = change.event
            sentence = one_line(event_sentence(happening(event), said, forms))
            yield from wrapped(f"{ink(mark(event), 'bold', 'yellow')} {ink(sentence, 'bold')}", columns, "   ", " ")
            facts = [said.count("sources", event.independent_sources)]
            if ChangeKind.STATUS in change.kinds and change.before:
                facts.append(f"{said.status[change.before]} → {said.status[event.status]}")
            facts += [said.text[f"change_{other}"] for other in change.kinds[1:] if other is not ChangeKind.STATUS]
            yield from wrapped(ink(f"{' · '.join(facts)} [{event.id}]", "dim"), columns, "   ")
            for position in change.positions:
                day = short_date(position.said, said)
                text = f"{said.stance[position.stance]}: {_who(position)}, {day} [{position.report}]"
                yield from wrapped(one_line(text), columns, "     ", "   ")
        if most and len(mine) > most:
            yield from wrapped(ink(said.say("more_rejected", n=len(mine) - most), "dim"), columns, "   ")
        yield ""
