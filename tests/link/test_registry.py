"""Whose surname alone is whose full name, across all reports."""

from collections import Counter

from lagebild.link.records import Merged
from lagebild.link.registry import merged_of, names_used
from tests.factories import make_actor


def merged(*named: tuple[str, str, str | None]) -> list[Merged]:
    """named: name, day of the report, country."""
    used = Counter(
        use for name, day, country in named for use in names_used((make_actor("a1", name, country=country),), day)
    )
    return list(merged_of(used))


def test_a_surname_is_the_only_full_name_of_the_months_around() -> None:
    (found,) = merged(("Erika Muster", "2023-05-08", None), ("Muster", "2023-06-20", None))
    assert (found.registry, found.into, found.name) == ("person:muster", "person:erika muster", "Erika Muster")
    assert found.reason


def test_a_surname_that_two_people_share_stays_open() -> None:
    assert not merged(("Erika Muster", "2023-05-08", None), ("Hans Muster", "2023-05-08", None),
                      ("Muster", "2023-05-08", None))  # fmt: skip


def test_a_surname_that_is_another_ones_elsewhere_in_time_stays_open() -> None:
    assert not merged(("Erika Muster", "2023-05-08", None), ("Muster", "2023-05-08", None),
                      ("Muster", "2019-05-08", None))  # fmt: skip


def test_a_country_can_tell_which_of_two_people_is_meant() -> None:
    (found,) = merged(("Erika Muster", "2023-05-08", "DEU"), ("Jan Muster", "2023-05-08", "NLD"),
                      ("Muster", "2023-05-08", "NLD"))  # fmt: skip
    assert found.into == "person:jan muster"
