"""Dates in words, at the precision that is known and never finer."""

import re
from datetime import date

from lagebild.present.catalogue import Catalogue

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T(?P<time>\d\d:\d\d|MO|AF|EV|NI|DT|MI)\S*)?"
)
_DURATION = re.compile(r"P(?P<time>T)?(?P<number>\d+(?:\.\d+)?|X)(?P<unit>[YMWDHS])")
_DECADE = re.compile(r"(\d{3})X?")
_CENTURY = re.compile(r"(\d{2})(?:XX)?")

_WORDS = {
    "de": {
        "SP": "im Frühjahr", "SU": "im Sommer", "FA": "im Herbst", "WI": "im Winter",
        "MO": "morgens", "MI": "mittags", "AF": "nachmittags", "EV": "abends", "NI": "nachts", "DT": "tagsüber",
    },
    "en": {
        "SP": "in spring", "SU": "in summer", "FA": "in autumn", "WI": "in winter",
        "MO": "in the morning", "MI": "at noon", "AF": "in the afternoon", "EV": "in the evening", "NI": "at night",
        "DT": "during the day",
    },
}  # fmt: skip


def date_words(value: str | None, words: Catalogue) -> str:
    """A TIMEX3 value or ISO time in words for a sentence; empty for what names no date ("P3D", "PAST_REF").

    "2022-12-19" -> "am 19. Dezember 2022"; "2022-12" -> "im Dezember 2022"; "2022" -> "2022"; "2022-W51" ->
    "in der Woche ab 19. Dezember 2022".
    """
    german = words.code == "de"
    found = _VALUE.fullmatch(value or "")
    if not found:
        return _decade(value or "", german)
    named, year = _WORDS[words.code], found["year"]
    if found["day"] or found["week"]:
        text = _day_or_week(found, words)
    elif found["month"]:
        month = _month(found["month"], words)
        text = (f"im {month} {year}" if german else f"in {month} {year}") if month else ""
    elif found["quarter"]:
        text = f"im {found['quarter']}. Quartal {year}" if german else f"in quarter {found['quarter']} of {year}"
    elif found["half"]:
        text = f"im {found['half']}. Halbjahr {year}" if german else f"in half {found['half']} of {year}"
    elif found["season"]:
        text = f"{named[found['season']]} {year}"
    else:
        text = year if german else f"in {year}"
    return f"{text} {_time(found['time'], words)}".rstrip() if text and found["time"] else text


def short_date(value: str | None, words: Catalogue) -> str:
    """A date for a table: "19.12.2022", "12.2022", "2022"; what has no short form stays as it is, None is empty."""
    found = _VALUE.fullmatch(value or "")
    if not found:
        return value or ""
    if found["day"]:
        day, month = found["day"], found["month"]
        return f"{day}.{month}.{found['year']}" if words.code == "de" else f"{found['year']}-{month}-{day}"
    if found["month"]:
        return f"{found['month']}.{found['year']}" if words.code == "de" else f"{found['year']}-{found['month']}"
    return (value or "").partition("T")[0]


def _month(number: str, words: Catalogue) -> str:
    return words.months[int(number) - 1] if 1 <= int(number) <= 12 else ""


def _day_or_week(found: re.Match[str], words: Catalogue) -> str:
    german = words.code == "de"
    try:
        if found["week"]:
            first = date.fromisocalendar(int(found["year"]), int(found["week"]), 6 if found["weekend"] else 1)
        else:
            first = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return ""
    month = words.months[first.month - 1]
    plain = f"{first.day}. {month} {first.year}" if german else f"{first.day} {month} {first.year}"
    if found["weekend"]:
        return f"am Wochenende ab {plain}" if german else f"on the weekend of {plain}"
    if found["week"]:
        return f"in der Woche ab {plain}" if german else f"in the week of {plain}"
    return f"am {plain}" if german else f"on {plain}"


def _time(part: str, words: Catalogue) -> str:
    if ":" in part:
        return f"um {part.replace(':', '.')} Uhr" if words.code == "de" else f"at {part}"
    return _WORDS[words.code][part]


def duration_words(value: str, words: Catalogue) -> str:
    """A TIMEX3 duration in words: "P3.5Y" -> "3,5 Jahre", "PXW" -> "mehrere Wochen"; empty for anything else."""
    found = _DURATION.fullmatch(value)
    if not found:
        return ""
    one, several = words.units[("T" if found["time"] else "") + found["unit"]]
    if found["number"] == "X":
        return f"{words.text['several']} {several}"
    number = found["number"].replace(".", ",") if words.code == "de" else found["number"]
    return f"{number} {one if number == '1' else several}"


def _decade(value: str, german: bool) -> str:
    if found := _DECADE.fullmatch(value):
        return f"in den {found[1]}0er Jahren" if german else f"in the {found[1]}0s"
    if found := _CENTURY.fullmatch(value):
        number = int(found[1]) + 1
        return f"im {number}. Jahrhundert" if german else f"in century {number}"
    return ""
