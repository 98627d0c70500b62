"""Names inside German sentences: with their article, in the case that the sentence asks for."""

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from lagebild.lang import Language
from lagebild.model import ActorKind
from lagebild.present.catalogue import Grammar

ARTICLES: Mapping[str, tuple[str, str, str]] = {
    "Masc": ("der", "den", "dem"),
    "Fem": ("die", "die", "der"),
    "Neut": ("das", "das", "dem"),
    "Plur": ("die", "die", "den"),
}
"""Gender or plural -> article in nominative, accusative, dative."""
_ADJECTIVE = {"Masc": "er", "Fem": "e", "Neut": "es", "Plur": "e"}
_LONG = 6
"""Letters of a noun that is known as the end of a word without hyphen."""
_SHORT = {"bei": "beim", "von": "vom", "an": "am", "in": "im"}
_CASES = ("nom", "acc", "dat")
_NO_ARTICLE = frozenset(("BUS", "MNC", "MED", "JRN"))
_PERSONS = (ActorKind.PERSON, ActorKind.MEDIUM)


class Form(Struct, frozen=True):
    """Gender (Masc, Fem, Neut, Plur) of a name that stands with its article."""

    gender: str


Forms = Mapping[str, Form]
"""Name -> its form, for the names that stand with an article."""


@lru_cache(maxsize=4)
def forms_of(language: Language) -> Forms:
    """The names that stand with an article, from the actors of a language: "Ukraine", "Iran", "Nato", "USA".

    Companies and media go without ("Adidas", "Tagesblatt"), and so do names that stand for several actors.
    """
    from lagebild.lang.actors import actor_entries, actor_lexicon

    found: dict[str, Form] = {}
    for entry in actor_lexicon(language).entries if language.own else actor_entries(language):
        gender = "Plur" if entry.number == "Plur" else entry.gender
        named = entry.article if entry.kind == ActorKind.STATE else _takes_article(entry.kind, entry.sectors)
        if named and gender in ARTICLES:
            found.setdefault(entry.name, Form(gender))
    return found


def _takes_article(kind: str, sectors: tuple[str, ...]) -> bool:
    return kind not in _PERSONS and not _NO_ARTICLE.intersection(sectors)


def declined(name: str, case: str, forms: Forms) -> str:
    """A name in a case ("nom", "acc", "dat"): "Iran" -> "den Iran"; "Weißes Haus" -> "dem Weißen Haus"; unknown names
    stay as they are. What only tells names apart ("ABC (USA)") is left out."""
    form = forms.get(name)
    plain = name.split(" (")[0]
    if form is None:
        return plain
    return f"{ARTICLES[form.gender][_CASES.index(case)]} {_adjective(plain, case, form.gender)}"


def _adjective(name: str, case: str, gender: str) -> str:
    """The weak ending of an adjective at the front: "Vereinte Nationen" in dative -> "Vereinten Nationen"."""
    first, _, rest = name.partition(" ")
    strong = _ADJECTIVE[gender]
    if not rest or not rest[0].isupper() or not first.endswith(strong) or len(first) < 5:
        return name
    weak = "e" if gender != "Plur" and (case == "nom" or (case == "acc" and gender != "Masc")) else "en"
    return f"{first[: len(first) - len(strong)]}{weak} {rest}"


def is_plural(name: str, kind: str | None, forms: Forms, grammar: Grammar) -> bool:
    """Does a name take a plural verb? "USA", "ukrainische Streitkräfte", but not "Ursula von der Leyen"."""
    if name in forms:
        return forms[name].gender == "Plur"
    if kind == ActorKind.PERSON:
        return False
    plain = name.split(" (")[0]
    by_pattern = bool(grammar.plural_pattern) and re.search(grammar.plural_pattern, plain) is not None
    return by_pattern or plain.casefold().endswith(grammar.plural_endings)


def place_words(place: str, words: str, forms: Forms, grammar: Grammar) -> str:
    """ "Minsk" -> "in Minsk"; "Ukraine" -> "in der Ukraine"; "Irak" -> "im Irak"; "Krim" -> "auf der Krim";
    "Krim-Brücke" -> "an der Krim-Brücke"."""
    if words != "de":
        return f"in {place}"
    known = place in forms
    site = None if known else next((site for site in grammar.sites if _ends_or_begins(place, site)), None)
    if site is not None:
        return f"{grammar.sites[site]} {place}"
    return contracted(f"{'auf' if place in grammar.on else 'in'} {declined(place, 'dat', forms)}")


def _ends_or_begins(place: str, noun: str) -> bool:
    """Is a noun the last part of a name ("Krim-Brücke", "Hafenbrücke") or the word before it ("Flughafen Bagdad")?
    A short noun needs its hyphen or blank: "Ludwigshafen" is no harbour."""
    apart = place.endswith((f"-{noun}", f" {noun}")) or place.startswith(f"{noun} ")
    return apart or (len(noun) >= _LONG and place.casefold().endswith(noun.casefold()))


def contracted(phrase: str) -> str:
    """A prepositional phrase with its short form: "bei dem Iran" -> "beim Iran"."""
    return re.sub(r"^(bei|von|an|in) dem\b", lambda found: _SHORT[found[1]], phrase)
