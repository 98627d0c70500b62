"""Linked events as JSON of TimelineJS (Knight Lab)."""

import re
from collections.abc import Iterable, Iterator
from html import escape

import msgspec

from lagebild.model import LedgerEvent
from lagebild.present import Catalogue, Forms, event_sentence, happening, mark

PARTS = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d))?")


def timeline_pieces(events: Iterable[LedgerEvent], words: Catalogue, forms: Forms) -> Iterator[bytes]:
    """The document, piece by piece. TimelineJS has no place for what has no date: such events stand in no slide and are
    counted in the text of the title. Texts are escaped, for TimelineJS takes them as HTML."""
    undated, shown = 0, 0
    yield b'{"events":['
    for event in events:
        start = _date(event.time.begins if event.time else None)
        if start is None:
            undated += 1
            continue
        yield (b",\n" if shown else b"\n") + msgspec.json.encode(_slide(event, start, words, forms))
        shown += 1
    title = {"text": {"headline": words.text["picture"], "text": words.say("timeline_undated", n=undated)}}
    yield b'\n],"title":' + msgspec.json.encode(title) + b"}\n"


def _slide(event: LedgerEvent, start: dict[str, int], words: Catalogue, forms: Forms) -> dict[str, object]:
    sources = ", ".join(source.name for source in event.sources)
    slide: dict[str, object] = {
        "unique_id": event.id,
        "group": words.event[event.type],
        "start_date": start,
        "text": {
            "headline": escape(f"{mark(event)} {event_sentence(happening(event), words, forms)}"),
            "text": escape(f"{words.status[event.status]}. {sources}"),
        },
    }
    end = _date(event.time.ends if event.time else None)
    if end is not None and end != start:
        slide["end_date"] = end
    return slide


def _date(value: str | None) -> dict[str, int] | None:
    found = PARTS.match(value or "")
    if found is None:
        return None
    names = ("year", "month", "day", "hour", "minute")
    return {name: int(part) for name, part in zip(names, found.groups(), strict=True) if part is not None}
