"""`lagebild export`: whole or not at all, to a file, a folder, standard output."""

import json
from pathlib import Path

import pytest

from lagebild.cli.export import NAMES, TABLES
from lagebild.export import tables
from lagebild.export.formats import FORMATS
from tests.cli.conftest import Run


def test_the_command_knows_all_formats_and_tables() -> None:
    assert tuple(FORMATS) == NAMES
    assert tuple(tables.TABLES) == TABLES


@pytest.mark.parametrize("name", ["ledger", "polecat", "timeline"])
def test_a_stream_goes_to_standard_output_and_to_a_file(name: str, run: Run, filled: Path, tmp_path: Path) -> None:
    to_stdout = run("--store", filled, "export", name)
    assert to_stdout.returncode == 0, to_stdout.stderr
    to_file = run("--store", filled, "export", name, "--out", tmp_path / "out")
    assert to_file.returncode == 0, to_file.stderr
    assert (tmp_path / "out").read_text("utf-8") == to_stdout.stdout != ""
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_is_made_whole_and_never_overwritten(run: Run, filled: Path, tmp_path: Path) -> None:
    assert run("--store", filled, "export", "brat", "--out", tmp_path / "out").returncode == 0
    assert len(list((tmp_path / "out").iterdir())) == 7
    again = run("--store", filled, "export", "brat", "--out", tmp_path / "out")
    assert again.returncode == 1
    assert "exists already" in again.stderr
    nowhere = run("--store", filled, "export", "tei")
    assert nowhere.returncode == 1
    assert "--out FOLDER" in nowhere.stderr
    (tmp_path / "file").write_text("")
    blocked = run("--store", filled, "export", "csv", "--out", tmp_path / "file" / "out.csv")
    assert blocked.returncode == 1
    assert "no folder" in blocked.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "out"]


def test_reports_can_be_chosen_also_for_what_is_made_of_events(run: Run, filled: Path) -> None:
    chosen = run("--store", filled, "export", "jsonl", "--outlet", "Tagesblatt").stdout.splitlines()
    assert [json.loads(line)["report"]["id"] for line in chosen] == ["r1"]
    events = run("--store", filled, "export", "ledger", "--outlet", "Tagesblatt").stdout.splitlines()
    assert {m["report"] for line in events for m in json.loads(line)["mentions"]} >= {"r1"}
    assert 0 < len(events) < len(run("--store", filled, "export", "ledger").stdout.splitlines())
