"""Measures how linking grows: python -m bench.ledger_scale --reports 100000 --folder FOLDER

Made-up readings (bench/generated.py) are stored and linked; then single reports are added and linked to stores of
several sizes, and reports on one event only. Reading is no part of it.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from msgspec.structs import replace

from bench.generated import reading_of, readings
from lagebild.lang import Language, load
from lagebild.model import Reading
from lagebild.store import Store, add_reading, add_readings, open_store, relink

SEED = 7
SINGLE = 30
"""Reports that are added one by one."""


def stored(store: Store, found: Iterable[Reading]) -> float:
    """Store readings; the seconds that it took."""
    begin = time.perf_counter()
    for _ in add_readings(store, found):
        pass
    return time.perf_counter() - begin


def linked(store: Store, language: Language) -> tuple[int, float]:
    """Link what is there; the events of the ledger, and the seconds that it took."""
    begin = time.perf_counter()
    events = relink(store, language)
    return events, time.perf_counter() - begin


def one_more(store: Store, language: Language, reports: int) -> float:
    """Median seconds to add and link one more report of the same world."""
    taken = []
    for number in range(SINGLE):
        more = reading_of(SEED, reports + number, reports)
        begin = time.perf_counter()
        add_reading(store, more)
        relink(store, language)
        taken.append(time.perf_counter() - begin)
    return median(taken)


def hot(reports: int) -> Iterator[Reading]:
    """Reports of many papers that all tell one event, each in its own words but for the event."""
    for number in range(reports):
        told = reading_of(SEED, 0, 1)
        own = reading_of(SEED + 1, number * 7 + 1, 10 * reports).report.text
        yield replace(
            told,
            report=replace(
                told.report, id=f"h{number}", text=f"{told.report.text[:400]} {own}", outlet=f"Blatt {number}"
            ),
            events=tuple(e for e in told.events if e.trigger[1] < 400),
            quotations=(),
        )


def memory() -> float:
    """GB that the process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--hot", type=int, default=0, help="reports on one event, in a store of their own")
    parser.add_argument("--folder", type=Path, help="where the stores are made and kept")
    options = parser.parse_args()
    language = load("de")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for reports in dict.fromkeys((options.small, options.reports)):
            with open_store(folder / f"{reports}.db") as store:
                source = readings(SEED, reports)
                step = max(1, min(10_000, reports))
                for at in range(0, reports, step):
                    storing = stored(store, islice(source, step))
                    events, seconds = linked(store, language)
                    rate = step / seconds
                    print(
                        f"{at + step} reports: {events} events, linked {rate:.0f}/s, stored {step / storing:.0f}/s, "
                        f"{memory():.2f} GB",
                        flush=True,
                    )
                print(f"one more to {reports}: {one_more(store, language, reports) * 1000:.1f} ms", flush=True)
        if options.hot:
            with open_store(folder / "hot.db") as store:
                stored(store, hot(options.hot))
                events, seconds = linked(store, language)
                print(f"{options.hot} reports on one event: {events} events, {options.hot / seconds:.0f}/s, "
                      f"{memory():.2f} GB")  # fmt: skip


if __name__ == "__main__":
    main()
