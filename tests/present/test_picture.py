"""The situation picture."""

from typing import Any

from lagebild.model import (
    About,
    EventType,
    Holder,
    LedgerEvent,
    LedgerStatus,
    LedgerTime,
    ListedReport,
    MentionRef,
    Position,
    Stance,
)
from lagebild.present import picture

REPORTS = (
    ListedReport(id="r1", published="2023-06-06", outlet="Tagesblatt"),
    ListedReport(id="r2", published="2023-06-07", outlet="Rundschau", copy_of="r1"),
)


def event(id_: str, status: LedgerStatus = LedgerStatus.ACTUAL, **more: Any) -> LedgerEvent:
    refs = tuple(MentionRef(report=r, event="e1", trigger=(0, 1)) for r in more.pop("reports", ("r1",)))
    return LedgerEvent(id=id_, type=more.pop("type", EventType.CONSULT), status=status, mentions=refs, **more)


def position(name: str, stance: Stance, **more: Any) -> Position:
    return Position(holder=Holder(id=name, name=name), stance=stance, report=more.pop("report", "r1"), **more)


def test_each_event_stands_in_the_section_of_its_status() -> None:
    events = [event(status.value, status) for status in LedgerStatus]
    made = picture([*events, event("strittig", contested=True)], REPORTS)
    found = {section.name: {line.event.id for line in section.lines} for section in made.sections}
    assert found == {
        "contested": {"strittig"}, "happened": {"actual", "claimed"}, "planned": {"planned"},
        "possible": {"possible"}, "requested": {"requested"}, "negated": {"negated"},
    }  # fmt: skip
    assert made.sections[0].name == "contested"
    assert (made.reports, made.copies, made.as_of) == (2, 1, "2023-06-07")


def test_more_independent_sources_come_first_then_deeds_then_the_newest() -> None:
    events = [
        event("old", independent_sources=1, last_seen="2023-06-01"),
        event("new", independent_sources=1, last_seen="2023-06-05"),
        event("words", independent_sources=1, last_seen="2023-06-06", type=EventType.ACCUSE),
        event("many", independent_sources=3, last_seen="2023-01-01"),
    ]
    lines = picture(events, REPORTS).sections[0].lines
    assert [line.event.id for line in lines] == ["many", "new", "old", "words"]


def test_what_is_cut_is_counted_and_nothing_is_cut_on_request() -> None:
    events = [event(f"e{i}") for i in range(30)]
    cut = picture(events, REPORTS).sections[0]
    assert cut.left == 30 - len(cut.lines) > 0
    assert len(picture(events, REPORTS, most=0).sections[0].lines) == 30
    assert len(picture(events, REPORTS, most=2).sections[0].lines) == 2


def test_both_sides_of_what_is_contested_are_told_and_each_holder_once() -> None:
    made = event(
        "x", contested=True,
        positions=(
            position("Kiew", Stance.ACCUSES, about=About.RESPONSIBILITY),
            position("Kiew", Stance.ASSERTS, about=About.RESPONSIBILITY, report="r2"),
            position("Moskau", Stance.DENIES, about=About.RESPONSIBILITY),
            position("Fachleute", Stance.ASSERTS, about=About.OCCURRENCE),
            position("Sender", Stance.DENIES, about=About.OCCURRENCE, withdrawn="2023-06-07"),
        ),
    )  # fmt: skip
    line = picture([made], REPORTS).sections[0].lines[0]
    assert line.about == (About.RESPONSIBILITY,)
    assert [(side.position.holder.name, side.reports) for side in line.pro if side.position.holder] == [
        ("Kiew", ("r1", "r2"))
    ]
    assert [side.position.holder.name for side in line.contra if side.position.holder] == ["Moskau"]


def test_a_planned_day_that_has_passed_is_said() -> None:
    past, coming = (
        event(day, LedgerStatus.PLANNED, time=LedgerTime(value=day, ends=day)) for day in ("2023-06-01", "2023-06-09")
    )
    assert {line.event.id: line.passed for line in picture([past, coming], REPORTS).sections[0].lines} == {
        "2023-06-01": True, "2023-06-09": False,
    }  # fmt: skip


def test_reprints_are_counted_apart() -> None:
    assert picture([event("x", reports=("r1", "r2"))], REPORTS).sections[0].lines[0].copies == 1


def test_an_empty_store_gives_an_empty_picture() -> None:
    made = picture([], [])
    assert (made.as_of, made.sections) == (None, ())
