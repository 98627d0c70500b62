"""Print how well a model does on the held-out data: `python -m training.evaluate --data DATA --model MODEL`.

Measures: STTS and coarse tags, features, lemmas of content words (ignoring case), names (GermEval 2014, merged and
proper: first and last token and class), tokens per processor second on one core, load time.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from training import names, raw, treebanks
from training.cases import features
from training.pipeline import use_fast_products
from training.records import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "AUX"})
Scores = dict[str, float]


def predict(nlp: Language, sentences: Iterable[Sequence[str]]) -> list[Doc]:
    """Run the model over tokenised sentences, one Doc each."""
    from spacy.tokens import Doc

    docs = [Doc(nlp.vocab, words=list(forms)) for forms in sentences]
    return list(nlp.pipe(docs, batch_size=128))


def ratio(hits: Iterable[bool]) -> float:
    """Return the share of true values in per cent, 0 where there are none."""
    seen = list(hits)
    return 100 * sum(seen) / max(1, len(seen))


def score_treebank(nlp: Language, sentences: Sequence[Sentence]) -> Scores:
    """Return accuracies over the tokens that the treebank annotates; tags only where it has its own."""
    docs = predict(nlp, [[t.form for t in s.tokens] for s in sentences])
    pairs = [(g, p) for s, d in zip(sentences, docs, strict=True) for g, p in zip(s.tokens, d, strict=True)]
    own_tags = any(g.tag not in {"", "APPRART"} for g, _ in pairs)
    tags = {"stts": ratio(g.tag == p.tag_ for g, p in pairs if g.tag)} if own_tags else {}
    return {
        **tags,
        "upos": ratio(g.upos == p.pos_ for g, p in pairs if g.upos),
        "case": ratio(case_of(g.feats) == case_of(str(p.morph)) for g, p in pairs if case_of(g.feats)),
        "morph": ratio(g.feats == str(p.morph) for g, p in pairs if g.upos),
        "lemma": ratio(g.lemma.lower() == p.lemma_.lower() for g, p in pairs if g.lemma and g.upos in CONTENT),
    }


def case_of(feats: str) -> str:
    """Return the case in a string of features, "" where it is missing."""
    return features(feats).get("Case", "")


def f1(tally: Counter[str]) -> float:
    """Return F1 in per cent from the counts gold, pred and hit."""
    return 200 * tally["hit"] / max(1, tally["gold"] + tally["pred"])


def base(label: str) -> str:
    """Return the class of a label: `LOCderiv` -> `LOC`."""
    return label.removesuffix("deriv").removesuffix("part")


def score_names(nlp: Language, sentences: Sequence[names.NamedSentence]) -> Scores:
    """Return F1 for merged labels and for names proper.

    merged: `deriv` and `part` folded into their class. proper: only names proper are wanted; a prediction exactly on a
    derived form or a name part is neither right nor wrong.
    """
    merged: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    for gold, doc in zip(sentences, predict(nlp, [s.forms for s in sentences]), strict=True):
        found = {(e.start, e.end, e.label_) for e in doc.ents}
        want = {(a, b, base(label)) for a, b, label in gold.names}
        have = {(a, b, base(label)) for a, b, label in found}
        merged.update(gold=len(want), pred=len(have), hit=len(want & have))
        want = {n for n in gold.names if base(n[2]) == n[2]}
        skip = {n[:2] for n in gold.names if n not in want}
        have = {n for n in found if base(n[2]) == n[2] and n[:2] not in skip}
        proper.update(gold=len(want), pred=len(have), hit=len(want & have))
    return {"merged": f1(merged), "proper": f1(proper)}


def load_seconds(model: Path) -> float:
    """Return the processor time that loading takes once spaCy is imported and warm."""
    import spacy

    spacy.blank("de")
    start = time.process_time()
    spacy.load(model)
    return time.process_time() - start


def tokens_per_second(nlp: Language, data: Path) -> float:
    """Return the best of two speeds over the raw reports, tokenization included, in tokens per processor second."""
    texts = list(raw.read_texts(data))
    best = 0.0
    for _ in range(2):
        start = time.process_time()
        count = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
        best = max(best, count / (time.process_time() - start))
    return best


def evaluate(nlp: Language, data: Path) -> list[tuple[str, Scores]]:
    """Return (data set, scores) for every held-out set."""
    _, hdt = treebanks.split_held_out(treebanks.read_treebank(data / "ud/hdt-part.conllu.gz"))
    rows = [("hdt-part last 400", score_treebank(nlp, hdt))]
    for name in ("pud", "gsd-dev"):
        rows.append((name, score_treebank(nlp, treebanks.read_treebank(data / f"ud/{name}.conllu.gz"))))
    _, held = names.read_split(data / "germeval2014")
    rows.append(("germeval dev last 600", score_names(nlp, held)))
    return rows


def table(rows: Iterable[tuple[str, Scores]]) -> str:
    """Format the scores, a line a data set."""
    return "\n".join(f"{name:24}" + "  ".join(f"{k} {v:.2f}" for k, v in scores.items()) for name, scores in rows)


def main() -> None:
    """Print the table for a model on disk."""
    import spacy

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    options = parser.parse_args()
    use_fast_products()
    seconds = load_seconds(options.model)
    nlp = spacy.load(options.model)
    print(table(evaluate(nlp, options.data)))
    size = sum(f.stat().st_size for f in options.model.rglob("*") if f.is_file())
    print(f"tokens/s {tokens_per_second(nlp, options.data):.0f}  load {seconds:.2f} s  size {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
