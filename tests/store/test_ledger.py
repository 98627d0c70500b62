"""The ledger in the store: made from the readings, kept apart from them, never half new."""

import random
from collections.abc import Iterator

import msgspec
import pytest
from msgspec import structs

from lagebild.lang import Language, load
from lagebild.model import EventType, LedgerStatus, Reading, StoreError
from lagebild.store import (
    ActorFilter,
    LedgerFilter,
    Store,
    actors,
    add_reading,
    add_readings,
    check,
    copies,
    copy_counts,
    event,
    ledger,
    listed,
    needs_relink,
    open_store,
    relink,
    remove,
    why,
)
from tests.factories import make_actor, make_event, make_reading, make_report, make_state
from tests.store.conftest import Place

LANGUAGE: Language = load("de")
WORDS = " ".join(f"Satz {i} erzählt etwas ganz Eigenes über die Brücke von Altstadt." for i in range(6))


def blast(
    id: str, published: str = "2023-07-17T09:00+02:00", day: str = "2023-07-17", text: str = "", outlet: str = ""
) -> Reading:
    report = make_report(
        id,
        f"Auf der Hafenbrücke von Altstadt hat es eine Explosion gegeben. {text}",
        title="Explosion auf der Hafenbrücke",
        published=published,
        outlet=outlet or f"Blatt {id}",
    )
    event = make_event(
        report, "Explosion", EventType.ASSAULT, day=day, place="Altstadt", country="PRT", recipients=("a1",)
    )
    return make_reading(report, actors=(make_state("a1", "Portugal", "PRT"),), events=(event,))


PAGE = "https://kuestenbote.example/bruecke"
WORLD = (
    *(blast(f"a{i}", f"2023-07-{17 + i}", text=WORDS if i % 2 else "") for i in range(5)),
    *(blast(f"b{i}", f"2022-07-{17 + i}", "2022-07-17", text=f"Lage {i}.") for i in range(4)),
    structs.replace(blast("p1"), report=structs.replace(blast("p1").report, url=PAGE, outlet="Küstenbote")),
    structs.replace(
        blast("p2"), report=structs.replace(blast("p2").report, url=PAGE, outlet="Küstenbote", published="2023-07-19")
    ),
    blast("ohne", published=""),
    blast("spaeter", "2093-07-17"),
)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with open_store(place()) as opened:
        yield opened


def test_an_empty_store_has_an_empty_ledger(store: Store) -> None:
    assert not needs_relink(store)
    assert relink(store, LANGUAGE) == 0
    assert list(ledger(store)) == []


def test_the_ledger_is_stale_until_new_reports_are_linked(store: Store) -> None:
    add_reading(store, blast("a"))
    assert needs_relink(store)
    assert relink(store, LANGUAGE) == 1
    assert not needs_relink(store)
    add_reading(store, blast("a"))
    assert not needs_relink(store)
    add_reading(store, blast("b"))
    assert needs_relink(store)


def test_copies_are_listed_with_their_original(store: Store) -> None:
    list(add_readings(store, [blast("a", text=WORDS), blast("b", "2023-07-18", text=WORDS)]))
    relink(store, LANGUAGE)
    assert {report.id: report.copy_of for report in listed(store)} == {"a": None, "b": "a"}
    assert copy_counts(store) == {"a": 1}
    (copy,) = copies(store)
    assert (copy.report, copy.original) == ("b", "a")
    assert copy.spans


def test_positions_of_a_replaced_version_stay_with_a_date(store: Store) -> None:
    add_reading(store, blast("a"))
    add_reading(store, blast("a", published="2023-07-19", text="Nun mit neuen Angaben."))
    relink(store, LANGUAGE)
    (found,) = ledger(store)
    assert {p.report: p.withdrawn for p in found.positions} == {"a@1": "2023-07-19", "a": None}
    assert found.independent_sources == 1


def test_the_ledger_of_reports_added_in_pieces_equals_the_one_made_in_one_go(place: Place, store: Store) -> None:
    readings = [blast("a", text=WORDS), blast("b", "2023-07-18", text=WORDS), blast("c", "2022-07-17", "2022-07-17")]
    for found in reversed(readings):
        add_reading(store, found)
        relink(store, LANGUAGE)
    with open_store(place()) as other:
        list(add_readings(other, readings))
        relink(other, LANGUAGE)
        assert msgspec.json.encode(list(ledger(store))) == msgspec.json.encode(list(ledger(other)))
        assert list(copies(store)) == list(copies(other))


@pytest.mark.parametrize("seed", range(4))
def test_the_ledger_is_the_same_in_every_order_of_adding_and_removing(place: Place, seed: int) -> None:
    pick = random.Random(seed)
    order = list(WORLD)
    pick.shuffle(order)
    with open_store(place()) as pieces, open_store(place()) as whole:
        list(add_readings(whole, WORLD))
        relink(whole, LANGUAGE)
        while order:
            some, order = order[:3], order[3:]
            list(add_readings(pieces, some))
            relink(pieces, LANGUAGE)
            gone = pick.choice(some)
            remove(pieces, gone.report.id)
            if pick.random() < 0.5:
                relink(pieces, LANGUAGE)
            add_reading(pieces, gone)
        relink(pieces, LANGUAGE)
        assert [msgspec.json.encode(e) for e in ledger(pieces)] == [msgspec.json.encode(e) for e in ledger(whole)]
        assert list(copies(pieces)) == list(copies(whole))
        assert list(listed(pieces)) == list(listed(whole))
        assert {e.id: why(pieces, e.id) for e in ledger(pieces)} == {e.id: why(whole, e.id) for e in ledger(whole)}


def test_the_number_of_events_is_that_of_the_ledger(store: Store) -> None:
    list(add_readings(store, [blast("a"), blast("b", "2022-07-17", "2022-07-17")]))
    assert relink(store, LANGUAGE) == len(list(ledger(store))) == 2
    remove(store, "b")
    add_reading(store, blast("c", "2023-07-18"))
    assert relink(store, LANGUAGE) == len(list(ledger(store))) == 1


def test_the_ledger_is_filtered(store: Store) -> None:
    list(add_readings(store, [blast("a"), blast("b", "2023-07-18"), blast("alt", "2022-07-17", "2022-07-17")]))
    relink(store, LANGUAGE)

    def found(**where: object) -> list[list[str]]:
        return [[m.report for m in e.mentions] for e in ledger(store, LedgerFilter(**where))]  # type: ignore[arg-type]

    assert found() == [["alt"], ["a", "b"]]
    assert found(min_sources=2) == [["a", "b"]]
    assert found(since="2023") == [["a", "b"]]
    assert found(until="2022-12") == [["alt"]]
    assert found(happened_since="2023-07-17", happened_until="2023-07") == [["a", "b"]]
    assert found(type=EventType.CONSULT) == []
    assert found(status=LedgerStatus.ACTUAL, country="PRT", actor="portu", limit=1) == [["alt"]]
    assert found(offset=1) == [["a", "b"]]
    assert found(contested=True) == []
    assert found(report="b") == [["a", "b"]]


def test_an_event_whose_id_is_gone_leads_to_the_one_in_its_place(store: Store) -> None:
    add_reading(store, blast("b", "2023-07-18"))
    relink(store, LANGUAGE)
    (old,) = ledger(store)
    add_reading(store, blast("a"))
    relink(store, LANGUAGE)
    (new,) = ledger(store)
    assert old.id != new.id
    found = event(store, old.id)
    assert (found.id, found.superseded_by) == (old.id, new.id)
    assert event(store, new.id) == new
    remove(store, "a")
    relink(store, LANGUAGE)
    assert event(store, old.id).superseded_by is None


def test_an_unknown_event_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="There is no event"):
        event(store, "nope")


def test_a_removed_report_takes_its_events_and_links_along(store: Store) -> None:
    list(add_readings(store, [blast("a", text=WORDS), blast("b", "2023-07-18", text=WORDS)]))
    relink(store, LANGUAGE)
    remove(store, "a")
    assert list(ledger(store)) == []
    assert list(copies(store)) == []
    assert needs_relink(store)
    relink(store, LANGUAGE)
    (found,) = ledger(store)
    assert [m.report for m in found.mentions] == ["b"]
    assert not [finding for finding in check(store) if finding.fatal]


def test_a_surname_is_counted_with_its_full_name(store: Store) -> None:
    full = make_reading(make_report("a", "Erika Muster sprach."), actors=(make_actor("a1", "Erika Muster"),))
    short = make_reading(make_report("b", "Muster sprach wieder."), actors=(make_actor("a1", "Muster"),))
    list(add_readings(store, [full, short]))
    relink(store, LANGUAGE)
    assert [(actor.name, actor.reports) for actor in actors(store, ActorFilter())] == [("Erika Muster", 2)]


def test_a_ledger_that_cannot_be_made_leaves_the_old_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add_reading(store, blast("a"))
    relink(store, LANGUAGE)
    before = list(ledger(store))
    add_reading(store, blast("b", "2023-07-18"))

    def fails(*_: object) -> None:
        raise StoreError("No space.")

    monkeypatch.setattr("lagebild.store.links._save_aliases", fails)
    with pytest.raises(StoreError):
        relink(store, LANGUAGE)
    assert list(ledger(store)) == before
    assert needs_relink(store)


def test_every_event_of_several_reports_says_why_they_were_linked(store: Store) -> None:
    list(add_readings(store, [blast("a"), blast("b", "2023-07-18"), blast("alt", "2022-07-17", "2022-07-17")]))
    relink(store, LANGUAGE)
    by_reports = {tuple(m.report for m in e.mentions): e.id for e in ledger(store)}
    (reason,) = why(store, by_reports["a", "b"])
    assert (reason.one, reason.other) == (("a", "e1"), ("b", "e1"))
    assert "day" in dict(reason.features)
    assert why(store, by_reports[("alt",)]) == ()


def test_a_report_that_took_anothers_place_is_listed_with_it(store: Store) -> None:
    first, second = blast("a", outlet="Bote"), blast("b", "2023-07-18", outlet="Bote", text="Nun mit Angaben.")
    address = "https://bote.example/bruecke"
    for found in (first, second):
        add_reading(store, msgspec.structs.replace(found, report=msgspec.structs.replace(found.report, url=address)))
    relink(store, LANGUAGE)
    assert {report.id: report.replaces for report in listed(store)} == {"a": None, "b": "a"}
    assert list(copies(store)) == []
