"""All formats by name: what each takes, what it makes, and for whom it is."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from lagebild.export.atom import atom_pieces
from lagebild.export.brat import brat_files
from lagebild.export.cas import cas_files
from lagebild.export.claims import claim_pieces
from lagebild.export.delimited import csv_lines
from lagebild.export.ftm import ftm_lines
from lagebild.export.gdelt import event_lines, mention_lines
from lagebild.export.geojson import geojson_pieces
from lagebild.export.graphs import gexf_pieces, graphml_pieces
from lagebild.export.jsonl import json_lines
from lagebild.export.parquet import write_parquet
from lagebild.export.polecat import polecat_lines
from lagebild.export.tei import tei_files
from lagebild.export.timeline import timeline_pieces
from lagebild.model import Reading

Source = Literal["readings", "ledger"]
Shape = Literal["stream", "files", "folder"]


class Format(NamedTuple):
    """A format of export.

    source: made of readings or of linked events; shape: one stream of bytes, many named files, or a folder that the
    function fills itself. needs: names of further arguments of the function ("words", "forms", "table").
    """

    source: Source
    shape: Shape
    write: Callable[..., Any]
    suffix: str
    meaning: str
    needs: tuple[str, ...] = ()


def gdelt_files(readings: Iterable[Reading], folder: Path) -> None:
    """Both tables of GDELT in a folder; the readings are gone through once."""
    events, mentions = folder / "lagebild.export.CSV", folder / "lagebild.mentions.CSV"
    with events.open("wb") as first, mentions.open("wb") as second:
        for reading in readings:
            first.writelines(event_lines((reading,)))
            second.writelines(mention_lines((reading,)))


WORDS: Final = ("words", "forms")
FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "jsonl": Format("readings", "stream", json_lines, ".jsonl", "whole readings, one JSON object a line"),
        "ledger": Format("ledger", "stream", json_lines, ".jsonl", "linked events, one JSON object a line"),
        "csv": Format("readings", "stream", csv_lines, ".csv", "one table (--table) for spreadsheets", ("table",)),
        "parquet": Format("readings", "folder", write_parquet, "", "all tables for pandas, R, DuckDB"),
        "polecat": Format(
            "readings", "stream", polecat_lines, ".tsv", "the 40 columns of POLECAT, and ours behind them"
        ),
        "gdelt": Format("readings", "folder", gdelt_files, "", "events and mentions in the columns of GDELT 2.0"),
        "geojson": Format("ledger", "stream", geojson_pieces, ".geojson", "linked events for QGIS and web maps"),
        "gexf": Format("ledger", "stream", gexf_pieces, ".gexf", "who acts on whom, for Gephi"),
        "graphml": Format("ledger", "stream", graphml_pieces, ".graphml", "who acts on whom, for yEd and networkx"),
        "timeline": Format("ledger", "stream", timeline_pieces, ".json", "linked events for TimelineJS", WORDS),
        "ftm": Format("readings", "stream", ftm_lines, ".ftm.json", "entities of FollowTheMoney, for Aleph (lossy)"),
        "claims": Format(
            "ledger", "stream", claim_pieces, ".jsonld", "positions as schema.org Claim in JSON-LD", WORDS
        ),
        "atom": Format("ledger", "stream", atom_pieces, ".atom", "a feed of contested events", WORDS),
        "tei": Format("readings", "files", tei_files, "", "TEI P5 with stand-off annotation"),
        "xmi": Format("readings", "files", cas_files, "", "UIMA CAS for annotation in INCEpTION"),
        "brat": Format("readings", "files", brat_files, "", "brat standoff"),
    }
)
