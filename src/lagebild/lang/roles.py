"""Nouns by which anybody acts, and what descriptions and pronouns point to; from <language>/coreference."""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lagebild.lang.tables import read_table
from lagebild.model import SECTORS, ActorKind, LexiconError

GENDERS = {"m": "Masc", "f": "Fem", "n": "Neut", "pl": ""}
FLAGS = frozenset({"suffix", "home", "circles", "side"})


class Role(Struct, frozen=True, kw_only=True, array_like=True):
    """A form of a noun by which somebody acts.

    noun: its masculine singular ("Sprecher" for "Sprecherinnen"); gender, number: of the form, "" when it leaves them
    open; family: see descriptions; suffix: may be the last part of a compound; home: without a state named, it belongs
    to the state where the report plays.
    """

    noun: str
    kind: ActorKind
    sector: str
    family: str
    gender: str
    number: str
    suffix: bool = False
    home: bool = False
    circles: bool = False
    side: bool = False
    compound: str = ""
    """Sector where it is the last part of a compound ("Verbandspräsident" is no part of a government)."""


class Form(Struct, frozen=True, kw_only=True):
    """What a pronoun agrees with: genders of one antecedent, and whether it can be several."""

    genders: frozenset[str]
    plural: bool = False


class Description(Struct, frozen=True, kw_only=True):
    """What points to what: see lang/<code>/coreference/descriptions.yaml."""

    refers: dict[str, tuple[str, ...]]
    any_person: frozenset[str]
    prefixes: dict[str, str]
    sector_adjectives: dict[str, str]
    party_adjectives: frozenset[str]
    former: frozenset[str]
    offices: tuple[frozenset[str], ...]
    generic_offices: frozenset[str]
    states: frozenset[str]
    here: frozenset[str]
    indefinite: frozenset[str]
    both: frozenset[str]
    aged: str
    areas: frozenset[str]
    locative: frozenset[str]
    where: frozenset[str]
    parts: frozenset[str]
    fixed: dict[str, frozenset[str]]
    at_building: frozenset[str]
    compass: tuple[str, ...]
    media_words: frozenset[str]
    there: frozenset[str]
    no_role: frozenset[str]
    no_compound: dict[str, frozenset[str]]
    place_prepositions: frozenset[str]
    strong_prepositions: frozenset[str]
    sure_prepositions: frozenset[str]
    inside: frozenset[str]
    river: frozenset[str]
    origin: frozenset[str]
    seat: frozenset[str]
    leadership: frozenset[str]
    pronouns: dict[str, Form]
    possessives: dict[str, Form]
    no_actor: frozenset[str]
    nearest: tuple[str, ...]
    speaking: frozenset[str]
    speaking_many: frozenset[str]
    crowds: frozenset[str]
    female_names: frozenset[str]
    male_names: frozenset[str]


def compile_descriptions(folder: Path) -> Description:
    """folder/descriptions.yaml as a record. Raises LexiconError with the field that is wrong."""
    import yaml

    path = folder / "descriptions.yaml"
    try:
        content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name in ("female_names", "male_names"):
            content[name] = str(content[name]).split()
        return msgspec.convert(content, Description)
    except (OSError, yaml.YAMLError, KeyError, TypeError, msgspec.ValidationError) as error:
        raise LexiconError(f"{path.name}: {error}.", "Mend the field there.") from error


def compile_roles(folder: Path) -> dict[str, Role]:
    """All forms of the nouns in folder/coreference/roles.tsv and folder/actors/patterns.yaml.

    roles.tsv says to which family a noun belongs, patterns.yaml is the complete list; the family of a compound is that
    of its last part. Raises LexiconError with file and line.
    """
    roles: dict[str, Role] = {}
    rows = list(_family_rows(folder / "coreference" / "roles.tsv"))
    patterns = folder / "actors" / "patterns.yaml"
    content = _patterns(patterns) if patterns.exists() else {"nouns": [], "suffixes": []}
    known = {row["noun"]: row for row in rows}
    for pattern in content["nouns"]:
        base = known.get(pattern["noun"])
        flags = base["flags"] if base else _inherited(pattern["noun"], known)["flags"].replace("suffix", "")
        family = base["family"] if base else _inherited(pattern["noun"], known)["family"]
        rows.append(
            {
                "noun": pattern["noun"], "gender": pattern.get("gender") or "m", "plural": pattern.get("plural") or "",
                "feminine": pattern.get("feminine") or "", "feminine_plural": pattern.get("feminine_plural") or "",
                "kind": pattern["kind"], "sector": (pattern.get("sectors") or [base["sector"] if base else ""])[0],
                "family": family, "flags": flags,
            }
        )  # fmt: skip
    for row in reversed(rows):
        for form, role in _roles_of(row):
            roles[form] = role
    _add_suffixes(roles, content["suffixes"])
    return roles


def _family_rows(path: Path) -> list[dict[str, str]]:
    rows = []
    for line, row in read_table(path):
        where = f"{path.name}, line {line} ({row['noun']})"
        if row["gender"] not in GENDERS or not set(row["flags"].split()) <= FLAGS:
            raise LexiconError(f"{where}: gender or flags are unknown.", f"Allowed: {', '.join((*GENDERS, *FLAGS))}.")
        if row["sector"] and row["sector"] not in SECTORS:
            raise LexiconError(
                f"{where}: sector {row['sector']!r} is unknown.", f"Allowed: {', '.join(sorted(SECTORS))}."
            )
        rows.append(row)
    return rows


def _patterns(path: Path) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        for item in (*content["nouns"], *content["suffixes"]):
            ActorKind(item["kind"])
            if not set(item.get("sectors") or ()) <= SECTORS:
                raise ValueError(f"unknown sector in {item}")
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"{path.name}: {error}.", "Mend the entry there.") from error
    return content


NOTHING = {"family": "", "flags": ""}


def _inherited(noun: str, known: dict[str, dict[str, str]]) -> dict[str, str]:
    """The entry of the longest noun that a compound ends with."""
    for at in range(2, len(noun) - 3):
        found = known.get(noun[at:].lstrip("-").capitalize())
        if found is not None and "suffix" in found["flags"]:
            return found
    return NOTHING


def _roles_of(row: dict[str, str]) -> list[tuple[str, Role]]:
    flags = set(row["flags"].split())
    return [
        (
            form,
            Role(
                noun=row["noun"], kind=ActorKind(row["kind"]), sector=row["sector"], family=row["family"],
                gender=gender, number=number, suffix="suffix" in flags, home="home" in flags,
                circles="circles" in flags, side="side" in flags, compound=row["sector"],
            ),
        )
        for form, gender, number in role_forms(row)
    ]  # fmt: skip


def _add_suffixes(roles: dict[str, Role], suffixes: list[dict[str, Any]]) -> None:
    """Let nouns be the last part of compounds; what is no noun of its own becomes a role for compounds only."""
    for item in suffixes:
        form = item["suffix"].capitalize()
        sector = (item.get("sectors") or [""])[0]
        role = roles.get(form)
        if role is not None:
            for other, one in list(roles.items()) if not role.suffix else [(form, role)]:
                if one.noun == role.noun:
                    roles[other] = msgspec.structs.replace(one, suffix=True, compound=sector)
            if {role.kind, ActorKind(item["kind"])} == {ActorKind.MEDIUM, ActorKind.ORGANISATION}:
                kind = ActorKind(item["kind"])
                roles[f"-{item['suffix']}"] = msgspec.structs.replace(
                    role, kind=kind, sector=sector, compound=sector, suffix=True, family="authority", home=True
                )
        else:
            roles[form] = Role(
                noun=form, kind=ActorKind(item["kind"]), sector=sector, family="", gender=GENDERS[item["gender"]],
                number="Plur" if item["gender"] == "pl" else "", suffix=True, compound=sector,
            )  # fmt: skip


def role_forms(row: dict[str, str]) -> list[tuple[str, str, str]]:
    """All forms of a noun with gender and number ("" where the form leaves it open).

    "Sprecher", "Sprecher", "Sprecherin" -> Sprecher (m), Sprechers (m, Sing), Sprechern (m, Plur), Sprecherin …
    """
    noun, plural, feminine = row["noun"], row["plural"], row["feminine"]
    gender = GENDERS[row["gender"]]
    if feminine and feminine == plural and noun.endswith("er"):
        stem = noun[:-2]
        return [(noun, "", ""), (stem + "e", "", ""), (stem + "en", "", ""), (stem + "em", "Masc", "Sing")]
    weak = plural.endswith("n") and gender == "Masc" and not noun.endswith(("er", "el", "or"))
    singular = "Plur" if row["gender"] == "pl" else "" if plural == noun else "Sing"
    forms = [(noun, gender, singular)]
    if gender != "Fem" and not weak and row["gender"] != "pl":
        forms += [(noun + ending, gender, "" if noun + ending == plural else "Sing") for ending in ("s", "es")]
    if plural:
        forms.append((plural, gender, "" if weak or plural == noun else "Plur"))
        if not plural.endswith(("n", "s")):
            forms.append((plural + "n", gender, "Plur"))
    if row["gender"] == "pl" and not noun.endswith("n"):
        forms.append((noun + "n", "", "Plur"))
    if feminine:
        forms += [(feminine, "Fem", "Sing"), (row["feminine_plural"], "Fem", "Plur")]
    return [(form, g, n) for form, g, n in forms if form]


def find_role(roles: dict[str, Role], word: str) -> tuple[Role, str] | None:
    """Role of a noun and the first part of the compound: "Bündnissprecherin" -> (Sprecher, "Bündnis").

    Words with a hyphen are parted there: "EU-Beamter" -> (Beamter, "EU-").
    """
    role = roles.get(word)
    if role is not None:
        return role, ""
    at = word.rfind("-")
    if at > 0 and at < len(word) - 2:
        found = find_role(roles, word[at + 1 :])
        return (found[0], word[: at + 1] + found[1]) if found is not None else None
    for at in range(3, len(word) - 2):
        last = word[at:]
        role = roles.get("-" + last) or roles.get(last.capitalize())
        if (
            role is not None
            and (role.suffix or (role.circles and role.number == "Plur"))
            and (at > 3 or word[at - 1] == "s")
        ):
            return role, word[:at]
    return None
