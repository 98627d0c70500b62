"""PostgreSQL: a store for a team. Search through a tsvector that is made here, so that both databases find the same."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from lagebild.model import StoreError

BLOB: Final = "BYTEA"
PACKED: Final = ""
AMONG: Final = "(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:among AS JSON)))"
FIRST: Final = """
SELECT asked.value, found.place, found.item
FROM (SELECT CAST(value AS BIGINT) AS value FROM json_array_elements_text(CAST(:among AS JSON))) AS asked
CROSS JOIN LATERAL (
  SELECT place, item FROM {table} WHERE key = asked.value ORDER BY place FETCH FIRST :most ROWS WITH TIES) AS found
"""
SCHEME: Final = "postgresql"
WRITERS: Final = 5_016_421
"""The advisory lock that one writer holds."""

TYPES: Final = (("INTEGER", "BIGINT"), ("REAL", "DOUBLE PRECISION"), ("TEXT", 'TEXT COLLATE "C"'))
"""SQLite's types as they are called here; texts are compared by code point in both."""

MOST_WORDS: Final = 16_000
"""A tsvector tells no more positions apart."""

WORD: Final = re.compile(r"[^\W_]+")
UNREACHED: Final = re.compile(r"connection (?:failed|refused|is bad)|could not (?:connect|translate)|timeout")
_EXPLAINED: Final = {
    "55P03": ("is locked by another process", "Wait until that one has ended, then run the command again."),
    "53100": ("cannot grow: the disk of the server is full", "Free some space there and run the command again."),
    "28P01": ("refuses the password", "Check the user and the password in the address of the store."),
    "28000": ("refuses this user", "Check the user in the address of the store and pg_hba.conf on the server."),
    "3D000": ("does not exist", "Make the database: createdb NAME"),
    "42501": ("may not be written by this user", "Grant it: GRANT ALL ON SCHEMA public TO USER"),
    "57P01": ("was stopped by the server", "Run the command again when the server is back."),
    "25006": ("is on a server that only reads", "Name the primary server."),
}


def engine(where: str, busy_s: float) -> Engine:
    """An engine over a database address; see Dialect. Raises StoreError where the driver is missing."""
    try:
        address = make_url(where).set(drivername="postgresql+psycopg")
        made = create_engine(address, connect_args={"connect_timeout": max(2, round(busy_s))}, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError("The driver for PostgreSQL is missing.", "Run: pip install 'lagebild[postgres]'") from error
    except Exception as error:
        raise StoreError("The address of the store is no address.", "Write postgresql://USER@HOST/NAME") from error
    wait = f"{max(1, round(busy_s * 1000))}ms"

    def begin(connection: Connection) -> None:
        # One writer at a time, as in SQLite: keys are counted up, and linking sees what it saw at its start.
        if connection.get_execution_options().get("write"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{wait}'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    event.listen(made, "begin", begin)
    event.listen(made, "before_cursor_execute", _adapted, retval=True)
    return made


def shown(where: str) -> str:
    """The address for people, without the password."""
    try:
        return make_url(where).render_as_string(hide_password=True)
    except Exception:
        return "postgresql://…"


def _adapted(_: Connection, __: Any, statement: str, parameters: Any, ___: Any, ____: bool) -> tuple[str, Any]:
    """Statements that make tables say the types as they are called here."""
    if statement.lstrip().startswith("CREATE TABLE"):
        for name, own in TYPES:
            statement = re.sub(rf"(?<=\s){name}(?=[\s,)])", own, statement)
    return statement, parameters


def make_durable(connection: Connection) -> None:
    """Nothing: the server is durable by itself."""


def tables(connection: Connection) -> frozenset[str]:
    """Names of the tables that are there."""
    found = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
    return frozenset(str(name) for (name,) in found)


def explain(error: BaseException, where: str) -> StoreError:
    """A database error as one line with its remedy."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = " ".join(str(cause).split())
    if "NUL" in said or "0x00" in said:
        return StoreError("A report holds the character NUL, which PostgreSQL cannot keep.", "Take it out.")
    known = _EXPLAINED.get(getattr(cause, "sqlstate", None) or "")
    if known is None and "database" in said and "does not exist" in said:
        known = _EXPLAINED["3D000"]
    if known is None and UNREACHED.search(said):
        known = "cannot be reached", "Check that the server runs and that the address is right."
    what, remedy = known or (f"fails: {said[:200]}", "Run: lagebild doctor")
    return StoreError(f"The store {where} {what}.", remedy)


def create_search(connection: Connection) -> None:
    """A table of tsvectors with an index."""
    connection.execute(
        text(
            "CREATE TABLE search (key BIGINT PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE, "
            "vector TSVECTOR NOT NULL)"
        )
    )
    connection.execute(text("CREATE INDEX search_vector ON search USING gin (vector)"))


def folded(word: str) -> str:
    """A word as it is compared: without case and accents; ß stays."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(character for character in plain if not unicodedata.combining(character))


def vector(title: str, body: str) -> str:
    """A tsvector of the words with their places; those of the title have the weight A."""
    places: dict[str, list[str]] = {}
    position = 0
    for weight, words in (("A", WORD.finditer(title)), ("", WORD.finditer(body))):
        for word in islice(words, MOST_WORDS):
            position = min(position + 1, MOST_WORDS)
            for part in WORD.findall(folded(word[0])):
                found = places.setdefault(part[:500], [])
                if len(found) < 250:
                    found.append(f"{position}{weight}")
        position += 10  # no phrase goes from the title into the text
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def index(connection: Connection, key: int, title: str, text_: str) -> None:
    """Put a report into the search index."""
    connection.execute(
        text("INSERT INTO search (key, vector) VALUES (:key, CAST(:vector AS TSVECTOR))"),
        {"key": key, "vector": vector(title, text_)},
    )


def unindex(connection: Connection, key: int, title: str, text_: str) -> None:
    """Take a report out of the search index."""
    connection.execute(text("DELETE FROM search WHERE key = :key"), {"key": key})


def rebuild_search(connection: Connection) -> None:
    """Make the search index anew."""
    connection.execute(text("DELETE FROM search"))
    rows = connection.execute(text("SELECT key, title, text FROM reports WHERE latest = 1")).all()
    for key, title, body in rows:
        index(connection, key, title or "", body)


def find(connection: Connection, query: str, limit: int, offset: int) -> list[tuple[int, str, float]]:
    """Matching reports with snippet and score, best first; of equals the newest."""
    rows = connection.execute(
        text(
            "SELECT reports.key, title, text, -ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', vector, asked, 1) AS score "
            "FROM search JOIN reports ON reports.key = search.key, CAST(:query AS TSQUERY) AS asked "
            "WHERE vector @@ asked ORDER BY score, instant DESC, id LIMIT :limit OFFSET :offset"
        ),
        {"query": query, "limit": limit, "offset": offset},
    )
    wanted = re.findall(r"'((?:[^']|'')+)'(:\*)?", query.split("&!")[0])
    return [(int(key), snippet(title or "", body, wanted), float(score)) for key, title, body, score in rows]


def snippet(title: str, body: str, wanted: Iterable[tuple[str, str]], size: int = 24) -> str:
    """About `size` words of the text, of the title where the text has none, around the first that is wanted; wanted
    words stand between U+0002 and U+0003."""
    whole = {word for word, prefix in wanted if not prefix}
    begun = tuple(word for word, prefix in wanted if prefix)
    for source in (body, title):
        words = list(WORD.finditer(source))
        hits = [i for i, word in enumerate(words) if (plain := folded(word[0])) in whole or plain.startswith(begun)]
        if hits:
            first = max(0, hits[0] - size // 3)
            last = min(len(words), first + size)
            start = 0 if first == 0 else words[first].start()
            end = len(source) if last == len(words) else words[last - 1].end()
            shown_ = source[start:end]
            for i in reversed([hit for hit in hits if first <= hit < last]):
                begin, stop = words[i].start() - start, words[i].end() - start
                shown_ = f"{shown_[:begin]}\x02{shown_[begin:stop]}\x03{shown_[stop:]}"
            return ("…" if start else "") + shown_ + ("…" if end < len(source) else "")
    return body[:160]


def find_without(connection: Connection, query: str, limit: int, offset: int) -> list[int]:
    """The latest reports that do not match."""
    rows = connection.execute(
        text(
            "SELECT key FROM reports WHERE latest = 1 AND key NOT IN "
            "(SELECT key FROM search WHERE vector @@ CAST(:query AS TSQUERY)) "
            "ORDER BY instant DESC, id LIMIT :limit OFFSET :offset"
        ),
        {"query": query, "limit": limit, "offset": offset},
    )
    return [int(key) for (key,) in rows]


def term(words: tuple[str, ...], prefix: bool, title: bool) -> str:
    """A word or phrase as a tsquery; nothing in it can act as syntax."""
    parts = [part for word in words for part in WORD.findall(folded(word))] or ["\u0001"]
    marks = [":A" if title else ""] * len(parts)
    if prefix:
        marks[-1] = ":*A" if title else ":*"
    return "(" + " <-> ".join(f"'{part[:500]}'{mark}" for part, mark in zip(parts, marks, strict=True)) + ")"


def any_of(terms: Iterable[str]) -> str:
    """One of several terms."""
    return f"({' | '.join(terms)})"


def match_all(groups: tuple[tuple[str, ...], ...], excluded: tuple[str, ...]) -> str:
    """One term of every group, and none of those excluded."""
    wanted = " & ".join(any_of(group) for group in groups)
    return f"({wanted}) &! {any_of(excluded)}" if excluded else wanted


def problems(connection: Connection) -> list[str]:
    """What is wrong between the search index and the reports; the server checks its own files."""
    differing = connection.execute(
        text(
            "SELECT count(*) FROM (SELECT key FROM reports WHERE latest = 1) AS r FULL JOIN search USING (key) "
            "WHERE r.key IS NULL OR search.key IS NULL"
        )
    ).scalar_one()
    rows = connection.execute(text("SELECT key, title, text FROM reports WHERE latest = 1"))
    agrees = text("SELECT vector = CAST(:vector AS TSVECTOR) FROM search WHERE key = :key")
    wrong = differing or any(
        connection.execute(agrees, {"key": key, "vector": vector(title or "", body)}).scalar() is False
        for key, title, body in rows
    )
    return ["The search index does not agree with the reports."] if wrong else []


def scrub(connection: Connection) -> None:
    """Nothing inside the transaction; see `shrink`."""


def shrink(connection: Connection) -> None:
    """Let the server overwrite what was deleted in the tables that hold texts."""
    with connection.execution_options(isolation_level="AUTOCOMMIT") as free:
        for name in ("reports", "readings", "search", "captures", "quotations", "events", "actors", "quarantine"):
            free.exec_driver_sql(f"VACUUM {name}")
