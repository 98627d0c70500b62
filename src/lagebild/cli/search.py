"""`lagebild search`: reports by their words."""

import sys

import click

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.output import formats, limited, write_json
from lagebild.cli.settings import colored, open_store, say, shared, words
from lagebild.cli.terminal import Ink, emit, one_line, printable, width, wrapped


@click.command(
    short_help="Find reports by words.",
    epilog='Example: lagebild search "Minsk Treffen"   lagebild search "Staudamm ODER Kraftwerk -Sport"',
)
@click.argument("query", nargs=-1, required=True)
@formats("json", "jsonl")
@limited(20)
@shared("store", "lang", "quiet", "color")
def search(query: tuple[str, ...], form: str | None, limit: int | None) -> None:
    """Find reports by words in title and text, best first.

    All words must stand there; "in quotes" in this order; A ODER B one of them; -WORD without it; titel:WORD in the
    title. Forms of a word and compounds with it are found too, case and accents do not matter.
    """
    from lagebild.present import short_date
    from lagebild.store import search as found_in

    most = 20 if limit is None else limit or sys.maxsize
    with open_store() as store:
        tell_exercise(store, form)
        hits = found_in(store, " ".join(query), limit=min(most + (form is None), 2**31))
    if form:
        write_json(hits, form)
        return
    ink = Ink(colored(sys.stdout))
    for hit in hits[:most]:
        report = hit.report
        head = " · ".join(filter(None, (short_date(report.published, words()), report.outlet, report.id)))
        for line in wrapped(one_line(report.title or report.id), width()):
            emit(ink(line, "bold"))
        for line in wrapped(one_line(head), width(), "  "):
            emit(ink(line, "dim"))
        for line in wrapped(_marked(hit.snippet, hit.marks, ink), width(), "  "):
            emit(line)
    if not hits:
        say(words().text["no_rows"])
    elif len(hits) > most:
        say(words().say("cut", n=most, more=most * 4))


def _marked(snippet: str, marks: tuple[tuple[int, int], ...], ink: Ink) -> str:
    """The passage with its matches in colour, or between stars without colour."""
    made, at = [], 0
    for start, end in marks:
        match = printable(snippet[start:end])
        made += [printable(snippet[at:start]), ink(match, "bold", "yellow") if ink.color else f"*{match}*"]
        at = end
    return "".join((*made, printable(snippet[at:])))
