"""The pages on feeds, web archives and PostgreSQL: their commands work, against servers of the tests' own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import postgres
from tests.docs.pages import ROOT, all_commands, blocks, commands
from tests.fetch.site import running
from tests.intake.archives import packed, page, record

PROGRAM = [sys.executable, "-c", "from lagebild.cli.main import main; main()"]
HOW_TO = ROOT / "docs" / "how-to"
EXPORT = re.compile(r"^export (\w+)=(\S+)$", re.MULTILINE)


def run(name: str, folder: Path, change: dict[str, str], more: dict[str, list[str]]) -> dict[str, str]:
    """Run all commands of a page in a folder, with what it exports. change: addresses on the page -> those of tests'
    servers; more: what a command of this name needs for them. Returns command -> what it printed."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LAGEBILD", "LC_", "LANG"))}
    env |= {"LANG": "de_DE.UTF-8", "PYTHONUTF8": "1"}
    printed = {}
    for block in blocks(HOW_TO / name, "sh"):
        env |= {key: change.get(value, value) for key, value in EXPORT.findall(block.text)}
        for command in commands(block.text):
            words = [change.get(word, word) for word in command]
            words += next((extra for key, extra in more.items() if key in command), [])
            endless = "watch" in command and "--once" not in command
            code, said = (ended if endless else done)([*PROGRAM, *words], folder, env)
            assert code == (130 if endless else 0), (command, said)
            printed[" ".join(command)] = said
    return printed


def done(command: list[str], folder: Path, env: dict[str, str]) -> tuple[int, str]:
    """Run a command to its end; its exit code and what it printed."""
    made = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=180)
    return made.returncode, made.stdout + made.stderr


def ended(command: list[str], folder: Path, env: dict[str, str]) -> tuple[int, str]:
    """Run a command that does not end by itself, and end it with SIGTERM once it waits."""
    child = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    until = time.monotonic() + 60
    while not waits(child.pid) and time.monotonic() < until and child.poll() is None:
        time.sleep(0.1)
    child.terminate()
    said, _ = child.communicate(timeout=30)
    return child.returncode, said


def waits(process: int) -> bool:
    """Does a process catch SIGTERM already, and sleep? (Linux; elsewhere a few seconds have to do.)"""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        time.sleep(5)
        return True
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return bool(int(fields["SigCgt"], 16) & 1 << signal.SIGTERM - 1) and fields["State"].strip()[0] == "S"


RUN_ELSEWHERE = {"add", "remove", "serve"}
"""Named on the pages in passing, and run by tests of the command line, of the documentation and of the desk."""


@pytest.mark.parametrize("name", ["watch-feeds.md", "read-a-web-archive.md", "run-on-postgres.md"])
def test_every_command_of_the_pages_is_run(name: str) -> None:
    ran = [command for block in blocks(HOW_TO / name, "sh") for command in commands(block.text)]
    assert all_commands(HOW_TO / name) == ran
    inline = [found.split() for found in re.findall(r"`lagebild ([^`]+)`", (HOW_TO / name).read_text("utf-8"))]
    assert {words[0] for words in inline} <= {word for command in ran for word in command} | RUN_ELSEWHERE


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
    assert "What was stored stays." in printed["--store news.db watch feeds.yaml"]


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
    command = [*PROGRAM, "--store", "store.db", "add", str(tmp_path / "examples" / "reports" / first[0].name)]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120).returncode == 0
    with postgres.server() as server:
        change = {"postgresql://lage@localhost/lagebild": postgres.database(server, "lagebild")}
        printed = run("run-on-postgres.md", tmp_path, change, {})
    assert "Store: postgresql" in printed["doctor"]
    assert "4 Berichte wiederhergestellt" in printed["restore backup.db --yes"]
    assert "1 Bericht wiederhergestellt" in printed["restore store.db --yes"]
