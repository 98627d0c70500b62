"""The table of when, where and who: python -m bench.anchors --shared ../shared

Times against HeidelTime's output on the same reports, the rows on times, places and actors, the country and sector of
parties, the places and the coreference annotated for this project, and the speed of names, times, places and actors
together on analysed text.
"""

import argparse
import ast
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench import coreference, places
from bench.corpora import events, newspaper, times
from bench.scores import write_readings
from lagebild.lang import Language, load
from lagebild.mentions import find_mentions
from lagebild.model import Analysis, Report
from lagebild.text import analyse

OURS = re.compile(r"^(actor|place|time)\b.*? (\d+) of +(\d+)", re.M)
ROUNDS = 3


def scored(shared: Path, script: str, *arguments: Path) -> str:
    """What a scorer prints."""
    command = [sys.executable, str(shared / "score" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def f1(output: str) -> str:
    """The F1 of the four measures of a scorer of times, in percent."""
    return " / ".join(f"{100 * float(value):.1f}" for value in re.findall(r"F1 ([\d.]+)", output))


def errors(output: str) -> Counter[str]:
    """Errors of one side by class and TIMEX3 type, out of what the scorer of times lists."""
    counts: Counter[str] = Counter()
    for line in output.splitlines():
        cells = line.split("\t")
        if len(cells) > 2 and cells[1] == "spurious":
            counts[f"spurious {ast.literal_eval(cells[2])['type']}"] += 1
        elif len(cells) > 4 and cells[1] == "gold":
            wanted, found = ast.literal_eval(cells[2]), ast.literal_eval(cells[4])
            counts[f"{error_class(wanted, found)} {wanted['type']}"] += 1
    return counts


def error_class(wanted: dict[str, object], found: dict[str, object] | None) -> str:
    """The gravest thing that is wrong with a time: missed, type, value, extent."""
    if found is None:
        return "missed"
    return next((name for name in ("type", "value") if found[name] != wanted[name]), "extent")


def print_times(shared: Path, folder: Path, language: Language) -> None:
    """Times of ours and of HeidelTime on the same reports."""
    data, target = shared / "data", folder / "times.jsonl"
    write_readings("times", data, target, language)
    gold = data / "krauts" / "gold.jsonl.gz"
    print("times on krauts, F1 strict / relaxed / type / value")
    print(f"  ours        {f1(scored(shared, 'times.py', gold, target))}")
    peer = data / "krauts" / "heideltime.jsonl.gz"
    print(f"  HeidelTime  {f1(scored(shared, 'times.py', gold, peer))}")
    both = [errors(scored(shared, "times.py", gold, path, Path("--errors"))) for path in (target, peer)]
    print(f"  {'errors':30} ours HeidelTime")
    for name in sorted({*both[0], *both[1]}):
        print(f"  {name:30} {both[0][name]:4} {both[1][name]:10}")


def print_rows(shared: Path, folder: Path, language: Language) -> None:
    """Rows on times, places and actors; country and sector of parties."""
    target = folder / "rows.jsonl"
    write_readings("rows", shared / "data", target, language)
    counts: Counter[str] = Counter()
    for kind, met, total in OURS.findall(scored(shared, "rows.py", shared / "data" / "rows" / "rows.jsonl", target)):
        counts.update({f"{kind} met": int(met), f"{kind} all": int(total)})
    for kind in ("time", "place", "actor"):
        print(f"rows on {kind + 's':8} {counts[f'{kind} met']} of {counts[f'{kind} all']}")
    target = folder / "events.jsonl"
    write_readings("events", shared / "data", target, language)
    output = scored(shared, "events.py", shared / "data" / "gold" / "events-dev.jsonl", target)
    for name in ("country", "sector"):
        print(f"{name} of parties: {re.search(rf'^{name} +(.*)$', output, re.M)[1]}")  # type: ignore[index]


def print_speed(shared: Path, language: Language) -> None:
    """Tokens a second of processor time of the four together on analysed text, the best of some rounds."""
    for name, corpus in (("events", events), ("newspaper", newspaper), ("times", times)):
        reports = list(corpus(shared / "data"))[:60]
        analysed = [(analyse(report.text, language), report) for report in reports]
        tokens = sum(len(analysis.tokens) for analysis, _ in analysed)
        best = min(_seconds(analysed, language) for _ in range(ROUNDS))
        print(f"speed on {name:9} {tokens / best:8.0f} tokens/s ({tokens} tokens)")


def _seconds(analysed: list[tuple[Analysis, Report]], language: Language) -> float:
    start = time.process_time()
    for analysis, report in analysed:
        find_mentions(analysis, report, language)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    language = load("de")
    with tempfile.TemporaryDirectory() as folder:
        print_times(options.shared, Path(folder), language)
        print_rows(options.shared, Path(folder), language)
    print("places")
    places.report_scores(options.shared, "all", False, language)
    print("coreference, lenient spans")
    coreference.report_scores(options.shared, "all", language, strict=False)
    print_speed(options.shared, language)


if __name__ == "__main__":
    main()
