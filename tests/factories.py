"""Small readings made by hand for tests of the store and of linking."""

from collections.abc import Iterable

from lagebild.model import (
    About,
    Actor,
    ActorKind,
    Capture,
    ChainLink,
    Correction,
    EventMention,
    EventPlace,
    EventTime,
    EventType,
    MadeBy,
    Number,
    Party,
    Quotation,
    QuotationType,
    Reading,
    Report,
    Span,
    Stance,
    Status,
    Voucher,
)

READER = MadeBy(lagebild="0.1.0", model="de-1", lexicons="test")


def make_report(
    id: str = "r1",
    text: str = "In Musterstadt trafen sich am Montag die Ministerin und der Gesandte.",
    *,
    title: str | None = "Treffen in Musterstadt",
    published: str | None = "2023-05-08T10:00+02:00",
    outlet: str | None = "Tagesblatt",
    agencies: tuple[str, ...] = (),
    correction: Correction | None = None,
    source: str | None = None,
    replaces: str | None = None,
    url: str | None = None,
) -> Report:
    """A report with the fields that tests vary."""
    return Report(
        id=id,
        title=title,
        text=text,
        published=published,
        outlet=outlet,
        agencies=agencies,
        correction=correction,
        capture=Capture(source=source, sha256=f"sha-{source}") if source else None,
        replaces=replaces,
        url=url,
    )


def make_actor(
    id: str = "a1",
    name: str = "Erika Muster",
    kind: ActorKind = ActorKind.PERSON,
    country: str | None = None,
    sector: str | None = None,
    mentions: Iterable[Span] = ((0, 2),),
    offices: tuple[str, ...] = (),
) -> Actor:
    """An actor."""
    return Actor(id=id, name=name, kind=kind, country=country, sector=sector, mentions=tuple(mentions), offices=offices)


def make_state(id: str, name: str, country: str) -> Actor:
    """A state as actor."""
    return make_actor(id, name, ActorKind.STATE, country, "GOV")


def span_of(text: str, part: str) -> Span:
    """Where a part stands in a text; it must stand there."""
    start = text.index(part)
    return start, start + len(part)


def make_event(
    report: Report,
    trigger: str,
    type: EventType = EventType.CONSULT,
    *,
    id: str = "e1",
    mode: str | None = None,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    alleged: tuple[str, ...] = (),
    day: str | None = None,
    place: str | None = None,
    country: str | None = None,
    status: Status = Status.ACTUAL,
    historical: bool = False,
    hearsay: bool = False,
    according_to: tuple[str, ...] = (),
    quotations: tuple[str, ...] = (),
    numbers: tuple[Number, ...] = (),
) -> EventMention:
    """An event mention; parties and vouchers are ids of actors of the reading."""
    where = span_of(report.text, trigger)
    return EventMention(
        id=id,
        type=type,
        mode=mode,
        trigger=where,
        actors=tuple(Party(span=where, actor=a, alleged=a in alleged) for a in actors),
        recipients=tuple(Party(span=where, actor=a) for a in recipients),
        time=EventTime(value=day, begins=day, ends=day) if day else None,
        place=EventPlace(name=place, country=country) if place else None,
        numbers=numbers,
        status=status,
        historical=historical,
        hearsay=hearsay,
        according_to=tuple(Voucher(span=where, actor=a) for a in according_to),
        quotations=quotations,
    )


def make_quotation(
    report: Report,
    words: str,
    *,
    id: str = "q1",
    holders: tuple[str, ...] = (),
    stance: Stance = Stance.ASSERTS,
    about: About = About.OCCURRENCE,
    targets: tuple[str, ...] = (),
    chain: tuple[str, ...] = (),
    anonymous: bool = False,
    said: str | None = None,
    type: QuotationType = QuotationType.INDIRECT,
) -> Quotation:
    """A quotation; holders are ids of actors of the reading, the chain is names."""
    return Quotation(
        id=id,
        type=type,
        spans=(span_of(report.text, words),),
        holders=holders,
        stance=stance,
        about=about,
        targets=targets,
        chain=tuple(ChainLink(name=name) for name in chain),
        anonymous=anonymous,
        said=said,
    )


def make_reading(
    report: Report,
    *,
    actors: tuple[Actor, ...] = (),
    events: tuple[EventMention, ...] = (),
    quotations: tuple[Quotation, ...] = (),
    made_by: MadeBy = READER,
) -> Reading:
    """A reading of a report."""
    return Reading(report=report, made_by=made_by, actors=actors, events=events, quotations=quotations)


def simple_reading(id: str = "r1", text: str | None = None, **report: object) -> Reading:
    """A reading with two actors, a quotation and an event."""
    words = text or f"Die Ministerin traf in Musterstadt den Gesandten. Es gebe eine Einigung, sagte sie ({id})."
    made = make_report(id, words, **report)  # type: ignore[arg-type]
    start = words.split(maxsplit=1)[0]
    return make_reading(
        made,
        actors=(
            make_actor("a1", "Erika Muster", country="DEU", sector="GOV"),
            make_state("a2", "Frankreich", "FRA"),
        ),
        quotations=(make_quotation(made, start, holders=("a1",)),),
        events=(make_event(made, start, actors=("a1",), recipients=("a2",), day="2023-05-08", place="Musterstadt"),),
    )
