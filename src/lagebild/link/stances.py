"""Which quotations of a report speak of an event, and with what stance to it.

A denial that nobody made harms people. So a denial counts only where it is sure what is denied: the denied act stands
negated in it, or the quotation names the event that its holder has no part in, or it answers to what others told of the
denier's own side. What is less sure makes no position.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from lagebild.link.mentions import acts_for_state
from lagebild.link.names import fold
from lagebild.link.vocabulary import Vocabulary, stem
from lagebild.model import (
    VOUCHING,
    About,
    Actor,
    ActorKind,
    EventMention,
    EventType,
    Party,
    Quotation,
    QuotationType,
    Reading,
    Stance,
    Status,
)
from lagebild.model.ask import overlaps

SAYING = frozenset(
    (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE,
     EventType.CONCEDE)
)  # fmt: skip
"""Types of which the saying itself may be the event."""
HOSTILE = frozenset((EventType.ASSAULT, EventType.COERCE))
"""Types of which nobody likes to be the actor: who says that another one did it accuses him."""
UNFRIENDLY = HOSTILE | {EventType.MOBILIZE, EventType.THREATEN, EventType.SANCTION, EventType.ACCUSE}
"""Types that are rather denied than called off."""
BLAMING = frozenset((About.RESPONSIBILITY, About.PARTICIPATION))

_ANSWERS = frozenset((Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS, Stance.NO_COMMENT, Stance.REJECTS, Stance.CLAIMS,
                      Stance.RETRACTS))  # fmt: skip
_BEFORE = 60
"""Code points before a trigger in which its preposition, article and adjective stand."""
_TELLING = VOUCHING | {Stance.FEARS, Stance.EXPECTS, Stance.CLAIMS, Stance.DEMANDS}
_ON_WHAT_COMES = frozenset((Stance.EXPECTS, Stance.FEARS, Stance.ANNOUNCES, Stance.DEMANDS))
_ON_WHAT_IS_NAMED = frozenset((
    Stance.CONFIRMS, Stance.DOUBTS, Stance.ACCUSES, Stance.PRAISES, Stance.NO_COMMENT, Stance.EXPECTS, Stance.FEARS,
    Stance.CLAIMS, Stance.ANNOUNCES, Stance.RETRACTS,
))  # fmt: skip


class Said(Struct, frozen=True, kw_only=True):
    """A quotation that speaks of an event. accused: ids of the actors whom it blames for it. answer: it speaks of the
    event because it answers to somebody who told it."""

    quotation: Quotation
    stance: Stance
    about: About
    accused: tuple[str, ...] = ()
    answer: bool = False


def said_of(event: EventMention, reading: Reading, vocabulary: Vocabulary) -> Iterator[Said]:
    """What the quotations of a report say of an event, in their order."""
    who = {actor.id: actor for actor in reading.actors}
    for quotation in reading.quotations:
        said = _said(quotation, event, reading, who, vocabulary)
        if said is not None and not (
            event.type is EventType.ACCUSE
            and said.stance is Stance.DENIES
            and _denies_an_act(quotation, reading, who, vocabulary)
        ):
            yield said


def _denies_an_act(quotation: Quotation, reading: Reading, who: dict[str, Actor], vocabulary: Vocabulary) -> bool:
    """Does a denial speak of the act of which an accusation tells? Then it denies that and not the accusing."""
    acts = (e for e in reading.events if e.type not in SAYING)
    said = (_said(quotation, act, reading, who, vocabulary) for act in acts)
    return any(one is not None and one.stance is Stance.DENIES for one in said)


def _said(
    quotation: Quotation, event: EventMention, reading: Reading, who: dict[str, Actor], vocabulary: Vocabulary
) -> Said | None:
    """What a quotation says of an event, None when it does not speak of it or that is not sure."""
    inside, aimed = quotation.id in event.quotations, event.id in quotation.targets
    answered = [] if inside else list(_answered(quotation, event, reading, who))
    named = (
        _says(quotation, event)
        or _names(quotation, event)
        or _keeps_silent(quotation, event, reading, vocabulary)
        or _blames_openly(quotation, event, reading, vocabulary)
    )
    if not (inside or aimed or answered or named):
        return None
    aside = _behind(event, reading, vocabulary) and bool(_beside(event, (quotation,), reading))
    if inside and aside and quotation.stance in _ON_WHAT_COMES:
        # "bei dem Treffen werde über … gesprochen" expects no meeting.
        return None
    holders = [who[i] for i in quotation.holders if i in who]
    stance = stance_on(quotation, event, holders, who)
    if stance in (Stance.ASSERTS, Stance.EXPECTS) and _doubted(quotation, event, reading, vocabulary):
        stance = Stance.DOUBTS
    if stance is Stance.DENIES and not _sure(quotation, event, answered, reading, who, vocabulary):
        return None
    about = quotation.about
    if about is About.OCCURRENCE and any(q.about in BLAMING for q in answered):
        about = About.RESPONSIBILITY
    accused = _accused(quotation, event, reading)
    return Said(quotation=quotation, stance=stance, about=about, accused=accused, answer=bool(answered or aimed))


def _doubted(quotation: Quotation, event: EventMention, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Does a quotation say that nothing points to an event, or that it is not likely?"""
    if event.historical:
        return False
    said = " ".join(fold(reading.report.text[a:b]) for a, b in quotation.spans)
    return any(words in said for words in vocabulary.doubting)


def stance_on(quotation: Quotation, event: EventMention, holders: Iterable[Actor], who: dict[str, Actor]) -> Stance:
    """The stance of a quotation to an event, stated affirmatively: who asserts that it did not happen denies it.

    A sentence that goes on with a negation says no more than that. Who says so of a meeting or an agreement of his own
    calls it off; who says so of what another side tried to do tells that it failed.
    """
    if quotation.id not in event.quotations or event.status is not Status.NEGATED:
        return quotation.stance
    goes_on = quotation.type is QuotationType.INDIRECT_FREE_INDIRECT and quotation.stance is Stance.DENIES
    if quotation.stance not in VOUCHING and not goes_on:
        return quotation.stance
    free = quotation.type in (QuotationType.FREE_INDIRECT, QuotationType.INDIRECT_FREE_INDIRECT)
    denies = negation_denies(event, holders, who, free=free)
    return Stance.DENIES if denies else Stance.ASSERTS if goes_on else quotation.stance


def negation_denies(
    event: EventMention, holders: Iterable[Actor], who: dict[str, Actor], *, free: bool = False
) -> bool:
    """Does somebody who says that an event did not or will not happen deny that it did or will? free: in a sentence
    without words of saying, where it must be his own side's act."""
    if event.type not in UNFRIENDLY:
        return False
    told = [who[p.actor] for p in event.actors if p.actor in who]
    return (not told and not free) or any(on_side(holder, event.actors, who) for holder in holders)


def same_side(a: Actor, b: Actor) -> bool:
    """Are two actors one, or do both act for one state?"""
    if a.id == b.id:
        return True
    return bool(a.country) and a.country == b.country and acts_for_state(a) and acts_for_state(b)


def on_side(holder: Actor, parties: Iterable[Party], who: dict[str, Actor]) -> bool:
    """Is somebody one of the parties, or does he act for the same state as one of them?"""
    return any(same_side(holder, who[p.actor]) for p in parties if p.actor in who)


def _answered(
    quotation: Quotation, event: EventMention, reading: Reading, who: dict[str, Actor]
) -> Iterator[Quotation]:
    """The quotations that tell an event and to which a quotation answers, or whose act of saying it answers to."""
    if quotation.stance not in _ANSWERS:
        return
    said = [e for e in reading.events if e.id in quotation.targets and e.type in SAYING]
    for other in reading.quotations:
        if other.id == quotation.id or not (
            other.id in event.quotations or _names(other, event) or _accuses(other, event)
        ):
            continue
        aimed = other.id in quotation.targets or any(_says(other, e) for e in said)
        if aimed or (_open_denial(quotation, reading) and _last_blame(quotation, reading, who) == event.id):
            yield other


def _accuses(quotation: Quotation, event: EventMention) -> bool:
    """Is an event the act of accusing by which a quotation is introduced ("warf Oslo vor, …")?"""
    return event.type is EventType.ACCUSE and quotation.stance is Stance.ACCUSES and _says(quotation, event)


def _keeps_silent(quotation: Quotation, event: EventMention, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Does somebody refuse to speak of what was told last ("Kiew äußerte sich dazu nicht")? That is an act and no war
    in which it happened."""
    if quotation.stance is not Stance.NO_COMMENT or _inside(quotation, reading):
        return False
    before = [
        e
        for e in reading.events
        if e.type in UNFRIENDLY and e.trigger[1] <= quotation.spans[0][0] and not _whole(e, reading, vocabulary)
    ]
    return bool(before) and max(before, key=lambda e: (e.trigger, e.id)).id == event.id


def _blames_openly(quotation: Quotation, event: EventMention, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Does somebody say who did it without naming the act ("gaben einander die Schuld", "sieht die Schuld bei Oslo")?
    Then it is the last act that the report told before; without one, the first after it."""
    if quotation.stance is not Stance.ACCUSES or quotation.about not in BLAMING or event.type not in HOSTILE:
        return False
    inside = _inside(quotation, reading)
    if any(e.type not in SAYING for e in inside) or not any(e.type is EventType.ACCUSE for e in inside):
        return False
    acts = [
        e
        for e in reading.events
        if e.type in HOSTILE and not e.historical and e.status is Status.ACTUAL and not _whole(e, reading, vocabulary)
    ]
    before = [e for e in acts if e.trigger[1] <= quotation.spans[0][0]]
    after = [e for e in acts if e.trigger[0] >= quotation.spans[-1][1]]
    place = lambda e: (e.trigger, e.id)  # noqa: E731
    meant = max(before, key=place) if before else min(after, key=place, default=None)
    return meant is not None and meant.id == event.id


def _whole(event: EventMention, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Does an event last and consist of many, as a war does?"""
    return stem(fold(reading.report.text[slice(*event.trigger)])).endswith(vocabulary.wholes)


def _inside(quotation: Quotation, reading: Reading) -> list[EventMention]:
    return [e for e in reading.events if any(overlaps(e.trigger, span) for span in quotation.spans)]


def _open_denial(quotation: Quotation, reading: Reading) -> bool:
    """Does a quotation deny having done something without saying what ("bestritt jede Beteiligung", "wies den Vorwurf
    zurück")?"""
    if quotation.stance is not Stance.DENIES or quotation.type is not QuotationType.REPORTED:
        return False
    inside = _inside(quotation, reading)
    if any(e.type in HOSTILE for e in inside):
        return False
    accused = any(e.type is EventType.ACCUSE for e in inside)
    return accused or (quotation.about in BLAMING and not quotation.targets)


def _last_blame(quotation: Quotation, reading: Reading, who: dict[str, Actor]) -> str | None:
    """The last hostile act before a quotation that somebody told of its holder's side."""
    holders = [who[i] for i in quotation.holders if i in who]
    before = [
        e
        for e in reading.events
        if e.type in HOSTILE
        and e.quotations
        and e.trigger[1] <= quotation.spans[0][0]
        and any(_told_of(holder, e, reading, who) for holder in holders)
    ]
    return max(before, key=lambda e: (e.trigger, e.id)).id if before else None


def _told_of(holder: Actor, event: EventMention, reading: Reading, who: dict[str, Actor]) -> bool:
    """Is an act told of somebody's side: as its actor, or where no actor is read by a quotation that names him?"""
    if any(party.actor in who for party in event.actors):
        return on_side(holder, event.actors, who)
    told = (q for q in reading.quotations if q.id in event.quotations and holder.id not in q.holders)
    return any(_speaks_of(q, holder, who) for q in told)


def _says(quotation: Quotation, event: EventMention) -> bool:
    """Is an event the act of saying what a quotation says?"""
    if event.type not in SAYING:
        return False
    where = (*quotation.cue, *quotation.frame)
    if quotation.type is QuotationType.REPORTED:
        where += quotation.spans
    return any(overlaps(event.trigger, span) for span in where)


def _names(quotation: Quotation, event: EventMention) -> bool:
    """Does a reported speech act name the event that it speaks of ("bestätigte den Besuch", "machte Oslo für den
    Anschlag verantwortlich", "bestritt eine Beteiligung an dem Anschlag")?"""
    if quotation.type is not QuotationType.REPORTED or event.type in SAYING:
        return False
    denied = quotation.stance is Stance.DENIES and quotation.about in BLAMING and event.type in HOSTILE
    named = denied or quotation.stance in _ON_WHAT_IS_NAMED
    return named and any(overlaps(event.trigger, span) for span in quotation.spans)


def _denies_by_name(quotation: Quotation, event: EventMention, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Does a reported denial name the act, and nothing else, as what is denied ("streitet die Tat ab")?"""
    if quotation.type is not QuotationType.REPORTED or event.type not in HOSTILE or _verb(event, reading):
        return False
    beside = [e for e in _inside(quotation, reading) if e.id != event.id and e.type not in SAYING]
    return not beside and not _behind(event, reading, vocabulary)


def _accused(quotation: Quotation, event: EventMention, reading: Reading) -> tuple[str, ...]:
    """Whom a quotation blames for an event by the words of accusing: the recipients of the accusation."""
    if quotation.stance is not Stance.ACCUSES or event.type not in HOSTILE:
        return ()
    saying = (e for e in reading.events if e.type is EventType.ACCUSE and _says(quotation, e))
    return tuple(dict.fromkeys(p.actor for e in saying for p in e.recipients if p.actor))


def _sure(
    quotation: Quotation,
    event: EventMention,
    answered: list[Quotation],
    reading: Reading,
    who: dict[str, Actor],
    vocabulary: Vocabulary,
) -> bool:
    """Is it sure that a quotation denies an event?"""
    holders = [who[i] for i in quotation.holders if i in who]
    if not holders or event.mode == "investigate":
        # Who has nothing to do with an act does not deny that it is investigated.
        return False
    if quotation.id in event.quotations:
        if event.status is Status.NEGATED:
            return not _nobody(event, reading, vocabulary)
        if event.type is EventType.ACCUSE:
            # "den Vorwurf, der Vertrag werde gebrochen, wies Oslo zurück"; nobody denies what he accuses others of.
            return not any(on_side(holder, event.actors, who) for holder in holders)
        if quotation.about in BLAMING or event.id in quotation.targets:
            return True
        if _denies_by_name(quotation, event, reading, vocabulary):
            return True
        # "wies Berichte zurück, wonach …": what these tell is what is denied.
        return any(target in event.quotations for target in quotation.targets)
    if _names(quotation, event):
        return True
    told = answered or [q for q in reading.quotations if q.id in event.quotations]
    if any(same_side(holder, who[i]) for q in told for i in q.holders if i in who for holder in holders):
        return False
    if event.type is EventType.ACCUSE:
        return any(_answers_for_itself(holder, event, told, reading, who) for holder in holders)
    telling = _TELLING if event.status is Status.ACTUAL else _TELLING - {Stance.ASSERTS}
    if _says_what(quotation, reading) or not all(q.stance in telling for q in told):
        return False
    if _whole(event, reading, vocabulary):
        # A war is where the denied thing would happen.
        return False
    return _is_told(event, told, reading, vocabulary) and any(
        _answers_for_itself(holder, event, told, reading, who) for holder in holders
    )


def _says_what(quotation: Quotation, reading: Reading) -> bool:
    """Does a denial itself tell what is denied? Then it denies nothing else."""
    return any(quotation.id in e.quotations and e.status is Status.NEGATED for e in reading.events)


def _is_told(event: EventMention, told: Iterable[Quotation], reading: Reading, vocabulary: Vocabulary) -> bool:
    """Is an event what quotations tell, and not only what they mention? Beside verbs a noun is mentioned only."""
    if (event.type not in HOSTILE and event.type not in UNFRIENDLY) or _behind(event, reading, vocabulary):
        return False
    return _verb(event, reading) or not any(_verb(e, reading) for e in _beside(event, told, reading))


def _behind(event: EventMention, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Is it a noun behind "mit", "bei", "durch" ("mit der Stationierung gegen den Vertrag zu verstoßen")?"""
    before = fold(reading.report.text[max(0, event.trigger[0] - _BEFORE) : event.trigger[0]]).split()[-3:]
    return not _verb(event, reading) and bool(vocabulary.reference.aside.intersection(before))


def _beside(event: EventMention, told: Iterable[Quotation], reading: Reading) -> list[EventMention]:
    """What else quotations tell."""
    ids = {quotation.id for quotation in told}
    return [e for e in reading.events if ids.intersection(e.quotations) and e.id != event.id]


def _verb(event: EventMention, reading: Reading) -> bool:
    return reading.report.text[event.trigger[0] : event.trigger[0] + 1].islower()


def _answers_for_itself(
    holder: Actor, event: EventMention, told: list[Quotation], reading: Reading, who: dict[str, Actor]
) -> bool:
    """Is a holder, or his side, the one of whom the act is told?"""
    blamed = list(event.recipients if event.type is EventType.ACCUSE else event.actors)
    ids = [i for q in told for i in _accused(q, event, reading)]
    if any(same_side(holder, who[i]) for i in ids if i in who) or on_side(holder, blamed, who):
        return True
    if not any(p.actor in who for p in blamed) and any(_speaks_of(q, holder, who) for q in told):
        return True
    named = [who[p.actor] for p in blamed if p.actor in who] + [who[i] for i in ids if i in who]
    accusing = event.type is EventType.ACCUSE or any(q.stance in (Stance.ACCUSES, Stance.CLAIMS) for q in told)
    # Somebody of no known state ("der Westen") may be the denier's side; nobody at all is too little for an assertion.
    return accusing and all(actor.country is None for actor in named)


def _speaks_of(quotation: Quotation, holder: Actor, who: dict[str, Actor]) -> bool:
    """Is somebody, or the state for which he acts, named in what a quotation says?"""
    return any(
        same_side(holder, actor) and any(s[0] <= m[0] and m[1] <= s[1] for m in actor.mentions for s in quotation.spans)
        for actor in who.values()
    )


def _nobody(event: EventMention, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Does a negated event say that there was nobody to whom it was done? That denies no event."""
    spans = (p.span for p in (*event.recipients, *event.actors))
    words = (fold(reading.report.text[a:b]).partition(" ")[0] for a, b in spans)
    return any(word in vocabulary.reference.nobody for word in words)


def is_medium(actor: Actor) -> bool:
    """Does somebody only hand on what others say?"""
    return actor.kind is ActorKind.MEDIUM
