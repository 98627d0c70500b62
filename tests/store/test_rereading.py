"""Reading again: nothing is lost, ids stay where they hold, what is gone leads on, and a run goes on where it was."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from lagebild.lang import Language, load
from lagebild.model import Correction, EventType, MadeBy, Reading, StoreError
from lagebild.store import (
    ReportFilter,
    Store,
    add_reading,
    begin,
    compare,
    compared,
    event,
    finish,
    ledger,
    listed,
    open_store,
    put,
    reading,
    relink,
    stored,
    waiting,
)
from lagebild.store.handle import set_meta, writing_to
from tests.factories import READER, make_actor, make_event, make_quotation, make_reading, make_report, make_state

LANGUAGE: Language = load("de")
NEWER = MadeBy(lagebild="0.2.0", model="de-2", lexicons="test")
TEXT = "Auf dem Markt von Altstadt gab es eine Kundgebung. In Neudorf begann ein Streik der Hafenarbeiter."
PEOPLE = (make_state("a1", "Portugal", "PRT"), make_actor("a2", "Erika Muster"))


def read(
    id: str = "r1", made_by: MadeBy = READER, found: tuple[str, ...] = ("Kundgebung", "Streik"), text: str = TEXT,
    published: str = "2023-07-17T09:00+02:00", correction: Correction | None = None,
) -> Reading:  # fmt: skip
    """A reading that finds the events of some triggers, numbered in their order."""
    report = make_report(id, text, published=published, outlet="Tagesblatt", correction=correction)
    events = tuple(
        make_event(
            report, word, EventType.PROTEST, id=f"e{n}", day="2023-07-17",
            place="Altstadt" if word == "Kundgebung" else "Neudorf", recipients=("a1",),
        )
        for n, word in enumerate(found, 1)
    )  # fmt: skip
    return make_reading(report, actors=PEOPLE, events=events, made_by=made_by)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.db") as opened:
        yield opened


def add(store: Store, *found: Reading) -> None:
    for one in found:
        add_reading(store, one)
    relink(store, LANGUAGE)


def ids(store: Store) -> dict[str, str]:
    """The event of each trigger."""
    relink(store, LANGUAGE)
    text = {report.id: reading(store, report.id).report.text for report in listed(store)}
    return {text[m.report][slice(*m.trigger)]: e.id for e in ledger(store) for m in e.mentions if m.report in text}


def test_what_differs_between_two_readings_is_gained_lost_or_called_something_else() -> None:
    old = read(found=("Kundgebung",))
    new = read(found=("Streik",), made_by=NEWER)
    found = compare(old, new)
    assert [i.passage for i in found.gained] == ["Streik"]
    assert [i.passage for i in found.lost] == ["Kundgebung"]
    same = compare(old, read(found=("Kundgebung",), made_by=NEWER))
    assert (same.gained, same.lost, same.changed) == ((), (), ())
    quoted = make_quotation(new.report, "begann ein Streik", holders=("a2",))
    before = msgspec.structs.replace(new, quotations=(quoted,))
    after = msgspec.structs.replace(new, quotations=(msgspec.structs.replace(quoted, holders=()),))
    assert [(a.what, b.what) for a, b in compare(before, after).changed] == [("asserts Erika Muster", "asserts")]


def test_a_new_reading_is_current_and_the_old_one_stays_beside_it(store: Store) -> None:
    add(store, read(found=("Kundgebung",)))
    job = begin(store, NEWER)
    (key,) = waiting(store, job)
    put(store, key, read(made_by=NEWER))
    assert len(reading(store, "r1").events) == 2
    assert [r.version for r in listed(store, ReportFilter(versions=True))] == [1]
    (change,) = compared(store, job)
    assert ([i.passage for i in change.gained], change.lost) == (["Streik"], ())
    assert waiting(store, job) == []


def test_ids_of_events_stay_where_they_hold_although_they_are_numbered_anew(store: Store) -> None:
    add(store, read(found=("Kundgebung", "Streik")))
    before = ids(store)
    add(store, read(found=("Streik",), made_by=NEWER))
    assert ids(store) == {"Streik": before["Streik"]}
    assert event(store, before["Streik"]).superseded_by is None
    with pytest.raises(StoreError, match="is no longer read since"):
        event(store, before["Kundgebung"])


def test_an_event_whose_trigger_is_another_word_now_is_superseded_by_what_stands_there(store: Store) -> None:
    report = read().report
    wide = make_event(report, "eine Kundgebung", EventType.PROTEST, day="2023-07-17", place="Altstadt")
    other = make_event(report, "Streik", EventType.PROTEST, id="e2", day="2023-07-17", place="Neudorf")
    add(store, make_reading(report, actors=PEOPLE, events=(other, wide)))
    before = ids(store)
    # The numbers say the opposite: what was e1 is e2 now.
    again = (
        make_event(report, "Streik", EventType.PROTEST, id="e1", day="2023-07-17", place="Neudorf"),
        make_event(report, "Kundgebung", EventType.PROTEST, id="e2", day="2023-07-17", place="Altstadt"),
    )
    add(store, make_reading(report, actors=PEOPLE, events=again, made_by=NEWER))
    after = ids(store)
    assert after["Streik"] == before["Streik"]
    assert event(store, before["eine Kundgebung"]).superseded_by == after["Kundgebung"]


def test_ids_lead_on_also_where_linking_itself_changed_with_the_version(store: Store) -> None:
    report = read().report
    wide = make_event(report, "eine Kundgebung", EventType.PROTEST, day="2023-07-17", place="Altstadt")
    add(store, make_reading(report, actors=PEOPLE, events=(wide,)))
    before = ids(store)
    with writing_to(store) as connection:
        set_meta(connection, "linked", "0")
    add_reading(store, read(found=("Kundgebung",), made_by=NEWER))
    after = ids(store)
    assert event(store, before["eine Kundgebung"]).superseded_by == after["Kundgebung"] != before["eine Kundgebung"]


def test_an_interrupted_run_goes_on_where_it_was_and_tells_the_whole_change(store: Store) -> None:
    add(store, *(read(f"r{n}", found=("Kundgebung",)) for n in range(4)))
    job = begin(store, NEWER)
    first, *_ = waiting(store, job)
    old = stored(store, first)
    assert old is not None
    put(store, first, msgspec.structs.replace(read(old.report.id, NEWER), report=old.report))
    again = begin(store, NEWER)
    assert again == job
    rest = waiting(store, again)
    assert len(rest) == 3
    assert first not in rest
    for key in rest:
        one = stored(store, key)
        assert one is not None
        put(store, key, read(one.report.id, NEWER))
    assert [change.report for change in compared(store, job)] == ["r0", "r1", "r2", "r3"]
    finish(store)
    assert begin(store, NEWER, everything=True) != job


def test_the_same_reader_may_read_again_and_what_it_read_before_is_kept(store: Store) -> None:
    add(store, read(found=("Kundgebung",)))
    assert waiting(store, begin(store, READER)) == []
    finish(store)
    job = msgspec.structs.replace(begin(store, READER, everything=True), since="9999")
    (key,) = waiting(store, job)
    put(store, key, read())
    assert len(reading(store, "r1").events) == 2
    found = list(compared(store, msgspec.structs.replace(job, since="")))
    assert [i.passage for i in found[0].gained] == ["Streik"]
    put(store, key, read())
    assert len(list(compared(store, msgspec.structs.replace(job, since="")))) == 1


def test_replaced_versions_are_read_again_too_and_still_do_not_vouch(store: Store) -> None:
    later = {"text": f"{TEXT} Eine frühere Fassung war falsch.", "published": "2023-07-18T08:00+02:00"}
    add(store, read(found=("Kundgebung",)))
    add(store, read(found=("Kundgebung",), correction=Correction.CORRECTION, **later))  # type: ignore[arg-type]
    before = list(ledger(store))
    job = begin(store, NEWER)
    for key in waiting(store, job):
        one = stored(store, key)
        assert one is not None
        fresh = read(made_by=NEWER, found=("Kundgebung",), text=one.report.text)
        put(store, key, msgspec.structs.replace(fresh, report=one.report))
    relink(store, LANGUAGE)
    after = list(ledger(store))
    assert after == before
    (one_event,) = after
    assert [(p.report, p.withdrawn) for p in one_event.positions] == [("r1@1", "2023-07-18"), ("r1", None)]
    assert one_event.independent_sources == 1
