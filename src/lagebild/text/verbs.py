"""The verb of a clause: cluster, content verb with its particle, tense, voice and mood.

Mood is read from the paradigm of the form (strong verbs are listed, weak ones regular), not from a trained tag.
"""

from lagebild.lang.morphology import Morphology, VerbForm
from lagebild.model import ClauseKind, Mood, Tense, VerbPosition, Voice
from lagebild.text.draft import ClauseDraft, SentenceDraft
from lagebild.text.segments import FINITE, NON_FINITE

PREPOSITION_LIKE = frozenset("ab an auf aus bei ein zu zurück fest vor nach um mit".split())
CONTENT = frozenset({"VVFIN", "VVINF", "VVPP", "VVIZU", "VVIMP"})


def complete_verb(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> None:
    """Fill cluster, head, particle, predicate, modals and auxiliaries of a clause draft."""
    repair_headline(draft, clause)
    repair_participle(draft, clause, morphology)
    own = clause.tokens
    verbs = [k for k in own if draft.tags[k] in NON_FINITE or k == clause.finite]
    clause.particle = find_particle(draft, clause, morphology)
    zu = [k for k in own if draft.tags[k] == "PTKZU"]
    clause.cluster = sorted({*verbs, *zu, *([clause.particle] if clause.particle is not None else [])})
    content = [k for k in verbs if draft.tags[k] in CONTENT]
    lemmas = {k: verb_lemma(draft, k, morphology) for k in verbs}
    helpers = [k for k in verbs if k not in content]
    clause.modals = [lemmas[k] for k in helpers if lemmas[k] in morphology.modals.values()]
    clause.auxiliaries = [lemmas[k] for k in helpers if lemmas[k] in ("haben", "sein", "werden")]
    if content:
        finite_last = clause.finite is not None and len(content) > 1 and clause.finite in content
        clause.head = next((k for k in content if k != clause.finite), content[0]) if finite_last else content[-1]
        if finite_last and draft.tags[clause.head] == "VVPP":
            clause.head = clause.finite
    elif helpers:
        clause.head = clause.finite if clause.finite is not None else helpers[-1]
        lemma = lemmas[clause.head]
        clause.modals = [m for m in clause.modals if m != lemma] if len(helpers) == 1 else clause.modals
        clause.auxiliaries = [a for a in clause.auxiliaries if a != lemma] if len(helpers) == 1 else clause.auxiliaries
    if clause.head is not None:
        lemma = lemmas[clause.head]
        particle = draft.lower[clause.particle] if clause.particle is not None else ""
        clause.predicate = particle + lemma if particle and not lemma.startswith(particle) else lemma


def repair_headline(draft: SentenceDraft, clause: ClauseDraft) -> None:
    """A main clause without finite verb but with one participle form before other phrases: it is finite
    ("Putin besucht Minsk")."""
    if clause.finite is not None or clause.kind not in (ClauseKind.MAIN, ClauseKind.VERBLESS):
        return
    verbs = [k for k in clause.tokens if draft.tags[k] in NON_FINITE]
    if len(verbs) != 1 or draft.tags[verbs[0]] not in ("VVPP", "VVINF"):
        return
    verb = verbs[0]
    behind = [k for k in clause.tokens if k > verb and draft.tags[k] not in ("$.", "$(")]
    form = draft.lower[verb]
    regular = form.endswith(("t", "en"))
    governs = any(other.parent is clause and other.tokens[0] > verb for other in draft.clauses)
    if (
        (behind or (governs and not draft.heading))
        and verb > clause.tokens[0]
        and regular
        and not form.startswith("ge")
    ):
        draft.tags[verb] = "VVFIN"
        clause.finite = verb
        if clause.kind == ClauseKind.VERBLESS:
            clause.kind = ClauseKind.MAIN


def repair_participle(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> None:
    """A participle taken for an adjective: before "zu haben" or the finite verb of a verb-last clause, or at the end
    of a clause with "haben" ("hat … wiederholt erklärt", "veruntreut zu haben")."""
    tags = draft.tags
    helper = morphology.auxiliaries.get(draft.lower[clause.finite]) if clause.finite is not None else None
    infinitives = [k for k in clause.tokens if tags[k] == "VVINF"]
    alone = helper in ("haben", "sein") and len(infinitives) == 1 and tags[infinitives[0] - 1] != "PTKZU"
    if alone and strong_participle(draft.lower[infinitives[0]], morphology):
        tags[infinitives[0]] = "VVPP"
    if any(tags[k] in CONTENT for k in clause.tokens):
        return
    words = [k for k in clause.tokens if not tags[k].startswith("$")]
    helpers = [
        k for k in words if tags[k][:2] == "VA" and morphology.auxiliaries.get(draft.lower[k]) in ("haben", "werden")
    ]
    if not helpers:
        return
    end = len(words) - 1
    while end > 0 and tags[words[end]] in ("VAINF", "VAFIN", "VAPP", "PTKZU", "VMFIN") and words[end] > helpers[0] - 2:
        end -= 1
    k = words[end]
    if tags[k] == "ADJD" and looks_like_participle(draft.lower[k], morphology) and k != helpers[0]:
        tags[k] = "VVPP"


def looks_like_participle(form: str, morphology: Morphology) -> bool:
    """Has the form the shape of a participle: ge-…-t/-en, an inseparable prefix with -t/-en, or -iert?"""
    if not form.endswith(("t", "en")):
        return False
    if form.endswith("iert") or strong_participle(form, morphology):
        return True
    return form.startswith(("ge", *morphology.inseparable)) or "ge" in form[2:8]


def find_particle(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> int | None:
    """The separated particle of a finite content verb: tagged so, or a particle form at the end of the clause."""
    if clause.finite is None or clause.verb_last or draft.tags[clause.finite] in ("VMFIN",):
        return None
    behind = [k for k in clause.tokens if k > clause.finite]
    tagged = [k for k in behind if draft.tags[k] == "PTKVZ"]
    if tagged:
        return tagged[0]
    if draft.tags[clause.finite] != "VVFIN" or any(draft.tags[k] in NON_FINITE for k in behind):
        return None
    words = [k for k in behind if not draft.tags[k].startswith("$")]
    last = words[-1] if words else None
    if last is None or draft.lower[last] not in morphology.particles:
        return None
    stranded = draft.tags[last] in ("APPR", "APZR", "APPO")
    return last if stranded or (draft.tags[last] == "ADV" and draft.lower[last] in PREPOSITION_LIKE) else None


def verb_lemma(draft: SentenceDraft, k: int, morphology: Morphology) -> str:
    """Infinitive of the verb form at k: closed lists first, then the model's lemma."""
    form = draft.lower[k]
    tag = draft.tags[k]
    if tag[:2] == "VA" and form in morphology.auxiliaries:
        return morphology.auxiliaries[form]
    if tag[:2] == "VM" and form in morphology.modals:
        return morphology.modals[form]
    participle = {"gewesen": "sein", "worden": "werden", "geworden": "werden", "gehabt": "haben"}.get(form)
    if participle:
        return participle
    if tag in FINITE:
        strong = strong_forms(form, morphology)
        if strong:
            return strong[0].lemma
    elif tag == "VVPP":
        strong_lemma = strong_participle(form, morphology)
        if strong_lemma:
            return strong_lemma
    lemma = draft.tokens[k].lemma.lower()
    if tag == "VVIZU" and "zu" in lemma and not lemma.endswith(("en", "ern", "eln")):
        lemma = form
    if tag == "VVIZU" and lemma == form:
        lemma = without_zu(form, morphology)
    if tag == "VVINF" and form.endswith("n"):
        return form
    if tag == "VVPP" and not lemma.endswith("n"):
        return weak_infinitive(form, morphology)
    return lemma


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


def mood_of(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology, first_person: bool) -> tuple[Mood, str]:
    """Mood and tense ("Pres", "Past") of the finite verb. first_person: the subject is ich or wir."""
    k = clause.finite
    if k is None:
        return Mood.NONE, ""
    form, tag = draft.lower[k], draft.tags[k]
    if tag in ("VVIMP", "VAIMP"):
        return Mood.IMPERATIVE, "Pres"
    entries = strong_forms(form, morphology)
    if entries:
        return mood_from(entries, first_person)
    lemma = draft.tokens[k].lemma.lower()
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    if form in (stem + "t", stem + "et"):
        return Mood.INDICATIVE, "Pres"
    if form.endswith(("te", "ten", "test", "tet")) and form not in (stem + "e", stem + "en", lemma):
        return Mood.INDICATIVE_OR_2, "Past"
    if form == stem + "e" or (form.endswith("e") and form + "n" == lemma):
        return (Mood.INDICATIVE if first_person else Mood.SUBJUNCTIVE_1), "Pres"
    if form == lemma:
        return Mood.INDICATIVE_OR_1, "Pres"
    return Mood.INDICATIVE, "Pres"


def mood_from(entries: tuple[VerbForm, ...], first_person: bool) -> tuple[Mood, str]:
    """Mood and tense from the possible readings of a listed form."""
    moods = {entry.mood for entry in entries}
    tense = entries[0].tense
    if moods == {"Sub1"}:
        only_subjunctive = entries[0].lemma == "sein" or (not first_person)
        return (Mood.SUBJUNCTIVE_1 if only_subjunctive else Mood.INDICATIVE), "Pres"
    if moods == {"Sub2"}:
        return Mood.SUBJUNCTIVE_2, "Pres"
    if moods == {"Ind"}:
        plural = entries[0].tense == "Pres" and len(entries) == 1 and entries[0].lemma not in ("sein",)
        return Mood.INDICATIVE, tense if not plural else "Pres"
    return (Mood.INDICATIVE_OR_2 if "Sub2" in moods else Mood.INDICATIVE_OR_1), tense


def ambiguous_plural(draft: SentenceDraft, clause: ClauseDraft, mood: Mood, morphology: Morphology) -> Mood:
    """ "haben", "können", "planen" with a plural subject: Indikativ and Konjunktiv I have one form."""
    if mood != Mood.INDICATIVE or clause.finite is None:
        return mood
    form = draft.lower[clause.finite]
    entries = strong_forms(form, morphology)
    infinitive = any(entry.lemma == form for entry in entries)
    return Mood.INDICATIVE_OR_1 if infinitive else mood


def tense_and_voice(
    draft: SentenceDraft, clause: ClauseDraft, finite_tense: str, morphology: Morphology
) -> tuple[Tense, Voice]:
    """Tense and voice of the cluster: "ist gekommen" perfect, "wurde getötet" passive, "ist besetzt" stative."""
    past = finite_tense == "Past"
    helpers = [draft.lower[k] for k in clause.cluster if draft.tags[k][:2] == "VA"]
    participle = clause.head is not None and draft.tags[clause.head] == "VVPP"
    if clause.finite is None:
        return Tense.NONE, passive_without_finite(draft, clause, helpers)
    finite = morphology.auxiliaries.get(draft.lower[clause.finite], "") if draft.tags[clause.finite][:2] == "VA" else ""
    worden = "worden" in helpers
    werden_inf = "werden" in helpers and draft.lower[clause.finite] != "werden"
    if participle and finite == "haben":
        return (Tense.PLUPERFECT if past else Tense.PERFECT), Voice.ACTIVE
    if participle and finite == "sein":
        if worden:
            return (Tense.PLUPERFECT if past else Tense.PERFECT), Voice.PASSIVE
        if clause.predicate in morphology.perfect_with_sein or has_sein_base(clause.predicate, morphology):
            return (Tense.PLUPERFECT if past else Tense.PERFECT), Voice.ACTIVE
        return (Tense.PRETERITE if past else Tense.PRESENT), Voice.STATIVE
    if participle and finite == "werden":
        if {"haben", "sein"} & set(helpers):
            return Tense.FUTURE, Voice.ACTIVE
        return (Tense.PRETERITE if past else Tense.PRESENT), Voice.PASSIVE
    if participle and (werden_inf or worden or helpers.count("werden") > 1):
        return (Tense.PRETERITE if past else Tense.PRESENT), Voice.PASSIVE
    if participle and clause.modals and "sein" in helpers:
        return (Tense.PRETERITE if past else Tense.PRESENT), Voice.ACTIVE
    if finite == "werden" and clause.head != clause.finite and clause.head is not None:
        return (Tense.FUTURE if not past else Tense.PRESENT), Voice.ACTIVE
    return (Tense.PRETERITE if past else Tense.PRESENT), Voice.ACTIVE


def passive_without_finite(draft: SentenceDraft, clause: ClauseDraft, helpers: list[str]) -> Voice:
    """ "Drei Soldaten getötet", "getötet zu werden": passive without finite verb."""
    if clause.head is None or draft.tags[clause.head] != "VVPP" or {"haben", "sein"} & set(helpers):
        return Voice.ACTIVE
    return Voice.PASSIVE


def has_sein_base(predicate: str, morphology: Morphology) -> bool:
    """Does the verb behind a separable particle form its perfect with sein ("ankommen" as "kommen")?"""
    return any(
        predicate[len(prefix) :] in morphology.perfect_with_sein
        for prefix in prefixes(predicate, morphology)
        if prefix in morphology.particles and prefix not in morphology.inseparable
    )


def position_of(draft: SentenceDraft, clause: ClauseDraft) -> VerbPosition:
    """Verb-first, verb-second or verb-last."""
    if clause.finite is None:
        return VerbPosition.NONE
    if clause.verb_last:
        return VerbPosition.LAST
    before = [
        k for k in clause.tokens if k < clause.finite and not draft.tags[k].startswith("$") and draft.tags[k] != "KON"
    ]
    prefield_clause = any(
        other.parent is clause and other.tokens[-1] < clause.finite and other.tokens[0] < clause.tokens[0]
        for other in draft.clauses
    )
    return VerbPosition.SECOND if before or prefield_clause else VerbPosition.FIRST
