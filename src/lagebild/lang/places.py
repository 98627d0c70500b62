"""The gazetteer: sources in <language>/places, compiled to one record that is searched by name as written.

Cities stem from GeoNames (CC BY 4.0), built by tools/build_gazetteer.py; everything else is written by hand.
"""

import gzip
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from msgspec import Struct

from lagebild.lang.language import Language
from lagebild.lang.tables import read_table
from lagebild.model import LexiconError

SHORT = 10_000
"""Fewest inhabitants of a city that is named without its addition."""
ADDITION = re.compile(r" (?:am|an der|an|im|in der|in|bei|ob der|vor der|auf)[ ]| \(|/")
KINDS = frozenset("city admin1 region water mountain poi country continent historical".split())
"""What a place of the gazetteer is."""
SITES = frozenset("street english site settlement area part".split())
"""How a noun of a site makes a place of a name: see sites.tsv."""


class Spot(Struct, frozen=True, kw_only=True, gc=False):
    """A place of the gazetteer. geonames, lat, lon are null where unknown; `own` marks hand-written entries."""

    name: str
    country: str | None
    kind: str
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    population: int = 0
    disputed: bool = False
    controlled_by: str | None = None


class Gazetteer(Struct, frozen=True, kw_only=True, eq=False):
    """The compiled gazetteer.

    rows: a line a place, fields as in `spot`; names, alternates: name as written -> row, or -n-1 for groups[n];
    firsts: first word of names of several words -> most words; admin1: "UKR.05" -> name; words: names that are words
    too; adjectives: irregular adjectives of cities -> name; neighbours: state -> states next to it; sites: form of a
    noun of a site or settlement -> its kind; settlements: those behind which a name alone is the place.
    """

    rows: tuple[str, ...]
    names: dict[str, int]
    alternates: dict[str, int]
    groups: tuple[tuple[int, ...], ...]
    firsts: dict[str, int]
    admin1: dict[str, str]
    words: frozenset[str]
    adjectives: dict[str, str]
    neighbours: dict[str, tuple[str, ...]]
    sites: dict[str, str]
    settlements: frozenset[str]


@lru_cache(maxsize=4)
def gazetteer(language: Language) -> Gazetteer:
    """The gazetteer of a language, loaded once a process."""
    return language.part("places", Gazetteer)


def find_name(book: Gazetteer, name: str) -> tuple[int, ...]:
    """Rows of the places with a name as written ("Kiew", "Kyiv"); rare spellings only where no other name fits."""
    key = name.replace("’", "'")
    at = book.names.get(key)
    if at is None:
        at = book.alternates.get(key)
    if at is None:
        return ()
    return (at,) if at >= 0 else book.groups[-at - 1]


def spot(book: Gazetteer, row: int) -> Spot:
    """The place in a row."""
    number, name, country, admin1, lat, lon, population, kind, disputed, holder = book.rows[row].split("\t")
    return Spot(
        name=name,
        country=country or None,
        kind=kind,
        admin1=(book.admin1.get(f"{country}.{admin1}") or None) if admin1 else None,
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        geonames=int(number) if number else None,
        population=int(population or 0),
        disputed=bool(disputed),
        controlled_by=holder or None,
    )


def city_of_adjective(book: Gazetteer, word: str) -> str | None:
    """City of an adjective in -er: "Moskauer" -> "Moskau", "Dresdner" -> "Dresden", "Zürcher" -> "Zürich"."""
    if word in book.adjectives:
        return book.adjectives[word]
    if not word.endswith("er") or not word[:1].isupper() or len(word) < 6:
        return None
    stem = word[:-2]
    for name in (stem, stem + "e", stem + "en", stem[:-1] + "e" + stem[-1]):
        if name in book.names and name not in book.words:
            return name
    return None


def compile_places(folder: Path) -> Gazetteer:
    """The gazetteer from folder/places. Raises LexiconError with file, line and remedy."""
    places = folder / "places"
    rows: list[str] = []
    names: dict[str, list[int]] = defaultdict(list)
    alternates: dict[str, list[int]] = defaultdict(list)
    cities = _read_cities(places / "cities.tsv.gz")
    for city in cities:
        _name(names, len(rows), (city[1], *_short(city), *filter(None, city[7].split("|"))))
        for other in filter(None, city[8].split("|")):
            alternates[other.replace("’", "'")].append(len(rows))
        rows.append("\t".join((*city[:7], "city", "", "")))
    admin1: dict[str, str] = {}
    for line, region in read_table(places / "regions.tsv"):
        row, code = _region(places / "regions.tsv", line, region, cities)
        if code:
            admin1.setdefault(code, region["name"])
        plain = region["name"].split(" (")[0]
        _name(names, len(rows), (region["name"], plain, *filter(None, region["forms"].split("|"))))
        rows.append(row)
    neighbours: dict[str, tuple[str, ...]] = {}
    for _, country in read_table(places / "countries.tsv"):
        neighbours[country["country"]] = tuple(filter(None, country["neighbours"].split("|")))
        _country(country, folder, names, rows)
    groups: list[tuple[int, ...]] = []
    sites = _sites(places / "sites.tsv")
    return Gazetteer(
        rows=tuple(rows),
        names=_grouped(names, groups),
        alternates=_grouped({n: found for n, found in alternates.items() if n not in names}, groups),
        groups=tuple(groups),
        firsts=_firsts([*names, *alternates]),
        admin1=admin1,
        words=frozenset(row["name"] for _, row in read_table(places / "words.tsv")),
        adjectives={row["adjective"]: row["name"] for _, row in read_table(places / "adjectives.tsv")},
        neighbours=neighbours,
        sites=sites,
        settlements=frozenset(noun for noun, kind in sites.items() if kind in ("settlement", "area")),
    )


def _sites(path: Path) -> dict[str, str]:
    """Forms of the nouns of sites and settlements with their kind."""
    found: dict[str, str] = {}
    for line, row in read_table(path):
        if row["kind"] not in SITES:
            raise LexiconError(
                f"{path.name}, line {line} ({row['noun']}): kind {row['kind']!r} is unknown.",
                f"Allowed: {', '.join(sorted(SITES))}.",
            )
        found.update(dict.fromkeys((row["noun"], *filter(None, row["forms"].split("|"))), row["kind"]))
    return found


def _read_cities(path: Path) -> list[list[str]]:
    try:
        text = gzip.decompress(path.read_bytes()).decode()
    except OSError as error:
        raise LexiconError(
            f"{path} cannot be read: {error}.", "Run: python tools/build_gazetteer.py <folder>"
        ) from error
    return [line.split("\t") for line in text.splitlines()]


def _name(names: dict[str, list[int]], row: int, forms: tuple[str, ...]) -> None:
    """Enter a row under its names, and under a name without diacritics that are not German."""
    for form in forms:
        key = form.replace("’", "'")
        for name in dict.fromkeys((key, _plain(key))):
            if row not in names[name]:
                names[name].append(row)


def _plain(name: str) -> str:
    """A name without diacritics other than German umlauts: "Chișinău" -> "Chisinau", "Köln" -> "Köln"."""
    parts = (c if c in "äöüÄÖÜß" else unicodedata.normalize("NFKD", c) for c in unicodedata.normalize("NFC", name))
    return (
        "".join(c for part in parts for c in part if not unicodedata.combining(c)).replace("ł", "l").replace("ø", "o")
    )


def _short(city: list[str]) -> tuple[str, ...]:
    """A German name without its addition: "Halle (Saale)" -> "Halle", "Offenbach am Main" -> "Offenbach"."""
    if city[2] not in ("DEU", "AUT", "CHE") or int(city[6]) < SHORT:
        return ()
    base = ADDITION.split(city[1])[0]
    return (base,) if base != city[1] and len(base) > 2 else ()


def _region(path: Path, line: int, region: dict[str, str], cities: list[list[str]]) -> tuple[str, str]:
    """A row for a hand-written place, and for a first-level division its code."""
    where = f"{path.name}, line {line} ({region['name']})"
    if region["kind"] not in KINDS:
        raise LexiconError(f"{where}: kind {region['kind']!r} is unknown.", f"Allowed: {', '.join(sorted(KINDS))}.")
    code, at, country = "", region["at"], region["country"]
    if region["kind"] == "admin1":
        seats = [c for c in cities if c[2] == country and at in (c[1], *c[7].split("|"), *c[8].split("|"))]
        if not seats:
            raise LexiconError(f"{where}: {country} has no city {at!r}.", "Write the seat as in cities.tsv.")
        admin = max(seats, key=lambda c: int(c[6]))[3]
        inside = [c for c in cities if c[2] == country and c[3] == admin]
        code = f"{country}.{admin}"
        at = ",".join(f"{fmean(float(c[i]) for c in inside):.2f}" for i in (4, 5))
    lat, _, lon = at.partition(",")
    try:
        float(lat), float(lon)
    except ValueError:
        raise LexiconError(f"{where}: {at!r} is no place.", 'Write "latitude,longitude", as 48.3,38.2.') from None
    cells = ("", region["name"], country, "", lat, lon, "", region["kind"], region["disputed"], region["controlled_by"])
    return "\t".join(cells), code


def _country(country: dict[str, str], folder: Path, names: dict[str, list[int]], rows: list[str]) -> None:
    """Enter a state under its name, unless a hand-written entry has it already."""
    known = [row for row in names.get(country["name"], ()) if rows[row].split("\t")[7] == "country"]
    if known:
        return
    forms = _country_forms(folder).get(country["country"], ())
    cells = (
        country["geonames"], (forms or (country["name"],))[0], country["country"], "", country["lat"], country["lon"],
        country["population"], "country", "", "",
    )  # fmt: skip
    _name(names, len(rows), (country["name"], *forms))
    rows.append("\t".join(cells))


@lru_cache(maxsize=4)
def _country_forms(folder: Path) -> dict[str, tuple[str, ...]]:
    """Names of the states in the lexicon of actors."""
    path = folder / "actors" / "states.tsv"
    forms: dict[str, tuple[str, ...]] = {}
    if path.exists():
        for _, row in read_table(path):
            if row["status"] in ("state", "territory"):
                forms[row["country"]] = (row["name"], *filter(None, row["names"].split("|")))
    return forms


def _grouped(names: dict[str, list[int]], groups: list[tuple[int, ...]]) -> dict[str, int]:
    """Each name with its row; names of several places with -n-1 for the n-th group."""
    found: dict[str, int] = {}
    for name in sorted(names):
        if len(names[name]) == 1:
            found[name] = names[name][0]
        else:
            groups.append(tuple(names[name]))
            found[name] = -len(groups)
    return found


def _firsts(names: list[str]) -> dict[str, int]:
    """First word of the names of several words, with the most words that such a name has."""
    most: dict[str, int] = {}
    for name in sorted(names):
        parts = name.split()
        if len(parts) > 1:
            first = parts[0].rstrip(",")
            most[first] = max(most.get(first, 0), len(parts))
    return most
