"""When and where an event happens: what dates it, what places it, what does not."""

import pytest

from lagebild.lang import Language
from lagebild.model import EventMention, Report
from lagebild.pipeline import read


def events(german: Language, text: str) -> dict[str, EventMention]:
    """The events of a text by their trigger."""
    report = Report(id="r", text=text, published="2024-05-06")
    return {text[slice(*event.trigger)]: event for event in read(report, german).events}


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("Die Polizei nahm am 28. April 2024 niemanden fest.", "nahm", "2024-04-28"),
        ("Der Angriff, der sich am Freitag ereignete, löste Entsetzen aus.", "Angriff", "2024-05-03"),
    ],
)
def test_time_of_what_was_not_done_or_is_told_in_a_relative_clause(
    german: Language, text: str, trigger: str, value: str
) -> None:
    time = events(german, text)[trigger].time
    assert time is not None
    assert time.value == value


def test_past_time_of_the_announcing_does_not_date_what_is_planned(german: Language) -> None:
    found = events(german, "Die Regierung kündigte am Freitag einen Besuch des Kanzlers in Warschau an.")
    time = found["Besuch"].time
    assert time is None or time.value != "2024-05-03"


def test_force_told_again_has_the_one_day_of_the_report(german: Language) -> None:
    text = (
        "In Bamako sind am Freitag bei einem Angriff auf eine Kaserne neun Soldaten getötet worden.\n\n"
        "Die Regierung sprach von Terroristen. Ein Offizier berichtete am Sonntag, die Männer hätten Granaten "
        "geworfen.\n\nZu dem Angriff bekannte sich niemand."
    )
    dated = [event.time.value for event in events(german, text).values() if event.time and event.type == "ASSAULT"]
    assert set(dated) == {"2024-05-03"}
    assert len(dated) > 1


def test_force_has_the_day_on_which_the_incident_happened(german: Language) -> None:
    text = (
        "Soldaten haben in Bamako Zivilisten erschossen. Ein Offizier wies das zurück.\n\nDer Vorfall ereignete "
        "sich am 19. April 2024 in der Nähe des Marktes."
    )
    time = events(german, text)["erschossen"].time
    assert time is not None
    assert time.value == "2024-04-19"


def test_hearsay_told_on_has_the_time_of_the_act_before(german: Language) -> None:
    text = "Bewaffnete griffen am Mittwoch ein Dorf bei Gao an. Sie sollen vier Bauern getötet haben."
    time = events(german, text)["getötet"].time
    assert time is not None
    assert time.value == "2024-05-01"


def test_what_is_demanded_or_was_some_time_ago_does_not_take_over_a_time(german: Language) -> None:
    text = (
        "Bewaffnete griffen am Mittwoch ein Dorf bei Gao an. Die Opposition forderte Hilfe. In den letzten Monaten "
        "wurden dort viele Bauern getötet."
    )
    found = events(german, text)
    assert found["forderte"].time is None
    assert found["getötet"].time is None


def test_bare_state_behind_an_is_no_place(german: Language) -> None:
    found = events(german, "Deutschland liefert Waffen an Mali.")
    assert all(event.place is None for event in found.values())


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        (
            "In der kenianischen Hauptstadt demonstrierten am Freitag Tausende.",
            "demonstrierten",
            "kenianischen Hauptstadt",
        ),
        ("Zwei Männer wurden auf serbischem Boden festgenommen.", "festgenommen", "serbischem Boden"),
        ("In Hotan im Südosten von Xinjiang wurden sechs Männer verhaftet.", "verhaftet", "Hotan"),
        ("In Katars Hauptstadt Doha haben die Unterhändler beraten.", "beraten", "Doha"),
        ("Präsident Selenskyj ist nach Brüssel gereist.", "gereist", "Brüssel"),
    ],
)
def test_place_of_an_event(german: Language, text: str, trigger: str, place: str) -> None:
    found = events(german, text)[trigger].place
    assert found is not None
    assert found.span is not None
    assert text[slice(*found.span)] == place


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Die im Januar erzielte Einigung mit der Regierung in Canberra gilt nicht mehr.", "Einigung"),
        ("In Mannheim protestierten Tausende gegen den Krieg in der Ukraine.", "protestierten"),
    ],
)
def test_place_of_a_government_or_of_another_event_is_not_where_it_happened(
    german: Language, text: str, trigger: str
) -> None:
    place = events(german, text)[trigger].place
    assert place is None or place.name == "Mannheim"
