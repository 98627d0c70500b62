"""The names that the model sees: which are none, and one label for one form within a report."""

import re
from collections import Counter

from lagebild.lang.actors import ActorLexicon
from lagebild.lang.compounds import listed
from lagebild.lang.morphology import Morphology
from lagebild.model import ActorKind, Analysis

Name = tuple[int, int, str]
"""First token, token behind the last, the model's label ("LOC", "LOCderiv", "ORGpart")."""

CLASSES = frozenset({"PER", "LOC", "ORG", "OTH"})
LABELS = {
    ActorKind.PERSON: "PER", ActorKind.STATE: "LOC", ActorKind.ORGANISATION: "ORG", ActorKind.GROUP: "ORG",
    ActorKind.MEDIUM: "ORG",
}  # fmt: skip
MARKS = frozenset("„“”\"»«‚‘’›‹'") | {"``", "''"}
LONG = 8
"""A shorter noun may be a person's surname ("Fischer")."""
DERIVED = re.compile(r".*(?:isch|deutsch|schweizer)(?:e[mnrs]?)?")
LEARNED = re.compile(
    r".*(?:gra(?:f|ph)|log|krat|nom|techn|method|kathol|evangel|theoret|prakt|polit|krit|typ)isch(?:e[mnrs]?)?"
)


def model_names(analysis: Analysis) -> list[Name]:
    """All names that the model sees, in order."""
    names: list[Name] = []
    for token in analysis.tokens:
        if not token.entity:
            continue
        goes_on = names and names[-1][1] == token.i and names[-1][2] == token.entity and not token.entity_start
        if goes_on:
            names[-1] = (names[-1][0], token.i + 1, token.entity)
        else:
            names.append((token.i, token.i + 1, token.entity))
    return names


def is_name(analysis: Analysis, name: Name, lexicon: ActorLexicon, morphology: Morphology) -> bool:
    """Can it be a name: no adjective that no name makes ("typographisch"), no common noun outside quotation marks
    ("Rolltreppe"), no compound of common nouns ("Tsunami-Opfer")?"""
    first, last, label = name
    token = analysis.tokens[first]
    form = token.text
    if last - first > 1 or form in lexicon.names:
        return True
    if form[0].islower():
        return not label.endswith("deriv") or (bool(DERIVED.fullmatch(form)) and not LEARNED.fullmatch(form))
    if "-" in form.strip("-"):
        return not is_common(form.split("-")[0], morphology)
    quoted = any(0 <= k < len(analysis.tokens) and analysis.tokens[k].text in MARKS for k in (first - 1, last))
    if token.tag != "NN" or label not in CLASSES or quoted:
        return True
    return not is_common(form, morphology) or (label == "PER" and len(form) < LONG)


def by_first_part(analysis: Analysis, name: Name, lexicon: ActorLexicon) -> Name:
    """The name with the class of the lexicon's name that its compound begins with: "UN-Generalsekretär" holds an
    organisation."""
    first, last, _ = name
    form = analysis.tokens[first].text
    entries = lexicon.names.get(form.split("-")[0], ()) if last - first == 1 and "-" in form[1:-1] else ()
    if not entries or form in lexicon.names:
        return name
    return first, last, LABELS[lexicon.entries[entries[0]].kind] + "part"


def is_common(word: str, morphology: Morphology) -> bool:
    """Is the word a listed common noun or does it end in one?"""
    return len(word) > 2 and not word.isupper() and next(listed(word.lower(), morphology), None) is not None


def agreed(analysis: Analysis, names: list[Name]) -> list[Name]:
    """The names with one label for one form: that which most of its mentions have; a single word that ends the full
    name of a person is that person."""
    votes: dict[str, Counter[str]] = {}
    persons: set[str] = set()
    for first, last, label in names:
        if label in CLASSES:
            votes.setdefault(text_of(analysis, first, last), Counter())[label] += 1
            if label == "PER" and last - first > 1:
                persons.add(stem_of(analysis.tokens[last - 1].text))
    out = []
    for first, last, label in names:
        form = text_of(analysis, first, last)
        if label in CLASSES:
            (top, most), *others = votes[form].most_common()
            label = top if not others or others[0][1] < most else label
            label = "PER" if last - first == 1 and form in persons and label in ("LOC", "ORG", "OTH") else label
        out.append((first, last, label))
    return out


def text_of(analysis: Analysis, first: int, last: int) -> str:
    """The words of a name without the -s of the genitive."""
    return stem_of(" ".join(token.text for token in analysis.tokens[first:last]))


def stem_of(word: str) -> str:
    """ "Putins" -> "Putin"; words in -ss, -us, -is stay."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "sui" else word
