"""NewsML-G2 (newsMessage, newsItem, packageItem) and NITF, as agencies deliver them."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from lagebild.intake.credits import agencies_in_credit, names_and_agencies
from lagebild.intake.head import Head
from lagebild.intake.how import How
from lagebild.intake.limits import megabytes
from lagebild.intake.parts import moment, report_of
from lagebild.intake.xml import find, local, parse_xml, text_of
from lagebild.model import InputError, Rejected, Report

PARAGRAPHS: Final = frozenset(("p", "hl2", "h2", "h3", "h4", "li", "blockquote", "pre", "td"))


def read_newsml(stream: BinaryIO, source: str, how: How) -> Iterator[Report | Rejected]:
    """The reports of a NewsML-G2 or NITF document, an item each; items without text (pictures) are passed over."""
    from lxml import etree

    data = stream.read(how.limits.document + 1)
    if len(data) > how.limits.document:
        raise InputError(f"The document is larger than {megabytes(how.limits.document)}.", "Split it into its items.")
    root = parse_xml(data)
    items = (
        [root]
        if local(root.tag) in ("newsItem", "nitf")
        else list(root.iter("{*}newsItem")) or list(root.iter("{*}nitf"))
    )
    for number, item in enumerate(items, 1):
        try:
            yield _report(item, source, how, etree.tostring(item, with_tail=False))
        except InputError as error:
            yield Rejected(
                source=source, where=item.sourceline or number, reason=error.message, remedy=error.remedy,
                skipped=_is_no_text(item),
            )  # fmt: skip
    if not items:
        raise InputError("It holds no news item.", "Export the items themselves, with their text.")


def _report(item: Any, source: str, how: How, raw: bytes) -> Report:
    body = find(item, "contentSet") if local(item.tag) == "newsItem" else find(item, "body.content")
    inner = find(body, "body.content") if body is not None else None
    content = inner if inner is not None else body
    text = "\n\n".join(_paragraphs(content)) if content is not None else ""
    return report_of(text, _nitf_head(item, how) if local(item.tag) == "nitf" else _head(item, how), how, source, raw)


def _head(item: Any, how: How) -> Head:
    """What itemMeta and contentMeta say."""
    meta, about = find(item, "itemMeta"), find(item, "contentMeta")
    published = next(
        (text for where, name in ((about, "contentCreated"), (meta, "firstCreated"), (meta, "versionCreated"))
         if (text := text_of(find(where, name)) if where is not None else None)), None
    )  # fmt: skip
    title = text_of(find(about, "headline")) or text_of(find(meta, "title"))
    dateline = text_of(find(about, "dateline")) or text_of(find(about, "located", "name"))
    dateline = dateline.title() if dateline and dateline.isupper() else dateline
    provider = text_of(find(meta, "provider", "name")) or _literal(find(meta, "provider"))
    by = text_of(find(about, "by")) or ""
    authors, credited = names_and_agencies(by.removeprefix("Von ").removeprefix("von "), how.rules, lone=True)
    creators = tuple(
        name for creator in (about.iter("{*}creator") if about is not None else ())
        if (name := text_of(find(creator, "name")) or creator.get("literal"))
    )  # fmt: skip
    people: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    for creator in creators:
        found = names_and_agencies(creator, how.rules)
        people, more = people + found[0], more + found[1]
    agencies = credited + more + agencies_in_credit(provider or "", how.rules)
    version = item.get("version") or ""
    remarks = tuple(note for element in item.iter("{*}edNote") if (note := text_of(element)))
    return Head(
        id=item.get("guid"), title=title, published=moment(published, how), authors=authors or people,
        agencies=tuple(dict.fromkeys(agencies)), dateline=dateline,
        outlet=provider if not agencies else None, version=int(version) if version.isdigit() else None, remarks=remarks,
    )  # fmt: skip


def _nitf_head(item: Any, how: How) -> Head:
    issued = find(item, "date.issue")
    identity = find(item, "doc-id")
    by = text_of(find(item, "byline")) or ""
    authors, agencies = names_and_agencies(by.removeprefix("Von ").removeprefix("von "), how.rules, lone=True)
    return Head(
        id=identity.get("id-string") if identity is not None else None,
        title=text_of(find(item, "hl1")) or text_of(find(item, "title")),
        published=moment(issued.get("norm"), how) if issued is not None else None,
        authors=authors, agencies=agencies, dateline=text_of(find(item, "dateline", "location")),
    )  # fmt: skip


def _paragraphs(content: Any) -> Iterator[str]:
    """The paragraphs of XHTML or NITF; plain inline data as it stands."""
    blocks = [element for element in content.iter() if local(element.tag) in PARAGRAPHS]
    inner = {id(child) for block in blocks for child in block.iterdescendants() if local(child.tag) in PARAGRAPHS}
    for block in blocks:
        if id(block) not in inner and (text := text_of(block)):
            yield text
    if not blocks:
        for data in content.iter("{*}inlineData"):
            yield "".join(data.itertext())


def _literal(element: Any) -> str | None:
    value = element.get("literal") if element is not None else None
    return str(value) if value else None


def _is_no_text(item: Any) -> bool:
    kind = find(item, "itemClass")
    return kind is not None and "text" not in (kind.get("qcode") or "text")
