"""Whether a change leaves every reading as it was, byte for byte: for changes that only make the reading faster.

`python -m bench.same --shared ../shared --keep before.txt` on the code before, `--compare before.txt` on that after.
The file has a line for each report, its name and the SHA-256 of its reading as JSON.
"""

import argparse
import hashlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import msgspec

from bench.corpora import domestic, events, newspaper, quotations, rows, seed, times
from lagebild.intake import read_source
from lagebild.lang import Language, load
from lagebild.model import Report
from lagebild.pipeline import Failure, read_all

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"


def reports(data: Path, number: int, language: Language) -> Iterator[Report]:
    """The example reports, the annotated ones, and so many of the newspaper's."""
    shipped = (report for path in sorted(EXAMPLES.iterdir()) for report in read_source(str(path), language))
    yield from (report for report in shipped if isinstance(report, Report))
    yield from chain(seed(data), events(data), rows(data), domestic(data), quotations(data), times(data))
    yield from islice(newspaper(data), number)


def digests(data: Path, number: int) -> Iterator[str]:
    """A line for each report: place in the order, id, and what its reading comes to."""
    language = load("de")
    encoder = msgspec.json.Encoder(order="deterministic")
    for n, found in enumerate(read_all(reports(data, number, language), language)):
        read = found.reason.encode() if isinstance(found, Failure) else encoder.encode(found)
        yield f"{n}\t{found.report.id}\t{hashlib.sha256(read).hexdigest()}"


def main() -> None:
    """Keep the digests or compare with those that were kept; ends with 1 when a reading differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=400, help="how many of the newspaper's")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--keep", type=Path)
    way.add_argument("--compare", type=Path)
    asked = parser.parse_args()
    now = list(digests(asked.shared / "data", asked.reports))
    if asked.keep:
        asked.keep.write_text("\n".join(now) + "\n", "utf-8")
        print(f"{len(now)} readings kept")
        return
    before = asked.compare.read_text("utf-8").splitlines()
    changed = [line.split("\t")[1] for line in now if line not in set(before)]
    print(f"{len(now)} readings, {len(before)} before; changed: {len(changed)} {changed[:10]}")
    raise SystemExit(bool(changed) or len(now) != len(before))


if __name__ == "__main__":
    main()
