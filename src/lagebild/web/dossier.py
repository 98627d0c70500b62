"""A dossier of a story, to be printed: an event and its neighbours, each with positions, passages and sources."""

from lagebild.model import LedgerEvent
from lagebild.store import event as ledger_event
from lagebild.store.overview import listed_by_id
from lagebild.web.ask import Ask, Content
from lagebild.web.event import asked_event, facts_of, neighbours_of, plain_id, positions_of, readings_of
from lagebild.web.rows import mark_of, sentence_of

MOST_POSITIONS = 40
"""Positions of one event in a dossier."""


def dossier_page(ask: Ask) -> Content:
    """An event and what is told beside it. Raises StoreError, in the reader's words, for an unknown event."""
    event = asked_event(ask)
    own = event.superseded_by or event.id
    beside = [ledger_event(ask.store, n["row"].id) for n in neighbours_of(ask, event, own, ask.index())]
    story = [event, *sorted(beside, key=lambda e: ((e.time.begins or e.time.value) if e.time else "", e.id))]
    return {
        "json": story,
        "id": own,
        "title": sentence_of(event, ask.talk),
        "events": [_chapter(each, ask) for each in story],
    }


def _chapter(event: LedgerEvent, ask: Ask) -> Content:
    readings = readings_of(ask.store, event)
    listed = listed_by_id(ask.store, (plain_id(ref) for ref in readings))
    positions = positions_of(event, readings, listed, ask.talk)
    return {
        "id": event.id,
        "mark": mark_of(event),
        "status": ask.talk.status[event.status],
        "contested": event.contested,
        "sentence": sentence_of(event, ask.talk),
        "facts": facts_of(event, readings, ask),
        "pro": [p for p in positions if p["side"] == "pro"][:MOST_POSITIONS],
        "contra": [p for p in positions if p["side"] == "contra"][:MOST_POSITIONS],
        "other": [p for p in positions if p["side"] == "other"][:MOST_POSITIONS],
    }
