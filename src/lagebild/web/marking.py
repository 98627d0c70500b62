"""A report's text cut into pieces that each carry the marks that cover them, ready for a template that escapes."""

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from lagebild.model import Reading, Span


class Mark(NamedTuple):
    """One thing that was read, as a stretch of the text. layer: quotation, event, time, place, actor, copied."""

    span: Span
    layer: str
    ref: str


class Piece(NamedTuple):
    """A stretch of text with the layers and references of all marks over it. anchors: references of quotations and
    events that begin here."""

    text: str
    layers: tuple[str, ...]
    refs: tuple[str, ...]
    anchors: tuple[str, ...]


Paragraph = tuple[Piece, ...]
ANCHORED = frozenset(("quotation", "event"))


def marks_of(reading: Reading, copied: Iterable[Span] = ()) -> list[Mark]:
    """All marks of a reading. copied: stretches that stand in another report too."""
    marks = [Mark(span, "quotation", q.id) for q in reading.quotations for span in q.spans]
    marks += [Mark(e.trigger, "event", e.id) for e in reading.events]
    marks += [Mark((t.start, t.end), "time", f"t{n}") for n, t in enumerate(reading.times)]
    marks += [Mark((p.start, p.end), "place", f"p{n}") for n, p in enumerate(reading.places)]
    marks += [Mark(span, "actor", a.id) for a in reading.actors for span in a.mentions]
    marks += [Mark(span, "copied", "copied") for span in copied]
    return marks


def paragraphs(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The text in paragraphs (at blank lines), each cut where a mark begins or ends. Nothing of the text is lost but
    the white space between paragraphs."""
    found, start = [], 0
    ordered = sorted(marks)
    for block in text.split("\n\n"):
        end = start + len(block)
        if block.strip():
            found.append(
                tuple(pieces(text, (start, end), [m for m in ordered if m.span[0] < end and start < m.span[1]]))
            )
        start = end + 2
    return found


def pieces(text: str, span: Span, marks: list[Mark]) -> Iterable[Piece]:
    """The pieces of a stretch of text."""
    borders = {span[0], span[1]}
    for mark in marks:
        borders.update(min(max(at, span[0]), span[1]) for at in mark.span)
    cuts = sorted(borders)
    for start, end in itertools.pairwise(cuts):
        over = [m for m in marks if m.span[0] <= start and end <= m.span[1]]
        yield Piece(
            text[start:end],
            tuple(dict.fromkeys(m.layer for m in over)),
            tuple(dict.fromkeys(m.ref for m in over)),
            tuple(dict.fromkeys(m.ref for m in over if m.layer in ANCHORED and m.span[0] == start)),
        )
