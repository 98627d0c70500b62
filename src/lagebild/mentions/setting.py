"""Where a report plays: the state of the whole, and the state of the city named last."""

import re
from bisect import bisect_right
from collections import Counter

from msgspec import Struct

from lagebild.lang import Language
from lagebild.lang.actors import actor_lexicon
from lagebild.lang.places import city_of_adjective, find_name, gazetteer, spot
from lagebild.mentions.lookup import state_of_word
from lagebild.mentions.places import HOME, KNOWN
from lagebild.model import ActorKind, Place, Report

LEAD = 60
"""Tokens at the beginning of a report that tell most about where it plays."""


class Setting(Struct, frozen=True, kw_only=True):
    """Where the report plays: the state of the report as a whole, and the states of the cities named, by token."""

    home: str
    cities: tuple[tuple[int, str], ...]

    def city(self, token: int, paragraph_start: int) -> str:
        """The state of the city that was named last before a token in its paragraph, else the state of the report."""
        index = bisect_right(self.cities, token, key=lambda city: city[0]) - 1
        if index >= 0 and self.cities[index][0] >= paragraph_start:
            return self.cities[index][1]
        return self.home


def setting(
    report: Report,
    language: Language,
    places: tuple[Place, ...],
    states: tuple[tuple[int, str], ...],
    starts: dict[int, int],
) -> Setting:
    """States by token of all places and names of states; home: the state of the dateline when it is named again, else
    the one named most, where the title and the first lines count more."""
    located = [(starts[p.start], p.country) for p in places if p.country and p.geo_precision != "country"]
    weights: Counter[str] = Counter()
    for token, country in (*states, *located):
        weights[country] += 3 if token < LEAD else 2
    for country in title_countries(report.title or "", language):
        weights[country] += 5
    for body in ("EUR", "UNO", "NTO"):
        weights.pop(body, None)
    dateline = next((p.country for p in places if p.country and _is_dateline(report, p)), None)
    most = max(weights, key=lambda country: (weights[country], country in HOME), default="DEU")
    domestic = dateline is not None and (dateline in HOME or 2 * weights[dateline] >= weights[most])
    cities = tuple((starts[p.start], p.country) for p in places if p.country and p.geo_precision == "city")
    return Setting(
        home=dateline if domestic and dateline is not None else most,
        cities=cities,
    )


def title_countries(title: str, language: Language) -> list[str]:
    """States that a title names, by themselves, their adjectives, demonyms, capitals or other cities."""
    lexicon, book = actor_lexicon(language), gazetteer(language)
    found = []
    for word in re.findall(r"[\w-]+", title):
        bare = word.removesuffix("s")
        number = state_of_word(lexicon, word.lower())
        for name in (word, bare):
            if number is None and name in lexicon.metonyms:
                number = lexicon.metonyms[name]
            if number is None and name in lexicon.demonyms:
                number = lexicon.demonyms[name].entry
            if number is None and any(lexicon.entries[e].kind == ActorKind.STATE for e in lexicon.names.get(name, ())):
                number = lexicon.names[name][0]
        if number is not None:
            found.append(lexicon.entries[number].country)
            continue
        rows = find_name(book, word) or find_name(book, bare) or find_name(book, city_of_adjective(book, word) or "")
        if rows and word[:1].isupper() and word not in book.words:
            top = max((spot(book, row) for row in rows), key=lambda one: one.population)
            if top.population >= KNOWN or top.kind != "city":
                found.append(top.country)
    return [country for country in found if country]


def _is_dateline(report: Report, place: Place) -> bool:
    """Does a place open a paragraph as a dateline does: "Minsk (AFP) –", "Wien.", "Berlin/Warschau."?"""
    before = report.text[max(0, place.start - 1) : place.start]
    after = report.text[place.end :][:3].lstrip()[:1]
    return place.start < 1200 and before in ("", "\n") and after in ("–", "—", "(", ".", "/", "-")
