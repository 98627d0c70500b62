"""Every format, opened by a reader of that format, holds every record that it promises to hold."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pandas
import pytest
from msgspec.structs import replace

import lagebild
from lagebild.export import gdelt
from lagebild.export.formats import FORMATS
from lagebild.export.tables import TABLES
from lagebild.model import (
    EventType,
    Holder,
    LedgerActor,
    LedgerEvent,
    LedgerPlace,
    LedgerStatus,
    LedgerTime,
    MentionRef,
    Position,
    Reading,
    Report,
    Source,
    Stance,
    Status,
)
from lagebild.present import catalogue

HOSTILE = "A<b>&\"'\x07 \U0001f600\u2028"
TEXT = (
    f"Minsk (AFP) - Der Kreml dementierte am Montag einen Bericht {HOSTILE}. Bei einem Angriff auf Cherson starben "
    "mindestens\ndrei Menschen, teilte die Polizei mit. Russland will im Mai Soldaten nach Belarus entsenden."
)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    first = lagebild.read(TEXT, published="2022-12-20", id="r1", title=HOSTILE, outlet=HOSTILE)
    second = lagebild.read("Der Minister trat am 3. Mai 2023 zurück.", published="2023-05-04T10:00+02:00", id="r2")
    assert len(first.events) >= 3
    assert first.quotations
    assert second.events
    return [first, second]


@pytest.fixture(scope="module")
def events() -> list[LedgerEvent]:
    russia = LedgerActor(id="s:RUS", name=HOSTILE, country="RUS", alleged=True)
    ukraine = LedgerActor(id="s:UKR", name="Ukraine", country="UKR")
    positions = (
        Position(holder=Holder(name="Kiew"), stance=Stance.ACCUSES, report="r/1?", said="2023-06-06"),
        Position(holder=Holder(name="Moskau"), stance=Stance.DENIES, report="r2", withdrawn="2023-06-08"),
        Position(report="r3"),
    )
    dam = LedgerEvent(
        id="e1", type=EventType.ASSAULT, mode="explosives", status=LedgerStatus.CLAIMED, actors=(russia,),
        recipients=(ukraine,), time=LedgerTime(value="2023-06-06", begins="2023-06-06", ends="2023-06-06"),
        place=LedgerPlace(name="Nowa Kachowka", country="UKR", lat=46.75, lon=33.37), positions=positions,
        mentions=(MentionRef(report="r2", event="e1", trigger=(0, 3)),), last_seen="2023-06-07T10:00+02:00",
        sources=(Source(name="dpa"),), independent_sources=1, contested=True,
    )  # fmt: skip
    undated = LedgerEvent(id="e2", type=EventType.AID, status=LedgerStatus.ACTUAL, actors=(ukraine,), last_seen="2023")
    return [dam, undated, replace(dam, id="e3", contested=False)]


def stream(name: str, records: list[Any], **more: Any) -> bytes:
    words = {"words": catalogue("de"), "forms": {}} if "words" in FORMATS[name].needs else {}
    made: Iterator[bytes] = FORMATS[name].write(iter(records), **words, **more)
    return b"".join(made)


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_a_line_for_each_row(table: str, readings: list[Reading]) -> None:
    rows = [row for reading in readings for row in TABLES[table].rows(reading)]
    read = list(csv.reader(io.StringIO(stream("csv", readings, table=table).decode(), newline="")))
    assert read[0] == [column.name for column in TABLES[table].columns]
    assert len(read) == len(rows) + 1
    frame = pandas.read_csv(io.BytesIO(stream("csv", readings, table=table)))
    assert len(frame) == len(rows)


def test_parquet_opens_in_pandas_with_every_row(tmp_path: Path, readings: list[Reading]) -> None:
    rows = FORMATS["parquet"].write(iter(readings), tmp_path)
    for name, table in TABLES.items():
        frame = pandas.read_parquet(tmp_path / f"{name}.parquet")
        assert len(frame) == rows[name] == sum(len(list(table.rows(reading))) for reading in readings)
        assert list(frame.columns) == [column.name for column in table.columns]


def test_gdelt_has_its_columns_and_only_what_happened(tmp_path: Path, readings: list[Reading]) -> None:
    FORMATS["gdelt"].write(iter(readings), tmp_path)
    happened = [e for r in readings for e in r.events if e.status is Status.ACTUAL]
    events = pandas.read_csv(
        tmp_path / "lagebild.export.CSV", sep="\t", header=None, names=gdelt.EVENT_COLUMNS, quoting=3
    )
    mentions = pandas.read_csv(
        tmp_path / "lagebild.mentions.CSV", sep="\t", header=None, names=gdelt.MENTION_COLUMNS, quoting=3
    )
    assert len(gdelt.EVENT_COLUMNS) == 61
    assert len(gdelt.MENTION_COLUMNS) == 16
    assert len(events) == len(mentions) == len(happened) < sum(len(r.events) for r in readings)
    assert events["GLOBALEVENTID"].is_unique
    assert set(events["GLOBALEVENTID"]) == set(mentions["GLOBALEVENTID"])
    assert events["SQLDATE"].between(20220101, 20231231).all()
    starts = {gdelt.number_of(r, e): e.trigger[0] for r in readings for e in r.events}
    assert [starts[n] for n in mentions["GLOBALEVENTID"]] == list(mentions["ActionCharOffset"])


def test_geojson_has_a_feature_for_each_event_and_points_where_a_place_is_known(events: list[LedgerEvent]) -> None:
    from shapely.geometry import shape

    found = json.loads(stream("geojson", events))
    assert [feature["id"] for feature in found["features"]] == ["e1", "e2", "e3"]
    assert shape(found["features"][0]["geometry"]).coords[0] == (33.37, 46.75)
    assert found["features"][1]["geometry"] is None


@pytest.mark.parametrize(("name", "read"), [("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)])
def test_graphs_open_in_networkx_with_every_actor_and_event(
    name: str, read: Callable[[Path], Any], events: list[LedgerEvent], tmp_path: Path
) -> None:
    path = tmp_path / "graph"
    path.write_bytes(stream(name, events))
    graph = read(path)
    assert set(graph.nodes) == {"s:RUS", "s:UKR"}
    assert graph.is_directed()
    assert sorted(data["event"] for *_, data in graph.edges(data=True)) == ["e1", "e3"]
    assert {data["contested"] for *_, data in graph.edges(data=True)} == {True, False}


def test_timelines_show_every_dated_event_and_count_the_rest(events: list[LedgerEvent]) -> None:
    found = json.loads(stream("timeline", events))
    assert [slide["unique_id"] for slide in found["events"]] == ["e1", "e3"]
    assert found["events"][0]["start_date"] == {"year": 2023, "month": 6, "day": 6}
    assert "1" in found["title"]["text"]["text"]
    assert "<b>" not in found["events"][0]["text"]["headline"]


def test_ftm_entities_are_valid_and_complete(readings: list[Reading]) -> None:
    model = pytest.importorskip(
        "followthemoney", reason="followthemoney needs ICU to be built: pip install followthemoney"
    ).model
    found = [model.get_proxy(json.loads(line)) for line in stream("ftm", readings).splitlines()]
    for entity in found:
        entity.schema.validate(entity.to_dict())
    schemata = [entity.schema.name for entity in found]
    assert schemata.count("Article") == 2
    assert schemata.count("Event") == sum(len(r.events) for r in readings)
    assert schemata.count("Note") == sum(len(r.quotations) for r in readings)
    assert (
        len({entity.id for entity in found})
        == len(found)
        == 2 + sum(len(r.events) + len(r.quotations) + len(r.actors) for r in readings)
    )
    planned = [e for e in found if e.schema.name == "Event" and "planned" in e.first("name")]
    assert planned


def test_claims_are_json_ld_with_one_claim_for_each_position(events: list[LedgerEvent]) -> None:
    from pyld import jsonld

    document = json.loads(stream("claims", events))
    triples = jsonld.expand({**document, "@context": {"@vocab": "https://schema.org/"}})
    claims = [node for node in triples if "https://schema.org/Claim" in node["@type"]]
    assert len(claims) == sum(len(event.positions) for event in events)
    assert len({claim["@id"] for claim in claims}) == len(claims)
    assert "https://schema.org/author" not in claims[2]


def test_the_feed_lists_contested_events_newest_first(events: list[LedgerEvent]) -> None:
    import feedparser

    late = replace(events[0], id="e4", last_seen="2023-07")
    feed = feedparser.parse(stream("atom", [*events, late]))
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == ["urn:lagebild:event:e4", "urn:lagebild:event:e1"]
    assert [entry.updated for entry in feed.entries] == ["2023-07-01T00:00:00Z", "2023-06-07T10:00:00+02:00"]
    assert "Moskau" not in feed.entries[0].content[0].value


def test_tei_is_well_formed_and_its_ranges_lead_to_their_words(readings: list[Reading]) -> None:
    from lxml import etree

    tei = "{http://www.tei-c.org/ns/1.0}"
    files = dict(FORMATS["tei"].write(iter(readings)))
    assert len(files) == 2
    root = etree.fromstring(files["report-000001.xml"])
    text = root.findtext(f".//{tei}ab")
    assert len(text) == len(TEXT)
    spans = root.findall(f".//{tei}span")
    for span in spans:
        start, length = map(int, span.get("target").removeprefix("#string-range(text,").removesuffix(")").split(","))
        assert text[start : start + length] == span.text
    reading = readings[0]
    assert len(spans) == len(reading.events) + len(reading.places) + len(reading.times) + sum(
        len(q.spans) for q in reading.quotations
    ) + sum(len(a.mentions) for a in reading.actors)


def test_xmi_opens_in_cassis_with_offsets_that_hold_behind_emoji(readings: list[Reading]) -> None:
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed: pip install 'lagebild[annotate]'")
    files = dict(FORMATS["xmi"].write(iter(readings)))
    types = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
    cas = cassis.load_cas_from_xmi(io.BytesIO(files["report-000001.xmi"]), typesystem=types)
    found = list(cas.select("webanno.custom.Event"))
    assert sorted((e.ref, e.get_covered_text(), e.status) for e in found) == sorted(
        (e.id, TEXT[slice(*e.trigger)], str(e.status)) for e in readings[0].events
    )
    assert len(list(cas.select("webanno.custom.Quotation"))) == sum(len(q.spans) for q in readings[0].quotations)


def test_brat_annotations_cover_the_words_that_they_name(readings: list[Reading]) -> None:
    files = dict(FORMATS["brat"].write(iter(readings)))
    assert set(files) == {"annotation.conf", "report-000001.txt", "report-000001.ann", "report-000002.txt",
                          "report-000002.ann"}  # fmt: skip
    text = files["report-000001.txt"].decode()
    lines = [line.split("\t") for line in files["report-000001.ann"].decode().split("\n") if line]
    bound = [line for line in lines if line[0].startswith("T")]
    for _, kind_and_offsets, words in bound:
        pieces = [tuple(map(int, piece.split())) for piece in kind_and_offsets.split(" ", 1)[1].split(";")]
        assert " ".join(text[start:end] for start, end in pieces) == words
        assert not any("\n" in text[start:end] for start, end in pieces)
    assert len({line[0] for line in lines}) == len(lines)
    assert sum(line[0].startswith("E") for line in lines) == len(readings[0].events)


def test_json_lines_come_back_as_the_same_readings() -> None:
    import msgspec

    readings = [lagebild.read_report(Report(id="a", text="Er trat zurück.")), lagebild.read("Ja.")]
    assert [msgspec.json.decode(line, type=Reading) for line in stream("jsonl", readings).splitlines()] == readings
