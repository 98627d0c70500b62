"""Linked events: what the mentions of a cluster say together, as one record of the ledger."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from msgspec import Struct

from lagebild.link.dates import instant
from lagebild.link.positions import Context, Stand, contested, is_party, sources_of, stands_of, status_of
from lagebild.link.within import Local
from lagebild.model import (
    EventMention,
    LedgerActor,
    LedgerEvent,
    LedgerNumber,
    LedgerPlace,
    LedgerTime,
    MentionRef,
    Party,
    Status,
)

_ORDER = (Status.ACTUAL, Status.PLANNED, Status.REQUESTED, Status.POSSIBLE, Status.NEGATED)


class Mentioned(Struct, frozen=True, kw_only=True):
    """An event mention with its report: `order` sorts by publication, report and place in the text."""

    ref: str
    order: tuple[str, str, int]
    event: EventMention
    copied: bool
    withdrawn: bool

    @property
    def counts(self) -> bool:
        """Does it speak for itself: in the latest version of a report that is no copy?"""
        return not self.copied and not self.withdrawn


def ledger_event(cluster: Sequence[Local], context: Context) -> LedgerEvent:
    """The record of a linked event. Its id comes from its first mention, so it is the same for every order of
    arrival."""
    told = _mentions(cluster, context)
    counting = [mention for mention in told if mention.counts] or told
    stands = stands_of([(m.ref, m.event.id, m.order) for m in told], context)
    actors = _side(counting, told, context, recipients=False)
    recipients = _side(counting, told, context, recipients=True)
    keys = frozenset(actor.id for actor in (*actors, *recipients))
    # An organ is a party with its state; a person's country counts only where he acts for it, as the parties know.
    countries = frozenset().union(*(local.actors.countries | local.recipients.countries for local in cluster))
    party = [is_party(stand, keys, countries) for stand in stands]
    sources = sources_of(stands, party, context, countries)
    published = sorted({m.ref: context.told[m.ref].reading.report.published or "" for m in told}.values(), key=instant)
    return LedgerEvent(
        id=_id(told, context),
        type=cluster[0].type,
        mode=_most(m.event.mode for m in counting if m.event.mode),
        contexts=tuple(sorted({c for m in counting for c in m.event.contexts})),
        status=status_of(stands, party, context.copies),
        time=_time(counting),
        place=_place(counting),
        actors=actors,
        recipients=recipients,
        numbers=_numbers(counting, stands),
        first_seen=published[0] or None,
        last_seen=published[-1] or None,
        mentions=tuple(MentionRef(report=m.ref, event=m.event.id, trigger=m.event.trigger) for m in told),
        positions=tuple(stand.position for stand in sorted(stands, key=_place_in_time)),
        sources=sources,
        independent_sources=len(sources),
        contested=contested(stands, context.copies),
    )


def _mentions(cluster: Sequence[Local], context: Context) -> list[Mentioned]:
    found = []
    for mention in (mention for local in cluster for mention in local.mentions):
        told = context.told[mention.ref]
        found.append(
            Mentioned(
                ref=mention.ref,
                order=mention.order,
                event=next(event for event in told.reading.events if event.id == mention.event),
                copied=mention.ref in context.copies,
                withdrawn=told.withdrawn is not None,
            )
        )
    return sorted(found, key=lambda mention: (mention.order, mention.event.id))


def _id(told: Sequence[Mentioned], context: Context) -> str:
    """Twelve hexadecimal digits from the first mention: its report and version, type and trigger."""
    first = told[0]
    report = context.told[first.ref].reading.report
    start, end = first.event.trigger
    # Two mentions can share a trigger; their place among those of one trigger tells them apart.
    same = [e.id for e in context.told[first.ref].reading.events if e.trigger == first.event.trigger]
    what = f"{report.id}\x00{report.version}\x00{first.event.type}\x00{start}\x00{end}\x00{same.index(first.event.id)}"
    return blake2b(what.encode(), digest_size=6).hexdigest()


def _place_in_time(stand: Stand) -> tuple[object, ...]:
    position = stand.position
    name = position.holder.name if position.holder else ""
    return (stand.order, name, position.stance, position.about, position.status, position.quotation or "")


def _most(values: Iterable[str]) -> str | None:
    """The most frequent value; of equals the first in the alphabet."""
    found = Counter(values)
    return min(found, key=lambda value: (-found[value], value)) if found else None


def _time(told: Sequence[Mentioned]) -> LedgerTime | None:
    """The time on which most mentions agree among the most precise ones; what happened goes before what was planned."""
    votes: Counter[tuple[int, int, str, str, str]] = Counter()
    for mention in told:
        time = mention.event.time
        if time is None:
            continue
        precision = -len((time.begins or time.value)[:10]) if (time.begins or "") == (time.ends or "") else 0
        rank = _ORDER.index(mention.event.status)
        votes[rank, precision, time.value, time.begins or "", time.ends or ""] += 1
    if not votes:
        return None
    best = min(votes, key=lambda vote: (vote[0], vote[1], -votes[vote], vote))
    return LedgerTime(value=best[2], begins=best[3] or None, ends=best[4] or None)


def _place(told: Sequence[Mentioned]) -> LedgerPlace | None:
    places = [m.event.place for m in told if m.event.place]
    name = _most(place.name for place in places)
    if name is None:
        return None
    # Of several readings of one name the one that knows most.
    best = max((p for p in places if p.name == name), key=lambda p: (p.lat is not None, p.country or "", p.lat or 0.0))
    return LedgerPlace(name=name, country=best.country, lat=best.lat, lon=best.lon)


def _side(
    counting: Sequence[Mentioned], told: Sequence[Mentioned], context: Context, *, recipients: bool
) -> tuple[LedgerActor, ...]:
    """The parties of a side, those most often named first. Somebody is alleged when no mention names him without
    doubt."""
    found: Counter[str] = Counter()
    sure: set[str] = set()
    for mention in told:
        for party in mention.event.recipients if recipients else mention.event.actors:
            key = _key(mention, party, context)
            if key is None or (not mention.counts and mention in counting):
                continue
            found[key] += 1 if mention.counts else 0
            if not party.alleged and not mention.withdrawn:
                sure.add(key)
    named = sorted(found, key=lambda key: (-found[key], key))
    return tuple(
        LedgerActor(
            id=key,
            name=context.registry.profiles[key].name,
            country=context.registry.profiles[key].country,
            alleged=key not in sure,
        )
        for key in named
    )


def _key(mention: Mentioned, party: Party, context: Context) -> str | None:
    return context.registry.keys.get((mention.ref, party.actor)) if party.actor else None


def _numbers(told: Sequence[Mentioned], stands: Sequence[Stand]) -> tuple[LedgerNumber, ...]:
    """The counts that are given, each with who gives it; the holder is null where a report says so itself."""
    holders: dict[str, set[str]] = {}
    for stand in stands:
        if stand.position.holder is not None and stand.position.quotation is not None:
            at = f"{stand.position.report}\x00{stand.position.quotation}"
            holders.setdefault(at, set()).add(stand.position.holder.name)
    found: set[tuple[str, int | None, int | None, str | None]] = set()
    for mention in told:
        for number in mention.event.numbers:
            given = {h for q in mention.event.quotations for h in holders.get(f"{mention.ref}\x00{q}", ())}
            for holder in given or (None,):
                found.add((number.what, number.min, number.max, holder))
    rows = sorted(found, key=lambda row: (row[0], row[1] or 0, row[2] or 0, row[3] or ""))
    return tuple(LedgerNumber(what=what, min=low, max=high, holder=holder) for what, low, high, holder in rows)
