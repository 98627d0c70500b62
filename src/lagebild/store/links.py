"""The ledger in the store: links are made from the readings by `lagebild.link` and kept in tables of their own."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, select, update
from sqlalchemy.sql.expression import ColumnElement, TableClause

from lagebild.lang import Language
from lagebild.link import LINK_VERSION, Copy, CopyKind, Linked, Told, Why
from lagebild.link.dates import days_of, instant, iso
from lagebild.link.names import fold
from lagebild.link.source import Readings
from lagebild.model import LedgerEvent, StoreError
from lagebild.store.adding import unpack, version_ref
from lagebild.store.handle import Store, get_meta, now, reading_from, set_meta, writing_to
from lagebild.store.projection import encoded
from lagebild.store.queries import bound
from lagebild.store.records import LedgerFilter
from lagebild.store.schema import (
    LINKS,
    REPLACED,
    aliases,
    ledger_links,
    ledger_mentions,
    ledger_parties,
    readings,
    registry,
    reports,
)
from lagebild.store.schema import copies as copy_table
from lagebild.store.schema import ledger as table


def needs_relink(store: Store) -> bool:
    """Did reports change, or linking itself, since the ledger was made?"""
    with reading_from(store) as connection:
        return (get_meta(connection, "linked") or f"{LINK_VERSION}:0") != _state(connection)


def relink(store: Store, language: Language) -> int:
    """Link all reports anew and put the ledger in place of the old one in one transaction; returns its events.

    Reports that are added meanwhile are left for the next time: `needs_relink` stays true. An event whose id is gone
    keeps an alias that leads to the event which has most of its mentions now.
    """
    from lagebild.link import link_reports

    with reading_from(store) as connection:
        state = _state(connection)
        linked = link_reports(_told(connection), language)
    with writing_to(store) as connection:
        before = _mentions_by_event(connection)
        for made in LINKS:
            connection.execute(delete(made))
        _save(connection, linked)
        _save_aliases(connection, before, linked.events)
        set_meta(connection, "linked", state)
    return len(linked.events)


def ledger(store: Store, where: LedgerFilter = LedgerFilter()) -> Iterator[LedgerEvent]:  # noqa: B008 (immutable)
    """The linked events, by their time, as the last `relink` left them."""
    statement = select(table.c.body).where(*_conditions(where)).order_by(table.c.ord)
    if where.limit is not None:
        statement = statement.limit(max(0, where.limit))
    if where.offset:
        statement = statement.offset(max(0, where.offset))
    with reading_from(store) as connection:
        for (body,) in connection.execute(statement):
            yield msgspec.json.decode(body, type=LedgerEvent)


def event(store: Store, id_: str) -> LedgerEvent:
    """The linked event with an id. Of an id that was replaced, the event that took its place, with the old id in `id`
    and its own in `superseded_by`. Raises StoreError for an unknown id."""
    with reading_from(store) as connection:
        body = connection.execute(select(table.c.body).where(table.c.id == id_)).scalar()
        if body is not None:
            return msgspec.json.decode(body, type=LedgerEvent)
        new, seen = id_, {id_}
        while (found := connection.execute(select(aliases.c.new).where(aliases.c.old == new)).scalar()) is not None:
            if found in seen:
                break
            seen.add(new := str(found))
        body = connection.execute(select(table.c.body).where(table.c.id == new)).scalar()
        if body is None:
            raise StoreError(f"There is no event {id_} in {store.where}.", "List them with: lagebild ledger")
        return msgspec.structs.replace(msgspec.json.decode(body, type=LedgerEvent), id=id_, superseded_by=new)


def why(store: Store, id_: str) -> tuple[Why, ...]:
    """The pairs of reports by which an event came together, each with what spoke for it; none for an event of one
    report or an unknown id."""
    statement = select(ledger_links.c.body).where(ledger_links.c.event == id_).order_by(ledger_links.c.ord)
    with reading_from(store) as connection:
        return tuple(msgspec.json.decode(body, type=Why) for (body,) in connection.execute(statement))


def copies(store: Store) -> Iterator[Copy]:
    """The reprints and updates that linking found, by report."""
    statement = select(copy_table).where(copy_table.c.kind != REPLACED)
    with reading_from(store) as connection:
        for row in connection.execute(statement.order_by(copy_table.c.report, copy_table.c.kind)):
            yield msgspec.convert({**row._mapping, "spans": msgspec.json.decode(row.spans)}, type=Copy, strict=False)


def copy_counts(store: Store) -> dict[str, int]:
    """How many reprints each copied report has, by its id."""
    statement = (
        select(copy_table.c.original, func.count())
        .where(copy_table.c.kind == CopyKind.COPY)
        .group_by(copy_table.c.original)
        .order_by(copy_table.c.original)
    )
    with reading_from(store) as connection:
        return {str(original): int(number) for original, number in connection.execute(statement)}


def _state(connection: Connection) -> str:
    return f"{LINK_VERSION}:{get_meta(connection, 'changes') or 0}"


def _told(connection: Connection) -> Readings:
    """All current readings, fetched when they are asked for; a replaced version with the day on which the next one took
    its place."""
    rows = connection.execute(
        select(reports.c.key, reports.c.id, reports.c.version, reports.c.latest, reports.c.published, reports.c.added)
        .join(readings, readings.c.report_key == reports.c.key)
        .where(readings.c.current == 1)
        .order_by(reports.c.key)
    ).all()
    following = {(row.id, row.version - 1): row for row in rows if row.version > 1}
    keys: dict[str, tuple[int, str | None]] = {}
    for row in rows:
        if row.latest:
            keys[row.id] = row.key, None
            continue
        after = following[row.id, row.version]
        # A text that was changed silently keeps its date; then it is the day on which the change was seen.
        withdrawn = after.published if after.published and after.published != row.published else after.added
        keys[version_ref(row.id, row.version)] = row.key, withdrawn[:10]

    def fetch(ref: str) -> Told:
        key, withdrawn = keys[ref]
        body = connection.execute(
            select(readings.c.body).where(readings.c.report_key == key, readings.c.current == 1)
        ).scalar_one()
        # Linking asks for neither names, times nor places by themselves.
        reading = msgspec.structs.replace(unpack(body), entities=(), times=(), places=())
        return Told(reading=reading, ref=ref, withdrawn=withdrawn)

    return Readings(tuple(keys), fetch)


def _save(connection: Connection, linked: Linked) -> None:
    rows: dict[TableClause, list[dict[str, Any]]] = {made: [] for made in LINKS}
    for order, found in enumerate(linked.events):
        rows[table].append(_row(found, order))
        rows[ledger_mentions].extend(
            {"event": found.id, "report": m.report, "mention": m.event} for m in found.mentions
        )
        for role, side in (("actor", found.actors), ("recipient", found.recipients)):
            rows[ledger_parties].extend(
                {"event": found.id, "role": role, "name": a.name, "folded": fold(a.name), "country": a.country}
                for a in side
            )
    rows[copy_table] = [
        {"report": c.report, "kind": c.kind, "original": c.original, "share": c.share, "spans": encoded(c.spans)}
        for c in linked.copies
    ]
    rows[copy_table] += [
        {"report": new, "kind": REPLACED, "original": old, "share": 0.0, "spans": encoded(())}
        for new, old in linked.replaced
    ]
    rows[ledger_links] = [{"event": w.event, "ord": i, "body": encoded(w)} for i, w in enumerate(linked.why)]
    rows[registry] = [{"registry": m.registry, "merged": m.into, "name": m.name} for m in linked.merged]
    for made in LINKS:
        if rows[made]:
            connection.execute(insert(made), rows[made])


def _row(found: LedgerEvent, order: int) -> dict[str, Any]:
    time = found.time
    begins = days_of(time.begins or time.value) if time else None
    ends = days_of(time.ends or time.value) if time else None
    return {
        "id": found.id,
        "ord": order,
        "type": found.type,
        "mode": found.mode,
        "status": found.status,
        "contested": int(found.contested),
        "sources": found.independent_sources,
        "first_seen": found.first_seen,
        "last_seen": found.last_seen,
        "first_instant": instant(found.first_seen),
        "last_instant": instant(found.last_seen),
        "first_day": iso(begins[0]) if begins else None,
        "last_day": iso(ends[1]) if ends else None,
        "country": found.place.country if found.place else None,
        "body": encoded(found),
    }


def _mentions_by_event(connection: Connection) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for row in connection.execute(select(ledger_mentions)):
        found.setdefault(row.event, set()).add((row.report, row.mention))
    return found


def _save_aliases(
    connection: Connection, before: dict[str, set[tuple[str, str]]], events: Iterable[LedgerEvent]
) -> None:
    """An alias for every id that is gone; none for one that is back."""
    ids, home = set(), {}
    for found in events:
        ids.add(found.id)
        home.update({(m.report, m.event): found.id for m in found.mentions})
    for gone in sorted(before.keys() - ids):
        votes: dict[str, int] = {}
        for mention in before[gone]:
            if mention in home:
                votes[home[mention]] = votes.get(home[mention], 0) + 1
        if votes:
            new = min(votes, key=lambda i: (-votes[i], i))
            if not connection.execute(update(aliases).where(aliases.c.old == gone).values(new=new)).rowcount:
                connection.execute(insert(aliases).values(old=gone, new=new, since=now()))
    for old in connection.execute(select(aliases.c.old)).scalars().all():
        if old in ids:
            connection.execute(delete(aliases).where(aliases.c.old == old))


def _conditions(where: LedgerFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if where.since is not None:
        conditions.append(func.substr(table.c.last_seen, 1, 10) >= bound(where.since, last=False))
    if where.until is not None:
        conditions.append(func.substr(table.c.first_seen, 1, 10) <= bound(where.until, last=True))
    if where.happened_since is not None:
        conditions.append(table.c.last_day >= bound(where.happened_since, last=False))
    if where.happened_until is not None:
        conditions.append(table.c.first_day <= bound(where.happened_until, last=True))
    for column, value in ((table.c.type, where.type), (table.c.status, where.status)):
        if value is not None:
            conditions.append(column == value)
    if where.contested is not None:
        conditions.append(table.c.contested == int(where.contested))
    if where.min_sources is not None:
        conditions.append(table.c.sources >= where.min_sources)
    mine = ledger_parties.c.event == table.c.id
    if where.actor is not None:
        named = and_(mine, ledger_parties.c.folded.contains(fold(where.actor), autoescape=True))
        conditions.append(select(ledger_parties.c.event).where(named).correlate(table).exists())
    if where.country is not None:
        there = and_(mine, ledger_parties.c.country == where.country)
        conditions.append(
            (table.c.country == where.country) | select(ledger_parties.c.event).where(there).correlate(table).exists()
        )
    if where.report is not None:
        told = and_(ledger_mentions.c.event == table.c.id, ledger_mentions.c.report == where.report)
        conditions.append(select(ledger_mentions.c.event).where(told).correlate(table).exists())
    return conditions
