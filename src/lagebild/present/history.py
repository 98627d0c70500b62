"""The course of an event over time, and who changed his position on it, out of its record."""

from collections.abc import Iterator

from msgspec import Struct

from lagebild.model import LedgerEvent, Position, Stance, Status
from lagebild.present.catalogue import Catalogue
from lagebild.present.dates import date_words
from lagebild.present.names import named_in
from lagebild.present.picture import standing

_ORDER = (Status.POSSIBLE, Status.REQUESTED, Status.PLANNED, Status.NEGATED, Status.ACTUAL)
_DAY = len("2022-12-19")
_OPEN = frozenset((Stance.DENIES, Stance.DOUBTS, Stance.NO_COMMENT, Stance.REJECTS, Stance.RETRACTS))
_FOR = frozenset((Stance.ASSERTS, Stance.CONFIRMS, Stance.CLAIMS, Stance.ANNOUNCES))
_AGAINST = frozenset((Stance.DENIES, Stance.RETRACTS))


class Step(Struct, frozen=True, kw_only=True):
    """That an event was told anew with another status. day: when it was said; position: the first that says so."""

    status: Status
    day: str
    position: Position


class Change(Struct, frozen=True, kw_only=True):
    """That somebody took another position than before; both have their day."""

    first: Position
    then: Position


def course(event: LedgerEvent) -> tuple[Step, ...]:
    """How an event was told over time: announced, called off, happened; a step each time that the status changes. Empty
    where it was told in one way only. Denials and doubts are positions and no course of things.

    Of a day the furthest status counts: who tells that a strike was called off tells of the plan too.
    """
    days: dict[str, Position] = {}
    # What is known by its month only has no place among days.
    told = (p for p in standing(event) if len(p.said or "") >= _DAY and p.stance not in _OPEN)
    for position in sorted(told, key=lambda p: (p.said or "", p.report, p.quotation or "")):
        day = (position.said or "")[:10]
        known = days.get(day)
        if known is None or _ORDER.index(position.status) > _ORDER.index(known.status):
            days[day] = position
    steps: list[Step] = []
    for day, position in sorted(days.items()):
        if not steps or _goes_on(steps[-1].status, position.status):
            steps.append(Step(status=position.status, day=day, position=position))
    return tuple(steps) if len(steps) > 1 else ()


def _goes_on(before: Status, now: Status) -> bool:
    """Is a status news after another one? What has happened stays so, and a demand or a guess is none after a plan;
    what was called off may be announced again."""
    if before is now or before is Status.ACTUAL:
        return False
    return _ORDER.index(now) > _ORDER.index(before) or (before, now) == (Status.NEGATED, Status.PLANNED)


def changes(event: LedgerEvent) -> tuple[Change, ...]:
    """Who confirmed or claimed what he had denied or left without comment, or took back what he had said; each holder's
    first change, in the order of time."""
    found = []
    held: dict[str, list[Position]] = {}
    for position in standing(event):
        if position.holder is not None and position.said:
            held.setdefault(position.holder.id or position.holder.name, []).append(position)
    for positions in held.values():
        ordered = sorted(positions, key=lambda p: (p.said or "", p.report, p.quotation or ""))
        pairs = (
            Change(first=one, then=other)
            for i, one in enumerate(ordered)
            for other in ordered[i + 1 :]
            if (one.said or "")[:10] < (other.said or "")[:10] and _turns(one, other)
        )
        if (change := next(pairs, None)) is not None:
            found.append(change)
    return tuple(sorted(found, key=lambda change: (change.then.said or "", change.then.report)))


def _turns(one: Position, other: Position) -> bool:
    if one.stance in _AGAINST or one.stance is Stance.NO_COMMENT:
        return other.stance in _FOR and (one.stance is not Stance.NO_COMMENT or other.stance is not Stance.ASSERTS)
    return one.stance in _FOR and other.stance in _AGAINST and one.about is other.about


def history_lines(event: LedgerEvent, words: Catalogue) -> Iterator[str]:
    """The course and the changes as lines: "angekündigt am 16. Dezember 2022 (Kreml)", "Muster: bestritten am …, dann
    bestätigt am …"."""
    for step in course(event):
        when = date_words(step.day, words)
        holder = step.position.holder
        name = named_in(holder.name, words) if holder else words.text["report_voice"]
        yield f"{words.say(f'course_{step.status}', day=when)} ({name})"
    for change in changes(event):
        assert change.first.holder is not None
        name = named_in(change.first.holder.name, words)
        yield words.say("changed", name=name, first=_when(change.first, words), then=_when(change.then, words))


def _when(position: Position, words: Catalogue) -> str:
    return f"{words.stance[position.stance]} {date_words((position.said or '')[:10], words)}"
