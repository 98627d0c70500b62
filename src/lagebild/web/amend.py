"""What a person says about an event, from the event's page: wrong, right, a note, merge, split, and taking it back."""

from collections.abc import Mapping

from lagebild.model import AmendmentKind, InputError, LedgerEvent, StoreError
from lagebild.store import Store, judge, merge, relink, split, undo
from lagebild.store import event as ledger_event
from lagebild.web.ask import Ask, Content
from lagebild.web.locale import day
from lagebild.web.rows import german

LONGEST_NAME = 100
LONGEST_TEXT = 2000


def amend(store: Store, event: str, said: Mapping[str, str], w: Mapping[str, str]) -> None:
    """Make a statement about an event and bring the ledger up to date.

    said: kind, author, text, and what the kind needs: `what` ("REPORT#e1", "REPORT#q1") for a part of the event,
    `other` for the event it is merged with, `part` for the report that is split off, `undoes` for the statement that is
    taken back. w: the words of the reader's language.
    Raises InputError, in these words, for what makes no sense; then nothing has changed.
    """
    author = " ".join(said.get("author", "").split())[:LONGEST_NAME]
    text = said.get("text", "").strip()[:LONGEST_TEXT] or None
    kind = said.get("kind", "")
    if not author:
        raise InputError(w["amend_no_name"], w["amend_no_name_do"])
    found = known(store, event)
    if found is None:
        raise InputError(w["no_event"].format(key=event[:100]), "lagebild ledger")
    try:
        match kind:
            case "merge":
                merge(store, (event, _other(store, found, said.get("other", ""), w)), author, text)
            case "split":
                part = said.get("part", "")
                if part not in {m.report for m in found.mentions}:
                    raise InputError(w["amend_no_part"], w["amend_no_part_do"])
                if {m.report for m in found.mentions} == {part}:
                    raise InputError(w["amend_only_part"], w["amend_no_part_do"])
                split(store, event, (part,), author, text)
            case "undo":
                undo(store, said.get("undoes", ""), author, text)
            case "note" if not text:
                raise InputError(w["amend_no_text"], w["amend_no_text_do"])
            case "wrong" | "confirm" | "note":
                judge(store, AmendmentKind(kind), said.get("what", "") or event, author, text)
            case _:
                raise InputError(w["amend_no_kind"], w["amend_no_kind_do"])
    except StoreError as error:
        raise InputError(w["amend_unknown"], w["amend_unknown_do"]) from error
    relink(store, german())


def known(store: Store, event: str) -> LedgerEvent | None:
    """An event, None where the store has none of that id."""
    try:
        return ledger_event(store, event)
    except StoreError:
        return None


def _other(store: Store, one: LedgerEvent, address: str, w: Mapping[str, str]) -> str:
    """The id of the event with which another is merged, of its id or the address of its page."""
    id_ = address.strip().partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]
    if not id_:
        raise InputError(w["amend_no_other"], w["amend_no_other_do"])
    other = known(store, id_)
    if other is None:
        raise InputError(w["no_event"].format(key=id_[:100]), w["amend_no_other_do"])
    if (other.superseded_by or other.id) == (one.superseded_by or one.id):
        raise InputError(w["amend_self"], w["amend_no_other_do"])
    return other.id


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
