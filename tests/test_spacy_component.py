"""Lagebild inside a spaCy pipeline."""

from importlib.metadata import entry_points

import spacy

import lagebild
from lagebild.spacy_component import GROUPS

TEXT = "Der Kreml dementierte am Montag einen Bericht. Bei dem Angriff auf Cherson starben drei Menschen."


def test_a_doc_carries_its_reading_and_spans_over_its_own_tokens() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("lagebild", config={"published": "2022-12-20"})
    doc = nlp(TEXT)
    assert doc._.lagebild == lagebild.read(TEXT, published="2022-12-20")
    assert {f"lagebild_{group}" for group in GROUPS} <= set(doc.spans)
    assert [(s.text, s.label_, s.id_) for s in doc.spans["lagebild_events"]] == [
        (TEXT[slice(*e.trigger)], str(e.type), e.id) for e in doc._.lagebild.events
    ]


def test_the_date_of_a_single_doc_goes_before_that_of_the_pipeline() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("lagebild", config={"published": "2022-12-20"})
    doc = nlp.make_doc("Gestern trat er zurück.")
    doc.user_data["published"] = "2023-05-10"
    assert [s.id_ for s in nlp(doc).spans["lagebild_times"]] == ["2023-05-09"]


def test_spacy_finds_the_component_without_an_import() -> None:
    assert [e.value for e in entry_points(group="spacy_factories", name="lagebild")] == [
        "lagebild.spacy_component:make_component"
    ]
