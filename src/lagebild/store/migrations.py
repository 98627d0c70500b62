"""Migrations: a numbered list of functions, each from the schema before it to its own. They never change once released.

A migration sees a connection inside a write transaction and the dialect, which knows how its database writes a blob and
makes a search index.
"""

from collections.abc import Callable

from sqlalchemy import Connection, text

from lagebild.lang import load
from lagebild.lang.search import finder
from lagebild.store.dialect import Dialect


def first(connection: Connection, dialect: Dialect) -> None:
    """The tables of the first release."""
    for statement in _FIRST.format(blob=dialect.BLOB).split(";"):
        if statement.strip():
            connection.execute(text(statement))
    dialect.create_search(connection)


def second(connection: Connection, dialect: Dialect) -> None:
    """Why reports were linked."""
    for statement in _SECOND.split(";"):
        if statement.strip():
            connection.execute(text(statement))


def third(connection: Connection, dialect: Dialect) -> None:
    """What linking keeps, so that a new report is linked into what is there. The ledger is made anew."""
    for statement in _THIRD.format(blob=dialect.BLOB, packed=dialect.PACKED).split(";"):
        if statement.strip():
            connection.execute(text(statement))


def fourth(connection: Connection, dialect: Dialect) -> None:
    """What people say about what was read."""
    for statement in _FOURTH.split(";"):
        if statement.strip():
            connection.execute(text(statement))


def fifth(connection: Connection, dialect: Dialect) -> None:
    """Where in their reports the mentions of the ledger stand: a new reading may number them anew."""
    for name in ("first", "last"):
        connection.execute(text(f"ALTER TABLE ledger_mentions ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0"))


def with_feeds(connection: Connection, dialect: Dialect) -> None:
    """The feeds that are watched, and on what ground."""
    connection.execute(text("CREATE TABLE feeds (url TEXT PRIMARY KEY, body TEXT NOT NULL)"))


def with_erasures(connection: Connection, dialect: Dialect) -> None:
    """Digests of the ids of reports that were erased."""
    connection.execute(text("CREATE TABLE erased (digest TEXT PRIMARY KEY, day TEXT NOT NULL)"))


def with_former(connection: Connection, dialect: Dialect) -> None:
    """The events of a ledger that is made anew as a whole, until it is known what became of their ids."""
    connection.execute(
        text("CREATE TABLE ledger_former (event TEXT NOT NULL, report TEXT NOT NULL, first INTEGER, last INTEGER)")
    )


def with_word_forms(connection: Connection, dialect: Dialect) -> None:
    """A search index that knows the forms of words and the parts of compounds."""
    dialect.drop_search(connection)
    dialect.create_search(connection)
    if connection.execute(text("SELECT 1 FROM reports LIMIT 1")).first():
        dialect.rebuild_search(connection, finder(load()).terms)


def with_clusters(connection: Connection, dialect: Dialect) -> None:
    """What events of reports say, and how those of a ledger event came together, so that neither is found out again.
    The ledger is made anew."""
    connection.execute(text(f"ALTER TABLE link_reports ADD COLUMN events {dialect.BLOB}"))
    connection.execute(text(f"CREATE TABLE link_clusters (event TEXT PRIMARY KEY, body {dialect.BLOB} NOT NULL)"))
    connection.execute(text("UPDATE meta SET value = 'anew' WHERE name = 'linked'"))


def with_last_reports(connection: Connection, dialect: Dialect) -> None:
    """The reports that name an actor, those that came last without looking at all of them."""
    connection.execute(text("CREATE INDEX actors_registry_report ON actors (registry, report_key)"))
    connection.execute(text("DROP INDEX actors_registry"))
    connection.execute(text("CREATE INDEX reports_corrections ON reports (instant) WHERE correction IS NOT NULL"))


MIGRATIONS: tuple[Callable[[Connection, Dialect], None], ...] = (
    first,
    second,
    third,
    fourth,
    fifth,
    with_feeds,
    with_erasures,
    with_former,
    with_word_forms,
    with_clusters,
    with_last_reports,
)
"""The n-th brings a store to schema version n."""

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE reports (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, latest INTEGER NOT NULL, replaces TEXT,
  title TEXT, text TEXT NOT NULL, language TEXT NOT NULL, published TEXT, instant TEXT NOT NULL, outlet TEXT,
  outlet_folded TEXT, url TEXT, authors TEXT NOT NULL, dateline TEXT, agencies TEXT NOT NULL, correction TEXT,
  notes TEXT NOT NULL, digest TEXT NOT NULL, added TEXT NOT NULL, UNIQUE (id, version));
CREATE INDEX reports_instant ON reports (latest, instant, id);
CREATE INDEX reports_outlet ON reports (outlet_folded);

CREATE TABLE readings (
  report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE, reader TEXT NOT NULL, made TEXT NOT NULL,
  current INTEGER NOT NULL, body {blob} NOT NULL, PRIMARY KEY (report_key, reader));

CREATE TABLE captures (
  report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE, source TEXT NOT NULL, fetched TEXT,
  sha256 TEXT NOT NULL, PRIMARY KEY (report_key, source, sha256));

CREATE TABLE quotations (
  report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE, id TEXT NOT NULL, ord INTEGER NOT NULL,
  type TEXT NOT NULL, stance TEXT NOT NULL, about TEXT NOT NULL, anonymous INTEGER NOT NULL, said TEXT,
  holders TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (report_key, id));
CREATE INDEX quotations_stance ON quotations (stance);

CREATE TABLE quotation_holders (
  report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE, quotation TEXT NOT NULL, name TEXT NOT NULL,
  folded TEXT NOT NULL, country TEXT);
CREATE INDEX quotation_holders_report ON quotation_holders (report_key, quotation);
CREATE INDEX quotation_holders_country ON quotation_holders (country);

CREATE TABLE events (
  report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE, id TEXT NOT NULL, ord INTEGER NOT NULL,
  type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, first_day TEXT, last_day TEXT, place TEXT, place_folded TEXT,
  country TEXT, actors TEXT NOT NULL, recipients TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (report_key, id));
CREATE INDEX events_type ON events (type, status);

CREATE TABLE event_parties (
  report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE, event TEXT NOT NULL, role TEXT NOT NULL,
  name TEXT NOT NULL, folded TEXT NOT NULL, country TEXT);
CREATE INDEX event_parties_report ON event_parties (report_key, event);
CREATE INDEX event_parties_country ON event_parties (country);

CREATE TABLE actors (
  report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE, id TEXT NOT NULL, ord INTEGER NOT NULL,
  registry TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, sector TEXT,
  mentions INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (report_key, id));
CREATE INDEX actors_registry ON actors (registry);

CREATE TABLE copies (
  report TEXT NOT NULL, kind TEXT NOT NULL, original TEXT NOT NULL, share REAL NOT NULL, spans TEXT NOT NULL,
  PRIMARY KEY (report, kind));
CREATE INDEX copies_original ON copies (original);

CREATE TABLE ledger (
  id TEXT PRIMARY KEY, ord INTEGER NOT NULL, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
  contested INTEGER NOT NULL, sources INTEGER NOT NULL, first_seen TEXT, last_seen TEXT, first_instant TEXT NOT NULL,
  last_instant TEXT NOT NULL, first_day TEXT, last_day TEXT, country TEXT, body TEXT NOT NULL);
CREATE INDEX ledger_ord ON ledger (ord);

CREATE TABLE ledger_parties (
  event TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE, role TEXT NOT NULL, name TEXT NOT NULL,
  folded TEXT NOT NULL, country TEXT);
CREATE INDEX ledger_parties_event ON ledger_parties (event);

CREATE TABLE ledger_mentions (
  event TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE, report TEXT NOT NULL, mention TEXT NOT NULL);
CREATE INDEX ledger_mentions_event ON ledger_mentions (event);
CREATE INDEX ledger_mentions_report ON ledger_mentions (report);

CREATE TABLE event_aliases (old TEXT PRIMARY KEY, new TEXT NOT NULL, since TEXT NOT NULL);

CREATE TABLE actor_registry (registry TEXT PRIMARY KEY, merged TEXT NOT NULL, name TEXT NOT NULL);

CREATE TABLE quarantine (
  source TEXT NOT NULL, line INTEGER NOT NULL, report TEXT NOT NULL, digest TEXT NOT NULL, reason TEXT NOT NULL,
  remedy TEXT NOT NULL, added TEXT NOT NULL, PRIMARY KEY (source, line, report, digest))
"""

_SECOND = """
CREATE TABLE ledger_links (
  event TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE, ord INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (event, ord))
"""

_THIRD = """
DROP TABLE ledger_links;
DROP TABLE ledger_mentions;
DROP TABLE ledger_parties;
DROP TABLE ledger;
DROP TABLE actor_registry;
DELETE FROM copies;

CREATE TABLE ledger (
  id TEXT PRIMARY KEY, ord TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
  contested INTEGER NOT NULL, sources INTEGER NOT NULL, first_seen TEXT, last_seen TEXT, first_instant TEXT NOT NULL,
  last_instant TEXT NOT NULL, first_day TEXT, last_day TEXT, country TEXT, body TEXT NOT NULL);
CREATE INDEX ledger_ord ON ledger (ord);

CREATE TABLE ledger_parties (
  event TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE, role TEXT NOT NULL, name TEXT NOT NULL,
  folded TEXT NOT NULL, country TEXT);
CREATE INDEX ledger_parties_event ON ledger_parties (event);

CREATE TABLE ledger_mentions (
  event TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE, report TEXT NOT NULL, mention TEXT NOT NULL);
CREATE INDEX ledger_mentions_event ON ledger_mentions (event);
CREATE INDEX ledger_mentions_report ON ledger_mentions (report);

CREATE TABLE ledger_links (
  event TEXT NOT NULL REFERENCES ledger (id) ON DELETE CASCADE, ord INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (event, ord));

CREATE TABLE actor_registry (
  registry TEXT PRIMARY KEY, merged TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL);

CREATE TABLE link_queue (number INTEGER PRIMARY KEY);
INSERT INTO link_queue SELECT key FROM reports;

CREATE TABLE link_reports (
  number INTEGER PRIMARY KEY, ref TEXT NOT NULL, page INTEGER, names TEXT, body {blob} NOT NULL);
CREATE INDEX link_reports_ref ON link_reports (ref);
CREATE INDEX link_reports_page ON link_reports (page);
CREATE INDEX link_reports_names ON link_reports (names);

CREATE TABLE link_events (key INTEGER, place INTEGER, item INTEGER, PRIMARY KEY (key, place, item)) {packed};
CREATE TABLE link_texts (key INTEGER, place TEXT, item INTEGER, PRIMARY KEY (key, place, item)) {packed};
CREATE TABLE link_pairs (one INTEGER, other INTEGER, evidence REAL NOT NULL, PRIMARY KEY (one, other)) {packed};
CREATE TABLE link_homes (item INTEGER PRIMARY KEY, event TEXT NOT NULL);
CREATE INDEX link_homes_event ON link_homes (event);

CREATE TABLE link_parents (
  number INTEGER PRIMARY KEY, original INTEGER NOT NULL, kind TEXT NOT NULL, share REAL NOT NULL, spans TEXT NOT NULL);
CREATE INDEX link_parents_original ON link_parents (original);
CREATE TABLE link_replaced (number INTEGER PRIMARY KEY, successor INTEGER NOT NULL, day TEXT NOT NULL);
CREATE INDEX link_replaced_successor ON link_replaced (successor);

CREATE TABLE link_names (
  surname TEXT, key TEXT, name TEXT, country TEXT, month INTEGER, uses INTEGER NOT NULL,
  PRIMARY KEY (surname, key, name, country, month)) {packed}
"""

_FOURTH = """
CREATE TABLE amendments (
  id TEXT PRIMARY KEY, time TEXT NOT NULL, author TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);

CREATE TABLE amendment_reports (
  amendment TEXT NOT NULL REFERENCES amendments (id) ON DELETE CASCADE, report TEXT NOT NULL,
  PRIMARY KEY (amendment, report));
CREATE INDEX amendment_reports_report ON amendment_reports (report);

CREATE TABLE ledger_amended (event TEXT PRIMARY KEY, made INTEGER NOT NULL, home TEXT);
CREATE INDEX ledger_amended_home ON ledger_amended (home);

CREATE TABLE ledger_remarks (event TEXT NOT NULL, ord INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (event, ord))
"""
