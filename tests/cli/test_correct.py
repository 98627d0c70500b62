"""`lagebild correct` and the event in full, through the real command."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def own(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled store to write in."""
    return Path(shutil.copy(filled, tmp_path / "own.db"))


def ids(run: Run, store: Path) -> dict[str, str]:
    """The event of each report."""
    found = json.loads(run("--store", store, "ledger", "--json").stdout)
    return {mention["report"]: event["id"] for event in found for mention in event["mentions"]}


def test_a_word_stands_beside_the_machines_until_it_is_taken_back(run: Run, own: Path) -> None:
    one = ids(run, own)["r1"]
    done = run("--store", own, "correct", "wrong", one, "--why", "nur ein Gerücht", "--by", "Frau Beispiel")
    assert (done.returncode, done.stdout) == (0, "")
    shown = run("--store", own, "ledger", "--event", one).stdout
    assert "✗ falsch gelesen" in shown
    assert "Frau Beispiel" in shown
    assert "nur ein Gerücht" in shown
    assert "traf" in shown
    assert "Erika Muster hat" not in run("--store", own, "picture").stdout
    (word,) = json.loads(run("--store", own, "correct", "list", "--json").stdout)
    assert run("--store", own, "correct", "undo", word["amendment"]["id"]).returncode == 0
    assert "falsch gelesen" not in run("--store", own, "ledger", "--event", one).stdout
    assert json.loads(run("--store", own, "correct", "list", "--json").stdout)[0]["undone"]
    assert run("--store", own, "correct", "list").stdout.count("zurückgenommen") == 2


def test_the_author_comes_from_the_option_or_the_environment(run: Run, own: Path) -> None:
    one = ids(run, own)["r1"]
    run("--store", own, "correct", "confirm", one, env={"LAGEBILD_AUTHOR": "Herr Muster"})
    run("--store", own, "correct", "note", one, "nachgelesen", "--by", "Frau \x1b[31mBeispiel")
    found = json.loads(run("--store", own, "correct", "list", "--json").stdout)
    assert [said["amendment"]["author"] for said in found] == ["Herr Muster", "Frau \\x1b[31mBeispiel"]
    assert "\x1b" not in run("--store", own, "ledger", "--event", one).stdout


def test_corrections_go_out_and_into_another_store(run: Run, own: Path, filled: Path, tmp_path: Path) -> None:
    events = ids(run, own)
    run("--store", own, "correct", "merge", events["r1"], events["r2"], "--by", "Muster")
    kept = tmp_path / "words.jsonl"
    kept.write_text(run("--store", own, "correct", "export").stdout, encoding="utf-8")
    second = Path(shutil.copy(filled, tmp_path / "second.db"))
    assert "1 Korrektur neu" in run("--store", second, "correct", "import", kept).stderr
    assert ids(run, second) == ids(run, own)
    assert len(set(ids(run, second).values())) == 1
    again = run("--store", second, "correct", "import", "-", input=kept.read_text(encoding="utf-8"))
    assert "0 Korrekturen neu" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", "x", "y"), "There is no event x"),
        (("wrong", "r9#q1"), "There is no report r9"),
        (("wrong", "r1#q9"), "The report r1 has no q9"),
        (("note", "r1#e1", " "), "The note is empty"),
        (("undo", "c1"), "There is no correction c1"),
    ],
)
def test_what_cannot_be_said_is_one_clear_line(run: Run, own: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("--store", own, "correct", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(f"lagebild: {message}")
    assert run("--store", own, "correct", "export").stdout == ""


def test_a_file_that_holds_no_corrections_changes_nothing(run: Run, own: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"kind": "confirm"}\n', encoding="utf-8")
    done = run("--store", own, "correct", "import", bad)
    assert done.returncode == 1
    assert "Line 1 is no correction" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["merge", "split", "wrong", "confirm", "note", "undo", "list", "export", "import"])
def test_every_kind_of_correction_has_an_example(run: Run, command: str) -> None:
    assert f"lagebild correct {command}" in run("correct", command, "--help").stdout.split("Example:")[1]


def test_an_event_in_full_has_its_passages_and_its_positions_are_rows_for_programs(run: Run, filled: Path) -> None:
    one = ids(run, filled)["r2"]
    shown = run("--store", filled, "ledger", "--event", one).stdout
    assert "„Angriff auf das Werk“" in shown
    assert "Einen *Angriff* auf das Werk bestritt der Sprecher." in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 80
    rows = list(csv.DictReader(io.StringIO(run("--store", filled, "ledger", "--event", one, "--csv").stdout)))
    assert [(row["holder"], row["stance"], row["chain"], row["passage"]) for row in rows] == [
        ("Erika Muster", "denies", "AFP", "Angriff auf das Werk")
    ]


def test_what_was_edited_in_inception_is_taken_once(run: Run, own: Path, tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed: pip install 'lagebild[annotate]'")
    folder = tmp_path / "annotate"
    assert run("--store", own, "export", "xmi", "--out", folder).returncode == 0
    types = folder / "TypeSystem.xml"
    system = cassis.load_typesystem(types.read_bytes().decode())
    path = sorted(folder.glob("*.xmi"))[0]
    cas = cassis.load_cas_from_xmi(path.read_bytes().decode(), typesystem=system)
    gone = next(iter(cas.select("webanno.custom.Event")))
    cas.remove(gone)
    path.write_text(cas.to_xmi(), "utf-8")
    done = run("--store", own, "correct", "annotated", path, "--types", types, "--by", "Frau Beispiel")
    assert done.returncode == 0, done.stderr
    (word,) = json.loads(run("--store", own, "correct", "list", "--json").stdout)
    assert (word["amendment"]["kind"], word["amendment"]["author"]) == ("wrong", "Frau Beispiel")
    assert word["amendment"]["text"].startswith(f"{gone.ref}: ")
    again = run("--store", own, "correct", "annotated", path, "--types", types, "--by", "Frau Beispiel")
    assert again.returncode == 0
    assert len(json.loads(run("--store", own, "correct", "list", "--json").stdout)) == 1
    other = run("--store", own, "correct", "annotated", path, "--types", types, "--report", "gibt-es-nicht")
    assert other.returncode != 0
    assert "gibt-es-nicht" in other.stderr
