"""Is the store sound? What is wrong with it, and what to do."""

from msgspec import Struct
from sqlalchemy import func, select

from lagebild.lang import load
from lagebild.lang.search import digest_of_words
from lagebild.store.amendments import said
from lagebild.store.handle import SEARCH, Store, get_meta, writing_to
from lagebild.store.links import needs_relink
from lagebild.store.schema import events, quarantine, quotations, readings, reports


class Finding(Struct, frozen=True, kw_only=True):
    """Something that a check found. `fatal` is false for what only should be known."""

    what: str
    remedy: str = ""
    fatal: bool = True


def check(store: Store) -> list[Finding]:
    """Check the database, its search index and that every report has its reading; an empty list when all is well."""
    found: list[Finding] = []
    with writing_to(store) as connection:
        for problem in store.dialect.problems(connection, store.finder.terms):
            index = "search index" in problem
            remedy = "Run: lagebild doctor --rebuild" if index else "Restore the store from a backup."
            found.append(Finding(what=problem, remedy=remedy))
        if get_meta(connection, SEARCH) != digest_of_words(load()):
            what = "The search index was made with other word lists."
            found.append(Finding(what=what, remedy="Run: lagebild doctor --rebuild", fatal=False))
        read = select(readings.c.report_key).where(readings.c.current == 1)
        unread = connection.execute(select(func.count()).where(reports.c.key.not_in(read))).scalar_one()
        if unread:
            found.append(Finding(what=f"{unread} report versions have no reading.", remedy="Add their files again."))
        latest = connection.execute(
            select(func.count()).select_from(
                select(reports.c.id).group_by(reports.c.id).having(func.sum(reports.c.latest) != 1).subquery()
            )
        ).scalar_one()
        if latest:
            found.append(
                Finding(what=f"{latest} reports have no or several latest versions.", remedy="Add them again.")
            )
        for table in (quotations, events):
            orphans = connection.execute(
                select(func.count()).where(table.c.report_key.not_in(select(reports.c.key)))
            ).scalar_one()
            if orphans:
                found.append(
                    Finding(what=f"{orphans} {table.name} of no report.", remedy="Run: lagebild doctor --rebuild")
                )
        kept = connection.execute(select(func.count()).select_from(quarantine)).scalar_one()
    if kept:
        found.append(Finding(what=f"{kept} inputs lie in quarantine.", remedy="", fatal=False))
    if lost := sum(1 for one in said(store) if not one.undone and one.found < one.anchors):
        what = f"{lost} corrections speak of passages that are not read as they were."
        found.append(Finding(what=what, remedy="See: lagebild correct list", fatal=False))
    if needs_relink(store):
        found.append(Finding(what="The ledger is older than the reports.", remedy="Run: lagebild ledger", fatal=False))
    return found
