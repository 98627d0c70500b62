"""Quarantine: what could not be read, why, and what to do about it."""

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Connection, and_, delete, insert, or_, select

from lagebild.model import Rejected, Report
from lagebild.store.handle import Store, now, reading_from, writing_to
from lagebild.store.schema import quarantine as table


class Quarantined(Struct, frozen=True, kw_only=True):
    """An input in quarantine since `added` (UTC); `report` is the id of the report that could not be read, if any."""

    rejected: Rejected
    report: str | None
    added: str


def quarantine(store: Store, *inputs: Rejected, report: str | None = None) -> None:
    """Keep note of inputs that could not be read. The same input again replaces its note.

    report: the id, when the input was a report and its reading failed.
    """
    if not inputs:
        return
    with writing_to(store) as connection:
        for rejected in inputs:
            row = {
                "source": rejected.source,
                "line": rejected.where or 0,
                "report": report or "",
                "digest": rejected.sha256,
            }
            connection.execute(delete(table).where(*(table.c[name] == value for name, value in row.items())))
            connection.execute(insert(table).values(**row, reason=rejected.reason, remedy=rejected.remedy, added=now()))


def quarantined(store: Store) -> Iterator[Quarantined]:
    """What lies in quarantine, by source and line."""
    order = (table.c.source, table.c.line, table.c.report, table.c.digest)
    with reading_from(store) as connection:
        for row in connection.execute(select(table).order_by(*order)):
            rejected = Rejected(
                source=row.source, where=row.line or None, reason=row.reason, remedy=row.remedy, sha256=row.digest
            )
            yield Quarantined(rejected=rejected, report=row.report or None, added=row.added)


def release(store: Store, source: str | None = None) -> int:
    """Forget what lies in quarantine, all of it or one source; returns how many notes went."""
    with writing_to(store) as connection:
        statement = delete(table) if source is None else delete(table).where(table.c.source == source)
        return int(connection.execute(statement).rowcount)


def clear_for(connection: Connection, report: Report) -> None:
    """A report that is stored lies no longer in quarantine, nor does the input that only it came from."""
    conditions = [and_(table.c.report == report.id, table.c.report != "")]
    if capture := report.capture:
        whole = and_(table.c.line == 0, table.c.report == "", table.c.digest == capture.sha256)
        conditions.append(and_(whole, table.c.source == capture.source))
    connection.execute(delete(table).where(or_(*conditions)))
