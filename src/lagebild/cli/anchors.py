"""When and where: the times of a report, the places of all, and why each actor was read."""

from collections.abc import Iterable, Iterator

import click
from msgspec import Struct

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.lists import COUNTRY, LISTING, REPORT, SINCE, UNTIL, chosen
from lagebild.cli.output import cells, column, formats, put, rows_wanted, write_table
from lagebild.cli.settings import open_store, shared, words
from lagebild.model import Reading, Time

EXPLAIN = click.option("--explain", is_flag=True, help="Also the rule, and the entry of the lexicon, that made each.")


class FoundPlace(Struct, frozen=True, kw_only=True):
    """A place across reports: in how many, how often, by which forms, and the rules that chose it."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    geo_precision: str | None
    disputed: bool
    controlled_by: str | None
    reports: int
    mentions: int
    forms: tuple[str, ...]
    rules: tuple[str, ...]


class ExplainedActor(Struct, frozen=True, kw_only=True):
    """An actor of one report with its forms and the rule that made it ("lexicon: persons.tsv:12": file and line)."""

    report: str
    id: str
    name: str
    country: str | None
    sector: str | None
    forms: tuple[str, ...]
    rule: str


@click.command(short_help="List the places.", epilog="Example: lagebild places --country UKR --explain")
@click.option("--name", metavar="NAME", help="Part of the name.")
@COUNTRY
@REPORT
@SINCE
@UNTIL
@EXPLAIN
@LISTING
def places(
    form: str | None, limit: int | None, name: str | None, country: str | None, explain: bool, **filters: object
) -> None:
    """List the places that the reports name, those in most reports first; unresolved ones have no country."""
    from lagebild.link.names import fold
    from lagebild.store import ReportFilter, readings

    limit = rows_wanted(form, limit)
    with open_store() as store:
        tell_exercise(store, form)
        found = counted_places(readings(store, chosen(ReportFilter, filters)))
    kept = [
        place for place in found
        if (country is None or place.country == country.upper())
        and (name is None or any(fold(name) in fold(form) for form in (place.name, *place.forms)))
    ]  # fmt: skip

    def row(place: FoundPlace) -> tuple[str, ...]:
        at = words().text["unplaced"] if place.lat is None else f"{place.lat:.2f}, {place.lon:.2f}"
        counts = (str(place.reports), str(place.mentions))
        more = (", ".join(place.forms), ", ".join(place.rules)) if explain else ()
        return (place.name, place.country or "", at, *counts, *more)

    if form:
        put(kept[:limit], form, FoundPlace.__struct_fields__, cells)
        return
    heads = column("name", "country", "position", "reports", "mentions", *(("forms", "rule") if explain else ()))
    write_table(heads, kept, row, limit, grow=0)


@click.command(
    short_help="List the times of a report.", epilog="Example: lagebild times 2022-12-19-rundschau-sued --explain"
)
@click.argument("report")
@EXPLAIN
@formats("json", "jsonl", "csv")
@shared("store", "lang", "quiet")
def times(report: str, form: str | None, explain: bool) -> None:
    """List the time expressions of a report with their TIMEX3 value and the interval that they cover."""
    from lagebild.present.dates import short_date
    from lagebild.store import reading

    with open_store() as store:
        tell_exercise(store, form)
        found = reading(store, report)
    text = found.report.text

    def row(time: Time) -> tuple[str, ...]:
        ends = [short_date(end, words()) for end in (time.begins, time.ends) if end]
        interval = " – ".join(dict.fromkeys(ends)) if ends else words().text["unanchored"]
        more = (time.rule,) if explain else ()
        return (f"„{text[time.start : time.end]}“", time.type, time.value, interval, *more)

    if form:
        fields = ("start", "end", "type", "value", "mod", "from", "to", "rule", "passage")
        put(found.times, form, fields, lambda time: (*cells(time), text[time.start : time.end]))
        return
    heads = column("wording", "type", "value", "interval", *(("rule",) if explain else ()))
    write_table(heads, found.times, row, None, grow=0)


def explained_actors(
    form: str | None, limit: int | None, name: str | None, kind: str | None, country: str | None, report: str | None
) -> None:
    """`lagebild actors --explain`: the actors report by report with their forms and the rule that made each."""
    from lagebild.link.names import fold
    from lagebild.store import ReportFilter, readings

    def fits(actor: ExplainedActor, sort: str) -> bool:
        named = name is None or any(fold(name) in fold(form) for form in (actor.name, *actor.forms))
        return named and kind in (None, sort) and (country is None or actor.country == country.upper())

    with open_store() as store:
        tell_exercise(store, form)
        found = [
            actor
            for read in readings(store, ReportFilter(report=report))
            for actor, sort in _explained(read)
            if fits(actor, sort)
        ]

    def row(actor: ExplainedActor) -> tuple[str, ...]:
        return (actor.name, actor.country or "", actor.sector or "", ", ".join(actor.forms), actor.rule, actor.report)

    if form:
        put(found[:limit], form, ExplainedActor.__struct_fields__, cells)
        return
    write_table(column("name", "country", "sector", "forms", "rule", "report"), found, row, limit, grow=3, keep=5)


def _explained(read: Reading) -> Iterator[tuple[ExplainedActor, str]]:
    for actor in read.actors:
        forms = tuple(dict.fromkeys(read.report.text[start:end] for start, end in actor.mentions))
        yield ExplainedActor(
            report=read.report.id, id=actor.id, name=actor.name, country=actor.country, sector=actor.sector,
            forms=forms, rule=actor.rule,
        ), actor.kind.value  # fmt: skip


def counted_places(found: Iterable[Reading]) -> list[FoundPlace]:
    """The places of some readings, those in most reports first, then those named most, then by name."""
    groups: dict[tuple[str, str | None, float | None, float | None], FoundPlace] = {}
    for read in found:
        seen: set[tuple[str, str | None, float | None, float | None]] = set()
        for place in read.places:
            key = place.name, place.country, place.lat, place.lon
            before = groups.get(key)
            form = read.report.text[place.start : place.end]
            groups[key] = FoundPlace(
                name=place.name, country=place.country, lat=place.lat, lon=place.lon, geonames=place.geonames,
                geo_precision=place.geo_precision, disputed=place.disputed, controlled_by=place.controlled_by,
                reports=(before.reports if before else 0) + (key not in seen),
                mentions=(before.mentions if before else 0) + 1,
                forms=tuple(dict.fromkeys((*(before.forms if before else ()), form))),
                rules=tuple(dict.fromkeys((*(before.rules if before else ()), place.rule))),
            )  # fmt: skip
            seen.add(key)
    return sorted(groups.values(), key=lambda place: (-place.reports, -place.mentions, place.name))
