"""Calendar periods and their TIMEX3 values and intervals.

Values follow ISO 8601 as TimeML extends it (Pustejovsky et al. 2003; ISO-TimeML 2012): "2022-12-19", "2022-W50",
"2022-W50-WE", "2022-Q3", "2022-H2", "2022-SU", "199" (a decade), "18" (a century), "2022-12-19TEV", "P3Y", "PT4H".
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from lagebild.model import TimexType

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""Season -> the month in which it begins (meteorological seasons); winter belongs to the year in which it begins."""

HOURS = {"MO": (6, 12), "MI": (11, 14), "AF": (12, 18), "EV": (18, 24), "NI": (22, 30)}
"""Part of the day -> hours from and to; hours from 24 on are those of the next day."""

MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
DAYS = {"D": 1, "DA": 1, "NI": 1, "WE": 7, "W": 7}
SECONDS = {"h": 3600, "m": 60, "s": 1}
CODES = {"h": "TH", "m": "TM", "s": "TS", "Q": "M", "H": "M", "ML": "ML", "DA": "D"}
FACTORS = {"Q": 3, "H": 6}


class Period(NamedTuple):
    """A stretch of the calendar. unit: D, W, WE, M, Q, H, Y, DE, CE, ML, SP, SU, FA, WI; first: its first day."""

    unit: str
    first: date


class Value(NamedTuple):
    """What an expression means: TIMEX3 value, interval, modifier, and the period that later ones may refer to.

    type: where it differs from the rule's type. period: of the day, month or year spoken of.
    """

    value: str
    begins: str | None = None
    ends: str | None = None
    mod: str | None = None
    type: TimexType | None = None
    period: Period | None = None


def containing(unit: str, day: date) -> Period:
    """The period of a unit in which a day lies. Raises ValueError outside of the years 1 to 9999."""
    if unit in ("D", "DA", "NI"):
        return Period("D", day)
    if unit in ("W", "WE"):
        monday = day - timedelta(days=day.weekday())
        return Period(unit, monday if unit == "W" else monday + timedelta(days=5))
    if unit in SEASONS:
        start = date(day.year, SEASONS[unit], 1)
        return Period(unit, start if start <= day or unit != "WI" else start.replace(year=day.year - 1))
    if unit == "M":
        return Period(unit, day.replace(day=1))
    if unit in ("Q", "H"):
        size = MONTHS[unit]
        return Period(unit, date(day.year, (day.month - 1) // size * size + 1, 1))
    years = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[unit]
    return Period(unit, date(max(1, day.year // years * years), 1, 1))


def shifted(period: Period, steps: int) -> Period:
    """The period so many steps later, earlier for negative ones. Raises ValueError or OverflowError out of range."""
    if period.unit in DAYS:
        return Period(period.unit, period.first + timedelta(days=DAYS[period.unit] * steps))
    months = MONTHS.get(period.unit, 12)
    return Period(period.unit, add_months(period.first, months * steps))


def add_months(day: date, months: int) -> date:
    """The day so many months later, at most the last of its month: 31 January and 1 -> 28 February."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moved(day: date, unit: str, steps: int) -> date:
    """The day so many units later: 5 May and three weeks -> 26 May."""
    if unit in DAYS:
        return day + timedelta(days=DAYS[unit] * steps)
    return add_months(day, MONTHS[unit] * steps)


def last_day(period: Period) -> date:
    """The last day of a period."""
    if period.unit == "D":
        return period.first
    if period.unit == "WE":
        return period.first + timedelta(days=1)
    if period.unit == "W":
        return period.first + timedelta(days=6)
    months = 3 if period.unit in SEASONS else MONTHS[period.unit]
    year, month = divmod(period.first.year * 12 + period.first.month - 1 + months, 12)
    if period.first.year == 1 and period.unit in ("DE", "CE", "ML"):
        year -= 1
    if year > 9999:
        return date(9999, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def value_of(period: Period) -> str:
    """The TIMEX3 value of a period."""
    first = period.first
    year = f"{first.year:04}"
    if period.unit == "D":
        return first.isoformat()
    if period.unit in ("W", "WE"):
        iso = first.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if period.unit == "WE" else "")
    if period.unit == "M":
        return year + f"-{first.month:02}"
    if period.unit == "Q":
        return f"{year}-Q{(first.month + 2) // 3}"
    if period.unit == "H":
        return f"{year}-H{(first.month + 5) // 6}"
    if period.unit in SEASONS:
        return f"{year}-{period.unit}"
    return {"Y": year, "DE": year[:3], "CE": year[:2], "ML": year[:1]}[period.unit]


def dated(period: Period, mod: str | None = None) -> Value:
    """The value of a period with its interval, narrowed to a third of it by START, MID and END."""
    first, last = period.first, last_day(period)
    if mod in ("START", "MID", "END") and period.unit != "D":
        third = (last - first).days // 3
        first, last = {
            "START": (first, first + timedelta(days=third)),
            "MID": (first + timedelta(days=third), last - timedelta(days=third)),
            "END": (last - timedelta(days=third), last),
        }[mod]
    return Value(value_of(period), first.isoformat(), last.isoformat(), mod, None, period)


def timed(day: date, part: str, mod: str | None = None) -> Value:
    """A part of a day: 19 December, EV -> "2022-12-19TEV", 18:00 to 24:00."""
    begins, ends = (_hour(day, hour) for hour in HOURS[part])
    return Value(f"{day.isoformat()}T{part}", begins, ends, mod, TimexType.TIME, Period("D", day))


def clocked(day: date, hour: int, minute: int, zone: str = "") -> Value:
    """A clock time of a day; hour 24 is the end of the day."""
    moment = f"{day.isoformat()}T{hour:02}:{minute:02}{zone}"
    return Value(moment, moment, moment, None, TimexType.TIME, Period("D", day))


def _hour(day: date, hour: int) -> str:
    if hour > 24:
        day, hour = day + timedelta(days=1), hour - 24
    return f"{day.isoformat()}T{hour:02}:00"


def duration(amount: str, unit: str) -> str:
    """The TIMEX3 duration: ("3", "Y") -> "P3Y", ("X", "h") -> "PTXH", ("2", "DE") -> "P2DE"."""
    code = CODES.get(unit, unit)
    if unit in FACTORS and amount != "X":
        amount = f"{float(amount) * FACTORS[unit]:g}"
    return f"PT{amount}{code[1]}" if code[0] == "T" else f"P{amount}{code}"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def fourth_advent(year: int) -> date:
    """The fourth Sunday in Advent: the last Sunday before 25 December."""
    eve = date(year, 12, 24)
    return eve - timedelta(days=(eve.weekday() + 1) % 7)
