"""A table of readings as CSV, row by row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lagebild.export.tables import find_table
from lagebild.model import Reading


def csv_lines(readings: Iterable[Reading], table: str = "events") -> Iterator[bytes]:
    """A table as CSV (UTF-8, RFC 4180 but for line feeds), heading first. Lists are joined with "; ", true and false
    are words, missing values are empty. Cells that a spreadsheet would run as a formula begin with an apostrophe.
    Raises InputError for a table that does not exist."""
    found = find_table(table)
    yield csv_line([column.name for column in found.columns])
    for reading in readings:
        for row in found.rows(reading):
            yield csv_line([csv_cell(value) for value in row])


def csv_line(cells: Sequence[str]) -> bytes:
    """A row of CSV."""
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerow(cells)
    return made.getvalue().encode("utf-8", "backslashreplace")


def csv_cell(value: Any) -> str:
    """A value as a cell; what a spreadsheet would run as a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    text = "; ".join(value) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text
