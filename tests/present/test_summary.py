"""An event in one sentence out of its record."""

import pytest

from lagebild.model import (
    About,
    EventType,
    Holder,
    LedgerActor,
    LedgerEvent,
    LedgerPlace,
    LedgerStatus,
    Position,
    Stance,
)
from lagebild.present import catalogue, summary


def position(name: str, stance: Stance, said: str = "2023-07-18", **more: object) -> Position:
    return Position(holder=Holder(name=name), stance=stance, about=About.RESPONSIBILITY, report="r1", said=said, **more)  # type: ignore[arg-type]


def event(*positions: Position) -> LedgerEvent:
    return LedgerEvent(
        id="e", type=EventType.ASSAULT, mode="explosives", status=LedgerStatus.ACTUAL, independent_sources=3,
        place=LedgerPlace(name="Altstadt"), actors=(LedgerActor(id="state:NOR", name="Norwegen", alleged=True),),
        positions=positions, contested=True,
    )  # fmt: skip


ACCUSED = position("Erika Muster", Stance.ACCUSES)
DENIED = position("Norwegen", Stance.DENIES, "2023-07-19")


@pytest.mark.parametrize(
    ("code", "end"),
    [
        (
            "de",
            ": 3 unabhängige Quellen; wer verantwortlich ist: vorgeworfen von Erika Muster, "
            "bestritten von Norwegen seit 19. Juli 2023",
        ),
        (
            "en",
            ": 3 independent sources; who is responsible: accused by Erika Muster, denied by Norway since 19 July 2023",
        ),
    ],
)
def test_a_summary_says_on_what_it_stands_and_who_contests_it_since_when(code: str, end: str) -> None:
    told = summary(event(ACCUSED, DENIED, position("Norwegen", Stance.DENIES, "2023-07-20")), catalogue(code))
    assert told.endswith(end)
    assert "Altstadt" in told


def test_what_is_not_contested_has_no_sides() -> None:
    assert summary(event(ACCUSED), catalogue("de")).endswith("mit Sprengstoff angegriffen haben: 3 unabhängige Quellen")


def test_a_position_that_was_withdrawn_is_no_side() -> None:
    told = summary(event(ACCUSED, position("Norwegen", Stance.DENIES, withdrawn="2023-07-20")), catalogue("de"))
    assert "bestritten" not in told


def test_who_turns_a_demand_down_does_not_say_that_nobody_demanded() -> None:
    demanded = LedgerEvent(
        id="e", type=EventType.REQUEST, status=LedgerStatus.ACTUAL, independent_sources=1,
        actors=(LedgerActor(id="state:NOR", name="Norwegen"),),
        positions=(
            Position(holder=Holder(name="Norwegen"), stance=Stance.ASSERTS, report="r1"),
            Position(holder=Holder(name="Portugal"), stance=Stance.REJECTS, report="r1"),
        ),
    )  # fmt: skip
    assert summary(demanded, catalogue("de")).endswith(": 1 unabhängige Quelle; abgelehnt von Portugal")
