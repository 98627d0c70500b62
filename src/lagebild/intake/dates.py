"""Times of publication as people and machines write them, to ISO 8601 at the precision that they have."""

import re
from datetime import date, time
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from lagebild.intake.rules import Rules, any_of

ISO: Final = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2})(?:[T ]\s?(?P<H>\d{2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,]\d+)?)?"
    r"\s?(?P<z>Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?"
)


@lru_cache(maxsize=8)
def _patterns(rules: Rules) -> tuple[re.Pattern[str], ...]:
    lexicon, known = rules.lexicon, rules.lexicon.clock
    months, days, zones = (any_of(words) for words in (lexicon.months, lexicon.weekdays, lexicon.zones))
    hour, at, before = (any_of(words) for words in (known.hour, known.at, known.before_day))
    clock = (
        rf"(?:(?:,|\s[-–—|])?\s{{0,2}}(?:(?:{at})\s|T)?(?P<H>\d{{1,2}})(?:[:.](?P<M>\d{{2}})(?::(?P<S>\d{{2}}))?(?:\s?(?:{hour}))?|\s?(?:{hour}))"
        rf"(?:\s?(?P<z>Z|[+-]\d{{2}}(?::?\d{{2}})?|(?:{zones})\b))?)?"
    )
    weekday = rf"(?:(?:{days})\.?,?\s(?:(?:{before})\s)?)?"
    named_or_not = rf"(?:(?P<m>\d{{1,2}})\.\s?|(?P<name>{months})\.?\s)"
    day = rf"{weekday}(?P<d>\d{{1,2}})\.\s?{named_or_not}(?P<y>\d{{4}}|\d{{2}}(?!\d))"
    month = rf"(?:(?P<name>{months})\.?\s|(?P<m>\d{{2}})/)(?P<y>\d{{4}})"
    return (re.compile(day + clock, re.IGNORECASE), ISO, re.compile(month, re.IGNORECASE))


def leading_date(text: str, rules: Rules) -> tuple[str, int] | None:
    """A date at the start of `text` as ISO 8601, and where it ends; None without one.

    "19.12.2022, 18:30 Uhr Putin in Minsk" -> ("2022-12-19T18:30", 22)
    """
    for pattern in _patterns(rules):
        match = pattern.match(text)
        if match and not re.match(r"[\w:/-]", text[match.end() :]):
            value = _iso(match.groupdict(), rules)
            if value:
                return value, match.end()
    return None


def date_in(line: str, rules: Rules) -> str | None:
    """The first day, with its time where one stands there, anywhere in a line: "Stand: 8.5.2023, 10:15 Uhr"."""
    for match in re.finditer(r"(?<![\d.])(?=\d{1,2}\.|\d{4}-\d\d-)", line[:300]):
        found = leading_date(re.sub(r"(?<=\.) (?=\d)", "", line[match.start() : match.start() + 60]), rules)
        if found and len(found[0]) >= len("2022-12-19"):
            return found[0]
    return None


def parse_date(text: str, rules: Rules) -> str | None:
    """The whole of `text` as a date in ISO 8601, or None.

    "19. Dezember 2022" -> "2022-12-19"; "2022-12-19T17:30:00.000Z" -> "2022-12-19T17:30:00Z"
    """
    text = " ".join(text.split())[:100].strip(" .,|")
    found = leading_date(text, rules)
    if found and found[1] == len(text):
        return found[0]
    try:
        return parsedate_to_datetime(text).isoformat() if re.match(r"[A-Z][a-z]{2}, \d|\d{1,2} [A-Z]", text) else None
    except (ValueError, TypeError, IndexError):
        return None


def _iso(parts: dict[str, str | None], rules: Rules) -> str | None:
    """ISO 8601 from the parts of a match; None where there is no such day or time."""
    year = parts["y"] or ""
    if len(year) == 2:
        year = f"20{year}" if int(year) < 70 else f"19{year}"
    name = parts.get("name")
    month = rules.lexicon.months[name.lower()] if name else int(parts["m"] or 0)
    day = int(parts.get("d") or 0)
    try:
        date(int(year), month or 1, day or 1)
        if not 1800 <= int(year) <= 2200:
            return None
        clock = _clock(parts, rules) if day else ""
    except ValueError:
        return None
    return year + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "") + clock


def _clock(parts: dict[str, str | None], rules: Rules) -> str:
    if not parts.get("H"):
        return ""
    hour, minute, second = (int(parts[key] or 0) for key in ("H", "M", "S"))
    time(hour, minute, second)
    seconds = f":{second:02d}" if parts["S"] else ""
    return f"T{hour:02d}:{minute:02d}{seconds}{_zone(parts['z'], rules)}"


def _zone(zone: str | None, rules: Rules) -> str:
    if not zone or zone in "Zz":
        return zone.upper() if zone else ""
    if zone[0] not in "+-":
        return next(offset for name, offset in rules.lexicon.zones.items() if name.lower() == zone.lower())
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"
