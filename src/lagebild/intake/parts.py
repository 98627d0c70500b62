"""A report out of the parts that an archive's format gives: head, text, place in the archive."""

import re
from typing import Final

from msgspec import structs

from lagebild.intake.assemble import assemble, content_id, digest, without_late_byline
from lagebild.intake.dates import parse_date
from lagebild.intake.head import Head, merge
from lagebild.intake.how import How
from lagebild.intake.limits import megabytes
from lagebild.intake.normalise import normalise
from lagebild.model import Capture, InputError, Rejected, Report

SHORTEST: Final = 20
"""Characters below which a text in an archive is no report."""


def report_of(
    text: str, head: Head, how: How, source: str, raw: bytes, *, fetched: str | None = None, notes: tuple[str, ...] = ()
) -> Report:
    """The report of a text and its head, normalised. Raises InputError for a text that is empty or too large.

    raw: the bytes that the digest is made of. notes: on how its characters were found.
    """
    if len(text) > how.limits.report:
        raise InputError(f"The text is larger than {megabytes(how.limits.report)}.", "Split it into its reports.")
    cleaned = normalise(text)
    if len(cleaned.text) < SHORTEST:
        raise InputError("It holds no text.", "Check whether it was saved completely.")
    body, authors, agencies = without_late_byline(cleaned.text, how.rules)
    title = normalise(head.title or "").text.replace("\n", " ") or None
    head = structs.replace(merge(head, Head(authors=authors, agencies=agencies)), title=title)
    return assemble(
        body, head, how.rules,
        language=how.language.code, id=head.id or content_id(body),
        capture=Capture(source=source, fetched=fetched, sha256=digest(raw)), notes=notes + cleaned.notes,
    )  # fmt: skip


def moment(value: str | None, how: How) -> str | None:
    """A time as an archive writes it in ISO 8601: "20221219T173000+0100" too."""
    if not value:
        return None
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?", value.strip())
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        clock = f"T{hour}:{minute}{f':{second}' if second else ''}{zone or ''}" if hour else ""
        value = f"{year}-{month}-{day}{clock}"
    return parse_date(value, how.rules)


def lost(source: str, ranges: list[tuple[int, int]], how: How) -> list[Rejected]:
    """What to tell of damaged ranges of an archive."""
    found = []
    for start, end in ranges:
        what = f"bytes {start:,} to {end:,}" if end > start else f"the end, from byte {start:,} on,"
        found.append(
            Rejected(
                source=f"{source}#{start}",
                reason=f"The archive is damaged: {what} cannot be unpacked. What follows was read.",
                remedy=f"Get the file again, then run: lagebild add {quoted(outermost(source))}",
            )
        )
    return found


def outermost(source: str) -> str:
    """The file on disk, or the address, of a source within archives: "a.zip//b.txt" -> "a.zip", "a.warc#17" -> "a.warc"
    (addresses stay)."""
    if re.match(r"https?://", source):
        return source
    return re.sub(r"#[^#/]*$", "", source.split("//")[0])


def quoted(path: str) -> str:
    """A path as a shell takes it."""
    import shlex

    return shlex.quote(path)
