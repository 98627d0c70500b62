"""How rows go out: a table for people, JSON, JSON Lines or CSV for programs."""

import csv
import io
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

import click
import msgspec
from msgspec import Struct

from lagebild.cli.settings import colored, say, words
from lagebild.cli.terminal import Ink, emit, table, width

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
LIMIT = 50


class Format(StrEnum):
    """Shapes of output."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def formats(*kinds: str) -> Callable[[F], F]:
    """Decorator: --json, --jsonl and --csv, those that are named; the choice comes in as `form`."""
    texts = {"json": "One JSON array.", "jsonl": "One JSON object a line.", "csv": "CSV with a heading."}

    def add(function: F) -> F:
        for kind in reversed(kinds):
            function = click.option(f"--{kind}", "form", flag_value=kind, help=texts[kind])(function)
        return function

    return add


def limited(default: int = LIMIT) -> Callable[[F], F]:
    """Decorator: --limit, 0 for all. Without it a table has `default` rows, and JSON and CSV have all."""
    return click.option("--limit", type=click.IntRange(min=0), help=f"Rows at most, 0 for all. [table: {default}]")


def rows_wanted(form: str | None, limit: int | None, default: int = LIMIT) -> int | None:
    """The rows to ask for, None for all."""
    if limit is not None:
        return limit or None
    return default if form is None else None


def write_json(records: Iterable[Any], form: str) -> None:
    """Records as JSON or JSON Lines on standard output."""
    from lagebild.export.jsonl import json_array, json_lines

    sys.stdout.flush()
    for piece in (json_lines if form == Format.JSONL else json_array)(records):
        sys.stdout.buffer.write(piece)
        if form == Format.JSONL:
            sys.stdout.buffer.flush()
    sys.stdout.buffer.flush()


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows as CSV on standard output. Cells that a spreadsheet would run as a formula get an apostrophe in front."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    for row in (heads, *rows):
        writer.writerow([_cell(value) for value in row])
        sys.stdout.buffer.write(made.getvalue().encode("utf-8", "backslashreplace"))
        made.seek(0)
        made.truncate()
    sys.stdout.buffer.flush()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write_table(
    heads: Sequence[str],
    records: Iterable[T],
    row: Callable[[T], Sequence[str]],
    limit: int | None,
    grow: int = -1,
    keep: int | None = None,
) -> int:
    """A table for people with what follows where it was cut; returns the number of rows. `records` may hold one more
    than `limit`: then the cut is said."""
    found = list(records if limit is None else islice(records, limit + 1))
    shown = found if limit is None else found[:limit]
    if not shown:
        say(words().text["no_rows"])
        return 0
    for line in table(heads, (row(record) for record in shown), width(), Ink(colored(sys.stdout)), grow, keep):
        emit(line)
    if limit is not None and len(found) > limit:
        say(words().say("cut", n=limit, more=limit * 4))
    return len(shown)


def one_more(limit: int | None) -> int | None:
    """A limit with which it shows that there is more."""
    return None if limit is None else limit + 1


def column(*names: str) -> tuple[str, ...]:
    """Headings in the language of output."""
    return tuple(words().column[name] for name in names)


def put(records: Iterable[T], form: str, heads: Sequence[str], row: Callable[[T], Sequence[object]]) -> None:
    """Records in one of the forms for programs; `heads` and `row` are for CSV."""
    if form == Format.CSV:
        write_csv(heads, (row(record) for record in records))
    else:
        write_json(records, form)


def cells(record: object) -> tuple[object, ...]:
    """The fields of a flat record as cells."""
    fields = (getattr(record, name) for name in record.__struct_fields__)  # type: ignore[attr-defined]
    return tuple("; ".join(value) if isinstance(value, tuple) else value for value in fields)


class Progress(Struct, frozen=True, kw_only=True):
    """How far long work is: inputs done, of `total` where that is known, a second, seconds left, inputs refused."""

    done: int
    total: int | None
    rate: float
    rest_s: float | None
    rejected: int


def progress_json(items: Iterator[T], total: int | None, rejected: Callable[[], int]) -> Iterator[T]:
    """Items as they come, with a line {"progress": {…}} on standard error every second and at the end."""
    started = told = time.monotonic()
    done = 0

    def tell() -> None:
        rate = done / max(time.monotonic() - started, 1e-6)
        rest = (total - done) / rate if total is not None and done else None
        now = Progress(
            done=done, total=total, rate=round(rate, 2), rest_s=None if rest is None else round(max(0.0, rest), 1),
            rejected=rejected(),
        )  # fmt: skip
        print(msgspec.json.encode({"progress": now}).decode(), file=sys.stderr, flush=True)

    for item in items:
        yield item
        done += 1
        if time.monotonic() - told >= 1:
            tell()
            told = time.monotonic()
    tell()


def progress(items: Iterator[T], label: str, total: int | None, shown: bool) -> Iterator[T]:
    """Items as they come, with a bar on standard error when a person watches."""
    if not shown:
        yield from items
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    console = Console(stderr=True, no_color=not colored(sys.stderr))
    begin = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    parts = (*begin, TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(*parts, console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        for item in items:
            yield item
            bar.advance(task)
