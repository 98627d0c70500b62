"""Raw German text for silver annotation: news reports as tokenised sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from training.treebanks import open_lines

if TYPE_CHECKING:
    from spacy.language import Language

RAW_FILES = ("gold/events-dev.jsonl", "stories/reports.jsonl", "rows/rows.jsonl")


def read_texts(data: Path) -> Iterator[str]:
    """Yield titles and texts of the report collections that may be trained on."""
    for name in RAW_FILES:
        for line in open_lines(data / name):
            report = json.loads(line)
            if report.get("title"):
                yield report["title"]
            yield report["text"]


def sentences(text: str, splitter: Language) -> Iterator[list[str]]:
    """Yield the tokens of each sentence, line by line, without white space tokens."""
    for line in text.splitlines():
        for sent in splitter(line).sents:
            tokens = [t.text for t in sent if not t.is_space]
            if tokens:
                yield tokens


def read_sentences(data: Path) -> list[list[str]]:
    """Return every distinct sentence of the raw texts in the order in which it first appears."""
    import spacy

    splitter = spacy.blank("de")
    splitter.add_pipe("sentencizer")
    seen: dict[tuple[str, ...], None] = {}
    for text in read_texts(data):
        for tokens in sentences(text, splitter):
            seen.setdefault(tuple(tokens))
    return [list(s) for s in seen]
