"""Read GermEval 2014 (Benikova et al. 2014): sentences with names, derived forms and name parts.

Only the outer layer is used. Labels: PER, LOC, ORG, OTH for names proper, with the endings `deriv` ("deutsche") and
`part` ("Berlin-Reise") where the word is derived from a name or holds one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from training.treebanks import open_lines

HELD_OUT_DEV = 600


class NamedSentence(msgspec.Struct, frozen=True):
    """Tokens of a sentence and the names in it as (first token, token after the last, label)."""

    forms: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...]


def spans(labels: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of a BIO sequence as (start, end, label)."""
    start, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        prefix, _, name = label.partition("-")
        if kind and (prefix != "I" or name != kind):
            yield start, i, kind
            kind = ""
        if name and not kind:
            start, kind = i, name


def read_names(lines: Iterable[str]) -> Iterator[NamedSentence]:
    """Yield the sentences of GermEval's tab-separated lines: number, token, outer label, inner label."""
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        cells = line.split()
        if cells and cells[0] == "#":
            continue
        if cells:
            rows.append(cells)
        elif rows:
            yield NamedSentence(tuple(r[1] for r in rows), tuple(spans([r[2] for r in rows])))
            rows = []


def read_split(folder: Path) -> tuple[list[NamedSentence], list[NamedSentence]]:
    """Return (training, held out): the last 600 sentences of `dev` and every copy of them stay out of training."""
    dev = list(read_names(open_lines(folder / "dev.tsv.gz")))
    test = list(read_names(open_lines(folder / "test-first-3000.tsv.gz")))
    held = dev[-HELD_OUT_DEV:]
    texts = {s.forms for s in held}
    return [s for s in [*dev[:-HELD_OUT_DEV], *test] if s.forms not in texts], held
