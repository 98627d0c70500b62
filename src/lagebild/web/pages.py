"""What each page shows, from the store's records; the templates only set it."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request

from lagebild.lang import Language, load
from lagebild.model import EventMention, LedgerEvent, LedgerStatus, ListedReport, Position, Reading, Report
from lagebild.present import (
    MARKS,
    Catalogue,
    catalogue,
    date_words,
    event_sentence,
    forms_of,
    happening,
    holder_name,
    holder_names,
    mark,
    position_line,
    short_date,
    source_line,
    vouchers,
)
from lagebild.present.picture import CONTRA, PRO, line, picture
from lagebild.store import LedgerFilter, ReportFilter, Store, listed, reading, search
from lagebild.store import event as ledger_event
from lagebild.store import ledger as ledger_events
from lagebild.web.marking import Paragraph, marks_of, paragraphs

PAGE = 200
SHOWN = 12
"""Lines in each section of the situation."""
SECTION_FILTERS = {
    "contested": "contested=1",
    "happened": "status=actual",
    "planned": "status=planned",
    "possible": "status=possible",
    "requested": "status=requested",
    "negated": "status=negated",
}
CONTEXT = 120
"""Code points shown on either side of a trigger."""

Content = dict[str, Any]


@lru_cache(maxsize=2)
def words(lang: str) -> dict[str, str]:
    """The words of the page that are nowhere else: headings and controls."""
    return tomllib.loads((files("lagebild.web") / "words" / f"{lang}.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def german() -> Language:
    """The language whose lexicon knows which names stand with an article."""
    return load("de")


def sentence_of(event: LedgerEvent | EventMention, talk: Catalogue, source: Reading | None = None) -> str:
    """The sentence of an event in the language of the page."""
    return event_sentence(happening(event, source), talk, forms_of(german()))


def picture_page(store: Store, request: Request, lang: str) -> Content:
    """The situation at a glance: contested, happened, planned, possible, most important first."""
    talk, w = catalogue(lang), words(lang)
    reports = list(listed(store))
    by_id = {report.id: report for report in reports}
    shown = picture(ledger_events(store), reports, most=SHOWN)
    sections = [
        {
            "title": talk.text[section.name],
            "rows": [ledger_row(item.event, by_id, talk, w) for item in section.lines],
            "more": f"/ereignisse?{SECTION_FILTERS[section.name]}" if section.left else "",
            "left": section.left,
        }
        for section in shown.sections
    ]
    as_of = short_date(shown.as_of, talk) if shown.as_of else ""
    counted = [
        talk.count("reports", shown.reports),
        talk.count("copies", shown.copies),
        talk.count("events", shown.events),
    ]
    return {
        "sections": sections,
        "json": shown,
        "summary": talk.say("as_of", date=as_of, reports=counted[0], copies=counted[1], events=counted[2]),
        "legend": [(sign, talk.status[name]) for name, sign in MARKS.items()],
        "exercise": is_exercise(store, talk),
    }


def ledger_page(store: Store, request: Request, lang: str) -> Content:
    """The situation: events of the ledger by filters, contested ones marked."""
    asked, talk, w = request.query_params, catalogue(lang), words(lang)
    chosen = {name: asked.get(name, "") for name in ("status", "actor", "since", "contested")}
    start = offset(request)
    where = LedgerFilter(
        status=LedgerStatus(chosen["status"]) if chosen["status"] in set(LedgerStatus) else None,
        actor=chosen["actor"] or None,
        since=chosen["since"] or None,
        contested=True if chosen["contested"] else None,
        limit=PAGE + 1,
        offset=start,
    )
    events = list(ledger_events(store, where))
    reports = {report.id: report for report in listed(store)}
    rows = [ledger_row(event, reports, talk, w) for event in events[:PAGE]]
    return {
        "rows": rows,
        "json": events[:PAGE],
        "chosen": chosen,
        "statuses": [(status.value, talk.status[status]) for status in LedgerStatus],
        "legend": [(sign, talk.status[name]) for name, sign in MARKS.items()],
        "more": next_page(request, start) if len(events) > PAGE else None,
        "exercise": is_exercise(store, talk),
    }


def ledger_row(event: LedgerEvent, reports: dict[str, ListedReport], talk: Catalogue, w: dict[str, str]) -> Content:
    """A line of the situation."""
    newest = max((r.published for r in reports.values() if r.published), default=None)
    shown = line(event, reports, newest)
    contested = ""
    if event.contested:
        sides = [
            ", ".join(dict.fromkeys(holder_name(s.position, talk) for s in side)) for side in (shown.pro, shown.contra)
        ]
        contested = f"{talk.text['for']}: {sides[0]} · {talk.text['against']}: {sides[1]}"
    sentence = sentence_of(event, talk)
    return {
        "id": event.id,
        "mark": mark(event),
        "status": talk.status["contested" if event.contested else event.status],
        "date": short_date(event.time.value, talk) if event.time else "",
        "sentence": f"{sentence} ({w['passed']})" if shown.passed else sentence,
        "contested": contested,
        "sources": event.independent_sources,
        "source_names": ", ".join(source.name for source in event.sources),
        "reprints": shown.copies,
    }


def event_page(store: Store, request: Request, lang: str) -> Content:
    """One event: the facing columns of positions, the mentions with their sentence."""
    talk, w = catalogue(lang), words(lang)
    event = ledger_event(store, request.path_params["id"])
    readings = {report: reading(store, report) for report in dict.fromkeys(m.report for m in event.mentions)}
    for position in event.positions:
        if position.report not in readings:
            readings[position.report] = reading(store, position.report)
    copies = {report.id: report.copy_of for report in listed(store) if report.id in readings}
    columns = [
        (w["for"], [p for p in event.positions if p.stance in PRO]),
        (w["against"], [p for p in event.positions if p.stance in CONTRA]),
        (w["other"], [p for p in event.positions if p.stance not in PRO | CONTRA]),
    ]
    facts = [
        (w["status"], talk.status[event.status] + (f", {talk.status['contested']}" if event.contested else "")),
        (w["when"], date_words(event.time.value, talk) if event.time else ""),
        (w["where"], event.place.name if event.place else ""),
        (w["numbers"], ", ".join(number_words(n.what, n.min, n.max, n.holder, talk) for n in event.numbers)),
        (w["sources"], f"{event.independent_sources}: {', '.join(s.name for s in event.sources)}"),
        (w["first_seen"], short_date(event.first_seen, talk) if event.first_seen else ""),
    ]
    return {
        "json": event,
        "mark": mark(event),
        "sentence": sentence_of(event, talk),
        "facts": [fact for fact in facts if fact[1]],
        "columns": [
            {"title": title, "positions": [position_view(p, readings[p.report], talk) for p in positions]}
            for title, positions in columns
            if positions or title != w["other"]
        ],
        "mentions": [mention_view(event, n, readings, copies, talk) for n in range(len(event.mentions))],
        "exercise": is_exercise(store, talk),
    }


def number_words(what: str, least: int | None, most: int | None, holder: str | None, talk: Catalogue) -> str:
    """ "3 bis 5 Tote (Agentur)"."""
    bounds = [str(n) for n in (least, most) if n is not None]
    count = " – ".join(dict.fromkeys(bounds))
    return f"{count} {talk.number.get(what, what)}" + (f" ({holder})" if holder else "")


def position_view(position: Position, source: Reading, talk: Catalogue) -> Content:
    """A position with the passage that holds it."""
    quotation = next((q for q in source.quotations if q.id == position.quotation), None)
    text = source.report.text
    return {
        "holder": holder_name(position, talk),
        "stance": talk.stance[position.stance],
        "about": talk.about[position.about] if position.about != "occurrence" else "",
        "passage": " … ".join(text[start:end] for start, end in quotation.spans) if quotation else "",
        "chain": position_line(position, source.report, talk),
        "date": short_date(position.said or source.report.published, talk),
        "report": source.report.id,
        "quotation": position.quotation,
        "title": title_of(source.report),
        "withdrawn": short_date(position.withdrawn, talk) if position.withdrawn else "",
    }


def mention_view(
    event: LedgerEvent, n: int, readings: dict[str, Reading], copies: dict[str, str | None], talk: Catalogue
) -> Content:
    """A mention with the text around its trigger."""
    mention = event.mentions[n]
    source = readings[mention.report]
    text, (start, end) = source.report.text, mention.trigger
    told = next((e for e in source.events if e.id == mention.event), None)
    return {
        "report": mention.report,
        "event": mention.event,
        "mark": mark(told) if told is not None else "",
        "title": title_of(source.report),
        "outlet": source.report.outlet or "",
        "date": short_date(source.report.published, talk),
        "copy_of": copies.get(mention.report),
        "before": ("… " if start > CONTEXT else "") + text[max(0, start - CONTEXT) : start].split("\n\n")[-1],
        "trigger": text[start:end],
        "after": text[end : end + CONTEXT].split("\n\n")[0] + (" …" if end + CONTEXT < len(text) else ""),
    }


def reports_page(store: Store, request: Request, lang: str) -> Content:
    """All reports, newest first, with what they copy."""
    talk, start = catalogue(lang), offset(request)
    found = list(listed(store, ReportFilter(limit=PAGE + 1, offset=start)))
    rows = [
        {
            "id": r.id,
            "title": r.title or r.id,
            "date": short_date(r.published, talk),
            "outlet": r.outlet or "",
            "agencies": ", ".join(r.agencies),
            "copy_of": r.copy_of,
            "correction": talk.correction[r.correction] if r.correction else "",
        }
        for r in found[:PAGE]
    ]
    more = next_page(request, start) if len(found) > PAGE else None
    return {"rows": rows, "json": found[:PAGE], "more": more, "exercise": is_exercise(store, talk)}


def report_page(store: Store, request: Request, lang: str) -> Content:
    """One report, its text marked with all that was read."""
    talk, w = catalogue(lang), words(lang)
    source = reading(store, request.path_params["id"])
    quotations = [quotation_view(source, n, talk) for n in range(len(source.quotations))]
    events = [
        {
            "id": e.id,
            "mark": mark(e),
            "sentence": sentence_of(e, talk, source),
            "voucher": vouchers(e, source, talk),
            "rule": e.rule,
        }
        for e in source.events
    ]
    titles = {q["id"]: f"{q['holder']} {q['stance']} ({q['rule']})" for q in quotations}
    titles |= {e["id"]: f"{e['mark']} {e['sentence']} ({e['rule']})" for e in events}
    report = source.report
    facts = [
        (w["outlet"], report.outlet or ""),
        (w["published"], short_date(report.published, talk)),
        (w["authors"], ", ".join(report.authors)),
        (w["dateline"], report.dateline or ""),
        (w["agencies"], ", ".join(report.agencies)),
        (w["version"], str(report.version) if report.version > 1 else ""),
    ]
    return {
        "json": source,
        "title": title_of(report),
        "facts": [fact for fact in facts if fact[1]],
        "layers": [(layer, w[f"{layer}s"]) for layer in ("quotation", "event", "time", "place", "actor")],
        "paragraphs": anchored(paragraphs(report.text, marks_of(source, titles))),
        "quotations": quotations,
        "events": events,
        "actors": [
            {"name": a.name, "detail": ", ".join(x for x in (talk.kind[a.kind], a.country or "", a.sector or "") if x)}
            for a in source.actors
        ],
        "exercise": is_exercise(store, talk),
    }


def quotation_view(source: Reading, n: int, talk: Catalogue) -> Content:
    """A quotation for the margin."""
    q = source.quotations[n]
    return {
        "id": q.id,
        "holder": talk.join(holder_names(q, source)) or talk.text["nobody"],
        "stance": talk.stance[q.stance],
        "chain": source_line(q, source, talk),
        "rule": q.rule,
    }


def anchored(found: list[Paragraph]) -> list[list[Content]]:
    """Pieces as dictionaries; the first piece of every quotation and event carries its reference as anchor."""
    seen: set[str] = set()
    out = []
    for paragraph in found:
        row = []
        for piece in paragraph:
            fresh = [ref for ref in piece.refs if ref not in seen and ref[0] in "qe"]
            anchor = next((ref for ref in fresh if ref[0] == "e"), fresh[0] if fresh else None)
            if anchor:
                seen.add(anchor)
            row.append({"text": piece.text, "layers": piece.layers, "title": piece.title, "anchor": anchor})
        out.append(row)
    return out


def search_page(store: Store, request: Request, lang: str) -> Content:
    """Reports that hold the words asked for, with the passage."""
    talk = catalogue(lang)
    query = request.query_params.get("q", "")[:200]
    hits = search(store, query, limit=50) if query.strip() else []
    views = [
        {
            "id": hit.report.id,
            "title": hit.report.title or hit.report.id,
            "outlet": hit.report.outlet or "",
            "date": short_date(hit.report.published, talk),
            "pieces": highlighted(hit.snippet, hit.marks),
        }
        for hit in hits
    ]
    return {"hits": views, "json": hits, "exercise": is_exercise(store, talk)}


def highlighted(text: str, spans: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """A snippet as pieces, each with whether it is a match."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*pieces, (text[at:], False)]


def title_of(report: Report) -> str:
    """The title, else the first words of the text, else the id."""
    first = report.text.strip().split("\n", 1)[0]
    return report.title or (first[:80] + ("…" if len(first) > 80 else "")) or report.id


def offset(request: Request) -> int:
    """`?ab=`: how many rows to skip; nonsense counts as 0."""
    asked = request.query_params.get("ab", "0")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0


def next_page(request: Request, start: int) -> str:
    """The address of the next page, the filters kept."""
    return str(request.url.include_query_params(ab=start + PAGE).replace(scheme="", netloc="")).removeprefix("//")


def is_exercise(store: Store, talk: Catalogue) -> str:
    """What to say on top of every page when the store holds exercise reports, else nothing."""
    from lagebild.store.handle import get_meta, reading_from

    with reading_from(store) as connection:
        return talk.text["exercise_line"] if get_meta(connection, "exercise") else ""
