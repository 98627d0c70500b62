"""The list of reports, and one report: its text marked with all that was read, and what explains each mark."""

from lagebild.link import Copy, CopyKind
from lagebild.model import Actor, EventMention, Place, Quotation, Reading, StoreError, Time
from lagebild.present import (
    Catalogue,
    date_words,
    holder_names,
    mark,
    outlet_of,
    source_line,
    vouchers,
)
from lagebild.present.dates import duration_words
from lagebild.store import ReportFilter, listed, reading
from lagebild.store.overview import copies_around, listed_by_id, versions_of
from lagebild.web.ask import Ask, Content
from lagebild.web.locale import day
from lagebild.web.marking import Paragraph, marks_of, paragraphs
from lagebild.web.rows import sentence_of
from lagebild.web.titles import title_of
from lagebild.web.words import country

PAGE = 100
LAYERS = ("quotation", "event", "time", "place", "actor")
_RELATIONS = {
    (CopyKind.COPY, True): "copies_it",
    (CopyKind.COPY, False): "copied_by",
    (CopyKind.UPDATE, True): "updates_it",
    (CopyKind.UPDATE, False): "updated_by",
}
SHOWN_LAYERS = ("quotation", "event", "actor")


def reports_page(ask: Ask) -> Content:
    """All reports, newest first, with what they copy."""
    outlet = ask.params.get("outlet", "")[:100]
    where = ReportFilter(limit=PAGE + 1, offset=ask.offset, outlet=outlet or None)
    found = list(listed(ask.store, where))
    originals = listed_by_id(ask.store, (r.copy_of for r in found if r.copy_of))
    rows = [
        {
            "id": r.id,
            "title": r.title or r.id,
            "date": day(r.published, ask.lang),
            "outlet": r.outlet or "",
            "agencies": ", ".join(r.agencies),
            "copy_of": r.copy_of,
            "original": (originals[r.copy_of].outlet or r.copy_of) if r.copy_of in originals else r.copy_of,
            "correction": ask.talk.correction[r.correction] if r.correction else "",
        }
        for r in found[:PAGE]
    ]
    return {
        "json": found[:PAGE],
        "csv": lambda: (
            ("id", "published", "outlet", "title", "agencies", "copy_of", "correction"),
            [(r.id, r.published, r.outlet, r.title, list(r.agencies), r.copy_of, r.correction) for r in found[:PAGE]],
        ),
        "rows": rows,
        "outlet": outlet,
        "more": ask.page(ask.offset + PAGE) if len(found) > PAGE else "",
        "back": ask.page(max(0, ask.offset - PAGE)) if ask.offset else "",
    }


def report_page(ask: Ask) -> Content:
    """One report as it stands in the store."""
    source = reading_asked(ask, ask.request.path_params["id"])
    around = copies_around(ask.store, source.report.id)
    own = next((c for c in around if c.report == source.report.id and c.kind is CopyKind.COPY), None)
    named = listed_by_id(ask.store, {ref for c in around for ref in (c.report, c.original)})
    relations = [
        relation_view(c, source.report.id, {k: r.outlet or k for k, r in named.items()}, ask.w) for c in around
    ]
    versions = versions_of(ask.store, source.report.id)
    return {
        **reading_view(ask, source, own),
        "json": source,
        "relations": relations,
        "versions": [
            {"n": n, "ref": f"{source.report.id}@{n}", "added": day(added[:10], ask.lang)} for n, added in versions
        ]
        if len(versions) > 1
        else [],
        "stored": True,
    }


def reading_asked(ask: Ask, ref: str) -> Reading:
    """The reading of a report ("ID" or "ID@N"). Raises StoreError, in the reader's words, for an unknown one."""
    try:
        return reading(ask.store, ref)
    except StoreError as error:
        raise StoreError(ask.w["no_report"].format(key=ref[:100]), "lagebild reports") from error


def reading_view(ask: Ask, source: Reading, copied: Copy | None = None) -> Content:
    """A reading set for reading; copied: what it copies from another report."""
    talk, w, report = ask.talk, ask.w, source.report
    asked = ask.params.get("ebenen")
    on = SHOWN_LAYERS if asked is None else tuple(layer for layer in LAYERS if layer in asked.split(","))
    notes = {
        "quotation": [quotation_note(q, source, talk) for q in source.quotations],
        "event": [event_note(e, source, talk) for e in source.events],
        "time": [time_note(n, t, report.text, talk) for n, t in enumerate(source.times)],
        "place": [place_note(n, p, report.text, ask) for n, p in enumerate(source.places)],
        "actor": [actor_note(a, ask) for a in source.actors],
    }
    facts = [
        (w["published"], day(report.published, talk.code)),
        (w["authors"], ", ".join(report.authors)),
        (w["dateline"], report.dateline or ""),
        (w["agencies"], ", ".join(report.agencies)),
        (w["correction"], talk.correction[report.correction] if report.correction else ""),
        (w["notes"], ", ".join(report.notes)),
    ]
    return {
        "title": title_of(report),
        "id": report.id,
        "version": report.version,
        "outlet": report.outlet or "",
        "text_lang": report.language,
        "facts": [fact for fact in facts if fact[1]],
        "url": report.url if (report.url or "").startswith(("https://", "http://")) else "",
        "chain": dict.fromkeys([outlet_of(report), *report.agencies]),
        "layers": [(layer, w[f"{layer}s"], len(notes[layer]), layer in on) for layer in LAYERS],
        "notes": notes,
        "paragraphs": anchored(paragraphs(report.text, marks_of(source, copied.spans if copied else ()))),
        "copied_from": copied.original if copied else "",
    }


def relation_view(found: Copy, own: str, outlets: dict[str, str], w: dict[str, str]) -> Content:
    """A reprint or update in words, with the other report."""
    mine = found.report == own
    other = found.original if mine else found.report
    label = w[_RELATIONS[found.kind, mine]]
    return {"other": other, "outlet": outlets.get(other, other), "label": label, "share": round(100 * found.share)}


def quotation_note(q: Quotation, source: Reading, talk: Catalogue) -> Content:
    """What is known of a quotation."""
    return {
        "ref": q.id,
        "head": talk.join(holder_names(q, source)) or talk.text["nobody"],
        "text": ", ".join(
            x
            for x in (
                talk.stance[q.stance],
                talk.about[q.about] if q.about != "occurrence" else "",
                talk.quotation[q.type],
            )
            if x
        ),
        "chain": source_line(q, source, talk),
        "rule": q.rule,
        "mark": "",
    }


def event_note(e: EventMention, source: Reading, talk: Catalogue) -> Content:
    """What is known of an event mention."""
    return {
        "ref": e.id,
        "head": sentence_of(e, talk, source),
        "text": ", ".join(
            [talk.event[e.type], talk.status[e.status], *([talk.status["hearsay"]] if e.hearsay else [])]
        ),
        "chain": vouchers(e, source, talk),
        "rule": e.rule,
        "mark": e.status.value,
        "sign": mark(e),
    }


def time_note(n: int, t: Time, text: str, talk: Catalogue) -> Content:
    """What is known of a time expression."""
    value = date_words(t.value, talk) or duration_words(t.value, talk) or t.value
    span = " – ".join(dict.fromkeys(day(x, talk.code) for x in (t.begins, t.ends) if x))
    return {
        "ref": f"t{n}",
        "head": text[t.start : t.end],
        "text": ", ".join((talk.timex[t.type], value, span or talk.text["unanchored"])),
        "chain": "",
        "rule": t.rule,
        "mark": "",
    }


def place_note(n: int, p: Place, text: str, ask: Ask) -> Content:
    """What is known of a place."""
    state = country(p.country, ask.lang)
    parts = [state if state != p.name else "", ask.w.get(f"place_{p.geo_precision}", "")]
    if p.disputed:
        parts.append(ask.talk.text["disputed"])
    if p.controlled_by:
        parts.append(ask.w["held_by"].format(state=country(p.controlled_by, ask.lang)))
    return {
        "ref": f"p{n}",
        "head": p.name,
        "text": ", ".join(x for x in parts if x),
        "chain": "",
        "rule": p.rule,
        "mark": "",
    }


def actor_note(a: Actor, ask: Ask) -> Content:
    """What is known of an actor."""
    parts = [ask.talk.kind[a.kind], country(a.country, ask.lang), a.sector or "", *a.offices, a.party or ""]
    return {
        "ref": a.id, "head": a.name, "text": ", ".join(x for x in parts if x), "chain": "", "rule": a.rule, "mark": "",
        "mentions": len(a.mentions),
    }  # fmt: skip


def anchored(found: list[Paragraph]) -> list[list[Content]]:
    """Pieces as dictionaries; the first piece of every quotation and event carries its reference as anchor."""
    seen: set[str] = set()
    out = []
    for paragraph in found:
        row = []
        for piece in paragraph:
            fresh = [ref for ref in piece.anchors if ref not in seen]
            seen.update(fresh)
            row.append({"text": piece.text, "layers": piece.layers, "refs": piece.refs, "anchors": fresh})
        out.append(row)
    return out
