"""What goes to a terminal: hostile text made harmless, tables, styles, width."""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_STYLES = {
    "bold": "1", "dim": "2", "italic": "3", "underline": "4",
    "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36",
}  # fmt: skip
_NARROWEST = 40
_WIDEST = 160
GAP = 2


def printable(text: str) -> str:
    """Text whose control characters and invisible marks of direction are spelled out: "\\x1b[2J" cannot clear a screen.

    Line feeds and tabs stay.
    """
    return _HARMFUL.sub(
        lambda found: f"\\u{ord(found[0]):04x}" if ord(found[0]) > 255 else f"\\x{ord(found[0]):02x}", text
    )


def one_line(text: str) -> str:
    """Printable text with all white space as single spaces."""
    return " ".join(printable(text).split())


def width() -> int:
    """Columns of the terminal, at least 40; 100 where none is known."""
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((100, 24)).columns))


class Ink:
    """Writes styled text or plain text, as one decides once."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, *styles: str) -> str:
        if not self.color or not text or not styles:
            return text
        return f"\x1b[{';'.join(_STYLES[style] for style in styles)}m{text}\x1b[0m"


def emit(text: str = "") -> None:
    """A line of data on standard output."""
    sys.stdout.write(text + "\n")


def cells(text: str) -> int:
    """Columns that a text takes: wide East Asian characters take two, combining ones none; styles take none."""
    plain = re.sub("\x1b\\[[0-9;]*m", "", text)
    if plain.isascii():
        return len(plain)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in plain)


def wrapped(text: str, columns: int, indent: str = "", first: str | None = None) -> list[str]:
    """Lines of a text, at most `columns` wide with their indent; words that are longer are cut."""
    lines: list[str] = []
    start = indent if first is None else first
    line, used = start, cells(start)
    empty = True
    for word in text.split():
        for piece in _pieces(word, max(8, columns - cells(indent))):
            size = cells(piece)
            if not empty and used + 1 + size > columns:
                lines.append(line)
                line, used, empty = indent, cells(indent), True
            line, used = (line + piece, used + size) if empty else (f"{line} {piece}", used + 1 + size)
            empty = False
    return [*lines, line] if not empty or not lines else lines


def _pieces(word: str, most: int) -> list[str]:
    if cells(word) <= most or "\x1b" in word:
        return [word]
    return [word[i : i + most] for i in range(0, len(word), most)]


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], columns: int, ink: Ink, grow: int = -1, keep: int | None = None
) -> list[str]:
    """Lines of a table. All columns are as wide as needed, the widest give way until the whole fits; cells wrap.

    grow: the column that carries the text and gives way last; keep: the one that stays whole where it can, because
    people copy it. Negative numbers count from the end.
    """
    shown = [[one_line(cell) for cell in row] for row in rows]
    cols = [[head, *(row[i] for row in shown)] for i, head in enumerate(heads)]
    natural = [max(map(cells, col)) for col in cols]
    least = [min(18, max((cells(word) for cell in col for word in cell.split()), default=0)) for col in cols]
    least[grow] = min(natural[grow], max(least[grow], 24))
    if keep is not None:
        least[keep] = min(natural[keep], columns // 2)
    sizes = _fitted(natural, least, columns - GAP * (len(heads) - 1))
    lines = _row([[ink(head, "bold")] for head in heads], sizes).split("\n")
    for row in shown:
        lines += _row([wrapped(cell, size) for cell, size in zip(row, sizes, strict=True)], sizes).split("\n")
    return lines


def _fitted(natural: list[int], least: list[int], room: int) -> list[int]:
    sizes = list(natural)
    while sum(sizes) > room:
        able = [i for i, size in enumerate(sizes) if size > least[i]]
        if not able:
            break
        sizes[max(able, key=lambda i: sizes[i])] -= 1
    return sizes


def _row(columns: Sequence[Sequence[str]], sizes: Sequence[int]) -> str:
    height = max(len(lines) for lines in columns)
    made = []
    for level in range(height):
        parts = [lines[level] if level < len(lines) else "" for lines in columns]
        padded = (part + " " * (size - cells(part)) for part, size in zip(parts, sizes, strict=True))
        made.append((" " * GAP).join(padded).rstrip())
    return "\n".join(made)
