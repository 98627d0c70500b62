"""Removing a report so that nothing of it stays."""

from sqlalchemy import delete, select

from lagebild.model import StoreError
from lagebild.store.handle import Store, outside_transactions, touch, writing_to
from lagebild.store.schema import captures, copies, ledger, ledger_mentions, quarantine, reports


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
        mentioned = select(ledger_mentions.c.event).where(
            (ledger_mentions.c.report == report) | ledger_mentions.c.report.startswith(f"{report}@", autoescape=True)
        )
        connection.execute(delete(ledger).where(ledger.c.id.in_(mentioned)))
        connection.execute(delete(copies).where((copies.c.report == report) | (copies.c.original == report)))
        connection.execute(delete(reports).where(reports.c.key.in_(keys)))
        store.dialect.scrub(connection)
        touch(connection)
    with outside_transactions(store) as connection:
        store.dialect.shrink(connection)
    return len(keys)
