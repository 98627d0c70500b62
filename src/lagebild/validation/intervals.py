"""Intervals by resampling: the 2.5 % and 97.5 % percentiles of what the resamples gave."""

from collections.abc import Iterable
from typing import Final

RESAMPLES: Final = 1000


def interval(values: Iterable[float]) -> tuple[float | None, float | None]:
    """The 95 % percentile interval of values, (None, None) without any."""
    ordered = sorted(values)
    if not ordered:
        return None, None
    return ordered[int(0.025 * len(ordered))], ordered[min(int(0.975 * len(ordered)), len(ordered) - 1)]
