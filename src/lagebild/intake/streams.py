"""One open input: what it is, and which reader takes it. Archives are opened here, level by level."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

from msgspec import structs

from lagebild.intake.assemble import digest
from lagebild.intake.decode import decode
from lagebild.intake.how import How
from lagebild.intake.html import read_page
from lagebild.intake.jsonl import longest_line, read_jsonl
from lagebild.intake.parts import lost
from lagebild.intake.sniff import PACKED, SAMPLE, Kind, binary_name, kind_of
from lagebild.intake.text import read_text
from lagebild.intake.unpack import CHUNK, Exhausted, Meter, Metered, unpacked
from lagebild.model import InputError, Rejected, Report

CONVERT: Final = "Save it as text (UTF-8), HTML or JSON Lines."
PACKED_SUFFIXES: Final = (".gz", ".bz2", ".xz", ".zst", ".gzip")
IN_MEMORY: Final = 32_000_000
Found = Iterator[Report | Rejected]


def read_stream(stream: BinaryIO, source: str, id: str | None, how: How) -> Found:
    """The reports of an open stream. What arrives line by line is read as it comes, archives member by member, anything
    else whole up to its limit."""
    suffix = PurePosixPath(unpacked_name(source)).suffix.lower()
    first = _first_lines(stream)
    if kind_of(first, suffix) is Kind.JSONL and decode(first).encoding.startswith("utf-8") and _is_line(first):
        lines = _lines(first, stream, longest_line(how.limits))
        yield from read_jsonl(lines, how.language, source=source, agencies=how.agencies, limits=how.limits)
        return
    joined = _Joined(first, stream)
    head = joined.peek(SAMPLE)
    yield from _guarded(_read_kind(joined, kind_of(head, suffix), source, id, how), source, how)


def unpacked_name(source: str) -> str:
    """The name of what is in a packed file: "a.txt.gz" -> "a.txt"."""
    for suffix in PACKED_SUFFIXES:
        if source.lower().endswith(suffix):
            return source[: -len(suffix)]
    return source


def _guarded(found: Found, source: str, how: How) -> Found:
    """What an archive gives; what goes wrong with the archive itself becomes a Rejected. Once too much was unpacked,
    the outermost archive is ended."""
    try:
        yield from found
    except Exhausted as error:
        if how.depth:
            raise
        yield Rejected(source=source, reason=error.message, remedy=error.remedy)
    except InputError as error:
        yield Rejected(source=source, reason=error.message, remedy=error.remedy)


def _read_kind(stream: "_Joined", kind: Kind, source: str, id: str | None, how: How) -> Found:
    archive = _ARCHIVES.get(kind)
    if kind in PACKED:
        yield from _read_packed(stream, kind, source, id, how)
    elif kind is Kind.ZIP:
        from lagebild.intake.zips import read_zip

        with _seekable(stream) as file:
            yield from read_zip(file, source, id, _deeper(how, file), read_stream)
    elif kind is Kind.WARC:
        yield from _read_warc(stream, source, how)
    elif archive is not None:
        yield from _reader(archive)(stream, source, how)
    else:
        yield from _read_whole(stream, source, id, how)


_ARCHIVES: Final = {
    Kind.MEDIAWIKI: "lagebild.intake.mediawiki:read_mediawiki", Kind.NEWSML: "lagebild.intake.newsml:read_newsml",
    Kind.MBOX: "lagebild.intake.mail:read_mbox", Kind.EML: "lagebild.intake.mail:read_message",
    Kind.PDF: "lagebild.intake.pdf:read_pdf", Kind.CSV: "lagebild.intake.tables:read_csv",
}  # fmt: skip


def _reader(name: str) -> Callable[[Any, str, How], Found]:
    """A reader, imported when it is needed."""
    from importlib import import_module

    module, function = name.split(":")
    found: Callable[[Any, str, How], Found] = getattr(import_module(module), function)
    return found


def _deeper(how: How, packed: Any = None) -> How:
    """How to read what is in an archive. Raises InputError where archives lie too deep in each other."""
    if how.depth >= how.limits.depth:
        raise InputError(
            f"Archives lie more than {how.limits.depth} deep in each other.", "Unpack the outer ones and add the inner."
        )
    meter = how.meter
    if meter is None:
        meter = Meter(how.limits)
        if packed is not None:
            meter.read = packed.seek(0, io.SEEK_END)
            packed.seek(0)
    return structs.replace(how, depth=how.depth + 1, meter=meter)


def _read_packed(stream: "_Joined", kind: Kind, source: str, id: str | None, how: How) -> Found:
    inner = _deeper(how)
    assert inner.meter is not None
    raw = cast(
        BinaryIO, stream if how.meter else io.BufferedReader(Metered(cast(BinaryIO, stream), inner.meter), CHUNK)
    )
    if kind is Kind.GZIP and _gzip_start(stream.peek(SAMPLE)).startswith(b"WARC/1."):
        yield from _read_warc(stream, source, inner)
        return
    opened, losses = unpacked(raw, kind, inner.meter)
    yield from read_stream(opened, source, id, inner)
    yield from lost(source, losses, how)


def _gzip_start(head: bytes) -> bytes:
    import zlib

    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _read_warc(stream: "_Joined", source: str, how: How) -> Found:
    from lagebild.intake.warc import read_warc

    with _seekable(stream) as file:
        yield from read_warc(file, source, how)


class _Joined(io.BufferedIOBase):
    """A stream with bytes in front that were read from it before."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first, self.stream = first, stream

    def readable(self) -> bool:
        """Yes."""
        return True

    def peek(self, size: int) -> bytes:
        """The next bytes, `size` of them where the stream has so many; they stay."""
        if len(self._first) < size:
            self._first += self.stream.read(size - len(self._first))
        return self._first[:size]

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        if size is None or size < 0:
            data, self._first = self._first + self.stream.read(), b""
            return data
        data, self._first = self._first[:size], self._first[size:]
        return data if data else self.stream.read(size)

    def readinto(self, buffer: Any) -> int:
        """Bytes into a buffer; their number."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def rest(self) -> bytes:
        """What was read ahead and not taken yet."""
        return self._first


@contextmanager
def _seekable(stream: _Joined) -> Iterator[Any]:
    """The stream as a file that can be sought in: itself where it can, else a copy on disk that goes at the end."""
    file = stream.stream
    if file.seekable():
        file.seek(-len(stream.rest()), io.SEEK_CUR)
        if file.tell() == 0:
            yield file
            return
        file.seek(len(stream.rest()), io.SEEK_CUR)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        while data := stream.read(CHUNK):
            copy.write(data)
        copy.seek(0)
        yield copy


def _read_whole(stream: "_Joined", source: str, id: str | None, how: How) -> Found:
    most = max(how.limits.page, how.limits.report) + 1
    data = _up_to(stream, most)
    suffix = PurePosixPath(unpacked_name(source)).suffix.lower()
    kind = kind_of(data, suffix)
    if kind is Kind.JSONL:
        yield from _read_json(data, source, how)
    elif kind in (Kind.BINARY, Kind.XML):
        what = binary_name(data) or "XML"
        yield Rejected(
            source=source, reason=f"It is {what}, which cannot be read as a report.", remedy=CONVERT,
            sha256=digest(data), skipped=how.in_folder,
        )  # fmt: skip
    elif kind is Kind.HTML:
        yield from page_reports(data, source, id, how)
    else:
        yield from _read_text(data, source, id, how)


def _up_to(stream: "_Joined", most: int) -> bytes:
    parts, size = [], 0
    while size < most and (data := stream.read(most - size)):
        parts.append(data)
        size += len(data)
    return b"".join(parts)


def _read_json(data: bytes, source: str, how: How) -> Found:
    from lagebild.intake.ninjs import read_ninjs

    items = read_ninjs(data, source, how)
    if items is not None:
        yield from items
        return
    converted = decode(data).text.encode("utf-8", "replace").split(b"\n")
    yield from read_jsonl(converted, how.language, source=source, agencies=how.agencies, limits=how.limits)


def _read_text(data: bytes, source: str, id: str | None, how: How) -> Found:
    from lagebild.intake.exports import read_export
    from lagebild.intake.tables import is_table, read_csv

    decoded = decode(data)
    if is_table(decoded.text, how):
        yield from read_csv(io.BytesIO(data), source, how)
        return
    exported = read_export(decoded.text, source, how, notes=decoded.notes)
    if exported is not None:
        yield from exported
        return
    try:
        yield read_text(data, how.language, source=source, id=id, agencies=how.agencies, limits=how.limits)
    except InputError as error:
        yield Rejected(source=source, reason=error.message, remedy=error.remedy, sha256=digest(data))


def page_reports(
    data: bytes, source: str, id: str | None, how: How, **more: Any
) -> tuple[Report, ...] | tuple[Rejected]:
    """The reports on a page, or why there is none. more: what `read_page` is told besides."""
    try:
        return read_page(
            data, how.language, source=source, id=id, agencies=how.agencies, limits=how.limits, sandbox=how.sandbox,
            **more,
        )  # fmt: skip
    except InputError as error:
        return (Rejected(source=source, reason=error.message, remedy=error.remedy, sha256=digest(data)),)


def _is_line(first: bytes) -> bool:
    """Does the first line that is not blank look like a whole JSON object of JSON Lines?"""
    from lagebild.intake.ninjs import LOOKS_LIKE

    stripped = first.strip(b"\xef\xbb\xbf \t\r\n")
    return not LOOKS_LIKE.search(stripped[:20_000]) and stripped != b"{" and not stripped.startswith(b"[")


def _first_lines(stream: BinaryIO) -> bytes:
    """The stream up to its first line that is not blank: enough to know JSON Lines without waiting for more."""
    lines = b""
    while len(lines) < SAMPLE:
        line = stream.readline(SAMPLE)
        lines += line
        if not line or line.strip(b"\xef\xbb\xbf \t\r\n\x00\xff\xfe"):
            break
    return lines


def _lines(first: bytes, stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The lines of `first` and the rest of the stream. A line longer than `most` is cut there, its rest is dropped."""
    *whole, begun = first.split(b"\n")
    yield from whole
    line = begun + stream.readline(most) if begun else stream.readline(most)
    while line:
        end = line
        while len(end) >= most and not end.endswith(b"\n"):
            end = stream.readline(most)
        yield line
        line = stream.readline(most)
