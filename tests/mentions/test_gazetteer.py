"""The gazetteer: names as written, German names first, disputed places, and the checks of its sources."""

import gzip
from pathlib import Path

import pytest

from lagebild.lang import Language
from lagebild.lang.places import Spot, city_of_adjective, compile_places, find_name, gazetteer, spot
from lagebild.model import LexiconError


def spots(german: Language, name: str) -> list[Spot]:
    book = gazetteer(german)
    return [spot(book, row) for row in find_name(book, name)]


@pytest.mark.parametrize(
    ("name", "german_name", "country"),
    [
        ("Kyjiw", "Kiew", "UKR"),
        ("Beijing", "Peking", "CHN"),
        ("Lwiw", "Lwiw", "UKR"),
        ("Pressburg", "Pressburg", "SVK"),
        ("Chisinau", "Chisinau", "MDA"),
        ("Offenbach", "Offenbach", "DEU"),
    ],
)
def test_german_name_comes_first_whatever_spelling_is_read(
    german: Language, name: str, german_name: str, country: str
) -> None:
    assert (german_name, country) in {(one.name, one.country) for one in spots(german, name)}


@pytest.mark.parametrize(
    ("name", "country", "holder"),
    [
        ("Krim", "UKR", "RUS"),
        ("Westsahara", "ESH", "MAR"),
        ("Golanhöhen", "SYR", "ISR"),
        ("Nordzypern", "CYP", "TUR"),
        ("Abchasien", "GEO", "RUS"),
        ("Kaschmir", None, None),
    ],
)
def test_disputed_places_say_whose_they_are_by_general_recognition_and_who_holds_them(
    german: Language, name: str, country: str | None, holder: str | None
) -> None:
    (one,) = [one for one in spots(german, name) if one.disputed]
    assert (one.country, one.controlled_by) == (country, holder)


def test_cities_know_their_first_level_division_by_its_german_name(german: Language) -> None:
    assert [one.admin1 for one in spots(german, "Wismar")] == ["Mecklenburg-Vorpommern"]


@pytest.mark.parametrize(
    ("adjective", "city"), [("Dresdner", "Dresden"), ("Zürcher", "Zürich"), ("Basler", "Basel"), ("Pariser", "Paris")]
)
def test_adjective_in_er_leads_to_its_city(german: Language, adjective: str, city: str) -> None:
    assert city_of_adjective(gazetteer(german), adjective) == city


def test_nouns_in_er_lead_to_no_city(german: Language) -> None:
    assert city_of_adjective(gazetteer(german), "Minister") is None


def sources(folder: Path, region: str) -> Path:
    places = folder / "places"
    places.mkdir()
    city = "1\tNeustedt\tDEU\t06\t52.1\t9.5\t12000\tNystedt\tNeostadium"
    (places / "cities.tsv.gz").write_bytes(gzip.compress(f"{city}\n".encode()))
    (places / "regions.tsv").write_text(
        f"name\tcountry\tkind\tat\tforms\tdisputed\tcontrolled_by\tnote\n{region}\n", encoding="utf-8"
    )
    (places / "countries.tsv").write_text(
        "country\tname\tgeonames\tlat\tlon\tpopulation\tcontinent\tneighbours\nDEU\tDeutschland\t2\t51\t10\t83\tEU\tAUT\n",
        encoding="utf-8",
    )
    (places / "words.tsv").write_text("name\nEssen\n", encoding="utf-8")
    (places / "adjectives.tsv").write_text("adjective\tname\nNeustedter\tNeustedt\n", encoding="utf-8")
    (places / "sites.tsv").write_text("noun\tkind\tforms\nDorf\tsettlement\tDorfes\n", encoding="utf-8")
    return folder


def test_compiled_gazetteer_finds_every_name_of_its_sources(tmp_path: Path) -> None:
    book = compile_places(sources(tmp_path, "Nordmark\tDEU\tadmin1\tNeustedt\tMark des Nordens\t\t\t"))
    for name in ("Neustedt", "Nystedt", "Neostadium", "Nordmark", "Mark des Nordens", "Deutschland"):
        assert find_name(book, name), name
    assert spot(book, find_name(book, "Neustedt")[0]).admin1 == "Nordmark"
    assert find_name(book, "Altstedt") == ()


@pytest.mark.parametrize(
    ("region", "message"),
    [
        ("Nordmark\tDEU\tplanet\t1,2", "kind 'planet'"),
        ("Nordmark\tDEU\tadmin1\tAltstedt", "no city 'Altstedt'"),
        ("Nordmark\tDEU\tregion\tirgendwo", "'irgendwo' is no place"),
        ("Nordmark\tDEU\tregion\t1,2\t\t\t\t\t\tzuviel", "columns"),
    ],
)
def test_wrong_line_is_refused_with_file_line_and_remedy(tmp_path: Path, region: str, message: str) -> None:
    with pytest.raises(LexiconError) as refused:
        compile_places(sources(tmp_path, region))
    assert "regions.tsv, line 2" in str(refused.value)
    assert message in str(refused.value)
    assert refused.value.remedy


def test_wrong_kind_of_site_is_refused(tmp_path: Path) -> None:
    folder = sources(tmp_path, "Nordmark\tDEU\tregion\t1,2")
    (folder / "places" / "sites.tsv").write_text("noun\tkind\tforms\nDorf\thamlet\t\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"Dorf.*kind 'hamlet'"):
        compile_places(folder)


def test_missing_list_of_cities_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="build_gazetteer"):
        compile_places(tmp_path)
