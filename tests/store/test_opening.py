"""Opening a store: what is refused, and how it is said."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from lagebild.model import StoreError
from lagebild.store import add_reading, counts, default_location, listed, open_store
from lagebild.store.handle import writing_to
from lagebild.store.migrations import MIGRATIONS
from lagebild.store.schema import ALL
from tests import postgres
from tests.factories import simple_reading


def refusal(path: object, **options: bool) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(path, **options)  # type: ignore[arg-type]
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value


def test_the_tables_are_those_that_the_queries_expect(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as store, store.engine.connect() as connection:
        for table in ALL:
            found = [row[1] for row in connection.execute(text(f"PRAGMA table_info({table.name})"))]
            assert found == [column.name for column in table.c]


def test_a_store_lies_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAGEBILD_STORE", str(tmp_path / "elsewhere.db"))
    assert default_location() == str(tmp_path / "elsewhere.db")
    open_store().close()
    assert (tmp_path / "elsewhere.db").exists()


def test_a_store_can_be_named_by_its_address(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/deep/er/store.db").close()
    assert (tmp_path / "deep/er/store.db").exists()


def test_a_missing_store_is_not_made_by_a_question(tmp_path: Path) -> None:
    assert "There is no store" in str(refusal(tmp_path / "none.db", create=False))
    assert not (tmp_path / "none.db").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in str(refusal(tmp_path))


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in str(refusal(tmp_path / "file" / "store.db"))


def test_an_unknown_kind_of_store_is_refused() -> None:
    assert "not supported" in str(refusal("mysql://localhost/reports"))


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"Sehr geehrte Damen und Herren, " * 400)
    assert "is no Lagebild store" in str(refusal(path))
    assert path.read_bytes().startswith(b"Sehr geehrte")


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    before = path.read_bytes()
    assert "is no Lagebild store" in str(refusal(path))
    assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as store, writing_to(store) as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE name = 'schema'"))
    assert f"schema 99, this one knows {len(MIGRATIONS)}" in str(refusal(path))


def test_a_locked_store_says_so_and_can_be_used_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path, busy_s=0.05) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another process"):
            add_reading(store, simple_reading())
        assert list(listed(store)) == []
        other.execute("ROLLBACK")
        other.close()
        add_reading(store, simple_reading())
        assert counts(store)["reports"] == 1


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as store:
        add_reading(store, simple_reading("r1"))
        with store.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
            raw.cursor().execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="disk is full"):
            add_reading(store, simple_reading("r2", text="Ein sehr langer Bericht. " * 20000))
        assert counts(store) == {"reports": 1, "versions": 1, "quotations": 1, "events": 1, "actors": 2, "captures": 0}


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as store:
        for i in range(30):
            add_reading(store, simple_reading(f"r{i}"))
    with sqlite3.connect(path) as direct:
        direct.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    direct.close()
    raw = bytearray(path.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    path.write_bytes(raw)
    with pytest.raises(StoreError, match="damaged"), open_store(path) as store:
        list(listed(store))


def test_two_processes_that_make_the_same_store_at_once_both_succeed(tmp_path: Path) -> None:
    code = "import sys; from lagebild.store import open_store; open_store(sys.argv[1]).close()"
    path = str(tmp_path / "store.db")
    children = [subprocess.Popen([sys.executable, "-c", code, path], stderr=subprocess.PIPE) for _ in range(3)]
    assert [(c.communicate()[1], c.returncode) for c in children] == [(b"", 0)] * 3


def test_a_reader_sees_the_store_while_another_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path) as store:
        add_reading(store, simple_reading())
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert counts(store)["reports"] == 1
        other.execute("ROLLBACK")
        other.close()


def test_a_postgres_store_that_cannot_be_reached_says_so_without_its_password() -> None:
    said = str(refusal("postgresql://lage:geheim@127.0.0.1:9/reports"))
    assert "cannot be reached" in said
    assert "geheim" not in said


def test_a_postgres_database_that_is_missing_or_foreign_is_refused(postgres_server: str) -> None:
    assert "does not exist" in str(refusal(postgres_server.replace("/postgres?", "/fehlt?")))
    other = postgres.database(postgres_server, "fremd")
    engine = create_engine(other)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE songs (name TEXT)"))
    engine.dispose()
    assert "is no Lagebild store" in str(refusal(other))


def test_a_postgres_store_has_one_writer_at_a_time_and_readers_meanwhile(postgres_server: str) -> None:
    where = postgres.database(postgres_server, "einer")
    with open_store(where) as one, open_store(where, busy_s=0.2) as other:
        add_reading(one, simple_reading("r1"))
        with writing_to(one):
            assert counts(other)["reports"] == 1
            with pytest.raises(StoreError, match="locked by another process"):
                add_reading(other, simple_reading("r2"))
        add_reading(other, simple_reading("r2"))
        assert counts(one)["reports"] == 2
