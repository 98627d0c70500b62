"""Text, pages, archives and exchange formats become reports; bad input becomes a record with reason and remedy."""

from lagebild.intake.how import Filters, hosts
from lagebild.intake.html import read_html
from lagebild.intake.jsonl import read_jsonl
from lagebild.intake.limits import Limits
from lagebild.intake.parts import outermost, quoted
from lagebild.intake.sources import read_source, read_sources
from lagebild.intake.text import read_text

__all__ = [
    "Filters",
    "Limits",
    "hosts",
    "outermost",
    "quoted",
    "read_html",
    "read_jsonl",
    "read_source",
    "read_sources",
    "read_text",
]
