"""Reports as they come in: files, folders, standard input; and what could not be read, listed for people."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from lagebild.cli.settings import warn
from lagebild.cli.terminal import one_line
from lagebild.model import InputError, Rejected, Report

if TYPE_CHECKING:
    from lagebild.lang import Language
    from lagebild.pipeline import Failure
    from lagebild.present import Catalogue

SHOWN_REJECTED = 20
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d\S{0,10})?)?)?")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def dated(value: str) -> str:
    """A date as ISO 8601: "19.12.2022" -> "2022-12-19". Raises InputError for what is none."""
    if found := _GERMAN_DATE.fullmatch(value):
        value = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if not _DATE.fullmatch(value):
        raise InputError(f"{value!r} is no date.", "Write it as 2022-12-19, 2022-12 or 2022.")
    return value


def sources(paths: Sequence[str], language: "Language", published: str | None = None) -> Iterator[Report | Rejected]:
    """The reports of files, folders and standard input. published: for those that state no day themselves."""
    from lagebild.intake import read_sources

    agencies = own_agencies(language)
    for item in read_sources(paths, language, stdin=sys.stdin.buffer, agencies=agencies):
        if published and isinstance(item, Report) and item.published is None:
            item = replace(item, published=published)
        yield item


def own_agencies(language: "Language") -> dict[str, str]:
    """The news agencies in analysts' own lexicons, form -> name: media of which a form says that they are agencies."""
    if not language.own:
        return {}
    from lagebild.lang.actors import read_own

    found: dict[str, str] = {}
    for path in language.own:
        for entry, _ in read_own(path):
            forms = (entry.name, *entry.forms)
            if entry.kind == "medium" and any("agentur" in form.casefold() for form in forms):
                found.update(dict.fromkeys(forms, entry.name))
    return found


def failed_reading(failure: "Failure") -> Rejected:
    """A report whose reading failed, as something rejected."""
    capture = failure.report.capture
    return Rejected(
        source=capture.source if capture else failure.report.id,
        reason=f"Reading {failure.report.id} failed ({failure.reason}).",
        remedy="Report it with the text.",
        sha256=capture.sha256 if capture else "",
    )


def rejection_lines(rejected: Iterable[Rejected], words: "Catalogue", most: int | None = None) -> list[str]:
    """What could not be read, a line each, with reason and remedy; empty when there is nothing.

    most: lines at most, SHOWN_REJECTED unless told; what is left out is counted.
    """
    found = list(rejected)
    most = SHOWN_REJECTED if most is None else most
    lines = [f"  {one_line(str(item))}" for item in found[:most]]
    if len(found) > most:
        lines.append(f"  {words.say('more_rejected', n=len(found) - most)}")
    return [words.text["not_read"], *lines] if lines else []


def report_rejected(rejected: Iterable[Rejected], words: "Catalogue", *, done: bool, what: str) -> None:
    """Tell what could not be read, on standard error.

    done: whether anything else could. When not, this raises LagebildError, for one input alone with its own reason.
    what: the message of that error.
    """
    failed = [item for item in rejected if not item.skipped]
    if not done and len(failed) == 1:
        raise InputError(f"{one_line(failed[0].source)}{_line_of(failed[0])}: {failed[0].reason}", failed[0].remedy)
    for line in rejection_lines(failed, words):
        warn(line)
    if not done:
        raise InputError(what, "See the reasons above." if failed else "Name a file or folder with reports.")


def _line_of(item: Rejected) -> str:
    return "" if item.where is None else f", line {item.where}"
