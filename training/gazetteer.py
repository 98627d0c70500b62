"""Names as lexical features: which word forms are, or belong to, names of places, people and organisations.

Sources: the lexicons of the package (`lang/de/actors`, `lang/de/places`; towns from GeoNames, CC BY 4.0) and a list of
first names and surnames written for the training (`training/data/first-names.txt`, `training/data/surnames.txt`).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.treebanks import open_lines

LARGE_TOWN = 100_000
ADJECTIVE_ENDINGS = ("e", "em", "en", "er", "es")
OWN_LISTS = (("first", "first-names.txt"), ("last", "surnames.txt"))
OWN = Path(__file__).with_name("data")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_PARTICLES = frozenset("von van de der den zu zur di da du la le al el bin ibn und".split())


def kinds_of_names(lang: Path) -> dict[str, frozenset[str]]:
    """Return what each lower-cased word may name; `lang` is the language's folder.

    Kinds: country, region, town, large (town), placepart (of a longer name), deriv (adjective or inhabitant), first,
    last, org, orgpart.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind, name in [*_states(lang), *_towns(lang), *_people(lang), *_organisations(lang)]:
        for word, place in _words(kind, name):
            found[word.lower()].add(place)
    return {word: frozenset(kinds) for word, kinds in sorted(found.items())}


def _words(kind: str, name: str) -> Iterator[tuple[str, str]]:
    words = [w for w in _WORD.findall(name) if w[:1].isupper()]
    if " " not in name:
        yield from ((w, kind) for w in (words if len(words) == 1 else ()))
    else:
        part = "orgpart" if kind == "org" else kind if kind in {"first", "last"} else "placepart"
        yield from ((w, part) for w in words if len(w) > 1)


def table_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated lexicon with a header line; comments are left out."""
    lines = (line for line in open_lines(path) if line and not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        yield {key: value or "" for key, value in row.items() if key}


def _states(lang: Path) -> Iterator[tuple[str, str]]:
    for row in table_rows(lang / "actors" / "states.tsv"):
        for column in ("name", "names", "genitive"):
            yield from (("country", name) for name in row[column].split("|") if name)
        for adjective in filter(None, row["adjectives"].split("|")):
            yield "deriv", adjective.capitalize()
            yield from (("deriv", adjective.capitalize() + ending) for ending in ADJECTIVE_ENDINGS)
        for column in ("demonym_m", "demonym_m_pl", "demonym_f", "demonym_f_pl", "city_adjectives"):
            for name in filter(None, row[column].split("|")):
                yield from (("deriv", name + ending) for ending in ("", "s", "n"))
    for row in table_rows(lang / "places" / "regions.tsv"):
        for name in filter(None, [row["name"], *row["forms"].split("|")]):
            yield "region", re.sub(r"^(Provinz|Region|Bundesstaat|Oblast|Kanton|Gouvernement|Département) ", "", name)


def _towns(lang: Path) -> Iterator[tuple[str, str]]:
    for line in open_lines(lang / "places" / "cities.tsv.gz"):
        cells = line.split("\t")
        names = [cells[1], *cells[7].split("|")] if len(cells) > 7 else [cells[1]]
        large = int(cells[6] or 0) >= LARGE_TOWN
        for name in names:
            if is_german_spelling(name):
                yield "large" if large else "town", name
    for row in table_rows(lang / "places" / "exonyms.tsv"):
        yield from (("large", name) for name in [row["name"], *row["forms"].split("|")] if name)
    for row in table_rows(lang / "places" / "adjectives.tsv"):
        yield "deriv", row["adjective"]


def _people(lang: Path) -> Iterator[tuple[str, str]]:
    for row in table_rows(lang / "actors" / "persons.tsv"):
        for name in [row["name"], *row["spellings"].split("|")]:
            words = [w for w in name.split() if w.lower() not in _PARTICLES]
            if len(words) > 1:
                yield from (("first", word) for word in words[:-1])
            if words:
                yield "last", words[-1]
    for kind, file in OWN_LISTS:
        yield from _own(kind, file)


def _own(kind: str, file: str) -> Iterator[tuple[str, str]]:
    for line in open_lines(OWN / file):
        if not line.startswith("#"):
            yield from ((kind, name) for name in line.split())


def _entries(lang: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the organisations with their names, without what tells namesakes apart: "ABC (USA)"."""
    import yaml

    entries: list[dict[str, Any]] = yaml.safe_load((lang / "actors" / "organisations.yaml").read_text(encoding="utf-8"))
    yield from ((re.sub(r" \(.*\)$", "", str(entry["name"])), entry) for entry in entries)


def _organisations(lang: Path) -> Iterator[tuple[str, str]]:
    for name, entry in _entries(lang):
        common = set(entry.get("common", ()))
        yield from (("org", n) for n in [name, *entry.get("forms", ())] if n[:1].isupper() and n not in common)


def full_names(lang: Path) -> dict[str, list[str]]:
    """Return whole names by GermEval's class: people, made of the lists of first names and surnames, towns, media."""
    firsts, lasts = ([n for _, n in _own(kind, file)] for kind, file in OWN_LISTS)
    people = [row["name"] for row in table_rows(lang / "actors" / "persons.tsv")]
    people += [f"{first} {lasts[(31 * i) % len(lasts)]}" for i, first in enumerate(firsts)]
    towns = [row["name"] for row in table_rows(lang / "places" / "exonyms.tsv")]
    towns += [name for kind, name in _towns(lang) if kind == "town" and " " not in name][::20]
    bodies = [name for name, entry in _entries(lang) if entry.get("kind") == "medium" or len(name.split()) == 1]
    return {
        "PER": list(dict.fromkeys(people)),
        "LOC": list(dict.fromkeys(towns)),
        "ORG": list(dict.fromkeys(name for name in bodies if name[:1].isupper())),
    }


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
