"""The patterns of time expressions, run over a text.

Each set of classes that a word can have gets one character of its own; the words of a text become a string of them, and
a pattern becomes a regular expression over that string. Repetition in patterns is bounded, so this is linear.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from lagebild.lang import Language
from lagebild.lang.times import Holiday, Rule, Times, pieces
from lagebild.mentions.time_tokens import Vocabulary, Word, number_classes, scan
from lagebild.model import Analysis

Signature = frozenset[str]

_FIRST = 0xE000
_BREAK = chr(_FIRST)
_SHAPES = ("NUMDATE", "NUMDAY", "ISO", "YEARSPAN", "MONTHYEAR", "CLOCK", "SHORTYEAR", "DASH", "NN", "NE", "ADJ", "NAME",
           "CHRIST", "HOLIDAY", "NUM")  # fmt: skip


class Ready(NamedTuple):
    """A rule with its expression. needs: sets of characters, of each of which every match has one."""

    rule: Rule
    expression: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


class Grammar(NamedTuple):
    """A language's grammar, ready to run."""

    vocabulary: Vocabulary
    alphabet: Mapping[Signature, str]
    rules: tuple[Ready, ...]
    holidays: Mapping[str, Holiday]
    cues: Mapping[str, frozenset[str]]


class Match(NamedTuple):
    """A rule that applies: first and last word of the extent (last exclusive), and what it captured."""

    rule: Rule
    first: int
    last: int
    captured: Mapping[str, tuple[Word, ...]]
    words: tuple[Word, ...]

    def value(self, name: str, *classes: str) -> str | None:
        """Value of the first captured word that has one of the classes."""
        for word in self.captured.get(name, ()):
            for wanted in classes:
                if wanted in word.values:
                    return word.values[wanted]
        return None

    def text(self, name: str) -> str:
        """What was captured under a name, in lower case, without spaces between."""
        return "".join(word.text for word in self.captured.get(name, ())).lower()

    def has(self, name: str) -> bool:
        """Was anything captured under that name?"""
        return name in self.captured

    def constant(self, name: str) -> str | None:
        """A fixed argument of the rule."""
        return self.rule.constants.get(name)


@lru_cache(maxsize=8)
def grammar(language: Language) -> Grammar:
    """The grammar of a language, its patterns made ready."""
    times = language.part("times", Times)
    literals = frozenset(
        piece.rpartition(":")[2][1:-1].lower()
        for rule in times.rules for piece in pieces(rule.pattern) if piece.endswith("'")
    )  # fmt: skip
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for phrase in sorted(times.phrases, key=lambda entry: -len(entry[0])):
        phrases.setdefault(phrase[0][0], []).append(phrase)
    vocabulary = Vocabulary(
        times.words, {first: tuple(found) for first, found in phrases.items()}, literals, times.cues
    )
    alphabet = {signature: chr(_FIRST + 1 + i) for i, signature in enumerate(_signatures(times, literals))}
    classes: dict[str, str] = {}
    for signature, char in alphabet.items():
        for name in signature:
            classes[name] = classes.get(name, "") + char
    rules = tuple(
        Ready(rule, re.compile(_expression(rule.pattern, classes)), _needs(rule.pattern, classes))
        for rule in times.rules
    )
    return Grammar(vocabulary, alphabet, rules, {holiday.id: holiday for holiday in times.holidays}, times.cues)


def matches(analysis: Analysis, language: Language) -> tuple[list[Word], list[Match]]:
    """The words of a text, and the rules that apply: no two overlap; the longer wins, then the earlier rule."""
    ready = grammar(language)
    words = scan(analysis, ready.vocabulary)
    line, places = _line(words, ready.alphabet, ready.cues["ordinal_goes_on"])
    found: list[tuple[int, int, int, Match]] = []
    present = set(line)
    for order, (rule, expression, needs) in enumerate(ready.rules):
        if any(map(present.isdisjoint, needs)):
            continue
        for hit in expression.finditer(line):
            first, last = places[hit.start("extent")], places[hit.end("extent") - 1] + 1
            if last > first:
                match = Match(rule, first, last, _captured(hit, places, words), tuple(words[first:last]))
                found.append((words[first].start - words[last - 1].end, order, first, match))
    taken = [False] * len(words)
    kept: list[Match] = []
    for _, _, _, match in sorted(found, key=lambda entry: entry[:3]):
        if not any(taken[match.first : match.last]):
            taken[match.first : match.last] = [True] * (match.last - match.first)
            kept.append(match)
    return words, sorted(kept, key=lambda match: match.first)


def _line(words: list[Word], alphabet: Mapping[Signature, str], goes_on: frozenset[str]) -> tuple[str, list[int]]:
    """One character a word, one for each border of sentences, and for each character its word."""
    characters: list[str] = []
    places: list[int] = []
    for at, word in enumerate(words):
        if at and word.sentence != words[at - 1].sentence and not _is_split_date(words, at, goes_on):
            characters.append(_BREAK)
            places.append(at)
        characters.append(_character(word, alphabet))
        places.append(at)
    return "".join(characters), places


def _is_split_date(words: list[Word], at: int, goes_on: frozenset[str]) -> bool:
    """A border of sentences after "5." or "3.5." is none when the date goes on."""
    before, here = words[at - 1], words[at]
    if "NUMDAY" in before.values:
        return "YEAR" in here.values
    ordinal = at >= 2 and before.text == "." and "DAY" in words[at - 2].values
    return ordinal and ("MONTH" in here.values or here.text.lower() in goes_on)


def _character(word: Word, alphabet: Mapping[Signature, str]) -> str:
    if not word.values:
        return " "
    signature = frozenset(word.values)
    if found := alphabet.get(signature):
        return found
    bare = frozenset(name for name in signature if name[0] != "'")
    return alphabet.get(bare) or alphabet.get(signature - bare) or " "


def _captured(hit: re.Match[str], places: list[int], words: list[Word]) -> dict[str, tuple[Word, ...]]:
    found: dict[str, tuple[Word, ...]] = {}
    for name, text in hit.groupdict().items():
        if name != "extent" and text:
            first, last = hit.span(name)
            found[name.partition("__")[0]] = tuple(words[places[i]] for i in range(first, last))
    return found


def _signatures(times: Times, literals: frozenset[str]) -> list[Signature]:
    """All sets of classes that a word can have."""
    found: set[Signature] = {frozenset((name,)) for name in _SHAPES}
    found |= {frozenset((f"'{literal}'",)) for literal in literals}
    numbers = [*(str(n) for n in range(2300)), *(f"{n:02}" for n in range(100)), "12345"]
    for number in numbers:
        signature = frozenset(number_classes(number))
        found |= {signature, signature - {"YEAR", "ANYYEAR"}}
    for form, values in times.words.items():
        own = frozenset(values)
        low = frozenset(times.words.get(form.lower(), {}))
        capital = frozenset(times.words.get(form.capitalize(), {}))
        for signature in (own, own | low, own | capital, own | low | capital):
            found.add(signature)
            if form.lower() in literals:
                found.add(signature | {f"'{form.lower()}'"})
    for literal in literals:
        found |= {frozenset((f"'{literal}'", name)) for name in ("NN", "NE", "ADJ", "DASH")}
    return sorted(found, key=sorted)


def _expression(pattern: str, classes: Mapping[str, str]) -> str:
    """The regular expression of a pattern."""
    return "".join(_pieces(pattern, classes))


def _pieces(pattern: str, classes: Mapping[str, str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for piece in pieces(pattern):
        name, _, rest = piece.rpartition(":") if ":" in piece else ("", "", piece)
        if name:
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name}__{seen[name]}"
        if rest == "(":
            yield f"(?P<{name}>" if name else "(?:"
        elif rest == "[":
            yield "(?P<extent>"
        elif rest == "]":
            yield ")"
        elif rest[0] == "'" or rest[0].isupper():
            members = classes.get(rest.lower() if rest[0] == "'" else rest, "")
            matching = f"[{members}]" if members else "(?!)"
            yield f"(?P<{name}>{matching})" if name else matching
        else:
            yield rest


def _needs(pattern: str, classes: Mapping[str, str]) -> tuple[frozenset[str], ...]:
    """The characters of each part of a pattern that cannot be left out: a text without any of them has no match."""
    parts: list[str] = []
    depth = 0
    for piece in _pieces(pattern, classes):
        if depth == 0 and piece in ("(?P<extent>", ")"):
            continue
        if depth == 0 and piece[0] not in "?{":
            parts.append(piece)
        else:
            parts[-1] += piece
        depth += (piece[0] == "(" and piece[-1] != ")") - (piece == ")")
    if "|" in parts:
        return ()
    return tuple(frozenset(char for char in part if char >= _BREAK) for part in parts if re.fullmatch(part, "") is None)
