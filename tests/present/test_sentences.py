"""Events as sentences."""

from typing import Any

import pytest

from lagebild.lang import Language
from lagebild.model import EventType, LedgerActor, LedgerEvent, LedgerStatus
from lagebild.present import Happening, catalogue, event_sentence, forms_of, happening, mark
from lagebild.present.names import declined
from lagebild.present.sentences import Named
from tests.factories import make_actor, make_event, make_reading, make_report

PUTIN, LUKASHENKO = Named("Wladimir Putin", "person"), Named("Alexander Lukaschenko", "person")


def visit(**changes: Any) -> Happening:
    given = {
        "type": "CONSULT", "mode": "visit", "status": "actual", "actors": (PUTIN,), "recipients": (LUKASHENKO,),
        "when": "2022-12-19", "where": "Minsk",
    }  # fmt: skip
    return Happening(**{**given, **changes})


@pytest.mark.parametrize(
    ("changes", "german", "english"),
    [
        (
            {},
            "Wladimir Putin hat Alexander Lukaschenko am 19. Dezember 2022 in Minsk besucht",
            "Wladimir Putin visited Alexander Lukaschenko on 19 December 2022 in Minsk",
        ),
        (
            {"status": "planned"},
            "Angekündigt: Wladimir Putin soll Alexander Lukaschenko am 19. Dezember 2022 in Minsk besuchen",
            "Wladimir Putin is to visit Alexander Lukaschenko on 19 December 2022 in Minsk",
        ),
        (
            {"status": "negated", "when": None},
            "Wladimir Putin hat Alexander Lukaschenko in Minsk nicht besucht",
            "Wladimir Putin did not visit Alexander Lukaschenko in Minsk",
        ),
        (
            {"hearsay": True, "when": None, "where": None},
            "Wladimir Putin soll Alexander Lukaschenko besucht haben",
            "Wladimir Putin is said to have visited Alexander Lukaschenko",
        ),
        (
            {"status": "possible", "feared": True, "when": None, "where": None},
            "Befürchtet: Wladimir Putin könnte Alexander Lukaschenko besuchen",
            "Feared: Wladimir Putin might visit Alexander Lukaschenko",
        ),
        (
            {"status": "requested", "recipients": (), "when": None, "where": None},
            "Gefordert: Wladimir Putin soll einen Besuch machen",
            "Wladimir Putin is asked to pay a visit",
        ),
        (
            {"actors": (), "status": "planned", "where": None},
            "Angekündigt: Besuch bei Alexander Lukaschenko am 19. Dezember 2022",
            "Announced: Visit to Alexander Lukaschenko on 19 December 2022",
        ),
        (
            {"actors": (PUTIN, LUKASHENKO), "recipients": (), "type": "AGREE", "mode": None, "when": "2022-12"},
            "Wladimir Putin und Alexander Lukaschenko haben sich im Dezember 2022 in Minsk geeinigt",
            "Wladimir Putin and Alexander Lukaschenko agreed in December 2022 in Minsk",
        ),
    ],
)
def test_the_sentence_says_status_parties_time_and_place(changes: Any, german: str, english: str) -> None:
    assert event_sentence(visit(**changes), catalogue("de")) == german
    assert event_sentence(visit(**changes), catalogue("en")) == english


def test_states_and_bodies_stand_with_their_article_in_the_right_case(german: Language) -> None:
    forms = forms_of(german)
    raid = Happening(
        type="ASSAULT", mode="drone", status="claimed", actors=(Named("USA"),), recipients=(Named("Iran"),),
        where="Ukraine",
    )  # fmt: skip
    assert (
        event_sentence(raid, catalogue("de"), forms)
        == "Die USA sollen den Iran in der Ukraine mit Drohnen angegriffen haben"
    )
    talks = Happening(type="CONSULT", status="actual", actors=(PUTIN,), recipients=(Named("Iran"),), where="Irak")
    assert event_sentence(talks, catalogue("de"), forms) == "Wladimir Putin hat im Irak mit dem Iran gesprochen"
    assert declined("Vereinte Nationen", "dat", forms) == "den Vereinten Nationen"


def test_of_many_names_the_first_are_told() -> None:
    many = tuple(Named(name) for name in ("Anna", "Bert", "Carl", "Dora"))
    sentence = event_sentence(visit(actors=many, recipients=(), when=None, where=None), catalogue("de"))
    assert sentence.startswith("Anna, Bert und andere haben")


def test_several_who_are_only_accused_are_named_apart() -> None:
    event = LedgerEvent(
        id="x", type=EventType.ASSAULT, status=LedgerStatus.ACTUAL,
        actors=tuple(LedgerActor(id=f"state:{n}", name=n, alleged=True) for n in ("Russland", "Ukraine")),
        contested=True,
    )  # fmt: skip
    sentence = event_sentence(happening(event), catalogue("de"))
    assert sentence == "Angriff (beschuldigt: Russland und Ukraine)"
    assert mark(event) == "◖◗"


def test_one_who_is_only_accused_is_said_to_have_done_it() -> None:
    accused = (LedgerActor(id="state:RUS", name="Russland", alleged=True),)
    event = LedgerEvent(id="x", type=EventType.ASSAULT, status=LedgerStatus.ACTUAL, actors=accused)
    assert event_sentence(happening(event), catalogue("de")) == "Russland soll angegriffen haben"


def test_a_mention_takes_the_names_of_its_actors_from_the_reading() -> None:
    report = make_report(text="Muster traf den Gesandten.")
    event = make_event(report, "traf", mode="multilateral", actors=("a1",), hearsay=True)
    reading = make_reading(report, actors=(make_actor("a1", "Erika Muster"),), events=(event,))
    sentence = event_sentence(happening(event, reading), catalogue("de"))
    assert sentence == "Erika Muster soll an einem Treffen teilgenommen haben"
    assert mark(event) == "~●"


@pytest.mark.parametrize("code", ["de", "en"])
def test_no_sentence_keeps_a_placeholder(code: str) -> None:
    words = catalogue(code)
    for key in words.phrases:
        type_, _, mode = key.partition("/")
        for status in LedgerStatus:
            for actors in ((), (PUTIN,)):
                for recipients in ((), (LUKASHENKO,)):
                    told = visit(type=type_, mode=mode or None, status=status, actors=actors, recipients=recipients)
                    sentence = event_sentence(told, words)
                    assert "{" not in sentence
                    assert "  " not in sentence


def test_what_is_contested_is_told_as_said() -> None:
    actor = (LedgerActor(id="state:RUS", name="Russland"),)
    event = LedgerEvent(id="x", type=EventType.ASSAULT, status=LedgerStatus.ACTUAL, actors=actor, contested=True)
    assert event_sentence(happening(event), catalogue("de")) == "Russland soll angegriffen haben"
    assert event_sentence(happening(event), catalogue("en")) == "Russia is said to have attacked"


def test_what_was_said_is_told_as_said_although_its_content_is_contested() -> None:
    actor = (LedgerActor(id="state:RUS", name="Russland"),)
    event = LedgerEvent(id="x", type=EventType.ACCUSE, status=LedgerStatus.ACTUAL, actors=actor, contested=True)
    assert event_sentence(happening(event), catalogue("de")) == "Russland hat Vorwürfe gemacht"


@pytest.mark.parametrize(
    ("type", "mode", "recipients", "said"),
    [
        ("CONSULT", "visit", (), "Russland hat keinen Besuch gemacht"),
        ("ACCUSE", None, (), "Russland hat keine Vorwürfe gemacht"),
        ("COERCE", "seize", (), "Russland hat kein Eigentum beschlagnahmt"),
        ("REJECT", "assist", (), "Russland hat Hilfe nicht verweigert"),
        ("THREATEN", "violence", (), "Russland hat nicht mit Gewalt gedroht"),
        ("ASSAULT", "firearms", (Named("Polen", "state"),), "Russland hat nicht auf Polen geschossen"),
    ],
)
def test_what_did_not_happen_is_negated_where_german_wants_it(
    type: str, mode: str | None, recipients: tuple[Named, ...], said: str
) -> None:
    told = Happening(
        type=type, mode=mode, status="negated", actors=(Named("Russland", "state"),), recipients=recipients
    )
    assert event_sentence(told, catalogue("de")) == said


def test_a_place_that_is_no_name_or_stands_there_as_a_party_is_left_out() -> None:
    told = Happening(
        type="ASSAULT", mode="drone", status="actual", recipients=(Named("Kreml", "organisation"),), where="Kreml"
    )
    assert event_sentence(told, catalogue("en")) == "Drone attack on the Kremlin"
    at = Happening(type="ASSAULT", mode="firearms", status="actual", where="ukrainisch-polnischen Grenze")
    assert event_sentence(at, catalogue("de")) == "Schüsse"


def test_verbs_agree_with_bodies_and_groups(german: Language) -> None:
    def sentence(name: str, kind: str, code: str = "de") -> str:
        told = Happening(type="AID", status="actual", actors=(Named(name, kind),), recipients=(Named(name, kind),))
        return event_sentence(told, catalogue(code), forms_of(german))

    assert sentence("Helfer", "group").startswith("Helfer haben Helfern")
    assert sentence("Polizei", "group").startswith("Die Polizei hat der Polizei")
    assert sentence("Arbeitsgericht Frankfurt", "organisation").startswith("Das Arbeitsgericht Frankfurt hat dem")
    assert sentence("Norsar", "organisation").startswith("Norsar hat Norsar")
