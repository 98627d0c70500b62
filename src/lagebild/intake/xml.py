"""XML that outsiders wrote: no entities, no DTD, no network, bounded depth and size."""

import re
from typing import Any, BinaryIO, Final

from lagebild.model import InputError

OPTIONS: Final[dict[str, Any]] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
}  # fmt: skip
REMEDY: Final = "Export it again, as well-formed XML without entities of its own."
ENTITY: Final = re.compile(rb"<!ENTITY\s|<!DOCTYPE[^>\[]{0,500}(?:SYSTEM|\[)")


def parse_xml(data: bytes) -> Any:
    """The root of a document. Raises InputError for one that is not well-formed or declares entities."""
    from lxml import etree

    refuse_entities(data)
    try:
        root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True, **OPTIONS))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"It is no well-formed XML ({_short(error)}).", REMEDY) from error
    return root


def refuse_entities(head: bytes) -> None:
    """Raise InputError where a document declares entities or an outer DTD: news formats have neither."""
    wide = head.replace(b"\x00", b"") if head[:4].count(0) else head  # UTF-16
    if ENTITY.search(wide[:200_000]):
        raise InputError("It declares entities of its own, which are not read.", REMEDY)


def elements(stream: BinaryIO, name: str) -> Any:
    """The elements of a local name, one after another as the stream comes; memory holds one.

    Raises InputError at damage, after the elements before it.
    """
    from lxml import etree

    events = etree.iterparse(stream, events=("end",), tag=f"{{*}}{name}", remove_comments=True, **OPTIONS)
    try:
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            f"The XML is damaged: what follows line {getattr(error, 'lineno', None) or '?'} was not read "
            f"({_short(error)}).", REMEDY,
        ) from error  # fmt: skip


def local(tag: object) -> str:
    """The local name of a tag; "" for comments and the like."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def find(element: Any, *path: str) -> Any:
    """The first descendant by local names, each below the one before; None without one."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element.iter(f"{{*}}{name}") if child is not element), None)
    return element


def text_of(element: Any) -> str | None:
    """The text inside an element in one line; None for none."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
