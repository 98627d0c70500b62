"""One event of the ledger in full: what people said of it, who holds which position, and the passages."""

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lagebild.cli.settings import colored, words
from lagebild.cli.terminal import Ink, one_line, wrapped
from lagebild.model import LedgerEvent, MentionRef, Position, Reading, Remark

if TYPE_CHECKING:
    from lagebild.link import Why
    from lagebild.present import Forms
    from lagebild.store import Store

MOST_REPORTS = 200
"""Reports of which the passages are fetched."""
POSITION = (
    "event", "holder", "anonymous", "stance", "about", "status", "chain", "report", "outlet", "published", "quotation",
    "said", "withdrawn", "party", "wrong", "passage",
)  # fmt: skip
SIGNS = {"confirm": "✓", "wrong": "✗", "merge": "⊕", "split": "⊖", "note": "✎"}


def tellings(store: "Store", event: LedgerEvent) -> dict[str, Reading]:
    """The readings of the reports that tell of an event, by their reference."""
    from lagebild.store import reading

    refs = dict.fromkeys((*(m.report for m in event.mentions), *(p.report for p in event.positions)))
    return {ref: reading(store, ref) for ref in list(refs)[:MOST_REPORTS]}


def position_rows(event: LedgerEvent, told: Mapping[str, Reading]) -> Iterator[tuple[object, ...]]:
    """The positions on an event as rows under POSITION."""
    for p in event.positions:
        report = told[p.report].report if p.report in told else None
        yield (
            event.id, p.holder and p.holder.name, p.anonymous, p.stance, p.about, p.status,
            "; ".join(link.name for link in p.chain), p.report, report and report.outlet, report and report.published,
            p.quotation, p.said, p.withdrawn, p.party, p.wrong, _said(p, told),
        )  # fmt: skip


def event_lines(event: LedgerEvent, told: Mapping[str, Reading], forms: "Forms", columns: int) -> Iterator[str]:
    """An event: summary, status, parties, sources; what people said; how it went on; positions and mentions with their
    passages."""
    from lagebild.present import mark, summary
    from lagebild.present.history import history_lines

    ink, said = Ink(colored(sys.stdout)), words()
    sentence = one_line(summary(event, said, forms))
    yield from wrapped(f"{ink(mark(event), 'bold', 'yellow')} {ink(sentence, 'bold')}", columns, "   ", "")
    label = said.event[event.type] + (f"/{event.mode}" if event.mode else "")
    facts = [said.status[event.status], label]
    facts.append(", ".join(s.name + (f" ({said.text['party']})" if s.party else "") for s in event.sources))
    facts += [f"{a.name}: {said.text['alleged']}" for a in event.actors if a.alleged]
    facts += [
        f"{n.holder or said.text['report_voice']}: {said.number.get(n.what, n.what)} {n.min}" for n in event.numbers
    ]
    yield from wrapped(one_line(" · ".join(fact for fact in facts if fact)), columns, "   ")
    now = said.say("correct_now", id=event.superseded_by) if event.superseded_by else ""
    yield from wrapped(ink(" · ".join(filter(None, (event.id, now))), "dim"), columns, "   ")
    if event.remarks:
        yield from _head(said.text["remarks"], len(event.remarks), ink)
        for remark in event.remarks:
            yield from wrapped(_remark(remark, ink), columns, "     ", "   ")
    if history := list(history_lines(event, said)):
        yield from _head(said.text["history"], len(history), ink)
        for line in history:
            yield from wrapped(one_line(line), columns, "     ", "   ")
    yield from _head(said.text["positions"], len(event.positions), ink)
    for position in event.positions:
        yield from _position(position, told, ink, columns)
    yield from _head(said.text["mentions"], len(event.mentions), ink)
    for mention in event.mentions:
        yield from _mention(mention, told, ink, columns)


def _head(title: str, number: int, ink: Ink) -> Iterator[str]:
    yield ""
    yield ink(f"{title} ({number})", "bold")


def _remark(remark: Remark, ink: Ink) -> str:
    from lagebild.present import short_date

    said = words()
    item = remark.mention or remark.quotation
    about = said.say("remark_on", what=f"{remark.report}#{item}" if item else remark.report) if remark.report else ""
    who = " · ".join(filter(None, (remark.author, short_date(remark.time, said), about)))
    kind = f"{SIGNS[remark.kind]} {said.amendment[remark.kind]}"
    text = f": {one_line(remark.text)}" if remark.text else ""
    return f"{ink(kind, 'bold', 'green')} · {one_line(who)}{text} {ink(f'[{remark.id}]', 'dim')}"


def _position(position: Position, told: Mapping[str, Reading], ink: Ink, columns: int) -> Iterator[str]:
    from lagebild.present import outlet_of, position_line, short_date

    said = words()
    read = told.get(position.report)
    outlet = outlet_of(read.report) if read else position.report
    stance = f"{said.stance[position.stance]} ({said.about[position.about]})"
    notes = [said.text["party"]] if position.party and position.holder else []
    notes += [said.say("withdrawn", date=short_date(position.withdrawn, said))] if position.withdrawn else []
    notes += [f"{SIGNS['wrong']} {said.amendment['wrong']}"] if position.wrong else []
    line = " · ".join(filter(None, (position_line(position, outlet, said), short_date(position.said, said), *notes)))
    at = f"{position.report}#{position.quotation}" if position.quotation else position.report
    styles = ("bold", "dim") if position.withdrawn or position.wrong else ("bold",)
    yield from wrapped(f"{ink(stance, *styles)}: {one_line(line)} {ink(f'[{one_line(at)}]', 'dim')}", columns, "     ",
                       "   ")  # fmt: skip
    if passage := _said(position, told):
        yield from wrapped(f"„{one_line(passage)}“", columns, "     ")


def _said(position: Position, told: Mapping[str, Reading]) -> str:
    """The words of the quotation behind a position; empty where the report speaks in its own voice."""
    read = told.get(position.report)
    found = next((q for q in read.quotations if q.id == position.quotation), None) if read else None
    return " … ".join(read.report.text[slice(*span)] for span in found.spans) if read and found else ""


def _mention(mention: MentionRef, told: Mapping[str, Reading], ink: Ink, columns: int) -> Iterator[str]:
    from lagebild.present import outlet_of, short_date
    from lagebild.present.passages import sentence_at

    read = told.get(mention.report)
    report = read.report if read else None
    facts = (outlet_of(report), short_date(report.published, words())) if report else ()
    head = " · ".join(fact for fact in facts if fact)
    at = ink(f"[{one_line(f'{mention.report}#{mention.event}')}]", "dim")
    yield from wrapped(f"{one_line(head)} {at}", columns, "     ", "   ")
    if report:
        before, trigger, after = map(one_line, sentence_at(report.text, mention.trigger))
        marked = ink(trigger, "bold") if ink.color else f"*{trigger}*"
        gap = " " if before and report.text[mention.trigger[0] - 1].isspace() else ""
        end = " " if after and report.text[mention.trigger[1]].isspace() else ""
        yield from wrapped(f"{before}{gap}{marked}{end}{after}", columns, "     ")


def why_lines(reasons: "tuple[Why, ...]", columns: int) -> Iterator[str]:
    """The pairs of reports by which an event came together, each with what spoke for and against it."""
    ink, said = Ink(colored(sys.stdout)), words()
    if reasons:
        yield from _head(said.text["linked"], len(reasons), ink)
    for reason in reasons:
        signs = ", ".join(f"{said.link.get(name, name)} {weight:+.1f}" for name, weight in reason.features)
        line = f"{reason.one[0]} {reason.one[1]} ~ {reason.other[0]} {reason.other[1]}: {reason.evidence:.1f} ({signs})"
        yield from wrapped(one_line(line), columns, "     ", "   ")
