"""Let a first model give coarse tags and features to the sentences that have none, for the second to learn from.

HanTa gives tags and lemmas only. Where the first model agrees with the tag, its coarse tag and features are taken over;
elsewhere the token stays without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from training.corpus import agrees
from training.records import Item, Token
from training.scheme import kept_features

if TYPE_CHECKING:
    from spacy.language import Language


def labelled(nlp: Language, items: Sequence[Item]) -> list[Item]:
    """Return the items with coarse tags and features of the model where they had none and the model fits the tag."""
    from spacy.tokens import Doc

    docs = [Doc(nlp.vocab, words=[t.form for t in item.tokens]) for item in items]
    found = []
    for item, doc in zip(items, nlp.pipe(docs, batch_size=128), strict=True):
        seen = [(t.tag_, t.pos_, str(t.morph)) for t in doc]
        tokens = tuple(_fill(token, *given) for token, given in zip(item.tokens, seen, strict=True))
        found.append(msgspec.structs.replace(item, tokens=tokens))
    return found


def _fill(token: Token, tag: str, upos: str, feats: str) -> Token:
    fits = tag == token.tag and agrees(tag, upos) and kept_features(feats, tag) == feats
    return token if token.upos or not fits else msgspec.structs.replace(token, upos=upos, feats=feats)
