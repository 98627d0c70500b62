"""Reading and adding real text, through the real command."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest

from lagebild.model import Reading
from tests.cli.conftest import Run

TEXT = "Paris (dpa) – Die Ministerin Erika Muster traf am Montag den Gesandten. Es gebe eine Einigung, sagte sie."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report as a text file."""
    path = tmp_path / "treffen-in-paris.txt"
    path.write_text(f"date 2023-05-09 Treffen in Paris\n\n{TEXT}\n", encoding="utf-8")
    return path


def test_read_prints_the_text_with_marks_and_then_what_was_read(run: Run, report: Path) -> None:
    done = run("read", report)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Treffen in Paris" in done.stdout
    for section in ("Aussagen", "Ereignisse", "Akteure"):
        assert section in done.stdout
    assert "\x1b" not in done.stdout


def test_read_jsonl_is_the_reading_of_the_contract(run: Run, report: Path) -> None:
    line = run("read", report, "--jsonl").stdout
    assert line.count("\n") == 1
    reading = msgspec.json.decode(line, type=Reading)
    assert reading.report.published == "2023-05-09"
    assert msgspec.json.encode(reading) == line.strip().encode()
    jsonschema.validate(json.loads(line), json.loads(run("schema", "reading").stdout))


def test_standard_input_is_read_and_published_fills_a_missing_day(run: Run) -> None:
    line = run("read", "-", "--jsonl", "--published", "9.5.2023", input=TEXT).stdout
    assert json.loads(line)["report"]["published"] == "2023-05-09"
    told = run("read", "-", input=TEXT)
    assert "--published" in told.stdout


def test_json_of_several_reports_is_one_array(run: Run, report: Path) -> None:
    assert len(json.loads(run("read", report, report, "--json").stdout)) == 2


def test_adding_twice_adds_nothing_and_a_change_is_a_new_version(run: Run, report: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    assert "Neu: 1," in run("--store", store, "add", report).stderr
    again = run("--store", store, "add", report)
    assert again.returncode == 0
    assert "Neu: 0," in again.stderr
    assert "unverändert: 1" in again.stderr
    report.write_text(report.read_text("utf-8").replace("Gesandten", "Botschafter"), encoding="utf-8")
    assert "neue Fassungen: 1" in run("--store", store, "add", report).stderr
    assert json.loads(run("--store", store, "reports", "--jsonl").stdout)["version"] == 2
    assert run("--store", store, "add", report, "--quiet").stderr == ""


def test_what_is_known_is_not_read_again(run: Run, report: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    assert run("--store", store, "add", report).returncode == 0
    program = (
        "import sys\nfrom lagebild.cli.main import run\n"
        f"code = run(['--store', {str(store)!r}, 'add', {str(report)!r}])\n"
        "sys.exit('the model was loaded' if 'spacy' in sys.modules else code)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_a_store_of_exercise_reports_says_so(run: Run, report: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    run("--store", store, "add", report, "--exercise")
    assert run("--store", store, "picture").stdout.startswith("Übungsberichte")
    assert run("--store", store, "picture", "--lang", "en").stdout.startswith("Exercise reports")
    for command in ("reports", "quotations", "events", "actors", "ledger"):
        assert run("--store", store, command).stderr.startswith("Übungsberichte"), command
    assert "Übungsbericht" in run("--store", store, "show", "treffen-in-paris").stdout
    assert "Übungsbericht" in run("--store", store, "show", "treffen-in-paris", "--jsonl").stdout


def test_options_may_stand_behind_the_command_and_an_own_lexicon_is_used(run: Run, tmp_path: Path) -> None:
    lexicon, report = tmp_path / "own.yaml", tmp_path / "bericht-aus-paris.txt"
    lexicon.write_text("- {name: Presseagentur Muster, kind: medium, forms: [pmu]}\n", encoding="utf-8")
    report.write_text(TEXT.replace("dpa", "pmu"), encoding="utf-8")
    for arguments in (("--lexicon", lexicon, "read", report), ("read", report, "--lexicon", lexicon)):
        assert json.loads(run(*arguments, "--jsonl").stdout)["report"]["agencies"] == ["Presseagentur Muster"]


def test_on_a_terminal_there_is_colour_and_a_bar(report: Path, tmp_path: Path) -> None:
    program = "from lagebild.cli.main import main; main()"
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program, "--store", str(tmp_path / "s.db"), "add", str(report)],
        stderr=follower, stdout=follower, env={**os.environ, "TERM": "xterm", "LANG": "de_DE.UTF-8"},
    )  # fmt: skip
    os.close(follower)
    seen = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    assert process.wait(60) == 0
    assert b"\x1b[" in seen
    assert b"1/1" in seen
