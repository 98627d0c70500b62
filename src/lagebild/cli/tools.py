"""Commands about Lagebild itself: lexicon, schema, doctor, version, completion."""

import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from msgspec import Struct

from lagebild.cli.settings import language, open_store, settings, shared, warn
from lagebild.cli.terminal import emit, one_line
from lagebild.model import LagebildError

RECORDS = {
    "reading": "Reading", "ledger": "LedgerEvent", "report": "ListedReport", "quotation": "Quotation",
    "event": "EventMention",
}  # fmt: skip


@click.group(short_help="Check your own names, look up event words.", epilog="Example: lagebild lexicon find Razzia")
@shared()
def lexicon() -> None:
    """Your own names, on top of the built-in ones; and the words by which events are found."""


@lexicon.command(epilog="Example: lagebild lexicon check examples/lexicon.yaml")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared("quiet")
def check(file: Path) -> None:
    """Check a lexicon: every entry, every field, every example. The first error is shown with its line."""
    from lagebild.cli.reports import own_agencies
    from lagebild.events.lookup import is_read_as
    from lagebild.lang import load
    from lagebild.lang.actors import read_own
    from lagebild.lang.events import own_events
    from lagebild.model import Report
    from lagebild.pipeline import read

    chosen = load("de", own=(file,))
    entries, events = read_own(file), own_events(chosen, file)
    if not entries and not any(events):
        raise LagebildError(f"{file} has no entries.", 'Begin every entry with "- name:".')
    examples = {entry.example: (entry, where) for entry, where in reversed(events.entries)}
    for example, (entry, where) in reversed(examples.items()):
        if not is_read_as(entry, read(Report(id="example", text=example), chosen).events):
            raise LagebildError(
                f"{where}: {entry.word} is not read as {entry.type} in its example.",
                f'See what is read: lagebild lexicon try "{example}" --lexicon {file}',
            )
    agencies = sorted(set(own_agencies(chosen).values()))
    words = f", {len(events.entries)} event words, {len(events.blocked)} blocked" if any(events) else ""
    emit(f"{file}: {len(entries)} entries, {sum(len(entry.forms) for entry, _ in entries)} forms{words}, no error.")
    if agencies:
        emit(one_line(f"News agencies, known in credits: {', '.join(agencies)}."))


@lexicon.command(name="find", epilog="Example: lagebild lexicon find Drohnenangriff")
@click.argument("word")
@shared("lexicons", "quiet")
def find_word(word: str) -> None:
    """Show what the event lexicon knows of a word: types, parties, conditions, examples. Exit code 1 for none."""
    from lagebild.events.lookup import find_entries, said_of

    entries = find_entries(word.strip(), language())
    for entry in entries:
        emit(one_line(said_of(entry)))
        emit(one_line(f"    {entry.example}"))
    if not entries:
        warn(one_line(f"lagebild: {word} carries no event. See docs/how-to/add-an-event-word.md."))
        raise click.exceptions.Exit(1)


@lexicon.command(name="try", epilog='Example: lagebild lexicon try "Rebellen griffen gestern die Stadt an."')
@click.argument("sentence", required=False)
@click.option("--published", metavar="DATE", help="Day on which the sentence was published: 2022-12-19.")
@click.option("--on-store", is_flag=True, help="What --lexicon changes in the newest reports of the store.")
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="Reports to read again.")
@shared("store", "lexicons", "model", "quiet")
def try_sentence(sentence: str | None, published: str | None, on_store: bool, limit: int) -> None:
    """Show the events that are read in a sentence, each with the entry that finds it; with --on-store what your lexicon
    changes in reports that are there: "+" is new, "-" is gone. Nothing is stored."""
    if sentence is None and not on_store:
        raise click.UsageError("Write a sentence, or ask for --on-store.")
    if sentence is not None:
        _try(sentence, published)
    if on_store:
        _try_on_store(limit)


def _try(sentence: str, published: str | None) -> None:
    from lagebild.events.lookup import event_lines
    from lagebild.model import Report
    from lagebild.model.given import dated
    from lagebild.pipeline import read

    day = dated(published) if published else None
    lines = list(event_lines(read(Report(id="try", text=sentence, published=day), language())))
    for line in lines or ["No event."]:
        emit(one_line(line) if not line.startswith(" ") else f"    {one_line(line)}")


def _try_on_store(limit: int) -> None:
    from lagebild.events.lookup import changes
    from lagebild.lang import load
    from lagebild.pipeline import read
    from lagebild.store import ReportFilter, reports

    if not settings().lexicons:
        raise LagebildError("There is no lexicon to try.", "Name yours: --lexicon FILE")
    mine, plain = language(), load("de", settings().model)
    count = changed = 0
    with open_store() as store:
        for report in reports(store, ReportFilter(limit=limit)):
            before, after = read(report, plain), read(report, mine)
            for sign, event in changes(before, after):
                start, end = event.trigger
                passage = (
                    f"{report.text[max(0, start - 40) : start]}[{report.text[start:end]}]{report.text[end : end + 40]}"
                )
                emit(one_line(f"{sign} {report.id}: {event.type} {event.status} [{event.rule}] … {passage} …"))
                changed += 1
            count += 1
    emit(f"{count} reports read, {changed} changes.")


@click.command(
    short_help="Print the JSON Schema of a record.", epilog="Example: lagebild schema reading > reading.schema.json"
)
@click.argument("record", type=click.Choice(list(RECORDS)), default="reading")
@shared()
def schema(record: str) -> None:
    """Print the JSON Schema of a record: of a line of read, ledger, reports with --jsonl, and of their parts."""
    import msgspec

    from lagebild import model

    made = msgspec.json.schema(getattr(model, RECORDS[record]))
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": RECORDS[record], **made}
    emit(json.dumps(made, indent=2, ensure_ascii=False))


@click.command(epilog="Example: lagebild version")
@shared()
def version() -> None:
    """Print the version."""
    from lagebild import __version__

    emit(__version__)


@click.command(short_help="Print the shell's completion script.", epilog='Example: eval "$(lagebild completion bash)"')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@shared()
def completion(shell: str) -> None:
    """Print the script that completes commands and options in a shell."""
    from click.shell_completion import get_completion_class

    from lagebild.cli.main import cli

    made = get_completion_class(shell)
    assert made is not None
    emit(made(cli, {}, "lagebild", "_LAGEBILD_COMPLETE").source())


class Check(Struct, frozen=True):
    """One thing that the doctor looked at. good: None for what is only told."""

    what: str
    good: bool | None
    text: str


@click.command(
    short_help="Check the installation and the store.",
    epilog="Example: lagebild doctor   lagebild --store work.db doctor --rebuild",
)
@click.option("--rebuild", is_flag=True, help="Make the tables and the search index anew from the readings.")
@shared("store", "lexicons", "model", "quiet")
def doctor(rebuild: bool) -> None:
    """Check the installation and the store. Exit code 1 when something is wrong."""
    if rebuild:
        from lagebild.store import rebuild as make_anew

        with open_store() as store:
            emit(f"{make_anew(store)} readings: tables and search index made anew.")
    wrong = 0
    for found in (*_software(), *_language(), *_store()):
        sign = {True: "ok", False: "WRONG", None: "-"}[found.good]
        emit(f"{sign:<6}{one_line(f'{found.what}: {found.text}')}")
        wrong += found.good is False
    if wrong:
        warn(f"lagebild: {wrong} of these must be mended.")
        raise click.exceptions.Exit(1)


def _software() -> Iterator[Check]:
    import sqlite3
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    from lagebild import __version__

    yield Check("Lagebild", None, __version__)
    yield Check("Python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.system()}")
    for package in ("spacy", "sqlalchemy", "msgspec", "trafilatura"):
        try:
            yield Check(package, True, version_of(package))
        except PackageNotFoundError:
            yield Check(package, False, "is missing. Install it with: pip install lagebild")
    yield Check("SQLite", None, sqlite3.sqlite_version)
    try:
        with sqlite3.connect(":memory:") as memory:
            memory.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        yield Check("Full-text search", True, "FTS5")
    except sqlite3.Error:
        yield Check("Full-text search", False, "FTS5 is missing. Use a Python with SQLite 3.34 or later.")


def _language() -> Iterator[Check]:
    from lagebild.lang.compile import PARTS

    try:
        chosen = language()
    except LagebildError as error:
        yield Check("Model", False, str(error))
        return
    missing = [name for name in PARTS if not (chosen.folder / "compiled" / f"{name}.msgpack").is_file()]
    if missing:
        yield Check("Lexicons", False, f"{', '.join(missing)} missing. Run: python -m lagebild.lang.compile de")
    else:
        yield Check("Lexicons", True, f"{len(PARTS)} compiled, digest {chosen.digest[:12]}")
    if chosen.own:
        from lagebild.lang.actors import actor_lexicon
        from lagebild.lang.events import event_lexicon

        try:
            actor_lexicon(chosen)
            event_lexicon(chosen)
            yield Check("Your lexicons", True, ", ".join(map(str, chosen.own)))
        except LagebildError as error:
            yield Check("Your lexicons", False, str(error))
    try:
        chosen.nlp("Die Ministerin traf am Montag den Gesandten.")
        yield Check("Model", True, chosen.model_name or "de, shipped")
    except Exception as error:
        text = " ".join(str(error).split())[:120]
        yield Check("Model", False, f"{text} Install Lagebild again, or name a model with --model.")


def _store() -> Iterator[Check]:
    from lagebild.store import check as findings
    from lagebild.store import counts, default_location

    where = settings().store or default_location()
    if "://" not in where and not Path(where).expanduser().exists():
        yield Check("Store", None, f"none at {where} yet. Make one with: lagebild add PATH")
        return
    try:
        with open_store() as store:
            numbers = counts(store)
            found = findings(store)
            yield Check("Store", not any(f.fatal for f in found), f"{store.where}, {numbers['reports']} reports")
    except LagebildError as error:
        yield Check("Store", False, str(error))
        return
    for finding in found:
        yield Check("  ", False if finding.fatal else None, f"{finding.what} {finding.remedy}")
