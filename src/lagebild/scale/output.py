"""Where the results lie: a folder a table, a file a shard, and a marker for each shard that is done."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import uuid4

import msgspec
from msgspec import Struct

from lagebild.model import InputError, MadeBy

LAYOUT: Final = 1
"""Counted up when the files of an output folder change their meaning."""
ABOUT, DONE, PARTS, LOCK = "_about.json", "_done", "_parts", "_lock"


class About(Struct, frozen=True, kw_only=True):
    """What an output folder says of itself."""

    layout: int
    made_by: MadeBy


class Marker(Struct, frozen=True, kw_only=True):
    """A shard that is done: rows of each table, reports refused, and the digest of each file."""

    key: str
    source: str
    rows: dict[str, int]
    refused: int
    sha256: dict[str, str]


class Output(Struct, frozen=True, kw_only=True):
    """An output folder."""

    folder: Path

    def done(self, key: str) -> bool:
        """Is a shard done, and are its files there as they were published?"""
        marker = self.marker(key)
        return marker is not None and all(
            self.file(table, key).is_file() and digest_of(self.file(table, key)) == digest
            for table, digest in marker.sha256.items()
        )

    def marker(self, key: str) -> Marker | None:
        """The marker of a shard."""
        try:
            return msgspec.json.decode((self.folder / DONE / f"{key}.json").read_bytes(), type=Marker)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None

    def markers(self) -> Iterator[Marker]:
        """The markers of all shards that are done, by key."""
        for path in sorted((self.folder / DONE).glob("*.json")):
            if (marker := self.marker(path.stem)) is not None:
                yield marker

    def file(self, table: str, key: str) -> Path:
        """Where a table of a shard lies."""
        return self.folder / table / f"{key}.parquet"

    @contextmanager
    def part(self, key: str) -> Iterator[Path]:
        """A folder of one's own to write a shard into; gone afterwards."""
        part = self.folder / PARTS / f"{key}.{uuid4().hex}"
        part.mkdir(parents=True)
        try:
            yield part
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def publish(self, part: Path, marker: Marker) -> None:
        """Put the files of a part in their place and then the marker: without it they do not count."""
        for table in marker.sha256:
            path = self.file(table, marker.key)
            path.parent.mkdir(exist_ok=True)
            os.replace(part / f"{table}.parquet", path)
        sealed = part / "marker"
        with sealed.open("wb") as file:
            file.write(msgspec.json.encode(marker))
            file.flush()
            os.fsync(file.fileno())
        (self.folder / DONE).mkdir(exist_ok=True)
        os.replace(sealed, self.folder / DONE / f"{marker.key}.json")

    def withdraw(self, marker: Marker) -> None:
        """Take out what was published, its marker first."""
        (self.folder / DONE / f"{marker.key}.json").unlink(missing_ok=True)
        for table in marker.sha256:
            self.file(table, marker.key).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder against a second driver. Raises InputError where there is one."""
        with (self.folder / LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise InputError(
                    f"Another run writes into {self.folder}.", "Wait for it, or name another folder."
                ) from error
            shutil.rmtree(self.folder / PARTS, ignore_errors=True)
            try:
                yield
            finally:
                shutil.rmtree(self.folder / PARTS, ignore_errors=True)


def open_output(folder: Path, made_by: MadeBy) -> Output:
    """The output folder, made where it is missing.

    Raises InputError for a folder with other files, and for one that another version, model or lexicon has filled.
    """
    about = About(layout=LAYOUT, made_by=made_by)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = read_about(folder) if (folder / ABOUT).exists() else None
        if there is None:
            if any(path.name != LOCK for path in folder.iterdir()):
                raise InputError(f"{folder} holds other files.", "Name a new or empty folder.")
            (folder / f"{ABOUT}.part").write_bytes(msgspec.json.encode(about))
            os.replace(folder / f"{ABOUT}.part", folder / ABOUT)
        elif there != about:
            raise InputError(
                f"{folder} was filled by lagebild {there.made_by.lagebild}, {there.made_by.model}, or other lexicons.",
                "Name another folder; results of two readers are not mixed.",
            )
    except OSError as error:
        raise InputError(
            f"{folder} cannot be used: {error.strerror}.", "Check the path, permissions and space."
        ) from error
    return Output(folder=folder)


def read_about(folder: Path) -> About:
    """What an output folder says of itself. Raises InputError for a folder that is none."""
    try:
        return msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{folder} holds no corpus.", "Name the folder that lagebild batch filled.") from error


def digest_of(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as file:
        found = sha256()
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()
