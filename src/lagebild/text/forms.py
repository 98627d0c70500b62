"""Verb forms: tag sets, and what a form can be by the paradigms (strong verbs are listed, weak ones regular)."""

from lagebild.lang.morphology import Morphology, VerbForm

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
NON_FINITE = frozenset({"VVINF", "VVIZU", "VVPP", "VAINF", "VAPP", "VMINF", "VMPP"})
VERBS = FINITE | NON_FINITE
CONTENT = frozenset({"VVFIN", "VVINF", "VVPP", "VVIZU", "VVIMP"})


def looks_like_participle(form: str, morphology: Morphology) -> bool:
    """Has the form the shape of a participle: ge-…-t/-en, an inseparable prefix with -t/-en, or -iert?"""
    if not form.endswith(("t", "en")):
        return False
    if form.endswith("iert") or strong_participle(form, morphology):
        return True
    return form.startswith(("ge", *morphology.inseparable)) or "ge" in form[2:8]


def weak_infinitive(participle: str, morphology: Morphology) -> str:
    """ "veruntreut" -> "veruntreuen", "angekündigt" -> "ankündigen"."""
    stem = participle[:-2] if participle.endswith(("tet", "det")) else participle[:-1]
    if stem.startswith("ge"):
        stem = stem[2:]
    else:
        prefix = next((p for p in prefixes(stem, morphology) if stem[len(p) :].startswith("ge")), "")
        if prefix in morphology.particles:
            stem = prefix + stem[len(prefix) + 2 :]
    return stem + ("n" if stem.endswith(("er", "el")) else "en")


def without_zu(form: str, morphology: Morphology) -> str:
    """ "anzukündigen" -> "ankündigen"."""
    at = form.find("zu", 1)
    while at > 0:
        if form[:at] in morphology.particles:
            return form[:at] + form[at + 2 :]
        at = form.find("zu", at + 1)
    return form


def strong_forms(form: str, morphology: Morphology) -> tuple[VerbForm, ...]:
    """What a finite form of a strong verb can be, prefixes kept: "bestritt" -> (bestreiten, Past, Ind)."""
    if form in morphology.finite:
        return morphology.finite[form]
    for prefix in prefixes(form, morphology):
        entries = morphology.finite.get(form[len(prefix) :])
        if entries and entries[0].lemma not in ("sein", "haben", "werden", "wollen", "sollen"):
            return tuple(VerbForm(prefix + entry.lemma, entry.tense, entry.mood) for entry in entries)
    return ()


def strong_participle(form: str, morphology: Morphology) -> str | None:
    """ "angegriffen" -> "angreifen", "bestritten" -> "bestreiten"; None for weak verbs."""
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


def prefixes(form: str, morphology: Morphology) -> list[str]:
    """The verb prefixes that a form can begin with, longest first."""
    return [
        form[:k]
        for k in range(min(len(form) - 2, 10), 1, -1)
        if form[:k] in morphology.particles or form[:k] in morphology.inseparable
    ]


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
