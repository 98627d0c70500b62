"""The entries of a live ticker, each with its own time: in JSON-LD, in microdata, or in elements named after them."""

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

MOST: Final = 500
"""Entries that are taken of one page."""
SHORTEST: Final = 40
"""Characters of an entry that is a report."""
NAMED: Final = re.compile(
    r"(?:live|ticker|newsblog|liveblog)[\w-]*?(?:entry|item|post|update|eintrag|beitrag|event|element|article)\b"
    r"|\b(?:entry|item|post|update|eintrag|beitrag)[\w-]*?(?:live|ticker)",
    re.IGNORECASE,
)
CLOCK: Final = re.compile(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b")
PARAGRAPHS: Final = ("p", "li", "blockquote")


class Entry(Struct, frozen=True, kw_only=True):
    """An entry as the page has it. id: tells it apart on its page; published: as it stands there, or "14:35"."""

    id: str
    title: str | None = None
    published: str
    text: str
    by: tuple[str, ...] = ()


def live_entries(tree: Any, article: dict[str, Any]) -> tuple[Entry, ...]:
    """The entries of a live ticker's page in its order; none where there are not two with a time and a text.

    article: the page's JSON-LD.
    """
    for found in (_of_json(article), _of_microdata(tree), _of_names(tree)):
        entries = {entry.id: entry for entry in found if len(entry.text) >= SHORTEST and entry.published}
        if len(entries) > 1:
            return tuple(entries.values())
    return ()


def _of_json(article: dict[str, Any]) -> Iterator[Entry]:
    updates = article.get("liveBlogUpdate")
    for number, update in enumerate(updates[:MOST] if isinstance(updates, list) else ()):
        if isinstance(update, dict):
            published = _plain(update.get("datePublished") or update.get("dateCreated"))
            name = _plain(update.get("@id") or update.get("url"))
            yield Entry(
                id=name.rpartition("#")[2].rpartition("/")[2] or published or str(number), published=published,
                title=_plain(update.get("headline")) or None, text=_plain(update.get("articleBody")),
                by=_names(update.get("author")),
            )  # fmt: skip


def _of_microdata(tree: Any) -> Iterator[Entry]:
    elements = tree.xpath("//*[@itemprop='liveBlogUpdate']")[:MOST]
    for number, element in enumerate(elements):
        when = element.xpath(".//*[@itemprop='datePublished']")
        title = element.xpath(".//*[@itemprop='headline']")
        body = element.xpath(".//*[@itemprop='articleBody']")
        yield _entry(element, number, when, title, body[0] if body else element)


def _of_names(tree: Any) -> Iterator[Entry]:
    taken: set[Any] = set()
    elements = [element for element in tree.iter() if isinstance(element.tag, str) and _is_named(element)]
    for number, element in enumerate(elements[:MOST]):
        if taken.isdisjoint(element.iterancestors()):
            taken.add(element)
            title = element.xpath(".//h2 | .//h3 | .//h4")
            yield _entry(element, number, element.xpath(".//time"), title, element)


def _is_named(element: Any) -> bool:
    return element.tag in ("div", "article", "section", "li") and NAMED.search(element.get("class") or "") is not None


def _entry(element: Any, number: int, when: Any, title: Any, body: Any) -> Entry:
    published = ""
    if len(when):
        published = when[0].get("datetime") or when[0].get("content") or _text(when[0])
    paragraphs = [text for part in body.iter(*PARAGRAPHS) if (text := _text(part))]
    return Entry(
        id=element.get("id") or published or str(number), published=published,
        title=_text(title[0]) or None if len(title) else None, text="\n\n".join(paragraphs),
    )  # fmt: skip


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain(value: Any) -> str:
    """A string of JSON-LD without tags, its paragraphs kept."""
    if not isinstance(value, str):
        return ""
    import html

    broken = re.sub(r"(?i)</p>|<br\s*/?>", "\n\n", html.unescape(value))
    lines = [" ".join(line.split()) for line in re.sub(r"<[^<>]{0,500}>", " ", broken).split("\n")]
    return "\n\n".join(line for line in lines if line)


def _names(value: Any) -> tuple[str, ...]:
    people = value if isinstance(value, list) else [value]
    names = [_plain(person.get("name") if isinstance(person, dict) else person) for person in people[:10]]
    return tuple(name for name in names if name)


def times_of(entries: tuple[Entry, ...], day: str | None) -> list[str] | None:
    """When each entry was published; one that gives the clock only gets the page's day, if all run in one direction.
    None where they do not: the day of each is open."""
    clocks = [CLOCK.search(entry.published) if len(entry.published) < len("2022-12-19") else None for entry in entries]
    minutes = [int(clock[1]) * 60 + int(clock[2]) for clock in clocks if clock]
    if minutes and (not day or minutes not in (sorted(minutes), sorted(minutes, reverse=True))):
        return None
    return [
        f"{(day or '')[:10]}T{int(clock[1]):02}:{clock[2]}" if clock else entry.published
        for entry, clock in zip(entries, clocks, strict=True)
    ]
