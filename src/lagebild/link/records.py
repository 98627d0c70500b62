"""What linking takes and gives."""

from enum import StrEnum

from msgspec import Struct

from lagebild.model import LedgerEvent, Reading, Span

LINK_VERSION = "10"
"""Counts up when the same readings give another ledger."""


class Told(Struct, frozen=True, kw_only=True):
    """A reading as the store hands it over.

    ref: how positions and mentions name it: the report's id, for a replaced version "ID@N".
    withdrawn: ISO date since when a later version stands in its place; null for the latest version.
    wrong: ids of quotations of which a person says that they were misread: what they say stays and does not count.
    """

    reading: Reading
    ref: str
    withdrawn: str | None = None
    wrong: frozenset[str] = frozenset()


class CopyKind(StrEnum):
    """A reprint, or a later version of a report that the same outlet published under another id."""

    COPY = "copy"
    UPDATE = "update"


class Copy(Struct, frozen=True, kw_only=True):
    """A report that says what another one said before.

    share: part of its words (0 to 1) that stand in `original` too. spans: the copied sentences in its text.
    """

    report: str
    original: str
    kind: CopyKind = CopyKind.COPY
    share: float
    spans: tuple[Span, ...] = ()


class Merged(Struct, frozen=True, kw_only=True):
    """Two registry keys of one actor: `registry` is counted as `into`, whose name is `name`, for a `reason`."""

    registry: str
    into: str
    name: str
    reason: str = ""


class Why(Struct, frozen=True, kw_only=True):
    """Why two reports were linked in an event: the pair by which they came together.

    one, other: a mention of each ("report" and "event" of a MentionRef). evidence: the sum of what the features weigh,
    each by its name.
    """

    event: str
    one: tuple[str, str]
    other: tuple[str, str]
    evidence: float
    features: tuple[tuple[str, float], ...]


class Linked(Struct, frozen=True, kw_only=True):
    """The ledger of a set of reports: the same for every order in which they are given.

    replaced: reports of other ids that the same outlet put in the place of others, each with what it replaces.
    """

    events: tuple[LedgerEvent, ...] = ()
    copies: tuple[Copy, ...] = ()
    merged: tuple[Merged, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    why: tuple[Why, ...] = ()
