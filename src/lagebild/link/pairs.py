"""Do two reports speak of one event? A list of weighted features, read from the two alone."""

from collections.abc import Iterator

from lagebild.link.mentions import Parties, shared_topics
from lagebild.link.weights import AcrossWeights, Weights
from lagebild.link.within import (
    WORDS,
    Local,
    apart,
    days_differ,
    kin,
    meet,
    others_words,
    rivals,
    same_object,
    same_place,
    together,
    told_and_feared,
    too_late,
)
from lagebild.model import EventType, Status

_OPEN = frozenset((Status.PLANNED, Status.POSSIBLE, Status.REQUESTED))
_TELLING = frozenset(
    ("day", "span", "word", "topic", "actors", "recipients", "parties", "place", "numbers", "object", "sentence")
)
_CONTENT = frozenset(("day", "topic", "sentence", "object", "story", "numbers"))
"""Features that tell what somebody spoke of."""
"""Features that tell which event is meant; the others say no more than that the reports are on one story."""
_SYMMETRIC = frozenset((EventType.CONSULT, EventType.AGREE, EventType.COOPERATE))


def score(a: Local, b: Local, weights: Weights) -> float | None:
    """The evidence that two events of two reports are one; None when they cannot be."""
    if a.type is not b.type or a.whole != b.whole or days_differ(a, b, weights.time) or apart(a, b, weights):
        return None
    if too_late(a, b) or others_words(a, b):
        return None
    found = list(features(a, b, weights))
    if a.type in WORDS and not any(value > 0 and name in _CONTENT for name, value in found):
        # That one side accused the other says nothing of what for.
        return None
    return sum(value for _, value in found)


def features(a: Local, b: Local, weights: Weights) -> Iterator[tuple[str, float]]:
    """The features of a pair that speak for or against, each with what it weighs: the explanation of a link."""
    found = list(_signs(a, b, weights))
    yield from found
    if not any(value > 0 and name in _TELLING for name, value in found):
        yield "untold", weights.across.untold


def _signs(a: Local, b: Local, weights: Weights) -> Iterator[tuple[str, float]]:
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
    if a.modes & b.modes:
        yield "mode", w.mode
    elif a.modes and b.modes:
        yield ("kin", w.kin) if kin(a, b, weights) else ("mode", w.mode_conflict)
    if a.lead and b.lead and (a.story.words & b.story.words):
        yield "lead", w.lead
    if same_object(a, b):
        yield "object", w.object
    elif a.objects.words and b.objects.words:
        yield "object", w.object_conflict
    if a.numbers & b.numbers:
        yield "numbers", w.numbers
    if a.bare or b.bare:
        yield "bare", w.bare
    if told_and_feared(a, b) or told_and_feared(b, a):
        yield "open", w.open_conflict
    if a.sentences & b.sentences:
        yield "sentence", w.sentence
    if shared := shared_topics(a.story, b.story):
        yield "story", w.story * min(w.story_most, shared)


def _when(a: Local, b: Local, weights: Weights) -> Iterator[tuple[str, float]]:
    w, time = weights.across, weights.time
    if a.days is not None and b.days is not None:
        precise = all(days[1] - days[0] <= time.precise for days in (a.days, b.days))
        touch = a.days[0] <= b.days[1] and b.days[0] <= a.days[1]
        yield ("day", w.day if touch else w.day_beside) if precise else ("span", w.span)
        return
    days = _between(a, b)
    if days is None:
        return
    if days > time.old:
        yield "far", _far(a, b, w)
    elif not a.background and not b.background:
        yield ("near", w.near) if days <= time.recent else ("apart", w.apart_words if a.type in WORDS else w.apart)


def _far(a: Local, b: Local, w: AcrossWeights) -> float:
    if a.background or b.background:
        return w.far_background
    if max(a, b, key=lambda local: local.order).named:
        return w.far_named
    # Only what was planned before can have come true since; an act of before is not what is planned or feared now.
    first = min(a, b, key=lambda local: (local.days or local.day or (0, 0), local.order))
    if first.statuses & _OPEN:
        return w.far_open
    return w.far + (w.apart_words if a.type in WORDS else 0.0)


def _between(a: Local, b: Local) -> int | None:
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
    return together((local.actors, local.recipients))


def _side(name: str, a: Parties, b: Parties, w: AcrossWeights, disputed: bool) -> Iterator[tuple[str, float]]:
    if not a or not b:
        return
    if not meet(a, b):
        if not disputed and not a.homes & b.homes:
            yield name, w.party_conflict
        return
    # Two names count twice: a meeting of the same two is more than a meeting of the same one with somebody.
    named = min(2, sum(not key.startswith("state:") for key in a.shared(b)))
    yield name, w.person * named + (w.country if a.countries & b.countries else 0.0)
