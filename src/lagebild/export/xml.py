"""Text for XML 1.0, which has no control characters."""

import re
from xml.sax.saxutils import escape, quoteattr

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The text with U+FFFD where XML 1.0 forbids a character; as long as before, so that offsets hold."""
    return ILLEGAL.sub("\ufffd", text)


def content(value: object) -> str:
    """A value as content of an element."""
    return escape(legal(str(value)))


def attribute(value: object) -> str:
    """A value as attribute, quotes included."""
    return quoteattr(legal(str(value)))
