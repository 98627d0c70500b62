"""How inputs are read: what every reader of a format is told."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from lagebild.intake.limits import DEFAULT, Limits
from lagebild.intake.rules import Rules, rules_for
from lagebild.lang import Language

if TYPE_CHECKING:
    from lagebild.intake.sandbox import Sandbox
    from lagebild.intake.unpack import Meter


class Filters(Struct, frozen=True):
    """What is taken of archives that hold much else. hosts: of web archives, these and those below them; languages:
    of web archives, ISO 639-1 codes. Empty: all."""

    hosts: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def wants_host(self, host: str) -> bool:
        """Is a host, or one above it, among those that are wanted?"""
        parts = host.lower().split(".")
        return not self.hosts or any(".".join(parts[i:]) in self.hosts for i in range(len(parts)))


class How(Struct, frozen=True):
    """How inputs are read.

    sandbox: the process that reads pages and documents; without one they are read in this process.
    columns: field of a report -> heading of the column of a CSV table. in_folder: the file was found in a folder, not
    named itself. depth: archives around the input. meter: counts what those unpack to.
    """

    language: Language
    agencies: Collection[str] = ()
    limits: Limits = DEFAULT
    sandbox: "Sandbox | None" = None
    columns: Mapping[str, str] = {}
    filters: Filters = Filters()
    in_folder: bool = False
    depth: int = 0
    meter: "Meter | None" = None

    @property
    def rules(self) -> Rules:
        """The rules of the language, with the analyst's agencies."""
        return rules_for(self.language, self.agencies)


def hosts(names: Iterable[str]) -> frozenset[str]:
    """Host names as people write them: "https://www.Blatt.example/" -> "blatt.example"."""
    plain = (name.lower().split("//")[-1].split("/")[0].removeprefix("www.") for name in names)
    return frozenset(name for name in plain if name)
