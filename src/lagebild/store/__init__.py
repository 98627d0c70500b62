"""The store: reports with their readings, search over them, and the ledger that links them.

SQLite by default. Everything that differs between databases stands in one module a database (`sqlite`); the rest is
SQLAlchemy Core. All functions take a `Store` from `open_store`; all raise StoreError with a remedy, and none leaves
half-written data.
"""

from lagebild.store.adding import add_reading, add_readings, content_digest, has, rebuild
from lagebild.store.amendments import Said, judge, merge, said, split, take, undo
from lagebild.store.backup import Restored, backup, restore
from lagebild.store.doctor import Finding, check
from lagebild.store.feeds import drop_feed, feeds, set_feed, settle_feeds
from lagebild.store.fulltext import search
from lagebild.store.handle import Store, default_location, open_store
from lagebild.store.links import copies, copy_counts, event, ledger, needs_relink, relink, why
from lagebild.store.queries import (
    actors,
    counts,
    days_of_reports,
    events,
    listed,
    quotations,
    reading,
    readings,
    reports,
)
from lagebild.store.records import (
    ActorFilter,
    EventFilter,
    FoundActor,
    FoundEvent,
    FoundQuotation,
    Hit,
    LedgerFilter,
    Outcome,
    QuotationFilter,
    ReportFilter,
    Stored,
)  # fmt: skip
from lagebild.store.rejects import Quarantined, quarantine, quarantined, release
from lagebild.store.removal import matching, remove
from lagebild.store.rereading import Item, Job, Reread, begin, compare, compared, finish, put, stored, waiting

__all__ = [
    "ActorFilter",
    "EventFilter",
    "Finding",
    "FoundActor",
    "FoundEvent",
    "FoundQuotation",
    "Hit",
    "Item",
    "Job",
    "LedgerFilter",
    "Outcome",
    "Quarantined",
    "QuotationFilter",
    "ReportFilter",
    "Reread",
    "Said",
    "Store",
    "Stored",
    "Restored",
    "actors",
    "add_reading",
    "add_readings",
    "begin",
    "backup",
    "check",
    "compare",
    "compared",
    "content_digest",
    "copies",
    "copy_counts",
    "counts",
    "days_of_reports",
    "default_location",
    "event",
    "drop_feed",
    "events",
    "feeds",
    "finish",
    "has",
    "judge",
    "ledger",
    "listed",
    "merge",
    "matching",
    "needs_relink",
    "open_store",
    "put",
    "quarantine",
    "quarantined",
    "quotations",
    "reading",
    "readings",
    "rebuild",
    "release",
    "relink",
    "remove",
    "reports",
    "said",
    "restore",
    "search",
    "split",
    "stored",
    "take",
    "undo",
    "waiting",
    "set_feed",
    "settle_feeds",
    "why",
]
