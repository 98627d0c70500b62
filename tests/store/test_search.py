"""The query language of the search."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.model import StoreError
from lagebild.store import Store, add_readings, check, open_store, rebuild, search
from lagebild.store.fulltext import parse, spellings
from lagebild.store.handle import set_meta, writing_to
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


FORMS = {
    "haus": "In den Häusern am Fluss stand das Wasser.",
    "drohne": "Bei den Drohnenangriffen auf die Hafenstadt gab es Verletzte.",
    "verteidigung": "Neue Luftverteidigungssysteme treffen ein, sagte die Ministerin.",
    "begriff": "Der Begriff ist umstritten; Demokraten lehnen ihn ab.",
    "museum": "Drei Kunstmuseen blieben geschlossen. Die EU-Kommission prüft das.",
    "getrennt": "Der Drohnen-Angriff galt einem Ausschuß des grossen Rates.",
}


@pytest.fixture(scope="module")
def forms(place: Place) -> Iterator[Store]:
    with open_store(place()) as opened:
        list(add_readings(opened, [simple_reading(i, text, title="Bericht") for i, text in FORMS.items()]))
        yield opened


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Haus", {"haus"}),
        ("Häuser", {"haus"}),
        ("haeusern", {"haus"}),
        ('"Haus"', set()),
        ('"Häusern"', {"haus"}),
        ('"den Häusern am"', {"haus"}),
        ("Angriff", {"drohne", "getrennt"}),
        ("angriffe", {"drohne", "getrennt"}),
        ("Drohne", {"drohne", "getrennt"}),
        ("Drohnenangriff", {"drohne", "getrennt"}),
        ("Drohnen-Angriffe", {"drohne", "getrennt"}),
        ('"Angriff"', {"getrennt"}),
        ("Stadt", {"drohne"}),
        ("Verteidigung", {"verteidigung"}),
        ("System", {"verteidigung"}),
        ("Luft", {"verteidigung"}),
        ("Minister", set()),
        ("Ministerinnen", {"verteidigung"}),
        ("Griff", set()),
        ("Rat", {"getrennt"}),
        ("Räte", {"getrennt"}),
        ("Museum", {"museum"}),
        ("Kunstmuseum", {"museum"}),
        ("Kommission", {"museum"}),
        ("Ausschüsse", {"getrennt"}),
        ("Ausschuss", {"getrennt"}),
        ("großer", {"getrennt"}),
        ("geben", {"drohne"}),
        ("Luftv*", {"verteidigung"}),
        ("Luftv", set()),
        ("Angriff NOT Stadt", {"getrennt"}),
        ("Haus OR Museum", {"haus", "museum"}),
        ("titel:Haus", set()),
        ("titel:Berichte", set(FORMS)),
    ],
)
def test_forms_and_parts_of_compounds_are_found(forms: Store, query: str, expected: set[str]) -> None:
    assert {hit.report.id for hit in search(forms, query)} == expected


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("Drohne", [["Drohnenangriffen"], ["Drohnen"]]),
        ('"am Fluss" haus', [["Häusern", "am Fluss"]]),
        ("Drohnenangriff -Rat", [["Drohnenangriffen"]]),
        ("EU-Kommission", [["EU-Kommission"]]),
    ],
)
def test_what_was_found_is_marked(forms: Store, query: str, marked: list[list[str]]) -> None:
    found = [[hit.snippet[start:end] for start, end in hit.marks] for hit in search(forms, query)]
    assert sorted(found) == sorted(marked)


def test_the_passage_is_that_with_most_of_what_is_asked_for(place: Place) -> None:
    text = "Der Damm. " + "Nichts weiter. " * 60 + "🌊  Am\nDamm\tfiel   der Strom aus. " + "Sonst nichts. " * 60
    with open_store(place()) as store:
        list(add_readings(store, [simple_reading("lang", text)]))
        (hit,) = search(store, "Strom Damm")
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert "Am Damm fiel der Strom aus." in hit.snippet
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Damm", "Strom"]


def test_the_best_come_first(place: Place) -> None:
    rest = "Davor und danach geschah an diesem Tag in der ganzen Gegend nichts weiter."
    texts = {
        "part": ("Lage", f"Ein Staudammbruch wird befürchtet. {rest}"),
        "text": ("Lage", f"Der Damm wird geprüft. {rest}"),
        "often": ("Lage", f"Der Damm am Damm beim Damm wird geprüft. {rest}"),
        "title": ("Der Damm", f"Der Damm wird geprüft. {rest}"),
    }
    with open_store(place()) as store:
        list(add_readings(store, [simple_reading(i, text, title=title) for i, (title, text) in texts.items()]))
        assert [hit.report.id for hit in search(store, "Damm")] == ["title", "often", "text", "part"]


def test_a_new_version_is_found_by_its_own_words_only(place: Place) -> None:
    with open_store(place()) as store:
        list(add_readings(store, [simple_reading("r", "Die Drohnenangriffe dauern an.")]))
        list(add_readings(store, [simple_reading("r", "Die Waffenruhe hält.")]))
        assert not search(store, "Drohne")
        assert search(store, "Waffe")
        assert not [finding for finding in check(store) if finding.fatal]


def test_a_text_of_endless_different_words_is_searched_as_far_as_the_index_reaches(place: Place) -> None:
    text = " ".join(f"Wort{n:x}{'ab' * 40}" for n in range(20_000))
    with open_store(place()) as store:
        list(add_readings(store, [simple_reading("lang", text)]))
        assert search(store, text.split()[3])


def test_other_word_lists_are_told(place: Place) -> None:
    with open_store(place()) as store:
        list(add_readings(store, [simple_reading()]))
        assert check(store) == [finding for finding in check(store) if "ledger" in finding.what]
        with writing_to(store) as connection:
            set_meta(connection, "search", "others")
        assert "The search index was made with other word lists." in {finding.what for finding in check(store)}
        rebuild(store)
        assert "The search index was made with other word lists." not in {finding.what for finding in check(store)}
