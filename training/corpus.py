"""Assemble the training documents: treebank sentences, silver sentences and sentences with names, as spaCy Docs.

A Doc holds one to several sentences of one source, at times with line breaks between them, as running text has. What a
source does not know stays unannotated and costs nothing in training.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from training import exchange, names, raw, silver, substitute, treebanks
from training.records import Item, Sentence, Token
from training.scheme import SPACE_POS, SPACE_TAG

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Silver = dict[str, list[tuple[str, str]]]

SILVER = frozenset({"named", "raw"})
TREEBANKS = ("ud/hdt-part.conllu.gz", "ud/gsd-test.conllu.gz")
_CONTENT = ("NN", "NE", "ADJ", "VV", "VA", "VM", "ADV", "CARD", "$")
_VERBS = frozenset("VVFIN VVINF VVIZU VVPP VVIMP VAFIN VAINF VMFIN VMINF".split())
_NAMING = frozenset({"NN", "NE", "FM"})
_DOUBTED = frozenset({"NN", "ADJA", "ADJD", "VVPP"})


class Sources(msgspec.Struct, frozen=True):
    """Everything that is trained on, and what the teacher says of each of its sentences."""

    bank: tuple[Sentence, ...]
    named: tuple[names.NamedSentence, ...]
    plain: tuple[tuple[str, ...], ...]
    taught: Silver

    def forms(self) -> Iterator[tuple[str, ...]]:
        """Yield the tokens of every sentence."""
        yield from (tuple(t.form for t in s.tokens) for s in self.bank)
        yield from (s.forms for s in self.named)
        yield from self.plain

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Yield the teacher's (form, tag, lemma) of every token."""
        for forms in self.forms():
            yield from ((form, *known) for form, known in zip(forms, self.taught[silver.key_of(forms)], strict=True))


def read_sources(data: Path, cache: Path) -> Sources:
    """Read everything that is trained on; `cache` is the file that keeps the teacher's answers."""
    bank = tuple(sentence for name in TREEBANKS for sentence in _gold(data / name))
    named = tuple(names.read_training(data))
    have = {s.forms for s in named}
    plain = tuple(forms for s in raw.read_sentences(data) if (forms := tuple(s)) not in have)
    untaught = Sources(bank, named, plain, {})
    return msgspec.structs.replace(untaught, taught=silver.annotate_all(map(list, untaught.forms()), cache))


def training_items(sources: Sources, words: Mapping[str, str]) -> list[Item]:
    """Return the sentences for training, tags and lemmas settled; `words` is a dictionary (form -> lemma)."""
    taught = sources.taught
    items = [Item(s.source, settle(s, taught, words)) for s in sources.bank]
    items += [Item("named", taught_tokens(n.forms, taught, words), n.names) for n in sources.named]
    items += [Item("raw", taught_tokens(forms, taught, words)) for forms in sources.plain]
    return [i for i in items if i.tokens]


def _gold(path: Path) -> list[Sentence]:
    sentences = treebanks.read_treebank(path)
    return treebanks.split_held_out(sentences)[0] if path.name.startswith("hdt") else sentences


def taught_tokens(forms: Sequence[str], taught: Silver, words: Mapping[str, str]) -> tuple[Token, ...]:
    """Return the teacher's view of a sentence: tags, and lemmas of content words."""
    return tuple(
        Token(form, tag=tag, lemma=best_lemma(form, tag, lemma, words))
        for form, (tag, lemma) in zip(forms, taught[silver.key_of(forms)], strict=True)
    )


def best_lemma(form: str, tag: str, lemma: str, words: Mapping[str, str]) -> str:
    """Return the lemma of a content word, "" for function words.

    The teacher's stands, with the capitals of the form ("USA"), except where it gives a verb that the dictionary does
    not know and the dictionary knows the form.
    """
    if not tag.startswith(_CONTENT):
        return ""
    if tag in _VERBS:
        listed = words.get(form.lower(), "")
        return listed if lemma not in words and listed.endswith("n") else lemma
    return with_capitals(form, lemma) if tag in _NAMING else lemma


def with_capitals(form: str, lemma: str) -> str:
    """Return the lemma of a noun or name with the capitals of its form as far as both agree.

    >>> with_capitals("USA", "Usa"), with_capitals("Städten", "Stadt"), with_capitals("US-Präsidenten", "Us-präsident")
    ('USA', 'Stadt', 'US-Präsident')
    """
    same = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a.lower() != b.lower()), None)
    same = min(len(form), len(lemma)) if same is None else same
    return form[:same] + lemma[same:]


def settle(sentence: Sentence, taught: Silver, words: Mapping[str, str]) -> tuple[Token, ...]:
    """Settle a treebank's tags and lemmas with the teacher's.

    HDT's tags stand. GSD's are automatic: one that contradicts GSD's coarse tag gives way to the teacher's tag if that
    agrees with it, else the token stays without a tag. HDT's lemmas of nouns and adjectives (it leaves "Anbieters" as
    it is) must be confirmed; a missing lemma comes from the teacher where both agree on the tag.
    """
    own = taught.get(silver.key_of(t.form for t in sentence.tokens))
    if own is None:
        return sentence.tokens
    return tuple(
        _settle_token(t, tag, best_lemma(t.form, tag, lemma, words), sentence.source)
        for t, (tag, lemma) in zip(sentence.tokens, own, strict=True)
    )


def _settle_token(token: Token, tag: str, lemma: str, source: str) -> Token:
    changes: dict[str, str] = {}
    hdt = source.startswith("hdt")
    if not hdt and token.tag and not agrees(token.tag, token.upos):
        changes["tag"] = tag if agrees(tag, token.upos) else ""
    if token.upos == "PROPN" and token.tag == tag == "NN":
        changes["upos"] = ""
    given = token.lemma
    if hdt and token.tag in _DOUBTED and given.lower() != lemma.lower():
        given = ""
    if not given and tag[:2] == token.tag[:2]:
        given = lemma
    if given != token.lemma:
        changes["lemma"] = given
    return msgspec.structs.replace(token, **changes) if changes else token


_COARSE = {
    "ADJA": "ADJ",
    "ADJD": "ADJ",
    "NE": "PROPN",
    "NN": "NOUN",
    "CARD": "NUM",
    "FM": "X",
    "XY": "X",
    "ITJ": "INTJ",
}


def agrees(tag: str, upos: str) -> bool:
    """Say whether a tag of the open classes fits the coarse tag; closed classes always do."""
    if _COARSE.get(tag):
        return _COARSE[tag] == upos or (tag == "NN" and upos == "SYM")
    if tag.startswith(("VA", "VM", "VV")):
        return upos in {"VERB", "AUX"}
    return upos not in {"NOUN", "PROPN"}


def grouped(items: Sequence[Item], rng: random.Random) -> list[list[Item]]:
    """Join neighbouring sentences of one source to groups of one to four."""
    groups: list[list[Item]] = []
    room = 0
    for item in items:
        if room and groups[-1][-1].source == item.source:
            groups[-1].append(item)
            room -= 1
        else:
            groups.append([item])
            room = rng.choice((0, 0, 1, 2, 3))
    return groups


def typeset(tokens: Sequence[Token], rng: random.Random) -> tuple[Token, ...]:
    """Vary the typography: straight quotation marks become German or French ones in two of three sentences."""
    style = rng.randrange(3)
    if style == 0:
        return tuple(tokens)
    marks = ("„", "“") if style == 1 else ("»", "«")
    out, inside = [], 0
    for token in tokens:
        if token.form in {'"', "``", "''"}:
            mark = marks[inside]
            inside = 1 - inside
            token = msgspec.structs.replace(token, form=mark, lemma=mark if token.lemma else "")
        out.append(token)
    return tuple(out)


def capitals(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the sentence in capitals, annotations unchanged."""
    return tuple(msgspec.structs.replace(t, form=t.form.upper()) for t in tokens)


def space_token(form: str) -> Token:
    """Return a white space token such as the tokenizer makes of a blank line."""
    return Token(form, lemma=form, upos=SPACE_POS, tag=SPACE_TAG, space=False)


class Stock(msgspec.Struct, frozen=True):
    """What stands in for words and names while training."""

    words: substitute.StandIns = {}
    names: exchange.Pool = {}


def vary(item: Item, stock: Stock, rng: random.Random) -> Item:
    """Return an item with some words of silver sentences and some names exchanged, and with varied typography."""
    if item.source in SILVER and stock.names:
        keep = frozenset(i for a, b, _ in item.names or () for i in range(a, b))
        tokens = substitute.substituted(item.tokens, stock.words, rng, keep)
        item = exchange.exchanged(msgspec.structs.replace(item, tokens=tokens), stock.names, rng)
    tokens = typeset(item.tokens, rng)
    if rng.random() < 0.05 and tokens[-1].tag == "$.":
        tokens = tokens[:-1]
    return msgspec.structs.replace(item, tokens=tokens)


def make_doc(group: Sequence[Item], vocab: Vocab, rng: random.Random, stock: Stock) -> Doc:
    """Build the Doc of a group of sentences, each varied, with line breaks between some; a few Docs are in capitals."""
    from spacy.tokens import Doc, Span

    tokens: list[Token] = []
    found: list[tuple[int, int, str]] = []
    blind: list[tuple[int, int]] = []
    shout = rng.random() < 0.02
    for i, item in enumerate(vary(item, stock, rng) for item in group):
        if i and rng.random() < 0.3:
            tokens.append(space_token(rng.choice(("\n", "\n\n"))))
        start = len(tokens)
        tokens += capitals(item.tokens) if shout else item.tokens
        if item.names is None:
            blind.append((start, len(tokens)))
        else:
            found += [(start + a, start + b, label) for a, b, label in item.names if start + b <= len(tokens)]
    doc = Doc(
        vocab,
        words=[t.form for t in tokens],
        spaces=[t.space for t in tokens],
        tags=[t.tag for t in tokens],
        pos=[t.upos for t in tokens],
        morphs=[t.feats for t in tokens],
        lemmas=[t.lemma for t in tokens],
    )
    for word, token in zip(doc, tokens, strict=True):
        if not token.upos:
            word.set_morph(None)  # type: ignore[attr-defined]  # missing, not empty
    missing = [Span(doc, a, b) for a, b in blind]
    doc.set_ents([Span(doc, a, b, label) for a, b, label in found], missing=missing, default="outside")
    return doc
