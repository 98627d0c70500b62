"""The event lexicon: its sources are checked, its words are found in their forms, its examples are read as they say."""

from pathlib import Path

import pytest

from lagebild.events.triggers import look_up
from lagebild.lang import Language
from lagebild.lang.event_forms import inflected, participle, regular_forms
from lagebild.lang.event_sources import noun_frame, read_check, read_line, read_yaml, rows, verb_frame
from lagebild.lang.events import event_lexicon
from lagebild.model import EventType, LexiconError, Report
from lagebild.pipeline import read

TYPES = Path(__file__).parents[2] / "src" / "lagebild" / "lang" / "de" / "events" / "types"
KNOWN_FAILURES: dict[str, list[str]] = {}
"""Examples that are misread; the test breaks once one of them is read, or another is not."""
FRAMES = {"attack": noun_frame({"actor": ["gen"], "recipient": ["auf"]})}
GOOD = ["angreifen,attackieren", "v", "-", "s>a", "military", "acc", "Die Armee griff das Dorf an."]


@pytest.mark.parametrize("path", sorted(TYPES.glob("*.tsv")), ids=lambda path: path.stem)
def test_examples_are_read_as_their_lines_say(path: Path, german: Language) -> None:
    failed = []
    for number, (words, *_, example) in rows(path, 7):
        shown = {word.strip() for word in words.split(" + ")[0].split(",")}
        reading = read(Report(id="example", text=example, published="2024-05-15"), german)
        if not any(e.type == path.stem.upper() and e.rule.split(":", 1)[1] in shown for e in reading.events):
            failed.append(f"line {number}: {example}")
    assert failed == KNOWN_FAILURES.get(path.stem, [])


def test_each_type_has_verbs_and_nouns_and_the_lexicon_is_large(german: Language) -> None:
    entries = event_lexicon(german).entries
    for kind in EventType:
        assert {"verb", "noun"} <= {entry.kind for entry in entries if entry.type == kind}
    assert len({(entry.word, entry.kind) for entry in entries}) >= 4_500


@pytest.mark.parametrize(
    ("form", "kind", "mode"),
    [
        ("drohnenangriffen", EventType.ASSAULT, "drone"),
        ("hackerangriffs", EventType.COERCE, "cyber"),
        ("großdemonstrationen", EventType.PROTEST, "demo"),
        ("us-luftangriff", EventType.ASSAULT, "aerial"),
    ],
)
def test_compounds_are_read_by_head_and_first_part(german: Language, form: str, kind: EventType, mode: str) -> None:
    positions, modifier = look_up(event_lexicon(german), form) or ((), None)
    entry = event_lexicon(german).entries[positions[0]]
    assert (modifier.type if modifier and modifier.type else entry.type) == kind
    assert mode in (entry.mode, modifier.mode if modifier else None)


@pytest.mark.parametrize(
    "form", ["herzinfarkt", "bombenstimmung", "präsidentschaftswahlkampf", "ratschlag", "botschaft"]
)
def test_words_that_only_look_like_events_are_none(german: Language, form: str) -> None:
    assert look_up(event_lexicon(german), form) is None


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (1, "x", "class"),
        (2, "drone-strike", "no mode"),
        (3, "s>>a", "frame"),
        (4, "sports", "no context"),
        (5, "accusative", "check"),
        (6, "", "example"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(column: int, value: str, said: str) -> None:
    cells = [*GOOD[:column], value, *GOOD[column + 1 :]]
    with pytest.raises(LexiconError, match=f"assault.tsv, line 7.*{said}"):
        list(read_line(EventType.ASSAULT, cells, FRAMES, "assault.tsv, line 7"))


def test_a_line_gives_an_entry_for_each_word() -> None:
    found = list(read_line(EventType.ASSAULT, GOOD, FRAMES, "here"))
    assert [entry.word for entry in found] == ["angreifen", "attackieren"]
    assert found[0].frame.actor == ("s",)
    assert found[0].frame.recipient == ("a",)


def test_units_hold_noun_and_verbs_apart() -> None:
    cells = ["Brand + setzen,stecken", "u", "destroy", "s>a", "-", "noun:in", "Er setzte das Auto in Brand."]
    (entry,) = read_line(EventType.ASSAULT, cells, FRAMES, "here")
    assert (entry.word, entry.kind, entry.verbs) == ("Brand", "unit", ("setzen", "stecken"))


def test_a_line_of_wrong_width_is_named(tmp_path: Path) -> None:
    path = tmp_path / "assault.tsv"
    path.write_text("words\tclass\nangreifen\tv\tzu viel\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"assault\.tsv, line 2: 3 columns"):
        list(rows(path, 2))


def test_broken_yaml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "frames.yaml"
    path.write_text("attack: [", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"frames\.yaml cannot be read"):
        read_yaml(path)


def test_frames_of_verbs_are_read() -> None:
    assert verb_frame("s=mit", "here").symmetric
    assert verb_frame("s~a>", "here").theme == "a"
    assert verb_frame("s>auf/gegen", "here").recipient == ("auf", "gegen")


def test_checks_are_read() -> None:
    assert read_check("pp!an/window", "here").negated
    assert read_check("acc:weapons,troops", "here").classes == ("weapons", "troops")
    assert read_check("noun:in", "here").prepositions == ("in",)


def test_nouns_are_known_in_their_forms() -> None:
    assert {"anschlag", "anschlags", "anschläge", "anschlägen"} <= set(inflected("Anschlag"))
    assert {"drohung", "drohungen"} <= set(inflected("Drohung"))
    assert {"ultimatum", "ultimaten"} <= set(inflected("Ultimatum/Ultimaten"))


def test_participles_are_built() -> None:
    strong = {"getreten": "treten", "sprochen": "sprechen"}
    assert participle("zurücktreten", ["zurück"], strong) == "zurückgetreten"
    assert participle("verhaften", [], {}) == "verhaftet"
    assert participle("bombardieren", [], {}) == "bombardiert"


def test_weak_forms_carry_their_particle() -> None:
    assert {"anklagte", "anzuklagen"} <= set(regular_forms("anklagen", ["an"], {}))
