"""An HTML page taken apart: the article's text through trafilatura, its metadata. Runs in the sandbox."""

import re
from typing import Any, Final

import msgspec
from msgspec import Struct

from lagebild.intake.focus import blocks, focus, named, near_title
from lagebild.intake.live import Entry, live_entries
from lagebild.intake.metadata import Metadata, article_of, read_metadata
from lagebild.model import InputError

SHORTEST: Final = 40
"""Characters of text below which a page holds no article."""

WHOLE: Final = 0.85
"""Share of the paragraphs of a page's article that the extractor leaves at least."""

BY: Final = r"(?:^|[\s_-])(?:author|byline|autor|verfasser|redakteur|creator)"
STAMPS: Final = r"date|datum|time|stand|publi[sz]|meta(?:line|data|info)|(?:^|[\s_-])stamp"
SOURCES: Final = r"source|quelle"
BLOCKS: Final = frozenset(("p", "head", "quote", "item", "row", "code", "ab", "lb"))


class Extracted(Struct, frozen=True, kw_only=True):
    """What a page holds. text: its article, paragraphs apart by blank lines, not normalised; entries: of a live ticker;
    near, by, stamps, sources: short texts behind the headline, and of elements that are named after authors, times and
    sources."""

    metadata: Metadata
    text: str
    entries: tuple[Entry, ...] = ()
    near: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def page(data: bytes) -> bytes:
    """The task of the sandbox: UTF-8 mark-up in, an Extracted as msgpack out."""
    return msgspec.msgpack.encode(extract_page(data.decode("utf-8", "replace")))


def extract_page(text: str) -> Extracted:
    """Text and metadata of a page. Raises InputError for one that cannot be parsed."""
    tree = _parse(text)
    metadata = read_metadata(tree)
    near, by, stamps, sources = near_title(tree), *(named(tree, words) for words in (BY, STAMPS, SOURCES))
    entries = live_entries(tree, article_of(tree))
    text = _article_text(focus(tree, metadata.title), metadata)
    return Extracted(metadata=metadata, text=text, entries=entries, near=near, by=by, stamps=stamps, sources=sources)


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
    seen = "\n\n".join(blocks(tree)) if tree.find("body/article") is not None and len(tree.find("body")) == 1 else ""
    if len(text) < WHOLE * len(seen):  # what the extractor takes for navigation stands among the paragraphs
        text = seen
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
