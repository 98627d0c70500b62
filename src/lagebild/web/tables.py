"""The records of a view as CSV."""

from collections.abc import Iterable, Sequence

from lagebild.export.delimited import csv_cell, csv_line
from lagebild.model import LedgerEvent
from lagebild.present import Catalogue
from lagebild.web.rows import sentence_of

MOST = 10_000
"""Rows of a download."""
EVENT_COLUMNS = (
    "id", "sentence", "type", "mode", "status", "contested", "time", "from", "to", "place", "country", "lat", "lon",
    "actors", "recipients", "independent_sources", "sources", "reports", "first_seen", "last_seen",
)  # fmt: skip
Rows = tuple[Sequence[str], Iterable[Sequence[object]]]


def csv_of(table: Rows) -> bytes:
    """A table as CSV with its heading; cells that a spreadsheet would run as a formula begin with an apostrophe."""
    heads, rows = table
    return b"".join([csv_line(heads), *(csv_line([csv_cell(value) for value in row]) for row in rows)])


def event_table(events: Iterable[LedgerEvent], talk: Catalogue) -> Rows:
    """Events with a row each."""
    return EVENT_COLUMNS, [
        (
            e.id, sentence_of(e, talk), e.type, e.mode, e.status, e.contested,
            e.time.value if e.time else None, e.time.begins if e.time else None, e.time.ends if e.time else None,
            e.place.name if e.place else None, e.place.country if e.place else None,
            e.place.lat if e.place else None, e.place.lon if e.place else None,
            [a.name for a in e.actors], [r.name for r in e.recipients], e.independent_sources,
            [s.name for s in e.sources], list(dict.fromkeys(m.report for m in e.mentions)), e.first_seen, e.last_seen,
        )
        for e in events
    ]  # fmt: skip


def position_table(positions: Iterable[dict[str, object]]) -> Rows:
    """The positions of an event with a row each, as its page shows them."""
    heads = ("side", "date", "holder", "stance", "about", "passage", "chain", "report", "withdrawn")
    return heads, [[position[head] for head in heads] for position in positions]
