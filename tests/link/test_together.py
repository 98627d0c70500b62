"""What the mentions of an event say together: status, time, parties, place in the list; and why they were linked."""

from msgspec import structs

from lagebild.link import Linked
from lagebild.model import Actor, ActorKind, EventMention, EventType, LedgerStatus, Reading, Stance, Status
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report, make_state, span_of
from tests.link.world import ACTORS, blast, by_mentions, link, visit

LAND = make_state("a5", "Land", None)  # type: ignore[arg-type]
WHO = (*ACTORS, LAND)


def reading(id: str, text: str, *events: EventMention, actors: tuple[Actor, ...] = WHO, **report: object) -> Reading:
    return make_reading(make_report(id, text, **report), actors=actors, events=events)  # type: ignore[arg-type]


def event(text: str, trigger: str, type: EventType = EventType.CONSULT, **more: object) -> EventMention:
    return make_event(make_report("r", text), trigger, type, **more)  # type: ignore[arg-type]


def statuses(found: Linked) -> set[Status]:
    return {p.status for e in found.events for p in e.positions}


def test_a_noun_that_leans_on_a_plan_is_planned_too() -> None:
    text = "Erika Muster besucht am Montag Norwegen. Oslo bestätigte den Besuch."
    plan = event(text, "besucht", id="e1", mode="visit", actors=("a3",), recipients=("a1",), status=Status.PLANNED)
    named = event(text, "Besuch", id="e2", mode="visit")
    found = link(reading("r", text, plan, named))
    (linked,) = found.events
    assert linked.status is LedgerStatus.PLANNED
    assert statuses(found) == {Status.PLANNED}


def test_what_lies_after_the_day_of_its_report_is_planned() -> None:
    text = "Erika Muster traf am Montag den Gesandten."
    told = event(text, "traf", day="2023-05-22", actors=("a3",))
    (linked,) = link(reading("r", text, told, published="2023-05-08")).events
    assert linked.status is LedgerStatus.PLANNED


def test_a_noun_before_the_day_of_its_event_is_planned() -> None:
    text = "Beim Besuch in Norwegen will Erika Muster über den Fischereivertrag sprechen."
    named = event(text, "Besuch", mode="visit", actors=("a3",), recipients=("a1",))
    before = reading("vorher", text, named, title="Erika Muster in Norwegen", published="2023-05-02")
    after = visit("nachher", "2023-05-09", Status.ACTUAL, "2023-05-08")
    found = link(before, after)
    assert {p.report: p.status for e in found.events for p in e.positions} == {
        "vorher": Status.PLANNED,
        "nachher": Status.ACTUAL,
    }


def test_what_is_only_feared_has_not_happened() -> None:
    text = "Portugal befürchtet eine Offensive gegen Altstadt."
    report = make_report("r", text)
    told = event(text, "Offensive", EventType.ASSAULT, place="Altstadt", quotations=("q1",))
    fear = make_quotation(report, "eine Offensive gegen Altstadt", holders=("a2",), stance=Stance.FEARS)
    (linked,) = link(make_reading(report, actors=WHO, events=(told,), quotations=(fear,))).events
    assert linked.status is LedgerStatus.POSSIBLE


def test_what_was_called_off_stays_so_until_a_later_report_plans_it_anew() -> None:
    plan = visit("plan", "2023-05-02", Status.PLANNED, "2023-05-08")
    off = visit("aus", "2023-05-06", Status.NEGATED, "2023-05-08")
    again = visit("neu", "2023-05-07", Status.PLANNED, "2023-05-08")
    assert [e.status for e in link(plan, off).events] == [LedgerStatus.NEGATED]
    assert [e.status for e in link(plan, off, again).events] == [LedgerStatus.PLANNED]


def test_a_report_tells_of_nothing_that_begins_after_it() -> None:
    text = "Auf der Hafenbrücke von Altstadt hat es eine Explosion gegeben."
    old = reading(
        "alt", text, event(text, "Explosion", EventType.ASSAULT, place="Altstadt", recipients=("a2",)),
        title="Explosion auf der Hafenbrücke", published="2022-10-10",
    )  # fmt: skip
    assert len(link(old, blast("neu")).events) == 2


def test_a_phone_call_is_no_session() -> None:
    text = "Erika Muster leitete die Sitzung. Danach gab es ein Telefonat."
    session = event(text, "Sitzung", id="e1", mode="multilateral", actors=("a3",))
    call = event(text, "Telefonat", id="e2", mode="phone", actors=("a3",))
    assert len(link(reading("r", text, session, call)).events) == 2


def test_a_bare_word_goes_to_the_only_event_of_its_type() -> None:
    text = "Ein Angriff überraschte alle. Norwegen beschoss am Montag Altstadt. Am Dienstag traf es Neustadt."
    bare = structs.replace(event(text, "Angriff", EventType.ASSAULT, id="e1"))
    one = event(text, "beschoss", EventType.ASSAULT, id="e2", actors=("a1",), day="2023-05-08", place="Altstadt")
    two = event(text, "traf", EventType.ASSAULT, id="e3", actors=("a2",), day="2023-05-02", place="Neustadt")
    text = text.replace("Ein Angriff", "Der Angriff")
    assert frozenset({"r/e1", "r/e2"}) in by_mentions(link(reading("r", text, bare, one)))
    assert frozenset({"r/e1"}) in by_mentions(link(reading("r", text, bare, one, two)))


def test_what_only_a_word_names_stands_behind_all_others() -> None:
    text = "Es gab Proteste. Später traf Erika Muster den Gesandten in Altstadt."
    bare = event(text, "Proteste", EventType.PROTEST, id="e1")
    told = event(text, "traf", id="e2", actors=("a3",), place="Altstadt", day="2023-05-09")
    assert [e.type for e in link(reading("r", text, bare, told)).events] == [EventType.CONSULT, EventType.PROTEST]


def test_the_explicit_time_on_which_most_agree_is_the_events() -> None:
    days = ("2023-07-17", "2023-07-17", "2023-07-16")
    readings = [blast(f"r{i}", day=day, text=f"Lage {i}.") for i, day in enumerate(days)]
    (linked,) = link(*readings).events
    assert linked.time is not None
    assert linked.time.value == "2023-07-17"


def test_of_the_organs_of_a_state_the_one_named_most_stands_for_it() -> None:
    minister = make_actor("a6", "Knut Beispiel", country="NOR", sector="GOV")
    texts = [f"Norwegen sperrte am Montag die Grenze bei Altstadt. Fall {i}." for i in range(3)]
    readings = [
        reading(
            f"r{i}", text,
            event(
                text, "sperrte", EventType.COERCE, mode="restrict", day="2023-05-08", place="Altstadt",
                actors=("a6", "a1") if i else ("a1",),
            ),
            actors=(*WHO, minister), title="Sperrung", outlet=f"Blatt {i}",
        )
        for i, text in enumerate(texts)
    ]  # fmt: skip
    (linked,) = link(*readings).events
    assert [actor.name for actor in linked.actors] == ["Norwegen"]


def test_a_state_without_name_is_no_party_beside_one_with_a_name() -> None:
    text = "Norwegen und das Land schlossen am Montag ein Abkommen."
    told = event(text, "Abkommen", EventType.COOPERATE, actors=("a1", "a5"), day="2023-05-08")
    (linked,) = link(reading("r", text, told)).events
    assert [actor.name for actor in linked.actors] == ["Norwegen"]


def test_an_institute_that_speaks_of_an_attack_did_not_make_it() -> None:
    institute = make_actor("a6", "Institut Seewarte", sector="EDU")
    text = "Das Institut Seewarte hält einen Angriff für möglich."
    report = make_report("r", text)
    told = event(text, "Angriff", EventType.ASSAULT, actors=("a6",), status=Status.POSSIBLE, quotations=("q1",))
    said = make_quotation(report, "einen Angriff", holders=("a6",), stance=Stance.EXPECTS)
    (linked,) = link(make_reading(report, actors=(*WHO, institute), events=(told,), quotations=(said,))).events
    assert linked.actors == ()


def test_a_report_that_takes_anothers_place_at_its_address_withdraws_it() -> None:
    first = blast("a", outlet="Küstenbote")
    second = blast("b", outlet="Küstenbote", published="2023-07-18", text="Neu.")
    address = "https://kuestenbote.example/bruecke"
    readings = [structs.replace(r, report=structs.replace(r.report, url=address)) for r in (first, second)]
    found = link(*readings)
    assert found.replaced == (("b", "a"),)
    assert {p.report: p.withdrawn for e in found.events for p in e.positions} == {"a": "2023-07-18", "b": None}


def test_every_link_is_explained_by_what_spoke_for_it() -> None:
    found = link(blast("a"), blast("b", published="2023-07-18"), visit("v", "2023-05-09", Status.ACTUAL, "2023-05-08"))
    (why,) = found.why
    assert (why.event, why.one, why.other) == (by_id(found, "a"), ("a", "e1"), ("b", "e1"))
    assert why.evidence == round(sum(value for _, value in why.features), 3)
    assert {"day", "word", "place"} <= {name for name, _ in why.features}


def by_id(found: Linked, report: str) -> str:
    return next(e.id for e in found.events if any(m.report == report for m in e.mentions))


def test_of_several_accounts_each_culprit_stands_as_alleged_however_few_name_him() -> None:
    text = "Man habe die Brücke in Altstadt gesprengt, hieß es."

    def account(id: str, culprit: str, holder: str) -> Reading:
        report = make_report(id, text, title="Brücke gesprengt", published="2023-05-09", outlet=f"Blatt {id}")
        told = make_event(
            report, "gesprengt", EventType.ASSAULT, mode="explosives", actors=(culprit,), day="2023-05-08",
            place="Altstadt", quotations=("q1",),
        )  # fmt: skip
        said = make_quotation(report, "die Brücke in Altstadt gesprengt", holders=(holder,))
        return make_reading(report, actors=WHO, events=(told,), quotations=(said,))

    (linked,) = link(*(account(f"n{i}", "a1", "a3") for i in range(4)), account("p", "a2", "a1")).events
    assert {(a.name, a.alleged) for a in linked.actors} == {("Norwegen", True), ("Portugal", True)}


def test_attacks_of_two_nights_that_follow_each_other_at_two_places_stay_apart() -> None:
    one = "In der Nacht wurde die Brücke in Altstadt getroffen."
    two = "In der Nacht wurden die Speicher in Neustadt getroffen."
    first = event(one, "getroffen", EventType.ASSAULT, place="Altstadt", day="2023-07-17", actors=("a1",))
    second = event(two, "getroffen", EventType.ASSAULT, place="Neustadt", day="2023-07-18", actors=("a1",))
    found = link(
        reading("a", one, first, title="Brücke getroffen", published="2023-07-17"),
        reading("b", two, second, title="Speicher getroffen", published="2023-07-18"),
    )
    assert len(found.events) == 2


def test_the_head_of_a_body_vouches_with_it() -> None:
    service = make_actor("a6", "SKD", ActorKind.ORGANISATION, "PRT", "SPY")
    head = make_actor("a7", "Rui Muster", country="PRT", sector="SPY", offices=("SKD-Chef",))
    text = "Auf der Brücke gab es einen Anschlag, erklärten der SKD und sein Chef Rui Muster."
    report = make_report("r", text)
    told = event(text, "Anschlag", EventType.ASSAULT, place="Altstadt", quotations=("q1",))
    said = make_quotation(report, "einen Anschlag", holders=("a6", "a7"))
    (linked,) = link(make_reading(report, actors=(*WHO, service, head), events=(told,), quotations=(said,))).events
    assert [source.name for source in linked.sources] == ["SKD"]


def test_what_is_feared_long_after_an_act_is_not_that_act() -> None:
    def ledger(first: Status, then: Status) -> int:
        readings = []
        for id_, day, status in (("a", "2022-12-19", first), ("b", "2023-05-03", then)):
            report = make_report(id_, "Die Drohnen greifen Altstadt an.", title="Drohnen über Altstadt", published=day)
            when = day if status is Status.ACTUAL else None
            told = make_event(report, "greifen", EventType.ASSAULT, mode="drone", status=status, place="Altstadt",
                              recipients=("a2",), day=when)  # fmt: skip
            readings.append(make_reading(report, actors=ACTORS, events=(told,)))
        return len(link(*readings).events)

    assert ledger(Status.ACTUAL, Status.POSSIBLE) == 2
    assert ledger(Status.PLANNED, Status.ACTUAL) == 1


def test_a_noun_in_the_sentence_of_a_planned_verb_is_planned() -> None:
    text = "Am Abend sollte der Rat von Altstadt zu einer Sitzung zusammentreten."
    report = make_report("r", text)
    events = (
        make_event(report, "Sitzung", id="e1", mode="multilateral", actors=("a4",), day="2023-05-08"),
        make_event(report, "zusammentreten", id="e2", actors=("a4",), day="2023-05-08", status=Status.REQUESTED),
    )
    (event,) = link(make_reading(report, actors=ACTORS, events=events)).events
    assert event.status is LedgerStatus.REQUESTED
    assert event.independent_sources == 0


def test_that_two_acts_lie_in_one_month_does_not_make_them_one() -> None:
    def events(day: str) -> int:
        text = "Die Brücke wurde beschädigt. Mit Luftangriffen auf die Hafenstadt antwortete Norwegen."
        report = make_report("r", text)
        things = ("Brücke", "Hafenstadt")
        acts = (
            make_event(report, "beschädigt", EventType.ASSAULT, id="e1", mode="destroy", recipients=("?",), day=day),
            make_event(report, "Luftangriffen", EventType.ASSAULT, id="e2", mode="aerial", recipients=("?",), day=day),
        )
        told = [
            structs.replace(
                act, recipients=(structs.replace(act.recipients[0], span=span_of(text, thing), actor=None),)
            )
            for act, thing in zip(acts, things, strict=True)
        ]
        return len(link(make_reading(report, actors=ACTORS, events=tuple(told))).events)

    assert events("2023-07") == 2
    assert events("2023-07-17") == 1
