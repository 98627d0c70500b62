"""Events across reports: a pure function of the graph of pairs, whatever the order in which reports came.

Pairs are joined from the most to the least certain, unless what is joined would contradict itself (times or places that
exclude each other), or its members do not fit on average: agglomerative clustering with cannot-link constraints and
average linkage.

Whether two groups are joined is decided by these two alone. So a part of the graph can be clustered by itself: events
that stand beside it grow as they are known to have grown. One of them may take in some of the part, as long as nothing
that it decided before can come out otherwise: what contradicts a group contradicts a larger one too, and how well two
groups fit is asked of the few members that speak for each. Otherwise it belongs to the part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from lagebild.link.dates import Days
from lagebild.link.keys import place_of
from lagebild.link.pairs import score
from lagebild.link.weights import Weights
from lagebild.link.within import Local, days_differ, exclude, latest


class Cluster(Struct, frozen=True, kw_only=True):
    """The events of reports that are one event, in order, by their numbers, and the pairs by which they came
    together, with their evidence."""

    members: tuple[int, ...]
    pairs: tuple[tuple[int, int, float], ...] = ()


class Clustered(Struct, frozen=True, kw_only=True):
    """What came of a part of the graph; an event beside it that took in some of it is among what was made. crossed: the
    events beside it, by their place, that belong to the part. asked: those that were compared by what they took in, and
    the least evidence at which they were: their own pairs down to there must be asked again. As long as there are
    others than were given, the rest does not hold."""

    made: tuple[Cluster, ...]
    crossed: frozenset[int]
    asked: Mapping[int, float]


@dataclass
class _Group:
    """What joining asks of a group: it grows with every join, and the smaller one goes into the larger one.

    times: the first member for each time that is told. begins: the latest beginning. told: the earliest day on which a
    report told that it had happened. speaking: the few members by which it is compared, by digest. own: is some of it
    of the part that is clustered? beside: the events beside the part of which it holds members.
    """

    members: list[int]
    times: dict[tuple[Days, bool], int]
    begins: int | None
    told: int | None
    by_report: dict[str, list[int]]
    speaking: list[tuple[int, int]]
    own: bool
    beside: set[int]
    pairs: list[tuple[int, int, float]] = field(default_factory=list)


def clusters_of(
    found: Mapping[int, Local],
    pairs: Mapping[tuple[int, int], float],
    weights: Weights,
    beside: Sequence[Cluster] = (),
    scores: dict[tuple[int, int], float] | None = None,
) -> Clustered:
    """The events among the events of reports.

    pairs: those that are likely one, with their evidence (no two that differ by rounding only), also with members of
    `beside`, the events around; found has those members too. scores: of pairs, filled here, for another call on the
    same events.
    """
    scores = {} if scores is None else scores
    around = {number: place for place, cluster in enumerate(beside) for number in cluster.members}
    rank = {number: i for i, number in enumerate(sorted(found, key=lambda n: _order(found[n])))}
    groups = {number: _alone(number, local, around.get(number)) for number, local in found.items()}
    home = {number: number for number in found}
    known = [(pair, True) for cluster in beside for pair in cluster.pairs]
    asked = [((one, other, value), False) for (one, other), value in pairs.items()]
    certain = sorted(
        (-value, min(rank[one], rank[other]), max(rank[one], rank[other]), one, other, value, joined)
        for (one, other, value), joined in (*known, *asked)
    )
    crossed: set[int] = set()
    least: dict[int, float] = {}
    for _, _, _, one, other, value, joined in certain:
        if home[one] == home[other]:
            continue
        a, b = groups[home[one]], groups[home[other]]
        still = joined and not a.own and not b.own
        if not still and (
            _contradict(found, a, b, weights) or _mean(found, a, b, weights, scores) < weights.across.mean
        ):
            if joined:
                crossed.add(around[one])
            continue
        keep, gone = (a, b) if len(a.members) >= len(b.members) else (b, a)
        groups.pop(home[gone.members[0]])
        home.update(dict.fromkeys(gone.members, home[keep.members[0]]))
        if not still and _takes_over(found, a, b, around, rank):
            crossed |= a.beside | b.beside
        if _speaks(a, around) or _speaks(b, around):
            least.update(dict.fromkeys(a.beside | b.beside, value))
        _join(keep, gone, rank, weights)
        if len(keep.beside) > 1:
            crossed |= keep.beside
        keep.pairs.append((one, other, value) if rank[one] < rank[other] else (other, one, value))
    for group in groups.values():
        if _speaks(group, around):
            least.update(dict.fromkeys(group.beside, 0.0))
    made = [
        Cluster(
            members=tuple(sorted(group.members, key=rank.__getitem__)),
            pairs=tuple(sorted(group.pairs, key=lambda pair: (rank[pair[0]], rank[pair[1]]))),
        )
        for group in groups.values()
        if group.own
    ]
    made.sort(key=lambda cluster: rank[cluster.members[0]])
    return Clustered(made=tuple(made), crossed=frozenset(crossed), asked=least)


def _order(local: Local) -> tuple[tuple[str, str, int], str]:
    return local.order, local.mentions[0].event


def _alone(number: int, local: Local, beside: int | None) -> _Group:
    return _Group(
        members=[number],
        times={(local.days, len(local.statuses) > 1): number} if local.days is not None else {},
        begins=local.days[0] if local.days else None,
        told=latest(local),
        by_report={local.mentions[0].ref: [number]},
        speaking=[(place_of(local), number)],
        own=beside is None,
        beside=set() if beside is None else {beside},
    )


def _join(a: _Group, b: _Group, rank: Mapping[int, int], weights: Weights) -> None:
    a.members += b.members
    for key, number in b.times.items():
        a.times[key] = min(a.times.get(key, number), number, key=rank.__getitem__)
    a.begins = max((x for x in (a.begins, b.begins) if x is not None), default=None)
    a.told = min((x for x in (a.told, b.told) if x is not None), default=None)
    for ref, members in b.by_report.items():
        a.by_report.setdefault(ref, []).extend(members)
    a.speaking = sorted(a.speaking + b.speaking)[: weights.across.compared]
    a.own |= b.own
    a.beside |= b.beside
    a.pairs += b.pairs


def _speaks(group: _Group, around: Mapping[int, int]) -> bool:
    """Is an event beside the part compared by something that it took in?"""
    return group.own and bool(group.beside) and any(n not in around for _, n in group.speaking)


def _takes_over(
    found: Mapping[int, Local], a: _Group, b: _Group, around: Mapping[int, int], rank: Mapping[int, int]
) -> bool:
    """Does a member of the part come to stand for a time for which one of an event beside it stood, and which tells it
    with another status?"""
    for key in a.times.keys() & b.times.keys():
        first, second = sorted((a.times[key], b.times[key]), key=rank.__getitem__)
        if first not in around and second in around and found[first].statuses != found[second].statuses:
            return True
    return False


def _contradict(found: Mapping[int, Local], a: _Group, b: _Group, weights: Weights) -> bool:
    """Would two groups, joined, contradict themselves: times that exclude each other (only one member a distinct time
    is compared), or events that one report tells as different ones?"""
    if any(days_differ(found[i], found[j], weights.time) for i in a.times.values() for j in b.times.values()):
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
