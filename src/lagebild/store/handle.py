"""Opening a store, and its transactions."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DBAPIError

from lagebild.lang import load
from lagebild.lang.search import Finder, digest_of_words, finder
from lagebild.model import StoreError
from lagebild.store import postgres, sqlite
from lagebild.store.dialect import Dialect
from lagebild.store.migrations import MIGRATIONS
from lagebild.store.schema import link_queue, meta

ENVIRONMENT = "LAGEBILD_STORE"
SEARCH = "search"
"""The note of the word lists that the search index was made with."""


@dataclass(frozen=True)
class Store:
    """An open store. `where` names it for people. Safe to use from several threads; `close` it when done."""

    where: str
    engine: Engine
    dialect: Dialect

    @cached_property
    def finder(self) -> Finder:
        """What words are found by."""
        return finder(load())

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def default_location() -> str:
    """Where the store is when nobody says otherwise: $LAGEBILD_STORE, else the user's data folder."""
    if named := os.environ.get(ENVIRONMENT):
        return named
    from platformdirs import user_data_path

    return str(user_data_path("lagebild", appauthor=False) / "store.db")


def open_store(where: str | Path | None = None, *, create: bool = True, busy_s: float = 5.0) -> Store:
    """Open the store at a path, a `sqlite:///` or a `postgresql://` address, the default one without an argument; bring
    its schema up to date.

    create: make a new store where there is none; without it a missing store is an error.
    busy_s: seconds to wait for another process that writes.
    Raises StoreError for a missing, foreign, damaged, locked, unwritable or newer store.
    """
    named = str(where) if where is not None else default_location()
    if named.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        return _opened(postgres.shown(named), postgres.engine(named.replace("postgres://", "postgresql://", 1), busy_s))
    path = _path(named)
    if path.is_dir():
        raise StoreError(f"The store {path} is a folder.", f"Name a file, for example --store {path / 'store.db'}")
    if not path.exists():
        if not create:
            raise StoreError(f"There is no store at {path}.", "Make one with: lagebild add PATH")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"The folder {path.parent} cannot be made: {error.strerror}.", "Name another place with --store."
            ) from error
    return _opened(str(path), sqlite.engine(path, busy_s))


def _opened(where: str, engine: Engine) -> Store:
    dialect = cast(Dialect, postgres if engine.dialect.name == "postgresql" else sqlite)
    store = Store(where=where, engine=engine, dialect=dialect)
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def _path(where: str) -> Path:
    if "://" not in where:
        return Path(where).expanduser()
    scheme, _, rest = where.partition("://")
    if scheme != "sqlite" or not rest.startswith("/"):
        raise StoreError(
            f"The store {scheme}:// is not supported.", "Name a file, sqlite:///PATH or postgresql://USER@HOST/NAME."
        )
    return Path(rest[1:]).expanduser()


@contextmanager
def reading_from(store: Store) -> Iterator[Connection]:
    """A connection in a read transaction: it sees the store as it was at the start."""
    try:
        with store.engine.connect() as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise store.dialect.explain(error, store.where) from error


@contextmanager
def writing_to(store: Store) -> Iterator[Connection]:
    """A connection in a write transaction: all of it is stored at the end, or nothing."""
    try:
        with store.engine.connect().execution_options(write=True) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise store.dialect.explain(error, store.where) from error


@contextmanager
def outside_transactions(store: Store) -> Iterator[Connection]:
    """A connection on which no transaction was begun, for settings and clearing up."""
    try:
        with store.engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise store.dialect.explain(error, store.where) from error
    except Exception as error:
        if type(error).__module__ == "sqlite3":
            raise store.dialect.explain(error, store.where) from error
        raise


def now() -> str:
    """The time to the second in UTC: "2022-12-19T20:40:00Z"."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def get_meta(connection: Connection, name: str) -> str | None:
    """A value of the store's own notes."""
    found = connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()
    return None if found is None else str(found)


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Set a value of the store's own notes."""
    if not connection.execute(update(meta).where(meta.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(meta).values(name=name, value=value))


def stale(connection: Connection, numbers: Iterable[int]) -> None:
    """Note that reports of some keys were added, changed or removed: the links made before are out of date."""
    asked = sorted(set(numbers))
    known = set(connection.execute(select(link_queue.c.number).where(link_queue.c.number.in_(asked))).scalars())
    if new := [{"number": number} for number in asked if number not in known]:
        connection.execute(insert(link_queue), new)
    touch(connection)


def touch(connection: Connection) -> None:
    """Count a change of the reports or of the ledger."""
    set_meta(connection, "changes", str(int(get_meta(connection, "changes") or 0) + 1))


def rebuild_search(connection: Connection, store: Store) -> None:
    """Make the search index anew from the reports."""
    store.dialect.rebuild_search(connection, store.finder.terms)
    set_meta(connection, SEARCH, digest_of_words(load()))


def _version(store: Store) -> int:
    """Schema version of the file: 0 for a new one. Raises StoreError for a database that is no store."""
    with reading_from(store) as connection:
        tables = store.dialect.tables(connection)
        if "meta" in tables and "reports" in tables:
            return int(get_meta(connection, "schema") or 0)
        if tables:
            raise StoreError(
                f"The database {store.where} is no Lagebild store.",
                "Name another file with --store, or move this one away.",
            )
        return 0


def _bring_up_to_date(store: Store) -> None:
    version = _version(store)
    if version > len(MIGRATIONS):
        raise StoreError(
            f"The store {store.where} is of a newer Lagebild (schema {version}, this one knows {len(MIGRATIONS)}).",
            "Update with: pip install -U lagebild",
        )
    if version == len(MIGRATIONS):
        return
    if version == 0:
        with outside_transactions(store) as connection:
            store.dialect.make_durable(connection)
    with writing_to(store) as connection:
        # Another process may have been faster while this one waited for the lock.
        tables = store.dialect.tables(connection)
        version = int(get_meta(connection, "schema") or 0) if "meta" in tables else 0
        for migration in MIGRATIONS[version:]:
            migration(connection, store.dialect)
        if get_meta(connection, SEARCH) is None:
            set_meta(connection, SEARCH, digest_of_words(load()))
        set_meta(connection, "schema", str(len(MIGRATIONS)))
