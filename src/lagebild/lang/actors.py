"""The lexicon of actors: compiled from <language>/actors, with the files of analysts laid over it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from lagebild.lang.actor_files import GENDERS, OwnEntry, OwnOffice, check, read_own
from lagebild.lang.actor_records import PARTICLES, ActorLexicon, Demonym, Entry, Office, surname_of
from lagebild.lang.language import Language
from lagebild.lang.roles import Role, compile_descriptions, compile_roles, find_role
from lagebild.lang.tables import read_table
from lagebild.model import ActorKind

__all__ = [
    "ActorLexicon",
    "Demonym",
    "Entry",
    "Office",
    "OwnEntry",
    "PARTICLES",
    "actor_entries",
    "actor_lexicon",
    "compile_actors",
    "read_own",
    "surname_of",
    "with_own",
]


@lru_cache(maxsize=4)
def actor_lexicon(language: Language) -> ActorLexicon:
    """The actors of a language with the analysts' own files on top. Raises LexiconError for a file that is wrong."""
    built = language.part("actors", ActorLexicon)
    if not language.own:
        return built
    return with_own(built, [pair for path in language.own for pair in read_own(path)])


class _Entries(Struct, frozen=True):
    """The part of the lexicon that tells who is known, without the forms by which they are found."""

    entries: tuple[Entry, ...]


def actor_entries(language: Language) -> tuple[Entry, ...]:
    """The built-in actors of a language alone: read in a fraction of the time of the whole lexicon."""
    return language.part("actors", _Entries).entries


def _entry(own: OwnEntry, source: str) -> Entry:
    gender, number = GENDERS[own.gender]
    offices = tuple(
        Office(
            office=office.office,
            country=office.country or own.country,
            begins=str(office.begins or ""),
            ends=str(office.ends or ""),
            sector=office.sector or "",
        )
        for office in own.offices
    )
    sectors = own.sectors or ((own.sector,) if own.sector else ())
    return Entry(
        name=own.name, kind=own.kind, country=own.country, sectors=sectors, gender=gender, number=number,
        party=own.party, offices=offices, source=source,
    )  # fmt: skip


class _Index:
    """Forms of all entries while they are gathered."""

    def __init__(self, roles: dict[str, Role], entries: Iterable[Entry] = ()) -> None:
        self.roles = roles
        self.entries = list(entries)
        self.names: dict[str, list[int]] = defaultdict(list)
        self.surnames: dict[str, list[int]] = defaultdict(list)
        self.metonyms: dict[str, int] = {}
        self.prefixes: dict[str, int] = {}
        self.common: set[str] = set()

    def add(self, own: OwnEntry, source: str) -> int:
        """Enter an actor with its forms; number of its entry."""
        number = len(self.entries)
        self.entries.append(_entry(own, source))
        for form in (own.name, *own.forms):
            if own.kind != ActorKind.PERSON and form != own.name and self._is_description(form, own.name, own.kind):
                continue
            self.form(number, form, own.kind == ActorKind.PERSON)
        self.common.update(own.common)
        for metonym in own.metonyms:
            self.metonyms.setdefault(metonym, number)
        for prefix in own.prefixes:
            self.prefixes.setdefault(prefix, number)
        return number

    def _is_description(self, form: str, name: str, kind: ActorKind) -> bool:
        """Do the words mean people or media of a nation rather than the body of that name ("russische Soldaten")?"""
        word = form.split()[-1]
        found = find_role(self.roles, word) if " " not in form and "-" in form else None
        if found is not None and found[0].kind in (ActorKind.PERSON, ActorKind.GROUP):
            return kind == ActorKind.ORGANISATION and found[0].number != "Sing" and not name.endswith(word)
        role = self.roles.get(word)
        people = role is not None and role.kind in (ActorKind.PERSON, ActorKind.GROUP, ActorKind.MEDIUM)
        return (
            people
            and form[:1].islower()
            and role is not None
            and role.number != "Sing"
            and not name.endswith(form.split()[-1])
        )

    def form(self, number: int, form: str, person: bool = False) -> None:
        """Enter one form; of a person also the surname. What stands in brackets only tells entries apart."""
        plain = form.split(" (")[0].replace("’", "'")
        if person and " " not in plain:
            self._put(self.surnames, plain, number)
            return
        self._put(self.names, plain, number)
        if plain[:1].islower() and " " in plain:
            self._put(self.names, plain[0].upper() + plain[1:], number)
        if person:
            self._put(self.surnames, surname_of(plain), number)

    @staticmethod
    def _put(table: dict[str, list[int]], key: str, number: int) -> None:
        if number not in table[key]:
            table[key].append(number)


def compile_actors(folder: Path) -> ActorLexicon:
    """The actors from folder/actors. Raises LexiconError with file, line and remedy."""
    source = folder / "actors"
    roles = compile_roles(folder)
    index = _Index(roles)
    tables = _states(source / "states.tsv", index)
    for own, where in read_own(source / "organisations.yaml"):
        index.add(own, where)
    for own, where in _persons(source / "persons.tsv"):
        index.add(own, where)
    union = next((n for n, entry in enumerate(index.entries) if entry.country == "EUR"), None)
    if union is not None:
        for stem in ("europäisch", "gesamteuropäisch"):
            tables.adjectives.setdefault(stem, index.names["EU"][0] if "EU" in index.names else union)
    metonyms = tables.metonyms | {k: v for k, v in index.metonyms.items() if k not in tables.metonyms}
    return ActorLexicon(
        entries=tuple(index.entries),
        names=_frozen(index.names),
        surnames=_frozen(index.surnames),
        firsts=first_words([*index.names, *metonyms]),
        adjectives=tables.adjectives,
        demonyms=tables.demonyms,
        metonyms=metonyms,
        prefixes=index.prefixes | tables.prefixes,
        cities=tables.cities,
        states=tables.states,
        holders=_holders(index.entries),
        common=frozenset(index.common),
        roles=roles,
        titles=_titles(source / "titles.tsv"),
        descriptions=compile_descriptions(folder / "coreference"),
    )


def _persons(path: Path) -> Iterator[tuple[OwnEntry, str]]:
    """The persons of a table with a row an office; the rows of a name are one person."""
    rows: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for line, row in read_table(path):
        rows[row["name"]].append((line, row))
    for name, held in rows.items():
        line, first = held[0]
        where = f"{path.name}, line {line} ({name})"
        entry = OwnEntry(
            name=name, kind=ActorKind.PERSON, country=first["country"] or None,
            forms=tuple(dict.fromkeys(form for _, row in held for form in _parts(row["spellings"]))),
            gender={"x": None, "": None}.get(first["gender"], first["gender"]),
            sectors=tuple(dict.fromkeys(row["sector"] for _, row in held if row["sector"])),
            party=first.get("party") or None,
            offices=tuple(
                OwnOffice(
                    office=row["office"], country=row["country"] or None, begins=row["from"], ends=row["to"],
                    sector=row["sector"] or None,
                )
                for _, row in held
                if row["office"]
            ),
        )  # fmt: skip
        check(entry, where)
        yield entry, f"{path.name}:{line}"


def _titles(path: Path) -> dict[str, tuple[str, str]]:
    """Titles before names: form -> gender and sector."""
    found: dict[str, tuple[str, str]] = {}
    for _, row in read_table(path):
        for form in (row["title"], *_parts(row["forms"])):
            found.setdefault(form, (GENDERS.get(row["gender"] or None, ("", ""))[0], row["sector"]))
    return found


def with_own(built: ActorLexicon, own: list[tuple[OwnEntry, str]]) -> ActorLexicon:
    """The built-in lexicon with an analyst's entries laid over it: their forms mean only them."""
    index = _Index(built.roles, built.entries)
    for entry, source in own:
        index.add(entry, source)
    names = built.names | _frozen(index.names)
    return msgspec.structs.replace(
        built,
        entries=tuple(index.entries),
        names=names,
        surnames=built.surnames | _frozen(index.surnames),
        firsts=built.firsts | first_words(list(names)),
        metonyms=built.metonyms | index.metonyms,
        prefixes=built.prefixes | index.prefixes,
        common=built.common | index.common,
        holders=_holders(index.entries),
    )


def _holders(entries: list[Entry]) -> dict[str, tuple[int, ...]]:
    """State -> persons who held an office of it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for country in sorted({office.country for office in entry.offices if office.country}):
            found[country].append(number)
    return {country: tuple(found[country]) for country in sorted(found)}


def _frozen(table: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(table[key]) for key in sorted(table)}


def first_words(names: Iterable[str]) -> dict[str, int]:
    """First word of the names of several words, with the most words that such a name has."""
    most: dict[str, int] = {}
    for name in names:
        parts = name.split()
        if len(parts) > 1:
            most[parts[0]] = max(most.get(parts[0], 0), len(parts))
    return dict(sorted(most.items()))


class _States(Struct, kw_only=True):
    """Forms that only states have."""

    adjectives: dict[str, int] = {}
    demonyms: dict[str, Demonym] = {}
    metonyms: dict[str, int] = {}
    prefixes: dict[str, int] = {}
    cities: dict[str, int] = {}
    states: dict[str, int] = {}


def _states(path: Path, index: _Index) -> _States:
    """states.tsv: states first, so that their forms win over those of parts and of states of the past."""
    found = _States()
    order = ("state", "disputed", "territory", "part", "region", "historical")
    rows = sorted(
        read_table(path), key=lambda pair: order.index(pair[1]["status"]) if pair[1]["status"] in order else 9
    )
    for line, row in rows:
        number = len(index.entries)
        sectors = _parts(row["sectors"]) or ("GOV",)
        index.entries.append(
            Entry(
                name=row["name"], kind=ActorKind.STATE, country=row["country"], sectors=sectors, status=row["status"],
                gender={"der": "Masc", "die": "Fem"}.get(row["article"], "Neut" if "pl" not in row["article"] else ""),
                number="Plur" if "pl" in row["article"] else "Sing",
                controlled_by=row["controlled_by"] or None, article=bool(row["article"]), source=f"{path.name}:{line}",
            )
        )  # fmt: skip
        _state_forms(row, number, index, found)
    return found


def _state_forms(row: dict[str, str], number: int, index: _Index, found: _States) -> None:
    """Enter all forms of one line."""
    for form in (row["name"], *_parts(row["names"]), *_parts(row["genitive"])):
        index.form(number, form)
    for adjective in _parts(row["adjectives"]):
        found.adjectives.setdefault(adjective.lower(), number)
    if row["status"] in ("state", "disputed", "territory"):
        found.states.setdefault(row["country"], number)
    columns = (("demonym_m", "Masc", "Sing"), ("demonym_m_pl", "", "Plur"), ("demonym_f", "Fem", "Sing"))
    for column, gender, count in (*columns, ("demonym_f_pl", "Fem", "Plur")):
        for form in _parts(row[column]):
            found.demonyms.setdefault(form, Demonym(entry=number, gender=gender, number=count))
            if column == "demonym_m" and not form.endswith(("e", "n")):
                found.demonyms.setdefault(form + "s", Demonym(entry=number, gender=gender, number=count))
            if column == "demonym_m_pl" and form.endswith(("er", "el")):
                found.demonyms.setdefault(form + "n", Demonym(entry=number, gender=gender, number=count))
    for metonym in _parts(row["metonyms"]):
        found.metonyms.setdefault(metonym, number)
    for prefix in _parts(row["prefixes"]):
        found.prefixes.setdefault(prefix, number)
    for city in _parts(row["city_adjectives"]):
        found.cities.setdefault(city, number)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
