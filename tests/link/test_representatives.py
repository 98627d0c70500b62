"""Which pairs are compared: the same whatever came first, and few for a key that very many share."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.link.representatives import Entry, MemoryIndex, changed, still

MOST = 3
ENTRIES = st.sets(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=30)


def entry(key: int, item: int) -> Entry:
    """An item stands at one place, whatever the key."""
    return key, item * 7 % 10, item


def wanted(entries: list[Entry]) -> set[tuple[int, int]]:
    """By definition: pairs of a key of which one is among its first."""
    pairs = set()
    for key in {k for k, _, _ in entries}:
        ranked = [item for _, item in sorted((place, item) for k, place, item in entries if k == key)]
        pairs |= {(min(a, b), max(a, b)) for a in ranked[:MOST] for b in ranked if a != b}
    return pairs


@settings(max_examples=200, deadline=None)
@given(ENTRIES, ENTRIES, st.integers(0, 100))
def test_the_pairs_are_those_of_what_is_there_whatever_came_and_went(
    first: set[tuple[int, int]], second: set[tuple[int, int]], seed: int
) -> None:
    index, pairs = MemoryIndex(), set[tuple[int, int]]()
    steps = [*first, *second]
    random.Random(seed).shuffle(steps)
    there: set[tuple[int, int]] = set()
    for at in range(0, len(steps), 4):
        some = set(steps[at : at + 4])
        # What is there already goes, and comes again when it is named twice.
        gone, new = some & there, some - there
        for item in {item for _, item in gone}:
            pairs = {pair for pair in pairs if item not in pair}
        gone |= {(k, i) for k, i in there if i in {item for _, item in gone}}
        new |= {(k, i) for k, i in gone if (k, i) not in some}
        change = changed(index, [entry(*e) for e in sorted(gone)], [entry(*e) for e in sorted(new)], MOST)
        there = (there - gone) | new
        keys = {item: [k for k, i in there if i == item] for item in range(10)}
        looked = sorted(pair for pair in pairs if change.displaced & set(pair))
        kept = still(index, keys, looked, MOST)
        pairs -= {pair for pair, stays in zip(looked, kept, strict=True) if not stays}
        pairs |= change.pairs
    assert pairs == wanted([entry(*e) for e in there])


def test_a_key_that_very_many_share_costs_each_of_them_a_few_comparisons() -> None:
    index = MemoryIndex()
    changed(index, (), [(1, item * 7919 % 10007, item) for item in range(5000)], MOST)
    change = changed(index, (), [(1, 10006, 6000)], MOST)
    assert len(change.pairs) == MOST
