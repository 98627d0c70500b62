"""The grammar of time expressions: word classes, holidays, names that are no times, and patterns over word classes.

Sources: `times/*.yaml` in the folder of the language. A pattern is written over the classes of the tokens:

    CLASS            a token of that class            'word'    a token with that text, whatever its case
    name:CLASS       the same, kept under a name      ( | ) ?   grouping, alternatives, optional pieces
    {0,3}            bounded repetition               $NAME     the macro of that name
    [ … ]            the extent of the expression; what stands outside is context
    (?= …) (?! …)    context that must (not) follow   (?<! X)   a token that must not stand before

Repetition is bounded, so a pattern is run in time linear in the number of tokens. Classes that the scanner gives to
numbers and marks (DAY, HOUR, MIN, YEAR, NUM, NUMDATE, DASH, …) are listed in SCANNED.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lagebild.model import LexiconError, TimexType

SCANNED = frozenset(
    """NUM DAY HOUR MIN MONTHNUM YEAR ANYYEAR YY SHORTYEAR DECINT YEARSPAN CLOCK NUMDATE NUMDAY ISO MONTHYEAR DASH NN NE
    ADJ HOLIDAY NAME CHRIST""".split()
)
"""Classes that come from the shape or the tag of a token or from a phrase, not from `words.yaml`."""

COMPOSED = frozenset("NUM ORD HOURWORD DECADE DECADE_NOUN DURATION_ADJECTIVE".split())
"""Classes that are composed of the numbers in words."""

ENDINGS = ("", "e", "en", "em", "er", "es")
PIECE = re.compile(
    r"\s*(?P<piece>\(\?<?[=!]|(?:[a-z]\w*:)?(?:\(|'[^']*'|[A-Z][A-Z0-9_]*)|\$[A-Z0-9]+|\{\d+,\d+\}|[)\[\]|?])\s*"
)
MACRO = re.compile(r"\$([A-Z][A-Z0-9]*)")


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text in which an entry is read, the report's date, and the value; null where nothing may be read."""

    text: str
    published: str | None = None
    value: str | None = None


class Holiday(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A named day: `date` (MM-DD), or days after Easter Sunday, or days after the fourth Sunday in Advent.

    span: days that follow and belong to it. part: part of the day (NI).
    """

    id: str
    forms: tuple[str, ...]
    example: Example
    date: str = ""
    easter: int | None = None
    advent: int | None = None
    span: int = 0
    part: str = ""


class Cue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of words or endings, separated by spaces, that the recipes ask for under its name."""

    name: str
    words: str
    example: Example


class Rule(Struct, frozen=True, kw_only=True):
    """A pattern with macros filled in. type: TIMEX3 type; make: recipe of the value; constants: its fixed arguments."""

    id: str
    pattern: str
    type: TimexType
    make: str
    example: Example
    constants: dict[str, str] = {}


class Times(Struct, frozen=True, kw_only=True):
    """The compiled grammar.

    words: form -> class -> value; phrases: words of a phrase -> class -> value; rules in order of preference.
    cues: name -> words. examples: an example for each word class and cue.
    """

    words: dict[str, dict[str, str]]
    phrases: tuple[tuple[tuple[str, ...], str, str], ...]
    holidays: tuple[Holiday, ...]
    rules: tuple[Rule, ...]
    cues: dict[str, frozenset[str]]
    examples: dict[str, Example]


def compile_times(folder: Path) -> Times:
    """The grammar of `folder`/times. Raises LexiconError with file and entry for what does not follow the format."""
    source = folder / "times"
    words: dict[str, dict[str, str]] = {}
    examples: dict[str, Example] = {}
    for entry in _load(source / "words.yaml"):
        name, example = _word_class(entry, words)
        examples[name] = example
    numbers = _load(source / "numbers.yaml")
    for form, name, value in _numbers(numbers):
        words.setdefault(form, {})[name] = value
    examples["NUM"] = _example(numbers["example"], "numbers.yaml")
    holidays = tuple(_convert(entry, Holiday, "holidays.yaml") for entry in _load(source / "holidays.yaml"))
    names = _load(source / "names.yaml")
    examples["NAME"] = _example(names["example"], "names.yaml")
    phrases = [(_split(phrase), "NAME", "") for phrase in names["phrases"]]
    phrases += [(_split(form), "CHRIST", value) for form, value in names["eras"].items()]
    for holiday in holidays:
        for form in holiday.forms:
            if len(split := _split(form)) > 1:
                phrases.append((split, "HOLIDAY", holiday.id))
            else:
                words.setdefault(form, {})["HOLIDAY"] = holiday.id
    cues: list[Cue] = [_convert(entry, Cue, "cues.yaml") for entry in _load(source / "cues.yaml")]
    known = SCANNED | COMPOSED | set(examples)
    rules = tuple(_rules(source, known))
    return Times(
        words={form: words[form] for form in sorted(words)},
        phrases=tuple(sorted(phrases)),
        holidays=holidays,
        rules=rules,
        cues={cue.name: frozenset(cue.words.split()) for cue in cues},
        examples=examples | {cue.name: cue.example for cue in cues},
    )


def pieces(pattern: str) -> Iterator[str]:
    """The pieces of a pattern: classes, literals, brackets. Raises ValueError at what is none."""
    at = 0
    while at < len(pattern):
        found = PIECE.match(pattern, at)
        if not found:
            raise ValueError(pattern[at : at + 20])
        yield found["piece"]
        at = found.end()


def _load(path: Path) -> Any:
    import yaml

    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{path.name} cannot be read: {error}.", "Mend the file.") from error


def _convert(entry: Any, kind: Any, where: str) -> Any:
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{where}: {entry}: {error}.", f"See lagebild.lang.times.{kind.__name__}.") from error


def _example(entry: Any, where: str) -> Example:
    example: Example = _convert(entry, Example, where)
    return example


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+|[^\W\d_]+|[^\w\s]", phrase.lower()))


def _word_class(entry: dict[str, Any], words: dict[str, dict[str, str]]) -> tuple[str, Example]:
    """Put the forms of one class into `words`; its name and example."""
    name = str(entry.get("class", ""))
    where = f"words.yaml: {name or entry}"
    if not name or "example" not in entry:
        raise LexiconError(f"{where} has no class or no example.", "Every class carries both.")
    kind = entry.get("kind", "plain")
    if kind == "join":
        left = [(v, form) for v, forms in entry["first"].items() for form in forms.split()]
        right = [(v, form) for v, forms in entry["second"].items() for form in forms.split()]
        pairs = [(f"{a}{b}", first + second) for a, first in left for b, second in right]
        excepted = set(str(entry.get("except", "")).split())
        pairs = [(value, form) for value, form in pairs if form not in excepted]
    elif kind in ("plain", "adjective"):
        pairs = [(str(v), form) for v, forms in entry["words"].items() for form in str(forms).split()]
        if kind == "adjective":
            pairs = [(v, stem + ending) for v, stem in pairs for ending in ENDINGS]
    else:
        raise LexiconError(f"{where}: unknown kind {kind!r}.", "Kinds: plain, adjective, join.")
    for value, form in pairs:
        words.setdefault(form, {}).setdefault(name, value)
    return name, _example(entry["example"], where)


def _numbers(source: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Form, class and value of the numbers in words and of what is composed of them."""
    cardinals = _cardinals(source)
    for word, n in list(cardinals.items()):
        for plain, variant in source["variants"].items():
            if plain in word:
                cardinals[word.replace(plain, variant)] = n
    for word, n in cardinals.items():
        if n > 1:
            yield word, "NUM", str(n)
        if n <= 24:
            yield word, "HOURWORD", str(n)
    yield source["one_joined"], "HOURWORD", "1"
    for value, forms in (source["declined"] | source["others"] | source["halves"]).items():
        for form in forms.split():
            yield form, "NUM", value
    for word, n in cardinals.items():
        if n <= 100:
            stem = source["ordinals"].get(n) or word + source["ordinal_endings"][n >= 20]
            for ending in ENDINGS[1:]:
                yield stem + ending, "ORD", str(n)
    decades = source["decades"]
    for ten in source["tens"]:
        stem, value = ten + decades["ending"], str(cardinals[ten])
        for form in (stem, stem.capitalize()):
            yield form, "DECADE", value
        for ending in decades["nouns"]:
            yield (stem + ending).capitalize(), "DECADE_NOUN", value
        for ending in decades["compounds"]:
            yield stem + ending, "DECADE_NOUN", value
    amounts = {word: str(n) for word, n in cardinals.items() if 1 < n <= 31 or n in source["adjectives_also"]}
    amounts |= {form: value for value, forms in source["halves"].items() for form in forms.split()}
    for word, value in (amounts | {source["one_joined"]: "1"}).items():
        for suffix, shape in source["adjectives"].items():
            for ending in ENDINGS:
                yield word + suffix + ending, "DURATION_ADJECTIVE", shape.format(value)


def _cardinals(source: dict[str, Any]) -> dict[str, int]:
    """The cardinals from 1 to 999 and a thousand: "dreiundzwanzig" -> 23."""
    ones, one, joint, hundred = source["ones"], source["one_joined"], source["and"], source["hundred"]
    found = {word: n for n, word in enumerate([*ones, *source["teens"]], start=1)}
    for tens, ten in enumerate(source["tens"], start=2):
        found[ten] = 10 * tens
        for n, word in enumerate([one, *ones[1:]], start=1):
            found[word + joint + ten] = 10 * tens + n
    below = dict(found)
    for n, word in enumerate([one, *ones[1:]], start=1):
        for prefix in (word + hundred,) if n > 1 else (hundred, word + hundred):
            found[prefix] = 100 * n
            found |= {prefix + rest: 100 * n + value for rest, value in below.items()}
    found |= {source["thousand"]: 1000, one + source["thousand"]: 1000}
    return found


def _rules(source: Path, known: frozenset[str] | set[str]) -> Iterator[Rule]:
    macros = _load(source / "macros.yaml")
    seen: set[str] = set()
    for path in sorted(source.glob("patterns-*.yaml")):
        for entry in _load(path):
            where = f"{path.name}: {entry.get('id', entry)}"
            if entry.get("id") in seen:
                raise LexiconError(f"{where} is there twice.", "Give it another id.")
            seen.add(entry.get("id"))
            fields = {("constants" if key == "with" else key): value for key, value in entry.items()}
            rule: Rule = _convert(fields, Rule, where)
            yield msgspec.structs.replace(rule, pattern=_checked(_expanded(rule.pattern, macros, where), known, where))


def _expanded(pattern: str, macros: dict[str, str], where: str) -> str:
    """A pattern with its macros filled in; macros may hold macros."""
    for _ in range(5):
        if missing := [name for name in MACRO.findall(pattern) if name not in macros]:
            raise LexiconError(f"{where}: unknown macro {missing}.", "See macros.yaml.")
        pattern = MACRO.sub(lambda found: macros[found[1]], pattern)
    return pattern


def _checked(pattern: str, known: frozenset[str] | set[str], where: str) -> str:
    """The pattern, when all its pieces and classes are known and it has one extent."""
    try:
        found = list(pieces(pattern))
    except ValueError as error:
        raise LexiconError(f"{where}: cannot read the pattern at {error}.", "See lagebild.lang.times.") from error
    names = {piece.rpartition(":")[2] for piece in found}
    unknown = {name for name in names if name[0].isupper() and name not in known}
    if unknown or found.count("[") != 1 or found.count("]") != 1:
        raise LexiconError(
            f"{where}: unknown classes {sorted(unknown)} or not one extent.", "Classes are in words.yaml and SCANNED."
        )
    return pattern
