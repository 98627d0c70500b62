"""Finding again, in the reading that is current now, what somebody spoke of in an earlier one."""

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import Connection, select

from lagebild.model import Anchor, EventMention, Quotation, Reading, Span, StoreError, Target
from lagebild.store.adding import unpack, version_ref
from lagebild.store.schema import readings, reports

_AROUND = 60
"""Characters of text on both sides that an anchor keeps."""
_LONGEST = 240
_ENOUGH = 0.5
"""Share of two quotations that must be the same."""

Found = tuple[str, str]
"""Reference of a report ("r1", of a replaced version "r1@1") and id of an event mention or quotation in it."""


def anchor_of(reading: Reading, item: EventMention | Quotation) -> Anchor:
    """The anchor of an event mention or quotation."""
    text, span = reading.report.text, _span(item)
    start, end = max(0, span[0] - _AROUND), min(len(text), span[1] + _AROUND, span[0] + _LONGEST)
    return Anchor(
        report=reading.report.id,
        version=reading.report.version,
        type=item.type,
        span=span,
        passage=text[start:end],
        at=span[0] - start,
    )


def item_of(reading: Reading, id_: str) -> EventMention | Quotation | None:
    """The event mention or quotation of a reading that has an id."""
    items: tuple[EventMention | Quotation, ...] = (*reading.events, *reading.quotations)
    return next((item for item in items if item.id == id_), None)


def split_reference(reference: str) -> tuple[str, str]:
    """ "REPORT#e3" as report and id. Raises StoreError for what is none."""
    report, mark, id_ = reference.rpartition("#")
    if not mark or not report or id_[:1] not in ("e", "q") or not id_[1:].isdecimal():
        raise StoreError(
            f"{reference!r} names no event mention and no quotation.", "Write it as REPORT#e1 or REPORT#q1."
        )
    return report, id_


class Places:
    """Where anchors stand in the current readings; readings are fetched once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.rows = lru_cache(maxsize=512)(self._rows)
        self.reading = lru_cache(maxsize=128)(self._reading)

    def find(self, anchor: Anchor, target: Target) -> tuple[Found, ...]:
        """What an anchor speaks of: in its version, and in the latest one where the same passage stands there too."""
        return tuple(dict.fromkeys(self._find(anchor, target)))

    def _find(self, anchor: Anchor, target: Target) -> Iterator[Found]:
        versions = self.rows(anchor.report)
        for number, (key, latest) in versions.items():
            if number != anchor.version and not latest:
                continue
            read = self.reading(key)
            if read is None:
                continue
            span = anchor.span if number == anchor.version else _moved(anchor, read.report.text)
            if span is not None and (id_ := _item_at(read, anchor.type, span, target)) is not None:
                yield (anchor.report if latest else version_ref(anchor.report, number)), id_

    def _rows(self, report: str) -> dict[int, tuple[int, bool]]:
        found = self._connection.execute(
            select(reports.c.version, reports.c.key, reports.c.latest)
            .where(reports.c.id == report)
            .order_by(reports.c.version)
        )
        return {row.version: (row.key, bool(row.latest)) for row in found}

    def _reading(self, key: int) -> Reading | None:
        body = self._connection.execute(
            select(readings.c.body).where(readings.c.report_key == key, readings.c.current == 1)
        ).scalar()
        return unpack(body) if body is not None else None


def _span(item: EventMention | Quotation) -> Span:
    return item.trigger if isinstance(item, EventMention) else (item.spans or ((0, 0),))[0]


def _moved(anchor: Anchor, text: str) -> Span | None:
    """Where the span stands in another version: its passage must stand there once."""
    at = text.find(anchor.passage)
    if at < 0 or text.find(anchor.passage, at + 1) >= 0:
        return None
    start = at + anchor.at
    return start, start + anchor.span[1] - anchor.span[0]


def _item_at(read: Reading, type_: str, span: Span, target: Target) -> str | None:
    """The event whose trigger is there, of its type before any other; the quotation that covers the same text."""
    if target is Target.QUOTATION:
        ranked = [(_shared(_span(q), span), q.id) for q in read.quotations]
        best = max(ranked, default=(0.0, ""))
        return best[1] if best[0] >= _ENOUGH else None
    touching = [e for e in read.events if e.trigger[0] < span[1] and span[0] < e.trigger[1]]
    if not touching:
        return None
    return min(touching, key=lambda e: (e.type != type_, -_shared(e.trigger, span), e.id)).id


def _shared(a: Span, b: Span) -> float:
    both = min(a[1], b[1]) - max(a[0], b[0])
    either = max(a[1], b[1]) - min(a[0], b[0])
    return max(0, both) / either if either else 0.0
