"""PostgreSQL: a store for a team. Search through a tsvector that is made here, so that both databases find the same."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from lagebild.lang.search import Terms, words_of
from lagebild.model import StoreError
from lagebild.store.schema import ALL, latest_texts

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

MOST_BYTES: Final = 900_000
"""A tsvector may have a megabyte."""

LONGEST: Final = 500
"""Letters of a word that are kept."""

FOUND_BY: Final = "="
"""Stands before what words are found by, and in no word."""

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


def drop_search(connection: Connection) -> None:
    """Take the search index away."""
    connection.execute(text("DROP TABLE search"))


def folded(word: str) -> str:
    """A word as it is compared: without case and accents; ß stays."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(character for character in plain if not unicodedata.combining(character))


def vector(title: str, body: str, terms: Terms) -> str:
    """A tsvector of the words with their places, and of what they are found by behind a `FOUND_BY`; words of the title
    have the weight A, of the text C, what they are found by B and D."""
    places: dict[str, list[str]] = {}
    position = size = 0
    for words, weight, found_weight in ((words_of(title), "A", "B"), (words_of(body), "C", "D")):
        for word in islice(words, MOST_WORDS):
            for part in WORD.findall(folded(word)):
                position = min(position + 1, MOST_WORDS)
                size += _place(places, part[:LONGEST], f"{position}{weight}")
            for term_ in terms(word):
                size += _place(places, FOUND_BY + term_, f"{position}{found_weight}")
            if size > MOST_BYTES:
                break
        position += 10  # no phrase goes from the title into the text
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def _place(places: dict[str, list[str]], lexeme: str, place: str) -> int:
    """Note a place of a lexeme; the bytes that it takes."""
    found = places.setdefault(lexeme, [])
    if len(found) < 250:
        found.append(place)
    return 2 if len(found) > 1 else len(lexeme.encode()) + 8


def index(connection: Connection, key: int, title: str, text_: str, terms: Terms) -> None:
    """Put a report into the search index."""
    connection.execute(
        text("INSERT INTO search (key, vector) VALUES (:key, CAST(:vector AS TSVECTOR))"),
        {"key": key, "vector": vector(title, text_, terms)},
    )


def unindex(connection: Connection, key: int, title: str, text_: str) -> None:
    """Take a report out of the search index."""
    connection.execute(text("DELETE FROM search WHERE key = :key"), {"key": key})


def rebuild_search(connection: Connection, terms: Terms) -> None:
    """Make the search index anew from the reports."""
    connection.execute(text("DELETE FROM search"))
    for key, title, body in latest_texts(connection):
        index(connection, key, title, body, terms)


def find(
    connection: Connection, query: str, limit: int, offset: int, most: int | None = None
) -> list[tuple[int, float]]:
    """Matching reports with score, best first; of equals the newest."""
    rows = connection.execute(
        text(
            "SELECT reports.key, score FROM (SELECT search.key, "
            "-ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', vector, CAST(:query AS TSQUERY), 1) AS score FROM search "
            "WHERE vector @@ CAST(:query AS TSQUERY) ORDER BY search.key DESC LIMIT :most) AS found "
            "JOIN reports ON reports.key = found.key ORDER BY score, instant DESC, id LIMIT :limit OFFSET :offset"
        ),
        {"query": query, "limit": limit, "offset": offset, "most": most},
    )
    return [(int(key), float(score)) for key, score in rows]


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
    weight = "A" if title else "AC"
    marks = [f":{weight}"] * len(parts)
    if prefix:
        marks[-1] = f":*{weight}"
    return "(" + " <-> ".join(f"'{part[:LONGEST]}'{mark}" for part, mark in zip(parts, marks, strict=True)) + ")"


def found_by(base: str, title: bool) -> str:
    """What words are found by, as a tsquery."""
    return f"'{FOUND_BY}{base}'" + (":B" if title else "")


def any_of(terms: Iterable[str]) -> str:
    """One of several terms."""
    return f"({' | '.join(terms)})"


def match_all(groups: tuple[tuple[str, ...], ...], excluded: tuple[str, ...]) -> str:
    """One term of every group, and none of those excluded."""
    wanted = " & ".join(any_of(group) for group in groups)
    return f"({wanted}) &! {any_of(excluded)}" if excluded else wanted


def problems(connection: Connection, terms: Terms) -> list[str]:
    """What is wrong between the search index and the reports; the server checks its own files."""
    differing = connection.execute(
        text(
            "SELECT count(*) FROM (SELECT key FROM reports WHERE latest = 1) AS r FULL JOIN search USING (key) "
            "WHERE r.key IS NULL OR search.key IS NULL"
        )
    ).scalar_one()
    agrees = text("SELECT vector = CAST(:vector AS TSVECTOR) FROM search WHERE key = :key")
    wrong = differing or any(
        connection.execute(agrees, {"key": key, "vector": vector(title, body, terms)}).scalar() is False
        for key, title, body in latest_texts(connection)
    )
    return ["The search index does not agree with the reports."] if wrong else []


def scrub(connection: Connection) -> None:
    """Nothing inside the transaction; see `shrink`."""


def shrink(connection: Connection, thorough: bool) -> None:
    """Let the server give the space of deleted rows back. thorough: have all tables and indexes written anew, for their
    free space keeps what stood there, and a GIN index every word that it ever held."""
    names = [table.name for table in ALL] + ["search"]
    with connection.execution_options(isolation_level="AUTOCOMMIT") as free:
        free.exec_driver_sql(f"VACUUM {'(FULL)' if thorough else ''} {', '.join(names)}")
