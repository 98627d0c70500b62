"""Dates as people give them to a command or a function."""

import re
from datetime import date

from lagebild.model.errors import InputError

_ISO = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d\S{0,20})?)?)?")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def dated(value: str) -> str:
    """A date as ISO 8601: "19.12.2022" -> "2022-12-19". Raises InputError for what is none."""
    iso = _GERMAN.sub(lambda found: f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}", value)
    try:
        if _ISO.fullmatch(iso) and (len(iso) < 10 or date.fromisoformat(iso[:10])):
            return iso
    except ValueError:  # no day of the calendar
        pass
    raise InputError(f"{value!r} is no date.", "Write it as 2022-12-19, 2022-12 or 2022.")
