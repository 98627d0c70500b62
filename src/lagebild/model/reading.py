"""The reading of a report: what was read out of its text, each thing with its span and its rule."""

from msgspec import Struct, field

from lagebild.model.report import Report
from lagebild.model.vocabulary import (
    About,
    ActorKind,
    EntityForm,
    EntityLabel,
    EventType,
    QuotationType,
    Span,
    Stance,
    Status,
    TimexType,
)


class Entity(Struct, frozen=True, kw_only=True):
    """A name in the text."""

    start: int
    end: int
    label: EntityLabel
    form: EntityForm = EntityForm.NAME


class Time(Struct, frozen=True, kw_only=True):
    """A time expression (TimeML TIMEX3) with the interval that it covers.

    value: TIMEX3 value; begins, ends: first and last ISO date or time of the interval ("from" and "to" in JSON), null
    when the expression cannot be anchored.
    """

    start: int
    end: int
    type: TimexType
    value: str
    mod: str | None = None
    begins: str | None = field(default=None, name="from")
    ends: str | None = field(default=None, name="to")
    rule: str = ""


class Place(Struct, frozen=True, kw_only=True):
    """A place name resolved to the gazetteer; coordinates in degrees (WGS 84), null when only the name is known."""

    start: int
    end: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    geo_precision: str | None = None
    disputed: bool = False
    controlled_by: str | None = None
    rule: str = ""


class Actor(Struct, frozen=True, kw_only=True):
    """Somebody who acts or speaks in a report, with all mentions of him in its text, pronouns included."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    party: str | None = None
    mentions: tuple[Span, ...] = ()
    gender: str | None = None
    rule: str = ""


class ChainLink(Struct, frozen=True, kw_only=True):
    """One medium or agency through which a statement reached the reader; `id` is an actor of the reading or null."""

    id: str | None = None
    name: str


class Quotation(Struct, frozen=True, kw_only=True):
    """Somebody's words, thoughts or speech act, with holder, stance and source chain.

    parent: id of the quotation that this one stands in. targets: ids of the quotations or events that it speaks of.
    """

    id: str
    type: QuotationType
    spans: tuple[Span, ...]
    speaker: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    frame: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    holders: tuple[str, ...] = ()
    anonymous: bool = False
    stance: Stance = Stance.ASSERTS
    about: About = About.OCCURRENCE
    chain: tuple[ChainLink, ...] = ()
    targets: tuple[str, ...] = ()
    parent: str | None = None
    said: str | None = None
    rule: str = ""


class Party(Struct, frozen=True, kw_only=True):
    """An actor or recipient of an event mention. `actor` is the id of an actor of the reading or null; then `country`
    and `sector` say to which state and side it belongs (things, people by a word that tells nothing more), where known.
    """

    span: Span
    actor: str | None = None
    alleged: bool = False
    country: str | None = None
    sector: str | None = None


class Voucher(Struct, frozen=True, kw_only=True):
    """Who vouches for an event mention."""

    span: Span
    actor: str | None = None


class EventTime(Struct, frozen=True, kw_only=True):
    """When an event happens; `span` is the time expression or null when the time comes from the report's day."""

    value: str
    span: Span | None = None
    begins: str | None = field(default=None, name="from")
    ends: str | None = field(default=None, name="to")
    time_precision: str | None = None


class EventPlace(Struct, frozen=True, kw_only=True):
    """Where an event happens."""

    name: str
    span: Span | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    geo_precision: str | None = None


class Number(Struct, frozen=True, kw_only=True):
    """A count that belongs to an event: what is counted (killed, wounded, arrested, participants …) and its bounds."""

    what: str
    min: int | None = None
    max: int | None = None
    span: Span


class EventMention(Struct, frozen=True, kw_only=True):
    """One place in the text that says that somebody does something to somebody (PLOVER, with a status)."""

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    trigger: Span
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    time: EventTime | None = None
    place: EventPlace | None = None
    numbers: tuple[Number, ...] = ()
    status: Status = Status.ACTUAL
    hearsay: bool = False
    historical: bool = False
    attempted: bool = False
    according_to: tuple[Voucher, ...] = ()
    quotations: tuple[str, ...] = ()
    rule: str = ""


class Mentions(Struct, frozen=True, kw_only=True):
    """What the mentions step found: names, times, places, actors, and the state where the report plays."""

    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    home: str | None = None


class MadeBy(Struct, frozen=True, kw_only=True):
    """What made a reading: version of the software, of the model, digest of the lexicons."""

    lagebild: str
    model: str
    lexicons: str


class Reading(Struct, frozen=True, kw_only=True):
    """Everything that was read out of one report."""

    report: Report
    made_by: MadeBy
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[EventMention, ...] = ()
