"""White space and invisible characters of text and HTML; JSON Lines are never touched."""

import re
import unicodedata
from typing import Final

from msgspec import Struct

LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
SOFT_HYPHENS: Final = re.compile("\u00ad(?:[^\\S\n]*\n[^\\S\n]*(?=\\w))?")
ZERO_WIDTH: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]")
CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
WIDE_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
SPACES: Final = re.compile("[ \t]+")
AROUND_LINE_ENDS: Final = re.compile(" ?\n ?")
BLANK_LINES: Final = re.compile("\n{3,}")
SENTENCE_END: Final = re.compile('[.!?:;…"”“»«)]$')
WRAPPED: Final = (45, 100)
"""Lines of hand-wrapped text have at least and at most so many characters."""


class Normalised(Struct, frozen=True):
    """Text and notes for people on what was done."""

    text: str
    notes: tuple[str, ...] = ()


def normalise(text: str) -> Normalised:
    """`text` in NFC with line feeds, single spaces and paragraphs of one line. Normalising again changes nothing.

    "Minis\u00adter\r\n" -> "Minister\n"; lines that were wrapped by hand are joined.
    """
    notes = []
    text = LINE_ENDS.sub("\n", text)
    for pattern, what in (
        (CONTROLS, "Control characters removed"),
        (ZERO_WIDTH, "Zero-width characters removed"),
        (SOFT_HYPHENS, "Soft hyphens removed"),
    ):
        text, count = pattern.subn("", text)
        if count:
            notes.append(f"{what}: {count}.")
    text, count = WIDE_SPACES.subn(" ", text)
    if count:
        notes.append(f"Non-breaking and other special spaces made plain: {count}.")
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        notes.append("Letters composed (NFC).")
    text = BLANK_LINES.sub("\n\n", AROUND_LINE_ENDS.sub("\n", SPACES.sub(" ", composed))).strip(" \n")
    text, count = _unwrapped(text)
    if count:
        notes.append(f"Wrapped lines joined: {count}.")
    return Normalised(text, tuple(notes))


def _unwrapped(text: str) -> tuple[str, int]:
    """The text with hand-wrapped paragraphs in one line each, and the number of line ends that went."""
    paragraphs, total = [], 0
    for paragraph in text.split("\n\n"):
        lines = paragraph.split("\n")
        if _is_wrapped(lines):
            total += len(lines) - 1
            paragraph = " ".join(lines)
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs), total


def _is_wrapped(lines: list[str]) -> bool:
    """Three lines or more, all but the last nearly full, and at most a third of them at the end of a sentence."""
    shortest, longest = WRAPPED
    if len(lines) < 3 or max(map(len, lines)) > longest or min(map(len, lines[:-1])) < shortest:
        return False
    return sum(bool(SENTENCE_END.search(line)) for line in lines[:-1]) * 3 <= len(lines) - 1
