"""How a reading looks in a notebook: its text with marks that explain themselves, its statements and its events.

HTML without scripts; everything that comes from outside is escaped. The styles stand inline, for notebooks and mails
drop style sheets.
"""

from html import escape
from itertools import pairwise
from typing import Any

from lagebild.lang import load
from lagebild.model import EventMention, LexiconError, Quotation, Reading
from lagebild.present import (
    Catalogue,
    Forms,
    catalogue,
    event_sentence,
    forms_of,
    happening,
    mark,
    short_date,
    source_line,
    vouchers,
)

LONGEST_TEXT = 20_000
"""Code points of a text that are shown; the rest is said to be left out."""
MOST_ROWS = 200
"""Quotations and events that are listed; the rest is counted."""

_QUOTED = "background:rgba(80,140,220,.16);border-bottom:1px solid rgba(80,140,220,.7)"
_TRIGGER = "font-weight:600;border-bottom:2px solid rgba(200,120,0,.9)"
_CELL = "text-align:left;vertical-align:top;padding:.15em .8em .15em 0"


def display_in(shell: Any) -> None:
    """Show readings as HTML in an IPython shell from now on. shell: what `get_ipython()` returns, or None."""
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type(Reading, reading_html)


def reading_html(reading: Reading, lang: str = "de") -> str:
    """A reading as a piece of HTML. lang: "de" or "en" for labels; the text stays as it is."""
    words = catalogue(lang)
    forms = _forms()
    report = reading.report
    facts = [report.outlet, short_date(report.published, words), report.dateline, ", ".join(report.agencies)]
    head = " · ".join(escape(fact) for fact in facts if fact)
    title = f"<strong>{escape(report.title)}</strong><br>" if report.title else ""
    return (
        f'<div lang="{lang}" style="max-width:52em;line-height:1.5">{title}<small>{head}</small>'
        f'<p style="white-space:pre-wrap">{_text(reading, words, forms)}</p>'
        + _list(words.text["quotations"], [_statement(q, reading, words) for q in reading.quotations])
        + _list(words.text["events"], [_event(e, reading, words, forms) for e in reading.events])
        + "</div>"
    )


def _text(reading: Reading, words: Catalogue, forms: Forms) -> str:
    text = reading.report.text
    end = min(len(text), LONGEST_TEXT)
    marks = [(*span, _QUOTED, _tip(q, reading, words)) for q in reading.quotations for span in q.spans]
    marks += [(*e.trigger, _TRIGGER, _told(e, reading, words, forms)) for e in reading.events]
    cuts = sorted({0, end, *(min(at, end) for mark in marks for at in mark[:2])})
    made = []
    for first, last in pairwise(cuts):
        over = [m for m in marks if m[0] <= first and last <= m[1]]
        piece = escape(text[first:last])
        if over:
            tip = escape(" · ".join(dict.fromkeys(m[3] for m in over)), quote=True)
            piece = f'<span style="{";".join(dict.fromkeys(m[2] for m in over))}" title="{tip}">{piece}</span>'
        made.append(piece)
    return "".join(made) + (f" … (+{len(text) - end})" if end < len(text) else "")


def _tip(quotation: Quotation, reading: Reading, words: Catalogue) -> str:
    return f"{words.stance[quotation.stance]}: {source_line(quotation, reading, words)} [{quotation.rule}]"


def _told(event: EventMention, reading: Reading, words: Catalogue, forms: Forms) -> str:
    sentence = event_sentence(happening(event, reading), words, forms)
    return f"{mark(event)} {sentence} [{event.rule}]"


def _statement(quotation: Quotation, reading: Reading, words: Catalogue) -> tuple[str, ...]:
    said = " … ".join(reading.report.text[slice(*span)] for span in quotation.spans)
    return quotation.id, words.stance[quotation.stance], source_line(quotation, reading, words), said


def _event(event: EventMention, reading: Reading, words: Catalogue, forms: Forms) -> tuple[str, ...]:
    sentence = event_sentence(happening(event, reading), words, forms)
    return event.id, mark(event), sentence, vouchers(event, reading, words)


def _list(label: str, rows: list[tuple[str, ...]]) -> str:
    lines = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in row) + "</tr>"
        for row in rows[:MOST_ROWS]
    )
    more = f"<small>+{len(rows) - MOST_ROWS}</small>" if len(rows) > MOST_ROWS else ""
    return f"<details open><summary>{escape(label)} ({len(rows)})</summary><table>{lines}</table>{more}</details>"


def _forms() -> Forms:
    try:
        return forms_of(load("de"))
    except LexiconError:
        return {}
