"""Who is compared with whom: of those who share a key the first few represent it, and every other one is compared with
these only.

A key that very many share then costs each of them no more than a few comparisons, and the choice depends on what is
there, never on the order in which it came: "first" is by digest for events and by publication for texts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

Place = int | str
Entry = tuple[int, Place, int]
"""A key, the place of an item in the order of the key, and the item."""


class Index(Protocol):
    """Items by key, in the order of their places."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Add entries that are not there."""

    def cut(self, entries: Sequence[Entry]) -> None:
        """Take entries out."""

    def first(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[tuple[Place, int]]]:
        """The first entries of each key, at most `most` of each (more when several have one place)."""

    def items(self, key: int) -> Iterable[int]:
        """All items of a key."""


class Changed(Struct, frozen=True, kw_only=True):
    """Pairs to compare now; items that represent a key now, and others that do so no longer, of which the pairs must be
    looked at again."""

    pairs: frozenset[tuple[int, int]]
    promoted: frozenset[int]
    displaced: frozenset[int]


def changed(index: Index, gone: Sequence[Entry], new: Sequence[Entry], most: int) -> Changed:
    """Put `new` into an index from which `gone` goes, and say what that changes."""
    index.cut(gone)
    index.put(new)
    before: dict[int, list[tuple[Place, int]]] = {}
    fresh: dict[int, set[int]] = {}
    for key, place, item in gone:
        before.setdefault(key, []).append((place, item))
    for key, _, item in new:
        fresh.setdefault(key, set()).add(item)
    longest = max((len(items) for items in fresh.values()), default=0)
    pairs: set[tuple[int, int]] = set()
    promoted: set[int] = set()
    displaced: set[int] = set()
    for key, entries in index.first(sorted({*before, *fresh}), most + longest).items():
        if len(entries) < 2 and key not in before:
            continue
        mine = fresh.get(key, set())
        now = [item for _, item in entries[:most]]
        others = [(place, item) for place, item in entries if item not in mine]
        old = {item for _, item in sorted(others + before.get(key, []))[:most]}
        risen = {item for item in now if item in mine or item not in old}
        promoted |= risen - mine
        displaced |= old - set(now) - {item for _, item in before.get(key, [])}
        if risen:
            everybody = index.items(key) if len(entries) > most else [item for _, item in entries]
            pairs.update(_pairs(risen, everybody))
        pairs.update(_pairs(mine.difference(risen), now))
    return Changed(pairs=frozenset(pairs), promoted=frozenset(promoted), displaced=frozenset(displaced))


def _pairs(some: Iterable[int], others: Iterable[int]) -> Iterator[tuple[int, int]]:
    others = tuple(others)
    for one in some:
        for other in others:
            if one != other:
                yield (one, other) if one < other else (other, one)


def still(index: Index, keys: Mapping[int, Sequence[int]], pairs: Sequence[tuple[int, int]], most: int) -> list[bool]:
    """Is each pair still compared: does one of the two represent a key that they share? keys: of each item."""
    shared = [set(keys[a]).intersection(keys[b]) for a, b in pairs]
    asked = sorted(set().union(*shared)) if shared else []
    first = index.first(asked, most)
    speaking = {key: {item for _, item in entries[:most]} for key, entries in first.items()}
    return [
        any(a in speaking.get(key, ()) or b in speaking.get(key, ()) for key in common)
        for (a, b), common in zip(pairs, shared, strict=True)
    ]


class MemoryIndex:
    """An index in memory."""

    def __init__(self) -> None:
        self._entries: dict[int, dict[int, Place]] = {}

    def put(self, entries: Sequence[Entry]) -> None:
        for key, place, item in entries:
            self._entries.setdefault(key, {})[item] = place

    def cut(self, entries: Sequence[Entry]) -> None:
        for key, _, item in entries:
            self._entries[key].pop(item)

    def first(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[tuple[Place, int]]]:
        found = {}
        for key in keys:
            ranked = sorted((place, item) for item, place in self._entries.get(key, {}).items())
            found[key] = ranked[:most]
        return found

    def items(self, key: int) -> Iterable[int]:
        return tuple(self._entries.get(key, {}))
