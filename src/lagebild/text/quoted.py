"""Stretches between quotation marks, matched within a paragraph so that an unclosed mark does bounded damage."""

import re
from typing import NamedTuple

PAIRS = {"„": '“”"', "“": "”", "»": "«", "«": "»", "‚": "‘’'", "›": "‹", "‹": "›", '"': '"'}
"""Opening mark -> the marks that can close it."""
MARK = re.compile(r"[„“”\"»«‚‘›‹]|(?<=\w)['’](?!\w)")
PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?=[„»\"“])")


class Stretch(NamedTuple):
    """Offsets with the marks, depth (0 outermost), whether the closing mark is there."""

    start: int
    end: int
    depth: int
    closed: bool


def find_quoted(text: str) -> list[Stretch]:
    """All stretches between quotation marks, in order of their start."""
    found: list[Stretch] = []
    start = 0
    for gap in [*PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        found.extend(in_paragraph(text, start, end))
        start = gap.end() if gap else end
    return sorted(found)


def in_paragraph(text: str, start: int, end: int) -> list[Stretch]:
    """The stretches of one paragraph. A mark closes the innermost stretch that it can close, else it opens one."""
    found: list[Stretch] = []
    stack: list[tuple[int, str]] = []
    for match in MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        level = next((k for k in range(len(stack) - 1, -1, -1) if mark in PAIRS[stack[k][1]]), None)
        if level is not None and not (
            mark in "«»›‹" and opens_here(text, at, start) and not closes_here(text, at, end)
        ):
            found.extend(Stretch(left, at, depth, False) for depth, (left, _) in enumerate(stack) if depth > level)
            found.append(Stretch(stack[level][0], at + 1, level, True))
            del stack[level:]
        elif mark in PAIRS and (mark != "“" or opens_here(text, at, start)) and not closes_only(text, at, end, mark):
            stack.append((at, mark))
    stop = len(text[start:end].rstrip()) + start
    found.extend(Stretch(left, stop, depth, False) for depth, (left, _) in enumerate(stack) if stop > left + 1)
    return found


def opens_here(text: str, at: int, start: int) -> bool:
    """Does white space, a bracket or nothing stand before the mark and no white space behind it?"""
    before = text[at - 1] if at > start else " "
    return (before.isspace() or before in '([{-–—/„»"“') and at + 1 < len(text) and not text[at + 1].isspace()


def closes_here(text: str, at: int, end: int) -> bool:
    """Does white space, punctuation or nothing stand behind the mark?"""
    after = text[at + 1] if at + 1 < end else " "
    return not after.isalnum()


def closes_only(text: str, at: int, end: int, mark: str) -> bool:
    """A straight mark with white space behind it cannot open."""
    return mark == '"' and (at + 1 >= end or text[at + 1].isspace())
