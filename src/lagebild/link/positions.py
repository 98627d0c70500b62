"""Who says what about an event: positions, and what follows from them (contested, sources, status).

Follows the definitions of the ledger in the data dictionary: copies vouch for nothing, and of a report only the latest
version vouches; the positions of a replaced version stay with the date on which they were withdrawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from lagebild.link.actors import Registry
from lagebild.link.mentions import acts_for_state
from lagebild.link.names import fold
from lagebild.link.records import Told
from lagebild.link.vocabulary import Vocabulary
from lagebild.model import (
    VOUCHING,
    About,
    Actor,
    ActorKind,
    ChainLink,
    EventMention,
    EventType,
    Holder,
    LedgerStatus,
    Position,
    Quotation,
    QuotationType,
    Reading,
    Source,
    Stance,
    Status,
)
from lagebild.model.ask import overlaps

T = TypeVar("T")

AFFIRMING = VOUCHING | {Stance.CLAIMS}
"""The stances by which a holder says that something is so."""
UNKNOWN_OUTLET = "?"
"""Stands for all reports of unknown origin: of two of them nobody knows whether they are independent."""

_SAYING = frozenset(
    (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE,
     EventType.CONCEDE)
)  # fmt: skip
_ANSWERS = frozenset((Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS, Stance.NO_COMMENT, Stance.REJECTS, Stance.CLAIMS,
                      Stance.RETRACTS))  # fmt: skip


class Context(Struct, frozen=True, kw_only=True):
    """What positions are read from: the readings by reference, the registry, and which reports are copies."""

    told: dict[str, Told]
    registry: Registry
    copies: frozenset[str]
    vocabulary: Vocabulary


class Stand(Struct, frozen=True, kw_only=True):
    """A position with what judging it needs: the holder's actor, and the report's order of publication."""

    position: Position
    actor: Actor | None
    key: str
    order: tuple[str, str, int]


def stands_of(mentions: Sequence[tuple[str, str, tuple[str, str, int]]], context: Context) -> tuple[Stand, ...]:
    """The positions on an event from its mentions (report reference, event id, order), without repetitions."""
    found: dict[Position, Stand] = {}
    for ref, event_id, order in mentions:
        told = context.told[ref]
        event = next(event for event in told.reading.events if event.id == event_id)
        for stand in _stands(told, event, order, context):
            found.setdefault(stand.position, stand)
    return tuple(found.values())


def _stands(told: Told, event: EventMention, order: tuple[str, str, int], context: Context) -> Iterator[Stand]:
    who = {actor.id: actor for actor in told.reading.actors}
    spoken = False
    for quotation in _quotations_on(event, told.reading):
        spoken = spoken or quotation.id in event.quotations
        if _denies_something_else(quotation, event):
            continue
        stance = stance_on(quotation, event)
        yield from _held(told, event, quotation, stance, who, order, context)
    if spoken:
        return
    vouchers = [who[v.actor] for v in event.according_to if v.actor in who]
    own = {fold(name) for name in (*told.reading.report.agencies, told.reading.report.outlet or "")}
    speakers = [actor for actor in vouchers if fold(actor.name) not in own]
    named = [actor for actor in speakers if actor.kind is not ActorKind.MEDIUM] or speakers[-1:]
    if named:
        chain = _links(actor for actor in speakers if actor not in named)
        for actor in named:
            holder = _holder(told, actor, context)
            position = _position(told, event, holder=holder, chain=chain, stance=_plain_stance(event))
            yield _stand(told, position, actor, order, context)
    else:
        # Nobody is named: the report itself says so, or hands on what is said.
        position = _position(told, event, anonymous=event.hearsay, stance=_plain_stance(event))
        yield Stand(position=position, actor=None, key="", order=order)


def _plain_stance(event: EventMention) -> Stance:
    return Stance.DENIES if event.status is Status.NEGATED and event.according_to else Stance.ASSERTS


def _quotations_on(event: EventMention, reading: Reading) -> Iterator[Quotation]:
    """The quotations that speak of an event: it stands in them, they answer to it or to what tells it, or the event is
    the saying itself ("warf … vor")."""
    for quotation in reading.quotations:
        inside = quotation.id in event.quotations or event.id in quotation.targets
        if inside or _answers(quotation, event, reading) or (event.type in _SAYING and _says(quotation, event)):
            yield quotation


def _answers(quotation: Quotation, event: EventMention, reading: Reading) -> bool:
    """Does a quotation answer to a quotation that tells an event, or to the accusation that tells it?"""
    if quotation.stance not in _ANSWERS or not event.quotations:
        return False
    if any(target in event.quotations for target in quotation.targets):
        return True
    said = [e for e in reading.events if e.id in quotation.targets and e.type in _SAYING]
    telling = [q for q in reading.quotations if q.id in event.quotations and q.id != quotation.id]
    return any(_says(q, e) for q in telling for e in said)


def _says(quotation: Quotation, event: EventMention) -> bool:
    """Is an event the act of saying what a quotation says?"""
    where = (*quotation.cue, *quotation.frame)
    if quotation.type is QuotationType.REPORTED:
        where += quotation.spans
    return any(overlaps(event.trigger, span) for span in where)


def _denies_something_else(quotation: Quotation, event: EventMention) -> bool:
    """A denial speaks of what it says did not happen and of what it answers to, not of all that it mentions. A denial
    that nobody made harms people."""
    return (
        quotation.stance is Stance.DENIES
        and quotation.about is About.OCCURRENCE
        and quotation.id in event.quotations
        and event.id not in quotation.targets
        and event.status is not Status.NEGATED
    )


def stance_on(quotation: Quotation, event: EventMention) -> Stance:
    """The stance of a quotation to an event, stated affirmatively: who asserts that it did not happen denies it."""
    inside = quotation.id in event.quotations
    if inside and event.status is Status.NEGATED and quotation.stance in VOUCHING:
        return Stance.DENIES
    return quotation.stance


def _held(
    told: Told,
    event: EventMention,
    quotation: Quotation,
    stance: Stance,
    who: dict[str, Actor],
    order: tuple[str, str, int],
    context: Context,
) -> Iterator[Stand]:
    """A quotation is held by all of its holders, a position each; without a name it is anonymous."""
    actors: list[Actor | None] = [who[i] for i in quotation.holders if i in who]
    for actor in actors or [None]:
        position = _position(
            told,
            event,
            holder=_holder(told, actor, context) if actor else None,
            anonymous=actor is None,
            stance=stance,
            about=quotation.about,
            chain=_links_of(told, quotation.chain, context),
            quotation=quotation.id,
            said=quotation.said,
        )
        yield _stand(told, position, actor, order, context)


def _stand(told: Told, position: Position, actor: Actor | None, order: tuple[str, str, int], context: Context) -> Stand:
    key = context.registry.keys[told.ref, actor.id] if actor else ""
    return Stand(position=position, actor=actor, key=key, order=order)


def _position(
    told: Told,
    event: EventMention,
    *,
    holder: Holder | None = None,
    anonymous: bool = False,
    stance: Stance,
    about: About = About.OCCURRENCE,
    chain: tuple[ChainLink, ...] = (),
    quotation: str | None = None,
    said: str | None = None,
) -> Position:
    return Position(
        holder=holder,
        anonymous=anonymous,
        stance=stance,
        about=about,
        status=event.status,
        chain=chain,
        report=told.ref,
        quotation=quotation,
        said=said or (told.reading.report.published or "")[:10] or None,
        withdrawn=told.withdrawn,
    )


def _holder(told: Told, actor: Actor, context: Context) -> Holder:
    """The holder with the name that the registry knows; the name that the report uses, and the body, are further
    names."""
    key = context.registry.keys[told.ref, actor.id]
    name = context.registry.profiles[key].name
    body = body_of(actor, context.vocabulary)
    others = dict.fromkeys(other for other in (actor.name, body) if other and other != name)
    return Holder(id=key, name=name, names=tuple(others))


def _links(actors: Iterable[Actor]) -> tuple[ChainLink, ...]:
    return tuple(ChainLink(name=actor.name) for actor in actors)


def _links_of(told: Told, chain: tuple[ChainLink, ...], context: Context) -> tuple[ChainLink, ...]:
    """A chain with the registry's keys in place of the reading's ids."""
    return tuple(
        ChainLink(id=context.registry.keys.get((told.ref, link.id)) if link.id else None, name=link.name)
        for link in chain
    )


def body_of(actor: Actor, vocabulary: Vocabulary) -> str | None:
    """The body for which somebody speaks by his office: the spokesman of the Kremlin for the Kremlin. None for
    others."""
    offices = [fold(office) for office in actor.offices]
    name = fold(actor.name)
    for body in vocabulary.bodies:
        if body.country != actor.country:
            continue
        if name in body.names:
            return body.name
        if actor.kind is ActorKind.PERSON and any(o.endswith(end) for o in offices for end in body.offices):
            return body.name
    return None


def counts(stand: Stand) -> bool:
    """Does a position still stand?"""
    return stand.position.withdrawn is None


def contested(stands: Iterable[Stand], copies: frozenset[str]) -> bool:
    """Does somebody deny what another one, or a report in its own voice, affirms about the same?"""
    said = [stand for stand in stands if counts(stand)]
    denied = [stand for stand in said if stand.position.stance is Stance.DENIES]
    affirmed = [s for s in said if s.position.stance in AFFIRMING and not _copied(s, copies)]
    return any(_opposed(no, yes) for no in denied for yes in affirmed)


def _opposed(no: Stand, yes: Stand) -> bool:
    about = {yes.position.about}
    if yes.position.stance in (Stance.ACCUSES, Stance.CLAIMS):
        # Who accuses speaks of the act and of who did it.
        about.add(About.RESPONSIBILITY)
    same = no.key == yes.key and bool(no.key)
    anonymous = no.position.anonymous and yes.position.anonymous and no.position.report == yes.position.report
    return no.position.about in about and not same and not anonymous


def is_party(stand: Stand, keys: frozenset[str], countries: frozenset[str]) -> bool:
    """Does a holder take part in an event, himself or as an organ of a state that does?"""
    if stand.key in keys:
        return True
    return bool(stand.actor and stand.actor.country in countries and acts_for_state(stand.actor))


def status_of(stands: Sequence[Stand], party: Sequence[bool], copies: frozenset[str]) -> LedgerStatus:
    """The status of an event; `party` says for each position whether its holder takes part in the event.

    What nobody asserts any more has the status that it had before its reports were withdrawn.
    """
    standing = [(s, p) for s, p in zip(stands, party, strict=True) if counts(s)]
    standing = standing or list(zip(stands, party, strict=True))
    happened = [(s, p) for s, p in standing if s.position.status is Status.ACTUAL and s.position.stance in AFFIRMING]
    if any(_vouches_alone(s) and not p and not _copied(s, copies) for s, p in happened):
        return LedgerStatus.ACTUAL
    if happened:
        return LedgerStatus.CLAIMED
    if not standing:
        # It is mentioned in what somebody denies, and nobody says that it is so.
        return LedgerStatus.POSSIBLE
    last = max(standing, key=lambda pair: (pair[0].order, pair[0].position.status))[0].position
    own = [s.position.status for s, _ in standing if s.position.holder is None]
    denied = [s for s, _ in standing if s.position.stance is Stance.DENIES]
    open_ = [s for s, _ in standing if s.position.stance is not Stance.DENIES and s.position.status in _OPEN]
    if last.status is Status.NEGATED and last.holder is None:
        return LedgerStatus.NEGATED
    if open_:
        return _OPEN[max(open_, key=lambda s: (s.order, s.position.status)).position.status]
    if denied or Status.NEGATED in own or last.status is Status.NEGATED:
        return LedgerStatus.NEGATED
    # Only what neither affirms nor denies is left: doubt, fear, no comment.
    return LedgerStatus.POSSIBLE


_OPEN = {
    Status.PLANNED: LedgerStatus.PLANNED,
    Status.REQUESTED: LedgerStatus.REQUESTED,
    Status.POSSIBLE: LedgerStatus.POSSIBLE,
}


def _vouches_alone(stand: Stand) -> bool:
    """A report in its own voice, or somebody who is named; hearsay is no voucher."""
    return not stand.position.anonymous


def _copied(stand: Stand, copies: frozenset[str]) -> bool:
    return stand.position.holder is None and stand.position.report in copies


def sources_of(
    stands: Sequence[Stand], party: Sequence[bool], context: Context, countries: frozenset[str]
) -> tuple[Source, ...]:
    """The independent sources of an event, by name: for each report that presents it as actual and is no copy those who
    vouch, without any its agencies, without these its outlet. A body counts once, a state not beside its own organ."""
    by_report: dict[str, list[tuple[Stand, bool]]] = {}
    for stand, takes_part in zip(stands, party, strict=True):
        position = stand.position
        if counts(stand) and position.status is Status.ACTUAL and position.report not in context.copies:
            by_report.setdefault(position.report, []).append((stand, takes_part))
    found: dict[str, Source] = {}
    states: dict[str, str] = {}
    organs: set[str] = set()
    for report in sorted(by_report):
        vouching = [(s, p) for s, p in by_report[report] if s.position.holder and s.position.stance in AFFIRMING]
        for stand, takes_part in vouching:
            assert stand.actor is not None
            assert stand.position.holder is not None
            body = body_of(stand.actor, context.vocabulary)
            key = f"body:{body}" if body else stand.key
            known = found.get(key)
            found[key] = Source(
                name=body or stand.position.holder.name, party=takes_part or bool(known and known.party)
            )
            if stand.actor.kind is ActorKind.STATE and stand.actor.country:
                states[key] = stand.actor.country
            elif stand.actor.country and acts_for_state(stand.actor):
                organs.add(stand.actor.country)
        if not vouching and any(s.position.holder is None and _presents(s) for s, _ in by_report[report]):
            told = context.told[report].reading.report
            for name in told.agencies or (told.outlet or UNKNOWN_OUTLET,):
                found.setdefault(f"medium:{fold(name)}", Source(name=name))
    left = [source for key, source in found.items() if states.get(key) not in organs]
    return tuple(sorted(left, key=lambda source: (fold(source.name), source.name)))


def _presents(stand: Stand) -> bool:
    return stand.position.stance in AFFIRMING and not stand.position.anonymous
