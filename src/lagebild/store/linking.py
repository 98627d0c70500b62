"""What linking keeps, in tables (see lagebild.link.base.Base); all of it inside a transaction of its caller."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, TextClause, bindparam, delete, insert, select, text
from sqlalchemy.sql.expression import TableClause

from lagebild.link import CopyKind, Told, Why
from lagebild.link.base import Kept, Parent
from lagebild.link.chain import ledger_order
from lagebild.link.registry import NameUse, merged_of
from lagebild.link.representatives import Entry, Index, Place
from lagebild.model import LedgerEvent, Span
from lagebild.store.adding import unpack, version_ref
from lagebild.store.dialect import Dialect
from lagebild.store.projection import encoded
from lagebild.store.saving import event_rows
from lagebild.store.schema import (
    ledger,
    ledger_links,
    link_events,
    link_homes,
    link_names,
    link_pairs,
    link_parents,
    link_replaced,
    link_reports,
    link_texts,
    readings,
    registry,
    reports,
)

_SPANS = tuple[Span, ...]
_ENCODER = msgspec.msgpack.Encoder()
_KEPT = msgspec.msgpack.Decoder(Kept)


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
        self._kept = text(f"SELECT number, body FROM link_reports WHERE number IN {among}")
        self._beside = text(f"SELECT one, other, evidence FROM link_pairs WHERE one IN {among}")
        self._homes = text(f"SELECT item, event FROM link_homes WHERE item IN {among}")
        self._parents = text(f"SELECT number, original, kind, share, spans FROM link_parents WHERE number IN {among}")
        self._replaced = text(f"SELECT number, successor, day FROM link_replaced WHERE number IN {among}")

    def _among(self, statement: TextClause, numbers: Sequence[int]) -> Iterable[Any]:
        return self._connection.execute(statement, {"among": encoded(numbers)}).all() if numbers else ()

    def told(self, number: int) -> Told | None:
        row = self._connection.execute(_TOLD, {"number": number}).first()
        if row is None:
            return None
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

    def keep(self, number: int, kept: Kept | None) -> None:
        self._connection.execute(_UNKEEP, {"number": number})
        if kept is not None:
            row = {
                "number": number, "ref": kept.ref, "page": kept.page or None, "names": kept.names,
                "body": _ENCODER.encode(kept),
            }  # fmt: skip
            self._connection.execute(insert(link_reports), row)

    def number_of(self, ref: str) -> int | None:
        return self._connection.execute(select(link_reports.c.number).where(link_reports.c.ref == ref)).scalar()

    def named(self, refs: Sequence[str]) -> frozenset[str]:
        statement = select(link_reports.c.names).distinct().where(link_reports.c.names.in_(refs))
        return frozenset(self._connection.execute(statement).scalars()) if refs else frozenset()

    def naming(self, ref: str) -> Sequence[int]:
        statement = select(link_reports.c.number).where(link_reports.c.names == ref)
        return self._connection.execute(statement.order_by(link_reports.c.number)).scalars().all()

    def page(self, page: int) -> Sequence[int]:
        statement = select(link_reports.c.number).where(link_reports.c.page == page)
        return self._connection.execute(statement.order_by(link_reports.c.number)).scalars().all()

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

    def set_parent(self, number: int, parent: Parent | None) -> None:
        self._connection.execute(delete(link_parents).where(link_parents.c.number == number))
        if parent is not None:
            self._connection.execute(
                insert(link_parents).values(
                    number=number, original=parent.original, kind=parent.kind, share=parent.share,
                    spans=encoded(parent.spans),
                )
            )  # fmt: skip

    def children(self, number: int) -> Sequence[int]:
        statement = select(link_parents.c.number).where(link_parents.c.original == number)
        return self._connection.execute(statement.order_by(link_parents.c.number)).scalars().all()

    def replacements(self, numbers: Sequence[int]) -> Mapping[int, tuple[int, str]]:
        return {row.number: (row.successor, row.day) for row in self._among(self._replaced, numbers)}

    def set_replacement(self, number: int, by: tuple[int, str] | None) -> None:
        self._connection.execute(delete(link_replaced).where(link_replaced.c.number == number))
        if by is not None:
            self._connection.execute(insert(link_replaced).values(number=number, successor=by[0], day=by[1]))

    def homes(self, locals_: Sequence[int]) -> Mapping[int, str]:
        return {row.item: row.event for row in self._among(self._homes, locals_)}

    def members(self, event: str) -> frozenset[int]:
        return frozenset(self._connection.execute(_MEMBERS, {"event": event}).scalars())

    def drop(self, event: str) -> None:
        if event in self.added:
            self.added.remove(event)
        else:
            rows = self._connection.execute(_MENTIONS, {"event": event})
            self.gone[event] = {(report, (first, last)) for report, first, last in rows}
        self._connection.execute(_UNHOME, {"event": event})
        self._connection.execute(delete(ledger).where(ledger.c.id == event))

    def save(self, event: LedgerEvent, members: Sequence[int], why: Sequence[Why], *, bare: bool) -> None:
        execute = self._connection.execute
        execute(insert(link_homes), [{"item": number, "event": event.id} for number in members])
        for made, rows in event_rows(event, ledger_order(event, bare)).items():
            if rows:
                execute(insert(made), rows)
        if why:
            execute(insert(ledger_links), [{"event": w.event, "ord": i, "body": encoded(w)} for i, w in enumerate(why)])
        self.added.add(event.id)

    def use_names(self, used: Mapping[NameUse, int]) -> None:
        """Count how many reports more, or fewer, use names, and settle anew whose the surnames are."""
        for use, more in sorted(used.items()):
            where = msgspec.structs.asdict(use)
            known = self._connection.execute(_USES, where).scalar() or 0
            self._connection.execute(_UNUSE, where)
            if known + more > 0:
                self._connection.execute(insert(link_names), {**where, "uses": known + more})
        for surname in sorted({use.surname for use, more in used.items() if more}):
            rows = self._connection.execute(select(link_names).where(link_names.c.surname == surname)).all()
            uses = {
                NameUse(surname=r.surname, key=r.key, name=r.name, country=r.country, month=r.month): r.uses
                for r in rows
            }
            self._connection.execute(delete(registry).where(registry.c.registry == f"person:{surname}"))
            for m in merged_of(uses):
                row = {"registry": m.registry, "merged": m.into, "name": m.name, "reason": m.reason}
                self._connection.execute(insert(registry), row)


_TOLD = (
    select(
        reports.c.id, reports.c.version, reports.c.latest, reports.c.published, reports.c.added, readings.c.body
    )
    .join(readings, readings.c.report_key == reports.c.key)
    .where(reports.c.key == bindparam("number"), readings.c.current == 1)
)  # fmt: skip
_UNKEEP = text("DELETE FROM link_reports WHERE number = :number")
_PART = text("DELETE FROM link_pairs WHERE one = :one AND other = :other")
_MEMBERS = text("SELECT item FROM link_homes WHERE event = :event")
_MENTIONS = text("SELECT report, first, last FROM ledger_mentions WHERE event = :event")
_UNHOME = text("DELETE FROM link_homes WHERE event = :event")
_THIS = "surname = :surname AND key = :key AND name = :name AND country = :country AND month = :month"
_USES = text(f"SELECT uses FROM link_names WHERE {_THIS}")
_UNUSE = text(f"DELETE FROM link_names WHERE {_THIS}")
