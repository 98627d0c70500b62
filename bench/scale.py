"""Measures corpus runs: python -m bench.scale --reports 2000 [--no-ray] [--no-recovery]

Reports of a few sentences of our own are read by one worker and by two, on this machine and on Ray; a run is killed,
its worker is killed, its disk is filled and its files are damaged, and what comes of it is compared with an undisturbed
run. Reading is what the reader costs: longer reports change the rate, not the ratios.
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lagebild.lang import load
from lagebild.model import MadeBy
from lagebild.pipeline import made_by
from lagebild.scale import Done, Failed, Shard, list_shards, open_output, run_local, run_ray

SENTENCES = (
    "Der Minister trat am Montag nach wochenlanger Kritik zurück.",
    "Bei einem Angriff auf die Hafenstadt starben nach Angaben der Polizei mindestens drei Menschen.",
    "Der Kreml dementierte den Bericht über einen Abzug der Truppen.",
    "Die Regierung kündigte an, im Mai weitere Soldaten zu entsenden.",
    "Tausende demonstrierten in Minsk gegen das neue Gesetz.",
    "Die Außenministerin traf am Dienstag ihren Amtskollegen in Lissabon.",
    "Die Gewerkschaft rief zu einem Warnstreik an allen Flughäfen auf.",
    "Nach Darstellung der Behörden wurde niemand verletzt.",
    "Er wies den Vorwurf zurück, die Brücke gesprengt zu haben.",
    "Die Europäische Union beschloss neue Sanktionen gegen Belarus.",
)
SIZE = 10_000
"""Bytes of a shard: small ones, so that there are many at a few thousand reports."""
SEED = 5


def write_corpus(path: Path, reports: int) -> None:
    """A file of so many made-up reports."""
    pick = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        for number in range(reports):
            text = " ".join(pick.sample(SENTENCES, 5))
            day = f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            line = {"id": f"r{number}", "published": day, "outlet": f"Blatt {number % 7}", "text": text}
            file.write(json.dumps(line) + "\n")


def digests(folder: Path) -> dict[str, bytes]:
    """What was published, by its path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "_lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def timed(run: Iterator[Done | Failed]) -> list[float]:
    """When each shard came, in seconds from the first: starting the workers is no part of it."""
    times = []
    for result in run:
        if isinstance(result, Failed):
            raise SystemExit(f"{result.source}: {result.reason}")
        times.append(time.perf_counter())
    return [at - times[0] for at in times]


def speed(shards: list[Shard], reader: MadeBy, folder: Path, ray: bool) -> None:
    """One worker, two, two on Ray."""
    engines: list[tuple[str, Callable[..., Iterator[Done | Failed]], int]] = [
        ("one worker", run_local, 1), ("two workers", run_local, 2),
    ]  # fmt: skip
    engines += [("two workers on Ray", run_ray, 2)] if ray else []
    rates: dict[str, float] = {}
    whole: dict[str, float] = {}
    for name, run, workers in engines:
        begin = time.perf_counter()
        times = timed(run(shards, open_output(folder / name.replace(" ", "-"), reader), workers=workers))
        whole[name] = time.perf_counter() - begin
        rates[name] = (len(times) - 1) / times[-1]
        print(f"{name}: {rates[name]:.2f} shards/s, {whole[name]:.1f} s with the start", flush=True)
        if workers == 1:
            tenth = max(2, len(times) // 10)
            first, last = times[tenth] - times[0], times[-1] - times[-1 - tenth]
            print(f"cost, last tenth against first: {last / first:.3f}", flush=True)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            print(f"peak memory of a worker: {peak:.0f} MB", flush=True)
    print(f"two workers / one: {rates['two workers'] / rates['one worker']:.2f}")
    if ray:
        same = digests(folder / "two-workers") == digests(folder / "two-workers-on-Ray")
        print(
            f"Ray against local: {rates['two workers'] / rates['two workers on Ray']:.2f} "
            f"({whole['two workers on Ray'] / whole['two workers']:.2f} with the start); files identical: {same}"
        )


def batch(corpus: Path, out: Path, *, limit: int | None = None) -> "subprocess.Popen[bytes]":
    """A run as a user starts it. limit: bytes that a file may have; more is refused as by a full disk."""

    def full() -> None:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    script = (
        "from pathlib import Path; from lagebild.lang import load; from lagebild.pipeline import made_by\n"
        "from lagebild.scale import list_shards, open_output, run_local\n"
        "if __name__ == '__main__':\n"
        f"    reader = made_by(load('de')); output = open_output(Path({str(out)!r}), reader)\n"
        f"    shards = list_shards([{str(corpus)!r}], reader, {SIZE})\n"
        "    with output.alone(): list(run_local(shards, output, workers=2))\n"
    )
    program = out.with_suffix(".py")
    program.write_text(script)
    return subprocess.Popen(
        [sys.executable, str(program)], stderr=subprocess.DEVNULL, preexec_fn=full, start_new_session=True
    )


def children(pid: int) -> list[int]:
    """The workers of a run."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    return [int(one) for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


def until(out: Path, shards: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until some shards are done."""
    end = time.monotonic() + 300
    while len(list(out.glob("_done/*"))) < shards and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


def recovery(corpus: Path, folder: Path) -> None:
    """Disturb runs, go on, and compare."""
    whole = folder / "whole"
    batch(corpus, whole).wait()
    expected = digests(whole)
    shards = len(list(whole.glob("_done/*")))

    def told(name: str, out: Path) -> None:
        batch(corpus, out).wait()
        print(f"{name}: {'identical' if digests(out) == expected else 'DIFFERENT'}", flush=True)

    out = folder / "worker"
    process = batch(corpus, out)
    until(out, shards // 3, process)
    for pid in children(process.pid)[:1]:
        os.kill(pid, signal.SIGKILL)
    process.wait()
    told("a worker killed", out)
    out = folder / "driver"
    process = batch(corpus, out)
    until(out, shards // 2, process)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    told("the driver and its workers killed", out)
    out = folder / "disk"
    batch(corpus, out, limit=6_000).wait()
    print(f"the disk full: {len(list(out.glob('_done/*')))} of {shards} shards published", flush=True)
    told("the disk full, then free", out)
    out = folder / "damaged"
    shutil.copytree(whole, out)
    for path in sorted(out.glob("readings/*.parquet"))[:: max(1, shards // 5)]:
        path.write_bytes(path.read_bytes()[:-20] + bytes(20))
    told("published files damaged", out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2_000)
    parser.add_argument("--ray", action=argparse.BooleanOptionalAction, default=True, help="on Ray too")
    parser.add_argument(
        "--recovery", action=argparse.BooleanOptionalAction, default=True, help="disturbed runs, on a tenth of them"
    )
    parser.add_argument("--shared", help="not used: the corpus is made up")
    options = parser.parse_args()
    reader = made_by(load("de"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        corpus, small = folder / "corpus.jsonl", folder / "small.jsonl"
        write_corpus(corpus, options.reports)
        shards = list_shards([str(corpus)], reader, SIZE)
        print(f"{options.reports} reports in {len(shards)} shards, {corpus.stat().st_size / 1e6:.1f} MB")
        speed(shards, reader, folder, options.ray)
        if options.recovery:
            write_corpus(small, options.reports // 10)
            recovery(small, folder)


if __name__ == "__main__":
    main()
