"""From the store to a sample, two codings, a joined sheet and the reader's figures, with the real commands."""

import csv
import json
from pathlib import Path

from tests.cli.conftest import Run


def fill(sheet: Path, out: Path, type_: str) -> Path:
    """A coding that sees an event of one type in each first sentence and nothing elsewhere."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        for row in rows:
            first = row["sentence"] == "1"
            writer.writerow({**row, "type": type_ if first else "none", "status": "actual" if first else ""})
    return out


def test_a_sample_goes_through_coding_to_figures(run: Run, filled: Path, tmp_path: Path) -> None:
    drawn = run("--store", filled, "sample", "--size", 3, "--by", "outlet", "--out", tmp_path / "probe")
    assert drawn.returncode == 0, drawn.stderr
    a = fill(tmp_path / "probe" / "sheet.csv", tmp_path / "a.csv", "ASSAULT")
    b = fill(tmp_path / "probe" / "sheet.csv", tmp_path / "b.csv", "CONSULT")
    same = json.loads(run("agree", a, a, "--json").stdout)
    assert {row["field"]: row["equal"] for row in same}["type"] == 1
    differ = run("agree", a, b)
    assert "Art" in differ.stdout
    joined = run("adjudicate", a, b, "--out", tmp_path / "gold.csv")
    assert "3 zu entscheiden" in joined.stderr, joined.stderr
    undecided = run("--store", filled, "evaluate", tmp_path / "gold.csv", "--sample", tmp_path / "probe")
    assert undecided.returncode != 0
    assert "not decided" in undecided.stderr
    scored = run("--store", filled, "evaluate", b, "--sample", tmp_path / "probe", "--json")
    assert scored.returncode == 0, scored.stderr
    assert {row["field"]: row["gold"] for row in json.loads(scored.stdout)}["type"] == 3


def test_bad_wishes_leave_nothing_behind(run: Run, filled: Path, tmp_path: Path) -> None:
    too_many = run("--store", filled, "sample", "--size", 99, "--out", tmp_path / "probe")
    assert "--size 3 at most" in too_many.stderr
    nobody = run("--store", filled, "sample", "--outlet", "Niemand", "--out", tmp_path / "probe")
    assert "no report to draw from" in nobody.stderr
    (tmp_path / "there").mkdir()
    there = run("--store", filled, "sample", "--size", 3, "--out", tmp_path / "there")
    assert "exists already" in there.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["there"]
    assert {too_many.returncode, nobody.returncode, there.returncode} == {1}
    no_sample = run("--store", filled, "evaluate", __file__, "--sample", tmp_path / "there")
    assert "is no sample" in no_sample.stderr
