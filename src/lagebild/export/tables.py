"""Readings as flat tables for data frames and Parquet: reports, quotations, events, parties, actors, times, places.

Each table is a list of columns, and each column says its kind and what it holds: the same list makes the Arrow schema,
the data frames and the page of the documentation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from lagebild.model import Actor, InputError, Number, Party, Quotation, Reading, Span

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Kind = Literal["text", "int", "float", "bool", "texts"]
"""Kind of a column: "texts" is a list of strings, empty where there is nothing; all others may be null."""


class Column(NamedTuple):
    """A column: its name, its kind, what it holds."""

    name: str
    kind: Kind
    meaning: str


class Table(NamedTuple):
    """A table: its columns, and the rows of one reading as tuples in the order of the columns."""

    columns: tuple[Column, ...]
    rows: Callable[[Reading], Iterator[tuple[Any, ...]]]


def _report_rows(reading: Reading) -> Iterator[tuple[Any, ...]]:
    r = reading.report
    yield (
        r.id, r.version, r.title, r.published, r.outlet, r.url, r.language, r.dateline, list(r.agencies),
        list(r.authors), r.correction, r.replaces, list(r.notes), len(r.text), len(reading.quotations),
        len(reading.events), reading.made_by.lagebild, reading.made_by.model, reading.made_by.lexicons,
    )  # fmt: skip


def _quotation_rows(reading: Reading) -> Iterator[tuple[Any, ...]]:
    known = actors_by_id(reading)
    for q in reading.quotations:
        holders = [known[i] for i in q.holders if i in known]
        yield (
            reading.report.id, q.id, q.type, q.stance, q.about, [a.name for a in holders], list(q.holders),
            [a.country or "" for a in holders], q.anonymous, [link.name for link in q.chain], list(q.targets),
            q.parent, q.said, passage(reading, q), q.spans[0][0], q.spans[-1][1], first_text(reading, q.cue), q.rule,
        )  # fmt: skip


def _event_rows(reading: Reading) -> Iterator[tuple[Any, ...]]:
    known = actors_by_id(reading)
    for e in reading.events:
        time, place = e.time, e.place
        yield (
            reading.report.id, e.id, e.type, e.mode, list(e.contexts), e.status, e.hearsay, e.historical, e.attempted,
            _names(reading, known, e.actors), _values(known, e.actors, "country"), _values(known, e.actors, "sector"),
            _names(reading, known, e.recipients), _values(known, e.recipients, "country"),
            _values(known, e.recipients, "sector"), any(p.alleged for p in e.actors),
            time and time.value, time and time.begins, time and time.ends, time and time.time_precision,
            place and place.name, place and place.country, place and place.lat, place and place.lon,
            place and place.geonames, place and place.geo_precision, [count(n) for n in e.numbers],
            [_voucher(reading, known, v.actor, v.span) for v in e.according_to], list(e.quotations),
            reading.report.text[slice(*e.trigger)], *e.trigger, e.rule,
        )  # fmt: skip


def _party_rows(reading: Reading) -> Iterator[tuple[Any, ...]]:
    known = actors_by_id(reading)
    for e in reading.events:
        for role, parties in (("actor", e.actors), ("recipient", e.recipients)):
            for p in parties:
                actor = known.get(p.actor or "")
                one = actor or p
                text = reading.report.text[slice(*p.span)]
                yield (
                    reading.report.id, e.id, role, p.actor, actor.name if actor else text, actor and actor.kind,
                    one.country, one.sector, p.alleged, text, *p.span,
                )  # fmt: skip


def _actor_rows(reading: Reading) -> Iterator[tuple[Any, ...]]:
    for a in reading.actors:
        yield (
            reading.report.id, a.id, a.name, a.kind, a.country, a.sector, list(a.sectors), list(a.offices), a.party,
            len(a.mentions), *(a.mentions[0] if a.mentions else (None, None)), a.rule,
        )  # fmt: skip


def _time_rows(reading: Reading) -> Iterator[tuple[Any, ...]]:
    for t in reading.times:
        text = reading.report.text[t.start : t.end]
        yield (reading.report.id, t.type, t.value, t.mod, t.begins, t.ends, text, t.start, t.end, t.rule)


def _place_rows(reading: Reading) -> Iterator[tuple[Any, ...]]:
    for p in reading.places:
        yield (
            reading.report.id, p.name, p.country, p.admin1, p.lat, p.lon, p.geonames, p.geo_precision, p.disputed,
            p.controlled_by, reading.report.text[p.start : p.end], p.start, p.end, p.rule,
        )  # fmt: skip


def _columns(lines: str) -> tuple[Column, ...]:
    """Columns from lines "name kind meaning"."""
    return tuple(Column(*line.split(maxsplit=2)) for line in lines.strip().splitlines())  # type: ignore[arg-type]


TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        "reports": Table(
            _columns("""
report text id of the report
version int version of its text
title text title that is not part of the text
published text ISO 8601 at the precision that is known
outlet text who published it
url text where
language text ISO 639-1 code
dateline text place of the dateline
agencies texts agencies that are credited
authors texts by-lines
correction text update, correction, retraction, counterstatement
replaces text id of the version that it replaces
notes texts what was done to it while taking it in; "Übungsbericht" for reports of the demo
characters int length of the text in code points
quotations int number of quotations
events int number of event mentions
lagebild text version of the software that read it
model text version of the language model
lexicons text sha256 over the lexicons"""),
            _report_rows,
        ),
        "quotations": Table(
            _columns("""
report text id of the report
quotation text id within the report
type text Direct, Indirect, FreeIndirect, IndirectFreeIndirect, Reported
stance text asserts, confirms, denies, …
about text occurrence, responsibility, participation, number, legality
holders texts names of those whose words they are
holder_ids texts their actor ids within the report
holder_countries texts their countries, "" where unknown, in the order of the holders
anonymous bool the source is not named
chain texts media and agencies between holder and reader
targets texts ids of quotations and events that it speaks of
parent text id of the quotation that it stands in
said text when it was said
passage text the words
start int first offset in code points
end int last offset, exclusive
cue text the word that introduces it
rule text the rule that read it"""),
            _quotation_rows,
        ),
        "events": Table(
            _columns("""
report text id of the report
event text id within the report
type text PLOVER event type
mode text PLOVER mode
contexts texts PLOVER contexts
status text actual, planned, possible, requested, negated
hearsay bool told as hearsay
historical bool told as the past behind the news
attempted bool tried without success
actors texts who does it
actor_countries texts their countries, "" where unknown, in the order of the actors
actor_sectors texts their sectors, "" where unknown, in the order of the actors
recipients texts to whom it is done
recipient_countries texts their countries, "" where unknown
recipient_sectors texts their sectors, "" where unknown
alleged bool an actor is only accused of it
time text TIMEX3 value
begins text first day or time
ends text last day or time
time_precision text day, month, year, … as in ACLED
place text name of the place
country text the place's country
lat float degrees, WGS 84
lon float degrees, WGS 84
geonames int GeoNames id
geo_precision text how exact the coordinates are, as in ACLED
numbers texts counts such as "killed 3-5"
according_to texts who vouches for it
quotations texts ids of the quotations that it stands in
trigger text the word that names it
start int first offset of the trigger in code points
end int last offset, exclusive
rule text the rule that read it"""),
            _event_rows,
        ),
        "parties": Table(
            _columns("""
report text id of the report
event text id of the event within the report
role text actor or recipient
actor text actor id within the report
name text resolved name, else the words of the text
kind text person, organisation, state, group, medium
country text ISO 3166-1 alpha-3, EUR, UNO, NTO
sector text PLOVER's primary sector
alleged bool only accused of it
text text the words of the text
start int first offset in code points
end int last offset, exclusive"""),
            _party_rows,
        ),
        "actors": Table(
            _columns("""
report text id of the report
actor text id within the report
name text resolved name
kind text person, organisation, state, group, medium
country text ISO 3166-1 alpha-3, EUR, UNO, NTO
sector text PLOVER's primary sector
sectors texts all sectors
offices texts offices named or known
party text political party
mentions int number of mentions, pronouns included
start int first offset of the first mention
end int last offset of the first mention, exclusive
rule text the rule or entry that resolved it"""),
            _actor_rows,
        ),
        "times": Table(
            _columns("""
report text id of the report
type text DATE, TIME, DURATION, SET
value text TIMEX3 value
mod text TIMEX3 modifier
begins text first day or time that it covers
ends text last day or time that it covers
text text the words of the text
start int first offset in code points
end int last offset, exclusive
rule text the rule that read it"""),
            _time_rows,
        ),
        "places": Table(
            _columns("""
report text id of the report
name text German name
country text ISO 3166-1 alpha-3
admin1 text first-order division
lat float degrees, WGS 84
lon float degrees, WGS 84
geonames int GeoNames id
geo_precision text how exact the coordinates are, as in ACLED
disputed bool the place's status is disputed
controlled_by text who controls a disputed place
text text the words of the text
start int first offset in code points
end int last offset, exclusive
rule text why this place was chosen among those of its name"""),
            _place_rows,
        ),
    }
)


def columns(readings: Iterable[Reading], table: str) -> dict[str, list[Any]]:
    """A table of readings, column by column. Raises InputError for a table that does not exist."""
    found = find_table(table)
    rows = [row for reading in readings for row in found.rows(reading)]
    cells = zip(*rows, strict=True) if rows else ((),) * len(found.columns)
    return {
        column.name: [str(v) if v is not None and column.kind == "text" else v for v in values]
        for column, values in zip(found.columns, cells, strict=True)
    }


def to_arrow(readings: Iterable[Reading], table: str = "events") -> "pyarrow.Table":
    """A table of readings for Arrow, with the meaning of each column in its metadata. Needs pyarrow."""
    try:
        import pyarrow
    except ImportError as error:
        raise _missing("pyarrow") from error
    return pyarrow.table(columns(readings, table), schema=arrow_schema(table))


def arrow_schema(table: str) -> "pyarrow.Schema":
    """The Arrow schema of a table."""
    import pyarrow

    kinds = {"text": pyarrow.string(), "int": pyarrow.int64(), "float": pyarrow.float64(), "bool": pyarrow.bool_(),
             "texts": pyarrow.list_(pyarrow.string())}  # fmt: skip
    return pyarrow.schema(
        [pyarrow.field(c.name, kinds[c.kind], metadata={"meaning": c.meaning}) for c in find_table(table).columns]
    )


def to_pandas(readings: Iterable[Reading], table: str = "events") -> "pandas.DataFrame":
    """A table of readings as a pandas data frame; lists stay lists, missing numbers are <NA>. Needs pandas."""
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas") from error
    kinds = {"text": "object", "int": "Int64", "float": "float64", "bool": "boolean", "texts": "object"}
    values = columns(readings, table)
    return pandas.DataFrame(
        {c.name: pandas.Series(values[c.name], dtype=kinds[c.kind]) for c in find_table(table).columns}
    )


def to_polars(readings: Iterable[Reading], table: str = "events") -> "polars.DataFrame":
    """A table of readings as a polars data frame. Needs polars."""
    try:
        import polars
    except ImportError as error:
        raise _missing("polars") from error
    kinds: dict[str, Any] = {"text": polars.String, "int": polars.Int64, "float": polars.Float64,
                             "bool": polars.Boolean, "texts": polars.List(polars.String)}  # fmt: skip
    schema = {c.name: kinds[c.kind] for c in find_table(table).columns}
    return polars.DataFrame(columns(readings, table), schema=schema)


def actors_by_id(reading: Reading) -> dict[str, Actor]:
    """The actors of a reading by their id."""
    return {actor.id: actor for actor in reading.actors}


def passage(reading: Reading, quotation: Quotation) -> str:
    """The words of a quotation; pieces that stand apart are joined with " … "."""
    return " … ".join(reading.report.text[start:end] for start, end in quotation.spans)


def first_text(reading: Reading, spans: tuple[Span, ...]) -> str | None:
    """The words of the first span, if there is one."""
    return reading.report.text[slice(*spans[0])] if spans else None


def count(number: Number) -> str:
    """A number as "killed 3", "killed 3-5", "killed >=3", "killed <=5"."""
    if number.min == number.max:
        return f"{number.what} {number.min}"
    if number.max is None:
        return f"{number.what} >={number.min}"
    if number.min is None:
        return f"{number.what} <={number.max}"
    return f"{number.what} {number.min}-{number.max}"


def _names(reading: Reading, known: dict[str, Actor], parties: tuple[Party, ...]) -> list[str]:
    return [_voucher(reading, known, p.actor, p.span) for p in parties]


def _values(known: dict[str, Actor], parties: tuple[Party, ...], field: str) -> list[str]:
    return [getattr(known.get(p.actor or "", p), field) or "" for p in parties]


def _voucher(reading: Reading, known: dict[str, Actor], actor: str | None, span: Span) -> str:
    found = known.get(actor or "")
    return found.name if found else reading.report.text[slice(*span)]


def find_table(name: str) -> Table:
    """The table of a name. Raises InputError with the names that there are."""
    if name not in TABLES:
        raise InputError(f"There is no table {name!r}.", f"There are: {', '.join(TABLES)}.")
    return TABLES[name]


def _missing(package: str) -> InputError:
    return InputError(f"{package} is not installed.", f"Install it: pip install {package}")
