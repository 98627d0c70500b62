"""Parts of the graph: what is linked piece by piece, in any order, is what is linked in one go."""

import random

import pytest
from bench.generated import readings

from lagebild.link.base import Memory
from lagebild.link.incremental import Linker
from lagebild.link.records import Told, Why
from lagebild.link.vocabulary import vocabulary_of
from lagebild.link.weights import load_weights
from lagebild.model import LedgerEvent
from tests.link.world import LANGUAGE

REPORTS = 150
WORLD = [Told(reading=reading, ref=reading.report.id) for reading in readings(5, REPORTS)]


def linked(pieces: list[list[int]]) -> tuple[dict[str, tuple[bool, LedgerEvent]], dict[str, tuple[Why, ...]]]:
    by_ref = {told.ref: told for told in WORLD}
    base = Memory({number: told.ref for number, told in enumerate(WORLD)}, by_ref.__getitem__)
    for piece in pieces:
        Linker(base, vocabulary_of(LANGUAGE), load_weights()).update(piece)
    return base.found, base.why


@pytest.mark.parametrize("seed", range(3))
def test_events_that_are_made_part_by_part_are_those_of_the_whole(seed: int) -> None:
    pick = random.Random(seed)
    order = list(range(REPORTS))
    pick.shuffle(order)
    pieces = []
    while order:
        size = pick.choice((1, 1, 2, 20))
        pieces.append(order[:size])
        order = order[size:]
    whole, why = linked([list(range(REPORTS))])
    assert max(len(event.mentions) for _, event in whole.values()) > 10
    assert linked(pieces) == (whole, why)


def test_a_report_that_is_linked_again_changes_nothing() -> None:
    everything = list(range(REPORTS))
    assert linked([everything, [3], [70, 71, 4], everything[:40]]) == linked([everything])
