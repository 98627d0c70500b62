"""The pages in a real Chromium: what a reader does and sees."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest

from lagebild.store import Store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: apt install chromium)")


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    """The page, served by a process of its own on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = f"from lagebild.web import serve; serve({store.where!r}, port={port})"
    server = subprocess.Popen([sys.executable, "-c", code])
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/gesund", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=[*quiet, "--disable-component-update", *root])
        yield made
        made.close()


def test_reader_finds_a_denial_and_the_sentence_that_says_so(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/berichte")
    page.get_by_role("link", name="Kreml dementiert").click()
    assert "Lukaschenko" in page.locator("aside").inner_text()
    page.locator("aside .note-list a", has_text="Lukaschenko").first.click()
    assert page.locator(".piece:focus").count() == 1
    assert "Lukaschenko" in page.locator("#erklaerung").inner_text()
    page.get_by_role("searchbox").first.fill("Demonstranten")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche?*")
    assert page.locator(".hits li").count() == 1
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert not errors
    page.close()


def test_hostile_title_and_text_do_not_run(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    for path in ("/", "/berichte", "/berichte/b%C3%B6se", "/suche?q=gekapert"):
        page.goto(address + path)
        assert page.title() != "gekapert"
    page.close()


def test_no_page_scrolls_sideways_on_a_telephone(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 360, "height": 640})
    for path in ("/", "/ereignisse", "/berichte", "/berichte/a1", "/suche?q=Minsk"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()
