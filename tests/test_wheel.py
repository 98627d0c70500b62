"""The wheel holds everything that a reading needs: lexicons, model, pages, words."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="hatchling is not installed: pip install -r requirements/build.txt")

ROOT = Path(__file__).parents[1]
SCRIPT = """
import sys
from pathlib import Path
import lagebild
from lagebild.cli.main import run
assert Path(lagebild.__file__).is_relative_to(sys.argv[1]), lagebild.__file__
store, reports, names = sys.argv[2:]
assert run(["--store", store, "add", reports, "--lexicon", names, "--exercise", "--workers", "1"]) == 0
assert run(["--store", store, "picture"]) == 0
import lagebild.web
"""


def test_an_installed_wheel_reads_the_demo_without_the_checkout(tmp_path: Path) -> None:
    build = ["wheel", "--no-deps", "--no-build-isolation", "-q", "-w", str(tmp_path), str(ROOT)]
    built = subprocess.run([sys.executable, "-m", "pip", *build], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("lagebild-*.whl")
    place = tmp_path / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(place), str(wheel)], check=True
    )
    arguments = [place, tmp_path / "demo.db", ROOT / "examples" / "reports", ROOT / "examples" / "lexicon.yaml"]
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, arguments)],
        cwd=tmp_path, env={"PYTHONPATH": str(place), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Übungsberichte" in run.stdout + run.stderr
