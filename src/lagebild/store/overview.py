"""The linked events in brief: what counting, drawing and browsing many of them need, and nothing of their texts."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import func, select

from lagebild.link import Copy
from lagebild.link.dates import days_of
from lagebild.model import (
    Actor,
    Correction,
    EventType,
    Holder,
    LedgerActor,
    LedgerEvent,
    LedgerPlace,
    LedgerStatus,
    LedgerTime,
    ListedReport,
    Stance,
)  # fmt: skip
from lagebild.store.handle import Store, get_meta, reading_from
from lagebild.store.links import HIDDEN, remarked, remarks_on
from lagebild.store.queries import listed_by_key
from lagebild.store.schema import REPLACED, actors, copies, ledger_mentions, registry, reports
from lagebild.store.schema import ledger as table


class Told(Struct, frozen=True, kw_only=True, gc=False):
    """A report that mentions an event; a replaced version as "ID@N"."""

    report: str


class Held(Struct, frozen=True, kw_only=True, gc=False):
    """A position in brief."""

    holder: Holder | None = None
    stance: Stance = Stance.ASSERTS
    report: str
    withdrawn: str | None = None
    wrong: bool = False


class Brief(Struct, frozen=True, kw_only=True, gc=False):
    """A linked event in brief; the fields are those of a LedgerEvent."""

    id: str
    type: EventType
    status: LedgerStatus
    time: LedgerTime | None = None
    place: LedgerPlace | None = None
    actors: tuple[LedgerActor, ...] = ()
    recipients: tuple[LedgerActor, ...] = ()
    first_seen: str | None = None
    last_seen: str | None = None
    mentions: tuple[Told, ...] = ()
    positions: tuple[Held, ...] = ()
    independent_sources: int = 0
    contested: bool = False

    @property
    def days(self) -> tuple[int, int] | None:
        """First and last day of the event (days since 1 January of year 1), None where no time is known."""
        found = days_of(self.time.begins or self.time.value) if self.time else None
        if self.time is None or found is None:
            return None
        return found[0], (days_of(self.time.ends) or found)[1] if self.time.ends else found[1]


class ReportBrief(Struct, frozen=True, kw_only=True, gc=False):
    """Outlet of a report, and when it came into the store (ISO 8601, UTC)."""

    outlet: str | None
    added: str


def briefs(store: Store) -> Iterator[Brief]:
    """All linked events in brief, in the order of the ledger."""
    decode = msgspec.json.Decoder(Brief).decode
    with reading_from(store) as connection:
        shown = select(table.c.body).where(table.c.id.not_in(HIDDEN)).order_by(table.c.ord, table.c.id)
        for (body,) in connection.execute(shown):
            yield decode(body)


def report_briefs(store: Store) -> dict[str, ReportBrief]:
    """Outlet and arrival of the latest version of every report, by id."""
    statement = select(reports.c.id, reports.c.outlet, reports.c.added).where(reports.c.latest == 1)
    with reading_from(store) as connection:
        return {row.id: ReportBrief(outlet=row.outlet, added=row.added) for row in connection.execute(statement)}


def ledger_state(store: Store) -> str:
    """A text that changes whenever the ledger was made anew or reports changed."""
    with reading_from(store) as connection:
        return "/".join(get_meta(connection, name) or "" for name in ("linked", "changes", "amended"))


CORRECTING = (Correction.CORRECTION, Correction.RETRACTION, Correction.COUNTERSTATEMENT)


def corrected(store: Store, most: int) -> list[ListedReport]:
    """The latest reports that correct, retract or contradict what was reported, newest first."""
    asked = select(reports.c.key).where(reports.c.latest == 1, reports.c.correction.in_(CORRECTING))
    with reading_from(store) as connection:
        keys = [int(key) for key in connection.execute(asked.order_by(reports.c.instant.desc()).limit(most)).scalars()]
        found = listed_by_key(connection, keys)
    return [found[key] for key in keys]


def ledger_size(store: Store) -> int:
    """Number of linked events."""
    with reading_from(store) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def events_by_id(store: Store, ids: Sequence[str]) -> list[LedgerEvent]:
    """Some linked events, in the order of their ids; unknown ones are left out."""
    found: dict[str, LedgerEvent] = {}
    with reading_from(store) as connection:
        said = remarks_on(connection)
        for some in _batches(ids):
            shown = select(table.c.id, table.c.body).where(table.c.id.in_(some), table.c.id.not_in(HIDDEN))
            for row in connection.execute(shown):
                found[row.id] = remarked(msgspec.json.decode(row.body, type=LedgerEvent), said.get(row.id, ()))
    return [found[id_] for id_ in ids if id_ in found]


def listed_by_id(store: Store, ids: Iterable[str]) -> dict[str, ListedReport]:
    """The latest versions of some reports as they are listed, by id; unknown ones are left out."""
    found: dict[str, ListedReport] = {}
    with reading_from(store) as connection:
        for some in _batches(sorted(set(ids))):
            latest = select(reports.c.key).where(reports.c.id.in_(some), reports.c.latest == 1)
            keys = [int(key) for key in connection.execute(latest).scalars()]
            found |= {report.id: report for report in listed_by_key(connection, keys).values()}
    return found


def events_of_reports(store: Store, ids: Iterable[str]) -> dict[str, int]:
    """The linked events that some reports mention, each with the number of these reports."""
    told: dict[str, set[str]] = {}
    with reading_from(store) as connection:
        for some in _batches(sorted(set(ids))):
            there = ledger_mentions.c.report.in_(some) & ledger_mentions.c.event.not_in(HIDDEN)
            for row in connection.execute(select(ledger_mentions).where(there)):
                told.setdefault(row.event, set()).add(row.report)
    return {event: len(found) for event, found in told.items()}


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Databases bound the number of values in a question."""
    for at in range(0, len(ids), 500):
        yield ids[at : at + 500]


def copies_around(store: Store, report: str) -> list[Copy]:
    """What a report copies or brings up to date, and which reports copy it."""
    of = (copies.c.report == report) | (copies.c.original == report)
    statement = select(copies).where(of, copies.c.kind != REPLACED).order_by(copies.c.report, copies.c.kind)
    with reading_from(store) as connection:
        return [
            msgspec.convert({**row._mapping, "spans": msgspec.json.decode(row.spans)}, type=Copy, strict=False)
            for row in connection.execute(statement)
        ]


def versions_of(store: Store, report: str) -> list[tuple[int, str]]:
    """The versions of a report, each with the day on which it came into the store, oldest first."""
    statement = select(reports.c.version, reports.c.added).where(reports.c.id == report).order_by(reports.c.version)
    with reading_from(store) as connection:
        return [(int(row.version), str(row.added)) for row in connection.execute(statement)]


class ActorForm(Struct, frozen=True, kw_only=True, gc=False):
    """How one report calls an actor: his name and offices there, and when it was published."""

    name: str
    offices: tuple[str, ...]
    published: str | None
    report: str
    mentions: int


def actor_forms(store: Store, key: str, most: int) -> list[ActorForm]:
    """What the reports that came into the store last call an actor of the registry, oldest first; most: reports."""
    with reading_from(store) as connection:
        keys = (key, *connection.execute(select(registry.c.registry).where(registry.c.merged == key)).scalars())
        statement = (
            select(actors.c.name, actors.c.body, actors.c.mentions, reports.c.id, reports.c.published)
            .join(reports, reports.c.key == actors.c.report_key)
            .where(reports.c.latest == 1, actors.c.registry.in_(keys))
            .order_by(actors.c.report_key.desc())
            .limit(most)
        )
        return [
            ActorForm(
                name=row.name, offices=msgspec.json.decode(row.body, type=Actor).offices, published=row.published,
                report=row.id, mentions=row.mentions,
            )
            for row in sorted(connection.execute(statement), key=lambda row: row.published or "")
        ]  # fmt: skip


def actor_reports(store: Store, key: str) -> int:
    """The reports that name an actor of the registry, replaced versions among them."""
    with reading_from(store) as connection:
        keys = (key, *connection.execute(select(registry.c.registry).where(registry.c.merged == key)).scalars())
        asked = select(func.count(actors.c.report_key.distinct())).where(actors.c.registry.in_(keys))
        return int(connection.execute(asked).scalar_one())
