"""What the documentation tells people to type works: every command is run, in the order of its page."""

import csv
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import click
import pytest

import lagebild.lang
from lagebild.cli.main import COMMANDS, cli, run
from tests.docs.pages import ROOT, all_commands, blocks, commands, pages

PROGRAM = [sys.executable, "-c", "from lagebild.cli.main import main; main()"]
ELSEWHERE = ("watch-feeds.md", "read-a-web-archive.md", "run-on-postgres.md")
"""Pages whose commands test_news.py runs, against servers of its own."""
NOT_RUN = {
    "batch s3://": "needs a bucket and a cluster; tests/scale runs batch with two Ray workers",
    "watch feeds.yaml": "goes on until it is ended; test_news.py runs it with --once against a server of its own",
}
"""How commands begin that are not run here, and why."""
RUN = [page for page in pages() if page.name not in ELSEWHERE and all_commands(page)]
CODE = [page for page in pages() if blocks(page, "python")]
ADD = ["add", "examples/reports", "--lexicon", "examples/lexicon.yaml", "--exercise"]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as after cloning, with the examples in it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.fixture(scope="module")
def plain() -> Iterator[None]:
    """A person's environment, and the model loaded once for all commands."""
    with pytest.MonkeyPatch.context() as patch:
        for key in [key for key in os.environ if key.startswith(("LAGEBILD", "LC_", "LANG", "COLUMNS"))]:
            patch.delenv(key)
        patch.setenv("LANG", "de_DE.UTF-8")
        patch.setattr(lagebild.lang, "load", lru_cache(lagebild.lang.load))
        yield


@pytest.fixture(scope="module")
def demo(plain: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that most pages begin with, made once by the command that they give."""
    store = tmp_path_factory.mktemp("demo") / "lage.db"
    assert run(["--store", str(store), *(word.replace("examples/", f"{ROOT}/examples/") for word in ADD)]) == 0
    return store


@pytest.fixture
def desk(folder: Path, demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with the files that pages speak of: a report, several, names of one's own, the store."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LAGEBILD_STORE", str(folder / "own.db"))
    shutil.copy(demo, folder / "lage.db")
    shutil.copy(demo, folder / "own.db")
    shutil.copy("examples/lexicon.yaml", "own.yaml")
    one, *others = sorted((folder / "examples" / "reports").glob("2023-0[67]*.txt"))
    shutil.copy(one, "report.txt")
    Path("reports").mkdir()
    for path in others[:2]:
        shutil.copy(path, "reports")
    Path("news.jsonl").write_text('{"id": "a", "text": "Der Minister trat am Montag zurück.", "published": "2023-05"}')
    return folder


@pytest.mark.parametrize("page", RUN, ids=name)
def test_the_commands_of_a_page_run_in_their_order(page: Path, desk: Path) -> None:
    for block in blocks(page, "yaml"):
        if block.title:
            (desk / block.title).write_text(block.text, "utf-8")
    for words in all_commands(page):
        if any(" ".join(words).startswith(beginning) for beginning in NOT_RUN):
            continue
        if "serve" in words:
            assert serves(words, desk), words
            continue
        for command, prepare in BEFORE.items():
            if command in words:
                prepare()
        code, printed = said(filled(words) if "correct" in words else words)
        assert code == 0, (words, printed)


def said(words: list[str]) -> tuple[int, str]:
    """Run a command; its exit code and what it prints. What stands behind ">" is the file that gets the output."""
    words, target = (words[:-2], Path(words[-1])) if ">" in words else (words, None)
    out, told = TextIOWrapper(BytesIO(), "utf-8"), TextIOWrapper(BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(told):
        code = run(words)
    printed, complaint = (bytes(stream.buffer.getvalue()).decode() for stream in (out, told) if stream.flush() is None)
    if target is not None:
        target.write_text(printed, "utf-8")
    return code, printed + complaint


def filled(words: list[str]) -> list[str]:
    """The command with what stands for the names in capitals: two events told by several reports, a report of the
    first, a denial, a statement of a person."""
    told = [event for event in listed("ledger") if len({mention["report"] for mention in event["mentions"]}) > 1]
    events = iter(told)
    denial = listed("quotations", "--denied")[0]
    meant: dict[str, Callable[[], str]] = {
        "EVENT": lambda: str(next(events)["id"]),
        "REPORT": lambda: str(told[0]["mentions"][0]["report"]),
        "REPORT#q2": lambda: f"{denial['report']}#{denial['quotation']['id']}",
        "ID": lambda: str(listed("correct", "list")[0]["amendment"]["id"]),
    }
    return [meant[word]() if word in meant else word for word in words]


def listed(*words: str) -> list[dict[str, Any]]:
    """What a command prints as JSON Lines."""
    return [json.loads(line) for line in said([*words, "--jsonl"])[1].splitlines() if line.startswith("{")]


def coded() -> None:
    """Two people fill the blind sheet: one takes "Angriff" for an assault wherever it stands, the other only some."""
    for person, hint in (("anna", "Angriff"), ("bernd", "Angriffe")):
        with open("probe/sheet.csv", newline="") as sheet, open(f"{person}.csv", "w", newline="") as filled:
            rows = csv.DictReader(sheet)
            writer = csv.DictWriter(filled, rows.fieldnames or ())
            writer.writeheader()
            for row in rows:
                happens = hint in row["text"]
                writer.writerow({**row, "type": "ASSAULT" if happens else "none", "status": "actual" * happens})


def settled() -> None:
    """A third person decides: of what differs the first coding is right."""
    lines = Path("gold.csv").read_text("utf-8").splitlines(keepends=True)
    kept, seen = [], set()
    for row, line in zip(csv.reader(lines), lines, strict=True):
        key = (row[0], row[2])
        if ",?" not in line or key not in seen:
            kept.append(line.replace(",?", ","))
        seen.add(key)
    Path("gold.csv").write_text("".join(kept), "utf-8")


BEFORE: dict[str, Callable[[], None]] = {"agree": coded, "evaluate": settled}
"""What people do before a command."""


def serves(words: list[str], folder: Path) -> bool:
    """Does a command that serves say its address, on a port that is free, and end when it is asked to?"""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = [*words[: words.index("serve") + 1], "--port", port]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen([*PROGRAM, *words], cwd=folder, stdout=out, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end and process.poll() is None and f":{port}" not in log.read_text("utf-8"):
            time.sleep(0.05)
        return process.poll() is None and f":{port}" in log.read_text("utf-8")
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize("page", CODE, ids=name)
def test_python_blocks_run_in_their_order(page: Path, desk: Path) -> None:
    scope: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(compile(block.text, name(page), "exec"), scope)


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_command_and_option_that_is_named_exists(page: Path) -> None:
    for words in all_commands(page):
        command: click.Command = cli
        known = options_of(cli)
        for word in words:
            if word in ("|", ">", "<"):
                break
            if word.startswith("--"):
                assert word.split("=")[0] in known, (words, word)
            elif isinstance(command, click.Group) and (
                word in command.commands or (command is cli and word in COMMANDS)
            ):
                found = command.get_command(click.Context(command), word)
                assert found is not None
                command, known = found, known | options_of(found)
        assert command is not cli or re.search("COMMAND|--version", " ".join(words)), words


def options_of(command: click.Command) -> set[str]:
    return {"--help", *(flag for p in command.params for flag in (*p.opts, *p.secondary_opts) if flag.startswith("--"))}


def test_blocks_are_told_from_text() -> None:
    assert commands("$ lagebild read 'a b' --json  # this\nls\n.venv/bin/lagebild \\\n  doctor") == [
        ["read", "a b", "--json"],
        ["doctor"],
    ]
