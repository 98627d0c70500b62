"""Reading again what is stored, by a newer version of the reader: what is left to do, and what it gained and lost."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, and_, select, update
from sqlalchemy.sql.expression import ColumnElement

from lagebild.model import EventMention, MadeBy, Quotation, Reading, Span
from lagebild.store.adding import add_reading, pack, reader_of, unpack
from lagebild.store.handle import Store, get_meta, now, reading_from, set_meta, writing_to
from lagebild.store.schema import readings, reports

_META = "reread"


class Job(Struct, frozen=True, kw_only=True):
    """A run over the store. reader: what reads now; since: when it began; everything: what this reader read before it
    began is read again too."""

    reader: str
    since: str
    everything: bool = False


class Item(Struct, frozen=True, kw_only=True):
    """Something that was read, as it is compared. kind: "event" or "quotation"; what: its type or stance; passage: of
    the trigger or of the first piece."""

    kind: str
    id: str
    what: str
    span: Span
    passage: str


class Reread(Struct, frozen=True, kw_only=True):
    """What a new reading of a version of a report gained and lost; changed: read as before and called something else
    (before, now)."""

    report: str
    version: int
    gained: tuple[Item, ...] = ()
    lost: tuple[Item, ...] = ()
    changed: tuple[tuple[Item, Item], ...] = ()


def begin(store: Store, made_by: MadeBy, everything: bool = False) -> Job:
    """The run that brings a store to a reader: the one that was interrupted, else a new one."""
    with writing_to(store) as connection:
        known = get_meta(connection, _META)
        if known:
            job = msgspec.json.decode(known, type=Job)
            if job.reader == reader_of(made_by) and job.everything >= everything:
                return job
        job = Job(reader=reader_of(made_by), since=now(), everything=everything)
        set_meta(connection, _META, msgspec.json.encode(job).decode())
        return job


def finish(store: Store) -> None:
    """Note that a run is done."""
    with writing_to(store) as connection:
        set_meta(connection, _META, "")


def waiting(store: Store, job: Job) -> list[int]:
    """Keys of the report versions that the run has still to read, the latest versions first."""
    with reading_from(store) as connection:
        old = readings.c.reader != job.reader
        if job.everything:
            old |= readings.c.made < job.since
        return list(
            connection.execute(
                select(reports.c.key)
                .join(readings, and_(readings.c.report_key == reports.c.key, readings.c.current == 1))
                .where(old)
                .order_by(reports.c.latest.desc(), reports.c.key)
            ).scalars()
        )


def stored(store: Store, key: int) -> Reading | None:
    """The current reading of a report version by its key; None when it was removed meanwhile."""
    with reading_from(store) as connection:
        body = _body(connection, readings.c.current == 1, key)
        return unpack(body) if body is not None else None


def put(store: Store, key: int, reading: Reading) -> None:
    """Make a new reading of a version the current one; the one before stays beside it.

    One by the same reader takes its place when it differs, and the older one is kept under the time when it was made.
    """
    with writing_to(store) as connection:
        row = connection.execute(
            select(readings.c.reader, readings.c.made, readings.c.body).where(
                readings.c.report_key == key, readings.c.current == 1
            )
        ).first()
        if row is None:
            return
        mine = and_(readings.c.report_key == key, readings.c.reader == reader_of(reading.made_by))
        if row.reader == reader_of(reading.made_by):
            if pack(unpack(row.body)) == pack(reading):
                connection.execute(update(readings).where(mine).values(made=now()))
                return
            connection.execute(update(readings).where(mine).values(reader=f"{row.reader}|{row.made}"))
    add_reading(store, reading)


def compared(store: Store, job: Job) -> Iterator[Reread]:
    """What the run gained and lost so far, for each version of which the reading differs, by report and version."""
    with reading_from(store) as connection:
        rows = connection.execute(
            select(reports.c.key, reports.c.id, reports.c.version)
            .join(readings, and_(readings.c.report_key == reports.c.key, readings.c.current == 1))
            .where(readings.c.reader == job.reader, readings.c.made >= job.since)
            .order_by(reports.c.id, reports.c.version)
        ).all()
        for row in rows:
            new = _body(connection, readings.c.current == 1, row.key)
            old = _body(connection, readings.c.current == 0, row.key)
            if new is not None and old is not None:
                found = compare(unpack(old), unpack(new))
                if found.gained or found.lost or found.changed:
                    yield found


def compare(old: Reading, new: Reading) -> Reread:
    """What one reading of a text has that another one has not. An event is the same where its trigger overlaps, a
    quotation where its first piece does; what it is called may change."""
    before, after = _items(old), _items(new)
    pairs: list[tuple[Item, Item]] = []
    left = list(after)
    lost = []
    for item in before:
        near = [other for other in left if other.kind == item.kind and _touch(item.span, other.span)]
        if not near:
            lost.append(item)
            continue
        match = min(near, key=lambda other: (other.what != item.what, abs(other.span[0] - item.span[0]), other.id))
        left.remove(match)
        if match.what != item.what:
            pairs.append((item, match))
    return Reread(
        report=new.report.id, version=new.report.version, gained=tuple(left), lost=tuple(lost), changed=tuple(pairs)
    )


def _items(reading: Reading) -> tuple[Item, ...]:
    names = {actor.id: actor.name for actor in reading.actors}
    return (
        *(_item(reading, "event", e, e.trigger, f"{e.type} {e.status}") for e in reading.events),
        *(
            _item(reading, "quotation", q, q.spans[0], " ".join((q.stance, *(names.get(h, h) for h in q.holders))))
            for q in reading.quotations
            if q.spans
        ),
    )


def _item(reading: Reading, kind: str, item: EventMention | Quotation, span: Span, what: str) -> Item:
    passage = " ".join(reading.report.text[slice(*span)].split())[:200]
    return Item(kind=kind, id=item.id, what=what, span=span, passage=passage)


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _body(connection: Connection, which: ColumnElement[bool], key: int) -> bytes | None:
    """The newest of some readings of a version."""
    found: bytes | None = connection.execute(
        select(readings.c.body).where(readings.c.report_key == key, which).order_by(readings.c.made.desc()).limit(1)
    ).scalar()
    return found
