"""Sheets come back as they were written, whatever a spreadsheet does to them; every slip is told with its line."""

from pathlib import Path

import pytest

from lagebild.model import InputError, Status
from lagebild.validation import Coded, Row, read_sheet, rows_of_reading, sheet_rows, write_sheet
from lagebild.validation.sheets import COLUMNS
from tests.factories import make_actor, make_event, make_reading, make_report

EVENT = Coded(("ASSAULT", "actual", "RUS", "MIL", "UKR", "CVL", "2023-05-08", "UKR"))
ROWS = [
    Row(report="r1", published="2023-05-08", sentence=1, text='=SUMME("a";b), sagte er.', events=(EVENT, EVENT)),
    Row(report="r1", published="2023-05-08", sentence=2, text="Es regnet."),
]


def written(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        write_sheet(rows, out)
    return path


def coded(path: Path, **cells: str) -> Path:
    """A sheet with one row, with these cells."""
    values = {"report": "r1", "sentence": "1", "text": "Es regnet.", "type": "none", **cells}
    path.write_text(",".join(COLUMNS) + "\n" + ",".join(values.get(name, "") for name in COLUMNS) + "\n", "utf-8")
    return path


def test_a_sheet_comes_back_whole_also_with_semicolons(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", ROWS)
    text = path.read_text("utf-8-sig").replace("Es regnet.,,", "Es regnet.,none,")
    assert "'=SUMME" in text
    path.write_text(text, "utf-8")
    assert read_sheet(path) == ROWS
    plain = [Row(report="r1", published="2023", sentence=1, text="Ja", events=(EVENT,))]
    path = written(tmp_path / "b.csv", plain)
    path.write_text(path.read_text("utf-8-sig").replace(",", ";"), "utf-8")
    assert read_sheet(path) == plain


def test_codes_in_a_cell_have_no_order_and_cases_do_not_matter(tmp_path: Path) -> None:
    path = coded(tmp_path / "a.csv", type="assault", status="Actual", actor_country="UKR; RUS")
    assert read_sheet(path)[0].events[0].values[:3] == ("ASSAULT", "actual", "RUS UKR")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"type": ""}, "1 rows are not coded: lines 2"),
        ({"type": "ASAULT"}, "line 2: 'ASAULT' is no type. Did you mean ASSAULT"),
        ({"type": "ASSAULT", "status": "real"}, "line 2: 'real' is no status"),
        ({"type": "?ASSAULT", "status": "actual"}, "1 rows are not decided: lines 2"),
        ({"sentence": "eins"}, "line 2: sentence 'eins' is no number"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        read_sheet(coded(tmp_path / "a.csv", **cells))


def test_no_sheet_at_all_and_lost_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"report,type\nr1,none\n")
    with pytest.raises(InputError, match="lacks the columns published, sentence"):
        read_sheet(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        read_sheet(path)
    path.write_bytes(b"")
    with pytest.raises(InputError, match="lacks the columns"):
        read_sheet(path)


def test_a_sentence_is_not_nothing_and_something(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [ROWS[0]])
    path.write_text(path.read_text("utf-8-sig").replace("ASSAULT", "none", 1), "utf-8")
    with pytest.raises(InputError, match="coded as 'none' and as an event"):
        read_sheet(path)


def test_the_blind_sheet_shows_nothing_that_the_machine_read_and_events_stand_in_their_sentence() -> None:
    report = make_report("r1", "Es regnet. Die Truppe griff an.", published="2023-05-08")
    event = make_event(report, "griff", actors=("a1",), day="2023-05-08", status=Status.PLANNED)
    reading = make_reading(report, actors=(make_actor("a1", country="RUS", sector="MIL"),), events=(event,))
    spans = [(0, 10), (11, 31)]
    assert [row.events for row in sheet_rows(reading, spans)] == [(), ()]
    first, second = rows_of_reading(reading, spans)
    assert first.events == ()
    assert second.events[0].values[:4] == (event.type, "planned", "RUS", "MIL")
