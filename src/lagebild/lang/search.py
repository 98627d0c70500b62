"""What a word of a text can be found by: its lemma or stem, and those of the words that it is made of.

A listed noun or verb has its lemma ("Museen": Museum, "gab": geben), any other word its stem. A compound is cut before
the longest listed noun that it ends in; what stands before that is cut in the same way. No word is cut behind a prefix
of verbs ("Be-griff"), nor before a short noun when what stands before it is no word ("Demok-raten").
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from lagebild.lang.language import Language
from lagebild.lang.morphology import VerbForm
from lagebild.lang.stems import VOWELS, plain, stem
from lagebild.model import LexiconError

LONGEST = 80
"""Letters of a word that are looked at."""
SURE, SURE_VOWEL = 5, 7
"""A noun of so many letters (more where it begins with a vowel) may end a word that begins with anything."""
LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
REMEMBERED = 50_000
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ADJECTIVE = re.compile("[ft]isch")
_DERIVED = re.compile(".{3,}(?:heit|keit|schaft|ung|ion|tat|ling|tum)s")
"""A noun made with an ending that takes the linking -s."""

Forms = dict[str, tuple[str, ...]]
Terms = Callable[[str], tuple[str, ...]]


class Finder(Struct, frozen=True):
    """base: what a word is found by as a whole, once for each lemma that it can have. terms: the same and its parts.
    Both take a word as it is written, with its hyphens."""

    base: Terms
    terms: Terms


class SearchNouns(Struct, frozen=True):
    """Nouns besides those of the morphology that compounds are made of (lang/<code>/search/nouns.tsv), each with a
    compound that must be found by it."""

    examples: dict[str, str]


class Words(Struct, frozen=True):
    """What is known of words, all plain (see `stems.plain`). nouns, verbs: form -> lemmas; stems: of more nouns; ends:
    endings of nouns that are written like nouns; prefixes: behind these no word is cut; firsts: what compounds begin
    with besides nouns."""

    nouns: Forms
    verbs: Forms
    stems: frozenset[str]
    ends: frozenset[str]
    prefixes: frozenset[str]
    firsts: frozenset[str]


class _Morphology(Struct):
    nouns: Forms
    particles: frozenset[str]
    inseparable: tuple[str, ...]
    finite: dict[str, tuple[VerbForm, ...]]
    participles: dict[str, str]
    first_parts: frozenset[str]


class _Events(Struct):
    verb_forms: dict[str, str]
    participles: dict[str, str]
    known_verbs: frozenset[str]


def words_of(text: str) -> Iterator[str]:
    """The words of a text as they are written, those with hyphens as one."""
    return (found[0] for found in _WORD.finditer(text))


def finder(language: Language) -> Finder:
    """What words of a language are found by."""
    words = known_words(language)

    @lru_cache(REMEMBERED)
    def base(word: str) -> tuple[str, ...]:
        return base_of(plain(word.replace("-", ""))[:LONGEST], words, guess=word[:1].isupper())

    @lru_cache(REMEMBERED)
    def terms(word: str) -> tuple[str, ...]:
        pieces = word.split("-")
        parts = [t for piece in pieces for t in terms_of(plain(piece)[:LONGEST], words, guess=piece[:1].isupper())]
        return tuple(dict.fromkeys([*parts, *(base(word) if len(pieces) > 1 else ())]))

    return Finder(base=base, terms=terms)


def digest_of_words(language: Language) -> str:
    """A digest of the word lists: other lists may find words by something else."""
    return language.digest_of("morphology", "events", "search")


def compile_search(folder: Path) -> SearchNouns:
    """The nouns of search/nouns.tsv. Raises LexiconError for a line that is no pair."""
    examples: dict[str, str] = {}
    path = folder / "search" / "nouns.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            noun, _, example = line.partition("\t")
            if not noun or not example:
                raise LexiconError(f"{path.name}, line {number}: not two columns.", "A noun, and a compound with it.")
            examples[noun] = example
    return SearchNouns(examples=examples)


def known_words(language: Language) -> Words:
    """The nouns and verbs of the lexicons."""
    morphology, events = language.part("morphology", _Morphology), language.part("events", _Events)
    nouns: dict[str, dict[str, None]] = {}
    for form, lemmas in morphology.nouns.items():
        if own := [plain(lemma) for lemma in lemmas if lemma[0].isupper()]:
            nouns.setdefault(plain(form), {}).update(dict.fromkeys(own))
    for noun in map(plain, nouns_in_ung(events.known_verbs)):
        for form in (noun, noun + "en"):
            nouns.setdefault(form, {})[noun] = None
    verbs: dict[str, dict[str, None]] = {}
    strong = ((form, entry.lemma) for form, entries in morphology.finite.items() for entry in entries)
    listed = (strong, morphology.participles.items(), events.verb_forms.items(), events.participles.items())
    for form, lemma in (pair for pairs in listed for pair in pairs):
        verbs.setdefault(plain(form), {})[plain(lemma)] = None
    return Words(
        nouns={form: tuple(lemmas) for form, lemmas in nouns.items()},
        verbs={form: tuple(lemmas) for form, lemmas in verbs.items()},
        stems=frozenset(stem(plain(noun)) for noun in language.part("search", SearchNouns).examples),
        ends=frozenset(plain(lemma) for lemmas in morphology.nouns.values() for lemma in lemmas if lemma[0].islower()),
        prefixes=frozenset(map(plain, (*morphology.particles, *morphology.inseparable, "un"))),
        firsts=frozenset(map(plain, morphology.first_parts)),
    )


def nouns_in_ung(verbs: Iterable[str]) -> Iterator[str]:
    """ "verteidigen" -> "verteidigung", "verhandeln" -> "verhandlung", "fordern" -> "forderung"."""
    for verb in verbs:
        if verb.endswith("eln"):
            yield verb[:-3] + "lung"
        else:
            yield verb.removesuffix("n").removesuffix("e") + "ung"


def base_of(word: str, words: Words, guess: bool) -> tuple[str, ...]:
    """The lemmas that a plain word can have, else its stem. guess: it is written as a noun."""
    nouns = noun_of(word, words)
    if nouns and guess:
        return nouns
    if found := (*nouns, *verb_of(word, words)):
        return tuple(dict.fromkeys((*found, stem(word))))
    at = next(cuts(word, words, guess), 0)
    return tuple(word[:at] + last for last in noun_of(word[at:], words)) if at else (stem(word),)


def terms_of(word: str, words: Words, guess: bool) -> tuple[str, ...]:
    """What a plain word and its parts are found by."""
    found = dict.fromkeys(base_of(word, words, guess))
    if not guess and verb_of(word, words):
        return tuple(found)
    for at in cuts(word, words, guess):
        found |= dict.fromkeys(terms_of(word[at:], words, guess=True))
        found |= dict.fromkeys(first_terms(word[:at], words))
    return tuple(found)


def first_terms(first: str, words: Words) -> tuple[str, ...]:
    """What the part of a compound that stands before its last one is found by, linking element left out."""
    if _DERIVED.fullmatch(first):
        return terms_of(first[:-1], words, guess=True)
    options = [first.removesuffix(link) for link in LINKS if first.endswith(link) and len(first) > len(link) + 1]
    options += [option + "e" for option in options]
    known = [o for o in options if noun_of(o, words)] or [o for o in options if next(cuts(o, words, guess=False), 0)]
    if known:
        return terms_of(known[0], words, guess=True)
    return tuple(dict.fromkeys(stem(option) for option in (first, first.removesuffix("s"))))


def noun_of(form: str, words: Words) -> tuple[str, ...]:
    """The lemmas of a form of a noun, also of a woman's ("ministerinnen": ministerin); none when it is not known."""
    if form in words.nouns:
        return words.nouns[form]
    for ending in ("innen", "in"):
        if form.endswith(ending) and (men := words.nouns.get(form.removesuffix(ending))):
            return tuple(man.removesuffix("e") + "in" for man in men)
    return (root,) if (root := stem(form)) in words.stems else ()


def verb_of(form: str, words: Words) -> tuple[str, ...]:
    """The lemmas of a form of a verb; a strong one may have a prefix ("bestritt": bestreiten)."""
    if form in words.verbs:
        return words.verbs[form]
    for k in range(2, min(len(form) - 2, 10)):
        if form[:k] in words.prefixes and form[k:] in words.verbs:
            return tuple(form[:k] + lemma for lemma in words.verbs[form[k:]])
    return ()


def cuts(word: str, words: Words, guess: bool) -> Iterator[int]:
    """Where the last part of a compound can begin, the longest first. guess: also behind what is no known word."""
    whole, sure = word in words.nouns, False
    for k in range(2, len(word) - 2):
        last, first = noun_of(word[k:], words), word[:k]
        if not last or word[k:] in words.ends or first in words.prefixes or not any(v in first for v in VOWELS):
            continue
        guessed = guess and not whole and not sure and k > 2 and is_long(word[k:], last)
        if begins(first, words, 4 if whole else 2) or guessed:
            sure = True
            yield k


def is_long(form: str, lemmas: tuple[str, ...]) -> bool:
    """May a noun end a word that begins with anything?"""
    least = SURE_VOWEL if form[0] in VOWELS else SURE
    return len(form) >= least and max(map(len, lemmas)) >= SURE and not _ADJECTIVE.match(form)


def begins(first: str, words: Words, least: int) -> bool:
    """Can a compound begin so: with a noun of `least` letters or more, itself a compound or not, or with one of the
    other words that compounds begin with?"""
    if (first in words.firsts and least < 4) or _DERIVED.fullmatch(first):
        return True
    options = [o for link in LINKS if first.endswith(link) and len(o := first.removesuffix(link)) >= least]
    options += [option + "e" for option in options if len(option) >= 4]
    return any(noun_of(o, words) or o + "en" in words.verbs or next(cuts(o, words, guess=False), 0) for o in options)
