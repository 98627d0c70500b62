"""Messages and mailboxes: newsletters and agency mail."""

import email
import email.header
import email.utils
import re
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO, Final

from msgspec import structs

from lagebild.intake.assemble import digest
from lagebild.intake.decode import decode
from lagebild.intake.head import Head, merge, read_head
from lagebild.intake.how import How
from lagebild.intake.limits import megabytes
from lagebild.intake.normalise import normalise
from lagebild.intake.parts import report_of
from lagebild.model import InputError, Rejected, Report

ENOUGH: Final = 200
"""Characters of a plain part from which on it is preferred to the mark-up."""

MOST_PARTS: Final = 200
LONGEST_LINE: Final = 1_000_000
BEGINNING: Final = re.compile(rb"From \S+.{0,100}\d{4}\s*$")


def read_mbox(stream: BinaryIO, source: str, how: How) -> Iterator[Report | Rejected]:
    """The messages of a mailbox, each as a report, as the stream comes; memory holds one."""
    for number, raw in enumerate(_messages(stream, how.limits.document), 1):
        yield _read(raw, f"{source}#{number}", how)


def read_message(stream: BinaryIO, source: str, how: How) -> Iterator[Report | Rejected]:
    """The report of one message."""
    yield _read(stream.read(how.limits.document + 1), source, how)


def _messages(stream: BinaryIO, most: int) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(LONGEST_LINE):
        if blank and line.startswith(b"From ") and BEGINNING.match(line.rstrip(b"\r\n")):
            if begun:
                yield b"".join(lines)
            lines, size, begun, blank = [], 0, True, False
            continue
        blank = not line.strip(b"\r\n")
        size += len(line)
        if size <= most + 1:
            lines.append(line[1:] if line.startswith((b">From ", b">>From ")) else line)
    if begun and lines:
        yield b"".join(lines)


def _read(raw: bytes, source: str, how: How) -> Report | Rejected:
    try:
        if len(raw) > how.limits.document:
            raise InputError(f"The message is larger than {megabytes(how.limits.document)}.", "Save its text alone.")
        return _report(email.message_from_bytes(raw), raw, source, how)
    except RecursionError:
        reason = "The message has parts within parts without end."
        return Rejected(source=source, reason=reason, remedy="Save its text alone.", sha256=digest(raw))
    except InputError as error:
        return Rejected(source=source, reason=error.message, remedy=error.remedy, sha256=digest(raw))


def _report(message: Message, raw: bytes, source: str, how: How) -> Report:
    plain, marked = _bodies(message)
    head = _head(message)
    if len(plain.strip()) < ENOUGH and marked:
        from lagebild.intake.html import read_html

        page = read_html(
            marked, how.language, source=source, agencies=how.agencies, limits=how.limits, sandbox=how.sandbox
        )
        return structs.replace(
            page, id=head.id or page.id, title=head.title or page.title, published=head.published or page.published,
            outlet=head.outlet, url=page.url, authors=page.authors,
            capture=structs.replace(page.capture, sha256=digest(raw)) if page.capture else None,
        )  # fmt: skip
    cleaned = normalise(plain).text
    inner = read_head(cleaned, how.rules, title=head.title or "")
    return report_of(cleaned[inner.start :], structs.replace(merge(head, inner), title=head.title), how, source, raw)


def _head(message: Message) -> Head:
    name, address = email.utils.parseaddr(_header(message, "From"))
    try:
        sent = email.utils.parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        sent = None
    id = _header(message, "Message-ID").strip("<> \t\r\n")[:200]
    title = re.sub(r"^(?:(?:Re|Aw|Fwd?|Wg)\s?:\s*)+", "", _header(message, "Subject"), flags=re.IGNORECASE)
    return Head(id=id or None, title=title or None, published=sent, outlet=name or address.rpartition("@")[2] or None)


def _header(message: Message, name: str) -> str:
    value = str(message.get(name) or "")[:2000]
    try:
        decoded = str(email.header.make_header(email.header.decode_header(value)))
    except (ValueError, LookupError, UnicodeError, email.errors.HeaderParseError):
        decoded = value
    return " ".join(decoded.split())


def _bodies(message: Message) -> tuple[str, str]:
    """The plain and the marked-up text of a message; attachments are left out."""
    plain: list[str] = []
    marked: list[str] = []
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            text = decode(data, page=kind == "text/html", charset=part.get_content_charset()).text
            (plain if kind == "text/plain" else marked).append(text)
    return "\n\n".join(plain), "\n".join(marked)
