"""The course of an event, and changes of position, out of the record."""

import pytest

from lagebild.model import About, EventType, Holder, LedgerEvent, LedgerStatus, Position, Stance, Status
from lagebild.present import catalogue
from lagebild.present.history import changes, course, history_lines


def position(day: str, stance: Stance = Stance.ASSERTS, status: Status = Status.ACTUAL, **more: object) -> Position:
    return Position(stance=stance, status=status, report=f"r{day}", said=day, **more)  # type: ignore[arg-type]


def event(*positions: Position) -> LedgerEvent:
    return LedgerEvent(id="e", type=EventType.CONSULT, status=LedgerStatus.ACTUAL, positions=positions)


MINISTER = Holder(id="person:erika muster", name="Erika Muster")
ANNOUNCED = position("2023-05-08", Stance.ANNOUNCES, Status.PLANNED, holder=MINISTER)
CALLED_OFF = position("2023-05-10", status=Status.NEGATED)
HELD = position("2023-05-14")


def test_an_event_has_the_course_in_which_it_was_told_whatever_the_order_of_positions() -> None:
    later = position("2023-05-15", status=Status.PLANNED)
    steps = course(event(HELD, later, CALLED_OFF, ANNOUNCED))
    assert [(s.status, s.day) for s in steps] == [
        (Status.PLANNED, "2023-05-08"),
        (Status.NEGATED, "2023-05-10"),
        (Status.ACTUAL, "2023-05-14"),
    ]


def test_of_a_day_the_furthest_status_counts_and_no_demand_follows_a_plan() -> None:
    same_day = position("2023-05-10", Stance.ANNOUNCES, Status.PLANNED, holder=MINISTER)
    demanded = position("2023-05-09", Stance.DEMANDS, Status.REQUESTED, holder=MINISTER)
    again = position("2023-05-12", Stance.ANNOUNCES, Status.PLANNED, holder=MINISTER)
    steps = course(event(ANNOUNCED, demanded, same_day, CALLED_OFF, again))
    assert [(s.status, s.day) for s in steps] == [
        (Status.PLANNED, "2023-05-08"),
        (Status.NEGATED, "2023-05-10"),
        (Status.PLANNED, "2023-05-12"),
    ]


def test_what_was_told_in_one_way_only_has_no_course_and_denials_are_none() -> None:
    denied = position("2023-05-09", Stance.DENIES, Status.NEGATED, holder=MINISTER)
    assert course(event(HELD, position("2023-05-16"), denied)) == ()
    assert course(event(ANNOUNCED, position("2023-05"))) == ()
    withdrawn = position("2023-05-07", status=Status.PLANNED, withdrawn="2023-05-09")
    assert course(event(HELD, withdrawn)) == ()


@pytest.mark.parametrize(
    ("first", "then", "turns"),
    [
        (Stance.DENIES, Stance.CONFIRMS, True),
        (Stance.NO_COMMENT, Stance.CLAIMS, True),
        (Stance.ASSERTS, Stance.RETRACTS, True),
        (Stance.DENIES, Stance.DENIES, False),
        (Stance.ASSERTS, Stance.CONFIRMS, False),
        (Stance.NO_COMMENT, Stance.ASSERTS, False),
    ],
)
def test_who_says_the_opposite_later_has_changed_his_position(first: Stance, then: Stance, turns: bool) -> None:
    one, other = position("2023-05-08", first, holder=MINISTER), position("2023-05-10", then, holder=MINISTER)
    assert bool(changes(event(other, one))) is turns
    same_day = position("2023-05-08", then, holder=MINISTER)
    assert changes(event(one, same_day)) == ()
    somebody_else = position("2023-05-10", then, holder=Holder(id="person:x", name="Jan Beispiel"))
    assert changes(event(one, somebody_else)) == ()


def test_to_deny_a_part_is_no_change_for_who_said_that_it_happened() -> None:
    said = position("2023-05-08", holder=MINISTER)
    denied = position("2023-05-10", Stance.DENIES, holder=MINISTER, about=About.PARTICIPATION)
    assert changes(event(said, denied)) == ()


def test_the_history_is_told_in_both_languages() -> None:
    envoy = Holder(id="person:jan beispiel", name="Jan Beispiel")
    confirmed = position("2023-05-20", Stance.CONFIRMS, holder=envoy)
    denied = position("2023-05-16", Stance.DENIES, holder=envoy)
    found = event(ANNOUNCED, HELD, denied, confirmed)
    assert list(history_lines(found, catalogue("de"))) == [
        "angekündigt am 8. Mai 2023 (Erika Muster)",
        "als geschehen gemeldet am 14. Mai 2023 (der Bericht selbst)",
        "Jan Beispiel: bestritten am 16. Mai 2023, dann bestätigt am 20. Mai 2023",
    ]
    assert next(history_lines(found, catalogue("en"))) == "announced on 8 May 2023 (Erika Muster)"
