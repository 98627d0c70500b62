"""Learn the weights of the subject ranker: `python -m training.subjects --data DATA --out subjects.tsv`.

In: the treebanks gsd-dev, gsd-test and hdt-part (never pud) seen through the clause view. Every clause with two or more
candidates and a subject in the treebank is one example; the weights are those of a softmax over the candidates with an
L2 penalty, fitted by AdaGrad. Out: one line a feature, and on the screen the accuracy over five folds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from bench.treebank import trees, verbs

from lagebild.lang import Language, load
from lagebild.lang.morphology import Morphology
from lagebild.model import VerbPosition
from lagebild.text import arguments, view
from lagebild.text.draft import ClauseDraft, PhraseDraft, SentenceDraft
from lagebild.text.ranker import features

TREEBANKS = ("gsd-dev", "gsd-test", "hdt-part")
Example = tuple[list[list[str]], int]
"""Features of each candidate, and which of them is the subject."""


def examples(path: Path, language: Language) -> Iterator[Example]:
    """The clauses of a treebank with a choice between candidates of which one is the subject."""
    seen: list[tuple[int, list[tuple[int, int, list[str]]]]] = []

    def record(
        draft: SentenceDraft,
        clause: ClauseDraft,
        bare: list[PhraseDraft],
        position: VerbPosition,
        morphology: Morphology,
    ) -> PhraseDraft | None:
        if clause.finite is not None and clause.finite in clause.tokens:
            tokens = draft.tokens
            rows = [
                (tokens[p.first].start, tokens[p.last - 1].end, features(draft, clause, p, n, position))
                for n, p in enumerate(bare)
                if "Nom" in p.cases
            ]
            seen.append((tokens[clause.finite].start, rows))
        return original(draft, clause, bare, position, morphology)

    original = arguments.pick_subject
    arguments.pick_subject = record
    try:
        for tree in trees(path):
            seen.clear()
            gold = verbs(tree)
            view.analyse(tree.text, language)
            for start, rows in seen:
                want = gold[start].subject if start in gold else None
                right = [i for i, (a, b, _) in enumerate(rows) if want is not None and a <= want < b]
                if right and len(rows) > 1:
                    yield [names for _, _, names in rows], right[0]
    finally:
        arguments.pick_subject = original


def fit(data: list[Example], steps: int = 80, penalty: float = 0.001, rate: float = 0.3) -> dict[str, float]:
    """Weights of a softmax over the candidates of each example."""
    names = sorted({name for rows, _ in data for row in rows for name in row})
    index = {name: i for i, name in enumerate(names)}
    starts = np.cumsum([0, *(len(rows) for rows, _ in data)])
    table = np.zeros((starts[-1], len(names)))
    gold = np.zeros(starts[-1])
    for (rows, right), start in zip(data, starts, strict=False):
        gold[start + right] = 1
        for k, row in enumerate(rows):
            table[start + k, [index[name] for name in row]] = 1
    group = np.repeat(np.arange(len(data)), np.diff(starts))
    weights, squares = np.zeros(len(names)), np.full(len(names), 1e-8)
    for _ in range(steps):
        z = table @ weights
        p = np.exp(z - np.maximum.reduceat(z, starts[:-1])[group])
        p /= np.add.reduceat(p, starts[:-1])[group]
        gradient = table.T @ (p - gold) + penalty * len(data) * weights
        squares += gradient**2
        weights -= rate * gradient / np.sqrt(squares)
    return dict(zip(names, weights.tolist(), strict=True))


def accuracy(data: list[Example], weights: dict[str, float]) -> float:
    """Share of the examples whose subject comes first."""
    hits = 0
    for rows, right in data:
        scores = [sum(weights.get(name, 0.0) for name in row) for row in rows]
        hits += scores.index(max(scores)) == right
    return hits / max(1, len(data))


def main() -> None:
    """Fit on all three treebanks and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", help="another spaCy pipeline than the shipped one")
    options = parser.parse_args()
    language = load("de", options.model)
    data = [x for name in TREEBANKS for x in examples(options.data / "ud" / f"{name}.conllu.gz", language)]
    folds = [accuracy(data[f::5], fit([x for i, x in enumerate(data) if i % 5 != f])) for f in range(5)]
    print(f"{len(data)} clauses with a choice, subject first in {100 * sum(folds) / 5:.1f} % (five folds)")
    weights = fit(data)
    head = (
        "# Weights of the subject ranker (text/ranker.py), learnt by training/subjects.py from gsd-dev, gsd-test and\n"
    )
    head += "# hdt-part (CC BY-SA 4.0): feature, weight.\n"
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= 0.0005]
    options.out.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
