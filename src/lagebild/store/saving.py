"""A linked event as rows."""

from typing import Any

from sqlalchemy.sql.expression import TableClause

from lagebild.link.dates import days_of, instant, iso
from lagebild.link.names import fold
from lagebild.model import LedgerEvent
from lagebild.store.projection import encoded
from lagebild.store.schema import ledger, ledger_mentions, ledger_parties


def event_rows(found: LedgerEvent, order: object) -> dict[TableClause, list[dict[str, Any]]]:
    """The rows of an event, a list a table; order: its place in the ledger."""
    sides = (("actor", found.actors), ("recipient", found.recipients))
    return {
        ledger: [_row(found, order)],
        ledger_mentions: [
            {"event": found.id, "report": m.report, "mention": m.event, "first": m.trigger[0], "last": m.trigger[1]}
            for m in found.mentions
        ],
        ledger_parties: [
            {"event": found.id, "role": role, "name": a.name, "folded": fold(a.name), "country": a.country}
            for role, side in sides
            for a in side
        ],
    }


def _row(found: LedgerEvent, order: object) -> dict[str, Any]:
    time = found.time
    begins = days_of(time.begins or time.value) if time else None
    ends = days_of(time.ends or time.value) if time else None
    return {
        "id": found.id,
        "ord": order,
        "type": found.type,
        "mode": found.mode,
        "status": found.status,
        "contested": int(found.contested),
        "sources": found.independent_sources,
        "first_seen": found.first_seen,
        "last_seen": found.last_seen,
        "first_instant": instant(found.first_seen),
        "last_instant": instant(found.last_seen),
        "first_day": iso(begins[0]) if begins else None,
        "last_day": iso(ends[1]) if ends else None,
        "country": found.place.country if found.place else None,
        "body": encoded(found),
    }
