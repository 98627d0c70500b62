"""Quotations against the corpora and the clock, as a table with targets; or a list for reading by people:

    python -m bench.quotations --shared ../shared
    python -m bench.quotations --shared ../shared --denies [CORPUS …]

The second form prints every quotation that denies, one a line: corpus, report, rule, speaker, cue, content and what
stands around it. A person reads them and counts the wrong ones; the last count stands in DENIALS.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.corpora import CORPORA, quotations
from bench.language import Row, line
from bench.scores import score
from lagebild.lang import Language, load
from lagebild.mentions import find_mentions
from lagebild.model import Analysis, Mentions, Quotation, Reading, Report, Stance
from lagebild.pipeline import read_all
from lagebild.quotes import find_quotations
from lagebild.text import analyse

DEV = {"quote": 86, "speaker": 75, "cue": 80, "frame": 80, "addressee": None, "type": 82, "joint": 80}
FIELDS = {
    "found": None, "holder": 85, "stance": 90, "chain": 85, "no chain": None, "target": 75, "anonymous": None,
    "about": None, "type": None,
}  # fmt: skip
DENIALS = ("2026-11-23", 45, 3)
"""Day on which a person last read all denials of a part that no rule had been mended for, how many there were, and how
many of them were wrong. docs/benchmarks.md tells of the parts before."""
READ_BY_PEOPLE = ("rows", "events", "stories", "seed", "quotations", "newspaper")
PART_OF_DEV = 100


def dev(shared: Path, language: Language) -> Iterator[Row]:
    """F1 of the corpus's own measure on its dev part, in percent, and the share of speakers that were found."""
    with tempfile.TemporaryDirectory() as folder:
        text = score("quotations", shared, Path(folder), language, [])
    for name, target in DEV.items():
        found = re.search(rf"^{name}\s+P [\d.]+ R [\d.]+ F1 ([\d.]+)", text, re.MULTILINE)
        if found:
            yield Row(f"{name} F1, quotations/dev", 100 * float(found[1]), target)
    found = re.search(r"speaker found .* = ([\d.]+)", text)
    if found:
        yield Row("speaker found, quotations/dev", 100 * float(found[1]), 72)


def rows(shared: Path, language: Language) -> Iterator[Row]:
    """The fields of the quotations of the dense reports, in percent, and all of them together."""
    with tempfile.TemporaryDirectory() as folder:
        text = score("rows", shared, Path(folder), language, [])
    met = wanted = 0
    for name, target in FIELDS.items():
        found = re.search(rf"^quotation {name}\s+(\d+) of\s+(\d+)", text, re.MULTILINE)
        if found:
            met, wanted = met + int(found[1]), wanted + int(found[2])
            yield Row(f"{name}, rows", 100 * int(found[1]) / int(found[2]), target)
    yield Row("all fields of quotations, rows", 100 * met / max(wanted, 1), 88)
    found = re.search(r"^no quotation\s+(\d+) of\s+(\d+)", text, re.MULTILINE)
    if found:
        yield Row("no quotation, rows", 100 * int(found[1]) / int(found[2]), 95)


def speed(shared: Path, language: Language) -> Iterator[Row]:
    """Tokens a second of the step alone, on text that is analysed already; the best of three runs."""
    ready: list[tuple[Report, Analysis, Mentions]] = []
    for report in islice(quotations(shared / "data"), 60):
        analysis = analyse(report.text, language)
        ready.append((report, analysis, find_mentions(analysis, report, language)))
    tokens = sum(len(analysis.tokens) for _, analysis, _ in ready)
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        for report, analysis, mentions in ready:
            find_quotations(analysis, mentions, report, language)
        best = max(best, tokens / (time.process_time() - start))
    yield Row("tokens a second, the step on analysed text", best, 60000)


def precision() -> Iterator[Row]:
    """The share of right denials as a person last counted them."""
    day, read, wrong = DENIALS
    if read:
        yield Row(f"denials that are right, {read} read on {day}", 100 * (read - wrong) / read, 95)


def denials(shared: Path, language: Language, names: list[str]) -> Iterator[str]:
    """Every denial of some corpora as a line for reading: report, rule, speaker, cue, content, its sentence."""
    for name in names:
        reports = islice(CORPORA[name](shared / "data"), PART_OF_DEV if name == "quotations" else None)
        for outcome in read_all(reports, language):
            if isinstance(outcome, Reading):
                for quotation in outcome.quotations:
                    if quotation.stance == Stance.DENIES:
                        yield denial(name, outcome, quotation)


def denial(name: str, reading: Reading, quotation: Quotation) -> str:
    """One denial with what stands around it."""

    def cut(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(reading.report.text[start:end] for start, end in spans)

    text, (start, end) = reading.report.text, (quotation.spans[0][0], quotation.spans[-1][1])
    first = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    around = " ".join(text[first : end + 60].split())
    parts = (name, reading.report.id[:12], quotation.rule, cut(quotation.speaker), cut(quotation.cue))
    return " | ".join((*parts, " ".join(cut(quotation.spans).split()), around))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--denies", nargs="*", metavar="CORPUS", help=f"of {', '.join(READ_BY_PEOPLE)}")
    options = parser.parse_args()
    language = load("de")
    if options.denies is not None:
        for text in denials(options.shared, language, options.denies or list(READ_BY_PEOPLE)):
            print(text, flush=True)
        return
    print("| measure | value | target | reached |\n|---|---|---|---|")
    for rows_of in (dev, rows, speed):
        for row in rows_of(options.shared, language):
            print(line(row), flush=True)
    for row in precision():
        print(line(row))


if __name__ == "__main__":
    main()
