"""Closed classes and paradigms of a language: the compiled form and how it is made from lang/<code>/morphology."""

from pathlib import Path
from typing import Any

from msgspec import Struct

from lagebild.lang.nouns import read_nouns
from lagebild.model import LexiconError

Cell = tuple[str, str, str]
"""Case (Nom, Acc, Dat, Gen), number (Sing, Plur), gender (Masc, Fem, Neut, "" for any)."""

CASES = {"N": "Nom", "A": "Acc", "D": "Dat", "G": "Gen"}
NUMBERS = {"s": "Sing", "p": "Plur"}
GENDERS = {"m": "Masc", "f": "Fem", "n": "Neut"}


class VerbForm(Struct, frozen=True, array_like=True):
    """What a finite form can be: infinitive, tense (Pres, Past) and mood (Ind, Sub1, Sub2)."""

    lemma: str
    tense: str
    mood: str


class Morphology(Struct, frozen=True, kw_only=True, eq=False):
    """Closed classes (lower case) and the finite forms of strong, modal and auxiliary verbs.

    Equal to itself alone, so that what is worked out for a word can be kept.
    """

    particles: frozenset[str]
    inseparable: tuple[str, ...]
    starters: frozenset[str]
    abbreviations: frozenset[str]
    closing_abbreviations: frozenset[str]
    complementizers: frozenset[str]
    infinitive_introducers: frozenset[str]
    relative_forms: frozenset[str]
    coordinators: frozenset[str]
    negators: frozenset[str]
    perfect_with_sein: frozenset[str]
    object_control: frozenset[str]
    dative_verbs: frozenset[str]
    dative_only: frozenset[str]
    infinitive_verbs: frozenset[str]
    participle_verbs: frozenset[str]
    adverb_particles: dict[str, frozenset[str]]
    reflexive_control: frozenset[str]
    gender_endings: dict[str, str]
    nominalised: tuple[str, ...]
    subject_weights: dict[str, float]
    copulas: frozenset[str]
    months: frozenset[str]
    time_nouns: frozenset[str]
    quantity_nouns: frozenset[str]
    names_in_s: frozenset[str]
    named_by_place: tuple[str, ...]
    modals: dict[str, str]
    auxiliaries: dict[str, str]
    finite: dict[str, tuple[VerbForm, ...]]
    participles: dict[str, str]
    prepositions: dict[str, tuple[str, tuple[str, ...]]]
    determiners: dict[str, tuple[Cell, ...]]
    strong_endings: dict[str, tuple[Cell, ...]]
    pronouns: dict[str, tuple[str, tuple[Cell, ...]]]
    nouns: dict[str, tuple[str, ...]]
    first_parts: frozenset[str]
    adjectives_in_e: frozenset[str]
    ge_verbs: frozenset[str]
    degrees: dict[str, str]


def compile_morphology(folder: Path) -> Morphology:
    """The closed classes of the language in `folder`. Raises LexiconError naming the file and the entry."""
    import yaml

    source = folder / "morphology" / "grammar.yaml"
    grammar: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    table = read_verbs(folder / "morphology" / "verbs.tsv")
    finite, participles = finite_forms(table)
    modals = invert(grammar["modal_forms"])
    auxiliaries = invert(grammar["auxiliary_forms"])

    def words(name: str) -> frozenset[str]:
        return frozenset(str(grammar[name]).split())

    return Morphology(
        particles=words("particles"),
        inseparable=tuple(sorted(words("inseparable"), key=lambda prefix: (-len(prefix), prefix))),
        starters=words("starters"),
        abbreviations=frozenset(grammar["abbreviations"]["inside"].split()),
        closing_abbreviations=frozenset(grammar["abbreviations"]["closing"].split()),
        complementizers=words("complementizers"),
        infinitive_introducers=words("infinitive_introducers"),
        relative_forms=words("relative_forms"),
        coordinators=words("coordinators"),
        negators=words("negators"),
        perfect_with_sein=words("perfect_with_sein") | {verb[0] for verb in table if verb[5] == "s"},
        object_control=words("object_control"),
        dative_verbs=words("dative_verbs"),
        dative_only=words("dative_only"),
        infinitive_verbs=words("infinitive_verbs"),
        participle_verbs=words("participle_verbs"),
        reflexive_control=words("reflexive_control"),
        gender_endings=invert(grammar["gender_endings"]),
        subject_weights=read_weights(folder / "morphology" / "subjects.tsv"),
        nominalised=tuple(sorted(words("nominalised"))),
        adverb_particles={form: frozenset(verbs.split()) for form, verbs in grammar["adverb_particles"].items()},
        copulas=words("copulas"),
        months=words("months"),
        time_nouns=words("time_nouns"),
        quantity_nouns=words("quantity_nouns"),
        names_in_s=words("names_in_s"),
        named_by_place=tuple(sorted(words("named_by_place"))),
        modals=modals,
        auxiliaries=auxiliaries,
        finite=finite,
        participles=participles,
        prepositions={form: (entry[0], tuple(entry[1:])) for form, entry in grammar["prepositions"].items()},
        determiners=determiners(grammar),
        strong_endings={ending: cells(value) for ending, value in grammar["strong_endings"].items()},
        pronouns={form: pronoun(value) for form, value in grammar["pronouns"].items()},
        nouns=read_nouns(folder / "morphology" / "nouns.yaml"),
        first_parts=words("first_parts"),
        adjectives_in_e=words("adjectives_in_e"),
        ge_verbs=words("ge_verbs"),
        degrees=invert(grammar["degrees"]),
    )


def read_verbs(path: Path) -> list[list[str]]:
    """Rows of verbs.tsv: infinitive, present, preterite, Konjunktiv II (alternatives by |), participle, h or s."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            row = line.split("\t")
            if len(row) != 6 or row[5] not in ("h", "s"):
                raise LexiconError(f"{path.name}, line {number}: not six columns.", "See the file's first lines.")
            rows.append(row)
    return rows


def read_weights(path: Path) -> dict[str, float]:
    """Rows of subjects.tsv: feature and weight. Raises LexiconError for a row that is none."""
    weights = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            feature, _, weight = line.partition("\t")
            try:
                weights[feature] = float(weight)
            except ValueError as error:
                raise LexiconError(
                    f"{path.name}, line {number}: no weight.", "Two columns: feature, number."
                ) from error
    return weights


def finite_forms(verbs: list[list[str]]) -> tuple[dict[str, tuple[VerbForm, ...]], dict[str, str]]:
    """Finite third-person forms of strong verbs with what they can be, and participle -> infinitive.

    A form that is an infinitive belongs to that verb alone ("führen" is no Konjunktiv of "fahren").
    "gab" -> geben, Past, Ind; "gäbe", "gäben" -> geben, Past, Sub2; "gebe" -> geben, Pres, Sub1.
    """
    finite: dict[str, dict[VerbForm, None]] = {}
    participles: dict[str, str] = {}

    def add(form: str, lemma: str, tense: str, mood: str) -> None:
        finite.setdefault(form, {})[VerbForm(lemma, tense, mood)] = None

    for lemma, present, preterite, subjunctive, participle, _ in verbs:
        stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
        add(present, lemma, "Pres", "Ind")
        add(preterite, lemma, "Past", "Ind")
        add(preterite + ("n" if preterite.endswith("e") else "en"), lemma, "Past", "Ind")
        if lemma == "sein":
            add("sind", lemma, "Pres", "Ind")
            add("sei", lemma, "Pres", "Sub1")
            add("seien", lemma, "Pres", "Sub1")
        else:
            add(lemma, lemma, "Pres", "Ind")
            add(stem + "e", lemma, "Pres", "Sub1")
        for form in subjunctive.split("|"):
            add(form, lemma, "Past", "Sub2")
            add(form + "n", lemma, "Past", "Sub2")
        participles[participle] = lemma
    infinitives = {verb[0] for verb in verbs}
    own = {
        form: tuple(entry for entry in entries if form not in infinitives or entry.lemma == form)
        for form, entries in finite.items()
    }
    return own, participles


def invert(table: dict[str, str]) -> dict[str, str]:
    """{"haben": "hat hast"} -> {"hat": "haben", "hast": "haben"}."""
    return {form: lemma for lemma, forms in table.items() for form in forms.split()}


def cells(text: str) -> tuple[Cell, ...]:
    """ "Nms Dfs Gp" -> the paradigm cells; no gender letter means any."""
    return tuple(
        (CASES[code[0]], NUMBERS["p" if "p" in code[1:] else "s"], next((GENDERS[c] for c in code if c in GENDERS), ""))
        for code in text.split()
    )


def pronoun(text: str) -> tuple[str, tuple[Cell, ...]]:
    """ "3 Nms" -> ("3", cells)."""
    person, rest = text.split(" ", 1)
    return person, cells(rest)


def determiners(grammar: dict[str, Any]) -> dict[str, tuple[Cell, ...]]:
    """All forms of articles, der-words and ein-words with the cells that they allow; "ein" itself has no plural."""
    forms = {form: cells(value) for form, value in grammar["definite"].items()}
    for stems, endings in (("der_words", "der_endings"), ("ein_words", "ein_endings")):
        for stem in grammar[stems].split():
            for ending, value in grammar[endings].items():
                allowed = cells(value)
                if stem == "ein":
                    allowed = tuple(cell for cell in allowed if cell[1] == "Sing")
                forms.setdefault(stem + ending, allowed)
    return forms
