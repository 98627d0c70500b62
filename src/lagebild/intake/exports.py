"""Exports of press archives as text: Nexis (numbered documents, and those of Nexis Uni), Factiva (with and without
field codes), wiso and Genios."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import structs

from lagebild.intake.credits import names_and_agencies
from lagebild.intake.dates import leading_date
from lagebild.intake.head import Head, merge
from lagebild.intake.how import How
from lagebild.intake.parts import report_of
from lagebild.model import InputError, Rejected, Report

SAMPLE: Final = 200_000
CODE: Final = re.compile(
    r"^(?P<code>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CO|IN|NS|RE|PUB|IPD|IPC|ART|CT|RF|AN)"
    r"(?:[ \t]+(?P<value>.*))?$"
)
LABEL: Final = re.compile(r"^\s{0,3}(?P<label>[^\W\d_][\w /()-]{1,40}?)\s?:\s*(?P<value>.*)$")
ENGLISH_DAY: Final = re.compile(
    r"(?:[A-Z][a-z]+day,? )?(?:(?P<before>[A-Z][a-z]+) )?(?P<day>\d{1,2}),? (?:(?P<after>[A-Z][a-z]+) )?(?P<year>\d{4})"
)
VON: Final = re.compile(r"^(?:Von|By) ", re.IGNORECASE)
Parsed = tuple[Head, str]


def read_export(text: str, source: str, how: How, notes: tuple[str, ...] = ()) -> Iterator[Report | Rejected] | None:
    """The reports of an export, None for a text that is none."""
    for system, parse in _SYSTEMS:
        documents = system(text, how)
        if documents:
            return _reports(documents, parse, source, how, notes)
    return None


def _reports(
    documents: list[str], parse: Callable[[str, How], Parsed], source: str, how: How, notes: tuple[str, ...]
) -> Iterator[Report | Rejected]:
    for number, document in enumerate(documents, 1):
        place = f"{source}#{number}"
        try:
            head, body = parse(document, how)
            if "\n\n" not in body.strip():
                body = body.replace("\n", "\n\n")
            yield report_of(body, head, how, place, document.encode("utf-8", "replace"), notes=notes)
        except InputError as error:
            yield Rejected(source=place, reason=error.message, remedy=error.remedy)


def _split(text: str, at: re.Pattern[str], *, before: bool) -> list[str]:
    """The parts that begin (before) or end with a line; what stands before the first or after the last goes."""
    places = [match.span() for match in at.finditer(text)]
    if before:
        ends = [start for start, _ in places[1:]] + [len(text)]
        parts = [text[begin:end] for (_, begin), end in zip(places, ends, strict=True)]
    else:
        starts = [0, *(end for _, end in places[:-1])]
        parts = [text[begin:end] for begin, (_, end) in zip(starts, places, strict=True)]
    return [part for part in parts if part.strip()]


def _nexis_numbered(text: str, how: How) -> list[str]:
    number = how.rules.lines["nexis_number"]
    first = number.search(text[:5000])
    fitting = first and (how.rules.lines["nexis_load"].search(text[:SAMPLE]) or _labels(text[:SAMPLE], how) >= 3)
    return _split(text, number, before=True) if fitting else []


def _nexis(text: str, how: How) -> list[str]:
    lines = how.rules.lines
    if not (lines["nexis_end"].search(text[:SAMPLE]) and lines["nexis_body"].search(text[:SAMPLE])):
        return []
    return _split(text, lines["nexis_end"], before=False)


def _factiva_coded(text: str, how: How) -> list[str]:
    codes = {match["code"] for line in text[:20_000].split("\n") if (match := CODE.match(line))}
    return _split(text, how.rules.lines["factiva_end"], before=False) if {"HD", "PD", "SN"} <= codes else []


def _factiva(text: str, how: How) -> list[str]:
    lines = how.rules.lines
    if not (lines["factiva_words"].search(text[:20_000]) and lines["factiva_end"].search(text[:SAMPLE])):
        return []
    return _split(text, lines["factiva_end"], before=False)


def _genios(text: str, how: How) -> list[str]:
    lines = how.rules.lines
    if not lines["genios_address"].search(text[:SAMPLE]):
        return []
    end = lines["genios_end"] if lines["genios_end"].search(text[:SAMPLE]) else lines["genios_address"]
    return _split(text, end, before=False)


def _labels(text: str, how: How) -> int:
    known = how.rules.lexicon.archives.labels
    return sum(match["label"].lower() in known for line in text.split("\n") if (match := LABEL.match(line)))


def _parse_nexis(document: str, how: How) -> Parsed:
    """Outlet, date and title stand above the first label, the text between the head's labels and those of the end."""
    head = Head()
    above: list[str] = []
    body: list[str] = []
    lines = document.strip("\n").split("\n")
    stop = how.rules.lines
    begun = labelled = False
    for line in lines:
        label = LABEL.match(line)
        field = how.rules.lexicon.archives.labels.get(label["label"].lower()) if label else None
        if stop["nexis_end"].match(line):
            break
        if stop["nexis_body"].match(line) and not begun:
            begun = True
        elif label and field and not (begun and body and field != "other" and len(label["value"]) > 60):
            head, labelled = _labelled(head, field, label["value"], how), True
        elif stop["copyright"].match(line):
            continue
        elif labelled or begun:
            body.append(line)
        else:
            above.append(line.strip())
    if not begun and not any(line.strip() for line in body):
        raise InputError("It holds no text.", "Export the documents with their full text.")
    return merge(_above(above, how), head), "\n".join(body)


def _above(lines: list[str], how: How) -> Head:
    """Outlet, date and title above a document, in whatever order: the outlet stands beside the date."""
    told = [line for line in lines if line]
    dated = next((i for i, line in enumerate(told) if _day(line, how)), None)
    if dated is None:
        return Head(title=told[-1] if told else None)
    found = _day(told[dated], how)
    published = found[0] if found else None
    before, after = told[:dated], told[dated + 1 :]
    if after:  # outlet, date, title
        return Head(outlet=before[0] if before else None, published=published, title=after[0])
    return Head(title=before[0] if before else None, outlet=before[1] if len(before) > 1 else None, published=published)


def _labelled(head: Head, field: str, value: str, how: How) -> Head:
    value = value.strip()
    if field == "other" or not value:
        return head
    if field == "authors":
        authors, agencies = names_and_agencies(VON.sub("", value), how.rules, lone=True)
        return merge(head, Head(authors=authors, agencies=agencies))
    if field == "published":
        found = _day(value, how)
        return merge(head, Head(published=found[0] if found else None))
    if field == "outlet":
        source = how.rules.lines["genios_source"].match(f"Quelle: {value}")
        if source:
            found = leading_date(source["day"], how.rules)
            return merge(head, Head(outlet=source["outlet"], published=found[0] if found else None))
    return merge(head, structs.replace(Head(), **{field: value}))


def _parse_factiva_coded(document: str, how: How) -> Parsed:
    values: dict[str, list[str]] = {}
    code = ""
    for line in document.strip("\n").split("\n"):
        match = CODE.match(line)
        if match:
            code = match["code"]
            line = match["value"] or ""
        values.setdefault(code, []).append(line)
    one = {name: " ".join(" ".join(lines).split()) for name, lines in values.items()}
    day = _day(one.get("PD", ""), how)
    clock = re.match(r"\d{2}:\d{2}", one.get("ET", ""))
    published = f"{day[0]}T{clock[0]}" if day and clock and len(day[0]) == 10 else day[0] if day else None
    authors, agencies = names_and_agencies(VON.sub("", one.get("BY", "")), how.rules, lone=True)
    number = re.search(r"\S+$", one.get("AN", ""))
    head = Head(
        id=number[0] if number else None, title=one.get("HD") or None, published=published,
        outlet=one.get("SN") or None, authors=authors, agencies=agencies,
    )  # fmt: skip
    return head, "\n\n".join("\n".join(values[name]) for name in ("LP", "TD") if name in values)


def _parse_factiva(document: str, how: How) -> Parsed:
    """Without codes: title, author, number of words, date, time, outlet, code, language, copyright, text, number."""
    lines = [line.strip() for line in document.strip("\n").split("\n")]
    words = next((i for i, line in enumerate(lines) if how.rules.lines["factiva_words"].match(line)), None)
    rights = next((i for i, line in enumerate(lines) if how.rules.lines["copyright"].match(line)), None)
    if words is None or rights is None or rights < words:
        raise InputError("The head of the Factiva document is not understood.", "Export it as text with field codes.")
    above = [line for line in lines[:words] if line]
    below = [line for line in lines[words + 1 : rights] if line]
    day = next((found for line in below if (found := _day(line, how))), None)
    clock = next((line for line in below if re.fullmatch(r"\d{2}:\d{2}", line)), None)
    named = [line for line in below if line != clock and not _day(line, how)]
    authors, agencies = names_and_agencies(VON.sub("", above[-1]), how.rules) if len(above) > 1 else ((), ())
    number = re.search(r"\S+\s*$", lines[-1])
    head = Head(
        id=number[0].strip() if number else None, title=above[0] if above else None, outlet=named[0] if named else None,
        published=(f"{day[0]}T{clock}" if clock else day[0]) if day else None, authors=authors, agencies=agencies,
    )  # fmt: skip
    return head, "\n".join(lines[rights + 1 : -1])


def _day(line: str, how: How) -> tuple[str, int] | None:
    """A date as the archives write it: "8 Mai 2023", "8 May 2023", "Monday, May 8, 2023"."""
    months = how.rules.lexicon.archives.months
    english = ENGLISH_DAY.match(line)
    if english and (month := (english["before"] or english["after"] or "").lower()) in months:
        line = f"{english['day']}.{months.index(month) + 1}.{english['year']}"
    return leading_date(re.sub(r"^(\d{1,2}) (?=[^\W\d_])", r"\1. ", line), how.rules)


def _parse_genios(document: str, how: How) -> Parsed:
    """Title, author and source above the text, labelled fields below it."""
    head = Head()
    kept: list[str] = []
    waiting = ""
    for line in document.strip("\n").split("\n"):
        label = LABEL.match(line)
        field = how.rules.lexicon.archives.labels.get(label["label"].lower()) if label else None
        rules = how.rules.lines
        if waiting and line.strip():
            head, waiting = _labelled(head, waiting, line, how), ""
        elif label and field:
            waiting = field if not label["value"].strip() and field != "other" else ""
            head = _labelled(head, field, label["value"], how)
        elif (source := rules["genios_source"].match(line)) and len(line) < 140 and len(kept) < 8:
            found = leading_date(source["day"], how.rules)
            head = merge(head, Head(outlet=source["outlet"].strip(), published=found[0] if found else None))
        elif not rules["genios_end"].match(line) and not rules["copyright"].match(line):
            kept.append(line)
    told = [i for i, line in enumerate(kept) if line.strip()]
    if not told:
        raise InputError("It holds no text.", "Export the documents with their full text.")
    title, rest = kept[told[0]].strip(), kept[told[0] + 1 :]
    if len(told) > 1 and len(kept[told[1]]) < 100:
        authors, agencies = names_and_agencies(VON.sub("", kept[told[1]].strip()), how.rules)
        if authors or agencies:
            head = merge(head, Head(authors=authors, agencies=agencies))
            rest = kept[told[1] + 1 :]
    return merge(head, Head(title=head.title or title)), "\n".join(rest)


_SYSTEMS: Final = (
    (_nexis_numbered, _parse_nexis), (_nexis, _parse_nexis), (_factiva_coded, _parse_factiva_coded),
    (_factiva, _parse_factiva), (_genios, _parse_genios),
)  # fmt: skip
