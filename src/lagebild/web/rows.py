"""Events as lines of a list, the same in every view."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

import msgspec
from msgspec import Struct

from lagebild.lang import Language, load
from lagebild.model import EventMention, LedgerEvent, LedgerStatus, ListedReport, Position, Reading
from lagebild.present import (
    Catalogue,
    Side,
    catalogue,
    event_sentence,
    forms_of,
    happening,
    holder_name,
)
from lagebild.present.picture import Line, line
from lagebild.store import Store
from lagebild.store.overview import listed_by_id
from lagebild.web.locale import day
from lagebild.web.words import countries, country, state_codes, words

SIDES = 6
"""Holders that a line names on each side."""


class Stands(Struct, frozen=True, kw_only=True):
    """Who stands on a side, and the sentence that says so: an address within a report."""

    name: str
    href: str


class Row(Struct, frozen=True, kw_only=True):
    """A line: mark (a status, or "contested") and its word, date, sentence, who stands on which side where it is
    contested, sources and reprints. day: it is the day of the report, because no time of the event is known."""

    id: str
    mark: str
    status: str
    date: str
    told: str
    day: bool
    sentence: str
    note: str
    about: str
    pro: tuple[Stands, ...]
    contra: tuple[Stands, ...]
    sources: int
    source_names: str
    reprints: int
    place: str
    new: bool


@lru_cache(maxsize=1)
def german() -> Language:
    """The language whose lexicon knows which names stand with an article."""
    return load("de")


def sentence_of(event: LedgerEvent | EventMention, talk: Catalogue, source: Reading | None = None) -> str:
    """The sentence of an event in the language of the page."""
    shown = in_language(event, talk.code) if isinstance(event, LedgerEvent) else event
    return event_sentence(happening(shown, source), talk, forms_of(german()))


def mark_of(event: LedgerEvent | EventMention) -> str:
    """Name of the mark of an event: its status, "contested" before all."""
    return "contested" if isinstance(event, LedgerEvent) and event.contested else str(event.status.value)


def lines_of(store: Store, events: Iterable[LedgerEvent], as_of: str | None) -> list[Line]:
    """Events with their sides and with what their reports copy. as_of: when the newest report was published."""
    events = list(events)
    listed = listed_by_id(store, (mention.report for event in events for mention in event.mentions))
    return [line(event, listed, as_of) for event in events]


def rows_of(lines: Iterable[Line], lang: str, new: frozenset[str] = frozenset()) -> list[Row]:
    """The lines as rows. new: ids of the events that are marked as new."""
    talk, w = catalogue(lang), words(lang)
    return [row(found, talk, w, found.event.id in new) for found in lines]


def row(found: Line, talk: Catalogue, w: dict[str, str], new: bool = False) -> Row:
    """One row."""
    event = in_language(found.event, talk.code)
    notes = [w["passed"]] if found.passed else []
    notes += [talk.status["claimed"]] if event.contested and event.status is LedgerStatus.CLAIMED else []
    return Row(
        id=event.id,
        mark=mark_of(event),
        status=talk.status["contested" if event.contested else event.status],
        date=day((event.time.value if event.time else "") or (event.first_seen or "")[:10], talk.code),
        told=day((event.first_seen or "")[:10], talk.code),
        day=event.time is None,
        sentence=sentence_of(event, talk),
        note=", ".join(notes),
        about=talk.join(tuple(talk.about[about] for about in found.about)) if event.contested else "",
        pro=standing(event, found.pro, talk) if event.contested else (),
        contra=standing(event, found.contra, talk) if event.contested else (),
        sources=event.independent_sources,
        source_names=", ".join(source.name for source in event.sources),
        reprints=found.copies,
        place=event.place.name if event.place else "",
        new=new,
    )


def standing(event: LedgerEvent, side: tuple[Side, ...], talk: Catalogue) -> tuple[Stands, ...]:
    """Who stands on a side, each once; of very many the first."""
    found: dict[str, Stands] = {}
    for each in side:
        holder = each.position.holder
        name = state_name(holder.id, holder.name, talk.code) if holder else holder_name(each.position, talk)
        found.setdefault(name, Stands(name=name, href=sentence_at(event, each.position)))
    return tuple(found.values())[:SIDES] + ((Stands(name="…", href=""),) if len(found) > SIDES else ())


def sentence_at(event: LedgerEvent, position: Position) -> str:
    """The address of the sentence that holds a position: its quotation, else where its report tells of the event."""
    told = next((m.event for m in event.mentions if m.report == position.report), "")
    return f"/berichte/{quote(position.report)}#{position.quotation or told}"


def in_language(event: LedgerEvent, lang: str) -> LedgerEvent:
    """An event with the names of states in the reader's language; all other names stay as the reports have them."""
    if lang == "de":
        return event
    change = msgspec.structs.replace
    place = event.place
    if place is not None and place.name in state_codes():
        place = change(place, name=country(state_codes()[place.name], lang))
    return change(
        event,
        place=place,
        actors=tuple(change(a, name=state_name(a.id, a.name, lang)) for a in event.actors),
        recipients=tuple(change(r, name=state_name(r.id, r.name, lang)) for r in event.recipients),
        positions=tuple(
            change(p, holder=change(p.holder, name=state_name(p.holder.id, p.holder.name, lang))) if p.holder else p
            for p in event.positions
        ),
    )


def state_name(key: str | None, name: str, lang: str) -> str:
    """The name of a state by its key in the registry; anybody else's name as it is."""
    kind, _, code = (key or "").partition(":")
    return countries(lang).get(code, name) if kind == "state" else name


def reports_of(event: LedgerEvent, listed: dict[str, ListedReport]) -> list[ListedReport]:
    """The reports that mention an event, oldest first."""
    found = {listed[m.report].id: listed[m.report] for m in event.mentions if m.report in listed}
    return sorted(found.values(), key=lambda report: (report.published or "", report.id))
