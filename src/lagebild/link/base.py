"""What linking keeps from one time to the next: an interface, and one that keeps it in memory."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec
from msgspec import Struct

from lagebild.link.clusters import Cluster
from lagebild.link.mentions import Mention
from lagebild.link.records import CopyKind, Told, Why
from lagebild.link.registry import NameUse
from lagebild.link.representatives import Entry, Index, MemoryIndex
from lagebild.model import LedgerEvent, Span

LOCAL_BITS = 12
MOST_LOCALS = 1 << LOCAL_BITS
"""Events of one report that are linked at most."""


def local_number(report: int, nth: int) -> int:
    """The number of the n-th event of a report."""
    return report << LOCAL_BITS | nth


def report_number(local: int) -> int:
    """The report of an event of a report."""
    return local >> LOCAL_BITS


class Kept(Struct, frozen=True, kw_only=True):
    """What is kept of a linked report, so that it can be taken out again and be compared with others.

    order: sorts by publication, then reference. latest: it is the latest version. page: key of its address and outlet,
    0 without one. names: what it says that it replaces. corrects: it says that it corrects. texts, events: its entries
    in the indexes.
    """

    ref: str
    order: tuple[str, str]
    published: str | None
    latest: bool
    page: int
    names: str | None
    corrects: bool
    texts: tuple[int, ...]
    events: tuple[tuple[int, tuple[int, ...]], ...]
    used: tuple[NameUse, ...]

    def text_entries(self, number: int) -> list[Entry]:
        """Its entries in the index of texts."""
        place = "\x01".join(self.order)
        return [(key, place, number) for key in self.texts]

    def event_entries(self, number: int) -> list[Entry]:
        """Its entries in the index of events."""
        return [
            (key, place, local_number(number, nth)) for nth, (place, keys) in enumerate(self.events) for key in keys
        ]


Events = tuple[tuple[Mention, ...], ...]
"""The events of a report, each as its mentions."""
_ENCODER = msgspec.msgpack.Encoder()
_EVENTS = msgspec.msgpack.Decoder(Events)


def packed(events: Events) -> bytes:
    """The events of a report as few bytes: reading them from the report again takes many times as long."""
    return zlib.compress(_ENCODER.encode(events), 1)


def unpacked(body: bytes) -> Events:
    """The events that `packed` packed."""
    return _EVENTS.decode(zlib.decompress(body))


class Parent(Struct, frozen=True, kw_only=True):
    """The text that another one was copied from, by its number; see Copy."""

    original: int
    kind: CopyKind
    share: float
    spans: tuple[Span, ...]


class Made(Struct, frozen=True, kw_only=True):
    """A ledger event with that of which it was made. bare: nothing but a word tells which event is meant."""

    event: LedgerEvent
    cluster: Cluster
    why: tuple[Why, ...]
    bare: bool


class Base(Protocol):
    """What linking knows of all reports. Reports go by number; so do their events, see local_number."""

    events: Index
    texts: Index

    def told(self, numbers: Sequence[int]) -> Mapping[int, Told]:
        """The current readings of reports as the store hands them over, of those that are not gone."""

    def kept(self, numbers: Sequence[int]) -> Mapping[int, Kept]:
        """What is kept of reports that are linked."""

    def keep(self, kept: Mapping[int, tuple[Kept, Events] | None]) -> None:
        """Keep it, with the events of the reports, or nothing any more."""

    def mentions(self, numbers: Sequence[int]) -> Mapping[int, Events]:
        """The events of linked reports."""

    def numbers_of(self, refs: Sequence[str]) -> Sequence[int]:
        """The numbers of linked reports."""

    def named(self, refs: Sequence[str]) -> frozenset[str]:
        """Those of some references of which a linked report says that it replaces them."""

    def naming(self, ref: str) -> Sequence[int]:
        """Linked reports that say that they replace another one."""

    def pages(self, pages: Sequence[int]) -> Sequence[int]:
        """Linked reports at some addresses."""

    def beside(self, locals_: Sequence[int]) -> Mapping[int, Mapping[int, float]]:
        """The neighbours of events of reports in the graph of pairs, with the evidence."""

    def join(self, pairs: Sequence[tuple[int, int, float]]) -> None:
        """Add pairs to the graph."""

    def part(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Take pairs out of the graph."""

    def parents(self, numbers: Sequence[int]) -> Mapping[int, Parent]:
        """What reports were copied from."""

    def set_parents(self, parents: Mapping[int, Parent | None]) -> None:
        """Note what reports were copied from."""

    def children(self, numbers: Sequence[int]) -> Sequence[int]:
        """The reports that were copied from some."""

    def replacements(self, numbers: Sequence[int]) -> Mapping[int, tuple[int, str]]:
        """What took the place of reports under another id, and on which day."""

    def set_replacement(self, number: int, by: tuple[int, str] | None) -> None:
        """Note what took the place of a report."""

    def homes(self, locals_: Sequence[int]) -> Mapping[int, str]:
        """The ledger events in which events of reports stand."""

    def clusters(self, events: Sequence[str]) -> Mapping[str, Cluster]:
        """The events of reports of ledger events, and how they came together."""

    def drop(self, events: Sequence[str]) -> None:
        """Take ledger events out."""

    def save(self, made: Sequence[Made]) -> None:
        """Put ledger events in."""


class Memory:
    """A base that is kept in memory, for linking a set of reports in one go."""

    def __init__(self, numbers: Mapping[int, str], fetch: Callable[[str], Told]) -> None:
        self.events: Index = MemoryIndex()
        self.texts: Index = MemoryIndex()
        self.found: dict[str, tuple[bool, LedgerEvent]] = {}
        self.why: dict[str, tuple[Why, ...]] = {}
        self._refs = dict(numbers)
        self._fetch = fetch
        self._kept: dict[int, Kept] = {}
        self._numbers: dict[str, int] = {}
        self._pages: dict[int, set[int]] = defaultdict(set)
        self._naming: dict[str, set[int]] = defaultdict(set)
        self._graph: dict[int, dict[int, float]] = defaultdict(dict)
        self._parents: dict[int, Parent] = {}
        self._children: dict[int, set[int]] = defaultdict(set)
        self._replaced: dict[int, tuple[int, str]] = {}
        self._homes: dict[int, str] = {}
        self._clusters: dict[str, Cluster] = {}
        self._events: dict[int, bytes] = {}

    def told(self, numbers: Sequence[int]) -> Mapping[int, Told]:
        return {n: self._fetch(self._refs[n]) for n in numbers if n in self._refs}

    def kept(self, numbers: Sequence[int]) -> Mapping[int, Kept]:
        return {n: self._kept[n] for n in numbers if n in self._kept}

    def keep(self, kept: Mapping[int, tuple[Kept, Events] | None]) -> None:
        for number, new in kept.items():
            old = self._kept.pop(number, None)
            if old is not None:
                self._numbers.pop(old.ref, None)
                self._pages[old.page].discard(number)
                self._naming[old.names or ""].discard(number)
            if new is not None:
                self._kept[number] = new[0]
                self._events[number] = packed(new[1])
                self._numbers[new[0].ref] = number
                self._pages[new[0].page].add(number)
                self._naming[new[0].names or ""].add(number)

    def mentions(self, numbers: Sequence[int]) -> Mapping[int, Events]:
        return {n: unpacked(self._events[n]) for n in numbers if n in self._kept}

    def numbers_of(self, refs: Sequence[str]) -> Sequence[int]:
        return sorted(self._numbers[ref] for ref in refs if ref in self._numbers)

    def named(self, refs: Sequence[str]) -> frozenset[str]:
        return frozenset(ref for ref in refs if self._naming.get(ref))

    def naming(self, ref: str) -> Sequence[int]:
        return sorted(self._naming[ref])

    def pages(self, pages: Sequence[int]) -> Sequence[int]:
        return sorted(n for page in pages for n in self._pages[page])

    def beside(self, locals_: Sequence[int]) -> Mapping[int, Mapping[int, float]]:
        return {n: dict(self._graph.get(n, {})) for n in locals_}

    def join(self, pairs: Sequence[tuple[int, int, float]]) -> None:
        for a, b, value in pairs:
            self._graph[a][b] = self._graph[b][a] = value

    def part(self, pairs: Sequence[tuple[int, int]]) -> None:
        for a, b in pairs:
            self._graph[a].pop(b, None)
            self._graph[b].pop(a, None)

    def parents(self, numbers: Sequence[int]) -> Mapping[int, Parent]:
        return {n: self._parents[n] for n in numbers if n in self._parents}

    def set_parents(self, parents: Mapping[int, Parent | None]) -> None:
        for number, parent in parents.items():
            old = self._parents.pop(number, None)
            if old is not None:
                self._children[old.original].discard(number)
            if parent is not None:
                self._parents[number] = parent
                self._children[parent.original].add(number)

    def children(self, numbers: Sequence[int]) -> Sequence[int]:
        return sorted(n for number in numbers for n in self._children[number])

    def replacements(self, numbers: Sequence[int]) -> Mapping[int, tuple[int, str]]:
        return {n: self._replaced[n] for n in numbers if n in self._replaced}

    def set_replacement(self, number: int, by: tuple[int, str] | None) -> None:
        if by is None:
            self._replaced.pop(number, None)
        else:
            self._replaced[number] = by

    def homes(self, locals_: Sequence[int]) -> Mapping[int, str]:
        return {n: self._homes[n] for n in locals_ if n in self._homes}

    def clusters(self, events: Sequence[str]) -> Mapping[str, Cluster]:
        return {event: self._clusters[event] for event in events if event in self._clusters}

    def drop(self, events: Sequence[str]) -> None:
        for event in events:
            for number in self._clusters.pop(event).members:
                self._homes.pop(number, None)
            self.found.pop(event)
            self.why.pop(event)

    def save(self, made: Sequence[Made]) -> None:
        for one in made:
            self._clusters[one.event.id] = one.cluster
            self._homes.update(dict.fromkeys(one.cluster.members, one.event.id))
            self.found[one.event.id] = one.bare, one.event
            self.why[one.event.id] = one.why
