"""A copy of the ledger in columns, for counting: what the facets, the lanes, the map and the network count by.

Counting over a column is one pass over an array, or less where few or nearly all events are chosen, so that every page
stays fast with hundreds of thousands of events.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]
COLUMNS = ("status", "contested", "type", "actor", "country", "place", "sources", "outlet")
FEW = 12
"""Less than one event in so many is counted event by event."""
STEP = 4096
T = TypeVar("T")


@dataclass(frozen=True)
class Column:
    """A property of events that may have several values: pairs of an event's number and a value's number, in the order
    of the events.

    values: what stands in addresses; labels: what people read (the same where a view has words of its own for it).
    """

    values: tuple[str, ...]
    labels: tuple[str, ...]
    events: Numbers
    codes: Numbers
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def count(self, mask: Mask) -> Numbers:
        """How many of the chosen events have each value."""
        some, size = int(np.count_nonzero(mask)), len(mask)
        if some == size:
            return self.totals
        if some * FEW < size:
            return self._count(self._codes_of(np.flatnonzero(mask), size))
        if (size - some) * FEW < size:
            return (self.totals - self._count(self._codes_of(np.flatnonzero(~mask), size))).astype(np.int32)
        return self._count(self.codes[mask[self.events]])

    @property
    def totals(self) -> Numbers:
        """How many events have each value."""
        return _kept(self.kept, "totals", lambda: self._count(self.codes))

    def _count(self, codes: Numbers) -> Numbers:
        return np.bincount(codes, minlength=len(self.values)).astype(np.int32)

    def _codes_of(self, numbers: NDArray[np.intp], size: int) -> Numbers:
        """The values' numbers of some events."""
        starts = _kept(self.kept, "starts", lambda: np.searchsorted(self.events, np.arange(size + 1)))
        return self.codes[_stretches(starts, numbers)]

    def events_with(self, number: int) -> Numbers:
        """The events that have a value, in their order."""
        order, bounds = _kept(self.kept, "order", self._sorted)
        return self.events[order[bounds[number] : bounds[number + 1]]]

    def _sorted(self) -> tuple[Numbers, NDArray[np.intp]]:
        order = np.argsort(self.codes, kind="stable").astype(np.int32)
        return order, np.searchsorted(self.codes[order], np.arange(len(self.values) + 1))

    def having(self, wanted: Collection[int], size: int) -> Mask:
        """The events that have one of some values, by the values' numbers."""
        mask = np.zeros(size, dtype=np.bool_)
        for number in wanted:
            mask[self.events_with(number)] = True
        return mask

    def number(self, value: str) -> int | None:
        """The number of a value."""
        numbers: dict[str, int] = _kept(self.kept, "numbers", lambda: {v: n for n, v in enumerate(self.values)})
        return numbers.get(value)

    def largest(self, counts: Numbers, most: int) -> list[int]:
        """The numbers of the values with most events, of equal ones the later; only those that have any."""
        keys = counts.astype(np.int64) * len(counts) + np.arange(len(counts))
        some = np.argpartition(keys, -most)[-most:] if len(keys) > most else np.arange(len(keys))
        return [int(n) for n in some[np.argsort(-keys[some])] if counts[n]]


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
    """A place with its coordinates in degrees."""

    name: str
    country: str | None
    lat: float
    lon: float


@dataclass(frozen=True)
class Index:
    """The ledger in columns. Events are numbered in the order of the ledger.

    first, last: days of an event, or of the first report of it where no time of its own is known (`dated` is false), 0
    where nothing is known. told: day of the first report. rank: numbers of the events, most important first. added:
    when the newest report of an event came into the store, in seconds since 1970. reports, copied: reports of the store
    and reprints among them. newest: when the newest report was published.
    """

    state: str
    ids: tuple[str, ...]
    columns: dict[str, Column]
    first: Numbers
    last: Numbers
    dated: Mask
    told: Numbers
    rank: Numbers
    added: NDArray[np.int64]
    arcs: Arcs
    voices: Voices
    spots: dict[str, Spot]
    folded: tuple[str, ...]
    reports: int
    copied: int
    newest: str | None
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def size(self) -> int:
        """Number of events."""
        return len(self.ids)

    def everything(self) -> Mask:
        """All events."""
        return np.ones(self.size, dtype=np.bool_)

    def best(self, mask: Mask, most: int) -> list[int]:
        """The most important of the chosen events, the most important first."""
        if np.count_nonzero(mask) * FEW < self.size:
            numbers = np.flatnonzero(mask)
            places = self.places[numbers]
            some = np.argpartition(places, most)[:most] if len(places) > most else np.arange(len(places))
            return [int(n) for n in numbers[some[np.argsort(places[some])]]]
        found: list[int] = []
        for at in range(0, self.size, STEP):
            chunk = self.rank[at : at + STEP]
            found.extend(int(n) for n in chunk[mask[chunk]][: most - len(found)])
            if len(found) >= most:
                break
        return found

    @property
    def places(self) -> Numbers:
        """The place of each event in the order of importance."""

        def made() -> Numbers:
            places: Numbers = np.empty(self.size, dtype=np.int32)
            places[self.rank] = np.arange(self.size, dtype=np.int32)
            return places

        return self.keep("places", made)

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """What is worked out once for as long as the ledger stays as it is."""
        return _kept(self.memory, name, make)


def _kept(memory: dict[str, Any], name: str, make: Callable[[], T]) -> T:
    found: T | None = memory.get(name)
    if found is None:
        found = memory[name] = make()
    return found


def _stretches(starts: NDArray[np.intp], numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """The places from starts[n] to starts[n + 1] of some numbers, one after another."""
    begins, lengths = starts[numbers], starts[numbers + 1] - starts[numbers]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    found: NDArray[np.intp] = np.arange(total) + np.repeat(begins - ends + lengths, lengths)
    return found


def table(rows: Iterable[int], width: int) -> Numbers:
    """Numbers in a row as rows of some width."""
    made: Numbers = np.fromiter(rows, dtype=np.int32).reshape(-1, width)
    return made
