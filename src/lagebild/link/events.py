"""Linked events: what the mentions of a cluster say together, as one record of the ledger."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from msgspec.structs import replace

from lagebild.link.dates import days_of, instant
from lagebild.link.judging import contested, is_party, sources_of, status_of
from lagebild.link.parties import Mentioned, sides_of
from lagebild.link.positions import Context, Stand, stands_of
from lagebild.link.references import mention_id
from lagebild.link.stances import SAYING
from lagebild.link.within import Local, leans
from lagebild.model import LedgerEvent, LedgerNumber, LedgerPlace, LedgerTime, MentionRef, Status

_ORDER = (Status.ACTUAL, Status.PLANNED, Status.REQUESTED, Status.POSSIBLE, Status.NEGATED)
_PRECISE = 2
"""Days that a precise time covers at most: a night lies in two."""


def ledger_event(cluster: Sequence[Local], context: Context) -> LedgerEvent:
    """The record of a linked event. Its id comes from its first mention, so it is the same for every order of
    arrival."""
    told = _mentions(cluster, context)
    time = _time([mention for mention in told if mention.counts] or told)
    told = [_not_before(mention, time) for mention in told]
    counting = [mention for mention in told if mention.counts] or told
    stands = stands_of([m.mention for m in told], context)
    actors, recipients = sides_of(told, stands, context)
    keys = frozenset(actor.id for actor in (*actors, *recipients))
    # An organ is a party with its state; a person's country counts only where he acts for it, as the parties know.
    countries = frozenset().union(*(local.actors.countries | local.recipients.countries for local in cluster))
    party = [is_party(stand, keys, countries) for stand in stands]
    sources = sources_of(stands, party, context)
    published = sorted({m.ref: context.told[m.ref].reading.report.published or "" for m in told}.values(), key=instant)
    return LedgerEvent(
        id=_id(told, context),
        type=cluster[0].type,
        mode=_most(m.event.mode for m in counting if m.event.mode),
        contexts=tuple(sorted({c for m in counting for c in m.event.contexts})),
        status=status_of(stands, party, context.copies),
        time=time,
        place=_place(counting),
        actors=actors,
        recipients=recipients,
        numbers=_numbers(counting, stands),
        first_seen=published[0] or None,
        last_seen=published[-1] or None,
        mentions=tuple(MentionRef(report=m.ref, event=mention_id(m.event.id), trigger=m.event.trigger) for m in told),
        positions=tuple(
            replace(stand.position, party=takes_part)
            for stand, takes_part in sorted(zip(stands, party, strict=True), key=lambda pair: _place_in_time(pair[0]))
        ),
        sources=sources,
        independent_sources=len(sources),
        contested=contested(stands, context.copies),
    )


def telling(cluster: Sequence[Local]) -> bool:
    """Does anything but a word tell which event is meant?"""
    return any(not mention.bare for local in cluster for mention in local.mentions)


def _mentions(cluster: Sequence[Local], context: Context) -> list[Mentioned]:
    found = []
    for mention in (mention for local in cluster for mention in local.mentions):
        told = context.told[mention.ref]
        found.append(
            Mentioned(
                mention=mention,
                event=next(event for event in told.reading.events if event.id == mention.event),
                copied=mention.ref in context.copies,
                withdrawn=told.withdrawn is not None,
            )
        )
    return sorted(found, key=lambda m: (m.mention.order, m.event.id))


def _not_before(told: Mentioned, time: LedgerTime | None) -> Mentioned:
    """A noun says nothing of its own on whether what it names has happened: before the day of the event it is still to
    come."""
    begins = days_of(time.begins or time.value) if time else None
    seen = told.mention.day
    if (
        told.event.type in SAYING
        or begins is None
        or seen is None
        or begins[0] != begins[1]
        or seen[1] >= begins[0]
        or not leans(told.mention)
    ):
        return told
    return replace(told, mention=replace(told.mention, status=Status.PLANNED))


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
    """The time on which most mentions agree: of what happened before what was only planned, of what a text says before
    what follows from its day, of precise times before long ones. Nights and days that begin together are one."""
    timed = [
        (m, m.event.time, m.mention.days) for m in told if m.event.time and not m.event.time.value.endswith("_REF")
    ]
    ranked: dict[tuple[int, bool, bool], list[Mentioned]] = {}
    for mention, time, days in timed:
        precise = days is not None and days[1] - days[0] < _PRECISE
        rank = _ORDER.index(mention.mention.status)
        ranked.setdefault((rank, not precise, time.span is None or not mention.mention.own), []).append(mention)
    if not timed:
        return None
    first = min(key[0] for key in ranked)
    precise_first = min(key[1] for key in ranked if key[0] == first)
    best = [m for key, group in ranked.items() if key[:2] == (first, precise_first) for m in group]
    votes = Counter(_begins(m) for m in best)
    explicit = Counter(_begins(m) for m in best if m.event.time and m.event.time.span is not None)
    day = min(votes, key=lambda d: (-explicit[d], -votes[d], d))
    values = Counter(
        (m.event.time.value, m.event.time.begins or "", m.event.time.ends or "")
        for m in best
        if m.event.time and _begins(m) == day
    )
    value, begins, ends = min(values, key=lambda v: (-values[v], v))
    return LedgerTime(value=value, begins=begins or None, ends=ends or None)


def _begins(told: Mentioned) -> str:
    time = told.event.time
    return (time.begins or time.value)[:10] if time else ""


def _place(told: Sequence[Mentioned]) -> LedgerPlace | None:
    """The place that most mentions name, one in a country before the country; those in a report's own voice first."""
    named = [(m, m.event.place) for m in told if m.event.place]
    if not named:
        return None
    inner = [(m, p) for m, p in named if p.geo_precision != "country"] or named
    own = [(m, p) for m, p in inner if m.mention.own] or inner
    name = _most(p.name for _, p in own) or ""
    # Of several readings of one name the one that knows most.
    same = [p for _, p in named if p.name == name]
    best = max(same, key=lambda p: (p.lat is not None, p.country or "", p.lat or 0.0))
    return LedgerPlace(name=name, country=best.country, lat=best.lat, lon=best.lon)


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
