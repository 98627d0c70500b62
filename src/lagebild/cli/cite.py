"""`lagebild cite`: a passage with outlet, date and capture, to be quoted or checked."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from lagebild.cli.exercise import tell_exercise
from lagebild.cli.output import write_json
from lagebild.cli.settings import colored, open_store, shared, words
from lagebild.cli.terminal import Ink, emit, one_line, printable, width, wrapped
from lagebild.model import StoreError

if TYPE_CHECKING:
    from lagebild.present.citation import Citation
    from lagebild.store import Store


@click.command(
    short_help="Cite an event or a quotation.",
    epilog="Example: lagebild cite 3f0c5a…   lagebild cite 2023-06-06-rundschau-sued#q2 --format bibtex",
)
@click.argument("what", metavar="EVENT|REPORT#q1")
@click.option("--format", "form", type=click.Choice(["text", "bibtex", "json", "csl"]), default="text",
              show_default=True, help="For people, for LaTeX, for programs, for reference managers.")  # fmt: skip
@click.option("--copies", is_flag=True, help="Of an event also the reports that only copy others.")
@shared("store", "lang", "quiet", "color")
def cite(what: str, form: str, copies: bool) -> None:
    """Print a citation: the passage with outlet, date, address, place in the text, and the capture of its bytes.

    Of an event each report is cited once, at its first mention.
    """
    from lagebild.present.citation import bibtex, csl, text_lines

    with open_store() as store:
        if form == "text":
            tell_exercise(store, None)
        found = list(_of_item(store, what) if "#" in what else _of_event(store, what, copies))
    if form == "json":
        write_json(found, "json")
    elif form == "csl":
        write_json((csl(one) for one in found), "json")
    elif form == "bibtex":
        emit("\n\n".join(printable(bibtex(one)) for one in found))
    else:
        ink = Ink(colored(sys.stdout))
        for number, one in enumerate(found):
            if number:
                emit()
            head, passage, capture = map(one_line, text_lines(one, words()))
            for line in wrapped(head, width(), "  ", ""):
                emit(line)
            for line in wrapped(passage, width(), "  "):
                emit(ink(line, "bold"))
            for line in wrapped(capture, width(), "  "):
                emit(ink(line, "dim"))


def _of_item(store: "Store", what: str) -> "Iterator[Citation]":
    from lagebild.present.citation import cited
    from lagebild.store import ReportFilter, listed, reading
    from lagebild.store.anchors import item_of, split_reference

    report, item = split_reference(what)
    read = reading(store, report)
    if item_of(read, item) is None:
        raise StoreError(f"The report {report} has no {item}.", f"See: lagebild show {report}")
    copied = {one.id: one.copy_of for one in listed(store, ReportFilter(report=read.report.id))}
    yield cited(read, item, copy_of=copied.get(report))


def _of_event(store: "Store", what: str, copies: bool) -> "Iterator[Citation]":
    from lagebild.cli.add import ask_for_link
    from lagebild.present.citation import cited
    from lagebild.store import ReportFilter, event, listed, reading

    ask_for_link(store)
    found = event(store, what)
    withdrawn = {p.report: p.withdrawn for p in found.positions if p.withdrawn}
    seen: set[str] = set()
    for mention in found.mentions:
        if mention.report in seen:
            continue
        seen.add(mention.report)
        read = reading(store, mention.report)
        copied = {one.id: one.copy_of for one in listed(store, ReportFilter(report=read.report.id))}
        copy_of = copied.get(mention.report)
        if copy_of is None or copies:
            yield cited(read, mention.event, withdrawn=withdrawn.get(mention.report), copy_of=copy_of)
