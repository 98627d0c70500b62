"""The dictionary: which forms the rules make, which of them the teacher confirms, what an entry is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import paradigms, wordlist

VERBS = "schreiben\tschreibt\tschrieb\tschriebe\tgeschrieben\th\n"


@pytest.fixture
def lang(tmp_path: Path) -> Path:
    (tmp_path / "morphology").mkdir()
    (tmp_path / "morphology" / "verbs.tsv").write_text(VERBS, encoding="utf-8")
    (tmp_path / "reporting").mkdir()
    (tmp_path / "reporting" / "verbs.yaml").write_text(
        'class: verb\ngroups: [{act: say, entries: {melden: "Das Amt meldete Frost."}}]\n', encoding="utf-8"
    )
    return tmp_path


def forms(lemma: str, lang: Path) -> dict[str, tuple[str, str]]:
    strong = paradigms.strong_verbs(lang / "morphology" / "verbs.tsv")
    return {form: (of, tag) for form, of, tag in paradigms.verb_forms(lemma, strong)}


def test_a_strong_verb_keeps_its_forms_behind_a_prefix(lang: Path) -> None:
    found = forms("vorschreiben", lang)
    assert found["vorschrieb"] == ("vorschreiben", "VVFIN")
    assert found["vorgeschrieben"] == ("vorschreiben", "VVPP")
    assert found["vorzuschreiben"] == ("vorschreiben", "VVIZU")
    assert found["vorgeschriebenen"] == ("vorgeschrieben", "ADJA")
    assert forms("beschreiben", lang)["beschrieben"] == ("beschreiben", "VVPP")


@pytest.mark.parametrize(
    ("lemma", "form", "tag"),
    [
        ("melden", "meldete", "VVFIN"),
        ("melden", "gemeldet", "VVPP"),
        ("ankündigen", "angekündigt", "VVPP"),
        ("protestieren", "protestiert", "VVPP"),
        ("reisen", "reist", "VVFIN"),
    ],
)
def test_weak_verbs_follow_the_paradigm(lemma: str, form: str, tag: str, lang: Path) -> None:
    strong = paradigms.strong_verbs(lang / "morphology" / "verbs.tsv")
    assert (form, lemma, tag) in set(paradigms.verb_forms(lemma, strong))


def test_adjectives_have_degrees_and_stems_their_umlaut() -> None:
    old = {form for form, _, _ in paradigms.adjective_forms("alt")}
    assert {"altes", "älter", "älteste"} <= old
    assert "alter" in old  # weak nominative
    assert {"Ämter", "Städte"} <= {*paradigms.noun_forms("Amt"), *paradigms.noun_forms("Stadt")}
    assert {"dunkle", "dunkles"} <= {form for form, _, _ in paradigms.adjective_forms("dunkel")}


def test_a_noun_form_counts_only_when_the_teacher_knows_its_lemma() -> None:
    right = (("NN", 1.0, "Stadt"),)
    assert dict(wordlist.entries("Städten", right, {}, {"Stadt"})) == {"Städten": "Stadt"}
    assert not dict(wordlist.entries("Städtern", (("NN", 1.0, "Städter"),), {}, {"Stadt"}))


def test_rules_come_before_the_teacher_and_names_are_no_entries() -> None:
    ruled = {"befiel": "befallen"}
    assert dict(wordlist.entries("befiel", (("VVFIN", 1.0, "befielen"),), ruled, set())) == {"befiel": "befallen"}
    assert not dict(wordlist.entries("Kiew", (("NE", 1.0, "Kiew"),), {}, set()))


def test_lexicons_give_their_entries_and_examples_but_no_keys_of_the_format(lang: Path) -> None:
    assert wordlist.lexicon_words(lang) == ["melden", "Das", "Amt", "meldete", "Frost"]


def test_words_that_are_met_too_seldom_stay_out_of_the_dictionary(lang: Path) -> None:
    cache = lang / "analyses.jsonl"
    known = {"melden": [["VVINF", 1.0, "melden"]], "frost": [["NN", 1.0, "Frost"]], "glatt": [["ADJD", 1.0, "glatt"]]}
    words = {form for lemma in ("Frost", "Amt") for form in paradigms.noun_forms(lemma)}
    words |= {"das", "amt", "meldete", "glatt", "frost", "melden"}
    lines = [json.dumps([w, known.get(w, [])]) for w in sorted({w.lower() for w in words})]
    cache.write_text("\n".join(lines) + "\n", encoding="utf-8")
    once = [("glatt", "ADJD", "glatt")]
    assert "glatter" not in wordlist.build(once, lang, cache, 2).words
    assert wordlist.build(once * 2, lang, cache, 2).words["glatter"] == "glatt"
