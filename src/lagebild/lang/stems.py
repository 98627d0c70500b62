"""Stems of German words: what the forms of a word have in common.

Literature: the German stemmer of Snowball (Porter, Caumanns), of which only the steps that take inflection away are
kept ("Regierung" and "regieren" stay two words).
"""

import re
import unicodedata

VOWELS = "aeiouy"
_FIRST = re.compile(rf"[{VOWELS}][^{VOWELS}]")
_BEFORE_S = "bdfghklmnrt"


def plain(word: str) -> str:
    """A word without case, accents and ways of spelling: ä and ae are a, ß is ss.

    "Häuser", "Haeuser" -> "hauser"; "Ausschuß" -> "ausschuss"; "Feuer" -> "feuer"
    """
    low = word.lower()
    if not low.isascii():
        bare = unicodedata.normalize("NFKD", low.replace("ß", "ss"))
        low = "".join(character for character in bare if not unicodedata.combining(character))
    if "ae" in low or "oe" in low or "ue" in low:
        low = re.sub("([ao])e|(?<![aeq])ue", lambda found: found[1] or "u", low)
    return low


def stem(word: str) -> str:
    """The stem of a plain word.

    "hauser" -> "haus", "angriffe" -> "angriff", "ministern" -> "minist", "kanzlerinnen" -> "kanzlerin"
    """
    found = _FIRST.search(word)
    if found is None:
        return word
    start = max(3, found.end())
    for ending in ("ern", "em", "er", "en", "es", "e", "s"):
        if word.endswith(ending):
            if len(word) - len(ending) >= start and (ending != "s" or word[-2] in _BEFORE_S):
                word = word[: -len(ending)].replace("niss", "nis")
            break
    if word.endswith(("en", "er")) and len(word) - 2 >= start:
        word = word[:-2]
    return word[:-1] if word.endswith("inn") else word
