"""The measures of coreference: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF-e (Luo 2005) with phi4,
their mean (CoNLL-2012), and links by type of mention.

A mention is any hashable; a partition is a list of sets of mentions. A mention that two annotations share is the same
object in both. Every measure gives counts (precision numerator, denominator, recall numerator, denominator), so that
they add up over reports.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial

Chain = frozenset[Hashable]
Counts = tuple[float, float, float, float]
NONE: Counts = (0.0, 0.0, 0.0, 0.0)


def muc(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Links that are missing to make the chains of one side whole on the other side."""
    return *_muc_side(response, key), *_muc_side(key, response)


def _muc_side(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
    of = {mention: n for n, chain in enumerate(others) for mention in chain}
    right = total = 0
    for chain in chains:
        parts = {of[mention] for mention in chain if mention in of}
        alone = sum(mention not in of for mention in chain)
        right += len(chain) - len(parts) - alone
        total += len(chain) - 1
    return float(right), float(total)


def b_cubed(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Share of each mention's chain that it is right to be with."""
    return *_b_side(response, key), *_b_side(key, response)


def _b_side(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
    of = {mention: chain for chain in others for mention in chain}
    right = sum(len(chain & of[mention]) / len(chain) for chain in chains for mention in chain if mention in of)
    return right, float(sum(map(len, chains)))


def ceaf_e(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Similarity 2|K∩R|/(|K|+|R|) of the chains under the best one-to-one alignment."""
    from scipy.optimize import linear_sum_assignment

    if not key or not response:
        return 0.0, float(len(response)), 0.0, float(len(key))
    similar = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    rows, columns = linear_sum_assignment(similar, maximize=True)
    best = float(sum(similar[row][column] for row, column in zip(rows, columns, strict=True)))
    return best, float(len(response)), best, float(len(key))


MEASURES: dict[str, Callable[[Sequence[Chain], Sequence[Chain]], Counts]] = {
    "MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e,
}  # fmt: skip


def mention_overlap(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Mentions that both sides have."""
    wanted, given = frozenset().union(*key), frozenset().union(*response)
    both = float(len(wanted & given))
    return both, float(len(given)), both, float(len(wanted))


def links(
    key: Sequence[Chain],
    response: Sequence[Chain],
    place: Callable[[Hashable], int],
    wanted: frozenset[Hashable],
    ends: frozenset[Hashable],
) -> Counts:
    """Links of the `wanted` mentions to the nearest one of `ends` before them in their chain; `place` orders mentions.

    A link of the response is right when the key has both ends in one chain; one of the key is met when the response
    has a right link of the same mention.
    """
    given = set(_steps(response, place, wanted, ends))
    asked = set(_steps(key, place, wanted, ends))
    right = sum(any(mention in chain and before in chain for chain in key) for mention, before in given)
    linked = {mention for mention, before in given if any({mention, before} <= chain for chain in key)}
    met = sum(mention in linked for mention, _ in asked)
    return float(right), float(len(given)), float(met), float(len(asked))


def _steps(
    chains: Sequence[Chain], place: Callable[[Hashable], int], wanted: frozenset[Hashable], ends: frozenset[Hashable]
) -> Iterable[tuple[Hashable, Hashable]]:
    for chain in chains:
        before: Hashable | None = None
        for mention in sorted(chain, key=place):
            if mention in wanted and before is not None:
                yield mention, before
            if mention in ends:
                before = mention


def add(one: Counts, other: Counts) -> Counts:
    """Counts of two reports together."""
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]


def rates(counts: Counts) -> tuple[float, float, float]:
    """Precision, recall, F1 in percent."""
    precision = 100 * counts[0] / counts[1] if counts[1] else 0.0
    recall = 100 * counts[2] / counts[3] if counts[3] else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def conll(key: Sequence[Sequence[Chain]], response: Sequence[Sequence[Chain]]) -> dict[str, tuple[float, float, float]]:
    """Mentions, MUC, B3, CEAFe over reports, and as "CoNLL" the mean of the three F1 (its P and R are means too)."""
    totals: dict[str, Counts] = {}
    for name, measure in {"mentions": mention_overlap, **MEASURES}.items():
        counts = NONE
        for wanted, given in zip(key, response, strict=True):
            counts = add(counts, measure(wanted, given))
        totals[name] = counts
    found = {name: rates(counts) for name, counts in totals.items()}
    mean = partial(_mean, [found[name] for name in MEASURES])
    return found | {"CoNLL": (mean(0), mean(1), mean(2))}


def _mean(rows: list[tuple[float, float, float]], at: int) -> float:
    return sum(row[at] for row in rows) / len(rows)
