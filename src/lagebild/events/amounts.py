"""What a number in a text says: figures, number words, millions, ranges, and the words before that open a side."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lagebild.lang.events import Numbers
from lagebild.model import Token

FIGURES = re.compile(r"\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+|\d+")
DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{3})*|\d+),(\d+)")
REACH = 3
"""Words before a number among which "mindestens", "nicht weniger als" … stand."""


class Quantity(NamedTuple):
    """Bounds (None: open) and the tokens of the number, first to last (exclusive); the first of a range is its low."""

    low: int | None
    high: int | None
    first: int
    last: int


def quantity_at(tokens: Sequence[Token], i: int, words: Numbers) -> Quantity | None:
    """The quantity that begins with a token, with what bounds it; None for no number and for the high end of a
    range."""
    value = value_at(tokens, i, words)
    if value is None:
        return None
    number, last = value
    upper = value_at(tokens, last + 1, words) if last < len(tokens) and tokens[last].text in words.joiners else None
    before = " ".join(token.text.lower() for token in tokens[max(0, i - REACH) : i])
    if upper is not None and (tokens[last].text != words.joiners[0] or before.endswith(words.between)):
        low, scale = number, upper[0]
        if low < 1000 <= scale and tokens[last - 1].text not in words.scales:
            low *= next((s for w, s in words.scales.items() if tokens[upper[1] - 1].text == w), 1)
        return Quantity(low, scale, i, upper[1])
    vague = tokens[i].text in words.vague
    if before.endswith(words.at_most):
        return Quantity(None, number, i, last)
    if vague or before.endswith(words.at_least):
        return Quantity(number, None, i, last)
    return Quantity(number, number, i, last)


def value_at(tokens: Sequence[Token], i: int, words: Numbers) -> tuple[int, int] | None:
    """The number that begins with a token and where it ends: "2,5 Millionen" -> 2500000 and two tokens on."""
    if i >= len(tokens):
        return None
    text = tokens[i].text
    scale = words.scales.get(tokens[i + 1].text) if i + 1 < len(tokens) else None
    if decimal := DECIMAL.fullmatch(text):
        if scale is None:
            return None
        return round(float(f"{decimal[1].replace('.', '')}.{decimal[2]}") * scale), i + 2
    value = number_in(text, words)
    if value is None:
        value = words.vague.get(text)
        return (value, i + 1) if value is not None else None
    return (value * scale, i + 2) if scale is not None else (value, i + 1)


def number_in(text: str, words: Numbers) -> int | None:
    """ "4.000" -> 4000, "zwölf" -> 12, "dreihundertfünfzig" -> 350, other words None."""
    if FIGURES.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    known = words.words.get(text) or words.words.get(text.lower())
    return known if known is not None else composed(text.lower(), words)


def composed(text: str, words: Numbers) -> int | None:
    """A number word of several parts: "zweiundzwanzigtausend" -> 22000."""
    for power, factor in words.powers.items():
        before, found, after = text.partition(power)
        if found:
            left = 1 if not before else words.words.get(before) or composed(before, words)
            rest = 0 if not after else words.words.get(after) or composed(after, words)
            return left * factor + rest if left is not None and rest is not None else None
    unit, found, ten = text.partition(words.joiners[0])
    if found and unit in words.words and ten in words.words and words.words[unit] < 10 <= words.words[ten]:
        return words.words[unit] + words.words[ten]
    return None
