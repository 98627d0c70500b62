"""Make the shipped German model: `python -m training.make_model --data DATA --out MODEL`. Same data, same model."""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from training import (
    corpus,
    evaluate,
    exchange,
    gazetteer,
    learn,
    lexicon,
    pipeline,
    selftrain,
    slim,
    substitute,
    wordlist,
)
from training.records import Item

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.language import Language

LANG = Path(__file__).parents[1] / "src" / "lagebild" / "lang" / "de"
SEED = 20
OFTEN = 2
FIRST = learn.Schedule(epochs=4, words=1000, rate=0.002, dropout=0.15, seed=SEED)
SECOND = learn.Schedule(epochs=12, words=1000, rate=0.002, dropout=0.2, seed=SEED)
NAMES = learn.Schedule(epochs=11, words=600, rate=0.001, dropout=0.3, seed=SEED)
Table = tuple[dict[str, frozenset[str]], lexicon.Layout]
META = {
    "name": "lagebild",
    "version": "1.0.0",
    "description": "German for Lagebild: STTS and coarse tags, morphology, lemmas, names",
    "license": "CC BY-SA 4.0",
}
SIZE = pipeline.Size(96, 4)


def untrained(items: Sequence[Item], words: lexicon.Lexicon, table: Table, wanted: Collection[str]) -> Language:
    """Return a pipeline with the table of lexical features and the labels of all sentences."""
    nlp = pipeline.blank(SIZE, wanted)
    lexicon.add_features(nlp.vocab, words, *table)
    first = learn.epoch_of(nlp, items, corpus.Stock(), random.Random(SEED))
    nlp.initialize(lambda: first)
    return nlp


def make(data: Path, cache: Path) -> Language:
    """Train the pipeline: a first model, the second on its features, names on top; `cache` keeps the teacher's work.

    The network learns with a table that lacks what the training texts hold only once, so that it meets words without
    features as often as in other texts; the table that it keeps holds them.
    """
    sources = corpus.read_sources(data, cache / "hanta.jsonl")
    full, met = (wordlist.build(sources.triples(), LANG, cache / "analyses.jsonl", often) for often in (1, OFTEN))
    items = corpus.training_items(sources, full.words)
    print(len(items), "sentences", sum(len(i.tokens) for i in items), "tokens", flush=True)
    seen = {t.form for i in items if i.source in corpus.SILVER for t in i.tokens}
    words = lexicon.read_lexicon(met, seen)
    names = gazetteer.kinds_of_names(LANG)
    table = names, lexicon.layout(words.listed(), words.tags, names)
    first = untrained(items, words, table, pipeline.FIRST_PASS)
    learn.train(first, pipeline.FIRST_PASS, items, corpus.Stock(), FIRST)
    items = selftrain.labelled(first, items)
    stand_ins = substitute.stand_ins((w for w in words.listed() if w in met.attested), words.words, words.tags)
    stock = corpus.Stock(stand_ins, exchange.joined(exchange.pool_of(items), exchange.lexicon_pool(LANG)))
    nlp = untrained(items, words, table, pipeline.TAGGING)
    learn.train(nlp, pipeline.TAGGING, items, stock, SECOND)
    named = [item for item in items if item.names is not None]
    pipeline.add_names(nlp, SIZE, learn.epoch_of(nlp, named, corpus.Stock(), random.Random(SEED)))
    learn.train(nlp, ("ner",), named, stock, NAMES)
    lexicon.add_features(nlp.vocab, lexicon.read_lexicon(full, seen), *table)
    nlp.meta.update(META)
    return nlp


def publish(nlp: Language, out: Path) -> None:
    """Write the model beside `out` and then put it there in one step, keeping the licence."""
    work, old = out.with_name(out.name + ".new"), out.with_name(out.name + ".old")
    for folder in (work, old):
        shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(work)
    slim.prune_strings(nlp, work)
    licence = Path(__file__).with_name("MODEL_LICENSE.md")
    shutil.copyfile(licence, work / "LICENSE.md")
    if out.exists():
        out.rename(old)
    work.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    """Train and write the model, replacing `--out` in one step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path(".cache/silver"), help="where the teacher's work is kept")
    options = parser.parse_args()
    pipeline.use_fast_products()
    nlp = make(options.data, options.cache)
    publish(nlp, options.out)
    print(evaluate.table(evaluate.evaluate(nlp, options.data)))


if __name__ == "__main__":
    main()
