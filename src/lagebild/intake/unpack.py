"""Compressed inputs as streams: bounded, and going on behind damage.

gzip, bzip2 and xz files may consist of members one after another (web archives do). A damaged member is given up,
reading goes on at the next one, and the range of bytes that was lost is kept.
"""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final, Protocol

from lagebild.intake.limits import Limits
from lagebild.model import InputError

CHUNK: Final = 65_536
FREE: Final = 64_000_000
"""Bytes that any archive may unpack to."""

XZ_MEMORY: Final = 256_000_000
ZSTD_WINDOW: Final = 1 << 27
MOST_LOSSES: Final = 1000


class Exhausted(InputError):
    """An archive unpacks to more than is allowed."""


class Meter:
    """Counts what a file unpacks to on all levels together. Raises Exhausted once it is out of all proportion."""

    def __init__(self, limits: Limits) -> None:
        self.read = 0
        self.made = 0
        self._limits = limits

    def count(self, made: int) -> None:
        """Note `made` unpacked bytes."""
        self.made += made
        if self.made > FREE + self._limits.ratio * self.read:
            raise Exhausted(
                f"The archive unpacks to more than {self._limits.ratio} times its size.",
                "If you trust it, unpack it yourself and add what is in it.",
            )


class Metered(io.RawIOBase):
    """A stream whose bytes a meter counts as read."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream, self._meter = stream, meter

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Bytes into a buffer; their number."""
        data = self._stream.read(len(buffer))
        self._meter.read += len(data)
        buffer[: len(data)] = data
        return len(data)


class _Engine(Protocol):
    """One member being unpacked; what bz2 and lzma offer."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """zlib with the face of bz2 and lzma."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(0, max_length))


_ENGINES: Final[dict[str, tuple[bytes, Callable[[], _Engine]]]] = {
    "gzip": (b"\x1f\x8b\x08", _Gzip),
    "bzip2": (b"BZh", bz2.BZ2Decompressor),
    "xz": (b"\xfd7zXZ\x00", lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY)),
}
_BROKEN = (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError)


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a stream of gzip, bzip2 or xz members.

    lost: ranges of the packed stream that could not be unpacked. At each of them a line feed stands in the output, so
    that the line before the damage and the one behind it do not run together.
    """

    def __init__(self, stream: BinaryIO, kind: str, meter: Meter) -> None:
        self._magic, self._make = _ENGINES[kind]
        self._stream, self._meter = stream, meter
        self._engine: _Engine = self._make()
        self._chunk = b""  # what was read last; the stream stands behind it
        self._unfed = b""
        self._position = 0
        self._member = 0  # where the member begins that is being unpacked
        self._ended = False
        self.lost: list[tuple[int, int]] = []

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpacked bytes into a buffer; their number, 0 at the end."""
        while not self._ended:
            try:
                data = self._step(len(buffer))
            except _BROKEN:
                data = self._give_up()
            if data:
                self._meter.count(len(data))
                buffer[: len(data)] = data
                return len(data)
        return 0

    def _more(self) -> bytes:
        self._chunk = self._stream.read(CHUNK) or b""
        self._position += len(self._chunk)
        return self._chunk

    def _step(self, most: int) -> bytes:
        if self._engine.eof:
            self._unfed = self._engine.unused_data.lstrip(b"\x00") or self._more().lstrip(b"\x00")
            self._begin(self._position - len(self._unfed))
            self._ended = not self._unfed
            return b""
        if not self._engine.needs_input:
            return self._engine.decompress(b"", most)
        data = self._unfed or self._more()
        self._unfed = b""
        if data:
            return self._engine.decompress(data, most)
        self._ended = True
        if self._position > self._member:
            self._lose(self._position)
        return b""

    def _begin(self, at: int) -> None:
        self._member, self._engine = at, self._make()

    def _give_up(self) -> bytes:
        """Go on at the next member whose beginning shows, at the latest at the end of the stream."""
        data = self._chunk
        offset = self._position - len(data)
        at = data.find(self._magic, max(0, self._member + 1 - offset))
        while at < 0:
            kept = data[-len(self._magic) + 1 :]
            more = self._more()
            if not more:
                self._lose(self._position)
                self._ended = True
                return b"\n"
            data = kept + more
            offset = self._position - len(data)
            at = data.find(self._magic)
        self._lose(offset + at)
        self._begin(offset + at)
        self._unfed = data[at:]
        return b"\n"

    def _lose(self, end: int) -> None:
        """Note that the bytes from the member's beginning to `end` are lost."""
        if self.lost and self.lost[-1][1] >= self._member:
            self.lost[-1] = (self.lost[-1][0], end)
        elif len(self.lost) < MOST_LOSSES:
            self.lost.append((self._member, end))


def unpacked(stream: BinaryIO, kind: str, meter: Meter) -> tuple[BinaryIO, list[tuple[int, int]]]:
    """The unpacked bytes of a stream, and a list that fills with the ranges that were lost. kind: gzip, bzip2, xz,
    zstd."""
    if kind == "zstd":
        raw: Any = _Zstd(stream, meter)
    else:
        raw = Unpacked(stream, kind, meter)
    return io.BufferedReader(raw, CHUNK), raw.lost


class _Zstd(io.RawIOBase):
    """The unpacked bytes of zstd frames; what follows damage is lost."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        import zstandard

        self._failure = zstandard.ZstdError
        self._counted = stream
        self._reader = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).stream_reader(
            stream, read_size=CHUNK, read_across_frames=True
        )
        self._meter = meter
        self.lost: list[tuple[int, int]] = []

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpacked bytes into a buffer; their number, 0 at the end."""
        if self.lost:
            return 0
        begin = self._meter.read
        try:
            data = self._reader.read(len(buffer))
        except self._failure:
            while self._counted.read(CHUNK):
                pass
            self.lost.append((max(0, begin - CHUNK), self._meter.read))
            return 0
        self._meter.count(len(data))
        buffer[: len(data)] = data
        return len(data)
