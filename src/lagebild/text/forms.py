"""Verb forms: tag sets, and what a form can be by the paradigms (strong verbs are listed, weak ones regular)."""

from functools import lru_cache

from lagebild.lang.morphology import Morphology, VerbForm

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
NON_FINITE = frozenset({"VVINF", "VVIZU", "VVPP", "VAINF", "VAPP", "VMINF", "VMPP"})
VERBS = FINITE | NON_FINITE
CONTENT = frozenset({"VVFIN", "VVINF", "VVPP", "VVIZU", "VVIMP"})
KEPT = 16_384
"""Words for which an answer is kept: a few megabytes, nine of ten words of running text."""


def looks_like_participle(form: str, morphology: Morphology) -> bool:
    """Has the form the shape of a participle: ge-…-t/-en, an inseparable prefix with -t/-en, or -iert?"""
    if not form.endswith(("t", "en")):
        return False
    if form.endswith("iert") or strong_participle(form, morphology):
        return True
    return form.startswith(("ge", *morphology.inseparable)) or "ge" in form[2:8]


@lru_cache(maxsize=KEPT)
def strong_forms(form: str, morphology: Morphology) -> tuple[VerbForm, ...]:
    """What a finite form of a strong verb can be, prefixes kept: "bestritt" -> (bestreiten, Past, Ind); also in old and
    in Swiss spelling ("läßt", "heisst")."""
    found = listed_forms(form, morphology)
    return found or next((f for other in respelled(form) if (f := listed_forms(other, morphology))), ())


def respelled(form: str) -> list[str]:
    """The form with ss for ß, and with ß for ss."""
    return [form.replace(a, b) for a, b in (("ß", "ss"), ("ss", "ß")) if a in form]


def listed_forms(form: str, morphology: Morphology) -> tuple[VerbForm, ...]:
    """The same in today's German spelling."""
    if form in morphology.finite:
        return morphology.finite[form]
    for prefix in prefixes(form, morphology):
        entries = morphology.finite.get(form[len(prefix) :])
        if entries and entries[0].lemma not in ("sein", "haben", "werden", "wollen", "sollen"):
            return tuple(VerbForm(prefix + entry.lemma, entry.tense, entry.mood) for entry in entries)
    return ()


@lru_cache(maxsize=KEPT)
def strong_participle(form: str, morphology: Morphology) -> str | None:
    """ "angegriffen" -> "angreifen", "bestritten" -> "bestreiten"; None for weak verbs."""
    found = listed_participle(form, morphology)
    return found or next((f for other in respelled(form) if (f := listed_participle(other, morphology))), None)


def listed_participle(form: str, morphology: Morphology) -> str | None:
    """The same in today's German spelling."""
    if form in morphology.participles:
        return morphology.participles[form]
    for prefix in prefixes(form, morphology):
        rest = form[len(prefix) :]
        lemma = morphology.participles.get(rest)
        if (lemma and rest != lemma) or (lemma and rest.startswith("ge")):
            return prefix + lemma
        if prefix in morphology.inseparable and ("ge" + rest) in morphology.participles:
            return prefix + morphology.participles["ge" + rest]
    return None


@lru_cache(maxsize=KEPT)
def prefixes(form: str, morphology: Morphology) -> tuple[str, ...]:
    """The verb prefixes that a form can begin with, longest first."""
    beginnings = (form[:k] for k in range(min(len(form) - 2, 10), 1, -1))
    return tuple(part for part in beginnings if part in morphology.particles or part in morphology.inseparable)


def can_be_finite(form: str, tag: str, morphology: Morphology) -> bool:
    """Can a form that was taken for an infinitive or participle be a finite verb as well?

    "machen", "erhalten" (plural), "verkauft", "entbehre" (third person); not "gesagt", "gegangen", "angekündigt".
    """
    if tag in ("VVINF", "VAINF", "VMINF"):
        return True
    if tag != "VVPP":
        return False
    if form.endswith("e"):
        return True
    strong = strong_participle(form, morphology)
    if strong is not None:
        return strong == form
    if not form.endswith("t"):
        return False
    stem = form.removeprefix("ge")
    separable = next((p for p in prefixes(form, morphology) if p in morphology.particles), "")
    return stem == form and not (separable and form[len(separable) :].startswith("ge"))
