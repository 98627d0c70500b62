"""The situation picture: what happened, what is planned, what is feared, what is contested and by whom."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from lagebild.model import (
    About,
    AmendmentKind,
    EventType,
    LedgerEvent,
    LedgerStatus,
    ListedReport,
    Position,
    Stance,
)

PRO = frozenset((Stance.ASSERTS, Stance.CONFIRMS, Stance.ANNOUNCES, Stance.ACCUSES, Stance.CLAIMS, Stance.EXPECTS))
CONTRA = frozenset((Stance.DENIES, Stance.DOUBTS, Stance.REJECTS, Stance.RETRACTS))


class Side(Struct, frozen=True, kw_only=True):
    """Positions of one holder on one side of an event; `position` is the earliest of them, `reports` are their ids."""

    position: Position
    reports: tuple[str, ...]


class Line(Struct, frozen=True, kw_only=True):
    """An event of the picture. copies: reports among its mentions that are reprints; passed: planned for a day before
    the newest report, and no report says that it happened; about: what is contested; others: who demands, fears or
    praises, on neither side."""

    event: LedgerEvent
    reports: tuple[str, ...]
    copies: int
    passed: bool = False
    about: tuple[About, ...] = ()
    pro: tuple[Side, ...] = ()
    contra: tuple[Side, ...] = ()
    others: tuple[Side, ...] = ()


class Section(Struct, frozen=True, kw_only=True):
    """A part of the picture: contested, happened, planned, possible, requested, negated. left: lines that are cut."""

    name: str
    lines: tuple[Line, ...]
    left: int = 0


class Picture(Struct, frozen=True, kw_only=True):
    """The picture of a store. as_of: publication of the newest report; copies: reprints among the reports."""

    as_of: str | None
    reports: int
    copies: int
    events: int
    sections: tuple[Section, ...]


SECTIONS: tuple[tuple[str, frozenset[LedgerStatus], int], ...] = (
    ("happened", frozenset((LedgerStatus.ACTUAL, LedgerStatus.CLAIMED)), 5),
    ("planned", frozenset((LedgerStatus.PLANNED,)), 3),
    ("possible", frozenset((LedgerStatus.POSSIBLE,)), 3),
    ("requested", frozenset((LedgerStatus.REQUESTED,)), 2),
    ("negated", frozenset((LedgerStatus.NEGATED,)), 2),
)
"""Section, the statuses that it holds, and its share of a screen in lines."""
CONTESTED = 4
WORDS = frozenset((EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT))
"""Types that are said and not done: of two equal events the other one comes first."""


def picture(ledger: Iterable[LedgerEvent], reports: Sequence[ListedReport], *, most: int | None = None) -> Picture:
    """The picture of a ledger, most important first: contested, then by independent sources and by recency.

    most: lines in each section; by default so many that the whole fits on two screens; 0 for all. Events of which
    somebody says that they were misread are left out.
    """
    listed = {report.id: report for report in reports}
    events = sorted((event for event in ledger if not misread(event)), key=_weight)
    as_of = max((report.published for report in reports if report.published), default=None)
    sections = [_section("contested", [e for e in events if e.contested], CONTESTED, listed, as_of, most)]
    for name, statuses, share in SECTIONS:
        chosen = [e for e in events if not e.contested and e.status in statuses]
        sections.append(_section(name, chosen, share, listed, as_of, most))
    return Picture(
        as_of=as_of,
        reports=len(reports),
        copies=sum(report.copy_of is not None for report in reports),
        events=len(events),
        sections=tuple(section for section in sections if section.lines),
    )


def misread(event: LedgerEvent) -> bool:
    """Does a person say that an event as a whole was misread?"""
    return any(remark.kind is AmendmentKind.WRONG and remark.report is None for remark in event.remarks)


def line(event: LedgerEvent, listed: dict[str, ListedReport], as_of: str | None) -> Line:
    """An event with its sides and with what the reports say of copies."""
    reports = tuple(dict.fromkeys(mention.report for mention in event.mentions))
    about = contested_about(event)
    sides = [p for p in standing(event) if not about or p.about in about]
    return Line(
        event=event,
        reports=reports,
        copies=sum(listed[r].copy_of is not None for r in reports if r in listed),
        passed=_passed(event, as_of),
        about=about,
        pro=_sides(sides, PRO),
        contra=_sides(sides, CONTRA),
        others=_sides(sides, frozenset(Stance) - PRO - CONTRA),
    )


def standing(event: LedgerEvent) -> tuple[Position, ...]:
    """The positions that count: neither withdrawn nor misread."""
    return tuple(p for p in event.positions if p.withdrawn is None and not p.wrong)


def contested_about(event: LedgerEvent) -> tuple[About, ...]:
    """What is contested: where on one `about` there are positions on both sides."""
    said = standing(event)
    return tuple(
        about
        for about in About
        if any(p.about is about and p.stance in PRO for p in said)
        and any(p.about is about and p.stance in CONTRA for p in said)
    )


def _section(
    name: str,
    events: list[LedgerEvent],
    share: int,
    listed: dict[str, ListedReport],
    as_of: str | None,
    most: int | None,
) -> Section:
    number = share if most is None else most or len(events)
    lines = tuple(line(event, listed, as_of) for event in events[:number])
    return Section(name=name, lines=lines, left=len(events) - len(lines))


def _weight(event: LedgerEvent) -> tuple[object, ...]:
    """Sort key: more independent sources first, deeds before words, then more holders, then the newest."""
    holders = {p.holder.name for p in event.positions if p.holder}
    newest = "".join(chr(0x10FFFF - ord(c)) for c in event.last_seen or "")
    named = bool(event.actors) + bool(event.recipients)
    return -event.independent_sources, event.type in WORDS, -named, -len(holders), newest, event.id


def _passed(event: LedgerEvent, as_of: str | None) -> bool:
    ends = (event.time.ends or event.time.value) if event.time else None
    if event.status is not LedgerStatus.PLANNED or not ends or not as_of or not ends[:1].isdigit():
        return False
    size = min(len(ends), len(as_of), 10)
    return ends[:size] < as_of[:size]


def _sides(positions: list[Position], stances: frozenset[Stance]) -> tuple[Side, ...]:
    """One side, a holder once; reports in their own voice are one each."""
    found: dict[str, list[Position]] = {}
    for position in positions:
        if position.stance in stances:
            found.setdefault(_holder_key(position), []).append(position)
    return tuple(
        Side(position=same[0], reports=tuple(dict.fromkeys(position.report for position in same)))
        for same in found.values()
    )


def _holder_key(position: Position) -> str:
    if position.holder is not None:
        return position.holder.id or position.holder.name
    return f"?{position.report}" if position.anonymous else f"={position.report}"
