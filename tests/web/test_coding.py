"""Blind coding in the browser gives the sheets that the commands take."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.model import InputError
from lagebild.store import Store, readings
from lagebild.validation import Unit, agreement, draw, manifest_of, read_sheet, write_sample
from lagebild.web.app import create_app
from lagebild.web.coding import Desk

OURS = {"origin": "http://127.0.0.1:8000"}


@pytest.fixture
def sample(tmp_path: Path, store: Store) -> Path:
    """A sample of two reports."""
    found = [r for r in readings(store) if r.report.id in ("a1", "streit")]
    drawn = draw([Unit(r.report.id, "all") for r in found], 2, 1)
    ordered = [next(r for r in found if r.report.id == unit.report) for unit in drawn.units]
    write_sample(
        tmp_path / "probe",
        manifest_of(drawn, ("type",), [(r, [(0, 40), (40, len(r.report.text))]) for r in ordered]),
        ordered,
    )
    return tmp_path / "probe"


def client(store: Store, sample: Path) -> TestClient:
    return TestClient(create_app(store, coding=sample), base_url="http://127.0.0.1:8000", headers=OURS)


def fill(desk: TestClient, name: str, kind: str) -> None:
    desk.post("/kodieren", data={"coder": name})
    for n in (1, 2):
        said = {"1.0.type": kind, "1.0.status": "planned", "1.0.actor_country": "=RUS", "2.0.type": "none"}
        assert desk.post(f"/kodieren/{n}?stand=1", data=said).text.startswith("Gespeichert.")


def test_two_coders_get_the_sheets_that_the_commands_compare(store: Store, sample: Path) -> None:
    with client(store, sample) as desk:
        fill(desk, "Anna", "ASSAULT")
    with client(store, sample) as desk:
        fill(desk, "Bernd", "PROTEST")
    anna, bernd = (read_sheet(sample / f"{name}.csv") for name in ("Anna", "Bernd"))
    assert [row.text for row in anna] == [row.text for row in read_sheet_texts(sample)]
    assert [[e.values[:3] for e in row.events] for row in anna] == [[("ASSAULT", "planned", "=RUS")], [], *[
        [("ASSAULT", "planned", "=RUS")], [],
    ]]  # fmt: skip
    found = {each.field: each for each in agreement(anna, bernd, 1)}
    assert found["event"].equal == 1.0
    assert found["type"].equal == 0.0


def read_sheet_texts(sample: Path) -> tuple[object, ...]:
    return tuple(row for row, _, _ in Desk(sample).coder("niemand").lines)


def test_a_coder_sees_neither_the_machine_nor_anybody_else(store: Store, sample: Path) -> None:
    with client(store, sample) as desk:
        fill(desk, "Anna", "ASSAULT")
    with client(store, sample) as desk:
        desk.post("/kodieren", data={"coder": "Bernd"})
        html = desk.get("/kodieren/1").text
        assert "selected" not in html.replace('value="actual" selected', "")
        assert "=RUS" not in html
        assert "Anna" not in desk.get("/kodieren").text
        assert "piece" not in html


def test_an_event_leaves_room_for_another_in_the_same_sentence(store: Store, sample: Path) -> None:
    with client(store, sample) as desk:
        desk.post("/kodieren", data={"coder": "Anna"})
        assert 'name="1.1.type"' not in desk.get("/kodieren/1").text
        desk.post("/kodieren/1", data={"1.0.type": "ASSAULT", "1.0.status": "actual"})
        assert 'name="1.1.type"' in desk.get("/kodieren/1").text
        desk.post("/kodieren/1", data={"1.0.type": "ASSAULT", "1.1.type": "PROTEST", "2.0.type": "none"})
        types = [event.type for _, event, _ in Desk(sample).coder("Anna").lines]
        assert types == ["ASSAULT", "PROTEST", "none", "", ""]


@pytest.mark.parametrize("name", ["", "../boese", "sheet", "a/b", "x" * 50, "<script>"])
def test_names_that_are_no_names_are_refused_and_write_nothing(name: str, store: Store, sample: Path) -> None:
    before = sorted(sample.iterdir())
    with client(store, sample) as desk:
        assert desk.post("/kodieren", data={"coder": name}).status_code == 400
        desk.cookies.set("kodierer", "..%2Fboese")
        assert desk.post("/kodieren/1", data={"1.0.type": "none"}, follow_redirects=False).status_code == 303
        assert desk.get("/kodieren/7").status_code == 200
    assert sorted(sample.iterdir()) == before


def test_a_folder_that_is_no_sample_is_said_at_the_start(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no sample"):
        create_app(store, coding=tmp_path)
