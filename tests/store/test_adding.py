"""Adding: idempotent, atomic per report, versions."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.model import Correction, MadeBy, Reading, Rejected, StoreError
from lagebild.store import (
    Outcome,
    ReportFilter,
    Store,
    add_reading,
    add_readings,
    check,
    content_digest,
    counts,
    has,
    listed,
    open_store,
    quarantine,
    quarantined,
    quotations,
    reading,
    rebuild,
    search,
)
from tests.factories import READER, make_report, simple_reading
from tests.store.conftest import Place


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with open_store(place()) as opened:
        yield opened


def ids(store: Store) -> set[str]:
    return {report.id for report in listed(store)}


def test_the_same_report_twice_is_one_report(store: Store) -> None:
    assert add_reading(store, simple_reading()).outcome is Outcome.ADDED
    assert add_reading(store, simple_reading()).outcome is Outcome.UNCHANGED
    assert counts(store)["versions"] == 1


def test_a_changed_text_is_a_new_version_that_replaces_the_old_one(store: Store) -> None:
    add_reading(store, simple_reading(text="Die erste Fassung nennt drei Verletzte."))
    stored = add_reading(store, simple_reading(text="Die zweite Fassung nennt fünf Verletzte."))
    assert (stored.version, stored.outcome) == (2, Outcome.NEW_VERSION)
    assert [(r.version, r.replaces) for r in listed(store)] == [(2, "r1@1")]
    assert [r.version for r in listed(store, ReportFilter(versions=True))] == [2, 1]
    assert "fünf" in reading(store, "r1").report.text
    assert "drei" in reading(store, "r1@1").report.text
    assert "drei" in reading(store, "r1", 1).report.text


def test_only_the_latest_version_is_searched_and_listed_with_its_quotations(store: Store) -> None:
    add_reading(store, simple_reading(text="Vormittags war von einer Überschwemmung die Rede."))
    add_reading(store, simple_reading(text="Nachmittags war davon keine Rede mehr."))
    assert not search(store, "Überschwemmung")
    assert len(search(store, "Nachmittags")) == 1
    assert [found.version for found in quotations(store)] == [2]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Ein anderer Titel"},
        {"published": "2023-05-09"},
        {"outlet": "Abendblatt"},
        {"agencies": ("dpa",)},
        {"correction": Correction.CORRECTION},
    ],
)
def test_changed_metadata_is_a_new_version(store: Store, changed: dict[str, object]) -> None:
    add_reading(store, simple_reading())
    again = simple_reading(**changed)  # type: ignore[arg-type]
    assert add_reading(store, again).outcome is Outcome.NEW_VERSION


def test_a_folder_with_two_versions_added_twice_changes_nothing_the_second_time(store: Store) -> None:
    both = [simple_reading(text="Fassung eins der Meldung."), simple_reading(text="Fassung zwei der Meldung.")]
    assert [s.version for s in add_readings(store, both)] == [1, 2]
    assert [s.outcome for s in add_readings(store, both)] == [Outcome.UNCHANGED] * 2
    assert "zwei" in reading(store, "r1").report.text


def test_where_a_report_was_fetched_makes_no_version(store: Store) -> None:
    add_reading(store, simple_reading(source="a.txt"))
    assert add_reading(store, simple_reading(source="b.txt")).outcome is Outcome.UNCHANGED
    assert counts(store)["captures"] == 2


def test_a_reading_by_another_reader_is_kept_beside_the_old_one(store: Store) -> None:
    first = simple_reading()
    newer = Reading(report=first.report, made_by=MadeBy(lagebild="0.2.0", model="de-2", lexicons="test"))
    add_reading(store, first)
    assert add_reading(store, newer).outcome is Outcome.REREAD
    assert reading(store, "r1").made_by.lagebild == "0.2.0"
    assert not list(quotations(store))
    assert add_reading(store, first).outcome is Outcome.REREAD
    assert len(list(quotations(store))) == 1
    assert counts(store)["versions"] == 1


def test_has_knows_what_needs_no_reading(store: Store) -> None:
    report = simple_reading().report
    assert not has(store, report, READER)
    add_reading(store, simple_reading())
    assert has(store, report, READER)
    assert not has(store, report, MadeBy(lagebild="9", model="de-1", lexicons="test"))
    assert not has(store, make_report(text="Etwas anderes."), READER)


def test_readings_come_out_as_they_went_in(store: Store) -> None:
    given_ = simple_reading(source="a.txt")
    add_reading(store, given_)
    assert reading(store, "r1") == given_


def test_an_error_in_the_source_of_readings_leaves_what_was_read_before_it(store: Store) -> None:
    def readings() -> Iterator[Reading]:
        yield simple_reading("r1")
        yield simple_reading("r2")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(add_readings(store, readings()))
    assert ids(store) == {"r1", "r2"}


def test_a_text_that_is_no_unicode_is_refused_and_what_came_before_it_is_stored(store: Store) -> None:
    with pytest.raises(StoreError, match="lone surrogates"):
        list(add_readings(store, [simple_reading("r1"), simple_reading("r2", text="Ein \ud800 Text.")]))
    assert ids(store) == {"r1"}


def test_many_readings_are_reported_in_order(store: Store) -> None:
    stored = list(add_readings(store, (simple_reading(f"r{i}") for i in range(7)), batch=3))
    assert [s.report for s in stored] == [f"r{i}" for i in range(7)]


def test_rebuilding_makes_the_same_rows(store: Store) -> None:
    list(add_readings(store, (simple_reading(f"r{i}") for i in range(3))))
    before, hits = list(quotations(store)), search(store, "Einigung")
    assert rebuild(store) == 3
    assert list(quotations(store)) == before
    assert search(store, "Einigung") == hits
    assert not [finding for finding in check(store) if finding.fatal]


def test_a_report_that_was_read_at_last_leaves_quarantine(store: Store) -> None:
    quarantine(store, Rejected(source="a.txt", reason="Unreadable.", sha256="sha-a.txt"))
    quarantine(store, Rejected(source="b.jsonl", where=4, reason="No JSON.", sha256="sha-a.txt"))
    quarantine(store, Rejected(source="c.txt", reason="Failed."), report="r1")
    add_reading(store, simple_reading(source="a.txt"))
    assert [(q.rejected.source, q.rejected.where) for q in quarantined(store)] == [("b.jsonl", 4)]


def test_the_same_bad_input_twice_is_one_note(store: Store) -> None:
    for reason in ("First.", "Second."):
        quarantine(store, Rejected(source="a.txt", reason=reason, sha256="x"))
    assert [q.rejected.reason for q in quarantined(store)] == ["Second."]


TEXTS = st.sampled_from(["Es regnet im Norden.", "Es schneit im Süden.", "Ⅷ 'x' \" -- \\ \U0001f600 %_", "ß"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["r1", "r2", "r 3'"]), TEXTS), max_size=8))
def test_adding_everything_a_second_time_changes_nothing(place: Place, given_: list[tuple[str, str]]) -> None:
    readings = [simple_reading(id_, text) for id_, text in given_]
    with open_store(place()) as store:
        list(add_readings(store, readings))
        before = list(listed(store, ReportFilter(versions=True)))
        assert {s.outcome for s in add_readings(store, readings)} <= {Outcome.UNCHANGED}
        assert list(listed(store, ReportFilter(versions=True))) == before
        assert len(before) == len({(r.report.id, content_digest(r.report)) for r in readings})
        assert not [finding for finding in check(store) if finding.fatal]


CHILD = """
import sys
from lagebild.store import add_readings, open_store
from tests.factories import simple_reading
store = open_store(sys.argv[1])
for stored in add_readings(store, (simple_reading(f"r{i}") for i in range(100000)), batch=7):
    print(stored.report, flush=True)
"""


@pytest.mark.parametrize("after", [1, 40, 150])
def test_killing_the_process_loses_nothing_that_was_reported_as_stored(place: Place, after: int) -> None:
    path = place()
    root = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], cwd=root, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    assert child.stdout is not None
    reported = [child.stdout.readline().strip() for _ in range(after)]
    time.sleep(0.002 * (after % 7))
    child.send_signal(signal.SIGKILL)
    reported += child.stdout.read().split()
    child.wait()
    child.stdout.close()
    with open_store(path) as store:
        # The last line may have been cut by the kill; every whole one counts.
        assert set(reported[:-1]) <= ids(store)
        assert not [finding for finding in check(store) if finding.fatal]
        stored = ids(store)
        assert stored == {f"r{i}" for i in range(len(stored))}
        assert len(list(quotations(store))) == len(stored)
        assert {r.report.id for r in (reading(store, i) for i in stored)} == stored
