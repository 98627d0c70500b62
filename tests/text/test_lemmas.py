"""Lemmas by paradigm: whole classes of nouns and their compounds, verbs, adjectives, names."""

import pytest

from lagebild.lang import Language
from lagebild.lang.morphology import Morphology
from lagebild.lang.nouns import umlauted
from lagebild.text.infinitives import verb_lemma
from lagebild.text.lemmas import lemma_of
from lagebild.text.raw import NO_MORPH, Morph


@pytest.fixture(scope="module")
def morphology(german: Language) -> Morphology:
    return german.part("morphology", Morphology)


@pytest.mark.parametrize(
    ("form", "given", "lemma"),
    [
        ("Bergketten", "Bergkett", "Bergkette"),
        ("Staubstürme", "Staubstürme", "Staubsturm"),
        ("Hochhäusern", "Hochhäuser", "Hochhaus"),
        ("Großmächten", "Großmächten", "Großmacht"),
        ("Brüdern", "Brüdern", "Bruder"),
        ("Spielfilme", "Spielfilme", "Spielfilm"),
        ("Tierarten", "Tierarte", "Tierart"),
        ("Dieselgeneratoren", "Dieselgeneratore", "Dieselgenerator"),
        ("Mechanismen", "Mechanisme", "Mechanismus"),
        ("Autorinnen", "Autorinn", "Autorin"),
        ("Behandlungen", "Behandlung", "Behandlung"),
        ("Lobbyisten", "Lobbyiste", "Lobbyist"),
        ("Polizeibeamten", "Polizeibeamt", "Polizeibeamte"),
        ("Zweitplatzierten", "Zweitplatziert", "Zweitplatzierte"),
        ("Datenvolumen", "Datenvolume", "Datenvolumen"),
        ("US-Präsidenten", "US-Präsidente", "US-Präsident"),
        ("1970ern", "1970ern", "1970er"),
    ],
)
def test_noun_declines_as_its_last_part(form: str, given: str, lemma: str, morphology: Morphology) -> None:
    assert lemma_of(form, given, "NN", Morph("Dat", "Plur", "Masc"), morphology) == lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("Akten", "Akte"), ("Akten", "Akt"), ("Aufenthaltsorte", "Aufenthaltsort"), ("NATO", "NATO")],
)
def test_models_lemma_stays_where_the_form_allows_it(form: str, lemma: str, morphology: Morphology) -> None:
    assert lemma_of(form, lemma, "NN", NO_MORPH, morphology) == lemma


def test_unknown_word_in_e_stays_whole_in_the_singular(morphology: Morphology) -> None:
    assert lemma_of("Schlumpe", "Schlump", "NN", Morph("Nom", "Sing", "Fem"), morphology) == "Schlumpe"
    assert lemma_of("Schlumpe", "Schlump", "NN", Morph("Nom", "Plur", "Masc"), morphology) == "Schlump"


@pytest.mark.parametrize(
    ("form", "tag", "given", "lemma"),
    [
        ("dachte", "VVFIN", "dingen", "denken"),
        ("ankamen", "VVFIN", "ankamen", "ankommen"),
        ("arbeitete", "VVFIN", "arbeitete", "arbeiten"),
        ("modifizierten", "VVFIN", "modifiziert", "modifizieren"),
        ("wartet", "VVFIN", "warten", "warten"),
        ("läßt", "VVFIN", "läßen", "lassen"),
        ("heisst", "VVFIN", "heissen", "heißen"),
        ("zertifiziert", "VVPP", "zertifiziern", "zertifizieren"),
        ("gefeiert", "VVPP", "gefeiert", "feiern"),
        ("gespielt", "VVPP", "spieln", "spielen"),
        ("gerechnet", "VVPP", "gerechnet", "rechnen"),
        ("geschafft", "VVPP", "geschaffen", "schaffen"),
        ("gehört", "VVPP", "gehören", "gehören"),
        ("abgeschleppt", "VVPP", "abgeschleppen", "abschleppen"),
        ("geschliffen", "VVPP", "geschliffen", "schleifen"),
        ("zurückzuziehen", "VVIZU", "zurückzuziehen", "zurückziehen"),
        ("hinzuzufügen", "VVIZU", "hinzuzufügen", "hinzufügen"),
        ("mußten", "VMFIN", "mußen", "müssen"),
    ],
)
def test_verb_goes_by_its_paradigm(form: str, tag: str, given: str, lemma: str, morphology: Morphology) -> None:
    assert verb_lemma(form, tag, given, morphology) == lemma


@pytest.mark.parametrize(
    ("form", "given", "lemma"),
    [
        ("höherer", "höhecr", "hoch"),
        ("ältesten", "ältest", "alt"),
        ("begehbaren", "begehbaren", "begehbar"),
        ("erfolgreichste", "erfolgreichst", "erfolgreich"),
        ("teures", "teur", "teuer"),
        ("böse", "böse", "böse"),
        ("stundenweise", "stundenweise", "stundenweise"),
        ("Berliner", "Berliner", "Berliner"),
    ],
)
def test_adjective_loses_ending_and_degree(form: str, given: str, lemma: str, morphology: Morphology) -> None:
    assert lemma_of(form, given, "ADJA", NO_MORPH, morphology) == lemma


@pytest.mark.parametrize(
    ("form", "given", "case", "lemma"),
    [
        ("Holden", "Holde", "Nom", "Holden"),
        ("Antonius", "Antoniu", "Nom", "Antonius"),
        ("Lettlands", "Lettlands", "Gen", "Lettland"),
        ("Darius'", "Darius'", "Gen", "Darius"),
        ("Paris", "Pari", "Gen", "Paris"),
    ],
)
def test_name_keeps_its_form(form: str, given: str, case: str, lemma: str, morphology: Morphology) -> None:
    assert lemma_of(form, given, "NE", Morph(case), morphology) == lemma


def test_umlaut_falls_on_the_last_stem_vowel() -> None:
    words = "Stadt Baum Saal Garten Vogel Irrtum Tochter"
    assert " ".join(map(umlauted, words.split())) == "Städt Bäum Säl Gärten Vögel Irrtüm Töchter"
