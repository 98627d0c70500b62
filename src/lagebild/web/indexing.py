"""How the index of a ledger is made: one pass over the events in brief."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import numpy as np

from lagebild.link.dates import days_of
from lagebild.link.names import fold
from lagebild.model import EventType
from lagebild.present.picture import WORDS
from lagebild.store import Store, copy_counts
from lagebild.store.overview import Brief, ReportBrief, briefs, report_briefs
from lagebild.web.index import COLUMNS, Arcs, Column, Index, Spot, Voices, table


class _Draft:
    """A column while it is filled."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.labels: dict[int, Counter[str]] = {}
        self.pairs: list[int] = []

    def number(self, value: str, label: str | None = None) -> int:
        number = self.numbers.get(value)
        if number is None:
            number = self.numbers[value] = len(self.numbers)
        if label is not None:
            counts = self.labels.get(number)
            if counts is None:
                counts = self.labels[number] = Counter()
            counts[label] += 1
        return number

    def add(self, event: int, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.pairs.append(event)
            self.pairs.append(number)

    def column(self) -> Column:
        pairs = table(self.pairs, 2)
        values = tuple(self.numbers)
        labels = tuple(
            min(counts, key=lambda label: (-counts[label], label)) if (counts := self.labels.get(n)) else value
            for n, value in enumerate(values)
        )
        return Column(values, labels, np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1]))


def make_index(store: Store, state: str) -> Index:
    """The index of a store's ledger. state: the store's state at the start."""
    drafts = {name: _Draft() for name in COLUMNS}
    known = report_briefs(store)
    arcs: list[int] = []
    voices: list[int] = []
    stances: list[str] = []
    spots: dict[str, Spot] = {}
    ids: list[str] = []
    days: list[int] = []
    told: list[int] = []
    added: list[str] = []
    weights: list[tuple[object, ...]] = []
    newest = ""
    actor, outlet = drafts["actor"], drafts["outlet"]
    for n, event in enumerate(briefs(store)):
        parties = _fill(drafts, n, event, known)
        sure = [number for number, a in zip(parties, event.actors, strict=False) if not a.alleged]
        for one in sure:
            for other in parties[len(event.actors) :]:
                if one != other:
                    arcs += (n, one, other)
        for held in event.positions:
            if held.holder is not None and held.withdrawn is None and not held.wrong:
                of = _report(held.report, known)
                through = outlet.number(of.outlet) if of and of.outlet else -1
                voices += (n, actor.number(held.holder.id or held.holder.name, held.holder.name), through)
                stances.append(held.stance)
        place = event.place
        if place and place.lat is not None and place.lon is not None and place.name not in spots:
            spots[place.name] = Spot(place.name, place.country, place.lat, place.lon)
        ids.append(event.id)
        days += _days(event)
        seen = days_of(event.first_seen)
        told.append(seen[0] if seen else 0)
        added.append(_added(event, known))
        weights.append(_weight(event))
        newest = max(newest, event.last_seen or "")
    columns = {name: draft.column() for name, draft in drafts.items()}
    arc, voice, time = table(arcs, 3), table(voices, 3), table(days, 3)
    moments = {moment: _seconds(moment) for moment in set(added)}
    return Index(
        state=state,
        ids=tuple(ids),
        columns=columns,
        first=np.ascontiguousarray(time[:, 0]),
        last=np.ascontiguousarray(time[:, 1]),
        dated=time[:, 2].astype(np.bool_),
        told=np.array(told, dtype=np.int32),
        rank=np.array(sorted(range(len(ids)), key=weights.__getitem__), dtype=np.int32),
        added=np.fromiter((moments[moment] for moment in added), dtype=np.int64),
        arcs=Arcs(*(np.ascontiguousarray(arc[:, n]) for n in range(3))),
        voices=Voices(
            np.ascontiguousarray(voice[:, 0]), np.ascontiguousarray(voice[:, 1]), tuple(stances), voice[:, 2]
        ),
        spots=spots,
        folded=tuple(fold(label) for label in columns["actor"].labels),
        reports=len(known),
        copied=sum(copy_counts(store).values()),
        newest=newest or None,
    )


def _fill(drafts: dict[str, _Draft], n: int, event: Brief, known: dict[str, ReportBrief]) -> list[int]:
    """Put an event into the columns; the numbers of its parties, actors first."""
    draft, parties = drafts["actor"], (*event.actors, *event.recipients)
    numbers = [draft.number(party.id, party.name) for party in parties]
    draft.add(n, dict.fromkeys(numbers))
    for name, values in (
        ("status", (event.status,)),
        ("type", (event.type,)),
        ("contested", ("1",) if event.contested else ()),
        ("sources", [str(least) for least in range(2, min(event.independent_sources, 5) + 1)]),
        ("place", (event.place.name,) if event.place else ()),
        (
            "country",
            dict.fromkeys([p.country for p in parties if p.country] + [c for c in [_country(event)] if c]),
        ),
        ("outlet", dict.fromkeys(o for m in event.mentions if (o := _outlet(m.report, known)))),
    ):
        draft = drafts[name]
        draft.add(n, [draft.number(value) for value in values])
    return numbers


def _country(event: Brief) -> str | None:
    return event.place.country if event.place else None


def _report(ref: str, known: dict[str, ReportBrief]) -> ReportBrief | None:
    """A report by its id, or by "ID@N" of a replaced version."""
    return known.get(ref) or known.get(ref.rpartition("@")[0])


def _outlet(ref: str, known: dict[str, ReportBrief]) -> str | None:
    found = _report(ref, known)
    return found.outlet if found else None


def _days(event: Brief) -> tuple[int, int, int]:
    if days := event.days:
        return (*days, 1)
    seen = days_of(event.first_seen)
    return (*seen, 0) if seen else (0, 0, 0)


def _added(event: Brief, known: dict[str, ReportBrief]) -> str:
    return max((report.added for m in event.mentions if (report := _report(m.report, known))), default="")


def _seconds(moment: str) -> int:
    """Seconds since 1970 of a time in UTC, 0 for nonsense."""
    return seconds(moment) or 0


def seconds(moment: str) -> int | None:
    """Seconds since 1970 of an ISO time in UTC; None for what is none."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def _weight(event: Brief) -> tuple[object, ...]:
    """Most important first: more independent sources, deeds before words, parties named, the newest."""
    named = bool(event.actors) + bool(event.recipients)
    seen = days_of(event.last_seen)
    return -event.independent_sources, EventType(event.type) in WORDS, -named, -(seen[0] if seen else 0), event.id
