"""How far two coders agree, field by field: Krippendorff's alpha with an interval over reports."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations
from random import Random

from msgspec import Struct

from lagebild.validation.intervals import RESAMPLES, interval
from lagebild.validation.pairing import Pair, paired_rows, pairs
from lagebild.validation.sheets import FIELDS, NOTHING, Row

Coincidences = dict[tuple[str, str], float]


class FieldAgreement(Struct, frozen=True, kw_only=True):
    """Agreement on a field: units compared, share of equal ones, alpha with its 95 % interval.

    alpha is null where nothing varies, for then agreement says nothing.
    """

    field: str
    units: int
    equal: float
    alpha: float | None
    low: float | None
    high: float | None


def agreement(a: Sequence[Row], b: Sequence[Row], seed: int = 1) -> list[FieldAgreement]:
    """The agreement of two codings of one sample.

    "event": does anything happen in the sentence? "type": of each event, "none" where only one coder has it. The other
    fields: of events whose type is the same. Intervals resample whole reports, for sentences of a report hang together.
    Raises InputError where the sheets do not hold the same sentences.
    """
    by_report: dict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for x, y in paired_rows(a, b):
        by_report[x.report].append((x, y))
    fields: dict[str, Callable[[tuple[Row, Row]], list[tuple[str, str]]]] = {"event": _any_event, "type": _types}
    fields |= {name: _field(k) for k, name in enumerate(FIELDS) if k}
    return [
        _agreement(name, [[v for row in rows for v in values(row)] for rows in by_report.values()], seed)
        for name, values in fields.items()
    ]


def krippendorff_alpha(units: Iterable[Sequence[str | None]]) -> float | None:
    """Krippendorff's alpha for nominal data, any number of coders, None for a value that is missing.

    None where there is nothing to pair or only one value. Source: Krippendorff, Computing Krippendorff's
    Alpha-Reliability (2011).
    """
    coincidences: Coincidences = defaultdict(float)
    for unit in units:
        values = [value for value in unit if value is not None]
        for pair in permutations(values, 2):
            coincidences[pair] += 1 / (len(values) - 1)
    return _alpha(coincidences)


def _alpha(coincidences: Mapping[tuple[str, str], float]) -> float | None:
    """Alpha of a table of coincidences, each pair in both directions."""
    totals: dict[str, float] = defaultdict(float)
    for (value, _), times in coincidences.items():
        totals[value] += times
    n = sum(totals.values())
    expected = n * n - sum(t * t for t in totals.values())
    if n < 2 or not expected:
        return None
    return 1 - (n - 1) * sum(times for (x, y), times in coincidences.items() if x != y) / expected


def _agreement(field: str, reports: list[list[tuple[str, str]]], seed: int) -> FieldAgreement:
    units = [unit for report in reports for unit in report]
    tables = [Counter(pair for x, y in report for pair in ((x, y), (y, x))) for report in reports]
    chance = Random(f"{seed}:{field}")
    drawn = [_alpha(_sum(chance.choices(tables, k=len(tables)))) for _ in range(RESAMPLES if units else 0)]
    low, high = interval(alpha for alpha in drawn if alpha is not None)
    return FieldAgreement(
        field=field,
        units=len(units),
        equal=sum(x == y for x, y in units) / len(units) if units else 0.0,
        alpha=krippendorff_alpha(units),
        low=low,
        high=high,
    )


def _sum(tables: Iterable[Counter[tuple[str, str]]]) -> Coincidences:
    whole: Coincidences = defaultdict(float)
    for table in tables:
        for pair, times in table.items():
            whole[pair] += times
    return whole


def _any_event(rows: tuple[Row, Row]) -> list[tuple[str, str]]:
    return [("yes" if rows[0].events else NOTHING, "yes" if rows[1].events else NOTHING)]


def _types(rows: tuple[Row, Row]) -> list[tuple[str, str]]:
    return [(x.type if x else NOTHING, y.type if y else NOTHING) for x, y in _pairs(rows)]


def _field(k: int) -> Callable[[tuple[Row, Row]], list[tuple[str, str]]]:
    return lambda rows: [(x.values[k], y.values[k]) for x, y in _pairs(rows) if x and y and x.type == y.type]


def _pairs(rows: tuple[Row, Row]) -> list[Pair]:
    return pairs(rows[0].events, rows[1].events)
