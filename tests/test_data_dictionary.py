"""The data dictionary names every field of all records, and no other."""

import re
from pathlib import Path

import msgspec
import pytest

from lagebild import model
from lagebild.model import amendment, ledger, reading, report, text

PAGE = (Path(__file__).parent.parent / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
SECTIONS = {
    "Report": model.Report,
    "Made by": model.MadeBy,
    "Entity": model.Entity,
    "Time": model.Time,
    "Place": model.Place,
    "Actor": model.Actor,
    "Quotation": model.Quotation,
    "Event mention": model.EventMention,
    "Ledger event": model.LedgerEvent,
    "Position": model.Position,
    "Listed report": model.ListedReport,
    "Correction": model.Amendment,
    "Anchor": model.Anchor,
    "Rejected input": model.Rejected,
    "Analysis": model.Analysis,
    "Token": model.Token,
    "Sentence": model.Sentence,
    "Quoted stretch": model.Quoted,
    "Noun phrase": model.NounPhrase,
    "Clause": model.Clause,
    "Fields of a clause": model.Fields,
    "Argument": model.Argument,
}
INSIDE = {
    model.Capture: ("Report", "capture"),
    model.ChainLink: ("Quotation", "chain"),
    model.Party: ("Event mention", "actors"),
    model.Voucher: ("Event mention", "according_to"),
    model.EventTime: ("Event mention", "time"),
    model.EventPlace: ("Event mention", "place"),
    model.Number: ("Event mention", "numbers"),
    model.LedgerTime: ("Ledger event", "time"),
    model.LedgerPlace: ("Ledger event", "place"),
    model.LedgerActor: ("Ledger event", "actors"),
    model.LedgerNumber: ("Ledger event", "numbers"),
    model.MentionRef: ("Ledger event", "mentions"),
    model.Source: ("Ledger event", "sources"),
    model.Remark: ("Ledger event", "remarks"),
    model.Holder: ("Position", "holder"),
}
"""Records that stand in one field of another: section and field whose row names theirs."""
COMPOSED = {model.Reading, model.Mentions}
"""Records whose fields are the sections themselves."""


def _fields(record: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(record)}


def _section(title: str) -> str:
    found = re.search(rf"^## {title}\b.*?\n(.*?)(?=^#|\Z)", PAGE, re.M | re.S)
    assert found is not None, title
    return found[1]


def test_every_record_of_the_model_has_its_place_in_the_dictionary() -> None:
    records = {
        value
        for module in (report, reading, ledger, amendment, text)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == module.__name__
    }
    assert records == {*SECTIONS.values(), *INSIDE, *COMPOSED}


@pytest.mark.parametrize("title", SECTIONS)
def test_dictionary_names_every_field_and_no_other(title: str) -> None:
    section, fields = _section(title), _fields(SECTIONS[title])
    named = set(re.findall(r"`(\w+)`", section))
    assert fields <= named, fields - named
    first_cells = "".join(re.findall(r"^\| ([^|]*) \|", section, re.M))
    assert set(re.findall(r"`(\w+)`", first_cells)) <= fields


@pytest.mark.parametrize("record", INSIDE, ids=lambda record: record.__name__)
def test_the_row_of_a_field_names_what_stands_in_it(record: type[msgspec.Struct]) -> None:
    title, field = INSIDE[record]
    row = next(line for line in _section(title).splitlines() if re.match(rf"\| [^|]*`{field}`", line))
    assert _fields(record) <= set(re.findall(r"`(\w+)`", row))


def test_a_reading_is_made_of_the_sections() -> None:
    headed = set(re.findall(r"^## [^(\n]*\(`(\w+)`\)", PAGE, re.M))
    assert _fields(model.Reading) <= headed
