"""Readings as tables: every row and column is there, in data frames of each make."""

import pandas
import polars
import pyarrow
import pytest

import lagebild
from lagebild.export import tables
from lagebild.model import InputError, Number, Reading

TEXT = (
    "Minsk (AFP) - Der Kreml dementierte am Montag einen Bericht. Bei einem Angriff auf Cherson starben mindestens "
    "drei Menschen, teilte die Polizei mit."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return lagebild.read(TEXT, published="2022-12-20", id="r1")


@pytest.mark.parametrize("table", tables.TABLES)
def test_rows_are_as_many_in_every_make_and_empty_tables_keep_their_columns(table: str, reading: Reading) -> None:
    names = [column.name for column in tables.TABLES[table].columns]
    rows = list(tables.TABLES[table].rows(reading))
    assert rows
    assert all(len(row) == len(names) for row in rows)
    for make in (tables.to_pandas, tables.to_polars):
        assert list(make([reading, reading], table).columns) == names
        assert len(make([reading, reading], table)) == 2 * len(rows)
        assert list(make([], table).columns) == names
    arrow = tables.to_arrow([reading], table)
    assert arrow.schema.names == names
    assert arrow.num_rows == len(rows)
    assert arrow.schema.equals(tables.to_arrow([], table).schema)
    assert all(field.metadata[b"meaning"] for field in arrow.schema)


def test_kinds_of_columns_are_the_same_in_every_make(reading: Reading) -> None:
    arrow = tables.to_arrow([reading], "events").to_pylist()
    assert polars.DataFrame(tables.to_polars([reading], "events")).to_dicts() == arrow
    frame = tables.to_pandas([reading], "events")
    assert str(frame["geonames"].dtype) == "Int64"
    assert frame["hearsay"].dtype == pandas.BooleanDtype()
    assert tables.arrow_schema("events").field("actors").type == pyarrow.list_(pyarrow.string())


def test_offsets_lead_back_to_the_text_and_ids_to_the_other_tables(reading: Reading) -> None:
    events = tables.to_pandas([reading], "events")
    assert [TEXT[start:end] for start, end in zip(events["start"], events["end"], strict=True)] == list(
        events["trigger"]
    )
    quotations = tables.to_pandas([reading], "quotations")
    assert {q for row in events["quotations"] for q in row} <= set(quotations["quotation"])
    parties = tables.to_pandas([reading], "parties")
    assert set(parties["event"]) <= set(events["event"])
    actors = tables.to_pandas([reading], "actors")
    assert set(parties["actor"].dropna()) <= set(actors["actor"])


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(3, 3, "killed 3"), (3, None, "killed >=3"), (None, 5, "killed <=5"), (3, 5, "killed 3-5")],
)
def test_counts_keep_their_bounds(low: int | None, high: int | None, text: str) -> None:
    assert tables.count(Number(what="killed", min=low, max=high, span=(0, 1))) == text


def test_a_table_that_does_not_exist_names_those_that_do(reading: Reading) -> None:
    with pytest.raises(InputError, match=r"no table 'event'.* reports, quotations, events"):
        lagebild.to_pandas(reading, "event")
