"""Lists, search, ledger and picture on a filled store, through the real command."""

import csv
import io
import json
import re
from pathlib import Path

import msgspec
import pytest

from lagebild.model import LedgerEvent, ListedReport, Reading
from tests.cli.conftest import Run

LISTS = ("reports", "quotations", "events", "actors", "ledger")


@pytest.mark.parametrize("command", LISTS)
def test_every_list_comes_as_table_json_json_lines_and_csv(run: Run, filled: Path, command: str) -> None:
    table, array, lines, flat = (
        run("--store", filled, command, *form) for form in ((), ("--json",), ("--jsonl",), ("--csv",))
    )
    assert [done.returncode for done in (table, array, lines, flat)] == [0, 0, 0, 0]
    records = json.loads(array.stdout)
    assert records
    assert [json.loads(line) for line in lines.stdout.splitlines()] == records
    assert len(list(csv.DictReader(io.StringIO(flat.stdout)))) == len(records)
    assert len(table.stdout.splitlines()) > len(records)
    assert max(map(len, table.stdout.splitlines())) <= 80


def test_reports_and_ledger_print_the_records_of_the_contract(run: Run, filled: Path) -> None:
    for command, record in (("reports", ListedReport), ("ledger", LedgerEvent)):
        for line in run("--store", filled, command, "--jsonl").stdout.splitlines():
            assert msgspec.json.encode(msgspec.json.decode(line, type=record)) == line.encode()


def test_show_prints_a_reading_for_people_and_as_json(run: Run, filled: Path) -> None:
    shown = run("--store", filled, "show", "r1").stdout
    assert "Erika Muster hat am 8. Mai 2023 in Musterstadt mit Frankreich gesprochen" in shown
    assert "●traf" in shown
    assert "sagt der Bericht selbst" in shown
    line = run("--store", filled, "show", "r1", "--jsonl").stdout
    assert msgspec.json.decode(line, type=Reading).report.id == "r1"


def test_the_output_is_english_on_request_and_without_a_german_locale(run: Run, filled: Path) -> None:
    for done in (
        run("--store", filled, "show", "r1", "--lang", "en"),
        run("--store", filled, "show", "r1", env={"LANG": "C.UTF-8"}),
    ):
        assert "Erika Muster talked with France on 8 May 2023 in Musterstadt" in done.stdout


def test_filters_narrow_the_lists(run: Run, filled: Path) -> None:
    denied = json.loads(run("--store", filled, "quotations", "--denied", "--holder", "muster", "--json").stdout)
    assert [found["quotation"]["stance"] for found in denied] == ["denies"]
    negated = json.loads(run("--store", filled, "events", "--status", "negated", "--type", "assault", "--json").stdout)
    assert [found["report"] for found in negated] == ["r2"]
    assert json.loads(run("--store", filled, "reports", "--since", "09.05.2023", "--json").stdout)[0]["id"] == "r2"


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        (("--contested",), set()),
        (("--type", "assault"), {"r2"}),
        (("--status", "actual"), {"r1"}),
        (("--since", "2023-05-09"), {"r2"}),
        (("--until", "2023-05-08"), {"r1"}),
        (("--actor", "muster"), {"r1", "r2"}),
        (("--country", "fra"), {"r1", "r2"}),
        (("--country", "NOR"), set()),
        (("--min-sources", "1"), {"r1"}),
        (("--report", "r2"), {"r2"}),
        (("--unremarked",), {"r1", "r2"}),
        (("--remarked",), set()),
        (("--type", "assault", "--min-sources", "1"), set()),
    ],
)
def test_each_filter_of_the_ledger_leaves_what_it_names(
    run: Run, filled: Path, filters: tuple[str, ...], reports: set[str]
) -> None:
    found = json.loads(run("--store", filled, "ledger", *filters, "--json").stdout)
    assert {mention["report"] for event in found for mention in event["mentions"]} == reports


def test_a_country_that_is_no_code_is_said_in_one_line(run: Run, filled: Path) -> None:
    done = run("--store", filled, "ledger", "--country", "Norwegen")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "lagebild: 'NORWEGEN' is no country code. Write it in three letters: DEU, UKR, RUS.\n"


def test_a_table_that_is_cut_says_so_on_standard_error(run: Run, filled: Path) -> None:
    done = run("--store", filled, "reports", "--limit", "1")
    assert "--limit 4" in done.stderr
    assert len(done.stdout.splitlines()) < len(run("--store", filled, "reports").stdout.splitlines())
    assert run("--store", filled, "reports", "--limit", "1", "--quiet").stderr == ""


def test_the_chain_of_a_statement_is_spelled_out(run: Run, filled: Path) -> None:
    assert "Rundschau ← AFP ← Erika Muster" in run("--store", filled, "show", "r2").stdout


def test_an_event_of_the_ledger_is_shown_with_its_positions(run: Run, filled: Path) -> None:
    ids = [json.loads(line)["id"] for line in run("--store", filled, "ledger", "--jsonl").stdout.splitlines()]
    shown = [run("--store", filled, "ledger", "--event", id_).stdout for id_ in ids]
    assert any("bestritten" in text and "AFP ← Erika Muster" in text for text in shown)


def test_the_picture_has_its_sections_and_the_next_commands(run: Run, filled: Path) -> None:
    done = run("--store", filled, "picture")
    assert done.returncode == 0
    assert "Was geschehen ist" in done.stdout
    for command in ("ledger --contested", "ledger --event", "show", "serve"):
        assert re.search(rf"lagebild --store \S+ {command}", done.stdout)
    assert "Übungsberichte" not in done.stdout


def test_search_marks_what_matches(run: Run, filled: Path) -> None:
    done = run("--store", filled, "search", "Musterstadt")
    assert "*Musterstadt*" in done.stdout
    assert json.loads(run("--store", filled, "search", "Musterstadt", "--json").stdout)[0]["report"]["id"] == "r1"


@pytest.mark.parametrize("command", [("reports",), ("show", "r3"), ("search", "Steuerzeichen"), ("reports", "--jsonl")])
def test_control_characters_of_a_text_do_not_reach_the_terminal(
    run: Run, filled: Path, command: tuple[str, ...]
) -> None:
    done = run("--store", filled, *command)
    assert done.stdout
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.stdout)


def test_colours_come_on_request_only_and_no_color_is_respected(run: Run, filled: Path) -> None:
    assert "\x1b[" in run("--store", filled, "show", "r1", "--color").stdout
    assert "\x1b[" in run("--store", filled, "show", "r1", env={"FORCE_COLOR": "1"}).stdout
    for env in ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, {}):
        assert "\x1b[" not in run("--store", filled, "show", "r1", env=env).stdout


def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(run: Run, filled: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--store", filled, "reports", "--csv").stdout)))
    assert "'=Bote" in {row["outlet"] for row in rows}
