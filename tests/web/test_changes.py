"""Corrections, pasted texts and the word that the store has changed; each over a store of its own."""

import csv
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.lang import Language
from lagebild.pipeline import read
from lagebild.store import Store, add_reading, ledger, listed, open_store, relink
from lagebild.web.app import create_app
from lagebild.web.words import words
from tests.web.conftest import REPORTS

OURS = {"origin": "http://127.0.0.1:8000"}
TEXT = "Berlin (npa) – Der Kreml hat am Montag einen Angriff auf Kiew dementiert."


@pytest.fixture
def own(tmp_path: Path, german: Language) -> Iterator[Store]:
    """A store that a test may change."""
    with open_store(tmp_path / "own.db") as made:
        for report in REPORTS[:2]:
            add_reading(made, read(report, german))
        relink(made, german)
        yield made


@pytest.fixture
def desk(own: Store) -> Iterator[TestClient]:
    """The page over it."""
    with TestClient(create_app(own), base_url="http://127.0.0.1:8000", headers=OURS) as client:
        yield client


def amend(desk: TestClient, event: str, **said: str) -> str:
    answer = desk.post(f"/ereignisse/{event}/berichtigen", data={"author": "Ada", **said}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return desk.get(answer.headers["location"].partition("#")[0]).text


def test_a_persons_word_stands_beside_the_machines_and_can_be_taken_back(own: Store, desk: TestClient) -> None:
    event = next(iter(ledger(own)))
    shown = amend(desk, event.id, kind="note", text="<b>Bitte prüfen</b>")
    assert "&lt;b&gt;Bitte prüfen&lt;/b&gt;" in shown
    assert "Ada" in shown
    found = re.search('name="undoes" value="([^"]+)"', shown)
    assert found
    assert "Bitte prüfen" not in amend(desk, event.id, kind="undo", undoes=found[1])


def test_what_a_person_calls_misread_leaves_the_situation_and_stays_in_the_table(own: Store, desk: TestClient) -> None:
    event = next(iter(ledger(own)))
    assert event.id in re.findall('data-event="([^"]+)"', desk.get("/").text)
    amend(desk, event.id, kind="wrong")
    assert event.id not in re.findall('data-event="([^"]+)"', desk.get("/").text)
    assert event.id in desk.get("/ereignisse").text


def test_two_events_merged_by_a_person_are_one(own: Store, desk: TestClient) -> None:
    one, other = list(ledger(own))[:2]
    before = len(list(ledger(own)))
    amend(desk, one.id, kind="merge", other=f"http://127.0.0.1:8000/ereignisse/{other.id}")
    assert len(list(ledger(own))) == before - 1
    assert desk.get(f"/ereignisse/{other.id}").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "note", "author": "Ada"},
        {"kind": "wrong", "author": " "},
        {"kind": "merge", "author": "Ada"},
        {"kind": "quatsch", "author": "Ada"},
        {"kind": "undo", "author": "Ada", "undoes": "x"},
        {"kind": "merge", "author": "Ada", "other": "gibtsnicht"},
        {"kind": "merge", "author": "Ada", "other": "SELBST"},
        {"kind": "split", "author": "Ada", "part": "gibtsnicht"},
        {"kind": "wrong", "author": "Ada", "what": "a1#e99"},
        {"author": "Ada"},
    ],
)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_statement_without_sense_changes_nothing_and_says_why(
    said: dict[str, str], lang: str, own: Store, desk: TestClient
) -> None:
    before = list(ledger(own))
    given = {name: value.replace("SELBST", before[0].id) for name, value in said.items()}
    answer = desk.post(f"/ereignisse/{before[0].id}/berichtigen?lang={lang}", data=given)
    assert answer.status_code == 400
    message = re.search('class="empty"><p>(.+?)</p>', answer.text)
    assert message
    assert html.unescape(message[1]) in {text.replace("{key}", "gibtsnicht") for text in words(lang).values()}
    assert f"/ereignisse/{before[0].id}#berichtigen" in answer.text
    assert list(ledger(own)) == before


def test_a_foreign_page_changes_nothing(own: Store, desk: TestClient) -> None:
    event = next(iter(ledger(own)))
    for path in (f"/ereignisse/{event.id}/berichtigen", "/einfuegen"):
        said = {"kind": "wrong", "author": "Eve", "text": TEXT, "keep": "1"}
        assert desk.post(path, data=said, headers={"origin": "http://evil.example"}).status_code == 403
    assert not next(iter(ledger(own))).remarks
    assert len(list(listed(own))) == 2


def test_read_only_takes_neither_corrections_nor_reports(own: Store) -> None:
    event = next(iter(ledger(own)))
    with TestClient(create_app(own, read_only=True), base_url="http://127.0.0.1:8000", headers=OURS) as desk:
        said = {"kind": "wrong", "author": "Ada"}
        assert desk.post(f"/ereignisse/{event.id}/berichtigen", data=said).status_code == 403
        assert desk.post("/einfuegen", data={"text": TEXT, "keep": "1"}).status_code == 403
        assert 'class="piece' in desk.post("/einfuegen", data={"text": TEXT}).text
        assert "berichtigen" not in re.findall('action="[^"]*/([a-z]+)"', desk.get(f"/ereignisse/{event.id}").text)
    assert len(list(listed(own))) == 2


def test_a_pasted_text_is_read_and_kept_only_on_request(own: Store, desk: TestClient) -> None:
    shown = desk.post("/einfuegen", data={"text": TEXT, "published": "2023-05-03"})
    assert 'class="piece' in shown.text
    assert len(list(listed(own))) == 2
    kept = desk.post("/einfuegen", data={"text": TEXT, "published": "2023-05-03", "keep": "1"})
    assert TEXT in re.sub("<[^>]+>", "", kept.text)
    assert len(list(listed(own))) == 3


@pytest.mark.parametrize("said", [{"text": " "}, {"text": "a" * 20_001}, {"text": "Ja.", "published": "gestern"}])
def test_what_cannot_be_read_is_said_above_the_form(said: dict[str, str], desk: TestClient) -> None:
    answer = desk.post("/einfuegen", data=said)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "<textarea" in answer.text


def test_a_reader_hears_of_a_change_once_the_store_has_changed(own: Store, desk: TestClient, german: Language) -> None:
    found = re.search(r'hx-get="(/stand\?seit=[^"]+)"', desk.get("/").text)
    assert found
    asks = found[1].replace("&amp;", "&")
    assert desk.get(asks).status_code == 204
    add_reading(own, read(REPORTS[2], german))
    relink(own, german)
    assert 'href="/"' in desk.get(asks).text
    assert 'href="/"' in desk.get("/stand?seit=x&zu=//evil.example").text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ereignisse",
        "/akteure",
        "/akteure/state:UKR",
        "/karte",
        "/netz",
        "/netz?way=quotes",
        "/berichte",
        "/suche?q=Paris",
    ],
)
def test_every_view_downloads_as_a_table(path: str, own: Store, desk: TestClient) -> None:
    answer = desk.get(path, params={**dict(desk.build_request("GET", path).url.params), "format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(answer.text.splitlines()))
    assert len({len(row) for row in rows}) == 1
    if path in ("/", "/ereignisse"):
        assert {row[0] for row in rows[1:]} == {event.id for event in ledger(own)}
