"""Event mentions of one report that speak of one event.

Inside a report a later mention leans on earlier ones ("der Anschlag", "die Tat"), so they are joined here first, from
top to bottom; what is joined is compared with other reports as one. Nothing but the report itself is looked at.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from lagebild.link.dates import Days
from lagebild.link.mentions import Mention, Parties, Topical, shared_topics, topical
from lagebild.link.stances import SAYING
from lagebild.link.weights import TimeWeights, Weights, WithinWeights
from lagebild.model import EventType, Status

_OPEN = frozenset((Status.PLANNED, Status.POSSIBLE, Status.REQUESTED))
WORDS = SAYING - {EventType.AGREE}
"""Types of which one event is the words of one side."""


class Local(Struct, frozen=True, kw_only=True):
    """The mentions of one event in one report, and what they say together. named: they only name what is known ("der
    Anschlag")."""

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
    objects: Topical
    holders: frozenset[str]
    places: frozenset[str]
    topics: Topical
    story: Topical
    numbers: frozenset[tuple[str, int]]
    sentences: frozenset[int]
    lead: bool
    background: bool
    named: bool
    whole: bool

    @property
    def order(self) -> tuple[str, str, int]:
        """Sorts by publication, report and place in its text."""
        return self.mentions[0].order

    @property
    def bare(self) -> bool:
        """Does nothing but words tell which event is meant?"""
        return all(mention.bare and not mention.other for mention in self.mentions)


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
    return tuple(_settled(local, weights.time) for local in _attached(found, weights))


def _attached(found: list[Local], weights: Weights) -> list[Local]:
    """What nothing but its word tells apart goes to the one event of its type in the report, when there is one only."""
    told = [local for local in found if not local.bare]
    left = []
    for local in found:
        if not local.bare:
            continue
        fitting = [i for i, other in enumerate(told) if _may_be(local, other, weights)]
        if len(fitting) == 1:
            mentions = sorted((*told[fitting[0]].mentions, *local.mentions), key=lambda m: (m.order, m.event))
            told[fitting[0]] = join(tuple(mentions), weights.time)
        else:
            left.append(local)
    return sorted((*told, *left), key=lambda local: (local.order, local.mentions[0].event))


def _may_be(bare: Local, other: Local, weights: Weights) -> bool:
    """May an event of which only the word is known be another one? What is only possible is not what happened."""
    modes = not bare.modes or not other.modes or kin(bare, other, weights)
    same = bare.type is other.type and bare.whole == other.whole and bare.background == other.background
    return same and modes and not exclude(bare, other) and not days_differ(bare, other, weights.time)


def _settled(local: Local, time: TimeWeights) -> Local:
    """The local event with the status that its mentions have together: a noun that leans on what was told before
    ("der Besuch"), or on the verb of its sentence ("sollte zu einer Sitzung zusammentreten"), says nothing of its own
    on whether that has happened."""
    telling = [m for m in local.mentions if not (leans(m) or _of_verb(m, local))]
    if len(telling) in (0, len(local.mentions)) or any(m.status is Status.ACTUAL for m in telling):
        return local
    mentions = []
    for mention in local.mentions:
        before = [m for m in telling if m.order < mention.order] or telling
        mentions.append(mention if mention in telling else replace(mention, status=before[-1].status))
    return join(tuple(mentions), time)


def _of_verb(mention: Mention, local: Local) -> bool:
    """Is it a noun in the sentence of a verb that tells the same as still to come?"""
    if not mention.noun or mention.status is not Status.ACTUAL:
        return False
    return any(not m.noun and m.stands == mention.stands and m.status in _OPEN for m in local.mentions)


def leans(mention: Mention) -> bool:
    """Does a mention only name what is told elsewhere, and so says nothing of its own on whether it has happened?"""
    told = mention.dated or mention.background or mention.other
    return mention.noun and mention.status is Status.ACTUAL and not told


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
        actors=together(m.actors for m in mentions),
        recipients=together(m.recipients for m in mentions),
        objects=topical(frozenset().union(*(m.objects for m in mentions))),
        holders=frozenset().union(*(m.holders for m in mentions)),
        places=frozenset(m.place for m in mentions if m.place),
        topics=topical(frozenset().union(*(m.topics for m in mentions))),
        story=topical(mentions[0].story),
        numbers=frozenset().union(*(m.numbers for m in mentions)),
        sentences=frozenset(m.sentence for m in mentions if m.sentence),
        lead=any(m.lead for m in mentions),
        background=all(m.background for m in mentions),
        named=all(m.known and leans(m) for m in mentions),
        whole=mentions[0].whole,
    )


def together(sides: Iterable[Parties]) -> Parties:
    """Several sides as one."""
    given = [side for side in sides if side]
    if len(given) < 2:
        return given[0] if given else Parties()
    return Parties(
        keys=frozenset().union(*(side.keys for side in given)),
        countries=frozenset().union(*(side.countries for side in given)),
        homes=frozenset().union(*(side.homes for side in given)),
        surnames=frozenset().union(*(side.surnames for side in given)),
        alone=frozenset().union(*(side.alone for side in given)),
    )


def _score(local: Local, mention: Mention, alone: Local, weights: Weights) -> float | None:
    """How likely a mention speaks of an event told before in its report; None when it cannot."""
    w = weights.within
    if local.type is not mention.type or local.whole != mention.whole or days_differ(local, alone, weights.time):
        return None
    if apart(local, alone, weights) or others_words(local, alone) or _feared_and_done(local, mention):
        return None
    if mention.another:
        return None
    score = w.prior
    score += w.known * mention.known + w.other * mention.other
    score += w.family * bool(local.families & mention.families)
    score += w.word * (mention.word in local.words)
    if beside := [m for m in local.mentions if m.stands == mention.stands]:
        score += w.beside + w.sequence * any(_follow(m, mention) for m in beside)
    else:
        score += w.topic * min(w.topics_most, shared_topics(local.topics, alone.topics))
    if same_object(local, alone):
        score += w.object
    elif local.objects.words and alone.objects.words:
        score += w.object_conflict
    score += w.open_conflict * (told_and_feared(local, alone) or told_and_feared(alone, local))
    score += _sides(local, alone, w)
    if mention.place and local.places:
        score += w.place if same_place(alone, local) else w.place_conflict
    if mention.days is not None:
        precise = local.days is not None and max(_length(mention.days), _length(local.days)) <= weights.time.precise
        score += (w.day if precise else 0.0) if local.days is not None else w.own_day
    if mention.background != local.background and (mention.days or local.days):
        score += w.background
    if mention.mode and local.modes:
        same = mention.mode in local.modes
        score += w.mode if same else w.kin if kin(local, alone, weights) else w.mode_conflict
    score += w.reference * mention.vague
    if mention.status is Status.NEGATED:
        score += w.negated if _content(local, alone) else w.negated_bare
    return score


def _length(days: Days) -> int:
    return days[1] - days[0]


def _feared_and_done(local: Local, mention: Mention) -> bool:
    """Is a mention told as done, in words of its own, while the other event is only feared, or the reverse?"""
    if mention.status is Status.POSSIBLE:
        return all(m.status is Status.ACTUAL and not leans(m) for m in local.mentions)
    feared = Status.POSSIBLE in local.statuses and Status.ACTUAL not in local.statuses
    return feared and mention.status is Status.ACTUAL and not leans(mention)


def others_words(a: Local, b: Local) -> bool:
    """Are two events words of different people? Who accuses, demands or threatens is what makes such an event."""
    if a.type not in WORDS or a.sentences & b.sentences:
        return False
    return bool(a.actors and b.actors) and not meet(a.actors, b.actors)


def _follow(a: Mention, b: Mention) -> bool:
    """Do two mentions of a sentence, told by the same voice, come one after the other?"""
    return a.earlier != b.earlier and a.holders == b.holders


def _content(a: Local, b: Local) -> bool:
    """Do two events share more than their type?"""
    shared = a.families & b.families or a.words & b.words or same_object(a, b)
    return bool(shared) or meet(a.actors, b.actors) or meet(a.recipients, b.recipients)


def _sides(local: Local, alone: Local, w: WithinWeights) -> float:
    score = 0.0
    for a, b in ((local.actors, alone.actors), (local.recipients, alone.recipients)):
        if a and b and meet(a, b):
            score += w.party
        elif a and b and not a.homes & b.homes and not rivals(local, alone):
            score += w.party_conflict
    return score


def kin(a: Local, b: Local, weights: Weights) -> bool:
    """Are the modes of two events ways to tell one thing ("Sprengung", "Zerstörung")?"""
    return bool(a.modes & b.modes) or any(a.modes & group and b.modes & group for group in weights.kin.modes)


def apart(a: Local, b: Local, weights: Weights) -> bool:
    """Do two events have modes of which one thing has only one ("Telefonat", "Sitzung")?"""
    if not a.modes or not b.modes or a.modes & b.modes:
        return False
    return any(a.modes <= group or b.modes <= group for group in weights.kin.alone)


def same_object(a: Local, b: Local) -> bool:
    """Is something done to the same thing, or is one's thing what the other one's sentence speaks of?"""
    if a.objects.words and b.objects.words:
        return shared_topics(a.objects, b.objects) > 0
    return bool(a.objects.words and shared_topics(a.objects, b.topics)) or bool(
        b.objects.words and shared_topics(b.objects, a.topics)
    )


def told_and_feared(a: Local, b: Local) -> bool:
    """Has one event happened, while the other is only possible?"""
    return a.statuses == {Status.ACTUAL} and b.statuses == {Status.POSSIBLE}


def rivals(a: Local, b: Local) -> bool:
    """Are two events told by different people? Then that they name others as its parties may be their dispute."""
    return bool(a.holders and b.holders) and not a.holders & b.holders


def same_place(a: Local, b: Local) -> bool:
    """Do two events name one place, the one perhaps more exactly than the other ("Krim", "Krim-Brücke")?"""
    named = [frozenset(place.split()) for place in b.places]
    return any(x <= y or y <= x for x in (frozenset(place.split()) for place in a.places) for y in named)


def meet(a: Parties, b: Parties) -> bool:
    """Do two sides share somebody, or the state for which somebody acts?"""
    return bool(a.countries & b.countries or a.shared(b))


def days_differ(a: Local, b: Local, time: TimeWeights) -> bool:
    """Do two sets of mentions speak of times that cannot be one?"""
    if a.days is None or b.days is None:
        return False
    tolerance = time.tolerance.get(a.type.value, time.tolerance["default"])
    if (a.statuses | b.statuses) & _OPEN or Status.NEGATED in a.statuses | b.statuses:
        tolerance = max(tolerance, time.planned)
    return a.days[0] - tolerance > b.days[1] or b.days[0] - tolerance > a.days[1]


def too_late(a: Local, b: Local) -> bool:
    """Does one event begin after a report told that the other one had happened?"""
    return _begins_after(a, b) or _begins_after(b, a)


def _begins_after(a: Local, b: Local) -> bool:
    told = latest(b)
    return a.days is not None and told is not None and a.days[0] > told


def latest(local: Local) -> int | None:
    """The last day on which an event can have begun that was told as having happened; a day is left for time zones."""
    if local.day is None or local.statuses != {Status.ACTUAL} or all(leans(m) for m in local.mentions):
        return None
    return local.day[1] + 1


def exclude(a: Local, b: Local) -> bool:
    """Were two events of one report told as different ones: other parties, other places, or one done and one only
    possible?"""
    if a.mentions[0].ref != b.mentions[0].ref:
        return False
    sides = () if rivals(a, b) else ((a.actors, b.actors), (a.recipients, b.recipients))
    # What is done to the same thing happens where that is, whatever place the sentence names.
    apart = bool(a.places and b.places and not same_place(a, b) and not same_object(a, b))
    open_ = any(
        x == {Status.ACTUAL} and y <= {Status.POSSIBLE, Status.NEGATED}
        for x, y in ((a.statuses, b.statuses), (b.statuses, a.statuses))
    )
    later = max(a, b, key=lambda local: local.order)
    return apart or open_ or later.mentions[0].another or any(x and y and not meet(x, y) for x, y in sides)
