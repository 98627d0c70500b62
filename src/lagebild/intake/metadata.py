"""What a page says of itself in JSON-LD, microdata and meta tags: headline, time, authors, outlet, address."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

GALLERIES: Final = frozenset(("ImageGallery", "MediaGallery", "CollectionPage"))
ARTICLES: Final = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting", "Report", "Article", "BlogPosting",
    "ImageGallery", "MediaGallery", "WebPage",
)  # fmt: skip
"""schema.org types of an article, the best first."""

ORGANISATIONS: Final = re.compile(r"Organi[sz]ation|WebSite|Corporation")
TIME_TAGS: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dcterms.issued", "publish-date", "publication_date", "pubdate",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "last-modified",
)  # fmt: skip
AUTHOR_TAGS: Final = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
WRAPPING: Final = re.compile(r"^\s*(?:<!--|(?://)?<!\[CDATA\[)|(?:-->|(?://)?\]\]>)\s*;?\s*$")
DEEPEST: Final = 20
MOST_NODES: Final = 20_000


class Metadata(Struct, frozen=True, kw_only=True):
    """What the page says; `published` as it stands there; `body`: the text in JSON-LD; `by`: the names of authors;
    `bodies`: of organisations among them; `paywall`: is it only for those who pay; `entries`: of a live
    ticker; `gallery`: is it a series of pictures?"""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    by: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    body: str | None = None
    section: str | None = None
    paywall: bool | None = None
    entries: int = 0
    gallery: bool = False


def read_metadata(tree: Any) -> Metadata:
    """The metadata of a parsed page (an lxml tree): JSON-LD first, then microdata, then meta tags."""
    article, index = _article(tree)
    meta = _meta_tags(tree)
    canonical = _first(tree.xpath('//link[@rel="canonical"]/@href'))
    title = (
        _text(article.get("headline")) or _itemprop(tree, "headline") or meta.get("og:title")
        or _content(tree.xpath("(//h1)[1]")) or _content(tree.xpath("(//title)[1]"))
    )  # fmt: skip
    return Metadata(
        title=title,
        published=_text(article.get("datePublished")) or _text(article.get("dateCreated"))
        or _itemprop(tree, "datePublished") or _first([meta[tag] for tag in TIME_TAGS if tag in meta])
        or _first(tree.xpath("(//article//time/@datetime | //time[@pubdate]/@datetime | //header//time/@datetime)[1]")),
        outlet=_name(_resolved(article.get("publisher"), index)) or meta.get("og:site_name")
        or meta.get("application-name") or meta.get("publisher"),
        url=_address(canonical) or _address(meta.get("og:url")) or _address(_text(article.get("url"))),
        by=_authors(article, index) or _itemprops(tree, "author") or _tag_authors(meta),
        bodies=_authors(article, index, bodies=True),
        body=_text(article.get("articleBody")),
        section=_text(article.get("articleSection")) or meta.get("article:section"),
        paywall=_paywall(article, meta),
        entries=len(updates) if isinstance(updates := article.get("liveBlogUpdate"), list) else 0,
        gallery=not GALLERIES.isdisjoint(_kinds(article)) or "gallery" in (meta.get("og:type") or "").lower(),
    )  # fmt: skip


def article_of(tree: Any) -> dict[str, Any]:
    """The best article among the page's JSON-LD, empty where there is none."""
    return _article(tree)[0]


def _article(tree: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The best article among the page's JSON-LD, and all its nodes by @id."""
    nodes = [node for script in tree.xpath("//script[contains(@type, 'ld+json')]") for node in _nodes(script.text)]
    index = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    ranked = [(rank, -len(node), place) for place, node in enumerate(nodes) for rank in _ranks(node)]
    return (nodes[min(ranked)[2]] if ranked else {}), index


def _ranks(node: dict[str, Any]) -> list[int]:
    return [ARTICLES.index(name) for name in _kinds(node) if name in ARTICLES]


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    return [name.rpartition("/")[2] for name in names if isinstance(name, str)]


def _paywall(article: dict[str, Any], meta: dict[str, str]) -> bool | None:
    """Is the text only for those who pay? None where the page does not say. Publishers write booleans as strings."""
    free = article.get("isAccessibleForFree")
    tier = (meta.get("article:content_tier") or "").lower()
    if isinstance(free, bool | str) and str(free).lower() in ("true", "false"):
        return str(free).lower() == "false"
    return tier in ("locked", "metered", "paid") if tier else None


def _nodes(script: str | None) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD script, also of one that publishers wrapped in comments or broke with line ends."""
    source = WRAPPING.sub("", script or "").strip(" ;\n\t")
    try:
        data = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return
    stack, count = [(data, 0)], 0
    while stack and count < MOST_NODES:
        value, depth = stack.pop()
        count += 1
        if isinstance(value, dict):
            yield value
        if depth < DEEPEST and isinstance(value, (dict, list)):
            inner = list(value.values()) if isinstance(value, dict) else value
            stack.extend((child, depth + 1) for child in reversed(inner) if isinstance(child, (dict, list)))


def _resolved(value: Any, index: dict[str, Any]) -> Any:
    """A node in place of a reference to it by @id."""
    if isinstance(value, list):
        return _resolved(value[0], index) if value and not isinstance(value[0], list) else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return index.get(value["@id"], value)
    return value


def _authors(article: dict[str, Any], index: dict[str, Any], *, bodies: bool = False) -> tuple[str, ...]:
    """The names of authors: people, or organisations."""
    value = article.get("author") or article.get("creator")
    members = value if isinstance(value, list) else [value]
    names: list[str] = []
    for member in members[:30]:
        name = _resolved(member, index)
        is_body = isinstance(name, dict) and ORGANISATIONS.search(" ".join(_kinds(name))) is not None
        if is_body is not bodies:
            continue
        inner = name.get("name") if isinstance(name, dict) else name
        names.extend(text for part in (inner if isinstance(inner, list) else [inner]) if (text := _text(part)))
    return tuple(dict.fromkeys(name for name in names if not name.startswith("http")))


def _name(value: Any) -> str | None:
    return _text(value.get("name") if isinstance(value, dict) else value)


def _text(value: Any) -> str | None:
    """A string of the page in one line, its entities resolved and its tags dropped; None for anything else."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    plain = re.sub(r"<[^<>]{0,500}>", " ", html.unescape(value))
    return re.sub(r"[^\S\n]+", " ", plain).strip() or None


def _meta_tags(tree: Any) -> dict[str, str]:
    """name, property or itemprop in lower case -> content; the first one counts."""
    tags: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        value = _text(tag.get("content"))
        if key and value:
            tags.setdefault(key.lower(), value)
    return tags


def _tag_authors(meta: dict[str, str]) -> tuple[str, ...]:
    return tuple(value for tag in AUTHOR_TAGS if (value := meta.get(tag)) and not value.startswith("http"))[:1]


def _itemprops(tree: Any, name: str) -> tuple[str, ...]:
    """The values of a microdata property: of its inner name, its content or datetime, or its text."""
    found = []
    for element in tree.xpath(f"//*[@itemprop='{name}']")[:10]:
        inner = element.xpath(".//*[@itemprop='name']")
        target = inner[0] if inner else element
        value = _text(target.get("content") or target.get("datetime")) or _content([target])
        if value and not value.startswith("http"):
            found.append(value)
    return tuple(dict.fromkeys(found))


def _itemprop(tree: Any, name: str) -> str | None:
    return _first(_itemprops(tree, name))


def _content(elements: Any) -> str | None:
    return _text("".join(elements[0].itertext())) if len(elements) else None


def _address(value: str | None) -> str | None:
    return value.strip() if value and re.match(r"https?://\S+$", value.strip()) else None


def _first(values: Any) -> str | None:
    return str(values[0]) if len(values) else None
