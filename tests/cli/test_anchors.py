"""Times, places and actors with the rules that made them, through the real command."""

import csv
import io
import json
from pathlib import Path

import pytest

from lagebild.lang import Language
from lagebild.model import Report
from lagebild.pipeline import read
from lagebild.store import add_reading, open_store
from tests.cli.conftest import Run

TEXT = "Kanzler Olaf Scholz sprach am Dienstag in Aachen mit der Polizei. Am Freitag reist er nach Lüttich."


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory, german: Language) -> Path:
    """A store with two reports that were really read, both on Aachen."""
    path = tmp_path_factory.mktemp("anchors") / "store.db"
    with open_store(path) as store:
        add_reading(store, read(Report(id="n1", text=TEXT, published="2023-05-10"), german))
        second = "Die Polizei in Aachen suchte am 3. März nach Zeugen."
        add_reading(store, read(Report(id="n2", text=second, published="2023-05-11"), german))
    return path


def test_places_are_counted_over_reports_and_found_by_name_and_country(run: Run, placed: Path) -> None:
    found = json.loads(run("--store", placed, "places", "--json").stdout)
    assert [(p["name"], p["country"], p["reports"]) for p in found] == [("Aachen", "DEU", 2), ("Lüttich", "BEL", 1)]
    assert [p["name"] for p in json.loads(run("--store", placed, "places", "--country", "bel", "--json").stdout)] == [
        "Lüttich"
    ]
    assert "Aachen" not in run("--store", placed, "places", "--name", "lütt").stdout


def test_times_of_a_report_stand_with_value_and_interval(run: Run, placed: Path) -> None:
    table = run("--store", placed, "times", "n1").stdout
    assert "„Dienstag“" in table
    assert "2023-05-09" in table
    assert "2023-05-12" in table
    rows = list(csv.DictReader(io.StringIO(run("--store", placed, "times", "n2", "--csv").stdout)))
    assert [(row["passage"], row["value"], row["from"]) for row in rows] == [("3. März", "2023-03-03", "2023-03-03")]


def test_times_of_a_report_that_is_not_there_fail_with_a_remedy(run: Run, placed: Path) -> None:
    done = run("--store", placed, "times", "n9")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [("actors",), ("places",), ("times", "n1"), ("show", "n1")])
def test_rules_and_entries_are_named_on_request_only(run: Run, placed: Path, command: tuple[str, ...]) -> None:
    plain = run("--store", placed, *command, env={"COLUMNS": "160"}).stdout
    told = run("--store", placed, *command, "--explain", env={"COLUMNS": "160"}).stdout
    assert "Regel" not in plain or command[0] == "show"
    assert len(told) > len(plain)
    wanted = {"actors": "persons.tsv:", "places": "only", "times": "weekday", "show": "persons.tsv:"}[command[0]]
    assert wanted in told
    assert wanted not in plain


def test_actors_are_explained_with_their_forms_in_each_report(run: Run, placed: Path) -> None:
    found = json.loads(run("--store", placed, "actors", "--explain", "--name", "scholz", "--json").stdout)
    assert [(a["report"], a["name"], a["forms"]) for a in found] == [
        ("n1", "Olaf Scholz", ["Kanzler Olaf Scholz", "er"])
    ]
    assert found[0]["rule"].startswith("lexicon: persons.tsv:")
