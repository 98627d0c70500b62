"""What people say: kept beside the reading, applied to the ledger, outliving new readings, undone by another word."""

from collections.abc import Iterator

import msgspec
import pytest

from lagebild.lang import Language, load
from lagebild.model import About, AmendmentKind, EventType, InputError, LedgerEvent, MadeBy, Reading, Stance, StoreError
from lagebild.store import (
    LedgerFilter,
    Store,
    add_reading,
    add_readings,
    check,
    event,
    judge,
    ledger,
    merge,
    needs_relink,
    open_store,
    relink,
    remove,
    said,
    split,
    take,
    undo,
    why,
)
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report, make_state
from tests.store.conftest import Place, everything

LANGUAGE: Language = load("de")
NEWER = MadeBy(lagebild="0.2.0", model="de-2", lexicons="test")
PEOPLE = (make_state("a1", "Portugal", "PRT"), make_actor("a2", "Erika Muster", country="PRT", sector="GOV"))


def rally(id: str, place: str = "Altstadt", day: str = "2023-07-17", made_by: MadeBy | None = None) -> Reading:
    """A report of a rally on a bridge, told in its own voice."""
    report = make_report(
        id,
        f"Auf der Hafenbrücke von {place} hat es eine Kundgebung gegeben.",
        title=f"Kundgebung in {place}",
        published=f"{day}T09:00+02:00",
        outlet=f"Blatt {id}",
    )
    told = make_event(report, "Kundgebung", EventType.PROTEST, day=day, place=place, country="PRT", recipients=("a1",))
    more = {"made_by": made_by} if made_by else {}
    return make_reading(report, actors=PEOPLE, events=(told,), **more)  # type: ignore[arg-type]


def denial(id: str = "nein", shift: int = 0, made_by: MadeBy | None = None) -> Reading:
    """A report in which the minister denies the rally. shift: number by which ids of its events are greater."""
    report = make_report(
        id,
        "Auf der Hafenbrücke von Altstadt gab es eine Kundgebung. Eine Kundgebung bestritt Ministerin Erika Muster.",
        title="Kundgebung in Altstadt",
        published="2023-07-17T12:00+02:00",
        outlet="Rundschau",
    )
    told = make_event(
        report, "Kundgebung", EventType.PROTEST, id=f"e{1 + shift}", day="2023-07-17", place="Altstadt", country="PRT",
        recipients=("a1",), quotations=(f"q{1 + shift}",),
    )  # fmt: skip
    said_ = make_quotation(
        report, "Eine Kundgebung bestritt", id=f"q{1 + shift}", holders=("a2",), stance=Stance.DENIES,
        targets=(f"e{1 + shift}",),
    )  # fmt: skip
    more = {"made_by": made_by} if made_by else {}
    return make_reading(report, actors=PEOPLE, events=(told,), quotations=(said_,), **more)  # type: ignore[arg-type]


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with open_store(place()) as opened:
        yield opened


def linked(store: Store, *found: Reading) -> list[LedgerEvent]:
    """The ledger after some readings were added."""
    list(add_readings(store, found))
    relink(store, LANGUAGE)
    return list(ledger(store))


def shown(store: Store) -> list[list[str]]:
    """The reports of each event."""
    relink(store, LANGUAGE)
    return sorted([m.report for m in e.mentions] for e in ledger(store))


def test_what_people_join_is_one_event_with_the_positions_and_sources_of_all(store: Store) -> None:
    one, other = linked(store, rally("a"), rally("b", "Neudorf", "2023-01-02"))
    merge(store, (one.id, other.id), "Muster", "dieselbe Brücke")
    assert needs_relink(store)
    assert shown(store) == [["b", "a"]]
    (both,) = ledger(store)
    assert both.independent_sources == 2
    assert {p.report for p in both.positions} == {"a", "b"}
    assert [(r.kind, r.author, r.text) for r in both.remarks] == [("merge", "Muster", "dieselbe Brücke")]
    for old in (one.id, other.id):
        assert event(store, old).superseded_by == both.id


def test_undoing_a_merge_gives_the_events_back_with_their_ids_and_the_joined_id_leads_on(store: Store) -> None:
    before = linked(store, rally("a"), rally("b", "Neudorf", "2023-01-02"))
    word = merge(store, [e.id for e in before], "Muster")
    relink(store, LANGUAGE)
    (both,) = ledger(store)
    back = undo(store, word.id, "Beispiel")
    relink(store, LANGUAGE)
    assert list(ledger(store)) == before
    assert event(store, both.id).superseded_by in {e.id for e in before}
    undo(store, back.id, "Muster")
    relink(store, LANGUAGE)
    assert [e.id for e in ledger(store)] == [both.id]
    with pytest.raises(StoreError, match="taken back already"):
        undo(store, back.id, "Muster")


def test_a_report_that_is_split_off_tells_of_an_event_of_its_own(store: Store) -> None:
    (one,) = linked(store, rally("a"), rally("b"), rally("c"))
    split(store, one.id, ("b",), "Muster")
    assert shown(store) == [["a", "c"], ["b"]]
    assert {e.mentions[0].report: e.independent_sources for e in ledger(store)} == {"a": 2, "b": 1}
    assert all([r.kind for r in e.remarks] == ["split"] for e in ledger(store))
    assert event(store, one.id).independent_sources == 2
    linked(store, rally("d"))
    assert ["b"] in shown(store)


def test_what_is_split_or_merged_must_be_there_and_leave_something(store: Store) -> None:
    (one,) = linked(store, rally("a"), rally("b"))
    for call, message in (
        (lambda: split(store, one.id, ("z",), "M"), "no mention z"),
        (lambda: split(store, one.id, ("a", "b#e1"), "M"), "Nothing would be left"),
        (lambda: merge(store, (one.id, one.id), "M"), "with itself"),
        (lambda: merge(store, (one.id, "unknown"), "M"), "no event unknown"),
        (lambda: judge(store, AmendmentKind.WRONG, "a#e9", "M"), "has no e9"),
        (lambda: judge(store, AmendmentKind.WRONG, "a#x1", "M"), "names no event mention"),
        (lambda: judge(store, AmendmentKind.WRONG, "z#e1", "M"), "no report z"),
        (lambda: undo(store, "c000000000000", "M"), "no correction"),
    ):
        with pytest.raises(StoreError, match=message):
            call()
    assert list(said(store)) == []


def test_a_misread_denial_stays_in_sight_and_makes_nothing_contested(store: Store) -> None:
    (one,) = linked(store, rally("a"), denial())
    assert one.contested
    judge(store, AmendmentKind.WRONG, "nein#q1", "Muster", "kein Dementi")
    relink(store, LANGUAGE)
    (mended,) = ledger(store)
    assert not mended.contested
    assert [p.wrong for p in mended.positions if p.stance is Stance.DENIES] == [True]
    assert [(r.quotation, r.report) for r in mended.remarks] == [("q1", "nein")]


def test_a_misread_mention_leaves_its_event_and_the_word_stays_with_the_rest(store: Store) -> None:
    (one,) = linked(store, rally("a"), rally("b"))
    judge(store, AmendmentKind.WRONG, "b#e1", "Muster")
    assert shown(store) == [["a"]]
    (left,) = ledger(store)
    assert (left.independent_sources, left.superseded_by) == (1, None)
    assert [(r.report, r.mention) for r in left.remarks] == [("b", "e1")]
    assert event(store, one.id).superseded_by == left.id


def test_a_misread_event_stays_in_the_ledger_as_it_was_with_the_word_beside_it(store: Store) -> None:
    (one,) = linked(store, rally("a"))
    for kind, text in ((AmendmentKind.WRONG, None), (AmendmentKind.CONFIRM, None), (AmendmentKind.NOTE, "nachsehen")):
        judge(store, kind, one.id, "Muster", text)
    relink(store, LANGUAGE)
    (still,) = ledger(store)
    assert msgspec.structs.replace(still, remarks=()) == one
    assert [r.kind for r in still.remarks] == ["wrong", "confirm", "note"]
    assert list(ledger(store, LedgerFilter(remarked=False))) == []


def test_words_outlive_a_new_reading_that_numbers_its_events_and_quotations_anew(store: Store) -> None:
    (one,) = linked(store, rally("a"), denial())
    judge(store, AmendmentKind.WRONG, "nein#q1", "Muster")
    judge(store, AmendmentKind.CONFIRM, one.id, "Muster")
    split(store, one.id, ("nein",), "Muster")
    relink(store, LANGUAGE)
    before = [(m.report, e.contested) for e in ledger(store) for m in e.mentions]
    for newer in (rally("a", made_by=NEWER), denial(shift=3, made_by=NEWER)):
        add_reading(store, newer)
    relink(store, LANGUAGE)
    after = list(ledger(store))
    assert [(m.report, e.contested) for e in after for m in e.mentions] == before
    assert [m.event for e in after for m in e.mentions if m.report == "nein"] == ["e4"]
    assert {r.quotation for e in after for r in e.remarks if r.quotation} == {"q4"}
    assert all(one.found == one.anchors for one in said(store))


def test_a_word_holds_in_the_next_version_of_a_report_where_the_passage_still_stands(store: Store) -> None:
    linked(store, rally("a"), denial())
    judge(store, AmendmentKind.WRONG, "nein#q1", "Muster")
    old = denial()
    text = f"Aktualisiert am Abend. {old.report.text}"
    report = msgspec.structs.replace(old.report, text=text, published="2023-07-18T08:00+02:00")
    moved = make_event(
        report, "Kundgebung", EventType.PROTEST, day="2023-07-17", place="Altstadt", country="PRT", recipients=("a1",),
        quotations=("q1",),
    )  # fmt: skip
    again = make_quotation(report, "Eine Kundgebung bestritt", holders=("a2",), stance=Stance.DENIES, targets=("e1",))
    (found,) = linked(store, make_reading(report, actors=PEOPLE, events=(moved,), quotations=(again,)))
    denials = [(p.report, p.wrong, p.withdrawn) for p in found.positions if p.stance is Stance.DENIES]
    assert denials == [("nein@1", True, "2023-07-18"), ("nein", True, None)]
    assert not found.contested


def test_a_word_whose_place_is_no_longer_read_waits_and_comes_back(store: Store) -> None:
    one, other = linked(store, rally("a"), rally("b", "Neudorf", "2023-01-02"))
    merge(store, (one.id, other.id), "Muster")
    empty = make_reading(rally("b", "Neudorf", "2023-01-02").report, made_by=NEWER)
    linked(store, empty)
    assert shown(store) == [["a"]]
    assert [(s.found, s.anchors) for s in said(store)] == [(1, 2)]
    assert [finding.what for finding in check(store)] == [
        "1 corrections speak of passages that are not read as they were."
    ]
    linked(store, rally("b", "Neudorf", "2023-01-02", MadeBy(lagebild="0.3.0", model="de-3", lexicons="test")))
    assert shown(store) == [["b", "a"]]


def test_words_are_taken_over_by_another_store_once_and_wait_for_their_reports(store: Store, place: Place) -> None:
    one, other = linked(store, rally("a"), rally("b", "Neudorf", "2023-01-02"))
    word = merge(store, (one.id, other.id), "Muster")
    undone = judge(store, AmendmentKind.CONFIRM, one.id, "Muster")
    undo(store, undone.id, "Muster")
    lines = [msgspec.json.encode(s.amendment) for s in said(store)]
    with open_store(place()) as second:
        assert take(second, lines) == 3
        assert take(second, lines) == 0
        relink(second, LANGUAGE)
        linked(second, rally("a"), rally("b", "Neudorf", "2023-01-02"))
        assert shown(second) == [["b", "a"]]
        (both,) = ledger(second)
        assert [r.id for r in both.remarks] == [word.id]
        assert [s.amendment for s in said(second)] == [s.amendment for s in said(store)]


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b'{"kind": "merge"}',
        b'{"id": "x", "kind": "undo", "author": "M", "time": "2023", "undoes": "c1"}',
        b'{"kind": "undo", "author": "M", "time": "2023"}',
        b'{"kind": "wrong", "target": "event", "author": "M", "time": "2023", "groups": []}',
        b'{"kind": "wrong", "target": "event", "author": "M", "time": "2023", "groups": [[]]}',
        b'{"kind": "burn", "author": "M", "time": "2023", "undoes": "c1"}',
    ],
)
def test_of_lines_of_which_one_is_no_word_none_is_taken(store: Store, line: bytes) -> None:
    good = b'{"kind": "undo", "author": "M", "time": "2023", "undoes": "c000000000000"}'
    with pytest.raises(InputError, match="Line 2"):
        take(store, [good, line])
    assert list(said(store)) == []


def test_erasing_a_report_erases_what_words_keep_of_it(store: Store) -> None:
    (one,) = linked(store, rally("a"), rally("geheim"), rally("c"))
    split(store, one.id, ("c",), "Muster")
    judge(store, AmendmentKind.NOTE, "geheim#e1", "Muster", "Hinweis auf Frau X")
    remove(store, "geheim")
    assert [s.amendment.kind for s in said(store)] == ["split"]
    assert shown(store) == [["a"], ["c"]]
    raw = everything(store)
    assert b"Muster" in raw
    assert b"geheim" not in raw
    assert b"Frau X" not in raw


def test_an_event_that_people_made_knows_why_the_machine_had_linked_its_parts(store: Store) -> None:
    one, other = linked(store, rally("a"), rally("b"), rally("c", "Neudorf", "2023-01-02"))
    reasons = why(store, one.id) + why(store, other.id)
    assert reasons
    merge(store, (one.id, other.id), "Muster")
    relink(store, LANGUAGE)
    (both,) = ledger(store)
    assert why(store, both.id) == reasons


def test_the_order_in_which_reports_come_does_not_change_what_people_made(store: Store, place: Place) -> None:
    found = (rally("a"), denial(), rally("b", "Neudorf", "2023-01-02"), rally("c"))
    events = linked(store, *found)
    merge(store, [e.id for e in events], "Muster")
    lines = [msgspec.json.encode(s.amendment) for s in said(store)]
    relink(store, LANGUAGE)
    with open_store(place()) as second:
        take(second, lines)
        for one in reversed(found):
            linked(second, one)
        assert list(ledger(second)) == list(ledger(store))


def test_what_a_vague_noun_says_stays_with_an_event_that_people_made(store: Store) -> None:
    report = make_report(
        "tat", "In Altstadt gab es einen Anschlag. Mit der Tat habe sie nichts zu tun, so Erika Muster.",
        published="2023-07-17T09:00+02:00",
    )  # fmt: skip
    act = make_event(report, "Anschlag", EventType.ASSAULT, day="2023-07-17", place="Altstadt", country="PRT")
    denied = make_quotation(
        report, "Mit der Tat habe sie nichts zu tun", holders=("a2",), stance=Stance.DENIES,
        about=About.PARTICIPATION,
    )  # fmt: skip
    one, other = linked(
        store, make_reading(report, actors=PEOPLE, events=(act,), quotations=(denied,)),
        rally("a", "Neudorf", "2023-01-02"),
    )  # fmt: skip
    before = next(e for e in (one, other) if e.type is EventType.ASSAULT)
    assert [p.stance for p in before.positions if p.holder] == [Stance.DENIES]
    merge(store, (one.id, other.id), "Muster")
    relink(store, LANGUAGE)
    (both,) = ledger(store)
    assert [p.stance for p in both.positions if p.holder] == [Stance.DENIES]
    judge(store, AmendmentKind.WRONG, "tat#q1", "Muster")
    relink(store, LANGUAGE)
    (mended,) = ledger(store)
    assert [p.wrong for p in mended.positions if p.holder] == [True]
