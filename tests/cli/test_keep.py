"""`lagebild remove`, `backup` and `restore` through the real command."""

import json
from pathlib import Path

from tests.cli.conftest import Run

LINE = (
    '{"id": "%s", "outlet": "%s", "published": "2023-05-08", "text": "Die Ministerin traf in Paris den Gesandten."}\n'
)


def test_reports_are_saved_removed_and_restored(run: Run, tmp_path: Path) -> None:
    store, lines, saved = tmp_path / "s.db", tmp_path / "a.jsonl", tmp_path / "sicherung.db"
    lines.write_text(LINE % ("r1", "Tagesblatt") + LINE % ("r2", "Bote"), encoding="utf-8")
    assert run("--store", store, "add", lines).returncode == 0

    def ids() -> set[str]:
        return {json.loads(line)["id"] for line in run("--store", store, "reports", "--jsonl").stdout.splitlines()}

    assert "2 Berichte gesichert" in run("--store", store, "backup", saved).stderr
    asked = run("--store", store, "remove", "--source", "Bote")
    assert (asked.returncode, "--yes" in asked.stderr) == (1, True)
    assert ids() == {"r1", "r2"}
    assert "1 Bericht entfernt" in run("--store", store, "remove", "--source", "Bote", "--yes").stderr
    assert ids() == {"r1"}
    assert "--yes" in run("--store", store, "restore", saved).stderr
    assert run("--store", store, "restore", saved, "--yes").returncode == 0
    assert ids() == {"r1"}
    assert run("--store", tmp_path / "neu.db", "restore", saved).returncode == 0
    assert "Nothing is named" in run("--store", store, "remove").stderr
    assert "no report r9" in run("--store", store, "remove", "r9", "--yes").stderr
    assert "0 Berichte entfernt" in run("--store", store, "remove", "--older-than", "1", "--yes").stderr
