"""What a saved filter tells of, as a feed and to a webhook."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from lagebild.fetch.http import Bounds, Fetcher, FetchError
from lagebild.lang import Language
from lagebild.model import Correction, Report
from lagebild.pipeline import read
from lagebild.store import Store, add_reading, open_store, relink
from lagebild.web.app import create_app
from lagebild.web.cabinet import Cabinet
from lagebild.web.hook import Hook
from tests.web.conftest import REPORTS

ATOM = "{http://www.w3.org/2005/Atom}"
STREIT = REPORTS[3]


class Receiver(BaseHTTPRequestHandler):
    """A webhook that keeps what it is told, and refuses while it is broken."""

    told: ClassVar[list[dict[str, object]]] = []
    broken = False

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.broken:
            self.told.append(json.loads(body))
        self.send_response(500 if self.broken else 204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def own(tmp_path: Path, german: Language) -> Iterator[Store]:
    """A store without the quarrel."""
    with open_store(tmp_path / "own.db") as made:
        add_reading(made, read(REPORTS[0], german))
        relink(made, german)
        yield made


@pytest.fixture
def receiver() -> Iterator[str]:
    """Its address on this machine."""
    Receiver.told, Receiver.broken = [], False
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def feed(page: TestClient, query: str = "") -> list[str]:
    answer = page.get(f"/feed.atom{query}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]


def test_feed_tells_who_denies_and_follows_the_filter(page: TestClient) -> None:
    assert any("Peskow" in title for title in feed(page))
    assert not any("Peskow" in title for title in feed(page, "?country=FRA"))
    assert any("Peskow" in title for title in feed(page, "?country=RUS&lang=en"))


def test_webhook_hears_of_a_new_denial_once_and_again_when_it_was_down(
    own: Store, receiver: str, german: Language
) -> None:
    host = receiver.split("/")[2]
    hook = Hook(Cabinet(own), receiver, "?country=RUS", "de", Fetcher(hosts=frozenset((host,))).post)
    assert hook.look() == 0
    add_reading(own, read(STREIT, german))
    relink(own, german)
    Receiver.broken = True
    with pytest.raises(FetchError):
        hook.look()
    Receiver.broken = False
    assert hook.look() > 0
    assert hook.look() == 0
    told = Receiver.told[0]["news"]
    assert isinstance(told, list)
    assert {each["kind"] for each in told} == {"denial"}
    assert any("Peskow" in each["text"] and each["href"].startswith("/berichte/streit#") for each in told)


def test_a_correction_is_news(own: Store, german: Language) -> None:
    report = Report(
        id="k1", title="Korrektur: Festnahmen in Paris", text="Korrektur: Es waren 30 Festnahmen.", outlet="Tagesblatt",
        published="2023-03-25", correction=Correction.CORRECTION,
    )  # fmt: skip
    add_reading(own, read(report, german))
    relink(own, german)
    with TestClient(create_app(own), base_url="http://127.0.0.1:8000") as page:
        assert any("Korrektur" in title for title in feed(page))
        assert not any("Korrektur" in title for title in feed(page, "?country=RUS"))


def test_only_named_hosts_of_this_machine_are_told(receiver: str) -> None:
    with pytest.raises(FetchError):
        Fetcher(bounds=Bounds(seconds=2)).post(receiver, b"{}")
    assert Receiver.told == []
