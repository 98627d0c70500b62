"""What goes into and comes out of the store besides the records of the model: outcomes, filters and found rows."""

from enum import StrEnum

from msgspec import Struct

from lagebild.model import (
    About,
    ActorKind,
    EventMention,
    EventType,
    LedgerStatus,
    ListedReport,
    Quotation,
    Span,
    Stance,
    Status,
)


class Outcome(StrEnum):
    """What adding a reading did: a new report, nothing, a new version of a report, or a new reading of a known one."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    NEW_VERSION = "new version"
    REREAD = "reread"


class Stored(Struct, frozen=True, kw_only=True):
    """A report that is safely in the store, and what it took."""

    report: str
    version: int
    outcome: Outcome


class ReportFilter(Struct, frozen=True, kw_only=True):
    """Which reports. `since` and `until` are ISO dates of publication at any precision, both inclusive; texts are
    compared without case and accents; `versions` asks for replaced versions too."""

    report: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    agency: str | None = None
    versions: bool = False
    limit: int | None = None
    offset: int = 0


class QuotationFilter(Struct, frozen=True, kw_only=True):
    """Which quotations. `holder` is a part of a holder's name; the other fields are as in ReportFilter."""

    report: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    holder: str | None = None
    country: str | None = None
    stance: Stance | None = None
    about: About | None = None
    anonymous: bool | None = None
    limit: int | None = None
    offset: int = 0


class EventFilter(Struct, frozen=True, kw_only=True):
    """Which event mentions. `actor` is a part of a party's name, `country` the country of a party or of the place,
    `happened_since` and `happened_until` bound the time of the event."""

    report: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    type: EventType | None = None
    mode: str | None = None
    status: Status | None = None
    actor: str | None = None
    country: str | None = None
    place: str | None = None
    happened_since: str | None = None
    happened_until: str | None = None
    limit: int | None = None
    offset: int = 0


class ActorFilter(Struct, frozen=True, kw_only=True):
    """Which actors. `name` is a part of the name."""

    name: str | None = None
    kind: ActorKind | None = None
    country: str | None = None
    report: str | None = None
    limit: int | None = None
    offset: int = 0


class LedgerFilter(Struct, frozen=True, kw_only=True):
    """Which linked events. `since` and `until` bound their publication (last seen), `happened_since` and
    `happened_until` their time; `actor` is a part of a party's name; `report` one that mentions them; `remarked`:
    people said something of them."""

    since: str | None = None
    until: str | None = None
    happened_since: str | None = None
    happened_until: str | None = None
    type: EventType | None = None
    status: LedgerStatus | None = None
    contested: bool | None = None
    actor: str | None = None
    country: str | None = None
    min_sources: int | None = None
    report: str | None = None
    remarked: bool | None = None
    limit: int | None = None
    offset: int = 0


class FoundQuotation(Struct, frozen=True, kw_only=True):
    """A quotation with its report: `passage` is the text of its spans, `holders` the names behind the ids."""

    report: str
    version: int
    published: str | None
    outlet: str | None
    holders: tuple[str, ...]
    passage: str
    quotation: Quotation


class FoundEvent(Struct, frozen=True, kw_only=True):
    """An event mention with its report: `trigger` is the text of its trigger, `actors` and `recipients` are names."""

    report: str
    version: int
    published: str | None
    outlet: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: str
    event: EventMention


class FoundActor(Struct, frozen=True, kw_only=True):
    """An actor across the reports of the store, with the number of reports and mentions."""

    key: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    reports: int
    mentions: int


class Hit(Struct, frozen=True, kw_only=True):
    """A report that a search found. `marks` are the spans of the matches in `snippet`; a lower score is better."""

    report: ListedReport
    snippet: str
    marks: tuple[Span, ...]
    score: float
