"""Which event of one coding is the same as which of another, sentence by sentence."""

from collections.abc import Sequence

from lagebild.model import InputError
from lagebild.validation.sheets import Coded, Row

Pair = tuple[Coded | None, Coded | None]


def paired_rows(a: Sequence[Row], b: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows of two sheets by report and sentence. Raises InputError where they do not hold the same sentences."""
    other = {(row.report, row.sentence): row for row in b}
    own = {(row.report, row.sentence) for row in a}
    only = sorted(own.symmetric_difference(other))
    if only:
        report, sentence = only[0]
        raise InputError(
            f"The sheets do not hold the same sentences: {len(only)} stand in one of them only, the first is sentence "
            f"{sentence} of {report}.",
            "Compare two codings of one sample.",
        )
    return [(row, other[row.report, row.sentence]) for row in a]


def pairs(a: Sequence[Coded], b: Sequence[Coded]) -> list[Pair]:
    """Events of two codings of a sentence: the most alike first, same type before all; the rest stay alone.

    An event is never paired with one of another type while one of its own type is left for it.
    """
    alike = sorted(
        (-_likeness(x, y), i, k) for i, x in enumerate(a) for k, y in enumerate(b)
    )  # fmt: skip
    left, right = dict(enumerate(a)), dict(enumerate(b))
    found: list[Pair] = []
    for _, i, k in alike:
        if i in left and k in right:
            found.append((left.pop(i), right.pop(k)))
    return [*found, *((x, None) for x in left.values()), *((None, y) for y in right.values())]


def _likeness(x: Coded, y: Coded) -> int:
    return 100 * (x.type == y.type) + sum(p == q for p, q in zip(x.values, y.values, strict=True))
