"""A small world of reports on two bridges, a meeting and a denial, written for the tests of linking."""

from lagebild.lang import Language, load
from lagebild.link import Linked, Told, link_reports
from lagebild.model import About, Actor, ActorKind, EventType, LedgerEvent, Reading, Stance, Status
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report, make_state

LANGUAGE: Language = load("de")
NORDLAND = make_state("a1", "Norwegen", "NOR")
SUEDLAND = make_state("a2", "Portugal", "PRT")
MINISTER = make_actor("a3", "Erika Muster", country="PRT", sector="GOV")
INSTITUTE = make_actor("a4", "Institut Seewarte", ActorKind.ORGANISATION)
ACTORS: tuple[Actor, ...] = (NORDLAND, SUEDLAND, MINISTER, INSTITUTE)


def told(*readings: Reading, withdrawn: dict[str, str] | None = None) -> tuple[Told, ...]:
    """Readings as the store hands them over, all of latest versions but those with a date of withdrawal."""
    return tuple(Told(reading=r, ref=r.report.id, withdrawn=(withdrawn or {}).get(r.report.id)) for r in readings)


def link(*readings: Reading, withdrawn: dict[str, str] | None = None) -> Linked:
    """The ledger of some readings."""
    return link_reports(told(*readings, withdrawn=withdrawn), LANGUAGE)


def by_mentions(linked: Linked) -> dict[frozenset[str], LedgerEvent]:
    """The events by what they mention: "report/event"."""
    return {frozenset(f"{m.report}/{m.event}" for m in event.mentions): event for event in linked.events}


def blast(
    id: str,
    day: str = "2023-07-17",
    published: str = "2023-07-17T09:00+02:00",
    outlet: str | None = None,
    agencies: tuple[str, ...] = (),
    text: str = "",
) -> Reading:
    """Report of a blast on the harbour bridge; its own voice says so."""
    report = make_report(
        id,
        f"Auf der Hafenbrücke von Altstadt hat es in der Nacht eine Explosion gegeben. {text}",
        title="Explosion auf der Hafenbrücke",
        published=published,
        outlet=outlet or f"Blatt {id}",
        agencies=agencies,
    )
    event = make_event(
        report, "Explosion", EventType.ASSAULT, mode="explosives", recipients=("a2",), day=day, place="Altstadt"
    )
    return make_reading(report, actors=ACTORS, events=(event,))


def blamed(id: str = "vorwurf", published: str = "2023-07-18T12:00+02:00") -> Reading:
    """Report in which the minister accuses Norway of the attack on the bridge, and Norway denies it."""
    report = make_report(
        id,
        "Ministerin Erika Muster machte Norwegen für den Anschlag auf die Hafenbrücke in Altstadt verantwortlich. "
        "Oslo wies den Vorwurf zurück.",
        title="Streit um die Hafenbrücke",
        published=published,
        outlet="Abendpost",
    )
    event = make_event(
        report,
        "Anschlag",
        EventType.ASSAULT,
        mode="explosives",
        actors=("a1",),
        alleged=("a1",),
        recipients=("a2",),
        day="2023-07-17",
        place="Altstadt",
        quotations=("q1",),
    )
    accuses = make_quotation(
        report, "Norwegen", id="q1", holders=("a3",), stance=Stance.ACCUSES, about=About.RESPONSIBILITY
    )
    denies = make_quotation(
        report,
        "Vorwurf",
        id="q2",
        holders=("a1",),
        stance=Stance.DENIES,
        about=About.RESPONSIBILITY,
        targets=("q1",),
    )
    return make_reading(report, actors=ACTORS, events=(event,), quotations=(accuses, denies))


def visit(id: str, published: str, status: Status, day: str | None, *, voucher: str | None = None) -> Reading:
    """Report of a visit of the minister to Norway: planned, done or called off."""
    report = make_report(
        id,
        "Die Ministerin Erika Muster kommt zu einem Besuch nach Norwegen. Im Mittelpunkt steht der Fischereivertrag.",
        title="Erika Muster in Norwegen",
        published=published,
        outlet=f"Blatt {id}",
    )
    event = make_event(
        report,
        "Besuch",
        EventType.CONSULT,
        mode="visit",
        actors=("a3",),
        recipients=("a1",),
        day=day,
        status=status,
        according_to=(voucher,) if voucher else (),
    )
    return make_reading(report, actors=ACTORS, events=(event,))
