"""Prints the table of the events room: python -m bench.events --shared ../shared

events-dev, the domestic reports and the rows with their scorers; the stories: events of which trigger and type are
found; the newspaper's reports on sport and culture: events per 1,000 words, real ones among them; the step's speed.
"""

import argparse
import csv
import gzip
import io
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from bench.corpora import CORPORA, DOMESTIC, json_lines
from bench.scores import SCORERS, score
from lagebild.events import find_events
from lagebild.lang import Language, load
from lagebild.mentions import find_mentions
from lagebild.model import Reading, Report
from lagebild.pipeline import read
from lagebild.quotes import find_quotations
from lagebild.text import analyse

SECTIONS = ("Sport", "Kultur")
SAMPLE = 50


def stories_found(data: Path, language: Language) -> str:
    """How many of the stories' event mentions are found, with the right type, with the right status too."""
    gold = {row["id"]: row["mentions"] for row in json_lines(data / "stories" / "reports.jsonl")}
    total = found = typed = right = 0
    for report in CORPORA["stories"](data):
        events = read(report, language).events
        for want in gold[report.id]:
            near = [e for e in events if e.trigger[0] < want["end"] and want["start"] < e.trigger[1]]
            same = [e for e in near if e.type == want["type"]]
            total, found, typed = total + 1, found + bool(near), typed + bool(same)
            right += any(e.status == want["status"] for e in same)
    return f"stories: {found} of {total} triggers found, {typed} with the type, {right} with type and status"


def section(data: Path, name: str) -> Iterable[Report]:
    """The first reports of a section of the newspaper."""
    with gzip.open(data / "10kgnad-test.csv.gz") as packed:
        table = csv.reader(io.TextIOWrapper(packed, encoding="utf-8"), delimiter=";", quotechar="'")
        texts = [row[1] for row in table if row[0] == name][:SAMPLE]
    return [Report(id=f"{name}-{n}", text=text, published="2015-06-15") for n, text in enumerate(texts)]


def dense(data: Path, name: str, language: Language) -> str:
    """Events per 1,000 words of a section that should have hardly any."""
    reports = list(section(data, name))
    count = sum(len(read(report, language).events) for report in reports)
    words = sum(len(report.text.split()) for report in reports)
    return f"{name}: {count} events in {words} words, {1000 * count / words:.2f} per 1,000"


def speed(data: Path, language: Language) -> str:
    """Tokens a second of processor time that the step reads, once the steps before it are done."""
    ready = []
    for report in CORPORA["events"](data):
        analysis = analyse(report.text, language)
        mentions = find_mentions(analysis, report, language)
        ready.append((analysis, mentions, find_quotations(analysis, mentions, report, language), report))
    find_events(*ready[0], language)
    start = time.process_time()
    for one in ready:
        find_events(*one, language)
    seconds = time.process_time() - start
    return f"step: {sum(len(analysis.tokens) for analysis, *_ in ready) / seconds:,.0f} tokens/s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    data, language = options.shared / "data", load("de")
    assert isinstance(read(Report(id="warm", text="Der Minister trat zurück."), language), Reading)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("events", "domestic", "rows"):
            if name in SCORERS and name in CORPORA and (name != "domestic" or DOMESTIC.is_file()):
                print(score(name, options.shared, Path(folder), language, []), flush=True)
    print(stories_found(data, language), flush=True)
    for name in SECTIONS:
        print(dense(data, name, language), flush=True)
    print(speed(data, language))


if __name__ == "__main__":
    main()
