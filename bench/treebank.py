"""Treebanks in CoNLL-U as sentences with offsets, and what they say about finite verbs.

Scheme: Universal Dependencies 2 (https://universaldependencies.org).
"""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
HELPERS = frozenset({"aux", "aux:pass"})


class Word(NamedTuple):
    """A word of a treebank with its offset in the sentence (a contraction's words share one)."""

    i: int
    form: str
    start: int
    upos: str
    features: dict[str, str]
    head: int
    relation: str


class Tree(NamedTuple):
    """A sentence of a treebank."""

    text: str
    words: dict[int, Word]


class Verb(NamedTuple):
    """What a treebank says about a finite verb. Offsets: of the verb, of all words of its cluster (particle,
    auxiliaries, copula, content verb), of its subject's head, of an expletive "es" beside it. mood: Ind, Sub, Imp, "".

    open: words that may be in the cluster or not, since treebanks draw the line differently: a participle beside "sein"
    that the treebank calls an adjective, and infinitives below the verb ("ließ … prüfen", "hat … zu tun": xcomp).
    """

    start: int
    cluster: frozenset[int]
    open: frozenset[int]
    subject: int | None
    expletive: int | None
    mood: str


def trees(path: Path) -> Iterator[Tree]:
    """The sentences of a gzipped CoNLL-U file with offsets."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for block in lines.read().split("\n\n"):
            tree = tree_of(block.splitlines())
            if tree.words:
                yield tree


def tree_of(rows: list[str]) -> Tree:
    """One block of CoNLL-U lines."""
    text = next((row[9:] for row in rows if row.startswith("# text = ")), "")
    words: dict[int, Word] = {}
    at, until, shared = 0, 0, 0
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
        start = shared if i <= until else text.find(cells[1], at)
        at = at if i <= until else start + len(cells[1])
        features = dict(f.split("=", 1) for f in cells[5].split("|") if "=" in f)
        words[i] = Word(i, cells[1], start, cells[3], features, int(cells[6]), cells[7])
    return Tree(text, words)


def verbs(tree: Tree) -> dict[int, Verb]:
    """The finite verbs (words with Mood) of a sentence by their offset."""
    children: dict[int, list[Word]] = {}
    for word in tree.words.values():
        children.setdefault(word.head, []).append(word)
    return {w.start: verb(tree, w, children) for w in tree.words.values() if "Mood" in w.features}


def verb(tree: Tree, word: Word, children: dict[int, list[Word]]) -> Verb:
    """One finite verb."""
    lower = word.relation in HELPERS or word.relation == "cop"
    owner = tree.words[word.head] if lower and word.head else word
    beside = children.get(owner.i, [])
    verbal = word.relation != "cop" and owner.upos in ("VERB", "AUX") and not has_copula(beside)
    cluster = {word.start, *bound(beside, verbal)}
    loose: set[int] = set()
    if verbal:
        cluster.add(owner.start)
    elif owner.upos in ("ADJ", "VERB"):
        loose.update((owner.start, *bound(beside, True)))
    for below in beside:
        if below.relation in ("xcomp", "ccomp", "obj") and below.upos in ("VERB", "AUX"):
            loose.update((below.start, *bound(children.get(below.i, []), True)))
    return Verb(
        start=word.start,
        cluster=frozenset(cluster),
        open=frozenset(loose - cluster),
        subject=next((w.start for w in beside if w.relation in SUBJECTS), None),
        expletive=next((w.start for w in beside if w.relation == "expl"), None),
        mood=word.features["Mood"],
    )


def has_copula(words: list[Word]) -> bool:
    """Is a copula among the words?"""
    return any(w.relation == "cop" for w in words)


def bound(words: list[Word], particle: bool) -> set[int]:
    """Offsets of auxiliaries and copula among the words, and of the particle."""
    return {w.start for w in words if w.relation in (*HELPERS, "cop") or (particle and w.relation == "compound:prt")}
