"""ZIP archives: of reports, Office documents (DOCX) and web archives (WACZ). Nothing is written to disk by name."""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from lagebild.intake.docx import read_docx
from lagebild.intake.how import How
from lagebild.intake.parts import outermost, quoted
from lagebild.intake.unpack import CHUNK, Metered
from lagebild.model import InputError, Rejected, Report

Found = Iterator[Report | Rejected]
ReadStream = Callable[[BinaryIO, str, str | None, How], Found]

_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError)


def read_zip(file: BinaryIO, source: str, id: str | None, how: How, read_stream: ReadStream) -> Found:
    """The reports in a ZIP archive, member by member; a damaged member does not stop the others.

    how.meter bounds what all members together unpack to. read_stream: reads what is in a member.
    Raises InputError for an archive that cannot be opened.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise InputError("It is no whole ZIP archive.", "Get the file again: its end is missing.") from error
    with archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            yield from read_docx(archive, source, id, how)
            return
        if not names.isdisjoint(("[Content_Types].xml", "mimetype")):
            raise InputError("It is an Office document that holds no text.", "Save it as text (UTF-8) or DOCX.")
        web = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
        if len(archive.infolist()) > how.limits.members:
            raise InputError(f"It holds more than {how.limits.members:,} files.", "Split it.")
        for member in sorted(archive.infolist(), key=lambda one: one.filename):
            if member.is_dir() or (web and not member.filename.startswith("archive/")):
                continue
            yield from _read_member(archive, member, source, how, read_stream)


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str, how: How, read_stream: ReadStream
) -> Found:
    from lagebild.intake.sources import file_id

    name = f"{source}//{_shown(member.filename)}"
    if stat.S_ISLNK(member.external_attr >> 16):
        yield _rejected(name, "It is a symbolic link.", "Put the file itself into the archive.", skipped=True)
    elif Path(name).name.startswith(".") or "/__MACOSX/" in name:
        yield _rejected(name, "Hidden files are passed over.", "Name it itself to read it.", skipped=True)
    elif member.flag_bits & 1:
        yield _rejected(name, "It is encrypted.", "Unpack it with its password and add what is in it.")
    else:
        try:
            with archive.open(member) as opened:
                stream = cast(BinaryIO, io.BufferedReader(_Counted(opened, how), CHUNK))
                yield from read_stream(stream, name, file_id(Path(name)), how)
        except _BROKEN:
            start, end = member.header_offset, member.header_offset + member.compress_size
            yield _rejected(
                name,
                f"It is damaged: bytes {start:,} to {end:,} cannot be unpacked. The other files were read.",
                f"Get the archive again, then run: lagebild add {quoted(outermost(source))}",
            )


class _Counted(Metered):
    """A member whose unpacked bytes a meter counts."""

    def __init__(self, member: Any, how: How) -> None:
        assert how.meter is not None
        super().__init__(member, how.meter)

    def readinto(self, buffer: Any) -> int:
        """Bytes into a buffer; their number."""
        data = self._stream.read(len(buffer))
        self._meter.count(len(data))
        buffer[: len(data)] = data
        return len(data)


def _shown(name: str) -> str:
    """A member's name as part of a source: no drive, no "..", no line breaks."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "".join(character if character.isprintable() else "?" for character in "/".join(parts))[:300]


def _rejected(source: str, reason: str, remedy: str, skipped: bool = False) -> Rejected:
    return Rejected(source=source, reason=reason, remedy=remedy, skipped=skipped)
