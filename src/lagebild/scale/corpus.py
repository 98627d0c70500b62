"""A corpus that was read: queried with DuckDB, and loaded into a store."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lagebild.export.tables import TABLES
from lagebild.model import InputError, Reading
from lagebild.scale.linking import COLUMNS, ledger_files
from lagebild.scale.output import Output, read_about
from lagebild.scale.work import QUARANTINE, READINGS


class Corpus(Struct, frozen=True, kw_only=True):
    """The files of all shards that are done, by table; of the ledger those of the windows as they were linked last."""

    files: dict[str, tuple[Path, ...]]

    def readings(
        self, keep: Callable[[str | None, str | None], bool] = lambda published, outlet: True
    ) -> Iterator[Reading]:
        """Whole readings, shard by shard. keep: by day of publication and outlet, before a reading is decoded."""
        from pyarrow.parquet import ParquetFile

        for path in self.files[READINGS]:
            for batch in ParquetFile(path).iter_batches(batch_size=100):
                for row in batch.to_pylist():
                    if keep(row["published"], row["outlet"]):
                        yield msgspec.json.decode(row["body"], type=Reading)


def open_corpus(folder: Path) -> Corpus:
    """The corpus in a folder; shards that were not published do not count. Raises InputError for a folder that is none
    and for one in which nothing is done yet."""
    read_about(folder)
    output = Output(folder=folder)
    keys = [marker.key for marker in output.markers()]
    if not keys:
        raise InputError(f"Nothing is done yet in {folder}.", "Run lagebild batch first.")
    tables = (*TABLES, READINGS, QUARANTINE)
    files = {table: tuple(output.file(table, key) for key in keys) for table in tables}
    return Corpus(files=files | ledger_files(output))


def sql(corpus: Corpus, query: str) -> tuple[list[str], Iterator[Sequence[Any]]]:
    """Names of the columns and rows of a query. The tables are views: reports, quotations, events, parties, actors,
    times, places, quarantine; of a corpus that was linked also ledger, ledger_mentions, ledger_positions and copies.
    Raises InputError for a query that DuckDB refuses."""
    try:
        import duckdb
    except ImportError as error:
        raise InputError("DuckDB is not installed.", "Install it with: pip install 'lagebild[scale]'") from error
    database = duckdb.connect(":memory:")
    for table in (*TABLES, QUARANTINE, *COLUMNS):
        if table not in corpus.files:
            continue
        names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in corpus.files[table])
        database.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{names}])")
    # From here on a query reads the views and nothing else of the machine.
    folders = sorted({str(path.parent) for paths in corpus.files.values() for path in paths})
    database.execute(f"SET allowed_directories = {folders!r}")
    database.execute("SET enable_external_access = false")
    try:
        result = database.execute(query)
    except duckdb.Error as error:
        raise InputError(
            f"The query cannot be run: {str(error).splitlines()[0]}", "The tables: " + ", ".join(TABLES)
        ) from error
    names_of = [column[0] for column in result.description or ()]
    return names_of, _fetched(result)


def _fetched(result: Any) -> Iterator[Sequence[Any]]:
    while rows := result.fetchmany(1000):
        yield from rows
