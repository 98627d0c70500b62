"""The passage of a report that is shown for a query, with the places in it that match."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from lagebild.lang.stems import plain
from lagebild.model import Span

SIZE = 24
"""Words of a passage."""
LONGEST = 20_000
"""Words of a text that are looked at."""
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


class Wanted(Struct, frozen=True):
    """What makes a word a match: `words`, plain, in this order (the last one may only begin so), or any of `terms`."""

    words: tuple[str, ...]
    prefix: bool
    terms: frozenset[str]


Match = tuple[int, int, int]
"""Start, end and the number of what was wanted."""


def snippet(
    text: str, wanted: Sequence[Wanted], terms: Callable[[str], tuple[str, ...]]
) -> tuple[str, tuple[Span, ...]]:
    """About `SIZE` words of a text around the place where most of what is wanted stands, with the spans that match in
    what is shown; an empty string where nothing matches."""
    words = list(islice(_WORD.finditer(text), LONGEST))
    found = sorted(set(matches(text, words, wanted, terms)))
    if not found:
        return "", ()
    starts = [word.start() for word in words]
    best = max(range(len(found)), key=lambda i: (len(within(found, i, starts)), -i))
    at = starts.index(max(start for start in starts if start <= found[best][0]))
    first = max(0, at - SIZE // 3)
    last = min(len(words), first + SIZE)
    begin = 0 if first == 0 else starts[first]
    end = len(text) if last == len(words) else words[last - 1].end()
    return shown(text, begin, end, [(start, stop) for start, stop, _ in found])


def within(found: list[Match], i: int, starts: list[int]) -> set[int]:
    """The numbers of what is found in a passage that has its first match at `i`."""
    limit = next(islice((s for s in starts if s >= found[i][0]), SIZE // 2, None), found[i][0] + 10**9)
    return {number for start, _, number in found[i : i + SIZE] if start <= limit}


def matches(
    text: str, words: list[re.Match[str]], wanted: Sequence[Wanted], terms: Callable[[str], tuple[str, ...]]
) -> Iterator[Match]:
    """Where something that is wanted stands."""
    bare = [plain(word[0]) for word in words]
    for number, want in enumerate(wanted):
        size = len(want.words)
        for i, word in enumerate(words):
            if want.terms and not want.terms.isdisjoint(terms(word[0])):
                yield word.start(), word.end(), number
            elif size and begins(bare[i : i + size], want):
                yield word.start(), words[i + size - 1].end(), number
        if want.terms and words:
            for joined in _JOINED.finditer(text, 0, words[-1].end()):
                if not want.terms.isdisjoint(terms(joined[0])) and want.terms.isdisjoint(
                    term for piece in joined[0].split("-") for term in terms(piece)
                ):
                    yield joined.start(), joined.end(), number


def begins(bare: list[str], want: Wanted) -> bool:
    """Are these the wanted words?"""
    if len(bare) < len(want.words) or tuple(bare[:-1]) != want.words[:-1]:
        return False
    return bare[-1].startswith(want.words[-1]) if want.prefix else bare[-1] == want.words[-1]


def shown(text: str, begin: int, end: int, spans: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
    """A stretch of a text on one line, with the spans in it moved along; spans that overlap become one."""
    made, marks, at = "…" if begin else "", list[Span](), begin
    for start, stop in merged(span for span in spans if begin <= span[0] and span[1] <= end):
        made += line(text[at:start], made)
        marked = line(text[start:stop], made)
        marks.append((len(made), len(made) + len(marked)))
        made, at = made + marked, stop
    made = (made + line(text[at:end], made)).rstrip()
    return made + ("…" if end < len(text) else ""), tuple(marks)


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Sorted spans, those that overlap as one."""
    last: Span | None = None
    for span in spans:
        if last and span[0] < last[1]:
            last = last[0], max(last[1], span[1])
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def line(text: str, before: str) -> str:
    """A text on one line, without spaces in front where nothing stands before it."""
    text = re.sub(r"\s+", " ", text)
    return text.lstrip() if not before else text
