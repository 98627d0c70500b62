"""SQLite: connections in WAL mode, FTS5 search, and what its errors mean."""

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from lagebild.lang.search import Terms, words_of
from lagebild.model import StoreError
from lagebild.store.schema import latest_texts

BLOB = "BLOB"
PACKED = "WITHOUT ROWID"
AMONG = "(SELECT value FROM json_each(:among))"
FIRST = """
SELECT asked.value, found.place, found.item FROM json_each(:among) AS asked CROSS JOIN {table} AS found
WHERE found.key = asked.value AND found.place <= coalesce(
  (SELECT place FROM {table} WHERE key = asked.value ORDER BY place LIMIT 1 OFFSET :most - 1),
  (SELECT max(place) FROM {table} WHERE key = asked.value))
"""

SWITCH_S = 10.0
"""Seconds to wait for another process that makes the same store."""

_EXPLAINED: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: ("is locked by another process", "Wait until that one has ended, then run the command again."),
    sqlite3.SQLITE_LOCKED: ("is locked by another process", "Wait until that one has ended, then run it again."),
    sqlite3.SQLITE_FULL: ("cannot grow: the disk is full", "Free some space and run the command again."),
    sqlite3.SQLITE_READONLY: ("cannot be written", "Check the permissions of the file and of its folder."),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "Check that its folder exists and that you may write to it."),
    sqlite3.SQLITE_PERM: ("cannot be opened", "Check the permissions of the file and of its folder."),
    sqlite3.SQLITE_NOTADB: ("is no Lagebild store", "Name another file with --store, or move this one away."),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "Restore it from a backup, or add the reports to a new store."),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: the disk reports an error",
        "Check the disk and its free space.",
    ),
}


def engine(path: Path, busy_s: float) -> Engine:
    """An engine over a file; see Dialect."""
    made = create_engine(f"sqlite:///{path}", connect_args={"timeout": busy_s, "isolation_level": None})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # FULL, not NORMAL: what was reported as stored must outlive a power cut.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA cache_size = -32768")


def _begin(connection: Connection) -> None:
    # The driver's own BEGIN is switched off (isolation_level None): a writer takes its lock at once, so that it waits
    # at the start instead of failing in the middle.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")


def make_durable(connection: Connection) -> None:
    """WAL: readers and one writer at once."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    deadline = time.monotonic() + SWITCH_S
    while True:
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            # Another process makes the same store: this switch alone does not wait for a lock by itself.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def tables(connection: Connection) -> frozenset[str]:
    """Names of the tables that are there."""
    return frozenset(
        str(row[0]) for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    )


def explain(error: BaseException, where: str) -> StoreError:
    """A database error as one line with its remedy."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if "no such module: fts5" in str(cause):
        return StoreError(
            "This Python's SQLite has no full-text search (FTS5).", "Use a Python with SQLite 3.34 or later."
        )
    what, remedy = _EXPLAINED.get(code, (f"fails: {cause}", "Run: lagebild doctor"))
    return StoreError(f"The store {where} {what}.", remedy)


def create_search(connection: Connection) -> None:
    """An FTS5 index that holds no text of its own; its text is a view of the latest versions and of what their words
    are found by."""
    for statement in (
        "CREATE TABLE search_terms (key INTEGER PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE, "
        "title TEXT NOT NULL, text TEXT NOT NULL)",
        "CREATE VIEW searched AS SELECT key, coalesce(reports.title, '') AS title, reports.text AS text, "
        "search_terms.title AS title_terms, search_terms.text AS text_terms FROM reports JOIN search_terms USING (key) "
        "WHERE latest = 1",
        "CREATE VIRTUAL TABLE search USING fts5(title, text, title_terms, text_terms, content='searched', "
        "content_rowid='key', tokenize='unicode61 remove_diacritics 2', prefix='3 5')",
    ):
        connection.execute(text(statement))


def drop_search(connection: Connection) -> None:
    """Take the search index away."""
    for statement in ("TABLE search", "VIEW searched", "TABLE IF EXISTS search_terms"):
        connection.execute(text(f"DROP {statement}"))


def index(connection: Connection, key: int, title: str, text_: str, terms: Terms) -> None:
    """Put a report into the search index."""
    found = [" ".join(term for word in words_of(one) for term in terms(word)) for one in (title, text_)]
    statement = "INSERT INTO search_terms (key, title, text) VALUES (:key, :title, :text)"
    connection.execute(text(statement), {"key": key, "title": found[0], "text": found[1]})
    columns = "rowid, title, text, title_terms, text_terms"
    _run(connection, f"INSERT INTO search({columns}) VALUES ({_ROW})", key, title, text_, *found)


def unindex(connection: Connection, key: int, title: str, text_: str) -> None:
    """Take a report out of the search index."""
    asked = text("DELETE FROM search_terms WHERE key = :key RETURNING title, text")
    for found in connection.execute(asked, {"key": key}).all():
        columns = "search, rowid, title, text, title_terms, text_terms"
        _run(connection, f"INSERT INTO search({columns}) VALUES ('delete', {_ROW})", key, title, text_, *found)


_LEFT_OUT = "SELECT 1 FROM reports WHERE latest = 1 AND key NOT IN (SELECT key FROM search_terms)"
_ROW = ":key, :title, :text, :title_terms, :text_terms"


def _run(connection: Connection, statement: str, key: int, *columns: str) -> None:
    names = ("title", "text", "title_terms", "text_terms")
    connection.execute(text(statement), {"key": key, **dict(zip(names, columns, strict=True))})


def rebuild_search(connection: Connection, terms: Terms) -> None:
    """Make the search index anew."""
    drop_search(connection)
    create_search(connection)
    for key, title, body in latest_texts(connection):
        index(connection, key, title, body, terms)


def find(
    connection: Connection, query: str, limit: int, offset: int, most: int | None = None
) -> list[tuple[int, float]]:
    """Matching reports with score, best first; of equals the newest."""
    ranked = (
        "SELECT found.key, found.score FROM (SELECT rowid AS key, bm25(search, 4.0, 1.0, 2.0, 0.5) AS score "
        "FROM search WHERE search MATCH :query ORDER BY rowid DESC LIMIT :most) AS found "
        "JOIN reports ON reports.key = found.key ORDER BY found.score, reports.instant DESC, reports.id "
        "LIMIT :limit OFFSET :offset"
    )
    values = {"query": query, "limit": limit, "offset": offset, "most": -1 if most is None else most}
    return [(int(key), float(score)) for key, score in connection.execute(text(ranked), values)]


def find_without(connection: Connection, query: str, limit: int, offset: int) -> list[int]:
    """The latest reports that do not match."""
    statement = (
        "SELECT key FROM reports WHERE latest = 1 "
        "AND key NOT IN (SELECT rowid FROM search WHERE search MATCH :query) ORDER BY instant DESC, id"
    )
    return [int(key) for (key,) in _page(connection, statement, query, limit, offset)]


def _page(connection: Connection, statement: str, query: str, limit: int, offset: int) -> Iterable[Any]:
    """Some rows of a statement that asks the search index for :query."""
    values = {"query": query, "limit": limit, "offset": offset}
    return connection.execute(text(f"{statement} LIMIT :limit OFFSET :offset"), values)


def term(words: tuple[str, ...], prefix: bool, title: bool) -> str:
    """A word or phrase as an FTS5 string; nothing in it can act as syntax."""
    quoted = '"' + " ".join(words).replace('"', '""') + '"' + ("*" if prefix else "")
    return f"title : {quoted}" if title else f"{{title text}} : {quoted}"


def found_by(base: str, title: bool) -> str:
    """What words are found by, as an FTS5 string."""
    quoted = '"' + base.replace('"', '""') + '"'
    return f"title_terms : {quoted}" if title else f"{{title_terms text_terms}} : {quoted}"


def any_of(terms: Iterable[str]) -> str:
    """One of several terms."""
    return f"({' OR '.join(terms)})"


def match_all(groups: tuple[tuple[str, ...], ...], excluded: tuple[str, ...]) -> str:
    """One term of every group, and none of those excluded."""
    wanted = " AND ".join(f"({' OR '.join(group)})" for group in groups)
    return f"({wanted}) NOT ({' OR '.join(excluded)})" if excluded else wanted


def problems(connection: Connection, terms: Terms) -> list[str]:
    """Findings of PRAGMA integrity_check, foreign_key_check and of FTS5's own check."""
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(10)")) if row[0] != "ok"]
    found += [f"{row[0]}: row without its {row[2]}" for row in connection.execute(text("PRAGMA foreign_key_check"))]
    try:
        connection.execute(text("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)"))
        agrees = connection.execute(text(_LEFT_OUT)).first() is None
    except DBAPIError:
        agrees = False
    if not agrees:
        found.append("The search index does not agree with the reports.")
    return found


def scrub(connection: Connection) -> None:
    """FTS5 keeps deleted words in old segments until these are merged."""
    connection.execute(text("INSERT INTO search(search) VALUES ('optimize')"))


def shrink(connection: Connection, thorough: bool) -> None:
    """Write the log into the file and empty it: deleted text must not live on in it."""
    raw: Any = connection.connection.dbapi_connection
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
