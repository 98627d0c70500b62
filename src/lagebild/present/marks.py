"""The marks that mean something: the same in every view, in print and without colour."""

from collections.abc import Mapping
from types import MappingProxyType

from lagebild.model import EventMention, LedgerEvent

MARKS: Mapping[str, str] = MappingProxyType(
    {
        "actual": "●",
        "claimed": "◐",
        "planned": "○",
        "possible": "◌",
        "requested": "○→",
        "negated": "⊘",
        "contested": "◖◗",
        "hearsay": "~",
    }
)
"""Status -> mark; the tilde of hearsay stands before the mark of the status."""


def mark(event: EventMention | LedgerEvent) -> str:
    """The mark of an event: "●", "~○", for a contested one of the ledger "◖◗"."""
    if isinstance(event, LedgerEvent):
        return MARKS["contested"] if event.contested else MARKS[event.status]
    return (MARKS["hearsay"] if event.hearsay else "") + MARKS[event.status]
