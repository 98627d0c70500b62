"""Records of the compiled lexicon of actors."""

from msgspec import Struct

from lagebild.lang.roles import Description, Role
from lagebild.model import ActorKind

PARTICLES = frozenset("von van der den de del della di da dos du el al bin ben abu le la zu ten vom zur ibn te".split())
"""Lower-case parts that belong to a surname."""


class Office(Struct, frozen=True, kw_only=True, array_like=True):
    """An office held from one ISO date (or year, or "") to another; `sector` is its PLOVER sector or ""."""

    office: str
    country: str | None = None
    begins: str = ""
    ends: str = ""
    sector: str = ""

    def held(self, day: str) -> bool:
        """Was it held on an ISO date of any precision? An empty date counts for all that have no end."""
        if not day:
            return not self.ends
        return self.begun(day) and (not self.ends or day[: len(self.ends)] <= self.ends[: len(day)])

    def begun(self, day: str) -> bool:
        """Had it begun by an ISO date, at the precision that both have?"""
        return not self.begins or self.begins[: len(day)] <= day[: len(self.begins)]


class Entry(Struct, frozen=True, kw_only=True, array_like=True):
    """An actor known by name. source: file and line, for explanations; controlled_by: who holds a disputed area."""

    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    gender: str = ""
    number: str = "Sing"
    party: str | None = None
    offices: tuple[Office, ...] = ()
    status: str = ""
    controlled_by: str | None = None
    article: bool = False
    source: str = ""


class Demonym(Struct, frozen=True, kw_only=True, array_like=True):
    """Somebody by his nation: "Russen" -> entry of Russia, plural."""

    entry: int
    gender: str
    number: str


class ActorLexicon(Struct, frozen=True, kw_only=True, eq=False):
    """The compiled lexicon; numbers index `entries`.

    names: form as written -> entries; surnames: surname of a person -> entries; firsts: first word of forms of several
    words -> most words; adjectives: stem in lower case ("russisch") -> state; metonyms: name that stands for a state
    when it acts -> state; prefixes: "US-" -> entry; cities: adjective of a capital ("Moskauer") -> state; states:
    country -> state; holders: country -> persons who held an office of it; common: forms that are words too; titles:
    form -> gender and sector.
    """

    entries: tuple[Entry, ...]
    names: dict[str, tuple[int, ...]]
    surnames: dict[str, tuple[int, ...]]
    firsts: dict[str, int]
    adjectives: dict[str, int]
    demonyms: dict[str, Demonym]
    metonyms: dict[str, int]
    prefixes: dict[str, int]
    cities: dict[str, int]
    states: dict[str, int]
    holders: dict[str, tuple[int, ...]]
    common: frozenset[str]
    roles: dict[str, Role]
    titles: dict[str, tuple[str, str]]
    descriptions: Description


def surname_of(name: str) -> str:
    """Surname with its particles: "Ursula von der Leyen" -> "von der Leyen", "Wladimir Putin" -> "Putin"."""
    parts = name.split()
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(parts[at:])
