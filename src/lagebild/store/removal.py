"""Removing a report so that nothing of it stays."""

from sqlalchemy import Connection, delete, select

from lagebild.model import StoreError
from lagebild.store.amending import clear
from lagebild.store.amendments import forget_report
from lagebild.store.handle import Store, get_meta, outside_transactions, set_meta, stale, writing_to
from lagebild.store.schema import captures, copies, link_queue, quarantine, reports


def remove(store: Store, report: str) -> int:
    """Erase a report with all its versions, readings, rows, links, search entries and notes; returns the versions gone.

    Events of the ledger that mentioned it go until the next `relink`. Raises StoreError when the report is unknown.
    """
    with writing_to(store) as connection:
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
        clear(connection)
        set_meta(connection, "amended", "")
        connection.execute(delete(copies).where((copies.c.report == report) | (copies.c.original == report)))
        connection.execute(delete(reports).where(reports.c.key.in_(keys)))
        store.dialect.scrub(connection)
    with outside_transactions(store) as connection:
        store.dialect.shrink(connection)
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
