"""Complete HDT's morphology: it marks case only where the form shows it, so that most nouns have none.

Case is read off the tree: from the determiner or adjective, from the preposition (HDT writes its case on it), from the
function, or from the head of a coordination, apposition or name. Determiners and adjectives then agree with their noun.
A noun whose case stays open loses its coarse tag and features, which are trained together: nothing is learnt from it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from training.records import Token

_NOUNS = frozenset({"NN", "NE"})
_AGREEING = frozenset({"ART", "ADJA", "PPOSAT", "PDAT", "PIAT", "PIDAT", "PWAT"})
_FUNCTION_CASE = {"nsubj": "Nom", "nsubj:pass": "Nom", "csubj": "Nom", "obj": "Acc", "iobj": "Dat", "obl:arg": "Dat"}
_SAME_AS_HEAD = frozenset({"conj", "appos", "flat", "flat:name"})
_DEPTH = 4


def features(feats: str) -> dict[str, str]:
    """Return the features of a UD string as a dictionary."""
    return dict(part.split("=", 1) for part in feats.split("|") if "=" in part)


def joined(feats: dict[str, str]) -> str:
    """Return the UD string of a dictionary of features, in alphabetical order."""
    return "|".join(f"{k}={v}" for k, v in sorted(feats.items()))


def complete_cases(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens of one HDT sentence with case, number and gender filled in as far as the tree tells them."""
    children: dict[int, list[int]] = {}
    for i, token in enumerate(tokens):
        children.setdefault(token.head, []).append(i)
    with_nouns = [_with_case(i, tokens, children) for i in range(len(tokens))]
    return tuple(_agree(t, with_nouns) for t in with_nouns)


def _with_case(i: int, tokens: Sequence[Token], children: dict[int, list[int]]) -> Token:
    token = tokens[i]
    if token.tag not in _NOUNS:
        return token
    case = find_case(i, tokens, children)
    if not case:
        return msgspec.structs.replace(token, upos="", feats="")
    return msgspec.structs.replace(token, feats=joined({**features(token.feats), "Case": case}))


def find_case(i: int, tokens: Sequence[Token], children: dict[int, list[int]], depth: int = 0) -> str:
    """Return the case of the noun at `i`, "" where nothing tells it."""
    own = features(tokens[i].feats).get("Case", "")
    if own or depth > _DEPTH:
        return own
    below = children.get(i, [])
    for relations in (("det", "amod"), ("case",)):
        for j in below:
            case = features(tokens[j].feats).get("Case", "")
            if case and tokens[j].deprel.partition(":")[0] in relations:
                return case
    deprel, head = tokens[i].deprel, tokens[i].head
    if deprel in _SAME_AS_HEAD and 0 <= head < len(tokens) and tokens[head].tag in _NOUNS:
        return find_case(head, tokens, children, depth + 1)
    return _FUNCTION_CASE.get(deprel, "")


def _agree(token: Token, tokens: Sequence[Token]) -> Token:
    if token.deprel.partition(":")[0] not in {"det", "amod"} or not 0 <= token.head < len(tokens):
        return token
    if token.tag not in _AGREEING:
        return token
    own, noun = features(token.feats), features(tokens[token.head].feats)
    filled = {k: v for k in ("Case", "Number", "Gender") if (v := own.get(k) or noun.get(k))}
    if "Case" not in filled:
        return msgspec.structs.replace(token, upos="", feats="")
    return msgspec.structs.replace(token, feats=joined({**own, **filled}))
