"""Stores that are filled with exercise reports say so on every page and export."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from lagebild.model import Report

if TYPE_CHECKING:
    from lagebild.store import Store

NOTE = "Übungsbericht"
META = "exercise"


def as_exercise(report: Report) -> Report:
    """The report with the note that it is an exercise report."""
    return report if any(NOTE in note for note in report.notes) else replace(report, notes=(*report.notes, NOTE))


def note_exercise(store: "Store") -> None:
    """Note in a store that it holds exercise reports."""
    from lagebild.store.handle import get_meta, reading_from, set_meta, writing_to

    with reading_from(store) as connection:
        known = get_meta(connection, META)
    if known is None:
        with writing_to(store) as connection:
            set_meta(connection, META, NOTE)


def is_exercise(store: "Store") -> bool:
    """Does a store hold exercise reports?"""
    from lagebild.store.handle import get_meta, reading_from

    with reading_from(store) as connection:
        return get_meta(connection, META) is not None


def tell_exercise(store: "Store", form: str | None) -> None:
    """Say on standard error, above what people read, that a store holds exercise reports."""
    from lagebild.cli.settings import say, words

    if form is None and is_exercise(store):
        say(words().text["exercise_line"])
