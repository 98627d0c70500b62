"""The pages over a small store."""

import html
import re

import msgspec
import pytest
from starlette.testclient import TestClient

from lagebild.model import LedgerEvent, Reading
from lagebild.store import Store, ledger
from lagebild.web.compare import shared_pieces
from lagebild.web.timeline import TimeLine
from tests.web.conftest import HOSTILE, REPORTS

MOST_LINKS = 400
PATHS = [
    "/",
    "/ereignisse",
    "/berichte",
    "/berichte/a1",
    "/berichte/b/2.html",
    "/suche?q=Minsk",
    "/suche",
    "/berichte/böse",
    "/vergleich?links=a1&rechts=b/2.html",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_page_answers_in_both_languages(path: str, lang: str, page: TestClient) -> None:
    response = page.get(path, params={**dict(page.build_request("GET", path).url.params), "lang": lang})
    assert response.status_code == 200
    assert f'<html lang="{lang}">' in response.text


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_link_of_any_page_is_broken(lang: str, page: TestClient) -> None:
    page.cookies.set("lang", lang)
    seen, waiting = {"/"}, ["/"]
    while waiting and len(seen) < MOST_LINKS:
        address = waiting.pop()
        answer = page.get(address)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        anchors = set(re.findall(r' id="([^"]+)"', answer.text))
        for link in re.findall(r'(?:href|src|hx-get)="([^"]*)"', answer.text):
            target, _, anchor = html.unescape(link).partition("#")
            assert target or anchor in anchors, (address, link)
            if (
                target.startswith("/")
                and not target.startswith(("/sprache", "/thema", "/stand"))
                and target not in seen
            ):
                seen.add(target)
                waiting.insert(0, target)
    assert len(seen) > 200


def test_report_page_holds_the_whole_text_and_marks_it(page: TestClient) -> None:
    html = page.get("/berichte/b/2.html").text
    plain = re.sub(r"<[^>]+>", "", html.replace("&#34;", '"'))
    assert REPORTS[1].text in plain
    assert 'class="piece quotation' in html
    assert "Lukaschenko" in html


def test_event_page_shows_positions_with_passage_and_way(store: Store, page: TestClient) -> None:
    events = [event for event in ledger(store) if event.positions]
    assert events
    for event in events:
        html = page.get(f"/ereignisse/{event.id}").text
        assert "Fundstellen" in html
        for position in event.positions:
            if position.holder is not None:
                assert position.holder.name in html


def test_json_beside_the_page_is_the_record(store: Store, page: TestClient) -> None:
    reading = msgspec.json.decode(page.get("/berichte/a1?format=json").content, type=Reading)
    assert reading.report.id == "a1"
    found = msgspec.json.decode(page.get("/ereignisse?format=json").content, type=list[LedgerEvent])
    assert found == list(ledger(store))


def test_new_is_what_came_since_the_last_visit(store: Store, page: TestClient) -> None:
    assert 'class="new"' not in page.get("/").text
    page.cookies.set("besuch", "|2001-01-01T00:00:00Z")
    html = page.get("/").text
    assert 'class="new"' in html
    assert "/?new=1" in html
    page.cookies.set("besuch", "|unsinn")
    assert page.get("/").status_code == 200


def test_theme_and_language_are_remembered(page: TestClient) -> None:
    page.get("/thema/dark")
    page.get("/sprache/en")
    html = page.get("/").text
    assert 'data-theme="dark"' in html
    assert '<html lang="en"' in html


def test_lanes_of_the_time_line_hold_the_events_of_the_list(store: Store, page: TestClient) -> None:
    for lanes in ("country", "actor", "type"):
        html = page.get("/", params={"lanes": lanes}).text
        block = html.partition('id="zeitdaten">')[2].partition("</script>")[0]
        drawn = msgspec.json.decode(block, type=TimeLine)
        assert {event.id for event in drawn.events} <= {event.id for event in ledger(store)}
        assert len(drawn.events) + drawn.before + drawn.after + drawn.undated == len(list(ledger(store)))
        assert all(event.lanes for event in drawn.events)


def test_table_sorts_by_its_columns(page: TestClient) -> None:
    rising = [
        e.first_seen
        for e in msgspec.json.decode(page.get("/ereignisse?sort=told&format=json").content, type=list[LedgerEvent])
    ]
    falling = [
        e.first_seen
        for e in msgspec.json.decode(page.get("/ereignisse?sort=-told&format=json").content, type=list[LedgerEvent])
    ]
    assert rising == sorted(rising, key=lambda seen: seen or "")
    assert falling == sorted(falling, key=lambda seen: seen or "", reverse=True)
    assert 'aria-sort="descending"' in page.get("/ereignisse?sort=-sources").text


def test_two_reports_side_by_side_show_what_they_share() -> None:
    one, other = shared_pieces("Er kam am Montag nach Minsk.", "Am Dienstag: Er kam am Montag nach Minsk.")
    assert one == [("Er kam am Montag nach Minsk.", True)]
    assert other == [("Am Dienstag: ", False), ("Er kam am Montag nach Minsk.", True)]


def test_hostile_text_is_escaped_everywhere(page: TestClient) -> None:
    for path in ("/", "/berichte", "/berichte/böse", "/suche?q=gekapert", "/suche?q=" + HOSTILE):
        html = page.get(path).text
        assert "<script>document" not in html
        assert "<img src=x" not in html


def test_missing_report_says_so_with_a_remedy(page: TestClient) -> None:
    response = page.get("/berichte/gibt-es-nicht")
    assert response.status_code == 404
    assert "lagebild reports" in response.text


def test_foreign_host_names_are_refused(store: Store, page: TestClient) -> None:
    assert page.get("/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_choice_of_language_goes_back_to_our_own_pages_only(back: str, page: TestClient) -> None:
    response = page.get("/sprache/en", params={"zu": back}, follow_redirects=False)
    assert response.headers["location"] == "/"
    assert "SameSite=strict" in response.headers["set-cookie"]


@pytest.mark.parametrize(
    "query",
    [
        "status=quatsch",
        "ab=-1",
        "ab=99999999999999",
        "since=x' OR 1=1",
        "since=31.02.2023",
        "actor=%00",
        "lang=xx",
        "contested=2",
    ],
)
def test_odd_parameters_never_break_a_page(query: str, page: TestClient) -> None:
    assert page.get(f"/ereignisse?{query}").status_code in (200, 404)
