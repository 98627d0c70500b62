"""Kills adding and linking at random moments: python -m bench.ledger_kill --reports 2000 --moments 20

A child stores made-up readings and links them; it is killed with SIGKILL, and started again on the same store until it
has come to its end. Nothing that it said to be stored may be missing, and the ledger must equal one made in one go.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
from hashlib import sha256
from itertools import islice
from pathlib import Path

import msgspec

from bench.generated import readings
from lagebild.lang import load
from lagebild.store import Store, add_readings, check, ledger, listed, open_store, relink

SEED = 11
PIECE = 50
"""Reports between two times of linking."""


def add(store: Store, reports: int) -> None:
    """Store and link the readings of a world piece by piece, and say what is stored."""
    language = load("de")
    source = readings(SEED, reports)
    while some := list(islice(source, PIECE)):
        for stored in add_readings(store, some, batch=7):
            print(stored.report, flush=True)
        relink(store, language)


def state(store: Store) -> str:
    """Digest of the ledger, sorted."""
    return sha256(b"\n".join(sorted(msgspec.json.encode(event) for event in ledger(store)))).hexdigest()


def killed(path: Path, reports: int, after_s: float) -> tuple[set[str], bool]:
    """Run the child and kill it after some seconds; what it said to be stored, and whether it had ended before."""
    command = [sys.executable, "-m", "bench.ledger_kill", "--child", str(path), "--reports", str(reports)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        out, _ = child.communicate(timeout=after_s)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        out, _ = child.communicate()
    # The last line may have been cut by the kill; every whole one counts.
    return set(out.split("\n")[:-1]), child.returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--longest", type=float, default=20.0, help="seconds that a child lives at most")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        with open_store(options.child) as store:
            add(store, options.reports)
        return
    pick = random.Random(SEED)
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "killed.db"
        said: set[str] = set()
        kills = 0
        for _ in range(options.moments):
            more, ended = killed(path, options.reports, pick.uniform(0.5, options.longest))
            said |= more
            kills += not ended
            if path.exists():
                with open_store(path) as store:
                    assert said <= {report.id for report in listed(store)}, "something that was stored is gone"
                    assert not [finding for finding in check(store) if finding.fatal], "the store is not sound"
            if ended:
                break
        with open_store(path) as store, open_store(Path(temporary) / "whole.db") as whole:
            add(store, options.reports)
            list(add_readings(whole, readings(SEED, options.reports)))
            relink(whole, load("de"))
            print(f"{kills} kills, {len(said)} reports said to be stored, none lost", file=sys.stderr)
            print(f"the ledger equals one made in one go: {state(store) == state(whole)}", file=sys.stderr)


if __name__ == "__main__":
    main()
