"""Filters over reports, quotations, event mentions and actors."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from lagebild.model import ActorKind, EventType, Stance, Status, StoreError
from lagebild.store import (
    ActorFilter,
    EventFilter,
    QuotationFilter,
    ReportFilter,
    Store,
    actors,
    add_readings,
    check,
    counts,
    events,
    listed,
    open_store,
    quotations,
    reading,
    readings,
    remove,
    reports,
    search,
)
from lagebild.store.handle import writing_to
from tests.factories import (
    make_actor,
    make_event,
    make_quotation,
    make_reading,
    make_report,
    make_state,
    simple_reading,
)
from tests.store.conftest import Place, everything


def dam() -> object:
    report = make_report(
        "damm",
        "Der Damm bei Musterstadt ist gebrochen. Das bestritt die Sprecherin Änne Groß in Hauptstadt.",
        title="Damm gebrochen",
        published="2023-06",
        outlet="Abendpost Süd",
        agencies=("dpa",),
    )
    return make_reading(
        report,
        actors=(
            make_actor("a1", "Änne Groß", country="DEU", sector="GOV"),
            make_state("a2", "Frankreich", "FRA"),
        ),
        quotations=(make_quotation(report, "bestritt", holders=("a1",), stance=Stance.DENIES),),
        events=(
            make_event(
                report,
                "gebrochen",
                EventType.ASSAULT,
                mode="destroy",
                recipients=("a2",),
                day="2023-06-06",
                place="Musterstadt",
                country="DEU",
                status=Status.NEGATED,
            ),
        ),
    )


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with open_store(place()) as opened:
        list(add_readings(opened, [simple_reading("r1"), dam(), simple_reading("r2", published="2024-01-02")]))  # type: ignore[list-item]
        yield opened


def found(store: Store, **where: object) -> list[str]:
    return [report.id for report in listed(store, ReportFilter(**where))]  # type: ignore[arg-type]


def test_reports_come_newest_first(store: Store) -> None:
    assert found(store) == ["r2", "damm", "r1"]
    assert [report.id for report in reports(store)] == ["r2", "damm", "r1"]
    assert [r.report.id for r in readings(store, ReportFilter(limit=2, offset=1))] == ["damm", "r1"]


def test_reports_are_filtered_by_time_outlet_and_agency(store: Store) -> None:
    assert found(store, since="2023-06-05", until="2023") == ["damm"]
    assert found(store, until="2023-05-08") == ["r1"]
    assert found(store, since="2024") == ["r2"]
    assert found(store, outlet="abendpost sud") == ["damm"]
    assert found(store, agency="DPA") == ["damm"]
    assert found(store, agency="dp") == []


def test_a_bound_that_is_no_date_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="is no date"):
        found(store, since="gestern")


def test_quotations_are_filtered_by_holder_stance_and_country(store: Store) -> None:
    denied = list(quotations(store, QuotationFilter(stance=Stance.DENIES)))
    assert [(q.report, q.passage, q.holders) for q in denied] == [("damm", "bestritt", ("Änne Groß",))]
    assert [q.report for q in quotations(store, QuotationFilter(holder="anne gross", country="DEU"))] == ["damm"]
    assert not list(quotations(store, QuotationFilter(holder="%")))


def test_events_are_filtered_by_type_party_place_and_time(store: Store) -> None:
    def ids(**where: object) -> list[str]:
        return [event.report for event in events(store, EventFilter(**where))]  # type: ignore[arg-type]

    assert ids(type=EventType.ASSAULT) == ["damm"]
    assert ids(status=Status.ACTUAL) == ["r2", "r1"]
    assert ids(country="FRA") == ["r2", "damm", "r1"]
    assert ids(country="DEU", type=EventType.ASSAULT) == ["damm"]
    assert ids(actor="erika") == ["r2", "r1"]
    assert ids(place="musterst", mode="destroy") == ["damm"]
    assert ids(happened_since="2023-06-01", happened_until="2023-06") == ["damm"]
    assert next(events(store, EventFilter(report="damm"))).trigger == "gebrochen"


def test_actors_are_counted_across_reports(store: Store) -> None:
    everybody = [(actor.name, actor.reports) for actor in actors(store)]
    assert everybody == [("Frankreich", 3), ("Erika Muster", 2), ("Änne Groß", 1)]
    assert [actor.name for actor in actors(store, ActorFilter(kind=ActorKind.STATE))] == ["Frankreich"]
    assert [actor.name for actor in actors(store, ActorFilter(name="gross"))] == ["Änne Groß"]


def test_a_state_has_the_name_that_most_mentions_give_it(store: Store) -> None:
    for number, name in enumerate(("Frankreich", "Frankreich", "Bundesland Korsika", "Land")):
        report = make_report(f"state{number}", f"{name} schweigt.")
        list(add_readings(store, [make_reading(report, actors=(make_state("a1", name, "FRA"),))]))
    (found,) = actors(store, ActorFilter(kind=ActorKind.STATE))
    assert (found.name, found.reports) == ("Frankreich", 7)


def test_an_unknown_report_is_refused(store: Store) -> None:
    for asked in ("none", "r1@2", "r1@x", "@1"):
        with pytest.raises(StoreError, match="There is no report"):
            reading(store, asked)


def test_a_removed_report_leaves_nothing_in_the_store(store: Store) -> None:
    list(add_readings(store, [simple_reading("geheim", text="Das Wort Zwiebelturmuhr steht nur hier.")]))
    list(add_readings(store, [simple_reading("geheim", text="Nun die Pfefferkuchenbude stattdessen.")]))
    assert remove(store, "geheim") == 2
    assert not search(store, "Pfefferkuchenbude")
    assert counts(store)["versions"] == 3
    assert not [finding for finding in check(store) if finding.fatal]
    content = everything(store).lower()
    assert b"musterstadt" in content
    assert b"zwiebelturmuhr" not in content
    assert b"pfefferkuchenbude" not in content


def test_removing_an_unknown_report_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="There is no report"):
        remove(store, "none")


def test_check_finds_a_search_index_that_does_not_fit(store: Store) -> None:
    with writing_to(store) as connection:
        connection.execute(text("UPDATE reports SET text = 'Ausgetauscht.' WHERE id = 'r1'"))
    assert [finding.remedy for finding in check(store) if finding.fatal] == ["Run: lagebild doctor --rebuild"]
