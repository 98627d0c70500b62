"""`lagebild picture`: the situation at a glance."""

import shlex
import sys
from collections.abc import Iterator

import click

from lagebild.cli.output import formats, write_json
from lagebild.cli.settings import colored, open_store, settings, shared, words
from lagebild.cli.terminal import Ink, cells, emit, one_line, width, wrapped
from lagebild.model import ListedReport
from lagebild.present.picture import Line, Picture, Section, Side

HANG = "      "
MOST_HOLDERS = 3
"""Holders and outlets on one side that are named; of more the number is told."""


@click.command(short_help="The situation at a glance.", epilog="Example: lagebild picture --since 2023-06")
@click.option("--since", metavar="DATE", help="Only events of which reports of that day or later speak.")
@click.option("--most", type=click.IntRange(min=0), help="Lines in each section, 0 for all. [two screens in all]")
@formats("json")
@shared("store", "lang", "quiet", "color")
def picture(since: str | None, most: int | None, form: str | None) -> None:
    """The situation: what is contested and by whom, what happened, what is announced, feared or called off."""
    from lagebild.cli.add import ask_for_link
    from lagebild.cli.exercise import is_exercise
    from lagebild.cli.lists import chosen
    from lagebild.present.picture import picture as made_from
    from lagebild.store import LedgerFilter, ledger, listed

    with open_store() as store:
        ask_for_link(store)
        reports = list(listed(store))
        made = made_from(ledger(store, chosen(LedgerFilter, {"since": since})), reports, most=most)
        exercise = is_exercise(store)
    if form:
        write_json([made], form)
        return
    for line in _lines(made, {report.id: report for report in reports}, exercise, Ink(colored(sys.stdout)), width()):
        emit(line)


def _lines(made: Picture, reports: dict[str, ListedReport], exercise: bool, ink: Ink, columns: int) -> Iterator[str]:
    from lagebild.cli.reading import german_forms
    from lagebild.present import short_date

    said, forms = words(), german_forms()
    if exercise:
        yield from (ink(line, "bold") for line in wrapped(said.text["exercise_line"], columns))
    counted = said.say(
        "as_of", date=short_date((made.as_of or "")[:10], said), reports=said.count("reports", made.reports),
        copies=said.count("copies", made.copies), events=said.count("events", made.events),
    )  # fmt: skip
    yield from wrapped(f"{ink(said.text['picture'], 'bold')} · {counted}", columns)
    if not made.sections:
        yield from wrapped(said.text["nothing_yet"], columns)
        return
    for section in made.sections:
        yield ""
        shown = len(section.lines)
        title = said.text[section.name]
        if section.left:
            title = said.say("section", title=title, n=shown, total=shown + section.left)
        yield ink(title, "bold", "underline")
        for line in section.lines:
            yield from _line(line, section, reports, forms, ink, columns)
    yield ""
    yield from (ink(line, "dim") for line in wrapped(said.text["marks"], columns))
    yield from _next(made, ink, columns)


def _line(
    line: Line, section: Section, reports: dict[str, ListedReport], forms: object, ink: Ink, columns: int
) -> Iterator[str]:
    from lagebild.present import MARKS, event_sentence, happening, mark

    said, event = words(), line.event
    sentence = one_line(event_sentence(happening(event), said, forms))  # type: ignore[arg-type]
    sign = mark(event)
    if section.name == "contested":
        sign = f"{MARKS['contested']}{MARKS[event.status]}"
    yield from wrapped(f"{ink(sign, 'bold', 'yellow')} {ink(sentence, 'bold')}", columns, HANG, " ")
    contested = section.name == "contested"
    facts = [] if contested else [_who(line, reports)]
    if section.name in ("contested", "happened"):
        facts.insert(0, said.count("sources", event.independent_sources))
    if line.copies:
        facts.append(said.count("reprints", line.copies))
    if line.passed:
        facts.append(said.text["passed"])
    if line.about:
        facts.append(said.say("contested_about", about=", ".join(said.about[about] for about in line.about)))
    yield from (ink(text, "dim") for text in wrapped(one_line(f"{' · '.join(facts)} [{event.id}]"), columns, HANG))
    if contested:
        for label, sides in (("for", line.pro), ("against", line.contra)):
            text = f"{ink(said.text[label] + ':', 'bold')} {_sides(sides, reports)}"
            yield from wrapped(text, columns, HANG + "  ", HANG)


def _who(line: Line, reports: dict[str, ListedReport]) -> str:
    """The sources of what happened; of everything else who says it."""
    if line.event.sources:
        party = words().text["party"]
        return ", ".join(s.name + (f" ({party})" if s.party else "") for s in line.event.sources)
    return _sides((*line.pro, *line.others, *line.contra), reports)


def _sides(sides: tuple[Side, ...], reports: dict[str, ListedReport]) -> str:
    """Who stands on one side: "bestritten: Kreml (Rundschau Süd ← AGM)"; own voices of reports are the outlets."""
    said = words()
    named = [side for side in sides if side.position.holder is not None or side.position.anonymous]
    voices = [side for side in sides if side not in named]
    by_stance: dict[str, list[str]] = {}
    for side in named[:MOST_HOLDERS]:
        who = side.position.holder.name if side.position.holder else said.text["unnamed"]
        way = " ← ".join((_outlet(side.reports[0], reports), *(link.name for link in side.position.chain)))
        more = f" +{len(side.reports) - 1}" if len(side.reports) > 1 else ""
        by_stance.setdefault(said.stance[side.position.stance], []).append(f"{who} ({way}{more})")
    parts = [f"{stance}: {', '.join(holders)}" for stance, holders in by_stance.items()]
    if len(named) > MOST_HOLDERS:
        parts.append(f"+{len(named) - MOST_HOLDERS}")
    if voices:
        outlets = tuple(dict.fromkeys(_outlet(report, reports) for side in voices for report in side.reports))
        shown = ", ".join(outlets[:MOST_HOLDERS])
        more = f" +{len(outlets) - MOST_HOLDERS}" if len(outlets) > MOST_HOLDERS else ""
        parts.append(f"{said.text['report_voice']} ({shown}{more})")
    return one_line("; ".join(parts)) or said.text["none"]


def _outlet(id_: str, reports: dict[str, ListedReport]) -> str:
    known = reports.get(id_.partition("@")[0])
    return (known and known.outlet) or id_


def _command() -> str:
    """The command with the store that was named, so that what is printed can be copied."""
    store = settings().store
    return f"lagebild --store {shlex.quote(store)}" if store else "lagebild"


def _next(made: Picture, ink: Ink, columns: int) -> Iterator[str]:
    said, command = words(), _command()
    first = made.sections[0].lines[0]
    steps = (
        (f"{command} ledger --contested", said.text["next_contested"]),
        (f"{command} ledger --event {first.event.id}", said.text["next_event"]),
        (
            f"{command} show {shlex.quote(first.reports[0].partition('@')[0])}" if first.reports else "",
            said.text["next_show"],
        ),
        (f"{command} serve", said.text["next_serve"]),
    )
    yield ink(said.text["next"], "bold")
    for step, text in steps:
        if step:
            # A command stays on one line, however long it is, so that it can be copied.
            line = f"  {ink(one_line(step), 'cyan')}"
            if cells(line) + 2 + cells(text) <= columns:
                yield f"{line}  {text}"
            else:
                yield line
                yield from wrapped(text, columns, HANG)
