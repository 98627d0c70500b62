"""Hostile and damaged inputs, one process each: python -m bench.hostile

Every input must be read or refused as expected, within 10 seconds of CPU time (of clock time, where a server is slow on
purpose) and 500 MB of memory, with everything that reading it takes but starting Python. Servers are on 127.0.0.1.
"""

import argparse
import base64
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from tests.fetch.site import Reply, Site, running
from tests.intake.archives import TEXT, docx, packed, page, pdf, record, sample, zipped

SECONDS, MEMORY = 10.0, 500_000_000
MB = 1 << 20


class Case(NamedTuple):
    """name of the input; make: its bytes, or what a server answers; reports: how many are read of it; said: a pattern
    of what is said about the rest, empty where nothing is."""

    name: str
    make: Callable[[], Any]
    reports: int
    said: str
    file: str = "in.bin"


def zeros(size: int, head: bytes = b"") -> bytes:
    """A gzip member that unpacks to `head` and `size` zeros, without making them."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin = engine.compress(head) + engine.flush(zlib.Z_FULL_FLUSH)
    block = engine.compress(bytes(MB)) + engine.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + begin + block * (size // MB) + engine.flush() + bytes(8)


def line(number: int) -> bytes:
    """A report as a line of JSON."""
    return json.dumps({"id": f"r{number}", "text": f"{TEXT} {number}."}).encode() + b"\n"


def html(body: str) -> bytes:
    """A page with an article and something hostile behind it."""
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    return f"<html><body><article><h1>Hafen</h1>{paragraphs}</article>{body}</body></html>".encode()


def nested(files: dict[str, bytes], depth: int) -> bytes:
    """Archives within archives."""
    data = zipped(files)
    for _ in range(depth):
        data = zipped({"innen.zip": data})
    return data


def linked() -> bytes:
    """A symbolic link in a ZIP archive."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("passwort.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


def overlapping(number: int) -> bytes:
    """A ZIP archive of which all files are the same bytes: each unpacks to 5 MB."""
    single = zipped({"a.txt": b"a" * 5_000_000})
    start = single.rfind(b"PK\x01\x02")
    stop = single.rfind(b"PK\x05\x06")
    entry = single[start:stop]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(entry) * number, start, 0)
    return single[:start] + entry * number + end


def encrypted() -> bytes:
    """A ZIP archive whose file is marked as encrypted."""
    data = bytearray(zipped({"a.txt": TEXT.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    return bytes(data)


def lying_size() -> bytes:
    """A ZIP archive whose directory says that its file unpacks to 10 bytes."""
    data = bytearray(zipped({"a.txt": b"Der Rat tagt. " * 3_000_000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        data[data.find(mark) + at : data.find(mark) + at + 4] = struct.pack("<L", 10)
    return bytes(data)


def damaged(parts: list[bytes], number: int) -> bytes:
    """Archive members of which one has other bytes in its middle."""
    broken = bytearray(parts[number])
    broken[40:80] = b"\xff" * 40
    return b"".join([*parts[:number], bytes(broken), *parts[number + 1 :]])


def records(number: int, packing: str = "gz") -> list[bytes]:
    """Records of a web archive."""
    return [packed(record(i), packing) if packing else record(i) for i in range(1, number + 1)]


def large_record() -> bytes:
    """A web archive with a record of 300 MB in its middle."""
    size = 300 * MB
    head = record(2, b"<html><p>", length=size).split(b"<html><p>")[0]
    return packed(record(1), "gz") + zeros(size, head) + packed(record(3), "gz")


LAUGHS = '<!DOCTYPE x [<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 50_000}">]>'
FOREIGN = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def attacked(entities: str, encoding: str = "utf-8", number: int = 1) -> bytes:
    """A NewsML document with entities."""
    xml = sample("newsml.xml").decode().removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    attack = xml.replace("beraten.", "beraten. " + "&l9;" * number)
    return f'<?xml version="1.0" encoding="{encoding}"?>{entities}{attack}'.encode(encoding)


def mail(levels: int) -> bytes:
    """A message of parts within parts."""
    head = b"From: a@blatt.example\nSubject: Hafen\nDate: Mon, 08 May 2023 10:00:00 +0200\nMIME-Version: 1.0\n"
    inner = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(levels))
    return head + inner + b"Content-Type: text/plain; charset=utf-8\n\n" + TEXT.encode()


def large_mail() -> bytes:
    """A message with an attachment of 40 MB."""
    attached = base64.encodebytes(random.Random(1).randbytes(30 * MB))
    return (
        b"From: a@blatt.example\nSubject: Hafen\nDate: Mon, 08 May 2023 10:00:00 +0200\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n"
        + TEXT.encode() + b"\n--b\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"
        + attached + b"\n--b--\n"
    )  # fmt: skip


def looped_pdf() -> bytes:
    """A PDF whose tree of pages leads back to itself."""
    return pdf(["Der Rat tagt."]).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def pdf_bomb() -> bytes:
    """A PDF whose page unpacks to 500 MB."""
    stream = zlib.compress(b" " * (500 * MB), 1)
    return pdf(["x"]).replace(b"<< /Length", b"<< /Filter /FlateDecode /Length", 1).replace(
        re.findall(rb"stream\n.*?\nendstream", pdf(["x"]), re.DOTALL)[0], b"stream\n" + stream + b"\nendstream"
    )  # fmt: skip


def mixed() -> bytes:
    """A page of which one half is in UTF-8 and one in windows-1252."""
    first, second = TEXT.split("\n\n")
    body = f"<html><body><article><h1>Hafen</h1><p>{first} Über Öl.</p>".encode()
    return body + f"<p>{second} Später.</p></article></body></html>".encode("cp1252")


def said_to_be(charset: str, encoding: str) -> bytes:
    """A page in another encoding than it says."""
    return page(1).decode().replace("<head>", f'<head><meta charset="{charset}">').encode(encoding)


CASES = (
    Case("gzip bomb of 10 GB", lambda: packed(line(1), "gz") + zeros(10_000 * MB), 1, "100 times its size"),
    Case("gzip bomb of 10,000 members", lambda: packed(line(1), "gz") + zeros(MB) * 10_000, 1, "100 times its size"),
    Case("bzip2 bomb", lambda: packed(b'{"text": "' + bytes(300 * MB), "bz2"), 0, "."),
    Case("xz bomb", lambda: packed(b'{"text": "' + bytes(300 * MB), "xz"), 0, "."),
    Case("zstandard bomb", lambda: packed(b'{"text": "' + bytes(300 * MB), "zst"), 0, "."),
    Case("ZIP bomb of five files", lambda: zipped({f"{n}.jsonl": b"a" * 60_000_000 for n in range(5)}), 0, "100 times"),
    Case("archives six deep in each other", lambda: nested({"a.txt": TEXT.encode()}, 6), 0, "more than 3 deep"),
    Case("ZIP archive of 100,001 files", lambda: zipped({f"{n}.txt": b"" for n in range(100_001)}), 0, "100,000 files"),
    Case("ZIP archive of 2,000 files that overlap", lambda: overlapping(2000), 0, "."),
    Case("line of JSON that does not end", lambda: packed(b'{"text": "' + b"Rat " * (20 * MB), "gz"), 0, "."),
    *(
        Case(f"file of a ZIP archive named {name}", lambda name=name: zipped({name: TEXT.encode()}), 1, "")
        for name in ("../../weg.txt", "/etc/weg.txt", "C:\\weg.txt", "a/../../weg.txt")
    ),
    Case("symbolic link in a ZIP archive", linked, 0, "symbolic link"),
    Case("encrypted ZIP archive", encrypted, 0, "."),
    Case("ZIP archive that lies about a size", lying_size, 0, "."),
    Case("ZIP archive without its end", lambda: zipped({"a.txt": TEXT.encode()})[:-30], 0, "no whole ZIP"),
    Case(
        "damaged gzip member", lambda: damaged([packed(line(n), "gz") for n in range(4)], 1), 3, "cannot be unpacked",
    ),
    Case("record of 300 MB", large_record, 2, "larger than 16 MB"),
    Case("page of 10 GB packed in its record", lambda: record(1, zeros(10_000 * MB), encoding="gzip"), 0, "16 MB"),
    Case("web archive of 10 GB zeros", lambda: packed(record(1), "gz") + zeros(10_000 * MB), 1, "."),
    Case("damaged record", lambda: damaged(records(5), 2), 4, "cannot be unpacked"),
    Case("rubbish between records", lambda: b"".join([*records(2), b"rubbish\r\n" * 9999, *records(2)]), 4, "bytes"),
    Case("web archive that is cut off", lambda: b"".join(records(5))[:-40], 4, "is damaged"),
    Case("record that says to be a terabyte long", lambda: record(1) + record(2, length=10**12), 1, "."),
    Case("record of -5 bytes, as it says", lambda: record(1) + record(2, length=-5) + record(3), 2, "passed over"),
    Case("record with a head of 20 MB", lambda: record(1) + record(2, host="a" * 20 * MB) + record(3), 2, "bytes"),
    Case("page of 9 MB", lambda: page(1, TEXT + "x" * 9_000_000), 0, "larger than 4 MB"),
    Case("page of 3.9 MB in one paragraph", lambda: page(1, TEXT + " Der Rat tagt." * 270_000), 1, ""),
    Case("50,000 nested elements", lambda: html("<div>" * 50_000), 1, ""),
    Case("table of 60,000 cells", lambda: html("<table>" + "<tr><td>x<td>y" * 30_000), 0, "60,000 tags"),
    Case("table of 40,000 cells", lambda: html("<table>" + "<tr><td>x<td>y" * 19_000), 1, ""),
    Case("500,000 entities in a paragraph", lambda: html("<p>" + "&quot;" * 500_000), 1, ""),
    Case("50,000 unclosed elements", lambda: html("<b><i>" * 25_000), 1, ""),
    Case("attribute of 600 KB", lambda: html("<a href='x" + "\"'" * 300_000), 1, ""),
    Case("300,000 brackets of JSON-LD", lambda: html("<script type='application/ld+json'>" + "[" * 300_000), 1, ""),
    Case(
        "50,000 nested objects of JSON-LD",
        lambda: html("<script type='application/ld+json'>" + '{"a":' * 50_000 + "1" + "}" * 50_000), 1, "",
    ),
    Case("comment of 3 MB", lambda: html("<!--" + "-" * 3_000_000), 1, ""),
    Case("59,000 angle brackets", lambda: html("<" * 59_000), 1, ""),
    Case("50,000 links", lambda: html("<a href='/x'>Rat</a> " * 25_000), 1, ""),
    Case("2,000 nested tables", lambda: html("<table><tr><td>" * 2_000), 1, ""),
    Case("10,000 nested lists", lambda: html("<ul><li>" * 10_000), 1, ""),
    Case("picture of 3 MB in the mark-up", lambda: html(f"<img src='data:image/png;base64,{'A' * 3_000_000}'>"), 1, ""),
    Case("entity bomb", lambda: attacked(LAUGHS), 0, "."),
    Case("entity bomb in UTF-16", lambda: attacked(LAUGHS, "utf-16"), 0, "."),
    Case("one large entity 50,000 times", lambda: attacked(QUADRATIC, number=50_000), 0, "."),
    Case("entity of a local file", lambda: attacked(OUTSIDE), 0, "."),
    Case("document type of a server", lambda: attacked(FOREIGN), 0, "."),
    Case("XML 200,000 deep", lambda: b"<mediawiki>" + b"<page>" * 200_000, 0, "."),
    Case(
        "Word document with an entity of a local file",
        lambda: zipped({"word/document.xml": f"{OUTSIDE}<x>&l9;</x>".encode(), "[Content_Types].xml": b""}), 0, "entit",
    ),
    Case("Word document of 300 MB in 1 MB", lambda: docx(["a" * (300 * MB)]), 0, "."),
    Case("wiki dump that breaks off", lambda: (w := sample("wiki.xml"))[: w.find(b"Diskussion:")], 1, "XML is damaged"),
    Case("UTF-8 said to be latin-1", lambda: said_to_be("iso-8859-1", "utf-8"), 1, ""),
    Case("windows-1252 said to be UTF-8", lambda: said_to_be("utf-8", "cp1252"), 1, ""),
    Case("windows-1252 said to be UTF-7", lambda: said_to_be("utf-7", "cp1252"), 1, ""),
    Case("UTF-16 said to be UTF-8", lambda: said_to_be("utf-8", "utf-16"), 1, ""),
    Case("two encodings on one page", mixed, 1, ""),
    Case("text with 100,000 NUL", lambda: TEXT.encode() + bytes(100_000), 0, "."),
    Case("PDF of chance", lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(300_000), 0, "."),
    Case("PDF whose pages lead back to themselves", looped_pdf, 0, "."),
    Case("PDF that unpacks to 500 MB", pdf_bomb, 0, "."),
    Case("message of 3,000 parts within parts", lambda: mail(3000), 0, ".", "in.eml"),
    Case("message with an attachment of 40 MB", large_mail, 1, "", "in.eml"),
    Case(
        "table with an open quotation mark", lambda: f'Titel;Text\nA;"{TEXT}"\nB;"'.encode() + b"x" * 9 * MB, 1, ".",
        "in.csv",
    ),
    Case("JSON 200,000 deep", lambda: line(1) + b'{"id": ' + b"[" * 200_000 + b"\n" + line(2), 2, ".", "in.jsonl"),
)  # fmt: skip


def answered(feed: Reply) -> dict[str, Reply]:
    """A site of a feed."""
    return {"/rss": feed}


def slow(head: bytes) -> Reply:
    """An answer that comes byte by byte, slower than anybody waits."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(60):
            with suppress(OSError):
                handler.wfile.write(b"x")
                handler.wfile.flush()
            time.sleep(0.5)

    return drip


def endless(handler: BaseHTTPRequestHandler) -> None:
    """An answer of chunks that do not end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    with suppress(OSError):
        for _ in range(2000):
            handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def many_headers(handler: BaseHTTPRequestHandler) -> None:
    """An answer of 50,000 headers."""
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 50_000 + b"\r\n")


def items(number: int) -> bytes:
    """A feed of many entries."""
    one = (
        "<item><title>Hafen {0}</title><link>http://127.0.0.1:9/{0}</link><description>Der Rat von Musterstadt tagt "
        "zum {0}. Mal.</description></item>"
    )
    return f"<rss><channel>{''.join(one.format(n) for n in range(number))}</channel></rss>".encode()


def led_to(target: str) -> dict[str, Reply]:
    """A site whose feed redirects."""
    return answered((302, {"Location": target}, b""))


BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"
RULES = b"Disallow: /*x*y*z$\n" * 350_000
SERVERS = (
    Case("feed that redirects for ever", lambda: led_to("/rss"), 0, "more than 5 times"),
    Case("feed that redirects to a private address", lambda: led_to("http://10.0.0.1/"), 0, "public"),
    Case("feed that redirects to a file", lambda: led_to("file:///etc/passwd"), 0, "no address"),
    Case("head that comes a byte at a time", lambda: answered(slow(BODY[:17])), 0, "did not answer"),
    Case("answer that comes a byte at a time", lambda: answered(slow(BODY)), 0, "did not answer"),
    Case(
        "answer that unpacks to 10 GB", lambda: answered((200, {"Content-Encoding": "gzip"}, zeros(10_000 * MB))), 0,
        "larger than",
    ),
    Case("answer without end", lambda: answered(endless), 0, "larger than"),
    Case("answer of 50,000 headers", lambda: answered(many_headers), 0, "cannot be fetched"),
    Case("feed with an entity bomb", lambda: answered((200, {}, (LAUGHS + "<rss>&l9;</rss>").encode())), 0, "."),
    Case("feed of 30,000 entries", lambda: answered((200, {}, items(30_000))), 100, ""),
    Case("robots.txt of 7 MB", lambda: {**answered((200, {}, items(1))), "/robots.txt": (200, {}, RULES)}, 1, ""),
)  # fmt: skip


class Unwaiting:
    """The machine's clock without sleep."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Nothing."""


def one(path: str) -> None:
    """In a process of its own: read a file or ask a feed, and print what came of it."""
    from lagebild.fetch import Feed, Fetcher, State, Watcher
    from lagebild.intake import read_source
    from lagebild.intake.how import How
    from lagebild.lang import load
    from lagebild.model import Report

    notes: list[str] = []
    if path.startswith("http"):
        watcher = Watcher(How(load()), Fetcher(hosts=frozenset((path.split("/")[2],))), Unwaiting())
        poll = watcher.poll(State(feed=Feed(url=path, full=False)))
        found, notes = list(poll.found), [poll.state.note] if poll.state.note else []
    else:
        found = list(read_source(Path(path), load()))
    reports = [item.id for item in found if isinstance(item, Report)]
    reasons = [item.reason for item in found if not isinstance(item, Report)]
    print(json.dumps({"reports": len(reports), "said": reasons + notes}))


def made(case: Case, path: Path) -> None:
    """Write an input in another process: a process begins with the memory of the one that starts it."""
    subprocess.run([sys.executable, "-m", "bench.hostile", "--make", case.name, "--one", str(path)], check=True)


def measured(case: Case, target: str, clocked: bool) -> tuple[bool, str]:
    """Run one input; whether it is as expected and within the limits, and a line about it."""
    started = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-m", "bench.hostile", "--one", target], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdout is not None
    out = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started if clocked else used.ru_utime + used.ru_stime
    memory = used.ru_maxrss * 1024
    found = json.loads(out) if out.strip() and not child.returncode else {"reports": -1, "said": ["it ended badly"]}
    said = " ".join(found["said"])
    as_expected = found["reports"] == case.reports and (
        re.search(case.said, said) is not None if case.said else not said
    )
    well = as_expected and seconds <= SECONDS and memory <= MEMORY
    line = f"{seconds:5.1f} s {memory / 1e6:4.0f} MB  {case.name}"
    return (
        well,
        line if well else f"{line}: {found['reports']} reports, {said[:150]!r}, expected {case.reports}, {case.said!r}",
    )


def main() -> None:
    """Print each input with what it took, and how many are survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--make", help=argparse.SUPPRESS)
    parser.add_argument("--only", default="", help="inputs whose name holds this")
    asked = parser.parse_args()
    if asked.make:
        Path(asked.one).write_bytes(next(case for case in CASES if case.name == asked.make).make())
        return
    if asked.one:
        one(asked.one)
        return
    outcomes = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        for case in CASES:
            if asked.only in case.name:
                path = folder / case.file
                made(case, path)
                outcomes.append(measured(case, str(path), clocked=False))
                beside = [found.name for found in (*Path(name).iterdir(), *folder.iterdir())]
                path.unlink()
                if sorted(beside) != sorted(["in", case.file]):
                    outcomes[-1] = (False, f"{outcomes[-1][1]}: wrote {beside}")
                print(outcomes[-1][1] if outcomes[-1][0] else f"FAILED {outcomes[-1][1]}", flush=True)
    for case in SERVERS:
        if asked.only in case.name:
            with running() as site:
                outcomes.append(served(case, site))
                print(outcomes[-1][1] if outcomes[-1][0] else f"FAILED {outcomes[-1][1]}", flush=True)
    print(
        f"{sum(well for well, _ in outcomes)} of {len(outcomes)} inputs survived within {SECONDS:g} s and 500 MB each"
    )


def served(case: Case, site: Site) -> tuple[bool, str]:
    """Run an input that a server gives."""
    site.answers |= case.make()
    return measured(case, site.url("/rss"), clocked="byte at a time" in case.name)


if __name__ == "__main__":
    main()
