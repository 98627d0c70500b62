"""Days and numbers as people of a language write them, by the locale data of Babel."""

import re
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from lagebild.present import Catalogue
from lagebild.web.words import words

_PART = re.compile(r"(\d{4})-(W|Q|H|SP|SU|FA|WI)(\d*)")


@lru_cache(maxsize=2)
def locale(lang: str) -> Locale:
    """The locale of a language of the page."""
    return Locale.parse(words(lang)["locale"])


@lru_cache(maxsize=50_000)
def day(value: str | None, lang: str) -> str:
    """A day, month, part of a year or year, never finer than it is known: "2022-12-19" -> "19.12.2022", "2022-12" ->
    "Dez. 2022", "2022-FA" -> "Herbst 2022". What is no date stays as it is, None is empty."""
    given = value or ""
    if part := _PART.match(given):
        year, kind, number = part.groups()
        return words(lang)[f"time_{kind}"].format(year=year, n=number)
    try:
        if len(given) >= 10:
            return format_date(date.fromisoformat(given[:10]), "medium", locale(lang))
        if len(given) == 7:
            return format_skeleton("yMMM", date.fromisoformat(f"{given}-01"), locale=locale(lang))
    except ValueError:
        return given
    return given


@lru_cache(maxsize=10_000)
def number(value: float, lang: str) -> str:
    """A number: 1234567 -> "1.234.567"."""
    return format_decimal(value, locale=locale(lang))


def signed(value: float, lang: str) -> str:
    """A number with its sign and one place after the comma: 0.5 -> "+0,5"."""
    return format_decimal(value, "+#,##0.0;-#,##0.0", locale=locale(lang))


def count(key: str, value: int, talk: Catalogue) -> str:
    """A text that depends on a number: ("reports", 1200) -> "1.200 Berichte"."""
    exact = talk.text.get(f"{key}_{value}")
    return exact if exact is not None else talk.text[f"{key}_n"].format(n=number(value, talk.code))
