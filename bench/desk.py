"""The desk's measures: `python -m bench.desk [--reports N]`

Server times over a store that is made by repeating the demo (ids and years differ), bytes and time of the first view,
and what axe finds over all views in both languages and themes. Talks to loopback only; needs Chromium for all but the
first.
"""

import argparse
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from sqlalchemy import insert
from tests.web.chromium import CHROMIUM, chromium, served

from lagebild.lang import load
from lagebild.model import LedgerEvent, Reading
from lagebild.store import Store, add_readings, ledger, open_store, readings, relink
from lagebild.store.handle import touch, writing_to
from lagebild.store.saving import event_rows

ROOT = Path(__file__).parents[1]
AXE = ROOT / "tests/web/vendor/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROUNDS = 12
YEARS = 40


def demo(path: Path) -> Store:
    """The store of the example reports."""
    from lagebild.cli.main import cli

    given = ["--store", str(path), "--quiet", "add", str(ROOT / "examples/reports")]
    cli.main([*given, "--lexicon", str(ROOT / "examples/lexicon.yaml"), "--exercise"], standalone_mode=False)
    return open_store(path)


def moved(value: Any, year: str) -> Any:
    """A date in another year."""
    return year + value[4:] if isinstance(value, str) and value[:2] == "20" else value


def cloned(reading: Reading, n: int) -> Reading:
    """The n-th repetition of a reading."""
    report = reading.report
    made = msgspec.structs.replace(
        report,
        id=f"{report.id}-{n}",
        published=moved(report.published, str(1985 + n % YEARS)),
        version=1,
        replaces=None,
    )
    return msgspec.structs.replace(reading, report=made)


def cloned_event(event: LedgerEvent, n: int) -> LedgerEvent:
    """The n-th repetition of a linked event."""
    year, change = str(1985 + n % YEARS), msgspec.structs.replace
    time_ = event.time and change(
        event.time,
        value=moved(event.time.value, year), begins=moved(event.time.begins, year), ends=moved(event.time.ends, year),
    )  # fmt: skip
    return change(
        event,
        id=f"{event.id}{n:x}",
        time=time_,
        first_seen=moved(event.first_seen, year),
        last_seen=moved(event.last_seen, year),
        mentions=tuple(change(m, report=f"{m.report.partition('@')[0]}-{n}") for m in event.mentions),
        positions=tuple(change(p, report=f"{p.report.partition('@')[0]}-{n}") for p in event.positions),
    )


def large(path: Path, of: Store, size: int) -> tuple[Store, dict[str, int]]:
    """A store of about `size` reports; what it holds."""
    made = open_store(path)
    found, events = list(readings(of)), list(ledger(of))
    times = max(1, size // len(found))
    for _ in add_readings(made, (cloned(r, n) for n in range(times) for r in found), patience_s=3600):
        pass
    with writing_to(made) as connection:
        for n in range(times):
            rows: dict[Any, list[dict[str, Any]]] = {}
            for k, event in enumerate(events):
                for table, some in event_rows(cloned_event(event, n), f"{n:06d}{k:06d}").items():
                    rows.setdefault(table, []).extend(some)
            for table, some in rows.items():
                connection.execute(insert(table), some)
        touch(connection)
    mentions = times * sum(len(event.mentions) for event in events)
    return made, {"reports": times * len(found), "events": times * len(events), "mentions": mentions}


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


def main() -> None:
    """Print the measures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=20_000, help="reports of the generated store")
    parser.add_argument("--shared", help="not needed here")
    size = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as folder:
        small = demo(Path(folder) / "demo.db")
        relink(small, load("de"))
        big, holds = large(Path(folder) / "large.db", small, size)
        print(f"Generated store: {', '.join(f'{number:,} {name}' for name, number in holds.items())}\n")
        print("| view | median ms | p95 ms |\n|---|---|---|")
        with served(big.where) as address:
            begun = time.perf_counter()
            urllib.request.urlopen(address + "/", timeout=600).close()
            index = time.perf_counter() - begun
            for name, paths in views(big):
                found = sorted(timed(address, paths))
                median, late = statistics.median(found), found[int(0.95 * (len(found) - 1))]
                print(f"| {name} | {1000 * median:.0f} | {1000 * late:.0f} |", flush=True)
        print(f"\nFirst question after a start (the ledger is read into columns): {index:.1f} s")
        if CHROMIUM is None:
            return
        with served(small.where) as address:
            urllib.request.urlopen(address + "/", timeout=60).close()
            weight, seconds = first_view(address)
            print(f"First view of the demo: {weight / 1000:.0f} KB, time line drawn after {seconds:.2f} s")
            paths = [path for _, some in views(small, 2) for path in some]
            print(f"axe: {violations(address, paths)} violations over {4 * len(paths)} pages")


if __name__ == "__main__":
    main()
