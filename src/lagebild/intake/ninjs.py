"""ninjs (news in JSON): one object or a list of them, versions 1 to 3."""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from lagebild.intake.credits import agencies_in_credit, names_and_agencies
from lagebild.intake.decode import decode
from lagebild.intake.head import Head
from lagebild.intake.how import How
from lagebild.intake.parts import moment, report_of
from lagebild.model import InputError, Rejected, Report

LOOKS_LIKE: Final = re.compile(rb'"(?:body_(?:text|x?html)|bodies|versioncreated|headlines)"\s*:')


def read_ninjs(data: bytes, source: str, how: How) -> Iterator[Report | Rejected] | None:
    """The reports of a ninjs document; None for JSON of another kind."""
    if not LOOKS_LIKE.search(data[:20_000]):
        return None
    try:
        value = msgspec.json.decode(decode(data).text)
    except (msgspec.DecodeError, RecursionError):
        values = _lines(data)
    else:
        values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(item, dict) and _body(item) is not None for item in values[:3]):
        return None
    return _reports(values, source, how)


def _lines(data: bytes) -> list[Any]:
    values = []
    for line in data.split(b"\n"):
        try:
            values.append(msgspec.json.decode(line) if line.strip() else None)
        except (msgspec.DecodeError, RecursionError):
            values.append(line)
    return [value for value in values if value is not None]


def _reports(items: list[Any], source: str, how: How) -> Iterator[Report | Rejected]:
    for number, item in enumerate(items, 1):
        try:
            if not isinstance(item, dict):
                raise InputError("It is no ninjs item.", "Export it again.")
            yield report_of(_body(item) or "", _head(item, how), how, source, msgspec.json.encode(item))
        except InputError as error:
            yield Rejected(source=source, where=number, reason=error.message, remedy=error.remedy)


def _body(item: dict[str, Any]) -> str | None:
    """The text of an item; mark-up is taken apart."""
    bodies = (
        [body for body in item.get("bodies") or () if isinstance(body, dict)]
        if isinstance(item.get("bodies"), list)
        else []
    )
    found = {str(body.get("contenttype") or body.get("role") or ""): body.get("value") for body in bodies}
    plain = item.get("body_text") or next(
        (text for kind, text in found.items() if "plain" in kind or kind == "text"), None
    )
    marked = item.get("body_xhtml") or item.get("body_html") or next(iter(found.values()), None)
    if isinstance(marked, str) and marked.strip():
        if "<" not in marked:
            return marked
        return "\n\n".join(_stripped(part) for part in re.split(r"(?i)</(?:p|h\d|li|blockquote|div)\s*>", marked))
    return plain if isinstance(plain, str) else None


def _stripped(mark_up: str) -> str:
    import html

    breaks = re.sub(r"(?i)<br\s*/?>", "\n", mark_up[:200_000])
    return html.unescape(re.sub(r"<[^<>]{0,2000}>", "", breaks)).strip()


def _head(item: dict[str, Any], how: How) -> Head:
    headlines = item.get("headlines")
    title = item.get("headline") or (_value(headlines[0]) if isinstance(headlines, list) and headlines else None)
    by = str(item.get("byline") or "")
    authors, credited = names_and_agencies(by.removeprefix("Von ").removeprefix("von "), how.rules, lone=True)
    source = str(item.get("source") or item.get("copyrightholder") or "")
    agencies = tuple(dict.fromkeys(credited + agencies_in_credit(source, how.rules)))
    times = (item.get(key) for key in ("firstcreated", "contentcreated", "versioncreated"))
    uri = item.get("uri") or item.get("guid")
    version = str(item.get("version") or "")
    note = item.get("ednote")
    return Head(
        id=str(uri) if uri else None, title=title if isinstance(title, str) else None,
        published=next((day for value in times if isinstance(value, str) and (day := moment(value, how))), None),
        authors=authors, agencies=agencies, outlet=source if source and not agencies else None,
        dateline=located if isinstance(located := item.get("located"), str) else None,
        version=int(version) if version.isdigit() and 0 < int(version) < 1_000_000 else None,
        remarks=(note,) if isinstance(note, str) and note else (),
    )  # fmt: skip


def _value(item: Any) -> str | None:
    value = item.get("value") if isinstance(item, dict) else None
    return value if isinstance(value, str) else None
