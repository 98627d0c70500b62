"""The words of the page, and days and numbers as each language writes them."""

import re
from pathlib import Path
from string import Formatter

import pytest

from lagebild.present import catalogue
from lagebild.web.locale import count, day, number, signed
from lagebild.web.words import words

WEB = Path(__file__).parents[2] / "src/lagebild/web"
GERMAN, ENGLISH = words("de"), words("en")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_every_word_with_the_same_places_to_fill() -> None:
    assert set(GERMAN) == set(ENGLISH)
    assert [key for key in GERMAN if fields(GERMAN[key]) != fields(ENGLISH[key])] == []
    assert [key for key in GERMAN if not GERMAN[key].strip() or not ENGLISH[key].strip()] == []


def test_every_word_that_a_page_asks_for_is_there() -> None:
    asked: set[str] = set()
    for path in WEB.glob("templates/*.html"):
        asked |= set(re.findall(r"\bw\.([a-z]\w*)", path.read_text("utf-8")))
    for path in WEB.glob("*.py"):
        asked |= set(re.findall(r"""\bw\["([a-z]\w*)"\]""", path.read_text("utf-8")))
    assert asked
    assert asked - set(GERMAN) == set()


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("2022-12-09", "09.12.2022", "9 Dec 2022"),
        ("2022-12-09T20:40+01:00", "09.12.2022", "9 Dec 2022"),
        ("2022-12", "Dez. 2022", "Dec 2022"),
        ("2022", "2022", "2022"),
        ("2022-W51", "51. Woche 2022", "week 51 of 2022"),
        ("2022-W51-WE", "51. Woche 2022", "week 51 of 2022"),
        ("2022-Q4", "4. Quartal 2022", "quarter 4 of 2022"),
        ("2022-FA", "Herbst 2022", "autumn 2022"),
        ("2022-13-40", "2022-13-40", "2022-13-40"),
        (None, "", ""),
    ],
)
def test_days_are_written_as_finely_as_they_are_known(value: str | None, german: str, english: str) -> None:
    assert (day(value, "de"), day(value, "en")) == (german, english)


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert (number(1234567, "de"), number(1234567, "en")) == ("1.234.567", "1,234,567")
    assert (signed(0.5, "de"), signed(-1.25, "en")) == ("+0,5", "-1.2")
    assert count("reports", 1200, catalogue("de")) == "1.200 Berichte"
    assert count("reports", 1, catalogue("en")) == catalogue("en").text["reports_1"]
