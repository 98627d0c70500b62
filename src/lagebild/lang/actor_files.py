"""Files of actors: the shape of an entry, shared by the shipped organisations and an analyst's own file.

A file is a list of {name, kind, country, sector or sectors, forms, party, gender, example,
offices: [{office, country, from, to}]}.
"""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lagebild.lang.tables import read_yaml
from lagebild.model import SECTORS, ActorKind, LexiconError


class OwnOffice(Struct, frozen=True, forbid_unknown_fields=True):
    """An office in an analyst's file."""

    office: str
    country: str | None = None
    begins: str | int | None = msgspec.field(default=None, name="from")
    ends: str | int | None = msgspec.field(default=None, name="to")
    sector: str | None = None


class OwnEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of an analyst's file, of organisations.yaml and of the persons."""

    name: str
    kind: ActorKind = ActorKind.PERSON
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    gender: str | None = None
    party: str | None = None
    offices: tuple[OwnOffice, ...] = ()
    prefixes: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    example: str | None = None
    note: str | None = None


GENDERS = {"m": ("Masc", "Sing"), "f": ("Fem", "Sing"), "n": ("Neut", "Sing"), "pl": ("", "Plur"), None: ("", "Sing")}


def read_own(path: Path) -> list[tuple[OwnEntry, str]]:
    """The entries of an analyst's file, each with its source. Raises LexiconError with line, entry and remedy."""
    found: list[tuple[OwnEntry, str]] = []
    for line, value in read_yaml(path):
        name = value.get("name") if isinstance(value, dict) else None
        where = f"{path.name}, line {line} ({name or 'entry without a name'})"
        try:
            entry = msgspec.convert(_texts(value), OwnEntry)
        except msgspec.ValidationError as error:
            raise LexiconError(f"{where}: {error}.", f"Fields: {', '.join(_fields())}.") from None
        check(entry, where)
        found.append((entry, f"{path.name}:{line}"))
    return found


def _texts(value: Any) -> Any:
    """YAML dates and numbers as the text that was written."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return value if value is None or isinstance(value, (str, bool)) else str(value)


def _fields() -> tuple[str, ...]:
    return tuple(field.encode_name for field in msgspec.structs.fields(OwnEntry))


def check(entry: OwnEntry, where: str) -> None:
    """The rules that the shape alone does not say."""
    for sector in (*entry.sectors, *filter(None, (entry.sector, *(o.sector for o in entry.offices)))):
        if sector not in SECTORS:
            raise LexiconError(f"{where}: sector {sector!r} is unknown.", f"Allowed: {', '.join(sorted(SECTORS))}.")
    for country in filter(None, (entry.country, *(office.country for office in entry.offices))):
        if len(country) != 3 or not country.isupper():
            raise LexiconError(f"{where}: country {country!r} is no code.", "Write ISO 3166-1 alpha-3, as DEU or UKR.")
    if entry.gender not in GENDERS:
        raise LexiconError(f"{where}: gender {entry.gender!r} is unknown.", "Allowed: m, f, n, pl.")
    if entry.example and not any(form in entry.example for form in (entry.name, *entry.forms)):
        raise LexiconError(f"{where}: the example names none of its forms.", "Write a sentence with the name.")
