"""Two codings joined: what both say is settled, what they say differently is left for a third person."""

from collections.abc import Sequence
from typing import TextIO

from lagebild.validation.pairing import paired_rows
from lagebild.validation.sheets import EMPTY, NOTHING, OPEN, Coded, Row, write_lines


def adjudicate(a: Sequence[Row], b: Sequence[Row], out: TextIO) -> int:
    """Write one sheet out of two codings; the number of sentences that somebody has to decide.

    There both codings stand one below the other, with "?" before the type and the coder (A, B) as note; a sheet with
    such a line is not accepted as gold. The order of events in a sentence means nothing. Raises InputError where the
    sheets do not hold the same sentences.
    """
    lines: list[tuple[Row, Coded, str]] = []
    undecided = 0
    for x, y in paired_rows(a, b):
        if sorted(e.values for e in x.events) == sorted(e.values for e in y.events):
            lines += ((x, event, "") for event in x.events or (_typed(EMPTY, NOTHING),))
            continue
        undecided += 1
        for row, coder in ((x, "A"), (y, "B")):
            events = row.events or (_typed(EMPTY, NOTHING),)
            lines += ((row, _typed(event, OPEN + event.type), coder) for event in events)
    write_lines(lines, out)
    return undecided


def _typed(event: Coded, type_: str) -> Coded:
    return Coded((type_, *event.values[1:]))
