"""What a file is: by its content first, by its name where the content does not say."""

import re
from enum import StrEnum
from typing import Final

from lagebild.intake.decode import BOMS, decode

MAGIC: Final = (
    (b"%PDF", "a PDF document"), (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"), (b"\xfd7zXZ", "compressed with xz"), (b"(\xb5/\xfd", "compressed with zstd"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"SQLite format 3", "an SQLite data base"), (b"PAR1", "a Parquet file"), (b"\x7fELF", "a program"),
    (b"WARC/", "a web archive"), (b"ID3", "a recording"),
)  # fmt: skip
TAG: Final = re.compile(r"(?i)<!doctype\s+html|<(?:html|head|body|article|main|section|div|p|h1|meta|script)[\s>]")
CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b")) + b"\x7f"
SAMPLE: Final = 65_536


class Kind(StrEnum):
    """How an input is read."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    XML = "xml"
    BINARY = "binary"


def kind_of(head: bytes, suffix: str = "") -> Kind:
    """The kind of an input from its first bytes. suffix: of its name, in lower case with the dot."""
    if binary_name(head) is not None:
        return Kind.BINARY
    text = decode(head[:SAMPLE], page=True).text.lstrip("﻿ \t\r\n")
    if re.match(r'\{\s*"|\{\s*$|\[\s*[{\]]|\{\}', text[:200]) or suffix in (".jsonl", ".ndjson"):
        return Kind.JSONL
    if text.startswith("<?xml") and not TAG.search(text[:1000]):
        return Kind.XML
    if re.match(r"<(?:rss|feed|newsml|mediawiki)[\s>]", text, re.IGNORECASE):
        return Kind.XML
    if text.startswith("<") and TAG.search(text[:3000]):
        return Kind.HTML
    return Kind.HTML if suffix in (".html", ".htm", ".xhtml") and TAG.search(text) else Kind.TEXT


def binary_name(head: bytes) -> str | None:
    """What a binary input is, in words; None for text."""
    for magic, name in MAGIC:
        if head.startswith(magic):
            return name
    sample = head[:SAMPLE]
    if not sample or any(sample.startswith(mark) for mark, _ in BOMS):
        return None
    decoded = decode(sample)
    if decoded.encoding.startswith("utf-16") and _readable(decoded.text):
        return None
    strange = len(sample) - len(sample.translate(None, CONTROL))
    return "a binary file" if sample.count(0) > len(sample) / 200 or strange > len(sample) / 20 else None


def _readable(text: str) -> bool:
    usual = sum(character.isalnum() or character.isspace() for character in text)
    return usual > 0.6 * len(text)
