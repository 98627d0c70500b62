"""Many readers at once while reports are added: no error, 95 of 100 answers within half a second."""

import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

PAUSE_S = (2.0, 8.0)
"""How long a reader looks at a page before he asks for the next."""
_ADDS = """
import sys, time
from bench.generated import readings
from lagebild.lang import load
from lagebild.store import add_reading, open_store, relink
store, until, pace = open_store(sys.argv[1]), time.monotonic() + float(sys.argv[2]), float(sys.argv[3])
german, added = load("de"), 0
for reading in readings(7, 100000):
    if time.monotonic() > until:
        break
    add_reading(store, reading)
    relink(store, german)
    added += 1
    time.sleep(pace)
print(added)
"""


class Crowd(Struct, frozen=True, kw_only=True):
    """What the readers saw: seconds of every answer in order, errors, and the reports that were added meanwhile."""

    seconds: tuple[float, ...]
    errors: tuple[str, ...]
    added: int

    def late(self, share: float) -> float:
        """Seconds within which so large a share of the answers came."""
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def crowd(address: str, store: Path, paths: Sequence[str], readers: int, seconds: float, pace: float = 1.0) -> Crowd:
    """So many readers ask for pages for a while, each with a pause to look at them, while another process adds a report
    every `pace` seconds and links it."""
    root = Path(__file__).parents[1]
    adds = subprocess.Popen(
        [sys.executable, "-c", _ADDS, str(store), str(seconds), str(pace)], stdout=subprocess.PIPE, text=True, cwd=root
    )
    until = time.monotonic() + seconds
    took: list[float] = []
    errors: list[str] = []

    def reader(number: int) -> None:
        pick = random.Random(number)
        time.sleep(pick.uniform(0, PAUSE_S[1]))
        while time.monotonic() < until:
            path = pick.choice(paths)
            begun = time.perf_counter()
            try:
                with urllib.request.urlopen(address + path, timeout=30) as answer:
                    answer.read()
            except (OSError, urllib.error.HTTPError) as error:
                errors.append(f"{path}: {error}")
            took.append(time.perf_counter() - begun)
            time.sleep(pick.uniform(*PAUSE_S))

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said, _ = adds.communicate(timeout=120)
    return Crowd(seconds=tuple(sorted(took)), errors=tuple(errors), added=int(said))
