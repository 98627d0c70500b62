"""Search over reports, with the passages that match, and over what is known of actors and events."""

import numpy as np

from lagebild.link.dates import instant
from lagebild.link.names import fold
from lagebild.model import Position, StoreError
from lagebild.present import holder_name
from lagebild.store import Hit, reading, search
from lagebild.store.fulltext import parse
from lagebild.store.overview import events_by_id
from lagebild.web.actors import spoken_of
from lagebild.web.ask import Ask, Content
from lagebild.web.facets import actor_label
from lagebild.web.locale import day
from lagebild.web.rows import lines_of, rows_of

PAGE = 30
MOST_ACTORS = 8
MOST_EVENTS = 6
MOST_NAMED = 50
"""Actors of a name whose events and statements are looked at, those of most events."""
MOST_WEIGHED = 2000
"""Matches that are weighed against each other, those that came into the store last."""


def search_page(ask: Ask) -> Content:
    """Reports that hold the words asked for, with the passage; beside them the actors of that name and their events."""
    query = ask.params.get("q", "")[:200].strip()
    hits = hits_of(ask, query)
    first = bool(query and not ask.offset)
    actors = named(ask, query) if first else []
    views = [
        {
            "id": hit.report.id,
            "title": hit.report.title or hit.report.id,
            "outlet": hit.report.outlet or "",
            "date": day(hit.report.published, ask.lang),
            "pieces": highlighted(hit.snippet, hit.marks),
            "copy_of": hit.report.copy_of,
        }
        for hit in hits[:PAGE]
    ]
    return {
        "json": hits[:PAGE],
        "csv": lambda: (
            ("id", "published", "outlet", "title", "passage"),
            [(h.report.id, h.report.published, h.report.outlet, h.report.title, h.snippet) for h in hits[:PAGE]],
        ),
        "hits": views,
        "first": ask.offset,
        "more": ask.page(ask.offset + PAGE) if len(hits) > PAGE else "",
        "back": ask.page(max(0, ask.offset - PAGE)) if ask.offset else "",
        "weighed": MOST_WEIGHED,
        "cut": len(hits) > PAGE and ask.index().reports > MOST_WEIGHED,
        "actors": actors_named(ask, actors[:MOST_ACTORS]),
        "events": events_named(ask, query, actors) if first else [],
        "said": said(ask, actors),
    }


def hits_of(ask: Ask, query: str) -> list[Hit]:
    """The reports that match; none where the question holds no word."""
    if not query or not parse(query).groups:
        return []
    return search(ask.store, query, limit=PAGE + 1, offset=min(ask.offset, MOST_WEIGHED), most=MOST_WEIGHED)


def actors_named(ask: Ask, numbers: list[int]) -> list[Content]:
    """The actors of some numbers."""
    column = ask.index().columns["actor"]
    return [
        {
            "key": column.values[n],
            "name": actor_label(ask.index(), column.values[n], ask.lang),
            "count": int(column.totals[n]),
        }
        for n in numbers
    ]


def named(ask: Ask, query: str) -> list[int]:
    """The numbers of the actors whose name holds the query, those of most events first."""
    index, part = ask.index(), fold(query)
    totals = index.columns["actor"].totals
    return sorted((n for n, name in enumerate(index.folded) if part in name), key=lambda n: -int(totals[n]))


def events_named(ask: Ask, query: str, actors: list[int]) -> list[object]:
    """The most important events with one of some actors, or with a place of that name."""
    index, part = ask.index(), fold(query)
    places = index.columns["place"]
    folded = index.keep("places folded", lambda: [fold(label) for label in places.labels])
    mask = index.columns["actor"].having(actors[:MOST_NAMED], index.size)
    mask |= places.having([n for n, name in enumerate(folded) if part in name], index.size)
    events = events_by_id(ask.store, [index.ids[n] for n in index.best(mask, MOST_EVENTS)])
    return list(rows_of(lines_of(ask.store, events, index.newest), ask.lang))


def said(ask: Ask, actors: list[int]) -> list[Content]:
    """What some actors said last of the events of the ledger."""
    index = ask.index()
    keys = {index.columns["actor"].values[n] for n in actors[:MOST_NAMED]}
    spoken = [spoken_of(index, n) for n in actors[:MOST_NAMED]]
    numbers = np.unique(np.concatenate(spoken)) if spoken else np.array([], dtype=np.int32)
    latest = numbers[np.argsort(-index.told[numbers], kind="stable")][:MOST_EVENTS]
    held = [
        position
        for event in events_by_id(ask.store, [index.ids[int(n)] for n in latest])
        for position in event.positions
        if position.quotation and position.holder and (position.holder.id or position.holder.name) in keys
    ]
    found = {(p.report, p.quotation): p for p in held}
    newest = sorted(found.values(), key=lambda p: instant(p.said or ""), reverse=True)[:MOST_EVENTS]
    return [view for position in newest if (view := _said_view(position, ask))]


def _said_view(position: Position, ask: Ask) -> Content | None:
    try:
        source = reading(ask.store, position.report)
    except StoreError:
        return None
    quotation = next((q for q in source.quotations if q.id == position.quotation), None)
    if quotation is None:
        return None
    return {
        "holder": holder_name(position, ask.talk), "stance": ask.talk.stance[position.stance],
        "report": position.report, "anchor": quotation.id, "outlet": source.report.outlet or position.report,
        "passage": " … ".join(" ".join(source.report.text[a:b].split()) for a, b in quotation.spans),
        "date": day(source.report.published, ask.lang),
    }  # fmt: skip


def highlighted(text: str, spans: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """A snippet as pieces, each with whether it is a match."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*pieces, (text[at:], False)]
