"""What words are found by."""

import pytest

from lagebild.lang import load
from lagebild.lang.search import SearchNouns, finder
from lagebild.lang.stems import plain, stem

FINDER = finder(load())


@pytest.mark.parametrize(("noun", "example"), load().part("search", SearchNouns).examples.items())
def test_a_noun_of_the_list_finds_its_example(noun: str, example: str) -> None:
    assert set(FINDER.base(noun)) & set(FINDER.terms(example))


@pytest.mark.parametrize(
    "forms",
    [
        "Haus Häuser Häusern Hauses Haeuser HAUS",
        "Angriff Angriffe Angriffs Angriffes Angriffen",
        "Kanzlerin Kanzlerinnen",
        "Minister Ministers Ministern",
        "Krise Krisen",
        "Straße Straßen Strasse",
        "Museum Museen Museums",
        "Firma Firmen",
        "gab geben gibt gaben",
        "bestritt bestreitet bestritten",
        "russisch russische russischen russischer",
        "Bundeswehreinsatz Bundeswehreinsätze Bundeswehreinsätzen",
    ],
)
def test_forms_of_a_word_have_something_in_common(forms: str) -> None:
    first, *others = forms.split()
    assert all(set(FINDER.base(first)) & set(FINDER.base(other)) for other in others)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Drohnenangriffe", "Drohne Angriff"),
        ("Luftverteidigungssysteme", "Luft Verteidigung System Luftverteidigung"),
        ("Waffenstillstandsverhandlungen", "Waffenstillstand Verhandlung"),
        ("Ukrainekrieg", "Ukraine Krieg"),
        ("Weltsicherheitsrates", "Sicherheit Rat"),
        ("Bundesverteidigungsminister", "Verteidigung Minister"),
        ("Menschenrechtsverletzungen", "Mensch Recht Menschenrecht Verletzung"),
        ("Friedensgespräche", "Frieden Gespräch"),
        ("Hilfspakets", "Hilfe Paket"),
        ("Grenzübergänge", "Grenze Übergang"),
        ("Bezirksämter", "Bezirk Amt"),
        ("Ministerpräsidentin", "Minister Präsidentin"),
        ("Atomkraftwerks", "Atom Kraft Werk"),
    ],
)
def test_a_compound_is_found_by_its_parts(word: str, parts: str) -> None:
    found = set(FINDER.terms(word))
    assert [part for part in parts.split() if not found & set(FINDER.base(part))] == []


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("Begriff", "Griff"),
        ("Vorschlag", "Schlag"),
        ("Widerstand", "Stand"),
        ("Demokraten", "Rat Rate"),
        ("Apparat", "Rat"),
        ("pazifische", "Fisch"),
        ("Kommission", "Ion"),
        ("Verrat", "Rat"),
        ("Lager", "Lage"),
        ("verhandelt", "Hand"),
        ("Regierung", "Gier Rung"),
        ("bestritt", "Ritt Tritt"),
    ],
)
def test_a_word_is_not_found_by_what_only_looks_like_a_part(word: str, others: str) -> None:
    found = set(FINDER.terms(word))
    assert [other for other in others.split() if found & set(FINDER.base(other))] == []


@pytest.mark.parametrize("word", ["", "-", "a", "ß", "--", "Ä" * 5000, "x" * 5000, "a-" * 3000, "ﬁ", "İ", "漢字"])
def test_no_word_is_too_strange(word: str) -> None:
    assert all(isinstance(term, str) for term in FINDER.terms(word))


def test_stems() -> None:
    assert [stem(plain(word)) for word in ("Häuser", "Ministern", "Kanzlerinnen", "Ergebnisse", "tief")] == [
        "haus", "minist", "kanzlerin", "ergebnis", "tief",
    ]  # fmt: skip
