"""JSON and JSON Lines of any records of the model, as the contract describes them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

# DEL, C1 controls and marks of direction are allowed in JSON, but a terminal may obey them; escaped they mean the same.
_HARMFUL = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf")


def encode(record: Any) -> bytes:
    """A record as one line of JSON (UTF-8, without the line feed)."""
    return _HARMFUL.sub(_escaped, msgspec.json.encode(record))


def json_lines(records: Iterable[Any]) -> Iterator[bytes]:
    """A line with line feed for each record."""
    return (encode(record) + b"\n" for record in records)


def json_array(records: Iterable[Any]) -> Iterator[bytes]:
    """One indented JSON array of all records, piece by piece."""
    opened = False
    for record in records:
        yield b",\n" if opened else b"[\n"
        yield _HARMFUL.sub(_escaped, msgspec.json.format(msgspec.json.encode(record), indent=2))
        opened = True
    yield b"\n]\n" if opened else b"[]\n"


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(found[0].decode("utf-8"))
