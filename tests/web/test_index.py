"""Counting in columns is the same on every way that is taken for speed."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.store import Store, ledger, open_store
from lagebild.web import cabinet
from lagebild.web.cabinet import Cabinet, StillCounting
from lagebild.web.index import Column, Index

SIZE = 60


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, 4)), unique=True),
    st.sets(st.integers(0, SIZE - 1)) | st.just(set(range(SIZE))) | st.just(set(range(SIZE - 2))),
    st.integers(1, 6),
)
def test_counts_and_choices_are_those_of_plain_counting(
    pairs: list[tuple[int, int]], chosen: set[int], most: int
) -> None:
    ordered = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    column = Column(tuple("abcde"), tuple("ABCDE"), ordered[:, 0], ordered[:, 1])
    mask = np.zeros(SIZE, dtype=np.bool_)
    mask[list(chosen)] = True
    expected = [sum(e in chosen and v == value for e, v in pairs) for value in range(5)]
    assert column.count(mask).tolist() == expected
    for value in range(5):
        assert set(np.flatnonzero(column.having((value,), SIZE))) == {e for e, v in pairs if v == value}
    counts = np.array(expected, dtype=np.int32)
    largest = column.largest(counts, most)
    assert [expected[n] for n in largest] == sorted((n for n in expected if n), reverse=True)[:most]


@pytest.mark.parametrize("share", [1.0, 0.5, 0.05])
def test_the_best_of_the_chosen_are_those_of_the_whole_order(share: float, store: Store) -> None:
    size = 500
    rng = np.random.default_rng(1)
    index = Cabinet(store).index()
    fields = {name: getattr(index, name) for name in index.__dataclass_fields__ if name != "memory"}
    large = Index(**{**fields, "ids": tuple(map(str, range(size))), "rank": rng.permutation(size).astype(np.int32)})
    mask = rng.random(size) < share
    assert large.best(mask, 12) == [int(n) for n in large.rank if mask[n]][:12]


def test_a_large_ledger_is_counted_beside_the_readers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cabinet, "SMALL", 0)
    monkeypatch.setattr(cabinet, "PATIENCE_S", 0.0)
    kept = Cabinet(store)
    with pytest.raises(StillCounting):
        kept.index()
    monkeypatch.setattr(cabinet, "PATIENCE_S", 60.0)
    assert set(kept.index().ids) == {event.id for event in ledger(store)}
    assert kept.index() is kept.index()


def test_the_store_names_itself_for_another_process(store: Store) -> None:
    with open_store(store.engine.url.render_as_string(hide_password=False), create=False) as again:
        assert [event.id for event in ledger(again)] == [event.id for event in ledger(store)]
