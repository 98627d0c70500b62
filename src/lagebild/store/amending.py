"""The ledger after people's word: made on top of what linking says, and made anew whenever either changes.

What linking made stays in its tables. Events that people changed are hidden there, and stand beside them as people say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, select

from lagebild.lang import Language
from lagebild.link import CopyKind, Told
from lagebild.model import Amendment, AmendmentKind, LedgerEvent, Remark, Span, Target
from lagebild.store.adding import unpack
from lagebild.store.amendments import active
from lagebild.store.anchors import Found, Places
from lagebild.store.handle import now
from lagebild.store.projection import encoded
from lagebild.store.saving import event_rows
from lagebild.store.schema import (
    REPLACED,
    aliases,
    amended,
    copies,
    ledger,
    ledger_mentions,
    readings,
    remarks,
    reports,
)


def apply(connection: Connection, language: Language) -> None:
    """Make the events anew of which people said something, and put their remarks beside all of which they did."""
    before = clear(connection)
    statements = active(connection)
    if statements or before:
        groups = _Groups(connection)
        places = Places(connection)
        spoken = [(one, _resolved(one, places)) for one in statements]
        for one, sides in spoken:
            _decide(one, sides, groups)
        _save(connection, groups, language)
        _save_remarks(connection, spoken, groups)
        _lead_on(connection, before)


class _Groups:
    """The events of the ledger as sets of mentions, fetched when they are asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.machine: dict[str, frozenset[Found]] = {}
        self.members: dict[str, set[Found]] = {}
        self.home: dict[Found, str] = {}
        self.wrong: dict[str, set[str]] = defaultdict(set)
        self.touched: set[str] = set()
        self.final: dict[str, str] = {}

    def of(self, mention: Found) -> str | None:
        """The group of a mention; None for one that stands in no event, or was taken out."""
        if mention not in self.home:
            found = self._connection.execute(
                select(ledger_mentions.c.event).where(
                    ledger_mentions.c.report == mention[0], ledger_mentions.c.mention == mention[1]
                )
            ).scalar()
            if found is None or found in self.machine:
                return None
            self._load(str(found))
        return self.home.get(mention)

    def of_quotation(self, quotation: Found) -> tuple[str, ...]:
        """The groups of the events on which a quotation takes a position."""
        rows = self._connection.execute(
            select(ledger.c.id, ledger.c.body)
            .distinct()
            .join(ledger_mentions, ledger_mentions.c.event == ledger.c.id)
            .where(ledger_mentions.c.report == quotation[0])
            .order_by(ledger.c.id)
        ).all()
        found: dict[str, None] = {}
        for id_, body in rows:
            event = msgspec.json.decode(body, type=LedgerEvent)
            if any((p.report, p.quotation) == quotation for p in event.positions):
                if id_ not in self.machine:
                    self._load(id_)
                found.update(dict.fromkeys(key for m in self.machine[id_] if (key := self.home.get(m)) is not None))
        return tuple(found)

    def most(self, mentions: Iterable[Found]) -> str | None:
        """The group of most of some mentions; of equals the first by name."""
        votes = Counter(key for mention in mentions if (key := self.of(mention)) is not None)
        return min(votes, key=lambda key: (-votes[key], key)) if votes else None

    def join(self, keys: set[str]) -> None:
        first, *others = sorted(keys)
        for key in others:
            self.members[first] |= self.members.pop(key)
            self.touched.discard(key)
        self.home.update(dict.fromkeys(self.members[first], first))
        self.touched.add(first)

    def part(self, key: str, moved: set[Found]) -> None:
        new = f"{key}/{min(moved)}"
        self.members[key] -= moved
        self.members[new] = set(moved)
        self.home.update(dict.fromkeys(moved, new))
        self.touched |= {key, new}

    def drop(self, key: str, mention: Found) -> None:
        self.members[key].discard(mention)
        del self.home[mention]
        self.touched.add(key)

    def _load(self, event: str) -> None:
        rows = self._connection.execute(
            select(ledger_mentions.c.report, ledger_mentions.c.mention).where(ledger_mentions.c.event == event)
        )
        self.machine[event] = frozenset((report, mention) for report, mention in rows)
        self.members[event] = set(self.machine[event])
        self.home.update(dict.fromkeys(self.machine[event], event))


def _resolved(one: Amendment, places: Places) -> tuple[tuple[Found, ...], ...]:
    """The anchors of a statement in the readings of now, a tuple a group."""
    # What stands beside a mention or a quotation are mentions in any case.
    kinds = [one.target or Target.EVENT, *[Target.EVENT] * len(one.groups)]
    return tuple(
        tuple(found for anchor in group for found in places.find(anchor, kind))
        for group, kind in zip(one.groups, kinds, strict=False)
    )


def _decide(one: Amendment, sides: Sequence[Sequence[Found]], groups: _Groups) -> None:
    if one.kind is AmendmentKind.MERGE:
        keys = {key for side in sides if (key := groups.most(side)) is not None}
        if len(keys) > 1:
            groups.join(keys)
    elif one.kind is AmendmentKind.SPLIT:
        out, rest = sides[0], sides[1] if len(sides) > 1 else ()
        stays = {groups.of(mention) for mention in rest}
        for key in sorted({key for mention in out if (key := groups.of(mention)) is not None and key in stays}):
            groups.part(key, {mention for mention in out if groups.of(mention) == key})
    elif one.kind is AmendmentKind.WRONG and one.target is Target.MENTION:
        for mention in sides[0]:
            key = groups.of(mention)
            # What nothing else tells of stays, with the word that it is wrong.
            if key is not None and len(groups.members[key]) > 1:
                groups.drop(key, mention)
    elif one.kind is AmendmentKind.WRONG and one.target is Target.QUOTATION:
        for quotation in sides[0]:
            groups.wrong[quotation[0]].add(quotation[1])
            groups.touched.update(groups.of_quotation(quotation))


def clear(connection: Connection) -> dict[str, set[tuple[str, Span]]]:
    """Take out what people's word made; returns its events with the triggers of their mentions."""
    made = connection.execute(select(amended.c.event).where(amended.c.made == 1)).scalars().all()
    before: dict[str, set[tuple[str, Span]]] = {event: set() for event in made}
    for event in made:
        rows = connection.execute(
            select(ledger_mentions.c.report, ledger_mentions.c.first, ledger_mentions.c.last).where(
                ledger_mentions.c.event == event
            )
        )
        before[event].update((report, (first, last)) for report, first, last in rows)
        connection.execute(delete(ledger).where(ledger.c.id == event))
    connection.execute(delete(amended))
    connection.execute(delete(remarks))
    return before


def _save(connection: Connection, groups: _Groups, language: Language) -> None:
    if not groups.touched:
        return
    from lagebild.link.amended import amended_event
    from lagebild.link.chain import ledger_order
    from lagebild.link.vocabulary import vocabulary_of
    from lagebild.link.weights import load_weights

    vocabulary, weights = vocabulary_of(language), load_weights()
    hidden = {id_ for id_, mentions in groups.machine.items() if {groups.home.get(m) for m in mentions} - {id_}}
    hidden |= groups.touched & groups.machine.keys()
    rows = connection.execute(select(ledger.c.id, ledger.c.ord).where(ledger.c.id.in_(hidden)))
    orders = {row.id: row.ord for row in rows}
    for key in sorted(groups.touched):
        mentions = frozenset(groups.members[key])
        told = _told(connection, {ref for ref, _ in mentions}, groups.wrong)
        event = amended_event(told, mentions, _copies(connection, {t.ref for t in told}), vocabulary, weights)
        event = msgspec.structs.replace(event, id=_id(event.id))
        groups.final[key] = event.id
        order = min(orders[id_] for id_ in hidden if groups.machine[id_] & mentions)
        for table, made in event_rows(event, ledger_order(event, order.startswith("1"))).items():
            if made:
                connection.execute(insert(table), made)
        connection.execute(insert(amended).values(event=event.id, made=1, home=None))
    for id_ in sorted(hidden):
        home = groups.most(groups.machine[id_])
        row = {"event": id_, "made": 0, "home": groups.final.get(home or "")}
        connection.execute(insert(amended).values(row))


def _id(machine: str) -> str:
    """The id of an event that people made; it has the first mention of the machine's of that id."""
    return blake2b(f"amended\x00{machine}".encode(), digest_size=6).hexdigest()


def _told(connection: Connection, refs: set[str], wrong: dict[str, set[str]]) -> list[Told]:
    """The readings of some reports as linking takes them."""
    found = []
    for ref in sorted(refs):
        id_, version = ref, None
        row = _row(connection, id_, None)
        if row is None:
            id_, _, number = ref.rpartition("@")
            version = int(number)
            row = _row(connection, id_, version)
        if row is not None:
            withdrawn = _withdrawn(connection, id_, row) if version is not None else _replaced(connection, ref)
            reading = msgspec.structs.replace(unpack(row.body), entities=(), times=(), places=())
            found.append(
                Told(reading=reading, ref=ref, withdrawn=withdrawn, wrong=frozenset(wrong.get(ref, ())))
            )  # fmt: skip
    return found


def _row(connection: Connection, report: str, version: int | None) -> Any:
    which = reports.c.latest == 1 if version is None else reports.c.version == version
    return connection.execute(
        select(reports.c.version, reports.c.published, readings.c.body)
        .join(readings, and_(readings.c.report_key == reports.c.key, readings.c.current == 1))
        .where(reports.c.id == report, which)
    ).first()


def _withdrawn(connection: Connection, report: str, row: Any) -> str:
    """The day on which the next version took the place of one."""
    after = connection.execute(
        select(reports.c.published, reports.c.added).where(reports.c.id == report, reports.c.version == row.version + 1)
    ).one()
    value = after.published if after.published and after.published != row.published else after.added
    return str(value)[:10]


def _replaced(connection: Connection, ref: str) -> str | None:
    """The day on which a report of another id took the place of one, if any did."""
    by = select(copies.c.report).where(copies.c.kind == REPLACED, copies.c.original == ref)
    day = connection.execute(
        select(func.substr(reports.c.published, 1, 10)).where(reports.c.id.in_(by), reports.c.latest == 1)
    ).scalar()
    return None if day is None else str(day)


def _copies(connection: Connection, refs: set[str]) -> frozenset[str]:
    where = and_(copies.c.kind == CopyKind.COPY, copies.c.report.in_(refs))
    return frozenset(connection.execute(select(copies.c.report).where(where)).scalars())


def _save_remarks(
    connection: Connection, spoken: Sequence[tuple[Amendment, tuple[tuple[Found, ...], ...]]], groups: _Groups
) -> None:
    count: Counter[str] = Counter()
    for one, sides in spoken:
        for event in _events_of(one, sides, groups):
            body = encoded(_remark(one, sides))
            connection.execute(insert(remarks).values(event=event, ord=count[event], body=body))
            count[event] += 1


def _events_of(one: Amendment, sides: Sequence[Sequence[Found]], groups: _Groups) -> tuple[str, ...]:
    """The events beside which a statement stands."""
    if one.target is Target.QUOTATION:
        keys: list[str | None] = [key for quotation in sides[0] for key in groups.of_quotation(quotation)]
    elif one.kind in (AmendmentKind.MERGE, AmendmentKind.SPLIT):
        keys = [groups.most(side) for side in sides]
    else:
        keys = [next((key for side in sides if (key := groups.most(side)) is not None), None)]
    return tuple(dict.fromkeys(groups.final.get(key, key) for key in keys if key is not None))


def _remark(one: Amendment, sides: Sequence[Sequence[Found]]) -> Remark:
    alone = one.target in (Target.MENTION, Target.QUOTATION)
    report, item = sides[0][0] if alone and sides[0] else (None, None)
    if alone and report is None:
        report = one.groups[0][0].report
    return Remark(
        id=one.id, kind=one.kind, author=one.author, time=one.time, text=one.text, report=report,
        mention=item if one.target is Target.MENTION else None,
        quotation=item if one.target is Target.QUOTATION else None,
    )  # fmt: skip


def _lead_on(connection: Connection, before: dict[str, set[tuple[str, Span]]]) -> None:
    """An alias for every event of people's making that is gone, to where most of its mentions are; none for one that is
    there again."""
    shown = set(connection.execute(select(amended.c.event).where(amended.c.made == 1)).scalars())
    hidden = select(amended.c.event).where(amended.c.made == 0)
    for old in sorted(before.keys() | shown):
        connection.execute(delete(aliases).where(aliases.c.old == old))
    for old in sorted(before.keys() - shown):
        votes: Counter[str] = Counter()
        for report, (first, last) in before[old]:
            over = and_(ledger_mentions.c.first < last, ledger_mentions.c.last > first)
            here = and_(ledger_mentions.c.report == report, over)
            votes.update(
                connection.execute(
                    select(ledger_mentions.c.event).where(here, ledger_mentions.c.event.not_in(hidden))
                ).scalars()
            )
        if votes:
            new = min(votes, key=lambda event: (-votes[event], event))
            connection.execute(insert(aliases).values(old=old, new=new, since=now()))
