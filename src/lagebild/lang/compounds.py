"""Compounds: which listed noun a German word ends in, and whether it may be cut there.

Literature: Duden, Die Grammatik, on compounds and their linking elements.
"""

import re
from collections.abc import Iterator

from lagebild.lang.morphology import Morphology

SURE, SURE_VOWEL = 5, 7
"""A listed form of so many letters (more where it begins with a vowel) may end any word; a shorter one needs a known
first part."""
LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "nen")
FISH = re.compile("[ft]isch")  # the end of adjectives: "pazifische", "politische"
VOWEL = re.compile("[aeiouyäöü]")


def listed(word: str, morphology: Morphology) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where the listed forms begin that the word is or ends in, longest first, with their lemmas."""
    nouns = morphology.nouns
    if word in nouns:
        yield 0, tuple(lemma for lemma in nouns[word] if lemma[0].isupper()) or nouns[word]
        return
    for k in range(2, len(word) - 1):
        lemmas = nouns.get(word[k:])
        if lemmas is not None:
            ends = tuple(lemma for lemma in lemmas if lemma[0].islower())
            if ends or is_compound(word, k, morphology):
                yield k, ends or lemmas


def is_compound(word: str, k: int, morphology: Morphology) -> bool:
    """May a compound be cut at k: is the second part long, or the first one a known word, linking element left out?"""
    first = word[:k]
    if not VOWEL.search(first):
        return False
    sure = FISH.match(word, k) is None and len(word) - k >= (SURE_VOWEL if VOWEL.match(word, k) else SURE)
    return sure or any(first.endswith(link) and is_first_part(first.removesuffix(link), morphology) for link in LINKS)


def is_first_part(stem: str, morphology: Morphology) -> bool:
    """Is the stem a noun or ends in one, a verb's stem, or one of the adjectives and particles that compounds begin
    with?"""
    nouns = morphology.nouns
    if stem in nouns or stem in morphology.first_parts or stem in morphology.particles or stem + "en" in nouns:
        return True
    return any(stem[k:] in nouns for k in range(1, len(stem) - 3))
