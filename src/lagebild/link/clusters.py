"""Events across reports: a pure function of the pairs, whatever the order in which reports came.

Pairs are joined from the most to the least certain, unless what is joined would contradict itself (times or places that
exclude each other), or its members do not fit on average: agglomerative clustering with cannot-link constraints and
average linkage.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from lagebild.link.dates import Days
from lagebild.link.pairs import score
from lagebild.link.passages import digest_of
from lagebild.link.weights import Weights
from lagebild.link.within import Local, days_differ, exclude, latest

_BUCKET_DAYS = 31
_ENDING = 5
_TELLING = 5
_ENOUGH = 2
"""Weight of shared keys from which on a pair is compared; a single noun weighs 1."""


class Cluster(Struct, frozen=True, kw_only=True):
    """The local events of one event, in order, and the pairs by which they came together."""

    members: tuple[Local, ...]
    pairs: tuple[tuple[Local, Local], ...] = ()


def clusters_of(found: Sequence[Local], weights: Weights) -> tuple[Cluster, ...]:
    """The events of all reports, ordered by the first of each."""
    ordered = sorted(found, key=lambda local: (local.order, local.mentions[0].event))
    pairs = sorted(
        ((-value, i, j) for i, j, value in scored(ordered, weights)), key=lambda pair: (round(pair[0], 6), *pair[1:])
    )
    home = list(range(len(ordered)))
    members = {i: [i] for i in home}
    joins: dict[int, list[tuple[int, int]]] = {}
    for _, i, j in pairs:
        a, b = home[i], home[j]
        if a == b or _contradict(ordered, members[a], members[b], weights):
            continue
        if _mean(ordered, members[a], members[b], weights) < weights.across.mean:
            continue
        keep, gone = (a, b) if len(members[a]) >= len(members[b]) else (b, a)
        for member in members[gone]:
            home[member] = keep
        members[keep] += members.pop(gone)
        joins[keep] = [*joins.pop(keep, []), *joins.pop(gone, []), (i, j)]
    groups = sorted((sorted(group), sorted(joins.get(keep, ()))) for keep, group in members.items())
    return tuple(
        Cluster(members=tuple(ordered[i] for i in group), pairs=tuple((ordered[i], ordered[j]) for i, j in pairs))
        for group, pairs in groups
    )


def scored(ordered: Sequence[Local], weights: Weights) -> Iterator[tuple[int, int, float]]:
    """The pairs of different reports that are likely one event, with their evidence."""
    for i, j in sorted(_candidates(ordered, weights)):
        if ordered[i].mentions[0].ref != ordered[j].mentions[0].ref:
            value = score(ordered[i], ordered[j], weights)
            if value is not None and value >= weights.across.threshold:
                yield i, j, value


def _candidates(ordered: Sequence[Local], weights: Weights) -> set[tuple[int, int]]:
    """Pairs that share keys of enough weight. Of a key that stands in very many events each is compared with some only:
    those that follow it when all are sorted by digest, so that the choice does not depend on the order of arrival."""
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, local in enumerate(ordered):
        for key in keys_of(local, weights):
            buckets[key].append(i)
    places = [digest_of(f"{local.order}{local.mentions[0].event}") for local in ordered]
    refs = [local.mentions[0].ref for local in ordered]
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for key, members in buckets.items():
        weight = 1 if key[-1].startswith("t:") and not key[-2].startswith("t:") else _ENOUGH
        for i, j in _neighbours(members, places, weights.across.most_tried):
            if refs[i] != refs[j]:
                shared[i, j] += weight
    return {pair for pair, weight in shared.items() if weight >= _ENOUGH}


def _neighbours(members: list[int], places: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """All pairs of a few members; of many each with those that follow it in the order of their digests."""
    if len(members) <= 2 * most:
        yield from combinations(members, 2)
        return
    ring = sorted(members, key=places.__getitem__)
    for k, i in enumerate(ring):
        for step in range(1, most + 1):
            j = ring[(k + step) % len(ring)]
            yield min(i, j), max(i, j)


def keys_of(local: Local, weights: Weights) -> frozenset[tuple[str, ...]]:
    """The keys under which an event is compared: its type and time with a party, a place or a telling noun."""
    who = {f"p:{key}" for side in (local.actors, local.recipients) for key in side.keys | side.countries}
    # Compounds meet by their end: "Staudamm", "Damm".
    telling = {f"t:{topic[-_ENDING:]}" for topic in local.topics.words}
    what = who | telling | {f"t:{topic[-_ENDING:]}" for topic in local.story.words}
    what |= {f"o:{place}" for place in local.places} | {f"s:{digest}" for digest in local.sentences}
    keys = {(local.type.value, str(bucket), key) for bucket in _buckets(local, weights) for key in what}
    if local.days is not None and local.days[1] - local.days[0] <= weights.time.precise:
        keys |= {(local.type.value, "day", str(day)) for day in range(local.days[0], local.days[1] + 2)}
    # What is mentioned in passing long afterwards shares no month with its news, but several of its nouns, or place
    # and party.
    keys |= {(local.type.value, f"o:{place}", party) for place in local.places for party in who}
    longest = sorted(telling, key=lambda topic: (-len(topic), topic))[:_TELLING]
    keys |= {(local.type.value, x, y) for x, y in combinations(sorted(longest), 2)}
    keys |= {(local.type.value, f"x:{thing[-_ENDING:]}", topic) for thing in local.objects.words for topic in telling}
    return frozenset(keys)


def _buckets(local: Local, weights: Weights) -> Iterator[int]:
    """The months in which an event may lie. Without a time it may lie some time before its report."""
    tolerance = weights.time.planned
    if local.days is not None and local.days[1] - local.days[0] <= 366:
        yield from range((local.days[0] - tolerance) // _BUCKET_DAYS, (local.days[1] + tolerance) // _BUCKET_DAYS + 1)
    elif local.day is not None:
        back = weights.time.old
        yield from range((local.day[0] - back) // _BUCKET_DAYS, (local.day[1] + tolerance) // _BUCKET_DAYS + 1)
    else:
        yield -1


def _contradict(ordered: Sequence[Local], a: list[int], b: list[int], weights: Weights) -> bool:
    """Would two groups, joined, contradict themselves: times that exclude each other (only one member a distinct time
    is compared), or events that one report tells as different ones?"""
    times_a, times_b = _times(ordered, a), _times(ordered, b)
    if any(days_differ(x, y, weights.time) for x in times_a for y in times_b):
        return True
    if _too_late(ordered, a, b) or _too_late(ordered, b, a):
        return True
    of_report: dict[str, list[int]] = defaultdict(list)
    for i in a:
        of_report[ordered[i].mentions[0].ref].append(i)
    return any(exclude(ordered[i], ordered[j]) for j in b for i in of_report.get(ordered[j].mentions[0].ref, ()))


def _too_late(ordered: Sequence[Local], a: list[int], b: list[int]) -> bool:
    """Does a member of one group begin after a report told that a member of the other one had happened?"""
    begins = max((ordered[i].days[0] for i in a if ordered[i].days), default=None)  # type: ignore[index]
    told = min((day for i in b if (day := latest(ordered[i])) is not None), default=None)
    return begins is not None and told is not None and begins > told


def _mean(ordered: Sequence[Local], a: list[int], b: list[int], weights: Weights) -> float:
    """The evidence of the pairs of two groups on average; of large ones some members stand for all."""
    values = []
    for i in _some(a, weights.across.compared):
        for j in _some(b, weights.across.compared):
            value = score(ordered[i], ordered[j], weights)
            values.append(-weights.across.threshold if value is None else value)
    return sum(values) / len(values)


def _some(group: list[int], most: int) -> list[int]:
    """Members spread evenly over a group, by their place in time."""
    if len(group) <= most:
        return group
    ordered = sorted(group)
    return [ordered[k * len(ordered) // most] for k in range(most)]


def _times(ordered: Sequence[Local], group: list[int]) -> list[Local]:
    seen: dict[tuple[Days, bool], Local] = {}
    for i in group:
        local = ordered[i]
        if local.days is not None:
            seen.setdefault((local.days, len(local.statuses) > 1), local)
    return list(seen.values())
