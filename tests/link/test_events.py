"""Which mentions are one event."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.link import Told, link_reports
from lagebild.model import EventType, LedgerStatus, Reading, Stance, Status
from tests.factories import make_event, make_quotation, make_reading, make_report, make_state
from tests.link.world import ACTORS, LANGUAGE, blamed, blast, by_mentions, link, told, visit


def test_two_reports_on_one_blast_are_one_event() -> None:
    events = by_mentions(link(blast("a"), blast("b", published="2023-07-18T08:00+02:00")))
    assert set(events) == {frozenset({"a/e1", "b/e1"})}


def test_the_blast_of_the_year_before_stays_apart() -> None:
    last_year = blast("alt", day="2022-07-17", published="2022-07-17T09:00+02:00")
    assert len(link(blast("a"), last_year).events) == 2


def test_an_attack_told_later_as_background_is_the_old_event() -> None:
    report = make_report(
        "später",
        "Nach dem Anschlag auf die Hafenbrücke von Altstadt vom Juli hat die Polizei neue Spuren.",
        title="Neue Spuren an der Hafenbrücke",
        published="2023-11-02",
    )
    event = make_event(
        report, "Anschlag", EventType.ASSAULT, day="2023-07", place="Altstadt", recipients=("a2",), historical=True
    )
    later = make_reading(report, actors=ACTORS, events=(event,))
    assert frozenset({"a/e1", "später/e1"}) in by_mentions(link(blast("a"), later))


def test_mentions_in_one_report_that_lean_on_each_other_are_one_event() -> None:
    report = make_report(
        "r",
        "In Altstadt hat es eine Explosion gegeben. Der Anschlag traf die Hafenbrücke. Die Tat blieb ungeklärt. "
        "Eine weitere Explosion erschütterte am Dienstag Neustadt.",
    )
    events = (
        make_event(report, "Explosion", EventType.ASSAULT, id="e1", day="2023-05-08", place="Altstadt"),
        make_event(report, "Anschlag", EventType.ASSAULT, id="e2"),
        make_event(report, "Tat", EventType.ASSAULT, id="e3"),
        make_event(report, "weitere Explosion", EventType.ASSAULT, id="e4", day="2023-05-02", place="Neustadt"),
    )
    found = set(by_mentions(link(make_reading(report, actors=ACTORS, events=events))))
    assert found == {frozenset({"r/e1", "r/e2", "r/e3"}), frozenset({"r/e4"})}


def test_a_planned_and_the_later_actual_visit_are_one_event_that_happened() -> None:
    plan = visit("plan", "2023-05-02", Status.PLANNED, "2023-05-08")
    done = visit("getan", "2023-05-09", Status.ACTUAL, "2023-05-09")
    (event,) = link(plan, done).events
    assert event.status is LedgerStatus.ACTUAL
    assert event.time is not None
    assert event.time.value == "2023-05-09"
    assert (event.first_seen, event.last_seen) == ("2023-05-02", "2023-05-09")
    assert {p.status for p in event.positions} == {Status.PLANNED, Status.ACTUAL}


def test_a_visit_that_was_called_off_is_negated() -> None:
    plan = visit("plan", "2023-05-02", Status.PLANNED, "2023-05-08")
    off = visit("aus", "2023-05-06", Status.NEGATED, "2023-05-08")
    (event,) = link(plan, off).events
    assert event.status is LedgerStatus.NEGATED


def test_monthly_visits_stay_apart() -> None:
    visits = [visit(f"m{m}", f"2023-{m:02d}-09", Status.ACTUAL, f"2023-{m:02d}-08") for m in range(1, 7)]
    assert len(link(*visits).events) == 6


def test_an_accusation_is_not_the_act() -> None:
    report = make_report(
        "r", "Erika Muster erhob nach der Explosion auf der Hafenbrücke von Altstadt schwere Vorwürfe gegen Norwegen."
    )
    events = (
        make_event(report, "Explosion", EventType.ASSAULT, id="e1", place="Altstadt"),
        make_event(report, "Vorwürfe", EventType.ACCUSE, id="e2", actors=("a3",), recipients=("a1",)),
    )
    assert len(link(make_reading(report, actors=ACTORS, events=events)).events) == 2


def test_a_denied_act_is_the_act() -> None:
    report = make_report(
        "dementi",
        "Norwegen bestreitet, den Anschlag auf die Hafenbrücke in Altstadt verübt zu haben.",
        title="Oslo: Kein Anschlag auf die Hafenbrücke",
        published="2023-07-18",
    )
    event = make_event(
        report, "Anschlag", EventType.ASSAULT, place="Altstadt", recipients=("a2",), status=Status.NEGATED
    )
    denial = make_reading(report, actors=ACTORS, events=(event,))
    assert frozenset({"a/e1", "dementi/e1"}) in by_mentions(link(blast("a"), denial))


def test_two_accounts_of_who_did_it_are_one_event() -> None:
    report = make_report(
        "r",
        "Erika Muster sagte, norwegische Taucher hätten den Damm von Altstadt gesprengt. Oslo sprach dagegen von der "
        "Sprengung des Damms durch Portugal.",
    )
    events = (
        make_event(
            report, "gesprengt", EventType.ASSAULT, id="e1", actors=("a1",), place="Altstadt", quotations=("q1",)
        ),
        make_event(report, "Sprengung", EventType.ASSAULT, id="e2", actors=("a2",), quotations=("q2",)),
    )
    quotations = (
        make_quotation(report, "norwegische Taucher", id="q1", holders=("a3",), stance=Stance.ACCUSES),
        make_quotation(report, "Sprengung", id="q2", holders=("a1",), stance=Stance.ACCUSES),
    )
    (event,) = link(make_reading(report, actors=ACTORS, events=events, quotations=quotations)).events
    assert {actor.name for actor in event.actors} == {"Norwegen", "Portugal"}


def test_a_war_is_none_of_its_battles() -> None:
    report = make_report("r", "Im Krieg hat es am Montag einen Angriff auf Altstadt gegeben.")
    events = (
        make_event(report, "Krieg", EventType.ASSAULT, id="e1", place="Altstadt"),
        make_event(report, "Angriff", EventType.ASSAULT, id="e2", place="Altstadt"),
    )
    assert len(link(make_reading(report, actors=ACTORS, events=events)).events) == 2


def test_an_event_keeps_its_id_when_later_reports_join_it() -> None:
    (before,) = link(blast("a")).events
    (after,) = link(blast("a"), blast("b", published="2023-07-18"), blamed()).events
    assert before.id == after.id


def test_parties_that_are_only_accused_are_alleged() -> None:
    (event,) = link(blast("a"), blamed()).events
    assert [(actor.name, actor.alleged) for actor in event.actors] == [("Norwegen", True)]
    assert [(actor.name, actor.alleged) for actor in event.recipients] == [("Portugal", False)]


def test_one_report_alone_settles_nothing_where_it_is_disputed_who_did_it() -> None:
    def named(id: str) -> Reading:
        report = make_report(id, "Spanien beschoss in der Nacht die Hafenbrücke von Altstadt.", outlet=f"Blatt {id}",
                             title="Explosion auf der Hafenbrücke", published="2023-07-17T11:00+02:00")  # fmt: skip
        event = make_event(report, "beschoss", EventType.ASSAULT, mode="explosives", actors=("a9",), day="2023-07-17",
                           place="Altstadt", id="e1")  # fmt: skip
        return make_reading(report, actors=(*ACTORS, make_state("a9", "Spanien", "ESP")), events=(event,))

    def alleged(*readings: Reading) -> dict[str, bool]:
        linked = link(*readings)
        event = max(linked.events, key=lambda event: len(event.mentions))
        return {actor.name: actor.alleged for actor in event.actors}

    assert alleged(named("x"), blast("a")) == {"Spanien": False}
    assert alleged(named("x"), blast("a"), blamed()) == {"Norwegen": True, "Spanien": True}
    assert alleged(named("x"), named("y"), blast("a"), blamed())["Spanien"] is False


def test_reports_without_date_or_with_one_in_the_future_do_no_harm() -> None:
    odd = [blast("ohne", published="", day="2023-07-17"), blast("zukunft", published="2199-01-01", day="2199-01-01")]
    linked = link(blast("a"), *odd)
    assert sum(len(event.mentions) for event in linked.events) == 3
    assert all(event.first_seen or event.mentions[0].report == "ohne" for event in linked.events)


def test_an_event_that_very_many_reports_name_stays_one() -> None:
    many = [blast(f"r{i:03d}", published=f"2023-07-17T{i % 24:02d}:00+02:00") for i in range(150)]
    assert [len(event.mentions) for event in link(*many).events] == [150]


WORLD: tuple[Reading, ...] = (
    blast("a", agencies=("dpa",)),
    blast("b", published="2023-07-18T08:00+02:00"),
    blast("c", day="2022-07-17", published="2022-07-17T09:00+02:00"),
    blamed(),
    visit("plan", "2023-05-02", Status.PLANNED, "2023-05-08"),
    visit("getan", "2023-05-09", Status.ACTUAL, "2023-05-08", voucher="a3"),
    visit("juni", "2023-06-09", Status.ACTUAL, "2023-06-08"),
)


@settings(max_examples=40, deadline=None)
@given(st.permutations(told(*WORLD)))
def test_the_ledger_is_the_same_for_every_order_of_arrival(order: list[Told]) -> None:
    def bytes_of(reports: object) -> bytes:
        return msgspec.json.encode(link_reports(reports, LANGUAGE))  # type: ignore[arg-type]

    assert bytes_of(order) == bytes_of(told(*WORLD))


def test_every_mention_stands_in_one_event() -> None:
    linked = link(*WORLD)
    refs = [(m.report, m.event) for event in linked.events for m in event.mentions]
    assert sorted(refs) == sorted((r.report.id, e.id) for r in WORLD for e in r.events)
    assert len({event.id for event in linked.events}) == len(linked.events)


def test_what_is_only_feared_is_not_what_was_done_in_the_same_report() -> None:
    text = "In Altstadt wächst die Furcht vor einem Angriff. In der Nacht waren dort Drohnen eingeschlagen."
    report = make_report("r", text)
    events = (
        make_event(report, "Angriff", EventType.ASSAULT, id="e1", status=Status.POSSIBLE, place="Altstadt"),
        make_event(report, "eingeschlagen", EventType.ASSAULT, id="e2", place="Altstadt"),
    )
    assert len(link(make_reading(report, actors=ACTORS, events=events)).events) == 2


def test_accusations_by_different_people_are_different_events() -> None:
    text = "Norwegen kritisierte den Vertrag von Altstadt. Auch Portugal kritisierte den Vertrag von Altstadt."
    report = make_report("r", text)
    first = make_event(report, "kritisierte", EventType.ACCUSE, id="e1", actors=("a1",))
    second = msgspec.structs.replace(
        make_event(report, "kritisierte", EventType.ACCUSE, id="e2", actors=("a2",)),
        trigger=(text.rindex("kritisierte"), text.rindex("kritisierte") + len("kritisierte")),
    )
    assert len(link(make_reading(report, actors=ACTORS, events=(first, second))).events) == 2


def test_a_further_attack_is_not_the_one_that_was_told_before() -> None:
    def events(text: str) -> int:
        report = make_report("r", text)
        first, last = text.index("Angriff"), text.rindex("Angriff")
        told = [
            msgspec.structs.replace(make_event(report, "Angriff", EventType.ASSAULT, id=id_), trigger=(at, at + 7))
            for id_, at in (("e1", first), ("e2", last))
        ]
        return len(link(make_reading(report, actors=ACTORS, events=tuple(told))).events)

    assert events("In Altstadt gab es einen Angriff. Einen weiteren Angriff meldete Portugal.") == 2
    assert events("In Altstadt gab es einen Angriff. Den Angriff meldete Portugal.") == 1


def test_two_accusations_by_one_side_of_another_are_one_only_where_they_say_the_same() -> None:
    def events(first: str, second: str, published: str) -> int:
        readings = []
        for id_, charge, day in (("a", first, "2023-05-08"), ("b", second, published)):
            report = make_report(id_, f"Oslo warf der Regierung vor, {charge}.", title="", published=day)
            told = make_event(report, "warf", EventType.ACCUSE, mode="allege", actors=("a1",), recipients=("a2",))
            readings.append(make_reading(report, actors=ACTORS, events=(told,)))
        return len(link(*readings).events)

    fishing = "in der Bucht von Altstadt gegen das Fangverbot zu verstoßen"
    assert events(fishing, fishing.replace("verstoßen", "handeln"), "2023-05-09") == 1
    assert events(fishing, "Spione zu schicken", "2023-05-09") == 2
    assert events(fishing, "in der Bucht von Altstadt Spione abzusetzen", "2023-08-28") == 2
