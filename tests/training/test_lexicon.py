"""The table of lexical features: what a word's row says, and which words get one."""

from __future__ import annotations

import pytest
import spacy
from spacy.strings import get_string_id

from training import gazetteer, lexicon


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [
        ("Angriffen", "Angriff", "en|"),
        ("Städte", "Stadt", "~e|"),
        ("gesagt", "sagen", "ge:t|en"),
        ("anzugreifen", "angreifen", "zu:|"),
        ("Gemüse", "Gemüse", "|"),
    ],
)
def test_an_edit_says_how_the_lemma_is_made(form: str, lemma: str, expected: str) -> None:
    assert lexicon.edit(form, lemma) == expected


def test_inflections_that_texts_use_are_chosen_first() -> None:
    words = {f"{stem}{end}": stem for stem in ("klar", "rund", "fest", "hell") for end in ("", "esten")}
    chosen = lexicon.choose(words, {"klar", "rund"}, keys=4)
    assert set(chosen.values()) == {"klar", "rund", "fest", "hell"}


def test_rows_hold_tags_edit_and_names_and_equal_words_share_one() -> None:
    words = {"Städte": "Stadt", "Plätze": "Platz"}
    tags = {"städte": {"NN": 1.0}, "plätze": {"NN": 1.0}}
    names = {"minsk": frozenset({"large"})}
    columns = lexicon.layout(words, tags, names)
    table = lexicon.rows(words, tags, names, columns)
    assert table["städte"] == table["plätze"]
    assert len(table["städte"]) == 2
    assert table["minsk"] == ((columns.columns() - 1, 1.0),)


def test_vectors_are_found_by_the_written_form_only() -> None:
    vocab = spacy.blank("de").vocab
    lexicon.add_vectors(vocab, {"minsk": ((1, 1.0),), "kiew": ((1, 1.0),)}, ["Minsk", "Kiew", "Ort"], columns=2)
    assert vocab.vectors.shape == (1, 2)
    assert set(vocab.vectors.keys()) == {get_string_id("Minsk"), get_string_id("Kiew")}


@pytest.mark.parametrize(
    ("name", "expected"), [("München", True), ("Baden-Baden", True), ("MUC", False), ("Мюнхен", False)]
)
def test_only_names_in_german_spelling_are_listed(name: str, expected: bool) -> None:
    assert gazetteer.is_german_spelling(name) is expected


def test_a_name_is_written_with_capitals_after_hyphens() -> None:
    assert gazetteer.written("baden-baden") == "Baden-Baden"
