"""Linking a corpus window by window: each window of days is a job of its own, with the decisions of the store.

A window links its reports together with those of some days before and after it, and keeps the events of which the first
mention is its own: an event that is told across the border of two windows stands in one of them. So new days link
only the windows that they reach, and no job waits for another one. What that loses: a report that speaks of an event of
a window long past is not linked with it. `lagebild load` links everything with everything.
"""

import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec
from msgspec import Struct

from lagebild.lang import Language
from lagebild.link import LINK_VERSION, Copy, Told, link_reports
from lagebild.model import InputError, LedgerEvent, Reading
from lagebild.scale.output import Marker, Output, digest_of
from lagebild.scale.work import READINGS, Done, Failed, why

LINKS: Final = "_links"
"""Folder of the linked windows in a corpus; in it one for each version of linking and length of window."""
_CURRENT: Final = "current.json"
DAYS: Final = 28
"""Days of a window."""
MARGIN: Final = 7
"""Days before and after a window of which the reports are linked with its own."""
COLUMNS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "ledger": {
            "id": "string", "type": "string", "mode": "string", "contexts": "list", "status": "string",
            "first_day": "string", "last_day": "string", "place": "string", "country": "string", "lat": "double",
            "lon": "double", "actors": "list", "alleged": "list", "recipients": "list", "first_seen": "string",
            "last_seen": "string", "independent_sources": "int64", "contested": "bool", "body": "string",
        },
        "ledger_mentions": {
            "event": "string", "report": "string", "mention": "string", "first": "int64", "last": "int64",
        },
        "ledger_positions": {
            "event": "string", "holder": "string", "anonymous": "bool", "stance": "string", "about": "string",
            "status": "string", "report": "string", "quotation": "string", "said": "string", "party": "bool",
        },
        "copies": {"report": "string", "original": "string", "kind": "string", "share": "double"},
    }
)  # fmt: skip
"""The tables of a window, each with its columns and their kinds; "list" is a list of strings."""


class Window(Struct, frozen=True, kw_only=True):
    """A window to link. first, until: its days (ISO 8601, until exclusive), both "" for reports without a day, which
    are linked among themselves. files: where readings of it, and of the days around, lie. source: its name for people.
    key: of what there is to link, and how."""

    key: str
    source: str
    first: str
    until: str
    margin: int
    files: tuple[str, ...]


def windows(output: Output, days: int = DAYS, margin: int = MARGIN) -> list[Window]:
    """The windows of what is read so far, in the order of their days. Raises InputError where nothing is."""
    files = {output.file(READINGS, m.key): m.sha256[READINGS] for m in output.markers()}
    if not files:
        raise InputError(f"Nothing is done yet in {output.folder}.", "Run lagebild batch first.")
    known = {path: _days(path) for path in files}
    starts = {_start(day, days) if day else "" for found in known.values() for day in found}
    return [_window(start, days, margin, files, known) for start in sorted(starts)]


def links_of(output: Output, days: int = DAYS, margin: int = MARGIN) -> Output:
    """Where the windows of a corpus are published; not yet made."""
    return Output(folder=output.folder / LINKS / f"{LINK_VERSION}-{days}-{margin}")


class Current(Struct, frozen=True, kw_only=True):
    """The windows that are the ledger of a corpus: the folder in which they lie, and their keys."""

    folder: str
    keys: tuple[str, ...]


def publish_ledger(output: Output, links: Output, found: Sequence[Window]) -> None:
    """Make windows that are done the ledger of a corpus, all at once; windows of before that are none of them go."""
    keys = tuple(sorted(window.key for window in found))
    path = output.folder / LINKS / _CURRENT
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.json.encode(Current(folder=links.folder.name, keys=keys)))
    os.replace(part, path)
    for marker in [marker for marker in links.markers() if marker.key not in keys]:
        links.withdraw(marker)


def ledger_files(output: Output) -> dict[str, tuple[Path, ...]]:
    """The files of the ledger by table; nothing where none was published, or not all of it is there."""
    try:
        current = msgspec.json.decode((output.folder / LINKS / _CURRENT).read_bytes(), type=Current)
    except (OSError, msgspec.MsgspecError):
        return {}
    links = Output(folder=output.folder / LINKS / current.folder)
    if not current.keys or not all(links.done(key) for key in current.keys):
        return {}
    return {table: tuple(links.file(table, key) for key in current.keys) for table in COLUMNS}


def _window(start: str, days: int, margin: int, files: Mapping[Path, str], known: Mapping[Path, set[str]]) -> Window:
    until = _plus(start, days) if start else ""
    since, before = _around(start, until, margin)
    inside = {path: digest for path, digest in files.items() if any(_inside(day, since, before) for day in known[path])}
    what = msgspec.json.encode((LINK_VERSION, days, margin, start, sorted(inside.values())))
    name = start or "undated"
    return Window(
        key=f"{name}-{sha256(what).hexdigest()[:16]}", source=name, first=start, until=until, margin=margin,
        files=tuple(sorted(map(str, inside))),
    )  # fmt: skip


def _days(path: Path) -> set[str]:
    """The days of publication of the reports in a file, "" for those without one."""
    from pyarrow.parquet import read_table

    return {_day(published) for published in read_table(path, columns=["published"]).column("published").to_pylist()}


def _day(published: str | None) -> str:
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return ""


def _start(day: str, days: int) -> str:
    number = date.fromisoformat(day).toordinal()
    return date.fromordinal(max(1, number // days * days)).isoformat()


def _plus(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _around(first: str, until: str, margin: int) -> tuple[str, str]:
    return (_plus(first, -margin), _plus(until, margin)) if first else ("", "")


def _inside(day: str, since: str, before: str) -> bool:
    return since <= day < before if since else not day


def link_window(window: Window, output: Output, language: Language, seconds: float = 0.0) -> Done | Failed:
    """Link a window and publish its events; what is published already is left alone. seconds: not used."""
    marker = output.marker(window.key) if output.done(window.key) else None
    if marker is None:
        try:
            marker = _link(window, output, language)
        except Exception as error:
            return Failed(key=window.key, source=window.source, reason=why(error))
    return Done(key=window.key, reports=marker.rows["ledger"], refused=0)


def _link(window: Window, output: Output, language: Language) -> Marker:
    told = _Readings(window)
    linked = link_reports(told, language)
    own = frozenset(ref for ref, day in told.days.items() if _inside(day, window.first, window.until))
    # A mention's report comes first in the order of publication: the window of the first one has the event.
    events = [event for event in linked.events if event.mentions[0].report in own]
    copies = [copy for copy in linked.copies if copy.report in own]
    with output.part(window.key) as part:
        rows = _write(part, events, copies)
        marker = Marker(
            key=window.key, source=window.source, rows=rows, refused=0,
            sha256={table: digest_of(part / f"{table}.parquet") for table in rows},
        )  # fmt: skip
        output.publish(part, marker)
    return marker


class _Readings(Mapping[str, Told]):
    """The readings of a window and of the days around it, packed until they are asked for. Of several of one report the
    one published last counts."""

    def __init__(self, window: Window) -> None:
        from pyarrow.parquet import ParquetFile

        self.days: dict[str, str] = {}
        self._packed: dict[str, tuple[tuple[str, str], bytes]] = {}
        since, before = _around(window.first, window.until, window.margin)
        for path in window.files:
            for batch in ParquetFile(path).iter_batches(batch_size=200, columns=["report", "published", "body"]):
                for row in batch.to_pylist():
                    if _inside(_day(row["published"]), since, before):
                        self._take(row["report"], row["published"] or "", row["body"])

    def _take(self, report: str, published: str, body: bytes) -> None:
        order = published, sha256(body).hexdigest()
        if report not in self._packed or order > self._packed[report][0]:
            self._packed[report] = order, zlib.compress(body, 1)
            self.days[report] = _day(published)

    def __getitem__(self, ref: str) -> Told:
        reading = msgspec.json.decode(zlib.decompress(self._packed[ref][1]), type=Reading)
        return Told(reading=msgspec.structs.replace(reading, entities=(), times=(), places=()), ref=ref)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _write(part: Path, events: list[LedgerEvent], copies: list[Copy]) -> dict[str, int]:
    import pyarrow
    from pyarrow.parquet import write_table

    rows: dict[str, list[dict[str, Any]]] = {
        "ledger": [_row(event) for event in events],
        "ledger_mentions": [
            {"event": e.id, "report": m.report, "mention": m.event, "first": m.trigger[0], "last": m.trigger[1]}
            for e in events
            for m in e.mentions
        ],
        "ledger_positions": [
            {
                "event": e.id, "holder": p.holder.name if p.holder else None, "anonymous": p.anonymous,
                "stance": p.stance, "about": p.about, "status": p.status, "report": p.report,
                "quotation": p.quotation, "said": p.said, "party": p.party,
            }
            for e in events
            for p in e.positions
        ],
        "copies": [{"report": c.report, "original": c.original, "kind": c.kind, "share": c.share} for c in copies],
    }  # fmt: skip
    kinds = {
        "string": pyarrow.string(), "list": pyarrow.list_(pyarrow.string()), "double": pyarrow.float64(),
        "int64": pyarrow.int64(), "bool": pyarrow.bool_(),
    }  # fmt: skip
    for table, found in rows.items():
        schema = pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS[table].items()])
        write_table(pyarrow.Table.from_pylist(found, schema), part / f"{table}.parquet", compression="zstd")
    return {table: len(found) for table, found in rows.items()}


def _row(event: LedgerEvent) -> dict[str, Any]:
    time, place = event.time, event.place
    return {
        "id": event.id, "type": event.type, "mode": event.mode, "contexts": list(event.contexts),
        "status": event.status, "first_day": (time.begins or time.value) if time else None,
        "last_day": (time.ends or time.value) if time else None, "place": place.name if place else None,
        "country": place.country if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "actors": [a.name for a in event.actors if not a.alleged],
        "alleged": [a.name for a in event.actors if a.alleged], "recipients": [a.name for a in event.recipients],
        "first_seen": event.first_seen, "last_seen": event.last_seen,
        "independent_sources": event.independent_sources, "contested": event.contested,
        "body": msgspec.json.encode(event).decode(),
    }  # fmt: skip
