"""Events in the columns of GDELT 2.0: what fits. What does not fit is left empty, never guessed.

PLOVER types become CAMEO root codes; Goldstein values are those that GDELT gives to these roots. Tone, themes, religion
and ethnic codes are empty, for nothing of that is read. Planned, possible, requested and negated events are left out:
GDELT has no place for a status, and an event that did not happen would be read as one that did.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from lagebild.model import Actor, EventMention, EventPlace, EventType, Party, Reading, Status

PARTY: Final = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
                "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{part}" for part in PARTY), *(f"Actor2{part}" for part in PARTY),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{place}_{part}" for place in ("Actor1Geo", "Actor2Geo", "ActionGeo") for part in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS: Final = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip

ROOTS: Final = MappingProxyType(
    {
        EventType.AGREE: "03", EventType.CONSULT: "04", EventType.SUPPORT: "05", EventType.COOPERATE: "06",
        EventType.AID: "07", EventType.CONCEDE: "08", EventType.RETREAT: "08", EventType.REQUEST: "10",
        EventType.ACCUSE: "11", EventType.REJECT: "12", EventType.THREATEN: "13", EventType.PROTEST: "14",
        EventType.MOBILIZE: "15", EventType.SANCTION: "16", EventType.COERCE: "17", EventType.ASSAULT: "18",
    }
)  # fmt: skip
"""PLOVER type -> CAMEO root code; ACCUSE with mode "investigate" is 09."""

GOLDSTEIN: Final = MappingProxyType(
    {"03": 4.0, "04": 1.0, "05": 3.5, "06": 6.0, "07": 7.0, "08": 5.0, "09": -2.0, "10": -5.0, "11": -2.0, "12": -4.0,
     "13": -6.0, "14": -6.5, "15": -7.2, "16": -4.0, "17": -7.0, "18": -9.0}
)  # fmt: skip


def event_lines(readings: Iterable[Reading]) -> Iterator[bytes]:
    """The 61 columns of the events table, tab-separated without heading, as GDELT has it."""
    for reading in readings:
        actors = {actor.id: actor for actor in reading.actors}
        for event in told(reading):
            yield _line(_event(reading, event, actors))


def mention_lines(readings: Iterable[Reading]) -> Iterator[bytes]:
    """The 16 columns of the mentions table. Offsets count code points of the report's text."""
    for reading in readings:
        for event in told(reading):
            yield _line(_mention(reading, event))


def told(reading: Reading) -> Iterator[EventMention]:
    """The events that a report presents as actual."""
    return (event for event in reading.events if event.status is Status.ACTUAL)


def number_of(reading: Reading, event: EventMention) -> int:
    """A number for an event mention that is the same in every export: 60 bits of a digest."""
    name = f"{reading.report.id}\0{reading.report.version}\0{event.id}"
    return int(sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:15], 16)


def _event(reading: Reading, event: EventMention, actors: dict[str, Actor]) -> Iterator[object]:
    root = "09" if event.mode == "investigate" else ROOTS[event.type]
    day = _day(event.time.begins if event.time else None) or _day(reading.report.published)
    yield number_of(reading, event)
    yield from (day, day[:6], day[:4], _fraction(day))
    yield from _party(reading, event.actors, actors)
    yield from _party(reading, event.recipients, actors)
    yield from (1, root, root, root, _quad(root), GOLDSTEIN[root], 1, 1, 1, "")
    yield from ("",) * (2 * len(GEO))
    yield from _geo(event.place)
    yield _day(reading.report.published)
    yield reading.report.url or reading.report.id


def _mention(reading: Reading, event: EventMention) -> tuple[object, ...]:
    report = reading.report
    first = [parties[0].span[0] if parties else -1 for parties in (event.actors, event.recipients)]
    day = _day(event.time.begins if event.time else None) or _day(report.published)
    return (
        number_of(reading, event), f"{day}000000" if day else "", _stamp(report.published), 1, report.outlet or "",
        report.url or report.id, _sentence(report.text, event.trigger[0]), *first, event.trigger[0], 1, "",
        len(report.text), "", "", "",
    )  # fmt: skip


def _party(reading: Reading, parties: tuple[Party, ...], actors: dict[str, Actor]) -> tuple[str, ...]:
    if not parties:
        return ("",) * len(PARTY)
    actor = actors.get(parties[0].actor or "")
    name = actor.name if actor is not None else reading.report.text[slice(*parties[0].span)]
    country, sector = (actor or parties[0]).country or "", (actor or parties[0]).sector or ""
    return (country + sector, name, country, "", "", "", "", sector, "", "")


def _geo(place: EventPlace | None) -> tuple[object, ...]:
    """GDELT's kinds: 1 country, 4 city of the world, 5 division of a state; 0 without a place."""
    if place is None:
        return (0, *("",) * (len(GEO) - 1))
    kind = {"country": 1, "city": 4}.get(place.geo_precision or "", 5)
    lat, lon = ("" if value is None else value for value in (place.lat, place.lon))
    return (kind, place.name, place.country or "", "", "", lat, lon, place.geonames or "")


def _quad(root: str) -> int:
    """GDELT's classes: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return next(quad for quad, last in ((1, "05"), (2, "08"), (3, "13"), (4, "20")) if root <= last)


def _day(value: str | None) -> str:
    """YYYYMMDD of an ISO date; a day that is not known is the first."""
    parts = (value or "")[:10].split("-")
    if not parts[0].isdecimal():
        return ""
    return "".join([*parts, "01", "01"][:3])


def _stamp(value: str | None) -> str:
    day = _day(value)
    clock = "".join(c for c in (value or "")[11:19] if c.isdecimal())
    return day + clock.ljust(6, "0") if day else ""


def _fraction(day: str) -> str:
    try:
        found = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return ""
    return f"{found.year + (found.timetuple().tm_yday - 1) / 365:.4f}"


def _sentence(text: str, at: int) -> int:
    """A rough number of the sentence, counted by full stops, for GDELT's column only."""
    return 1 + sum(text.count(mark, 0, at) for mark in (". ", "! ", "? ", "\n\n"))


def _line(cells: Iterable[object]) -> bytes:
    kept = (" ".join(str(cell).split()) for cell in cells)
    return ("\t".join(kept) + "\n").encode("utf-8", "backslashreplace")
