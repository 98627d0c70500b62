"""Near-copies: reprints, cut and edited agency reports, and updates by the same outlet.

Two ways lead to candidates: digests of whole sentences, which find texts that were cut, and MinHash bands over word
runs (shingles; Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3), which find texts in
which every sentence was touched. Whatever they propose is verified by containment, the share of the later text that
stands in the earlier one, because a cut text has a low Jaccard similarity to its original.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from lagebild.link.names import fold
from lagebild.link.passages import Passages, runs_of
from lagebild.link.records import Copy, CopyKind
from lagebild.link.weights import CopyWeights
from lagebild.model import Report, Span

_FETCHED = 64
"""Texts that are held at once while they are compared."""


class Text(Struct, frozen=True, kw_only=True):
    """What finding texts to compare needs of a report. `order` sorts by time of publication, then by id; `digests` are
    those of its sentences."""

    ref: str
    order: tuple[str, str]
    outlet: str
    digests: frozenset[int]
    bands: tuple[int, ...]


def text_of(report: Report, ref: str, order: tuple[str, str], found: Passages, weights: CopyWeights) -> Text:
    """The comparable text of a report; `found` are its passages."""
    digests = frozenset(passage.digest for passage in found if passage.digest)
    return Text(ref=ref, order=order, outlet=fold(report.outlet or ""), digests=digests, bands=_bands(found, weights))


def find_copies(
    texts: Iterable[Text], passages_of: Callable[[str], Passages], weights: CopyWeights
) -> tuple[Copy, ...]:
    """The copies among reports: for each the original that it shares most with. The order of `texts` does not matter.

    passages_of: the passages of a report by its reference; asked only for reports that may be copies.

    An original is published earlier (of equal times: has the smaller id) and is no copy itself. A later text by the
    same outlet that is not word for word the same is an update.
    """
    ordered = sorted(texts, key=lambda text: text.order)
    found: dict[str, Copy] = {}
    fetched = lru_cache(maxsize=_FETCHED)(passages_of)
    for later, earlier in _candidates(ordered, weights).items():
        best = _best(ordered[later], [ordered[i] for i in earlier], fetched, weights)
        if best is not None:
            found[best.report] = best
    return tuple(_rooted(found[ref], found) for ref in sorted(found))


def _candidates(ordered: Sequence[Text], weights: CopyWeights) -> dict[int, tuple[int, ...]]:
    """Position of a text -> positions of earlier texts that may be its original.

    Of the texts that share a sentence or a band only the earliest and the latest before it are tried: the earliest is
    the original when there is one, and a sentence that stands everywhere costs no more than a rare one.
    """
    buckets: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, text in enumerate(ordered):
        for digest in text.digests:
            buckets["sentence", digest].append(at)
        for band in text.bands:
            buckets["band", band].append(at)
    tried: dict[int, set[int]] = defaultdict(set)
    for members in buckets.values():
        for place, at in enumerate(members[1:], start=1):
            tried[at].update(members[: min(place, weights.tried)])
            tried[at].update(members[max(0, place - weights.tried) : place])
    return {at: tuple(sorted(earlier)) for at, earlier in sorted(tried.items())}


def _bands(found: Passages, weights: CopyWeights) -> tuple[int, ...]:
    """The bands of a text: two texts that share one are likely to share many runs of words."""
    from rensa import RMinHash

    runs = runs_of(found)
    if len(runs) < weights.shortest:
        return ()
    rows = weights.permutations // weights.bands
    sketch = RMinHash(num_perm=weights.permutations, seed=weights.seed)
    sketch.update([run.to_bytes(4, "big") for run in sorted(runs)])
    digest = sketch.digest()
    return tuple(hash((i, *digest[i * rows : (i + 1) * rows])) for i in range(weights.bands))


def _best(
    later: Text, earlier: Sequence[Text], passages_of: Callable[[str], Passages], weights: CopyWeights
) -> Copy | None:
    """The original that holds most of a text; of equals the earliest."""
    best: Copy | None = None
    mine = passages_of(later.ref)
    runs = runs_of(mine)
    for original in earlier:
        theirs = runs_of(passages_of(original.ref))
        share = _share(mine, original, len(runs & theirs) / len(runs) if runs else 0.0, weights)
        if share and (best is None or share > best.share):
            same = later.outlet and later.outlet == original.outlet and runs != theirs
            kind = CopyKind.UPDATE if same else CopyKind.COPY
            spans = _copied(mine, theirs)
            best = Copy(report=later.ref, original=original.ref, kind=kind, share=round(share, 4), spans=spans)
    return best


def _share(later: Passages, original: Text, by_run: float, weights: CopyWeights) -> float:
    """The share of a text that stands in another one, 0 when that is too little for a copy."""
    shared = [passage for passage in later if passage.digest in original.digests]
    words = sum(passage.words for passage in later)
    by_sentence = sum(passage.words for passage in shared) / words if words else 0.0
    whole = len(shared) >= weights.sentences and by_sentence >= weights.sentence_share
    edited = by_run >= weights.run_share and sum(len(p.runs) for p in later) >= weights.shortest
    return max(by_sentence, by_run) if whole or edited else 0.0


def _copied(later: Passages, theirs: frozenset[int]) -> tuple[Span, ...]:
    """The sentences of a text of which most stands in another one, neighbours joined."""
    spans: list[Span] = []
    joins = False
    for passage in later:
        if 2 * sum(run in theirs for run in passage.runs) > len(passage.runs):
            if joins:
                spans[-1] = (spans[-1][0], passage.span[1])
            else:
                spans.append(passage.span)
            joins = True
        else:
            joins = False
    return tuple(spans)


def _rooted(copy: Copy, found: dict[str, Copy]) -> Copy:
    """A copy of a copy is a copy of the first one. Originals are earlier, so the way up ends."""
    top = copy.original
    while top in found and found[top].kind is CopyKind.COPY:
        top = found[top].original
    return Copy(report=copy.report, original=top, kind=copy.kind, share=copy.share, spans=copy.spans)
