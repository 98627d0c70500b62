"""The view of the text against treebanks: python -m bench.language --shared ../shared [--errors N]

Sentence borders, finite verbs, their subjects and Konjunktiv on UD German PUD (no part of any training).
A subject is right when the head that the treebank names lies in the core of our phrase; finite verbs are matched by
their offset.
"""

import argparse
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lagebild.lang import Language, load
from lagebild.model import Analysis, Mood
from lagebild.model.ask import subject
from lagebild.text import analyse


class Word(NamedTuple):
    """A word of a treebank with its offset in the sentence. end: of the surface token that it is part of."""

    i: int
    form: str
    start: int
    upos: str
    xpos: str
    features: dict[str, str]
    head: int
    relation: str


class Tree(NamedTuple):
    """A sentence of a treebank."""

    text: str
    words: dict[int, Word]


def trees(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file with offsets; the words of a contraction share its offset."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for block in lines.read().split("\n\n"):
            rows = block.splitlines()
            text = next((row[9:] for row in rows if row.startswith("# text = ")), "")
            words, at, until, shared = {}, 0, 0, 0
            for row in rows:
                cells = row.split("\t")
                if len(cells) != 10 or "." in cells[0]:
                    continue
                if "-" in cells[0]:
                    until = int(cells[0].split("-")[1])
                    shared = text.find(cells[1], at)
                    at = shared + len(cells[1])
                    continue
                i = int(cells[0])
                if i <= until:
                    start = shared
                else:
                    start = text.find(cells[1], at)
                    at = start + len(cells[1])
                features = dict(f.split("=", 1) for f in cells[5].split("|") if "=" in f)
                words[i] = Word(i, cells[1], start, cells[3], cells[4], features, int(cells[6]), cells[7])
            if words:
                yield Tree(text, words)


def gold_subjects(tree: Tree) -> dict[int, int | None]:
    """Offset of every finite verb -> offset of its subject's head, or None."""
    found: dict[int, int | None] = {}
    for word in tree.words.values():
        if "Mood" not in word.features:
            continue
        owner = word.head if word.relation in ("aux", "aux:pass", "cop") else word.i
        subjects = [w for w in tree.words.values() if w.head == owner and w.relation in ("nsubj", "nsubj:pass")]
        found[word.start] = subjects[0].start if subjects else None
    return found


def measure(tree: Tree, analysis: Analysis, count: Counter[str], errors: list[str]) -> None:
    """Add one sentence to the counts."""
    gold = gold_subjects(tree)
    seen: dict[int, tuple[int, int] | None] = {}
    for clause in analysis.clauses:
        if clause.finite is None or clause.finite not in clause.tokens:
            continue
        phrase = subject(analysis, clause) if not clause.shared_subject else None
        offset = analysis.tokens[clause.finite].start
        seen[offset] = None if phrase is None else (
            analysis.tokens[phrase.first].start, analysis.tokens[phrase.last - 1].end
        )  # fmt: skip
    count["verb gold"] += len(gold)
    count["verb pred"] += len(seen)
    count["verb hit"] += len(gold.keys() & seen.keys())
    count["subject gold"] += sum(s is not None for s in gold.values())
    count["subject pred"] += sum(s is not None for s in seen.values())
    for verb in gold.keys() | seen.keys():
        wanted, span = gold.get(verb), seen.get(verb)
        right = wanted is not None and span is not None and span[0] <= wanted < span[1]
        count["subject hit"] += right
        if not right and (wanted is not None or span is not None):
            said = tree.text[span[0] : span[1]] if span else None
            want = tree.text[wanted : wanted + 12] if wanted is not None else None
            errors.append(f"{tree.text[verb : verb + 12]!r}: want {want!r}, have {said!r}: {tree.text}")
    konjunktiv(tree, analysis, count)


def konjunktiv(tree: Tree, analysis: Analysis, count: Counter[str]) -> None:
    """Konjunktiv against Indikativ of the finite verbs that both sides see."""
    moods = {analysis.tokens[c.finite].start: c.mood for c in analysis.clauses if c.finite is not None}
    for word in tree.words.values():
        if word.features.get("Mood") in ("Ind", "Sub") and word.start in moods:
            said = moods[word.start] in (Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2)
            count["mood"] += 1
            count["mood right"] += said == (word.features["Mood"] == "Sub")


def report(count: Counter[str]) -> None:
    """Print the table."""
    for name in ("verb", "subject"):
        hit, gold, pred = count[f"{name} hit"], count[f"{name} gold"], count[f"{name} pred"]
        print(f"{name:8} P {hit / max(1, pred):.3f} R {hit / max(1, gold):.3f} F1 {2 * hit / max(1, gold + pred):.3f}")
    print(f"Konjunktiv or not: {count['mood right'] / max(1, count['mood']):.3f} of {count['mood']} finite verbs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    language: Language = load("de")
    count: Counter[str] = Counter()
    errors: list[str] = []
    for tree in trees(options.shared / "data" / "ud" / "pud.conllu.gz"):
        measure(tree, analyse(tree.text, language), count, errors)
    report(count)
    print(*errors[: options.errors], sep="\n")


if __name__ == "__main__":
    main()
