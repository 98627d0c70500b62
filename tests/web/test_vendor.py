"""Scripts and data of others: unchanged, each with its licence."""

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "src/lagebild/web/static/vendor", ROOT / "tests/web/vendor"]


@pytest.mark.parametrize("folder", FOLDERS, ids=["page", "tests"])
def test_vendored_files_are_those_whose_digests_are_written_down(folder: Path) -> None:
    written = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    there = [path for path in folder.rglob("*") if path.is_file() and path.parent != folder]
    found = {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in there}
    assert found == written


@pytest.mark.parametrize("folder", FOLDERS, ids=["page", "tests"])
def test_every_vendored_part_has_its_licence_and_is_listed(folder: Path) -> None:
    listed = (folder / "README.md").read_text()
    for part in folder.iterdir():
        if part.is_dir():
            assert (part / "LICENSE").read_text().strip(), part
            assert part.name in listed
