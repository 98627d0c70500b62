"""The corpora as reports: each function yields Report records from the data folder, in file order."""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lagebild.lang import load
from lagebild.model import Report

DOMESTIC = Path(__file__).parent / "data" / "domestic.jsonl"


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def seed(data: Path) -> Iterator[Report]:
    """The report that the project starts from, read as the file that it is."""
    from lagebild.intake import read_source

    for path in sorted((data / "seed").glob("*.txt")):
        for report in read_source(str(path), load()):
            assert isinstance(report, Report), report
            yield report


def events(data: Path) -> Iterator[Report]:
    """The reports with annotated events."""
    for row in json_lines(data / "gold" / "events-dev.jsonl"):
        yield Report(id=row["id"], title=row.get("title"), published=row.get("published"), text=row["text"])


def quotations(data: Path, part: str = "dev") -> Iterator[Report]:
    """The reports with annotated quotations."""
    for row in json_lines(data / "quotations" / f"{part}.jsonl.gz"):
        yield Report(id=row["documentName"], text=row["originalText"], published=date_in(row["documentName"]))


def date_in(name: str) -> str | None:
    """The date in a document's name: "11059 - … (2005-08-20)" -> "2005-08-20"."""
    found = re.search(r"\((\d{4}-\d{2}-\d{2})\)", name)
    return found[1] if found else None


def rows(data: Path) -> Iterator[Report]:
    """The dense reports that are scored row by row."""
    for row in json_lines(data / "rows" / "rows.jsonl"):
        yield Report(id=row["id"], title=row.get("title"), published=row.get("published"), text=row["text"])


def domestic(data: Path) -> Iterator[Report]:
    """Thirty reports of domestic politics written for this project, with gold made apart from the rules; they stand
    beside this module, so `data` is not used."""
    for row in json_lines(DOMESTIC):
        yield Report(id=row["id"], title=row["title"], published=row["published"], text=row["text"])


def times(data: Path) -> Iterator[Report]:
    """The newspaper reports with time expressions."""
    for row in json_lines(data / "krauts" / "reports.jsonl.gz"):
        yield Report(id=row["id"], text=row["text"], published=row.get("published"))


def names(data: Path) -> Iterator[Report]:
    """The last 600 sentences of GermEval's dev part, one report each; the model is not trained on them."""
    for number, block in enumerate(held_out_names(data)):
        tokens = [line.split("\t")[1] for line in block.splitlines() if not line.startswith("#")]
        yield Report(id=f"s{number}", text=" ".join(tokens))


def held_out_names(data: Path, count: int = 600) -> list[str]:
    """The held-out sentences in GermEval's own format."""
    with gzip.open(data / "germeval2014" / "dev.tsv.gz", "rt", encoding="utf-8") as lines:
        return [block for block in lines.read().split("\n\n") if block.strip()][-count:]


def stories(data: Path) -> Iterator[Report]:
    """The reports on twelve stories."""
    for row in json_lines(data / "stories" / "reports.jsonl"):
        yield Report(
            id=row["id"], title=row["title"], published=row["published"], outlet=row["outlet"], text=row["text"]
        )


def newspaper(data: Path) -> Iterator[Report]:
    """1,028 reports of an Austrian newspaper, for speed and robustness."""
    with gzip.open(data / "10kgnad-test.csv.gz") as packed:
        table = csv.reader(io.TextIOWrapper(packed, encoding="utf-8"), delimiter=";", quotechar="'")
        for number, row in enumerate(table):
            yield Report(id=f"n{number}", text=row[1])


CORPORA: dict[str, Callable[[Path], Iterator[Report]]] = {
    "seed": seed,
    "events": events,
    "quotations": quotations,
    "rows": rows,
    "domestic": domestic,
    "domestic-rows": domestic,
    "times": times,
    "names": names,
    "stories": stories,
    "newspaper": newspaper,
}
