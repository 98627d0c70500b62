"""To what state and side a party belongs that is no actor of the report."""

import pytest

from lagebild.lang import Language
from lagebild.model import Party, Report
from lagebild.pipeline import read


def recipient(german: Language, text: str) -> Party:
    """The one recipient of the only event with one."""
    found = [p for e in read(Report(id="r", text=text, published="2024-05-06"), german).events for p in e.recipients]
    (party,) = found
    return party


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("In Lyon haben Jugendliche zwölf Autos angezündet.", "FRA"),
        ("Die Armee beschoss am Montag drei Häuser in Charkiw.", "UKR"),
        ("Graz. Unbekannte haben in der Nacht einen Zaun zerstört.", "AUT"),
    ],
)
def test_a_thing_belongs_to_the_state_where_it_is(german: Language, text: str, country: str) -> None:
    party = recipient(german, text)
    assert party.actor is None
    assert party.country == country
    assert party.sector is None


def test_a_pronoun_that_nothing_resolves_belongs_nowhere(german: Language) -> None:
    text = "In Lyon sprach ein Mann mit einem anderen. Die Polizei nahm sie fest."
    assert recipient(german, text).country is None


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("Die Luftwaffe bombardierte am Montag Stellungen der Taliban in Pakistan.", "AFG", "REB"),
        ("Die Armee beschoss am Montag Talibanstellungen.", "AFG", "REB"),
        ("Die Rebellen griffen am Montag mehrere Dörfer in Mali an.", "MLI", "CVL"),
    ],
)
def test_side_of_what_belongs_to_somebody_and_of_towns(german: Language, text: str, country: str, sector: str) -> None:
    party = recipient(german, text)
    assert (party.country, party.sector) == (country, sector)
