"""The scores count what they say."""

from __future__ import annotations

import spacy
from spacy.language import Language
from training.names import NamedSentence
from training.records import Sentence, Token

from training import evaluate


def ruler(*patterns: tuple[str, str]) -> Language:
    nlp = spacy.blank("de")
    found = [{"label": label, "pattern": text} for text, label in patterns]
    nlp.add_pipe("entity_ruler").add_patterns(found)  # type: ignore[attr-defined]
    return nlp


def test_names_are_right_with_both_borders_and_the_class() -> None:
    gold = [NamedSentence(("Kiew", "liegt", "nahe", "Brest"), ((0, 1, "LOC"), (3, 4, "LOC")))]
    scores = evaluate.score_names(ruler(("Kiew", "LOC"), ("Brest", "ORG")), gold)
    assert scores == {"merged": 50.0, "proper": 50.0}


def test_derived_forms_count_only_in_the_merged_score() -> None:
    gold = [NamedSentence(("russische", "Hilfe", "für", "Minsk"), ((0, 1, "LOCderiv"), (3, 4, "LOC")))]
    scores = evaluate.score_names(ruler(("russische", "LOC"), ("Minsk", "LOC")), gold)
    assert scores == {"merged": 100.0, "proper": 100.0}


def test_tokens_without_gold_annotation_are_not_scored() -> None:
    nlp = spacy.blank("de")
    ruling = nlp.add_pipe("attribute_ruler")
    ruling.add([[{"ORTH": "Feuer"}]], {"TAG": "NN", "POS": "NOUN", "LEMMA": "feuer"})  # type: ignore[attr-defined]
    tokens = (Token("Feuer", lemma="Feuer", upos="NOUN", tag="NN"), Token("brennt", tag="VVFIN"), Token("hell"))
    scores = evaluate.score_treebank(nlp, [Sentence("x", "s", tokens)])
    assert (scores["stts"], scores["upos"], scores["lemma"]) == (50.0, 100.0, 100.0)
