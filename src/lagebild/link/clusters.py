"""Events across reports: a pure function of the graph of pairs, whatever the order in which reports came.

Pairs are joined from the most to the least certain, unless what is joined would contradict itself (times or places that
exclude each other), or its members do not fit on average: agglomerative clustering with cannot-link constraints and
average linkage. Connected components do not touch each other, so each is clustered by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from lagebild.link.dates import Days
from lagebild.link.keys import place_of
from lagebild.link.pairs import score
from lagebild.link.weights import Weights
from lagebild.link.within import Local, days_differ, exclude, latest


class Cluster(Struct, frozen=True, kw_only=True):
    """The events of reports that are one event, in order, by their numbers, and the pairs by which they came
    together."""

    members: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...] = ()


@dataclass
class _Group:
    """What joining asks of a group: it grows with every join, and the smaller one goes into the larger one.

    times: one member for each time that is told. begins: the latest beginning. told: the earliest day on which a report
    told that it had happened. speaking: the few members by which it is compared, by digest.
    """

    members: list[int]
    times: dict[tuple[Days, bool], Local]
    begins: int | None
    told: int | None
    by_report: dict[str, list[int]]
    speaking: list[tuple[int, int]]
    pairs: list[tuple[int, int]] = field(default_factory=list)


def clusters_of(found: Mapping[int, Local], pairs: Mapping[tuple[int, int], float], weights: Weights) -> list[Cluster]:
    """The events among the events of reports; `pairs` are those that are likely one, with their evidence."""
    rank = {number: i for i, number in enumerate(sorted(found, key=lambda n: _order(found[n])))}
    groups = {number: _alone(number, local) for number, local in found.items()}
    home = {number: number for number in found}
    certain = sorted(
        (-round(value, 6), min(rank[one], rank[other]), max(rank[one], rank[other]), one, other)
        for (one, other), value in pairs.items()
    )
    scores: dict[tuple[int, int], float] = {}
    for _, _, _, one, other in certain:
        a, b = home[one], home[other]
        if a == b or _contradict(found, groups[a], groups[b], weights):
            continue
        if _mean(found, groups[a], groups[b], weights, scores) < weights.across.mean:
            continue
        keep, gone = (a, b) if len(groups[a].members) >= len(groups[b].members) else (b, a)
        for member in groups[gone].members:
            home[member] = keep
        _join(groups[keep], groups.pop(gone), weights)
        groups[keep].pairs.append((one, other) if rank[one] < rank[other] else (other, one))
    made = [
        Cluster(
            members=tuple(sorted(group.members, key=rank.__getitem__)),
            pairs=tuple(sorted(group.pairs, key=lambda pair: (rank[pair[0]], rank[pair[1]]))),
        )
        for group in groups.values()
    ]
    return sorted(made, key=lambda cluster: rank[cluster.members[0]])


def components(starts: Iterable[int], beside: Mapping[int, Mapping[int, float]]) -> Iterable[tuple[int, ...]]:
    """The connected components in which some events of reports stand; `beside` gives the neighbours of each."""
    seen: set[int] = set()
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        members, waiting = [start], [start]
        while waiting:
            for other in beside[waiting.pop()]:
                if other not in seen:
                    seen.add(other)
                    members.append(other)
                    waiting.append(other)
        yield tuple(members)


def _order(local: Local) -> tuple[tuple[str, str, int], str]:
    return local.order, local.mentions[0].event


def _alone(number: int, local: Local) -> _Group:
    return _Group(
        members=[number],
        times={(local.days, len(local.statuses) > 1): local} if local.days is not None else {},
        begins=local.days[0] if local.days else None,
        told=latest(local),
        by_report={local.mentions[0].ref: [number]},
        speaking=[(place_of(local), number)],
    )


def _join(a: _Group, b: _Group, weights: Weights) -> None:
    a.members += b.members
    for key, local in b.times.items():
        known = a.times.get(key)
        if known is None or _order(local) < _order(known):
            a.times[key] = local
    a.begins = max((x for x in (a.begins, b.begins) if x is not None), default=None)
    a.told = min((x for x in (a.told, b.told) if x is not None), default=None)
    for ref, members in b.by_report.items():
        a.by_report.setdefault(ref, []).extend(members)
    a.speaking = sorted(a.speaking + b.speaking)[: weights.across.compared]
    a.pairs += b.pairs


def _contradict(found: Mapping[int, Local], a: _Group, b: _Group, weights: Weights) -> bool:
    """Would two groups, joined, contradict themselves: times that exclude each other (only one member a distinct time
    is compared), or events that one report tells as different ones?"""
    if any(days_differ(x, y, weights.time) for x in a.times.values() for y in b.times.values()):
        return True
    for x, y in ((a, b), (b, a)):
        if x.begins is not None and y.told is not None and x.begins > y.told:
            return True
    few, many = (a, b) if len(a.by_report) <= len(b.by_report) else (b, a)
    shared: Sequence[str] = [ref for ref in few.by_report if ref in many.by_report]
    return any(exclude(found[i], found[j]) for ref in shared for i in few.by_report[ref] for j in many.by_report[ref])


def _mean(
    found: Mapping[int, Local], a: _Group, b: _Group, weights: Weights, scores: dict[tuple[int, int], float]
) -> float:
    """The evidence of the pairs of two groups on average; of large ones some members stand for all."""
    total = 0.0
    for _, i in a.speaking:
        for _, j in b.speaking:
            pair = (i, j) if i < j else (j, i)
            if pair not in scores:
                value = score(found[i], found[j], weights)
                scores[pair] = -weights.across.threshold if value is None else value
            total += scores[pair]
    return total / (len(a.speaking) * len(b.speaking))
