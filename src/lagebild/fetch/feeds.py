"""RSS, Atom, JSON Feed and news sitemaps as entries."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin

from msgspec import Struct

from lagebild.intake.xml import find, local, parse_xml, text_of
from lagebild.model import InputError

MOST: Final = 1000
"""Entries of a feed that are read."""


class Entry(Struct, frozen=True, kw_only=True):
    """An entry. changed: what differs when its page has changed (a time as the feed writes it); published: as the feed
    writes it; text: its text or summary without mark-up."""

    url: str
    title: str | None = None
    published: str | None = None
    changed: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()


def parse_feed(data: bytes, base: str) -> list[Entry]:
    """The entries of a feed, in its order; addresses are made absolute with `base`. Raises InputError for what is
    none."""
    if data.lstrip()[:1] in (b"{", b"["):
        return _unique(_json(data, base))
    root = parse_xml(data)
    kind = local(root.tag).lower()
    if kind == "feed":
        return _unique(_atom(root, base))
    if kind in ("rss", "rdf"):
        return _unique(_rss(root, base))
    if kind == "urlset":
        return _unique(_sitemap(root, base))
    raise InputError(
        f"It is no feed, but <{kind[:40]}>.", "Name the address of RSS, Atom, JSON Feed or a news sitemap."
    )


def _unique(found: Iterator[Entry]) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for entry in found:
        if len(entries) >= MOST:
            break
        if entry.url.startswith(("http://", "https://")):
            entries.setdefault(entry.url, entry)
    return list(entries.values())


def _json(data: bytes, base: str) -> Iterator[Entry]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError("The feed is no JSON.", "Check its address.") from error
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        raise InputError("The JSON is no feed.", "A JSON Feed has a list of items.")
    for item in items:
        if isinstance(item, dict) and isinstance(link := item.get("url") or item.get("external_url"), str):
            named = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
            yield Entry(
                url=urljoin(base, link), title=_string(item.get("title")),
                published=_string(item.get("date_published")),
                changed=_string(item.get("date_modified")) or "",
                text=_string(item.get("content_text")) or plain(_string(item.get("content_html")) or ""),
                authors=tuple(str(one["name"]) for one in named or () if isinstance(one, dict) and one.get("name")),
            )  # fmt: skip


def _atom(root: Any, base: str) -> Iterator[Entry]:
    for entry in root.iter("{*}entry"):
        links = [
            link for link in entry.iter("{*}link") if link.get("rel", "alternate") == "alternate" and link.get("href")
        ]
        if links:
            updated = text_of(find(entry, "updated"))
            yield Entry(
                url=urljoin(base, links[0].get("href")), title=_title(entry),
                published=text_of(find(entry, "published")) or updated, changed=updated or "",
                text=plain(_raw(entry, "content") or _raw(entry, "summary")),
                authors=tuple(name for one in entry.iter("{*}author") if (name := text_of(find(one, "name")))),
            )  # fmt: skip


def _rss(root: Any, base: str) -> Iterator[Entry]:
    for item in root.iter("{*}item"):
        link = text_of(find(item, "link")) or text_of(find(item, "guid"))
        if link:
            yield Entry(
                url=urljoin(base, link), title=_title(item),
                published=text_of(find(item, "pubDate")) or text_of(find(item, "date")),
                changed=text_of(find(item, "updated")) or text_of(find(item, "modified")) or "",
                text=plain(_raw(item, "encoded") or _raw(item, "description")),
                authors=tuple(name for one in item.iter("{*}creator") if (name := text_of(one))),
            )  # fmt: skip


def _sitemap(root: Any, base: str) -> Iterator[Entry]:
    for entry in root.iter("{*}url"):
        link = text_of(find(entry, "loc"))
        if link:
            yield Entry(
                url=urljoin(base, link), title=text_of(find(entry, "news", "title")),
                published=text_of(find(entry, "news", "publication_date")),
                changed=text_of(find(entry, "lastmod")) or "",
            )  # fmt: skip


def plain(mark_up: str) -> str:
    """The text of a small piece of mark-up; paragraphs stand apart by blank lines."""
    text = re.sub(r"(?i)</(?:p|div|li|h\d)\s*>|<br\s*/?>", "\n\n", mark_up[:500_000])
    return html.unescape(re.sub(r"<[^<>]{0,2000}>", "", text)).strip()


def _title(element: Any) -> str | None:
    found = text_of(find(element, "title"))
    return plain(found) if found else None


def _raw(element: Any, name: str) -> str:
    found = find(element, name)
    return "" if found is None else "".join(found.itertext())


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
