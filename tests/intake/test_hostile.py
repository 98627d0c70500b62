"""Hostile and damaged inputs: each ends within its limits, and what is whole beside them is read."""

import gzip
import io
import json
import os
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lagebild.intake import Limits, read_source
from lagebild.intake.sandbox import Sandbox
from lagebild.lang import Language
from lagebild.model import InputError, Rejected, Report
from tests.intake.archives import TEXT, docx, packed, page, record, sample, zipped

Read = Callable[..., tuple[list[Report], list[Rejected]]]


@pytest.fixture
def read(german: Language, tmp_path: Path) -> Iterator[Read]:
    """Reads bytes as a file of the name `name` and checks that nothing is written beside it."""
    folder = tmp_path / "in"
    folder.mkdir()

    def reading(data: bytes, name: str = "in.bin", limits: Limits = Limits()) -> tuple[list[Report], list[Rejected]]:  # noqa: B008
        path = folder / name
        path.write_bytes(data)
        found = list(read_source(path, german, limits=limits))
        return [i for i in found if isinstance(i, Report)], [i for i in found if isinstance(i, Rejected)]

    yield reading
    assert {path.name for path in tmp_path.iterdir()} == {"in"}
    assert len(list(folder.iterdir())) == 1


def bomb(size: int) -> bytes:
    """`size` zeros, packed with gzip, made without holding them."""
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    parts = [engine.compress(block) for _ in range(size >> 20)]
    return b"".join(parts) + engine.flush()


def lines(first: int, number: int) -> bytes:
    return "".join(
        json.dumps({"id": f"r{i}", "text": f"{TEXT} {i}."}) + "\n" for i in range(first, first + number)
    ).encode()


def test_a_gzip_bomb_is_given_up(read: Read) -> None:
    data = packed(lines(0, 1), "gz") + bomb(400_000_000)
    started = time.process_time()
    reports, rejected = read(data, "a.jsonl.gz")
    assert [report.id for report in reports] == ["r0"]
    assert "unpacks to more than 100 times its size" in rejected[-1].reason
    assert time.process_time() - started < 10


@pytest.mark.parametrize("kind", ["bz2", "xz", "zst"])
def test_a_bomb_in_another_packing_is_given_up(read: Read, kind: str) -> None:
    reports, rejected = read(packed(b'{"text": "' + bytes(150_000_000), kind))
    assert not reports
    assert len(rejected) == 1


def test_a_bomb_in_a_zip_is_given_up_once(read: Read) -> None:
    data = zipped({f"{i}.jsonl": b'{"text": "' + b"a" * 40_000_000 for i in range(5)})
    _, rejected = read(data)
    assert len([item for item in rejected if "100 times its size" in item.reason]) == 1


def test_a_line_without_end_in_a_zip_is_given_up_soon(read: Read) -> None:
    started = time.process_time()
    _, rejected = read(zipped({"a.jsonl": b"a" * 60_000_000}))
    assert "line is larger than" in rejected[0].reason
    assert time.process_time() - started < 5


def test_parts_within_parts_of_a_message_are_given_up(read: Read) -> None:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    reports, (refused,) = read(f"From: a@blatt.example\nSubject: Hafen\n{parts}\n{TEXT}".encode(), "a.eml")
    assert not reports
    assert "parts within parts" in refused.reason


def test_archives_too_deep_in_each_other_are_refused(read: Read) -> None:
    data = TEXT.encode()
    for _ in range(5):
        data = zipped({"innen.zip": data})
    _, (refused,) = read(data)
    assert "more than 3 deep" in refused.reason


def test_an_archive_of_too_many_files_is_refused(read: Read) -> None:
    _, (refused,) = read(zipped({f"{i}.txt": b"" for i in range(50)}), limits=Limits(members=40))
    assert "more than 40 files" in refused.reason


@pytest.mark.parametrize("name", ["../../weg.txt", "/etc/weg.txt", "C:\\weg.txt", "a/../../../weg.txt"])
def test_no_file_of_a_zip_gets_out_of_it(read: Read, name: str) -> None:
    (report,), _ = read(zipped({name: TEXT.encode()}))
    assert report.capture is not None
    assert ".." not in report.capture.source
    assert ".." not in report.id


def test_symbolic_links_in_a_zip_are_passed_over(read: Read) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("passwort.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    reports, (passed,) = read(made.getvalue())
    assert not reports
    assert passed.reason == "It is a symbolic link."


def test_a_damaged_file_of_a_zip_does_not_stop_the_others(read: Read) -> None:
    data = bytearray(zipped({"a.txt": TEXT.encode(), "b.txt": os.urandom(50) + TEXT.encode(), "c.txt": TEXT.encode()}))
    at = data.find(b"b.txt") + 10
    data[at : at + 30] = bytes(30)
    reports, rejected = read(bytes(data))
    assert [report.capture.source[-5:] for report in reports if report.capture] == ["a.txt", "c.txt"]
    assert "damaged: bytes" in rejected[0].reason
    assert "lagebild add" in rejected[0].remedy


def test_a_zip_without_its_end_says_so(read: Read) -> None:
    _, (refused,) = read(zipped({"a.txt": TEXT.encode()})[:-30])
    assert refused.reason == "It is no whole ZIP archive."


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_behind_a_damaged_member_reading_goes_on(read: Read, kind: str) -> None:
    members = [packed(lines(10 * i, 10), kind) for i in range(4)]
    broken = bytearray(members[1])
    broken[60:90] = b"\xff" * 30
    reports, rejected = read(members[0] + bytes(broken) + members[2] + members[3], f"a.jsonl.{kind}")
    ids = {report.id for report in reports}
    assert {f"r{i}" for i in (*range(10), *range(20, 40))} <= ids
    begin, end = len(members[0]), len(members[0]) + len(broken)
    assert f"bytes {begin:,} to {end:,} cannot be unpacked" in rejected[-1].reason


def test_a_packed_file_that_is_cut_off_gives_what_is_there(read: Read) -> None:
    reports, rejected = read(gzip.compress(lines(0, 400), 0)[:100_000], "a.jsonl.gz")
    assert len(reports) > 50
    assert "is damaged" in rejected[-1].reason


def warc(damage: Callable[[list[bytearray]], None], packing: str) -> tuple[bytes, list[bytearray]]:
    parts = [bytearray(packed(record(i), packing) if packing else record(i)) for i in range(1, 6)]
    damage(parts)
    return b"".join(parts), parts


def numbers(reports: list[Report]) -> list[int]:
    return [int(report.id[-1]) for report in reports]


def test_a_damaged_record_of_a_packed_web_archive_is_told_with_its_bytes(read: Read) -> None:
    def damage(parts: list[bytearray]) -> None:
        parts[2][40:80] = b"\xff" * 40

    data, parts = warc(damage, "gz")
    reports, (lost,) = read(data)
    assert numbers(reports) == [1, 2, 4, 5]
    begin = len(parts[0]) + len(parts[1])
    assert f"bytes {begin:,} to {begin + len(parts[2]):,} cannot be unpacked" in lost.reason


@pytest.mark.parametrize("packing", ["", "gz"])
def test_rubbish_between_records_is_jumped_over(read: Read, packing: str) -> None:
    def damage(parts: list[bytearray]) -> None:
        parts[2][:] = b"rubbish\r\n" * 40

    data, parts = warc(damage, packing)
    reports, (lost,) = read(data)
    assert numbers(reports) == [1, 2, 4, 5]
    begin = len(parts[0]) + len(parts[1])
    assert f"bytes {begin:,} to {begin + 360:,}" in lost.reason


@pytest.mark.parametrize("packing", ["", "gz"])
def test_a_web_archive_that_is_cut_off_loses_its_last_record_only(read: Read, packing: str) -> None:
    data, _ = warc(lambda parts: parts.__setitem__(4, parts[4][:-300] if not packing else parts[4][:-40]), packing)
    reports, rejected = read(data)
    assert numbers(reports) == [1, 2, 3, 4]
    assert "is damaged" in rejected[-1].reason


def test_a_record_of_three_hundred_megabytes_is_jumped_over(read: Read) -> None:
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    size = 300 << 20
    head = record(2, b"<html><p>", length=size).split(b"<html><p>")[0]
    parts = [engine.compress(head)] + [engine.compress(b" " * (1 << 20)) for _ in range(300)] + [engine.flush()]
    started = time.process_time()
    reports, rejected = read(packed(record(1), "gz") + b"".join(parts) + packed(record(3), "gz"))
    assert numbers(reports) == [1, 3]
    assert [item.reason for item in rejected] == ["The record is larger than 16 MB."]
    assert time.process_time() - started < 10


def test_a_page_that_unpacks_to_a_gigabyte_in_its_record_is_rejected(read: Read) -> None:
    reports, rejected = read(record(1) + record(2, bomb(1 << 30), encoding="gzip") + record(3))
    assert numbers(reports) == [1, 3]
    assert "larger than 16 MB" in rejected[0].reason


def test_a_web_archive_of_zeros_is_given_up(read: Read) -> None:
    started = time.process_time()
    reports, rejected = read(packed(record(1), "gz") + bomb(1 << 30) + packed(record(2), "gz"))
    assert numbers(reports) == [1, 2]
    assert rejected
    assert time.process_time() - started < 10


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "entities", [f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>', OUTSIDE, '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_xml_are_never_read(read: Read, entities: str, encoding: str) -> None:
    for name in ("newsml.xml", "wiki.xml"):
        xml = sample(name).decode().removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
        attack = f'<?xml version="1.0" encoding="{encoding}"?>{entities}{xml.replace("beraten.", "beraten. &l9;&e;")}'
        reports, rejected = read(attack.encode(encoding))
        assert not any("root:" in report.text or "haha" in report.text for report in reports)
        assert rejected or reports


def test_a_word_document_with_entities_is_refused(read: Read) -> None:
    files = {"word/document.xml": f'<?xml version="1.0"?>{OUTSIDE}<x>&e;</x>'.encode(), "[Content_Types].xml": b""}
    _, (refused,) = read(zipped(files))
    assert "entities" in refused.reason


def test_a_wiki_dump_that_breaks_off_gives_the_pages_before(read: Read) -> None:
    xml = sample("wiki.xml")
    reports, (broken,) = read(xml[: xml.find(b"Diskussion:")])
    assert len(reports) == 1
    assert "The XML is damaged" in broken.reason


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000 + TEXT,
        "<table>" + "<tr><td>x</td></tr>" * 20_000 + "</table>" + TEXT,
        "<p>" + "&quot;" * 500_000,
        "<b><i>" * 25_000,
        "<a href='x" + "\"'" * 300_000,
        "<script type='application/ld+json'>" + "[" * 300_000 + "</script>",
        "<script type='application/ld+json'>" + '{"a":' * 50_000 + "1" + "}" * 50_000 + "</script>",
        "<!--" + "-" * 3_000_000,
        "<" * 59_000,
    ],
)
def test_hostile_pages_end_in_time(read: Read, body: str) -> None:
    started = time.monotonic()
    reports, rejected = read(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert len(reports) + len(rejected) == 1
    assert time.monotonic() - started < 40


def test_a_page_of_nine_megabytes_is_refused(read: Read) -> None:
    _, (refused,) = read(page(1, TEXT + "x" * 9_000_000), "a.html")
    assert "larger than 4 MB" in refused.reason


@pytest.mark.parametrize(
    "attack", ["while True: pass", "x = [bytes(10**7) for _ in range(100)]", "import os; os._exit(3)"]
)
def test_what_takes_too_long_or_too_much_is_ended_and_the_next_is_read(attack: str) -> None:
    limits = "import lagebild.intake.sandbox as s, sys; s._limit(450_000_000); s._time(0.5)"
    program = f"{limits}; sys.stdin.buffer.read(16)\n{attack}"
    with Sandbox(Limits(seconds=0.5)) as sandbox:
        sandbox._child = subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        with pytest.raises(InputError, match="cannot be read within"):
            sandbox.run("page", page(1))
        sandbox._limits = Limits()
        assert b"Hafen 2" in sandbox.run("page", page(2))


def test_encodings_that_lie_are_seen_through(read: Read) -> None:
    said = page(1).replace(b"<head>", b'<head><meta charset="%s">')
    for charset, data in (
        (b"iso-8859-1", said.decode().encode("utf-8")),
        (b"utf-8", said.decode().encode("cp1252")),
        (b"utf-7", said.decode().encode("cp1252")),
        (b"base64", said.decode().encode("cp1252")),
        (b"utf-8", said.decode().encode("utf-16")),
    ):
        (report,), _ = read(data.replace(b"%s", charset) if b"%s" in data else data, "a.html")
        assert "„ohne Alternative“" in report.text


def test_a_broken_pdf_and_one_of_pictures_are_rejected(read: Read) -> None:
    for data in (b"%PDF-1.7\n" + os.urandom(3000), b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"):
        reports, (refused,) = read(data)
        assert not reports
        assert refused.remedy


def test_a_table_with_an_open_quotation_mark_ends(read: Read) -> None:
    rows = f'Titel;Text\nEins;"{TEXT}"\nZwei;"' + "x" * 9_000_000
    reports, rejected = read(rows.encode(), "a.csv")
    assert len(reports) == 1
    assert rejected


def test_a_word_document_larger_than_the_limit_is_refused(read: Read) -> None:
    data = docx(["Der Rat tagt. " * 100] * 100)
    _, (refused,) = read(data, limits=Limits(document=100_000))
    assert "larger than 0.1 MB" in refused.reason
