"""Dates as intervals."""

from datetime import date

import pytest

from lagebild.link.dates import days_of, instant, iso


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-12", "2022-12-01", "2022-12-31"),
        ("2022-12-19", "2022-12-19", "2022-12-19"),
        ("2022-12-19T17:20+01:00", "2022-12-19", "2022-12-19"),
        ("2022-12-19TNI", "2022-12-19", "2022-12-19"),
        ("2022-W50", "2022-12-12", "2022-12-18"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("9999-12", "9999-12-01", "9999-12-30"),
    ],
)
def test_a_value_covers_these_days(value: str, first: str, last: str) -> None:
    covered = days_of(value)
    assert covered is not None
    assert (iso(covered[0]), iso(covered[1])) == (first, last)


@pytest.mark.parametrize(
    "value", [None, "", "FUTURE_REF", "P3D", "2022-02-31", "2022-13", "0000", "2022-W60", "XXXX-12"]
)
def test_what_is_no_calendar_date_covers_none(value: str | None) -> None:
    assert days_of(value) is None


def test_instants_sort_by_what_happened_first() -> None:
    values = ["2022-12-19T00:30+01:00", "2022-12-18T23:45+00:00", "2022-12-19", "2022-12", "kein Datum", None]
    assert sorted(values, key=instant) == ["kein Datum", None, "2022-12", "2022-12-19T00:30+01:00",
                                           "2022-12-18T23:45+00:00", "2022-12-19"]  # fmt: skip


def test_iso_is_the_inverse_of_ordinals() -> None:
    assert iso(date(2022, 12, 19).toordinal()) == "2022-12-19"
