"""Who is taken to deny, to accuse, to confirm: what a quotation says of an event."""

from msgspec import structs

from lagebild.link import Linked
from lagebild.model import (
    About,
    ActorKind,
    ChainLink,
    EventMention,
    EventType,
    LedgerEvent,
    LedgerStatus,
    Quotation,
    QuotationType,
    Stance,
    Status,
)
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report, span_of
from tests.link.world import ACTORS, link

OTHER_MINISTER = make_actor("a5", "Knut Beispiel", country="NOR", sector="GOV")
WHO = (*ACTORS, OTHER_MINISTER)


def linked(
    text: str, events: tuple[EventMention, ...], quotations: tuple[Quotation, ...] = (), **report: object
) -> Linked:
    """The ledger of one report; events and quotations were made for a report with the same text."""
    made = make_report("r", text, **report)  # type: ignore[arg-type]
    return link(make_reading(made, actors=WHO, events=events, quotations=quotations))


def held(event: LedgerEvent) -> set[tuple[str, Stance, About]]:
    return {(p.holder.name, p.stance, p.about) for p in event.positions if p.holder}


def of_type(found: Linked, type: EventType) -> LedgerEvent:
    return next(event for event in found.events if event.type is type)


def test_who_says_that_another_side_did_something_hostile_accuses_it() -> None:
    text = "Nach der Explosion in Altstadt sagte Erika Muster, norwegische Taucher hätten die Brücke gesprengt."
    report = make_report("r", text)
    own = make_event(report, "Explosion", EventType.ASSAULT, place="Altstadt")
    told = make_event(report, "gesprengt", EventType.ASSAULT, id="e2", actors=("a1",), quotations=("q1",))
    said = make_quotation(report, "norwegische Taucher hätten die Brücke gesprengt", holders=("a3",))
    (alone,) = linked(text, (told,), (said,)).events
    assert held(alone) == {("Erika Muster", Stance.ACCUSES, About.OCCURRENCE)}
    (known,) = linked(text, (own, structs.replace(told, place=own.place)), (said,)).events
    assert held(known) == {("Erika Muster", Stance.ACCUSES, About.RESPONSIBILITY)}


def test_an_institute_that_says_so_asserts() -> None:
    text = "Norwegische Taucher hätten die Brücke gesprengt, schrieb das Institut Seewarte."
    report = make_report("r", text)
    told = make_event(report, "gesprengt", EventType.ASSAULT, actors=("a1",), quotations=("q1",))
    said = make_quotation(report, "Norwegische Taucher hätten die Brücke gesprengt", holders=("a4",))
    (event,) = linked(text, (told,), (said,)).events
    assert held(event) == {("Institut Seewarte", Stance.ASSERTS, About.OCCURRENCE)}


def test_who_says_it_of_his_own_side_when_others_said_it_confirms_it() -> None:
    text = "In Altstadt gab es einen Angriff. Man habe die Brücke angegriffen, sagte Knut Beispiel."
    report = make_report("r", text)
    own = make_event(report, "Angriff", EventType.ASSAULT, place="Altstadt")
    told = make_event(report, "angegriffen", EventType.ASSAULT, id="e2", actors=("a1",), quotations=("q1",))
    said = make_quotation(report, "Man habe die Brücke angegriffen", holders=("a5",))
    (event,) = linked(text, (own, told), (said,)).events
    assert held(event) == {("Knut Beispiel", Stance.CONFIRMS, About.OCCURRENCE)}
    assert [(a.name, a.alleged) for a in event.actors] == [("Norwegen", False)]


def test_who_says_it_first_of_his_own_side_asserts_it() -> None:
    text = "Man habe zwei Verdächtige festgenommen, sagte Knut Beispiel. In Altstadt stießen die Festnahmen auf Spott."
    report = make_report("r", text)
    told = make_event(report, "festgenommen", EventType.COERCE, actors=("a1",), quotations=("q1",), mode="arrest")
    named = make_event(report, "Festnahmen", EventType.COERCE, id="e2", mode="arrest")
    said = make_quotation(report, "Man habe zwei Verdächtige festgenommen", holders=("a5",))
    (event,) = linked(text, (told, named), (said,)).events
    assert held(event) == {("Knut Beispiel", Stance.ASSERTS, About.OCCURRENCE)}


def test_who_says_what_he_will_take_part_in_announces_it() -> None:
    text = "Am Montag sei ein Treffen geplant, sagte Erika Muster."
    report = make_report("r", text)
    told = make_event(report, "Treffen", actors=("a3",), status=Status.PLANNED, quotations=("q1",))
    (event,) = linked(text, (told,), (make_quotation(report, "ein Treffen geplant", holders=("a3",)),)).events
    assert held(event) == {("Erika Muster", Stance.ANNOUNCES, About.OCCURRENCE)}


def test_a_reported_speech_act_speaks_of_the_event_that_it_names() -> None:
    text = "Norwegen bestätigte den Besuch."
    report = make_report("r", text)
    told = make_event(report, "Besuch", actors=("a3",))
    said = make_quotation(
        report, "Norwegen bestätigte den Besuch", holders=("a1",), stance=Stance.CONFIRMS, type=QuotationType.REPORTED
    )
    (event,) = linked(text, (told,), (said,)).events
    assert held(event) == {("Norwegen", Stance.CONFIRMS, About.OCCURRENCE)}


def test_whoever_is_blamed_in_words_is_an_alleged_actor() -> None:
    text = "Erika Muster machte Norwegen für den Anschlag auf die Brücke verantwortlich."
    report = make_report("r", text)
    events = (
        make_event(report, "Anschlag", EventType.ASSAULT, id="e1"),
        make_event(report, "verantwortlich", EventType.ACCUSE, id="e2", actors=("a3",), recipients=("a1",)),
    )
    said = make_quotation(
        report, text[:-1], holders=("a3",), stance=Stance.ACCUSES, about=About.RESPONSIBILITY,
        type=QuotationType.REPORTED,
    )  # fmt: skip
    event = of_type(linked(text, events, (said,)), EventType.ASSAULT)
    assert [(a.name, a.alleged) for a in event.actors] == [("Norwegen", True)]
    assert ("Erika Muster", Stance.ACCUSES, About.RESPONSIBILITY) in held(event)


def denial(text: str, words: str, holder: str, **quotation: object) -> Quotation:
    return make_quotation(make_report("r", text), words, id="q2", holders=(holder,), stance=Stance.DENIES, **quotation)  # type: ignore[arg-type]


def test_who_answers_for_his_own_side_denies_responsibility_once_it_is_known_that_it_happened() -> None:
    text = (
        "Auf der Brücke gab es eine Explosion. Norwegische Taucher hätten die Brücke gesprengt, sagte Erika Muster. "
        "Knut Beispiel wies den Vorwurf zurück."
    )
    report = make_report("r", text)
    events = (
        make_event(report, "Explosion", EventType.ASSAULT, id="e1", place="Altstadt"),
        make_event(report, "gesprengt", EventType.ASSAULT, id="e2", actors=("a1",), quotations=("q1",)),
    )
    said = make_quotation(report, "Norwegische Taucher hätten die Brücke gesprengt", holders=("a3",))
    answer = denial(text, "Knut Beispiel wies den Vorwurf zurück", "a5", targets=("q1",), type=QuotationType.REPORTED)
    (event,) = linked(text, events, (said, answer)).events
    assert ("Knut Beispiel", Stance.DENIES, About.RESPONSIBILITY) in held(event)
    assert event.contested
    assert [(a.name, a.alleged) for a in event.actors] == [("Norwegen", True)]


def test_nobody_denies_what_his_own_side_says() -> None:
    text = "Norwegische Taucher hätten die Brücke gesprengt, sagte Erika Muster. Portugal wies das zurück."
    report = make_report("r", text)
    told = make_event(report, "gesprengt", EventType.ASSAULT, actors=("a1",), quotations=("q1",))
    said = make_quotation(report, "Norwegische Taucher hätten die Brücke gesprengt", holders=("a3",))
    answer = denial(text, "Portugal wies das zurück", "a2", targets=("q1",), type=QuotationType.REPORTED)
    (event,) = linked(text, (told,), (said, answer)).events
    assert {stance for _, stance, _ in held(event)} == {Stance.ACCUSES}


def test_an_answer_to_a_plain_assertion_denies_no_agreement() -> None:
    text = "Man habe sich geeinigt, sagte Erika Muster. Knut Beispiel wies Berichte über Druck zurück."
    report = make_report("r", text)
    told = make_event(report, "geeinigt", EventType.AGREE, actors=("a1", "a2"), quotations=("q1",))
    said = make_quotation(report, "Man habe sich geeinigt", holders=("a3",))
    answer = denial(text, "Knut Beispiel wies Berichte", "a5", targets=("q1",), type=QuotationType.REPORTED)
    (event,) = linked(text, (told,), (said, answer)).events
    assert Stance.DENIES not in {stance for _, stance, _ in held(event)}
    assert not event.contested


def test_a_denial_of_any_part_is_of_the_last_act_that_was_told_of_the_deniers_side() -> None:
    text = "Norwegen habe die Brücke angegriffen, sagte Erika Muster. Oslo bestritt jede Beteiligung."
    report = make_report("r", text)
    told = make_event(report, "angegriffen", EventType.ASSAULT, actors=("a1",), quotations=("q1",))
    said = make_quotation(report, "Norwegen habe die Brücke angegriffen", holders=("a3",))
    answer = denial(
        text, "Oslo bestritt jede Beteiligung", "a1", about=About.PARTICIPATION, type=QuotationType.REPORTED
    )
    (event,) = linked(text, (told,), (said, answer)).events
    assert ("Norwegen", Stance.DENIES, About.PARTICIPATION) in held(event)


def test_a_victim_that_tells_of_an_attack_that_failed_denies_nothing() -> None:
    text = "Portugal erklärte, ein norwegischer Angriff sei abgewehrt worden."
    report = make_report("r", text)
    told = make_event(
        report, "Angriff", EventType.ASSAULT, actors=("a1",), recipients=("a2",), status=Status.NEGATED,
        quotations=("q1",),
    )  # fmt: skip
    (event,) = linked(text, (told,), (make_quotation(report, "ein norwegischer Angriff", holders=("a2",)),)).events
    assert Stance.DENIES not in {stance for _, stance, _ in held(event)}


def test_that_nobody_was_hurt_denies_no_event() -> None:
    text = "In Altstadt gab es eine Explosion. Verletzt worden sei niemand, teilte Norwegen mit."
    report = make_report("r", text)
    blast = make_event(report, "Explosion", EventType.ASSAULT, id="e1", place="Altstadt")
    hurt = make_event(report, "Verletzt", EventType.ASSAULT, id="e2", status=Status.NEGATED, quotations=("q1",))
    nobody = structs.replace(
        make_event(report, "niemand", recipients=("?",)).recipients[0], span=span_of(text, "niemand"), actor=None
    )
    hurt = structs.replace(hurt, recipients=(nobody,))
    said = make_quotation(report, "Verletzt worden sei niemand", holders=("a1",))
    found = linked(text, (blast, hurt), (said,))
    assert all(p.stance is not Stance.DENIES for event in found.events for p in event.positions)


def test_calling_off_a_meeting_of_ones_own_is_no_denial() -> None:
    text = "Ein Treffen werde es nicht geben, sagte Erika Muster."
    report = make_report("r", text)
    told = make_event(report, "Treffen", actors=("a3",), status=Status.NEGATED, quotations=("q1",))
    (event,) = linked(text, (told,), (make_quotation(report, "Ein Treffen werde es", holders=("a3",)),)).events
    assert held(event) == {("Erika Muster", Stance.ASSERTS, About.OCCURRENCE)}
    assert event.status is LedgerStatus.NEGATED


def test_the_medium_that_hands_on_what_somebody_says_holds_nothing() -> None:
    text = "Laut dem Sender Welle sei ein Treffen geplant, teilte Portugal mit."
    report = make_report("r", text)
    told = make_event(report, "Treffen", status=Status.PLANNED, quotations=("q1", "q2"))
    sender = make_actor("a6", "Welle", ActorKind.MEDIUM)
    quotations = (
        make_quotation(report, "ein Treffen geplant", id="q1", holders=("a6",)),
        make_quotation(report, "ein Treffen geplant", id="q2", holders=("a2",), chain=("Welle",)),
    )
    (event,) = link(make_reading(report, actors=(*WHO, sender), events=(told,), quotations=quotations)).events
    assert [p.holder.name for p in event.positions if p.holder] == ["Portugal"]


def test_silence_is_about_what_was_told_last() -> None:
    text = "Auf der Brücke gab es einen Anschlag. Norwegen äußerte sich zunächst nicht."
    report = make_report("r", text)
    told = make_event(report, "Anschlag", EventType.ASSAULT, place="Altstadt")
    silence = make_quotation(
        report, "Norwegen äußerte sich zunächst nicht", holders=("a1",), stance=Stance.NO_COMMENT,
        type=QuotationType.REPORTED,
    )  # fmt: skip
    (event,) = linked(text, (told,), (silence,)).events
    assert held(event) == {("Norwegen", Stance.NO_COMMENT, About.OCCURRENCE)}


def test_who_sees_no_sign_of_an_attack_doubts_it() -> None:
    text = "Es gebe keine Anzeichen für einen Angriff, sagte Erika Muster."
    report = make_report("r", text)
    told = make_event(report, "Angriff", EventType.ASSAULT, status=Status.PLANNED, quotations=("q1",))
    said = make_quotation(report, "Es gebe keine Anzeichen für einen Angriff", holders=("a3",))
    (event,) = link(make_reading(report, actors=ACTORS, events=(told,), quotations=(said,))).events
    assert [p.stance for p in event.positions] == [Stance.DOUBTS]


def test_whoever_rejects_reports_denies_what_they_tell() -> None:
    text = "Oslo wies Berichte zurück, wonach es an dem Feldzug teilnehmen wolle."
    report = make_report("r", text)
    told = make_event(
        report, "teilnehmen", EventType.ASSAULT, actors=("a1",), status=Status.PLANNED, quotations=("q1", "q2")
    )
    denies = make_quotation(report, text[:-1], id="q1", holders=("a1",), stance=Stance.DENIES, targets=("q2",))
    reported = make_quotation(report, "es an dem Feldzug teilnehmen wolle", id="q2", anonymous=True)
    (event,) = link(make_reading(report, actors=ACTORS, events=(told,), quotations=(denies, reported))).events
    assert [p.stance for p in event.positions if p.holder] == [Stance.DENIES]


def test_a_medium_beside_a_speaker_holds_nothing() -> None:
    text = "Nach einem Bericht des Küstensenders sagte Erika Muster, Norwegen habe Altstadt angegriffen."
    report = make_report("r", text)
    medium = make_actor("a8", "Küstensender", ActorKind.MEDIUM)
    told = make_event(report, "angegriffen", EventType.ASSAULT, actors=("a1",), quotations=("q1", "q2"))
    outer = make_quotation(report, text[:-1], id="q1", holders=("a8",))
    inner = make_quotation(report, "Norwegen habe Altstadt angegriffen", id="q2", holders=("a3",))
    (event,) = link(make_reading(report, actors=(*ACTORS, medium), events=(told,), quotations=(outer, inner))).events
    assert [p.holder and p.holder.name for p in event.positions] == ["Erika Muster"]


def test_who_denies_a_part_in_an_act_does_not_deny_that_it_is_investigated() -> None:
    text = "Die Staatsanwaltschaft ermittelt. Norwegen habe damit nichts zu tun, hieß es in Oslo."
    report = make_report("r", text)
    told = make_event(report, "ermittelt", EventType.ACCUSE, mode="investigate")
    denial = make_quotation(
        report, "Norwegen habe damit nichts zu tun", holders=("a1",), stance=Stance.DENIES, about=About.PARTICIPATION,
        targets=("e1",),
    )  # fmt: skip
    (event,) = link(make_reading(report, actors=ACTORS, events=(told,), quotations=(denial,))).events
    assert not [p for p in event.positions if p.stance is Stance.DENIES]


def test_who_denies_to_break_a_treaty_by_an_act_does_not_deny_the_act() -> None:
    def positions(accusation: str) -> set[Stance]:
        text = f"Erika Muster warf Norwegen vor, {accusation}. Oslo wies den Vorwurf zurück."
        report = make_report("r", text)
        told = make_event(report, "Stationierung", EventType.MOBILIZE, actors=("a1",), quotations=("q1",))
        accuses = make_quotation(report, accusation, id="q1", holders=("a3",), stance=Stance.ACCUSES)
        denies = make_quotation(
            report, "Oslo wies den Vorwurf zurück", id="q2", holders=("a1",), stance=Stance.DENIES, targets=("q1",)
        )
        (event,) = link(make_reading(report, actors=ACTORS, events=(told,), quotations=(accuses, denies))).events
        return {p.stance for p in event.positions if p.holder and p.holder.name == "Norwegen"}

    assert positions("mit der Stationierung von Truppen den Vertrag zu brechen") == set()
    assert positions("die Stationierung von Truppen zu planen") == {Stance.DENIES}


def test_blame_without_an_act_is_for_the_act_that_was_told_last() -> None:
    text = (
        "Im Krieg wurde die Brücke gesprengt. Ein Damm brach. Portugal und Norwegen gaben einander die Schuld. "
        "Berlin wollte sich nicht festlegen."
    )
    report = make_report("r", text)
    events = (
        make_event(report, "gesprengt", EventType.ASSAULT, id="e1", mode="explosives"),
        make_event(report, "Krieg", EventType.ASSAULT, id="e2"),
        make_event(report, "Schuld", EventType.ACCUSE, id="e3", actors=("a1", "a2")),
    )
    blame = make_quotation(
        report, "Portugal und Norwegen gaben einander die Schuld", holders=("a1", "a2"), stance=Stance.ACCUSES,
        about=About.RESPONSIBILITY, type=QuotationType.REPORTED,
    )  # fmt: skip
    found = linked(text, events, (blame,))
    (act,) = (e for e in found.events if e.mode == "explosives")
    assert held(act) == {(name, Stance.ACCUSES, About.RESPONSIBILITY) for name in ("Norwegen", "Portugal")}


def test_silence_is_about_an_act_and_not_about_the_war_around_it() -> None:
    text = "Auf der Brücke gab es einen Anschlag, mitten im Krieg. Norwegen äußerte sich zunächst nicht."
    report = make_report("r", text)
    events = (
        make_event(report, "Anschlag", EventType.ASSAULT, id="e1", place="Altstadt"),
        make_event(report, "Krieg", EventType.ASSAULT, id="e2"),
    )
    silence = make_quotation(
        report, "Norwegen äußerte sich zunächst nicht", holders=("a1",), stance=Stance.NO_COMMENT,
        type=QuotationType.REPORTED,
    )  # fmt: skip
    assert {e.mentions[0].event: bool(held(e)) for e in linked(text, events, (silence,)).events} == {
        "e1": True,
        "e2": False,
    }


def accused_of(accusation: str, *acts: EventMention) -> Linked:
    """A report in which a minister accuses Norway of something, and Norway rejects that."""
    text = f"Erika Muster warf Norwegen vor, {accusation}. Oslo wies den Vorwurf zurück."
    report = make_report("r", text)
    accusing = make_event(report, "warf", EventType.ACCUSE, id="e8", actors=("a3",), recipients=("a1",))
    accuses = structs.replace(
        make_quotation(report, accusation, id="q1", holders=("a3",), stance=Stance.ACCUSES),
        frame=(span_of(text, "Erika Muster warf Norwegen vor"),),
    )
    denies = make_quotation(
        report, "Oslo wies den Vorwurf zurück", id="q2", holders=("a1",), stance=Stance.DENIES, targets=("q1",),
        type=QuotationType.REPORTED,
    )  # fmt: skip
    return linked(text, (*acts, accusing), (accuses, denies))


def test_an_accusation_of_what_is_no_event_is_denied_itself() -> None:
    (event,) = accused_of("seine Pflichten zu vernachlässigen").events
    assert ("Norwegen", Stance.DENIES, About.OCCURRENCE) in held(event)


def test_an_accusation_of_an_act_is_not_denied_beside_the_act() -> None:
    text = "Erika Muster warf Norwegen vor, die Brücke gesprengt zu haben. Oslo wies den Vorwurf zurück."
    act = make_event(
        make_report("r", text), "gesprengt", EventType.ASSAULT, id="e9", actors=("a1",), quotations=("q1",)
    )
    found = accused_of("die Brücke gesprengt zu haben", act)
    denying = {e.type for e in found.events if Stance.DENIES in {stance for _, stance, _ in held(e)}}
    assert denying == {EventType.ASSAULT}


def test_an_accusation_that_is_named_in_its_denial_is_denied_by_others_than_the_accuser() -> None:
    def stances(holder: str) -> set[Stance]:
        text = "Den Vorwurf, der Vertrag werde gebrochen, wies man in Oslo zurück."
        report = make_report("r", text)
        told = make_event(report, "Vorwurf", EventType.ACCUSE, actors=("a2",), quotations=("q2",))
        (event,) = linked(text, (told,), (denial(text, "Den Vorwurf, der Vertrag werde gebrochen", holder),)).events
        return {stance for _, stance, _ in held(event)}

    assert stances("a1") == {Stance.DENIES}
    assert Stance.DENIES not in stances("a2")


def test_who_says_who_is_behind_an_act_accuses_unless_watching_is_his_work() -> None:
    def stances(holder: str) -> set[Stance]:
        text = "Hinter dem Anschlag stecke ein Geheimdienst."
        report = make_report("r", text)
        told = make_event(report, "Anschlag", EventType.ASSAULT, quotations=("q1",))
        said = make_quotation(report, text[:-1], holders=(holder,), about=About.RESPONSIBILITY)
        (event,) = linked(text, (told,), (said,)).events
        return {stance for _, stance, _ in held(event)}

    assert stances("a3") == {Stance.ACCUSES}
    assert stances("a4") == {Stance.ASSERTS}


def test_who_holds_an_attack_by_others_possible_fears_it() -> None:
    def stances(holder: str) -> set[Stance]:
        text = "Ein Angriff norwegischer Truppen sei möglich."
        report = make_report("r", text)
        told = make_event(
            report, "Angriff", EventType.ASSAULT, actors=("a1",), status=Status.POSSIBLE, quotations=("q1",)
        )
        (event,) = linked(text, (told,), (make_quotation(report, text[:-1], holders=(holder,)),)).events
        return {stance for _, stance, _ in held(event)}

    assert stances("a3") == {Stance.FEARS}
    assert stances("a4") == {Stance.ASSERTS}


def test_an_event_beside_what_is_expected_is_not_expected_itself() -> None:
    text = "Erika Muster rechnet damit, dass bei dem Treffen eine Einigung beschlossen wird."
    report = make_report("r", text)
    events = (
        make_event(report, "Treffen", id="e1", quotations=("q1",)),
        make_event(
            report, "beschlossen", EventType.COOPERATE, id="e2", status=Status.POSSIBLE, quotations=("q1",)
        ),
    )  # fmt: skip
    said = make_quotation(
        report, "dass bei dem Treffen eine Einigung beschlossen wird", holders=("a3",), stance=Stance.EXPECTS
    )
    found = linked(text, events, (said,))
    assert held(of_type(found, EventType.CONSULT)) == set()
    assert held(of_type(found, EventType.COOPERATE)) == {("Erika Muster", Stance.EXPECTS, About.OCCURRENCE)}


def test_who_accuses_in_a_report_is_not_counted_as_asserting_beside() -> None:
    text = "Oslo habe die Brücke gesprengt, sagte Erika Muster. Die Tat sei lange geplant worden, sagte sie."
    report = make_report("r", text)
    told = make_event(report, "gesprengt", EventType.ASSAULT, actors=("a1",), quotations=("q1",))
    quotations = (
        make_quotation(report, "Oslo habe die Brücke gesprengt", id="q1", holders=("a3",)),
        make_quotation(report, "Die Tat sei lange geplant worden", id="q2", holders=("a3",)),
    )
    (event,) = linked(text, (told,), quotations).events
    assert len(event.mentions) == 2
    assert held(event) == {("Erika Muster", Stance.ACCUSES, About.OCCURRENCE)}


def test_a_medium_vouches_where_those_who_told_it_are_not_named() -> None:
    text = "Die Welle berichtete unter Berufung auf Kreise, es habe einen Anschlag gegeben."
    report = make_report("r", text)
    medium = make_actor("a6", "Welle", ActorKind.MEDIUM)
    told = make_event(report, "Anschlag", EventType.ASSAULT, quotations=("q1",))
    said = make_quotation(report, "es habe einen Anschlag gegeben", anonymous=True)
    chained = structs.replace(said, chain=(ChainLink(id="a6", name="Welle"),))
    (event,) = link(make_reading(report, actors=(*WHO, medium), events=(told,), quotations=(chained,))).events
    assert [(p.holder and p.holder.name, p.anonymous) for p in event.positions] == [("Welle", False)]
    assert [source.name for source in event.sources] == ["Welle"]


def test_a_denial_that_names_nothing_but_the_act_denies_it() -> None:
    def stances(denied: str) -> set[Stance]:
        text = f"Ein Anschlag zerstörte die Brücke. Norwegen {denied}."
        report = make_report("r", text)
        act = make_event(report, "Anschlag", EventType.ASSAULT, place="Altstadt")
        no = denial(text, f"Norwegen {denied}", "a1", type=QuotationType.REPORTED)
        return {stance for event in linked(text, (act,), (no,)).events for _, stance, _ in held(event)}

    assert stances("streitet die Tat ab") == {Stance.DENIES}
    assert stances("wies nach der Tat jede Kritik zurück") == set()
