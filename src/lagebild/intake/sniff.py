"""What a file is: by its content first, by its name where the content does not say."""

import re
from enum import StrEnum
from typing import Final

from lagebild.intake.decode import BOMS, decode

MAGIC: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"SQLite format 3", "an SQLite data base"), (b"PAR1", "a Parquet file"), (b"\x7fELF", "a program"),
    (b"ID3", "a recording"),
)  # fmt: skip
"""How files begin that hold no reports."""

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
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZSTD = "zstd"
    ZIP = "zip"
    WARC = "warc"
    PDF = "pdf"
    MEDIAWIKI = "mediawiki"
    NEWSML = "newsml"
    MBOX = "mbox"
    EML = "eml"
    EXPORT = "export"
    CSV = "csv"


SIGNED: Final = (
    (b"\x1f\x8b\x08", Kind.GZIP), (b"BZh", Kind.BZIP2), (b"\xfd7zXZ\x00", Kind.XZ), (b"(\xb5/\xfd", Kind.ZSTD),
    (b"PK\x03\x04", Kind.ZIP), (b"PK\x05\x06", Kind.ZIP), (b"WARC/1.", Kind.WARC), (b"%PDF-", Kind.PDF),
)  # fmt: skip
"""How containers and documents begin that are read."""

PACKED: Final = (Kind.GZIP, Kind.BZIP2, Kind.XZ, Kind.ZSTD)
XML_ROOTS: Final = (
    (re.compile(r"<mediawiki[\s>]"), Kind.MEDIAWIKI),
    (re.compile(r"<(?:\w+:)?(?:newsMessage|newsItem|packageItem|NewsML|nitf)[\s>]"), Kind.NEWSML),
)
MAIL_HEADER: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n)*){3,}\r?\n"
)
MAIL_KEYS: Final = re.compile(
    r"(?mi)^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-Mailer|DKIM-Signature):"
)


def kind_of(head: bytes, suffix: str = "") -> Kind:
    """The kind of an input from its first bytes. suffix: of its name, in lower case with the dot."""
    for signature, kind in SIGNED:
        if head.startswith(signature):
            return kind
    if b"%PDF-" in head[:1024] and not head.lstrip().startswith(b"<"):
        return Kind.PDF
    if binary_name(head) is not None:
        return Kind.BINARY
    return _kind_of_text(decode(head[:SAMPLE], page=True).text.lstrip("\ufeff \t\r\n"), suffix)


def _kind_of_text(text: str, suffix: str) -> Kind:
    if re.match(r'\{\s*"|\{\s*$|\[\s*[{\]]|\{\}', text[:200]) or suffix in (".jsonl", ".ndjson"):
        return Kind.JSONL
    start = text[:3000]
    if start.startswith("<"):
        for root, kind in XML_ROOTS:
            if root.search(start):
                return kind
    if text.startswith("<?xml") and not TAG.search(text[:1000]):
        return Kind.XML
    if re.match(r"<(?:rss|feed|newsml|mediawiki)[\s>]", text, re.IGNORECASE):
        return Kind.XML
    if text.startswith("<") and TAG.search(start):
        return Kind.HTML
    if re.match(r"From \S+.{0,60}\d{4}\s*\r?\n[A-Za-z-]+:", text):
        return Kind.MBOX
    if suffix == ".eml" or ((mail := MAIL_HEADER.match(text[:20_000])) and MAIL_KEYS.search(mail[0])):
        return Kind.EML
    if suffix in (".csv", ".tsv"):
        return Kind.CSV
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
