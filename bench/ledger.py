"""Measures the ledger that comes out of real readings: python -m bench.ledger --shared ../shared

The stories are read, stored and linked as `lagebild add` does it, and scored by `score/links.py` of the shared folder
for the stories that may be tuned on (s01 to s06) and for those that may not. The demo is held against
examples/gold.yaml.
With --keep FOLDER the readings are kept there and used again, for work on linking alone.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bench.demo import table
from lagebild.intake import read_sources
from lagebild.lang import Language, load
from lagebild.model import LedgerEvent, Reading, Report
from lagebild.pipeline import read_all
from lagebild.store import add_readings, ledger, listed, open_store, relink

TUNED_ON = frozenset(f"s{number:02d}" for number in range(1, 7))
EXAMPLES = Path(__file__).parents[1] / "examples"


def reports_of(paths: Iterable[Path], language: Language) -> Iterator[Report]:
    """The reports of files and folders, as they come in."""
    from lagebild.cli.reports import own_agencies

    for item in read_sources(paths, language, agencies=own_agencies(language)):
        if isinstance(item, Report):
            yield item
        elif not item.skipped:
            print(item, file=sys.stderr)


def readings_of(name: str, paths: Iterable[Path], language: Language, keep: Path | None) -> list[Reading]:
    """The readings of a corpus, from `keep` where they stand there."""
    path = keep / f"{name}.jsonl" if keep else None
    if path and path.exists():
        return [msgspec.json.decode(line, type=Reading) for line in path.read_bytes().splitlines()]
    found = []
    for outcome in read_all(reports_of(paths, language), language):
        if isinstance(outcome, Reading):
            found.append(outcome)
        else:
            print(f"{outcome.report.id}: {outcome.reason}", file=sys.stderr)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(msgspec.json.encode(reading) + b"\n" for reading in found))
    return found


def linked(name: str, readings: Iterable[Reading], language: Language, folder: Path) -> tuple[LedgerEvent, ...]:
    """The ledger of some readings, by way of a store; it and the list of reports stand in `folder` afterwards."""
    store = open_store(folder / f"{name}.db")
    try:
        for _ in add_readings(store, readings):
            pass
        relink(store, language)
        events = tuple(ledger(store))
        _write(folder / f"{name}-ledger.jsonl", events)
        _write(folder / f"{name}-listed.jsonl", listed(store))
    finally:
        store.close()
    return events


def _write(path: Path, records: Iterable[msgspec.Struct]) -> None:
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))


def parts(stories: Path, folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """The gold of all stories, of those that are tuned on and of the others: name, reports, events."""
    rows = [json.loads(line) for line in (stories / "reports.jsonl").read_text("utf-8").splitlines() if line.strip()]
    events = json.loads((stories / "events.json").read_text("utf-8"))["events"]
    for name, wanted in (("all", None), ("tuned on", True), ("held out", False)):
        mine = [row for row in rows if wanted is None or (row["story"] in TUNED_ON) is wanted]
        keys = {mention["event"] for row in mine for mention in row["mentions"]}
        reports, gold = folder / f"{name}-reports.jsonl", folder / f"{name}-events.json"
        reports.write_text("".join(json.dumps(row) + "\n" for row in mine), "utf-8")
        gold.write_text(json.dumps({"events": {key: events[key] for key in events if key in keys}}), "utf-8")
        yield name, reports, gold


def score(shared: Path, folder: Path, reports: Path, gold: Path) -> str:
    """What the scorer prints for some reports; the others of the list are left out, as their copies are no errors."""
    ids = {json.loads(line)["id"] for line in reports.read_text("utf-8").splitlines()}
    rows = (folder / "stories-listed.jsonl").read_text("utf-8").splitlines()
    mine = folder / "part-listed.jsonl"
    mine.write_text("".join(row + "\n" for row in rows if json.loads(row)["id"] in ids), "utf-8")
    command = [shared / "score" / "links.py", reports, gold, folder / "stories-ledger.jsonl", mine]
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + on_found(reports, folder / "stories-ledger.jsonl")


def on_found(reports: Path, found: Path) -> str:
    """B3 and LEA over the gold mentions that were found, matched as the scorer does it."""
    ledger = [json.loads(line) for line in found.read_text("utf-8").splitlines()]
    pairs: list[tuple[str, str]] = []
    for row in (json.loads(line) for line in reports.read_text("utf-8").splitlines()):
        free = [(m["trigger"], e["type"], e["id"]) for e in ledger for m in e["mentions"] if m["report"] == row["id"]]
        chosen: dict[int, str] = {}
        for exact in (True, False):
            for k, gold in enumerate(row["mentions"]):
                first = row["text"].find(gold["sentence"])
                start = gold.get("start", first + gold["sentence"].find(gold["trigger"]))
                end, last = start + len(gold["trigger"]), first + len(gold["sentence"])
                fits = [
                    x
                    for x in free
                    if k not in chosen
                    and (
                        (x[0][0] < end and start < x[0][1])
                        if exact
                        else first <= x[0][0] < last and x[1] == gold["type"]
                    )
                ]
                if fits:
                    free.remove(fits[0])
                    chosen[k] = fits[0][2]
        pairs += [(row["mentions"][k]["event"], event) for k, event in sorted(chosen.items())]
    gold_sets, own_sets = _clusters(a for a, _ in pairs), _clusters(b for _, b in pairs)
    precision = sum(len(gold_sets[a] & own_sets[b]) / len(own_sets[b]) for a, b in pairs) / len(pairs)
    recall = sum(len(gold_sets[a] & own_sets[b]) / len(gold_sets[a]) for a, b in pairs) / len(pairs)
    lea = _f1(_lea(own_sets, gold_sets), _lea(gold_sets, own_sets))
    return f"on found mentions alone: B3 F1 {_f1(precision, recall):.3f}, LEA F1 {lea:.3f}\n"


def _clusters(names: Iterable[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for i, name in enumerate(names):
        found.setdefault(name, set()).add(i)
    return found


def _lea(of: dict[str, set[int]], against: dict[str, set[int]]) -> float:
    """Link-based entity-aware score (Moosavi and Strube 2016), without singletons."""
    several = [members for members in of.values() if len(members) > 1]
    weight = sum(map(len, several))
    got = sum(len(c) * sum(math.comb(len(c & d), 2) for d in against.values()) / math.comb(len(c), 2) for c in several)
    return got / weight if weight else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--keep", type=Path, help="folder for the readings and the ledgers")
    parser.add_argument("--only", choices=["stories", "demo"], help="measure one of the two")
    parser.add_argument("--errors", action="store_true", help="list what the demo lacks")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if options.only != "demo":
            language = load("de")
            stories = options.shared / "data" / "stories"
            readings = readings_of("stories", [stories / "reports.jsonl"], language, options.keep)
            events = linked("stories", readings, language, folder)
            print(f"# stories: {len(readings)} reports, {len(events)} events in the ledger")
            for name, reports, gold in parts(stories, folder):
                print(f"## {name}\n{score(options.shared, folder, reports, gold)}", flush=True)
        if options.only != "stories":
            language = load("de", own=(EXAMPLES / "lexicon.yaml",))
            readings = readings_of("demo", [EXAMPLES / "reports"], language, options.keep)
            events = linked("demo", readings, language, folder)
            print(f"# demo: {len(readings)} reports, {len(events)} events in the ledger")
            rows = [json.loads(row) for row in (folder / "demo-listed.jsonl").read_text("utf-8").splitlines()]
            print(table(EXAMPLES / "gold.yaml", readings, events, rows, errors=options.errors))
        if options.keep:
            for path in folder.glob("*-l*.jsonl"):
                (options.keep / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
