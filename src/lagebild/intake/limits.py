"""How much intake reads, and how long it works on one input."""

from typing import Final

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """Largest inputs in bytes. report: a text file or a JSON line; page: an HTML page, which is mostly mark-up;
    elements: tags of a page; document: a PDF or Office document, an XML document or a message with its attachments;
    record: one record of a web archive; members: files of a ZIP archive; depth: archives within archives;
    ratio: how many times its size an archive may unpack to (beyond 64 MB); seconds and memory: of the process that
    reads one page or document, CPU time and bytes.
    """

    report: int = 2_000_000
    page: int = 4_000_000
    elements: int = 60_000
    document: int = 50_000_000
    record: int = 16_000_000
    members: int = 100_000
    depth: int = 3
    ratio: int = 100
    seconds: float = 8.0
    memory: int = 450_000_000


DEFAULT: Final = Limits()


def megabytes(size: int) -> str:
    """2000000 -> "2 MB"."""
    return f"{size / 1_000_000:.3g} MB"
