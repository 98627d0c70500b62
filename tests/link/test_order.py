"""The ledger is the same in whatever order and pieces reports come in, byte for byte."""

import random

import msgspec
import pytest

from lagebild.link.base import Memory
from lagebild.link.incremental import Linker
from lagebild.link.vocabulary import vocabulary_of
from lagebild.link.weights import load_weights
from lagebild.model import Reading, Status
from tests.link.world import LANGUAGE, blamed, blast, told, visit

WORDS = " ".join(f"Satz {i} erzählt etwas ganz Eigenes über die Brücke von Altstadt." for i in range(6))
WORLD: tuple[Reading, ...] = (
    *(blast(f"a{i}", published=f"2023-07-{17 + i}", text=WORDS if i % 2 else "") for i in range(6)),
    *(blast(f"b{i}", "2022-07-17", f"2022-07-{17 + i}", text=f"Lage {i}.") for i in range(4)),
    blamed(),
    blamed("vorwurf-2", "2023-07-20"),
    visit("plan", "2023-05-08", Status.PLANNED, "2023-05-14"),
    visit("ab", "2023-05-10", Status.NEGATED, "2023-05-14"),
    visit("da", "2023-05-15", Status.ACTUAL, "2023-05-14"),
    blast("ohne", published=""),
    blast("spaeter", published="2093-07-17"),
)


def linked(order: list[int], pieces: random.Random | None = None) -> bytes:
    """The ledger, its links and its copies after the reports came in an order, one by one or some at a time."""
    source = {one.ref: one for one in told(*WORLD)}
    base = Memory(dict(enumerate(source)), source.__getitem__)
    copies: dict[str, object] = {}
    while order:
        many = pieces.randint(1, 3) if pieces else len(order)
        linker = Linker(base, vocabulary_of(LANGUAGE), load_weights())
        linker.update(order[:many])
        order = order[many:]
        copies.update(linker.copies)
    found = sorted(msgspec.json.encode(row) for row in base.found.values())
    why = sorted(msgspec.json.encode(w) for reasons in base.why.values() for w in reasons)
    kept = sorted(msgspec.json.encode(row) for row in copies.items() if row[1] is not None)
    return b"\n".join((*found, *why, *kept))


@pytest.mark.parametrize("seed", range(20))
def test_every_order_of_arrival_gives_the_same_ledger(seed: int) -> None:
    pick = random.Random(seed)
    order = list(range(len(WORLD)))
    pick.shuffle(order)
    whole = linked(list(range(len(WORLD))))
    assert b'"contested":true' in whole
    assert b'"original":"a1"' in whole
    assert linked(order, pick) == whole
