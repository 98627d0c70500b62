"""The text of a report as linking compares it: rough sentences, their digests, word shingles.

The analysis of a text is not kept with its reading, and comparing texts needs no more than this.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from zlib import crc32

from msgspec import Struct

from lagebild.link.names import fold
from lagebild.model import Span

SHORTEST = 7
"""Words of a sentence that can prove that a text was copied; shorter ones are formulas and credits."""
RUN = 3
"""Words of a run (shingle)."""

_BREAK = re.compile(
    # Behind ordinal numbers ("6. Juni"), initials and titles no sentence ends.
    r"(?<=[.!?…])(?<!\b\w\.)(?<!\b\d\d\.)(?<!\b(?:Dr|St|Nr|Mr)\.)"
    r"[\"“”»«’)]*\s+(?=[\"„“»«‚(]?[A-ZÄÖÜ0-9])|\n+"
)
_WORD = re.compile(r"[^\W_]+")
_DATELINE = re.compile(r"\s*(?:[^.!?()\n]{2,60}\([^()\n]{2,40}\)\s*[-–—.:]|[A-ZÄÖÜ][^.!?()\n]{1,40}\s[-–—])\s+")


class Passage(Struct, frozen=True, kw_only=True):
    """A rough sentence: its span, the number of its words, digests of its runs of three words, and its own digest, 0
    for one that is too short to prove anything."""

    span: Span
    words: int
    runs: tuple[int, ...]
    digest: int


Passages = tuple[Passage, ...]


def passages(text: str) -> Passages:
    """The sentences of a text, without its dateline. Rough: an abbreviation may split one; linear in the text."""
    found = []
    for start, end in _cut(text):
        words = _WORD.findall(fold(text[start:end]))
        if words:
            runs = (" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))
            found.append(
                Passage(
                    span=(start, end),
                    words=len(words),
                    runs=tuple(crc32(run.encode()) for run in runs),
                    digest=digest_of(" ".join(words)) if len(words) >= SHORTEST else 0,
                )
            )
    return tuple(found)


def _cut(text: str) -> Iterator[Span]:
    opening = _DATELINE.match(text[:200])
    start = opening.end() if opening else 0
    for gap in _BREAK.finditer(text, start):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def digest_of(text: str) -> int:
    """A 64-bit number of a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def runs_of(found: Passages) -> frozenset[int]:
    """The runs of three words inside the sentences of a text."""
    return frozenset(run for passage in found for run in passage.runs)


def sentence_around(text: str, offset: int, found: Passages) -> Span:
    """The rough sentence in which an offset stands; a dateline belongs to the first one."""
    for passage in found:
        if offset < passage.span[1]:
            return min(offset, passage.span[0]), passage.span[1]
    return offset, len(text)
