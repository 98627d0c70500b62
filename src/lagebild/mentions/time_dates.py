"""Recipes for dates by number, month, year, decade, century, part of the year, season and holiday.

A recipe takes a match and the scene and gives a value, or None where the words are no time after all. A date that is
impossible or out of range raises ValueError or OverflowError; the caller then gives an openly unresolved value.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from lagebild.lang.times import Holiday
from lagebild.mentions.time_rules import Match
from lagebild.mentions.time_scene import Scene, direction, story_year
from lagebild.mentions.time_values import (
    SEASONS,
    Period,
    Value,
    add_months,
    containing,
    dated,
    easter,
    fourth_advent,
    last_day,
    shifted,
    timed,
    value_of,
)
from lagebild.model import TimexType

_FAR, _NEAR = 240, 95
"""A date without a year may contradict the tense when that one is nearer than _NEAR days and the other beyond _FAR."""


def mod_of(match: Match) -> str | None:
    """The TIMEX3 modifier that the words before a date or an amount give."""
    for name, classes in (("e", ("EDGE",)), ("f", ("EARLY",)), ("x", ("UNIT_EDGE",)), ("a", ("APPROX",))):
        if found := match.value(name, *classes):
            return found.rpartition("|")[2]
    for name in ("a3", "a4"):
        if found := match.value(name, "APPROX_ADJECTIVE"):
            return found
    return match.value("a", "COMPARATIVE")


def part_of(match: Match) -> str | None:
    """The part of the day that a match names."""
    if part := match.value("p", "PART", "PART_END", "PART_ADVERB", "PART_ADVERB_ONLY"):
        return part
    joined = match.value("w", "WEEKDAY_PART")
    return joined[1:] if joined else None


def whole_or_part(day: date, match: Match) -> Value:
    """A day, or the part of it that the match names."""
    part = part_of(match)
    return timed(day, part, match.value("f", "EARLY")) if part else dated(Period("D", day))


def year_of(match: Match, scene: Scene) -> int | None:
    """The year that a match names by number or relative to the report's year."""
    if text := match.value("y", "YEAR", "ANYYEAR", "YY", "SHORTYEAR"):
        return full_year(text, scene)
    if span := match.value("y", "YEARSPAN"):
        return int(span[:4])
    if scene.anchor.year is None:
        return None
    if shift := match.value("s", "THIS", "LAST", "NEXT", "CURRENT"):
        return scene.anchor.year + int(shift)
    if (before := match.value("v", "UNIT_BEFORE")) and before[0] == "Y":
        return scene.anchor.year + int(before[1:])
    return (story_year(scene, match) or scene.anchor.year) if match.has("s0") else None


def full_year(text: str, scene: Scene) -> int:
    """A year of two digits in its century: the last one that is at most ten years after the report's."""
    digits = re.sub(r"\D", "", text)
    year = int(digits)
    if len(digits) > 2:
        return year
    latest = (scene.anchor.year or 2025) + 10
    return latest - (latest - year) % 100


def pick(scene: Scene, match: Match, make: Callable[[int], Period]) -> Period | None:
    """The period of the year that is meant when none is named: by what was spoken of, the tense, and nearness."""
    anchor = scene.anchor
    if story := story_year(scene, match):
        return make(story)
    if anchor.year is None:
        return None
    if anchor.day is None and anchor.month is None:
        return make(anchor.year)
    first = anchor.day or date(anchor.year, anchor.month or 1, 1)
    last = anchor.day or last_day(containing("M", first))
    found = [make(year) for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 1 <= year <= 9999]
    past = [p for p in found if p.first <= last]
    future = [p for p in found if last_day(p) >= first]
    pointed = direction(scene, match)
    if not past or not future:
        return found[0]
    behind, ahead = (first - last_day(past[-1])).days, (future[0].first - last).days
    if pointed == "past":
        return future[0] if behind > _FAR and ahead <= _NEAR else past[-1]
    if pointed == "future":
        return past[-1] if ahead > _FAR and behind <= _NEAR else future[0]
    return past[-1] if behind <= ahead else future[0]


def iso(match: Match, scene: Scene) -> Value:
    """ "2022-12-19"."""
    return dated(Period("D", date.fromisoformat(match.value("x", "ISO") or "")))


def numeric(match: Match, scene: Scene) -> Value:
    """ "3.5.2021", "3.5.": as `date_`."""
    parts = re.findall(r"\d+", match.value("x", "NUMDATE", "NUMDAY") or "")
    year = full_year(parts[2], scene) if len(parts) > 2 else year_of(match, scene)
    return _day(match, scene, int(parts[0]), int(parts[1]), year)


def date_(match: Match, scene: Scene) -> Value:
    """Day, month and year in words or numbers, of which day and year may be missing."""
    month = int(match.value("m", "MONTH", "MONTHS_OF") or match.value("k", "MONTHNUM") or 0)
    year = year_of(match, scene)
    day = match.value("d", "DAY", "ORD")
    if day and not month:
        return _of_this_month(match, scene, int(day))
    if day:
        return _day(match, scene, int(day), month, year)
    mod = mod_of(match)
    period = Period("M", date(year, month, 1)) if year else pick(scene, match, lambda y: Period("M", date(y, month, 1)))
    return dated(period, mod) if period else Value(f"XXXX-{month:02}", mod=mod)


def _day(match: Match, scene: Scene, day: int, month: int, year: int | None) -> Value:
    date(year or 2024, month, day)
    if year:
        return whole_or_part(date(year, month, day), match)
    weekday = match.value("w", "WEEKDAY", "WEEKDAY_SHORT", "WEEKDAY_PART")
    period = _on_weekday(scene, day, month, int(weekday[0])) if weekday else None
    if period is None:
        period = pick(scene, match, lambda y: Period("D", _leap_safe(y, month, day)))
    part = part_of(match)
    if period is None:
        return Value(f"XXXX-{month:02}-{day:02}" + (f"T{part}" if part else ""), type=TimexType.TIME if part else None)
    return whole_or_part(period.first, match)


def _of_this_month(match: Match, scene: Scene, day: int) -> Value:
    """ "am 5.": of the month spoken of in this or the last sentence, else of the nearest that the tense allows."""
    spoken, base = scene.spoken, scene.anchor.day
    if spoken.period and spoken.period.unit in ("D", "M") and match.words[0].sentence - spoken.sentence <= 1:
        return dated(Period("D", spoken.period.first.replace(day=day)))
    if base is None:
        return Value(f"XXXX-XX-{day:02}")
    found = base.replace(day=day)
    pointed = direction(scene, match)
    if pointed == "past" and found > base:
        found = add_months(base.replace(day=1), -1).replace(day=day)
    elif pointed in ("future", "present") and found < base:
        found = add_months(base.replace(day=1), 1).replace(day=day)
    return dated(Period("D", found))


def _leap_safe(year: int, month: int, day: int) -> date:
    """The day of that year; 29 February of the nearest leap year before where the year has none."""
    while (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        year -= 1
    return date(year, month, day)


def _on_weekday(scene: Scene, day: int, month: int, weekday: int) -> Period | None:
    """The day of the year nearest to the report's in which it falls on that weekday: this year, then its neighbours."""
    if scene.anchor.year is None:
        return None
    for year in (scene.anchor.year, scene.anchor.year + 1, scene.anchor.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found.isoweekday() == weekday and _within_half_year(scene, found):
            return Period("D", found)
    return None


def _within_half_year(scene: Scene, day: date) -> bool:
    anchor = scene.anchor
    base = anchor.day or date(anchor.year or 1, anchor.month or 6, 15)
    return abs((base - day).days) <= 300


def month_numeric(match: Match, scene: Scene) -> Value:
    """ "05/2021"."""
    month, year = (match.value("x", "MONTHYEAR") or "").split("/")
    return dated(Period("M", date(int(year), int(month), 1)))


def month_deictic(match: Match, scene: Scene) -> Value:
    """ "kommenden Mai", "diesen Mai"."""
    month, shift = int(match.value("m", "MONTH") or 1), int(match.value("s", "THIS", "LAST", "NEXT", "CURRENT") or 0)
    anchor = scene.anchor
    if anchor.year is None:
        return Value(f"XXXX-{month:02}", mod=mod_of(match))
    year = anchor.year
    if shift and anchor.month:
        passed = month < anchor.month if shift < 0 else month <= anchor.month
        year += (0 if passed else -1) if shift < 0 else (1 if passed else 0)
    return dated(Period("M", date(year, month, 1)), mod_of(match))


def year(match: Match, scene: Scene) -> Value:
    """ "1999", "im Jahr 843"."""
    return dated(Period("Y", date(year_of(match, scene) or 0, 1, 1)), mod_of(match))


def year_christ(match: Match, scene: Scene) -> Value | None:
    """ "44 v. Chr.": years before Christ have no interval."""
    number = match.value("y", "NUM") or ""
    if not number.isdigit() or len(number) > 4:
        return None
    if match.value("c", "CHRIST") == "BC":
        return Value(f"BC{int(number):04}")
    return dated(Period("Y", date(int(number), 1, 1)))


def yearspan(match: Match, scene: Scene) -> Value:
    """ "2010/11": both years."""
    first, last = _special_span(match.text("x"))
    return Value(f"{first:04}/{last:04}", f"{first:04}-01-01", f"{last:04}-12-31")


def _special_span(text: str) -> tuple[int, int]:
    first, last = (int(part) for part in re.findall(r"\d+", text)[-2:])
    if last < 100:
        last += first // 100 * 100
        last += 100 if last <= first else 0
    return first, last


def decade(match: Match, scene: Scene) -> Value:
    """ "1990er Jahre", "neunziger Jahre", "90er"; without a century the last that lies before the report."""
    number = int(re.sub(r"\D", "", match.text("x")) or match.value("x", "DECADE", "DECADE_NOUN") or 0)
    if number < 100:
        number += 2000 if number == 10 else 1900
    found = dated(Period("DE", date(number, 1, 1)), mod_of(match))
    return half(found, match) if match.has("h") else found


def century(match: Match, scene: Scene) -> Value:
    """ "19. Jahrhundert": the years 1800 to 1899, its halves."""
    number = int(match.value("c", "DAY", "ORD") or 0)
    period = Period("CE", date(max(1, (number - 1) * 100), 1, 1))
    found = dated(period, mod_of(match))
    return half(found, match) if match.has("h") else found


def half(value: Value, match: Match) -> Value:
    """The first or second half of a dated period, which TIMEX3 can only call its start or end."""
    if value.begins is None or value.ends is None:
        return value
    first, last = date.fromisoformat(value.begins), date.fromisoformat(value.ends)
    middle = first + (last - first) // 2
    if match.value("h", "ORD") == "1":
        return value._replace(ends=middle.isoformat(), mod="START")
    return value._replace(begins=(middle + timedelta(days=1)).isoformat(), mod="END")


def part_of_year(match: Match, scene: Scene) -> Value | None:
    """Quarters and halves of a year."""
    unit, number = match.constant("unit") or "Q", int(match.value("q", "DAY", "ORD") or 0)
    if not 1 <= number <= (4 if unit == "Q" else 2):
        return None
    month = (number - 1) * (3 if unit == "Q" else 6) + 1
    period = _named_or_picked(match, scene, lambda y: Period(unit, date(y, month, 1)))
    return dated(period, mod_of(match)) if period else Value(f"XXXX-{unit}{number}", mod=mod_of(match))


def _named_or_picked(match: Match, scene: Scene, make: Callable[[int], Period]) -> Period | None:
    """The period of the year that is named, else of the year that is meant."""
    found = year_of(match, scene)
    return make(found) if found else pick(scene, match, make)


def season(match: Match, scene: Scene) -> Value:
    """ "Herbst 2011", "im Herbst"."""
    unit = match.value("z", "SEASON", "SEASON_PART") or "SU"
    period = _named_or_picked(match, scene, lambda y: Period(unit, date(y, SEASONS[unit], 1)))
    return dated(period, mod_of(match)) if period else Value(f"XXXX-{unit}", mod=mod_of(match))


def season_deictic(match: Match, scene: Scene) -> Value:
    """ "vergangenen Winter": the last that has begun before; "kommenden": the next to begin; "diesen": the nearest."""
    unit = match.value("z", "SEASON") or "SU"
    anchor = scene.anchor
    base = anchor.day or (date(anchor.year, anchor.month or 7, 15) if anchor.year else None)
    if base is None:
        return Value(f"XXXX-{unit}", mod=mod_of(match))
    shift = int(match.value("s", "THIS", "LAST", "NEXT", "CURRENT") or 0)
    now = Period(unit, date(base.year - (unit == "WI"), SEASONS[unit], 1))
    while shifted(now, 1).first <= base:
        now = shifted(now, 1)
    inside = now.first <= base <= last_day(now)
    if shift < 0:
        now = shifted(now, shift + 1) if now.first <= base and not inside else shifted(now, shift)
    elif shift > 0:
        now = shifted(now, shift if now.first <= base else shift - 1)
    elif now.first <= base and not inside and (shifted(now, 1).first - base).days < (base - last_day(now)).days:
        now = shifted(now, 1)
    return dated(now, mod_of(match))


def holiday(match: Match, scene: Scene) -> Value | None:
    """ "Ostern 2021", "Karfreitag"."""
    named = scene.holidays[match.value("x", "HOLIDAY") or ""]
    period = _named_or_picked(match, scene, lambda y: _holiday(named, y))
    if period is None:
        return Value(f"XXXX-{named.date}") if named.date else Value("XXXX-XX-XX")
    return _celebrated(named, period)


def holiday_deictic(match: Match, scene: Scene) -> Value | None:
    """ "am vergangenen Karfreitag", "kommende Ostern"."""
    named = scene.holidays[match.value("x", "HOLIDAY") or ""]
    anchor, shift = scene.anchor, int(match.value("s", "THIS", "LAST", "NEXT", "CURRENT") or 0)
    if anchor.year is None or shift == 0:
        return holiday(match, scene)
    base = anchor.day or date(anchor.year, anchor.month or 1, 1)
    years = [_holiday(named, anchor.year + step) for step in (-2, -1, 0, 1, 2)]
    ahead = [p for p in years if p.first > base]
    behind = [p for p in years if p.first < base]
    return _celebrated(named, ahead[0] if shift > 0 else behind[-1])


def _holiday(named: Holiday, year: int) -> Period:
    if named.easter is not None:
        return Period("D", easter(year) + timedelta(days=named.easter))
    if named.advent is not None:
        return Period("D", fourth_advent(year) + timedelta(days=named.advent))
    return Period("D", date(year, int(named.date[:2]), int(named.date[3:])))


def _celebrated(named: Holiday, period: Period) -> Value:
    if named.part:
        return timed(period.first, named.part)
    value = Value(value_of(period), period.first.isoformat(), period.first.isoformat(), None, None, period)
    return value._replace(ends=(period.first + timedelta(days=named.span)).isoformat())
