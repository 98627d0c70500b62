"""Who wrote a report, and whose material it is: author's lines, datelines, agencies, closing credits."""

import re
from typing import Final

from msgspec import Struct

from lagebild.intake.rules import UPPER, Rules

BRACKETS: Final = re.compile(r"\(([^()]{2,90})\)\s*$")
SLUG: Final = re.compile(r"(?:^|[.!?“”\"»«)]\s)(?P<slug>[\w-]{2,15}(?:[/,]\s?[\w-]{2,15}){0,4})\.?$")
CODE: Final = re.compile(r"[a-zäöüß]{2,4}")
"""An editor's sign as in "dpa/abc"."""

DASH: Final = re.compile(r"\s{0,3}[-–—|:]{1,2}\s{1,3}|\s?[-–—|]{1,2}(?=[„“»\"A-ZÄÖÜ])")
SENTENCE_START: Final = re.compile(r"[„“”»«\"'‚(]?[A-ZÄÖÜ0-9ÁÉÎÓŁŚŠČŽÇ]")
IN_DATELINE: Final = re.compile(r"(?:,\s(?P<day>[\w. ]{3,25}?))?\s{0,3}\((?P<credit>[^()]{2,40})\)")
LONGEST_DATELINE: Final = 120
DATELINE_PARAGRAPHS: Final = 3
CLOSING_LINES: Final = 4


class Credits(Struct, frozen=True):
    """authors and agencies in the order of the text; dateline: its places as written, without capitals throughout;
    outlet: from a closing line "Quelle: …"."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dateline: str | None = None
    outlet: str | None = None


def unique(*groups: tuple[str, ...]) -> tuple[str, ...]:
    """All members in order, each once."""
    return tuple(dict.fromkeys(member for group in groups for member in group))


def find_credits(text: str, rules: Rules) -> Credits:
    """The credits that a text carries itself. Clear credits inside it count where dateline and end name no agency."""
    dateline, at_start = _dateline(text, rules)
    closing = _closing(text, rules)
    agencies = unique(at_start, closing.agencies) or agencies_inside(text, rules)
    return Credits(closing.authors, agencies, dateline, closing.outlet)


def names_and_agencies(text: str, rules: Rules, *, lone: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people and the agencies of a list "Eva Beispiel und Jan Muster, dpa". lone: single words are names too."""
    authors, agencies = [], []
    for part in rules.separators.split(text.strip(" .")):
        part = re.sub(r"\s*\([^()]*\)$", "", part.strip())
        agency = rules.agencies.get(part)
        if agency:
            agencies.append(agency)
        elif is_person(part, rules) or (lone and part and re.fullmatch(r"[^\W\d_][\w .'’-]{1,60}", part)):
            authors.append(part)
    return unique(tuple(authors)), unique(tuple(agencies))


def is_person(text: str, rules: Rules) -> bool:
    """Has `text` the shape of a personal name?"""
    return (
        len(text) <= 70
        and not text.isupper()
        and rules.person.fullmatch(text) is not None
        and not rules.not_names.intersection(re.split(r"[\s-]", text))
    )


def byline(line: str, rules: Rules) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Authors and agencies of a line "Von Eva Beispiel und Jan Muster", or None when it is no such line.

    Without a colon every part must be a full name, an agency or, at the end, a place ("Von Eva Beispiel, Brüssel").
    """
    match = rules.byline.fullmatch(line.strip()) if len(line) <= 180 else None
    if not match or match["names"].endswith((".", "!", "?", ":")):
        return None
    names = _plain(rules.before_place.split(match["names"])[0])
    lone = match["colon"] is not None
    authors, agencies = names_and_agencies(names, rules, lone=lone)
    parts = [part for part in rules.separators.split(names) if part.strip()]
    spare = len(parts) - len(authors) - len(agencies)
    if not authors and not (lone and agencies):
        return None
    place_at_end = spare == 1 and "," in names and len(parts[-1].split()) == 1
    return (authors, agencies) if spare <= 0 or place_at_end else None


def agencies_in_credit(text: str, rules: Rules) -> tuple[str, ...]:
    """All agencies that a credit names, in whatever words: "mit Material von dpa und AFP", "dpa/lho"."""
    found, words = [], re.findall(r"[\w-]+", text)
    position = 0
    while position < len(words):
        for length in (4, 3, 2, 1):
            form = " ".join(words[position : position + length])
            if form in rules.agencies:
                found.append(rules.agencies[form])
                position += length - 1
                break
        position += 1
    return unique(tuple(found))


def agencies_inside(text: str, rules: Rules) -> tuple[str, ...]:
    """Agencies that are clearly credited inside a text: "die Nachrichtenagentur AFP", "Deutsche Presse-Agentur".

    One that the text speaks about ("AFP zog ihre Meldung zurück") is its subject, wherever else it is named.
    """
    found: list[str] = []
    subjects: set[str] = set()
    for match in rules.credit_in_text.finditer(text):
        names = agencies_in_credit(match["listed"] or match["whole"], rules)
        found.extend(names)
        if rules.about.search(_sentence_around(text, match.start(), match.end())):
            subjects.update(names)
    return unique(tuple(name for name in found if name in rules.wire and name not in subjects))


def _sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that a passage stands in, at most 300 code points to either side."""
    before = re.split(r"[.!?]\s|\n", text[max(0, start - 300) : start])[-1]
    return before + text[start:end] + re.split(r"(?<=[.!?])\s|\n", text[end : end + 300])[0]


def _dateline(text: str, rules: Rules) -> tuple[str | None, tuple[str, ...]]:
    """Places and agencies of a dateline at the start of one of the first paragraphs."""
    position = 0
    for _ in range(DATELINE_PARAGRAPHS):
        while position < len(text) and text[position].isspace():
            position += 1
        found = _dateline_at(text[position : position + LONGEST_DATELINE], rules)
        if found:
            return found
        position = text.find("\n", position)
        if position < 0:
            break
    return None, ()


def _dateline_at(start: str, rules: Rules) -> tuple[str | None, tuple[str, ...]] | None:
    start = start.split("\n")[0]
    only_agency = re.match(r"\(([\w/, -]{2,30})\)\s?[-–—]{0,2}\s?|([\w/-]{2,30})\s[-–—]{1,2}\s", start)
    if only_agency and agencies_in_credit(only_agency[1] or only_agency[2], rules):
        rest = start[only_agency.end() :]
        parts = re.split(r"[/, ]+", only_agency[1] or only_agency[2])
        if SENTENCE_START.match(rest) and all(p in rules.agencies or CODE.fullmatch(p) for p in parts):
            return None, agencies_in_credit(only_agency[1] or only_agency[2], rules)
    match = rules.place.match(start)
    while match:
        places = match["places"]
        found = _after_places(places, start[len(places) :], rules)
        if found:
            return found
        shorter = places.rpartition(" ")[0] or places.rstrip(".")
        match = rules.place.fullmatch(shorter) if shorter != places else None
    return None


def _after_places(places: str, rest: str, rules: Rules) -> tuple[str | None, tuple[str, ...]] | None:
    """Is `rest` what follows the places of a dateline? Then the places and the agencies."""
    words = re.split(r"[\s/]", places)
    if rules.not_places.intersection(words) or places in rules.agencies:
        return None
    credit = IN_DATELINE.match(rest)
    if credit:
        after = rest[credit.end() :]
        agencies = agencies_in_credit(credit["credit"], rules)
        end = (
            DASH.match(after) or re.match(r"[.:]?\s{1,3}", after) if agencies or credit["day"] else _dash_or_stop(after)
        )
        if end and SENTENCE_START.match(after[end.end() :]):
            return _plain(places), agencies
        return None
    slug = re.match(r"\s(?P<credit>[\w/-]{2,20})\s?[|–—-]\s", rest)
    if slug and places.isupper() and agencies_in_credit(slug["credit"], rules):
        return _plain(places), agencies_in_credit(slug["credit"], rules)
    day = re.match(r",\s\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z]\w+)(?:\s?\d{4})?", rest)
    end = DASH.match(rest, day.end() if day else 0)
    short = all(len(re.findall(rf"\b[{UPPER}]", place)) <= 2 for place in re.split("/", places.split(" (")[0]))
    if short and end and ":" not in end[0] and end[0].endswith(" ") and SENTENCE_START.match(rest[end.end() :]):
        return _plain(places), ()
    stop = re.match(r"\.\s{1,3}(?=[A-ZÄÖÜ„])", rest)
    return (_plain(places), ()) if stop and places.isupper() and len(places) > 3 else None


def _dash_or_stop(after: str) -> re.Match[str] | None:
    return DASH.match(after) or re.match(r"\.\s{1,3}", after)


def _plain(places: str) -> str:
    """ "KIEW/NEU-DELHI" -> "Kiew/Neu-Delhi"; other writings stay."""
    if places.isupper() and len(places) > 2:
        return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), places)
    return places


def _closing(text: str, rules: Rules) -> Credits:
    """Credits in the last lines, from the last one upwards as long as the whole line is a credit."""
    result = Credits()
    end = len(text.rstrip())
    for _ in range(CLOSING_LINES):
        start = text.rfind("\n", 0, end) + 1
        line = text[max(start, end - 400) : end].strip()
        found, whole = _closing_line(line, rules)
        result = Credits(
            unique(found.authors, result.authors), unique(found.agencies, result.agencies), None,
            result.outlet or found.outlet,
        )  # fmt: skip
        if not whole or start == 0:
            break
        end = len(text[:start].rstrip())
    return result


def _closing_line(line: str, rules: Rules) -> tuple[Credits, bool]:
    """The credits of a line and whether it is nothing but a credit."""
    opening = rules.closing.match(line) if len(line) <= 160 else None
    if opening:
        agencies = agencies_in_credit(line[opening.end() :], rules)
        named = re.match(r"\s?:\s(?P<name>[^.:]{2,60}?)\s*(?:\([^()]*\))?$", line[opening.end() :])
        if agencies or named:
            return Credits((), agencies, None, named["name"] if named and not agencies else None), True
    brackets = BRACKETS.search(line)
    if brackets and ":" not in brackets[1]:
        before = line[: brackets.start()].rstrip()
        if not before or before[-1] in ".!?“”\"»«…’'":
            authors, agencies = names_and_agencies(
                brackets[1][credited.end() if (credited := rules.in_brackets.match(brackets[1])) else 0 :], rules
            )
            return Credits(authors, unique(agencies, agencies_in_credit(brackets[1], rules))), not before
    bare = line[prefix.end() :] if (prefix := rules.in_brackets.match(line)) else line
    slug = SLUG.search(bare)
    if slug and _is_slug(slug["slug"], rules):
        return Credits((), agencies_in_credit(slug["slug"], rules)), slug.start() == 0 and slug.start("slug") == 0
    author = byline(line, rules)
    if author:
        return Credits(*author), True
    return Credits(), False


def _is_slug(slug: str, rules: Rules) -> bool:
    """ "dpa/lho", "AFP/dpa/jme": an agency, and beside agencies nothing but signs."""
    parts = re.split(r"[/,]\s?", slug)
    known = [part in rules.agencies for part in parts]
    return any(known) and all(k or CODE.fullmatch(part) for k, part in zip(known, parts, strict=True))
