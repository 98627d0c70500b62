"""Pipelines with TIGER's labels: hand-made Docs of that scheme give the same view as the shipped model's."""

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

from lagebild.lang import Language, load
from lagebild.model import LagebildError, Mood, Role, Voice
from lagebild.model.ask import arguments, subject, text_of
from lagebild.text import analyse

Row = tuple[str, str, str, str, str]
"""Word, tag, lemma, features, entity ("B-PER", "I-PER" or "")."""


class Scripted:
    """A pipeline that answers with Docs made by hand."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.vocab = spacy.blank("de").vocab

    def __call__(self, text: str) -> Doc:
        words = [row[0] for row in self.rows]
        starts, at = [], 0
        for word in words:
            at = text.index(word, at)
            starts.append(at)
            at += len(word)
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        spaces = [end < len(text) and text[end] == " " for end in ends]
        doc = Doc(
            self.vocab, words=words, spaces=spaces, tags=[r[1] for r in self.rows], lemmas=[r[2] for r in self.rows],
            morphs=[r[3] for r in self.rows],
        )  # fmt: skip
        begins = [i for i, r in enumerate(self.rows) if r[4].startswith("B-")]
        doc.set_ents(
            [
                Span(doc, i, next((k for k in range(i + 1, len(words)) if not self.rows[k][4].startswith("I-")), i + 1),
                     self.rows[i][4][2:])
                for i in begins
            ]
        )  # fmt: skip
        return doc


def with_rows(german: Language, rows: list[Row]) -> Language:
    """The German language with a scripted pipeline in place of the model."""
    language = Language(german.folder, model="de_scripted")
    pipeline: Any = Scripted(rows)
    language.__dict__["nlp"] = pipeline
    return language


MASC = "Case=Nom|Gender=Masc|Number=Sing"
PASSIVE: list[Row] = [
    ("Deswegen", "PROAV", "deswegen", "", ""),
    ("wurde", "VAFIN", "werden", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", ""),
    ("der", "ART", "der", MASC, ""),
    ("deutsche", "ADJA", "deutsch", MASC, "B-MISC"),
    ("Minister", "NN", "Minister", MASC, ""),
    ("Karl", "NE", "Karl", MASC, "B-PER"),
    ("Beispiel", "NE", "Beispiel", MASC, "I-PER"),
    ("von", "APPR", "von", "", ""),
    ("Soldaten", "NN", "Soldat", "Case=Dat|Gender=Masc|Number=Plur", ""),
    ("festgenommen", "VVPP", "festnehmen", "VerbForm=Part", ""),
    (".", "$.", "--", "", ""),
]
REPORTED: list[Row] = [
    ("Die", "ART", "der", "Case=Nom|Gender=Fem|Number=Sing", ""),
    ("Nato", "NE", "Nato", "Case=Nom|Gender=Fem|Number=Sing", "B-ORG"),
    ("erklärte", "VVFIN", "erklären", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", ""),
    (",", "$,", "--", "", ""),
    ("sie", "PPER", "sie", "Case=Nom|Gender=Fem|Number=Sing|Person=3", ""),
    ("sei", "VAFIN", "sein", "Mood=Sub|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", ""),
    ("stärker", "ADJD", "stark", "Degree=Cmp", ""),
    ("als", "APPR", "als", "", ""),
    ("ihr", "PPOSAT", "ihr", MASC, ""),
    ("Gegner", "NN", "Gegner", MASC, ""),
    (".", "$.", "--", "", ""),
]


def text_from(rows: list[Row]) -> str:
    """The running text of some rows."""
    return " ".join(row[0] for row in rows).replace(" .", ".").replace(" ,", ",")


def test_tiger_labels_give_passive_agent_and_name(german: Language) -> None:
    analysis = analyse(text_from(PASSIVE), with_rows(german, PASSIVE))
    clause = analysis.clauses[0]
    found = subject(analysis, clause)
    assert (clause.predicate, clause.voice) == ("festnehmen", Voice.PASSIVE)
    assert found is not None
    assert found.name is not None
    assert text_of(analysis, found.name) == "Karl Beispiel"
    assert [text_of(analysis, (p.first, p.last)) for p in arguments(analysis, clause, Role.AGENT)] == ["Soldaten"]


def test_misc_is_other_and_on_adjectives_a_derived_form(german: Language) -> None:
    analysis = analyse(text_from(PASSIVE), with_rows(german, PASSIVE))
    assert [t.entity for t in analysis.tokens if t.entity] == ["OTHderiv", "PER", "PER"]


def test_als_is_no_preposition_and_mood_is_read_from_the_form(german: Language) -> None:
    analysis = analyse(text_from(REPORTED), with_rows(german, REPORTED))
    assert next(t.tag for t in analysis.tokens if t.text == "als") == "KOKOM"
    assert [c.mood for c in analysis.clauses] == [Mood.INDICATIVE_OR_2, Mood.SUBJUNCTIVE_1]


def test_punctuation_without_lemma_gets_its_form(german: Language) -> None:
    analysis = analyse(text_from(REPORTED), with_rows(german, REPORTED))
    assert [t.lemma for t in analysis.tokens if t.tag == "$."] == ["."]


def test_a_pipeline_without_german_tags_is_refused(german: Language) -> None:
    rows = [(word, "", "", "", "") for word in ("Das", "Amt", "schweigt", ".")]
    with pytest.raises(LagebildError, match=r"STTS.*de_core_news_lg"):
        analyse("Das Amt schweigt.", with_rows(german, rows))


def test_a_missing_model_names_the_command_that_installs_it() -> None:
    with pytest.raises(LagebildError, match="python -m spacy download de_core_news_lg"):
        _ = load("de", "de_core_news_lg").nlp
