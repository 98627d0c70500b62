"""Stories: what hangs together is grouped, whatever the order; what only shares a frequent name is not."""

import random

from lagebild.model import EventType, LedgerActor, LedgerEvent, LedgerPlace, LedgerStatus, LedgerTime, MentionRef
from lagebild.present.stories import stories


def event(id: str, reports: str, who: str = "", place: str | None = None, day: str = "2023-06-06") -> LedgerEvent:
    """An event that reports tell, with parties by letter."""
    return LedgerEvent(
        id=id,
        type=EventType.ASSAULT,
        status=LedgerStatus.ACTUAL,
        time=LedgerTime(value=day, begins=day, ends=day),
        place=LedgerPlace(name=place) if place else None,
        actors=tuple(LedgerActor(id=f"p:{letter}", name=letter) for letter in who),
        mentions=tuple(MentionRef(report=report, event=id, trigger=(0, 1)) for report in reports.split()),
        first_seen=day,
        last_seen=day,
    )


DAM = (
    event("a1", "r1 r2", "XY", "Damm"),
    event("a2", "r2 r3", "X", "Damm", "2023-06-07"),
    event("a3", "r3", "Y", None, "2023-06-08"),
)
STRIKE = (event("b1", "s1 s2", "QR", "Hafen"), event("b2", "s2", "Q", "Hafen", "2023-06-09"))


def test_events_that_share_reports_parties_and_places_are_one_story_in_the_order_of_their_time() -> None:
    found = stories((*STRIKE, *reversed(DAM)))
    assert [[e.id for e in story.events] for story in found] == [["a1", "a2", "a3"], ["b1", "b2"]]
    dam = found[0]
    assert (dam.reports, dam.begins, dam.ends) == (3, "2023-06-06", "2023-06-08")
    assert dam.places == ("Damm",)
    assert set(dam.parties) == {"X", "Y"}


def test_the_order_of_the_events_does_not_matter() -> None:
    events = [*DAM, *STRIKE, event("c1", "t1", "X", "Damm", "2021-01-01")]
    first = stories(events, least=1)
    for seed in range(10):
        random.Random(seed).shuffle(events)
        assert stories(events, least=1) == first


def test_each_event_stands_in_one_story() -> None:
    events = (*DAM, *STRIKE)
    told = [e.id for story in stories(events, least=1) for e in story.events]
    assert sorted(told) == sorted(e.id for e in events)


def test_the_same_party_and_place_years_apart_are_another_story() -> None:
    found = stories((*DAM, event("c1", "t1 t2", "X", "Damm", "2020-01-01"), event("c2", "t2", "X", None, "2020-01-02")))
    assert [[e.id for e in story.events] for story in found] == [["a1", "a2", "a3"], ["c1", "c2"]]


def test_a_party_of_nearly_all_events_brings_none_together() -> None:
    events = [event(f"x{n:03}", f"u{n:03}", "Z", f"Ort {n}") for n in range(120)]
    assert stories(events) == ()


def test_an_empty_ledger_has_no_story() -> None:
    assert stories(()) == ()
