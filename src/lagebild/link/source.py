"""Readings that are fetched when they are asked for, so that linking many reports needs no memory for all of them."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence

from lagebild.link.records import Told

KEPT = 256
"""Readings that are held at once."""


class Readings(Mapping[str, Told]):
    """Readings by reference. make: fetches one; the last `kept` of them are held."""

    def __init__(self, refs: Sequence[str], make: Callable[[str], Told], kept: int = KEPT) -> None:
        self._refs = dict.fromkeys(refs)
        self._make = make
        self._kept = kept
        self._held: OrderedDict[str, Told] = OrderedDict()

    def __getitem__(self, ref: str) -> Told:
        if ref in self._held:
            self._held.move_to_end(ref)
            return self._held[ref]
        if ref not in self._refs:
            raise KeyError(ref)
        told = self._held[ref] = self._make(ref)
        if len(self._held) > self._kept:
            self._held.popitem(last=False)
        return told

    def __iter__(self) -> Iterator[str]:
        return iter(self._refs)

    def __len__(self) -> int:
        return len(self._refs)
