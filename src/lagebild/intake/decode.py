"""Bytes to characters: byte order marks, UTF-8, UTF-16, what the page declares, windows-1252, then a guess."""

import codecs
import re
from typing import Final

from msgspec import Struct

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GERMAN: Final = frozenset("äöüÄÖÜßéèáàçñ„“”‚‘’–—…»«›‹€§°²³·\xa0\xad")
"""Characters beyond ASCII that German texts are made of."""

OLD_PAGES: Final = ("cp1252", "mac_roman", "cp850", "iso8859-15", "cp1250")
"""Code pages of old European files, the most frequent first."""

UTF8_PAIR: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
QUOTE_IN_WORD: Final = re.compile(r"[^\W\d_][„“”–—…»«€§°²³·][^\W\d_]")
"""A mark inside a word is no mark, but a letter of another code page."""

DECLARED: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
SAMPLE: Final = 100_000


class Decoded(Struct, frozen=True):
    """Characters, the encoding that gave them, and notes for people where it was no plain UTF-8."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, page: bool = False, charset: str | None = None) -> Decoded:
    """The characters of `data`. Never fails: what no encoding explains becomes U+FFFD and is noted.

    page: `data` is HTML, whose declared charset is asked before guessing. charset: what its server or message declares.
    UTF-8 goes before any declaration: text that is valid UTF-8 by chance is hardly ever anything else.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _with(data, encoding, encoding.removesuffix("-sig"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, page, charset)
    wide = _utf16_without_mark(data)
    return _with(data, wide, wide) if wide else Decoded(text, "utf-8")


def _not_utf8(data: bytes, page: bool, charset: str | None) -> Decoded:
    wide = _utf16_without_mark(data)
    if wide:
        return _with(data, wide, wide)
    declared = _holding(charset, data) if charset else None
    if page and not declared and (match := DECLARED.search(data[:4096])):
        declared = _holding(match[1].decode("ascii"), data)
    if declared:
        return _with(data, declared, f"{declared}, as {'the page' if page else 'it'} declares")
    if _mostly_utf8(data):
        return _with(data, "utf-8", "utf-8")
    for name in OLD_PAGES:
        if _usual(data, name):
            return _with(data, name, name.replace("cp125", "windows-125"))
    guessed = _guess(data)
    return _with(data, guessed, f"{guessed} (guessed)")


def _with(data: bytes, encoding: str, shown: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    notes: tuple[str, ...] = () if shown == "utf-8" else (f"Encoding: {shown}.",)
    broken = text.count("�") - data.count("�".encode())
    if broken > 0:
        notes += (f"Broken bytes replaced by U+FFFD: {broken}.",)
    return Decoded(text, encoding, notes)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of European text has a zero in nearly every second byte."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _holding(charset: str, data: bytes) -> str | None:
    """The codec of a declared charset, where it can hold `data`; latin-1 means windows-1252, as in browsers."""
    try:
        codec = codecs.lookup(charset.strip())
        name = "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name
        data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    # Codecs like base64 and zlib make no characters, and lying UTF-7 could hide mark-up.
    return name if codec._is_text_encoding and name != "utf-7" else None


def _mostly_utf8(data: bytes) -> bool:
    """Are there many more whole UTF-8 characters beyond ASCII than broken ones?"""
    good = len(UTF8_PAIR.findall(data))
    broken = data.decode("utf-8", errors="replace").count("�")
    return good >= 3 * broken


def _usual(data: bytes, encoding: str) -> bool:
    """Does the code page give the characters of a German text?"""
    text = data[:SAMPLE].decode(encoding, errors="replace")
    beyond = [character for character in text if character > "\x7f"]
    usual = sum(character in GERMAN for character in beyond) - len(QUOTE_IN_WORD.findall(text))
    return usual >= 0.9 * len(beyond)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else "cp1252"
