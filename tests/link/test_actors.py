"""Actors across reports."""

import pytest

from lagebild.link.actors import Named, register
from lagebild.link.dates import days_of
from lagebild.link.names import fold, registry_key
from lagebild.model import Actor, ActorKind
from tests.factories import make_actor, make_state


def named(ref: str, *actors: Actor, day: str = "2023-05-08") -> Named:
    covered = days_of(day)
    return Named(ref=ref, day=covered[0] if covered else None, actors=actors)


def person(name: str, country: str | None = None) -> Actor:
    return make_actor("a1", name, country=country)


def test_a_surname_is_the_only_full_name_of_the_same_weeks() -> None:
    found = register([named("r1", person("Erika Muster")), named("r2", person("Muster"))])
    assert found.keys["r2", "a1"] == "person:erika muster"
    assert found.profiles["person:erika muster"].name == "Erika Muster"


def test_a_surname_that_two_people_share_stays_open() -> None:
    found = register(
        [named("r1", person("Erika Muster")), named("r2", person("Hans Muster")), named("r3", person("Muster"))]
    )
    assert found.keys["r3", "a1"] == "person:muster"


def test_a_full_name_of_another_year_says_nothing() -> None:
    found = register([named("r1", person("Erika Muster"), day="2021-05-08"), named("r2", person("Muster"))])
    assert found.keys["r2", "a1"] == "person:muster"


def test_a_country_can_tell_which_of_two_people_is_meant() -> None:
    full = [named("r1", person("Erika Muster", "DEU")), named("r2", person("Jan Muster", "NLD"))]
    found = register([*full, named("r3", person("Muster", "NLD"))])
    assert found.keys["r3", "a1"] == "person:jan muster"


def test_two_people_of_one_name_and_two_countries_stay_two() -> None:
    ana = [named(f"r{i}", person("Ana Silva", "PRT" if i % 2 else "BRA")) for i in range(4)]
    found = register(ana)
    assert found.keys["r1", "a1"] == found.keys["r3", "a1"] != found.keys["r2", "a1"]


def test_one_report_that_gives_another_country_makes_no_second_person() -> None:
    reports = [named(f"r{i}", person("Ana Silva", country)) for i, country in enumerate(["PRT", "PRT", "BRA", None])]
    found = register(reports)
    assert set(found.keys.values()) == {"person:ana silva"}
    assert found.profiles["person:ana silva"].country == "PRT"


def test_a_report_without_date_is_left_alone() -> None:
    found = register([named("r1", person("Erika Muster")), named("r2", person("Muster"), day="")])
    assert found.keys["r2", "a1"] == "person:muster"


@pytest.mark.parametrize(
    ("actor", "key"),
    [
        (make_state("a1", "Frankreich", "FRA"), "state:FRA"),
        (make_actor("a1", "Élisabeth  Borne"), "person:elisabeth borne"),
        (make_actor("a1", "Demonstranten", ActorKind.GROUP, "FRA"), "group:FRA:demonstranten"),
        (make_actor("a1", "Nord-Bank", ActorKind.ORGANISATION), "organisation:-:nord bank"),
        (make_actor("a1", "dpa", ActorKind.MEDIUM, "DEU"), "medium:dpa"),
    ],
)
def test_registry_keys(actor: Actor, key: str) -> None:
    assert registry_key(actor) == key


def test_names_are_compared_without_case_accents_and_doubled_spaces() -> None:
    assert fold(" Weißes  HÄUSCHEN ") == "weisses hauschen"
