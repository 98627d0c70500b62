"""ISO dates at the precision that they have, as intervals: what the store sorts by and linking compares."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-WE)?$")
_YEAR = re.compile(r"(\d{4})$")

Days = tuple[int, int]
"""First and last day of an interval, inclusive, as proleptic Gregorian ordinals (date.toordinal)."""


@lru_cache(maxsize=65536)
def days_of(value: str | None) -> Days | None:
    """The days that an ISO date or TIMEX3 value covers: "2022-12" -> 1 to 31 December. None for what has none.

    Knows years, months, weeks, days, days with a time or a part of the day ("2022-12-19TNI") and publication times with
    zone. An impossible date ("2022-02-31") gives None.
    """
    if not value:
        return None
    try:
        if found := _DAY.match(value):
            day = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
            return day, day
        if found := _MONTH.match(value):
            year, month = int(found[1]), int(found[2])
            following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date(year, 12, 31)
            return date(year, month, 1).toordinal(), following.toordinal() - 1
        if found := _WEEK.match(value):
            first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return first.toordinal(), (first + timedelta(days=6)).toordinal()
        if found := _YEAR.match(value):
            return date(int(found[1]), 1, 1).toordinal(), date(int(found[1]), 12, 31).toordinal()
    except ValueError:
        return None
    return None


@lru_cache(maxsize=65536)
def instant(value: str | None) -> str:
    """A key that sorts publication times in the order in which they happened, whatever their zone and precision.

    "2022-12-16T17:20+01:00" -> "2022-12-16T16:20:00", "2022-12" -> "2022-12-01T00:00:00", unknown -> "".
    A time without zone is taken as it stands.
    """
    if not value:
        return ""
    try:
        moment = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        moment = None
    if moment is not None:
        try:
            return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S")
        except (OverflowError, ValueError):
            return ""
    covered = days_of(value)
    return f"{date.fromordinal(covered[0]).isoformat()}T00:00:00" if covered else ""


def iso(ordinal: int) -> str:
    """The ISO date of a day number."""
    return date.fromordinal(ordinal).isoformat()
