"""From head, text and credits to a report: what text, HTML and JSON Lines have in common."""

import hashlib
import re

from lagebild.intake.corrections import find_correction
from lagebild.intake.credits import Credits, byline, find_credits, unique
from lagebild.intake.guess import guess_language
from lagebild.intake.head import Head
from lagebild.intake.rules import Rules
from lagebild.model import Capture, Report


def digest(data: bytes) -> str:
    """sha256 of the input bytes."""
    return hashlib.sha256(data).hexdigest()


def content_id(text: str) -> str:
    """An id for a report that brings none: the start of the digest of its text."""
    return "r-" + digest(text.encode("utf-8", "surrogatepass"))[:16]


def without_late_byline(text: str, rules: Rules) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The text without an author's line that stands below its teaser, and that line's authors and agencies."""
    match = re.match(r"(?P<teaser>[^\n]{1,600}\n+)(?P<line>[^\n]{4,180})\n+(?=[^\n])", text)
    found = byline(match["line"], rules) if match else None
    if not match or not found:
        return text, (), ()
    return match["teaser"] + text[match.end() :], *found


def assemble(
    text: str, head: Head, rules: Rules, *, language: str, id: str, capture: Capture, notes: tuple[str, ...]
) -> Report:
    """The report of a text. What the head says goes before what the text's own credits say.

    language: the code that is expected; another one that shows in the text is set and noted.
    """
    credits: Credits = find_credits(text, rules)
    code = guess_language(text, rules, language)
    if code != language:
        notes += (f"Not in the expected language ({language}): {code}.",)
    return Report(
        id=head.id or id,
        title=head.title,
        text=text,
        language=code,
        published=head.published or head.updated,
        outlet=head.outlet or credits.outlet,
        url=head.url,
        authors=unique(head.authors, credits.authors),
        dateline=head.dateline or credits.dateline,
        agencies=head.agencies or credits.agencies,
        version=head.version or 1,
        replaces=head.replaces,
        correction=find_correction(head.title, head.remarks, text, rules),
        capture=capture,
        notes=notes + tuple(f"Note: {remark}" for remark in head.remarks),
    )
