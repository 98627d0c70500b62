"""Citations of passages: for people, for BibTeX, and as CSL-JSON for reference managers."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from lagebild.model import Reading, Span
from lagebild.present.catalogue import Catalogue
from lagebild.present.chain import holder_names
from lagebild.present.dates import short_date
from lagebild.present.passages import sentence_at

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Citation(Struct, frozen=True, kw_only=True):
    """A passage with all that it takes to find and check it.

    ref: report, version and place ("r1@2#q3"); span: of the passage in that version's text; holders: whose words or
    view it gives; source, fetched, sha256: the capture of the bytes; withdrawn: day on which the outlet replaced it;
    copy_of: the report that it copies.
    """

    ref: str
    report: str
    version: int
    item: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    published: str | None
    url: str | None
    passage: str
    span: Span
    holders: tuple[str, ...] = ()
    stance: str | None = None
    source: str | None = None
    fetched: str | None = None
    sha256: str | None = None
    withdrawn: str | None = None
    copy_of: str | None = None


def cited(reading: Reading, item: str, *, withdrawn: str | None = None, copy_of: str | None = None) -> Citation:
    """The citation of an event mention or quotation of a reading. Raises KeyError for an id that it does not have."""
    report, capture = reading.report, reading.report.capture
    quotation = next((q for q in reading.quotations if q.id == item), None)
    event = next((e for e in reading.events if e.id == item), None)
    if quotation is not None:
        span = min(s for s, _ in quotation.spans), max(e for _, e in quotation.spans)
        passage = " … ".join(report.text[slice(*piece)] for piece in quotation.spans)
    elif event is not None:
        before, trigger, after = sentence_at(report.text, event.trigger)
        passage = f"{before}{trigger}{after}"
        start = event.trigger[0] - len(before.removeprefix("… "))
        span = start, event.trigger[1] + len(after.removesuffix(" …"))
    else:
        raise KeyError(item)
    return Citation(
        ref=f"{report.id}@{report.version}#{item}", report=report.id, version=report.version, item=item,
        title=report.title, outlet=report.outlet, authors=report.authors, agencies=report.agencies,
        published=report.published, url=report.url, passage=" ".join(passage.split()), span=span,
        holders=holder_names(quotation, reading) if quotation else (),
        stance=quotation.stance if quotation else None, source=capture.source if capture else None,
        fetched=capture.fetched if capture else None, sha256=capture.sha256 or None if capture else None,
        withdrawn=withdrawn, copy_of=copy_of,
    )  # fmt: skip


def text_lines(one: Citation, words: Catalogue) -> Iterator[str]:
    """A citation for people: where it stands, then who says what in which words, then the capture."""
    outlet = " / ".join(filter(None, (one.outlet, ", ".join(one.agencies)))) or one.report
    head = [f"{', '.join(one.authors)}:" if one.authors else "", f"„{one.title}“." if one.title else ""]
    head += [f"{outlet},", f"{short_date(one.published, words) or words.text['undated']}.", one.url or ""]
    if one.version > 1:
        head.append(f"({words.say('cite_version', n=one.version)})")
    yield " ".join(part for part in head if part)
    said = f"{', '.join(one.holders)} ({words.stance[one.stance]}): " if one.holders and one.stance else ""
    place = words.say("cite_span", start=one.span[0], end=one.span[1])
    yield f"{said}„{one.passage}“ ({place})"
    capture = [
        words.say("cite_fetched", date=short_date(one.fetched, words)) if one.fetched else "",
        f"sha256 {one.sha256}" if one.sha256 else "",
        words.say("withdrawn", date=short_date(one.withdrawn, words)) if one.withdrawn else "",
        words.say("is_copy", report=one.copy_of) if one.copy_of else "",
    ]
    yield " · ".join((*filter(None, capture), f"[{one.ref}]"))


def bibtex(one: Citation) -> str:
    """A citation as a BibTeX entry; everything that comes from outside is escaped."""
    year, month, _ = _parts(one.published)
    accessed = (one.fetched or "")[:10]
    authors = one.authors or (f"{{{_latex(one.outlet)}}}",) if one.outlet or one.authors else ()
    fields = {
        "author": " and ".join(a if a.startswith("{") else _latex(a) for a in authors),
        "title": f"{{{_latex(one.title)}}}" if one.title else "",
        "howpublished": _latex(one.outlet),
        "year": str(year or ""),
        "month": _MONTHS[month - 1] if month and 1 <= month <= 12 else "",
        "url": _url(one.url),
        "urldate": accessed,
        "note": _latex(f"{_speakers(one)}„{one.passage}“ [{one.ref}]"),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join((f"@misc{{{key_of(one)},", *lines, "}"))


def csl(one: Citation) -> dict[str, Any]:
    """A citation as an item of CSL-JSON 1.0."""
    item: dict[str, Any] = {"id": key_of(one), "type": "article-newspaper", "language": "de"}
    for name, value in (("title", one.title), ("container-title", one.outlet), ("URL", one.url)):
        if value:
            item[name] = value
    if one.authors:
        item["author"] = [{"literal": author} for author in one.authors]
    for name, value in (("issued", one.published), ("accessed", one.fetched)):
        if parts := [part for part in _parts(value) if part]:
            item[name] = {"date-parts": [parts]}
    if one.agencies:
        item["source"] = ", ".join(one.agencies)
    item["note"] = f"{_speakers(one)}„{one.passage}“"
    item["archive_location"] = one.ref
    return item


def _speakers(one: Citation) -> str:
    return f"{', '.join(one.holders)}: " if one.holders else ""


def key_of(one: Citation) -> str:
    """The key of an entry: outlet, report, place; only letters, digits and hyphens."""
    plain = "-".join(filter(None, (one.outlet, one.report, one.item)))
    return re.sub(r"[^0-9A-Za-z]+", "-", plain.translate(_PLAIN)).strip("-").lower()[:120]


_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def _parts(value: str | None) -> tuple[int, int, int]:
    """Year, month and day of a date, 0 where it is not that precise."""
    found = _DATE.match(value or "")
    return tuple(int(part or 0) for part in found.groups()) if found else (0, 0, 0)  # type: ignore[return-value]


def _latex(text: str | None) -> str:
    return "".join(_LATEX.get(c, c) for c in " ".join((text or "").split()) if c.isprintable())


def _url(address: str | None) -> str:
    """An address for a field: what would end it or begin a command is percent-encoded."""
    return re.sub(r"[\s{}\\]", lambda c: f"%{ord(c[0]):02X}", address or "")
