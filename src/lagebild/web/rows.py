"""Events as lines of a list, the same in every view."""

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from lagebild.lang import Language, load
from lagebild.model import EventMention, LedgerEvent, LedgerStatus, ListedReport, Reading
from lagebild.present import (
    Catalogue,
    Side,
    catalogue,
    event_sentence,
    forms_of,
    happening,
    holder_name,
    short_date,
)
from lagebild.present.picture import Line, line
from lagebild.store import Store
from lagebild.store.overview import listed_by_id
from lagebild.web.words import words

SIDES = 6
"""Holders that a line names on each side."""


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
    pro: str
    contra: str
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
    return event_sentence(happening(event, source), talk, forms_of(german()))


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
    event = found.event
    notes = [w["passed"]] if found.passed else []
    notes += [talk.status["claimed"]] if event.contested and event.status is LedgerStatus.CLAIMED else []
    return Row(
        id=event.id,
        mark=mark_of(event),
        status=talk.status["contested" if event.contested else event.status],
        date=short_date((event.time.value if event.time else "") or (event.first_seen or "")[:10], talk),
        told=short_date((event.first_seen or "")[:10], talk),
        day=event.time is None,
        sentence=sentence_of(event, talk),
        note=", ".join(notes),
        about=talk.join(tuple(talk.about[about] for about in found.about)) if event.contested else "",
        pro=side_names(found.pro, talk) if event.contested else "",
        contra=side_names(found.contra, talk) if event.contested else "",
        sources=event.independent_sources,
        source_names=", ".join(source.name for source in event.sources),
        reprints=found.copies,
        place=event.place.name if event.place else "",
        new=new,
    )


def side_names(side: tuple[Side, ...], talk: Catalogue) -> str:
    """Who stands on a side, each once: "Dmitri Peskow, der Bericht selbst"."""
    names = tuple(dict.fromkeys(holder_name(s.position, talk) for s in side))
    return ", ".join(names[:SIDES]) + (" …" if len(names) > SIDES else "")


def reports_of(event: LedgerEvent, listed: dict[str, ListedReport]) -> list[ListedReport]:
    """The reports that mention an event, oldest first."""
    found = {listed[m.report].id: listed[m.report] for m in event.mentions if m.report in listed}
    return sorted(found.values(), key=lambda report: (report.published or "", report.id))
