"""Blind coding of a sample in the browser: a coder, by name, fills the sheet report by report.

The coder sees neither what the machine read nor what others coded. What is filled in is saved at once, as the sheet
that `lagebild agree`, `adjudicate` and `evaluate` take: DIR/NAME.csv.
"""

import csv
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from lagebild.model import EventType, InputError, Status
from lagebild.present import Catalogue
from lagebild.validation import FIELDS, Coded, Row
from lagebild.validation.manifest import MANIFEST, SHEET
from lagebild.validation.sheets import COLUMNS, NOTHING, write_lines
from lagebild.web.ask import Content
from lagebild.web.locale import day

MOST_EVENTS: Final = 8
"""Events of one sentence that can be coded."""
LONGEST: Final = 200
TYPES: Final = frozenset(each.value for each in EventType)
_NAME = re.compile(r"[^\W_][\w-]{0,39}")
_LINE = tuple[Row, Coded, str]


class Coder(Struct, frozen=True, kw_only=True):
    """A coder at work. lines: row, event and note as they stand in his sheet."""

    name: str
    lines: tuple[_LINE, ...]

    def reports(self) -> list[str]:
        """The reports of the sample, in its order."""
        return list(dict.fromkeys(row.report for row, _, _ in self.lines))

    def left(self, report: str) -> int:
        """Sentences of a report that are not coded yet."""
        return len({row.sentence for row, event, _ in self.lines if row.report == report and not event.type})

    def of(self, report: str) -> dict[int, list[_LINE]]:
        """The lines of a report by sentence."""
        found: dict[int, list[_LINE]] = {}
        for line in self.lines:
            if line[0].report == report:
                found.setdefault(line[0].sentence, []).append(line)
        return found


class Desk:
    """The sample that is coded. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Raises InputError for a folder that is no sample."""
        for name in (MANIFEST, SHEET):
            if not (folder / name).is_file():
                raise InputError(f"{folder} is no sample: {name} is missing.", "Make one with: lagebild sample")
        self.folder, self._lock = folder, threading.Lock()

    def coder(self, name: str) -> Coder:
        """What a coder has coded so far. Raises InputError for a name that is none."""
        path = self._path(name)
        return Coder(name=name, lines=tuple(lines_of(path if path.exists() else self.folder / SHEET)))

    def save(self, name: str, report: str, said: Mapping[str, str]) -> Coder:
        """Take what a coder filled in for a report, whole or not at all; what was not asked stays as it was."""
        with self._lock:
            before = self.coder(name)
            made = [line for own in _merged(before, report, said) for line in own]
            path = self._path(name)
            part = path.with_name(f".{path.name}.part")
            try:
                with part.open("w", encoding="utf-8-sig", newline="") as out:
                    write_lines(made, out)
                    out.flush()
                    os.fsync(out.fileno())
                os.replace(part, path)
            except OSError as error:
                raise InputError(f"{path} cannot be written: {error.strerror}.", "Check its folder.") from error
        return Coder(name=name, lines=tuple(made))

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name) or f"{name}.csv".casefold() == SHEET:
            raise InputError(f"{name[:40]!r} is no name.", "Take letters and digits.")
        return self.folder / f"{name}.csv"


def lines_of(path: Path) -> list[_LINE]:
    """The lines of a sheet, coded or not."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = []
        for cells in csv.DictReader(file):
            plain = {name: (cells.get(name) or "").removeprefix("'") for name in COLUMNS}
            row = Row(
                report=plain["report"],
                published=plain["published"],
                sentence=int(plain["sentence"]),
                text=plain["text"],
            )
            found.append((row, Coded(tuple(plain[name] for name in FIELDS)), plain["note"]))
    return found


def _merged(coder: Coder, report: str, said: Mapping[str, str]) -> list[list[_LINE]]:
    """The lines of all sentences, those of one report as they were filled in."""
    grouped: dict[tuple[str, int], list[_LINE]] = {}
    for line in coder.lines:
        grouped.setdefault((line[0].report, line[0].sentence), []).append(line)
    return [
        _filled(lines, said) if key[0] == report and f"{key[1]}.0.type" in said else lines
        for key, lines in grouped.items()
    ]


def _filled(lines: list[_LINE], said: Mapping[str, str]) -> list[_LINE]:
    row = lines[0][0]
    note = _cell(said.get(f"{row.sentence}.note", ""))
    events = []
    for n in range(MOST_EVENTS):
        values = [_cell(said.get(f"{row.sentence}.{n}.{field}", "")) for field in FIELDS]
        if values[0] in TYPES:
            values[1] = values[1] if values[1] in set(Status) else Status.ACTUAL
            events.append(Coded(tuple(str(value) for value in values)))
    if not events:
        nothing = said.get(f"{row.sentence}.0.type") == NOTHING
        events = [Coded((NOTHING if nothing else "", *[""] * (len(FIELDS) - 1)))]
    return [(row, event, note if n == 0 else "") for n, event in enumerate(events)]


def _cell(value: str) -> str:
    return " ".join(value.split())[:LONGEST]


def overview(coder: Coder) -> Content:
    """The reports of the sample with what is left to code."""
    reports = coder.reports()
    left = [coder.left(report) for report in reports]
    return {
        "coder": coder.name,
        "reports": [{"n": n, "id": report, "left": left[n - 1]} for n, report in enumerate(reports, 1)],
        "done": sum(not some for some in left),
        "next": next((n for n, some in enumerate(left, 1) if some), 0),
    }


def sheet_view(coder: Coder, number: int, talk: Catalogue) -> Content:
    """The form of one report: its sentences, each with the events coded so far and room for one more."""
    reports = coder.reports()
    if not 1 <= number <= len(reports):
        raise InputError(f"The sample has no report {number}.", "/kodieren")
    report = reports[number - 1]
    sentences = []
    for sentence, lines in coder.of(report).items():
        events = [event.values for _, event, _ in lines]
        room = events[0][0] in TYPES and len(events) < MOST_EVENTS
        sentences.append(
            {
                "n": sentence,
                "text": lines[0][0].text,
                "events": [dict(zip(FIELDS, values, strict=True)) for values in events]
                + ([dict.fromkeys(FIELDS, "")] if room else []),
                "note": lines[0][2],
            }
        )
    return {
        "coder": coder.name,
        "number_": number,
        "of": len(reports),
        "published": day(next(row.published for row, _, _ in coder.lines if row.report == report), talk.code),
        "left": coder.left(report),
        "sentences": sentences,
        "types": [(str(each.value), talk.event[each]) for each in EventType],
        "statuses": [(str(each.value), talk.status[each]) for each in Status],
        "fields": [(field, talk.column[f"coded_{field}"]) for field in FIELDS[2:]],
        "following": number + 1 if number < len(reports) else 0,
        "nothing": NOTHING,
    }
