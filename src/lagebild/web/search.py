"""Search over reports, with the passages that match, and over what is known of actors and events."""

from lagebild.link.names import fold
from lagebild.store import QuotationFilter, quotations, search
from lagebild.store.overview import events_by_id
from lagebild.web.ask import Ask, Content
from lagebild.web.facets import actor_label
from lagebild.web.locale import day
from lagebild.web.rows import lines_of, rows_of

PAGE = 30
MOST_ACTORS = 8
MOST_EVENTS = 6


def search_page(ask: Ask) -> Content:
    """Reports that hold the words asked for, with the passage; beside them the actors of that name and their events."""
    query = ask.params.get("q", "")[:200].strip()
    hits = search(ask.store, query, limit=PAGE + 1, offset=ask.offset) if query else []
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
        "hits": views,
        "first": ask.offset,
        "more": ask.page(ask.offset + PAGE) if len(hits) > PAGE else "",
        "back": ask.page(max(0, ask.offset - PAGE)) if ask.offset else "",
        "actors": actors_named(ask, query) if query and not ask.offset else [],
        "events": events_named(ask, query) if query and not ask.offset else [],
        "said": said(ask, query) if query and not ask.offset else [],
    }


def actors_named(ask: Ask, query: str) -> list[Content]:
    """Actors whose name holds the query, those of most events first."""
    index, part = ask.index(), fold(query)
    column = index.columns["actor"]
    counts = column.count(index.everything())
    found = sorted((n for n, name in enumerate(index.folded) if part in name), key=lambda n: -int(counts[n]))
    return [
        {"key": column.values[n], "name": actor_label(index, column.values[n], ask.lang), "count": int(counts[n])}
        for n in found[:MOST_ACTORS]
    ]


def events_named(ask: Ask, query: str) -> list[object]:
    """The most important events with an actor or place of that name."""
    index, part = ask.index(), fold(query)
    mask = index.everything() & False
    for name in ("actor", "place"):
        column = index.columns[name]
        wanted = [n for n, label in enumerate(column.labels) if part in fold(label)]
        mask |= column.having(wanted, index.size)
    best = index.rank[mask[index.rank]][:MOST_EVENTS]
    events = events_by_id(ask.store, [index.ids[int(n)] for n in best])
    return list(rows_of(lines_of(ask.store, events, index.newest), ask.lang))


def said(ask: Ask, query: str) -> list[Content]:
    """What somebody of that name said last."""
    found = quotations(ask.store, QuotationFilter(holder=query, limit=MOST_EVENTS))
    return [
        {
            "holder": ", ".join(q.holders), "stance": ask.talk.stance[q.quotation.stance], "report": q.report,
            "anchor": q.quotation.id, "passage": q.passage, "outlet": q.outlet or q.report,
            "date": day(q.published, ask.lang),
        }
        for q in found
    ]  # fmt: skip


def highlighted(text: str, spans: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """A snippet as pieces, each with whether it is a match."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*pieces, (text[at:], False)]
