"""What changed in the ledger since a day: what is new, newly denied or confirmed, and whose status is another one."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from lagebild.link.judging import contested, status_of
from lagebild.link.positions import Stand
from lagebild.model import LedgerEvent, LedgerStatus, Position, Stance
from lagebild.present.picture import standing


class ChangeKind(StrEnum):
    """What changed about an event, the most telling first."""

    NEW = "new"
    DENIED = "newly_denied"
    CONFIRMED = "newly_confirmed"
    STATUS = "status_changed"
    SETTLED = "no_longer_contested"


class Change(Struct, frozen=True, kw_only=True):
    """An event that changed. positions: those that are new and say so; before: its status until then."""

    event: LedgerEvent
    kinds: tuple[ChangeKind, ...]
    before: LedgerStatus | None = None
    positions: tuple[Position, ...] = ()


def changes(
    ledger: Iterable[LedgerEvent], days: Mapping[str, str | None], copies: frozenset[str], since: str
) -> tuple[Change, ...]:
    """The events that changed on a day or later, by kind; of one kind what is contested and has most sources first.

    days: the day of each report by its reference, that of publication or that on which it came in; reports without one
    are old. copies: ids of reports that copy others. What is asked is what reports said until then, as it is read now.
    """
    found = [change for event in ledger if (change := _change(event, days, copies, since)) is not None]
    order = list(ChangeKind)
    return tuple(
        sorted(
            found,
            key=lambda c: (order.index(c.kinds[0]), not c.event.contested, -c.event.independent_sources, c.event.id),
        )
    )


def _change(event: LedgerEvent, days: Mapping[str, str | None], copies: frozenset[str], since: str) -> Change | None:
    def late(report: str) -> bool:
        return (days.get(report) or "") >= since

    told = {mention.report for mention in event.mentions}
    if not any(map(late, told)):
        return None
    fresh = [p for p in standing(event) if late(p.report)]
    if all(map(late, told)):
        return Change(event=event, kinds=(ChangeKind.NEW,), positions=_telling(fresh, ()))
    earlier = [_as_of(p, since) for p in event.positions if not late(p.report) and not p.wrong]
    kinds = []
    denials, confirmations = (_new(stance, fresh, earlier) for stance in (Stance.DENIES, Stance.CONFIRMS))
    if denials:
        kinds.append(ChangeKind.DENIED)
    if confirmations:
        kinds.append(ChangeKind.CONFIRMED)
    before = _status(earlier, copies) if earlier else None
    if before is not None and before is not _status(standing(event), copies):
        kinds.append(ChangeKind.STATUS)
    if earlier and contested(_stands(earlier), copies) and not event.contested:
        kinds.append(ChangeKind.SETTLED)
    if not kinds:
        return None
    return Change(event=event, kinds=tuple(kinds), before=before, positions=(*denials, *confirmations))


def _as_of(position: Position, since: str) -> Position:
    """A position as it stood before a day: what was withdrawn later still stood."""
    return replace(position, withdrawn=None) if (position.withdrawn or "") >= since else position


def _new(stance: Stance, fresh: Sequence[Position], earlier: Sequence[Position]) -> tuple[Position, ...]:
    """Who takes a stance and did not take it before on the same; each holder once."""
    known = {_key(p) for p in earlier if p.stance is stance}
    found = {_key(p): p for p in reversed(fresh) if p.stance is stance and _key(p) not in known}
    return tuple(reversed(found.values()))


def _telling(fresh: Sequence[Position], earlier: Sequence[Position]) -> tuple[Position, ...]:
    return _new(Stance.DENIES, fresh, earlier) + _new(Stance.CONFIRMS, fresh, earlier)


def _key(position: Position) -> tuple[str, str]:
    who = position.holder.id or position.holder.name if position.holder else f"={position.report}"
    return who, position.about


def _status(positions: Sequence[Position], copies: frozenset[str]) -> LedgerStatus:
    return status_of(_stands(positions), [p.party for p in positions], copies)


def _stands(positions: Sequence[Position]) -> list[Stand]:
    """Positions as judging takes them, in the order of the ledger."""
    return [
        Stand(
            position=p, actor=None, key=(p.holder.id or p.holder.name) if p.holder else "",
            order=(p.said or "", p.report, at),
        )
        for at, p in enumerate(positions)
    ]  # fmt: skip
