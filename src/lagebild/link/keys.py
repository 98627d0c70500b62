"""The keys under which events of different reports meet: only those that share one are compared.

Each key is telling by itself (two nouns of one sentence, a party in one week, a place with a party), so that a key that
very many events share means an event that very many reports tell, or a kind of event that happens every day.
"""

from collections.abc import Iterator
from itertools import combinations

from lagebild.link.mentions import Parties
from lagebild.link.passages import digest_of
from lagebild.link.weights import Weights
from lagebild.link.within import Local

_ENDING = 5
_TELLING = 4
_STORY = 4
_WEEK = 7
_LONGEST = 40
"""Days of the longest time that is looked for week by week."""
_POSITIVE = (1 << 63) - 1


def keys_of(local: Local, weights: Weights) -> tuple[int, ...]:
    """The keys of an event of a report, as 63-bit numbers that are the same on every machine."""
    return tuple(sorted({digest_of(key) & _POSITIVE for key in _keys(local, weights)}))


def place_of(local: Local) -> int:
    """Where an event stands in the order by which a few represent a key that many share: a digest of what it is, so
    that the choice does not depend on the order of arrival."""
    return digest_of(f"{local.order}{local.mentions[0].event}") & _POSITIVE


def _keys(local: Local, weights: Weights) -> Iterator[str]:
    who = sorted(_named(local.actors) | _named(local.recipients))
    states = sorted(local.actors.countries | local.recipients.countries)
    things = sorted({thing[-_ENDING:] for thing in local.objects.words})
    # Compounds meet by their end: "Staudamm", "Damm". Long words tell more than short ones.
    nouns = _longest(local.topics.words, _TELLING)
    story = _longest(local.story.words, _STORY)
    about = _longest(local.story.words, 2 * _STORY)
    own = local.type.value
    for week in _weeks(local):
        for what in (*who, *sorted(local.places), *things, *nouns):
            yield f"{own} week {week} {what}"
        for one, other in (*combinations(states, 2), *combinations(story, 2)):
            yield f"{own} week {week} {one} {other}"
        if local.whole:
            yield from (f"{own} week {week} whole {state}" for state in states)
    if local.days is not None and local.days[1] - local.days[0] <= weights.time.precise:
        for day in range(local.days[0], local.days[1] + 2):
            yield from (f"{own} day {day} {what}" for what in (*states, *sorted(local.families)))
    # What is mentioned in passing long afterwards shares no week with its news.
    yield from (f"{own} {one} {other}" for one, other in combinations(nouns, 2))
    yield from (f"{own} to {thing} {noun}" for thing in things for noun in {*nouns, *story})
    yield from (f"{own} at {place} {what}" for place in sorted(local.places) for what in (*who, *states, *story))
    yield from (f"{own} both {one} {other}" for one, other in combinations(who, 2))
    for family in sorted(local.families):
        yield from (f"{own} {family} {one} {other}" for one, other in combinations(states, 2))
        yield from (f"{own} {family} {noun}" for noun in {*nouns, *about})
    yield from (f"sentence {digest}" for digest in sorted(local.sentences))


def _named(side: Parties) -> frozenset[str]:
    """Who is named, a person by the surname: somebody without first name may be whoever has it."""
    others = (key for key in side.keys if not key.startswith(("state:", "person:")))
    return frozenset((*others, *side.surnames, *side.alone))


def _longest(words: frozenset[str], most: int) -> list[str]:
    ranked = sorted(words, key=lambda word: (-len(word), word))[:most]
    return sorted({word[-_ENDING:] for word in ranked})


def _weeks(local: Local) -> range:
    """The weeks in which an event may lie or be news. Without a time it is of the days before its report."""
    if local.days is not None and local.days[1] - local.days[0] <= _LONGEST:
        first, last = local.days[0], local.days[1] + 4
    elif local.day is not None and local.day[1] - local.day[0] <= _LONGEST:
        first, last = local.day[0] - 4, local.day[1]
    else:
        return range(-1, 0)
    return range(first // _WEEK, last // _WEEK + 1)
