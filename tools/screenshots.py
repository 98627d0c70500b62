"""Takes the pictures of the page that README and docs show: python -m tools.screenshots STORE FOLDER

Needs Chromium; talks to a page of its own on loopback only.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import msgspec

from lagebild.model import LedgerEvent

QUIET = (
    "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --hide-scrollbars"
).split()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, seconds: float = 20) -> None:
    """Wait until the page answers. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address + "/gesund", timeout=1).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")


def most_told_contested(address: str) -> LedgerEvent | None:
    """The contested event with most independent sources."""
    with urllib.request.urlopen(address + "/ereignisse?contested=1&format=json", timeout=10) as answer:
        events = msgspec.json.decode(answer.read(), type=list[LedgerEvent])
    return min(events, key=lambda event: (-event.independent_sources, event.id), default=None)


def take(store: str, folder: Path) -> None:
    """The situation, its most told contested event, and a report of it, 1280 pixels wide."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is not installed (Debian: apt install chromium).")
    from playwright.sync_api import sync_playwright

    port = free_port()
    address = f"http://127.0.0.1:{port}"
    code = f"from lagebild.web import serve; serve({store!r}, port={port})"
    server = subprocess.Popen([sys.executable, "-c", code])
    try:
        wait_for(address)
        pages = {"lage": "/"}
        event = most_told_contested(address)
        if event is not None:
            pages["ereignis"] = f"/ereignisse/{event.id}"
            pages["bericht"] = f"/berichte/{event.mentions[0].report}"
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=[*QUIET, *root])
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            for name, path in pages.items():
                page.goto(address + path)
                page.screenshot(path=str(folder / f"{name}.png"))
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]))
