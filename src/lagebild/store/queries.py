"""Questions to the store: reports, readings, quotations, event mentions and actors."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, func, select
from sqlalchemy.sql.expression import ColumnElement

from lagebild.link.dates import days_of, iso
from lagebild.link.names import fold
from lagebild.model import (
    ActorKind,
    Correction,
    EventMention,
    ListedReport,
    Quotation,
    Reading,
    Report,
    StoreError,
)
from lagebild.store.adding import unpack, version_ref
from lagebild.store.handle import Store, reading_from
from lagebild.store.records import (
    ActorFilter,
    EventFilter,
    FoundActor,
    FoundEvent,
    FoundQuotation,
    QuotationFilter,
    ReportFilter,
)
from lagebild.store.schema import REPLACED, captures, copies, holders, parties, registry
from lagebild.store.schema import actors as actor_table
from lagebild.store.schema import events as event_table
from lagebild.store.schema import quotations as quotation_table
from lagebild.store.schema import readings as reading_table
from lagebild.store.schema import reports as report_table

_STRINGS = tuple[str, ...]
_PUBLISHED = (report_table.c.instant.desc(), report_table.c.id, report_table.c.version.desc())
_LISTED = (
    report_table.c.key, report_table.c.id, report_table.c.title, report_table.c.published, report_table.c.outlet,
    report_table.c.agencies, report_table.c.version, report_table.c.replaces, report_table.c.correction,
)  # fmt: skip


def listed(store: Store, where: ReportFilter = ReportFilter()) -> Iterator[ListedReport]:  # noqa: B008 (immutable)
    """The reports as `lagebild reports` lists them, newest first, with what they copy."""
    with reading_from(store) as connection:
        statement = _listed().where(*report_conditions(where)).order_by(*_PUBLISHED)
        for row in connection.execute(_cut(statement, where.limit, where.offset)):
            yield as_listed(row)


def _listed() -> Select[Any]:
    """The columns of a listed report, with what it copies and what it took the place of."""
    before = copies.alias("before")
    return (
        select(*_LISTED, copies.c.original, before.c.original.label("before"))
        .outerjoin(copies, and_(copies.c.report == report_table.c.id, copies.c.kind == "copy"))
        .outerjoin(before, and_(before.c.report == report_table.c.id, before.c.kind == REPLACED))
    )


def as_listed(row: Any) -> ListedReport:
    """A row of `_listed` as a record."""
    return ListedReport(
        id=row.id,
        title=row.title,
        published=row.published,
        outlet=row.outlet,
        agencies=msgspec.json.decode(row.agencies, type=_STRINGS),
        version=row.version,
        replaces=row.replaces or row.before,
        correction=Correction(row.correction) if row.correction else None,
        copy_of=row.original,
    )


def listed_by_key(connection: Connection, keys: list[int]) -> dict[int, ListedReport]:
    """The listed reports of some keys."""
    statement = _listed().where(report_table.c.key.in_(keys))
    return {row.key: as_listed(row) for row in connection.execute(statement)}


def texts_by_key(connection: Connection, keys: list[int]) -> dict[int, tuple[str, str]]:
    """Title and text of the reports of some keys."""
    columns = (report_table.c.key, report_table.c.title, report_table.c.text)
    rows = connection.execute(select(*columns).where(report_table.c.key.in_(keys)))
    return {int(row.key): (row.title or "", row.text) for row in rows}


def reports(store: Store, where: ReportFilter = ReportFilter()) -> Iterator[Report]:  # noqa: B008
    """The reports themselves, newest first."""
    return (found.report for found in readings(store, where))


def readings(store: Store, where: ReportFilter = ReportFilter()) -> Iterator[Reading]:  # noqa: B008
    """The current readings, newest report first."""
    with reading_from(store) as connection:
        statement = (
            select(reading_table.c.body)
            .join(report_table, report_table.c.key == reading_table.c.report_key)
            .where(reading_table.c.current == 1, *report_conditions(where))
            .order_by(*_PUBLISHED)
        )
        for (body,) in connection.execute(_cut(statement, where.limit, where.offset)):
            yield unpack(body)


def reading(store: Store, report: str, version: int | None = None) -> Reading:
    """The current reading of a report: its latest version, or the version asked for; "ID@N" names a version too.

    Raises StoreError when the report is unknown.
    """
    with reading_from(store) as connection:
        body = _body(connection, report, version)
        if body is None and version is None and "@" in report:
            name, _, number = report.rpartition("@")
            body = _body(connection, name, int(number)) if number.isascii() and number.isdigit() else None
        if body is None:
            asked = report if version is None else f"{report}, version {version}"
            raise StoreError(f"There is no report {asked} in {store.where}.", "List them with: lagebild reports")
        return unpack(body)


def _body(connection: Connection, report: str, version: int | None) -> bytes | None:
    wanted = report_table.c.latest == 1 if version is None else report_table.c.version == version
    found: bytes | None = connection.execute(
        select(reading_table.c.body)
        .join(report_table, report_table.c.key == reading_table.c.report_key)
        .where(report_table.c.id == report, wanted, reading_table.c.current == 1)
    ).scalar()
    return found


def quotations(store: Store, where: QuotationFilter = QuotationFilter()) -> Iterator[FoundQuotation]:  # noqa: B008
    """The quotations of the latest versions, newest report first, in the order of the text."""
    table = quotation_table
    conditions = _shared_conditions(where)
    if where.stance is not None:
        conditions.append(table.c.stance == where.stance)
    if where.about is not None:
        conditions.append(table.c.about == where.about)
    if where.anonymous is not None:
        conditions.append(table.c.anonymous == int(where.anonymous))
    held = []
    if where.holder is not None:
        held.append(_contains(holders.c.folded, where.holder))
    if where.country is not None:
        held.append(holders.c.country == where.country)
    if held:
        matching = and_(holders.c.report_key == table.c.report_key, holders.c.quotation == table.c.id, *held)
        conditions.append(select(holders.c.quotation).where(matching).correlate(table).exists())
    statement = _of_reports(table, table.c.holders).where(*conditions).order_by(*_PUBLISHED, table.c.ord)
    with reading_from(store) as connection:
        for row in connection.execute(_cut(statement, where.limit, where.offset)):
            found = msgspec.json.decode(row.body, type=Quotation)
            yield FoundQuotation(
                **_report_of(row),
                holders=msgspec.json.decode(row.holders, type=_STRINGS),
                passage=" ".join(row.text[start:end] for start, end in found.spans),
                quotation=found,
            )


def events(store: Store, where: EventFilter = EventFilter()) -> Iterator[FoundEvent]:  # noqa: B008
    """The event mentions of the latest versions, newest report first, in the order of the text."""
    table = event_table
    statement = (
        _of_reports(table, table.c.actors, table.c.recipients)
        .where(*_event_conditions(where))
        .order_by(*_PUBLISHED, table.c.ord)
    )
    with reading_from(store) as connection:
        for row in connection.execute(_cut(statement, where.limit, where.offset)):
            found = msgspec.json.decode(row.body, type=EventMention)
            yield FoundEvent(
                **_report_of(row),
                actors=msgspec.json.decode(row.actors, type=_STRINGS),
                recipients=msgspec.json.decode(row.recipients, type=_STRINGS),
                trigger=row.text[slice(*found.trigger)],
                event=found,
            )


def _event_conditions(where: EventFilter) -> list[ColumnElement[bool]]:
    table = event_table
    conditions = _shared_conditions(where)
    for column, value in ((table.c.type, where.type), (table.c.mode, where.mode), (table.c.status, where.status)):
        if value is not None:
            conditions.append(column == value)
    if where.place is not None:
        conditions.append(_contains(table.c.place_folded, where.place))
    if where.happened_since is not None:
        conditions.append(table.c.last_day >= bound(where.happened_since, last=False))
    if where.happened_until is not None:
        conditions.append(table.c.first_day <= bound(where.happened_until, last=True))
    party = and_(parties.c.report_key == table.c.report_key, parties.c.event == table.c.id)
    if where.actor is not None:
        named = party & _contains(parties.c.folded, where.actor)
        conditions.append(select(parties.c.event).where(named).correlate(table).exists())
    if where.country is not None:
        there = party & (parties.c.country == where.country)
        conditions.append(
            (table.c.country == where.country) | select(parties.c.event).where(there).correlate(table).exists()
        )
    return conditions


def actors(store: Store, where: ActorFilter = ActorFilter()) -> Iterator[FoundActor]:  # noqa: B008
    """The actors of the latest versions across reports, those of most reports first."""
    table = actor_table
    key = func.coalesce(registry.c.merged, table.c.registry)
    conditions: list[ColumnElement[bool]] = [report_table.c.latest == 1]
    if where.kind is not None:
        conditions.append(table.c.kind == where.kind)
    if where.country is not None:
        conditions.append(table.c.country == where.country)
    if where.name is not None:
        conditions.append(_contains(table.c.folded, where.name))
    if where.report is not None:
        conditions.append(report_table.c.id == where.report)
    counted = func.count(table.c.report_key.distinct())
    name = func.coalesce(func.min(registry.c.name), func.min(table.c.name))
    statement = (
        select(
            key.label("key"),
            name.label("name"),
            func.min(table.c.kind).label("kind"),
            func.min(table.c.country).label("country"),
            func.min(table.c.sector).label("sector"),
            counted.label("reports"),
            func.sum(table.c.mentions).label("mentions"),
        )
        .select_from(table)
        .join(report_table, report_table.c.key == table.c.report_key)
        .outerjoin(registry, registry.c.registry == table.c.registry)
        .where(*conditions)
        .group_by(key)
        .order_by(counted.desc(), func.sum(table.c.mentions).desc(), key)
    )
    with reading_from(store) as connection:
        states = _state_names(connection, key, conditions)
        for row in connection.execute(_cut(statement, where.limit, where.offset)):
            known = {"kind": ActorKind(row.kind), "mentions": int(row.mentions), "name": states.get(row.key, row.name)}
            yield FoundActor(**{**row._mapping, **known})


def _state_names(
    connection: Connection, key: ColumnElement[str], conditions: Iterable[ColumnElement[bool]]
) -> dict[str, str]:
    """The name that most mentions give each state, whose parts and "das Land" count as the state too."""
    table = actor_table
    times = func.sum(table.c.mentions)
    statement = (
        select(key.label("key"), table.c.name)
        .select_from(table)
        .join(report_table, report_table.c.key == table.c.report_key)
        .outerjoin(registry, registry.c.registry == table.c.registry)
        .where(*conditions, table.c.kind == ActorKind.STATE)
        .group_by(key, table.c.name)
        .order_by(times, table.c.name.desc())
    )
    return {row.key: row.name for row in connection.execute(statement)}


def counts(store: Store) -> dict[str, int]:
    """How many reports, versions, quotations, event mentions, actors and captures the store holds."""
    with reading_from(store) as connection:

        def number(statement: Select[Any]) -> int:
            return int(connection.execute(statement).scalar_one())

        return {
            "reports": number(select(func.count()).where(report_table.c.latest == 1)),
            "versions": number(select(func.count()).select_from(report_table)),
            "quotations": number(select(func.count()).select_from(quotation_table)),
            "events": number(select(func.count()).select_from(event_table)),
            "actors": number(select(func.count(actor_table.c.registry.distinct()))),
            "captures": number(select(func.count()).select_from(captures)),
        }


def days_of_reports(store: Store, *, added: bool = False) -> dict[str, str | None]:
    """The day on which each version of each report was published, or with `added` came in, by its reference: its id,
    of a replaced version "ID@N"."""
    column = report_table.c.added if added else report_table.c.published
    with reading_from(store) as connection:
        rows = connection.execute(select(report_table.c.id, report_table.c.version, report_table.c.latest, column))
        return {
            id_ if latest else version_ref(id_, version): value[:10] if value else None
            for id_, version, latest, value in rows
        }


def bound(value: str, *, last: bool) -> str:
    """The first or last day of an ISO date that somebody gave. Raises StoreError for what is none."""
    covered = days_of(value)
    if covered is None:
        raise StoreError(f"{value!r} is no date.", "Give one as 2022, 2022-12 or 2022-12-19.")
    return iso(covered[1 if last else 0])


def report_conditions(where: ReportFilter) -> list[ColumnElement[bool]]:
    """A report filter as conditions."""
    conditions: list[ColumnElement[bool]] = []
    if not where.versions:
        conditions.append(report_table.c.latest == 1)
    if where.agency is not None:
        credited = func.lower(report_table.c.agencies)
        conditions.append(credited.contains(f'"{where.agency.lower()}"', autoescape=True))
    return conditions + _published_conditions(where)


def _shared_conditions(where: QuotationFilter | EventFilter) -> list[ColumnElement[bool]]:
    return [report_table.c.latest == 1, *_published_conditions(where)]


def _published_conditions(where: ReportFilter | QuotationFilter | EventFilter) -> list[ColumnElement[bool]]:
    """The published value is compared as its day in its own zone: that is the day which readers saw."""
    conditions: list[ColumnElement[bool]] = []
    day = func.substr(report_table.c.published, 1, 10)
    if where.report is not None:
        conditions.append(report_table.c.id == where.report)
    if where.since is not None:
        first = bound(where.since, last=False)
        # A report dated only "2022-12" may be of any day of the month: it is kept when its month can reach the bound.
        conditions.append(day >= func.substr(first, 1, func.length(day)))
    if where.until is not None:
        conditions.append(day <= bound(where.until, last=True))
    if where.outlet is not None:
        conditions.append(_contains(report_table.c.outlet_folded, where.outlet))
    return conditions


def _of_reports(table: Any, *more: Any) -> Select[Any]:
    columns = (report_table.c.id, report_table.c.version, report_table.c.published, report_table.c.outlet)
    return (
        select(*columns, report_table.c.text, table.c.body, *more)
        .select_from(table)
        .join(report_table, report_table.c.key == table.c.report_key)
    )


def _report_of(row: Any) -> dict[str, Any]:
    """What a row of `_of_reports` tells of its report."""
    return {"report": row.id, "version": row.version, "published": row.published, "outlet": row.outlet}


def _contains(column: Any, part: str) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column.contains(fold(part), autoescape=True)
    return condition


def _cut(statement: Select[Any], limit: int | None, offset: int) -> Select[Any]:
    if limit is not None:
        statement = statement.limit(max(0, limit))
    return statement.offset(max(0, offset)) if offset else statement
