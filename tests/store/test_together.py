"""watch, add and serve on one store, killed at a few moments; `python -m bench.together` does it a hundred times."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.together import Launch, killed_together, launcher

from tests.store.conftest import Place


@pytest.fixture(scope="module")
def launch() -> Iterator[Launch]:
    """Starts commands of lagebild."""
    with launcher() as found:
        yield found


def test_kills_lose_nothing_and_double_nothing(launch: Launch, place: Place, tmp_path: Path) -> None:
    done = killed_together(launch, place(), place(), tmp_path, moments=3, longest=1.0, seed=5)
    assert done.wrong == []
    assert done.killed >= 3
    assert done.stored == 3 * (2 * 5 + 12)
