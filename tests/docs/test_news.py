"""The pages on feeds, web archives and PostgreSQL: their commands work, against servers of the tests' own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres
from tests.docs.pages import ROOT, blocks, commands
from tests.fetch.site import running
from tests.intake.archives import packed, page, record

PROGRAM = [sys.executable, "-c", "from lagebild.cli.main import main; main()"]
HOW_TO = ROOT / "docs" / "how-to"


def run(name: str, folder: Path, change: dict[str, str], more: dict[str, list[str]], **env: str) -> dict[str, str]:
    """Run all commands of a page in a folder. change: addresses on the page -> those of the tests' servers; more: what
    a command of this name needs for them. Returns command -> what it printed."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LAGEBILD", "LC_", "LANG"))}
    printed = {}
    for block in blocks(HOW_TO / name, "sh"):
        for command in commands(block.text):
            words = [change.get(word, word) for word in command]
            words += next((extra for key, extra in more.items() if key in command), [])
            done = subprocess.run(
                [*PROGRAM, *words], cwd=folder, env={**plain, "LANG": "de_DE.UTF-8", "PYTHONUTF8": "1", **env},
                capture_output=True, text=True, timeout=180,
            )  # fmt: skip
            assert done.returncode == 0, (command, done.stderr)
            printed[" ".join(command)] = done.stdout + done.stderr
    return printed


def test_the_feeds_of_a_newsroom_are_watched(tmp_path: Path) -> None:
    with running() as site:
        rss = f"<rss><channel><item><title>Hafen 1</title><link>{site.url('/1.html')}</link></item></channel></rss>"
        site.answers |= {"/rss": (200, {}, rss.encode()), "/1.html": (200, {}, page(1))}
        (listed,) = blocks(HOW_TO / "watch-feeds.md", "yaml")
        assert listed.title == "feeds.yaml"
        text = listed.text.replace("https://blatt.example/rss", site.url("/rss"))
        (tmp_path / listed.title).write_text(text, "utf-8")
        change = {"https://blatt.example/rss": site.url("/rss")}
        printed = run("watch-feeds.md", tmp_path, change, {"watch": ["--allow-host", site.host]})
    assert "Tagesblatt Mitte: 1 neuer Bericht." in printed["--store news.db watch feeds.yaml --once"]
    assert "Hafen 1" in printed["--store news.db reports"]


def test_a_web_archive_is_read(tmp_path: Path) -> None:
    parts = [packed(record(n), "gz") for n in range(1, 4)]
    (tmp_path / "pages.warc.gz").write_bytes(parts[0] + b"rubbish" * 30 + parts[1] + parts[2])
    printed = run("read-a-web-archive.md", tmp_path, {}, {})
    assert '"done":' in printed["--store archive.db add pages.warc.gz --progress json"]
    assert "Hafen 3" in printed["--store archive.db reports"]
    assert "cannot be unpacked" in printed["--store archive.db quarantine --jsonl"]


def test_a_team_works_on_postgres(tmp_path: Path) -> None:
    if reason := postgres.missing():
        pytest.skip(reason)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    first = sorted((tmp_path / "examples" / "reports").glob("2022-1*.txt"))[:4]
    for path in (tmp_path / "examples" / "reports").iterdir():
        if path not in first:
            path.unlink()
    text = (HOW_TO / "run-on-postgres.md").read_text("utf-8")
    assert re.search(r"export LAGEBILD_STORE=postgresql://", text)
    with postgres.server() as server:
        store = postgres.database(server, "lagebild")
        printed = run("run-on-postgres.md", tmp_path, {}, {}, LAGEBILD_STORE=store)
    assert "Store: postgresql" in printed["doctor"]
    assert "Berichte wiederhergestellt" in printed["restore backup.db --yes"]
