"""`lagebild watch` and `lagebild feed` through the real command."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fetch.site import running
from tests.intake.archives import page


def test_feeds_are_watched_and_listed(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    with running() as site:
        rss = f"<rss><channel><item><title>Hafen 1</title><link>{site.url('/1.html')}</link></item></channel></rss>"
        site.answers["/rss"] = (200, {"ETag": "1"}, rss.encode())
        site.answers["/1.html"] = (200, {}, page(1))
        assert (
            run("--store", store, "feed", "add", site.url("/rss"), "--name", "Blatt", "--every", "10m").returncode == 0
        )
        done = run("--store", store, "watch", "--once", "--allow-host", site.host)
        assert done.returncode == 0
        assert "Blatt: 1 neuer Bericht." in done.stderr
        assert "fehlt" not in run("--store", store, "watch", "--once", "--allow-host", site.host).stderr
        assert site.count("/1.html") == 1
        (listed,) = [json.loads(line) for line in run("--store", store, "feed", "list", "--jsonl").stdout.splitlines()]
        assert (listed["name"], listed["basis"], listed["total"], listed["errors"]) == ("Blatt", "44b", 1, 0)
        assert len(run("--store", store, "reports", "--jsonl").stdout.splitlines()) == 1
        assert run("--store", store, "feed", "remove", site.url("/rss")).returncode == 0
    assert "no feeds to watch" in run("--store", store, "watch").stderr


def test_a_private_address_is_refused_without_the_option(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    with running() as site:
        run("--store", store, "feed", "add", site.url("/rss"))
        done = run("--store", store, "watch", "--once")
        assert "--allow-host" in done.stderr
        assert site.asked == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("feeds: [", "is no YAML"), ("a: 1", "names no feeds"), ("feeds: [{url: 'ftp://x'}]", "no address"),
        ("feeds: [{url: 'https://blatt.example', farbe: rot}]", "feed 1"),
        ("feeds: [{url: 'https://blatt.example', every: bald}]", "no interval"),
    ],
)  # fmt: skip
def test_a_list_of_feeds_that_is_wrong_says_where(run: Run, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("--store", tmp_path / "s.db", "watch", path)
    assert (done.returncode, said in done.stderr) == (1, True)
    assert done.stderr.count("\n") == 1


def test_reports_of_a_feed_go_after_the_days_that_were_said(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    with running() as site:
        rss = f"<rss><channel><item><title>Hafen 1</title><link>{site.url('/1.html')}</link></item></channel></rss>"
        site.answers["/rss"] = (200, {}, rss.encode())
        site.answers["/1.html"] = (200, {}, page(1))
        run("--store", store, "feed", "add", site.url("/rss"), "--keep", "30")
        run("--store", store, "watch", "--once", "--allow-host", site.host)
        with sqlite3.connect(store) as direct:
            assert direct.execute("SELECT count(*) FROM reports").fetchone() == (1,)
            direct.execute("UPDATE reports SET added = '2020-01-01T00:00:00Z'")
            body = json.loads(direct.execute("SELECT body FROM feeds").fetchone()[0])
            direct.execute("UPDATE feeds SET body = ?", (json.dumps({**body, "next": 0.0}),))
        direct.close()
        run("--store", store, "watch", "--once", "--allow-host", site.host)
    assert run("--store", store, "reports", "--jsonl").stdout == ""
