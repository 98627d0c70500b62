"""The lexicon of intake: agencies and their credits, head lines, marks of corrections, words that tell a language."""

import re
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lagebild.model import Correction, LexiconError


class Agency(Struct, frozen=True, kw_only=True):
    """A news agency. forms: how credits name it (compared without case); wire: a credit inside a text counts;
    text: full names that inside a text are a credit by themselves."""

    name: str
    forms: tuple[str, ...]
    wire: bool = False
    text: tuple[str, ...] = ()
    example: str


class Byline(Struct, frozen=True, kw_only=True):
    """Words of an author's line."""

    words: tuple[str, ...]
    joining: tuple[str, ...]
    before_place: tuple[str, ...]
    in_brackets: tuple[str, ...]
    roles: tuple[str, ...]
    particles: tuple[str, ...]
    not_names: tuple[str, ...]


class Dateline(Struct, frozen=True, kw_only=True):
    """Words of a dateline: lower-case parts of names of places, what is no place, what names end with in brackets."""

    particles: tuple[str, ...]
    not_places: tuple[str, ...]
    in_brackets: tuple[str, ...]


class CorrectionRule(Struct, frozen=True, kw_only=True):
    """How a report says that it corrects an earlier one: labels in titles, regular expressions for notes."""

    kind: Correction
    labels: tuple[str, ...]
    phrases: tuple[str, ...]


class Clock(Struct, frozen=True, kw_only=True):
    """Words of a time of day: after it ("Uhr"), before it ("um"), before the day ("den")."""

    hour: tuple[str, ...]
    at: tuple[str, ...]
    before_day: tuple[str, ...]


class Archives(Struct, frozen=True, kw_only=True):
    """How archives name the parts of a report. columns, labels: name in lower case -> field; lines: name -> regular
    expression of a whole line; months: of the other language in which they write dates, in lower case, January first;
    the rest: words of wiki articles."""

    months: tuple[str, ...]
    columns: dict[str, str]
    labels: dict[str, str]
    lines: dict[str, str]
    endings: tuple[str, ...]
    files: tuple[str, ...]
    categories: tuple[str, ...]


class IntakeLexicon(Struct, frozen=True, kw_only=True):
    """All data of one language that intake needs.

    keys: key of a front block in lower case -> field; months: name in lower case -> number; zones: name -> offset;
    home_zone: where readers are (IANA);
    function_words: language code -> words in lower case that no other of the languages has.
    about: regular expressions of sentences that speak about an agency instead of crediting it.
    """

    agencies: tuple[Agency, ...]
    before: tuple[str, ...]
    about: tuple[str, ...]
    closing: tuple[str, ...]
    keys: dict[str, str]
    date_words: tuple[str, ...]
    months: dict[str, int]
    weekdays: tuple[str, ...]
    clock: Clock
    zones: dict[str, str]
    home_zone: str
    byline: Byline
    dateline: Dateline
    corrections: tuple[CorrectionRule, ...]
    followed_by: tuple[str, ...]
    remarks: tuple[str, ...]
    function_words: dict[str, frozenset[str]]
    archives: Archives


FIELDS = frozenset(
    "published updated as_of outlet source title authors url id dateline note correction replaces version other".split()
)  # fmt: skip
"""The fields that a key of a front block may fill."""


def compile_intake(folder: Path) -> IntakeLexicon:
    """The lexicon from `folder`/intake/*.yaml. Raises LexiconError that names file and entry."""
    agencies, head, corrections, words, archives = (
        _load(folder / "intake" / f"{name}.yaml")
        for name in ("agencies", "head", "corrections", "function_words", "archives")
    )
    try:
        lexicon = IntakeLexicon(
            agencies=msgspec.convert(agencies["agencies"], tuple[Agency, ...]),
            before=_exemplified(agencies["before"], "word"),
            about=_matching(agencies["about"]),
            closing=_exemplified(agencies["closing"], "words"),
            keys={word.lower(): field for field, names in head["keys"].items() for word in names},
            date_words=msgspec.convert(head["date_words"], tuple[str, ...]),
            months={name.lower(): number for number, names in head["months"].items() for name in names},
            weekdays=msgspec.convert(head["weekdays"], tuple[str, ...]),
            clock=msgspec.convert(head["clock"], Clock),
            zones=msgspec.convert(head["zones"], dict[str, str]),
            home_zone=str(head["home_zone"]),
            byline=_byline(head["byline"]),
            dateline=msgspec.convert(head["dateline"], Dateline),
            corrections=tuple(_correction(rule) for rule in corrections["rules"]),
            followed_by=msgspec.convert(corrections["followed_by"], tuple[str, ...]),
            remarks=_exemplified(corrections["remarks"], "words"),
            function_words=_distinct(msgspec.convert(words["words"], dict[str, frozenset[str]])),
            archives=_archives(archives),
        )
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        raise LexiconError(f"{folder / 'intake'}: {error}.", "See the comments at the head of each file.") from error
    _check(lexicon)
    return lexicon


def _load(path: Path) -> Any:
    import yaml

    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{path}: {error}.", "Correct the file.") from error


def _exemplified(entries: list[dict[str, str]], field: str) -> tuple[str, ...]:
    """The words of entries, each of which must stand in its example."""
    for entry in entries:
        if entry[field] not in entry["example"]:
            raise LexiconError(f"intake: {entry[field]!r} is not in its example.", "Correct the example.")
    return tuple(entry[field] for entry in entries)


def _byline(data: dict[str, Any]) -> Byline:
    return msgspec.convert({**data, "roles": _exemplified(data["roles"], "words")}, Byline)


def _correction(rule: dict[str, Any]) -> CorrectionRule:
    return msgspec.convert({**rule, "phrases": _matching(rule["phrases"])}, CorrectionRule)


def _matching(entries: list[dict[str, str]]) -> tuple[str, ...]:
    """The regular expressions of entries, each of which must match its example."""
    for entry in entries:
        if not re.search(entry["pattern"], entry["example"]):
            raise LexiconError(f"intake: {entry['pattern']!r} does not match its example.", "Correct one of them.")
    return tuple(entry["pattern"] for entry in entries)


def _archives(data: dict[str, Any]) -> Archives:
    for name, entry in data["lines"].items():
        if not re.fullmatch(entry["pattern"], entry["example"], re.IGNORECASE):
            raise LexiconError(f"intake/archives.yaml: {name} does not match its example.", "Correct one of them.")
    return Archives(
        months=tuple(month.lower() for month in data["months"]),
        columns=_by_name(data["columns"]),
        labels=_by_name(data["labels"]),
        lines={name: entry["pattern"] for name, entry in data["lines"].items()},
        **msgspec.convert(data["wiki"], dict[str, tuple[str, ...]]),
    )


def _by_name(names: dict[str, list[str]]) -> dict[str, str]:
    return {name.lower(): field for field, listed in names.items() for name in listed}


def _distinct(words: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The words of each language without those that another one has too."""
    return {
        code: own - frozenset().union(*(other for name, other in words.items() if name != code))
        for code, own in words.items()
    }


def _check(lexicon: IntakeLexicon) -> None:
    unknown = set(lexicon.keys.values()) - FIELDS
    if unknown:
        raise LexiconError(f"intake/head.yaml: unknown fields {sorted(unknown)}.", f"Known: {sorted(FIELDS)}.")
    seen: dict[str, str] = {}
    for agency in lexicon.agencies:
        if not any(form.lower() in agency.example.lower() for form in agency.forms):
            raise LexiconError(f"intake/agencies.yaml: {agency.name} is not in its example.", "Correct the example.")
        for form in agency.forms:
            other = seen.setdefault(form.casefold(), agency.name)
            if other != agency.name:
                raise LexiconError(
                    f"intake/agencies.yaml: {form!r} belongs to {other} and {agency.name}.", "Leave it with one."
                )
