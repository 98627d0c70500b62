"""What could not be read, as the command line tells it."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_what_could_not_be_read_is_listed_with_the_command_that_tries_again(run: Run, tmp_path: Path) -> None:
    store, lines = tmp_path / "s.db", tmp_path / "mit leerzeichen.jsonl"
    good = '{"id": "r1", "published": "2023-05-08", "text": "Die Ministerin traf am Montag in Paris den Gesandten."}\n'
    lines.write_text(good + "{broken\n", encoding="utf-8")
    assert run("--store", store, "add", lines).returncode == 0
    (kept,) = [json.loads(line) for line in run("--store", store, "quarantine", "--jsonl").stdout.splitlines()]
    assert (kept["where"], kept["again"]) == (2, f"lagebild add '{lines}'")
    assert len(kept["sha256"]) == 64
    assert "Noch einmal mit" in run("--store", store, "quarantine").stdout
    assert "1 Eingabe vergessen" in run("--store", store, "quarantine", "--forget").stderr
    assert run("--store", store, "quarantine", "--jsonl").stdout == ""


def test_columns_of_a_table_can_be_named(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("nr;worte\n7;Die Ministerin traf am Montag in Paris den Gesandten.\n", encoding="utf-8")
    done = run("read", table, "--column", "text=worte", "--jsonl")
    assert json.loads(done.stdout)["report"]["text"].startswith("Die Ministerin")
    assert "Write it as --column" in run("read", table, "--column", "worte").stderr


def test_progress_is_told_as_json_lines_with_what_was_refused(run: Run, tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    good = '{"id": "r%d", "published": "2023-05-08", "text": "Die Ministerin traf in Paris den Gesandten."}\n'
    lines.write_text("".join(good % i for i in range(5)) + "{broken\n", encoding="utf-8")
    done = run("--store", tmp_path / "s.db", "add", lines, "--progress", "json")
    told = [json.loads(line)["progress"] for line in done.stderr.splitlines() if line.startswith('{"progress"')]
    assert (told[-1]["done"], told[-1]["rejected"], told[-1]["total"]) == (6, 1, None)
    assert told[-1]["rate"] > 0
    text = tmp_path / "b.txt"
    text.write_text("Die Ministerin traf am Montag in Paris den Gesandten.", encoding="utf-8")
    again = run("--store", tmp_path / "s.db", "add", text, "--progress", "json")
    (last,) = [json.loads(line)["progress"] for line in again.stderr.splitlines() if line.startswith('{"progress"')][
        -1:
    ]
    assert (last["done"], last["total"], last["rest_s"]) == (1, 1, 0.0)
