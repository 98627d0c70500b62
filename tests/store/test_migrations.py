"""Stores of every released schema are brought up to date with all that is in them.

released/schema-N holds a store as that version wrote it, for either database: two reports, one of them in two versions,
with their ledger and a note in quarantine.
"""

import gzip
from pathlib import Path

import pytest
from sqlalchemy import text

from lagebild.lang import Language
from lagebild.store import add_reading, backup, check, counts, ledger, open_store, quarantined, restore, search
from lagebild.store.handle import get_meta, reading_from
from lagebild.store.links import needs_relink, relink
from lagebild.store.migrations import MIGRATIONS
from tests.factories import simple_reading
from tests.store.conftest import Place

RELEASED = Path(__file__).parent / "released"
SCHEMAS = sorted({path.name.partition(".")[0] for path in RELEASED.glob("schema-*")})


def put_back(schema: str, where: str) -> None:
    """Write a store as it was then."""
    if "://" not in where:
        Path(where).write_bytes(gzip.decompress((RELEASED / f"{schema}.db.gz").read_bytes()))
        return
    import psycopg

    statements = gzip.decompress((RELEASED / f"{schema}.sql.gz").read_bytes())
    with psycopg.connect(where.replace("+psycopg", "")) as connection:
        connection.execute(statements)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_store_of_a_released_version_is_brought_up_to_date(
    place: Place, schema: str, tmp_path: Path, german: Language
) -> None:
    where = place()
    put_back(schema, where)
    with open_store(where, create=False) as store:
        with reading_from(store) as connection:
            assert get_meta(connection, "schema") == str(len(MIGRATIONS))
        assert (counts(store)["reports"], counts(store)["versions"]) == (2, 3)
        assert len(list(quarantined(store))) == 1
        assert list(ledger(store))
        assert needs_relink(store)
        relink(store, german)
        with reading_from(store) as connection:
            assert connection.execute(text("SELECT count(*) FROM link_reports")).scalar() == 3
            assert connection.execute(text("SELECT count(*) FROM link_reports WHERE events IS NULL")).scalar() == 0
        assert [hit.report.id for hit in search(store, "Angriff Stadt")] == ["r1"]
        assert [hit.report.id for hit in search(store, "Haus")] == ["r2"]
        add_reading(store, simple_reading("r1", text="Die Waffenruhe hält."))
        assert not search(store, "Drohne")
        backup(store, tmp_path / "copy.db")
        restore(store, tmp_path / "copy.db")
        assert [finding.what for finding in check(store) if finding.fatal] == []
        assert search(store, "Ruhe")
