"""The query language of the search."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.model import StoreError
from lagebild.store import Store, add_readings, open_store, search
from lagebild.store.fulltext import parse, spellings, unmark
from tests.factories import simple_reading
from tests.store.conftest import Place

TEXTS = {
    "wasser": "Nach der Dürre fordert der Außenminister Sanktionen. Die Ärztin widerspricht.",
    "damm": "Der Damm ist gebrochen, sagt die Feuerwehr. Neue Sanktionspakete gibt es nicht.",
    "eu": "Die EU berät über die Trockenheit im Süden. Der Ausschuss tagt.",
}


@pytest.fixture(scope="module")
def store(place: Place) -> Iterator[Store]:
    with open_store(place()) as opened:
        list(add_readings(opened, [simple_reading(i, text, title=f"Titel {i}") for i, text in TEXTS.items()]))
        yield opened


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Sanktion", {"wasser", "damm"}),
        ("sanktion dürre", {"wasser"}),
        ('"Sanktion"', set()),
        ("„die Feuerwehr“", {"damm"}),
        ('"Feuerwehr die"', set()),
        ("Dürre OR Trockenheit", {"wasser", "eu"}),
        ("Dürre ODER Damm | EU", {"wasser", "damm", "eu"}),
        ("Sanktion -Damm", {"wasser"}),
        ("Sanktion NICHT Damm", {"wasser"}),
        ("-Sanktion", {"eu"}),
        ("titel:damm", {"damm"}),
        ("titel:Feuerwehr", set()),
        ("Aerztin", {"wasser"}),
        ("Arztin", {"wasser"}),
        ("Aussenminister", {"wasser"}),
        ("Ausschuß", {"eu"}),
        ("neue", {"damm"}),
        ("EU", {"eu"}),
        ("Feu", set()),
        ("Feu*", {"damm"}),
        ("Dürre UND Sanktionen", {"wasser"}),
        ("OR OR Damm OR", {"damm"}),
        ('"Damm', {"damm"}),
        ("Nord-Stream", set()),
    ],
)
def test_a_query_finds_these_reports(store: Store, query: str, expected: set[str]) -> None:
    assert {hit.report.id for hit in search(store, query)} == expected


def test_a_hit_shows_where_it_matches(store: Store) -> None:
    (hit,) = search(store, "Feuerwehr")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Feuerwehr"]


def test_hits_can_be_paged(store: Store) -> None:
    paged = [search(store, "Sanktion", limit=1, offset=i) for i in range(3)]
    assert [len(page) for page in paged] == [1, 1, 0]
    assert paged[0] != paged[1]


@pytest.mark.parametrize("query", ["", "   ", "***", '""', "-", "OR", "§ & %"])
def test_a_query_for_nothing_is_refused(store: Store, query: str) -> None:
    with pytest.raises(StoreError, match="nothing to search for"):
        search(store, query)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ['"', "'", "OR", "NOT", "NEAR(", ")", "a*", "-", ":", "titel:", "^", "Damm", "\x00", "{", "+", "„"]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_no_query_breaks_the_search(store: Store, query: str) -> None:
    asked = parse(query)
    if asked.groups or asked.excluded:
        search(store, query)
    else:
        with pytest.raises(StoreError, match="nothing to search for"):
            search(store, query)


def test_an_endless_query_is_cut(store: Store) -> None:
    assert len(parse("wort " * 100_000).groups) <= 40
    search(store, "wort " * 100_000)


def test_spellings_stay_few() -> None:
    assert len(spellings(("Aussenmassstaebe",))) <= 6
    assert spellings(("Treffen",)) == (("Treffen",),)


def test_marks_without_partner_are_dropped() -> None:
    assert unmark("a \x02b\x03 c\x02d") == ("a b cd", ((2, 3),))
