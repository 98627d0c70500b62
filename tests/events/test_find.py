"""What the event mentions of a report are: order, ids, parties, status, vouchers, numbers, times, what is left out."""

import pytest

from lagebild.lang import Language
from lagebild.model import EventMention, Reading, Report, Status
from lagebild.pipeline import read


def reading_of(text: str, german: Language, published: str = "2024-05-15") -> Reading:
    return read(Report(id="r", text=text, published=published), german)


def only(reading: Reading, trigger: str) -> EventMention:
    (found,) = [e for e in reading.events if reading.report.text[slice(*e.trigger)] == trigger]
    return found


def words(reading: Reading, mention: EventMention) -> tuple[list[str], list[str]]:
    cut = reading.report.text
    return [cut[slice(*p.span)] for p in mention.actors], [cut[slice(*p.span)] for p in mention.recipients]


def test_mentions_are_numbered_in_order_of_the_text_and_name_their_rule(german: Language) -> None:
    reading = reading_of("Die Polizei nahm drei Männer fest. Danach demonstrierten Hunderte.", german)
    assert [e.id for e in reading.events] == ["e1", "e2"]
    assert [e.rule for e in reading.events] == ["verb:festnehmen", "verb:demonstrieren"]
    assert [e.trigger for e in reading.events] == sorted(e.trigger for e in reading.events)


def test_active_and_passive_give_the_same_parties(german: Language) -> None:
    active = reading_of("Die Rebellen griffen den Konvoi an.", german)
    passive = reading_of("Der Konvoi wurde von den Rebellen angegriffen.", german)
    assert [w.split()[-1] for side in words(active, active.events[0]) for w in side] == ["Rebellen", "Konvoi"]
    assert [w.split()[-1] for side in words(passive, passive.events[0]) for w in side] == ["Rebellen", "Konvoi"]


def test_a_noun_that_names_the_verbs_event_again_is_no_second_mention(german: Language) -> None:
    reading = reading_of("Tausende demonstrierten bei der Demonstration gegen das Gesetz.", german)
    assert [e.rule for e in reading.events] == ["verb:demonstrieren"]


def test_a_report_without_events_has_none(german: Language) -> None:
    assert reading_of("Das Wetter bleibt heiter. Die Sonne scheint.", german).events == ()


def test_an_empty_text_has_none(german: Language) -> None:
    assert reading_of("", german).events == ()


def test_sport_is_no_assault(german: Language) -> None:
    text = (
        "Der Stürmer schoss in der letzten Minute ein Tor. Der Trainer lobte den Angriff seiner Mannschaft. "
        "Im Finale der Liga griff der Gegner weiter an."
    )
    assert reading_of(text, german).events == ()


def test_a_title_of_a_work_is_no_event(german: Language) -> None:
    assert reading_of("Im Kino läuft der Film „Angriff der Maschinen“.", german).events == ()


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Die Rebellen greifen die Stadt an.", "greifen", Status.ACTUAL),
        ("Die Rebellen wollen die Stadt angreifen.", "angreifen", Status.PLANNED),
        ("Die Rebellen könnten die Stadt angreifen.", "angreifen", Status.POSSIBLE),
        ("Die Rebellen griffen die Stadt nicht an.", "griffen", Status.NEGATED),
        ("Der General forderte die Rebellen auf, die Stadt anzugreifen.", "anzugreifen", Status.REQUESTED),
    ],
)
def test_each_status_is_read(german: Language, text: str, trigger: str, status: Status) -> None:
    assert only(reading_of(text, german), trigger).status == status


def test_a_prevented_attack_is_negated_and_a_foiled_one_attempted(german: Language) -> None:
    assert only(reading_of("Die Polizei verhinderte einen Anschlag.", german), "Anschlag").status == Status.NEGATED
    assert only(reading_of("Die Polizei vereitelte einen Anschlag.", german), "Anschlag").attempted


def test_a_demand_names_who_vouches_for_the_demanded_act(german: Language) -> None:
    reading = reading_of("Die Opposition forderte den Rücktritt des Ministers.", german)
    resignation = only(reading, "Rücktritt")
    assert resignation.status == Status.REQUESTED
    assert [reading.report.text[slice(*v.span)] for v in resignation.according_to] == ["Die Opposition"]


def test_the_reports_own_voice_has_no_voucher(german: Language) -> None:
    assert only(reading_of("Die Rebellen griffen die Stadt an.", german), "griffen").according_to == ()


def test_counts_keep_their_bounds(german: Language) -> None:
    (killed,) = only(reading_of("Die Rebellen töteten mindestens drei Soldaten.", german), "töteten").numbers
    assert (killed.what, killed.min, killed.max) == ("killed", 3, None)
    (arrested,) = only(reading_of("Die Polizei nahm 17 Männer fest.", german), "nahm").numbers
    assert (arrested.what, arrested.min, arrested.max) == ("arrested", 17, 17)


@pytest.mark.parametrize(
    ("text", "trigger", "numbers"),
    [
        ("Die Rebellen töteten 20 bis 30 Soldaten.", "töteten", [("killed", 20, 30)]),
        ("Zwischen 200 und 300 Menschen demonstrierten.", "demonstrierten", [("participants", 200, 300)]),
        ("Die Polizei nahm bis zu vierzig Menschen fest.", "nahm", [("arrested", None, 40)]),
        ("Die Polizei nahm dreihundertfünfzig Menschen fest.", "nahm", [("arrested", 350, 350)]),
        ("Zweiundzwanzig Häftlinge wurden freigelassen.", "freigelassen", [("released", 22, 22)]),
        ("Hunderte Bauern demonstrierten.", "demonstrierten", [("participants", 200, None)]),
        ("Der Angriff forderte zwölf Tote und 35 Verletzte.", "Angriff", [("killed", 12, 12), ("wounded", 35, 35)]),
        ("Die EU gewährt dem Land 2,5 Milliarden Euro Hilfe.", "Hilfe", [("amount_eur", 2_500_000_000, 2_500_000_000)]),
        ("Die Armee schoss 14 Drohnen auf die Stadt.", "schoss", [("weapons", 14, 14)]),
        ("Im Jahr 2022 nahm die Polizei den Mann fest.", "nahm", []),
    ],
)
def test_numbers_are_read_with_what_they_count(
    german: Language, text: str, trigger: str, numbers: list[tuple[str, int | None, int | None]]
) -> None:
    event = only(reading_of(text, german), trigger)
    assert [(n.what, n.min, n.max) for n in event.numbers] == numbers


def test_a_bare_number_counts_for_the_verb_beside_it(german: Language) -> None:
    reading = reading_of("Bei dem Anschlag wurden drei Menschen getötet und mehr als hundert verletzt.", german)
    (wounded,) = only(reading, "verletzt").numbers
    assert (wounded.what, wounded.min, wounded.max) == ("wounded", 100, None)
    assert reading.report.text[slice(*wounded.span)] == "hundert"


def test_an_old_act_is_historical(german: Language) -> None:
    text = "Nach dem Anschlag vom Oktober 2019 wurde die Moschee geschlossen."
    assert only(reading_of(text, german), "Anschlag").historical
    assert not only(reading_of("Der Anschlag vom Montag traf die Moschee.", german), "Anschlag").historical


def test_time_and_place_come_from_the_clause(german: Language) -> None:
    event = only(reading_of("Am 3. Mai griffen Rebellen in Bamako eine Kaserne an.", german), "griffen")
    assert event.time is not None
    assert event.time.value == "2024-05-03"
    assert event.place is not None
    assert event.place.name == "Bamako"


def test_an_act_told_on_takes_over_the_time(german: Language) -> None:
    text = "Am 3. Mai stürmten die Rebellen die Kaserne. Sie töteten zwölf Soldaten."
    event = only(reading_of(text, german), "töteten")
    assert event.time is not None
    assert event.time.value == "2024-05-03"
    assert event.time.span is None


def test_modes_come_from_entry_compound_or_sentence(german: Language) -> None:
    assert only(reading_of("Ein Mann griff den Richter mit einem Messer an.", german), "griff").mode == "primitive"
    assert only(reading_of("Der Drohnenangriff traf ein Depot.", german), "Drohnenangriff").mode == "drone"


def test_the_same_report_gives_the_same_mentions(german: Language) -> None:
    text = "Russische Soldaten griffen Charkiw an. Die EU verurteilte den Angriff und kündigte Sanktionen an."
    assert reading_of(text, german).events == reading_of(text, german).events
