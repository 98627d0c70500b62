"""Looking a word up: entries by form, compound and unit, and how they and the events of a sentence are told."""

from lagebild.events.lookup import event_lines, find_entries, said_of
from lagebild.lang import Language
from lagebild.model import EventType, Report
from lagebild.pipeline import read


def test_a_verb_is_found_by_lemma_and_form(german: Language) -> None:
    for form in ("angreifen", "angegriffen"):
        assert {entry.word for entry in find_entries(form, german)} == {"angreifen"}


def test_a_compound_gives_the_entries_of_its_head(german: Language) -> None:
    assert {entry.type for entry in find_entries("Nachtangriffen", german)} == {EventType.ASSAULT}


def test_a_unit_is_found_by_its_noun_and_shows_its_verbs(german: Language) -> None:
    assert any("Brand + setzen" in said_of(entry) for entry in find_entries("Brand", german))


def test_a_word_without_event_has_no_entries(german: Language) -> None:
    assert find_entries("Katze", german) == ()


def test_an_entry_is_told_with_type_parties_and_conditions(german: Language) -> None:
    (entry,) = [e for e in find_entries("versenken", german) if e.type == EventType.ASSAULT]
    told = said_of(entry)
    assert told.startswith("versenken (verb): ASSAULT/heavy-weapons; actor s, recipient a")
    assert told.endswith("if acc:ship")


def test_the_events_of_a_sentence_are_told_with_entry_and_parts(german: Language) -> None:
    reading = read(Report(id="x", text="Die Rebellen töteten drei Soldaten.", published="2024-05-15"), german)
    lines = list(event_lines(reading))
    assert lines[0] == "töteten: ASSAULT, actual  [verb:töten]"
    assert "    actors: Die Rebellen" in lines
    assert "    killed: 3" in lines
