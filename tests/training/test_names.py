"""Sentences with names: brackets, offsets, what is held out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import exchange, gazetteer, names


def test_brackets_become_names_on_tokens() -> None:
    nlp = names.splitter()
    text, found = names.parse_brackets("[PER Anna Beispiel] leitet die [ORGpart Esa-Mission] in [LOC Köln].")
    sentence = names.named_sentence(nlp(text)[:], found)
    assert sentence.forms == ("Anna", "Beispiel", "leitet", "die", "Esa-Mission", "in", "Köln", ".")
    assert sentence.names == ((0, 2, "PER"), (4, 5, "ORGpart"), (6, 7, "LOC"))


def test_a_bracket_inside_a_compound_makes_it_a_part() -> None:
    text, found = names.parse_brackets("[ORG Esa-]Chef")
    assert names.named_sentence(names.splitter()(text)[:], found).names == ((0, 1, "ORGpart"),)


@pytest.mark.parametrize("line", ["[PERS Anna] lacht.", "[Anna] lacht.", "[PER Anna lacht."])
def test_bad_brackets_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="label"):
        names.parse_brackets(line)


def test_our_own_sentences_are_well_formed_and_many() -> None:
    lines = [
        line
        for path in sorted(names.OWN.glob("names-*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    texts = [names.parse_brackets(line)[0] for line in lines]
    assert len(set(texts)) == len(texts) >= 1200


def test_offsets_of_a_report_become_names_of_its_sentences(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    report = {"id": "1", "text": "Es brennt.\n\nIn Minsk regnet es."}
    (tmp_path / names.WIKINEWS).write_text(json.dumps(report) + "\n", encoding="utf-8")
    annotation = tmp_path / "names.jsonl"
    annotation.write_text(json.dumps({"id": "1", "names": [[15, 20, "LOC"]]}) + "\n", encoding="utf-8")
    first, second = names.read_wikinews(tmp_path, annotation)
    assert (first.forms, first.names) == (("Es", "brennt", "."), ())
    assert second.names == ((1, 2, "LOC"),)


def test_the_annotation_of_wikinews_holds_no_text() -> None:
    lines = (names.OWN / "names-wikinews.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert len(entries) >= 25
    assert all(set(entry) == {"id", "names"} for entry in entries)
    assert {label for entry in entries for _, _, label in entry["names"]} <= names.LABELS


@pytest.fixture(scope="module")
def lang() -> Path:
    return Path(__file__).parents[2] / "src" / "lagebild" / "lang" / "de"


def test_the_gazetteer_knows_kinds_of_names(lang: Path) -> None:
    kinds = gazetteer.kinds_of_names(lang)
    assert "country" in kinds["frankreichs"]
    assert "deriv" in kinds["französischen"]
    assert "first" in kinds["hannelore"]
    assert "last" in kinds["kretschmann"]
    assert "large" in kinds["kiew"]
    assert "org" in kinds["hamas"]
    assert "unternehmen" not in kinds


def test_names_of_the_lexicons_stand_in_for_names(lang: Path) -> None:
    pool = exchange.lexicon_pool(lang)
    assert pool[("PER", "")]
    assert all(label in {"PER", "LOC", "ORG"} for label, _ in pool)
