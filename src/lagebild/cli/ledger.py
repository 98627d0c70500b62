"""`lagebild ledger`: what all reports add up to, event by event, with everybody's position."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.lists import COUNTRY, SINCE, TYPES, UNTIL, choice, chosen
from lagebild.cli.output import column, formats, limited, one_more, put, rows_wanted, write_json, write_table
from lagebild.cli.settings import colored, open_store, shared, words
from lagebild.cli.terminal import Ink, emit, one_line, width, wrapped
from lagebild.model import EventType, LedgerEvent, LedgerStatus, ListedReport

if TYPE_CHECKING:
    from lagebild.link import Why
    from lagebild.present import Forms


@click.command(
    short_help="What all reports add up to.", epilog="Example: lagebild ledger --contested   lagebild ledger --event ID"
)
@click.option("--event", "event_id", metavar="ID", help="One event in full, with positions and passages.")
@click.option("--contested", is_flag=True, default=None, help="Only events of which somebody denies what another says.")
@click.option("--type", "type", type=choice(EventType), metavar="TYPE", help=TYPES)
@click.option("--status", type=choice(LedgerStatus), help="Only this status.")
@click.option("--actor", metavar="NAME", help="Who takes part: part of a name.")
@click.option("--min-sources", metavar="N", type=click.IntRange(min=0), help="At least so many independent sources.")
@click.option("--report", metavar="ID", help="Only events that this report mentions.")
@SINCE
@UNTIL
@COUNTRY
@formats("json", "jsonl", "csv")
@limited()
@shared("store", "lang", "quiet", "color")
def ledger(event_id: str | None, form: str | None, limit: int | None, **filters: object) -> None:
    """List the events that all reports of the store add up to. Near-copies count once."""
    from lagebild.cli.add import ask_for_link
    from lagebild.cli.reading import german_forms
    from lagebild.store import LedgerFilter, event
    from lagebild.store import ledger as found_in

    limit = rows_wanted(form, limit)
    filters["type"] = EventType(str(filters["type"])) if filters["type"] else None
    filters["status"] = LedgerStatus(str(filters["status"])) if filters["status"] else None
    with open_store() as store:
        tell_exercise(store, form)
        ask_for_link(store)
        if event_id and form in ("json", "jsonl"):
            write_json([event(store, event_id)], form)
        elif event_id:
            from lagebild.store import listed, why

            reports = {report.id: report for report in listed(store)}
            found_event = event(store, event_id)
            for line in event_lines(found_event, reports, german_forms(), width()):
                emit(line)
            for line in why_lines(why(store, found_event.superseded_by or found_event.id), width()):
                emit(line)
        else:
            found = found_in(store, chosen(LedgerFilter, filters, limit if form else one_more(limit)))
            if form:
                put(found, form, HEADS, _flat)
            else:
                forms = german_forms()
                heads = column("mark", "what", "sources", "event")
                write_table(heads, found, lambda made: _row(made, forms), limit, grow=1, keep=3)


def _row(event: LedgerEvent, forms: "Forms") -> tuple[str, ...]:
    from lagebild.present import event_sentence, happening, mark

    return (mark(event), event_sentence(happening(event), words(), forms), str(event.independent_sources), event.id)


HEADS = (
    "id", "type", "mode", "status", "contested", "time", "place", "country", "actors", "recipients",
    "independent_sources", "sources", "first_seen", "last_seen", "reports",
)  # fmt: skip


def _flat(event: LedgerEvent) -> tuple[object, ...]:
    return (
        event.id, event.type, event.mode, event.status, event.contested, event.time and event.time.value,
        event.place and event.place.name, event.place and event.place.country,
        "; ".join(a.name for a in event.actors), "; ".join(a.name for a in event.recipients),
        event.independent_sources, "; ".join(source.name for source in event.sources), event.first_seen,
        event.last_seen, "; ".join(dict.fromkeys(mention.report for mention in event.mentions)),
    )  # fmt: skip


def event_lines(event: LedgerEvent, reports: dict[str, ListedReport], forms: "Forms", columns: int) -> Iterator[str]:
    """One event in full: sentence, status, parties, sources, positions with their chains, passages."""
    from lagebild.present import event_sentence, happening, mark, position_line, short_date

    ink, said = Ink(colored(sys.stdout)), words()
    yield from wrapped(
        f"{ink(mark(event), 'bold', 'yellow')} {ink(one_line(event_sentence(happening(event), said, forms)), 'bold')}",
        columns, "   ", "",
    )  # fmt: skip
    label = said.event[event.type] + (f"/{event.mode}" if event.mode else "")
    facts = [said.status[event.status], label, said.count("sources", event.independent_sources)]
    facts.append(", ".join(s.name + (f" ({said.text['party']})" if s.party else "") for s in event.sources))
    facts += [f"{a.name}: {said.text['alleged']}" for a in event.actors if a.alleged]
    facts += [
        f"{n.holder or said.text['report_voice']}: {said.number.get(n.what, n.what)} {n.min}" for n in event.numbers
    ]
    yield from wrapped(one_line(" · ".join(fact for fact in facts if fact)), columns, "   ")
    yield from wrapped(ink(event.id, "dim"), columns, "   ")
    yield ""
    yield ink(f"{said.text['positions']} ({len(event.positions)})", "bold")
    for position in event.positions:
        report = reports.get(position.report.partition("@")[0])
        outlet = (report and report.outlet) or position.report
        stance = f"{said.stance[position.stance]} ({said.about[position.about]})"
        gone = said.say("withdrawn", date=short_date(position.withdrawn, said)) if position.withdrawn else ""
        line = " · ".join(filter(None, (position_line(position, outlet, said), short_date(position.said, said), gone)))
        yield from wrapped(
            f"{ink(stance, 'bold')}: {one_line(line)} [{one_line(position.report)}]", columns, "     ", "   "
        )
    yield ""
    yield ink(f"{said.text['mentions']} ({len(event.mentions)})", "bold")
    for mention in event.mentions:
        yield from wrapped(one_line(f"{mention.report} {mention.event}"), columns, "     ", "   ")


def why_lines(reasons: "tuple[Why, ...]", columns: int) -> Iterator[str]:
    """The pairs of reports by which an event came together, each with what spoke for and against it."""
    ink, said = Ink(colored(sys.stdout)), words()
    if reasons:
        yield ""
        yield ink(f"{said.text['linked']} ({len(reasons)})", "bold")
    for reason in reasons:
        signs = ", ".join(f"{said.link.get(name, name)} {weight:+.1f}" for name, weight in reason.features)
        line = f"{reason.one[0]} {reason.one[1]} ~ {reason.other[0]} {reason.other[1]}: {reason.evidence:.1f} ({signs})"
        yield from wrapped(one_line(line), columns, "     ", "   ")
