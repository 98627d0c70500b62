"""What linking knows of a language, from `linking.toml` in the language's folder."""

import tomllib
from functools import lru_cache

import msgspec
from msgspec import Struct

from lagebild.lang import Language
from lagebild.link.names import fold
from lagebild.model import EventType, LexiconError


class Topics(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ignored: nouns that say nothing about which event is meant; stems once loaded."""

    ignored: frozenset[str]


class Reference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """known: words before a noun that names something told before; other: before one that names something else;
    another: those of them that say so of what was told before. nobody: words for nobody and nothing. aside:
    prepositions of what is mentioned and not told. earlier: words before an act to which the one of the sentence
    answers or which it follows. doubting: words by which somebody says that nothing points to what he names."""

    known: frozenset[str]
    other: frozenset[str]
    another: frozenset[str]
    nobody: frozenset[str]
    aside: frozenset[str]
    earlier: frozenset[str]
    doubting: frozenset[str]


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body of a state for which office-holders speak. offices: ends of words for the office; names: its forms."""

    name: str
    country: str
    offices: tuple[str, ...]
    names: tuple[str, ...]


class Family(Struct, frozen=True, kw_only=True):
    """Words for one kind of happening, folded. ends: their stems, by which their forms and compounds are known."""

    words: frozenset[str]
    ends: tuple[str, ...]


class Wholes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """words: for what lasts and is made of many events; stems once loaded."""

    words: frozenset[str]


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as it is written."""

    topics: Topics
    reference: Reference
    wholes: Wholes
    families: dict[str, frozenset[str]]
    vague: dict[str, frozenset[EventType]]
    bodies: tuple[Body, ...] = ()


class Vocabulary(Struct, frozen=True, kw_only=True, eq=False):
    """The words of a language that linking needs, one object a language. families: words for one kind of happening.
    wholes: stems of the words for what is made of many events. vague: nouns that name again an act of some types.
    doubting: see Reference."""

    topics: Topics
    reference: Reference
    wholes: tuple[str, ...]
    families: dict[str, Family]
    vague: dict[str, frozenset[EventType]]
    doubting: tuple[str, ...]
    bodies: tuple[Body, ...] = ()


@lru_cache(maxsize=8)
def vocabulary_of(language: Language) -> Vocabulary:
    """The vocabulary of a language, its words folded. Raises LexiconError for a file that does not follow the
    schema."""
    path = language.folder / "linking.toml"
    try:
        raw = msgspec.convert(tomllib.loads(path.read_text("utf-8")), type=Source)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(f"The lexicon {path} cannot be read: {error}.", "Restore the file.") from error
    return Vocabulary(
        topics=Topics(ignored=frozenset(map(stem, _folded(raw.topics.ignored)))),
        reference=Reference(
            known=_folded(raw.reference.known),
            other=_folded(raw.reference.other),
            another=_folded(raw.reference.another),
            nobody=_folded(raw.reference.nobody),
            aside=_folded(raw.reference.aside),
            earlier=_folded(raw.reference.earlier),
            doubting=_folded(raw.reference.doubting),
        ),
        wholes=tuple(sorted(map(stem, _folded(raw.wholes.words)))),
        families={name: _family(words) for name, words in raw.families.items()},
        doubting=tuple(sorted(_folded(raw.reference.doubting))),
        vague={fold(word): types for word, types in raw.vague.items()},
        bodies=tuple(
            Body(
                name=body.name,
                country=body.country,
                offices=tuple(map(fold, body.offices)),
                names=tuple(map(fold, body.names)),
            )
            for body in raw.bodies
        ),
    )


@lru_cache(maxsize=65536)
def families_of(word: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The families of a trigger word, which may be a compound or inflected: "Drohnenangriffs" -> attack, shelling."""
    bare = stem(word)
    return frozenset(
        name for name, family in vocabulary.families.items() if word in family.words or bare.endswith(family.ends)
    )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without its endings, the same for all its forms: "explosionen", "explosion" -> "explosio".

    After CISTEM (Weissweiler and Fraser 2017), without its rules for verbs.
    """
    while len(word) > 4:
        if len(word) > 5 and word.endswith(("em", "er")):
            word = word[:-2]
        elif word[-1] in "esn":
            word = word[:-1]
        else:
            break
    return word


def _family(words: frozenset[str]) -> Family:
    folded = _folded(words)
    # Shorter stems stand at the end of too many other words.
    return Family(words=folded, ends=tuple(sorted({stem(word) for word in folded if len(stem(word)) >= 5})))


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))
