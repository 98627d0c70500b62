"""Samples: every stratum is there, the seed alone decides, impossible wishes are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model import InputError
from lagebild.validation import Unit, draw
from lagebild.validation.sampling import allocate

UNITS = [Unit(f"r{n}", "abcd"[min(n // 10, 3)]) for n in range(60)]


def test_the_seed_decides_and_the_order_of_reports_does_not() -> None:
    assert draw(UNITS, 12, 1) == draw(reversed(UNITS), 12, 1)
    assert draw(UNITS, 12, 1).units != draw(UNITS, 12, 2).units


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 200), min_size=1, max_size=12), st.data())
def test_every_stratum_has_a_place_and_none_more_than_it_holds(sizes: dict[str, int], data: st.DataObject) -> None:
    places = data.draw(st.integers(len(sizes), sum(sizes.values())))
    given_ = allocate(sizes, places)
    assert sum(given_.values()) == places
    assert all(1 <= given_[name] <= sizes[name] for name in sizes)


def test_strata_are_drawn_in_proportion_and_weights_lead_back_to_the_population() -> None:
    found = draw(UNITS, 12, 5)
    assert [(s.name, s.population, s.sampled) for s in found.strata] == [
        ("a", 10, 2), ("b", 10, 2), ("c", 10, 2), ("d", 30, 6),
    ]  # fmt: skip
    assert sum(s.weight * s.sampled for s in found.strata) == len(UNITS)
    assert len({unit.report for unit in found.units}) == 12


@pytest.mark.parametrize(
    ("units", "size", "said"),
    [([], 5, "no report to draw from"), (UNITS, 61, "--size 60 at most"), (UNITS, 3, "--size 4 at least")],
)
def test_what_cannot_be_drawn_is_told_with_a_remedy(units: list[Unit], size: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        draw(units, size, 1)
