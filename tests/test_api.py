"""What `import lagebild` offers."""

import doctest
import subprocess
import sys
from pathlib import Path

import lagebild
import lagebild.api
from lagebild.model import Report


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(lagebild.api).failed == 0


def test_a_text_is_read_and_a_store_is_opened(tmp_path: Path) -> None:
    from lagebild.store import add_reading, listed

    reading = lagebild.read("Der Kreml dementierte den Bericht.", published="2022-12", id="r1")
    assert reading == lagebild.read_report(Report(id="r1", text=reading.report.text, published="2022-12"))
    store = lagebild.open(tmp_path / "a.db")
    add_reading(store, reading)
    assert [report.id for report in listed(store)] == ["r1"]


def test_importing_the_package_loads_neither_model_nor_store() -> None:
    code = "import lagebild, sys; print(sorted({'spacy', 'sqlalchemy', 'yaml', 'starlette'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
