"""Bad input, through the real command: one clear line, a remedy, the right exit code, nothing half-written."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run

GOOD = '{"id": "%s", "published": "2023-05-08", "text": "Die Ministerin traf am Montag in Paris den Gesandten."}\n'


def one_line(done: "subprocess.CompletedProcess[str]", *parts: str) -> bool:
    """Is the error one line with these parts, without a traceback and without data?"""
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("lagebild: ")
    return all(part in done.stderr for part in parts)


def put(path: Path, data: bytes) -> Path:
    """A file with bytes."""
    path.write_bytes(data)
    return path


def test_an_empty_file(run: Run, tmp_path: Path) -> None:
    assert one_line(run("read", put(tmp_path / "a.txt", b"")), "a.txt", "empty", "Check")


def test_a_binary_file(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", b"\x89PNG\n" + bytes(range(256)) * 20)
    assert one_line(run("read", path), "a.txt", "Save it as text")
    broken = put(tmp_path / "b.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20)
    assert one_line(run("read", broken), "b.pdf", "The PDF is damaged", "Get it again")


def test_a_report_of_five_megabytes(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "Die Ministerin traf den Gesandten in Köln. ".encode() * 120_000)
    assert one_line(run("read", path), "larger than 2 MB", "Split it")


def test_a_folder_without_reports(run: Run, tmp_path: Path) -> None:
    assert one_line(run("read", tmp_path), "holds no reports", "Name a folder")


def test_a_path_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert one_line(run("read", tmp_path / "nothing.txt"), "no such file", "Check the path")


def test_a_model_that_is_not_installed(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", b"Die Ministerin traf den Gesandten.")
    assert one_line(run("read", path, "--model", "de_none"), "de_none", "spacy download")


def test_broken_utf8_is_read_with_a_note(run: Run, tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.txt", b"Die Ministerin traf am Montag den Gesandten in K\xc3\xb6ln.\xff\x80 Sie sprachen lange."
    )
    done = run("read", path, "--jsonl")
    assert done.returncode == 0
    assert json.loads(done.stdout)["report"]["notes"]


def test_json_lines_with_a_broken_line_in_the_middle(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", (GOOD % "r1" + "{broken\n" + GOOD % "r3").encode())
    store = tmp_path / "s.db"
    done = run("--store", store, "add", path, put(tmp_path / "b.txt", b""))
    assert done.returncode == 0
    assert "a.jsonl, line 2" in done.stderr
    assert "b.txt: The report is empty." in done.stderr
    listed = run("--store", store, "reports", "--jsonl").stdout.splitlines()
    assert {json.loads(line)["id"] for line in listed} == {"r1", "r3"}


def test_a_missing_a_foreign_and_a_newer_store(run: Run, tmp_path: Path, filled: Path) -> None:
    assert one_line(run("--store", tmp_path / "none.db", "reports"), "no store", "lagebild add")
    assert one_line(run("--store", put(tmp_path / "x.db", b"text " * 999), "reports"), "no Lagebild store", "--store")
    newer = tmp_path / "newer.db"
    with sqlite3.connect(filled) as source, sqlite3.connect(newer) as copy:
        source.backup(copy)
        copy.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    assert one_line(run("--store", newer, "reports"), "newer Lagebild", "Update")


def test_a_locked_store_can_be_read_but_not_written(run: Run, tmp_path: Path, filled: Path) -> None:
    path = tmp_path / "locked.db"
    with sqlite3.connect(filled) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert run("--store", path, "reports").returncode == 0
        report = put(tmp_path / "r.jsonl", (GOOD % "r9").encode())
        done = run("--store", path, "add", report, "--exercise")
        assert one_line(done, "locked by another process", "Wait")
    finally:
        other.close()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_full_disk_leaves_nothing_half_written(run: Run, tmp_path: Path) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    lines = "".join(GOOD.replace("Montag", "Montag " + "sehr lange " * 400) % f"r{i}" for i in range(40))
    path, store = put(tmp_path / "a.jsonl", lines.encode()), tmp_path / "s.db"
    assert one_line(run("--store", store, "add", path, preexec_fn=small_files), "s.db", "disk", "space")
    listed = run("--store", store, "reports", "--jsonl")
    assert listed.returncode == 0
    for line in listed.stdout.splitlines():
        assert run("--store", store, "show", json.loads(line)["id"], "--jsonl").returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_said(filled: Path) -> None:
    program = "from lagebild.cli.main import main; main()"
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", program, "--store", str(filled), "reports"], stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"space" in done.stderr


def test_an_interrupted_add_leaves_the_store_whole_and_says_so(run: Run, tmp_path: Path) -> None:
    path, store = put(tmp_path / "a.jsonl", "".join(GOOD % f"r{i}" for i in range(3000)).encode()), tmp_path / "s.db"
    program = "from lagebild.cli.main import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "--store", str(store), "add", str(path)], stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not store.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted" in errors
    assert "Run the same command again" in errors
    assert "Traceback" not in errors
    assert run("--store", store, "reports").returncode == 0
