"""Names inside German sentences: with their article, in the case that the sentence asks for."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from lagebild.lang import Language
from lagebild.model import ActorKind
from lagebild.present.catalogue import Catalogue, Grammar

if TYPE_CHECKING:
    from lagebild.lang.actor_records import Entry

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
_HEAD = 5
"""Letters of a noun that is known as the end of a compound."""
_ENDINGS = ("e", "er", "es")
_ADJECTIVAL = ("sche", "scher", "sches", "ische", "deutsche", "große", "vereinte")
_NO_GRAMMAR = Grammar()
_NO_ARTICLE = frozenset(("BUS", "MNC", "MED", "JRN"))
_PERSONS = (ActorKind.PERSON, ActorKind.MEDIUM)


class Form(Struct, frozen=True):
    """Gender (Masc, Fem, Neut, Plur) of a name; article: it stands with one."""

    gender: str
    article: bool = True


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
        named = entry.article if entry.kind == ActorKind.STATE else _takes_article(entry)
        if named and gender in ARTICLES:
            found.setdefault(entry.name, Form(gender))
    return found


def _takes_article(entry: "Entry") -> bool:
    """Companies and media stand without, unless their name begins with an adjective ("die Deutsche Bahn")."""
    if entry.kind in _PERSONS:
        return False
    return not _NO_ARTICLE.intersection(entry.sectors) or _adjectives(entry.name.split()) > 0


def form_of(name: str, kind: str | None, forms: Forms, grammar: Grammar) -> Form | None:
    """The form of a name: of the lexicon, or by its noun ("Arbeitsgericht Frankfurt", "russische Sabotagegruppe").
    Groups that no noun makes one body are several. None for a name that stands bare."""
    if name in forms:
        return forms[name]
    words = _plain(name).split()
    at = _adjectives(words)
    if kind == ActorKind.MEDIUM or at >= len(words):
        return None
    noun = words[at].casefold()
    if kind == ActorKind.STATE:
        # "Nachbarland" is a noun and "Deutschland" a name.
        return next((Form(gender) for gender, heads in grammar.heads.items() if noun in heads), None)
    if kind == ActorKind.PERSON and not at:
        return Form("Masc") if len(words) == 1 and noun.endswith(grammar.roles) else None
    if is_plural(name, kind, forms, grammar):
        return Form("Plur", article=False)
    for gender, heads in grammar.heads.items():
        if any(noun == head or (len(head) >= _HEAD and noun.endswith(head)) for head in heads):
            return Form(gender)
    return Form("Plur", article=False) if kind == ActorKind.GROUP else None


def declined(name: str, case: str, forms: Forms, grammar: Grammar | None = None, kind: str | None = None) -> str:
    """A name in a case ("nom", "acc", "dat"): "Iran" -> "den Iran"; "Weißes Haus" -> "dem Weißen Haus"; "russische
    Besatzer" -> "russischen Besatzern". Names of which the form is not known stay as they are. What only tells names
    apart ("ABC (USA)") is left out."""
    form = form_of(name, kind, forms, grammar or _NO_GRAMMAR)
    plain = _plain(name)
    if form is None:
        return plain
    if not form.article:
        return _several(plain) if case == "dat" else plain
    if form.gender == "Plur":
        whole = _several_named(plain, case)
    else:
        whole = _adjective(_weak_noun(plain, case), case, form.gender)
    if grammar and plain.casefold().endswith(grammar.common) and _adjectives(plain.split()):
        # "russisches Verteidigungsministerium" is what it is, and no name: its adjective is written small.
        whole = whole[0].lower() + whole[1:]
    return f"{ARTICLES[form.gender][_CASES.index(case)]} {whole}"


def _plain(name: str) -> str:
    return name.split(" (")[0]


def _adjectives(words: Sequence[str]) -> int:
    """How many words at the front are adjectives: small ones with an ending, or one with a capital before a noun."""
    at = 0
    while at < len(words) - 1 and (words[at][0].islower() and words[at].endswith(_ENDINGS)):
        at += 1
    if not at and len(words) > 1 and words[0].endswith(_ENDINGS) and words[1][0].isupper() and len(words[0]) > 4:
        at = int(words[0].casefold().endswith(_ADJECTIVAL))
    return at


def _several(name: str) -> str:
    """Several in dative: "Mitglieder des Senats" -> "Mitgliedern des Senats"."""
    words = name.split()
    at = _adjectives(words)
    found = [f"{word}n" if word.endswith("e") else word for word in words[:at]]
    noun = words[at]
    return " ".join((*found, noun if noun.endswith(("n", "s")) else f"{noun}n", *words[at + 1 :]))


def _several_named(name: str, case: str) -> str:
    """Several behind their article: "Vereinte Nationen" -> "Vereinten Nationen", "Niederlande" -> "Niederlanden"."""
    *before, last = name.split()
    first = [f"{word}n" if word.endswith("e") and len(word) > _HEAD - 1 else word for word in before]
    return " ".join((*first, f"{last}n" if case == "dat" and last.endswith("e") else last))


def _weak_noun(name: str, case: str) -> str:
    """Nouns that end in all cases but the first: "den Präsidenten", "dem Nachbarn"."""
    if case == "nom" or " " in name:
        return name
    return f"{name}en" if name.endswith("präsident") else f"{name}n" if name.casefold().endswith("nachbar") else name


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
    plain = _plain(name)
    by_pattern = bool(grammar.plural_pattern) and re.search(grammar.plural_pattern, plain) is not None
    return by_pattern or plain.casefold().endswith(grammar.plural_endings)


def named_in(name: str, words: Catalogue) -> str:
    """A name in the language of output: "Russland" -> "Russia"; those that it has no name for stay as they are."""
    return words.names.get(name) or _plain(name)


def place_words(place: str, words: str, forms: Forms, grammar: Grammar) -> str:
    """ "Minsk" -> "in Minsk"; "Ukraine" -> "in der Ukraine"; "Irak" -> "im Irak"; "Krim" -> "auf der Krim";
    "Krim-Brücke" -> "an der Krim-Brücke"."""
    known = place in forms
    site = None if known else next((site for site in grammar.sites if _ends_or_begins(place, site)), None)
    if words != "de":
        return f"{grammar.sites[site] if site else 'in'} {place}"
    if site is not None:
        return f"{grammar.sites[site]} {_weak(place)}"
    return contracted(f"{'auf' if place in grammar.on else 'in'} {declined(place, 'dat', forms)}")


def _weak(place: str) -> str:
    """A place behind an article in dative: "Roter Platz" -> "Roten Platz"."""
    words = place.split()
    if len(words) < 2 or not words[0].endswith(_ENDINGS) or not words[1][0].isupper() or len(words[0]) < _HEAD - 1:
        return place
    return f"{words[0].rstrip('rs')}n {' '.join(words[1:])}"


def _ends_or_begins(place: str, noun: str) -> bool:
    """Is a noun the last part of a name ("Krim-Brücke", "Hafenbrücke") or the word before it ("Flughafen Bagdad")?
    A short noun needs its hyphen or blank: "Ludwigshafen" is no harbour."""
    apart = place.endswith((f"-{noun}", f" {noun}")) or place.startswith(f"{noun} ")
    return apart or (len(noun) >= _LONG and place.casefold().endswith(noun.casefold()))


def contracted(phrase: str) -> str:
    """A prepositional phrase with its short form: "bei dem Iran" -> "beim Iran"."""
    return re.sub(r"^(bei|von|an|in) dem\b", lambda found: _SHORT[found[1]], phrase)
