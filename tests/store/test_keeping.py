"""Removal, retention, backup and restore, on both databases."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from lagebild.lang import Language
from lagebild.model import Rejected, StoreError
from lagebild.store import (
    Store,
    add_reading,
    backup,
    check,
    counts,
    ledger,
    listed,
    matching,
    open_store,
    quarantine,
    quarantined,
    reading,
    relink,
    remove,
    restore,
    search,
)
from lagebild.store.handle import writing_to
from tests.factories import simple_reading
from tests.store.conftest import Place, everything


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with open_store(place()) as opened:
        for i, outlet in enumerate(("Tagesblatt", "Rundschau", "Tagesblatt")):
            add_reading(opened, simple_reading(f"r{i}", outlet=outlet, source=f"/archiv/{i}.txt"))
        yield opened


def ids(store: Store) -> list[str]:
    return sorted(report.id for report in listed(store))


def age(store: Store, report: str, added: str) -> None:
    with writing_to(store) as connection:
        connection.execute(text("UPDATE reports SET added = :a WHERE id = :i"), {"a": added, "i": report})


def test_reports_are_matched_by_outlet_place_and_age(store: Store) -> None:
    assert matching(store, "tagesblatt") == ["r0", "r2"]
    assert matching(store, "/archiv/1") == ["r1"]
    assert matching(store, "100%") == []
    age(store, "r0", "2020-01-01T00:00:00Z")
    assert matching(store, before="2021-01-01T00:00:00Z") == ["r0"]
    add_reading(store, simple_reading("r0", text="Eine neue Fassung steht nun hier."))
    assert matching(store, before="2021-01-01T00:00:00Z") == []


def test_several_reports_are_removed_with_their_notes(store: Store) -> None:
    quarantine(store, Rejected(source="/archiv/0.txt", where=3, reason="Kaputt.", sha256="x"))
    assert remove(store, "r0", "r1") == 2
    assert ids(store) == ["r2"]
    assert list(quarantined(store)) == []
    assert not [finding for finding in check(store) if finding.fatal]
    assert b"/archiv/0.txt" not in everything(store)


def test_an_unknown_report_among_several_removes_none(store: Store) -> None:
    with pytest.raises(StoreError, match="no report r9"):
        remove(store, "r0", "r9")
    assert ids(store) == ["r0", "r1", "r2"]


def test_a_backup_gives_everything_back_in_either_database(
    store: Store, place: Place, tmp_path: Path, german: Language
) -> None:
    relink(store, german)
    file = tmp_path / "sicherung.db"
    assert backup(store, file) == 3
    for where in (place(), tmp_path / "andere.db"):
        with open_store(where) as other:
            add_reading(other, simple_reading("fremd"))
            assert restore(other, file).reports == 3
            assert ids(other) == ["r0", "r1", "r2"]
            assert reading(other, "r1") == reading(store, "r1")
            assert list(ledger(other)) == list(ledger(store))
            assert {hit.report.id for hit in search(other, "Einigung")} == {"r0", "r1", "r2"}
            add_reading(other, simple_reading("neu"))
            assert counts(other)["reports"] == 4


def test_what_was_removed_after_a_backup_does_not_come_back(store: Store, tmp_path: Path) -> None:
    for report in ("r0", "r1", "r2"):
        age(store, report, "2023-01-01T00:00:00Z")
    backup(store, tmp_path / "b.db")
    remove(store, "r1")
    done = restore(store, tmp_path / "b.db")
    assert (done.reports, done.erased, ids(store)) == (2, 1, ["r0", "r2"])
    backup(store, tmp_path / "c.db")
    assert b"(r1)" not in (tmp_path / "c.db").read_bytes()


def test_a_backup_is_made_while_others_write(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set() and number < 200:
            add_reading(store, simple_reading(f"w{number}"))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for i in range(3):
            held = backup(store, tmp_path / f"{i}.db")
            with open_store(tmp_path / f"{i}.db", create=False) as copy:
                assert counts(copy)["reports"] == held >= 3
                assert not [finding for finding in check(copy) if finding.fatal]
    finally:
        stop.set()
        writer.join()


def test_what_is_no_sound_backup_changes_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_bytes(b"kein Speicher " * 500)
    backup(store, tmp_path / "b.db")
    with sqlite3.connect(tmp_path / "b.db") as direct:
        direct.execute("DELETE FROM readings WHERE report_key = 1")
    direct.close()
    for name, said in (("text.db", "no Lagebild store"), ("b.db", "not sound"), ("fehlt.db", "no backup")):
        with pytest.raises(StoreError, match=said):
            restore(store, tmp_path / name)
    assert ids(store) == ["r0", "r1", "r2"]


def test_a_backup_overwrites_no_file_and_leaves_no_part(store: Store, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_text("wichtig")
    with pytest.raises(StoreError, match="exists already"):
        backup(store, tmp_path / "b.db")
    with pytest.raises(StoreError):
        backup(store, tmp_path / "fehlt" / "ordner" / ("x" * 300))
    assert (tmp_path / "b.db").read_text() == "wichtig"
    assert not list(tmp_path.glob("*.part*"))
