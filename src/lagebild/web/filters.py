"""What a reader asks of the ledger, as it stands in the address of a page, and the events that it leaves."""

from collections.abc import Iterable
from urllib.parse import urlencode

import numpy as np
from msgspec import Struct
from starlette.datastructures import QueryParams

from lagebild.link.dates import days_of
from lagebild.link.names import fold
from lagebild.web.index import COLUMNS, Index, Mask
from lagebild.web.indexing import seconds

LANES = ("country", "actor", "type")
TOGETHER = frozenset(("actor",))
"""Properties of which an event must have all values that are asked for; of the others one is enough."""
MOST_VALUES = 40
"""Values of one property that are read from an address."""


class Asked(Struct, frozen=True, kw_only=True):
    """Filters: values of properties by column, days from and to (ISO, as written), only what came since a moment.

    words: a part of an actor's name. lanes: how the time line is laid out. sort: column of the table, "-" for falling.
    """

    values: dict[str, tuple[str, ...]] = {}
    since: str = ""
    until: str = ""
    words: str = ""
    new: bool = False
    lanes: str = LANES[0]
    sort: str = ""

    @property
    def active(self) -> int:
        """How many filters are set."""
        return sum(map(len, self.values.values())) + bool(self.since or self.until) + bool(self.words) + self.new


def asked_of(params: QueryParams) -> Asked:
    """The filters in an address; what makes no sense in it is left out."""
    values = {
        name: tuple(dict.fromkeys(value[:200] for value in params.getlist(name)[:MOST_VALUES] if value))
        for name in COLUMNS
    }
    lanes = params.get("lanes", "")
    return Asked(
        values={name: found for name, found in values.items() if found},
        since=_day(params.get("since", "")),
        until=_day(params.get("until", "")),
        words=params.get("named", "")[:100].strip(),
        new=bool(params.get("new")),
        lanes=lanes if lanes in LANES else LANES[0],
        sort=params.get("sort", "")[:20],
    )


def _day(value: str) -> str:
    return value if days_of(value) else ""


def query(asked: Asked, **more: str) -> str:
    """The filters as the query of an address: "?status=planned&since=2022-12", "" when nothing is asked."""
    pairs = [(name, value) for name in COLUMNS for value in asked.values.get(name, ())]
    pairs += [("named", asked.words), ("since", asked.since), ("until", asked.until), ("new", "1" if asked.new else "")]
    pairs += [("lanes", asked.lanes if asked.lanes != LANES[0] else ""), ("sort", asked.sort), *more.items()]
    kept = [(name, value) for name, value in pairs if value]
    return f"?{urlencode(kept)}" if kept else ""


def toggled(asked: Asked, name: str, value: str) -> Asked:
    """The filters with a value set, or without it where it was set."""
    now = asked.values.get(name, ())
    then = tuple(v for v in now if v != value) if value in now else (*now, value)
    others = {column: found for column, found in asked.values.items() if column != name}
    return _with(asked, values=others | ({name: then} if then else {}))


def without_time(asked: Asked) -> Asked:
    """The filters without days."""
    return _with(asked, since="", until="")


def sorted_by(asked: Asked, sort: str) -> Asked:
    """The filters with another order of the table."""
    return _with(asked, sort=sort)


def in_lanes(asked: Asked, lanes: str) -> Asked:
    """The filters with other lanes."""
    return _with(asked, lanes=lanes)


def _with(asked: Asked, **changes: object) -> Asked:
    fields = {name: getattr(asked, name) for name in asked.__struct_fields__}
    return Asked(**{**fields, **changes})


def chosen(index: Index, asked: Asked, visit: str = "", leave: Iterable[str] = ()) -> Mask:
    """The events that filters leave.

    visit: ISO time after which something counts as new. leave: columns (or "time") that are not looked at: the facets
    of a column count what its other values would give.
    """
    left = set(leave)
    mask = index.everything()
    for name, wanted in asked.values.items():
        if name in left:
            continue
        column = index.columns[name]
        numbers = [set(_numbers(index, name, value)) for value in wanted]
        for some in numbers if name in TOGETHER else [set().union(*numbers)]:
            mask &= column.having(some, index.size)
    if asked.words:
        part = fold(asked.words)
        named = {n for n, name in enumerate(index.folded) if part in name}
        mask &= index.columns["actor"].having(named, index.size)
    if "time" not in left:
        mask &= _in_time(index, asked)
    if asked.new:
        mask &= newer(index, visit)
    return mask


def newer(index: Index, visit: str) -> Mask:
    """The events of which reports came into the store after a moment (ISO, UTC); all where there is no moment."""
    moment = seconds(visit) if visit else None
    return np.asarray(index.added > moment) if moment is not None else index.everything()


def _numbers(index: Index, name: str, value: str) -> list[int]:
    """The numbers that a value stands for: itself; of an actor that is no key, all whose name holds it."""
    found = index.columns[name].number(value)
    if found is not None:
        return [found]
    if name == "actor" and ":" not in value:
        return [n for n, folded in enumerate(index.folded) if fold(value) in folded]
    return []


def _in_time(index: Index, asked: Asked) -> Mask:
    mask = index.everything()
    if since := days_of(asked.since):
        mask &= index.last >= since[0]
    if until := days_of(asked.until):
        mask &= (index.first <= until[1]) & (index.first > 0)
    return mask


def numbers_of(mask: Mask) -> list[int]:
    """The numbers of the chosen events."""
    return [int(n) for n in np.flatnonzero(mask)]
