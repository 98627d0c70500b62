"""Removing a report so that nothing of it stays."""

import hashlib

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.sql.expression import ColumnElement

from lagebild.link.names import fold
from lagebild.model import StoreError
from lagebild.store.amending import clear
from lagebild.store.amendments import forget_report
from lagebild.store.handle import Store, get_meta, now, outside_transactions, reading_from, set_meta, stale, writing_to
from lagebild.store.schema import captures, copies, erased, former, link_queue, quarantine, reports

BATCH = 200
"""Reports that are erased in one transaction at most."""


def remove(store: Store, *ids: str, thorough: bool = True) -> int:
    """Erase reports with all versions, readings, rows, links, search entries and notes; returns the versions gone.

    thorough: also from the free space of the database's files. On PostgreSQL all tables are written anew for it, which
    takes as long as the store is large, and others wait.

    Only a digest of each id stays, so that a backup that is restored later does not bring the report back. Events of
    the ledger that mentioned them go until the next `relink`. Raises StoreError when a report is unknown.
    """
    gone = 0
    for at in range(0, len(ids), BATCH):
        with writing_to(store) as connection:
            gone += sum(_erase(connection, store, report) for report in ids[at : at + BATCH])
            store.dialect.scrub(connection)
    with outside_transactions(store) as connection:
        store.dialect.shrink(connection, thorough)
    return gone


def matching(store: Store, source: str | None = None, before: str | None = None) -> list[str]:
    """The ids of reports of a source (an outlet's name, or the beginning of the paths or addresses that they came from)
    of which every version came into the store before a time (ISO 8601, UTC)."""
    conditions: list[ColumnElement[bool]] = []
    if source is not None:
        came = select(captures.c.report_key).where(captures.c.source.startswith(source, autoescape=True))
        conditions.append((reports.c.outlet_folded == fold(source)) | reports.c.key.in_(came))
    ids = select(reports.c.id).where(*conditions).distinct()
    if before is not None:
        ids = ids.where(reports.c.id.not_in(select(reports.c.id).where(reports.c.added >= before)))
    with reading_from(store) as connection:
        return sorted(str(id_) for id_ in connection.execute(ids).scalars())


def erased_since(store: Store) -> list[str]:
    """The ids of reports in the store that were erased after they had come into it: a backup brought them back."""
    with reading_from(store) as connection:
        when = {row.digest: row.day for row in connection.execute(select(erased))}
        rows = connection.execute(select(reports.c.id, func.max(reports.c.added)).group_by(reports.c.id)).all()
    return sorted(str(id_) for id_, added in rows if when.get(digest_of(id_), "") >= added)


def digest_of(report: str) -> str:
    """What stays of the id of an erased report."""
    return hashlib.sha256(report.encode("utf-8", "surrogatepass")).hexdigest()


def _erase(connection: Connection, store: Store, report: str) -> int:
    rows = connection.execute(
        select(reports.c.key, reports.c.latest, reports.c.title, reports.c.text).where(reports.c.id == report)
    ).all()
    if not rows:
        raise StoreError(f"There is no report {report} in {store.where}.", "List them with: lagebild reports")
    keys = [row.key for row in rows]
    for row in rows:
        if row.latest:
            store.dialect.unindex(connection, row.key, row.title or "", row.text)
    sources = select(captures.c.source).where(captures.c.report_key.in_(keys))
    connection.execute(delete(quarantine).where((quarantine.c.report == report) | quarantine.c.source.in_(sources)))
    _unlink(connection, store, keys)
    forget_report(connection, report)
    connection.execute(delete(former).where(former.c.report == report))
    clear(connection)
    set_meta(connection, "amended", "")
    connection.execute(delete(copies).where((copies.c.report == report) | (copies.c.original == report)))
    connection.execute(delete(reports).where(reports.c.key.in_(keys)))
    connection.execute(delete(erased).where(erased.c.digest == digest_of(report)))
    connection.execute(insert(erased).values(digest=digest_of(report), day=now()))
    return len(keys)


def _unlink(connection: Connection, store: Store, keys: list[int]) -> None:
    """Take reports out of the ledger; what they stood with is linked anew the next time."""
    from lagebild.link.incremental import forget
    from lagebild.link.weights import load_weights
    from lagebild.store.linking import TableBase

    base = TableBase(connection, store.dialect)
    touched, used = forget(base, keys, load_weights())
    base.use_names(used)
    set_meta(connection, "events", str(int(get_meta(connection, "events") or 0) - len(base.gone)))
    connection.execute(delete(link_queue).where(link_queue.c.number.in_(keys)))
    stale(connection, touched)
