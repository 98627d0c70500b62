"""Names in sentences: where something happens, with the preposition that German wants."""

import pytest

from lagebild.lang import Language
from lagebild.present import catalogue, forms_of
from lagebild.present.names import place_words


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
        ("Neumarkt", "in Neumarkt"),
        ("Potsdam", "in Potsdam"),
    ],
)
def test_places_have_their_preposition(place: str, said: str, german: Language) -> None:
    words = catalogue("de")
    assert place_words(place, "de", forms_of(german), words.grammar) == said
    assert place_words(place, "en", forms_of(german), catalogue("en").grammar) == f"in {place}"
