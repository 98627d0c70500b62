"""Exchange names for others of their kind while training: contexts and shapes are learnt, not the list of names."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from training import gazetteer
from training.records import Item, Token

Pool = dict[tuple[str, str], list[tuple[Token, ...]]]

SENTENCES, NAMES = 0.6, 0.7
LISTED = 800


def pool_of(items: Iterable[Item]) -> Pool:
    """Collect the names of all sentences by what may stand in for each other."""
    pool: Pool = {}
    for item in items:
        for a, b, label in item.names or ():
            pool.setdefault(slot(item.tokens[a:b], label), []).append(item.tokens[a:b])
    return pool


def lexicon_pool(lang: Path, size: int = LISTED, seed: int = 0) -> Pool:
    """Return names of the lexicons of the language in `lang`: people, towns and media, at most `size` of each class."""
    rng = random.Random(seed)
    pool: Pool = {}
    for label, listed in gazetteer.full_names(lang).items():
        for name in rng.sample(listed, min(size, len(listed))):
            tokens = tuple(Token(word, tag="NE", lemma=word) for word in name.split())
            pool.setdefault(slot(tokens, label), []).append(tokens)
    return pool


def joined(*pools: Pool) -> Pool:
    """Return one pool of several."""
    keys = dict.fromkeys(key for pool in pools for key in pool)
    return {key: [name for pool in pools for name in pool.get(key, ())] for key in keys}


def slot(tokens: Sequence[Token], label: str) -> tuple[str, str]:
    """Return what a name must share with its stand-in: label and ending, and for name parts the hyphen."""
    last = tokens[-1].form
    if label.endswith("deriv"):
        return label, last[-2:]
    ending = "s" if last.endswith("s") else ""
    return label, ending + ("-" if label.endswith("part") and "-" in tokens[0].form else "")


def exchanged(item: Item, pool: Pool, rng: random.Random) -> Item:
    """Return the sentence with some of its names exchanged, at times unchanged."""
    if not item.names or rng.random() >= SENTENCES:
        return item
    tokens: list[Token] = []
    found: list[tuple[int, int, str]] = []
    at = 0
    for a, b, label in sorted(item.names):
        tokens += item.tokens[at:a]
        new = item.tokens[a:b]
        if rng.random() < NAMES:
            new = tuple(_caseless(t) for t in rng.choice(pool[slot(new, label)]))
        found.append((len(tokens), len(tokens) + len(new), label))
        tokens += new
        at = b
    return msgspec.structs.replace(item, tokens=(*tokens, *item.tokens[at:]), names=tuple(found))


def _caseless(token: Token) -> Token:
    """Return the token without coarse tag and features, which belong to its own sentence."""
    return msgspec.structs.replace(token, upos="", feats="")
