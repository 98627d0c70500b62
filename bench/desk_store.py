"""A large store for measuring the desk: the rows of the demo's store, repeated in other years and with other people.

Every repetition has report and event ids of its own; half of the people get other names (of the same length, so that
all offsets hold), the other half, states and places stay, as few are told of very often in the news and most seldom.
Rows are written straight into the tables, without reading or linking anything; what only linking reads is left out.
"""

import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lagebild.store import open_store

YEARS = 40
AT_ONCE = 20
"""Repetitions in one transaction."""
CONSONANTS, VOWELS = "bdfgklmnprstvw", "aeiou"
KEYED = ("readings", "quotations", "quotation_holders", "events", "event_parties", "actors", "captures")
NAMED = ("search_terms", "copies", "ledger", "ledger_parties", "ledger_mentions", "ledger_links")
Template = list[str]


def renamed(word: str, n: int) -> str:
    """A name of the same length and case for the n-th repetition, the same in every form of writing it."""
    shifts = n % len(CONSONANTS), n // len(CONSONANTS) % len(VOWELS), n // 70 % len(CONSONANTS)
    out = []
    for at, letter in enumerate(word):
        low = letter.lower()
        if low in CONSONANTS:
            found = CONSONANTS[(CONSONANTS.index(low) + shifts[0] + (0 if at else shifts[2])) % len(CONSONANTS)]
        elif low in VOWELS:
            found = VOWELS[(VOWELS.index(low) + shifts[1]) % len(VOWELS)]
        else:
            found = low
        out.append(found.upper() if letter.isupper() else found)
    return "".join(out)


def people(source: sqlite3.Connection) -> list[str]:
    """The words of every second person's name, those that are nobody else's and written in plain letters."""
    names = sorted({name for (name,) in source.execute("SELECT name FROM actors WHERE kind = 'person'")})
    kept = {word for name in names[::2] for word in name.split()}
    others = {name for (name,) in source.execute("SELECT name FROM actors WHERE kind != 'person'")} | set(names[1::2])
    taken = {word.casefold() for name in others for word in re.findall(r"\w+", name)}
    return sorted(word for word in kept if len(word) > 4 and word.isascii() and word.casefold() not in taken)


class Rows:
    """The rows of a table as templates: texts are cut where a repetition differs, so that filling in is one join."""

    def __init__(self, source: sqlite3.Connection, table: str, slots: re.Pattern[str]) -> None:
        found = source.execute(f"SELECT * FROM {table}")
        self.columns = [each[0] for each in found.description]
        self.table = table
        self.packed = self.columns.index("body") if table == "readings" else -1
        self.key = next((self.columns.index(name) for name in ("key", "report_key") if name in self.columns), -1)
        self.order = self.columns.index("ord") if table == "ledger" else -1
        self.rows = [tuple(self._cut(value, n, slots) for n, value in enumerate(row)) for row in found]

    def _cut(self, value: Any, column: int, slots: re.Pattern[str]) -> Any:
        if column == self.packed:
            value = zlib.decompress(value).decode()
        if not isinstance(value, str) or column == self.order:
            return value
        pieces = slots.split(value)
        return pieces if len(pieces) > 1 or column == self.packed else value

    def filled(self, values: dict[str, str], n: int, width: int) -> Iterator[list[Any]]:
        """The rows of the n-th repetition. width: keys of reports that a repetition takes."""
        for row in self.rows:
            made = [_joined(value, values) if isinstance(value, list) else value for value in row]
            if self.key >= 0:
                made[self.key] += n * width
            if self.order >= 0:
                made[self.order] = f"{n:06d}{made[self.order]}"
            if self.packed >= 0:
                made[self.packed] = zlib.compress(made[self.packed].encode(), 1)
            yield made


def _joined(pieces: Template, values: dict[str, str]) -> str:
    made = pieces[:]
    made[1::2] = [values[slot] for slot in pieces[1::2]]
    return "".join(made)


def grow(demo: Path, to: Path, repetitions: int) -> dict[str, int]:
    """Make a store of so many repetitions of the demo's store at a new path; what it holds."""
    open_store(to).close()
    source = sqlite3.connect(demo)
    ids = [row[0] for row in source.execute("SELECT id FROM reports UNION SELECT id FROM ledger")]
    words = people(source)
    known = "|".join(re.escape(each) for each in sorted({*ids}, key=len, reverse=True))
    names = "|".join(words)
    slots = re.compile(rf"((?<![\w-])(?:{known})(?![\w-])|\b(?i:{names})\b|\b20[012]\d\b)")
    tables = [Rows(source, name, slots) for name in ("reports", *KEYED, *NAMED)]
    found = {s for t in tables for row in t.rows for value in row if isinstance(value, list) for s in value[1::2]}
    known_ids, width = set(ids), int(source.execute("SELECT max(key) FROM reports").fetchone()[0])
    made = sqlite3.connect(to, isolation_level=None)
    made.execute("PRAGMA synchronous = OFF")
    made.execute("PRAGMA foreign_keys = OFF")
    indexes = made.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in indexes:
        made.execute(f"DROP INDEX {name}")
    for start in range(0, repetitions, AT_ONCE):
        made.execute("BEGIN")
        for n in range(start, min(start + AT_ONCE, repetitions)):
            values = {slot: _value(slot, n, known_ids) for slot in found}
            for each in tables:
                marks = ",".join("?" * len(each.columns))
                statement = f"INSERT INTO {each.table} ({','.join(each.columns)}) VALUES ({marks})"
                made.executemany(statement, each.filled(values, n, width))
        made.execute("COMMIT")
    for _, sql in indexes:
        made.execute(sql)
    made.execute("INSERT INTO search(search) VALUES ('rebuild')")
    for name, value in source.execute("SELECT name, value FROM meta WHERE name NOT IN ('schema', 'exercise')"):
        made.execute("DELETE FROM meta WHERE name = ?", (name,))
        made.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (name, value))
    made.execute("ANALYZE")
    tables_counted = {"reports": "reports", "events": "ledger", "mentions": "ledger_mentions"}
    holds = {name: int(made.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for name, t in tables_counted.items()}
    made.close()
    source.close()
    return holds


def _value(slot: str, n: int, ids: set[str]) -> str:
    if slot in ids:
        return f"{slot}-{n}"
    if slot.isdigit() and len(slot) == 4:
        return str(int(slot) - n % YEARS)
    return renamed(slot, n)
