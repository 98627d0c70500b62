"""`lagebild reread` through the real command, on reports that the real reader reads."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REPORT = """Kundgebung in Altstadt

Altstadt, 17. Juli 2023 (nordnachrichten) - In Altstadt haben am Montag rund 300 Menschen gegen den Hafenausbau
demonstriert. Das Ministerium bestritt, dass es Pläne für einen Ausbau gebe.
"""
OWN = "- {name: Bündnis Hafen, kind: organisation, forms: [Hafenbündnis]}\n"


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    """A store with one report that was read with a lexicon."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    made = tmp_path / "store.db"
    done = run("--store", made, "add", tmp_path / "report.txt", "--lexicon", tmp_path / "own.yaml")
    assert done.returncode == 0, done.stderr
    return made


def test_reading_again_with_the_same_version_finds_nothing_to_do_and_with_another_one_all(
    run: Run, store: Path, tmp_path: Path
) -> None:
    own = ("--lexicon", tmp_path / "own.yaml")
    assert "0 Fassungen" in run("--store", store, "reread", "--dry-run", *own).stderr
    assert "1 Fassung " in run("--store", store, "reread", "--dry-run").stderr
    before = run("--store", store, "ledger", "--jsonl").stdout
    assert before
    done = run("--store", store, "reread")
    assert done.returncode == 0, done.stderr
    assert "Neu gelesen: 1 Fassung" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert run("--store", store, "ledger", "--jsonl").stdout == before
    made = json.loads(run("--store", store, "reread", "--all", "--json", *own).stdout)[0]
    assert (made["read"], made["failed"], made["ledger"]["gone"]) == (1, [], [])
    assert made["ledger"]["kept"] == len(before.splitlines())


def test_without_a_store_there_is_one_line_with_the_remedy(run: Run, tmp_path: Path) -> None:
    done = run("--store", tmp_path / "none.db", "reread")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "lagebild add" in done.stderr
