"""The reader against a coded sample: precision, recall and F1 with intervals, weighted back to the whole store."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from msgspec import Struct

from lagebild.validation.intervals import RESAMPLES, interval
from lagebild.validation.pairing import paired_rows, pairs
from lagebild.validation.sheets import FIELDS, Row

Counts = tuple[float, float, float]
"""Right ones, those of the reader, those of the gold."""


class Score(Struct, frozen=True, kw_only=True):
    """What the reader reached on a field. f1 has a 95 % interval over reports; gold and found are plain counts."""

    field: str
    gold: int
    found: int
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None


def evaluate(gold: Sequence[Row], found: Sequence[Row], weights: Mapping[str, float], seed: int = 1) -> list[Score]:
    """The reader's rows against gold rows of the same sentences.

    "event": an event in the sentence. "type": an event of the right type. The other fields count the codes (a
    country, a sector, a day) of events whose type is right, those that are empty on both sides left out.
    weights: reports of the population that a sampled one stands for, by report; 1 where it is missing.
    Raises InputError where the sheets do not hold the same sentences.
    """
    counts: dict[str, dict[str, Counts]] = {name: {} for name in ("event", *FIELDS)}
    rows: dict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for g, f in paired_rows(gold, found):
        rows[g.report].append((g, f))
    for report, both in rows.items():
        for name, values in _counts(both).items():
            counts[name][report] = values
    return [_score(name, counts[name], weights, seed) for name in counts]


def _counts(rows: list[tuple[Row, Row]]) -> dict[str, Counts]:
    counts = {name: [0, 0, 0] for name in ("event", *FIELDS)}

    def add(name: str, right: int, found: int, gold: int) -> None:
        for k, n in enumerate((right, found, gold)):
            counts[name][k] += n

    for g, f in rows:
        add("event", bool(g.events and f.events), bool(f.events), bool(g.events))
        for x, y in pairs(g.events, f.events):
            same = bool(x and y and x.type == y.type)
            add("type", same, y is not None, x is not None)
            if x and y and same:
                for name, p, q in list(zip(FIELDS, x.values, y.values, strict=True))[1:]:
                    want, have = set(p.split()), set(q.split())
                    add(name, len(want & have), len(have), len(want))
    return {name: (right, found, gold) for name, (right, found, gold) in counts.items()}


def _score(name: str, counts: dict[str, Counts], weights: Mapping[str, float], seed: int) -> Score:
    reports = [tuple(weights.get(report, 1.0) * n for n in values) for report, values in counts.items()]
    chance = Random(f"{seed}:{name}")
    drawn = (_measures(chance.choices(reports, k=len(reports)))[2] for _ in range(RESAMPLES))
    low, high = interval(f1 for f1 in drawn if f1 is not None)
    precision, recall, f1 = _measures(reports)
    return Score(
        field=name, gold=int(sum(c[2] for c in counts.values())), found=int(sum(c[1] for c in counts.values())),
        precision=precision, recall=recall, f1=f1, low=low, high=high,
    )  # fmt: skip


def _measures(reports: Sequence[Sequence[float]]) -> tuple[float | None, float | None, float | None]:
    right, found, gold = (sum(column) for column in zip(*reports, strict=True)) if reports else (0.0, 0.0, 0.0)
    precision = right / found if found else None
    recall = right / gold if gold else None
    return precision, recall, 2 * right / (found + gold) if found + gold else None
