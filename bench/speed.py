"""How fast the whole reading is, and what each step takes of it; memory, start-up, and the way into the store.

`python -m bench.speed --shared ../shared [--reports 150]`; best of three rounds in CPU time of one core, so that a busy
machine shows little. Ratios compare with the bare model over the same text in the same run.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.corpora import newspaper
from lagebild.events import find_events
from lagebild.lang import Language, load
from lagebild.mentions import find_mentions
from lagebild.model import Report
from lagebild.quotes import find_quotations, link_targets
from lagebild.text import analyse
from lagebild.text.tokens import raw_tokens

ROUNDS = 3
PROGRAM = (sys.executable, "-c", "from lagebild.cli.main import main; main()")
LIGHT = ("--version", "--help", "reports", "quotations", "events", "actors", "ledger", "picture", "search Wien")


def steps(reports: list[Report], language: Language) -> dict[str, float]:
    """CPU seconds of each step over all reports: the bare model, then each step on what those before it found."""
    spent = dict.fromkeys(("model", "text", "mentions", "quotes", "events", "targets"), 0.0)

    def timed(name: str, step: Callable[..., Any], *arguments: object) -> Any:
        start = time.process_time()
        found = step(*arguments)
        spent[name] += time.process_time() - start
        return found

    for report in reports:
        timed("model", raw_tokens, report.text, language)
        analysis = timed("text", analyse, report.text, language)
        mentions = timed("mentions", find_mentions, analysis, report, language)
        quotations = timed("quotes", find_quotations, analysis, mentions, report, language)
        events = timed("events", find_events, analysis, mentions, quotations, report, language)
        timed("targets", link_targets, analysis, quotations, events, language)
    return spent


def reading_lines(reports: list[Report], language: Language) -> Iterator[str]:
    """Tokens and reports a second, the ratio to the bare model, and the share of each step."""
    tokens = sum(len(analyse(report.text, language).tokens) for report in reports)
    rounds = [steps(reports, language) for _ in range(ROUNDS)]
    best = min(rounds, key=lambda spent: sum(spent.values()) - spent["model"])
    whole = sum(best.values()) - best["model"]
    yield f"{len(reports)} reports, {tokens} tokens, one core, best of {ROUNDS}"
    yield f"whole reading            {tokens / whole:9,.0f} tokens/s   {len(reports) / whole:6.1f} reports/s"
    yield f"bare model               {tokens / best['model']:9,.0f} tokens/s"
    yield f"whole / bare model       {whole / best['model']:9.2f}"
    shares = {"model": best["model"], "clauses": best["text"] - best["model"]}
    shares |= {name: best[name] for name in ("mentions", "quotes", "events", "targets")}
    for name, seconds in shares.items():
        yield f"  {name:22} {seconds / whole:9.1%}   {tokens / seconds if seconds > 0 else 0:12,.0f} tokens/s"
    yield f"peak memory              {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MB"


def command_lines(store: Path) -> Iterator[str]:
    """Wall-clock time of commands that need no model, best of three."""
    for arguments in LIGHT:
        best = min(_wall([*PROGRAM, "--store", str(store), *arguments.split()]) for _ in range(3))
        yield f"lagebild {arguments:15} {best:9.2f} s"


def adding_lines(shared: Path, number: int) -> Iterator[str]:
    """Reports a second from a file into the store with reading and linking, by the command, and the folder's size."""
    with tempfile.TemporaryDirectory() as folder:
        source, store = Path(folder) / "reports.jsonl", Path(folder) / "store.db"
        with source.open("w", encoding="utf-8") as file:
            for report in list(newspaper(shared / "data"))[:number]:
                file.write(json.dumps({"id": report.id, "text": report.text, "published": "2016-01-01"}) + "\n")
        seconds = _wall([*PROGRAM, "--store", str(store), "add", str(source)])
        yield f"add, read and link       {number / seconds:9.1f} reports/s   ({number} reports, {os.cpu_count()} cores)"
        yield from command_lines(store)


def _wall(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=150)
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {platform.system()}")
    language = load("de")
    reports = list(newspaper(asked.shared / "data"))[: asked.reports]
    for line in reading_lines(reports, language):
        print(line)
    for line in adding_lines(asked.shared, asked.reports):
        print(line)


if __name__ == "__main__":
    main()
