"""One registry of persons across reports: whose surname alone is whose full name.

"Resolve only when exactly one candidate is left": a surname alone is somebody only where the reports of the same months
know one full name with it, in every month in which it stands alone. That is counted by month, so that a new report
changes no more than the surnames that it names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from lagebild.link.dates import days_of
from lagebild.link.names import registry_key, words
from lagebild.link.records import Merged
from lagebild.model import Actor, ActorKind

_MONTH = 31
_AROUND = 2
"""Months before and after in which a full name is looked for."""


class NameUse(Struct, frozen=True, order=True, kw_only=True):
    """That reports of a month name a person so. country: "" when they leave it open; month: -1 without a date."""

    surname: str
    key: str
    name: str
    country: str
    month: int


def names_used(actors: Iterable[Actor], published: str | None) -> tuple[NameUse, ...]:
    """The persons of a report, each once."""
    day = days_of(published)
    month = day[0] // _MONTH if day else -1
    found = set()
    for actor in actors:
        parts = words(actor.name)
        if actor.kind is ActorKind.PERSON and parts:
            found.add(
                NameUse(
                    surname=parts[-1], key=registry_key(actor), name=actor.name, country=actor.country or "",
                    month=month,
                )
            )  # fmt: skip
    return tuple(sorted(found))


def merged_of(used: Mapping[NameUse, int]) -> Iterator[Merged]:
    """The surnames of which each is always one person. used: how many reports use each name; all of a surname."""
    by_surname: dict[str, list[NameUse]] = defaultdict(list)
    for use in used:
        by_surname[use.surname].append(use)
    for surname, uses in sorted(by_surname.items()):
        alone = [use for use in uses if use.key == f"person:{surname}"]
        full: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for use in uses:
            if use.key != f"person:{surname}" and use.month >= 0:
                full[use.month].add((use.key, use.country))
        if not alone or not full:
            continue
        into = {_resolved(use, full) for use in alone}
        if len(into) == 1 and (key := into.pop()) is not None:
            votes: Counter[str] = Counter()
            for use in uses:
                if use.key == key:
                    votes[use.name] += used[use]
            name = min(votes, key=lambda n: (-len(words(n)), -votes[n], n))
            reason = f"the only full name with this surname in the {2 * _AROUND + 1} months around"
            yield Merged(registry=f"person:{surname}", into=key, name=name, reason=reason)


def _resolved(use: NameUse, full: Mapping[int, set[tuple[str, str]]]) -> str | None:
    if use.month < 0:
        return None
    near = set().union(*(full.get(month, set()) for month in range(use.month - _AROUND, use.month + _AROUND + 1)))
    fitting = {key for key, country in near if not (country and use.country and country != use.country)}
    return fitting.pop() if len(fitting) == 1 else None
