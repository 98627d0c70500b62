"""CSV tables with a report a row."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from lagebild.intake.credits import names_and_agencies, unique
from lagebild.intake.decode import decode
from lagebild.intake.head import Head
from lagebild.intake.how import How
from lagebild.intake.parts import moment, report_of
from lagebild.model import InputError, Rejected, Report

DELIMITERS: Final = ";,\t|"
SAMPLE: Final = 200_000
FIELDS: Final = frozenset(
    "text title published updated outlet source authors url id dateline agencies note".split()
)  # fmt: skip
EXAMPLE: Final = "Name it: lagebild add FILE --column text=HEADING --column published=HEADING."


def is_table(text: str, how: How) -> bool:
    """Does a text begin with the headings of a table of reports?"""
    line = text.lstrip("\ufeff").split("\n", 1)[0].strip()
    if len(line) > 2000 or not any(delimiter in line for delimiter in DELIMITERS):
        return False
    found = _columns(_cells(line), how)
    return "text" in found and len(found) > 1 and (bool(how.columns) or "." not in line)


def read_csv(stream: BinaryIO, source: str, how: How) -> Iterator[Report | Rejected]:
    """The reports of a table, a row each, read as the stream comes. Raises InputError for a table without a column of
    texts."""
    sample = stream.read(SAMPLE)
    encoding = decode(sample).encoding
    lines = io.TextIOWrapper(
        io.BufferedReader(_Chained(sample, stream)), encoding=encoding, errors="replace", newline=""
    )
    csv.field_size_limit(2 * how.limits.report)
    heading = lines.readline(100_000).lstrip("\ufeff").rstrip("\r\n")
    columns = _columns(_cells(heading), how)
    if "text" not in columns:
        raise InputError("The table has no column of texts that is known.", EXAMPLE)
    rows = csv.reader(lines, delimiter=_delimiter_of(heading))
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Rejected(
                source=source, where=rows.line_num + 1, reason=f"The row is no CSV: {error}.",
                remedy="Check its quotation marks.",
            )  # fmt: skip
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _report(row, columns, source, rows.line_num + 1, how)


def _report(row: list[str], columns: Mapping[str, int], source: str, line: int, how: How) -> Report | Rejected:
    raw = "\x1f".join(row).encode("utf-8", "replace")
    cell = {field: row[i].strip() for field, i in columns.items() if i < len(row) and row[i].strip()}
    try:
        if "text" not in cell:
            raise InputError("The row has no text.", "Check its number of cells.")
        authors, agencies = names_and_agencies(cell.get("authors", ""), how.rules, lone=True)
        published = cell.get("published") or cell.get("updated")
        found = moment(published, how)
        notes = (f"Time of publication not understood: {published[:60]}.",) if published and not found else ()
        head = Head(
            id=cell.get("id"), title=cell.get("title"), published=found,
            outlet=cell.get("outlet") or cell.get("source"), url=cell.get("url"), authors=authors,
            agencies=unique(agencies, names_and_agencies(cell.get("agencies", ""), how.rules)[1]),
            dateline=cell.get("dateline"), remarks=(cell["note"],) if "note" in cell else (),
        )  # fmt: skip
        return report_of(cell["text"], head, how, f"{source}#{line}", raw, notes=notes)
    except InputError as error:
        return Rejected(source=source, where=line, reason=error.message, remedy=error.remedy)


def _columns(headings: list[str], how: How) -> dict[str, int]:
    """field -> number of its column: as the analyst says, else by known headings; the first of several counts.

    Raises InputError for a heading that the analyst names and the table lacks.
    """
    plain = [heading.strip().strip('"').replace("_", " ").lower() for heading in headings]
    found: dict[str, int] = {}
    for field, wanted in how.columns.items():
        name = wanted.strip().replace("_", " ").lower()
        if field not in FIELDS:
            raise InputError(f"There is no field {field!r}.", f"Known: {', '.join(sorted(FIELDS))}.")
        if name not in plain:
            raise InputError(f"The table has no column {wanted!r}.", f"It has: {', '.join(plain)[:300]}.")
        found[field] = plain.index(name)
    lexicon = how.rules.lexicon
    for i, name in enumerate(plain):
        field = lexicon.archives.columns.get(name) or lexicon.keys.get(name) or (name if name in FIELDS else "")
        if field in FIELDS and i not in found.values():
            found.setdefault(field, i)
    return found


def _cells(line: str) -> list[str]:
    return next(csv.reader([line.lstrip("\ufeff")], delimiter=_delimiter_of(line)), [])


def _delimiter_of(line: str) -> str:
    return max(DELIMITERS, key=line.count)


class _Chained(io.RawIOBase):
    """Bytes, then a stream."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first, self._stream = first, stream

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Bytes into a buffer; their number."""
        if self._first:
            data, self._first = self._first[: len(buffer)], self._first[len(buffer) :]
        else:
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
