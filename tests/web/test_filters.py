"""Filters in addresses, and what they leave of the ledger."""

import pytest
from starlette.datastructures import QueryParams

from lagebild.model import LedgerStatus
from lagebild.present import catalogue
from lagebild.store import Store, ledger
from lagebild.web.cabinet import Cabinet
from lagebild.web.facets import facets_of
from lagebild.web.filters import asked_of, chosen, query, toggled
from lagebild.web.index import Index
from lagebild.web.words import words


@pytest.fixture
def index(store: Store) -> Index:
    """The index of the small store."""
    return Cabinet(store).index()


def left(index: Index, address: str) -> set[str]:
    mask = chosen(index, asked_of(QueryParams(address)))
    return {index.ids[n] for n in range(index.size) if mask[n]}


def test_without_filters_all_events_are_left(store: Store, index: Index) -> None:
    assert left(index, "") == {event.id for event in ledger(store)}


@pytest.mark.parametrize("status", list(LedgerStatus))
def test_status_leaves_the_events_of_that_status(status: LedgerStatus, store: Store, index: Index) -> None:
    assert left(index, f"status={status}") == {event.id for event in ledger(store) if event.status is status}


def test_values_of_one_property_add_up_and_properties_narrow(store: Store, index: Index) -> None:
    both = left(index, "country=FRA&country=UKR")
    assert both == left(index, "country=FRA") | left(index, "country=UKR")
    assert left(index, "country=FRA&status=actual") == left(index, "country=FRA") & left(index, "status=actual")


def test_days_leave_what_lies_in_them(store: Store, index: Index) -> None:
    assert left(index, "until=2022-12") | left(index, "since=2023") == left(index, "")
    for event in ledger(store):
        if event.time and event.time.begins and event.time.begins.startswith("2023-03"):
            assert event.id in left(index, "since=2023-03&until=2023-03")
            assert event.id not in left(index, "until=2023-02-28")


def test_part_of_a_name_finds_its_actors_without_case_and_accents(index: Index) -> None:
    assert left(index, "named=LUKASCH") == left(index, "actor=lukasch")
    assert left(index, "named=LUKASCH")


@pytest.mark.parametrize("address", ["status=quatsch", "country=%00", "since=31.02.2023", "actor=x' OR 1=1", "lanes=x"])
def test_nonsense_finds_nothing_or_is_left_out(address: str, index: Index) -> None:
    assert left(index, address) in (set(), left(index, ""))


@pytest.mark.parametrize(
    "address",
    [
        "?status=planned&status=actual&country=FRA",
        "?since=2022-12&until=2023",
        "?named=Puti&new=1&lanes=actor&sort=-date",
        "",
    ],
)
def test_filters_and_addresses_are_the_same(address: str) -> None:
    asked = asked_of(QueryParams(address.removeprefix("?")))
    assert asked_of(QueryParams(query(asked).removeprefix("?"))) == asked
    assert set(query(asked).removeprefix("?").split("&")) == set(address.removeprefix("?").split("&"))


def test_a_value_set_twice_is_off_again() -> None:
    asked = asked_of(QueryParams("status=planned"))
    assert toggled(toggled(asked, "country", "FRA"), "country", "FRA") == asked


@pytest.mark.parametrize("address", ["", "status=actual", "country=FRA", "contested=1&type=ASSAULT"])
def test_a_facet_counts_what_its_link_would_leave(address: str, index: Index) -> None:
    asked, talk, w = asked_of(QueryParams(address)), catalogue("de"), words("de")
    for facet in facets_of(index, asked, "", "/", talk, w):
        for value in facet.values:
            if not value.on and facet.name not in asked.values:
                assert value.count == len(left(index, value.href.partition("?")[2])), value
