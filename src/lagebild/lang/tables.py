"""Reading the hand-edited sources of the lexicons with the line of every entry, for errors that say where."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lagebild.model import LexiconError

PARTS = ("actors", "events")
"""What an analyst's lexicon may hold."""


def read_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines of a tab-separated table with a heading: number of the line and its cells; missing cells are empty.

    Lines that begin with "#" are comments. Raises LexiconError for a line with more cells than the heading.
    """
    heading: list[str] | None = None
    text = io.StringIO(_text(path))
    for number, cells in enumerate(csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if not cells or cells[0].startswith("#"):
            continue
        if heading is None:
            heading = cells
        elif len(cells) > len(heading):
            raise LexiconError(f"{path.name}, line {number}: {len(cells)} columns.", f"Allowed: {', '.join(heading)}.")
        else:
            yield number, dict(zip(heading, cells + [""] * (len(heading) - len(cells)), strict=True))


def read_yaml(path: Path, part: str = PARTS[0]) -> Iterator[tuple[int, Any]]:
    """Items of a YAML list, each with the line where it begins: of the list that the file is (its part is "actors"), or
    of the named part where the file has parts ("actors:", "events:"). Raises LexiconError for anything else."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(_text(path))
    try:
        node = loader.get_single_node()
        if node is None:
            return
        for item in _items(path, node, part):
            yield item.start_mark.line + 1, loader.construct_object(item, deep=True)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise LexiconError(f"{path.name}{where}: {problem}.", "Mend the YAML there.") from None
    finally:
        loader.dispose()


def _items(path: Path, node: Any, part: str) -> list[Any]:
    """The nodes of a part's entries."""
    if node.id == "sequence":
        return list(node.value) if part == PARTS[0] else []
    if node.id != "mapping":
        raise LexiconError(f"{path.name}: a list of entries is expected.", 'Begin every entry with "- name:".')
    found: list[Any] = []
    for key, value in node.value:
        where = f"{path.name}, line {key.start_mark.line + 1}"
        if key.value not in PARTS:
            remedy = (
                f'Begin every entry with "- name:", below one of these where there are several: {", ".join(PARTS)}.'
            )
            raise LexiconError(f"{where}: a list of entries is expected, and {key.value!r} is no part.", remedy)
        if value.id != "sequence" and value.value:
            raise LexiconError(f"{where}: a list of entries is expected.", 'Begin every entry with "- ".')
        if key.value == part and value.id == "sequence":
            found += value.value
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path} cannot be read: {error}.", "Give the path of a UTF-8 text file.") from None
