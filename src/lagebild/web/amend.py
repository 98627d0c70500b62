"""What a person says about an event, from the event's page: wrong, right, a note, merge, split, and taking it back."""

from collections.abc import Mapping

from lagebild.model import AmendmentKind, InputError, LedgerEvent, StoreError
from lagebild.store import Store, judge, merge, relink, split, undo
from lagebild.web.ask import Ask, Content
from lagebild.web.locale import day
from lagebild.web.rows import german

LONGEST_NAME = 100
LONGEST_TEXT = 2000


def amend(store: Store, event: str, said: Mapping[str, str]) -> None:
    """Make a statement about an event and bring the ledger up to date.

    said: kind, author, text, and what the kind needs: `what` ("REPORT#e1", "REPORT#q1") for a part of the event,
    `other` for the event it is merged with, `part` for the report that is split off, `undoes` for the statement that is
    taken back.
    Raises StoreError or InputError for what makes no sense; then nothing has changed.
    """
    author = " ".join(said.get("author", "").split())[:LONGEST_NAME]
    text = said.get("text", "").strip()[:LONGEST_TEXT] or None
    if not author:
        raise InputError("Nobody is named who says so.", "Write your name into the form.")
    match said.get("kind", ""):
        case "merge":
            other = said.get("other", "").strip().rstrip("/").rpartition("/")[2]
            if not other:
                raise StoreError("No second event is named.", "Paste the id or the address of the other event.")
            merge(store, (event, other), author, text)
        case "split":
            split(store, event, (said.get("part", ""),), author, text)
        case "undo":
            undo(store, said.get("undoes", ""), author, text)
        case "note" if not text:
            raise InputError("The note is empty.", "Write it into the form.")
        case "wrong" | "confirm" | "note" as kind:
            judge(store, AmendmentKind(kind), said.get("what", "") or event, author, text)
        case kind:
            raise InputError(f"{kind[:40]!r} is no correction.", "Choose one in the form.")
    relink(store, german())


def remarks_of(event: LedgerEvent, ask: Ask) -> list[Content]:
    """What people said of an event, oldest first."""
    return [
        {
            "id": remark.id,
            "kind": remark.kind.value,
            "word": ask.talk.amendment[remark.kind],
            "author": remark.author,
            "date": day(remark.time[:10], ask.lang),
            "text": remark.text or "",
            "report": remark.report or "",
            "anchor": remark.quotation or remark.mention or "",
        }
        for remark in event.remarks
    ]
