"""Records of the training data: a token of running text, a sentence, and what is made of it for training."""

from __future__ import annotations

import msgspec


class Token(msgspec.Struct, frozen=True):
    """One token of running text; `head` is the index of its head in the sentence, -1 for the root or when unknown."""

    form: str
    lemma: str = ""
    upos: str = ""
    tag: str = ""
    feats: str = ""
    head: int = -1
    deprel: str = ""
    space: bool = True


class Sentence(msgspec.Struct, frozen=True):
    """A sentence with the name of the treebank and its identifier there."""

    source: str
    sent_id: str
    tokens: tuple[Token, ...]

    def text(self) -> str:
        """Return the tokens with the white space of the source between them."""
        return "".join(t.form + (" " if t.space else "") for t in self.tokens).rstrip()


class Item(msgspec.Struct, frozen=True):
    """One sentence for training; `names` are (first token, token after the last, label), None if not annotated."""

    source: str
    tokens: tuple[Token, ...]
    names: tuple[tuple[int, int, str], ...] | None = None
