import io
import json
from pathlib import Path

import pytest

from lagebild.intake import Limits, read_source, read_sources
from lagebild.intake.sniff import Kind, kind_of
from lagebild.intake.sources import file_id
from lagebild.lang import Language
from lagebild.model import Rejected, Report

TEXT = "Der Rat hat am Montag in Brüssel über die Lage beraten. Eine Entscheidung ist nicht gefallen."
PAGE = f"<!doctype html><html><body><article><h1>Rat tagt</h1><p>{TEXT}</p></article></body></html>"


def split(items: list[Report | Rejected]) -> tuple[list[Report], list[Rejected]]:
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Rejected)]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_a_folder_is_read_in_order_and_bad_files_do_not_stop_it(german: Language, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "b/seite.html": PAGE, "b/seite-korrektur.html": PAGE, "a.txt": TEXT, "leer.txt": "",
        "c.jsonl": '{"id": "j1", "text": "Eins."}\n{"id":\n{"id": "j3", "text": "Drei."}\n',
        "bild.png": b"\x89PNG\r\n\x1a\n\x00", ".versteckt": TEXT, "README.md": "# Hinweise",
        "feed.xml": "<?xml?><rss/>",
    }  # fmt: skip
    reports, rejected = split(list(read_source(write(tmp_path, files), german)))
    assert [Path(r.capture.source).name for r in reports if r.capture] == [
        "a.txt", "c.jsonl", "c.jsonl", "seite.html", "seite-korrektur.html",
    ]  # fmt: skip
    assert {Path(r.source).name for r in rejected if r.skipped} == {"bild.png", ".versteckt", "README.md", "feed.xml"}
    assert {(Path(r.source).name, r.where) for r in rejected if not r.skipped} == {("leer.txt", None), ("c.jsonl", 2)}


def test_a_folder_without_reports_is_a_failure(german: Language, tmp_path: Path) -> None:
    found = list(read_source(write(tmp_path, {"README.md": "#"}), german))
    assert isinstance(found[-1], Rejected)
    assert found[-1].reason == "The folder holds no reports."
    assert not found[-1].skipped


@pytest.mark.parametrize("name", ["gibt-es-nicht.txt", "a\0b", "x" * 300])
def test_a_path_that_is_none_is_rejected(german: Language, name: str) -> None:
    (bad,) = read_source(name, german)
    assert isinstance(bad, Rejected)
    assert bad.remedy


def test_a_file_that_may_not_be_read_names_the_right(
    german: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, {"a.txt": TEXT}) / "a.txt"
    monkeypatch.setattr("builtins.open", refuse)
    (bad,) = read_source(path, german)
    assert isinstance(bad, Rejected)
    assert "chmod" in bad.remedy


def test_a_binary_file_that_is_named_itself_is_a_failure(german: Language, tmp_path: Path) -> None:
    path = write(tmp_path, {"a.txt": b"%PDF-1.7"}) / "a.txt"
    (bad,) = read_source(path, german)
    assert isinstance(bad, Rejected)
    assert "PDF" in bad.reason
    assert not bad.skipped


def test_a_report_of_five_megabytes_is_rejected(german: Language, tmp_path: Path) -> None:
    path = write(tmp_path, {"a.txt": TEXT.encode() * 50_000}) / "a.txt"
    (bad,) = read_source(path, german)
    assert isinstance(bad, Rejected)
    assert "2 MB" in bad.reason


def test_a_line_beyond_all_limits_is_rejected_and_the_next_is_read(german: Language) -> None:
    limits = Limits(report=100)
    long = b'{"text": "' + b"a" * 300_000 + b'"}\n'
    stream = io.BytesIO(b'{"text": "Eins."}\n' + long + b'{"text": "Zwei."}\n')
    found = list(read_source("-", german, stdin=stream, limits=limits))
    assert [type(item) for item in found] == [Report, Rejected, Report]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_lines_are_known_by_content_in_every_unicode_encoding(german: Language, encoding: str) -> None:
    data = '\n{"id": "1", "text": "Größe"}\n{"id": "2", "text": "Maß"}'.encode(encoding)
    reports, rejected = split(list(read_source("-", german, stdin=io.BytesIO(data))))
    assert not rejected
    assert [report.text for report in reports] == ["Größe", "Maß"]


def test_standard_input_is_read_by_line_while_it_is_still_open(german: Language) -> None:
    class Slow(io.RawIOBase):
        def __init__(self) -> None:
            self.lines = [b'{"text": "Eins."}\n', b'{"text": "Zwei."}\n']

        def readline(self, size: int | None = -1, /) -> bytes:
            assert self.lines, "read beyond what was asked for"
            return self.lines.pop(0)

    found = read_source("-", german, stdin=Slow())  # type: ignore[arg-type]
    first = next(found)
    assert isinstance(first, Report)
    assert first.text == "Eins."


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (PAGE.encode(), ".txt", Kind.HTML),
        (TEXT.encode(), ".html", Kind.TEXT),
        (b'{"id": 1, "text": "x"}', ".txt", Kind.JSONL),
        (b"{ein Einschub} Text", ".txt", Kind.TEXT),
        (b"<b>Wichtig</b> ist das.", "", Kind.TEXT),
        (b"<?xml version='1.0'?><rss></rss>", ".html", Kind.XML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html><p>x</p></html>", "", Kind.HTML),
        (bytes(range(256)), ".txt", Kind.BINARY),
        (TEXT.encode("utf-16-le"), "", Kind.TEXT),
        (b"", ".jsonl", Kind.JSONL),
        (b"", "", Kind.TEXT),
    ],
)
def test_the_kind_is_told_by_content_first(data: bytes, suffix: str, kind: Kind) -> None:
    assert kind_of(data, suffix) is kind


def test_the_id_of_a_file_is_its_name_or_says_where_it_lies() -> None:
    assert file_id(Path("/x/reports/2022-12-19-rundschau.txt")) == "2022-12-19-rundschau"
    assert file_id(Path("/x/reports/2022-12/001.txt")) == "reports/2022-12/001"
    assert file_id(Path("/x/reports/minsk.txt")) == "reports/minsk"


def test_a_changed_file_keeps_its_id(german: Language, tmp_path: Path) -> None:
    path = write(tmp_path, {"rat-tagt-heute.txt": TEXT}) / "rat-tagt-heute.txt"
    (before,) = read_source(path, german)
    path.write_text(TEXT + " Ende.", encoding="utf-8")
    (after,) = read_source(path, german)
    assert isinstance(before, Report)
    assert isinstance(after, Report)
    assert before.id == after.id
    assert before.capture != after.capture


def test_two_files_of_one_name_stay_two_reports_and_one_file_twice_stays_one(german: Language, tmp_path: Path) -> None:
    write(tmp_path, {"a/rat-tagt-heute.txt": TEXT, "b/rat-tagt-heute.txt": TEXT + " Ende."})
    reports, _ = split(list(read_sources([tmp_path, tmp_path / "a"], german)))
    one, two, again = (report.id for report in reports)
    assert one == again == "rat-tagt-heute"
    assert two.startswith("rat-tagt-heute~")


def test_every_rejected_input_says_what_to_do(german: Language) -> None:
    for data in (
        b"",
        b"\x00\x01\x02" * 99,
        b"<html><body></body></html>",
        b"<rss></rss>",
        b"[\n",
        json.dumps({}).encode(),
    ):
        (bad,) = read_source("-", german, stdin=io.BytesIO(data))
        assert isinstance(bad, Rejected)
        assert bad.reason.endswith(".")
        assert bad.remedy
        assert "\n" not in str(bad)
