"""What changed since a day: by what reports said until then and since."""

from lagebild.model import (
    About,
    EventType,
    Holder,
    LedgerEvent,
    LedgerStatus,
    MentionRef,
    Position,
    Stance,
    Status,
)
from lagebild.present.changes import ChangeKind, changes

DAYS = {"old": "2023-06-01", "older": "2023-05-01", "new": "2023-06-07", "newest": "2023-06-09T10:00", "undated": None}


def said(report: str, stance: Stance = Stance.ASSERTS, who: str | None = None, **more: object) -> Position:
    """A position of a report, in its own voice without `who`."""
    holder = Holder(id=f"person:{who}", name=who) if who else None
    return Position(report=report, stance=stance, holder=holder, **more)  # type: ignore[arg-type]


def event(*positions: Position, status: LedgerStatus = LedgerStatus.ACTUAL, contested: bool = False) -> LedgerEvent:
    """An event with the mentions of its positions."""
    mentions = tuple(
        MentionRef(report=r, event="e1", trigger=(0, 1)) for r in dict.fromkeys(p.report for p in positions)
    )
    return LedgerEvent(
        id="x", type=EventType.ASSAULT, status=status, mentions=mentions, positions=positions, contested=contested
    )


def kinds(*positions: Position, since: str = "2023-06-05", copies: tuple[str, ...] = (), **more: object) -> list[str]:
    """The kinds of change of one event."""
    found = changes([event(*positions, **more)], DAYS, frozenset(copies), since)  # type: ignore[arg-type]
    return [kind.value for change in found for kind in change.kinds]


def test_what_no_earlier_report_told_is_new() -> None:
    assert kinds(said("new"), said("newest")) == ["new"]
    assert kinds(said("old"), said("new")) == []
    assert kinds(said("old")) == []
    assert kinds(said("new"), since="2023-06-08") == []


def test_a_report_of_no_day_is_old() -> None:
    assert kinds(said("undated")) == []
    assert kinds(said("undated"), said("new")) == []


def test_a_denial_counts_when_its_holder_did_not_deny_the_same_before() -> None:
    denial = said("new", Stance.DENIES, "Muster")
    assert kinds(said("old"), denial) == ["newly_denied"]
    assert kinds(said("old"), said("older", Stance.DENIES, "Muster"), denial, contested=True) == []
    assert kinds(said("old"), said("older", Stance.DENIES, "Beispiel"), denial, contested=True) == ["newly_denied"]
    other = said("older", Stance.DENIES, "Muster", about=About.NUMBER)
    assert kinds(said("old"), other, denial) == ["newly_denied"]


def test_a_misread_or_withdrawn_denial_is_none() -> None:
    assert kinds(said("old"), said("new", Stance.DENIES, "Muster", wrong=True)) == []
    assert kinds(said("old"), said("new", Stance.DENIES, "Muster", withdrawn="2023-06-08")) == []


def test_a_confirmation_after_a_denial_is_told_with_who_confirms() -> None:
    (change,) = changes(
        [event(said("old", Stance.DENIES, "Muster"), said("new", Stance.CONFIRMS, "Muster"))],
        DAYS,
        frozenset(),
        "2023-06-05",
    )
    assert ChangeKind.CONFIRMED in change.kinds
    assert [(p.holder and p.holder.name, p.stance) for p in change.positions] == [("Muster", Stance.CONFIRMS)]


def test_a_status_is_compared_with_what_was_said_until_then() -> None:
    plan = said("old", status=Status.PLANNED)
    (change,) = changes([event(plan, said("new"))], DAYS, frozenset(), "2023-06-05")
    assert (change.kinds, change.before) == ((ChangeKind.STATUS,), LedgerStatus.PLANNED)
    party = said("old", Stance.ASSERTS, "Muster", party=True)
    assert kinds(party, said("new")) == ["status_changed"]
    assert kinds(party, said("new"), copies=("new",)) == []


def test_what_was_withdrawn_only_later_still_stood_then() -> None:
    assert kinds(said("old", withdrawn="2023-06-08"), said("new", status=Status.NEGATED)) == ["status_changed"]
    assert kinds(said("old", withdrawn="2023-05-20"), said("new", status=Status.ACTUAL)) == []


def test_a_dispute_that_is_over_is_told() -> None:
    earlier = (said("old"), said("older", Stance.DENIES, "Muster", withdrawn="2023-06-07"))
    assert kinds(*earlier, said("new"), contested=False) == ["no_longer_contested"]
    assert kinds(*earlier, said("new"), contested=True) == []


def test_the_most_telling_changes_come_first() -> None:
    events = [event(said("old"), said("new", Stance.DENIES, "Muster")), event(said("new"))]
    found = changes(events, DAYS, frozenset(), "2023-06-05")
    assert [change.kinds[0] for change in found] == [ChangeKind.NEW, ChangeKind.DENIED]
