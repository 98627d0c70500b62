"""Which language a text is in, by its function words."""

import re
from typing import Final

from lagebild.intake.rules import Rules

WORDS: Final = re.compile(r"[^\W\d_]+")
SAMPLE: Final = 6_000
ENOUGH: Final = 0.06
"""Share of words that are function words of a language, from which on it is that language."""

SHORT: Final = 12
"""A text of fewer words is taken for one of the expected language."""


def guess_language(text: str, rules: Rules, expected: str) -> str:
    """ISO 639-1 code of the language of `text`, "und" where none of the known ones shows."""
    words = [word.lower() for word in WORDS.findall(text[:SAMPLE])]
    known = rules.lexicon.function_words
    counts = {code: sum(word in own for word in words) for code, own in known.items()}
    best = max(counts, key=lambda code: (counts[code], code == expected))
    if counts[best] >= max(2, ENOUGH * len(words)):
        return best
    return expected if len(words) < SHORT else "und"
