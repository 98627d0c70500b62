"""A text that is pasted in is read at once and shown as a report; it is stored only on request."""

import hashlib
from collections.abc import Mapping

from lagebild.link.dates import days_of
from lagebild.model import InputError, Reading, Report
from lagebild.pipeline import read
from lagebild.store import Store, add_reading, relink
from lagebild.web.rows import german

LONGEST = 20_000
"""Characters of a text that are read."""
FIELDS = ("text", "title", "outlet", "published")


def read_pasted(said: Mapping[str, str]) -> Reading:
    """The reading of a pasted text. said: text, and where known title, outlet, published (ISO date). Raises InputError
    for no text, one that is too long, or a date that is none."""
    text = said.get("text", "").replace("\r\n", "\n").strip()
    if not text:
        raise InputError("There is no text.", "Paste one into the field.")
    if len(text) > LONGEST:
        raise InputError(f"The text has more than {LONGEST} characters.", "Use: lagebild add FILE")
    published = said.get("published", "").strip()
    if published and days_of(published) is None:
        raise InputError(f"{published[:20]!r} is no date.", "Give one as 2022, 2022-12 or 2022-12-19.")
    report = Report(
        id=f"eingefuegt-{hashlib.sha256(text.encode()).hexdigest()[:12]}",
        text=text,
        title=said.get("title", "").strip()[:300] or None,
        outlet=said.get("outlet", "").strip()[:100] or None,
        published=published or None,
    )
    return read(report, german())


def keep(store: Store, reading: Reading) -> str:
    """Put a pasted report into the store and link it; its id."""
    add_reading(store, reading)
    relink(store, german())
    return reading.report.id
