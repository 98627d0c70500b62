"""The linked events in brief agree with the ledger and the reports that they are taken from."""

import pytest

from lagebild.lang import Language
from lagebild.model import Report
from lagebild.pipeline import read
from lagebild.store import Store, add_reading, copies, ledger, listed, open_store, relink
from lagebild.store.overview import (
    briefs,
    copies_around,
    events_by_id,
    events_of_reports,
    ledger_state,
    listed_by_id,
    report_briefs,
    versions_of,
)
from tests.store.conftest import Place

TEXT = (
    "Minsk (npa) – Russlands Präsident Wladimir Putin hat am Montag in Minsk den belarussischen Staatschef Alexander "
    "Lukaschenko besucht. Beide sprachen über eine engere Zusammenarbeit. Die Ukraine befürchtet einen "
    "Angriff aus Belarus. Lukaschenko dementierte das am Abend vor Journalisten."
)


@pytest.fixture(scope="module")
def filled(place: Place, german: Language) -> Store:
    """A store with a report, its reprint and a second version."""
    made = open_store(place())
    reports = [
        Report(id="a", title="Putin in Minsk", text=TEXT, outlet="Rundschau", published="2022-12-19"),
        Report(id="b", title="Putin in Minsk", text=TEXT, outlet="Küstenblatt", published="2022-12-20"),
        Report(
            id="b", title="Putin in Minsk", text=TEXT + " Mehr folgt.", outlet="Küstenblatt", published="2022-12-20"
        ),
    ]
    for report in reports:
        add_reading(made, read(report, german))
    relink(made, german)
    return made


def test_briefs_are_the_ledger_in_brief(filled: Store) -> None:
    events = list(ledger(filled))
    found = list(briefs(filled))
    assert [brief.id for brief in found] == [event.id for event in events]
    for brief, event in zip(found, events, strict=True):
        assert (brief.status, brief.contested, brief.time, brief.place) == (
            event.status, event.contested, event.time, event.place,
        )  # fmt: skip
        assert [told.report for told in brief.mentions] == [mention.report for mention in event.mentions]


def test_events_come_in_the_order_of_their_ids_and_unknown_ones_are_left_out(filled: Store) -> None:
    events = list(ledger(filled))
    asked = [event.id for event in reversed(events)]
    assert events_by_id(filled, [*asked, "gibt-es-nicht"]) == events[::-1]


def test_reports_are_found_by_id_as_they_are_listed(filled: Store) -> None:
    assert listed_by_id(filled, ["b", "a", "x"]) == {report.id: report for report in listed(filled)}
    assert {k: v.outlet for k, v in report_briefs(filled).items()} == {"a": "Rundschau", "b": "Küstenblatt"}


def test_events_of_reports_count_the_reports_that_mention_them(filled: Store) -> None:
    found = events_of_reports(filled, ["a", "b"])
    for event in ledger(filled):
        assert found[event.id] == len({m.report for m in event.mentions} & {"a", "b"})


def test_copies_and_versions_of_a_report(filled: Store) -> None:
    assert copies_around(filled, "a") == copies_around(filled, "b") == list(copies(filled))
    assert copies_around(filled, "a")
    assert [n for n, _ in versions_of(filled, "b")] == [1, 2]


def test_state_changes_with_the_reports(filled: Store, german: Language) -> None:
    before = ledger_state(filled)
    add_reading(filled, read(Report(id="c", text="Berlin dementierte."), german))
    assert ledger_state(filled) != before
