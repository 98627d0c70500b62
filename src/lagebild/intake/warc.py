"""Web archives (WARC, plain or packed) through fastwarc: the pages of news sites as reports.

A damaged record is given up; reading goes on at the next one that begins whole, and the range between is told.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast
from urllib.parse import urlsplit

from lagebild.intake.assemble import digest
from lagebild.intake.decode import decode
from lagebild.intake.guess import guess_language
from lagebild.intake.how import How
from lagebild.intake.limits import megabytes
from lagebild.intake.parts import lost
from lagebild.intake.streams import page_reports
from lagebild.intake.text import read_text
from lagebild.intake.unpack import CHUNK
from lagebild.model import InputError, Rejected, Report

PAGES: Final = frozenset(("text/html", "application/xhtml+xml"))
START_GZIP: Final = b"\x1f\x8b\x08"
START_PLAIN: Final = b"WARC/1."
MARKUP: Final = re.compile(r"(?s)<(script|style|noscript|svg)\b.*?</\1\s*>|<[^<>]{0,2000}>")
DECLARED: Final = re.compile(rb"<html[^>]{0,500}\blang\s*=\s*[\"']?\s*([A-Za-z]{2,3})", re.IGNORECASE)
SAMPLE: Final = 60_000
MOST_PASSED: Final = 200_000_000
"""Bytes of a record that is passed over by reading to its end; a larger one is jumped over."""


def read_warc(file: BinaryIO, source: str, how: How) -> Iterator[Report | Rejected]:
    """The reports of a web archive that can be sought in, record by record; memory holds one.

    Pages in other languages than those wanted (without a wish: the one that is read), on other hosts, and what is no
    page are counted, and told at the end as passed over.
    """
    passed: Counter[str] = Counter()
    packed = file.read(3) == START_GZIP
    position: int | None = 0
    while position is not None:
        after, held, whole = position, None, True
        try:
            for place, item in _records(file, position, source, how, passed):
                after = place
                if held is not None:
                    yield held
                held = item
        except _TooLarge as error:
            yield error.rejected
            held, position = None, _next_start(file, after + 1, packed)
            continue
        except InputError:
            raise
        except Exception:  # fastwarc raises OSError, its Rust side errors of its own
            whole = False
        end = _end_of(file, after, packed)
        if held is not None and end > after:  # the last record may be cut off, which fastwarc does not say
            yield held
        following = _next_start(file, max(end, position + 1), packed) if not whole or end == after else None
        stop = file.seek(0, 2) if following is None else following
        if stop > end and (not whole or end == after < stop):
            yield from lost(source, [(end, stop)], how)
        position = following
    if passed:
        told = ", ".join(f"{number:,} {what}" for what, number in passed.most_common())
        yield Rejected(source=source, reason=f"Records passed over: {told}.", remedy="", skipped=True)


class _TooLarge(Exception):
    """A record beyond the limits: what follows is found by its beginning, without unpacking the rest."""

    def __init__(self, place: str, how: How) -> None:
        self.rejected = Rejected(
            source=place,
            reason=f"The record is larger than {megabytes(how.limits.record)}.",
            remedy="Save the page alone, without its media.",
        )


def _records(
    file: BinaryIO, position: int, source: str, how: How, passed: Counter[str]
) -> Iterator[tuple[int, Report | Rejected | None]]:
    """Where each record begins, and what came of it."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    file.seek(position)
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    for record in ArchiveIterator(
        cast(Any, _From(file, position)), record_types=kinds, parse_http=True, auto_decode="all"
    ):
        begin = position + record.stream_pos
        place = f"{source}#{begin}"
        if not _wanted(record, how, passed):
            yield begin, None
            if record.content_length > MOST_PASSED:
                raise _TooLarge(place, how)
            continue
        data = record.reader.read(how.limits.record + 1)
        if len(data) > how.limits.record:
            yield begin, None
            raise _TooLarge(place, how)
        found = _reports(record, data, place, how, passed)
        yield from ((begin, item) for item in found or (None,))


class _From:
    """A file from an offset on, for fastwarc, which asks where it stands."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file, self._start, self._at = file, start, start

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        self._file.seek(self._at)
        data = self._file.read(size)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to an offset, counted from the start."""
        if whence == 1:
            offset += self._at - self._start
        elif whence == 2:
            offset += self._file.seek(0, 2) - self._start
        self._at = self._start + offset
        return offset

    def close(self) -> None:
        """Leave the file open: others go on with it."""

    def tell(self) -> int:
        """The offset, counted from the start."""
        return self._at - self._start


def _wanted(record: Any, how: How, passed: Counter[str]) -> bool:
    host = urlsplit(record.headers.get("WARC-Target-URI") or "").hostname or ""
    headers = record.http_headers
    kind = (record.http_content_type if headers is not None else record.headers.get("Content-Type")) or ""
    kind = kind.split(";")[0].strip().lower()
    if headers is not None and headers.status_code != 200:
        passed["answers without a page"] += 1
    elif kind not in PAGES and not (kind == "text/plain" and headers is None):
        passed["no pages"] += 1
    elif not how.filters.wants_host(host):
        passed["of other hosts"] += 1
    else:
        return True
    return False


def _reports(
    record: Any, data: bytes, source: str, how: How, passed: Counter[str]
) -> tuple[Report, ...] | tuple[Rejected]:
    address = record.headers.get("WARC-Target-URI")
    fetched = record.headers.get("WARC-Date")
    page = record.http_headers is not None or b"<" in data[:1000]
    wanted = how.filters.languages or frozenset((how.language.code,))
    if language_of(data, how, page=page) not in wanted:
        passed["in other languages"] += 1
        return ()
    if page:
        more = {"address": address, "fetched": fetched, "charset": record.http_charset or None}
        return page_reports(data, source, None, how, **more)
    try:
        return (read_text(data, how.language, source=source, id=address, agencies=how.agencies, limits=how.limits),)
    except InputError as error:
        return (Rejected(source=source, reason=error.message, remedy=error.remedy, sha256=digest(data)),)


def language_of(data: bytes, how: How, *, page: bool) -> str:
    """The language of a page by the words of its body, where these do not tell by its declaration. Much faster than
    taking the page apart."""
    text = decode(data[: 4 * SAMPLE], page=page).text
    words = MARKUP.sub(" ", text)[:SAMPLE] if page else text[:SAMPLE]
    found = guess_language(words[len(words) // 8 :], how.rules, "und")
    declared = DECLARED.search(data[:5000])
    return declared[1].decode().lower()[:2] if found == "und" and declared else found


def _end_of(file: BinaryIO, position: int, packed: bool) -> int:
    """Where the record that begins at `position` ends; `position` itself where that cannot be told."""
    file.seek(position)
    if not packed:
        head = file.read(CHUNK)
        length = re.search(rb"(?i)\ncontent-length:\s*(\d{1,12})", head)
        blank = head.find(b"\r\n\r\n")
        end = position + blank + 4 + int(length[1]) + 4 if length and blank > 0 else position
        return end if end <= file.seek(0, 2) else position
    engine = zlib.decompressobj(31)
    at, made = position, 0
    try:
        while not engine.eof and made < MOST_PASSED:
            data = file.read(CHUNK)
            if not data:
                return position
            at += len(data)
            while data and not engine.eof and made < MOST_PASSED:
                made += len(engine.decompress(data, 1 << 20))
                data = engine.unconsumed_tail
    except zlib.error:
        return position
    return at - len(engine.unused_data) if engine.eof else position


def _next_start(file: BinaryIO, position: int, packed: bool) -> int | None:
    """Where the next record begins at or after `position`."""
    mark = START_GZIP if packed else START_PLAIN
    file.seek(position)
    data, offset = b"", position
    while True:
        at = data.find(mark)
        while at >= 0:
            if not packed or _is_warc(data[at : at + CHUNK]):
                return offset + at
            at = data.find(mark, at + 1)
        more = file.read(CHUNK * 4)
        if not more:
            return None
        kept = data[-(len(mark) + 400) :] if data else b""
        offset += len(data) - len(kept)
        data = kept + more


def _is_warc(data: bytes) -> bool:
    """Do packed bytes begin a record? What begins with the mark by chance does not unpack to one."""
    try:
        return zlib.decompressobj(31).decompress(data, 16).startswith(START_PLAIN)
    except zlib.error:
        return False
