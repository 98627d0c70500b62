"""JSON Lines: one report a line, its text kept code point for code point."""

from collections.abc import Collection, Iterable, Iterator

import msgspec

from lagebild.intake.assemble import assemble, content_id, digest
from lagebild.intake.credits import names_and_agencies, unique
from lagebild.intake.dates import parse_date
from lagebild.intake.head import Head
from lagebild.intake.limits import DEFAULT, Limits, megabytes
from lagebild.intake.rules import Rules, rules_for
from lagebild.lang import Language
from lagebild.model import Capture, Correction, InputError, Rejected, Report

EXAMPLE = 'Write one object a line: {"id": "1", "published": "2022-12-19", "text": "…"}.'


class Line(msgspec.Struct, frozen=True):
    """A line of the input; null and missing are the same. `note` is for people; a reading's fields are taken over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    authors: list[str] | str | None = None
    note: str | None = None
    dateline: str | None = None
    agencies: list[str] | None = None
    version: int | None = None
    replaces: str | None = None
    correction: Correction | None = None


def read_jsonl(
    lines: Iterable[bytes],
    language: Language,
    *,
    source: str = "-",
    agencies: Collection[str] = (),
    limits: Limits = DEFAULT,
) -> Iterator[Report | Rejected]:
    """The reports of a stream of lines in order, a Rejected with its line number for each that is none.

    Blank lines are passed over. Reads as it goes: memory holds one line. Lines end at a line feed only.
    """
    rules = rules_for(language, agencies)
    begun = False
    for number, raw in enumerate(lines, start=1):
        data = raw.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n") if number == 1 else raw.strip(b" \t\r\n")
        if not data:
            continue
        try:
            yield _report(data, rules, language, source, limits)
        except InputError as error:
            yield Rejected(source=source, where=number, reason=error.message, remedy=error.remedy, sha256=digest(data))
            if not begun and _opens_document(data):
                return
        begun = True


def _opens_document(line: bytes) -> bool:
    """Is the line the start of one JSON value over several lines? Then no line of it is a report."""
    return line.startswith(b"[") or line == b"{"


def longest_line(limits: Limits) -> int:
    """Bytes of the longest line that can hold a report: every character of it may be escaped as \\uXXXX."""
    return 6 * limits.report + 100_000


def _report(data: bytes, rules: Rules, language: Language, source: str, limits: Limits) -> Report:
    if len(data) >= longest_line(limits):
        raise InputError(f"The line is larger than {megabytes(longest_line(limits))}.", "Split it into its reports.")
    line = _decode(data)
    if len(line.text.encode("utf-8")) > limits.report:
        raise InputError(f"The text is larger than {megabytes(limits.report)}.", "Split it into its reports.")
    if not line.text.strip():
        raise InputError('"text" is empty.', EXAMPLE)
    published = parse_date(line.published, rules) if line.published else None
    notes = () if published or not line.published else (f"Time of publication not understood: {line.published[:60]}.",)
    head = Head(
        title=line.title or None, published=published, outlet=line.outlet or None, url=line.url or None,
        authors=_authors(line.authors, rules), agencies=tuple(line.agencies or ()), dateline=line.dateline,
        replaces=line.replaces, version=line.version, remarks=(line.note,) if line.note else (),
    )  # fmt: skip
    report = assemble(
        line.text, head, rules,
        language=language.code, id=content_id(line.text) if line.id is None or line.id == "" else str(line.id),
        capture=Capture(source=source, sha256=digest(data)), notes=notes,
    )  # fmt: skip
    return msgspec.structs.replace(report, correction=line.correction) if line.correction else report


def _decode(data: bytes) -> Line:
    """The line as a record. A reading's line is taken for the report in it."""
    try:
        value = msgspec.json.decode(data)
        if isinstance(value, dict) and "text" not in value and isinstance(value.get("report"), dict):
            value = value["report"]
        return msgspec.convert(value, Line)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(*_explained(error, data)) from error


def _explained(error: Exception, data: bytes) -> tuple[str, str]:
    """Reason and remedy for what msgspec or the decoder says."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "The line is not UTF-8.", "Convert the file: iconv -f WINDOWS-1252 -t UTF-8 FILE."
    if isinstance(error, RecursionError):
        return "The line is nested too deeply.", EXAMPLE
    if isinstance(error, msgspec.ValidationError):
        return _wrong_type(str(error)), EXAMPLE
    if _opens_document(data):
        return "The input is one JSON document, no JSON Lines.", "Make JSON Lines of it: jq -c '.[]' FILE."
    return f"The line is no JSON: {str(error).removeprefix('JSON is malformed: ')}.", EXAMPLE


def _wrong_type(message: str) -> str:
    """ "Expected `str`, got `int` - at `$.title`" -> '"title" must be str, not int.'"""
    what, _, where = message.partition(" - at `$")
    field = where.strip("`.").split("[")[0]
    if "missing required field" in what:
        return 'The field "text" is missing.'
    plain = what.replace("`", "").replace("Expected ", "must be ").replace(", got", ", not")
    return f'"{field}" {plain}.' if field else f"The line {plain}."


def _authors(value: list[str] | str | None, rules: Rules) -> tuple[str, ...]:
    """A list stays as it is; a string is taken apart: "Eva Beispiel und Jan Muster"."""
    if isinstance(value, str):
        return names_and_agencies(value, rules, lone=True)[0]
    return unique(tuple(name for name in value or () if name.strip()))
