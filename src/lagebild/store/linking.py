"""What linking keeps, in tables (see lagebild.link.base.Base); all of it inside a transaction of its caller."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, TextClause, delete, insert, select, text
from sqlalchemy.sql.expression import TableClause

from lagebild.link import CopyKind, Told
from lagebild.link.base import Events, Kept, Made, Parent, packed, unpacked
from lagebild.link.chain import ledger_order
from lagebild.link.clusters import Cluster
from lagebild.link.registry import NameUse, merged_of
from lagebild.link.representatives import Entry, Index, Place
from lagebild.model import Span
from lagebild.store.adding import unpack, version_ref
from lagebild.store.dialect import Dialect
from lagebild.store.projection import encoded
from lagebild.store.saving import event_rows
from lagebild.store.schema import (
    ledger_links,
    ledger_mentions,
    link_clusters,
    link_events,
    link_homes,
    link_names,
    link_pairs,
    link_parents,
    link_replaced,
    link_reports,
    link_texts,
    registry,
    reports,
)

_SPANS = tuple[Span, ...]
_ENCODER = msgspec.msgpack.Encoder()
_KEPT = msgspec.msgpack.Decoder(Kept)
_CLUSTER = msgspec.msgpack.Decoder(Cluster)
_MOST = 500
"""Values that are named in one statement at most."""


class TableIndex:
    """An index in a table of key, place and item: see lagebild.link.representatives.Index."""

    def __init__(self, connection: Connection, dialect: Dialect, table: TableClause) -> None:
        self._connection = connection
        self._table = table
        self._first = text(dialect.FIRST.format(table=table.name))

    def put(self, entries: Sequence[Entry]) -> None:
        if entries:
            # In the order of the table its pages are visited once.
            rows = [{"key": key, "place": place, "item": item} for key, place, item in sorted(entries)]
            self._connection.execute(insert(self._table), rows)

    def cut(self, entries: Sequence[Entry]) -> None:
        if entries:
            rows = [{"key": key, "place": place, "item": item} for key, place, item in sorted(entries)]
            gone = text(f"DELETE FROM {self._table.name} WHERE key = :key AND place = :place AND item = :item")
            self._connection.execute(gone, rows)

    def first(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[tuple[Place, int]]]:
        found: dict[int, list[tuple[Place, int]]] = {key: [] for key in keys}
        if keys:
            rows = self._connection.execute(self._first, {"among": encoded(keys), "most": most}).all()
            for key, place, item in rows:
                found[key].append((place, item))
        for entries in found.values():
            entries.sort()
        return found

    def items(self, key: int) -> Iterable[int]:
        return self._connection.execute(select(self._table.c.item).where(self._table.c.key == key)).scalars().all()


class TableBase:
    """What linking keeps, over a connection in a write transaction.

    gone: the ledger events that were dropped, with the triggers of the mentions that they had. added: those that were
    saved.
    """

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self.events: Index = TableIndex(connection, dialect, link_events)
        self.texts: Index = TableIndex(connection, dialect, link_texts)
        self.gone: dict[str, set[tuple[str, Span]]] = {}
        self.added: set[str] = set()
        self._connection = connection
        among = dialect.AMONG
        self._told = text(_TOLD.format(among=among))
        self._kept = text(f"SELECT number, body FROM link_reports WHERE number IN {among}")
        self._mentions = text(f"SELECT number, events FROM link_reports WHERE number IN {among}")
        self._children = text(f"SELECT number FROM link_parents WHERE original IN {among} ORDER BY number")
        self._pages = text(f"SELECT number FROM link_reports WHERE page IN {among} ORDER BY number")
        self._beside = text(f"SELECT one, other, evidence FROM link_pairs WHERE one IN {among}")
        self._homes = text(f"SELECT item, event FROM link_homes WHERE item IN {among}")
        self._parents = text(f"SELECT number, original, kind, share, spans FROM link_parents WHERE number IN {among}")
        self._replaced = text(f"SELECT number, successor, day FROM link_replaced WHERE number IN {among}")

    def _among(self, statement: TextClause, numbers: Sequence[int]) -> Iterable[Any]:
        return self._connection.execute(statement, {"among": encoded(numbers)}).all() if numbers else ()

    def told(self, numbers: Sequence[int]) -> Mapping[int, Told]:
        return {row.key: self._told_of(row) for row in self._among(self._told, numbers)}

    def _told_of(self, row: Any) -> Told:
        # Linking asks for neither names, times nor places by themselves.
        reading = msgspec.structs.replace(unpack(row.body), entities=(), times=(), places=())
        if row.latest:
            return Told(reading=reading, ref=row.id, withdrawn=None)
        after = self._connection.execute(
            select(reports.c.published, reports.c.added)
            .where(reports.c.id == row.id, reports.c.version > row.version)
            .order_by(reports.c.version)
            .limit(1)
        ).one()
        # A text that was changed silently keeps its date; then it is the day on which the change was seen.
        withdrawn = after.published if after.published and after.published != row.published else after.added
        return Told(reading=reading, ref=version_ref(row.id, row.version), withdrawn=withdrawn[:10])

    def kept(self, numbers: Sequence[int]) -> Mapping[int, Kept]:
        return {number: _KEPT.decode(body) for number, body in self._among(self._kept, numbers)}

    def keep(self, kept: Mapping[int, tuple[Kept, Events] | None]) -> None:
        if kept:
            self._connection.execute(_UNKEEP, [{"number": number} for number in kept])
        rows = [
            {
                "number": number, "ref": one.ref, "page": one.page or None, "names": one.names,
                "body": _ENCODER.encode(one), "events": packed(events),
            }
            for number, (one, events) in sorted((n, new) for n, new in kept.items() if new is not None)
        ]  # fmt: skip
        if rows:
            self._connection.execute(insert(link_reports), rows)

    def mentions(self, numbers: Sequence[int]) -> Mapping[int, Events]:
        return {number: unpacked(events) for number, events in self._among(self._mentions, numbers)}

    def numbers_of(self, refs: Sequence[str]) -> Sequence[int]:
        found: list[int] = []
        for at in range(0, len(refs), _MOST):
            some = link_reports.c.ref.in_(refs[at : at + _MOST])
            found += self._connection.execute(select(link_reports.c.number).where(some)).scalars()
        return sorted(found)

    def named(self, refs: Sequence[str]) -> frozenset[str]:
        found: set[str] = set()
        for at in range(0, len(refs), _MOST):
            some = link_reports.c.names.in_(refs[at : at + _MOST])
            found.update(self._connection.execute(select(link_reports.c.names).distinct().where(some)).scalars())
        return frozenset(found)

    def naming(self, ref: str) -> Sequence[int]:
        statement = select(link_reports.c.number).where(link_reports.c.names == ref)
        return self._connection.execute(statement.order_by(link_reports.c.number)).scalars().all()

    def pages(self, pages: Sequence[int]) -> Sequence[int]:
        return [row.number for row in self._among(self._pages, pages)]

    def beside(self, locals_: Sequence[int]) -> Mapping[int, Mapping[int, float]]:
        found: dict[int, dict[int, float]] = {number: {} for number in locals_}
        for one, other, evidence in self._among(self._beside, locals_):
            found[one][other] = evidence
        return found

    def join(self, pairs: Sequence[tuple[int, int, float]]) -> None:
        if pairs:
            self.part([(a, b) for a, b, _ in pairs])
            both = sorted({*pairs, *((b, a, value) for a, b, value in pairs)})
            self._connection.execute(
                insert(link_pairs), [{"one": a, "other": b, "evidence": value} for a, b, value in both]
            )

    def part(self, pairs: Sequence[tuple[int, int]]) -> None:
        if pairs:
            both = sorted({*pairs, *((b, a) for a, b in pairs)})
            self._connection.execute(_PART, [{"one": a, "other": b} for a, b in both])

    def parents(self, numbers: Sequence[int]) -> Mapping[int, Parent]:
        return {
            row.number: Parent(
                original=row.original, kind=CopyKind(row.kind), share=row.share,
                spans=msgspec.json.decode(row.spans, type=_SPANS),
            )
            for row in self._among(self._parents, numbers)
        }  # fmt: skip

    def set_parents(self, parents: Mapping[int, Parent | None]) -> None:
        if parents:
            self._connection.execute(_UNPARENT, [{"number": number} for number in parents])
        rows = [
            {
                "number": number, "original": parent.original, "kind": parent.kind, "share": parent.share,
                "spans": encoded(parent.spans),
            }
            for number, parent in parents.items() if parent is not None
        ]  # fmt: skip
        if rows:
            self._connection.execute(insert(link_parents), rows)

    def children(self, numbers: Sequence[int]) -> Sequence[int]:
        return [row.number for row in self._among(self._children, numbers)]

    def replacements(self, numbers: Sequence[int]) -> Mapping[int, tuple[int, str]]:
        return {row.number: (row.successor, row.day) for row in self._among(self._replaced, numbers)}

    def set_replacement(self, number: int, by: tuple[int, str] | None) -> None:
        self._connection.execute(delete(link_replaced).where(link_replaced.c.number == number))
        if by is not None:
            self._connection.execute(insert(link_replaced).values(number=number, successor=by[0], day=by[1]))

    def homes(self, locals_: Sequence[int]) -> Mapping[int, str]:
        return {row.item: row.event for row in self._among(self._homes, locals_)}

    def clusters(self, events: Sequence[str]) -> Mapping[str, Cluster]:
        found: dict[str, Cluster] = {}
        for at in range(0, len(events), _MOST):
            some = select(link_clusters).where(link_clusters.c.event.in_(events[at : at + _MOST]))
            found.update((row.event, _CLUSTER.decode(row.body)) for row in self._connection.execute(some))
        return found

    def drop(self, events: Sequence[str]) -> None:
        for at in range(0, len(events), _MOST):
            some = [event for event in events[at : at + _MOST] if event not in self.added]
            self.gone.update((event, set()) for event in some)
            mentions = select(ledger_mentions).where(ledger_mentions.c.event.in_(some))
            for row in self._connection.execute(mentions) if some else ():
                self.gone[row.event].add((row.report, (row.first, row.last)))
        self.added.difference_update(events)
        for statement in (_UNHOME, _UNCLUSTER, _UNLEDGER) if events else ():
            self._connection.execute(statement, [{"event": event} for event in events])

    def save(self, made: Sequence[Made]) -> None:
        rows: dict[TableClause, list[dict[str, Any]]] = {}
        for one in made:
            event, members = one.event, one.cluster.members
            for table, some in event_rows(event, ledger_order(event, one.bare)).items():
                rows.setdefault(table, []).extend(some)
            why = [{"event": event.id, "ord": i, "body": encoded(w)} for i, w in enumerate(one.why)]
            rows.setdefault(ledger_links, []).extend(why)
            rows.setdefault(link_homes, []).extend({"item": number, "event": event.id} for number in members)
            body = _ENCODER.encode(one.cluster)
            rows.setdefault(link_clusters, []).append({"event": event.id, "body": body})
        for table, some in rows.items():
            if some:
                self._connection.execute(insert(table), some)
        self.added.update(one.event.id for one in made)

    def use_names(self, used: Mapping[NameUse, int]) -> None:
        """Count how many reports more, or fewer, use names, and settle anew whose the surnames are."""
        by_surname: dict[str, list[tuple[NameUse, int]]] = defaultdict(list)
        for use, more in used.items():
            if more:
                by_surname[use.surname].append((use, more))
        surnames = sorted(by_surname)
        for at in range(0, len(surnames), _MOST):
            some = surnames[at : at + _MOST]
            counts = Counter({use: more for surname in some for use, more in by_surname[surname]})
            for r in self._connection.execute(select(link_names).where(link_names.c.surname.in_(some))):
                use = NameUse(surname=r.surname, key=r.key, name=r.name, country=r.country, month=r.month)
                counts[use] += r.uses
            counts = +counts
            self._connection.execute(delete(link_names).where(link_names.c.surname.in_(some)))
            keys = [f"person:{surname}" for surname in some]
            self._connection.execute(delete(registry).where(registry.c.registry.in_(keys)))
            rows = [{**msgspec.structs.asdict(use), "uses": uses} for use, uses in sorted(counts.items())]
            merged = [
                {"registry": m.registry, "merged": m.into, "name": m.name, "reason": m.reason}
                for m in merged_of(counts)
            ]
            for table, made in ((link_names, rows), (registry, merged)):
                if made:
                    self._connection.execute(insert(table), made)


_TOLD = """
SELECT reports.key, reports.id, reports.version, reports.latest, reports.published, readings.body FROM reports
JOIN readings ON readings.report_key = reports.key AND readings.current = 1 WHERE reports.key IN {among}
"""
_UNKEEP = text("DELETE FROM link_reports WHERE number = :number")
_PART = text("DELETE FROM link_pairs WHERE one = :one AND other = :other")
_UNPARENT = text("DELETE FROM link_parents WHERE number = :number")
_UNHOME = text("DELETE FROM link_homes WHERE event = :event")
_UNCLUSTER = text("DELETE FROM link_clusters WHERE event = :event")
_UNLEDGER = text("DELETE FROM ledger WHERE id = :event")
