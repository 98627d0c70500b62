"""How much intake reads of one report."""

from typing import Final

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """Largest inputs in bytes. report: a text file or a JSON line; page: an HTML page, which is mostly mark-up;
    elements: tags of a page."""

    report: int = 2_000_000
    page: int = 4_000_000
    elements: int = 60_000


DEFAULT: Final = Limits()


def megabytes(size: int) -> str:
    """2000000 -> "2 MB"."""
    return f"{size / 1_000_000:.3g} MB"
