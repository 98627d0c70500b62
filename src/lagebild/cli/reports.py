"""Reports as they come in: files, folders, standard input; and what could not be read, listed for people."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec.structs import replace

from lagebild.cli.settings import warn
from lagebild.cli.terminal import one_line
from lagebild.model import InputError, Rejected, Report

if TYPE_CHECKING:
    from lagebild.lang import Language
    from lagebild.pipeline import Failure
    from lagebild.present import Catalogue

F = TypeVar("F", bound=Callable[..., Any])
SHOWN_REJECTED = 20
COLUMN = "Of CSV tables: the column that holds a field (text, title, published, outlet, authors, url, id)."
ONLY = "Of web archives: only pages in this language (ISO 639-1). Without it: the language that is read."


def archive_options(function: F) -> F:
    """Decorator: the options on how archives and tables are read; they come in as `columns`, `hosts`, `languages`."""
    for option in (
        click.option("--column", "columns", multiple=True, metavar="FIELD=HEADING", help=COLUMN),
        click.option(
            "--host", "hosts", multiple=True, metavar="HOST", help="Of web archives: only pages of this host."
        ),
        click.option("--only", "languages", multiple=True, metavar="CODE", help=ONLY),
    ):
        function = option(function)
    return function


def sources(
    paths: Sequence[str],
    language: "Language",
    published: str | None = None,
    columns: Sequence[str] = (),
    hosts: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> Iterator[Report | Rejected]:
    """The reports of files, folders and standard input. published: for those that state no day themselves.

    columns: "field=heading" of CSV tables. hosts, languages: what is taken of web archives. Raises InputError for a
    column without "=".
    """
    from lagebild.intake import Filters, read_sources
    from lagebild.intake import hosts as plain_hosts

    agencies = own_agencies(language)
    named = dict(_pair(column) for column in columns)
    filters = Filters(plain_hosts(hosts), frozenset(code.lower() for code in languages))
    for item in read_sources(
        paths, language, stdin=sys.stdin.buffer, agencies=agencies, columns=named, filters=filters
    ):
        if published and isinstance(item, Report) and item.published is None:
            item = replace(item, published=published)
        yield item


def _pair(column: str) -> tuple[str, str]:
    field, sign, heading = column.partition("=")
    if not sign or not heading.strip():
        raise InputError(f"{column!r} names no column.", "Write it as --column text=HEADING.")
    return field.strip(), heading.strip()


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
