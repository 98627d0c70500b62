"""The pages of the documentation and what in them is run: `console` blocks, `sh` blocks, Python blocks."""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]*)\")?\n(.*?)^```", re.M | re.S)

COMMENT = re.compile(r"\s+# .*$")


class Block(NamedTuple):
    """A fenced block of a page; title: the name of the file that it shows."""

    language: str
    title: str
    text: str


def pages() -> list[Path]:
    """All pages that people read, the front page among them."""
    return [ROOT / "README.md", ROOT / "examples" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path, language: str) -> list[Block]:
    """The blocks of a language on a page."""
    return [Block(*found) for found in FENCE.findall(page.read_text("utf-8")) if found[0] == language]


def commands(text: str) -> list[list[str]]:
    """The calls of lagebild in a block: lines that begin with it, with or without prompt and path."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(COMMENT.sub("", line).removeprefix("$ "))
        if words and Path(words[0]).name == "lagebild":
            found.append(words[1:])
    return found


def all_commands(page: Path) -> list[list[str]]:
    """Every call of lagebild on a page in order, in fenced blocks and in indented ones."""
    found: list[list[str]] = []
    for part in re.split(r"(^```.*?^```)", page.read_text("utf-8"), flags=re.M | re.S):
        if not part.startswith("```"):
            part = "\n".join(line.strip() for line in part.splitlines() if line.startswith("    "))
        found += commands(part)
    return found
