"""Who may ask, from where, and with which headers the answer goes out."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from lagebild.store import Store
from lagebild.web.app import create_app

KEY = "ein-langer-schluessel"


@pytest.fixture
def locked(store: Store) -> Iterator[TestClient]:
    """The page with access control, as it is served with --host."""
    with TestClient(create_app(store, hosts=None, token=KEY), base_url="http://lage.example:8000") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/static/lagebild.css", "/gibt-es-nicht", "/berichte/a1?format=json"])
def test_every_answer_carries_a_strict_policy(path: str, page: TestClient) -> None:
    headers = page.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/ereignisse", "/berichte/a1", "/suche?q=Minsk"])
def test_no_page_has_scripts_or_styles_of_its_own(path: str, page: TestClient) -> None:
    html = page.get(path).text.replace('<script type="application/json"', "")
    assert "<script>" not in html
    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html
    assert "javascript:" not in html


def test_without_the_key_nothing_is_shown(locked: TestClient) -> None:
    for path in ("/", "/berichte/a1?format=json", "/static/lagebild.css", "/?zugang=falsch"):
        answer = locked.get(path, follow_redirects=False)
        assert answer.status_code == 401
        assert "Minsk" not in answer.text


def test_the_key_in_the_address_becomes_a_cookie(locked: TestClient) -> None:
    answer = locked.get(f"/?zugang={KEY}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert locked.get("/").status_code == 200


def test_a_program_shows_the_key_in_a_header(locked: TestClient) -> None:
    assert locked.get("/", headers={"authorization": f"Bearer {KEY}"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"origin": "http://127.0.0.1:8000"}, True),
        ({}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://127.0.0.1:9999"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
    ],
)
def test_changes_are_taken_from_our_own_pages_only(headers: dict[str, str], allowed: bool, page: TestClient) -> None:
    assert (page.post("/", headers=headers).status_code == 403) is not allowed


def test_an_endless_address_is_refused(page: TestClient) -> None:
    assert page.get("/?q=" + "a" * 9000).status_code == 414
