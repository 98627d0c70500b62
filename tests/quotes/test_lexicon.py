"""The lexicon of reporting: its size, its examples, its errors."""

from pathlib import Path

import pytest

from lagebild.lang import Language
from lagebild.lang.reporting import Reporting, compile_reporting, lookup
from lagebild.model import LexiconError, Mentions, Report, Stance
from lagebild.quotes import find_quotations
from lagebild.text import analyse

GRAMMAR = "that: {words: [dass], example: Er sagte.}\n"


@pytest.fixture(scope="module")
def reporting(german: Language) -> Reporting:
    return german.part("reporting", Reporting)


def write(folder: Path, text: str) -> Path:
    (folder / "reporting").mkdir()
    (folder / "reporting" / "verbs.yaml").write_text(text, encoding="utf-8")
    (folder / "reporting" / "grammar.yaml").write_text(GRAMMAR, encoding="utf-8")
    return folder


def test_there_are_more_than_seven_hundred_cues(reporting: Reporting) -> None:
    assert len(reporting.cues) > 700


def test_every_set_of_small_words_has_words(reporting: Reporting) -> None:
    assert all(reporting.words.values())


def test_the_compiled_lexicon_is_that_of_the_sources(reporting: Reporting, german: Language) -> None:
    assert compile_reporting(german.folder) == reporting


def test_every_example_of_a_cue_is_read_as_a_quotation(reporting: Reporting, german: Language) -> None:
    unread = []
    for cue in reporting.cues:
        report = Report(id="example", text=cue.example)
        if not find_quotations(analyse(cue.example, german), Mentions(), report, german):
            unread.append(cue.example)
    assert not unread


def test_a_reflexive_entry_is_kept_apart_from_the_plain_verb(german: Language) -> None:
    cues = {cue.reflexive: cue for cue in lookup(german).verbs["bekennen"]}
    assert cues[True].stance == Stance.CLAIMS
    assert cues[False].stance == Stance.CONFIRMS


def test_a_compound_is_found_by_its_last_part(german: Language) -> None:
    found = lookup(german).noun("Feuerwehrangaben", "Feuerwehrangaben")
    assert found is not None
    assert found.lemma == "Angabe"


def test_a_word_that_names_no_speech_is_no_noun_of_reporting(german: Language) -> None:
    assert lookup(german).noun("Brücke", "Brücken") is None


def test_an_entry_without_example_is_an_error(tmp_path: Path) -> None:
    folder = write(tmp_path, "class: verb\ngroups:\n- {act: say, entries: {sagen: {stance: asserts}}}\n")
    with pytest.raises(LexiconError, match="example"):
        compile_reporting(folder)


def test_an_unknown_field_is_an_error_that_names_it(tmp_path: Path) -> None:
    text = 'class: verb\ngroups:\n- {act: say, entries: {sagen: {mood: x, example: "Er sagte, er gehe."}}}\n'
    with pytest.raises(LexiconError, match="mood"):
        compile_reporting(write(tmp_path, text))


def test_an_unknown_stance_is_an_error(tmp_path: Path) -> None:
    text = 'class: verb\ngroups:\n- {stance: shouts, entries: {sagen: "Er sagte, er gehe."}}\n'
    with pytest.raises(LexiconError, match="sagen"):
        compile_reporting(write(tmp_path, text))


def test_the_same_cue_in_two_groups_is_an_error(tmp_path: Path) -> None:
    group = '- {act: say, entries: {sagen: "Er sagte, er gehe."}}\n'
    with pytest.raises(LexiconError, match="twice"):
        compile_reporting(write(tmp_path, "class: verb\ngroups:\n" + group + group))
