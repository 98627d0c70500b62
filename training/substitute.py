"""Put other words of the dictionary into silver sentences: endings and contexts teach, not only the words of the texts.

A stand-in has the same tag beyond doubt and its lemma is made of it in the same way ("Gesprächen" may stand for
"Angriffen", "Verträgen" may not), so that tag and lemma of the place stay right.
Words of treebanks are not replaced, because their gender and case stand beside them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import msgspec

from training.lexicon import edit
from training.records import Token

StandIns = dict[tuple[str, str], list[tuple[str, str]]]

_TAGS = frozenset("NN ADJA ADJD VVFIN VVINF VVIZU VVPP".split())
_SURE = 0.9
SHARE = 0.15


def stand_ins(forms: Iterable[str], words: Mapping[str, str], tags: Mapping[str, Mapping[str, float]]) -> StandIns:
    """Return (form, lemma) by (tag, edit) for those dictionary forms whose tag the teacher is sure of."""
    found: StandIns = {}
    for form in forms:
        for tag, share in tags.get(form.lower(), {}).items():
            if share >= _SURE and tag in _TAGS and form[:1].isupper() == (tag == "NN"):
                found.setdefault((tag, edit(form, words[form])), []).append((form, words[form]))
    return found


def substituted(
    tokens: tuple[Token, ...], pool: StandIns, rng: random.Random, keep: frozenset[int]
) -> tuple[Token, ...]:
    """Return the sentence with some words exchanged; those at the positions in `keep` stay."""
    return tuple(t if i in keep else _substitute(t, pool, rng) for i, t in enumerate(tokens))


def _substitute(token: Token, pool: StandIns, rng: random.Random) -> Token:
    if token.tag not in _TAGS or not token.lemma or rng.random() >= SHARE:
        return token
    candidates = pool.get((token.tag, edit(token.form, token.lemma)))
    if not candidates:
        return token
    form, lemma = rng.choice(candidates)
    if token.tag == "NN":  # another gender, perhaps
        token = msgspec.structs.replace(token, upos="", feats="")
    return msgspec.structs.replace(token, form=form, lemma=lemma)
