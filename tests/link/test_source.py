"""Readings that are fetched when they are asked for."""

import msgspec
import pytest

from lagebild.link import Told, link_reports
from lagebild.link.source import Readings
from lagebild.model import Status
from tests.link.world import LANGUAGE, blamed, blast, told, visit

WORLD = {
    t.ref: t
    for t in told(
        blast("a"), blast("b", published="2023-07-18"), blamed(), visit("v", "2023-05-09", Status.ACTUAL, None)
    )
}


def test_what_is_fetched_when_asked_for_gives_the_same_ledger() -> None:
    fetched = link_reports(Readings(tuple(WORLD), WORLD.__getitem__, kept=1), LANGUAGE)
    assert msgspec.json.encode(fetched) == msgspec.json.encode(link_reports(WORLD.values(), LANGUAGE))


def test_only_the_last_readings_are_held() -> None:
    asked: list[str] = []

    def fetch(ref: str) -> Told:
        asked.append(ref)
        return WORLD[ref]

    readings = Readings(tuple(WORLD), fetch, kept=2)
    for ref in ("a", "b", "a", "v", "a", "b"):
        assert readings[ref].ref == ref
    assert asked == ["a", "b", "v", "b"]


def test_an_unknown_reading_is_no_reading() -> None:
    readings = Readings(("a",), WORLD.__getitem__)
    assert (list(readings), len(readings)) == (["a"], 1)
    with pytest.raises(KeyError):
        readings["c"]
