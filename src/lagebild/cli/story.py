"""`lagebild story`: events that hang together, on a time line."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.lists import COUNTRY, SINCE, UNTIL, chosen
from lagebild.cli.output import formats, put
from lagebild.cli.settings import colored, open_store, say, shared, words
from lagebild.cli.terminal import Ink, cells, emit, one_line, width, wrapped
from lagebild.model import LedgerEvent, StoreError

if TYPE_CHECKING:
    from lagebild.present import Forms
    from lagebild.present.stories import Story

MOST = 5
NAMES = 4
LINES = 12


class StoryRow(Struct, frozen=True, kw_only=True):
    """A story for programs; `events` are ids in the order of their time."""

    id: str
    begins: str | None
    ends: str | None
    reports: int
    contested: int
    parties: tuple[str, ...]
    places: tuple[str, ...]
    events: tuple[str, ...]


@click.command(
    short_help="Events that hang together, on a time line.",
    epilog="Example: lagebild story --actor Lukaschenko   lagebild story --event 3f0c5a…",
)
@click.option("--event", metavar="ID", help="The story of this event, whole.")
@click.option("--actor", metavar="NAME", help="Stories in which somebody takes part: part of a name.")
@SINCE
@UNTIL
@COUNTRY
@click.option("--most", type=click.IntRange(min=0), default=MOST, show_default=True, help="Stories, 0 for all.")
@formats("json", "jsonl", "csv")
@shared("store", "lang", "quiet", "color")
def story(event: str | None, most: int, form: str | None, **filters: object) -> None:
    """Group the events that hang together by the reports that tell them, who takes part and where, on a time line."""
    from lagebild.cli.add import ask_for_link
    from lagebild.present.stories import stories
    from lagebild.store import LedgerFilter, ledger
    from lagebild.store import event as event_of

    with open_store() as store:
        tell_exercise(store, form)
        ask_for_link(store)
        found = stories(ledger(store), least=1 if event else 2)
        if event:
            id_ = (asked := event_of(store, event)).superseded_by or asked.id
            found = tuple(s for s in found if any(e.id == id_ for e in s.events))
        elif any(value is not None for value in filters.values()):
            wanted = {e.id for e in ledger(store, chosen(LedgerFilter, filters))}
            found = tuple(s for s in found if any(e.id in wanted for e in s.events))
    if event and not found:
        raise StoreError(f"The event {event} stands in no story.", f"See: lagebild ledger --event {event}")
    if form:
        put(map(_row, found), form, StoryRow.__struct_fields__, _flat)
        return
    from lagebild.cli.reading import german_forms

    ink, forms = Ink(colored(sys.stdout)), german_forms()
    for number, one in enumerate(found[: most or None]):
        if number:
            emit()
        for line in story_lines(one, forms, ink, width(), None if event or most == 1 else LINES):
            emit(line)
    if not found:
        say(words().text["no_rows"])
    elif most and len(found) > most:
        say(words().say("more_stories", n=len(found) - most))


def _row(one: "Story") -> StoryRow:
    return StoryRow(
        id=one.id, begins=one.begins, ends=one.ends, reports=one.reports, contested=one.contested, parties=one.parties,
        places=one.places, events=tuple(e.id for e in one.events),
    )  # fmt: skip


def _flat(one: StoryRow) -> tuple[object, ...]:
    return (one.id, one.begins, one.ends, one.reports, one.contested, "; ".join(one.parties), "; ".join(one.places),
            "; ".join(one.events))  # fmt: skip


def story_lines(one: "Story", forms: "Forms", ink: Ink, columns: int, most: int | None) -> Iterator[str]:
    """A story: who and where, from when to when, then its events on a time line. most: lines, those of most sources."""
    from lagebild.present import short_date

    said = words()
    title = ", ".join(part for part in (" – ".join(one.parties[:NAMES]), " / ".join(one.places[:2])) if part)
    yield from wrapped(ink(one_line(title) or one.id, "bold", "underline"), columns)
    days = " – ".join(dict.fromkeys(short_date(day, said) for day in (one.begins, one.ends) if day))
    facts = [days, said.count("events", len(one.events)), said.count("reports", one.reports)]
    facts += [said.say("story_contested", n=one.contested)] if one.contested else []
    yield from wrapped(ink(" · ".join(filter(None, facts)), "dim"), columns)
    shown = one.events
    if most is not None and len(shown) > most:
        best = sorted(shown, key=lambda e: (-e.independent_sources, -e.contested, -len(e.mentions), e.id))[:most]
        shown = tuple(e for e in one.events if e in best)
    before = ""
    for event in shown:
        day = _day(event)
        yield from _event(event, day if day != before else "", forms, ink, columns)
        before = day
    if len(shown) < len(one.events):
        more = said.say("story_more", n=len(one.events) - len(shown), id=shown[0].id)
        yield from wrapped(ink(more, "dim"), columns, " " * 13)


def _day(event: LedgerEvent) -> str:
    from lagebild.present import short_date
    from lagebild.present.stories import day_of

    return short_date(day_of(event), words())


def _event(event: LedgerEvent, day: str, forms: "Forms", ink: Ink, columns: int) -> Iterator[str]:
    from lagebild.present import event_sentence, happening, mark

    sentence = one_line(event_sentence(happening(event), words(), forms))
    sign = mark(event)
    lead = f"{ink(day.rjust(10), 'dim')} {ink('│', 'dim')} {ink(sign, 'bold', 'yellow')}"
    gap = " " * max(1, 3 - cells(sign))
    hang = f"{' ' * 10} {ink('│', 'dim')}    "
    sources = f"[{words().count('sources', event.independent_sources)}]" if event.independent_sources > 1 else ""
    yield from wrapped(f"{sentence} {ink(sources, 'dim')}", columns, hang, f"{lead}{gap}")
