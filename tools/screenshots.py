"""Takes the pictures of the page that README and docs show: python -m tools.screenshots STORE FOLDER

Needs Chromium; talks to a page of its own on loopback only.
"""

import sys
import urllib.request
from pathlib import Path
from urllib.parse import quote

import msgspec
from tests.web.chromium import CHROMIUM, chromium, served

from lagebild.model import LedgerEvent


def most_told_contested(address: str) -> LedgerEvent | None:
    """The contested event with most independent sources."""
    with urllib.request.urlopen(address + "/ereignisse?contested=1&format=json", timeout=10) as answer:
        events = msgspec.json.decode(answer.read(), type=list[LedgerEvent])
    return min(events, key=lambda event: (-event.independent_sources, event.id), default=None)


def take(store: str, folder: Path) -> None:
    """The views of the page, 1280 pixels wide; the situation in the dark and on a telephone too."""
    if CHROMIUM is None:
        sys.exit("Chromium is not installed (Debian: apt install chromium).")
    with served(store) as address, chromium() as browser:
        pages = {"lage": "/", "ereignisse": "/ereignisse", "karte": "/karte", "netz": "/netz"}
        event = most_told_contested(address)
        if event is not None:
            pages["ereignis"] = f"/ereignisse/{event.id}"
            pages["bericht"] = f"/berichte/{quote(event.mentions[0].report)}"
            key = next((p.holder.id for p in event.positions if p.holder and p.holder.id), None)
            if key:
                pages["akteur"] = f"/akteure/{quote(key)}"
        shots = [(name, path, "light", 1280, 900) for name, path in pages.items()]
        shots += [("lage-dunkel", "/", "dark", 1280, 900), ("lage-telefon", "/", "light", 360, 780)]
        for name, path, theme, width, height in shots:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)  # type: ignore[attr-defined]
            page = context.new_page()
            page.goto(address + path)
            page.wait_for_timeout(300)
            page.screenshot(path=str(folder / f"{name}.png"))
            context.close()


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]))
