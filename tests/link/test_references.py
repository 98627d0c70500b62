"""Vague nouns name again what a report told before."""

import pytest

from lagebild.link import Linked
from lagebild.model import EventMention, EventType, Quotation, Stance, Status
from tests.factories import make_event, make_quotation, make_reading, make_report
from tests.link.world import ACTORS, link


def linked(text: str, *events: EventMention, quotations: tuple[Quotation, ...] = ()) -> Linked:
    return link(make_reading(make_report("r", text), actors=ACTORS, events=events, quotations=quotations))


def named(found: Linked, text: str) -> list[list[str]]:
    return [[text[slice(*m.trigger)] for m in event.mentions] for event in found.events]


def blast(text: str, **more: object) -> EventMention:
    return make_event(make_report("r", text), "Explosion", EventType.ASSAULT, place="Altstadt", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("noun", ["Tat", "Katastrophe"])
def test_a_vague_noun_is_a_mention_of_the_act_before_it(noun: str) -> None:
    text = f"In Altstadt gab es eine Explosion. Zu der {noun} bekannte sich niemand."
    found = linked(text, blast(text))
    assert named(found, text) == [["Explosion", noun]]
    assert {m.event for e in found.events for m in e.mentions} == {"e1"}


def test_what_is_said_of_a_vague_noun_is_a_position_on_the_act() -> None:
    text = "In Altstadt gab es eine Explosion. Norwegen hat nach eigenen Worten mit dem Vorfall nichts zu tun."
    denial = make_quotation(
        make_report("r", text), "hat nach eigenen Worten mit dem Vorfall nichts zu tun", holders=("a1",),
        stance=Stance.DENIES, about="participation",  # type: ignore[arg-type]
    )  # fmt: skip
    (event,) = linked(text, blast(text), quotations=(denial,)).events
    assert [(p.holder and p.holder.name, p.stance) for p in event.positions if p.stance is Stance.DENIES] == [
        ("Norwegen", Stance.DENIES)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In Altstadt gab es eine Explosion. Eine Tat wie diese ist selten.",
        "Der Vorfall bewegte viele, und eine Explosion gab es in Altstadt.",
        "In Altstadt gab es eine Explosion. Er schritt zur Tatzeit durch die Gasse.",
    ],
)
def test_what_is_indefinite_or_stands_before_any_act_names_nothing(text: str) -> None:
    assert named(linked(text, blast(text)), text) == [["Explosion"]]


@pytest.mark.parametrize("more", [{"status": Status.POSSIBLE}, {"historical": True}])
def test_a_vague_noun_names_nothing_that_did_not_happen_or_is_background(more: dict[str, object]) -> None:
    text = "In Altstadt gab es eine Explosion. Zu der Tat bekannte sich niemand."
    assert named(linked(text, blast(text, **more)), text) == [["Explosion"]]
