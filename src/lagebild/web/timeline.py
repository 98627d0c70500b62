"""What the time line draws: the events in lanes, or how many there are where they are too many, and the whole span."""

from datetime import date

import numpy as np
from msgspec import Struct

from lagebild.link.dates import days_of, iso
from lagebild.present import Catalogue, date_words
from lagebild.store import Store
from lagebild.store.overview import events_by_id
from lagebild.web.facets import label_of
from lagebild.web.filters import Asked, chosen
from lagebild.web.index import Index, Mask, Numbers
from lagebild.web.rows import mark_of, sentence_of

MOST_DRAWN = 400
"""Events that are drawn one by one; of more, their numbers are drawn."""
LANES = 6
BINS = 120


class Drawn(Struct, frozen=True, kw_only=True):
    """An event: first and last day, whether they are its own, mark, lanes, sentence, its time in words, sources."""

    id: str
    first: str
    last: str
    dated: bool
    mark: str
    lanes: tuple[int, ...]
    text: str
    when: str
    sources: int


class Lane(Struct, frozen=True, kw_only=True):
    """A lane. value: what the filter of its property is set to, "" for all that are in no other lane; counts: events in
    each step of time, where they are not drawn one by one."""

    value: str
    label: str
    size: int
    counts: tuple[int, ...] = ()


class TimeLine(Struct, frozen=True, kw_only=True):
    """The time line. first, last: the span that is shown; span: the whole one, with `overview` (events in each step of
    `step` days); before, after: events beyond it; undated: events of which no day is known at all."""

    property: str
    first: str
    last: str
    span: tuple[str, str]
    overview: tuple[int, ...]
    step: int
    lanes: tuple[Lane, ...]
    events: tuple[Drawn, ...]
    before: int
    after: int
    undated: int


def time_line(
    store: Store, index: Index, asked: Asked, visit: str, talk: Catalogue, w: dict[str, str]
) -> TimeLine | None:
    """The time line under some filters; None where nothing has a day."""
    whole = chosen(index, asked, visit, ("time",))
    placed = whole & (index.first > 0)
    if not placed.any():
        return None
    span = _span(index, placed)
    since, until = days_of(asked.since), days_of(asked.until)
    first, last = (since[0] if since else span[0]), (until[1] if until else span[1])
    if last <= first:
        last = first + 1
    shown = placed & (index.last >= first) & (index.first <= last)
    lanes, of = _lanes(index, asked.lanes, shown)
    labels = [label_of(index, asked.lanes, value, talk, w) if value else w["other_lanes"] for value in lanes]
    sizes = [int(mask.sum()) for mask in of]
    one_by_one = int(shown.sum()) <= MOST_DRAWN
    step = max(1, -(-(last - first + 1) // BINS))
    counts = [() if one_by_one else _counted(index.first, mask, first, last, step) for mask in of]
    coarse = max(1, -(-(span[1] - span[0] + 1) // BINS))
    return TimeLine(
        property=asked.lanes,
        first=iso(first),
        last=iso(last),
        span=(iso(span[0]), iso(span[1])),
        overview=_counted(index.first, placed, *span, coarse),
        step=coarse if one_by_one else step,
        lanes=tuple(
            Lane(value=v, label=label, size=n, counts=c)
            for v, label, n, c in zip(lanes, labels, sizes, counts, strict=True)
        ),
        events=_drawn(store, index, shown, of, talk) if one_by_one else (),
        before=int((placed & (index.last < first)).sum()),
        after=int((placed & (index.first > last)).sum()),
        undated=int((whole & (index.first == 0)).sum()),
    )


def _span(index: Index, placed: Mask) -> tuple[int, int]:
    """The days that matter: those in which was reported, and of the events before and after them the nearest ones. What
    lies years away (a war of 1999 that a report recalls) would press everything else together."""
    told = index.told[placed & (index.told > 0)]
    if not told.size:
        return int(index.first[placed].min()), int(index.last[placed].max())
    first, last = int(told.min()), int(told.max())
    around = max(31, (last - first) // 6)
    near = placed & (index.first >= first - around) & (index.last <= last + around)
    if not near.any():
        return first, last
    low, high = min(first, int(index.first[near].min())), max(last, int(index.last[near].max()))
    margin = max(2, (high - low) // 50)
    return max(1, low - margin), min(date.max.toordinal(), high + margin)


def _lanes(index: Index, name: str, shown: Mask) -> tuple[list[str], list[Mask]]:
    """The values with most events, each with its events, and last all others ("")."""
    column = index.columns[name]
    counts = column.count(shown)
    largest = column.largest(counts, LANES)
    lanes = [column.values[n] for n in largest]
    of = [column.having((n,), index.size) & shown for n in largest]
    rest = shown.copy()
    for mask in of:
        rest &= ~mask
    if rest.any():
        lanes.append("")
        of.append(rest)
    return lanes, of


def _counted(days: Numbers, mask: Mask, first: int, last: int, step: int) -> tuple[int, ...]:
    inside = days[mask & (days >= first) & (days <= last)]
    size = (last - first) // step + 1
    return tuple(int(n) for n in np.bincount((inside - first) // step, minlength=size)[:size])


def _drawn(store: Store, index: Index, shown: Mask, of: list[Mask], talk: Catalogue) -> tuple[Drawn, ...]:
    numbers = [int(n) for n in np.flatnonzero(shown)]
    found = events_by_id(store, [index.ids[n] for n in numbers])
    by_id = {event.id: event for event in found}
    drawn = []
    for n in numbers:
        event = by_id.get(index.ids[n])
        if event is not None:
            drawn.append(
                Drawn(
                    id=event.id,
                    first=iso(int(index.first[n])),
                    last=iso(int(index.last[n])),
                    dated=bool(index.dated[n]),
                    mark=mark_of(event),
                    lanes=tuple(k for k, mask in enumerate(of) if mask[n]),
                    text=sentence_of(event, talk),
                    when=date_words(event.time.value if event.time else event.first_seen, talk),
                    sources=event.independent_sources,
                )
            )
    return tuple(drawn)
