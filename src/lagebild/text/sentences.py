"""Sentence borders by rule: full stops told from ordinals and abbreviations, headings that end with their line."""

import re
from typing import NamedTuple

from lagebild.lang.morphology import Morphology
from lagebild.model import SentenceKind
from lagebild.text.quoted import Stretch
from lagebild.text.raw import RawToken

ENDERS = frozenset(".!?…") | {"...", "!!", "??", "?!", "!?", "...."}
STOPS = frozenset(".!?…")
"""What a sentence ends with, closing marks left out."""
CLOSERS = frozenset("“”\"«»‘’)]'›‹") | {"''"}
ALWAYS_CLOSING = frozenset({")", "]", "''"})
ORDINAL = re.compile(r"\d{1,2}\.")
NUMBER_STOP = re.compile(r"[\d.,:/–-]*\d\.")
ROMAN = re.compile(r"[IVX]+\.")
LINE_BREAK = re.compile(r"(?<!\w)(\w++)[,;]?[ \t]*+\n(?!\s)(\S)")
INITIAL = re.compile(r"[A-ZÄÖÜ]\.")


class Cut(NamedTuple):
    """A sentence as a range of raw tokens; split: its last token carries a full stop that is one of its own."""

    first: int
    last: int
    kind: SentenceKind
    paragraph: int
    split: bool


def cut_sentences(text: str, tokens: list[RawToken], stretches: list[Stretch], morphology: Morphology) -> list[Cut]:
    """The sentences of a text in order; every token belongs to one."""
    closing = {stretch.end - 1 for stretch in stretches if stretch.closed}
    wrapped = is_hard_wrapped(text, morphology)
    cuts: list[Cut] = []
    first, paragraph = 0, 0
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        gap = text[token.start + len(token.text) : following.start] if following else "\n\n"
        broken = "\n" in gap
        new_paragraph = broken and gap.count("\n") >= 2
        line_end = new_paragraph or (broken and (not wrapped or following is None))
        ends, split = False, False
        if token.text[-1] in STOPS or token.text in CLOSERS:
            ends, split = ends_sentence(tokens, i, first, closing, morphology)
        if line_end and not ends:
            ends, split = True, NUMBER_STOP.fullmatch(token.text) is not None and i > first
            kind = SentenceKind.SENTENCE if split or stopped(tokens, i, first) else SentenceKind.HEADING
        else:
            kind = SentenceKind.SENTENCE
        if ends:
            cuts.append(Cut(first, i + 1, kind, paragraph, split))
            first = i + 1
        if new_paragraph:
            paragraph += 1
    return cuts


def is_hard_wrapped(text: str, morphology: Morphology) -> bool:
    """Are lines broken inside sentences? True when more than a third of the single line breaks stand behind a function
    word or before a lower-case letter."""
    breaks = LINE_BREAK.findall(text)
    inside = sum(after.islower() or word.lower() in morphology.starters for word, after in breaks)
    return len(breaks) >= 3 and inside > len(breaks) / 3


def stopped(tokens: list[RawToken], i: int, first: int) -> bool:
    """Does the sentence that ends at token i end with a mark (closing marks left out)?"""
    while i > first and tokens[i].text in CLOSERS:
        i -= 1
    return tokens[i].text in ENDERS or tokens[i].text[-1] in ".!?…:"


def ends_sentence(
    tokens: list[RawToken], i: int, first: int, closing: set[int], morphology: Morphology
) -> tuple[bool, bool]:
    """Does a sentence end after token i, and does the token's own full stop have to be split off?"""
    following = next_word(tokens, i)
    at = i
    while (
        at > first and tokens[at].text in CLOSERS and (tokens[at].start in closing or tokens[at].text in ALWAYS_CLOSING)
    ):
        at -= 1
    if i + 1 < len(tokens) and is_closer(tokens[i + 1], closing):
        return False, False
    form = tokens[at].text
    if form in ENDERS:
        bracketed = at != i and tokens[i].text in ")]"
        return following is None or (starts_sentence(following) and not (bracketed and form in "!?")), False
    if at != i or len(form) < 2 or form[-1] != ".":
        return False, False
    return stop_inside(tokens, at, first, following, morphology)


def stop_inside(
    tokens: list[RawToken], i: int, first: int, following: RawToken | None, morphology: Morphology
) -> tuple[bool, bool]:
    """The same for a token that carries its full stop: ordinal ("19."), year ("2022."), abbreviation ("usw.")."""
    form = tokens[i].text
    lower = form.lower()
    if following is None:
        return True, NUMBER_STOP.fullmatch(form) is not None
    if not starts_sentence(following):
        return False, False
    known_start = following.text.lower() in morphology.starters or not following.text[0].isalnum()
    if ORDINAL.fullmatch(form) or ROMAN.fullmatch(form):
        month = following.text.lower() in morphology.months
        return known_start and not month and i > first, ROMAN.fullmatch(form) is None
    if NUMBER_STOP.fullmatch(form):
        return i > first, True
    if INITIAL.fullmatch(form):
        return False, False
    if lower in morphology.abbreviations:
        return lower in morphology.closing_abbreviations and known_start, False
    return known_start, False


def next_word(tokens: list[RawToken], i: int) -> RawToken | None:
    """The next token that is a word, a number or an opening mark."""
    return tokens[i + 1] if i + 1 < len(tokens) else None


def is_closer(token: RawToken, closing: set[int]) -> bool:
    """Is the token a closing bracket or quotation mark?"""
    return token.text in ALWAYS_CLOSING or (token.text in CLOSERS and token.start in closing)


def starts_sentence(token: RawToken) -> bool:
    """Can the token begin a sentence: no lower-case letter, no closing punctuation?"""
    c = token.text[0]
    return not c.islower() and token.text not in (",", ";", ":", ".", "!", "?", "…", "...", ")", "]")
