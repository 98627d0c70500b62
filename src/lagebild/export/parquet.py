"""All tables of readings as Parquet files in a folder."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final

from lagebild.export.tables import TABLES, arrow_schema, to_arrow
from lagebild.model import InputError, Reading

BATCH: Final = 500
"""Readings that are held at once."""


def write_parquet(readings: Iterable[Reading], folder: Path) -> dict[str, int]:
    """Write one file a table ("events.parquet") into an existing folder; the rows of each. Needs pyarrow."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("pyarrow is not installed.", "Install it: pip install pyarrow") from error
    source = iter(readings)
    rows = dict.fromkeys(TABLES, 0)
    writers = {name: pyarrow.parquet.ParquetWriter(folder / f"{name}.parquet", arrow_schema(name)) for name in TABLES}
    try:
        while batch := list(islice(source, BATCH)):
            for name, writer in writers.items():
                table = to_arrow(batch, name)
                rows[name] += table.num_rows
                writer.write_table(table)
    finally:
        for writer in writers.values():
            writer.close()
    return rows
