"""HTML pages: the article's text, and its metadata in the form of a head."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import structs

from lagebild.intake.assemble import assemble, content_id, digest, without_late_byline
from lagebild.intake.credits import agencies_in_credit, byline, names_and_agencies
from lagebild.intake.dates import date_in, parse_date
from lagebild.intake.decode import Decoded, decode
from lagebild.intake.extract import SHORTEST, Extracted, extract_page
from lagebild.intake.head import Head, merge, read_head
from lagebild.intake.limits import DEFAULT, Limits, megabytes
from lagebild.intake.live import Entry, times_of
from lagebild.intake.normalise import normalise
from lagebild.intake.rules import Rules, rules_for
from lagebild.lang import Language
from lagebild.model import Capture, InputError, Report

if TYPE_CHECKING:
    from lagebild.intake.sandbox import Sandbox


CAPTION = 80
"""Letters of the longest paragraph below which a gallery holds captions only."""


def read_html(
    data: bytes | str,
    language: Language,
    *,
    source: str = "-",
    id: str | None = None,
    agencies: Collection[str] = (),
    limits: Limits = DEFAULT,
    sandbox: "Sandbox | None" = None,
    address: str | None = None,
    fetched: str | None = None,
    charset: str | None = None,
) -> Report:
    """The report on an HTML page; its paragraphs stand apart by blank lines, its headline is the title, no text.

    The id comes from the page's canonical address, without one from `address`, at which it was fetched, else it is
    `id`, without that it comes from the content. charset: what the server said. sandbox: where the page is taken apart;
    without one it happens in this process.
    A live ticker is read as one report; `read_page` gives its entries.
    Raises InputError for a page without an article's text or beyond the limits.
    """
    return _whole(_opened(data, language, source, id, agencies, limits, sandbox, address, fetched, charset))


def read_page(
    data: bytes | str,
    language: Language,
    *,
    source: str = "-",
    id: str | None = None,
    agencies: Collection[str] = (),
    limits: Limits = DEFAULT,
    sandbox: "Sandbox | None" = None,
    address: str | None = None,
    fetched: str | None = None,
    charset: str | None = None,
) -> tuple[Report, ...]:
    """The report on an HTML page as `read_html` reads it, or one for each entry of a live ticker, with its own time and
    the id of the page, "#" and the entry's. Raises InputError like `read_html`."""
    page = _opened(data, language, source, id, agencies, limits, sandbox, address, fetched, charset)
    entries = page.extracted.entries
    times = times_of(entries, page.head.published)
    if not entries or times is None:
        return (_whole(page),)
    return tuple(_entry(page, entry, moment) for entry, moment in zip(entries, times, strict=True))


class _Page(NamedTuple):
    """A page taken apart. given: the id for one that names no address."""

    extracted: Extracted
    head: Head
    rules: Rules
    language: Language
    given: str | None
    capture: Capture
    notes: tuple[str, ...]


def _opened(
    data: bytes | str,
    language: Language,
    source: str,
    given: str | None,
    agencies: Collection[str],
    limits: Limits,
    sandbox: "Sandbox | None",
    address: str | None,
    fetched: str | None,
    charset: str | None,
) -> _Page:
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    _check_size(raw, limits)
    decoded = Decoded(data, "") if isinstance(data, str) else decode(data, page=True, charset=charset)
    extracted = _extracted(decoded.text, sandbox)
    rules = rules_for(language, agencies)
    head = _head(extracted, rules)
    if not head.url:
        head = structs.replace(head, url=address)
    capture = Capture(source=source, fetched=fetched, sha256=digest(raw))
    return _Page(extracted, head, rules, language, given, capture, decoded.notes)


def _whole(page: _Page) -> Report:
    """The report on the page as a whole."""
    metadata, rules, head = page.extracted.metadata, page.rules, page.head
    cleaned = normalise(page.extracted.text)
    inner = read_head(cleaned.text, rules, title=head.title or "")
    text, authors, credited = without_late_byline(cleaned.text[inner.start :], rules)
    captions = metadata.gallery and max(map(len, text.split("\n\n"))) < CAPTION
    if len(text) < SHORTEST or captions:
        what = "a picture gallery" if metadata.gallery else "no article text"
        raise InputError(
            f"The page holds {what}.", "Save the article itself, not an overview, pictures or a video page."
        )
    if not head.authors:
        head = merge(head, Head(authors=authors or inner.authors, agencies=credited))
    head = structs.replace(merge(head, inner), title=head.title)
    report = assemble(
        text, head, rules,
        language=page.language.code, id=address_id(head.url) or page.given or content_id(text), capture=page.capture,
        notes=page.notes + cleaned.notes + _kind_notes(page.extracted),
    )  # fmt: skip
    return structs.replace(report, section=metadata.section, paywall=metadata.paywall)


def _entry(page: _Page, entry: Entry, moment: str) -> Report:
    """The report of one entry of a live ticker; what it does not say is as the page says."""
    cleaned = normalise(entry.text)
    title = normalise(entry.title or page.head.title or "").text.replace("\n", " ") or None
    people, credited = _credited(entry.by, page.rules)
    head = structs.replace(
        page.head, title=title, published=local_time(parse_date(moment, page.rules), page.rules),
        authors=people or page.head.authors, agencies=credited or page.head.agencies,
        url=f"{page.head.url}#{entry.id}" if page.head.url else None,
    )  # fmt: skip
    whole = address_id(page.head.url) or page.given
    report = assemble(
        cleaned.text, head, page.rules,
        language=page.language.code, id=f"{whole}#{entry.id[:80]}" if whole else content_id(cleaned.text),
        capture=page.capture, notes=(*page.notes, *cleaned.notes, "Entry of a live ticker."),
    )  # fmt: skip
    return structs.replace(report, section=page.extracted.metadata.section, paywall=page.extracted.metadata.paywall)


def address_id(url: str | None) -> str | None:
    """An id from a page's address, the same for http and https, with or without "www." and query, and for AMP, mobile
    and print versions.

    "https://www.blatt.example/welt/minsk-104.html?x=1" -> "blatt.example/welt/minsk-104.html"
    """
    if not url:
        return None
    plain = re.sub(r"^https?://(?:www\.|m\.|amp\.|mobil\.)?", "", url).split("#")[0].split("?")[0].rstrip("/")
    plain = re.sub(r"(?:/amp|/print|/druckversion|\.amp|~amp|,amp|-print)(?=\.html?$|$)", "", plain)
    plain = re.sub(r"^([^/]+)/amp/", r"\1/", plain)
    return plain if len(plain) <= 120 else f"{plain[:100]}~{digest(plain.encode())[:12]}"


def _check_size(raw: bytes, limits: Limits) -> None:
    if len(raw) > limits.page:
        raise InputError(
            f"The page is larger than {megabytes(limits.page)}.",
            "Save the article alone, for instance in the browser's reader view.",
        )
    if raw.count(b"<") > limits.elements:
        raise InputError(
            f"The page has more than {limits.elements:,} tags.", "Save the article alone, without its tables."
        )


def _extracted(text: str, sandbox: "Sandbox | None") -> Extracted:
    if sandbox is None:
        return extract_page(text)
    return msgspec.msgpack.decode(sandbox.run("page", text.encode("utf-8", "replace")), type=Extracted)


def _head(extracted: Extracted, rules: Rules) -> Head:
    """Metadata in the form of a head: dates in ISO 8601, agencies apart from authors, the outlet off the title. What
    JSON-LD, microdata and meta tags leave open comes from the lines around the headline."""
    metadata = extracted.metadata
    people, agencies = _credited(metadata.by, rules)
    agencies += _credited(metadata.bodies, rules)[1]
    people = tuple(name for name in people if name != metadata.outlet)
    if not any(" " in name for name in people):
        shown, more = _bylines(extracted, rules)
        people, agencies = shown or people, agencies + more
    agencies = agencies or tuple(
        name for line in extracted.sources if rules.closing.match(line) for name in agencies_in_credit(line, rules)
    )
    title = normalise(metadata.title or "").text.replace("\n", " ") or None
    if title and metadata.outlet:
        title = re.sub(rf"\s[|–—-]\s{re.escape(metadata.outlet)}$", "", title)
    return Head(
        title=title,
        published=local_time(_published(extracted, rules), rules),
        outlet=metadata.outlet,
        url=metadata.url,
        authors=tuple(dict.fromkeys(people)),
        agencies=tuple(dict.fromkeys(agencies)),
    )


def _credited(entries: tuple[str, ...], rules: Rules) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and agencies of entries like "Von Eva Beispiel und Jan Muster, Brüssel": beside whole names a single word
    is a place."""
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    for entry in entries:
        line = rules.byline.fullmatch(entry)
        people, credited = names_and_agencies(line["names"] if line else entry, rules, lone=True)
        whole = tuple(name for name in people if " " in name)
        authors, agencies = authors + (whole or people), agencies + credited
    return authors, agencies


def _bylines(extracted: Extracted, rules: Rules) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and agencies of the first line that names some: of elements named so, else near the headline."""
    for line in extracted.by:
        people, credited = byline(line, rules) or names_and_agencies(line, rules)
        if people:
            return tuple(name for name in people if " " in name), credited
    for line in extracted.near:
        after = re.split(r"\s[/|•·–-]\s", line)[-1]
        found = byline(after, rules)
        if found and found[0]:
            return found
    return (), ()


def _published(extracted: Extracted, rules: Rules) -> str | None:
    """When the page was published: as its metadata say; to the minute as the lines around the headline say."""
    known = parse_date(extracted.metadata.published or "", rules)
    if known and len(known) > len("2022-12-19"):
        return known
    shown = (moment for line in (*extracted.stamps, *extracted.near) if (moment := date_in(line, rules)))
    for moment in shown:
        if known is None or (moment.startswith(known) and len(moment) > len(known)):
            return moment
    return known


def local_time(moment: str | None, rules: Rules) -> str | None:
    """A time in UTC as the time at home: the day that readers saw.

    "2023-01-15T23:20:00Z" -> "2023-01-16T00:20:00+01:00"
    """
    if moment is None or not moment.endswith(("Z", "+00:00")):
        return moment
    try:
        return datetime.fromisoformat(moment).astimezone(ZoneInfo(rules.lexicon.home_zone)).isoformat()
    except (ValueError, ZoneInfoNotFoundError):
        return moment


def _kind_notes(extracted: Extracted) -> tuple[str, ...]:
    """Why a live ticker is read as one report, and that a page is a gallery."""
    number, notes = max(extracted.metadata.entries, len(extracted.entries)), tuple[str, ...]()
    if number:
        why = "the day of each is open" if extracted.entries else "they have no times and texts of their own"
        notes = (f"Live ticker with {number} entries, read as one report: {why}.",)
    return (*notes, "Picture gallery.") if extracted.metadata.gallery else notes
