"""Adding readings: a report is stored whole or not at all, and the same report twice is one report."""

import hashlib
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, insert, select, update

from lagebild.link.dates import instant
from lagebild.link.names import fold
from lagebild.model import MadeBy, Reading, Report, StoreError
from lagebild.store import projection
from lagebild.store.handle import Store, now, reading_from, rebuild_search, set_meta, stale, writing_to
from lagebild.store.records import Outcome, Stored
from lagebild.store.rejects import clear_for
from lagebild.store.schema import captures, readings, reports

BATCH = 200
"""Reports in one transaction at most."""
PATIENCE_S = 1.0
"""After this time a batch is written even when it is small, so that slow readings are safe soon."""


def content_digest(report: Report) -> str:
    """sha256 over what makes a version of a report: its text and metadata, not how and when it was fetched.

    Raises StoreError for a text that is no valid Unicode.
    """
    content = (
        report.title, report.text, report.language, report.published, report.outlet, report.url, report.authors,
        report.dateline, report.agencies, report.correction,
    )  # fmt: skip
    try:
        return hashlib.sha256(msgspec.json.encode(content)).hexdigest()
    except UnicodeEncodeError as error:
        raise StoreError(
            f"The report {report.id!r} holds characters that are no text (lone surrogates).",
            "Decode its file anew, with the right encoding.",
        ) from error


def reader_of(made_by: MadeBy) -> str:
    """What made a reading as one string: software, model and lexicons."""
    return f"{made_by.lagebild}|{made_by.model}|{made_by.lexicons}"


def version_ref(report: str, version: int) -> str:
    """Names one version of a report: ("r1", 2) -> "r1@2"."""
    return f"{report}@{version}"


def pack(reading: Reading) -> bytes:
    """A reading as compressed JSON."""
    return zlib.compress(msgspec.json.encode(reading), 1)


def unpack(body: bytes) -> Reading:
    """The reading that `pack` packed."""
    return msgspec.json.decode(zlib.decompress(body), type=Reading)


def has(store: Store, report: Report, made_by: MadeBy) -> bool:
    """Is this report, as it is, in the store with a reading by the same reader? Then reading it can be skipped."""
    with reading_from(store) as connection:
        found = connection.execute(
            select(readings.c.report_key)
            .join(reports, reports.c.key == readings.c.report_key)
            .where(
                reports.c.id == report.id,
                reports.c.digest == content_digest(report),
                readings.c.reader == reader_of(made_by),
                readings.c.current == 1,
            )
            .limit(1)
        )
        return found.first() is not None


def add_reading(store: Store, reading: Reading) -> Stored:
    """Store one reading; when this returns it is on disk. Raises StoreError, and then nothing of it is stored.

    A report whose id is unknown is new. One that equals a stored version of its id changes nothing (a reading by
    another reader is kept beside the old one and becomes the current one). Any other text or metadata is a new version:
    `version` counts up, `replaces` names the version before as "ID@N".
    """
    with writing_to(store) as connection:
        return _add(connection, store, reading)


def add_readings(
    store: Store, found: Iterable[Reading], batch: int = BATCH, patience_s: float = PATIENCE_S
) -> Iterator[Stored]:
    """Store many readings in few transactions; yields what is on disk, in order. Raises StoreError like add_reading.

    What was read when the source of readings fails or is interrupted is stored before its error goes on.
    """
    waiting: list[Reading] = []
    since = time.monotonic()
    source = iter(found)
    while True:
        try:
            reading = next(source, None)
            if reading is not None:
                content_digest(reading.report)  # One that cannot be stored must not take others with it.
        except BaseException:
            _add_batch(store, waiting)
            raise
        if reading is not None:
            waiting.append(reading)
        if reading is None or len(waiting) >= batch or time.monotonic() - since > patience_s:
            done = _add_batch(store, waiting)
            waiting = []
            yield from done
            since = time.monotonic()
        if reading is None:
            return


def _add_batch(store: Store, waiting: list[Reading]) -> list[Stored]:
    if not waiting:
        return []
    with writing_to(store) as connection:
        return [_add(connection, store, reading) for reading in waiting]


def _add(connection: Connection, store: Store, reading: Reading) -> Stored:
    report = reading.report
    digest = content_digest(report)
    known = connection.execute(
        select(reports.c.key, reports.c.version, reports.c.digest, reports.c.title, reports.c.text)
        .where(reports.c.id == report.id)
        .order_by(reports.c.version)
    ).all()
    same = next((row for row in known if row.digest == digest), None)
    if same is not None:
        outcome = _reread(connection, reading, same.key, same.version)
        _note_capture(connection, report, same.key)
        return Stored(report=report.id, version=same.version, outcome=outcome)
    version = known[-1].version + 1 if known else 1
    replaces = version_ref(report.id, known[-1].version) if known else report.replaces
    report = msgspec.structs.replace(report, version=version, replaces=replaces)
    key = _insert_report(connection, report, digest)
    if known:
        _retire(connection, store, known[-1])
    store.dialect.index(connection, key, report.title or "", report.text, store.finder.terms)
    _insert_reading(connection, msgspec.structs.replace(reading, report=report), key)
    _note_capture(connection, report, key)
    # A version that was the latest until now is withdrawn from now on.
    stale(connection, [key, *(row.key for row in known[-1:])])
    return Stored(report=report.id, version=version, outcome=Outcome.NEW_VERSION if known else Outcome.ADDED)


def _insert_report(connection: Connection, report: Report, digest: str) -> int:
    key = int(connection.execute(select(func.coalesce(func.max(reports.c.key), 0))).scalar_one()) + 1
    connection.execute(
        insert(reports).values(
            key=key,
            id=report.id,
            version=report.version,
            latest=1,
            replaces=report.replaces,
            title=report.title,
            text=report.text,
            language=report.language,
            published=report.published,
            instant=instant(report.published),
            outlet=report.outlet,
            outlet_folded=fold(report.outlet) if report.outlet else None,
            url=report.url,
            authors=projection.encoded(report.authors),
            dateline=report.dateline,
            agencies=projection.encoded(report.agencies),
            correction=report.correction,
            notes=projection.encoded(report.notes),
            digest=digest,
            added=now(),
        )
    )
    return key


def _insert_reading(connection: Connection, reading: Reading, key: int) -> None:
    connection.execute(
        insert(readings).values(
            report_key=key, reader=reader_of(reading.made_by), made=now(), current=1, body=pack(reading)
        )
    )
    projection.write(connection, reading, key)


def _reread(connection: Connection, reading: Reading, key: int, version: int) -> Outcome:
    """Keep a reading by another reader of a known version; its rows become the current ones."""
    reader = reader_of(reading.made_by)
    stored = {row.reader: row for row in connection.execute(_readers(key))}
    if reader in stored and stored[reader].current:
        return Outcome.UNCHANGED
    connection.execute(update(readings).where(readings.c.report_key == key).values(current=0))
    if reader in stored:
        connection.execute(_one(key, reader).values(current=1))
        projection.write(connection, unpack(stored[reader].body), key)
    else:
        replaces = connection.execute(select(reports.c.replaces).where(reports.c.key == key)).scalar()
        report = msgspec.structs.replace(reading.report, version=version, replaces=replaces)
        _insert_reading(connection, msgspec.structs.replace(reading, report=report), key)
    stale(connection, [key])
    return Outcome.REREAD


def _readers(key: int):  # type: ignore[no-untyped-def]
    return select(readings.c.reader, readings.c.current, readings.c.body).where(readings.c.report_key == key)


def _one(key: int, reader: str):  # type: ignore[no-untyped-def]
    return update(readings).where(and_(readings.c.report_key == key, readings.c.reader == reader))


def _retire(connection: Connection, store: Store, row: Any) -> None:
    """A replaced version is kept, but no longer the latest and no longer searched."""
    connection.execute(update(reports).where(reports.c.key == row.key).values(latest=0))
    store.dialect.unindex(connection, row.key, row.title or "", row.text)


def _note_capture(connection: Connection, report: Report, key: int) -> None:
    """Keep where the bytes came from, once a source."""
    clear_for(connection, report)
    capture = report.capture
    if capture is None:
        return
    where = and_(captures.c.report_key == key, captures.c.source == capture.source, captures.c.sha256 == capture.sha256)
    if connection.execute(select(captures.c.report_key).where(where)).first() is None:
        connection.execute(
            insert(captures).values(
                report_key=key, source=capture.source, fetched=capture.fetched, sha256=capture.sha256
            )
        )


def rebuild(store: Store) -> int:
    """Make all rows for filters and the search index anew from the readings; returns the number of readings."""
    with writing_to(store) as connection:
        keys = connection.execute(select(readings.c.report_key).where(readings.c.current == 1)).scalars().all()
        for key in keys:
            body = connection.execute(
                select(readings.c.body).where(readings.c.report_key == key, readings.c.current == 1)
            ).scalar_one()
            projection.write(connection, unpack(body), key)
        rebuild_search(connection, store)
        set_meta(connection, "linked", "")
        return len(keys)
