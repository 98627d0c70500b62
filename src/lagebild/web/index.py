"""A copy of the ledger in columns, for counting: what the facets, the lanes, the map and the network count by.

It is made once from the store and made anew when the ledger changes. Counting over a column is one pass over an array,
so that every page stays fast with hundreds of thousands of events.
"""

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lagebild.link.dates import days_of, instant
from lagebild.link.names import fold
from lagebild.model import EventType
from lagebild.present.picture import WORDS
from lagebild.store import Store, copy_counts
from lagebild.store.overview import Brief, ReportBrief, briefs, ledger_state, report_briefs

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]
COLUMNS = ("status", "contested", "type", "actor", "country", "place", "sources", "outlet")


@dataclass(frozen=True)
class Column:
    """A property of events that may have several values: pairs of an event's number and a value's number.

    values: what stands in addresses; labels: what people read (the same where a view has words of its own for it).
    """

    values: tuple[str, ...]
    labels: tuple[str, ...]
    events: Numbers
    codes: Numbers

    def count(self, mask: Mask) -> Numbers:
        """How many of the chosen events have each value."""
        return np.bincount(self.codes[mask[self.events]], minlength=len(self.values)).astype(np.int32)

    def having(self, wanted: Collection[int], size: int) -> Mask:
        """The events that have one of some values, by the values' numbers."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.events[np.isin(self.codes, np.fromiter(wanted, dtype=np.int32))]] = True
        return mask

    def number(self, value: str) -> int | None:
        """The number of a value."""
        return self.numbers.get(value)

    @property
    def numbers(self) -> dict[str, int]:
        """Number of each value."""
        found: dict[str, int] | None = self.__dict__.get("_numbers")
        if found is None:
            found = {value: n for n, value in enumerate(self.values)}
            object.__setattr__(self, "_numbers", found)
        return found


@dataclass(frozen=True)
class Arcs:
    """Who did something to whom: the event's number, the numbers of both in the column "actor"."""

    events: Numbers
    actors: Numbers
    recipients: Numbers


@dataclass(frozen=True)
class Voices:
    """Who says what through which medium: event, holder (column "actor"), stance, outlet (column "outlet", -1)."""

    events: Numbers
    holders: Numbers
    stances: tuple[str, ...]
    outlets: Numbers


@dataclass(frozen=True)
class Spot:
    """A place with its coordinates in degrees; area: it is a whole country, whose centre is no point."""

    name: str
    country: str | None
    lat: float
    lon: float


@dataclass(frozen=True)
class Index:
    """The ledger in columns. Events are numbered in the order of the ledger.

    first, last: days of an event, or of the first report of it where no time of its own is known (`dated` is false), 0
    where nothing is known. rank: numbers of the events, most important first. seen: sort key of the last report.
    reports, copied: reports of the store and reprints
    among them. added: when the newest report of an event came into the store.
    """

    state: str
    ids: tuple[str, ...]
    columns: dict[str, Column]
    first: Numbers
    last: Numbers
    dated: Mask
    told: Numbers
    rank: Numbers
    seen: tuple[str, ...]
    added: NDArray[np.str_]
    arcs: Arcs
    voices: Voices
    spots: dict[str, Spot]
    folded: tuple[str, ...]
    reports: int
    copied: int
    newest: str | None
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of events."""
        return len(self.ids)

    def everything(self) -> Mask:
        """All events."""
        return np.ones(self.size, dtype=np.bool_)


class Cabinet:
    """Keeps the index of a store, and makes it anew when the ledger changed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._index: Index | None = None
        self._lock = threading.Lock()

    def index(self) -> Index:
        """The index of the ledger as it stands now; while another reader makes it anew, the one before."""
        state, known = ledger_state(self.store), self._index
        if known is not None and known.state == state:
            return known
        if not self._lock.acquire(blocking=known is None):
            assert known is not None
            return known
        try:
            if self._index is None or self._index.state != state:
                self._index = make_index(self.store, state)
            return self._index
        finally:
            self._lock.release()


class _Draft:
    """A column while it is filled."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.labels: dict[str, Counter[str]] = {}
        self.pairs: list[tuple[int, int]] = []

    def number(self, value: str, label: str | None = None) -> int:
        number = self.numbers.setdefault(value, len(self.numbers))
        if label is not None:
            self.labels.setdefault(value, Counter())[label] += 1
        return number

    def add(self, event: int, values: Iterable[tuple[str, str | None]]) -> None:
        self.pairs.extend((event, number) for number in dict.fromkeys(self.number(v, label) for v, label in values))

    def column(self) -> Column:
        pairs = _table(self.pairs, 2)
        named = {value: min(found, key=lambda n: (-found[n], n)) for value, found in self.labels.items()}
        values = tuple(self.numbers)
        return Column(values, tuple(named.get(v, v) for v in values), pairs[:, 0], pairs[:, 1])


def make_index(store: Store, state: str) -> Index:
    """The index of a store's ledger."""
    drafts = {name: _Draft() for name in COLUMNS}
    known = report_briefs(store)
    events = list(briefs(store))
    arcs: list[tuple[int, int, int]] = []
    voices: list[tuple[int, int, int]] = []
    stances: list[str] = []
    spots: dict[str, Spot] = {}
    for n, event in enumerate(events):
        _fill(drafts, n, event, known)
        actor, outlet = drafts["actor"], drafts["outlet"]
        sure = [a for a in event.actors if not a.alleged]
        arcs.extend((n, actor.number(a.id), actor.number(r.id)) for a in sure for r in event.recipients if a.id != r.id)
        for held in event.positions:
            if held.holder is not None and held.withdrawn is None and not held.wrong:
                of = _report(held.report, known)
                through = outlet.number(of.outlet) if of and of.outlet else -1
                voices.append((n, actor.number(held.holder.id or held.holder.name, held.holder.name), through))
                stances.append(held.stance)
        if event.place and event.place.lat is not None and event.place.lon is not None:
            spots.setdefault(
                event.place.name, Spot(event.place.name, event.place.country, event.place.lat, event.place.lon)
            )
    columns = {name: draft.column() for name, draft in drafts.items()}
    arc, voice = _table(arcs, 3), _table(voices, 3)
    times = [_days(event) for event in events]
    return Index(
        state=state,
        ids=tuple(event.id for event in events),
        columns=columns,
        first=np.array([t[0] for t in times], dtype=np.int32),
        last=np.array([t[1] for t in times], dtype=np.int32),
        dated=np.array([t[2] for t in times], dtype=np.bool_),
        told=np.array([(days_of(e.first_seen) or (0, 0))[0] for e in events], dtype=np.int32),
        rank=np.array(sorted(range(len(events)), key=lambda n: _weight(events[n])), dtype=np.int32),
        seen=tuple(instant(event.last_seen) for event in events),
        added=np.array([_added(event, known) for event in events], dtype=np.str_),
        arcs=Arcs(arc[:, 0], arc[:, 1], arc[:, 2]),
        voices=Voices(voice[:, 0], voice[:, 1], tuple(stances), voice[:, 2]),
        spots=spots,
        folded=tuple(fold(label) for label in columns["actor"].labels),
        reports=len(known),
        copied=sum(copy_counts(store).values()),
        newest=max((event.last_seen for event in events if event.last_seen), default=None),
        numbers={event.id: n for n, event in enumerate(events)},
    )


def _fill(drafts: dict[str, _Draft], n: int, event: Brief, known: dict[str, ReportBrief]) -> None:
    parties = (*event.actors, *event.recipients)
    drafts["status"].add(n, [(event.status, None)])
    drafts["type"].add(n, [(event.type, None)])
    drafts["contested"].add(n, [("1", None)] if event.contested else [])
    drafts["sources"].add(n, [(str(least), None) for least in range(2, min(event.independent_sources, 5) + 1)])
    drafts["actor"].add(n, [(party.id, party.name) for party in parties])
    countries = [party.country for party in parties] + ([event.place.country] if event.place else [])
    drafts["country"].add(n, [(country, None) for country in countries if country])
    drafts["place"].add(n, [(event.place.name, None)] if event.place else [])
    outlets = [_report(mention.report, known) for mention in event.mentions]
    drafts["outlet"].add(n, [(report.outlet, None) for report in outlets if report and report.outlet])


def _report(ref: str, known: dict[str, ReportBrief]) -> ReportBrief | None:
    """A report by its id, or by "ID@N" of a replaced version."""
    return known.get(ref) or known.get(ref.rpartition("@")[0])


def _days(event: Brief) -> tuple[int, int, bool]:
    if days := event.days:
        return (*days, True)
    seen = days_of(event.first_seen)
    return (*seen, False) if seen else (0, 0, False)


def _added(event: Brief, known: dict[str, ReportBrief]) -> str:
    return max((report.added for m in event.mentions if (report := _report(m.report, known))), default="")


def _weight(event: Brief) -> tuple[object, ...]:
    """Most important first: more independent sources, deeds before words, parties named, the newest."""
    named = bool(event.actors) + bool(event.recipients)
    newest = tuple(-ord(c) for c in (event.last_seen or "")[:10])
    return -event.independent_sources, EventType(event.type) in WORDS, -named, newest, event.id


def _table(rows: Sequence[tuple[int, ...]], width: int) -> Numbers:
    return np.array(rows, dtype=np.int32).reshape(-1, width)
