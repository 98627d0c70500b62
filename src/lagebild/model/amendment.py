"""What people say about what was read: statements of their own, kept beside the reading and never in its place."""

from enum import StrEnum
from hashlib import blake2b

import msgspec
from msgspec import Struct

from lagebild.model.vocabulary import Span


class AmendmentKind(StrEnum):
    """What somebody does: joins events, takes mentions out of one, calls a reading wrong or right, remarks something,
    or takes an earlier word back."""

    MERGE = "merge"
    SPLIT = "split"
    WRONG = "wrong"
    CONFIRM = "confirm"
    NOTE = "note"
    UNDO = "undo"


class Target(StrEnum):
    """What a statement speaks of: an event of the ledger, a mention of it in one report, or a quotation."""

    EVENT = "event"
    MENTION = "mention"
    QUOTATION = "quotation"


class Anchor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in a report by which a statement finds what it speaks of in every later reading.

    type: of the event or quotation as it was read; span: of the trigger or of the quotation's first piece, in the text
    of that version; passage: the text around it, by which it is found in a later version; at: where in the passage the
    span begins.
    """

    report: str
    version: int = 1
    type: str
    span: Span
    passage: str
    at: int


class Amendment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one person said at one time.

    target: what it speaks of, null for `undo`. groups: its anchors; of `merge` one group an event, of `split` what goes
    out and what stays, else one, and for a mention a second one with the rest of its event. event: the id of the event
    at that time. undoes: id of the statement that is taken back. time: UTC.
    """

    id: str = ""
    kind: AmendmentKind
    target: Target | None = None
    author: str
    time: str
    text: str | None = None
    event: str | None = None
    groups: tuple[tuple[Anchor, ...], ...] = ()
    undoes: str | None = None


class Remark(Struct, frozen=True, kw_only=True):
    """A person's word on an event as it stands beside the machine's: who, when, what; `report` with `mention` or
    `quotation` where it speaks of these alone."""

    id: str
    kind: AmendmentKind
    author: str
    time: str
    text: str | None = None
    report: str | None = None
    mention: str | None = None
    quotation: str | None = None


def signed(amendment: Amendment) -> Amendment:
    """The statement with its id, which follows from its content: the same statement has the same id everywhere."""
    bare = msgspec.structs.replace(amendment, id="")
    return msgspec.structs.replace(bare, id=f"c{blake2b(msgspec.json.encode(bare), digest_size=6).hexdigest()}")
