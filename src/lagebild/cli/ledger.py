"""`lagebild ledger`: what all reports add up to, event by event, with everybody's position."""

from typing import TYPE_CHECKING

import click

from lagebild.cli.event import POSITION, event_lines, position_rows, tellings, why_lines
from lagebild.cli.exercise import tell_exercise
from lagebild.cli.lists import COUNTRY, SINCE, TYPES, UNTIL, choice, chosen
from lagebild.cli.output import column, formats, limited, one_more, put, rows_wanted, write_csv, write_json, write_table
from lagebild.cli.settings import open_store, shared, words
from lagebild.cli.terminal import emit, width
from lagebild.model import EventType, LedgerEvent, LedgerStatus

if TYPE_CHECKING:
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
@click.option("--remarked/--unremarked", default=None, help="Only what people said something of, or nothing.")
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
        elif event_id and form:
            write_csv(POSITION, position_rows(event(store, event_id), tellings(store, event(store, event_id))))
        elif event_id:
            from lagebild.store import why

            found_event = event(store, event_id)
            told = tellings(store, found_event)
            for line in event_lines(found_event, told, german_forms(), width()):
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

    sentence = event_sentence(happening(event), words(), forms)
    said = ", ".join(dict.fromkeys(words().amendment[remark.kind] for remark in event.remarks))
    what = f"{sentence} [{said}]" if said else sentence
    return (mark(event), what, str(event.independent_sources), event.id)


HEADS = (
    "id", "type", "mode", "status", "contested", "time", "place", "country", "actors", "recipients",
    "independent_sources", "sources", "first_seen", "last_seen", "reports", "remarks",
)  # fmt: skip


def _flat(event: LedgerEvent) -> tuple[object, ...]:
    return (
        event.id, event.type, event.mode, event.status, event.contested, event.time and event.time.value,
        event.place and event.place.name, event.place and event.place.country,
        "; ".join(a.name for a in event.actors), "; ".join(a.name for a in event.recipients),
        event.independent_sources, "; ".join(source.name for source in event.sources), event.first_seen,
        event.last_seen, "; ".join(dict.fromkeys(mention.report for mention in event.mentions)),
        "; ".join(dict.fromkeys(remark.kind for remark in event.remarks)),
    )  # fmt: skip
