"""Analysts' own event words: the part "events" of a lexicon file.

An entry is {verb, noun or unit; type, mode, frame, contexts, checks, example}, or {block}: words that name no event.
Several words stand side by side with commas; a unit is "Noun + verb,verb".
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, structs

from lagebild.lang.event_records import Entry, Frame
from lagebild.lang.event_sources import BUILT_IN, read_line
from lagebild.lang.tables import read_yaml
from lagebild.model import EventType, LexiconError

DEFAULT_FRAMES = {"verb": "s>a", "noun": "attack", "unit": "s>"}


class OwnEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of an analyst's file."""

    verb: str | None = None
    noun: str | None = None
    unit: str | None = None
    block: str | None = None
    type: EventType | None = None
    mode: str | None = None
    frame: str | None = None
    contexts: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    example: str | None = None
    note: str | None = None


class OwnEvents(NamedTuple):
    """What a file adds: entries with the line of each, and words that it switches off."""

    entries: tuple[tuple[Entry, str], ...]
    blocked: tuple[str, ...]


def read_own_events(path: Path, frames: Mapping[str, Frame], classes: frozenset[str]) -> OwnEvents:
    """The event words of an analyst's file. Raises LexiconError with line, entry and remedy."""
    entries: list[tuple[Entry, str]] = []
    blocked: list[str] = []
    for line, value in read_yaml(path, "events"):
        word = (
            next((value[k] for k in (*DEFAULT_FRAMES, "block") if k in value), None)
            if isinstance(value, dict)
            else None
        )
        where = f"{path.name}, line {line} ({word or 'entry without a word'})"
        try:
            own = msgspec.convert(value, OwnEvent)
        except msgspec.ValidationError as error:
            raise LexiconError(f"{where}: {error}.", f"Fields: {', '.join(OwnEvent.__struct_fields__)}.") from None
        if own.block is not None:
            blocked += [name.strip() for name in own.block.split(",")]
            continue
        for entry in entries_of(own, frames, where):
            wrong = next((n for c in entry.checks for n in c.classes if n not in classes | BUILT_IN), None)
            if wrong is not None:
                raise LexiconError(f"{where}: class {wrong!r} is not known.", f"Classes: {', '.join(sorted(classes))}.")
            entries.append((structs.replace(entry, own=True), where))
    return OwnEvents(tuple(entries), tuple(blocked))


def entries_of(own: OwnEvent, frames: Mapping[str, Frame], where: str) -> list[Entry]:
    """The entries of one item, one a word."""
    given = {kind: text for kind in DEFAULT_FRAMES if (text := getattr(own, kind)) is not None}
    if len(given) != 1 or own.type is None:
        raise LexiconError(f"{where}: an entry has one verb, noun or unit, and a type.", "Or it is a word to block.")
    ((kind, words),) = given.items()
    if kind == "unit" and " + " not in words:
        raise LexiconError(f"{where}: a unit is a noun with its verbs.", "Write: Brand + setzen,stecken")
    cells = [
        words, kind[0], own.mode or "-", own.frame or DEFAULT_FRAMES[kind], " ".join(own.contexts) or "-",
        " ".join(own.checks) or "-", own.example or "",
    ]  # fmt: skip
    return list(read_line(own.type, cells, dict(frames), where))
