"""Backups: a copy of everything in an SQLite file, taken while others read and write, and put back in one step."""

import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select

from lagebild.model import StoreError
from lagebild.store.doctor import check
from lagebild.store.handle import Store, open_store, reading_from, rebuild_search, writing_to
from lagebild.store.migrations import MIGRATIONS
from lagebild.store.queries import counts
from lagebild.store.removal import erased_since, remove
from lagebild.store.schema import ALL, erased, meta

BATCH = 200


class Restored(Struct, frozen=True, kw_only=True):
    """reports: that the store holds now; erased: of those in the backup that were removed since, and again now."""

    reports: int
    erased: int


def backup(store: Store, path: Path) -> int:
    """Copy a store as it is at one moment into a new file, whatever database it is in; returns the reports in it.

    The file appears when it is whole and checked. Raises StoreError where it exists already or cannot be written.
    """
    if path.exists():
        raise StoreError(f"{path} exists already.", "Name a new file, or remove that one first.")
    part = path.with_name(path.name + ".part")
    try:
        _away(part)
        with open_store(part) as copy:
            with reading_from(store) as source, writing_to(copy) as target:
                _copy(source, target)
                rebuild_search(target, copy)
            number = _sound(copy, "The backup")
        os.replace(part, path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.", "Check the folder and its space.") from error
    finally:
        _away(part)
    return number


def restore(store: Store, path: Path) -> Restored:
    """Put a backup in the place of all that a store holds, in one transaction; others see the old state until then.

    What was removed from this store after the backup was made is removed from what comes back. Raises StoreError for a
    file that is no sound backup; then nothing changes.
    """
    if not path.is_file():
        raise StoreError(f"There is no backup {path}.", "Make one with: lagebild backup FILE")
    with open_store(path, create=False) as copy:
        _sound(copy, f"The backup {path}")
        with reading_from(copy) as source, writing_to(store) as target:
            known = [dict(row._mapping) for row in target.execute(select(erased))]
            for table in reversed(ALL):
                target.execute(delete(table))
            _copy(source, target)
            target.execute(delete(erased).where(erased.c.digest.in_([row["digest"] for row in known])))
            if known:
                target.execute(insert(erased), known)
            rebuild_search(target, store)
    gone = erased_since(store)
    if gone:
        remove(store, *gone)
    return Restored(reports=_sound(store, "The restored store"), erased=len(gone))


def _copy(source: Connection, target: Connection) -> None:
    """All rows of all tables into empty ones; both have the newest schema, because both are open."""
    for table in ALL:
        if table is meta:
            target.execute(delete(meta))
        for rows in source.execute(select(table)).partitions(BATCH):
            target.execute(insert(table), [dict(row._mapping) for row in rows])
    if target.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar() != str(len(MIGRATIONS)):
        raise StoreError("The backup is of another version.", "Update with: pip install -U lagebild")


def _sound(store: Store, what: str) -> int:
    wrong = [finding for finding in check(store) if finding.fatal]
    if wrong:
        raise StoreError(f"{what} is not sound: {wrong[0].what}", "Use another backup.")
    return counts(store)["reports"]


def _away(part: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{part}{suffix}").unlink()
