"""Who holds what: positions, sources, contested, status."""

import pytest
from msgspec import structs

from lagebild.link import CopyKind
from lagebild.model import (
    About,
    Correction,
    EventType,
    LedgerEvent,
    LedgerStatus,
    Quotation,
    Reading,
    Stance,
    Status,
)
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report, make_state, span_of
from tests.link.world import ACTORS, blamed, blast, link, visit


def positions(event: LedgerEvent) -> set[tuple[str | None, Stance, About]]:
    return {(p.holder.name if p.holder else None, p.stance, p.about) for p in event.positions}


def names(event: LedgerEvent) -> list[str]:
    return [source.name for source in event.sources]


def said(stance: Stance, status: Status, holder: str = "a4", **quotation: object) -> Reading:
    """A report in which somebody speaks about the blast."""
    report = make_report(
        "aussage",
        "Das Institut Seewarte äußerte sich zur Explosion auf der Hafenbrücke von Altstadt.",
        title="Explosion auf der Hafenbrücke",
        published="2023-07-19",
        outlet="Küstenbote",
    )
    event = make_event(
        report,
        "Explosion",
        EventType.ASSAULT,
        mode="explosives",
        day="2023-07-17",
        recipients=("a2",),
        place="Altstadt",
        status=status,
        quotations=("q1",),
    )
    given = make_quotation(report, "Explosion", holders=(holder,) if holder else (), stance=stance, **quotation)  # type: ignore[arg-type]
    return make_reading(report, actors=ACTORS, events=(event,), quotations=(given,))


def test_a_report_in_its_own_voice_has_no_holder_and_its_outlet_is_the_source() -> None:
    (event,) = link(blast("a", outlet="Küstenbote")).events
    assert positions(event) == {(None, Stance.ASSERTS, About.OCCURRENCE)}
    assert names(event) == ["Küstenbote"]
    assert event.status is LedgerStatus.ACTUAL


def test_a_credited_agency_is_the_source() -> None:
    (event,) = link(
        blast("a", agencies=("dpa",)), blast("b", published="2023-07-18", agencies=("dpa",), text="Neu.")
    ).events
    assert (names(event), event.independent_sources) == (["dpa"], 1)


def test_reports_of_unknown_origin_are_one_source() -> None:
    readings = [blast(i) for i in ("a", "b")]
    unknown = [
        make_reading(
            make_report(r.report.id, r.report.text, outlet=None, published="2023-07-17"),
            actors=ACTORS,
            events=r.events,
        )
        for r in readings
    ]
    (event,) = link(*unknown).events
    assert event.independent_sources == 1


def test_accusation_and_denial_are_positions_and_contest_the_event() -> None:
    (event,) = link(blast("a"), blamed()).events
    assert event.contested
    assert ("Erika Muster", Stance.ACCUSES, About.RESPONSIBILITY) in positions(event)
    assert ("Norwegen", Stance.DENIES, About.RESPONSIBILITY) in positions(event)


def test_denying_responsibility_does_not_contest_that_it_happened() -> None:
    denial = said(Stance.DENIES, Status.ACTUAL, holder="a1", about=About.RESPONSIBILITY)
    (event,) = link(blast("a"), denial).events
    assert not event.contested


def test_denying_the_occurrence_contests_what_a_report_says_itself() -> None:
    (event,) = link(blast("a"), said(Stance.DENIES, Status.NEGATED)).events
    assert event.contested
    assert event.status is LedgerStatus.ACTUAL


def test_whoever_changes_his_mind_contests_nobody_but_himself() -> None:
    first, second = said(Stance.ASSERTS, Status.ACTUAL), said(Stance.DENIES, Status.NEGATED)
    later = make_report("später", second.report.text, title="Explosion auf der Hafenbrücke", published="2023-07-20")
    (event,) = link(
        first, make_reading(later, actors=ACTORS, events=second.events, quotations=second.quotations)
    ).events
    assert len(event.positions) == 2
    assert not event.contested


def test_asserting_that_it_did_not_happen_denies_it() -> None:
    (event,) = link(said(Stance.ASSERTS, Status.NEGATED)).events
    assert positions(event) == {("Institut Seewarte", Stance.DENIES, About.OCCURRENCE)}
    assert (event.status, event.independent_sources) == (LedgerStatus.NEGATED, 0)


def test_what_only_parties_say_is_claimed_and_they_are_marked() -> None:
    (event,) = link(said(Stance.ASSERTS, Status.ACTUAL, holder="a3")).events
    assert event.status is LedgerStatus.CLAIMED
    assert [(s.name, s.party) for s in event.sources] == [("Erika Muster", True)]


def test_what_somebody_says_who_is_no_party_is_actual() -> None:
    (event,) = link(said(Stance.CONFIRMS, Status.ACTUAL)).events
    assert event.status is LedgerStatus.ACTUAL
    assert [(s.name, s.party) for s in event.sources] == [("Institut Seewarte", False)]


def test_hearsay_is_no_source() -> None:
    (event,) = link(said(Stance.ASSERTS, Status.ACTUAL, holder="", anonymous=True)).events
    assert event.independent_sources == 0
    assert event.status is LedgerStatus.CLAIMED


@pytest.mark.parametrize("stance", [Stance.DOUBTS, Stance.NO_COMMENT, Stance.FEARS, Stance.EXPECTS])
def test_who_does_not_vouch_is_no_source(stance: Stance) -> None:
    (event,) = link(said(stance, Status.POSSIBLE)).events
    assert (event.independent_sources, event.status) == (0, LedgerStatus.POSSIBLE)


def test_a_state_is_no_source_beside_its_own_organ() -> None:
    report = make_report("r", "Explosion gemeldet von Portugal und Erika Muster.")
    event = make_event(report, "Explosion", EventType.ASSAULT, quotations=("q1",))
    quotation = make_quotation(report, "gemeldet", holders=("a2", "a3"))
    (found,) = link(make_reading(report, actors=ACTORS, events=(event,), quotations=(quotation,))).events
    assert names(found) == ["Erika Muster"]
    assert len(found.positions) == 2


def test_a_speaker_counts_as_the_body_for_which_he_speaks() -> None:
    report = make_report("r", "Explosion bestätigt vom Kreml und seinem Sprecher.")
    actors = (
        make_actor("a1", "Iwan Beispiel", country="RUS", sector="GOV", offices=("Kremlsprecher",)),
        make_state("a2", "Russland", "RUS"),
        make_actor("a3", "Pjotr Muster", country="RUS", sector="GOV", offices=("Präsident",)),
    )
    event = make_event(report, "Explosion", EventType.ASSAULT, quotations=("q1",))
    quotation = make_quotation(report, "bestätigt", holders=("a1", "a2", "a3"))
    (found,) = link(make_reading(report, actors=actors, events=(event,), quotations=(quotation,))).events
    assert names(found) == ["Kreml"]


def test_a_copy_adds_no_source_but_its_positions_stay() -> None:
    words = " ".join(f"Satz {i} erzählt etwas ganz Eigenes über die Brücke von Altstadt." for i in range(6))
    original = blast("a", outlet="Küstenbote", text=words)
    reprint = blast("b", outlet="Landbote", text=words, published="2023-07-18T06:00+02:00")
    linked = link(original, reprint)
    assert [(copy.report, copy.original) for copy in linked.copies] == [("b", "a")]
    (event,) = linked.events
    assert names(event) == ["Küstenbote"]
    assert {p.report for p in event.positions} == {"a", "b"}


def test_positions_of_a_replaced_version_are_withdrawn_and_vouch_for_nothing() -> None:
    linked = link(blast("a@1", outlet="Alt"), blast("b", outlet="Neu"), withdrawn={"a@1": "2023-07-19"})
    (event,) = linked.events
    assert {p.report: p.withdrawn for p in event.positions} == {"a@1": "2023-07-19", "b": None}
    assert names(event) == ["Neu"]


def test_a_correction_under_another_id_withdraws_what_it_corrects() -> None:
    words = " ".join(f"Satz {i} erzählt etwas ganz Eigenes über die Brücke von Altstadt." for i in range(6))
    wrong = blast("a", outlet="Küstenbote", text=words)
    right = make_report(
        "b",
        wrong.report.text.replace("Satz 5", "Berichtigt: Satz 5"),
        published="2023-07-18",
        outlet="Küstenbote",
        correction=Correction.CORRECTION,
    )
    linked = link(wrong, make_reading(right, actors=ACTORS, events=()))
    assert [copy.kind for copy in linked.copies] == [CopyKind.UPDATE]
    (event,) = linked.events
    assert [p.withdrawn for p in event.positions] == ["2023-07-18"]
    assert event.independent_sources == 0


def test_an_answer_to_a_quotation_speaks_of_its_events() -> None:
    (event,) = link(blamed()).events
    assert {p.quotation for p in event.positions} == {"q1", "q2"}


def test_a_voucher_without_quotation_is_a_holder() -> None:
    (event,) = link(visit("v", "2023-05-09", Status.ACTUAL, "2023-05-08", voucher="a4")).events
    assert positions(event) == {("Institut Seewarte", Stance.ASSERTS, About.OCCURRENCE)}


def test_every_holder_of_a_quotation_has_a_position() -> None:
    reading = said(Stance.CONFIRMS, Status.ACTUAL)
    both = Quotation(id="q1", type=reading.quotations[0].type, spans=reading.quotations[0].spans, holders=("a3", "a4"))
    (event,) = link(make_reading(reading.report, actors=ACTORS, events=reading.events, quotations=(both,))).events
    assert {p.holder.name for p in event.positions if p.holder} == {"Erika Muster", "Institut Seewarte"}


def test_a_denial_does_not_deny_all_that_it_mentions() -> None:
    (event,) = link(said(Stance.DENIES, Status.ACTUAL)).events
    assert event.positions == ()
    assert (event.status, event.contested) == (LedgerStatus.POSSIBLE, False)


def test_a_denial_that_answers_to_an_accusation_denies_the_act_of_which_somebody_is_accused() -> None:
    report = make_report("r", "Muster warf Oslo einen Anschlag vor. Oslo wies das zurück.")
    events = (
        make_event(report, "warf", EventType.ACCUSE, id="e1", actors=("a3",), recipients=("a1",)),
        make_event(report, "Anschlag", EventType.ASSAULT, id="e2", quotations=("q1",)),
    )
    accusation = make_quotation(report, "einen Anschlag", id="q1", holders=("a3",), stance=Stance.ACCUSES)
    accusation = structs.replace(accusation, cue=(span_of(report.text, "warf"),))
    denial = make_quotation(report, "das", id="q2", holders=("a1",), stance=Stance.DENIES, targets=("e1",))
    linked = link(make_reading(report, actors=ACTORS, events=events, quotations=(accusation, denial)))
    by_type = {event.type: event for event in linked.events}
    assert ("Norwegen", Stance.DENIES, About.OCCURRENCE) in positions(by_type[EventType.ASSAULT])
    assert ("Erika Muster", Stance.ACCUSES, About.OCCURRENCE) in positions(by_type[EventType.ACCUSE])


def test_nothing_is_contested_where_nobody_says_that_it_is_so() -> None:
    report = make_report("r", "Ein Angriff sei möglich, schrieb das Institut Seewarte. Norwegen bestreitet das.")
    event = make_event(
        report, "Angriff", EventType.ASSAULT, actors=("a1",), status=Status.POSSIBLE, quotations=("q1", "q2")
    )
    quotations = (
        make_quotation(report, "Ein Angriff sei möglich", id="q1", holders=("a4",)),
        make_quotation(
            report, "Norwegen bestreitet das", id="q2", holders=("a1",), stance=Stance.DENIES, targets=("e1",)
        ),
    )
    (found,) = link(make_reading(report, actors=ACTORS, events=(event,), quotations=quotations)).events
    assert ("Norwegen", Stance.DENIES, About.OCCURRENCE) in positions(found)
    assert not found.contested
