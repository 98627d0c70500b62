"""What `import lagebild` offers."""

import datetime
import doctest
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import lagebild
import lagebild.api
from lagebild.export.tables import TABLES
from lagebild.model import InputError, Report, StoreError


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(lagebild.api).failed == 0


def test_a_text_is_read_and_a_store_is_opened(tmp_path: Path) -> None:
    from lagebild.store import add_reading, listed

    reading = lagebild.read("Der Kreml dementierte den Bericht.", published="2022-12", id="r1")
    assert reading == lagebild.read_report(Report(id="r1", text=reading.report.text, published="2022-12"))
    store = lagebild.open(tmp_path / "a.db", create=True)
    add_reading(store, reading)
    assert [report.id for report in listed(store)] == ["r1"]


def test_the_names_of_the_package_work_without_any_other_import() -> None:
    code = "import lagebild; [getattr(lagebild, name) for name in lagebild.__all__]; print(lagebild.read('Ja.').events)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "()\n"


def test_tables_come_from_a_reading_several_and_a_store(tmp_path: Path) -> None:
    from lagebild.store import add_reading

    one = lagebild.read("Der Kreml dementierte den Bericht.", published="2022-12", id="r1")
    two = lagebild.read("Der Minister trat zurück.", published="2022-12", id="r2")
    with lagebild.open(tmp_path / "a.db", create=True) as store:
        add_reading(store, one)
        add_reading(store, two)
        assert set(lagebild.to_pandas(store, "reports")["report"]) == {"r1", "r2"}
    assert lagebild.to_polars(iter((one, two)), "reports")["report"].to_list() == ["r1", "r2"]
    assert lagebild.to_arrow(two).num_rows == len(two.events) == 1


def test_reading_many_goes_on_after_a_report_that_fails() -> None:
    from lagebild.pipeline import Failure

    wrong = Report(id="b", text=None)  # type: ignore[arg-type]
    found = list(lagebild.read_all([Report(id="a", text="Ja."), wrong, Report(id="c", text="Nein.")]))
    assert [isinstance(each, Failure) for each in found] == [False, True, False]
    assert found[1].reason == "The text is of type NoneType. Give a string."  # type: ignore[union-attr]


def test_importing_the_package_loads_neither_model_nor_store() -> None:
    code = "import lagebild, sys; print(sorted({'spacy', 'sqlalchemy', 'yaml', 'starlette'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: lagebild.read(""), "There is no text to read. Give the text of a report."),
        (lambda: lagebild.read("\n \n"), "There is no text to read."),
        (lambda: lagebild.read(b"Ja."), 'The text is of type bytes. Decode it first: text.decode("utf-8")'),
        (lambda: lagebild.read(None), "The text is of type NoneType. Give a string."),
        (lambda: lagebild.read("\ud800 Ja."), "lone surrogates"),
        (lambda: lagebild.read("Ja.", published="gestern"), "'gestern' is no date. Write it as 2022-12-19"),
        (lambda: lagebild.read("Ja.", published="2023-02-30"), "'2023-02-30' is no date."),
        (lambda: lagebild.read("Ja.", published=2023), "The published is of type int."),
        (lambda: lagebild.read_report("Ja."), "str is no report. Make one: lagebild.Report"),
        (lambda: list(lagebild.read_all(["Ja."])), "str is no report."),
        (lambda: lagebild.to_pandas("Ja."), "A table is made of readings, not of str. Give what lagebild.read"),
        (lambda: lagebild.to_arrow(lagebild.read("Ja."), "evnts"), "There is no table 'evnts'. There are: reports"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_remedy(call: Callable[[], object], said: str) -> None:
    with pytest.raises(InputError) as raised:
        call()
    assert said in str(raised.value)


def test_a_store_that_is_missing_is_not_made_by_a_slip(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store at .*Make one with: lagebild add PATH"):
        lagebild.open(tmp_path / "slip.db")
    assert list(tmp_path.iterdir()) == []


def test_dates_of_python_and_of_german_writing_are_taken() -> None:
    text = "Der Minister trat gestern zurück."
    days = (datetime.date(2023, 5, 10), datetime.datetime(2023, 5, 10, 8, 30), "10.5.2023", "2023-05-10")
    assert {lagebild.read(text, published=day).times[0].value for day in days} == {"2023-05-09"}


@pytest.mark.parametrize("table", TABLES)
def test_the_frames_have_the_columns_of_the_table_that_is_documented(table: str) -> None:
    reading = lagebild.read("Der Kreml dementierte am Montag in Berlin den Bericht.", published="2022-12-20")
    names = [column.name for column in TABLES[table].columns]
    assert list(lagebild.to_pandas(reading, table).columns) == names
    assert lagebild.to_polars(reading, table).columns == names
    assert lagebild.to_arrow(reading, table).column_names == names


def test_every_public_name_says_what_it_does() -> None:
    for name in lagebild.__all__:
        if not name.startswith("__"):
            assert len(getattr(lagebild, name).__doc__.splitlines()[0]) > 20, name


INTERRUPTED = """
import sys, lagebild
from lagebild.store import add_readings
texts = (lagebild.Report(id=f"r{n}", text="Der Kreml dementierte am Montag den Bericht. " * 40) for n in range(10_000))
with lagebild.open(sys.argv[1], create=True) as store:
    try:
        for stored in add_readings(store, lagebild.read_all(texts), batch=3):
            print(stored.report, flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


def test_an_interrupt_in_the_middle_of_a_reading_leaves_the_store_whole(tmp_path: Path) -> None:
    store = tmp_path / "a.db"
    command = [sys.executable, "-c", INTERRUPTED, str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "r0\n"
        time.sleep(0.2)
        os.kill(process.pid, signal.SIGINT)
        printed = process.stdout.read().split()
        assert process.wait(30) == 0
    from lagebild.store import check, listed

    assert printed[-1] == "interrupted"
    with lagebild.open(store) as opened:
        assert [finding.what for finding in check(opened)] == ["The ledger is older than the reports."]
        kept = [report.id for report in listed(opened)]
        assert {"r0", *printed[:-1]} <= set(kept)
        assert len(lagebild.to_pandas(opened, "reports")) == len(kept)
