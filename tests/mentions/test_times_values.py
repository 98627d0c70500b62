"""Calendar periods, the scanner of numbers, and the checks of the grammar's sources."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import lagebild.lang
from lagebild.lang.times import compile_times, pieces
from lagebild.mentions.time_scene import Anchor, anchor_of
from lagebild.mentions.time_tokens import number_classes
from lagebild.mentions.time_values import (
    Period,
    add_months,
    containing,
    dated,
    duration,
    easter,
    fourth_advent,
    last_day,
    shifted,
    value_of,
)
from lagebild.model import LexiconError

SOURCES = Path(lagebild.lang.__file__).parent / "de" / "times"


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2011, (4, 24)), (2023, (4, 9)), (2024, (3, 31))],
)
def test_easter_falls_on_its_sunday(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(("year", "day"), [(2022, 18), (2023, 24), (2024, 22), (2017, 24)])
def test_fourth_advent_is_the_last_sunday_before_christmas(year: int, day: int) -> None:
    assert fourth_advent(year) == date(year, 12, day)


@pytest.mark.parametrize(
    ("unit", "day", "value", "last"),
    [
        ("D", date(2023, 6, 14), "2023-06-14", date(2023, 6, 14)),
        ("W", date(2021, 1, 3), "2020-W53", date(2021, 1, 3)),
        ("WE", date(2023, 6, 14), "2023-W24-WE", date(2023, 6, 18)),
        ("M", date(2024, 2, 10), "2024-02", date(2024, 2, 29)),
        ("Q", date(2023, 6, 14), "2023-Q2", date(2023, 6, 30)),
        ("H", date(2023, 7, 1), "2023-H2", date(2023, 12, 31)),
        ("Y", date(2023, 6, 14), "2023", date(2023, 12, 31)),
        ("DE", date(1995, 6, 14), "199", date(1999, 12, 31)),
        ("CE", date(1895, 6, 14), "18", date(1899, 12, 31)),
        ("WI", date(2023, 1, 14), "2022-WI", date(2023, 2, 28)),
        ("Y", date(9999, 6, 14), "9999", date(9999, 12, 31)),
    ],
)
def test_period_of_a_day_has_its_value_and_last_day(unit: str, day: date, value: str, last: date) -> None:
    period = containing(unit, day)
    assert (value_of(period), last_day(period)) == (value, last)


def test_shifting_out_of_the_calendar_raises() -> None:
    with pytest.raises((ValueError, OverflowError)):
        shifted(Period("Y", date(9999, 1, 1)), 1)
    with pytest.raises((ValueError, OverflowError)):
        shifted(Period("W", date(1, 1, 1)), -1)


def test_month_after_a_long_one_ends_with_its_last_day() -> None:
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)


def test_edges_narrow_a_period_to_a_third() -> None:
    month = Period("M", date(2023, 6, 1))
    assert (dated(month, "START").begins, dated(month, "START").ends) == ("2023-06-01", "2023-06-10")
    assert (dated(month, "END").begins, dated(month, "END").ends) == ("2023-06-21", "2023-06-30")


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [
        ("3", "Y", "P3Y"),
        ("2", "h", "PT2H"),
        ("X", "D", "PXD"),
        ("2", "DE", "P2DE"),
        ("2", "Q", "P6M"),
        ("1.5", "Y", "P1.5Y"),
    ],
)
def test_duration_has_its_timex_value(amount: str, unit: str, value: str) -> None:
    assert duration(amount, unit) == value


def test_numbers_have_the_classes_that_they_can_have() -> None:
    assert set(number_classes("19")) == {"NUM", "DAY", "HOUR", "MIN", "YY"}
    assert set(number_classes("1990")) == {"NUM", "YEAR", "ANYYEAR", "DECINT"}
    assert set(number_classes("45")) == {"NUM", "MIN", "YY"}
    assert set(number_classes("123456789012345")) == {"NUM"}


@pytest.mark.parametrize(
    ("published", "anchor"),
    [
        ("2022", Anchor(2022)),
        ("2022-12", Anchor(2022, 12)),
        ("2022-12-19", Anchor(2022, 12, date(2022, 12, 19))),
        ("2022-12-19T17:20+01:00", Anchor(2022, 12, date(2022, 12, 19))),
        ("2022-02-31", Anchor()),
        ("", Anchor()),
        (None, Anchor()),
    ],
)
def test_report_date_anchors_at_its_precision(published: str | None, anchor: Anchor) -> None:
    assert anchor_of(published) == anchor


def test_pattern_is_cut_into_its_pieces() -> None:
    assert list(pieces("'vor' [ n:(NUM | ONE) u:UNIT? ] (?! 'als')")) == [
        "'vor'", "[", "n:(", "NUM", "|", "ONE", ")", "u:UNIT", "?", "]", "(?!", "'als'", ")",
    ]  # fmt: skip


REST = "type: DATE, make: date, example: {text: a.}"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("words.yaml", "- {class: X, words: {a: b}}\n", "no class or no example"),
        ("macros.yaml", "{}\n", "unknown macro"),
        ("patterns-dates.yaml", f"- {{id: a, pattern: '[ NO_SUCH ]', {REST}}}\n", "unknown classes"),
        ("patterns-dates.yaml", f"- {{id: a, pattern: 'YEAR', {REST}}}\n", "not one extent"),
        ("patterns-dates.yaml", f"- {{id: a, pattern: '[ ~ ]', {REST}}}\n", "cannot read the pattern"),
        ("patterns-dates.yaml", f"- {{id: a, pattern: '[ YEAR ]', {REST.replace('DATE', 'DAY')}}}\n", "DAY"),
        ("patterns-dates.yaml", f"- {{id: a, pattern: '[ YEAR ]', {REST}}}\n" * 2, "there twice"),
        ("patterns-dates.yaml", "- [", "cannot be read"),
    ],
)
def test_mistake_in_the_sources_is_named(file: str, text: str, message: str, tmp_path: Path) -> None:
    shutil.copytree(SOURCES, tmp_path / "times")
    (tmp_path / "times" / file).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        compile_times(tmp_path)
