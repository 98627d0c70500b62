"""Analysts' own event words: added, put before the built-in ones, switched off, and checked with clear errors."""

from pathlib import Path

import pytest

from lagebild.events.lookup import changes, find_entries, is_read_as, said_of
from lagebild.lang import Language, load
from lagebild.lang.events import event_lexicon, own_events
from lagebild.model import EventType, LexiconError, Report
from lagebild.pipeline import read

MINE = """
actors:
  - {name: Bürgerbund Weserau, kind: organisation, country: DEU, sector: NGO}
events:
  - verb: niederbügeln
    type: REJECT
    example: Die Mehrheit bügelte den Antrag nieder.
  - noun: Straßentheater
    type: PROTEST
    mode: demo
    frame: protest
    example: Das Straßentheater der Aktivisten endete.
  - {unit: "Kelle + zeigen", type: COERCE, frame: "s>d", example: Die Polizei zeigte den Fahrern die Kelle.}
  - {verb: angreifen, type: ACCUSE, checks: ["near:medium"], example: Er griff den Konzern in der Zeitung an.}
  - block: Schlagabtausch
"""
FILE = "own.yaml"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Language:
    path = tmp_path_factory.mktemp("own") / FILE
    path.write_text(MINE, encoding="utf-8")
    return load("de", own=(path,))


def events_of(text: str, language: Language) -> list[tuple[str, str]]:
    reading = read(Report(id="r", text=text, published="2024-05-15"), language)
    return [(text[slice(*e.trigger)], e.type) for e in reading.events]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Der Stadtrat hat die Petition niedergebügelt.", ("niedergebügelt", EventType.REJECT)),
        ("Straßentheater gegen das Gesetz gab es in Kiel.", ("Straßentheater", EventType.PROTEST)),
        ("Beamte zeigten den Fahrern am Ring die Kelle.", ("Kelle", EventType.COERCE)),
    ],
)
def test_own_words_are_read_in_their_forms(text: str, event: tuple[str, EventType], own: Language) -> None:
    assert event in events_of(text, own)
    assert event not in events_of(text, load("de"))


def test_an_own_entry_goes_first_where_its_checks_hold_and_leaves_the_others_to_the_built_in_ones(
    own: Language,
) -> None:
    assert ("griff", EventType.ACCUSE) in events_of("Die Ministerin griff den Konzern in der Zeitung an.", own)
    assert ("griffen", EventType.ASSAULT) in events_of("Die Rebellen griffen die Stadt an.", own)


def test_a_blocked_word_names_no_event(own: Language) -> None:
    text = "Im Parlament kam es zu einem Schlagabtausch zwischen den Lagern."
    assert events_of(text, load("de"))
    assert not events_of(text, own)


def test_own_words_are_found_and_said_to_be_ones_own(own: Language) -> None:
    (entry,) = find_entries("niedergebügelt", own)
    assert said_of(entry).endswith("yours")


def test_own_examples_are_read_as_they_say(own: Language) -> None:
    for entry, where in own_events(own, own.own[0]).entries:
        assert is_read_as(entry, read(Report(id="r", text=entry.example), own).events), where


def test_changes_tell_what_is_new_and_gone(own: Language) -> None:
    text = "Nach dem Schlagabtausch der Parteien bügelte die Mehrheit den Antrag nieder."
    before, after = (read(Report(id="r", text=text), language) for language in (load("de"), own))
    assert [(sign, text[slice(*e.trigger)]) for sign, e in changes(before, after)] == [
        ("-", "Schlagabtausch"),
        ("+", "bügelte"),
    ]
    assert list(changes(after, after)) == []


def test_a_list_of_actors_has_no_event_words(tmp_path: Path, german: Language) -> None:
    path = tmp_path / FILE
    path.write_text("- {name: Bürgerbund, kind: organisation}\n", encoding="utf-8")
    assert not any(own_events(german, path))
    assert event_lexicon(load("de", own=(path,))) is not None


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{verb: x, type: BATTLE, example: Er x nichts da.}", "line 2 .x.: Invalid enum value 'BATTLE'"),
        (
            "{verb: stürzen, type: ASSAULT, mode: boom, example: Der Mann stürzt.}",
            "line 2 .stürzen.: 'boom' is no mode",
        ),
        ("{verb: stürzen, type: ASSAULT}", "line 2 .stürzen.: the example is missing"),
        ("{verb: stürzen, type: ASSAULT, colour: red}", "line 2 .stürzen.: .*unknown field `colour`"),
        ("{verb: a, noun: b, type: ASSAULT, example: Es geht um ab.}", "one verb, noun or unit, and a type"),
        ("{unit: Brand, type: ASSAULT, example: Brand ist ein Wort.}", "a unit is a noun with its verbs"),
        (
            "{verb: stürzen, type: ASSAULT, checks: ['acc:cows'], example: Der Mann stürzt.}",
            "class 'cows' is not known",
        ),
        ("{verb: stürzen, type: ASSAULT, frame: up, example: Der Mann stürzt.}", "the frame 'up' is not known"),
        ("stürzen", "line 2 .entry without a word."),
    ],
)
def test_a_wrong_entry_is_named_with_its_line(entry: str, said: str, tmp_path: Path, german: Language) -> None:
    path = tmp_path / FILE
    path.write_text(f"events:\n  - {entry}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        own_events(german, path)


@pytest.mark.parametrize(
    ("text", "said"),
    [("people:\n  - {name: x}\n", "'people' is no part"), ("events: yes\n", "a list of entries is expected")],
)
def test_a_wrong_part_is_named(text: str, said: str, tmp_path: Path, german: Language) -> None:
    path = tmp_path / FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        own_events(german, path)
