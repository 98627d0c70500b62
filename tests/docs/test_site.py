"""The site builds without a warning and holds what the code says."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="mkdocs-material is not installed: pip install 'lagebild[dev]'")

from lagebild.cli.main import COMMANDS
from lagebild.export.tables import TABLES
from tests.docs.pages import ROOT


def test_the_site_builds_strictly_with_every_command_and_table(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    commands = (tmp_path / "site" / "reference" / "commands.html").read_text("utf-8")
    assert [name for name in COMMANDS if f"lagebild {name}" not in commands] == []
    tables = (tmp_path / "site" / "reference" / "tables.html").read_text("utf-8")
    assert [c.name for t in TABLES.values() for c in t.columns if f"<code>{c.name}</code>" not in tables] == []
    python = (tmp_path / "site" / "reference" / "python.html").read_text("utf-8")
    assert "to_polars" in python
