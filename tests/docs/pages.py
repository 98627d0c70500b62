"""The pages of the documentation and what in them is run: `console` blocks, `sh` blocks, Python blocks."""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]*)\")?\n(.*?)^```", re.M | re.S)


class Block(NamedTuple):
    """A fenced block of a page; title: the name of the file that it shows."""

    language: str
    title: str
    text: str


def pages() -> list[Path]:
    """All pages that people read, the front page among them."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path, language: str) -> list[Block]:
    """The blocks of a language on a page."""
    return [Block(*found) for found in FENCE.findall(page.read_text("utf-8")) if found[0] == language]


def commands(text: str) -> list[list[str]]:
    """The calls of lagebild in a block: lines that begin with it, with or without prompt and path."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line.removeprefix("$ "), comments=True)
        if words and Path(words[0]).name == "lagebild":
            found.append(words[1:])
    return found


def all_commands(page: Path) -> list[list[str]]:
    """Every call of lagebild in a page's blocks, also in indented ones."""
    text = page.read_text("utf-8")
    fenced = [command for *_, body in FENCE.findall(text) for command in commands(body)]
    indented = "\n".join(line.strip() for line in FENCE.sub("", text).splitlines() if line.startswith("    "))
    return fenced + commands(indented)
