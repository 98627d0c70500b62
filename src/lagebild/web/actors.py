"""Actors: who acts, speaks and is spoken of, and one of them with what he did, suffered and said."""

from collections import Counter

import numpy as np

from lagebild.link.dates import instant, iso
from lagebild.link.names import fold
from lagebild.model import EventType, LedgerEvent, Position, Stance, StoreError
from lagebild.present.picture import CONTRA
from lagebild.store.overview import ActorForm, actor_forms, actor_reports, events_by_id, listed_by_id
from lagebild.web.ask import Ask, Content
from lagebild.web.facets import actor_label
from lagebild.web.index import Index, Mask, Numbers
from lagebild.web.locale import day
from lagebild.web.rows import Row, lines_of, rows_of
from lagebild.web.tables import event_table
from lagebild.web.words import country

PAGE = 100
MOST_EVENTS = 40
MOST_OTHERS = 12
MOST_FORMS = 300
"""Reports whose names and offices of an actor are shown, the last ones."""
KINDS = ("person", "organisation", "state", "group", "medium")
TOGETHER = frozenset(
    (
        EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE, EventType.COOPERATE, EventType.AID,
        EventType.RETREAT,
    )
)  # fmt: skip
"""Types of events in which two meet or help each other; in the others one stands against the other."""


def actors_page(ask: Ask) -> Content:
    """All actors of the ledger, those of most events first."""
    index = ask.index()
    column = index.columns["actor"]
    counts = column.count(index.everything())
    said = index.keep("said", lambda: np.bincount(index.voices.holders, minlength=len(column.values)))
    kind, part = ask.params.get("kind", ""), fold(ask.params.get("named", "")[:100])
    found: list[int] = index.keep("actors", lambda: np.lexsort((np.arange(len(counts)), -said, -counts)).tolist())
    if kind:
        found = [n for n in found if column.values[n].startswith(f"{kind}:")]
    if part:
        found = [n for n in found if part in index.folded[n]]
    first, last = index.keep("seen", lambda: _seen(index))
    rows = [
        {
            "key": column.values[n],
            "name": actor_label(index, column.values[n], ask.lang),
            "kind": ask.talk.kind.get(column.values[n].partition(":")[0], ""),
            "events": int(counts[n]),
            "said": int(said[n]),
            "first": day(iso(int(first[n])), ask.lang) if 0 < first[n] < _NEVER else "",
            "last": day(iso(int(last[n])), ask.lang) if last[n] > 0 else "",
        }
        for n in found[ask.offset : ask.offset + PAGE]
    ]
    return {
        "json": rows,
        "csv": lambda: (tuple(rows[0]) if rows else ("key",), [tuple(row.values()) for row in rows]),
        "rows": rows,
        "total": len(found),
        "kind": kind,
        "kinds": [(name, ask.talk.kind[name]) for name in KINDS],
        "named": ask.params.get("named", "")[:100],
        "more": ask.page(ask.offset + PAGE) if ask.offset + PAGE < len(found) else "",
        "back": ask.page(max(0, ask.offset - PAGE)) if ask.offset else "",
    }


_NEVER = 9_999_999


def _seen(index: Index) -> tuple[Numbers, Numbers]:
    """Day of the first and of the last first report of the events of each actor."""
    column = index.columns["actor"]
    told = index.told[column.events]
    first = np.full(len(column.values), _NEVER, dtype=np.int32)
    last = np.zeros(len(column.values), dtype=np.int32)
    np.minimum.at(first, column.codes[told > 0], told[told > 0])
    np.maximum.at(last, column.codes, told)
    return first, last


def actor_page(ask: Ask) -> Content:
    """One actor. Raises StoreError for an unknown one."""
    index, key, talk = ask.index(), ask.request.path_params["key"], ask.talk
    column = index.columns["actor"]
    number = column.number(key)
    if number is None:
        raise StoreError(ask.w["no_actor"].format(key=key[:100]), "lagebild actors")
    mine = column.having((number,), index.size)
    held = np.zeros(index.size, dtype=np.bool_)
    held[spoken_of(index, number)] = True
    events = _newest(ask, index, mine)
    spoken = _newest(ask, index, held)
    forms = actor_forms(ask.store, key, MOST_FORMS)
    did = [e for e in events if any(a.id == key for a in e.actors)]
    done = [e for e in events if any(a.id == key for a in e.recipients) and e not in did]
    state = next((a.country for e in events for a in (*e.actors, *e.recipients) if a.id == key and a.country), None)
    names = Counter(form.name for form in forms)
    return {
        "key": key,
        "name": actor_label(index, key, ask.lang),
        "kind": talk.kind.get(key.partition(":")[0], ""),
        "country": country(state, ask.lang),
        "names": [name for name, _ in names.most_common(12)],
        "offices": _offices(forms, ask),
        "seen": _span_of(index, number, forms, ask.lang),
        "reports": actor_reports(ask.store, key) if len(forms) == MOST_FORMS else len(forms),
        "did": rows_of(lines_of(ask.store, did, index.newest), ask.lang),
        "done": rows_of(lines_of(ask.store, done, index.newest), ask.lang),
        "events": int(mine.sum()),
        "says": says_of(spoken, key, ask),
        "others": others_of(index, number, ask),
        "csv": lambda: event_table([*did, *done], talk),
        "json": {"id": key, "names": sorted(names), "did": did, "suffered": done, "speaks_of": spoken},
    }


def _span_of(index: Index, number: int, forms: list[ActorForm], lang: str) -> list[str]:
    """Days of the first and of the last report of an actor's events, or of those that name him without any."""
    first, last = index.keep("seen", lambda: _seen(index))
    if last[number] > 0:
        return [day(iso(int(at)), lang) for at in (first[number], last[number]) if 0 < at < _NEVER]
    return [day(form.published[:10], lang) for form in (forms[:1] + forms[-1:]) if form.published]


def spoken_of(index: Index, number: int) -> Numbers:
    """The events of which somebody says something."""
    order = index.keep("by holder", lambda: np.argsort(index.voices.holders, kind="stable"))
    low, high = np.searchsorted(index.voices.holders, [number, number + 1], sorter=order)
    return index.voices.events[order[low:high]]


def _newest(ask: Ask, index: Index, mask: Mask) -> list[LedgerEvent]:
    numbers = np.flatnonzero(mask)
    days = index.first[numbers]
    if len(numbers) > MOST_EVENTS:
        some = np.argpartition(-days, MOST_EVENTS)[:MOST_EVENTS]
        numbers, days = numbers[some], days[some]
    newest = numbers[np.lexsort((numbers, -days))]
    return events_by_id(ask.store, [index.ids[int(n)] for n in newest])


def _offices(forms: list[ActorForm], ask: Ask) -> list[Content]:
    """The offices that reports give an actor, each with the days of the first and last report that does."""
    told: dict[str, list[str]] = {}
    for form in forms:
        for office in form.offices:
            told.setdefault(office, []).append(form.published or "")
    return [
        {
            "office": office,
            "span": " – ".join(dict.fromkeys(day(at[:10], ask.lang) for at in (min(days), max(days)) if at)),
        }
        for office, days in sorted(told.items(), key=lambda item: -len(item[1]))[:8]
    ]


def says_of(events: list[LedgerEvent], key: str, ask: Ask) -> list[Content]:
    """What an actor says of events, of each all his stances in order of time."""
    held = {
        e.id: [p for p in e.positions if p.holder and (p.holder.id or p.holder.name) == key and not p.wrong]
        for e in events
    }
    told = [event for event in events if held[event.id]]
    rows = rows_of(lines_of(ask.store, told, None), ask.lang)
    listed = listed_by_id(ask.store, (p.report for found in held.values() for p in found))
    outlets = {ref: report.outlet or ref for ref, report in listed.items()}
    return [spoken_view(row, held[row.id], outlets, ask) for row in rows]


def spoken_view(row: Row, held: list[Position], outlets: dict[str, str], ask: Ask) -> Content:
    """The stances of an actor on an event."""
    return {
        "row": row,
        "contra": any(p.stance in CONTRA for p in held),
        "stances": [
            {
                "stance": ask.talk.stance[Stance(p.stance)],
                "date": day((p.said or "")[:10], ask.lang),
                "report": p.report,
                "outlet": outlets.get(p.report, p.report),
                "anchor": p.quotation or "",
            }
            for p in sorted({(p.stance, p.report): p for p in held}.values(), key=lambda p: instant(p.said or ""))[:4]
        ],
    }


def others_of(index: Index, number: int, ask: Ask) -> list[Content]:
    """With whom an actor meets and whom it stands against: events in which both take part, on opposite sides."""
    column, arcs = index.columns["actor"], index.arcs
    friendly = index.keep("friendly", lambda: friendly_of(index))
    width = len(column.values)
    counts = np.zeros((4, width), dtype=np.int64)
    for mine, theirs, at in ((arcs.actors, arcs.recipients, 0), (arcs.recipients, arcs.actors, 1)):
        chosen = np.flatnonzero(mine == number)
        kind = friendly[arcs.events[chosen]]
        counts[at] += np.bincount(theirs[chosen[kind]], minlength=width)
        counts[at + 2] += np.bincount(theirs[chosen[~kind]], minlength=width)
    best = column.largest(counts.sum(axis=0).astype(np.int32), MOST_OTHERS)
    return [
        {
            "key": column.values[n],
            "name": actor_label(index, column.values[n], ask.lang),
            "together": int(counts[0, n] + counts[1, n]),
            "against": int(counts[2, n]),
            "from": int(counts[3, n]),
        }
        for n in best
    ]


def friendly_of(index: Index) -> Mask:
    """The events in which two meet or help each other."""
    types = index.columns["type"]
    return types.having([n for n, value in enumerate(types.values) if value in TOGETHER], index.size)
