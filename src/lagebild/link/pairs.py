"""Do two reports speak of one event? A list of weighted features, read from the two alone."""

from collections.abc import Iterator

from lagebild.link.mentions import Parties, shared_topics
from lagebild.link.weights import AcrossWeights, Weights
from lagebild.link.within import Local, days_differ, meet, rivals, same_place
from lagebild.model import EventType, Status

_OPEN = frozenset((Status.PLANNED, Status.POSSIBLE, Status.REQUESTED))
_SYMMETRIC = frozenset((EventType.CONSULT, EventType.AGREE, EventType.COOPERATE))


def score(a: Local, b: Local, weights: Weights) -> float | None:
    """The evidence that two events of two reports are one; None when they cannot be."""
    if a.type is not b.type or a.whole != b.whole or days_differ(a, b, weights.time):
        return None
    return sum(value for _, value in features(a, b, weights))


def features(a: Local, b: Local, weights: Weights) -> Iterator[tuple[str, float]]:
    """The features of a pair that speak for or against, each with what it weighs: the explanation of a link."""
    w = weights.across
    yield from _when(a, b, weights)
    if a.families & b.families:
        yield "family", w.family
    if a.words & b.words:
        yield "word", w.word
    if shared := shared_topics(a.topics, b.topics):
        yield "topic", w.topic * min(w.topics_most, shared)
    yield from _who(a, b, w)
    if a.places and b.places:
        yield "place", w.place if same_place(a, b) else w.place_conflict
    if a.modes and b.modes:
        yield "mode", w.mode if a.modes & b.modes else w.mode_conflict
    if a.numbers & b.numbers:
        yield "numbers", w.numbers
    if a.sentences & b.sentences:
        yield "sentence", w.sentence
    if shared := shared_topics(a.story, b.story):
        yield "story", w.story * min(w.story_most, shared)


def _when(a: Local, b: Local, weights: Weights) -> Iterator[tuple[str, float]]:
    w, time = weights.across, weights.time
    if a.days is not None and b.days is not None:
        precise = all(days[1] - days[0] <= time.precise for days in (a.days, b.days))
        yield ("day", w.day) if precise else ("span", w.span)
        return
    apart = _apart(a, b)
    if apart is None:
        return
    if apart > time.old:
        open_ = bool((a.statuses | b.statuses) & _OPEN)
        yield "far", w.far_background if a.background or b.background else w.far_open if open_ else w.far
    elif not a.background and not b.background:
        yield ("near", w.near) if apart <= time.recent else ("apart", w.apart)


def _apart(a: Local, b: Local) -> int | None:
    """Days between two events of which at most one is dated; the other is taken to be of its report's day."""
    first, second = a.days or a.day, b.days or b.day
    if first is None or second is None:
        return None
    return max(0, first[0] - second[1], second[0] - first[1])


def _who(a: Local, b: Local, w: AcrossWeights) -> Iterator[tuple[str, float]]:
    if a.type in _SYMMETRIC:
        yield from _side("parties", _both(a), _both(b), w, disputed=False)
        return
    yield from _side("actors", a.actors, b.actors, w, rivals(a, b))
    yield from _side("recipients", a.recipients, b.recipients, w, rivals(a, b))


def _both(local: Local) -> Parties:
    return Parties(
        keys=local.actors.keys | local.recipients.keys, countries=local.actors.countries | local.recipients.countries
    )


def _side(name: str, a: Parties, b: Parties, w: AcrossWeights, disputed: bool) -> Iterator[tuple[str, float]]:
    if not a or not b:
        return
    if not meet(a, b):
        if not disputed:
            yield name, w.party_conflict
        return
    # Two names count twice: a meeting of the same two is more than a meeting of the same one with somebody.
    named = min(2, sum(not key.startswith("state:") for key in a.keys & b.keys))
    yield name, w.person * named + (w.country if a.countries & b.countries else 0.0)
