"""The article's part of a page: what surely does not belong to it taken out, and the element that holds its paragraphs.

Publishers' class names mislead extractors in both directions ("RichText--iconLinks" is text, "cmp" is a consent box).
Here boxes go by the words in their names, and the smallest element that holds nearly all paragraphs is kept without
names.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

BOXES: Final = re.compile(
    r"(?:^|[\s_-])(?:cmp|consent|cookies?|newsletter|teasers?|related|recommend\w*|most-?read|meistgelesen|comments?|"
    r"kommentare?|share|sharing|social|sharedaddy|breadcrumbs?|advert\w*|anzeige|werbung|promo|paywall|login|subscribe|"
    r"abo-?box|tags?|footer|sidebar|navigation|nav|menu)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Words in the names of boxes around articles."""

NEVER: Final = (
    "nav footer aside form script style noscript iframe button svg template figure dialog amp-sidebar".split()
)
NAMED: Final = ("div", "section", "ul", "ol", "span", "header", "p", "a-paternoster")
SHORTEST_PARAGRAPH: Final = 40
SHARE: Final = 0.85
LEAST: Final = 300
"""Characters of paragraphs from which on a page shows where its article is."""

LARGEST_BOX: Final = 0.3
"""Boxes of one name with a larger share of the page's paragraphs are none, whatever the name says."""


def focus(tree: Any, title: str | None) -> Any:
    """The element that holds the article's paragraphs, alone in a page of its own; the whole page where none shows.

    The tree is changed.
    """
    _drop_boxes(tree)
    paragraphs = [element for element in tree.iter("p") if len(_text(element)) >= SHORTEST_PARAGRAPH]
    total = sum(len(_text(element)) for element in paragraphs)
    if total < LEAST or len(paragraphs) < 2:
        return tree
    held: dict[Any, int] = {}
    for paragraph in paragraphs:
        for above in paragraph.iterancestors():
            held[above] = held.get(above, 0) + len(_text(paragraph))
    enough = [element for element, size in held.items() if size >= SHARE * total]
    chosen = max(enough, key=lambda element: sum(1 for _ in element.iterancestors()))
    _plain(chosen, title)
    return _alone(chosen)


def _drop_boxes(tree: Any) -> None:
    total = sum(len(_text(element)) for element in tree.iter("p")) or 1
    for element in list(tree.iter(*NEVER)):
        _drop(element)
    boxes: dict[str, list[Any]] = {}
    for element in tree.iter(*NAMED):
        names = " ".join(element.get(key) or "" for key in ("class", "id", "role"))
        if BOXES.search(names) or element.tag == "a-paternoster":
            boxes.setdefault(names, []).append(element)
    for alike in boxes.values():
        inside = sum(len(_text(part)) for element in alike for part in element.iter("p"))
        if inside <= LARGEST_BOX * total:
            for element in alike:
                if element.find(".//h1") is None:
                    _drop(element)


def _drop(element: Any) -> None:
    """Take an element out; what follows it stays."""
    above = element.getparent()
    if above is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            above.text = (above.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    above.remove(element)


def _plain(chosen: Any, title: str | None) -> None:
    """Without names, and without the headline, which is told apart."""
    plain = _letters(title or "")
    for element in list(chosen.iter()):
        if not isinstance(element.tag, str):
            continue
        for name in ("class", "id", "role", "style"):
            element.attrib.pop(name, None)
        if element.tag in ("h1", "h2") and plain and element is not chosen and _letters(_text(element)).endswith(plain):
            _drop(element)


def _alone(element: Any) -> Any:
    from lxml import etree

    page = etree.Element("html")
    article = etree.SubElement(etree.SubElement(page, "body"), "article")
    element.tail = None
    if element.tag in ("body", "html"):
        article.extend(list(element))
    else:
        article.append(element)
    return page


def blocks(page: Any) -> Iterator[str]:
    """The paragraphs, subheads and list items of a page, in order."""
    for element in page.iter("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"):
        if element.find(".//p") is None and (text := " ".join(_text(element).split())):
            yield text


def near_title(tree: Any, most: int = 12) -> tuple[str, ...]:
    """Short texts that stand close behind the headline: authors' lines, dates."""
    heads = tree.xpath("//h1") or tree.xpath("//h2")
    found: list[str] = []
    for element in heads[0].xpath("following::*")[:80] if heads else ():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        text = " ".join(_text(element).split())
        if 6 <= len(text) <= 140 and text not in found:
            found.append(text)
        if len(found) >= most:
            break
    return tuple(found)


def named(tree: Any, words: str, most: int = 30) -> tuple[str, ...]:
    """Short texts of elements in whose names one of some words stands: "author|byline"."""
    pattern = re.compile(words, re.IGNORECASE)
    found: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "body", "html"):
            continue
        names = " ".join(element.get(key) or "" for key in ("class", "rel", "itemprop", "id"))
        if names.strip() and pattern.search(names):
            text = " ".join(_text(element).split())
            if 3 < len(text) <= 160 and text not in found:
                found.append(text)
                if len(found) >= most:
                    break
    return tuple(found)


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
