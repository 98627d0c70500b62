"""Files, folders and standard input."""

import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import structs

from lagebild.intake.assemble import digest
from lagebild.intake.how import Filters, How
from lagebild.intake.limits import DEFAULT, Limits
from lagebild.intake.sandbox import Sandbox
from lagebild.intake.streams import read_stream, unpacked_name
from lagebild.lang import Language
from lagebild.model import Rejected, Report

NOT_REPORTS: Final = frozenset(
    """.md .rst .py .js .ts .css .scss .yaml .yml .toml .ini .cfg .conf .log .sh .bat .tex .bib .svg .sql
    .lock .msgpack .svgz .map .po .mo .bak .tmp .part .swp""".split()
)  # fmt: skip
"""Suffixes that are passed over in a folder; a file that is named itself is read whatever its name."""


def read_sources(
    paths: Iterable[str | Path],
    language: Language,
    *,
    stdin: BinaryIO | None = None,
    agencies: Collection[str] = (),
    limits: Limits = DEFAULT,
    columns: Mapping[str, str] | None = None,
    filters: Filters = Filters(),  # noqa: B008 (immutable)
) -> Iterator[Report | Rejected]:
    """The reports of several files and folders in order. Two files that come to the same id are told apart: the later
    one's id gets a digest of its path.

    columns: field -> heading of the column of a CSV table that holds it. filters: what is taken of web archives.
    """
    seen: dict[str, str] = {}
    with Sandbox(limits) as sandbox:
        how = How(language, agencies, limits, sandbox, columns or {}, filters)
        for path in paths:
            for item in _read_path(path, how, stdin):
                yield _told_apart(item, seen) if isinstance(item, Report) else item


def read_source(
    path: str | Path,
    language: Language,
    *,
    stdin: BinaryIO | None = None,
    agencies: Collection[str] = (),
    limits: Limits = DEFAULT,
) -> Iterator[Report | Rejected]:
    """The reports of a file, of all files below a folder, or of standard input ("-").

    The files of a folder come in the order of their names without suffix. What cannot be read becomes a Rejected, and
    the rest goes on. stdin: the stream behind "-", sys.stdin by default.
    agencies: an analyst's own news agencies, as forms in credits or as form -> name.
    """
    with Sandbox(limits) as sandbox:
        yield from _read_path(path, How(language, agencies, limits, sandbox), stdin)


def _read_path(path: str | Path, how: How, stdin: BinaryIO | None) -> Iterator[Report | Rejected]:
    if str(path) == "-":
        yield from read_stream(stdin or sys.stdin.buffer, "-", None, how)
    elif os.path.isdir(path):
        yield from _read_folder(Path(path), structs.replace(how, in_folder=True))
    else:
        yield from _read_file(Path(path), how)


def file_id(path: Path) -> str:
    """The id of the report in a file: the file's name without suffix, so that a changed file is a new version.

    A name that says little (shorter than eight characters, or without a word in it) gets its folders in front, up to
    the first that says something: "reports/2022-12/001.txt" -> "reports/2022-12/001".
    """
    absolute = Path(os.path.abspath(unpacked_name(str(path))))
    parts = [absolute.stem]
    if len(parts[0]) >= 8 and _telling(parts[0]):
        return parts[0]
    for parent in absolute.parents:
        if not parent.name:
            break
        parts.insert(0, parent.name)
        if _telling(parent.name):
            break
    return "/".join(parts)


def _telling(name: str) -> bool:
    return re.search(r"[^\W\d_]{3}", name) is not None


def _told_apart(report: Report, seen: dict[str, str]) -> Report:
    """The report, under another id where an earlier file of the run has the same one."""
    source = report.capture.source if report.capture else ""
    place = os.path.abspath(source) if source != "-" else source
    if seen.setdefault(report.id, place) == place or report.id != file_id(Path(place)):
        return report
    return structs.replace(report, id=f"{report.id}~{digest(place.encode('utf-8', 'surrogateescape'))[:8]}")


def _read_folder(folder: Path, how: How) -> Iterator[Report | Rejected]:
    failures: list[OSError] = []
    found = False
    for directory, folders, names in os.walk(folder, onerror=failures.append):
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted((*names, *hidden), key=_by_stem):
            path = Path(directory, name)
            passed = _passed_over(path)
            for item in (passed,) if passed else _read_file(path, how):
                found = found or not (isinstance(item, Rejected) and item.skipped)
                yield item
        while failures:
            yield _unreadable(Path(failures[0].filename or folder), failures.pop(0))
            found = True
    if not found:
        yield Rejected(
            source=str(folder),
            reason="The folder holds no reports.",
            remedy="Name a folder with text files, HTML pages or JSON Lines.",
        )


def _by_stem(name: str) -> tuple[str, str]:
    """Order of the files of a folder: "minsk.html" before "minsk-korrektur.html", which replaces it."""
    stem, suffix = os.path.splitext(name)
    return stem, suffix


def _passed_over(path: Path) -> Rejected | None:
    """Why a file in a folder is not read, from its name and sort alone."""
    if path.name.startswith(".") or path.name.endswith("~"):
        reason = "Hidden files are passed over."
    elif path.suffix.lower() in NOT_REPORTS:
        reason = f"Files named *{path.suffix} are passed over in a folder."
    elif path.exists() and not path.is_file():
        reason = "It is neither a file nor a folder."
    else:
        return None
    return Rejected(source=str(path), reason=reason, remedy="Name it itself to read it.", skipped=True)


def _read_file(path: Path, how: How) -> Iterator[Report | Rejected]:
    try:
        with open(path, "rb") as stream:
            yield from read_stream(stream, str(path), file_id(path), how)
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)


def _unreadable(path: Path, error: OSError | ValueError) -> Rejected:
    reason, remedy = f"It cannot be read ({getattr(error, 'strerror', None) or error}).", "Check the path."
    if isinstance(error, FileNotFoundError):
        reason, remedy = "There is no such file or folder.", "Check the path."
    elif isinstance(error, PermissionError):
        reason, remedy = "It may not be read.", f"Give yourself the right to: chmod u+r {path}"
    return Rejected(source=str(path), reason=reason, remedy=remedy)
