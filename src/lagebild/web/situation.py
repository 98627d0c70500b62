"""The situation (time line, facets, the most important events in sections) and the table of all events."""

import numpy as np
from numpy.typing import NDArray

from lagebild.model import LedgerEvent, LedgerStatus
from lagebild.present import Catalogue
from lagebild.present.picture import CONTESTED, SECTIONS, Picture, Section, misread
from lagebild.store import Store
from lagebild.store.overview import events_by_id
from lagebild.web.ask import Ask, Content
from lagebild.web.facets import active, facets_of
from lagebild.web.filters import LANES as LANE_NAMES
from lagebild.web.filters import Asked, asked_of, chosen, in_lanes, newer, query, sorted_by, without_time
from lagebild.web.index import Index, Mask
from lagebild.web.locale import count, day
from lagebild.web.rows import lines_of, rows_of
from lagebild.web.tables import MOST, event_table
from lagebild.web.timeline import time_line

SHOWN = 12
"""Lines in each section of the situation."""
PAGE = 100
"""Lines of a page of the table."""
SECTION_FILTERS = {
    "contested": "&contested=1",
    "happened": "&status=actual&status=claimed",
    "planned": "&status=planned",
    "possible": "&status=possible",
    "requested": "&status=requested",
    "negated": "&status=negated",
}
MOST_NEW = 20_000
"""Events that are marked as new."""
SORTS = ("date", "sources", "told")


def picture_page(ask: Ask) -> Content:
    """The situation at a glance: contested, happened, planned, possible, most important first."""
    index, asked = ask.index(), asked_of(ask.params)
    mask = chosen(index, asked, ask.visit)
    shown = _picture(ask.store, index, mask)
    news = _news(index, ask.visit)
    base = query(asked)
    sections = [
        {
            "name": section.name,
            "anchor": "strittig" if section.name == "contested" else f"teil-{section.name}",
            "title": ask.talk.text[section.name],
            "rows": rows_of(section.lines, ask.lang, news),
            "left": section.left,
            "more": "/ereignisse" + (base or "?") + SECTION_FILTERS[section.name][0 if base else 1 :],
        }
        for section in shown.sections
    ]
    return {
        "json": shown,
        "sections": sections,
        "summary": _summary(shown, ask.talk),
        "timeline": time_line(ask.store, index, asked, ask.visit, ask.talk, ask.w),
        "lane_links": [(name, ask.w[f"by_{name}"], "/" + query(in_lanes(asked, name))) for name in LANE_NAMES],
        "new_count": int(newer(index, ask.visit).sum()) if ask.visit else 0,
        "contested_count": next((len(s.lines) + s.left for s in shown.sections if s.name == "contested"), 0),
        "total": int(mask.sum()),
        **_beside(ask, index, asked, "/"),
    }


def ledger_page(ask: Ask) -> Content:
    """All events as a table, by filters, sorted as asked."""
    index, asked = ask.index(), asked_of(ask.params)
    mask = chosen(index, asked, ask.visit)
    total = int(mask.sum())
    numbers = _ordered(index, mask, asked.sort)
    events = events_by_id(ask.store, [index.ids[int(n)] for n in numbers[ask.offset : ask.offset + PAGE]])
    return {
        "json": events,
        "rows": rows_of(lines_of(ask.store, events, index.newest), ask.lang, _news(index, ask.visit)),
        "total": total,
        "first": ask.offset + 1 if events else 0,
        "last": ask.offset + len(events),
        "more": ask.page(ask.offset + PAGE) if ask.offset + PAGE < total else "",
        "back": ask.page(max(0, ask.offset - PAGE)) if ask.offset else "",
        "sorts": {name: _sort(asked, name) for name in SORTS},
        **_beside(ask, index, asked, "/ereignisse"),
    }


def ledger_records(ask: Ask, most: int) -> list[LedgerEvent]:
    """The events that a view shows, in its order, for a download."""
    index, asked = ask.index(), asked_of(ask.params)
    numbers = _ordered(index, chosen(index, asked, ask.visit), asked.sort)[:most]
    return events_by_id(ask.store, [index.ids[int(n)] for n in numbers])


def _beside(ask: Ask, index: Index, asked: Asked, path: str) -> Content:
    """What both views show beside their events."""
    return {
        "asked": asked,
        "csv": lambda: event_table(ledger_records(ask, MOST), ask.talk),
        "facets": facets_of(index, asked, ask.visit, path, ask.talk, ask.w),
        "active": active(index, asked, path, ask.talk, ask.w),
        "here_path": path,
        "without_time": path + query(without_time(asked)),
        "query": query(asked),
        "empty_store": index.size == 0,
        "signs": [(status.value, ask.talk.status[status]) for status in LedgerStatus]
        + [("contested", ask.talk.status["contested"])],
    }


def _picture(store: Store, index: Index, mask: Mask) -> Picture:
    """The picture of the chosen events, most important first."""
    contested = (
        index.columns["contested"].having((0,), index.size) if index.columns["contested"].values else ~mask & mask
    )
    parts = [("contested", mask & contested, max(CONTESTED, SHOWN))]
    status = index.columns["status"]
    for name, statuses, _ in SECTIONS:
        numbers = [n for s in statuses if (n := status.number(s)) is not None]
        parts.append((name, mask & ~contested & status.having(numbers, index.size), SHOWN))
    sections = []
    for name, part, most in parts:
        told = [e for e in events_by_id(store, [index.ids[n] for n in index.best(part, most)]) if not misread(e)]
        lines = lines_of(store, told, index.newest)
        if lines:
            sections.append(Section(name=name, lines=tuple(lines), left=int(part.sum()) - len(lines)))
    return Picture(
        as_of=index.newest, reports=index.reports, copies=index.copied, events=int(mask.sum()), sections=tuple(sections)
    )


def _summary(shown: Picture, talk: Catalogue) -> str:
    return talk.say(
        "as_of",
        date=day(shown.as_of, talk.code) if shown.as_of else "–",
        reports=count("reports", shown.reports, talk),
        copies=count("copies", shown.copies, talk),
        events=count("events", shown.events, talk),
    )


def _news(index: Index, visit: str) -> frozenset[str]:
    """Ids of the events that were told of since the last visit; none on the first one, or where it is most of them."""
    if not visit:
        return frozenset()
    found = np.flatnonzero(newer(index, visit))
    return frozenset(index.ids[int(n)] for n in found[:MOST_NEW])


def _ordered(index: Index, mask: Mask, sort: str) -> NDArray[np.intp]:
    """Numbers of the chosen events: by their time as the ledger has them, or as a column asks."""
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        return np.flatnonzero(mask)
    order = index.keep(f"sorted {name} {falling}", lambda: _sorted(index, name, falling))
    return order[mask[order]]


def _sorted(index: Index, name: str, falling: bool) -> NDArray[np.intp]:
    """Numbers of all events as a column asks, equal ones as the ledger has them."""
    if name == "sources":
        return (index.rank if falling else index.rank[::-1]).astype(np.intp)
    keys = index.first if name == "date" else index.told
    return np.argsort(-keys if falling else keys, kind="stable")


def _sort(asked: Asked, name: str) -> Content:
    """The link in the head of a column: how it is sorted now and where another click leads."""
    now = "descending" if asked.sort == f"-{name}" else "ascending" if asked.sort == name else ""
    then = name if now == "descending" else f"-{name}"
    return {"now": now, "href": "/ereignisse" + query(sorted_by(asked, then))}
