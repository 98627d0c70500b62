"""A stratified sample of reports that comes out the same for the same seed, in whatever order the reports come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

from msgspec import Struct

from lagebild.model import InputError


class Unit(Struct, frozen=True):
    """A report that can be drawn, and the stratum that it belongs to."""

    report: str
    stratum: str


class Stratum(Struct, frozen=True, kw_only=True):
    """A stratum with its size in the population and in the sample."""

    name: str
    population: int
    sampled: int

    @property
    def weight(self) -> float:
        """Reports of the population that each sampled one stands for."""
        return self.population / self.sampled


class Draw(Struct, frozen=True, kw_only=True):
    """A sample: what was asked for, its strata, and the reports with their stratum, in the order of the draw."""

    seed: int
    size: int
    strata: tuple[Stratum, ...]
    units: tuple[Unit, ...]


def draw(population: Iterable[Unit], size: int, seed: int) -> Draw:
    """A sample of `size` reports, at least one of each stratum, the rest in proportion (largest remainder).

    Raises InputError for an empty population, a sample larger than it, and fewer places than strata.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for unit in population:
        groups[unit.stratum].append(unit.report)
    total = sum(map(len, groups.values()))
    if not total:
        raise InputError("There is no report to draw from.", "Loosen the filters, or add reports with: lagebild add")
    if size > total:
        raise InputError(
            f"A sample of {size} was asked for, and there are {total} reports.", f"Ask for --size {total} at most."
        )
    if size < len(groups):
        raise InputError(
            f"There are {len(groups)} strata and only {size} places.",
            f"Ask for --size {len(groups)} at least, or for a coarser --by.",
        )
    places = allocate({name: len(reports) for name, reports in groups.items()}, size)
    units = [
        Unit(report, name)
        for name in sorted(groups)
        for report in sorted(groups[name], key=lambda report: _rank(seed, report))[: places[name]]
    ]
    return Draw(
        seed=seed,
        size=size,
        strata=tuple(Stratum(name=name, population=len(groups[name]), sampled=places[name]) for name in sorted(groups)),
        units=tuple(sorted(units, key=lambda unit: _rank(seed, unit.report))),
    )


def allocate(sizes: Mapping[str, int], places: int) -> dict[str, int]:
    """Places for each stratum, in proportion to its size (largest remainder), at least one and at most all of it.

    There must be at least as many places as strata and at most as many as reports.
    """
    total = sum(sizes.values())
    share = {name: places * size / total for name, size in sizes.items()}
    given = {name: max(1, int(share[name])) for name in sizes}
    while sum(given.values()) > places:
        given[max((n for n in given if given[n] > 1), key=lambda n: (given[n] - share[n], n))] -= 1
    while sum(given.values()) < places:
        given[max((n for n in given if given[n] < sizes[n]), key=lambda n: (share[n] - given[n], n))] += 1
    return given


def _rank(seed: int, report: str) -> str:
    return sha256(f"{seed}\0{report}".encode()).hexdigest()
