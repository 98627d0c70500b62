"""A reading for people on a terminal: the text with its marks, then what was read out of it, spelled out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from lagebild.cli.terminal import Ink, one_line, printable, table, wrapped
from lagebild.model import About, EventMention, Quotation, Reading
from lagebild.present.chain import holder_names, source_line, vouchers
from lagebild.present.dates import date_words, duration_words, short_date
from lagebild.present.marks import mark
from lagebild.present.names import Forms, forms_of
from lagebild.present.sentences import event_sentence, happening

if TYPE_CHECKING:
    from lagebild.present.catalogue import Catalogue

INDENT = "    "
_STYLE = {"quotation": "cyan", "event": "bold", "time": "green", "place": "blue", "actor": "magenta"}


def lines_of(reading: Reading, words: "Catalogue", ink: Ink, columns: int, explain: bool = False) -> Iterator[str]:
    """The lines of a reading, at most `columns` wide. explain: with the rule that made each thing."""
    forms = german_forms()
    yield from _head(reading, words, ink, columns)
    yield from _text(reading, ink, min(columns, 100))
    yield from _section(words.text["quotations"], len(reading.quotations), words, ink)
    for quotation in reading.quotations:
        yield from _quotation(quotation, reading, words, ink, columns)
        yield from _rule(quotation.rule, words, ink, columns) if explain else ()
    yield from _section(words.text["events"], len(reading.events), words, ink)
    for event in reading.events:
        yield from _event(event, reading, words, forms, ink, columns)
        yield from _rule(event.rule, words, ink, columns) if explain else ()
    yield from _tables(reading, words, ink, columns, explain)


def _rule(rule: str, words: "Catalogue", ink: Ink, columns: int) -> Iterator[str]:
    yield from (ink(line, "dim") for line in wrapped(f"{words.column['rule']}: {one_line(rule)}", columns, INDENT))


def german_forms() -> Forms:
    """Names that stand with an article; none when the lexicon is missing, for the output can do without."""
    from lagebild.lang import load
    from lagebild.model import LexiconError

    try:
        return forms_of(load("de"))
    except LexiconError:
        return {}


def _head(reading: Reading, words: "Catalogue", ink: Ink, columns: int) -> Iterator[str]:
    report = reading.report
    if report.title:
        for line in wrapped(one_line(report.title), columns):
            yield ink(line, "bold")
    facts = [report.outlet, short_date(report.published, words), report.dateline, ", ".join(report.agencies),
             ", ".join(report.authors), words.correction[report.correction] if report.correction else ""]  # fmt: skip
    yield from wrapped(one_line(" · ".join(fact for fact in facts if fact)), columns)
    name = (
        report.id
        if report.version == 1
        else f"{report.id} · {words.say('versions', n=report.version, report=report.replaces)}"
    )
    for line in wrapped(one_line(name), columns):
        yield ink(line, "dim")
    for note in report.notes:
        for line in wrapped(one_line(note), columns):
            yield ink(line, "dim")
    if report.published is None:
        for line in wrapped(words.text["no_published"], columns):
            yield ink(line, "yellow")


def _text(reading: Reading, ink: Ink, columns: int) -> Iterator[str]:
    """The text with quotations between brackets that carry their id, and the mark before the trigger of an event."""
    text = reading.report.text
    before, after = _inserted(reading, ink)
    made: list[str] = []
    for start, end, kinds in _pieces(reading, (*before, *after)):
        made += (before.get(start, ""), _inked(text[start:end], kinds, ink), after.get(end, ""))
    for paragraph in "".join(made).split("\n"):
        if paragraph.strip():
            yield from ("", *wrapped(paragraph, columns))


def _pieces(reading: Reading, more: Iterable[int]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The text in pieces with the kinds of what covers each; also cut at the offsets in `more`."""
    size = len(reading.report.text)
    opens: dict[int, list[str]] = defaultdict(list)
    closes: dict[int, list[str]] = defaultdict(list)
    for start, end, kind in _styled(reading):
        opens[start].append(kind)
        closes[end].append(kind)
    active: Counter[str] = Counter()
    for start, end in pairwise(sorted({0, size, *opens, *closes, *more})):
        active.update(opens.get(start, ()))
        active.subtract(closes.get(start, ()))
        yield start, end, tuple(kind for kind in _STYLE if active[kind] > 0)


def _styled(reading: Reading) -> Iterator[tuple[int, int, str]]:
    for quotation in reading.quotations:
        for start, end in quotation.spans:
            yield start, end, "quotation"
    for event in reading.events:
        yield *event.trigger, "event"
    for time in reading.times:
        yield time.start, time.end, "time"
    for place in reading.places:
        yield place.start, place.end, "place"
    for actor in reading.actors:
        for start, end in actor.mentions:
            yield start, end, "actor"


def _inserted(reading: Reading, ink: Ink) -> tuple[dict[int, str], dict[int, str]]:
    """What stands before and after an offset of the text."""
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for quotation in reading.quotations:
        for start, end in quotation.spans:
            before[start] = before.get(start, "") + ink(f"⟨{printable(quotation.id)}:", "dim")
            after[end] = ink("⟩", "dim") + after.get(end, "")
    for event in reading.events:
        before[event.trigger[0]] = before.get(event.trigger[0], "") + ink(mark(event), "bold", "yellow")
    return before, after


def _inked(text: str, kinds: tuple[str, ...], ink: Ink) -> str:
    """Every word styled by itself, so that lines can break between them."""
    chosen = [_STYLE[kind] for kind in kinds]
    styles = [style for style in chosen if style != "bold"][-1:] + ["bold"] * ("bold" in chosen)
    if not styles or not ink.color:
        return printable(text)
    return "".join(part if part.isspace() else ink(printable(part), *styles) for part in re.split(r"(\s+)", text))


def _section(title: str, number: int, words: "Catalogue", ink: Ink) -> Iterator[str]:
    yield ""
    yield ink(f"{title} ({number})" if number else f"{title}: {words.text['none']}", "bold")


def _quotation(quotation: Quotation, reading: Reading, words: "Catalogue", ink: Ink, columns: int) -> Iterator[str]:
    holder = words.join(holder_names(quotation, reading)) or words.text["nobody"]
    about = "" if quotation.about is About.OCCURRENCE else f" ({words.about[quotation.about]})"
    said = f" · {short_date(quotation.said, words)}" if quotation.said else ""
    held = f"{words.stance[quotation.stance]}{about}: {ink(one_line(holder), 'bold')}"
    line = f"{held} · {words.quotation[quotation.type]}{said}"
    yield from wrapped(line, columns, INDENT, f"{quotation.id:<4}")
    passage = " … ".join(reading.report.text[start:end] for start, end in quotation.spans)
    yield from (ink(line, "cyan") for line in wrapped(f"„{_bare(one_line(passage))}“", columns, INDENT))
    chain = one_line(source_line(quotation, reading, words))
    yield from (ink(line, "dim") for line in wrapped(chain, columns, INDENT))


def _bare(passage: str) -> str:
    return passage.strip('„“”"»«‚‘’ ')


def _event(
    event: EventMention, reading: Reading, words: "Catalogue", forms: Forms, ink: Ink, columns: int
) -> Iterator[str]:
    sentence = one_line(event_sentence(happening(event, reading), words, forms))
    yield from wrapped(
        f"{ink(mark(event), 'bold', 'yellow')} {ink(sentence, 'bold')}", columns, INDENT, f"{event.id:<4}"
    )
    label = words.event[event.type] + (f"/{event.mode}" if event.mode else "")
    status = words.status[event.status] + (f", {words.status['hearsay']}" if event.hearsay else "")
    facts = [status, vouchers(event, reading, words), label, f"„{reading.report.text[slice(*event.trigger)]}“"]
    for number in event.numbers:
        facts.append(f"{words.number.get(number.what, number.what)}: {_range(number.min, number.max)}")
    if event.quotations:
        facts.append(words.say("in_quotations", ids=", ".join(event.quotations)))
    yield from (ink(line, "dim") for line in wrapped(one_line(" · ".join(facts)), columns, INDENT))


def _range(least: int | None, most: int | None) -> str:
    if least == most:
        return str(least)
    return f"≥ {least}" if most is None else f"≤ {most}" if least is None else f"{least}–{most}"


def _tables(reading: Reading, words: "Catalogue", ink: Ink, columns: int, explain: bool) -> Iterator[str]:
    text = reading.report.text
    times = [
        (
            f"„{text[t.start : t.end]}“",
            date_words(t.value, words) or duration_words(t.value, words) or t.value,
            _interval(t.begins, t.ends, words),
            *((t.rule,) if explain else ()),
        )
        for t in reading.times
    ]
    places = [
        (
            f"„{text[p.start : p.end]}“",
            p.name,
            p.country or "",
            _position(p.lat, p.lon, words),
            *((p.rule,) if explain else ()),
        )
        for p in {(p.name, p.country): p for p in reversed(reading.places)}.values()
    ]
    actors = [
        (
            a.id,
            a.name,
            words.kind[a.kind],
            a.country or "",
            a.sector or "",
            ", ".join(a.offices),
            f"{len(a.mentions)}×",
            *((a.rule,) if explain else ()),
        )
        for a in reading.actors
    ]
    rows: tuple[tuple[str, Sequence[Sequence[str]]], ...] = (
        ("times", times), ("places", places[::-1]), ("actors", actors),
    )  # fmt: skip
    for key, found in rows:
        if found:
            yield ""
            yield ink(f"{words.text[key]} ({len(found)})", "bold")
            yield from table([""] * len(found[0]), found, columns, ink)[1:]


def _interval(begins: str | None, ends: str | None, words: "Catalogue") -> str:
    if begins is None and ends is None:
        return words.text["unanchored"]
    first, last = short_date(begins, words), short_date(ends, words)
    return first if first == last else f"{first} – {last}"


def _position(lat: float | None, lon: float | None, words: "Catalogue") -> str:
    return words.text["unplaced"] if lat is None or lon is None else f"{lat:.2f}, {lon:.2f}"
