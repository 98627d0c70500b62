"""What the documentation tells people to type works."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from lagebild.cli.main import COMMANDS, cli
from tests.docs.pages import ROOT, all_commands, blocks, commands, pages

PROGRAM = [sys.executable, "-c", "from lagebild.cli.main import main; main()"]
RUN = [page for page in pages() if blocks(page, "console")]
CODE = [page for page in pages() if blocks(page, "python")]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as after cloning, with the examples in it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LAGEBILD", "LC_", "LANG"))}
    return {**plain, "LANG": "de_DE.UTF-8", "PYTHONUTF8": "1", "LAGEBILD_STORE": str(folder / "own.db")}


@pytest.mark.parametrize("page", RUN, ids=name)
def test_console_blocks_run_in_their_order(page: Path, folder: Path) -> None:
    for block in blocks(page, "yaml"):
        if block.title:
            (folder / block.title).write_text(block.text, "utf-8")
    for block in blocks(page, "console"):
        for command in commands(block.text):
            if "serve" in command or "watch" in command:
                assert starts_and_ends(command, folder), command
                continue
            run = subprocess.run(
                [*PROGRAM, *command], cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=180
            )
            assert run.returncode == 0, (command, run.stderr)


def starts_and_ends(command: list[str], folder: Path) -> bool:
    """Does a command that serves say its address and end when it is asked to?"""
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*PROGRAM, *command], cwd=folder, env=environment(folder), stdout=out, stderr=subprocess.STDOUT
        )
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end and process.poll() is None and b"http" not in log.read_bytes():
            time.sleep(0.1)
        return process.poll() is None
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize("page", CODE, ids=name)
def test_python_blocks_run_in_their_order(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
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
