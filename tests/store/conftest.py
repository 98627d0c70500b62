"""Both databases: what a test asks of `place` is a file or a database on a real server."""

import uuid
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from lagebild.store import Store
from tests import postgres

Place = Callable[[], str]


def everything(store: Store) -> bytes:
    """All bytes of a store: of its files, or of all rows of its tables. A file is closed for it."""
    if "://" not in store.where:
        store.close()
        return b"".join(path.read_bytes() for path in sorted(Path(store.where).parent.glob("store.db*")))
    with store.engine.connect() as connection:
        names = sorted(store.dialect.tables(connection))
        rows = [str(row) for name in names for row in connection.execute(text(f"SELECT * FROM {name}"))]
        bodies = [zlib.decompress(row[0]) for row in connection.execute(text("SELECT body FROM readings"))]
    return "\n".join(rows).encode() + b"".join(bodies)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server for the session."""
    if reason := postgres.missing():
        pytest.skip(reason)
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Where the next new store can be: each call names another place."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("store") / "store.db")
    address = request.getfixturevalue("postgres_server")
    return lambda: postgres.database(address, f"t{uuid.uuid4().hex[:12]}")
