"""The words of the output: complete in both languages."""

import re
from enum import StrEnum

import pytest

from lagebild.model import (
    MODES,
    About,
    ActorKind,
    AmendmentKind,
    Correction,
    EntityLabel,
    EventType,
    LagebildError,
    LedgerStatus,
    QuotationType,
    Stance,
    Status,
    TimexType,
)
from lagebild.present import LANGUAGES, catalogue
from lagebild.present.marks import MARKS

VOCABULARIES: dict[str, type[StrEnum]] = {
    "stance": Stance,
    "about": About,
    "quotation": QuotationType,
    "kind": ActorKind,
    "label": EntityLabel,
    "timex": TimexType,
    "correction": Correction,
    "event": EventType,
    "amendment": AmendmentKind,
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_value_of_a_vocabulary_has_its_label(code: str) -> None:
    words = catalogue(code)
    for name, vocabulary in VOCABULARIES.items():
        assert set(getattr(words, name)) == {value.value for value in vocabulary}, name
    assert {*Status, *LedgerStatus, *MARKS} <= set(words.status)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_type_has_a_phrase_and_no_phrase_is_of_an_unknown_mode(code: str) -> None:
    known = {f"{type_}/{mode}" for type_, modes in MODES.items() for mode in modes} | set(EventType)
    assert set(EventType) <= set(catalogue(code).phrases) <= known


def test_both_languages_have_the_same_keys_with_the_same_placeholders() -> None:
    german, english = catalogue("de"), catalogue("en")
    for name in ("text", "column", "status", "number", "units", "phrases"):
        assert set(getattr(german, name)) == set(getattr(english, name)), name
    for key, text in german.text.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", english.text[key])), key


def test_german_words_have_no_exclamation_marks() -> None:
    assert not [text for text in catalogue("de").text.values() if "!" in text]


def test_an_unknown_language_is_refused_with_a_remedy() -> None:
    with pytest.raises(LagebildError, match="--lang de"):
        catalogue("fr")


def test_counts_have_their_own_singular() -> None:
    assert [catalogue("de").count("reports", n) for n in (1, 3)] == ["1 Bericht", "3 Berichte"]
    assert catalogue("de").count("sources", 0) == "keine unabhängige Quelle"
