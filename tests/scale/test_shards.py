"""Shards: together they are the input, and their names say what they hold and who reads it."""

import gzip
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.lang import Language
from lagebild.model import InputError, MadeBy, Report
from lagebild.scale import list_shards
from lagebild.scale.work import reports_of

READER = MadeBy(lagebild="1", model="m", lexicons="l")


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=12)),
       st.booleans(), st.integers(1, 40))  # fmt: skip
def test_ranges_of_lines_are_the_whole_file_and_break_no_line(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], ends: bool, size: int
) -> None:
    path = tmp_path_factory.mktemp("s") / "a.jsonl"
    data = ("\n".join(lines) + ("\n" if ends else "")).encode()
    path.write_bytes(data)
    ranges = sorted((s.first, s.last) for s in _all(path, size))
    assert [first for first, _ in ranges] == [0, *(last for _, last in ranges)][: len(ranges)]
    assert (ranges[-1][1] if ranges else 0) == len(data)
    assert all(data[last - 1 : last] == b"\n" for _, last in ranges[:-1])


def _all(path: Path, size: int) -> list[object]:
    """All ranges, also those that hold the same bytes and so are done once only."""
    from lagebild.scale.shards import _shards

    return list(_shards(str(path), READER, size))


def test_the_reports_of_all_shards_are_those_of_the_file(corpus: Path, german: Language) -> None:
    whole, small = list_shards([str(corpus)], READER), list_shards([str(corpus)], READER, size=700)
    assert len(whole) == 1
    assert len(small) > 5
    found = [item for shard in small for item in reports_of(shard, german)]
    assert [r.id for r in found if isinstance(r, Report)] == [f"r{n}" for n in range(24)]
    assert sum(not isinstance(r, Report) for r in found) == 1


def test_keys_change_with_content_and_reader_and_not_with_the_path(corpus: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(corpus.read_bytes())
    assert [s.key for s in list_shards([str(corpus)], READER)] == [s.key for s in list_shards([str(copy)], READER)]
    assert len(list_shards([str(corpus), str(copy)], READER)) == 1
    newer = MadeBy(lagebild="2", model="m", lexicons="l")
    assert {s.key for s in list_shards([str(corpus)], newer)}.isdisjoint(
        s.key for s in list_shards([str(corpus)], READER)
    )
    copy.write_bytes(corpus.read_bytes().replace(b"Montag", b"Dienstag"))
    assert len(list_shards([str(corpus), str(copy)], READER)) == 2


def test_folders_patterns_urls_parquet_and_packed_files_are_taken(tmp_path: Path, german: Language) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Der Minister trat zurück.", "utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(b'{"id": "b", "text": "Er trat zur\xc3\xbcck."}\n'))
    table = pyarrow.table({"id": ["c", "d"], "text": ["Ja.", "Nein."], "published": ["2023-05-01", None]})
    pyarrow.parquet.write_table(table, folder / "c.parquet", row_group_size=1)
    shards = list_shards([f"file://{folder}"], READER)
    assert [s.kind for s in shards] == ["file", "file", "rows", "rows"]
    found = [item for shard in shards for item in reports_of(shard, german)]
    assert [r.id for r in found if isinstance(r, Report)][1:] == ["b", "c", "d"]
    assert len(list_shards([str(folder / "*.parquet")], READER)) == 2


@pytest.mark.parametrize(
    ("source", "said"),
    [("/nowhere/x.jsonl", "There is no"), ("/nowhere/*.gz", "There is no"), ("xyz://a/b", "cannot be")],
)
def test_what_is_not_there_is_told(source: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        list_shards([source], READER)
