"""Dates in words."""

import pytest

from lagebild.present import catalogue, date_words, short_date
from lagebild.present.dates import duration_words


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("2022-12-19", "am 19. Dezember 2022", "on 19 December 2022"),
        ("2022-12", "im Dezember 2022", "in December 2022"),
        ("2022", "2022", "in 2022"),
        ("2022-W51", "in der Woche ab 19. Dezember 2022", "in the week of 19 December 2022"),
        ("2022-W51-WE", "am Wochenende ab 24. Dezember 2022", "on the weekend of 24 December 2022"),
        ("2022-Q4", "im 4. Quartal 2022", "in quarter 4 of 2022"),
        ("2022-WI", "im Winter 2022", "in winter 2022"),
        ("2022-12-19T17:20+01:00", "am 19. Dezember 2022 um 17.20 Uhr", "on 19 December 2022 at 17:20"),
        ("2022-12-19TNI", "am 19. Dezember 2022 nachts", "on 19 December 2022 at night"),
        ("199", "in den 1990er Jahren", "in the 1990s"),
        ("2022-02-31", "", ""),
        ("2022-13", "", ""),
        ("PAST_REF", "", ""),
        (None, "", ""),
    ],
)
def test_dates_are_as_precise_as_they_are_known(value: str | None, german: str, english: str) -> None:
    assert date_words(value, catalogue("de")) == german
    assert date_words(value, catalogue("en")) == english


def test_dates_in_tables_are_short() -> None:
    german = catalogue("de")
    assert [short_date(value, german) for value in ("2022-12-19T17:20+01:00", "2022-12", "2022", None)] == [
        "19.12.2022", "12.2022", "2022", "",
    ]  # fmt: skip


def test_durations_have_their_unit() -> None:
    assert duration_words("P3.5Y", catalogue("de")) == "3,5 Jahre"
    assert duration_words("P1D", catalogue("de")) == "1 Tag"
    assert duration_words("PXW", catalogue("de")) == "mehrere Wochen"
    assert duration_words("PT2H", catalogue("en")) == "2 hours"
    assert duration_words("2022", catalogue("de")) == ""
