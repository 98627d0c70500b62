"""Words that mean one act or thing in different forms: "Beschuss", "beschossen"; "Festnahme", "nahm … fest"."""

from collections.abc import Iterable
from functools import lru_cache

from lagebild.model import Analysis

FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
NOUN_ENDINGS = ("ungen", "ung", "nisse", "nis", "en", "e", "s")
VERB_ENDINGS = ("ern", "eln", "en", "n")
VOWELS = frozenset("aeiouy")
SURE = 4
"""Consonants from which on two words with the same ones count as one, whatever their vowels."""


def word_keys(analysis: Analysis, ids: Iterable[int]) -> set[str]:
    """The keys of the nouns, names and verbs among some tokens, verbs with their particles."""
    out: set[str] = set()
    for i in ids:
        token = analysis.tokens[i]
        if token.tag == "NE":
            out.add(token.text.lower())
        elif token.tag == "NN":
            out.add(word_key(token.lemma, False))
        elif token.tag[:2] == "VV":
            k = analysis.clause_of[i]
            whole = analysis.clauses[k].predicate if k >= 0 and i in (*analysis.clauses[k].cluster,) else ""
            out.add(word_key(whole or token.lemma, True))
    return out


@lru_cache(maxsize=65536)
def word_key(lemma: str, verb: bool) -> str:
    """The key of a lemma: its consonants where there are enough of them (German derives nouns by changing the vowel:
    "Angriff" and "angreifen" -> "ngrf"), else its stem ("Wahl" and "wählen" -> "wahl")."""
    word = lemma.lower().translate(FOLDED)
    endings = VERB_ENDINGS if verb else NOUN_ENDINGS
    stem = next((word.removesuffix(end) for end in endings if word.endswith(end) and len(word) - len(end) > 2), word)
    bones: list[str] = []
    for letter in stem:
        if letter not in VOWELS and (not bones or bones[-1] != letter):
            bones.append(letter)
    return "".join(bones) if len(bones) >= SURE else stem
