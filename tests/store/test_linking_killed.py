"""A process that is killed while it links: nothing stored is lost, and linking goes on to the same ledger."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from lagebild.store import add_readings, check, copies, ledger, listed, open_store, relink
from tests.store.conftest import Place
from tests.store.test_ledger import LANGUAGE, WORDS, blast

REPORTS = tuple(
    blast(f"r{i}", f"2023-07-{17 + i % 9}", text=WORDS if i % 3 else f"Lage {i}.", day=f"2023-07-{17 + i % 9}")
    for i in range(60)
)
CHILD = """
import sys
from lagebild.store import add_readings, open_store, relink
from tests.store.test_linking_killed import LANGUAGE, REPORTS
store = open_store(sys.argv[1])
for at in range(0, len(REPORTS), 20):
    for stored in add_readings(store, REPORTS[at : at + 20]):
        print(stored.report, flush=True)
    print("linking", flush=True)
    relink(store, LANGUAGE)
"""


@pytest.mark.parametrize(("times", "after_s"), [(1, 0.01), (2, 0.03)])
def test_a_kill_while_linking_loses_nothing_and_changes_no_ledger(place: Place, times: int, after_s: float) -> None:
    path = place()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    said: list[str] = []
    while said.count("linking") < times:
        said.append(child.stdout.readline().strip())
        assert child.poll() is None or said[-1], "the child ended before it linked"
    time.sleep(after_s)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with open_store(path) as store, open_store(place()) as whole:
        assert {line for line in said if line != "linking"} <= {report.id for report in listed(store)}
        assert not [finding for finding in check(store) if finding.fatal]
        list(add_readings(store, REPORTS))
        relink(store, LANGUAGE)
        list(add_readings(whole, REPORTS))
        relink(whole, LANGUAGE)
        assert [msgspec.json.encode(e) for e in ledger(store)] == [msgspec.json.encode(e) for e in ledger(whole)]
        assert list(copies(store)) == list(copies(whole))
