"""The parties of a linked event: who did it and to whom, by what its mentions say together.

What a report says in its own voice, and what somebody says of his own side, is taken as said; whom only others blame is
alleged (`LedgerActor.alleged`), so that nobody stands as a culprit on the word of his opponent.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from lagebild.link.actors import Profile
from lagebild.link.mentions import Mention, acting_for_state
from lagebild.link.positions import Context, Stand
from lagebild.link.stances import HOSTILE, on_side
from lagebild.model import About, ActorKind, EventMention, EventType, LedgerActor, Party, Stance, Status

_SETTLED = 2
"""Reports that must name an actor in their own voice before he stands as one where it is disputed who did it."""
_FEW = 3
"""Who is named less than once where another one is named so often was likely misread."""
_WATCHING = frozenset(("EDU", "JRN", "NGO", "MED"))
_MEETINGS = frozenset((EventType.CONSULT, EventType.AGREE, EventType.COOPERATE))


class Mentioned(Struct, frozen=True, kw_only=True):
    """An event mention with its report."""

    mention: Mention
    event: EventMention
    copied: bool
    withdrawn: bool

    @property
    def ref(self) -> str:
        """The report's reference."""
        return self.mention.ref

    @property
    def counts(self) -> bool:
        """Does it speak for itself: in the latest version of a report that is no copy?"""
        return not self.copied and not self.withdrawn


class Votes(Struct, frozen=True, kw_only=True):
    """How often somebody is named on a side: taken as said, and as alleged."""

    sure: Counter[str]
    alleged: Counter[str]


def sides_of(
    told: Sequence[Mentioned], stands: Sequence[Stand], context: Context
) -> tuple[tuple[LedgerActor, ...], tuple[LedgerActor, ...]]:
    """Actors and recipients, those most often named first."""
    counting = [m for m in told if m.counts] or list(told)
    affirmed = [m for m in counting if m.mention.status is not Status.NEGATED] or counting
    actors, recipients = _votes(affirmed, context, recipients=False), _votes(affirmed, context, recipients=True)
    for key in sorted(k for stand in stands for k in stand.accused):
        actors.alleged[key] += 1
    for m in counting:
        if m.mention.status is Status.NEGATED and m.event.type in HOSTILE:
            actors.alleged.update(key for key in (_key(m, p, context) for p in m.event.actors) if key)
    symmetric = told[0].event.type in _MEETINGS
    sure, done = _chosen(actors.sure, context, symmetric), _chosen(recipients.sure, context, symmetric)
    sure, done = _once(sure, done, actors.sure, recipients.sure)
    if told[0].event.type in HOSTILE and _blame_disputed(stands, actors, sure, context):
        # Where it is disputed who did it, a single report is too little to settle it.
        doubtful = [key for key in sure if len(_told_by(key, affirmed, context)) < _SETTLED]
        sure = [key for key in sure if key not in doubtful]
        actors.alleged.update({key: actors.sure[key] for key in doubtful})
    # Of several accounts each stands, however few give it.
    blamed = [k for k in _chosen(actors.alleged, context, symmetric, few=1) if not _covered(k, sure, context)]
    named = [_actor(key, context, alleged=False) for key in sure]
    return (
        (*named, *(_actor(key, context, alleged=True) for key in blamed)),
        tuple(_actor(key, context, alleged=False) for key in done),
    )


def _blame_disputed(stands: Sequence[Stand], actors: Votes, sure: Sequence[str], context: Context) -> bool:
    """Does somebody deny that he did it, or is another side accused than the one that is taken as sure?"""
    denied = any(s.position.stance is Stance.DENIES and s.position.about is About.RESPONSIBILITY for s in stands)
    return denied or any(not _covered(key, sure, context) for key in actors.alleged)


def _told_by(key: str, told: Iterable[Mentioned], context: Context) -> set[str]:
    """The reports that name somebody as actor and not only as accused."""
    return {
        m.ref
        for m in told
        for party in m.event.actors
        if _key(m, party, context) == key and not party.alleged and not _blamed(m, party, context)
    }


def _votes(told: Iterable[Mentioned], context: Context, *, recipients: bool) -> Votes:
    votes = Votes(sure=Counter(), alleged=Counter())
    for m in told:
        for party in m.event.recipients if recipients else m.event.actors:
            key = _key(m, party, context)
            if key is not None and not _watches(m, party, context):
                doubtful = not recipients and (party.alleged or _blamed(m, party, context))
                (votes.alleged if doubtful else votes.sure)[key] += 1
    return votes


def _watches(told: Mentioned, party: Party, context: Context) -> bool:
    """Is somebody who only speaks of a hostile act, as an institute or a medium does, read as its actor?"""
    if told.event.type not in HOSTILE:
        return False
    reading = context.told[told.ref].reading
    actor = next((a for a in reading.actors if a.id == party.actor), None)
    if actor is None or not (actor.kind is ActorKind.MEDIUM or actor.sector in _WATCHING):
        return False
    return any(party.actor in q.holders for q in reading.quotations if q.id in told.event.quotations)


def _blamed(told: Mentioned, party: Party, context: Context) -> bool:
    """Is somebody said to have done something hostile, and only by others than his own side?"""
    if told.event.type not in HOSTILE or told.mention.own:
        return False
    reading = context.told[told.ref].reading
    who = {actor.id: actor for actor in reading.actors}
    ids = {h for q in reading.quotations if q.id in told.event.quotations for h in q.holders}
    ids |= {v.actor for v in told.event.according_to if v.actor}
    return not any(on_side(who[i], (party,), who) for i in ids if i in who)


def _chosen(votes: Counter[str], context: Context, symmetric: bool, few: int = _FEW) -> list[str]:
    """Those who were surely meant: without what is no name beside names, without what was read once where others were
    read often, and of the organs of one state only the one that is named most. few: how often is often; 1 for ever."""
    known = {key: n for key, n in votes.items() if not _nameless(key, context)} or dict(votes)
    most = max(known.values(), default=0)
    kept = {key: n for key, n in known.items() if few == 1 or n * few > most or n == most}
    best: dict[str, str] = {}
    ranked = sorted(kept, key=lambda key: (-kept[key], key.startswith("state:"), key))
    for key in ranked:
        best.setdefault(_state(key, context, symmetric), key)
    return [key for key in ranked if key in best.values()]


def _state(key: str, context: Context, symmetric: bool) -> str:
    """What counts as one party: a state with its organs, elsewhere everybody himself. Who meets is a person of his
    own."""
    profile = context.registry.profiles[key]
    if not profile.country or not acting_for_state(key.startswith("state:"), profile.sector):
        return key
    if symmetric and key.startswith("person:"):
        return key
    return f"for:{profile.country}"


def _nameless(key: str, context: Context) -> bool:
    """A state of which nobody knows which one it is ("das Land")."""
    return key.startswith("state:-") and context.registry.profiles[key].country is None


def _once(
    actors: list[str], recipients: list[str], acting: Counter[str], receiving: Counter[str]
) -> tuple[list[str], list[str]]:
    """Nobody stands on both sides: who is read on both belongs to that on which he is named more often."""
    both = set(actors) & set(recipients)
    off = {key for key in both if receiving[key] > acting[key]}
    return [k for k in actors if k not in off], [k for k in recipients if k not in both - off]


def _covered(key: str, sure: Iterable[str], context: Context) -> bool:
    """Does somebody, or the state for which he acts, stand among those of whom it is sure?"""
    return any(_state(key, context, symmetric=False) == _state(other, context, symmetric=False) for other in sure)


def _actor(key: str, context: Context, *, alleged: bool) -> LedgerActor:
    profile: Profile = context.registry.profiles[key]
    return LedgerActor(id=key, name=profile.name, country=profile.country, alleged=alleged)


def _key(told: Mentioned, party: Party, context: Context) -> str | None:
    return context.registry.keys.get((told.ref, party.actor)) if party.actor else None
