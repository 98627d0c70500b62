"""Time expressions: every entry of the grammar is read as its example says, and bad input stays open."""

import pytest

import lagebild.lang
from lagebild.lang import Language, load
from lagebild.lang.times import Example, Times
from lagebild.mentions.times import RECIPES, find_times
from lagebild.model import Report, Time, TimexType
from lagebild.text import analyse

GRAMMAR = load("de").part("times", Times)


def read(text: str, published: str | None, language: Language) -> tuple[Time, ...]:
    """The time expressions of a text."""
    return find_times(analyse(text, language), Report(id="r", text=text, published=published), language)


@pytest.mark.parametrize("rule", GRAMMAR.rules, ids=lambda rule: rule.id)
def test_each_pattern_reads_its_example(rule: lagebild.lang.times.Rule, german: Language) -> None:
    found = read(rule.example.text, rule.example.published, german)
    assert (rule.id, rule.example.value) in [(time.rule, time.value) for time in found]


@pytest.mark.parametrize("name", GRAMMAR.examples)
def test_each_word_class_and_cue_is_read_in_its_example(name: str, german: Language) -> None:
    check(GRAMMAR.examples[name], german)


@pytest.mark.parametrize("holiday", GRAMMAR.holidays, ids=lambda holiday: holiday.id)
def test_each_holiday_falls_on_the_day_of_its_example(holiday: lagebild.lang.times.Holiday, german: Language) -> None:
    check(holiday.example, german)


def check(example: Example, german: Language) -> None:
    """The example's value is read, or nothing where it has none."""
    values = [time.value for time in read(example.text, example.published, german)]
    assert (example.value in values) if example.value else not values


def test_every_recipe_that_a_pattern_names_exists() -> None:
    assert {rule.make for rule in GRAMMAR.rules} == set(RECIPES)


def test_span_leaves_prepositions_out_and_takes_articles_and_modifiers_in(german: Language) -> None:
    text = "Seit der vergangenen Woche und nach rund drei Jahren wird ab dem 20. April verhandelt."
    spans = [text[t.start : t.end] for t in read(text, "2023-03-14", german)]
    assert spans == ["der vergangenen Woche", "rund drei Jahren", "dem 20. April"]


def test_day_in_brackets_belongs_to_its_weekday(german: Language) -> None:
    (time,) = read("Am Montag (19. Dezember) trafen sie sich.", "2022-12", german)
    assert (time.value, time.begins, time.ends) == ("2022-12-19", "2022-12-19", "2022-12-19")


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("Im Mai 2021 trat er zurück.", "2021-05-01", "2021-05-31"),
        ("Im Februar 2024 trat er zurück.", "2024-02-01", "2024-02-29"),
        ("Vergangene Woche trat er zurück.", "2023-06-05", "2023-06-11"),
        ("Am Wochenende trat er zurück.", "2023-06-10", "2023-06-11"),
        ("In den 1990er-Jahren trat er zurück.", "1990-01-01", "1999-12-31"),
        ("Im 19. Jahrhundert trat er zurück.", "1800-01-01", "1899-12-31"),
        ("Im dritten Quartal 2022 trat er zurück.", "2022-07-01", "2022-09-30"),
        ("In der Nacht zum Dienstag trat er zurück.", "2023-06-12T22:00", "2023-06-13T06:00"),
        ("In den vergangenen zwei Jahren trat er zurück.", "2021-06-14", "2023-06-14"),
        ("Vor zwei Jahren trat er zurück.", "2021-01-01", "2021-12-31"),
        ("Seit drei Monaten wird verhandelt.", "2023-03-14", "2023-06-14"),
        ("Anfang Mai 2021 trat er zurück.", "2021-05-01", "2021-05-11"),
        ("Damals trat er zurück.", None, None),
        ("Jeden Montag tritt er zurück.", None, None),
    ],
)
def test_interval_covers_what_the_words_cover(
    text: str, begins: str | None, ends: str | None, german: Language
) -> None:
    (time,) = read(text, "2023-06-14", german)
    assert (time.begins, time.ends) == (begins, ends)


@pytest.mark.parametrize("published", [None, "", "gestern", "2022-13-45", "2022", "2022-12", "0000-00-00", "9999-12"])
def test_any_report_date_is_taken(published: str | None, german: Language) -> None:
    text = (
        "Am Montag, gestern, im Mai, Ende nächsten Jahres, in drei Tagen, vor 3000 Jahren, zu Ostern, am 5. um 4 Uhr."
    )
    found = [text[t.start : t.end] for t in read(text, published, german)]
    assert {"Montag", "gestern", "Mai", "Ende nächsten Jahres", "drei Tagen", "3000 Jahren", "Ostern"} <= set(found)


@pytest.mark.parametrize(
    "text", ["Am 31. Februar kam er.", "Am 30.02.2021 kam er.", "Am 29. Februar 2023 kam er.", "Am 31. April kam er."]
)
def test_impossible_date_stays_openly_unresolved(text: str, german: Language) -> None:
    (time,) = read(text, "2023-06-14", german)
    assert (time.type, time.value, time.begins, time.ends) == (TimexType.DATE, "XXXX-XX-XX", None, None)


def test_report_from_the_future_anchors_like_any_other(german: Language) -> None:
    (time,) = read("Gestern trat er zurück.", "2999-01-01", german)
    assert time.value == "2998-12-31"


def test_text_without_words_has_no_times(german: Language) -> None:
    assert read("", "2023-06-14", german) == ()
    assert read("… – 12.", "2023-06-14", german) == ()
