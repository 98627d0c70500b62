"""HTML pages: the article's text, and its metadata in the form of a head."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from lagebild.intake.assemble import assemble, content_id, digest, without_late_byline
from lagebild.intake.credits import names_and_agencies
from lagebild.intake.dates import parse_date
from lagebild.intake.decode import Decoded, decode
from lagebild.intake.extract import SHORTEST, Extracted, extract_page
from lagebild.intake.head import Head, merge, read_head
from lagebild.intake.limits import DEFAULT, Limits, megabytes
from lagebild.intake.metadata import Metadata
from lagebild.intake.normalise import normalise
from lagebild.intake.rules import Rules, rules_for
from lagebild.lang import Language
from lagebild.model import Capture, InputError, Report

if TYPE_CHECKING:
    from lagebild.intake.sandbox import Sandbox


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
    Raises InputError for a page without an article's text or beyond the limits.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    _check_size(raw, limits)
    decoded = Decoded(data, "") if isinstance(data, str) else decode(data, page=True, charset=charset)
    extracted = _extracted(decoded.text, sandbox)
    metadata = extracted.metadata
    rules = rules_for(language, agencies)
    head = _head(metadata, rules)
    if not head.url:
        head = structs.replace(head, url=address)
    cleaned = normalise(extracted.text)
    inner = read_head(cleaned.text, rules, title=head.title or "")
    text, authors, credited = without_late_byline(cleaned.text[inner.start :], rules)
    if len(text) < SHORTEST:
        raise InputError("The page holds no article text.", "Save the article itself, not an overview or a video page.")
    if not head.authors:
        head = merge(head, Head(authors=authors or inner.authors, agencies=credited))
    head = structs.replace(merge(head, inner), title=head.title)
    return assemble(
        text, head, rules,
        language=language.code, id=address_id(head.url) or id or content_id(text),
        capture=Capture(source=source, fetched=fetched, sha256=digest(raw)), notes=decoded.notes + cleaned.notes,
    )  # fmt: skip


def address_id(url: str | None) -> str | None:
    """An id from a page's address, the same for http and https, with or without "www." and query.

    "https://www.blatt.example/welt/minsk-104.html?x=1" -> "blatt.example/welt/minsk-104.html"
    """
    if not url:
        return None
    plain = re.sub(r"^https?://(?:www\.|m\.)?", "", url).split("#")[0].split("?")[0].rstrip("/")
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


def _head(metadata: Metadata, rules: Rules) -> Head:
    """Metadata in the form of a head: dates in ISO 8601, agencies apart from authors, the outlet off the title."""
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    for entry in metadata.by:
        line = rules.byline.fullmatch(entry)
        people, credited = names_and_agencies(line["names"] if line else entry, rules, lone=True)
        authors, agencies = authors + people, agencies + credited
    title = normalise(metadata.title or "").text.replace("\n", " ") or None
    if title and metadata.outlet:
        title = re.sub(rf"\s[|–—-]\s{re.escape(metadata.outlet)}$", "", title)
    authors = tuple(name for name in authors if name != metadata.outlet)
    return Head(
        title=title,
        published=parse_date(metadata.published or "", rules),
        outlet=metadata.outlet,
        url=metadata.url,
        authors=tuple(dict.fromkeys(authors)),
        agencies=tuple(dict.fromkeys(agencies)),
    )
