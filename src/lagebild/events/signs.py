"""Signs of a status: what one word or construction says of how an event is presented, and how signs are joined."""

from collections.abc import Iterable

from msgspec import Struct, structs

from lagebild.lang.events import Shifter
from lagebild.model import Status


class Reading(Struct, frozen=True, kw_only=True):
    """A status with its side marks; status None: nothing said (`find_status` says actual then). clause,
    phrase: the clause or noun that gave the status, -1 where it lies in the event's own clause."""

    status: Status | None = None
    attempted: bool = False
    hearsay: bool = False
    clause: int = -1
    phrase: int = -1


def joined(signs: Iterable[Reading]) -> Reading:
    """The first status, all marks: a negated plan is negated."""
    best = Reading()
    attempted = hearsay = False
    for sign in signs:
        attempted, hearsay = attempted or sign.attempted, hearsay or sign.hearsay
        if sign.status is not None and (best.status is None or best.status == Status.ACTUAL):
            best = sign
    return structs.replace(best, attempted=attempted, hearsay=hearsay)


def shifted(shifter: Shifter, clause: int = -1, phrase: int = -1) -> Reading:
    """A shifter as a reading, with the clause or noun in which it stands."""
    return Reading(status=shifter.status, attempted=shifter.attempted, clause=clause, phrase=phrase)
