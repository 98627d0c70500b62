"""The lexicon of reporting: what verbs, units, nouns, prepositions, adverbs and particles of saying govern and mean.

Sources: `reporting/*.yaml` in the folder of the language, one class a file; `compile_reporting` checks and flattens
them.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lagebild.lang.language import Language
from lagebild.model import About, LexiconError, Stance

CLASSES = ("verb", "unit", "noun", "preposition", "adverb", "particle", "anonymous", "media", "verdict", "untruth")
GRAMMAR = "grammar"
"""The file of small words beside the files of cues."""
CLAUSES = frozenset({"direct", "dass", "ob", "w", "v2", "inf", "np"})


class Cue(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A word or unit that reports.

    lemma: as in the lexicon, without "sich"; for a unit the verb comes last. cls: one of CLASSES.
    governs: kinds of clause that can be its content (direct speech, dass, ob, w-clause, verb-second, infinitive).
    reports: arguments that make a Reported quotation without a clause: "acc", "dative", "als", "predicative", a
    preposition, "unit" (the unit alone), "bare" (the verb alone), "willing" (the unit with "wollen").
    speaker: where the speaker stands ("subject", "genitive", "von", "aus", …).
    addressee: arguments that name the addressee. correlate: da-words that announce the clause; needs_correlate: the cue
    reports only with one of them (or with a prepositional object of `reports`).
    act: speech act. factive: true when the content is presented as true, false when the author keeps a distance.
    medium: the subject is typically a medium that hands on. anonymous: the source is not named. source: "nach X" names
    a source. position: of a preposition. needs_source: reports only with a noun that is a source. control: who is the
    subject of a governed infinitive. prefer: the content that this entry wants where two entries share a lemma.
    back: speaks of a source named before. relative: opens a relative clause. weak: alone it makes no quotation.
    not_with: words beside which a verb means something else ("forderte drei Tote", "verteidigte den Titel").
    conveys: the noun that is its object says what is done ("äußerte Kritik").
    impersonal: things can be its subject, too ("der Test bestätigte", "der Sturm forderte").
    eventive: the noun also names an event ("nach dem Urteil" is a time).
    """

    lemma: str
    cls: str
    example: str
    reflexive: bool = False
    governs: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    speaker: tuple[str, ...] = ("subject",)
    addressee: tuple[str, ...] = ()
    correlate: tuple[str, ...] = ()
    needs_correlate: bool = False
    stance: Stance = Stance.ASSERTS
    about: About = About.OCCURRENCE
    act: str = ""
    factive: bool | None = None
    medium: bool = False
    anonymous: bool = False
    source: bool = False
    position: str = "before"
    needs_source: bool = False
    not_with: tuple[str, ...] = ()
    control: str = ""
    prefer: str = ""
    only: tuple[str, ...] = ()
    back: bool = False
    relative: bool = False
    clause: bool = False
    weak: bool = False
    eventive: bool = False
    impersonal: bool = False
    conveys: bool = False


class Reporting(Struct, frozen=True):
    """The compiled lexicon: all cues, sorted by class and lemma, and the small words that the rules ask for by name."""

    cues: tuple[Cue, ...]
    words: dict[str, tuple[str, ...]]


class Lookup:
    """The cues as they are looked up, built once for a language.

    verbs: lemma -> cues; units: verb lemma -> cues; unit_words: unit -> its words without verb and articles; nouns,
    prepositions, adverbs, particles, anonymous: lemma -> cue. verdicts: words that call something false, bad or good.
    untruths: verb lemma -> cues of clauses that call something untrue ("jeder Grundlage entbehren"), negations among
    their words. words: the sets of the grammar by name. person: matches nouns for people and bodies at their end.
    contractions, participles: forms and what they stand for. irregular: form of a noun -> the nouns that it can be.
    media: nouns that, alone or as the last part of a compound, name a medium, in lower case.
    """

    __slots__ = (
        "adverbs",
        "anonymous",
        "contractions",
        "irregular",
        "media",
        "nouns",
        "participles",
        "particles",
        "person",
        "prepositions",
        "unit_words",
        "units",
        "untruths",
        "verbs",
        "verdicts",
        "words",
    )

    def __init__(self, reporting: Reporting) -> None:
        by_class: dict[str, list[Cue]] = {name: [] for name in CLASSES}
        for cue in reporting.cues:
            by_class[cue.cls].append(cue)
        self.verbs: dict[str, list[Cue]] = {}
        self.units: dict[str, list[Cue]] = {}
        self.unit_words: dict[str, tuple[str, ...]] = {}
        self.words = {name: frozenset(words) for name, words in reporting.words.items()}
        articles = self.words["article_like"]
        for cue in by_class["verb"]:
            self.verbs.setdefault(cue.lemma, []).append(cue)
        for cue in by_class["unit"]:
            words = cue.lemma.split()
            self.units.setdefault(words[-1], []).append(cue)
            inner = (word for n, word in enumerate(words[:-1]) if word not in articles or (n and word == "sich"))
            self.unit_words[cue.lemma] = tuple(inner)  # "von sich weisen" keeps its pronoun
            if words[0][0].islower() and len(words) == 2:  # "klar stellen" is also written as one word
                self.verbs.setdefault("".join(words), []).append(cue)
        self.untruths: dict[str, list[Cue]] = {}
        for cue in by_class["untruth"]:
            self.untruths.setdefault(cue.lemma.split()[-1], []).append(cue)
        self.contractions = dict(map(_pair, sorted(self.words["contractions"])))
        self.participles = dict(map(_pair, sorted(self.words["participles"])))
        self.irregular: dict[str, list[str]] = {}
        for noun, form in sorted(map(_pair, self.words["irregular"])):
            self.irregular.setdefault(form, []).append(noun)
        self.nouns = {cue.lemma: cue for cue in by_class["noun"]}
        self.prepositions = {cue.lemma: cue for cue in by_class["preposition"]}
        self.adverbs = {cue.lemma: cue for cue in by_class["adverb"]}
        self.particles = {cue.lemma: cue for cue in by_class["particle"]}
        self.anonymous = {cue.lemma: cue for cue in by_class["anonymous"]}
        self.verdicts = {cue.lemma: cue for cue in by_class["verdict"]}
        endings = "|".join(sorted(self.words["person_endings"], key=lambda word: (-len(word), word)))
        self.person = re.compile(f"(?:{endings})$", re.IGNORECASE)
        self.media = tuple(cue.lemma.lower() for cue in by_class["media"])

    def noun(self, lemma: str, form: str) -> Cue | None:
        """The noun of reporting of a lemma or form, also at the end of a compound ("Polizeiangaben" -> Angabe)."""
        return self.find(self.nouns, lemma, form)

    def unnamed(self, lemma: str, form: str) -> Cue | None:
        """The word for an unnamed source, compounds included ("Militärkreisen" -> Kreis)."""
        return self.find(self.anonymous, lemma, form)

    def is_medium(self, lemma: str, form: str) -> bool:
        """Does the noun name a medium ("Tageszeitung", "Sender")?"""
        words = (lemma.lower(), form.lower(), form.lower().removesuffix("n"), form.lower().removesuffix("s"))
        return any(word.endswith(self.media) for word in words)

    @staticmethod
    def find(table: dict[str, Cue], lemma: str, form: str) -> Cue | None:
        """An entry by lemma, by form, by the form without an ending, or by the last part of a compound."""
        for word in (
            lemma,
            form,
            form.removesuffix("n"),
            form.removesuffix("en"),
            form.removesuffix("s"),
            form.removesuffix("in"),
        ):
            if word in table:
                return table[word]
        for word in (lemma, form.removesuffix("n"), form.removesuffix("en"), form.removesuffix("e"), form):
            for k in range(3, len(word) - 3):
                part = word[k:].removeprefix("-").capitalize()
                if part in table:
                    return table[part]
        return None


def _pair(word: str) -> tuple[str, str]:
    """The two sides of "vom=von"."""
    left, _, right = word.partition("=")
    return left, right


@lru_cache(maxsize=8)
def lookup(language: Language) -> Lookup:
    """The cues of a language, ready to be looked up."""
    return Lookup(language.part("reporting", Reporting))


def compile_reporting(folder: Path) -> Reporting:
    """The cues of `folder`/reporting/*.yaml. Raises LexiconError for entries without example or with unknown fields."""
    import yaml

    cues: dict[tuple[str, str, bool, str], Cue] = {}
    for path in sorted((folder / "reporting").glob("*.yaml")):
        if path.stem == GRAMMAR:
            continue
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(document, dict) or "class" not in document or "groups" not in document:
            raise LexiconError(f"{path.name} has no `class` and `groups`.", "See the other files beside it.")
        for group in document["groups"]:
            shared = {name: value for name, value in group.items() if name != "entries"}
            for lemma, entry in group["entries"].items():
                own = entry if isinstance(entry, dict) else {"example": entry}
                cue = _cue(str(lemma), {"class": document["class"], **shared, **own}, path)
                key = (cue.cls, cue.lemma, cue.reflexive, cue.prefer)
                if key in cues:
                    raise LexiconError(f"{path.name}: {lemma!r} is there twice.", "Merge the two entries.")
                cues[key] = cue
    return Reporting(
        cues=tuple(cues[key] for key in sorted(cues)), words=_words(folder / "reporting" / f"{GRAMMAR}.yaml")
    )


def _words(path: Path) -> dict[str, tuple[str, ...]]:
    """The named sets of small words. Raises LexiconError for a set without words or example."""
    import yaml

    sets: dict[str, tuple[str, ...]] = {}
    for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        if not isinstance(entry, dict) or not entry.get("words") or not entry.get("example"):
            raise LexiconError(f"{path.name}: {name!r} has no words or no example.", "See the other sets in the file.")
        sets[name] = tuple(str(word) for word in entry["words"])
    return sets


def _cue(lemma: str, fields: dict[str, Any], path: Path) -> Cue:
    """One checked cue of a file."""
    reflexive = lemma.startswith("sich ")
    values = {name: value for name, value in fields.items() if name != "class"}
    words = lemma.removeprefix("sich ")
    several = fields["class"] == "verb" and " " in words
    values |= {"lemma": words, "cls": "unit" if several else fields["class"], "reflexive": reflexive}
    unknown = set(values) - set(Cue.__struct_fields__)
    if unknown:
        raise LexiconError(
            f"{path.name}: {lemma!r} has unknown fields {sorted(unknown)}.", "See lagebild.lang.reporting.Cue."
        )
    if not str(values.get("example", "")).endswith((".", "“", "”", "!", "?")):
        raise LexiconError(f"{path.name}: {lemma!r} has no example sentence.", "Every cue carries one.")
    if values["cls"] not in CLASSES:
        raise LexiconError(f"{path.name}: {lemma!r} is of no known class.", f"Classes: {', '.join(CLASSES)}.")
    if set(values.get("governs", ())) - CLAUSES:
        raise LexiconError(
            f"{path.name}: {lemma!r} governs an unknown clause.", f"Known: {', '.join(sorted(CLAUSES))}."
        )
    try:
        return msgspec.convert(values, Cue)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{path.name}: {lemma!r}: {error}.", "See lagebild.lang.reporting.Cue.") from error
