"""Read sentences with names: GermEval 2014 (Benikova et al. 2014), and those annotated for this project.

Labels: PER, LOC, ORG, OTH for names proper, with the endings `deriv` ("deutsche") and `part` ("Berlin-Reise") where the
word is derived from a name or holds one. Of GermEval only the outer layer is used. Our own sentences stand in
`training/data/names-*.txt` with names in brackets; the annotation of the Wikinews reports stands in
`training/data/names-wikinews.jsonl` as code point offsets in the text of `gold/events-dev.jsonl`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from training.treebanks import open_lines

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

HELD_OUT_DEV = 600
OWN = Path(__file__).with_name("data")
WIKINEWS = "gold/events-dev.jsonl"
LABELS = frozenset(kind + ending for kind in ("PER", "LOC", "ORG", "OTH") for ending in ("", "deriv", "part"))
_BRACKET = re.compile(r"\[([A-Z]{3}[a-z]*) ([^\[\]]+)\]")


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


def parse_brackets(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text of a line with names in brackets, and the names as (start, end, label).

    Raises ValueError for an unknown label or a bracket that is not closed.

    >>> parse_brackets("In [LOC Minsk] brennt es.")
    ('In Minsk brennt es.', [(3, 8, 'LOC')])
    """
    text, found, at = "", [], 0
    for match in _BRACKET.finditer(line):
        text += line[at : match.start()]
        found.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
        if match[1] not in LABELS:
            raise ValueError(f"unknown label {match[1]}: {line}")
    text += line[at:]
    if "[" in text or "]" in text:
        raise ValueError(f"bracket without label: {line}")
    return text, found


def named_sentence(sentence: Span, names: Iterable[tuple[int, int, str]]) -> NamedSentence:
    """Return the tokens of a sentence, without white space, with the names that lie on its token borders.

    A border inside a token takes in the whole token; one with a hyphen then only holds the name: "[ORG Esa-]Chef".
    """
    tokens = [t for t in sentence if not t.is_space]
    found: list[tuple[int, int, str]] = []
    for start, end, label in sorted(names):
        inside = [i for i, t in enumerate(tokens) if t.idx < end and t.idx + len(t) > start]
        if not inside or start < sentence.start_char or end > sentence.end_char:
            continue
        if found and inside[0] < found[-1][1]:  # two names in one token
            continue
        last = tokens[inside[-1]]
        holds = len(inside) == 1 and "-" in last.text and end < last.idx + len(last) and label.isupper()
        found.append((inside[0], inside[-1] + 1, f"{label}part" if holds else label))
    return NamedSentence(tuple(t.text for t in tokens), tuple(found))


def splitter() -> Language:
    """Return a pipeline that finds tokens and sentences."""
    import spacy

    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer")
    return nlp


def read_own(folder: Path = OWN) -> list[NamedSentence]:
    """Return the sentences written for the training, a line a sentence."""
    nlp = splitter()
    found = []
    for path in sorted(folder.glob("names-*.txt")):
        for line in open_lines(path):
            if line and not line.startswith("#"):
                text, names = parse_brackets(line)
                found.append(named_sentence(nlp(text)[:], names))
    return found


def read_wikinews(data: Path, path: Path = OWN / "names-wikinews.jsonl") -> list[NamedSentence]:
    """Return the sentences of the annotated Wikinews reports; the texts are read from the data folder `data`."""
    nlp = splitter()
    annotated = {entry["id"]: entry["names"] for entry in map(json.loads, open_lines(path))}
    found = []
    for line in open_lines(data / WIKINEWS):
        report = json.loads(line)
        if report["id"] in annotated:
            names = [(int(start), int(end), str(label)) for start, end, label in annotated[report["id"]]]
            found += [named_sentence(sentence, names) for sentence in nlp(report["text"]).sents]
    return [sentence for sentence in found if sentence.forms]


def read_training(data: Path) -> list[NamedSentence]:
    """Return all sentences with names that are trained on; none is a copy of one that is held out."""
    named, held = read_split(data / "germeval2014")
    texts = {s.forms for s in held}
    return [s for s in [*named, *read_own(), *read_wikinews(data)] if s.forms not in texts]
