"""The ledger in the store: links are made from the readings by `lagebild.link` and kept in tables of their own."""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, select
from sqlalchemy.sql.expression import ColumnElement

from lagebild.lang import Language
from lagebild.link import LINK_VERSION, Copy, CopyKind, Why
from lagebild.link.names import fold
from lagebild.model import LedgerEvent, Remark, Span, StoreError
from lagebild.store.handle import Store, get_meta, now, reading_from, set_meta, touch, writing_to
from lagebild.store.projection import encoded
from lagebild.store.queries import bound
from lagebild.store.records import LedgerFilter
from lagebild.store.schema import (
    LINKS,
    REPLACED,
    aliases,
    amended,
    former,
    ledger_links,
    ledger_mentions,
    ledger_parties,
    link_queue,
    link_replaced,
    remarks,
    reports,
)
from lagebild.store.schema import copies as copy_table
from lagebild.store.schema import ledger as table

if TYPE_CHECKING:
    from lagebild.store.linking import TableBase

HIDDEN = select(amended.c.event).where(amended.c.made == 0)
"""Events of the machine in the place of which others stand that people made."""
_STEP = 5000
"""Reports that are linked in one transaction at most."""
_MANY = 200
"""Reports for which it pays to stop looking for cycles: afterwards everything is looked through once."""


def needs_relink(store: Store) -> bool:
    """Did reports change, or linking itself, or what people say, since the ledger was made?"""
    with reading_from(store) as connection:
        if (get_meta(connection, "linked") or LINK_VERSION) != LINK_VERSION or get_meta(connection, "amended") == "":
            return True
        return connection.execute(select(link_queue.c.number).limit(1)).first() is not None


def relink(store: Store, language: Language) -> int:
    """Link what was added, changed or removed since the last time into what is there; returns the events of the ledger.

    The ledger is the same as if all reports were linked in one go. It is brought up to date some thousand reports at a
    time: between two steps it is that of the reports that are linked so far, and an interrupted run goes on there. When
    linking itself changed, everything is linked anew. An event whose id is gone keeps an alias that leads to the event
    which has most of its mentions now. Last comes what people say, on top of what was linked.
    """
    with writing_to(store) as connection:
        if (get_meta(connection, "linked") or LINK_VERSION) != LINK_VERSION:
            _forget_all(connection)
        set_meta(connection, "linked", LINK_VERSION)
    while True:
        with writing_to(store) as connection:
            waiting = select(link_queue.c.number).order_by(link_queue.c.number).limit(_STEP)
            numbers = connection.execute(waiting).scalars().all()
            if not numbers:
                _lead_on(connection)
                return int(get_meta(connection, "events") or 0) + _amend(connection, language)
            _link(connection, store, language, numbers)


def _link(connection: Connection, store: Store, language: Language, numbers: Sequence[int]) -> None:
    from lagebild.link.incremental import Linker
    from lagebild.link.vocabulary import vocabulary_of
    from lagebild.link.weights import load_weights
    from lagebild.store.linking import TableBase

    base = TableBase(connection, store.dialect)
    linker = Linker(base, vocabulary_of(language), load_weights())
    with _unswept(disabled=len(numbers) >= _MANY):
        linker.update(numbers)
    base.use_names(linker.used)
    _save_copies(connection, linker.copies)
    _save_replaced(connection, linker.replaced, base)
    _save_aliases(connection, base.gone, base.added)
    events = int(get_meta(connection, "events") or 0) + len(base.added) - len(base.gone)
    set_meta(connection, "events", str(events))
    touch(connection)
    set_meta(connection, "amended", "")
    connection.execute(delete(link_queue).where(link_queue.c.number.between(numbers[0], numbers[-1])))


@contextmanager
def _unswept(disabled: bool) -> Iterator[None]:
    """Linking makes many small records and no cycles: looking for cycles among them, and among the lexicons each time,
    would take half of its time. disabled: do not look at all."""
    swept = gc.isenabled()
    gc.freeze()
    if disabled:
        gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if swept:
            gc.enable()


def _lead_on(connection: Connection) -> None:
    """After everything was linked anew: where the ids of the events before lead."""
    gone: dict[str, set[tuple[str, Span]]] = {}
    for event, report, first, last in connection.execute(
        select(former).where(former.c.event.not_in(select(table.c.id)))
    ):
        gone.setdefault(event, set()).add((report, (first, last)))
    if gone:
        _save_aliases(connection, gone, frozenset())
    connection.execute(delete(former))


def _amend(connection: Connection, language: Language) -> int:
    """Put people's word on top of what was linked, where either changed; how many events more that makes."""
    if get_meta(connection, "amended") == "":
        from lagebild.store.amending import apply

        apply(connection, language)
        set_meta(connection, "amended", "yes")
        touch(connection)
    return int(connection.execute(select(func.coalesce(func.sum(2 * amended.c.made - 1), 0))).scalar_one())


def _forget_all(connection: Connection) -> None:
    """Take out all that was linked, and put all reports in the queue; the mentions of the events stay until it is known
    where their ids lead."""
    columns = ("event", "report", "first", "last")
    machine = select(*(ledger_mentions.c[name] for name in columns)).where(
        ledger_mentions.c.event.not_in(select(amended.c.event).where(amended.c.made == 1))
    )
    connection.execute(insert(former).from_select(columns, machine))
    for made in (*LINKS, link_queue):
        connection.execute(delete(made))
    every = select(reports.c.key)
    connection.execute(insert(link_queue).from_select(["number"], every))
    set_meta(connection, "events", "0")


def ledger(store: Store, where: LedgerFilter = LedgerFilter()) -> Iterator[LedgerEvent]:  # noqa: B008 (immutable)
    """The linked events, by their time, as the last `relink` left them."""
    statement = select(table.c.id, table.c.body).where(*_conditions(where)).order_by(table.c.ord, table.c.id)
    if where.limit is not None:
        statement = statement.limit(max(0, where.limit))
    if where.offset:
        statement = statement.offset(max(0, where.offset))
    with reading_from(store) as connection:
        said = remarks_on(connection)
        for id_, body in connection.execute(statement):
            yield remarked(msgspec.json.decode(body, type=LedgerEvent), said.get(id_, ()))


def event(store: Store, id_: str) -> LedgerEvent:
    """The linked event with an id. Of an id that was replaced, the event that took its place, with the old id in `id`
    and its own in `superseded_by`. Raises StoreError for an unknown id."""
    with reading_from(store) as connection:
        new, seen = id_, {id_}
        while (found := _next(connection, new)) is not None and found not in seen:
            seen.add(new := found)
        body = connection.execute(select(table.c.body).where(table.c.id == new, table.c.id.not_in(HIDDEN))).scalar()
        if body is None:
            raise _unknown(connection, store, id_, new)
        made = remarked(msgspec.json.decode(body, type=LedgerEvent), remarks_on(connection, new).get(new, ()))
        return made if new == id_ else msgspec.structs.replace(made, id=id_, superseded_by=new)


def _next(connection: Connection, id_: str) -> str | None:
    """What took the place of an event: another one that linking made, or one that people made of it."""
    home = connection.execute(select(amended.c.home).where(amended.c.event == id_, amended.c.made == 0)).scalar()
    if home is not None:
        return str(home)
    if connection.execute(select(table.c.id).where(table.c.id == id_)).first() is not None:
        return None
    found = connection.execute(select(aliases.c.new).where(aliases.c.old == id_)).scalar()
    return str(found) if found else None


def _unknown(connection: Connection, store: Store, id_: str, last: str) -> StoreError:
    since = connection.execute(select(aliases.c.since).where(aliases.c.old == last)).scalar()
    if since is None:
        return StoreError(f"There is no event {id_} in {store.where}.", "List them with: lagebild ledger")
    return StoreError(f"The event {id_} is no longer read since {since[:10]}.", "List the others with: lagebild ledger")


def remarks_on(connection: Connection, event: str | None = None) -> dict[str, tuple[Remark, ...]]:
    """What people said of events, in the order in which they said it."""
    statement = select(remarks.c.event, remarks.c.body).order_by(remarks.c.event, remarks.c.ord)
    if event is not None:
        statement = statement.where(remarks.c.event == event)
    found: dict[str, tuple[Remark, ...]] = {}
    for id_, body in connection.execute(statement):
        found[id_] = (*found.get(id_, ()), msgspec.json.decode(body, type=Remark))
    return found


def remarked(found: LedgerEvent, said: tuple[Remark, ...]) -> LedgerEvent:
    return msgspec.structs.replace(found, remarks=said) if said else found


def why(store: Store, id_: str) -> tuple[Why, ...]:
    """The pairs of reports by which an event came together, each with what spoke for it; none for an event of one
    report or an unknown id. Of an event that people made those of the events of which they made it."""
    of = select(amended.c.event).where(amended.c.home == id_)
    statement = (
        select(ledger_links.c.body)
        .where((ledger_links.c.event == id_) | ledger_links.c.event.in_(of))
        .order_by(ledger_links.c.event, ledger_links.c.ord)
    )
    with reading_from(store) as connection:
        return tuple(msgspec.json.decode(body, type=Why) for (body,) in connection.execute(statement))


def copies(store: Store) -> Iterator[Copy]:
    """The reprints and updates that linking found, by report."""
    statement = select(copy_table).where(copy_table.c.kind != REPLACED)
    with reading_from(store) as connection:
        for row in connection.execute(statement.order_by(copy_table.c.report, copy_table.c.kind)):
            yield msgspec.convert({**row._mapping, "spans": msgspec.json.decode(row.spans)}, type=Copy, strict=False)


def copy_counts(store: Store) -> dict[str, int]:
    """How many reprints each copied report has, by its id."""
    statement = (
        select(copy_table.c.original, func.count())
        .where(copy_table.c.kind == CopyKind.COPY)
        .group_by(copy_table.c.original)
        .order_by(copy_table.c.original)
    )
    with reading_from(store) as connection:
        return {str(original): int(number) for original, number in connection.execute(statement)}


def _save_copies(connection: Connection, found: Mapping[str, Copy | None]) -> None:
    for ref, copy in sorted(found.items()):
        connection.execute(delete(copy_table).where(copy_table.c.report == ref, copy_table.c.kind != REPLACED))
        if copy is not None:
            row = {"report": ref, "kind": copy.kind, "original": copy.original, "share": copy.share}
            connection.execute(insert(copy_table), {**row, "spans": encoded(copy.spans)})


def _save_replaced(connection: Connection, found: Mapping[int, tuple[int, str] | None], base: "TableBase") -> None:
    """A row for each report that took the place of others: of several that it replaced it names the last one."""
    kept = base.kept(sorted({*found, *(by[0] for by in found.values() if by is not None)}))
    for number in sorted(found.keys() & kept.keys()):
        old = kept[number].ref
        connection.execute(delete(copy_table).where(copy_table.c.original == old, copy_table.c.kind == REPLACED))
    for new in sorted({by[0] for by in found.values() if by is not None}):
        olds = connection.execute(select(link_replaced.c.number).where(link_replaced.c.successor == new)).scalars()
        last = max(base.kept(sorted(olds)).values(), key=lambda report: report.order)
        ref = kept[new].ref
        connection.execute(delete(copy_table).where(copy_table.c.report == ref, copy_table.c.kind == REPLACED))
        row = {"report": ref, "kind": REPLACED, "original": last.ref, "share": 0.0, "spans": encoded(())}
        connection.execute(insert(copy_table), row)


def _save_aliases(connection: Connection, gone: Mapping[str, set[tuple[str, Span]]], added: AbstractSet[str]) -> None:
    """An alias for every id that is gone, empty where nothing of it is read any more; none for one that is back.

    Mentions are known again by their triggers: a new reading numbers them anew.
    """
    for old in sorted(gone.keys() - added):
        votes: Counter[str] = Counter()
        for report, (first, last) in gone[old]:
            home = select(ledger_mentions.c.event).where(
                ledger_mentions.c.report == report, ledger_mentions.c.first < last, ledger_mentions.c.last > first
            )
            votes.update(connection.execute(home).scalars())
        connection.execute(delete(aliases).where(aliases.c.old == old))
        new = min(votes, key=lambda event: (-votes[event], event)) if votes else ""
        connection.execute(insert(aliases).values(old=old, new=new, since=now()))
    for event in sorted(added):
        connection.execute(delete(aliases).where(aliases.c.old == event))


def _conditions(where: LedgerFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [table.c.id.not_in(HIDDEN)]
    if where.remarked is not None:
        said = select(remarks.c.event).where(remarks.c.event == table.c.id).correlate(table).exists()
        conditions.append(said if where.remarked else ~said)
    if where.since is not None:
        conditions.append(func.substr(table.c.last_seen, 1, 10) >= bound(where.since, last=False))
    if where.until is not None:
        conditions.append(func.substr(table.c.first_seen, 1, 10) <= bound(where.until, last=True))
    if where.happened_since is not None:
        conditions.append(table.c.last_day >= bound(where.happened_since, last=False))
    if where.happened_until is not None:
        conditions.append(table.c.first_day <= bound(where.happened_until, last=True))
    for column, value in ((table.c.type, where.type), (table.c.status, where.status)):
        if value is not None:
            conditions.append(column == value)
    if where.contested is not None:
        conditions.append(table.c.contested == int(where.contested))
    if where.min_sources is not None:
        conditions.append(table.c.sources >= where.min_sources)
    mine = ledger_parties.c.event == table.c.id
    if where.actor is not None:
        named = and_(mine, ledger_parties.c.folded.contains(fold(where.actor), autoescape=True))
        conditions.append(select(ledger_parties.c.event).where(named).correlate(table).exists())
    if where.country is not None:
        there = and_(mine, ledger_parties.c.country == where.country)
        conditions.append(
            (table.c.country == where.country) | select(ledger_parties.c.event).where(there).correlate(table).exists()
        )
    if where.report is not None:
        told = and_(ledger_mentions.c.event == table.c.id, ledger_mentions.c.report == where.report)
        conditions.append(select(ledger_mentions.c.event).where(told).correlate(table).exists())
    return conditions
