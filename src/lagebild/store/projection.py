"""A reading as rows for filters. Everything here can be rebuilt from the readings."""

from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert
from sqlalchemy.sql.expression import TableClause

from lagebild.link.dates import days_of, iso
from lagebild.link.names import fold, registry_key
from lagebild.model import Actor, EventMention, Party, Reading
from lagebild.store.schema import PROJECTIONS, actors, events, holders, parties, quotations

Row = dict[str, Any]


def encoded(value: object) -> str:
    """JSON as text."""
    return msgspec.json.encode(value).decode()


def rows_of(reading: Reading, key: int) -> dict[TableClause, list[Row]]:
    """The rows of a reading, a list a table; `key` is its report's key in the store."""
    who = {actor.id: actor for actor in reading.actors}
    rows: dict[TableClause, list[Row]] = {table: [] for table in PROJECTIONS}
    for order, actor in enumerate(reading.actors):
        rows[actors].append(_actor_row(actor, key, order))
    for order, quotation in enumerate(reading.quotations):
        held = [who[i] for i in quotation.holders if i in who]
        rows[quotations].append(
            {
                "report_key": key,
                "id": quotation.id,
                "ord": order,
                "type": quotation.type,
                "stance": quotation.stance,
                "about": quotation.about,
                "anonymous": int(quotation.anonymous),
                "said": quotation.said,
                "holders": encoded([actor.name for actor in held]),
                "body": encoded(quotation),
            }
        )
        rows[holders].extend(
            {"report_key": key, "quotation": quotation.id, "name": a.name, "folded": fold(a.name), "country": a.country}
            for a in held
        )
    for order, event in enumerate(reading.events):
        rows[events].append(_event_row(reading, event, who, key, order))
        for role, side in (("actor", event.actors), ("recipient", event.recipients)):
            rows[parties].extend(_party_row(reading, event, party, role, who, key) for party in side)
    return rows


def write(connection: Connection, reading: Reading, key: int) -> None:
    """Store the rows of a reading; those of an earlier reading of the same report version go."""
    for table in PROJECTIONS:
        connection.execute(delete(table).where(table.c.report_key == key))
    for table, rows in rows_of(reading, key).items():
        if rows:
            connection.execute(insert(table), rows)


def party_name(reading: Reading, party: Party, who: dict[str, Actor]) -> str:
    """The name of a party: its actor's, else its words in the text."""
    actor = who.get(party.actor or "")
    return actor.name if actor else reading.report.text[slice(*party.span)]


def _actor_row(actor: Actor, key: int, order: int) -> Row:
    return {
        "report_key": key,
        "id": actor.id,
        "ord": order,
        "registry": registry_key(actor),
        "name": actor.name,
        "folded": fold(actor.name),
        "kind": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "mentions": len(actor.mentions),
        "body": encoded(actor),
    }


def _event_row(reading: Reading, event: EventMention, who: dict[str, Actor], key: int, order: int) -> Row:
    time, place = event.time, event.place
    begins = days_of(time.begins or time.value) if time else None
    ends = days_of(time.ends or time.value) if time else None
    return {
        "report_key": key,
        "id": event.id,
        "ord": order,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "first_day": iso(begins[0]) if begins else None,
        "last_day": iso(ends[1]) if ends else None,
        "place": place.name if place else None,
        "place_folded": fold(place.name) if place else None,
        "country": place.country if place else None,
        "actors": encoded([party_name(reading, party, who) for party in event.actors]),
        "recipients": encoded([party_name(reading, party, who) for party in event.recipients]),
        "body": encoded(event),
    }


def _party_row(reading: Reading, event: EventMention, party: Party, role: str, who: dict[str, Actor], key: int) -> Row:
    name, actor = party_name(reading, party, who), who.get(party.actor or "")
    return {
        "report_key": key,
        "event": event.id,
        "role": role,
        "name": name,
        "folded": fold(name),
        "country": actor.country if actor else None,
    }
