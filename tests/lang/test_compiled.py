"""The compiled lexicons are those of the sources."""

from pathlib import Path

import pytest

import lagebild.lang
from lagebild.lang.compile import PARTS, compile_part

FOLDER = Path(lagebild.lang.__file__).parent / "de"


@pytest.mark.parametrize("name", PARTS)
def test_artefact_is_what_its_sources_compile_to(name: str) -> None:
    artefact = (FOLDER / "compiled" / f"{name}.msgpack").read_bytes()
    assert compile_part(FOLDER, name) == artefact, f"run: make lexicons ({name} has changed)"
