"""What was edited in INCEpTION comes back as corrections of a person; what does not fit is said."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

import lagebild
from lagebild.export.annotated import edits_of, load_cas, report_of, xmi_files
from lagebild.export.cas import cas_files
from lagebild.model import AmendmentKind, InputError, Reading

pytest.importorskip("cassis", reason="dkpro-cassis is not installed: pip install 'lagebild[annotate]'")
TEXT = (
    "Minsk (AFP) - Der Kreml dementierte am Montag einen Bericht \U0001f600. Bei einem Angriff auf Cherson starben "
    "mindestens drei Menschen, teilte die Polizei mit. Am Dienstag wurde der Hafen von Odessa zerstört."
)
EVENT, QUOTATION = "webanno.custom.Event", "webanno.custom.Quotation"


@pytest.fixture(scope="module")
def reading() -> Reading:
    found = lagebild.read(TEXT, published="2022-12-20", id="r1")
    assert len(found.events) >= 2
    assert found.quotations
    return found


@pytest.fixture(scope="module")
def files(reading: Reading) -> dict[str, bytes]:
    return dict(cas_files([reading]))


def edited(files: dict[str, bytes], change: Callable[[Any], None]) -> Any:
    """The file as it comes back after a person changed something in it."""
    cas = load_cas("a.xmi", files["report-000001.xmi"], files["TypeSystem.xml"])
    change(cas)
    return load_cas("a.xmi", cas.to_xmi().encode(), files["TypeSystem.xml"])


def event(cas: Any, ref: str) -> Any:
    return next(one for one in cas.select(EVENT) if one.ref == ref)


def test_an_untouched_file_says_nothing(files: dict[str, bytes], reading: Reading) -> None:
    cas = edited(files, lambda cas: None)
    assert report_of(cas) == "r1"
    assert edits_of(cas, reading) == edits_of(load_cas("a", files["report-000001.xmi"]), reading)
    assert edits_of(cas, reading).edits == ()
    assert edits_of(cas, reading).left == ()


def test_what_was_taken_out_was_misread(files: dict[str, bytes], reading: Reading) -> None:
    gone = reading.events[0].id
    (edit,) = edits_of(edited(files, lambda cas: cas.remove(event(cas, gone))), reading).edits
    assert (edit.kind, edit.item) == (AmendmentKind.WRONG, gone)


def test_what_was_changed_says_how_it_should_read(files: dict[str, bytes], reading: Reading) -> None:
    def change(cas: Any) -> None:
        event(cas, reading.events[0].id).status = "negated"
        next(iter(cas.select(QUOTATION))).stance = "asserts"

    edits = {edit.item: edit for edit in edits_of(edited(files, change), reading).edits}
    assert edits[reading.events[0].id].kind is AmendmentKind.WRONG
    assert edits[reading.events[0].id].text == f"status: {reading.events[0].status} -> negated"
    assert "-> asserts" in edits[reading.quotations[0].id].text


def test_other_borders_are_a_note_in_code_points(files: dict[str, bytes], reading: Reading) -> None:
    last = max(reading.events, key=lambda e: e.trigger)
    start, end = last.trigger
    assert start > TEXT.index("\U0001f600")

    def change(cas: Any) -> None:
        one = event(cas, last.id)
        cas.remove(one)
        one.end = one.end - 1
        cas.add(one)

    (edit,) = edits_of(edited(files, change), reading).edits
    assert (edit.kind, edit.text) == (AmendmentKind.NOTE, f"at: {start}-{end} -> {start}-{end - 1}")


def test_what_was_added_is_noted_beside_the_nearest(files: dict[str, bytes], reading: Reading) -> None:
    start = TEXT.index("Hafen")

    def change(cas: Any) -> None:
        cas.add(cas.typesystem.get_type(EVENT)(begin=start, end=start + 5, kind="ASSAULT"))

    (edit,) = edits_of(edited(files, change), reading).edits
    nearest = min(reading.events, key=lambda e: abs(e.trigger[0] - start))
    assert (edit.kind, edit.item) == (AmendmentKind.NOTE, nearest.id)
    assert edit.text == f'missed event "Hafen" at {start}-{start + 5} (kind ASSAULT)'


def test_what_cannot_be_a_correction_is_said(files: dict[str, bytes], reading: Reading) -> None:
    def change(cas: Any) -> None:
        cas.remove(next(iter(cas.select("webanno.custom.Place"))))

    found = edits_of(edited(files, change), reading)
    assert found.edits == ()
    assert "layer Place" in found.left[0]
    bare = lagebild.read("Es regnet in Minsk.", id="r3")
    cas = load_cas("b", dict(cas_files([bare]))["report-000001.xmi"])
    cas.add(cas.typesystem.get_type(EVENT)(begin=3, end=9))
    assert "nothing of its kind" in edits_of(cas, bare).left[0]


def test_another_text_and_what_is_no_xmi_are_refused(files: dict[str, bytes], reading: Reading) -> None:
    cas = load_cas("a", files["report-000001.xmi"])
    with pytest.raises(InputError, match="differs from that of the report r2 from character 0"):
        edits_of(cas, lagebild.read("Anders.", id="r2"))
    for data in (b"", b"no xml", b"<a/>", files["TypeSystem.xml"]):
        with pytest.raises(InputError, match=r"bad\.xmi is no UIMA CAS XMI file"):
            edits_of(load_cas("bad.xmi", data), reading)


def test_the_archive_of_inception_is_opened(files: dict[str, bytes]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("TypeSystem.xml", files["TypeSystem.xml"])
        archive.writestr("hafen.xmi", files["report-000001.xmi"])
    ((name, data, types),) = xmi_files("hafen.zip", packed.getvalue())
    assert (name, data, types) == ("hafen.xmi", files["report-000001.xmi"], files["TypeSystem.xml"])
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("TypeSystem.xml", files["TypeSystem.xml"])
    with pytest.raises(InputError, match="holds no XMI file"):
        list(xmi_files("leer.zip", empty.getvalue()))
