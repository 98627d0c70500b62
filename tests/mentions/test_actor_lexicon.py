"""The lexicon of actors: forms, offices by date, nouns of office, and the checks of an analyst's own file."""

from pathlib import Path

import pytest

from lagebild.lang import Language, load
from lagebild.lang.actor_records import Office
from lagebild.lang.actors import actor_lexicon, read_own, surname_of
from lagebild.lang.roles import find_role
from lagebild.model import ActorKind, LexiconError

OWN = """
- name: Bürgerwehr Nordtal
  kind: group
  country: DEU
  sector: UAF
  forms: [Bürgerwehr Nordtal, Nordtaler Wehr]
  example: Die Nordtaler Wehr sperrte die Straße.
- name: Karla Muster
  kind: person
  country: AUT
  offices: [{office: Landesrätin, country: AUT, from: 2021-03-01, to: 2023-06-30}]
"""


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Wladimir Putin", "Putin"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Baschar al-Assad", "al-Assad"),
        ("Lula", "Lula"),
    ],
)
def test_surname_keeps_its_particles(name: str, surname: str) -> None:
    assert surname_of(name) == surname


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2021-12-07", False),
        ("2021-12-08", True),
        ("2021-12", True),
        ("2021", True),
        ("2025-05-07", False),
        ("", False),
    ],
)
def test_office_is_held_from_its_first_to_its_last_day_at_any_precision(day: str, held: bool) -> None:
    assert Office(office="Bundeskanzler", begins="2021-12-08", ends="2025-05-06").held(day) is held


@pytest.mark.parametrize(
    ("word", "noun", "prefix"),
    [
        ("Bündnissprecherin", "Sprecher", "Bündnis"),
        ("EU-Beamter", "Beamter", "EU-"),
        ("Bundesverkehrsministerin", "Minister", "Bundesverkehrs"),
        ("Machthabers", "Machthaber", ""),
    ],
)
def test_noun_of_office_is_found_in_inflected_forms_and_compounds(
    german: Language, word: str, noun: str, prefix: str
) -> None:
    found = find_role(actor_lexicon(german).roles, word)
    assert found is not None
    role, first = found
    assert noun.lower() in role.noun.lower()
    assert first == prefix or role.noun.lower().endswith(noun.lower())


@pytest.mark.parametrize("word", ["Entführung", "Begleiter", "Gesetz", "Brandstiftungen", "Stimme"])
def test_words_that_only_end_like_an_office_are_none(german: Language, word: str) -> None:
    assert find_role(actor_lexicon(german).roles, word) is None


def test_every_state_is_known_by_name_genitive_adjective_and_capital(german: Language) -> None:
    lexicon = actor_lexicon(german)
    for form in ("Kenia", "Kenias", "Vereinigten Staaten", "Elfenbeinküste"):
        assert {lexicon.entries[e].kind for e in lexicon.names[form]} == {ActorKind.STATE}
    assert lexicon.entries[lexicon.adjectives["kenianisch"]].country == "KEN"
    assert lexicon.entries[lexicon.metonyms["Nairobi"]].country == "KEN"
    assert lexicon.entries[lexicon.demonyms["Kenianerinnen"].entry].country == "KEN"


def test_own_entries_are_laid_over_the_shipped_ones(tmp_path: Path) -> None:
    lexicon = actor_lexicon(load("de", own=(own(tmp_path, OWN),)))
    entry = lexicon.entries[lexicon.names["Nordtaler Wehr"][0]]
    assert (entry.name, entry.country, entry.sectors, entry.source) == (
        "Bürgerwehr Nordtal",
        "DEU",
        ("UAF",),
        "mine.yaml:2",
    )
    muster = lexicon.entries[lexicon.names["Karla Muster"][0]]
    assert [office.office for office in muster.offices if office.held("2022-01-01")] == ["Landesrätin"]
    assert lexicon.names["AFP"]


def test_own_entry_replaces_the_meaning_of_a_shipped_form(tmp_path: Path) -> None:
    text = "- {name: Agentur für Fischpreise, kind: organisation, country: ISL, sector: GOV, forms: [AFP]}"
    lexicon = actor_lexicon(load("de", own=(own(tmp_path, text),)))
    assert [lexicon.entries[e].country for e in lexicon.names["AFP"]] == ["ISL"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: allein", "a list of entries"),
        ("- {name: X, kind: club}", "mine.yaml, line 1 (X)"),
        ("- {kind: person}", "entry without a name"),
        ("\n- {name: X, kind: person, sector: ABC}", "line 2 (X): sector 'ABC'"),
        ("- {name: X, kind: person, country: Deutschland}", "country 'Deutschland'"),
        ("- {name: X, kind: person, colour: red}", "colour"),
        ("- {name: X, kind: person, example: Y kam.}", "example names none"),
        ("- {name: X, kind: person, gender: w}", "gender 'w'"),
        ("- name: [", "line"),
    ],
)
def test_wrong_own_file_is_refused_with_line_entry_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconError) as refused:
        read_own(own(tmp_path, text))
    assert message in str(refused.value)
    assert refused.value.remedy


def test_missing_own_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"nowhere\.yaml"):
        read_own(tmp_path / "nowhere.yaml")
