"""Two reports side by side: what stands in both, and what in one alone."""

import re
from difflib import SequenceMatcher

from lagebild.link.names import fold
from lagebild.model import Reading, StoreError
from lagebild.web.ask import Ask, Content
from lagebild.web.locale import day
from lagebild.web.reports import reading_asked
from lagebild.web.titles import title_of

SHORTEST = 4
"""Words in the same order that count as said by both."""
MOST_WORDS = 4000
"""Words of each text that are compared; the rest is shown as it is."""
_WORD = re.compile(r"\S+\s*")


def compare_page(ask: Ask) -> Content:
    """The two reports in the address (`links`, `rechts`), each as its id or "ID@VERSION"."""
    refs = [ask.params.get(side, "") for side in ("links", "rechts")]
    if not all(refs):
        raise StoreError(ask.w["compare_two"], "/vergleich?links=ID&rechts=ID")
    left, right = (reading_asked(ask, ref) for ref in refs)
    pieces = shared_pieces(left.report.text, right.report.text)
    return {
        "json": {"links": left.report, "rechts": right.report},
        "sides": [_side(ref, source, cut, ask) for ref, source, cut in zip(refs, (left, right), pieces, strict=True)],
    }


def _side(ref: str, source: Reading, pieces: list[tuple[str, bool]], ask: Ask) -> Content:
    report = source.report
    same = sum(len(text.split()) for text, shared in pieces if shared)
    words = max(1, len(report.text.split()))
    return {
        "ref": ref,
        "title": title_of(report),
        "outlet": report.outlet or "",
        "date": day(report.published, ask.lang),
        "version": report.version,
        "pieces": pieces,
        "share": round(100 * same / words),
        "lang": report.language,
    }


def shared_pieces(left: str, right: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts cut into pieces, each with whether it stands in the other text too. Case, accents and white space do
    not matter.

    >>> shared_pieces("Er kam am Montag nach Minsk.", "Am Dienstag: Er kam am Montag nach Minsk.")[1]
    [('Am Dienstag: ', False), ('Er kam am Montag nach Minsk.', True)]
    """
    words = [_WORD.findall(text) for text in (left, right)]
    keys = [[fold(word) for word in found[:MOST_WORDS]] for found in words]
    blocks = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if block.size >= SHORTEST]
    return (
        _cut(words[0], [(block.a, block.a + block.size) for block in kept]),
        _cut(words[1], [(block.b, block.b + block.size) for block in kept]),
    )


def _cut(words: list[str], shared: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for start, end in sorted(shared):
        pieces += [("".join(words[at:start]), False), ("".join(words[start:end]), True)]
        at = end
    return [piece for piece in (*pieces, ("".join(words[at:]), False)) if piece[0]]
