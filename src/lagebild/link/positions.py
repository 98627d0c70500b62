"""Who says what about an event: positions, each with holder, stance, chain and report.

What a quotation is about, and whether it accuses, confirms or announces, often shows only when it is held beside what
others say of the same event; `refined` does that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lagebild.link.actors import Named, Registry, completed, register
from lagebild.link.bodies import body_of
from lagebild.link.dates import days_of
from lagebild.link.mentions import Mention, acts_for_state
from lagebild.link.names import fold
from lagebild.link.records import Told
from lagebild.link.stances import BLAMING, HOSTILE, Said, is_medium, negation_denies, on_side, said_of
from lagebild.link.vocabulary import Vocabulary
from lagebild.model import (
    VOUCHING,
    About,
    Actor,
    ActorKind,
    ChainLink,
    EventMention,
    Holder,
    Position,
    Reading,
    Stance,
    Status,
)

_WATCHING = frozenset(("EDU", "JRN", "NGO", "MED", "IGO", "UNO"))
_DONE = frozenset((Status.ACTUAL, Status.NEGATED))
_MORE_THAN_ASSERTING = frozenset((Stance.ACCUSES, Stance.CONFIRMS, Stance.CLAIMS))
AFFIRMING = VOUCHING | {Stance.CLAIMS}
"""The stances by which a holder says that something is so."""


class Context(Struct, frozen=True, kw_only=True):
    """What positions are read from: the readings by reference, the registry, and which reports are copies."""

    told: Mapping[str, Told]
    registry: Registry
    copies: frozenset[str]
    vocabulary: Vocabulary


def context_of(told: Mapping[str, Told], copies: frozenset[str], vocabulary: Vocabulary) -> Context:
    """The reports that tell of an event, each with what the others know of its actors."""
    registry = register(
        Named(ref=ref, day=_first_day(one.reading.report.published), actors=one.reading.actors)
        for ref, one in told.items()
    )
    completed_ = {ref: _completed(one, registry) for ref, one in told.items()}
    return Context(told=completed_, registry=registry, copies=copies, vocabulary=vocabulary)


def _first_day(published: str | None) -> int | None:
    covered = days_of(published)
    return covered[0] if covered else None


def _completed(told: Told, registry: Registry) -> Told:
    """A reading as the others complete it."""
    actors = tuple(completed(a, registry.profiles[registry.keys[told.ref, a.id]]) for a in told.reading.actors)
    return replace(told, reading=replace(told.reading, actors=actors))


class Stand(Struct, frozen=True, kw_only=True):
    """A position with what judging it needs. actor, key: of the holder. order: the report's order of publication.

    hostile: the event is one that nobody likes to have done. own: its mention tells it of the holder's own side;
    other: of somebody else only. part: the holder, or his state, is a party of the mention. answer: it answers to
    somebody who told the event. accused: registry keys of those whom the holder blames in words.
    """

    position: Position
    actor: Actor | None
    key: str
    order: tuple[str, str, int]
    hostile: bool = False
    own: bool = False
    other: bool = False
    part: bool = False
    answer: bool = False
    accused: frozenset[str] = frozenset()


def stands_of(mentions: Sequence[Mention], context: Context) -> tuple[Stand, ...]:
    """The positions on an event from its mentions, without repetitions."""
    found: dict[Position, Stand] = {}
    for mention in mentions:
        told = context.told[mention.ref]
        event = next(event for event in told.reading.events if event.id == mention.event)
        for stand in _stands(told, event, mention, context):
            found.setdefault(stand.position, stand)
    return _once(refined(tuple(found.values())))


def _once(stands: Iterable[Stand]) -> tuple[Stand, ...]:
    """Each position once; who accuses, confirms or claims in a report says so too, and is not counted as asserting."""
    found: dict[Position, Stand] = {}
    for stand in stands:
        found.setdefault(stand.position, stand)
    more = {(s.position.report, s.key, s.position.status) for s in found.values() if s.key and _more(s)}
    return tuple(
        s for s in found.values()
        if s.position.stance is not Stance.ASSERTS or (s.position.report, s.key, s.position.status) not in more
    )  # fmt: skip


def _more(stand: Stand) -> bool:
    return stand.position.stance in _MORE_THAN_ASSERTING and not stand.position.wrong


def _stands(told: Told, event: EventMention, mention: Mention, context: Context) -> Iterator[Stand]:
    who = {actor.id: actor for actor in told.reading.actors}
    said = _without_media(list(said_of(event, told.reading, context.vocabulary)), who)
    handed_on = {link.name for s in said for link in s.quotation.chain}
    for one in said:
        yield from _held(told, event, mention, one, who, handed_on, context)
    if event.quotations:
        return
    vouchers = [who[v.actor] for v in event.according_to if v.actor in who]
    speakers = [actor for actor in vouchers if not _own_voice(actor, told.reading)]
    named = [actor for actor in speakers if actor.kind is not ActorKind.MEDIUM] or speakers[-1:]
    if named:
        chain = tuple(ChainLink(name=actor.name) for actor in speakers if actor not in named)
        for actor in named:
            holder = _holder(told, actor, context)
            position = _position(told, mention, holder=holder, chain=chain, stance=_plain_stance(event, actor, who))
            yield _stand(told, event, mention, position, actor, context)
    else:
        # Nobody is named: the report itself says so, or hands on what is said.
        position = _position(told, mention, anonymous=event.hearsay)
        yield _stand(told, event, mention, position, None, context)


def _without_media(said: list[Said], who: dict[str, Actor]) -> list[Said]:
    """What media say of an event of which somebody else speaks too: they only hand it on."""
    holders = [[who[i] for i in one.quotation.holders if i in who] for one in said]
    own = [any(not is_medium(actor) for actor in held) for held in holders]
    if not any(own):
        return said
    return [one for one, held, speaks in zip(said, holders, own, strict=True) if speaks or not held]


def _plain_stance(event: EventMention, actor: Actor, who: dict[str, Actor]) -> Stance:
    denies = event.status is Status.NEGATED and negation_denies(event, (actor,), who)
    return Stance.DENIES if denies else Stance.ASSERTS


def _own_voice(actor: Actor, reading: Reading) -> bool:
    """Is somebody the report's own agency or outlet?"""
    return fold(actor.name) in {fold(name) for name in (*reading.report.agencies, reading.report.outlet or "")}


def _held(
    told: Told,
    event: EventMention,
    mention: Mention,
    said: Said,
    who: dict[str, Actor],
    handed_on: set[str],
    context: Context,
) -> Iterator[Stand]:
    """A quotation is held by all of its holders, a position each; without a name it is anonymous. A medium that only
    hands on what another one says holds nothing."""
    quotation = said.quotation
    actors: list[Actor | None] = [who[i] for i in quotation.holders if i in who]
    media = {actor.id for actor in actors if actor and is_medium(actor) and actor.name in handed_on}
    if actors and all(actor and actor.id in media for actor in actors):
        return
    speaking: list[Actor | None] = [a for a in actors if a and a.id not in media]
    chain = quotation.chain
    if quotation.anonymous and (told_by := _medium(chain, who, told.reading)) is not None:
        # Nobody is named but the medium that heard it: it is the one who vouches.
        speaking, chain = [told_by], tuple(link for link in chain if link.id != told_by.id)
    for actor in speaking or [None]:
        named = actor is not None and not _own_voice(actor, told.reading)
        position = _position(
            told,
            mention,
            holder=_holder(told, actor, context) if actor and named else None,
            anonymous=actor is None,
            stance=said.stance,
            about=said.about,
            chain=_links_of(told, chain, context),
            quotation=quotation.id,
            said=quotation.said,
        )
        yield _stand(told, event, mention, position, actor if named else None, context, said)


def _medium(chain: tuple[ChainLink, ...], who: dict[str, Actor], reading: Reading) -> Actor | None:
    """The medium nearest to the reader that handed on what nobody who is named said."""
    return next(
        (
            who[link.id]
            for link in chain
            if link.id in who and is_medium(who[link.id]) and not _own_voice(who[link.id], reading)
        ),
        None,
    )


def _stand(
    told: Told,
    event: EventMention,
    mention: Mention,
    position: Position,
    actor: Actor | None,
    context: Context,
    said: Said | None = None,
) -> Stand:
    who = {a.id: a for a in told.reading.actors}
    blamed = frozenset(context.registry.keys[told.ref, i] for i in said.accused if i in who) if said else frozenset()
    own = actor is not None and on_side(actor, event.actors, who)
    return Stand(
        position=position,
        actor=actor,
        key=context.registry.keys[told.ref, actor.id] if actor else "",
        order=mention.order,
        hostile=event.type in HOSTILE,
        own=own,
        other=not own and (bool(blamed) or any(p.actor in who for p in event.actors)),
        part=own or (actor is not None and on_side(actor, event.recipients, who)),
        answer=said is not None and said.answer,
        accused=blamed,
    )


def refined(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """The same positions with the stance that they have beside each other.

    Who says of another side that it did something hostile accuses it; who says it of his own side when others said it
    before confirms it; who says what he takes part in and what is to come announces it. Of an act that happened
    whoever did it, an accusation and the answer to it are about who did it.
    """
    first: dict[str, tuple[str, str, int]] = {}
    for stand in stands:
        if _happened(stand):
            first[_side(stand)] = min(first.get(_side(stand), stand.order), stand.order)
    accounts = {_side(s) for s in stands if s.other and s.key and _happened(s)}
    told = Counter(_side(s) for s in stands if _happened(s) and not (s.other and s.key))
    found = []
    for stand in stands:
        side = _side(stand)
        said = any(order < stand.order for other, order in first.items() if not side or other != side)
        known = len(accounts) > 1 or (bool(told) and (not side or set(told) != {side}))
        found.append(replace(stand, position=_refined(stand, said, known)))
    return tuple(found)


def _happened(stand: Stand) -> bool:
    position = stand.position
    return position.status is Status.ACTUAL and position.stance in AFFIRMING and not position.anonymous


def _side(stand: Stand) -> str:
    """What counts as one voice: somebody, or the state for which he acts; empty for a report's own voice."""
    actor = stand.actor
    return f"for:{actor.country}" if actor and actor.country and acts_for_state(actor) else stand.key


def _refined(stand: Stand, said: bool, known: bool) -> Position:
    """said: another side said before that it happened; known: somebody does who does not only accuse."""
    position = stand.position
    stance, about = position.stance, position.about
    actual = position.status is Status.ACTUAL
    if stance is Stance.ASSERTS and stand.hostile and actual and stand.actor is not None:
        if (stand.other or (about in BLAMING and not stand.own)) and not watches(stand.actor):
            stance = Stance.ACCUSES
        elif stand.own and said:
            stance = Stance.CONFIRMS
    if stance is Stance.ASSERTS and position.status is Status.PLANNED and stand.part:
        stance = Stance.ANNOUNCES
    if stance is Stance.ASSERTS and position.status is Status.POSSIBLE and stand.hostile and stand.other:
        # Who holds an attack by others possible warns of it; whose work is to watch says how things stand.
        stance = stance if stand.actor is None or watches(stand.actor) else Stance.FEARS
    if about is About.OCCURRENCE and stand.hostile and known:
        blames = stance is Stance.ACCUSES and (stand.other or position.stance is Stance.ACCUSES)
        answers = stance is Stance.DENIES and (stand.own or stand.answer) and position.status in _DONE
        about = About.RESPONSIBILITY if blames or answers else about
    return replace(position, stance=stance, about=about)


def watches(actor: Actor) -> bool:
    """Does somebody tell of what others do because that is his work: an institute, a medium, an aid organisation,
    or a body of which nothing is known?"""
    unknown = actor.kind is ActorKind.ORGANISATION and actor.sector is None
    return unknown or actor.kind is ActorKind.MEDIUM or actor.sector in _WATCHING


def _position(
    told: Told,
    mention: Mention,
    *,
    holder: Holder | None = None,
    anonymous: bool = False,
    stance: Stance = Stance.ASSERTS,
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
        status=mention.status,
        chain=chain,
        report=told.ref,
        quotation=quotation,
        said=said or (told.reading.report.published or "")[:10] or None,
        withdrawn=told.withdrawn,
        wrong=quotation in told.wrong,
    )


def _holder(told: Told, actor: Actor, context: Context) -> Holder:
    """The holder with the name that the registry knows; the name that the report uses, and the body, are further
    names."""
    key = context.registry.keys[told.ref, actor.id]
    name = context.registry.profiles[key].name
    body = body_of(actor, context.vocabulary)
    others = dict.fromkeys(other for other in (actor.name, body) if other and other != name)
    return Holder(id=key, name=name, names=tuple(others))


def _links_of(told: Told, chain: tuple[ChainLink, ...], context: Context) -> tuple[ChainLink, ...]:
    """A chain with the registry's keys in place of the reading's ids."""
    return tuple(
        ChainLink(id=context.registry.keys.get((told.ref, link.id)) if link.id else None, name=link.name)
        for link in chain
    )
