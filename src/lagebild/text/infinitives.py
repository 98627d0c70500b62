"""Infinitive of a verb form: strong verbs are listed, weak ones regular, the model's lemma if it explains them."""

import re
from functools import lru_cache

from lagebild.lang.morphology import Morphology
from lagebild.text.forms import FINITE, KEPT, prefixes, respelled, strong_forms, strong_participle

DENTAL = r"(.+?(?:[dt]|[bcdfghkpt][mn]))"
"""Stems that take -e- before -t: "arbeit-et", "rechn-et", "atm-et"."""
WITH_E = re.compile(DENTAL + r"(?:ete[nt]?|etest|etet|et|est)")
ENDINGS = ("test", "ten", "tet", "te", "t", "en", "e")
"""Without -st: a form in -st is rather the third person of a stem in -s ("entgleist", "löst")."""
FINITE_ENDINGS = frozenset("e t st et est te ten test tet ete eten etest etet en n".split())
LOST_E = re.compile(r".*[bdfgkmpst]l")
HELPERS = {"gewesen": "sein", "worden": "werden", "geworden": "werden", "gehabt": "haben"}


@lru_cache(maxsize=KEPT)
def verb_lemma(form: str, tag: str, given: str, morphology: Morphology) -> str:
    """Infinitive of a verb form in small letters: closed lists first, then the model's lemma `given` where its paradigm
    holds the form, then the regular paradigm."""
    if tag[:2] == "VA" and form in morphology.auxiliaries:
        return morphology.auxiliaries[form]
    modal = morphology.modals.get(form.replace("ß", "ss")) if tag[:2] == "VM" else None
    if modal is not None:
        return modal
    if form in HELPERS:
        return HELPERS[form]
    if tag in FINITE:
        strong = [entry.lemma for entry in strong_forms(form, morphology)]
        if strong:
            return given if given in strong else strong[0]
    elif tag == "VVPP":
        listed = strong_participle(form, morphology)
        if listed:
            return listed
    if LOST_E.fullmatch(given[:-2]) and given.endswith("len"):
        given = given[:-3] + "eln"
    if tag == "VVINF":
        return form if form.endswith("n") else given
    if tag == "VVIZU":
        return without_zu(form, morphology)
    if tag == "VVPP":
        explained = any(is_participle_of(given, other, morphology) for other in (form, *respelled(form)))
        return given if explained else past(form, given, morphology)
    if tag != "VVFIN":
        return given
    if form.startswith("ge") and given.endswith("n") and not given.startswith("ge"):
        given = "ge" + given
    return given if any(is_finite_of(given, other) for other in (form, *respelled(form))) else finite_infinitive(form)


def is_finite_of(infinitive: str, form: str) -> bool:
    """Is the form a regular finite form of the infinitive?"""
    if not infinitive.endswith("n"):
        return False
    stem = stem_of(infinitive)
    contracted = infinitive.endswith("eln") and form == infinitive[:-3] + "le"
    return contracted or infinitive == form or (form.startswith(stem) and form[len(stem) :] in FINITE_ENDINGS)


def is_participle_of(verb: str, form: str, morphology: Morphology) -> bool:
    """Is the form the regular participle of the infinitive: "angekündigt" of "ankündigen", not of "angekündigen"?"""
    stem = stem_of(verb)
    if verb not in (infinitive(stem), stem + "en") or verb.endswith("een") or not form.endswith("t"):
        return False
    if form.startswith("ge") and verb.startswith("ge") and verb not in morphology.ge_verbs:
        return False
    parts = [p for p in prefixes(stem, morphology) if p in morphology.particles]
    separated = any(form[len(p) :].startswith("ge") for p in prefixes(form, morphology))
    shapes = {"ge" + stem, *(f"{p}ge{stem[len(p) :]}" for p in parts), *(() if separated else (stem,))}
    return bool(shapes & {form.removesuffix("t"), form.removesuffix("et")})


def stem_of(infinitive: str) -> str:
    """ "handeln" -> "handel", "sagen" -> "sag"."""
    return infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]


def past(form: str, given: str, morphology: Morphology) -> str:
    """Infinitive of a participle that no list and not the model explains."""
    return weak_infinitive(form, morphology) if form.endswith("t") else given if given.endswith("n") else form


def weak_infinitive(participle: str, morphology: Morphology) -> str:
    """ "veruntreut" -> "veruntreuen", "angekündigt" -> "ankündigen", "gerechnet" -> "rechnen"."""
    long = re.fullmatch(DENTAL + "et", participle)
    stem = long[1] if long else participle[:-1]
    if stem.startswith("ge"):
        stem = stem[2:]
    else:
        prefix = next((p for p in prefixes(stem, morphology) if stem[len(p) :].startswith("ge")), "")
        if prefix in morphology.particles:
            stem = prefix + stem[len(prefix) + 2 :]
    return infinitive(stem)


def finite_infinitive(form: str) -> str:
    """Infinitive of a weak finite form: "entgleist" -> "entgleisen", "sammle" -> "sammeln"."""
    long = WITH_E.fullmatch(form)
    stem = long[1] if long else next((form[: -len(end)] for end in ENDINGS if form.endswith(end)), form)
    return stem[:-1] + "eln" if LOST_E.fullmatch(stem) else infinitive(stem)


def infinitive(stem: str) -> str:
    """ "sag" -> "sagen", "handel" -> "handeln", "erneuer" -> "erneuern", but "regier" -> "regieren"."""
    syllabic = stem.endswith(("er", "el")) and (stem[-3:-2] not in ("i", "e", "") or stem.endswith("eier"))
    return stem + ("n" if syllabic else "en")


def without_zu(form: str, morphology: Morphology) -> str:
    """ "anzukündigen" -> "ankündigen"."""
    at = form.find("zu", 1)
    while at > 0:
        if form[:at] in morphology.particles:
            return form[:at] + form[at + 2 :]
        at = form.find("zu", at + 1)
    return form
