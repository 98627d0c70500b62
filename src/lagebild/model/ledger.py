"""The ledger: what many reports add up to."""

from msgspec import Struct, field

from lagebild.model.amendment import Remark
from lagebild.model.reading import ChainLink
from lagebild.model.vocabulary import About, Correction, EventType, LedgerStatus, Span, Stance, Status


class LedgerTime(Struct, frozen=True, kw_only=True):
    """When a linked event happens."""

    value: str
    begins: str | None = field(default=None, name="from")
    ends: str | None = field(default=None, name="to")


class LedgerPlace(Struct, frozen=True, kw_only=True):
    """Where a linked event happens."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class LedgerActor(Struct, frozen=True, kw_only=True):
    """A party of a linked event; `alleged` when it is only accused."""

    id: str
    name: str
    country: str | None = None
    alleged: bool = False


class LedgerNumber(Struct, frozen=True, kw_only=True):
    """A count, and who gives it."""

    what: str
    min: int | None = None
    max: int | None = None
    holder: str | None = None


class MentionRef(Struct, frozen=True, kw_only=True):
    """An event mention in a report."""

    report: str
    event: str
    trigger: Span


class Holder(Struct, frozen=True, kw_only=True):
    """Who holds a position; `names` lists further names of the same holder."""

    id: str | None = None
    name: str
    names: tuple[str, ...] = ()


class Position(Struct, frozen=True, kw_only=True):
    """What one holder says about an event. `holder` is null where the report speaks in its own voice; `party`: he takes
    part in it, himself or as an organ of a state that does; `wrong`: a person says that it was misread."""

    holder: Holder | None = None
    anonymous: bool = False
    stance: Stance = Stance.ASSERTS
    about: About = About.OCCURRENCE
    status: Status = Status.ACTUAL
    chain: tuple[ChainLink, ...] = ()
    report: str
    quotation: str | None = None
    said: str | None = None
    withdrawn: str | None = None
    party: bool = False
    wrong: bool = False


class Source(Struct, frozen=True, kw_only=True):
    """An independent source of an event; `party` marks one that takes part in it."""

    name: str
    party: bool = False


class LedgerEvent(Struct, frozen=True, kw_only=True):
    """An event linked across the reports of a store; `remarks` is what people said of it."""

    id: str
    superseded_by: str | None = None
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: LedgerStatus
    time: LedgerTime | None = None
    place: LedgerPlace | None = None
    actors: tuple[LedgerActor, ...] = ()
    recipients: tuple[LedgerActor, ...] = ()
    numbers: tuple[LedgerNumber, ...] = ()
    first_seen: str | None = None
    last_seen: str | None = None
    mentions: tuple[MentionRef, ...] = ()
    positions: tuple[Position, ...] = ()
    sources: tuple[Source, ...] = ()
    independent_sources: int = 0
    contested: bool = False
    remarks: tuple[Remark, ...] = ()


class ListedReport(Struct, frozen=True, kw_only=True):
    """A report of the store as `lagebild reports` lists it; `copy_of` is the id of the report that it copies."""

    id: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    version: int = 1
    replaces: str | None = None
    correction: Correction | None = None
    copy_of: str | None = None
