"""A data set for publication: no text, every field explained, every checksum right."""

import hashlib
import json
import re
from pathlib import Path

import msgspec
import pytest

from lagebild.export.release import DATA, RECORDS, fields_of, write_release
from lagebild.model import (
    AmendmentKind,
    Capture,
    EventType,
    Holder,
    LedgerActor,
    LedgerEvent,
    LedgerStatus,
    ListedReport,
    MentionRef,
    Position,
    Remark,
    Stance,
)
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report

TEXT = "Einen geheimen Angriff auf das alte Werk am Fluss bestritt die Ministerin Erika Muster gestern mit Nachdruck."
REPORT = make_report("r1", TEXT, title="Ein ganz besonderer Titel über das Werk", outlet="Tagesblatt", source="x")
REPORT = msgspec.structs.replace(REPORT, capture=Capture(source="/home/x/1", sha256="ab" * 32))
READING = make_reading(
    REPORT,
    actors=(make_actor("a1", "Erika Muster"),),
    events=(make_event(REPORT, "Angriff", EventType.ASSAULT),),
    quotations=(make_quotation(REPORT, "Einen geheimen Angriff auf das alte Werk", holders=("a1",)),),
)
EVENT = LedgerEvent(
    id="e0",
    type=EventType.ASSAULT,
    status=LedgerStatus.CLAIMED,
    actors=(LedgerActor(id="person:erika muster", name="Erika Muster"),),
    mentions=(MentionRef(report="r1", event="e1", trigger=(15, 22)),),
    positions=(Position(holder=Holder(name="Erika Muster"), stance=Stance.DENIES, report="r1", quotation="q1"),),
    remarks=(Remark(id="c1", kind=AmendmentKind.NOTE, author="Frau Geheim", time="2023", text="vertraulich"),),
)
ABOUT = {
    "title": "Werk",
    "publisher": "Institut",
    "licence": None,
    "lagebild": "0.1.0",
    "made": "2023",
    "as_of": "2023",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data set of one report with one event."""
    write_release(tmp_path, lambda: (EVENT,), lambda: ((READING, True),), [ListedReport(id="r1", copy_of="r0")], ABOUT)
    return tmp_path


def test_no_words_of_a_report_and_none_of_people_go_out(folder: Path) -> None:
    everything = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    words = re.findall(r"\w+", f"{TEXT} {REPORT.title}")
    for at in range(len(words) - 2):
        assert " ".join(words[at : at + 3]) not in everything
    for secret in ("Frau Geheim", "vertraulich", "/home/x"):
        assert secret not in everything


def test_every_passage_can_be_found_again_by_digest_and_offsets(folder: Path) -> None:
    (source,) = map(json.loads, (folder / "sources.jsonl").read_text().splitlines())
    (quotation,) = map(json.loads, (folder / "quotations.jsonl").read_text().splitlines())
    assert source["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert source["copy_of"] == "r0"
    assert TEXT[slice(*quotation["spans"][0])] == "Einen geheimen Angriff auf das alte Werk"
    (position,) = map(json.loads, (folder / "positions.jsonl").read_text().splitlines())
    assert (position["holder"], position["stance"], position["quotation"]) == ("Erika Muster", "denies", "q1")


def test_manifest_and_checksums_cover_all_files(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert {file["name"]: file["records"] for file in manifest["files"]} == {
        **dict.fromkeys(DATA, 1),
        "README.md": None,
    }
    assert manifest["text"] == "none"


@pytest.mark.parametrize("name", DATA)
def test_the_page_names_every_field_of_a_file_and_no_other(folder: Path, name: str) -> None:
    page = (folder / "README.md").read_text(encoding="utf-8")
    section = page.split(f"### {name}\n")[1].split("###")[0]
    cells = "".join(re.findall(r"^\| ([^|]*) \|", section, re.M))
    assert set(re.findall(r"`(\w+)`", cells)) == set(fields_of(name))
    for line in (folder / name).read_bytes().splitlines():
        msgspec.json.decode(line, type=RECORDS[name])


def test_the_page_says_who_publishes_it_and_that_no_licence_is_named(folder: Path) -> None:
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert page.startswith("# Werk\n")
    assert "Published by: Institut. Licence of this data set: not named." in page
    assert "GeoNames" in page
    assert not re.search(r"\{\w+\}", page)
