"""Archives made for tests: the same few invented reports in many formats."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

TEXT = (
    "Der Stadtrat von Musterstadt hat am Montag über den neuen Hafen beraten. Eine Entscheidung ist noch nicht "
    "gefallen, wie die Sprecherin mitteilte.\n\n"
    "Die Bürgermeisterin verteidigte die Pläne. Der Bau sei „ohne Alternative“."
)


def page(number: int, text: str = TEXT, lang: str = "de") -> bytes:
    """An HTML page with an article."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return (
        f'<!doctype html><html lang="{lang}"><head><title>Hafen {number}</title></head><body><article>'
        f"<h1>Hafen {number}</h1>{paragraphs}<p>Bericht Nummer {number}.</p></article></body></html>"
    ).encode()


def record(
    number: int,
    body: bytes | None = None,
    *,
    host: str = "blatt.example",
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    encoding: str = "",
    length: int | None = None,
) -> bytes:
    """A response record of a web archive."""
    extra = f"Content-Encoding: {encoding}\r\n" if encoding else ""
    payload = page(number) if body is None else body
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://{host}/hafen-{number}\r\n"
        f"WARC-Date: 2023-05-0{number % 9 + 1}T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def packed(data: bytes, kind: str) -> bytes:
    """Bytes packed with gz, bz2, xz or zst."""
    if kind == "zst":
        import zstandard

        return zstandard.ZstdCompressor().compress(data)
    return {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[kind](data)


def docx(paragraphs: Iterable[str]) -> bytes:
    """A Word document."""
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{inner}</w:body></w:document>"
    )
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def pdf(lines: Iterable[str]) -> bytes:
    """A PDF of one page."""
    drawn = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 50 700 Td 14 TL {drawn} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        b"/Encoding /WinAnsiEncoding >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(made))
    )


def sample(name: str) -> bytes:
    """A file of the folder `data`."""
    return (Path(__file__).parent / "data" / name).read_bytes()
