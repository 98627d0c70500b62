"""`cite`, `release`, `diff` and `story` through the real command."""

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def events(run: Run, store: Path) -> dict[str, str]:
    """The event of each report."""
    found = json.loads(run("--store", store, "ledger", "--json").stdout)
    return {mention["report"]: event["id"] for event in found for mention in event["mentions"]}


def test_a_quotation_and_an_event_are_cited_in_all_formats(run: Run, filled: Path) -> None:
    one = events(run, filled)["r2"]
    for what, passage in (
        ("r2#q1", "Angriff auf das Werk"),
        (one, "Einen Angriff auf das Werk bestritt der Sprecher."),
    ):
        text = run("--store", filled, "cite", what).stdout
        assert f"„{passage}“" in " ".join(text.split())
        assert "Rundschau, 09.05.2023." in " ".join(text.split())
        (record,) = json.loads(run("--store", filled, "cite", what, "--format", "json").stdout)
        assert record["passage"] == passage
        (item,) = json.loads(run("--store", filled, "cite", what, "--format", "csl").stdout)
        assert item["container-title"] == "Rundschau"
        assert run("--store", filled, "cite", what, "--format", "bibtex").stdout.startswith("@misc{rundschau-r2-")


@pytest.mark.parametrize(
    ("what", "message"),
    [("x", "There is no event x"), ("r2#q9", "The report r2 has no q9"), ("r9#q1", "There is no report")],
)
def test_what_cannot_be_cited_is_one_clear_line(run: Run, filled: Path, what: str, message: str) -> None:
    done = run("--store", filled, "cite", what)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"lagebild: {message}")


def test_a_release_is_whole_checked_and_without_text(run: Run, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    done = run("--store", filled, "release", out, "--licence", "CC BY 4.0")
    assert done.returncode == 0, done.stderr
    for line in (out / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    everything = "".join(path.read_text(encoding="utf-8") for path in out.iterdir())
    assert "Licence of this data set: CC BY 4.0." in everything
    for words in ("reiste nach Musterstadt", "bestritt der Sprecher", "Angriff bestritten"):
        assert words not in everything
    again = run("--store", filled, "release", out)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "exists already" in again.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_what_changed_since_a_day_is_told_by_kind(run: Run, filled: Path) -> None:
    one = events(run, filled)["r2"]
    shown = run("--store", filled, "diff", "--since", "2023-05-09").stdout
    assert shown.startswith("Neu (1)")
    assert one in shown
    assert "bestritten: Erika Muster" in shown
    assert max(map(len, shown.splitlines())) <= 80
    (record,) = json.loads(run("--store", filled, "diff", "--since", "09.05.2023", "--json").stdout)
    assert (record["event"]["id"], record["kinds"]) == (one, ["new"])
    (row,) = csv.DictReader(io.StringIO(run("--store", filled, "diff", "--since", "2023-05-09", "--csv").stdout))
    assert (row["event"], row["holders"], row["stances"]) == (one, "Erika Muster", "denies")
    assert run("--store", filled, "diff", "--since", "2024").stdout == ""
    assert len(json.loads(run("--store", filled, "diff", "--since", "2020-01-01", "--added", "--json").stdout)) == 2
    assert json.loads(run("--store", filled, "diff", "--since", "2999", "--added", "--json").stdout) == []
    assert run("--store", filled, "diff").returncode == 2


def test_a_story_is_a_time_line_and_rows_for_programs(run: Run, filled: Path) -> None:
    one = events(run, filled)["r1"]
    shown = run("--store", filled, "story", "--event", one).stdout
    assert re.search(r"^08\.05\.2023 │ \S", shown, re.M)
    assert "Erika Muster" in shown.splitlines()[0]
    assert max(map(len, shown.splitlines())) <= 80
    (record,) = json.loads(run("--store", filled, "story", "--event", one, "--json").stdout)
    assert one in record["events"]
    assert "\x1b[" in run("--store", filled, "story", "--event", one, "--color").stdout
    assert run("--store", filled, "story", "--actor", "niemand").stdout == ""
    done = run("--store", filled, "story", "--event", "x")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
