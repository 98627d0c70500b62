"""Measures how linking grows: python -m bench.ledger_scale --reports 100000 --folder FOLDER

Made-up readings (bench/generated.py) are stored and linked; then single reports are added and linked to stores of
several sizes, and reports on one event only. Reading is no part of it.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from bench.generated import reading_of, readings
from lagebild.lang import Language, load
from lagebild.model import Reading
from lagebild.store import Store, add_reading, add_readings, open_store, relink

SEED = 7
SINGLE = 30
"""Reports that are added one by one."""
PIECE = 2000
"""Reports that are stored and linked before a line is printed."""


class Taken(Struct, frozen=True):
    """Seconds on the clock, and of processor time, which other work on the machine does not change."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall * 1000:.1f} ms ({self.cpu * 1000:.1f} ms of processor time)"

    def rate(self, reports: int) -> str:
        """Reports a second."""
        return f"{reports / self.wall:.0f}/s ({reports / self.cpu:.0f} a CPU second)"


@contextmanager
def taking(into: list[Taken]) -> Iterator[None]:
    """Measure what is done meanwhile."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into.append(Taken(time.perf_counter() - wall, time.process_time() - cpu))


def grown(store: Store, language: Language, reports: int, piece: int) -> None:
    """Store and link a stream piece by piece, and print what each takes."""
    source = readings(SEED, reports)
    for at in range(0, reports, piece):
        storing: list[Taken] = []
        linking: list[Taken] = []
        some = list(islice(source, piece))
        with taking(storing):
            for _ in add_readings(store, some):
                pass
        with taking(linking):
            events = relink(store, language)
        print(
            f"{at + len(some)} reports: {events} events, linked {linking[0].rate(len(some))}, "
            f"stored {storing[0].rate(len(some))}, {memory():.2f} GB",
            flush=True,
        )


def one_more(store: Store, language: Language, reports: int) -> Taken:
    """Median time to add and link one more report of the same stream."""
    taken: list[Taken] = []
    for number in range(SINGLE):
        more = reading_of(SEED, reports + number)
        with taking(taken):
            add_reading(store, more)
            relink(store, language)
    return Taken(median(t.wall for t in taken), median(t.cpu for t in taken))


def hot(reports: int) -> Iterator[Reading]:
    """Reports of many papers that all tell one event, each in its own words but for the event."""
    for number in range(reports):
        told = reading_of(SEED, 0)
        own = reading_of(SEED + 1, number * 7 + 1).report.text
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
    parser.add_argument("--piece", type=int, default=PIECE, help="reports that are stored before they are linked")
    parser.add_argument("--hot", type=int, default=0, help="reports on one event, in a store of their own")
    parser.add_argument("--folder", type=Path, help="where the stores are made and kept")
    options = parser.parse_args()
    language = load("de")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for reports in dict.fromkeys((options.small, options.reports)):
            with open_store(folder / f"{reports}.db") as store:
                grown(store, language, reports, options.piece)
                print(f"one more to {reports}: {one_more(store, language, reports)}", flush=True)
        if options.hot:
            with open_store(folder / "hot.db") as store:
                for _ in add_readings(store, hot(options.hot)):
                    pass
                taken: list[Taken] = []
                with taking(taken):
                    events = relink(store, language)
                print(f"{options.hot} reports on one event: {events} events, {taken[0].rate(options.hot)}, "
                      f"{memory():.2f} GB")  # fmt: skip


if __name__ == "__main__":
    main()
