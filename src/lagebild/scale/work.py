"""What a worker does with a shard: read its reports, write their tables, publish them whole."""

import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, Final

import msgspec
from msgspec import Struct

from lagebild.export.tables import TABLES, arrow_schema, to_arrow
from lagebild.intake import read_jsonl, read_source
from lagebild.intake.jsonl import longest_line
from lagebild.intake.limits import DEFAULT
from lagebild.lang import Language
from lagebild.model import Reading, Rejected, Report
from lagebild.pipeline import read
from lagebild.scale.output import Marker, Output, digest_of
from lagebild.scale.shards import CHUNK, Shard, filesystem

BATCH: Final = 200
"""Readings that a worker holds at once."""
SECONDS: Final = 60.0
"""Time for one report; one that takes longer goes to quarantine."""
READINGS, QUARANTINE = "readings", "quarantine"


class Done(Struct, frozen=True, kw_only=True):
    """A shard that was published."""

    key: str
    reports: int
    refused: int


class Failed(Struct, frozen=True, kw_only=True):
    """A shard that could not be done; the others go on."""

    key: str
    source: str
    reason: str


class TooSlow(Exception):
    """A report took longer than it may."""


def work(shard: Shard, output: Output, language: Language, seconds: float = SECONDS) -> Done | Failed:
    """Read a shard and publish what was found. What is published already is left alone."""
    marker = output.marker(shard.key) if output.done(shard.key) else None
    if marker is not None:
        return Done(key=shard.key, reports=marker.rows["reports"], refused=marker.refused)
    try:
        with output.part(shard.key) as part:
            marker = publish(output, part, shard.key, shard.source, _readings(shard, language, seconds))
    except Exception as error:
        # Storage, archives and Parquet each fail in errors of their own; one shard must not take the others with it.
        return Failed(key=shard.key, source=shard.source, reason=why(error))
    return Done(key=shard.key, reports=marker.rows["reports"], refused=marker.refused)


def publish(output: Output, part: Path, key: str, source: str, items: Iterator[Reading | Rejected]) -> Marker:
    """Write readings and refusals into a part of an output, and publish it under a key."""
    rows = _write(part, items)
    digests = {table: digest_of(part / f"{table}.parquet") for table in rows}
    marker = Marker(key=key, source=source, rows=rows, refused=rows[QUARANTINE], sha256=digests)
    output.publish(part, marker)
    return marker


def why(error: Exception) -> str:
    """What went wrong, in a line."""
    if isinstance(error, FileNotFoundError):
        return "it is no longer there"
    said = str(error).splitlines()
    return f"{type(error).__name__}: {said[0] if said else ''}".rstrip(": ")


def _write(part: Path, found: Iterator[Reading | Rejected]) -> dict[str, int]:
    """The tables of a shard as files; the rows of each."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    text, binary = pyarrow.string(), pyarrow.binary()
    fields = {"report": text, "published": text, "outlet": text, "body": binary}
    refusals = {"source": text, "place": text, "reason": text, "remedy": text, "sha256": text}
    schemas = {name: arrow_schema(name) for name in TABLES} | {
        READINGS: pyarrow.schema(list(fields.items())),
        QUARANTINE: pyarrow.schema(list(refusals.items())),
    }
    writers = {
        name: ParquetWriter(part / f"{name}.parquet", schema, compression="zstd") for name, schema in schemas.items()
    }
    rows = dict.fromkeys(schemas, 0)

    def put(name: str, table: Any) -> None:
        rows[name] += table.num_rows
        writers[name].write_table(table)

    try:
        while batch := list(islice(found, BATCH)):
            readings = [item for item in batch if isinstance(item, Reading)]
            refused = [item for item in batch if isinstance(item, Rejected)]
            for name in TABLES:
                put(name, to_arrow(readings, name))
            put(READINGS, pyarrow.Table.from_pylist([_body(r) for r in readings], schemas[READINGS]))
            put(QUARANTINE, pyarrow.Table.from_pylist([_refusal(r) for r in refused], schemas[QUARANTINE]))
    finally:
        for writer in writers.values():
            writer.close()
    return rows


def _body(reading: Reading) -> dict[str, object]:
    report = reading.report
    return {"report": report.id, "published": report.published, "outlet": report.outlet,
            "body": msgspec.json.encode(reading)}  # fmt: skip


def _refusal(item: Rejected) -> dict[str, object]:
    place = "" if item.where is None else str(item.where)
    return {"source": item.source, "place": place, "reason": item.reason, "remedy": item.remedy, "sha256": item.sha256}


def _readings(shard: Shard, language: Language, seconds: float) -> Iterator[Reading | Rejected]:
    for item in reports_of(shard, language):
        if isinstance(item, Rejected):
            if not item.skipped:
                yield item
            continue
        try:
            with within(seconds):
                reading = read(item, language)
            yield reading
        except Exception as error:
            yield Rejected(source=f"{shard.source} {item.id}", reason=why(error), remedy="Report it with the text.")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooSlow in what runs longer; in the main thread of a process only, elsewhere without limit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlow(f"took longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def reports_of(shard: Shard, language: Language) -> Iterator[Report | Rejected]:
    """The reports of a shard in their order."""
    system, path = filesystem(shard.source)
    if shard.kind == "lines":
        with system.open(path, "rb") as file:
            file.seek(shard.first)
            yield from read_jsonl(_lines(file, shard.last), language, source=shard.source)
    elif shard.kind == "rows":
        with system.open(path, "rb") as file:
            yield from read_jsonl(_rows(file, shard.first), language, source=shard.source)
    else:
        with tempfile.TemporaryDirectory() as folder:
            local = Path(folder) / PurePosixPath(path).name
            system.get_file(path, str(local))
            yield from read_source(local, language)


def _lines(file: Any, last: int) -> Iterator[bytes]:
    longest = longest_line(DEFAULT)
    while file.tell() < last:
        line = file.readline(longest)
        yield line
        # What is too long to be a report is not held as a whole.
        while len(line) >= longest and not line.endswith(b"\n") and (rest := file.readline(CHUNK)):
            if rest.endswith(b"\n"):
                break


def _rows(file: Any, group: int) -> Iterator[bytes]:
    """The rows of a group of a Parquet file as lines of JSON; its columns are the fields of a report."""
    from pyarrow.parquet import ParquetFile

    for batch in ParquetFile(file).iter_batches(batch_size=BATCH, row_groups=[group]):
        for row in batch.to_pylist():
            yield msgspec.json.encode({name: value for name, value in row.items() if value is not None}, enc_hook=str)
