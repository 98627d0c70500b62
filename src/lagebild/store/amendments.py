"""What people say about what was read: kept as it was said, taken back only by another statement, never overwritten."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select

from lagebild.model import (
    Amendment,
    AmendmentKind,
    Anchor,
    InputError,
    LedgerEvent,
    MentionRef,
    Reading,
    StoreError,
    Target,
    signed,
)
from lagebild.store.anchors import Places, anchor_of, item_of, split_reference
from lagebild.store.handle import Store, reading_from, set_meta, writing_to
from lagebild.store.links import event as event_of
from lagebild.store.projection import encoded
from lagebild.store.queries import reading
from lagebild.store.schema import amendment_reports, amendments

MOST_ANCHORS = 40
"""Mentions of an event that a statement keeps."""
LONGEST_TEXT = 10_000
LONGEST_LINE = 1_000_000
_ID = re.compile("c[0-9a-f]{12}")


class Said(Struct, frozen=True, kw_only=True):
    """A statement with what became of it. undone: id of the statement that took it back; found: how many of its anchors
    stand in the readings of now, of how many."""

    amendment: Amendment
    undone: str | None
    found: int
    anchors: int


def merge(store: Store, events: Sequence[str], author: str, text: str | None = None) -> Amendment:
    """Say that events are one. Raises StoreError for unknown events, or when they are fewer than two."""
    found = list({e.superseded_by or e.id: e for e in (event_of(store, id_) for id_ in events)}.items())
    if len(found) < 2:
        raise StoreError("One event cannot be merged with itself.", "Name two events: lagebild correct merge ID ID")
    groups = tuple(_anchors(store, e.mentions) for _, e in found)
    return _say(store, AmendmentKind.MERGE, author, text, Target.EVENT, found[0][0], groups)


def split(store: Store, event: str, parts: Sequence[str], author: str, text: str | None = None) -> Amendment:
    """Say that mentions are no part of an event. parts: reports, or mentions as "REPORT#e1". Raises StoreError when the
    event does not have them, or has no others."""
    found = event_of(store, event)
    moved: set[tuple[str, str]] = set()
    for part in parts:
        mine = [(m.report, m.event) for m in found.mentions if part in (m.report, f"{m.report}#{m.event}")]
        if not mine:
            has = ", ".join(dict.fromkeys(m.report for m in found.mentions))
            raise StoreError(f"The event {event} has no mention {part}.", f"It has: {has[:200]}")
        moved.update(mine)
    out = tuple(m for m in found.mentions if (m.report, m.event) in moved)
    rest = tuple(m for m in found.mentions if (m.report, m.event) not in moved)
    if not rest:
        raise StoreError(f"Nothing would be left of the event {event}.", "Name some of its mentions, not all.")
    groups = (_anchors(store, out), _anchors(store, rest))
    return _say(store, AmendmentKind.SPLIT, author, text, Target.EVENT, found.superseded_by or found.id, groups)


def judge(store: Store, kind: AmendmentKind, what: str, author: str, text: str | None = None) -> Amendment:
    """Say that something was read wrong or right, or note something about it. what: an event's id, "REPORT#e1" or
    "REPORT#q1". Raises StoreError for what is unknown."""
    if "#" not in what:
        found = event_of(store, what)
        id_ = found.superseded_by or found.id
        return _say(store, kind, author, text, Target.EVENT, id_, (_anchors(store, found.mentions),))
    report, id_ = split_reference(what)
    read = reading(store, report)
    item = item_of(read, id_)
    if item is None:
        raise StoreError(f"The report {report} has no {id_}.", f"See: lagebild show {report}")
    groups: tuple[tuple[Anchor, ...], ...] = ((anchor_of(read, item),),)
    if id_.startswith("q"):
        return _say(store, kind, author, text, Target.QUOTATION, None, groups)
    home = _home(store, report, id_)
    if home is not None:
        others = tuple(m for m in home.mentions if (m.report, m.event) != (report, id_))
        groups += (_anchors(store, others),) if others else ()
    return _say(store, kind, author, text, Target.MENTION, home.id if home else None, groups)


def undo(store: Store, id_: str, author: str, text: str | None = None) -> Amendment:
    """Take a statement back; it stays, and so does this. Raises StoreError for an unknown one or one taken back."""
    with reading_from(store) as connection:
        known = {said.id: said for said in _all(connection)}
    if id_ not in known:
        raise StoreError(f"There is no correction {id_} in {store.where}.", "List them with: lagebild correct list")
    if id_ in undone(known.values()):
        raise StoreError(f"The correction {id_} is taken back already.", "See: lagebild correct list")
    return _keep(store, signed(Amendment(kind=AmendmentKind.UNDO, author=author, time=_now(), text=text, undoes=id_)))


def said(store: Store) -> Iterator[Said]:
    """All statements in the order in which they were made."""
    with reading_from(store) as connection:
        found = list(_all(connection))
        gone = undone(found)
        places = Places(connection)
        for one in found:
            anchors = [anchor for group in one.groups for anchor in group]
            there = sum(bool(places.find(anchor, one.target)) for anchor in anchors) if one.target else 0
            yield Said(amendment=one, undone=gone.get(one.id), found=there, anchors=len(anchors))


def take(store: Store, lines: Iterable[bytes]) -> int:
    """Take in statements as `said` gave them, a JSON object a line; returns how many are new. Raises InputError with
    the line for the first that is none, and then takes none."""
    read = [_checked(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    with writing_to(store) as connection:
        return sum(_insert(connection, one) for one in read)


def active(connection: Connection) -> tuple[Amendment, ...]:
    """The statements that hold, in the order in which they were made."""
    found = tuple(_all(connection))
    gone = undone(found)
    return tuple(one for one in found if one.id not in gone and one.kind is not AmendmentKind.UNDO)


def undone(found: Iterable[Amendment]) -> Mapping[str, str]:
    """Statement -> the one that takes it back and is not taken back itself."""
    gone: dict[str, str] = {}
    # From the last to the first: whether an undo holds is known before what it takes back is judged.
    for one in sorted(found, key=lambda one: (one.time, one.id), reverse=True):
        if one.undoes is not None and one.id not in gone:
            gone.setdefault(one.undoes, one.id)
    return gone


def forget_report(connection: Connection, report: str) -> None:
    """Erase what statements keep of a report; those that spoke of nothing else go, and so do those that undo them."""
    mine = select(amendment_reports.c.amendment).where(amendment_reports.c.report == report)
    found = [
        msgspec.json.decode(body, type=Amendment)
        for body in connection.execute(select(amendments.c.body).where(amendments.c.id.in_(mine))).scalars().all()
    ]
    gone = []
    for one in found:
        groups = tuple(tuple(a for a in group if a.report != report) for group in one.groups)
        if all(groups):
            body = encoded(msgspec.structs.replace(one, groups=groups))
            connection.execute(amendments.update().where(amendments.c.id == one.id).values(body=body))
        else:
            gone.append(one.id)
    connection.execute(delete(amendment_reports).where(amendment_reports.c.report == report))
    takers = {one.id: one.undoes for one in _all(connection) if one.undoes}
    while more := [id_ for id_, old in takers.items() if old in gone and id_ not in gone]:
        gone += more
    connection.execute(delete(amendment_reports).where(amendment_reports.c.amendment.in_(gone)))
    connection.execute(delete(amendments).where(amendments.c.id.in_(gone)))


def _say(
    store: Store,
    kind: AmendmentKind,
    author: str,
    text: str | None,
    target: Target,
    event: str | None,
    groups: tuple[tuple[Anchor, ...], ...],
) -> Amendment:
    return _keep(
        store,
        signed(Amendment(kind=kind, target=target, author=author, time=_now(), text=text, event=event, groups=groups)),
    )


def _keep(store: Store, one: Amendment) -> Amendment:
    if len(one.text or "") > LONGEST_TEXT:
        raise InputError(f"The text has more than {LONGEST_TEXT} characters.", "Shorten it.")
    with writing_to(store) as connection:
        _insert(connection, one)
    return one


def _insert(connection: Connection, one: Amendment) -> bool:
    if connection.execute(select(amendments.c.id).where(amendments.c.id == one.id)).first() is not None:
        return False
    connection.execute(
        insert(amendments).values(id=one.id, time=one.time, author=one.author, kind=one.kind, body=encoded(one))
    )
    for report in sorted({anchor.report for group in one.groups for anchor in group}):
        connection.execute(insert(amendment_reports).values(amendment=one.id, report=report))
    set_meta(connection, "amended", "")
    return True


def _all(connection: Connection) -> Iterator[Amendment]:
    bodies = connection.execute(select(amendments.c.body).order_by(amendments.c.time, amendments.c.id)).scalars().all()
    return (msgspec.json.decode(body, type=Amendment) for body in bodies)


def _checked(line: bytes, number: int) -> Amendment:
    remedy = "Each line is one statement as lagebild correct export prints it."
    if len(line) > LONGEST_LINE:
        raise InputError(f"Line {number} is longer than {LONGEST_LINE} bytes.", remedy)
    try:
        one = msgspec.json.decode(line, type=Amendment)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"Line {number} is no correction: {error}.", remedy) from error
    if one.id and not _ID.fullmatch(one.id):
        raise InputError(f"Line {number} has no valid id.", remedy)
    anchored = one.target is not None and bool(one.groups) and all(one.groups)
    if anchored == (one.kind is AmendmentKind.UNDO) or (one.undoes is None) == (one.kind is AmendmentKind.UNDO):
        raise InputError(f"Line {number} says not what it speaks of.", remedy)
    if len(one.text or "") > LONGEST_TEXT:
        raise InputError(f"Line {number} has a text of more than {LONGEST_TEXT} characters.", remedy)
    return one if one.id else signed(one)


def _anchors(store: Store, mentions: Sequence[MentionRef]) -> tuple[Anchor, ...]:
    found: list[Anchor] = []
    held: dict[str, Reading] = {}
    for mention in mentions[:MOST_ANCHORS]:
        if mention.report not in held:
            held[mention.report] = reading(store, mention.report)
        item = item_of(held[mention.report], mention.event)
        if item is not None:
            found.append(anchor_of(held[mention.report], item))
    return tuple(found)


def _now() -> str:
    """The time in UTC, fine enough that what one person says has an order."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _home(store: Store, report: str, mention: str) -> LedgerEvent | None:
    from lagebild.store.links import ledger
    from lagebild.store.records import LedgerFilter

    for event in ledger(store, LedgerFilter(report=report)):
        if any((m.report, m.event) == (report, mention) for m in event.mentions):
            return event
    return None
