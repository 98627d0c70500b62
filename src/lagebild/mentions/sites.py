"""Places that the gazetteer lacks: sites by their noun, settlements, and names that the model sees as places.

A site ("Tegula-Moschee", "Flughafen Entebbe", "Berliner Platz") lies in the city that it names, that stands beside it
or that was named last. A village that no list knows has the state of its adjective or of where the report plays, and
no coordinates.
"""

from collections.abc import Iterator

from msgspec import Struct

from lagebild.lang import Language
from lagebild.lang.actors import ActorLexicon
from lagebild.lang.places import Gazetteer, Spot, city_of_adjective, find_name, gazetteer, spot
from lagebild.mentions.places import HOME, lead
from lagebild.mentions.setting import Setting
from lagebild.model import Analysis, Place, Token
from lagebild.model.ask import span_of, text_of, tokens_in

LONGEST = 4
"""Most tokens of a name beside a noun."""
NEAR = 3
"""Sentences back in which a site finds its city."""
BESIDE = 5
"""Tokens behind a name in which the place stands that it lies in."""
SHORTEST = 5
"""Letters of the shortest noun of a street that ends a word without hyphen ("Messplatz")."""
KNOWN = 100_000
"""Inhabitants of a city that a site is named after wherever the report plays."""
NAMES = ("NE", "FM")
UNLISTED = {
    "part": "part of a state",
    "settlement": "settlement by its noun",
    "area": "area by its noun",
    "name": "name of a place",
}
"""Kinds of which only the name is the place -> rule."""


class Site(Struct, frozen=True, kw_only=True):
    """A place by its tokens. kind: as in sites.tsv, or "name"; city: the city that its own words name."""

    first: int
    last: int
    kind: str
    city: str = ""


class _Report(Struct, frozen=True, kw_only=True):
    """What the rules ask of a report: tokens of persons and bodies, places and states by token."""

    analysis: Analysis
    book: Gazetteer
    lexicon: ActorLexicon
    taken: frozenset[int]
    states: dict[int, str]
    places: dict[int, Place]
    home: str


def with_sites(
    analysis: Analysis,
    language: Language,
    lexicon: ActorLexicon,
    taken: frozenset[int],
    states: tuple[tuple[int, str], ...],
    places: tuple[Place, ...],
    where: Setting,
) -> tuple[Place, ...]:
    """The places of a report with its sites and unlisted settlements, in order; a site covers the names in it.

    taken: tokens of names of persons and organisations. states: (token, country) of the states named.
    """
    known = {i: place for place in places for i in range(*tokens_in(analysis, (place.start, place.end)))}
    report = _Report(
        analysis=analysis, book=gazetteer(language), lexicon=lexicon, taken=taken, states=dict(states), places=known,
        home=where.home,
    )  # fmt: skip
    found = list(_sites(report))
    covered = {i for site in found for i in range(site.first, site.last)}
    kept = [place for place in places if covered.isdisjoint(range(*tokens_in(analysis, (place.start, place.end))))]
    return tuple(sorted((*kept, *(_located(report, site, where) for site in found)), key=lambda place: place.start))


def _sites(report: _Report) -> Iterator[Site]:
    """Sites and unlisted settlements from left to right."""
    tokens, behind = report.analysis.tokens, 0
    for token in tokens:
        if token.i < behind or not token.text[:1].isupper() or token.i in report.taken:
            continue
        found = _named_by_noun(report, token)
        for site in found or (_named_alone(report, token) if report.home not in HOME else ()):
            behind = site.last
            yield site


def _named_by_noun(report: _Report, token: Token) -> tuple[Site, ...]:
    """The places that a noun of sites.tsv makes of the name in, before or behind it."""
    kind = report.book.sites.get(token.text)
    if kind is None:
        return _compound(report, token)
    if kind in ("part", "area") and _is_part(report, token.i):
        return (Site(first=token.i - 1, last=token.i + 1, kind="part"),)
    if kind == "part":
        tokens = report.analysis.tokens[token.i + 1 : token.i + 3]
        home = [word.text for word in tokens] == ["des", "Landes"]
        return (Site(first=token.i, last=token.i + 3, kind="part"),) if home else ()
    city = _city_before(report, token.i)
    if city and kind in ("street", "site", "settlement"):
        name = report.book.sites.get(token.text) == "street"
        return (Site(first=token.i - 1, last=token.i + 1, kind="site", city="" if name else city),)
    if kind == "english":
        first = _name_before(report, token.i)
        return (Site(first=first, last=token.i + 1, kind="site"),) if first < token.i else ()
    last = _name_behind(report, token.i + 1)
    if kind == "street" or last == token.i + 1:
        return ()
    if kind == "site":
        return (Site(first=token.i, last=last, kind="site", city=text_of(report.analysis, (token.i + 1, last))),)
    return tuple(_row(report, token.i + 1, last, kind))


def _is_part(report: _Report, noun: int) -> bool:
    """Does the adjective of a state stand before a noun, and no name behind it: "auf serbischem Boden"?"""
    tokens = report.analysis.tokens
    follows = noun + 1 < len(tokens) and (noun + 1 in report.places or tokens[noun + 1].tag in NAMES)
    return noun - 1 in report.states and tokens[noun - 1].tag == "ADJA" and not follows


def _row(report: _Report, first: int, last: int, kind: str) -> Iterator[Site]:
    """The names behind "in den Dörfern" that the gazetteer lacks: "Tegula und Nemorsk"."""
    tokens = report.analysis.tokens
    while last > first:
        if first not in report.places and not find_name(report.book, text_of(report.analysis, (first, last))):
            yield Site(first=first, last=last, kind=kind)
        if last >= len(tokens) or tokens[last].text not in ("und", ",", "sowie"):
            return
        first = last + 1
        last = _name_behind(report, first)


def _compound(report: _Report, token: Token) -> tuple[Site, ...]:
    """A compound of a name and a noun of a site: "Tegula-Moschee", "Karl-Marx-Straße", "Messplatz"."""
    head, hyphen, noun = token.text.rpartition("-")
    if hyphen:
        kind = report.book.sites.get(noun, "")
        city = bool(_city(report.book, head))
        seen = token.entity == "LOC"
        if kind in ("street", "site") and not head.isupper() and (seen or city or (kind == "street" and "-" in head)):
            return (Site(first=token.i, last=token.i + 1, kind="site", city=head if kind == "site" else ""),)
        return ()
    if token.tag == "NE" and token.entity == "LOC" and token.i not in report.places:
        tails = (token.text[at:].capitalize() for at in range(3, len(token.text) - SHORTEST + 1))
        if any(report.book.sites.get(tail) == "street" for tail in tails):
            return (Site(first=token.i, last=token.i + 1, kind="site"),)
    return ()


def _named_alone(report: _Report, token: Token) -> tuple[Site, ...]:
    """A name behind a preposition of place that the model sees as a place and no list has. In reports on the states of
    which the gazetteer has every village it is none."""
    if token.tag != "NE" or token.entity != "LOC" or token.i in report.places or not token.i:
        return ()
    before = lead(report.analysis.tokens, token.i)
    last = _name_behind(report, token.i)
    name = text_of(report.analysis, (token.i, max(last, token.i + 1)))
    unknown = not find_name(report.book, name) and token.text not in report.book.words
    if not unknown or before not in report.lexicon.descriptions.strong_prepositions:
        return ()
    return tuple(_row(report, token.i, last, "name"))


def _name_behind(report: _Report, first: int) -> int:
    """Token behind the name that begins at a token; the token itself where none does."""
    tokens, at = report.analysis.tokens, first
    while (
        at < min(first + LONGEST, len(tokens))
        and tokens[at].tag in NAMES
        and at not in report.taken
        and (at == first or (tokens[at].entity == tokens[first].entity and not tokens[at].entity_start))
        and (at > first or _may_begin(report, tokens[at]))
    ):
        at += 1
    return at


def _may_begin(report: _Report, token: Token) -> bool:
    """Can a word be the first of the name of a place: not seen as a person or body, or a name of the gazetteer?"""
    return token.text[:1].isupper() and (token.entity not in ("PER", "ORG") or bool(find_name(report.book, token.text)))


def _name_before(report: _Report, noun: int) -> int:
    """First token of the foreign name right before a noun ("Black Lion" before "Hospital")."""
    tokens, at = report.analysis.tokens, noun
    while (
        at > max(0, noun - LONGEST)
        and tokens[at - 1].tag in NAMES
        and tokens[at - 1].text[:1].isupper()
        and at - 1 not in report.taken
    ):
        at -= 1
    return at


def _city_before(report: _Report, noun: int) -> str:
    """The city whose adjective stands right before a noun: "Pariser" before "Flughafen"."""
    word = report.analysis.tokens[noun - 1].text if noun and noun - 1 not in report.taken else ""
    city = city_of_adjective(report.book, word) if word.endswith("er") else None
    return city if city and _city(report.book, city) else ""


def _city(book: Gazetteer, name: str) -> Spot | None:
    """The largest city of a name that is no common word."""
    rows = find_name(book, name) if name not in book.words else ()
    spots = [found for found in (spot(book, row) for row in rows) if found.kind == "city"]
    return max(spots, key=lambda found: found.population, default=None)


def _located(report: _Report, site: Site, where: Setting) -> Place:
    """A site as a place: at the city in its words, beside it or named last, else only with a state."""
    analysis = report.analysis
    start, end = span_of(analysis, (site.first, site.last))
    name = _nominative(report, site, " ".join(analysis.text[start:end].split()))
    inside = [report.places[i] for i in range(site.first, site.last) if i in report.places]
    own = _city(report.book, site.city) if site.city else None
    near = own is not None and (own.population >= KNOWN or own.country in (report.home, *report.states.values()))
    if own is not None and near and not inside:
        return Place(
            start=start, end=end, name=name, country=own.country, admin1=own.admin1, lat=own.lat, lon=own.lon,
            geo_precision="poi", rule="site in the city that it names",
        )  # fmt: skip
    around = (inside[0] if site.city and inside else None) or (_beside(report, site) if site.kind != "part" else None)
    if around is None and site.kind == "site":
        around = _city_named_last(report, site)
    if around is not None and around.country is not None:
        exact = site.kind == "site" and around.geo_precision in ("city", "poi")
        return Place(
            start=start, end=end, name=name, country=around.country, admin1=around.admin1,
            lat=around.lat if exact else None, lon=around.lon if exact else None,
            geo_precision="poi" if exact else None, disputed=around.disputed, controlled_by=around.controlled_by,
            rule="site beside a city" if exact else UNLISTED.get(site.kind, "site of a state"),
        )  # fmt: skip
    country = report.states.get(site.first) if site.kind == "part" else _state_before(report, site)
    country = country or where.city(site.first, _paragraph(analysis, site.first))
    return Place(
        start=start, end=end, name=name, country=country, rule=UNLISTED.get(site.kind, "site of a state")
    )  # fmt: skip


def _nominative(report: _Report, site: Site, name: str) -> str:
    """The name without the genitive of its noun: "Kachowka-Damms" -> "Kachowka-Damm"."""
    last = report.analysis.tokens[site.last - 1]
    genitive = last.text in (f"{last.lemma}s", f"{last.lemma}es")
    return name[: len(name) - len(last.text)] + last.lemma if genitive and last.tag == "NN" else name


def _beside(report: _Report, site: Site) -> Place | None:
    """The place right behind a name that it lies in: "in Addis Abeba", ", Mannheim", "in der Provinz Gansu"."""
    tokens, links = report.analysis.tokens, report.lexicon.descriptions.inside
    for i in range(site.last, min(site.last + BESIDE, len(tokens))):
        place = report.places.get(i)
        if place is not None:
            return place if i > site.last else None
        if tokens[i].text.lower() not in links and tokens[i].text not in report.book.sites:
            return None
    return None


def _state_before(report: _Report, site: Site) -> str | None:
    """The state of an adjective before a name: "im polnischen Dorf Tegulowo"."""
    return next(
        (report.states[i] for i in range(site.first - 1, max(-1, site.first - 4), -1) if i in report.states), None
    )


def _city_named_last(report: _Report, site: Site) -> Place | None:
    """The city named last before a site in its sentence or the few before it, else behind it in its sentence."""
    analysis = report.analysis
    sentence = analysis.sentence_of[site.first]
    first, last = analysis.sentences[max(0, sentence - NEAR)].first, analysis.sentences[sentence].last
    for i in (*range(site.first - 1, first - 1, -1), *range(site.last, last)):
        place = report.places.get(i)
        if place is not None and place.geo_precision == "city" and place.lat is not None:
            return place
    return None


def _paragraph(analysis: Analysis, token: int) -> int:
    """First token of the paragraph of a token."""
    number = analysis.sentence_of[token]
    while number > 0 and analysis.sentences[number - 1].paragraph == analysis.sentences[number].paragraph:
        number -= 1
    return analysis.sentences[number].first
