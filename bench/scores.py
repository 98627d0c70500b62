"""Reads the corpora and prints what the scorers say: python -m bench.scores --shared ../shared [NAME …]

The scorers stand in `score/` of the shared folder; each says in its docstring what it measures.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from bench.corpora import CORPORA, DOMESTIC, held_out_names
from lagebild.lang import Language, load
from lagebild.model import Reading
from lagebild.pipeline import read_all

SCORERS: dict[str, list[str]] = {
    "seed": ["seed.py", "{readings}"],
    "events": ["events.py", "{data}/gold/events-dev.jsonl", "{readings}"],
    "quotations": ["quotations.py", "{data}/quotations/dev.jsonl.gz", "{readings}"],
    "rows": ["rows.py", "{data}/rows/rows.jsonl", "{readings}"],
    "domestic": ["events.py", str(DOMESTIC), "{readings}"],
    "domestic-rows": ["rows.py", str(DOMESTIC), "{readings}"],
    "times": ["times.py", "{data}/krauts/gold.jsonl.gz", "{readings}"],
    "names": ["names.py", "score", "{folder}/names.tsv.gz", "{readings}"],
}


def write_readings(name: str, data: Path, target: Path, language: Language) -> tuple[int, int, float]:
    """Read a corpus into a JSON Lines file; reports, failures, seconds."""
    start, reports, failures = time.perf_counter(), 0, 0
    with target.open("wb") as out:
        for outcome in read_all(CORPORA[name](data), language):
            reports += 1
            if isinstance(outcome, Reading):
                out.write(msgspec.json.encode(outcome) + b"\n")
            else:
                failures += 1
                print(f"{name}: {outcome.report.id}: {outcome.reason}", file=sys.stderr)
    return reports, failures, time.perf_counter() - start


def score(name: str, shared: Path, folder: Path, language: Language, extra: list[str]) -> str:
    """What the scorer of a corpus prints."""
    data, readings = shared / "data", folder / f"{name}.jsonl"
    reports, failures, seconds = write_readings(name, data, readings, language)
    head = f"## {name}: {reports} reports, {failures} failed, {seconds:.1f} s"
    if name not in SCORERS:
        return head
    if name == "names":
        (folder / "names.tsv.gz").write_bytes(gzip.compress("\n\n".join(held_out_names(data)).encode()))
    script, *arguments = SCORERS[name]
    command = [sys.executable, str(shared / "score" / script)]
    command += [argument.format(data=data, readings=readings, folder=folder) for argument in arguments]
    done = subprocess.run([*command, *extra], capture_output=True, text=True, check=False)
    return f"{head}\n{done.stdout}{done.stderr}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(SCORERS))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, help="keep the readings in this folder")
    parser.add_argument("--errors", action="store_true", help="let the scorer list what it misses, where it can")
    options = parser.parse_args()
    flags = (
        {"events": ["--errors"], "times": ["--errors"], "rows": ["--missed"], "domestic": ["--errors"]}
        if options.errors
        else {}
    )
    language = load("de")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.out or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name in options.names or list(SCORERS):
            print(score(name, options.shared, folder, language, flags.get(name, [])), flush=True)


if __name__ == "__main__":
    main()
