"""Places: names of the gazetteer that are places in their context, resolved to one place or left open.

The cues are those of toponym resolution (Leidner 2007): containment, a state named nearby, prominence, one sense per
report; what no cue decides stays without a state.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from math import cos, hypot, radians

import msgspec
from msgspec import Struct

from lagebild.lang import Language
from lagebild.lang.actors import ActorLexicon
from lagebild.lang.places import Gazetteer, Spot, find_name, gazetteer, spot
from lagebild.mentions.lookup import role_of
from lagebild.model import Analysis, Place, Token

PRECISION = {"city": "city", "admin1": "admin1", "country": "country", "poi": "poi"}
"""Kind of the gazetteer -> geo_precision; everything else is a region."""
HOME = ("DEU", "AUT", "CHE")
CLEAR, LARGE, KNOWN = 5.0, 500_000, 15_000
"""A place this many times larger than the next of its name is meant; inhabitants of a city that is known everywhere,
and of one whose name counts although it is tagged as a noun."""
LONGEST = 6
FUSED = {"im": "in", "ins": "in", "vom": "von", "beim": "bei"}
"""Prepositions with their article."""
REGION = 2.5
"""Degrees from the middle of a region within which its places lie."""


class Found(Struct, frozen=True, kw_only=True):
    """A name with the tokens that it covers and all places of that name."""

    first: int
    last: int
    start: int
    end: int
    spots: tuple[Spot, ...]


def find_places(
    analysis: Analysis,
    language: Language,
    lexicon: ActorLexicon,
    taken: frozenset[int],
    states: tuple[tuple[int, str], ...],
) -> tuple[Place, ...]:
    """The places named in a report.

    taken: tokens that belong to names of persons and organisations. states: (token, country) of every state that the
    report names or forms an adjective of. Places that nothing decides have country null and rule "ambiguous".
    """
    book = gazetteer(language)
    found = tuple(_names(analysis, book, taken, lexicon, dict(states)))
    near = _Context(analysis, lexicon, found, states)
    places: list[Place] = []
    decided: dict[str, tuple[Spot | None, str]] = {}
    for item in found:
        name = analysis.text[item.start : item.end]
        chosen, rule = near.choose(item)
        if rule in ("containment", "adjective", "sentence"):
            decided[name] = chosen, rule
        elif name in decided:
            chosen, rule = decided[name]
        places.append(_place(analysis, item, chosen, rule))
    return tuple(places)


def _names(
    analysis: Analysis, book: Gazetteer, taken: frozenset[int], lexicon: ActorLexicon, states: dict[int, str]
) -> Iterator[Found]:
    """Names of places from left to right, the longest first, where the context allows a place."""
    tokens = analysis.tokens
    at = 0
    while at < len(tokens):
        upper = tokens[at].text[:1].isupper()
        if upper and at in taken:
            building = _building(analysis, book, at, lexicon)
            if building is not None:
                yield building
        found = None if at in taken or not upper else _longest(analysis, book, at, taken, lexicon)
        if found is None:
            at += 1
            continue
        if not _names_medium(analysis, found, lexicon) and _is_place(analysis, book, found, taken, lexicon, states):
            yield found
        at = found.last


def _building(analysis: Analysis, book: Gazetteer, at: int, lexicon: ActorLexicon) -> Found | None:
    """The seat of a government where it is a place: "Drohnen über dem Kreml", "vor dem Weißen Haus"."""
    tokens = analysis.tokens
    found = _longest(analysis, book, at, frozenset(), lexicon)
    if found is None or at < 1 or any(item.kind != "poi" for item in found.spots):
        return None
    before = at - 2 if tokens[at - 1].tag == "ART" and at > 1 else at - 1
    return found if tokens[before].text.lower() in lexicon.descriptions.at_building else None


def _names_medium(analysis: Analysis, found: Found, lexicon: ActorLexicon) -> bool:
    """Does the name begin that of a medium ("Bangkok Post", "Kiew Aktuell")?"""
    follows = analysis.tokens[found.last] if found.last < len(analysis.tokens) else None
    return follows is not None and follows.text in lexicon.descriptions.media_words


def _part(book: Gazetteer, name: str, lexicon: ActorLexicon) -> tuple[Spot, ...]:
    """A part of a state or region by a point of the compass: "Nordsyrien", "West-Papua" -> region of that state."""
    if not name.startswith(lexicon.descriptions.compass):
        return ()
    for compass in lexicon.descriptions.compass:
        rest = name.removeprefix(compass).removeprefix("-") if name.startswith(compass) else ""
        whole = [spot(book, row) for row in _rows(book, rest[:1].upper() + rest[1:])] if len(rest) > 3 else []
        large = [item for item in whole if item.kind not in ("city", "poi", "water")]
        if large and (rest[0].islower() or "-" in name):
            return tuple(msgspec.structs.replace(item, name=name, kind="region", geonames=None) for item in large[:1])
    return ()


def _longest(
    analysis: Analysis, book: Gazetteer, at: int, taken: frozenset[int], lexicon: ActorLexicon
) -> Found | None:
    """The longest name of the gazetteer that begins at a token; a genitive -s is part of the span."""
    tokens = analysis.tokens
    most = 2 * book.firsts.get(tokens[at].text.rstrip(","), 0)
    for last in range(min(at + max(most, 1), at + LONGEST, len(tokens)), at, -1):
        if not taken.isdisjoint(range(at, last)):
            continue
        start, end = tokens[at].start, tokens[last - 1].end
        name = " ".join(analysis.text[start:end].split())
        rows = _rows(book, name)
        if rows:
            spots = tuple(spot(book, row) for row in rows)
            return Found(first=at, last=last, start=start, end=end, spots=spots)
    token = tokens[at]
    part = _part(book, token.text, lexicon) if token.tag in ("NE", "NN") and at not in taken else ()
    return Found(first=at, last=at + 1, start=token.start, end=token.end, spots=part) if part else None


@lru_cache(maxsize=16_384)
def _rows(book: Gazetteer, name: str) -> tuple[int, ...]:
    rows = find_name(book, name)
    if not rows and name.isupper() and len(name) > 3:
        rows = find_name(book, name.title())
    if not rows and name.endswith("s") and len(name) > 4:
        rows = find_name(book, name[:-1])
    if not rows and name.endswith(("'", "’")):
        rows = find_name(book, name[:-1])
    return rows


def _is_place(
    analysis: Analysis,
    book: Gazetteer,
    found: Found,
    taken: frozenset[int],
    lexicon: ActorLexicon,
    states: dict[int, str],
) -> bool:
    """May the name be a place here? Regions and states may always; cities need a sign, homographs a strong one."""
    tokens = analysis.tokens
    token = tokens[found.first]
    before = tokens[found.first - 1] if found.first else None
    if before is not None and before.text == "-":
        return False
    seen_as = token.entity if not token.entity.endswith(("deriv", "part")) else ""
    if before is not None and before.text in book.settlements:
        return True
    if _is_ruled(tokens, found.first, lexicon):
        return True
    leads = lead(tokens, found.first)
    prepared = leads in lexicon.descriptions.place_prepositions
    if prepared and seen_as == "LOC" and leads != "zwischen" and token.text not in book.words:
        return True
    named = any(item.kind in ("country", "admin1", "continent") for item in found.spots)
    first_name = before is not None and found.first - 1 not in taken and before.tag == "NE" and token.tag == "NE"
    if first_name and seen_as != "LOC" and not named:
        return False
    strong = (
        before is not None and before.text.lower() in lexicon.descriptions.strong_prepositions and token.tag == "NE"
    )
    water = any(item.kind in ("water", "mountain") for item in found.spots) and token.tag == "NE"
    if water and before is not None and before.tag in ("ART", "APPRART") and seen_as not in ("PER", "ORG"):
        return True
    if analysis.text[found.start : found.end] in book.words and found.last - found.first == 1:
        sure = before is not None and before.text.lower() in lexicon.descriptions.sure_prepositions
        return strong and (seen_as == "LOC" or (sure and not seen_as))
    if found.first - 1 in states and any(item.country == states[found.first - 1] for item in found.spots):
        return True
    if named or any(item.kind != "city" for item in found.spots):
        return (
            token.tag in ("NE", "NN", "FM", "ADJA", "ART", "CARD") or seen_as == "LOC" or found.last - found.first > 1
        )
    if found.first == 0 or _opens(analysis, found):
        return token.tag == "NE" or _ends_dateline(analysis, found)
    if seen_as in ("PER", "ORG") and not strong:
        if found.last - found.first > 1 and max(item.population for item in found.spots) >= LARGE:
            return True
        noun = before is not None and before.tag == "NN" and role_of(lexicon, before.text) is None
        return noun and token.tag == "NE" and token.entity_start and len(found.spots) == 1
    if token.tag == "NE" or seen_as == "LOC":
        near = strong or any(item.country in HOME or item.country in states.values() for item in found.spots)
        return near or max(item.population for item in found.spots) >= KNOWN
    known = max(item.population for item in found.spots) >= KNOWN
    return known and (prepared or found.last - found.first > 1) and token.tag in ("NN", "FM")


def _is_ruled(tokens: tuple[Token, ...], first: int, lexicon: ActorLexicon) -> bool:
    """Does the name stand behind "von" and the office of a mayor or governor ("Bürgermeister von Nowa Kachowka")?"""
    office = role_of(lexicon, tokens[first - 2].text) if first > 1 and tokens[first - 1].text == "von" else None
    return office is not None and office[0].family in ("mayor", "governor")


def lead(tokens: tuple[Token, ...], first: int) -> str:
    """The word before a name, adjectives left out, in small letters: "im" before "benachbarten Aileu"."""
    at = first - 1
    while at > 0 and tokens[at].tag == "ADJA":
        at -= 1
    word = tokens[at].text.lower() if at >= 0 else ""
    return FUSED.get(word, word)


def _opens(analysis: Analysis, found: Found) -> bool:
    """Does the name stand first in its paragraph, as a dateline does?"""
    return "\n" in analysis.text[max(0, found.start - 1) : found.start]


def _ends_dateline(analysis: Analysis, found: Found) -> bool:
    after = analysis.text[found.end : found.end + 2].lstrip()
    return after[:1] in ("–", "—", "(", "/", ".", ",", "-")


class _Context:
    """What the report says about where it plays: states by sentence, states of names that have one place only."""

    def __init__(
        self, analysis: Analysis, lexicon: ActorLexicon, found: tuple[Found, ...], states: tuple[tuple[int, str], ...]
    ) -> None:
        self.analysis = analysis
        self.inside = lexicon.descriptions.inside
        self.river = lexicon.descriptions.river
        self.regions: dict[int, list[Found]] = {}
        for item in found:
            if len(item.spots) == 1 and item.spots[0].kind in ("region", "admin1") and item.spots[0].lat is not None:
                self.regions.setdefault(analysis.sentence_of[item.first], []).append(item)
        self.by_sentence: dict[int, Counter[str]] = {}
        self.whole: Counter[str] = Counter()
        self.at = dict(states)
        for token, country in states:
            self._count(token, country)
        for item in found:
            countries = {one.country for one in item.spots}
            only = next(iter(countries))
            if len(countries) == 1 and only and (len(item.spots) == 1 or item.spots[0].kind != "city"):
                self._count(item.first, only)
        self.home = not any(country not in HOME for country in self.whole)

    def _count(self, token: int, country: str) -> None:
        self.by_sentence.setdefault(self.analysis.sentence_of[token], Counter())[country] += 1
        self.whole[country] += 1

    def choose(self, item: Found) -> tuple[Spot | None, str]:
        """The place that is meant and the rule that decided, or None and "ambiguous"."""
        spots = item.spots
        river = next((one for one in spots if one.kind == "water"), None)
        if river is not None and len(spots) > 1:
            if self._at_river(item):
                return river, "river"
            spots = tuple(one for one in spots if one is not river)
        state = next((one for one in spots if one.kind == "country"), None)
        if state is not None:
            return state, "state"
        if len(spots) == 1:
            return spots[0], "only"
        own = next((one for one in spots if one.kind != "city"), None)
        if own is not None and own.kind != "poi":
            return own, "region"
        ranked = sorted(spots, key=lambda one: -one.population)
        region = self._region(item)
        if region is not None:
            near = [one for one in ranked if _apart(one, region) < REGION]
            if near:
                return min(near, key=lambda one: _apart(one, region)), "containment"
        for rule, countries in (("containment", self._beside(item)), ("sentence", self._sentence(item))):
            inside = [one for one in ranked if one.country in countries]
            if inside and (rule == "containment" or ranked[0].population < LARGE or ranked[0].country in countries):
                return self._within(inside, rule)
        if ranked[0].population >= LARGE and ranked[0].population >= CLEAR * ranked[1].population:
            return ranked[0], "prominence"
        inside = [one for one in ranked if one.country in self.whole]
        if inside:
            best = max(inside, key=lambda one: (self.whole[one.country or ""], one.population))
            return self._within([one for one in inside if one.country == best.country], "report")
        home = [one for one in ranked if one.country in HOME]
        if home and self.home:
            return self._within(home, "home")
        return self._within(ranked, "population")

    def _beside(self, item: Found) -> set[str]:
        """States named by an adjective before, in brackets, after a comma or "in": "im belarussischen Brest"."""
        tokens = self.analysis.tokens
        sentence = self.analysis.sentence_of[item.first]
        window = (*range(item.first - 2, item.first), *range(item.last, item.last + 4))
        near: set[str] = set()
        for i in window:
            if not 0 <= i < len(tokens) or self.analysis.sentence_of[i] != sentence or i not in self.at:
                continue
            if i < item.first or _joins(tokens[item.last : i], self.inside):
                near.add(self.at[i])
        return near

    def _at_river(self, item: Found) -> bool:
        """Do the words before say that a river is meant ("am Niger", "der Fluss Niger")?"""
        before = self.analysis.tokens[item.first - 1].text.lower() if item.first else ""
        return before in self.river

    def _region(self, item: Found) -> Spot | None:
        """The region named behind a city in which it lies: "Halle in Westfalen"."""
        tokens = self.analysis.tokens
        for other in self.regions.get(self.analysis.sentence_of[item.first], ()):
            if 0 < other.first - item.last < 4 and _joins(tokens[item.last : other.first], self.inside):
                return other.spots[0]
        return None

    def _sentence(self, item: Found) -> set[str]:
        return set(self.by_sentence.get(self.analysis.sentence_of[item.first], ()))

    def _within(self, ranked: list[Spot], rule: str) -> tuple[Spot | None, str]:
        """The largest of several if it is clearly the largest; else only what they share."""
        if len(ranked) == 1 or ranked[0].population >= CLEAR * max(ranked[1].population, 200):
            return ranked[0], rule
        countries = {one.country for one in ranked if one.population * CLEAR > ranked[0].population}
        if len(countries) == 1:
            if ranked[0].population >= 2 * ranked[1].population:
                return ranked[0], rule
            return Spot(name=ranked[0].name, country=ranked[0].country, kind="country"), "several in one state"
        return None, "ambiguous"


def _apart(one: Spot, other: Spot) -> float:
    """About how far two places are apart, in degrees of latitude."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 360.0
    return hypot(one.lat - other.lat, (one.lon - other.lon) * cos(radians(one.lat)))


def _joins(tokens: tuple[Token, ...], inside: frozenset[str]) -> bool:
    """Do the tokens between a city and a state say that one lies in the other?"""
    return bool(tokens) and all(token.text.lower() in inside for token in tokens)


def _place(analysis: Analysis, item: Found, chosen: Spot | None, rule: str) -> Place:
    if chosen is None:
        return Place(start=item.start, end=item.end, name=item.spots[0].name, rule=rule)
    return Place(
        start=item.start,
        end=item.end,
        name=chosen.name,
        country=chosen.country,
        admin1=chosen.admin1,
        lat=chosen.lat,
        lon=chosen.lon,
        geonames=chosen.geonames,
        geo_precision=PRECISION.get(chosen.kind, "region"),
        disputed=chosen.disputed,
        controlled_by=chosen.controlled_by,
        rule=rule,
    )
