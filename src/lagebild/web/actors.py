"""Actors: who acts, speaks and is spoken of, and one of them with what he did, suffered and said."""

from collections import Counter

import numpy as np

from lagebild.link.dates import instant, iso
from lagebild.link.names import fold
from lagebild.model import EventType, LedgerEvent, Stance, StoreError
from lagebild.present.picture import CONTRA
from lagebild.store.overview import ActorForm, actor_forms, events_by_id, listed_by_id
from lagebild.web.ask import Ask, Content
from lagebild.web.facets import actor_label
from lagebild.web.index import Index, Mask, Numbers
from lagebild.web.locale import day
from lagebild.web.rows import lines_of, rows_of
from lagebild.web.words import country

PAGE = 100
MOST_EVENTS = 60
MOST_OTHERS = 12
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
    said = np.bincount(index.voices.holders, minlength=len(column.values))
    kind, part = ask.params.get("kind", ""), fold(ask.params.get("named", "")[:100])
    order = np.lexsort((np.arange(len(counts)), -said, -counts))
    found = [
        int(n) for n in order
        if (not kind or column.values[n].startswith(f"{kind}:")) and part in index.folded[n]
    ]  # fmt: skip
    first, last = _seen(index)
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
    held[index.voices.events[index.voices.holders == number]] = True
    events = _newest(ask, index, mine)
    spoken = _newest(ask, index, held)
    forms = actor_forms(ask.store, key)
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
        "seen": [day(form.published[:10], talk.code) for form in (forms[:1] + forms[-1:]) if form.published],
        "reports": len(forms),
        "did": rows_of(lines_of(ask.store, did, index.newest), ask.lang),
        "done": rows_of(lines_of(ask.store, done, index.newest), ask.lang),
        "events": int(mine.sum()),
        "says": [s for s in (spoken_view(e, key, ask) for e in spoken) if s],
        "others": others_of(index, number, ask),
        "json": {"id": key, "names": sorted(names), "did": did, "suffered": done, "speaks_of": spoken},
    }


def _newest(ask: Ask, index: Index, mask: Mask) -> list[LedgerEvent]:
    numbers = np.flatnonzero(mask)
    newest = numbers[np.argsort(-index.first[numbers], kind="stable")][:MOST_EVENTS]
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


def spoken_view(event: LedgerEvent, key: str, ask: Ask) -> Content:
    """What an actor says of an event, all his stances in order of time; nothing where he says nothing of it."""
    held = [p for p in event.positions if p.holder and (p.holder.id or p.holder.name) == key and not p.wrong]
    if not held:
        return {}
    line = rows_of(lines_of(ask.store, [event], None), ask.lang)[0]
    listed = listed_by_id(ask.store, (p.report for p in held))
    outlets = {ref: report.outlet or ref for ref, report in listed.items()}
    return {
        "row": line,
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
    column, arcs, types = index.columns["actor"], index.arcs, index.columns["type"]
    kind = np.zeros(index.size, dtype=np.int32)
    kind[types.events] = types.codes
    together = np.isin(kind, [n for n, value in enumerate(types.values) if value in TOGETHER])
    counts: dict[int, list[int]] = {}
    for mine, theirs, at in ((arcs.actors, arcs.recipients, 0), (arcs.recipients, arcs.actors, 1)):
        chosen = np.flatnonzero(mine == number)
        for n in chosen:
            row = counts.setdefault(int(theirs[n]), [0, 0, 0, 0])
            row[at + (0 if together[arcs.events[n]] else 2)] += 1
    best = sorted(counts, key=lambda n: (-sum(counts[n]), n))[:MOST_OTHERS]
    return [
        {
            "key": column.values[n],
            "name": actor_label(index, column.values[n], ask.lang),
            "together": counts[n][0] + counts[n][1],
            "against": counts[n][2],
            "from": counts[n][3],
        }
        for n in best
    ]
