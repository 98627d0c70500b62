"""Readings as entities of FollowTheMoney, one JSON object a line, for Aleph and OpenSanctions tools.

The schema has no claim and no status. What did not happen, and who says so, stands in words in a Note: do not use this
export where it matters who vouches.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha1
from types import MappingProxyType

import msgspec

from lagebild.export.iso2 import ALPHA2
from lagebild.export.tables import actors_by_id, passage
from lagebild.model import Actor, ActorKind, EventMention, Reading, Status

SCHEMATA = MappingProxyType(
    {
        ActorKind.PERSON: "Person",
        ActorKind.ORGANISATION: "Organization",
        ActorKind.STATE: "PublicBody",
        ActorKind.GROUP: "Organization",
        ActorKind.MEDIUM: "Organization",
    }
)
"""Kind of actor -> schema; FollowTheMoney has none for states and groups."""


def ftm_lines(readings: Iterable[Reading]) -> Iterator[bytes]:
    """Article, Event, Note, Person and the like. Ids come from the report's id, so that a second export gives the same
    entities. Actors of two reports are two entities: linking them is left to the tools that read them."""
    for reading in readings:
        for entity in _entities(reading):
            yield msgspec.json.encode(entity) + b"\n"


def _entities(reading: Reading) -> Iterator[dict[str, object]]:
    report = reading.report
    article = _id(reading, "article")
    yield _entity(
        article, "Article", title=report.title or report.id, publishedAt=(report.published or "")[:10],
        author=report.authors, language="deu" if report.language == "de" else "", sourceUrl=report.url,
    )  # fmt: skip
    known = actors_by_id(reading)
    for actor in known.values():
        yield _entity(
            _id(reading, actor.id), SCHEMATA[actor.kind], name=actor.name, country=_country(actor.country),
            position=actor.offices if actor.kind is ActorKind.PERSON else (), proof=article,
        )  # fmt: skip
    for event in reading.events:
        yield _event(reading, event, known, article)
    for quotation in reading.quotations:
        holders = [_id(reading, holder) for holder in quotation.holders if holder in known]
        yield _entity(
            _id(reading, quotation.id), "Note", description=f"{quotation.stance}: {passage(reading, quotation)}",
            entity=holders, proof=article,
        )  # fmt: skip


def _event(reading: Reading, event: EventMention, known: dict[str, Actor], article: str) -> dict[str, object]:
    name = f"{event.type}{f'/{event.mode}' if event.mode else ''}"
    status = "" if event.status is Status.ACTUAL else f" [{event.status}]"
    place = event.place
    return _entity(
        _id(reading, event.id), "Event", name=f"{name}{status}: {reading.report.text[slice(*event.trigger)]}",
        startDate=event.time.begins if event.time else None, endDate=event.time.ends if event.time else None,
        location=place.name if place else None, country=_country(place.country) if place else None,
        organizer=[_id(reading, p.actor) for p in event.actors if p.actor in known],
        involved=[_id(reading, p.actor) for p in event.recipients if p.actor in known], proof=article,
    )  # fmt: skip


def _entity(id_: str, schema: str, **values: object) -> dict[str, object]:
    """An entity; empty properties are left out, values are lists of texts."""
    properties = {
        name: [str(v) for v in (value if isinstance(value, list | tuple) else [value]) if v]
        for name, value in values.items()
        if value
    }
    return {"id": id_, "schema": schema, "properties": {name: found for name, found in properties.items() if found}}


def _id(reading: Reading, part: str | None) -> str:
    name = f"{reading.report.id}\0{reading.report.version}\0{part}"
    return f"lagebild-{sha1(name.encode('utf-8', 'surrogatepass'), usedforsecurity=False).hexdigest()}"


def _country(code: str | None) -> str | None:
    """FollowTheMoney has alpha-2 codes in lower case."""
    return ALPHA2.get(code or "", "").lower() or None
