"""Actors across reports: under which key somebody stands in all of them.

The rule "resolve only when exactly one candidate is left" holds here too: a surname alone is somebody only where the
reports of the same weeks know one full name with it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from lagebild.link.names import registry_key, words
from lagebild.model import Actor, ActorKind

_ENOUGH = 2
WINDOW_DAYS = 60
"""Days before and after a report in which a full name is looked for that goes with a surname."""


class Named(Struct, frozen=True, kw_only=True):
    """The actors of a report. day: its first day of publication as a number, None when it has no date."""

    ref: str
    day: int | None
    actors: tuple[Actor, ...]


class Profile(Struct, frozen=True, kw_only=True):
    """What the reports together know of an actor: the name, country and sector that most of them give; offices that its
    own report or several reports give."""

    name: str
    country: str | None = None
    sector: str | None = None
    offices: tuple[str, ...] = ()


class Registry(Struct, frozen=True, kw_only=True):
    """keys: (report, actor id) -> registry key. profiles: by key."""

    keys: dict[tuple[str, str], str]
    profiles: dict[str, Profile]


def register(reports: Iterable[Named]) -> Registry:
    """The registry of the actors of a set of reports, whatever their order."""
    ordered = sorted(reports, key=lambda report: report.ref)
    split = _of_several_countries(ordered)
    own = {(r.ref, a.id): _key(a, split) for r in ordered for a in r.actors}
    full = _full_names(ordered, own)
    keys = {(r.ref, a.id): _resolved(a, own[r.ref, a.id], r.day, full) for r in ordered for a in r.actors}
    seen: dict[str, list[Actor]] = defaultdict(list)
    for report in ordered:
        for actor in report.actors:
            seen[keys[report.ref, actor.id]].append(actor)
    profiles = {key: _profile(actors) for key, actors in seen.items()}
    return Registry(keys=keys, profiles=profiles)


def completed(actor: Actor, profile: Profile) -> Actor:
    """An actor of a report with what all reports know of him: his report may have left it open, or misread it."""
    return replace(
        actor,
        country=profile.country,
        sector=profile.sector or actor.sector,
        offices=tuple(dict.fromkeys((*actor.offices, *profile.offices))),
    )


def _profile(actors: list[Actor]) -> Profile:
    # The longest name counts first: a report that gives the full name knows more than ten that do not.
    names = Counter(actor.name for actor in actors)
    longest = max(len(words(name)) for name in names)
    offices = Counter(office for actor in actors for office in actor.offices)
    return Profile(
        name=_most(Counter({name: n for name, n in names.items() if len(words(name)) == longest})) or "",
        country=_most(Counter(actor.country for actor in actors if actor.country)),
        sector=_most(Counter(actor.sector for actor in actors if actor.sector)),
        offices=tuple(sorted(office for office, n in offices.items() if n > 1)),
    )


def _most(votes: Counter[str]) -> str | None:
    return min(votes, key=lambda value: (-votes[value], value)) if votes else None


def _of_several_countries(reports: Iterable[Named]) -> frozenset[str]:
    """Keys of persons to whom several reports each give different countries: they are as many people. One report alone
    may have misread it."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        for actor in report.actors:
            if actor.kind is ActorKind.PERSON and actor.country:
                known[registry_key(actor)][actor.country] += 1
    return frozenset(key for key, votes in known.items() if sum(n >= _ENOUGH for n in votes.values()) > 1)


def _key(actor: Actor, split: frozenset[str]) -> str:
    key = registry_key(actor)
    return f"{key}:{actor.country or '-'}" if key in split else key


class _Full(Struct, frozen=True, kw_only=True):
    days: list[int]
    keys: list[tuple[str, str | None]]


def _full_names(reports: Iterable[Named], own: dict[tuple[str, str], str]) -> dict[str, _Full]:
    """Surname -> days and keys of the persons with a full name that end with it, by day."""
    found: dict[str, list[tuple[int, str, str | None]]] = defaultdict(list)
    for report in reports:
        for actor in report.actors:
            parts = words(actor.name)
            if actor.kind is ActorKind.PERSON and len(parts) > 1 and report.day is not None:
                found[parts[-1]].append((report.day, own[report.ref, actor.id], actor.country))
    full = {}
    for surname, rows in found.items():
        rows.sort(key=lambda row: (row[0], row[1], row[2] or ""))
        full[surname] = _Full(days=[row[0] for row in rows], keys=[(row[1], row[2]) for row in rows])
    return full


def _resolved(actor: Actor, key: str, day: int | None, full: dict[str, _Full]) -> str:
    parts = words(actor.name)
    known = full.get(parts[-1]) if parts else None
    if actor.kind is not ActorKind.PERSON or len(parts) != 1 or known is None or day is None:
        return key
    first, last = bisect_left(known.days, day - WINDOW_DAYS), bisect_right(known.days, day + WINDOW_DAYS)
    near = known.keys[first:last]
    fitting = {key for key, country in near if not (country and actor.country and country != actor.country)}
    return fitting.pop() if len(fitting) == 1 else key
