"""What linking knows of an event mention: comparable features, read from one report alone."""

import re
from functools import lru_cache

from msgspec import Struct

from lagebild.link.dates import Days, days_of
from lagebild.link.names import fold, words
from lagebild.link.passages import Passages, sentence_around
from lagebild.link.records import Told
from lagebild.link.vocabulary import Vocabulary, families_of, stem
from lagebild.model import Actor, ActorKind, EventMention, EventType, Party, Stance, Status

_WORD = re.compile(r"[^\W\d_]+")
_STATE_SECTORS = frozenset(("GOV", "MIL", "SPY", "COP", "LEG", "JUD", "PRE"))
_GUESSES = frozenset((Stance.FEARS, Stance.EXPECTS, Stance.DOUBTS))
VAGUE = "vague-noun"
"""The rule by which a vague noun became a mention."""
_SHORTEST_TOPIC = 4
_LEAD = 2


class Parties(Struct, frozen=True, kw_only=True):
    """One side of an event: registry keys of those who are named, the states for which they act, and those to which
    they belong. surnames: of persons with a full name; alone: surnames that stand without one."""

    keys: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.keys or self.countries)

    def shared(self, other: "Parties") -> frozenset[str]:
        """Those who are named on both sides; a surname alone is whoever has it."""
        short = (self.alone & other.surnames) | (other.alone & self.surnames)
        return (self.keys & other.keys) | short if short else self.keys & other.keys


class Mention(Struct, frozen=True, kw_only=True):
    """An event mention as linking compares it.

    ref: the report's reference. order: sorts by publication, then report, then place in the text. day: publication
    day. word, families: of the trigger; noun: it is one. days: when it happens, None when nothing says so; dated: words
    of the text say so. objects: stems of the nouns for what is no actor but is done something to ("die Brücke").
    topics: stems of the telling nouns of its sentence. story: those of the report's title and lead. sentence: digest of
    its sentence, 0 for a short one; stands: where that begins. lead: it is told in the first sentences. earlier: the
    words before say that what else its sentence tells came after it. whole: it lasts and is made of many events. vague:
    it is a noun that alone says nothing. known, other: the words before the trigger say that it was told before, or
    that it is something else; another: that it is not what was told before ("ein weiterer"). holders: registry keys of
    those who say so; own: nobody is named for it. place: folded name, "" for a whole country, which tells
    nothing that the parties do not.
    """

    ref: str
    event: str
    order: tuple[str, str, int]
    type: EventType
    mode: str | None
    status: Status
    day: Days | None
    days: Days | None
    dated: bool
    word: str
    noun: bool
    families: frozenset[str]
    actors: Parties
    recipients: Parties
    objects: frozenset[str]
    holders: frozenset[str]
    own: bool
    place: str
    topics: frozenset[str]
    story: frozenset[str]
    numbers: frozenset[tuple[str, int]]
    sentence: int
    stands: int
    lead: bool
    earlier: bool
    known: bool
    other: bool
    another: bool
    background: bool
    whole: bool
    vague: bool

    @property
    def bare(self) -> bool:
        """Does nothing but the word itself tell which event is meant?"""
        return not (self.actors or self.recipients or self.objects or self.dated or self.place or self.numbers)


def mentions_of(
    told: Told, keys: dict[str, str], published: str, found: Passages, vocabulary: Vocabulary
) -> tuple[Mention, ...]:
    """The mentions of a reading, in the order of its text.

    keys: registry key of each actor id. published: the sortable instant of publication. found: the report's passages.
    """
    who = {actor.id: actor for actor in told.reading.actors}
    ordered = sorted(told.reading.events, key=lambda event: (event.trigger, event.id))
    states = frozenset(
        stem(fold(told.reading.report.text[start:end]))
        for actor in told.reading.actors
        if actor.kind is ActorKind.STATE
        for start, end in actor.mentions
    )
    story = _story(told, found, vocabulary) - states
    return tuple(_mention(told, event, who, keys, published, found, vocabulary, states, story) for event in ordered)


def _story(told: Told, found: Passages, vocabulary: Vocabulary) -> frozenset[str]:
    """What the title and the first sentences of a report speak of."""
    report = told.reading.report
    lead = [report.text[slice(*passage.span)] for passage in found[:_LEAD]]
    # The first word of a sentence may be capitalised for that reason only; in a title that cannot be told.
    return frozenset().union(*(topics(sentence, vocabulary) for sentence in (f". {report.title or ''}", *lead)))


def _mention(
    told: Told,
    event: EventMention,
    who: dict[str, Actor],
    keys: dict[str, str],
    published: str,
    found: Passages,
    vocabulary: Vocabulary,
    states: frozenset[str],
    story: frozenset[str],
) -> Mention:
    report = told.reading.report
    text = report.text
    start, end = event.trigger
    first, last = sentence_around(text, start, found)
    word = fold(text[start:end])
    before = _WORD.findall(fold(text[max(first, start - 40) : start]))
    noun = text[start : start + 1].isupper()
    other = noun and any(w in vocabulary.reference.other for w in before[-2:])
    at = next((p for p in found if p.span[0] <= start < p.span[1]), None)
    time = event.time
    begins = days_of(time.begins or time.value) if time else None
    ends = days_of(time.ends or time.value) if time else None
    days = (begins[0], ends[1]) if begins and ends and begins[0] <= ends[1] else None
    return Mention(
        ref=told.ref,
        event=event.id,
        order=(published, told.ref, start),
        type=event.type,
        mode=event.mode,
        status=_status(event, days, days_of(report.published), told),
        day=days_of(report.published),
        days=days,
        dated=time is not None and time.span is not None,
        word=word,
        noun=noun,
        families=families_of(word, vocabulary),
        actors=_parties(event.actors, who, keys),
        recipients=_parties(event.recipients, who, keys),
        objects=_objects(text, event, vocabulary),
        holders=_holders(told, event, keys),
        own=not event.quotations and not event.according_to,
        place=_place(event),
        topics=topics(text[first:last], vocabulary) - states - {stem(word)},
        story=story,
        numbers=frozenset((n.what, n.min if n.min is not None else n.max or 0) for n in event.numbers),
        sentence=at.digest if at else 0,
        stands=first,
        lead=at is not None and at in found[:_LEAD],
        earlier=noun and any(w in vocabulary.reference.earlier for w in before[-3:]),
        known=noun and not other and any(w in vocabulary.reference.known for w in before[-2:]),
        other=other,
        another=other and any(w in vocabulary.reference.another for w in before[-2:]),
        background=event.historical,
        whole=stem(word).endswith(vocabulary.wholes),
        vague=event.rule == VAGUE,
    )


def _status(event: EventMention, days: Days | None, published: Days | None, told: Told) -> Status:
    """What lies after the day of its report has not happened yet (a day is left for other time zones), and what is only
    feared, expected or doubted has not happened either."""
    if event.status is not Status.ACTUAL:
        return event.status
    if days is not None and published is not None and days[0] > published[1] + 1:
        return Status.PLANNED
    stances = {q.stance for q in told.reading.quotations if q.id in event.quotations}
    guessed = bool(stances) and stances <= _GUESSES and not event.historical
    return (
        Status.POSSIBLE
        if guessed and (days is None or event.time is None or event.time.span is None)
        else Status.ACTUAL
    )


def _objects(text: str, event: EventMention, vocabulary: Vocabulary) -> frozenset[str]:
    """What is no actor but is done something to; of a phrase its last noun, which is its head or its name."""
    found = set()
    for party in event.recipients:
        nouns = [w for w in _WORD.findall(text[slice(*party.span)]) if w[0].isupper() and len(w) >= _SHORTEST_TOPIC]
        if party.actor is None and nouns:
            found.add(stem(fold(nouns[-1])))
    return frozenset(found - vocabulary.topics.ignored)


def _holders(told: Told, event: EventMention, keys: dict[str, str]) -> frozenset[str]:
    said = (q for q in told.reading.quotations if q.id in event.quotations)
    ids = {holder for quotation in said for holder in quotation.holders} | {v.actor for v in event.according_to}
    return frozenset(keys[i] for i in ids if i in keys)


def _place(event: EventMention) -> str:
    if event.place is None or event.place.geo_precision == "country":
        return ""
    return " ".join(words(event.place.name))


def _parties(side: tuple[Party, ...], who: dict[str, Actor], keys: dict[str, str]) -> Parties:
    actors = [who[party.actor] for party in side if party.actor in who]
    if not actors:
        return _NOBODY
    persons = [words(a.name) for a in actors if a.kind is ActorKind.PERSON]
    return Parties(
        keys=frozenset(keys[actor.id] for actor in actors),
        countries=frozenset(a.country for a in actors if a.country and acts_for_state(a)),
        homes=frozenset(a.country for a in actors if a.country),
        surnames=frozenset(name[-1] for name in persons if len(name) > 1),
        alone=frozenset(name[0] for name in persons if len(name) == 1),
    )


_NOBODY = Parties()


def acts_for_state(actor: Actor) -> bool:
    """Does an actor act for his country: a state, its organs, or somebody in office?"""
    return acting_for_state(actor.kind is ActorKind.STATE, actor.sector)


def acting_for_state(state: bool, sector: str | None) -> bool:
    """The same, of what the registry knows."""
    return state or sector in _STATE_SECTORS


@lru_cache(maxsize=4096)
def topics(sentence: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Stems of the nouns and names of a sentence that tell what it is about; its first word, which may
    be no noun, is left out, and compounds with hyphens give their parts."""
    found = set()
    for match in _WORD.finditer(sentence):
        raw = match.group()
        if not match.start() or not raw[0].isupper() or len(raw) < _SHORTEST_TOPIC:
            continue
        bare = stem(fold(raw))
        if bare not in vocabulary.topics.ignored:
            found.add(bare)
    return frozenset(found)


class Topical(Struct, frozen=True, kw_only=True):
    """Topics prepared for comparison: `ends` are they and all their endings of four letters or more."""

    words: frozenset[str]
    ends: frozenset[str]


@lru_cache(maxsize=65536)
def topical(words: frozenset[str]) -> Topical:
    """Topics with their endings, by which a compound meets its head."""
    return Topical(
        words=words, ends=frozenset(word[i:] for word in words for i in range(len(word) - _SHORTEST_TOPIC + 1))
    )


def shared_topics(a: Topical, b: Topical) -> int:
    """How many topics two texts share; the end of a compound counts: "damm" and "staudamm"."""
    return len((a.words & b.ends) | (b.words & a.ends))
