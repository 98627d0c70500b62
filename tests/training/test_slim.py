"""A saved model without the words of its training says the same as before."""

from __future__ import annotations

import json
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.training import Example

from training import slim

SENTENCES = [
    (["Drohnen", "fielen"], ["NN", "VVFIN"], ["Drohne", "fallen"], ["Number=Plur", "Tense=Past"]),
    (["Raketen", "fielen"], ["NN", "VVFIN"], ["Rakete", "fallen"], ["Number=Plur", "Tense=Past"]),
]


def test_pruned_strings_change_no_annotation(tmp_path: Path) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("tagger")
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    examples = []
    for words, tags, lemmas, morphs in SENTENCES:
        gold = Doc(nlp.vocab, words=words, tags=tags, lemmas=lemmas, morphs=morphs, pos=["NOUN", "VERB"])
        examples.append(Example(Doc(nlp.vocab, words=words), gold))
    nlp.initialize(lambda: examples)
    nlp.vocab.strings.add("Nebensache")
    nlp.to_disk(tmp_path)
    slim.prune_strings(nlp, tmp_path)
    assert "Nebensache" not in json.loads((tmp_path / "vocab/strings.json").read_text(encoding="utf-8"))
    words = ["Neue", "Raketen", "fielen", "gestern"]
    before, after = nlp(Doc(nlp.vocab, words=words)), spacy.load(tmp_path)
    again = after(Doc(after.vocab, words=words))
    assert [(t.tag_, t.pos_, t.lemma_, str(t.morph)) for t in again] == [
        (t.tag_, t.pos_, t.lemma_, str(t.morph)) for t in before
    ]
