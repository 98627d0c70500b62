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


def test_the_names_of_the_package_work_without_any_other_import() -> None:
    code = "import lagebild; [getattr(lagebild, name) for name in lagebild.__all__]; print(lagebild.read('Ja.').events)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "()\n"


def test_tables_come_from_a_reading_several_and_a_store(tmp_path: Path) -> None:
    from lagebild.store import add_reading

    one = lagebild.read("Der Kreml dementierte den Bericht.", published="2022-12", id="r1")
    two = lagebild.read("Der Minister trat zurück.", published="2022-12", id="r2")
    with lagebild.open(tmp_path / "a.db") as store:
        add_reading(store, one)
        add_reading(store, two)
        assert set(lagebild.to_pandas(store, "reports")["report"]) == {"r1", "r2"}
    assert lagebild.to_polars(iter((one, two)), "reports")["report"].to_list() == ["r1", "r2"]
    assert lagebild.to_arrow(two).num_rows == len(two.events) == 1


def test_reading_many_goes_on_after_a_report_that_fails() -> None:
    from lagebild.pipeline import Failure

    reports = [Report(id="a", text="Ja."), Report(id="b", text=None), Report(id="c", text="Nein.")]  # type: ignore[arg-type]
    found = list(lagebild.read_all(reports))
    assert [isinstance(each, Failure) for each in found] == [False, True, False]


def test_importing_the_package_loads_neither_model_nor_store() -> None:
    code = "import lagebild, sys; print(sorted({'spacy', 'sqlalchemy', 'yaml', 'starlette'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
