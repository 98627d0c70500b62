"""What a database module must offer; `sqlite` and `postgres` do."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import Connection

from lagebild.lang.search import Terms
from lagebild.model import StoreError


class Dialect(Protocol):
    """The few things that differ between databases. A module with these names is a dialect.

    It also has a function `engine` that makes an engine of an address and the seconds to wait for a lock; transactions
    of connections with the execution option `write` take the write lock at their start.
    """

    BLOB: str
    """Column type of bytes."""
    PACKED: str
    """What is said behind a table that is nothing but its primary key."""
    AMONG: str
    """A subquery of the numbers that the parameter `among` holds as a JSON list."""
    FIRST: str
    """Query of the first `most` rows of each key in the JSON list `among` of a table of key, place and item: {table};
    more when several have the last place."""

    def make_durable(self, connection: Connection) -> None:
        """Settings of the database file that must be set once, outside of a transaction."""

    def tables(self, connection: Connection) -> frozenset[str]:
        """Names of the tables that are there."""

    def explain(self, error: BaseException, where: str) -> StoreError:
        """A database error as one line with its remedy."""

    def create_search(self, connection: Connection) -> None:
        """Make the search index over title and text of the latest versions."""

    def drop_search(self, connection: Connection) -> None:
        """Take the search index away."""

    def index(self, connection: Connection, key: int, title: str, text: str, terms: Terms) -> None:
        """Put a report into the search index. terms: what a word is found by."""

    def unindex(self, connection: Connection, key: int, title: str, text: str) -> None:
        """Take a report out of the search index; title and text as they were put in."""

    def rebuild_search(self, connection: Connection, terms: Terms) -> None:
        """Make the search index anew from the reports."""

    def find(
        self, connection: Connection, query: str, limit: int, offset: int, most: int | None = None
    ) -> list[tuple[int, float]]:
        """Keys of the reports that match, with score, best first. most: only so many matches are weighed, those that
        came into the store last."""

    def match_all(self, groups: tuple[tuple[str, ...], ...], excluded: tuple[str, ...]) -> str:
        """The query language of the index for: one term of every group, and none of those excluded."""

    def any_of(self, terms: Iterable[str]) -> str:
        """The query language of the index for: one of several terms."""

    def term(self, words: tuple[str, ...], prefix: bool, title: bool) -> str:
        """The query language of the index for a word or phrase as it is written."""

    def found_by(self, base: str, title: bool) -> str:
        """The query language of the index for words that are found by `base`."""

    def find_without(self, connection: Connection, query: str, limit: int, offset: int) -> list[int]:
        """Keys of the latest reports that do not match, newest first."""

    def problems(self, connection: Connection, terms: Terms) -> list[str]:
        """What the integrity checks of the database and of its search index find."""

    def scrub(self, connection: Connection) -> None:
        """Make sure that nothing of what was deleted stays in the search index (inside a write transaction)."""

    def shrink(self, connection: Connection, thorough: bool) -> None:
        """Give freed space back and clear logs (outside of a transaction). thorough: whatever it costs, so that no byte
        of what was deleted stays in the files of tables and indexes."""
