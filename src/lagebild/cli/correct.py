"""`lagebild correct`: what people say about what was read, beside the reading and never in its place."""

import getpass
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lagebild.cli.output import column, formats, limited, put, rows_wanted, write_json, write_table
from lagebild.cli.settings import language, open_store, say, shared, words
from lagebild.cli.terminal import one_line
from lagebild.model import Amendment, AmendmentKind, InputError, LagebildError

if TYPE_CHECKING:
    from lagebild.export.annotated import Edit
    from lagebild.store import Said, Store

F = TypeVar("F", bound=Callable[..., Any])
ENVIRONMENT = "LAGEBILD_AUTHOR"
TARGET = "WHAT is the ID of an event, or REPORT#e1 for one mention of it, or REPORT#q1 for a quotation."


def _by(function: F) -> F:
    text = f"Who says so. Without it: ${ENVIRONMENT}, else your login."
    return click.option("--by", "author", metavar="NAME", help=text)(function)


def _signed(function: F) -> F:
    why = click.option("--why", "text", metavar="TEXT", help="The reason, in your words.")
    return why(_by(shared("store", "lang", "quiet")(function)))


@click.group(
    short_help="Merge, split, confirm or mark as wrong.",
    epilog='Example: lagebild correct merge 3f0c… 9a71… --why "same blast"   lagebild correct undo ID',
)
@shared()
def correct() -> None:
    """Say what the machine read wrong or right.

    What you say is kept as a statement of its own, with your name and the time. It stands beside the machine's word,
    outlives a new reading of the reports, and can be taken back. Nothing is overwritten.
    """


@correct.command(epilog='Example: lagebild correct merge 3f0c5a… 9a71be… --why "same blast"')
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT...")
@_signed
def merge(events: tuple[str, ...], author: str | None, text: str | None) -> None:
    """Say that events are one."""
    from lagebild.store import merge as say_so

    _speak(lambda store: say_so(store, events, name_of(author), text))


@correct.command(epilog="Example: lagebild correct split 3f0c5a… 2023-05-14-sender-eins")
@click.argument("event")
@click.argument("mentions", nargs=-1, required=True, metavar="REPORT[#e1]...")
@_signed
def split(event: str, mentions: tuple[str, ...], author: str | None, text: str | None) -> None:
    """Say that reports, or single mentions in them, tell of another event."""
    from lagebild.store import split as say_so

    _speak(lambda store: say_so(store, event, mentions, name_of(author), text))


@correct.command(epilog='Example: lagebild correct wrong 2023-06-06-rundschau-sued#q2 --why "no denial"', help=f"""
Say that something was misread. {TARGET}

A mention that is wrong leaves its event; the position of a quotation that is wrong stays in sight and does not count;
an event that is wrong as a whole stays in the ledger with your word and leaves the picture.
""")  # fmt: skip
@click.argument("what")
@_signed
def wrong(what: str, author: str | None, text: str | None) -> None:
    """Say that something was misread."""
    _judge(AmendmentKind.WRONG, what, author, text)


@correct.command(epilog="Example: lagebild correct confirm 3f0c5a…", help=f"""
Say that something was read right. {TARGET}
""")  # fmt: skip
@click.argument("what")
@_signed
def confirm(what: str, author: str | None, text: str | None) -> None:
    """Say that something was read right."""
    _judge(AmendmentKind.CONFIRM, what, author, text)


@correct.command(epilog='Example: lagebild correct note 3f0c5a… "compare with the ministry\'s own text"', help=f"""
Note something about an event or a quotation. {TARGET}
""")  # fmt: skip
@click.argument("what")
@click.argument("note")
@_by
@shared("store", "lang", "quiet")
def note(what: str, note: str, author: str | None) -> None:
    """Note something about an event or a quotation."""
    if not note.strip():
        raise InputError("The note is empty.", "Write it behind what it is about, in quotation marks.")
    _judge(AmendmentKind.NOTE, what, author, note)


@correct.command(epilog="Example: lagebild correct undo c3f0c5a92d1e")
@click.argument("id")
@_signed
def undo(id: str, author: str | None, text: str | None) -> None:
    """Take a correction back. It stays in the list, and so does that it was taken back."""
    from lagebild.store import undo as say_so

    _speak(lambda store: say_so(store, id, name_of(author), text))


@correct.command(name="list", epilog="Example: lagebild correct list --by Muster")
@click.option("--by", "author", metavar="NAME", help="Only those of this author.")
@formats("json", "jsonl", "csv")
@limited()
@shared("store", "lang", "quiet")
def list_(author: str | None, form: str | None, limit: int | None) -> None:
    """List all corrections, those taken back too, in the order in which they were made."""
    from lagebild.present import short_date
    from lagebild.store import said

    def row(one: "Said") -> tuple[str, ...]:
        amendment = one.amendment
        spoken = " ".join(filter(None, (words().amendment[amendment.kind], amendment.text)))
        about = amendment.undoes or amendment.event or _places(amendment)
        return (short_date(amendment.time, words()), amendment.author, spoken, about, _state(one), amendment.id)

    def flat(one: "Said") -> tuple[object, ...]:
        a = one.amendment
        return (a.id, a.kind, a.target, a.author, a.time, a.text, a.event, a.undoes, one.undone, one.found, one.anchors)

    heads = ("id", "kind", "target", "author", "time", "text", "event", "undoes", "undone", "found", "anchors")
    limit = rows_wanted(form, limit)
    with open_store() as store:
        found = [one for one in said(store) if author is None or author.casefold() in one.amendment.author.casefold()]
    if form:
        put(found[:limit], form, heads, flat)
    elif found:
        write_table(column("time", "author", "text", "what", "undone", "id"), found, row, limit, grow=2, keep=5)
    else:
        say(words().text["correct_none"])


@correct.command(epilog="Example: lagebild correct export > corrections.jsonl")
@shared("store", "quiet")
def export() -> None:
    """Print all corrections as JSON Lines, for safe keeping or for another store."""
    from lagebild.store import said

    with open_store() as store:
        write_json((one.amendment for one in said(store)), "jsonl")


@correct.command(name="import", epilog="Example: lagebild correct import corrections.jsonl")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@shared("store", "lang", "quiet")
def import_(file: str) -> None:
    """Take in corrections that were exported. Those that are known already change nothing.

    All lines are taken, or none. What speaks of reports that the store does not have waits for them.
    """
    from lagebild.cli.add import ask_for_link
    from lagebild.store import take

    with open_store() as store, click.open_file(file, "rb") as lines:
        say(words().count("correct_taken", take(store, lines)))
        ask_for_link(store)


@correct.command(epilog="Example: lagebild correct annotated hafen.zip --by Muster")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False))
@click.option("--types", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Its TypeSystem.xml.")
@click.option("--report", metavar="ID", help="The report, where the file does not name it.")
@_by
@shared("store", "lang", "quiet")
def annotated(files: tuple[str, ...], types: str | None, report: str | None, author: str | None) -> None:
    """Take in what was edited in INCEpTION, after lagebild export xmi.

    FILE is a document as INCEpTION exports it in UIMA CAS XMI. A quotation or event that was taken out or changed was
    misread; what was added is noted beside the nearest one that was read. All files are taken, or none. The same file
    again changes nothing.
    """
    from lagebild.cli.add import ask_for_link
    from lagebild.cli.settings import warn
    from lagebild.export.annotated import edits_of, load_cas, report_of, xmi_files
    from lagebild.store import judge, reading, relink, said

    system = Path(types).read_bytes() if types else None
    told: list[tuple[str, Edit]] = []
    with open_store() as store:
        ask_for_link(store)
        for file in files:
            for name, data, own in xmi_files(file, Path(file).read_bytes(), system):
                cas = load_cas(name, data, own)
                id_ = report or report_of(cas)
                if id_ is None:
                    raise InputError(f"{name} does not name its report.", "Name it with --report ID.")
                found = edits_of(cas, reading(store, id_))
                told += [(id_, edit) for edit in found.edits]
                for line in found.left:
                    warn(f"{name}: {line}")
        spoken = [one.amendment for one in said(store) if not one.undone]
        known = {(a.kind, a.text, a.groups[0][0].report, a.author) for a in spoken if a.groups and a.groups[0]}
        by = name_of(author)
        fresh = [(id_, edit) for id_, edit in told if (edit.kind, f"{edit.item}: {edit.text}", id_, by) not in known]
        for id_, edit in fresh:
            judge(store, edit.kind, f"{id_}#{edit.item}", by, f"{edit.item}: {edit.text}")
        relink(store, language())
    say(words().count("correct_taken", len(fresh)))


def name_of(author: str | None) -> str:
    """Who speaks: as told, else from the environment, else the login. Raises LagebildError when nobody can be named."""
    try:
        found = one_line(author or os.environ.get(ENVIRONMENT) or getpass.getuser())
    except (OSError, KeyError):
        found = ""
    if not found:
        raise LagebildError("Nobody is named who says so.", f"Add --by NAME, or set {ENVIRONMENT}.")
    if len(found) > 200:
        raise LagebildError("The name has more than 200 characters.", "Shorten it.")
    return found


def _judge(kind: AmendmentKind, what: str, author: str | None, text: str | None) -> None:
    from lagebild.store import judge

    _speak(lambda store: judge(store, kind, what, name_of(author), text))


def _speak(statement: Callable[["Store"], Amendment]) -> None:
    """Make a statement, bring the ledger up to date, and say what became of it."""
    from lagebild.cli.add import ask_for_link
    from lagebild.store import LedgerFilter, ledger, relink

    with open_store() as store:
        ask_for_link(store)
        made = statement(store)
        relink(store, language())
        say(words().say("correct_done", id=made.id, what=words().amendment[made.kind]))
        for event in ledger(store, LedgerFilter(remarked=True)):
            if any(remark.id == made.id for remark in event.remarks):
                say(words().say("correct_now", id=event.id))


def _places(amendment: Amendment) -> str:
    return ", ".join(dict.fromkeys(anchor.report for group in amendment.groups for anchor in group))


def _state(one: "Said") -> str:
    if one.undone:
        return words().say("correct_undone", id=one.undone)
    return words().text["correct_lost"] if one.anchors and not one.found else ""
