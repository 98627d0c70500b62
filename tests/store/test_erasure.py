"""A request for erasure: nothing of a report stays, in no table, index, note, log, free page or restored backup."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text

from lagebild.fetch import Feed
from lagebild.fetch.schedule import State
from lagebild.lang import Language
from lagebild.lang.stems import plain, stem
from lagebild.model import AmendmentKind, MadeBy, Reading, Rejected
from lagebild.store import (
    Store,
    add_reading,
    add_readings,
    backup,
    check,
    judge,
    ledger,
    merge,
    open_store,
    quarantine,
    quarantined,
    relink,
    remove,
    restore,
    search,
    set_feed,
    settle_feeds,
)
from lagebild.store.handle import outside_transactions
from tests.factories import READER, make_actor, make_event, make_quotation, make_reading, make_report, make_state
from tests.store.conftest import Place, everything

WORDS = ("Xyquorbtal", "Wyzqmarbruch", "Qyxfelsand", "Vyzqlampel", "Jyxqhinweis", "Zyxquelle", "Kyxqtitel")
"""They stand in the one report only; no stem of another word begins like theirs."""


NEWER = MadeBy(lagebild="9", model="x", lexicons="y")


def told(
    id: str, who: str, where: str, title: str, made_by: MadeBy = READER, more: str = "", day: str = "2023-05-08"
) -> Reading:
    report = make_report(
        id, f"In {where} sagte {who} am Montag, der Damm sei gebrochen. {more}Das bestritt niemand.",
        title=title, source=f"/{id}/post.eml", url=f"https://blatt.example/{id}",
    )  # fmt: skip
    said = make_quotation(report, "der Damm sei gebrochen", holders=("a1",), targets=("e1",), chain=(who,))
    dam = make_event(report, "gebrochen", recipients=("a2",), day=day, place=where, country="DEU", quotations=("q1",))
    people = (make_actor("a1", who, country="DEU", sector="GOV"), make_state("a2", "Frankreich", "FRA"))
    return make_reading(report, actors=people, quotations=(said,), events=(dam,), made_by=made_by)


def filled(store: Store, german: Language) -> None:
    """A store in which one report has left traces everywhere."""
    quarantine(store, Rejected(source="/zyxquelle/post.eml", where=7, reason="Kaputt: Zyxquelle", sha256="x"))
    others = [told(f"r{n}", "Erika Muster", "Musterstadt", f"Lage {n}") for n in range(8)]
    list(add_readings(store, others[:4]))
    secret = [
        told("zyxquelle", "Olga Xyquorbtal", "Qyxfelsand", "Kyxqtitel", more="Wyzqmarbruch. ", day="2023-07-20"),
        told("zyxquelle", "Olga Xyquorbtal", "Vyzqlampel", "Kyxqtitel neu", day="2023-07-20"),
        told("zyxquelle", "Olga Xyquorbtal", "Vyzqlampel", "Kyxqtitel neu", NEWER, day="2023-07-20"),
    ]  # fmt: skip
    for reading in secret:
        add_reading(store, reading)
    relink(store, german)
    list(add_readings(store, others[4:]))
    quarantine(store, Rejected(source="andere.txt", reason="Fehler.", sha256="y"), report="zyxquelle")
    relink(store, german)
    ids = [event.id for event in ledger(store)]
    assert len(ids) > 1
    merge(store, ids[:2], "Muster", "Jyxqhinweis")
    judge(store, AmendmentKind.NOTE, "zyxquelle#e1", "Muster", "Jyxqhinweis auf Frau Xyquorbtal")
    relink(store, german)
    settle_feeds(store, [Feed(url="https://blatt.example/rss")])
    set_feed(store, State(feed=Feed(url="https://blatt.example/rss"), seen={"0f": "1a"}))


def traces(raw: bytes, words: Iterable[str] = WORDS) -> set[str]:
    """The words of which something stands in the bytes, as they are written or as they are searched for."""
    low = raw.lower()
    forms = {word: {word.lower(), plain(word), stem(plain(word)), plain(word)[1:9]} for word in words}
    return {word for word, ways in forms.items() if any(way.encode() in low for way in ways)}


def indexed(store: Store) -> bytes:
    """The words of SQLite's full-text index, which are not written out in its bytes."""
    if store.engine.dialect.name != "sqlite":
        return b""
    with outside_transactions(store) as connection:
        connection.execute(text("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, row)"))
        found = [str(term) for (term,) in connection.execute(text("SELECT term FROM temp.vocabulary"))]
        connection.execute(text("DROP TABLE temp.vocabulary"))
    return "\n".join(found).encode()


def files(where: str) -> bytes:
    """The bytes of the files of a PostgreSQL database; what SQLite's hold is part of `everything`."""
    if "://" not in where:
        return b""
    import psycopg

    with psycopg.connect(where.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        (number,) = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone() or (
            0,
        )
    folder = Path(where.partition("host=")[2]) / "data" / "base" / str(number)
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_nothing_stays_of_an_erased_report(place: Place, german: Language, tmp_path: Path) -> None:
    where = place()
    with open_store(where) as store:
        filled(store, german)
        assert traces(indexed(store) or everything(store)) > {"Xyquorbtal", "Vyzqlampel"}
        assert "://" not in where or traces(files(where)) >= {"Xyquorbtal", "Vyzqlampel"}
        backup(store, tmp_path / "alt.db")
        remove(store, "zyxquelle")
        assert traces(indexed(store)) == set()
        assert traces(files(where)) == set()
        assert [note.rejected.source for note in quarantined(store)] == []
        assert not search(store, "Xyquorbtal")
    for restored in (False, True):
        with open_store(where) as store:
            if restored:
                assert restore(store, tmp_path / "alt.db").erased == 1
            relink(store, german)
            assert [finding.what for finding in check(store) if finding.fatal] == []
            assert traces(indexed(store)) == set()
            assert traces(everything(store)) == set()
            assert traces(files(where)) == set()
            assert b"musterstadt" in everything(store).lower()
