"""Lists of what the store holds: reports, quotations, events, actors."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import click

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.output import cells, column, formats, limited, one_more, put, rows_wanted, write_table
from lagebild.cli.settings import open_store, shared, words
from lagebild.model import About, ActorKind, EventType, InputError, ListedReport, Stance, Status

if TYPE_CHECKING:
    from lagebild.store import FoundEvent, FoundQuotation, Store

SINCE = click.option("--since", metavar="DATE", help="Only of reports published on that day or later.")
UNTIL = click.option("--until", metavar="DATE", help="Only of reports published on that day or earlier.")
TYPES = f"PLOVER event type: {', '.join(EventType)}."
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
W = TypeVar("W")

REPORT = click.option("--report", metavar="ID", help="Only of this report.")
OUTLET = click.option("--outlet", metavar="NAME", help="Only of outlets with this in their name.")
COUNTRY = click.option("--country", metavar="CODE", help="ISO 3166-1 alpha-3: DEU, UKR, RUS.")


def options(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, in the order of --help."""

    def add(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return add


LISTING: Callable[[F], F] = options(formats("json", "jsonl", "csv"), limited(), shared("store", "lang", "quiet"))
OF_REPORTS: Callable[[F], F] = options(REPORT, SINCE, UNTIL, OUTLET, COUNTRY)


def choice(kind: type) -> click.Choice[str]:
    """A choice among the values of a vocabulary, in any case."""
    return click.Choice([str(value.value) for value in kind], case_sensitive=False)  # type: ignore[attr-defined]


@click.command(short_help="List the reports.", epilog="Example: lagebild reports --since 2023-06 --outlet tagesblatt")
@SINCE
@UNTIL
@OUTLET
@click.option("--agency", metavar="NAME", help="Only those that credit this agency.")
@click.option("--versions", is_flag=True, help="Also versions that were replaced.")
@LISTING
def reports(form: str | None, limit: int | None, **filters: object) -> None:
    """List the reports, newest first, with what they copy or correct."""
    from lagebild.present.dates import short_date
    from lagebild.store import ReportFilter, listed

    limit = rows_wanted(form, limit)

    def row(report: ListedReport) -> tuple[str, ...]:
        notes = [words().correction[report.correction]] if report.correction else []
        notes += [words().say("is_copy", report=report.copy_of)] if report.copy_of else []
        title = (report.title or "") + (f" ({', '.join(notes)})" if notes else "")
        return (
            short_date(report.published, words()),
            report.outlet or "",
            ", ".join(report.agencies),
            title,
            report.id,
        )

    where = chosen(ReportFilter, filters, limit if form else one_more(limit))
    heads = ("published", "outlet", "agencies", "title", "id")
    _write(listed, where, form, limit, Shown(heads, row, 3, 4), ListedReport.__struct_fields__, cells)


@click.command(
    short_help="List who says, denies or fears what.",
    epilog="Example: lagebild quotations --holder Lukaschenko --denied",
)
@click.option("--holder", metavar="NAME", help="Whose: part of a name.")
@click.option("--stance", type=choice(Stance), help="Only this stance.")
@click.option("--denied", is_flag=True, help="Short for --stance denies.")
@click.option("--about", type=choice(About), help="Only about this.")
@click.option("--anonymous/--named", default=None, help="Only of unnamed, or only of named holders.")
@OF_REPORTS
@LISTING
def quotations(form: str | None, limit: int | None, denied: bool, **filters: object) -> None:
    """List who says, confirms, denies, fears or announces what, newest report first."""
    from lagebild.present.dates import short_date
    from lagebild.store import QuotationFilter
    from lagebild.store import quotations as found_in

    limit = rows_wanted(form, limit)
    if denied:
        filters["stance"] = Stance.DENIES
    if filters["stance"]:
        filters["stance"] = Stance(str(filters["stance"]))
    if filters["about"]:
        filters["about"] = About(str(filters["about"]))

    def who(found: "FoundQuotation") -> str:
        return ", ".join(found.holders) or words().text["nobody"]

    def row(found: "FoundQuotation") -> tuple[str, ...]:
        chain = " ← ".join(
            dict.fromkeys((found.outlet or found.report, *(link.name for link in found.quotation.chain)))
        )
        stance = words().stance[found.quotation.stance]
        return (short_date(found.published, words()), who(found), stance, found.passage, chain)

    def flat(found: "FoundQuotation") -> tuple[object, ...]:
        q = found.quotation
        chain = "; ".join(link.name for link in q.chain)
        return (found.report, found.version, found.published, found.outlet, q.id, "; ".join(found.holders), q.stance,
                q.about, q.type, q.anonymous, chain, q.said, found.passage)  # fmt: skip

    heads = ("report", "version", "published", "outlet", "id", "holders", "stance", "about", "type", "anonymous",
             "chain", "said", "passage")  # fmt: skip
    where = chosen(QuotationFilter, filters, limit if form else one_more(limit))
    shown = Shown(("published", "holder", "stance", "passage", "source"), row, 3)
    _write(found_in, where, form, limit, shown, heads, flat)


@click.command(
    short_help="List the events of the single reports.",
    epilog="Example: lagebild events --type CONSULT --country BLR --status planned",
)
@click.option("--type", "type", type=choice(EventType), metavar="TYPE", help=TYPES)
@click.option("--mode", metavar="MODE", help="PLOVER mode: visit, drone, strike ...")
@click.option("--status", type=choice(Status), help="Only this status.")
@click.option("--actor", metavar="NAME", help="Who takes part: part of a name.")
@click.option("--place", metavar="NAME", help="Where: part of a name.")
@OF_REPORTS
@LISTING
def events(form: str | None, limit: int | None, **filters: object) -> None:
    """List the events as the single reports tell them; for what they add up to see: lagebild ledger."""
    from lagebild.cli.reading import german_forms
    from lagebild.present import Happening, event_sentence, mark
    from lagebild.present.dates import short_date
    from lagebild.present.sentences import Named
    from lagebild.store import EventFilter
    from lagebild.store import events as found_in

    limit = rows_wanted(form, limit)
    filters["type"] = EventType(str(filters["type"])) if filters["type"] else None
    filters["status"] = Status(str(filters["status"])) if filters["status"] else None
    forms = german_forms() if form is None else {}

    def row(found: "FoundEvent") -> tuple[str, ...]:
        event = found.event
        told = Happening(
            type=event.type, mode=event.mode, status=event.status, hearsay=event.hearsay, attempted=event.attempted,
            historical=event.historical, actors=tuple(map(Named, found.actors)),
            recipients=tuple(map(Named, found.recipients)), when=event.time.value if event.time else None,
            where=event.place.name if event.place else None,
        )  # fmt: skip
        sentence = event_sentence(told, words(), forms)
        return (mark(event), sentence, f"„{found.trigger}“", f"{found.report} {event.id}",
                short_date(found.published, words()))  # fmt: skip

    def flat(found: "FoundEvent") -> tuple[object, ...]:
        e = found.event
        return (found.report, found.version, found.published, found.outlet, e.id, e.type, e.mode, e.status,
                "; ".join(found.actors), "; ".join(found.recipients), e.time and e.time.value, e.place and e.place.name,
                e.place and e.place.country, e.hearsay, e.historical, e.attempted, found.trigger)  # fmt: skip

    heads = ("report", "version", "published", "outlet", "id", "type", "mode", "status", "actors", "recipients",
             "time", "place", "country", "hearsay", "historical", "attempted", "trigger")  # fmt: skip
    where = chosen(EventFilter, filters, limit if form else one_more(limit))
    shown = Shown(("mark", "what", "passage", "report", "published"), row, 1, 3)
    _write(found_in, where, form, limit, shown, heads, flat)


@click.command(short_help="List who acts or speaks.", epilog="Example: lagebild actors --name minister --country DEU")
@click.option("--name", metavar="NAME", help="Part of the name.")
@click.option("--kind", type=choice(ActorKind), help="Only this kind.")
@COUNTRY
@REPORT
@click.option("--explain", is_flag=True, help="Report by report, with forms and the rule and entry that made each.")
@LISTING
def actors(form: str | None, limit: int | None, explain: bool, **filters: object) -> None:
    """List who acts or speaks, those in most reports first."""
    from lagebild.store import ActorFilter, FoundActor
    from lagebild.store import actors as found_in

    limit = rows_wanted(form, limit)
    if explain:
        from lagebild.cli.anchors import explained_actors

        explained_actors(form, limit, **filters)  # type: ignore[arg-type]
        return
    filters["kind"] = ActorKind(str(filters["kind"])) if filters["kind"] else None

    def row(actor: FoundActor) -> tuple[str, ...]:
        kind = words().kind[actor.kind]
        return (actor.name, kind, actor.country or "", actor.sector or "", str(actor.reports), str(actor.mentions))

    where = chosen(ActorFilter, filters, limit if form else one_more(limit))
    shown = Shown(("name", "kind", "country", "sector", "reports", "mentions"), row, 0)
    _write(found_in, where, form, limit, shown, FoundActor.__struct_fields__, cells)


class Shown(NamedTuple, Generic[T]):
    """A list as a table for people: names of its columns, the row of a record, and as in `write_table`."""

    heads: Sequence[str]
    row: Callable[[T], Sequence[str]]
    grow: int
    keep: int | None = None


def _write(
    find: Callable[["Store", W], Iterable[T]],
    where: W,
    form: str | None,
    limit: int | None,
    shown: Shown[T],
    heads: Sequence[str],
    flat: Callable[[T], Sequence[object]],
) -> None:
    """What a question to the store finds, as a table or in a form for programs; heads, flat: for CSV."""
    with open_store() as store:
        tell_exercise(store, form)
        found = find(store, where)
        if form:
            put(found, form, heads, flat)
        else:
            write_table(column(*shown.heads), found, shown.row, limit, shown.grow, shown.keep)


def chosen(kind: Callable[..., T], values: dict[str, object], limit: int | None = None) -> T:
    """A filter of the store from the options that were given; dates are checked."""
    from lagebild.model.given import dated

    given = {name: value for name, value in values.items() if value is not None}
    for name in ("since", "until"):
        if name in given:
            given[name] = dated(str(given[name]))
    if "country" in given:
        given["country"] = code = str(given["country"]).upper()
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise InputError(f"{given['country']!r} is no country code.", "Write it in three letters: DEU, UKR, RUS.")
    return kind(**given, limit=limit)
