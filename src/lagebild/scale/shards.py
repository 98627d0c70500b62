"""What there is to do: the input cut into shards, each named by what it holds and by who will read it."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

from lagebild.model import InputError, MadeBy

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

SIZE: Final = 4_000_000
"""Bytes of JSON Lines in a shard."""
LINES: Final = (".jsonl", ".ndjson")
CHUNK: Final = 1 << 20


class Shard(Struct, frozen=True, kw_only=True):
    """A piece of the input: a range of bytes of a file of lines, a row group of a Parquet file, or a whole file.

    source: path or URL; kind: "lines", "rows" or "file"; first, last: bytes or row groups, last exclusive; key: digest
    of the content and of the reader, so that the same work has the same name wherever it is done.
    """

    key: str
    source: str
    kind: str
    first: int
    last: int


def list_shards(sources: Iterable[str], reader: MadeBy, size: int = SIZE) -> list[Shard]:
    """The shards of files, folders and URLs that fsspec knows, in the order of their names, doubles left out.

    Raises InputError where a source does not exist or its storage cannot be reached.
    """
    found: dict[str, Shard] = {}
    for source in sources:
        try:
            for shard in _shards(source, reader, size):
                found.setdefault(shard.key, shard)
        except FileNotFoundError as error:
            raise InputError(
                f"There is no {source}.", "Name files, a folder, or a URL such as s3://bucket/folder."
            ) from error
        except ImportError as error:
            raise InputError(f"{source} cannot be reached: {error}.", "Install what it names.") from error
        except InputError:
            raise
        except Exception as error:
            # Each storage has errors of its own for credentials that are missing or refused.
            said = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
            raise InputError(f"{source} cannot be read: {said}.", "Check the address and your credentials.") from error
    return list(found.values())


def filesystem(source: str) -> tuple["AbstractFileSystem", str]:
    """The file system of a path or URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise InputError("fsspec is not installed.", "Install it with: pip install 'lagebild[scale]'") from error
    system, path = url_to_fs(source)
    return system, path


def _shards(source: str, reader: MadeBy, size: int) -> Iterator[Shard]:
    system, root = filesystem(source)
    paths = sorted(system.find(root)) if system.isdir(root) else system.glob(root) if "*" in root else [root]
    if not paths:
        raise FileNotFoundError(source)
    for path in paths:
        if PurePosixPath(path).name.startswith((".", "_")):
            continue
        address = system.unstrip_protocol(path) if "://" in source else path
        suffix = PurePosixPath(path).suffix
        if suffix in LINES:
            yield from _line_shards(system, path, address, reader, size)
        elif suffix == ".parquet":
            yield from _row_shards(system, path, address, reader)
        else:
            with system.open(path, "rb") as file:
                digest, length = _digest(file, None)
            yield _shard(address, "file", 0, length, digest, reader)


def _line_shards(system: Any, path: str, address: str, reader: MadeBy, size: int) -> Iterator[Shard]:
    """Ranges of about `size` bytes that end with a line."""
    total = system.size(path)
    with system.open(path, "rb") as file:
        first = 0
        while first < total:
            file.seek(min(first + size, total))
            while file.tell() < total and not file.readline(CHUNK).endswith(b"\n"):
                pass
            last = file.tell()
            file.seek(first)
            digest, _ = _digest(file, last - first)
            yield _shard(address, "lines", first, last, digest, reader)
            first = last


def _row_shards(system: Any, path: str, address: str, reader: MadeBy) -> Iterator[Shard]:
    from pyarrow.parquet import ParquetFile

    with system.open(path, "rb") as file:
        whole, _ = _digest(file, None)
        file.seek(0)
        groups = ParquetFile(file).num_row_groups
    for n in range(groups):
        yield _shard(address, "rows", n, n + 1, sha256(f"{whole}:{n}".encode()).hexdigest(), reader)


def _digest(file: Any, length: int | None) -> tuple[str, int]:
    """sha256 of the next bytes of a file, and how many there were."""
    found, done = sha256(), 0
    while length is None or done < length:
        piece = file.read(CHUNK if length is None else min(CHUNK, length - done))
        if not piece:
            break
        found.update(piece)
        done += len(piece)
    return found.hexdigest(), done


def _shard(source: str, kind: str, first: int, last: int, digest: str, reader: MadeBy) -> Shard:
    key = sha256(digest.encode() + msgspec.json.encode(reader)).hexdigest()[:24]
    return Shard(key=key, source=source, kind=kind, first=first, last=last)
