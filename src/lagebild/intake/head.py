"""What stands above the text of a report: front block, date line, author's line, title."""

import re
from typing import Final

from msgspec import Struct, structs

from lagebild.intake.credits import agencies_in_credit, byline, names_and_agencies, unique
from lagebild.intake.dates import leading_date, parse_date
from lagebild.intake.rules import Rules

KEY: Final = re.compile(r"(?P<key>[^\W\d_][\w .-]{0,40}?)\s?:(?:\s+(?P<value>.*))?")
NO_TITLE_END: Final = (".", ":", ",", ";", "-", "–")
LONGEST_TITLE: Final = 160
LONGEST_HEAD: Final = 30
"""Lines that may stand above the text."""


class Head(Struct, frozen=True, kw_only=True):
    """What the lines above the text say; `start`: the offset at which the text begins."""

    start: int = 0
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    url: str | None = None
    id: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dateline: str | None = None
    replaces: str | None = None
    version: int | None = None
    remarks: tuple[str, ...] = ()
    """Values of notes of the front block: "Übungsbericht", "Korrektur: falscher Ort"."""


class Line(Struct, frozen=True):
    """A line without its end, and its offset."""

    text: str
    start: int


def read_head(text: str, rules: Rules, *, title: str | None = None) -> Head:
    """The head of a normalised text. With a `title` that is known already, the text's own first line is no title
    unless it repeats it."""
    lines = _first_lines(text)
    head = Head(title=title)
    position, fronted = 0, False
    while position < len(lines):
        if not lines[position].text:
            position += 1
            continue
        block = None if fronted else _front_block(lines, position, rules)
        if block:
            head, position, fronted = merge(head, block[0]), block[1], True
            continue
        found = _head_line(lines, position, head, rules)
        if found is None:
            break
        head, position = found, position + 1
    start = lines[position].start if position < len(lines) else len(text)
    return structs.replace(head, start=start)


def _first_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    position = 0
    while position <= len(text) and len(lines) < LONGEST_HEAD:
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        lines.append(Line(text[position:end], position))
        position = end + 1
    return lines


def merge(old: Head, new: Head) -> Head:
    """The fields of both; where both have one, the older stands."""
    return Head(
        title=old.title or new.title,
        published=old.published or new.published,
        updated=old.updated or new.updated,
        outlet=old.outlet or new.outlet,
        url=old.url or new.url,
        id=old.id or new.id,
        authors=unique(old.authors, new.authors),
        agencies=unique(old.agencies, new.agencies),
        dateline=old.dateline or new.dateline,
        replaces=old.replaces or new.replaces,
        version=old.version or new.version,
        remarks=unique(old.remarks, new.remarks),
    )


def _head_line(lines: list[Line], position: int, head: Head, rules: Rules) -> Head | None:
    """The head with what one line adds; None when the line belongs to the text."""
    line = lines[position].text
    dated = None if head.published else _date_line(line, rules)
    if dated:
        published, rest = dated
        return merge(head, Head(published=published, title=rest))
    author = byline(line, rules)
    if author and _text_follows(lines, position):
        return merge(head, Head(authors=author[0], agencies=author[1]))
    if head.title is not None:
        return head if _same(line, head.title) and _text_follows(lines, position) else None
    return merge(head, Head(title=line.strip())) if _is_title(lines, position, rules) else None


def _text_follows(lines: list[Line], position: int) -> bool:
    return any(line.text for line in lines[position + 1 :])


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W+", " ", line).casefold().strip() == re.sub(r"\W+", " ", title).casefold().strip()


def _date_line(line: str, rules: Rules) -> tuple[str, str | None] | None:
    """Date and title of "date 2022-12 TITLE", or the date alone of "19. Dezember 2022".

    Without a word like "date" before it the date must be of a day: titles may begin with a year.
    """
    if len(line) > 300:
        return None
    word = rules.date_word.match(line)
    begin = word.end() if word else 0
    found = leading_date(line[begin:], rules)
    if not found or (not word and len(found[0]) < len("2022-12-19")):
        return None
    rest = re.sub(r"^[\s,:;|–—-]+", "", line[begin + found[1] :]).strip()
    if rest.endswith(".") and not word:
        return None
    return found[0], rest or None


def _is_title(lines: list[Line], position: int, rules: Rules) -> bool:
    """A short line without full stop that stands alone, or above an author's line or a long paragraph."""
    line = lines[position].text
    if not 2 < len(line) <= LONGEST_TITLE or (line.endswith(NO_TITLE_END) and not line.endswith("...")):
        return False
    if not _text_follows(lines, position):
        return False
    following = lines[position + 1].text if position + 1 < len(lines) else ""
    if not following:
        return True
    if byline(following, rules) or _date_line(following, rules) or _is_key_line(following, rules):
        return True
    return len(following) > max(120, 2 * len(line)) and following[-1] in '.!?“"»'


def _is_key_line(line: str, rules: Rules) -> bool:
    match = KEY.fullmatch(line) if len(line) <= 300 else None
    return match is not None and match["key"].lower() in rules.lexicon.keys


def _front_block(lines: list[Line], position: int, rules: Rules) -> tuple[Head, int] | None:
    """A block of "Key: value" lines that ends at a blank line, as a head, and the position after it.

    Every line must be of that shape, and one of them must have a known key that is more than a note, with a value of
    its kind: "Update: Zahl der Toten steigt" alone is a title.
    """
    pairs, end = [], position
    while end < len(lines) and lines[end].text:
        match = KEY.fullmatch(lines[end].text) if len(lines[end].text) <= 1_000 else None
        if not match:
            break
        pairs.append((match["key"], (match["value"] or "").strip()))
        end += 1
    if end == position or (end < len(lines) and lines[end].text and not _fenced(lines[end].text)):
        return None
    head, strong = Head(), 0
    for key, value in pairs:
        found = _field(key, value, rules)
        if found:
            head = merge(head, found[0])
            strong += found[1]
    return (head, end + (end < len(lines))) if strong else None


def _fenced(line: str) -> bool:
    return re.fullmatch(r"[-=*_~]{3,}", line) is not None


def _field(key: str, value: str, rules: Rules) -> tuple[Head, bool] | None:
    """What a line of a front block says, and whether it proves that the block is one."""
    field = rules.lexicon.keys.get(key.lower())
    if field is None or field == "other" or not value:
        return None
    if field in ("published", "updated", "as_of"):
        moment = parse_date(value, rules)
        remarks = (f"{key}: {value}",) if field == "updated" else ()
        if not moment:
            return Head(remarks=(f"{key}: {value}",)), False
        return Head(published=moment if field == "published" else None, updated=moment, remarks=remarks), True
    if field == "authors":
        authors, agencies = names_and_agencies(value, rules, lone=True)
        return (Head(authors=authors, agencies=agencies), True) if (authors or agencies) and len(value) < 160 else None
    if field == "source":
        return _source(value, rules), True
    if field == "url":
        return (Head(url=value), True) if re.match(r"https?://\S+$", value) else None
    if field in ("note", "correction"):
        return Head(remarks=(value if field == "note" else f"{key}: {value}",)), False
    if field == "version":
        return (Head(version=int(value)), True) if re.fullmatch(r"[1-9]\d{0,5}", value) else None
    return structs.replace(Head(), **{field: value}), True


def _source(value: str, rules: Rules) -> Head:
    """A source is an address, agencies, or else the outlet."""
    if re.match(r"https?://\S+$", value):
        return Head(url=value)
    agencies = agencies_in_credit(value, rules)
    return Head(agencies=agencies) if agencies else Head(outlet=re.sub(r"\s*\([^()]*\)$", "", value))
