"""Coding sheets: CSV with a row a sentence, in which people write the events that they find.

A sentence with several events is copied to as many rows; "none" as type says that nothing happens in it; an empty type
is a row that was skipped. The reader's own events on the same sentences take the same form.
"""

import csv
import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from msgspec import Struct

from lagebild.model import Actor, EventMention, EventType, InputError, Party, Reading, Span, Status

FIELDS: Final = (
    "type",
    "status",
    "actor_country",
    "actor_sector",
    "recipient_country",
    "recipient_sector",
    "date",
    "country",
)
"""What is coded of an event: PLOVER type, status, country and sector of the parties, day, country of the place."""

COLUMNS: Final = ("report", "published", "sentence", "text", *FIELDS, "note")
NOTHING: Final = "none"
OPEN: Final = "?"
"""Stands before the type where two coders differ and nobody has decided yet."""


class Coded(Struct, frozen=True):
    """One event as it was coded: a value for each of FIELDS, "" where a field does not apply."""

    values: tuple[str, ...]

    @property
    def type(self) -> str:
        """PLOVER event type."""
        return self.values[0]


EMPTY: Final = Coded(("",) * len(FIELDS))


class Row(Struct, frozen=True, kw_only=True):
    """A sentence with the events that were found in it. sentence: counted from 1 within the report."""

    report: str
    published: str
    sentence: int
    text: str
    events: tuple[Coded, ...] = ()


def sheet_rows(reading: Reading, sentences: Iterable[Span]) -> list[Row]:
    """The rows of a report without any coding: what a coder gets, who must not see what the machine read."""
    report = reading.report
    return [
        Row(
            report=report.id,
            published=report.published or "",
            sentence=n,
            text=" ".join(report.text[first:last].split()),
        )
        for n, (first, last) in enumerate(sentences, 1)
    ]


def rows_of_reading(reading: Reading, sentences: Sequence[Span]) -> list[Row]:
    """The same rows with the events that the reader found, each in the sentence of its trigger."""
    known = {actor.id: actor for actor in reading.actors}
    return [
        Row(
            report=row.report, published=row.published, sentence=row.sentence, text=row.text,
            events=tuple(coded_of(e, known) for e in reading.events if first <= e.trigger[0] < last),
        )
        for row, (first, last) in zip(sheet_rows(reading, sentences), sentences, strict=True)
    ]  # fmt: skip


def coded_of(event: EventMention, known: dict[str, Actor]) -> Coded:
    """An event mention in the fields of the sheet. known: the actors of the reading by id."""
    day = event.time.begins if event.time and event.time.begins == event.time.ends else None
    return Coded((
        event.type, event.status, _codes(event.actors, known, "country"), _codes(event.actors, known, "sector"),
        _codes(event.recipients, known, "country"), _codes(event.recipients, known, "sector"),
        (day or (event.time.value if event.time else ""))[:10], (event.place.country if event.place else None) or "",
    ))  # fmt: skip


def _codes(parties: Iterable[Party], known: dict[str, Actor], field: str) -> str:
    codes = {getattr(known.get(p.actor or "", p), field) for p in parties}
    return " ".join(sorted(code for code in codes if code))


def write_sheet(rows: Iterable[Row], out: TextIO) -> None:
    """A sheet as CSV. Rows without events have an empty type."""
    write_lines(((row, event, "") for row in rows for event in row.events or (EMPTY,)), out)


def write_lines(lines: Iterable[tuple[Row, Coded, str]], out: TextIO) -> None:
    """Lines of a sheet as CSV: row, event, note. Cells that a spreadsheet would run as a formula get an apostrophe in
    front."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row, event, note in lines:
        cells = (row.report, row.published, str(row.sentence), row.text, *event.values, note)
        writer.writerow([f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell for cell in cells])


def read_sheet(path: Path) -> list[Row]:
    """The rows of a sheet that somebody coded, sentences in the order of the file.

    Raises InputError with the number of the line: for columns that are missing, values outside the code book, a
    sentence that is coded as "none" and as an event, rows that were skipped, rows that nobody has decided.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(_lines(file, path))
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8.", "Save it as CSV UTF-8.") from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}.", "Name a sheet that lagebild sample made."
        ) from error
    for left, what, remedy in (
        ([n for n, cells in lines if not cells["type"]], "coded", f'Write "{NOTHING}" as type where nothing happens.'),
        (
            [n for n, cells in lines if cells["type"].startswith(OPEN)],
            "decided",
            f"Take the {OPEN} from the rows that are right and remove the others.",
        ),
    ):
        if left:
            shown = ", ".join(map(str, left[:8])) + (" …" if len(left) > 8 else "")
            raise InputError(f"{path}: {len(left)} rows are not {what}: lines {shown}.", remedy)
    grouped: dict[tuple[str, int], list[tuple[int, dict[str, str]]]] = {}
    for n, cells in lines:
        grouped.setdefault((cells["report"], int(cells["sentence"])), []).append((n, cells))
    return [_row(path, key, found) for key, found in grouped.items()]


def _lines(file: Iterable[str], path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    lines = list(file)
    head = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if head.count(";") > head.count(",") else ",", restval="")
    missing = [name for name in COLUMNS[:-1] if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"{path} lacks the columns {', '.join(missing)}.", "Keep the heading that lagebild sample wrote."
        )
    for cells in reader:
        n = reader.line_num
        row = {name: (cells[name] or "").strip().removeprefix("'") for name in COLUMNS[:-1]}
        row["type"] = row["type"].upper().replace(NOTHING.upper(), NOTHING)
        row["status"] = row["status"].lower()
        if not row["sentence"].isdecimal():
            raise InputError(f"{path}, line {n}: sentence {row['sentence']!r} is no number.", "Keep it as it was.")
        _check(path, n, "type", row["type"].removeprefix(OPEN), ("", NOTHING, *EventType))
        if row["type"] not in ("", NOTHING, OPEN + NOTHING):
            _check(path, n, "status", row["status"], tuple(Status))
        yield n, row


def _check(path: Path, n: int, field: str, value: str, allowed: Sequence[str]) -> None:
    if value in allowed:
        return
    near = difflib.get_close_matches(value, [a for a in allowed if a], 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(a for a in allowed if a)}."
    raise InputError(f"{path}, line {n}: {value!r} is no {field}.", hint)


def _row(path: Path, key: tuple[str, int], found: list[tuple[int, dict[str, str]]]) -> Row:
    types = {cells["type"] for _, cells in found}
    if NOTHING in types and len(types) > 1:
        raise InputError(
            f"{path}, line {found[0][0]}: the sentence is coded as {NOTHING!r} and as an event.",
            "Remove one of the rows.",
        )
    first = found[0][1]
    events = () if NOTHING in types else tuple(_coded(cells) for _, cells in found)
    return Row(report=key[0], published=first["published"], sentence=key[1], text=first["text"], events=events)


def _coded(cells: dict[str, str]) -> Coded:
    """The coding of a line; several codes in a cell are sorted, so that their order means nothing."""
    return Coded(tuple(_sorted(cells[name]) for name in FIELDS))


def _sorted(cell: str) -> str:
    return " ".join(sorted(cell.replace(",", " ").replace(";", " ").split()))
