"""PDF press releases through pypdf, which runs in the sandbox."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec
from msgspec import Struct

from lagebild.intake.assemble import digest
from lagebild.intake.how import How
from lagebild.intake.limits import megabytes
from lagebild.intake.text import read_text
from lagebild.model import InputError, Rejected, Report

MOST_PAGES: Final = 400
HYPHENATED: Final = re.compile(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])")


class Document(Struct, frozen=True, kw_only=True):
    """The text of a PDF, its pages apart by blank lines, and what its own fields say."""

    text: str
    title: str | None = None
    created: str | None = None


def extract(data: bytes) -> bytes:
    """The task of the sandbox: a PDF in, a Document as msgpack out. Raises InputError for one that cannot be read."""
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("The PDF is encrypted.", "Save it without its password.")
        pages = [page.extract_text() or "" for page in reader.pages[:MOST_PAGES]]
        about = reader.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise InputError("The PDF is damaged.", "Get it again, or save its text.") from error
    text = HYPHENATED.sub("", "\n\n".join(page.strip() for page in pages))
    created = about.creation_date if about else None
    title = about.title if about else None
    return msgspec.msgpack.encode(
        Document(text=text, title=str(title) if title else None, created=created.isoformat() if created else None)
    )


def read_pdf(stream: BinaryIO, source: str, how: How) -> Iterator[Report | Rejected]:
    """The report of a PDF. Raises InputError beyond the limits; one of scanned pages holds no text and is rejected."""
    from pathlib import Path

    from lagebild.intake.sources import file_id

    data = stream.read(how.limits.document + 1)
    if len(data) > how.limits.document:
        raise InputError(f"The PDF is larger than {megabytes(how.limits.document)}.", "Split it.")
    try:
        made = how.sandbox.run("pdf", data) if how.sandbox else extract(data)
        document = msgspec.msgpack.decode(made, type=Document)
        if not document.text.strip():
            raise InputError("The PDF holds no text, only pictures of it.", "Run it through text recognition (OCR).")
        id = file_id(Path(source)) if source != "-" else None
        report = read_text(document.text, how.language, source=source, id=id, agencies=how.agencies, limits=how.limits)
    except InputError as error:
        yield Rejected(source=source, reason=error.message, remedy=error.remedy, sha256=digest(data))
        return
    capture = msgspec.structs.replace(report.capture, sha256=digest(data)) if report.capture else None
    yield msgspec.structs.replace(report, capture=capture)
