"""The data dictionary names every field of the published records."""

import re
from pathlib import Path

import msgspec
import pytest

from lagebild import model

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
}


@pytest.mark.parametrize("title", SECTIONS)
def test_dictionary_names_every_field_and_no_other(title: str) -> None:
    section = re.search(rf"^## {title}\b.*?\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert section is not None
    fields = {field.encode_name for field in msgspec.structs.fields(SECTIONS[title])}
    named = set(re.findall(r"`(\w+)`", section[1]))
    assert fields <= named, fields - named
    first_cells = "".join(re.findall(r"^\| ([^|]*) \|", section[1], re.M))
    assert set(re.findall(r"`(\w+)`", first_cells)) <= fields
