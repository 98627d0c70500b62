"""When a feed is asked again: a feed's settings, what is known of it, and the rules of the interval."""

import random
import re
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

import msgspec
from msgspec import Struct

from lagebild.model import InputError

HOUR: Final = 3600.0
DAY: Final = 86_400.0
JITTER: Final = 0.1
SEEN: Final = 2000
"""Entries of a feed that are remembered."""


class Basis(StrEnum):
    """On what ground texts are mined: § 44b UrhG (reservations are respected), § 60d (research, which they do not
    bind), a licence, or one's own texts."""

    MINING = "44b"
    RESEARCH = "60d"
    LICENCE = "licence"
    OWN = "own"


class Feed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feed to watch. every: shortest interval in seconds that the publisher allows or that was agreed on, 0 for the
    usual one; full: fetch the linked pages; keep: days that its reports are kept, 0 for ever."""

    url: str
    name: str | None = None
    basis: Basis = Basis.MINING
    every: float = 0.0
    full: bool = True
    keep: int = 0


class State(Struct, frozen=True, kw_only=True):
    """What is known of a feed. next, last: seconds since 1970; interval: seconds; new: reports of the last time; total:
    of all times; errors: failures in a row; note: the last failure or reservation; reserved: pages left out because
    their publisher reserves mining; seen: digest of an entry's address -> digest of what it said."""

    feed: Feed
    etag: str | None = None
    modified: str | None = None
    next: float = 0.0
    last: float | None = None
    interval: float = HOUR
    new: int = 0
    total: int = 0
    errors: int = 0
    note: str = ""
    reserved: int = 0
    gone: bool = False
    seen: dict[str, str] = {}


def floor(state: State) -> float:
    """The shortest interval: what was agreed on, else an hour, and a day for a server without conditional requests."""
    return state.feed.every or (HOUR if state.etag or state.modified else DAY)


def succeeded(state: State, now: float, new: int, total: int, chance: random.Random) -> State:
    """After an answer with `new` entries of `total`: the more was new, the sooner it is asked again."""
    share = new / total if total else 0.0
    factor = 0.5 if share > 0.5 else 0.8 if share > 0.1 else 1.0 if new else 1.5
    interval = min(DAY, max(floor(state), state.interval * factor))
    return msgspec.structs.replace(
        state, last=now, interval=interval, errors=0, new=new, total=state.total + new, note="",
        next=now + interval * (1 + chance.uniform(0, JITTER)),
    )  # fmt: skip


def failed(state: State, now: float, why: str, chance: random.Random, wait: float | None = None) -> State:
    """After a failure: twice as long each time, at most a day; as long as the server asks for, at most a day too."""
    errors = state.errors + 1
    pause = min(DAY, max(floor(state), HOUR / 4) * 2 ** min(errors - 1, 10))
    pause = max(pause, min(wait, DAY)) if wait is not None else pause
    after = now + pause * (1 + chance.uniform(0, JITTER))
    return msgspec.structs.replace(state, last=now, errors=errors, new=0, note=why, next=after)


def retry_after(value: str | None, now: float) -> float | None:
    """The seconds of a Retry-After header: a number or a date."""
    if value is None:
        return None
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def seconds(value: str | float | int) -> float:
    """An interval: 600, "10m", "2h", "1d" -> seconds. Raises InputError."""
    if isinstance(value, int | float):
        return float(value)
    match = re.fullmatch(r"\s*(\d{1,6})\s*([smhd]?)\s*", value)
    if not match:
        raise InputError(f"{value!r} is no interval.", "Write it as 10m, 2h or 1d.")
    return int(match[1]) * {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}[match[2]]


def remembered(seen: dict[str, str], entries: dict[str, str]) -> dict[str, str]:
    """What is remembered of a feed's entries: the latest, bounded."""
    both = {**{url: mark for url, mark in seen.items() if url not in entries}, **entries}
    return dict(list(both.items())[-SEEN:])
