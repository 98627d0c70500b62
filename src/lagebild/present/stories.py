"""Stories: events that hang together by the reports that tell them, by who takes part and by where they happen."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from lagebild.link.dates import Days, days_of
from lagebild.model import LedgerEvent

EVENT, PARTY, PLACE = 1.0, 0.3, 0.5
"""What a shared event, party and place count, before rarity."""
FAR_DAYS = 60
"""Reports further apart belong to one story only where both tell of one event."""
ALIKE = 0.18
"""Mean likeness of two groups from which on they are one story."""
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
COMMON = 60
"""What stands in more reports than this brings none together."""


class Story(Struct, frozen=True, kw_only=True):
    """Events that hang together, in the order of their time.

    parties, places: names, those of most events first; begins, ends: ISO dates of the first and last event; reports:
    number of reports that tell of them.
    """

    id: str
    events: tuple[LedgerEvent, ...]
    parties: tuple[str, ...]
    places: tuple[str, ...]
    begins: str | None
    ends: str | None
    reports: int
    contested: int


def stories(ledger: Iterable[LedgerEvent], least: int = 2) -> tuple[Story, ...]:
    """The stories of a ledger, those of most reports first; the same for every order of the events.

    least: events that a story has at least. Each event stands in one story.
    """
    events = sorted(ledger, key=_order)
    groups = _grouped(events)
    found = [_story([events[i] for i in group]) for group in groups if len(group) >= least]
    return tuple(sorted(found, key=lambda story: (-story.reports, -len(story.events), story.id)))


def _order(event: LedgerEvent) -> tuple[int, str]:
    """Sorts by the first day on which it may have happened."""
    time = event.time
    days = (days_of(time.begins or time.value) if time else None) or days_of(event.first_seen)
    return (days[0] if days else 10**9), event.id


def _grouped(events: Sequence[LedgerEvent]) -> list[list[int]]:
    """The events by the story of most of their reports; of several with as many the first."""
    refs = sorted({mention.report for event in events for mention in event.mentions})
    home = _report_groups(refs, events)
    groups: dict[int, list[int]] = defaultdict(list)
    for i, event in enumerate(events):
        votes = Counter(home[mention.report] for mention in event.mentions)
        groups[min(votes, key=lambda group: (-votes[group], group))].append(i)
    return [groups[group] for group in sorted(groups)]


def _report_groups(refs: Sequence[str], events: Sequence[LedgerEvent]) -> dict[str, int]:
    """Average linkage over the pairs of reports that share something rare, from the most to the least alike."""
    told: dict[str, list[int]] = defaultdict(list)
    for i, event in enumerate(events):
        for ref in {mention.report for mention in event.mentions}:
            told[ref].append(i)
    links = _links([_days_of_report(events, told[ref]) for ref in refs], _vectors(refs, events, told))
    home = list(range(len(refs)))
    members = {i: [i] for i in home}
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), value in links.items():
        near[i][j] = near[j][i] = value
    for (i, j), _ in sorted(links.items(), key=lambda pair: (-round(pair[1], 9), pair[0])):
        a, b = home[i], home[j]
        if a == b or near[a].get(b, 0.0) / (len(members[a]) * len(members[b])) < ALIKE:
            continue
        keep, gone = (a, b) if len(members[a]) >= len(members[b]) else (b, a)
        for member in members[gone]:
            home[member] = keep
        members[keep] += members.pop(gone)
        for other, value in near.pop(gone).items():
            near[other].pop(gone, None)
            if other != keep:
                near[keep][other] = near[other][keep] = near[keep].get(other, 0.0) + value
    return {ref: home[i] for i, ref in enumerate(refs)}


def _vectors(
    refs: Sequence[str], events: Sequence[LedgerEvent], told: Mapping[str, Sequence[int]]
) -> list[dict[str, float]]:
    """What each report can share with others, weighted by how rare it is; of length 1."""
    features = []
    for ref in refs:
        found: dict[str, float] = {}
        for i in told[ref]:
            event = events[i]
            found[f"e:{event.id}"] = EVENT
            found.update({f"p:{actor.id}": PARTY for actor in (*event.actors, *event.recipients)})
            if event.place is not None:
                found[f"o:{event.place.name}"] = PLACE
        features.append(found)
    counts = Counter(name for found in features for name in found)
    made = []
    for found in features:
        vector = {
            name: weight * math.log(1 + len(refs) / counts[name]) for name, weight in found.items() if counts[name] > 1
        }
        size = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        made.append({name: value / size for name, value in vector.items()})
    return made


def _links(days: Sequence[Days | None], vectors: Sequence[Mapping[str, float]]) -> dict[tuple[int, int], float]:
    holders: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for name in vector:
            holders[name].append(i)
    links: dict[tuple[int, int], float] = {}
    for name, having in sorted(holders.items()):
        if len(having) > COMMON:
            continue
        for at, i in enumerate(having):
            for j in having[at + 1 :]:
                if (i, j) not in links and (name.startswith("e:") or _near(days[i], days[j])):
                    small, large = sorted((vectors[i], vectors[j]), key=len)
                    links[i, j] = sum(value * large.get(key, 0.0) for key, value in small.items())
    return links


def _days_of_report(events: Sequence[LedgerEvent], told: Sequence[int]) -> Days | None:
    """The days in which what a report tells was published, from the first to the last."""
    days = sorted(found for i in told if (found := days_of(events[i].last_seen)) is not None)
    return (days[0][0], days[-1][1]) if days else None


def _near(a: Days | None, b: Days | None) -> bool:
    return a is not None and b is not None and a[0] <= b[1] + FAR_DAYS and b[0] <= a[1] + FAR_DAYS


def day_of(event: LedgerEvent) -> str | None:
    """When an event happens, at the precision that is known ("2022" of "2022-FA"); without a time its first report."""
    found = _DATE.match(event.time.value) if event.time else None
    return found[0] if found else (event.first_seen or "")[:10] or None


def _story(events: Sequence[LedgerEvent]) -> Story:
    parties = Counter(actor.name for e in events for actor in {a.id: a for a in (*e.actors, *e.recipients)}.values())
    places = Counter(e.place.name for e in events if e.place)
    days = sorted(day for e in events if (day := day_of(e)))
    return Story(
        id=min(event.id for event in events),
        events=tuple(events),
        parties=_most(parties),
        places=_most(places),
        begins=days[0] if days else None,
        ends=days[-1] if days else None,
        reports=len({mention.report for e in events for mention in e.mentions}),
        contested=sum(event.contested for event in events),
    )


def _most(votes: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(votes, key=lambda name: (-votes[name], name)))
