"""The desk's measures: `python -m bench.desk [--reports N] [--store FILE]`

Server times over a large store (`desk_store`), readers at once while reports are added (`desk_crowd`), what
schemathesis finds, bytes and time of the first view, and what axe finds over all views in both languages and themes.
Talks to loopback only; the last two need Chromium.
"""

import argparse
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from tests.web.chromium import CHROMIUM, chromium, served

from bench.desk_api import schemathesis
from bench.desk_crowd import crowd
from bench.desk_store import grow
from lagebild.lang import load
from lagebild.store import Store, ledger, listed, open_store, relink

ROOT = Path(__file__).parents[1]
AXE = ROOT / "tests/web/vendor/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROUNDS = 12


def demo(path: Path) -> Store:
    """The store of the example reports."""
    from lagebild.cli.main import cli

    given = ["--store", str(path), "--quiet", "add", str(ROOT / "examples/reports")]
    cli.main([*given, "--lexicon", str(ROOT / "examples/lexicon.yaml"), "--exercise"], standalone_mode=False)
    return open_store(path)


def views(store: Store, most: int = 4) -> Iterator[tuple[str, list[str]]]:
    """Each view with addresses of it."""
    events = [event for event, _ in zip(ledger(store), range(400), strict=False)]
    told = sorted(events, key=lambda event: -len(event.positions))[:most]
    keys = list(dict.fromkeys(party.id for event in told for party in event.actors))[:most]
    filters = ["", "?status=planned", "?country=RUS&since=2000&until=2005", "?contested=1&lanes=actor"]
    yield "Lage", [f"/{each}" for each in filters]
    yield "Ereignisse", [f"/ereignisse{each}" for each in ["?sort=-date", "?sort=-sources", *filters[:2]]]
    yield "Ereignis", [f"/ereignisse/{event.id}" for event in told]
    yield "Berichte", ["/berichte", "/berichte?ab=500", "/berichte?outlet=Rundschau"]
    yield "Bericht", [f"/berichte/{quote(event.mentions[0].report)}" for event in told]
    yield "Akteure", ["/akteure", "/akteure?kind=person", "/akteure?named=putin"]
    yield "Akteur", [f"/akteure/{quote(key)}" for key in keys]
    yield "Karte", ["/karte", "/karte?status=actual"]
    yield "Netz", ["/netz", "/netz?way=quotes"]
    yield "Suche", ["/suche?q=Minsk", "/suche?q=Sanktion", "/suche?q=Putin+Treffen"]


def timed(address: str, paths: Iterable[str]) -> list[float]:
    """Seconds of each of some rounds over some addresses, the first round left out."""
    found = []
    for number in range(ROUNDS + 1):
        for path in paths:
            begun = time.perf_counter()
            with urllib.request.urlopen(address + path, timeout=120) as answer:
                answer.read()
            if number:
                found.append(time.perf_counter() - begun)
    return found


def first_view(address: str) -> tuple[int, float]:
    """Bytes that the first view takes with all that belongs to it, and seconds until the time line is drawn."""
    with chromium() as browser:
        page = browser.new_page()  # type: ignore[attr-defined]
        page.goto(f"{address}/gesund")
        begun = time.perf_counter()
        page.goto(f"{address}/")
        page.wait_for_selector(".drawing svg .overlay")
        seconds = time.perf_counter() - begun
        script = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        sizes = page.evaluate(f"{script}.reduce((sum, each) => sum + each.transferSize, 0)")
    return int(sizes), seconds


def violations(address: str, paths: Iterable[str]) -> int:
    """What axe finds over some addresses in both languages and themes."""
    count = 0
    with chromium() as browser:
        for theme in ("light", "dark"):
            context = browser.new_context(color_scheme=theme, bypass_csp=True)  # type: ignore[attr-defined]
            page = context.new_page()
            for path in paths:
                for lang in ("de", "en"):
                    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
                    page.add_script_tag(path=str(AXE))
                    count += len(page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"])
            context.close()
    return count


def ready(address: str) -> float:
    """Seconds until the first page is there: until then the page says that events are counted."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < 600:
        try:
            urllib.request.urlopen(address + "/", timeout=600).close()
            break
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(0.2)
    return time.perf_counter() - begun


def times(where: str) -> None:
    """Print the server times of each view."""
    with served(where) as address, open_store(where) as store:
        first = ready(address)
        print("| view | median ms | p95 ms |\n|---|---|---|")
        for name, paths in views(store):
            found = sorted(timed(address, paths))
            median, late = statistics.median(found), found[int(0.95 * (len(found) - 1))]
            print(f"| {name} | {1000 * median:.0f} | {1000 * late:.0f} |", flush=True)
        print(f"\nFirst page after a start (the ledger is counted): {first:.1f} s\n", flush=True)


def readers(where: str, number: int, seconds: float) -> None:
    """Print what readers see while reports are added."""
    with open_store(where) as store:
        paths = [path for _, some in views(store, 2) for path in some]
    with served(where) as address:
        ready(address)
        found = crowd(address, Path(where), paths, number, seconds)
    print(
        f"{number} readers for {seconds:.0f} s, {found.added} reports added meanwhile: {len(found.seconds)} answers, "
        f"{len(found.errors)} errors, median {1000 * found.late(0.5):.0f} ms, p95 {1000 * found.late(0.95):.0f} ms\n",
        flush=True,
    )
    for error in found.errors[:5]:
        print(f"  {error}", flush=True)


def main() -> None:
    """Print the measures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=100_000, help="reports of the large store, at least")
    parser.add_argument("--store", type=Path, help="keep the large store here, and take it from here the next time")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", choices=("times", "readers", "api", "page"), help="one part")
    parser.add_argument("--shared", help="not needed here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with demo(Path(folder) / "demo.db") as small:
            relink(small, load("de"))
        where = asked.store or Path(folder) / "large.db"
        if asked.only in (None, "times", "readers") and not where.exists():
            begun = time.perf_counter()
            of = sum(1 for _ in listed(small))
            holds = grow(Path(small.where), where, -(-asked.reports // of))
            counted = ", ".join(f"{number:,} {name}" for name, number in holds.items())
            print(f"Generated store: {counted}; {time.perf_counter() - begun:.0f} s to make\n", flush=True)
        if asked.only in (None, "times"):
            times(str(where))
        if asked.only in (None, "readers"):
            readers(str(where), asked.readers, asked.seconds)
        if asked.only in (None, "api"):
            print(schemathesis(small.where), flush=True)
        if CHROMIUM is None or asked.only not in (None, "page"):
            return
        with served(small.where) as address:
            urllib.request.urlopen(address + "/", timeout=60).close()
            weight, seconds = first_view(address)
            print(f"First view of the demo: {weight / 1000:.0f} KB, time line drawn after {seconds:.2f} s")
            paths = [path for _, some in views(small, 2) for path in some]
            print(f"axe: {violations(address, paths)} violations over {4 * len(paths)} pages")


if __name__ == "__main__":
    main()
