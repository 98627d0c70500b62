"""Exercise reports say on every page that they are invented."""

from lagebild.present import Catalogue
from lagebild.store import Store
from lagebild.store.handle import get_meta, reading_from


def exercise_line(store: Store, talk: Catalogue) -> str:
    """What to say on top of every page when the store holds exercise reports, else nothing."""
    with reading_from(store) as connection:
        return talk.text["exercise_line"] if get_meta(connection, "exercise") else ""
