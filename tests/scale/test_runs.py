"""Runs: the same output from one worker, two, Ray, and after whatever killed them."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from lagebild.lang import Language
from lagebild.model import InputError, MadeBy
from lagebild.pipeline import made_by, read
from lagebild.scale import (
    Done,
    Failed,
    Output,
    link_window,
    links_of,
    list_shards,
    open_corpus,
    open_output,
    run_local,
    run_ray,
    sql,
    windows,
)
from lagebild.scale.work import TooSlow, within, work
from tests.scale.conftest import digests

PROGRAM = [sys.executable, "-c", "from lagebild.cli.main import main; main()"]


@pytest.fixture
def reader(german: Language) -> MadeBy:
    return made_by(german)


def undisturbed(corpus: Path, folder: Path, german: Language) -> dict[str, bytes]:
    output = open_output(folder, made_by(german))
    for shard in list_shards([str(corpus)], made_by(german), size=1500):
        assert isinstance(work(shard, output, german), Done)
    return digests(folder)


def test_a_corpus_holds_what_the_reader_reads_and_what_it_refused(
    corpus: Path, tmp_path: Path, german: Language
) -> None:
    undisturbed(corpus, tmp_path / "out", german)
    found = open_corpus(tmp_path / "out")
    readings = sorted(found.readings(), key=lambda reading: reading.report.id)
    assert len(readings) == 24
    assert all(reading == read(reading.report, german) for reading in readings[:5])
    names, rows = sql(found, "SELECT count(*) AS n, count(DISTINCT report) AS r FROM events")
    assert names == ["n", "r"]
    assert list(rows) == [(sum(len(r.events) for r in readings), sum(bool(r.events) for r in readings))]
    assert len(list(sql(found, "SELECT * FROM quarantine")[1])) == 1
    kept = list(found.readings(lambda published, outlet: outlet == "Bote"))
    assert len(kept) == 12


def test_two_processes_and_two_ray_workers_give_the_same_files(
    corpus: Path, tmp_path: Path, german: Language, reader: MadeBy
) -> None:
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'lagebild[scale]'")
    expected = undisturbed(corpus, tmp_path / "one", german)
    one = Output(folder=tmp_path / "one")
    linked = links_of(one)
    linked.folder.mkdir(parents=True)
    assert {type(link_window(window, linked, german)) for window in windows(one)} == {Done}
    shards = list_shards([str(corpus)], reader, size=1500)
    ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False, configure_logging=False)
    try:
        for name, run in (("two", run_local), ("ray", run_ray)):
            output = open_output(tmp_path / name, reader)
            assert {type(result) for result in run(shards, output, workers=2)} == {Done}
            assert digests(tmp_path / name) == expected
            links = links_of(output)
            links.folder.mkdir(parents=True)
            assert {type(result) for result in run(windows(output), links, workers=2, do=link_window)} == {Done}
            assert digests(links.folder) == digests(linked.folder)
    finally:
        ray.shutdown()


def test_a_shard_without_marker_or_with_a_lost_file_is_done_again(
    corpus: Path, tmp_path: Path, german: Language
) -> None:
    expected = undisturbed(corpus, tmp_path / "out", german)
    markers = sorted((tmp_path / "out" / "_done").iterdir())
    markers[0].unlink()
    markers[1].write_bytes(markers[1].read_bytes()[:20])
    (tmp_path / "out" / "events" / f"{markers[2].stem}.parquet").unlink()
    damaged = tmp_path / "out" / "readings" / f"{markers[3].stem}.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-9] + b"\0" * 9)
    assert undisturbed(corpus, tmp_path / "out", german) == expected


@pytest.mark.parametrize("moment", [1, 3])
def test_a_driver_that_is_killed_is_resumed_to_the_same_output(
    moment: int, corpus: Path, tmp_path: Path, german: Language
) -> None:
    out = tmp_path / "out"
    script = (
        "from pathlib import Path; from lagebild.lang import load; from lagebild.pipeline import made_by;"
        "from lagebild.scale import list_shards, open_output; from lagebild.scale.work import work; g = load('de');"
        f"o = open_output(Path({str(out)!r}), made_by(g));"
        f"[work(s, o, g) for s in list_shards([{str(corpus)!r}], made_by(g), size=1500)]"
    )
    process = subprocess.Popen([sys.executable, "-c", script])
    end = time.monotonic() + 60
    while time.monotonic() < end and len(list(out.glob("_done/*.json"))) < moment and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert len(list(out.glob("_done/*.json"))) >= moment
    with open_output(out, made_by(german)).alone():
        pass
    assert undisturbed(corpus, out, german) == undisturbed(corpus, tmp_path / "whole", german)


def test_a_worker_that_is_killed_is_replaced(corpus: Path, tmp_path: Path, german: Language, reader: MadeBy) -> None:
    expected = undisturbed(corpus, tmp_path / "one", german)
    output = open_output(tmp_path / "two", reader)
    with output.alone():
        results = run_local(list_shards([str(corpus)], reader, size=1500), output, workers=1)
        next(results)
        children = subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True).stdout.split()
        victims = [pid for pid in map(int, children) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        rest = list(results)
    assert victims
    assert not any(isinstance(result, Failed) for result in rest)
    assert digests(tmp_path / "two") == expected


def test_a_file_that_vanished_fails_its_shards_and_leaves_nothing(
    corpus: Path, tmp_path: Path, german: Language
) -> None:
    shards = list_shards([str(corpus)], made_by(german))
    corpus.unlink()
    output = open_output(tmp_path / "out", made_by(german))
    result = work(shards[0], output, german)
    assert isinstance(result, Failed)
    assert result.reason == "it is no longer there"
    assert not list((tmp_path / "out").rglob("*.parquet"))


def test_a_full_disk_fails_the_shard_and_publishes_nothing(
    corpus: Path, tmp_path: Path, german: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = open_output(tmp_path / "out", made_by(german))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    result = work(list_shards([str(corpus)], made_by(german))[0], output, german)
    assert isinstance(result, Failed)
    assert "No space left" in result.reason
    assert not output.done(result.key)
    assert not list((tmp_path / "out" / "_parts").iterdir())


def test_a_report_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TooSlow, match=r"longer than 0.05 s"), within(0.05):
        time.sleep(5)
    with within(5):
        pass


def test_results_of_two_readers_are_not_mixed_and_two_drivers_not_let_in(tmp_path: Path, reader: MadeBy) -> None:
    output = open_output(tmp_path / "out", reader)
    with pytest.raises(InputError, match="was filled by lagebild"):
        open_output(tmp_path / "out", MadeBy(lagebild="0", model="m", lexicons="l"))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="holds other files"):
        open_output(tmp_path / "other", reader)
    with output.alone(), pytest.raises(InputError, match="Another run writes"), Output(folder=tmp_path / "out").alone():
        pass


def test_a_query_reads_the_corpus_and_nothing_else(corpus: Path, tmp_path: Path, german: Language) -> None:
    undisturbed(corpus, tmp_path / "out", german)
    found = open_corpus(tmp_path / "out")
    for query in (
        f"SELECT * FROM read_csv('{corpus}')",
        f"COPY events TO '{tmp_path}/x.csv'",
        "SELECT nothing",
        "INSTALL httpfs",
    ):
        with pytest.raises(InputError, match="cannot be run"):
            list(sql(found, query)[1])
    with pytest.raises(InputError, match="holds no corpus"):
        open_corpus(tmp_path)


def test_the_commands_read_query_and_load_a_corpus(corpus: Path, tmp_path: Path) -> None:
    def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
        env = {**os.environ, "LAGEBILD_STORE": str(tmp_path / "s.db"), "PYTHONUTF8": "1"}
        return subprocess.run([*PROGRAM, "--lang", "en", *map(str, arguments)], capture_output=True, text=True, env=env)

    first = run("batch", corpus, "--out", tmp_path / "out", "--workers", 1)
    assert first.returncode == 0, first.stderr
    assert "24 reports" in first.stderr
    assert "1 refused" in first.stderr
    again = run("batch", corpus, "--out", tmp_path / "out")
    assert "1 of them done already" in again.stderr
    rows = json.loads(
        run(
            "sql", tmp_path / "out", "SELECT outlet, count(*) AS n FROM reports GROUP BY ALL ORDER BY 1", "--json"
        ).stdout
    )
    assert rows == [{"outlet": "Blatt", "n": 12}, {"outlet": "Bote", "n": 12}]
    first = run("link", tmp_path / "out", "--workers", 1)
    assert first.returncode == 0, first.stderr
    assert "1 windows, 0 of them linked already" in first.stderr
    assert "1 of them linked already" in run("link", tmp_path / "out").stderr
    told = json.loads(run("sql", tmp_path / "out", "SELECT count(*) AS n FROM ledger_mentions", "--json").stdout)
    assert told[0]["n"] > 0
    loaded = run("load", tmp_path / "out", "--outlet", "bote", "--since", "2023-05-10")
    assert loaded.returncode == 0, loaded.stderr
    assert len(run("reports", "--jsonl").stdout.splitlines()) == 8


def test_a_damaged_archive_or_table_fails_alone(tmp_path: Path, german: Language) -> None:
    reader = made_by(german)
    good, packed, table = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz", tmp_path / "c.parquet"
    good.write_text('{"id": "a", "text": "Der Minister trat zurück."}\n', "utf-8")
    packed.write_bytes(gzip.compress(good.read_bytes())[:-12])
    pyarrow.parquet.write_table(pyarrow.table({"id": ["c"], "text": ["Ja." * 2000]}), table)
    shards = list_shards([str(good), str(packed), str(table)], reader)
    table.write_bytes(table.read_bytes()[:40] + b"\0" * 40 + table.read_bytes()[80:])
    output = open_output(tmp_path / "out", reader)
    results = [work(shard, output, german) for shard in shards]
    assert isinstance(results[0], Done)
    # What could be read of an archive before it broke off is kept, and the break is in quarantine.
    assert isinstance(results[1], Done)
    assert results[1].refused
    assert isinstance(results[2], Failed)
    assert len(list((tmp_path / "out").rglob("readings/*.parquet"))) == 2


def test_a_record_of_300_mb_is_refused_and_not_held(tmp_path: Path, german: Language) -> None:
    path = tmp_path / "big.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "a", "text": "Der Minister trat zur\xc3\xbcck."}\n{"id": "big", "text": "')
        for _ in range(300):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"id": "b", "text": "Sie trat zur\xc3\xbcck."}\n')
    reader = made_by(german)
    script = (
        "import resource; from lagebild.lang import load; from lagebild.pipeline import made_by;"
        "from lagebild.scale import list_shards; from lagebild.scale.work import reports_of; g = load('de');"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        f"shards = list_shards([{str(path)!r}], made_by(g));"
        "found = [getattr(item, 'id', 'refused') for shard in shards for item in reports_of(shard, g)];"
        "print(*found, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert said[:-1] == ["a", "refused", "b"]
    assert int(said[-1]) < 250
    assert len(list_shards([str(path)], reader)) == 2


@pytest.mark.parametrize("error", [PermissionError("Forbidden"), RuntimeError("Unable to locate credentials")])
def test_missing_credentials_are_one_line(error: Exception, monkeypatch: pytest.MonkeyPatch, reader: MadeBy) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.find", refuse)
    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.isdir", lambda *_: True)
    with pytest.raises(InputError, match=r"memory://bucket/news cannot be read: .*Check the address and your cred"):
        list_shards(["memory://bucket/news"], reader)
