"""Event mentions of one report that speak of one event.

Inside a report a later mention leans on earlier ones ("der Anschlag", "die Tat"), so they are joined here first, from
top to bottom; what is joined is compared with other reports as one. Nothing but the report itself is looked at.
"""

from collections.abc import Iterable

from msgspec import Struct

from lagebild.link.dates import Days
from lagebild.link.mentions import Mention, Parties, Topical, shared_topics, topical
from lagebild.link.weights import TimeWeights, Weights, WithinWeights
from lagebild.model import EventType, Status

_OPEN = frozenset((Status.PLANNED, Status.POSSIBLE, Status.REQUESTED))


class Local(Struct, frozen=True, kw_only=True):
    """The mentions of one event in one report, and what they say together."""

    mentions: tuple[Mention, ...]
    type: EventType
    modes: frozenset[str]
    statuses: frozenset[Status]
    day: Days | None
    days: Days | None
    words: frozenset[str]
    families: frozenset[str]
    actors: Parties
    recipients: Parties
    holders: frozenset[str]
    places: frozenset[str]
    topics: Topical
    story: Topical
    numbers: frozenset[tuple[str, int]]
    sentences: frozenset[int]
    background: bool
    whole: bool

    @property
    def order(self) -> tuple[str, str, int]:
        """Sorts by publication, report and place in its text."""
        return self.mentions[0].order


def locals_of(mentions: Iterable[Mention], weights: Weights) -> tuple[Local, ...]:
    """The events of a report, each with its mentions."""
    found: list[Local] = []
    for mention in mentions:
        alone = join((mention,), weights.time)
        best, at = weights.within.threshold, None
        for i, local in enumerate(found):
            score = _score(local, mention, alone, weights)
            # Of equals the one told last: an anaphor looks back to the nearest.
            if score is not None and score >= best:
                best, at = score, i
        if at is None:
            found.append(alone)
        else:
            found[at] = join((*found[at].mentions, mention), weights.time)
    return tuple(found)


def join(mentions: tuple[Mention, ...], time: TimeWeights) -> Local:
    """What several mentions say together. Its days are those of the most precise mention; of equals the first."""
    dated = [m.days for m in mentions if m.days is not None]
    return Local(
        mentions=mentions,
        type=mentions[0].type,
        modes=frozenset(m.mode for m in mentions if m.mode),
        statuses=frozenset(m.status for m in mentions),
        day=mentions[0].day,
        days=min(dated, key=lambda days: days[1] - days[0]) if dated else None,
        words=frozenset(m.word for m in mentions),
        families=frozenset().union(*(m.families for m in mentions)),
        actors=_together(m.actors for m in mentions),
        recipients=_together(m.recipients for m in mentions),
        holders=frozenset().union(*(m.holders for m in mentions)),
        places=frozenset(m.place for m in mentions if m.place),
        topics=topical(frozenset().union(*(m.topics for m in mentions))),
        story=topical(mentions[0].story),
        numbers=frozenset().union(*(m.numbers for m in mentions)),
        sentences=frozenset(m.sentence for m in mentions if m.sentence),
        background=all(m.background for m in mentions),
        whole=mentions[0].whole,
    )


def _together(sides: Iterable[Parties]) -> Parties:
    given = list(sides)
    return Parties(
        keys=frozenset().union(*(side.keys for side in given)),
        countries=frozenset().union(*(side.countries for side in given)),
    )


def _score(local: Local, mention: Mention, alone: Local, weights: Weights) -> float | None:
    """How likely a mention speaks of an event told before in its report; None when it cannot."""
    w = weights.within
    if local.type is not mention.type or local.whole != mention.whole or days_differ(local, alone, weights.time):
        return None
    score = w.prior
    score += w.known * mention.known + w.other * mention.other
    score += w.family * bool(local.families & mention.families)
    score += w.word * (mention.word in local.words)
    score += w.topic * min(w.topics_most, shared_topics(local.topics, alone.topics))
    score += _sides(local, alone, w)
    if mention.place and local.places:
        score += w.place if same_place(alone, local) else w.place_conflict
    if mention.days is not None:
        score += w.day if local.days is not None else w.own_day
    if mention.background != local.background and (mention.days or local.days):
        score += w.background
    if mention.mode and local.modes:
        score += w.mode if mention.mode in local.modes else w.mode_conflict
    score += w.negated * (mention.status is Status.NEGATED)
    return score


def _sides(local: Local, alone: Local, w: WithinWeights) -> float:
    score = 0.0
    for a, b in ((local.actors, alone.actors), (local.recipients, alone.recipients)):
        if a and b and meet(a, b):
            score += w.party
        elif a and b and not rivals(local, alone):
            score += w.party_conflict
    return score


def rivals(a: Local, b: Local) -> bool:
    """Are two events told by different people? Then that they name others as its parties may be their dispute."""
    return bool(a.holders and b.holders) and not a.holders & b.holders


def same_place(a: Local, b: Local) -> bool:
    """Do two events name one place, the one perhaps more exactly than the other ("Krim", "Krim-Brücke")?"""
    named = [frozenset(place.split()) for place in b.places]
    return any(x <= y or y <= x for x in (frozenset(place.split()) for place in a.places) for y in named)


def meet(a: Parties, b: Parties) -> bool:
    """Do two sides share somebody, or the state for which somebody acts?"""
    return bool(a.keys & b.keys or a.countries & b.countries)


def days_differ(a: Local, b: Local, time: TimeWeights) -> bool:
    """Do two sets of mentions speak of times that cannot be one?"""
    if a.days is None or b.days is None:
        return False
    tolerance = time.tolerance.get(a.type.value, time.tolerance["default"])
    if (a.statuses | b.statuses) & _OPEN or Status.NEGATED in a.statuses | b.statuses:
        tolerance = max(tolerance, time.planned)
    return a.days[0] - tolerance > b.days[1] or b.days[0] - tolerance > a.days[1]


def exclude(a: Local, b: Local) -> bool:
    """Were two events of one report told as different ones: other parties, other places, or one done and one only
    possible?"""
    if a.mentions[0].ref != b.mentions[0].ref:
        return False
    sides = () if rivals(a, b) else ((a.actors, b.actors), (a.recipients, b.recipients))
    apart = bool(a.places and b.places and not same_place(a, b))
    open_ = any(
        x == {Status.ACTUAL} and y <= {Status.POSSIBLE, Status.NEGATED}
        for x, y in ((a.statuses, b.statuses), (b.statuses, a.statuses))
    )
    return apart or open_ or any(x and y and not meet(x, y) for x, y in sides)
