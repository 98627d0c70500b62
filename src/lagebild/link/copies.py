"""Near-copies: reprints, cut and edited agency reports, and updates by the same outlet.

Two ways lead to candidates: digests of whole sentences, which find texts that were cut, and MinHash bands over word
runs (shingles; Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3), which find texts in
which every sentence was touched. Whatever they propose is verified by containment, the share of the later text that
stands in the earlier one, because a cut text has a low Jaccard similarity to its original.
"""

from msgspec import Struct

from lagebild.link.passages import Passages, digest_of, runs_of
from lagebild.link.records import CopyKind
from lagebild.link.weights import CopyWeights
from lagebild.model import Span

_POSITIVE = (1 << 63) - 1


def text_keys(found: Passages, weights: CopyWeights) -> tuple[int, ...]:
    """The keys under which a text meets those that may be its original: digests of its sentences, and bands."""
    digests = {passage.digest & _POSITIVE for passage in found if passage.digest}
    return tuple(sorted(digests | {band & _POSITIVE for band in _bands(found, weights)}))


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
    return tuple(
        digest_of(f"{i} {' '.join(map(str, digest[i * rows : (i + 1) * rows]))}") for i in range(weights.bands)
    )


class Compared(Struct, frozen=True, kw_only=True):
    """A text as it is compared: its passages and its outlet, folded."""

    passages: Passages
    outlet: str


def compare(later: Compared, earlier: Compared, weights: CopyWeights) -> tuple[CopyKind, float] | None:
    """Was a text copied from an earlier one, how, and what share of it; None when it was not.

    A later text by the same outlet that is not word for word the same is an update.
    """
    runs, theirs = runs_of(later.passages), runs_of(earlier.passages)
    by_run = len(runs & theirs) / len(runs) if runs else 0.0
    share = _share(later.passages, earlier.passages, by_run, weights)
    if not share:
        return None
    same = later.outlet and later.outlet == earlier.outlet and runs != theirs
    return CopyKind.UPDATE if same else CopyKind.COPY, round(share, 4)


def _share(later: Passages, earlier: Passages, by_run: float, weights: CopyWeights) -> float:
    """The share of a text that stands in another one, 0 when that is too little for a copy."""
    digests = {passage.digest for passage in earlier if passage.digest}
    shared = [passage for passage in later if passage.digest in digests]
    words = sum(passage.words for passage in later)
    by_sentence = sum(passage.words for passage in shared) / words if words else 0.0
    whole = len(shared) >= weights.sentences and by_sentence >= weights.sentence_share
    edited = by_run >= weights.run_share and sum(len(p.runs) for p in later) >= weights.shortest
    return max(by_sentence, by_run) if whole or edited else 0.0


def copied_spans(later: Passages, earlier: Passages) -> tuple[Span, ...]:
    """The sentences of a text of which most stands in another one, neighbours joined."""
    return _copied(later, runs_of(earlier))


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
