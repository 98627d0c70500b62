"""Events as POLECAT tables: its 40 columns, tab-separated, and behind them what POLECAT lacks.

Missing values are the word None, several values are joined with "; ", sorted and unique. Quad codes are those of PLOVER
2.0, with SANCTION as 4 (its own section says 4, the quad table of the manual 3). The auxiliary modes that PLOVER
defines (future, hypothetical, negation, historical) come from status and `historical`. Types stay as they were read: a
planned meeting is CONSULT with "future", where POLECAT has AGREE. Intensity, district and Wikipedia columns are None.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lagebild.export.states import STATES
from lagebild.model import Actor, ActorKind, EventMention, EventType, Party, Place, Reading, Status

COLUMNS: Final[tuple[str, ...]] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
"""The columns of POLECAT, in its order."""

ADDED: Final[tuple[str, ...]] = (
    "Status", "Auxiliary Modes", "Hearsay", "According To", "Report", "Sentence", "Trigger", "Start", "End",
)  # fmt: skip
"""Our columns behind them; Start and End are offsets of the trigger in code points, End exclusive."""

QUAD: Final[dict[EventType, int]] = {
    EventType(name): code
    for code, names in {
        1: "AGREE CONSULT SUPPORT CONCEDE",
        2: "COOPERATE AID RETREAT",
        3: "REQUEST REJECT ACCUSE THREATEN",
        4: "SANCTION PROTEST MOBILIZE COERCE ASSAULT",
    }.items()
    for name in names.split()
}
"""1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""

AUXILIARY: Final[dict[Status, str]] = {
    Status.PLANNED: "future",
    Status.POSSIBLE: "hypothetical",
    Status.REQUESTED: "hypothetical",
    Status.NEGATED: "negation",
}
NONE: Final = "None"
BORDER: Final = re.compile(r"(?<!\b\d)(?<!\b\d\d)[.!?][“\"»']?\s+(?=[A-ZÄÖÜ„\"»])|\n+")


def polecat_lines(readings: Iterable[Reading]) -> Iterator[bytes]:
    """A table with header, line by line in UTF-8 with line feeds."""
    yield ("\t".join((*COLUMNS, *ADDED)) + "\n").encode()
    for row in polecat_rows(readings):
        yield ("\t".join(row) + "\n").encode()


def polecat_rows(readings: Iterable[Reading]) -> Iterator[list[str]]:
    """One row for each event mention, without header: COLUMNS, then ADDED. Event ids are unique among reports with
    unique ids and versions."""
    for reading in readings:
        actors = {actor.id: actor for actor in reading.actors}
        about = _story(reading)
        for event in reading.events:
            shared = (*_what(reading, event), *_parties(reading, event, actors), *_where(reading, event), *about)
            yield [clean(cell) for cell in (*shared, *_added(reading, event, actors))]


def clean(cell: str) -> str:
    """A cell without tabs, line breaks and other control characters; None for an empty one."""
    return " ".join("".join(c if c.isprintable() else " " for c in cell).split()) or NONE


def joined(values: Iterable[str | None]) -> str:
    """Values, sorted and unique, with "; " between them; a semicolon inside of one becomes a comma."""
    return "; ".join(sorted({clean(value).replace(";", ",") for value in values if value}))


def _what(reading: Reading, event: EventMention) -> tuple[str, ...]:
    day = (event.time.begins or "")[:10] if event.time is not None else ""
    name = f"{reading.report.id}-{reading.report.version}-{event.id}"
    return (name, day, event.type.value, event.mode or "", "", str(QUAD[event.type]), joined(event.contexts))


def _parties(reading: Reading, event: EventMention, actors: dict[str, Actor]) -> Iterator[str]:
    for parties in (event.actors, event.recipients):
        known = [actors[p.actor] for p in parties if p.actor in actors]
        belonging = [actors.get(p.actor or "", p) for p in parties]
        countries = [_country(one.country) for one in belonging]
        yield joined(_name(reading, party, actors) for party in parties)
        yield joined(countries)
        yield joined(str(STATES[c]) if c in STATES else None for c in countries)
        yield joined(one.sector for one in belonging)
        yield joined(sector for actor in known for sector in actor.sectors)
        yield joined(office for actor in known for office in actor.offices)
        yield joined(reading.report.text[slice(*party.span)] for party in parties)
        yield ""


def _name(reading: Reading, party: Party, actors: dict[str, Actor]) -> str:
    actor = actors.get(party.actor or "")
    return actor.name if actor is not None else reading.report.text[slice(*party.span)]


def _country(code: str | None) -> str | None:
    """PLOVER writes Kosovo KOS."""
    return "KOS" if code == "XKX" else code


def _where(reading: Reading, event: EventMention) -> tuple[str, ...]:
    place = event.place
    if place is None:
        return ("",) * 10
    found: Place | None = next((p for p in reading.places if (p.start, p.end) == place.span), None)
    raw = reading.report.text[slice(*place.span)] if place.span is not None else ""
    return (
        place.name,
        place.name if place.geo_precision == "city" else "",
        "",
        (found.admin1 or "") if found is not None else "",
        _country(place.country) or "",
        "" if place.lat is None else f"{place.lat:g}",
        "" if place.lon is None else f"{place.lon:g}",
        "" if place.geonames is None else str(place.geonames),
        raw,
        place.geo_precision or "",
    )


def _story(reading: Reading) -> tuple[str, ...]:
    people = (a.name for a in reading.actors if a.kind == ActorKind.PERSON)
    bodies = (a.name for a in reading.actors if a.kind in (ActorKind.ORGANISATION, ActorKind.MEDIUM))
    return (
        reading.report.outlet or "",
        (reading.report.published or "")[:10],
        joined(people),
        joined(bodies),
        joined(place.name for place in reading.places),
        reading.report.language,
        reading.made_by.lagebild,
    )


def _added(reading: Reading, event: EventMention, actors: dict[str, Actor]) -> tuple[str, ...]:
    modes = [AUXILIARY.get(event.status), "historical" if event.historical else None]
    start, end = event.trigger
    text = reading.report.text
    named = [actors[v.actor].name if v.actor in actors else text[slice(*v.span)] for v in event.according_to]
    return (
        event.status.value,
        joined(modes),
        str(event.hearsay).lower(),
        "; ".join(dict.fromkeys(clean(name).replace(";", ",") for name in named)),
        reading.report.id,
        _sentence(text, start, end),
        text[start:end],
        str(start),
        str(end),
    )


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a trigger, by its punctuation; at most 500 code points to each side."""
    before, after = text[max(0, start - 500) : start], text[end : end + 500]
    first = max((found.end() for found in BORDER.finditer(before)), default=0)
    last = BORDER.search(after)
    return before[first:] + text[start:end] + (after[: last.start() + 1] if last else after)
