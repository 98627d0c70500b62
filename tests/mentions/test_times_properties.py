"""Properties of time expressions that hold for any date and any text."""

import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.lang import Language
from lagebild.mentions.times import find_times
from lagebild.model import Report, Time
from lagebild.text import analyse

MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
SHARED = [HealthCheck.function_scoped_fixture]
QUICK = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=SHARED)
PUBLISHED = st.sampled_from([None, "2022", "2022-12", "2022-12-19", "0001-01-01", "9999-12-31"])

PART_OF_YEAR = r"-(\d\d|XX)(-(\d\d|XX))?|-W(\d\d|XX)(-(\d|WE))?|-(SP|SU|FA|WI)|-Q\d|-H\d"
DATE = rf"(BC\d{{4}}|(\d{{1,4}}|XXXX)({PART_OF_YEAR})?|\d{{4}}/\d{{4}})"
CLOCK = r"T(\d\d:\d\d|XX:XX)(Z|[+-]\d\d:\d\d)?|T(MO|MI|AF|EV|NI|DT)"
AMOUNT = r"(\d+(\.\d+)?|X)"
SPAN = rf"P({AMOUNT}(DE|CE|ML|WE|NI|Y|M|W|D))*(T({AMOUNT}[HMS])+)?|PXX"
TIMEX = re.compile(rf"({DATE})?({CLOCK})?|{SPAN}|(PAST|PRESENT|FUTURE)_REF")

PIECES = st.sampled_from(
    """am im vom bis zum seit vor in der den dem 5. 31. 30. Februar Mai Montag Dienstagabend Nacht gestern heute 2021
    99999 12.5. 30.02.2020 24:00 25.61 Uhr drei Jahre Tagen 10.000 kommenden vergangenen Woche Ende Anfang des Jahres
    Ostern Wochenende jeden alle zwei und , . ( ) - / 2010/11 1990er 60er Jahrhundert Quartal halb acht v. Chr. '89
    Vortag Winter später zuvor täglich 00 0 1. 1.1.1 Monaten Jahrtausende""".split()
)  # fmt: skip


def read(text: str, published: str | None, language: Language) -> tuple[Time, ...]:
    """The time expressions of a text."""
    return find_times(analyse(text, language), Report(id="r", text=text, published=published), language)


@QUICK
@given(st.dates(date(1850, 1, 1), date(2090, 12, 31)), st.integers(0, 4))
def test_date_written_out_comes_back(german: Language, day: date, notation: int) -> None:
    written = (
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{DAYS[day.weekday()]}, dem {day.day}. {MONTHS[day.month - 1]} {day.year}",
        day.isoformat(),
    )[notation]
    text = f"Am {written} wurde der Vertrag unterzeichnet."
    (time,) = read(text, "2023-06-14", german)
    assert (text[time.start : time.end], time.value) == (written, day.isoformat())


@QUICK
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(0, 6))
def test_weekday_lies_in_the_week_up_to_the_report_in_the_past_and_from_it_in_the_future(
    german: Language, published: date, weekday: int
) -> None:
    (past,) = read(f"Am {DAYS[weekday]} trat der Minister zurück.", published.isoformat(), german)
    (future,) = read(f"Am {DAYS[weekday]} wird der Minister zurücktreten.", published.isoformat(), german)
    back, ahead = date.fromisoformat(past.value), date.fromisoformat(future.value)
    assert back.weekday() == ahead.weekday() == weekday
    assert 0 <= (published - back).days <= 6
    assert 0 <= (ahead - published).days <= 6


@QUICK
@given(st.lists(PIECES, min_size=1, max_size=25), PUBLISHED)
def test_any_words_of_time_give_well_formed_values_and_spans_in_order(
    german: Language, words: list[str], published: str | None
) -> None:
    text = " ".join(words)
    end = 0
    for time in read(text, published, german):
        assert end <= time.start < time.end <= len(text)
        assert TIMEX.fullmatch(time.value), time
        assert (time.begins is None) == (time.ends is None)
        assert time.begins is None or time.ends is None or time.begins <= time.ends, time
        end = time.end
