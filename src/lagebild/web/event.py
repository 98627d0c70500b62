"""One event: what is known, who says what about it, where that comes from, and what stands around it."""

from collections import Counter
from collections.abc import Iterable

from lagebild.link.dates import instant
from lagebild.link.passages import passages, sentence_around
from lagebild.model import LedgerEvent, LedgerNumber, ListedReport, Position, Reading, Span, Status, StoreError
from lagebild.present import Catalogue, date_words, holder_name, mark, position_line
from lagebild.present.picture import CONTRA, PRO
from lagebild.store import Store, reading, why
from lagebild.store import event as ledger_event
from lagebild.store.overview import events_by_id, events_of_reports, listed_by_id
from lagebild.web.amend import remarks_of
from lagebild.web.ask import Ask, Content
from lagebild.web.facets import actor_label
from lagebild.web.index import Index
from lagebild.web.locale import count, day, number, signed
from lagebild.web.rows import lines_of, mark_of, reports_of, rows_of, sentence_of
from lagebild.web.tables import position_table
from lagebild.web.titles import title_of
from lagebild.web.words import country

NEIGHBOURS = 8
MOST_REPORTS = 60
"""Reports of an event whose passages are shown; the others are only listed."""


def asked_event(ask: Ask) -> LedgerEvent:
    """The event of the address. Raises StoreError, in the reader's words, where there is none."""
    key = ask.request.path_params["id"]
    try:
        return ledger_event(ask.store, key)
    except StoreError as error:
        raise StoreError(ask.w["no_event"].format(key=key[:100]), "lagebild ledger") from error


def event_page(ask: Ask) -> Content:
    """One event with its ledger of positions. Raises StoreError, in the reader's words, for an unknown event."""
    event = asked_event(ask)
    own = event.superseded_by or event.id
    readings = readings_of(ask.store, event)
    listed = listed_by_id(ask.store, (plain_id(ref) for ref in readings))
    index, talk, w = ask.index(), ask.talk, ask.w
    positions = positions_of(event, readings, listed, talk)
    return {
        "json": event,
        "id": own,
        "superseded": event.superseded_by,
        "mark": mark_of(event),
        "status": talk.status[event.status],
        "sentence": sentence_of(event, talk),
        "facts": facts_of(event, readings, ask),
        "parties": [
            (w[title], [party_view(index, a.id, a.name, a.country, a.alleged, ask) for a in side])
            for title, side in (("who", event.actors), ("whom", event.recipients))
            if side
        ],
        "days": facing(positions),
        "others": [p for p in positions if p["side"] == "other"],
        "pro": sum(p["side"] == "pro" for p in positions),
        "contra": sum(p["side"] == "contra" for p in positions),
        "tree": source_tree(event, listed, ask),
        "history": history_of(event, readings, talk),
        "mentions": [
            mention_view(ref, readings, listed, talk) for ref in grouped_mentions(event) if ref[0] in readings
        ],
        "reasons": reasons_of(ask.store, own, readings, talk),
        "neighbours": neighbours_of(ask, event, own, index),
        "copied": sum(report.copy_of is not None for report in listed.values()),
        "remarks": remarks_of(event, ask),
        "parts": [
            (ref, f"{readings[ref].report.outlet or ref}, {title_of(readings[ref].report)}"[:90])
            for ref in dict.fromkeys(m.report for m in event.mentions)
            if ref in readings
        ],
        "csv": lambda: position_table(positions),
    }


def plain_id(ref: str) -> str:
    """The id of a report, of "ID@N" too."""
    name, _, number = ref.rpartition("@")
    return name if name and number.isdigit() else ref


def readings_of(store: Store, event: LedgerEvent) -> dict[str, Reading]:
    """The readings that an event's mentions and positions name, by their reference ("ID" or "ID@N")."""
    refs = dict.fromkeys([m.report for m in event.mentions] + [p.report for p in event.positions])
    found = {}
    for ref in list(refs)[:MOST_REPORTS]:
        try:
            found[ref] = reading(store, ref)
        except StoreError:
            continue
    return found


def facts_of(event: LedgerEvent, readings: dict[str, Reading], ask: Ask) -> list[Content]:
    """What, when, where with their precision, counts and sources, each with how it was come by."""
    talk, w = ask.talk, ask.w
    told = [e for m in event.mentions if m.report in readings for e in readings[m.report].events if e.id == m.event]
    phrase = talk.phrases.get(f"{event.type}/{event.mode}")
    kind = talk.event[event.type]
    noun = phrase.noun if phrase and phrase.noun != kind else ""
    facts = [{"label": w["what"], "value": noun or kind, "note": kind if noun else ""}]
    if event.time:
        precision = next((e.time.time_precision for e in told if e.time and e.time.value == event.time.value), None)
        facts.append(
            {
                "label": w["when"], "value": date_words(event.time.value, talk) or event.time.value,
                "note": w.get(f"precise_{precision}", ""),
            }
        )  # fmt: skip
    else:
        facts.append({"label": w["when"], "value": w["time_unknown"], "note": w["time_unknown_note"]})
    if event.place:
        name = country(event.place.country, ask.lang)
        precision = next((e.place.geo_precision for e in told if e.place and e.place.name == event.place.name), None)
        where = event.place.name + (f" ({name})" if name and name != event.place.name else "")
        facts.append({"label": w["where"], "value": where, "note": w.get(f"place_{precision}", "")})
    for told_number in event.numbers:
        value = number_words(told_number, talk)
        facts.append({"label": w["numbers"], "value": value, "note": told_number.holder or ""})
    names = ", ".join(s.name + (f" ({talk.text['party']})" if s.party else "") for s in event.sources)
    facts.append({"label": w["sources"], "value": count("sources", event.independent_sources, talk), "note": names})
    if event.first_seen:
        seen = day(event.first_seen, talk.code)
        last = day(event.last_seen, talk.code)
        facts.append({"label": w["reported"], "value": seen if seen == last else f"{seen} – {last}", "note": ""})
    return facts


def number_words(told: LedgerNumber, talk: Catalogue) -> str:
    """ "3 – 5 Tote"."""
    bounds = [number(n, talk.code) for n in (told.min, told.max) if n is not None]
    return f"{' – '.join(dict.fromkeys(bounds))} {talk.number.get(told.what, told.what)}"


def party_view(index: Index, key: str, name: str, code: str | None, alleged: bool, ask: Ask) -> Content:
    """A party with its page."""
    label = actor_label(index, key, ask.lang) if key.startswith("state:") else name
    state = country(code, ask.lang)
    return {
        "key": key,
        "name": label,
        "country": state if state != label else "",
        "alleged": ask.talk.text["alleged"] if alleged else "",
    }


def positions_of(
    event: LedgerEvent, readings: dict[str, Reading], listed: dict[str, ListedReport], talk: Catalogue
) -> list[Content]:
    """The positions, oldest first, each with the passage that holds it. The same holder's same stance on the same thing
    is told once, with the reports that repeat it; what reports say in their own voice is told once a day."""
    groups: dict[tuple[object, ...], list[Position]] = {}
    for position in event.positions:
        groups.setdefault(_group(position), []).append(position)
    first_mention = {m.report: m.trigger for m in reversed(event.mentions)}
    views = []
    for same in groups.values():
        same = sorted(same, key=lambda p: (_copied(p, listed), _moment(p, readings)))
        views.append(position_view(same, readings, first_mention, talk))
    return sorted(views, key=lambda view: view["moment"])


def _group(position: Position) -> tuple[object, ...]:
    own = position.holder is None
    holder = (
        position.holder.id or position.holder.name
        if position.holder
        else ("?" + position.report if position.anonymous else (position.said or "")[:10])
    )
    return own, holder, position.wrong, position.stance, position.about, position.status, position.withdrawn is not None


def _copied(position: Position, listed: dict[str, ListedReport]) -> bool:
    report = listed.get(plain_id(position.report))
    return report is not None and report.copy_of is not None


def _moment(position: Position, readings: dict[str, Reading]) -> str:
    source = readings.get(position.report)
    return instant(position.said or (source.report.published if source else None))


def position_view(
    same: list[Position], readings: dict[str, Reading], mentioned: dict[str, Span], talk: Catalogue
) -> Content:
    """A position with its passage, its way to the reader, and the other reports that hold it."""
    position = same[0]
    source = readings.get(position.report)
    side = "pro" if position.stance in PRO else "contra" if position.stance in CONTRA else "other"
    date = position.said or (source.report.published if source else None)
    return {
        "side": side,
        "moment": _moment(position, readings),
        "date": day((date or "")[:10], talk.code),
        "holder": holder_name(position, talk),
        "key": position.holder.id if position.holder else "",
        "voice": position.holder is None,
        "wrong": position.wrong,
        "stance": talk.stance[position.stance],
        "status": position.status.value,
        "status_word": talk.status[position.status] if position.status is not Status.ACTUAL else "",
        "about": talk.about[position.about] if position.about != "occurrence" else "",
        "passage": _passage(position, source, mentioned) if source else "",
        "literal": bool(source and position.quotation and _literal(position, source)),
        "chain": position_line(position, source.report if source else position.report, talk),
        "report": position.report,
        "anchor": position.quotation or "",
        "title": title_of(source.report) if source else position.report,
        "withdrawn": day(position.withdrawn, talk.code) if position.withdrawn else "",
        "also": [
            {"report": p.report, "anchor": p.quotation or "", "outlet": (readings[p.report].report.outlet or p.report)}
            for p in {p.report: p for p in same[1:] if p.report != position.report and p.report in readings}.values()
        ],
    }


def _passage(position: Position, source: Reading, mentioned: dict[str, Span]) -> str:
    text = source.report.text
    quotation = next((q for q in source.quotations if q.id == position.quotation), None)
    if quotation is not None:
        return " … ".join(" ".join(text[start:end].split()) for start, end in quotation.spans)
    trigger = mentioned.get(position.report)
    return " ".join(text[slice(*sentence_around(text, trigger[0], passages(text)))].split()) if trigger else ""


def _literal(position: Position, source: Reading) -> bool:
    return any(q.id == position.quotation and q.type == "Direct" for q in source.quotations)


def facing(positions: Iterable[Content]) -> list[Content]:
    """The positions of both sides by day: [{"date": …, "pro": […], "contra": […]}, …]."""
    days: dict[str, Content] = {}
    for position in positions:
        if position["side"] != "other":
            day = days.setdefault(position["moment"][:10], {"date": position["date"], "pro": [], "contra": []})
            day[position["side"]].append(position)
    return list(days.values())


def source_tree(event: LedgerEvent, listed: dict[str, ListedReport], ask: Ask) -> list[Content]:
    """Where the reports have it from: agency -> reports that credit it -> their reprints; reports of their own last."""
    told = reports_of(event, listed)
    inside = {report.id for report in told}
    children: dict[str, list[ListedReport]] = {}
    for report in told:
        if report.copy_of in inside and report.copy_of != report.id:
            children.setdefault(report.copy_of, []).append(report)
    below = {child.id for found in children.values() for child in found}
    roots: dict[str, list[Content]] = {}
    for report in told:
        if report.id not in below:
            roots.setdefault(", ".join(report.agencies), []).append(_node(report, children, ask, frozenset()))
    named = [{"agency": agency, "reports": found} for agency, found in roots.items() if agency]
    return named + ([{"agency": "", "reports": roots[""]}] if "" in roots else [])


def _node(report: ListedReport, children: dict[str, list[ListedReport]], ask: Ask, above: frozenset[str]) -> Content:
    seen = above | {report.id}
    return {
        "id": report.id,
        "outlet": report.outlet or report.id,
        "title": report.title or report.id,
        "date": day(report.published, ask.lang),
        "correction": ask.talk.correction[report.correction] if report.correction else "",
        "compare": report.copy_of,
        "copies": [_node(child, children, ask, seen) for child in children.get(report.id, []) if child.id not in seen],
    }


def history_of(event: LedgerEvent, readings: dict[str, Reading], talk: Catalogue) -> list[Content]:
    """How its status changed from report to report; empty where it never did. Of a report that says several things of
    it, what it says most often counts."""
    told: dict[str, Counter[Status]] = {}
    for mention in event.mentions:
        source = readings.get(mention.report)
        found = next((e for e in source.events if e.id == mention.event), None) if source else None
        if found:
            told.setdefault(mention.report, Counter())[found.status] += 1
    steps: list[Content] = []
    for ref in sorted(told, key=lambda ref: instant(readings[ref].report.published)):
        status, report = told[ref].most_common(1)[0][0], readings[ref].report
        if not steps or steps[-1]["mark"] != status.value:
            steps.append(
                {
                    "mark": status.value,
                    "status": talk.status[status],
                    "report": ref,
                    "date": day((report.published or "")[:10], talk.code),
                    "outlet": report.outlet or "",
                }
            )
    return steps if len(steps) > 1 else []


def grouped_mentions(event: LedgerEvent) -> list[tuple[str, list[tuple[str, Span]]]]:
    """The mentions by report, in order of the text."""
    groups: dict[str, list[tuple[str, Span]]] = {}
    for mention in event.mentions:
        groups.setdefault(mention.report, []).append((mention.event, mention.trigger))
    return [(report, sorted(found, key=lambda m: m[1])) for report, found in groups.items()]


def mention_view(
    told: tuple[str, list[tuple[str, Span]]],
    readings: dict[str, Reading],
    listed: dict[str, ListedReport],
    talk: Catalogue,
) -> Content:
    """The sentences of a report that tell of an event, their triggers marked."""
    ref, found = told
    source = readings[ref]
    text = source.report.text
    cut = passages(text)
    sentences: dict[Span, list[tuple[str, Span]]] = {}
    for mention in found:
        sentences.setdefault(sentence_around(text, mention[1][0], cut), []).append(mention)
    by_id = {e.id: e for e in source.events}
    report = listed.get(plain_id(ref))
    return {
        "report": ref,
        "title": title_of(source.report),
        "outlet": source.report.outlet or "",
        "date": day(source.report.published, talk.code),
        "copy_of": report.copy_of if report else None,
        "sentences": [
            {
                "event": inside[0][0],
                "mark": by_id[inside[0][0]].status.value if inside[0][0] in by_id else "actual",
                "sign": mark(by_id[inside[0][0]]) if inside[0][0] in by_id else "",
                "pieces": _cut(text, span, [m[1] for m in inside]),
            }
            for span, inside in sentences.items()
        ],
    }


def _cut(text: str, span: Span, triggers: list[Span]) -> list[tuple[str, bool]]:
    pieces, at = [], span[0]
    for start, end in triggers:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = max(at, end)
    return [*pieces, (text[at : span[1]], False)]


def reasons_of(store: Store, id_: str, readings: dict[str, Reading], talk: Catalogue) -> list[Content]:
    """Why reports were linked: pairs of mentions with what spoke for and against it."""
    return [
        {
            "one": _reference(found.one, readings),
            "other": _reference(found.other, readings),
            "evidence": signed(found.evidence, talk.code),
            "features": [
                (
                    talk.link.get(name, name),
                    signed(weight, talk.code),
                    "for" if weight >= 0 else "against",
                    min(20, round(abs(weight) * 8)),
                )
                for name, weight in found.features
            ],
        }
        for found in why(store, id_)
    ]


def _reference(mention: tuple[str, str], readings: dict[str, Reading]) -> Content:
    source = readings.get(mention[0])
    return {
        "report": mention[0],
        "event": mention[1],
        "outlet": (source.report.outlet if source else None) or mention[0],
        "date": (source.report.published or "")[:10] if source else "",
    }


def neighbours_of(ask: Ask, event: LedgerEvent, own: str, index: Index) -> list[Content]:
    """Other events of the same story: told in the same reports, most of them with the same parties first."""
    shared = events_of_reports(ask.store, (m.report for m in event.mentions))
    shared.pop(own, None)
    parties = {a.id for a in (*event.actors, *event.recipients)}
    best = sorted(shared, key=lambda id_: (-shared[id_], id_))[: 5 * NEIGHBOURS]
    found = events_by_id(ask.store, best)
    found.sort(
        key=lambda e: (-len(parties & {a.id for a in (*e.actors, *e.recipients)}), -shared[e.id], not e.contested, e.id)
    )
    return [
        {"row": row, "shared": shared[row.id]}
        for row in rows_of(lines_of(ask.store, found[:NEIGHBOURS], index.newest), ask.lang)
    ]
