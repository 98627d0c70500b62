"""HTML pages: the article's text through trafilatura, its metadata from JSON-LD, microdata and meta tags."""

import re
from collections.abc import Collection
from typing import Any, Final

from msgspec import structs

from lagebild.intake.assemble import assemble, content_id, digest, without_late_byline
from lagebild.intake.credits import names_and_agencies
from lagebild.intake.dates import parse_date
from lagebild.intake.decode import Decoded, decode
from lagebild.intake.head import Head, merge, read_head
from lagebild.intake.limits import DEFAULT, Limits, megabytes
from lagebild.intake.metadata import Metadata, read_metadata
from lagebild.intake.normalise import normalise
from lagebild.intake.rules import Rules, rules_for
from lagebild.lang import Language
from lagebild.model import Capture, InputError, Report

SHORTEST: Final = 40
"""Characters of text below which a page holds no article."""

BLOCKS: Final = frozenset(("p", "head", "quote", "item", "row", "code", "ab", "lb"))


def read_html(
    data: bytes | str,
    language: Language,
    *,
    source: str = "-",
    id: str | None = None,
    agencies: Collection[str] = (),
    limits: Limits = DEFAULT,
) -> Report:
    """The report on an HTML page; its paragraphs stand apart by blank lines, its headline is the title, no text.

    The id comes from the page's canonical address, without one it is `id`, without that it comes from the content.
    Raises InputError for a page without an article's text or beyond the limits.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    _check_size(raw, limits)
    decoded = Decoded(data, "") if isinstance(data, str) else decode(data, page=True)
    tree = _parse(decoded.text)
    metadata = read_metadata(tree)
    rules = rules_for(language, agencies)
    head = _head(metadata, rules)
    cleaned = normalise(_article_text(tree, metadata))
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
        capture=Capture(source=source, sha256=digest(raw)), notes=decoded.notes + cleaned.notes,
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


def _parse(text: str) -> Any:
    """The page as an lxml tree. A fragment becomes a page first; NUL and an encoding declaration would stop lxml."""
    from trafilatura import load_html

    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.replace("\x00", ""))
    if not re.search(r"<html|<body", text[:5000], re.IGNORECASE):
        text = f"<html><body>{text}</body></html>"
    try:
        tree = load_html(text)
    except Exception:  # what lxml raises on broken mark-up differs between its versions
        tree = None
    if tree is None:
        raise InputError("The page cannot be parsed.", "Save it again from the browser.")
    return tree


def _article_text(tree: Any, metadata: Metadata) -> str:
    """The paragraphs of the article, or the text that JSON-LD brings where the mark-up gives none."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree, fast=True, include_comments=False, include_tables=False, include_formatting=False, with_metadata=False
        )
    except Exception:  # the extractor fails on some trees; what JSON-LD brings may still be read
        found = None
    body = getattr(found, "body", None)
    text = "\n\n".join(_blocks(body)) if body is not None else ""
    given = metadata.body or ""
    if len(text) < SHORTEST or given.split() == text.split():  # the extractor falls back to it too, in one paragraph
        return given or text
    return text


def _blocks(body: Any) -> list[str]:
    """The text of each paragraph, heading, quotation and list item."""
    blocks: list[str] = []
    for element in body:
        inner = [child for child in element if child.tag in BLOCKS and child.tag != "lb"]
        texts = _blocks(element) if inner else [" ".join("".join(_pieces(element)).split(" "))]
        blocks.extend(text.strip() for text in texts if text.strip())
    return blocks


def _pieces(element: Any) -> list[str]:
    """The text inside an element, a line break where it has one."""
    pieces = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "lb":
            pieces.append("\n")
        pieces.append((child.text or "") + (child.tail or ""))
    return pieces


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
