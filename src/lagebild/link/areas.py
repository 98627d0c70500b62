"""The parts of the graph of pairs in which events are made anew: no larger than what changed and what that joins.

All reports of a time hang together by some pair or other, so the connected components grow with the store. What is
made anew is therefore the events of which members changed, those whose pairs did, and whatever these are joined with;
the events around stand still, and it is checked that they do (see lagebild.link.clusters).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from lagebild.link.base import Base
from lagebild.link.clusters import Cluster, clusters_of
from lagebild.link.weights import Weights
from lagebild.link.within import Local

_AT_ONCE = 2000
"""Events of reports of which the pairs are fetched in one go."""
_NEVER = float("inf")


class Area(Struct, frozen=True, kw_only=True):
    """A part of the graph: its members, those of events beside it that took in some of them too, and the clusters that
    they make. found: what they are."""

    members: frozenset[int]
    made: tuple[Cluster, ...]
    found: Mapping[int, Local]


def areas(
    base: Base, touched: Collection[int], known: Callable[[Collection[int]], Mapping[int, Local]], weights: Weights
) -> Iterator[Area]:
    """The parts in which some events of reports stand; each must be in the base before the next one is asked for.

    touched: those that have no ledger event, one end of each new pair, and one of each pair inside an event that is
    gone. known: fetches what events of reports are.
    """
    dirty = set(touched)
    events = sorted(set(base.homes(sorted(touched)).values()))
    dirty.update(n for cluster in base.clusters(events).values() for n in cluster.members)
    graph = _Graph(base)
    waiting = sorted(dirty)
    for at, start in enumerate(waiting):
        if at % _AT_ONCE == 0:
            graph.fetch(n for n in waiting[at : at + _AT_ONCE] if n in dirty)
        if start not in dirty:
            continue
        scores: dict[tuple[int, int], float] = {}
        members = _spread({start}, dirty, graph)
        asked: dict[Cluster, float] = {}
        while True:
            pairs = _pairs(members, asked, dirty, graph)
            around = _around(members, pairs, asked, base)
            found = known([*members, *(n for cluster in around for n in cluster.members)])
            clustered = clusters_of(found, pairs, weights, around, scores)
            crossed = {around[place] for place in clustered.crossed}
            more = {
                around[place]: least
                for place, least in clustered.asked.items()
                if around[place] not in crossed and least < asked.get(around[place], _NEVER)
            }
            if not crossed and not more:
                break
            asked = {cluster: least for cluster, least in {**asked, **more}.items() if cluster not in crossed}
            graph.fetch(n for cluster in (*crossed, *more) for n in cluster.members)
            if crossed:
                members = _spread(members.union(*(cluster.members for cluster in crossed)), dirty, graph)
        dirty -= members
        graph.forget(members)
        members.update(n for cluster in clustered.made for n in cluster.members)
        yield Area(members=frozenset(members), made=clustered.made, found=found)


def _pairs(
    members: set[int], asked: Mapping[Cluster, float], dirty: set[int], graph: "_Graph"
) -> dict[tuple[int, int], float]:
    """The pairs of a part of the graph, and those of events beside it that are asked again; not those with what is made
    anew later, which asks them itself."""
    found = {(min(a, b), max(a, b)): value for a in members for b, value in graph[a].items()}
    for cluster, least in asked.items():
        own = frozenset(cluster.members)
        for a in own - members:
            for b, value in graph[a].items():
                if value >= least and b not in own and (b in members or b not in dirty):
                    found[min(a, b), max(a, b)] = value
    return found


def _spread(members: set[int], dirty: set[int], graph: "_Graph") -> set[int]:
    """Some events of reports with all that hang together with them and are made anew in any case."""
    reached, waiting = set(members), list(members)
    while waiting:
        for other in graph[waiting.pop()]:
            if other in dirty and other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached


def _around(members: set[int], pairs: Iterable[tuple[int, int]], asked: Iterable[Cluster], base: Base) -> list[Cluster]:
    """The events that pairs lead to and that stand beside."""
    outside = {n for pair in pairs for n in pair} - members
    events = sorted(set(base.homes(sorted(outside)).values()))
    found = {cluster.members: cluster for cluster in (*base.clusters(events).values(), *asked)}
    return [cluster for _, cluster in sorted(found.items())]


class _Graph(dict[int, Mapping[int, float]]):
    """The graph of pairs, fetched as it is walked."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, number: int) -> Mapping[int, float]:
        self[number] = found = self._base.beside([number])[number]
        return found

    def fetch(self, numbers: Iterable[int]) -> None:
        self.update(self._base.beside(sorted(n for n in numbers if n not in self)))

    def forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.pop(number, None)
