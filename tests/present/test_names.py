"""Names in sentences: where something happens, with the preposition that German wants."""

import pytest

from lagebild.lang import Language
from lagebild.present import catalogue, forms_of
from lagebild.present.names import declined, place_words


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Minsk", "in Minsk"),
        ("Ukraine", "in der Ukraine"),
        ("Irak", "im Irak"),
        ("Krim", "auf der Krim"),
        ("Krim-Brücke", "an der Krim-Brücke"),
        ("Hafenbrücke", "an der Hafenbrücke"),
        ("Kachowka-Damm", "am Kachowka-Damm"),
        ("Flughafen Bagdad", "am Flughafen Bagdad"),
        ("Ludwigshafen", "in Ludwigshafen"),
        ("Ostsee", "in der Ostsee"),
        ("Schwarzes Meer", "im Schwarzen Meer"),
        ("Neumarkt", "in Neumarkt"),
        ("Potsdam", "in Potsdam"),
    ],
)
def test_places_have_their_preposition(place: str, said: str, german: Language) -> None:
    words = catalogue("de")
    assert place_words(place, "de", forms_of(german), words.grammar) == said
    english = place_words(place, "en", forms_of(german), catalogue("en").grammar)
    assert english == (f"in {place}" if said.startswith(("in ", "im ", "auf ")) else f"at {place}")


@pytest.mark.parametrize(
    ("name", "kind", "accusative", "dative"),
    [
        ("Ukraine", "state", "die Ukraine", "der Ukraine"),
        ("Russland", "state", "Russland", "Russland"),
        ("Niederlande", "state", "die Niederlande", "den Niederlanden"),
        ("Vereinigte Arabische Emirate", "state", "die Vereinigten Arabischen Emirate",
         "den Vereinigten Arabischen Emiraten"),
        ("Russisches Verteidigungsministerium", "organisation", "das russische Verteidigungsministerium",
         "dem russischen Verteidigungsministerium"),
        ("Deutsche Bahn", "organisation", "die Deutsche Bahn", "der Deutschen Bahn"),
        ("Arbeitsgericht Frankfurt", "organisation", "das Arbeitsgericht Frankfurt", "dem Arbeitsgericht Frankfurt"),
        ("amerikanische Geheimdienste", "organisation", "amerikanische Geheimdienste",
         "amerikanischen Geheimdiensten"),
        ("russische Sabotagegruppe", "group", "die russische Sabotagegruppe", "der russischen Sabotagegruppe"),
        ("russische Besatzer", "group", "russische Besatzer", "russischen Besatzern"),
        ("Mitglieder des Senats", "group", "Mitglieder des Senats", "Mitgliedern des Senats"),
        ("Hunderttausende", "group", "Hunderttausende", "Hunderttausenden"),
        ("Nachbar", "person", "den Nachbarn", "dem Nachbarn"),
        ("Nachbarland", "state", "das Nachbarland", "dem Nachbarland"),
        ("Deutschland", "state", "Deutschland", "Deutschland"),
        ("Erika Muster", "person", "Erika Muster", "Erika Muster"),
        ("Norsar", "organisation", "Norsar", "Norsar"),
    ],
)  # fmt: skip
def test_names_stand_in_the_case_that_a_sentence_asks_for(
    name: str, kind: str, accusative: str, dative: str, german: Language
) -> None:
    words, forms = catalogue("de"), forms_of(german)
    assert declined(name, "acc", forms, words.grammar, kind) == accusative
    assert declined(name, "dat", forms, words.grammar, kind) == dative
