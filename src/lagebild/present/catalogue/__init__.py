"""The words of the output, German and English, as data: one TOML file a language beside this module."""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from lagebild.model import LagebildError

LANGUAGES = ("de", "en")


class Phrase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an event type becomes a sentence; the comments in the TOML files say what each field is."""

    noun: str
    of: str
    object: str
    to: str
    done: str
    past: str = ""
    sein: bool = False
    self: bool = False
    alone: str = ""
    alone_to: str = ""
    alone_done: str = ""
    alone_past: str = ""


class Grammar(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How names behave. plural_endings, plural_pattern (a regular expression): names of several people or bodies that
    the lexicon does not list; on: places that one is on and not in; sites: noun of a site -> preposition, in German
    with its article; heads: gender -> nouns for one body, alone or (five letters and more) as the end of a compound;
    roles: ends of nouns for a person in office; common: ends of nouns before which an adjective is written small; none:
    noun without article -> its "kein", where that is not "keine"."""

    plural_endings: tuple[str, ...] = ()
    plural_pattern: str = ""
    on: frozenset[str] = frozenset()
    sites: dict[str, str] = {}
    heads: dict[str, frozenset[str]] = {}
    roles: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    none: dict[str, str] = {}


class Catalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """All words of one language: labels by value of the closed vocabularies, phrases by TYPE or TYPE/mode, units
    of time in singular and plural, texts with their placeholders, headings of tables, names that the language has of
    its own for what German names."""

    code: str
    months: tuple[str, ...]
    conjunction: str
    status: dict[str, str]
    stance: dict[str, str]
    about: dict[str, str]
    quotation: dict[str, str]
    kind: dict[str, str]
    label: dict[str, str]
    timex: dict[str, str]
    correction: dict[str, str]
    outcome: dict[str, str]
    event: dict[str, str]
    number: dict[str, str]
    units: dict[str, tuple[str, str]]
    phrases: dict[str, Phrase]
    grammar: Grammar
    text: dict[str, str]
    column: dict[str, str]
    link: dict[str, str]
    amendment: dict[str, str]
    names: dict[str, str] = {}

    def say(self, key: str, **values: object) -> str:
        """A text with its placeholders filled."""
        return self.text[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """A text that depends on a number: count("reports", 1) -> "1 Bericht", count("reports", 3) -> "3 Berichte"."""
        exact = f"{key}_{number}"
        return self.text[exact] if exact in self.text else self.text[f"{key}_n"].format(n=number)

    def join(self, words: tuple[str, ...]) -> str:
        """Words as a list in a sentence: "a, b und c"."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.conjunction} {words[-1]}"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(code: str) -> Catalogue:
    """The words of a language of output ("de" or "en"). Raises LagebildError for another one."""
    if code not in LANGUAGES:
        raise LagebildError(f"There is no output in {code!r}.", "Choose --lang de or --lang en.")
    return msgspec.convert(tomllib.loads((Path(__file__).parent / f"{code}.toml").read_text("utf-8")), type=Catalogue)
