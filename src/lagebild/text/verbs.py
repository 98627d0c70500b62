"""The verb of a clause: cluster, content verb with its particle, tense, voice and mood.

Mood is read from the paradigm of the form (strong verbs are listed, weak ones regular), not from a trained tag.
"""

from lagebild.lang.morphology import Morphology, VerbForm
from lagebild.model import ClauseKind, Mood, Tense, VerbPosition, Voice
from lagebild.text.draft import ClauseDraft, SentenceDraft
from lagebild.text.forms import (
    CONTENT,
    NON_FINITE,
    looks_like_participle,
    prefixes,
    strong_forms,
    strong_participle,
)  # fmt: skip
from lagebild.text.infinitives import verb_lemma
from lagebild.text.mend import is_compared

PREPOSITION_LIKE = frozenset("ab an auf aus bei ein zu zurück fest vor nach um mit".split())


def complete_verb(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> None:
    """Fill cluster, head, particle, predicate, modals and auxiliaries of a clause draft."""
    repair_headline(draft, clause)
    repair_participle(draft, clause, morphology)
    own = clause.tokens
    clause.particle = find_particle(draft, clause, morphology)
    verbs = cluster_verbs(draft, clause, morphology)
    zu = [k for k in own if draft.tags[k] == "PTKZU" and k + 1 in verbs]
    clause.cluster = sorted({*verbs, *zu, *([clause.particle] if clause.particle is not None else [])})
    content = [k for k in verbs if draft.tags[k] in CONTENT]
    verbs += [k for k in clause.borrowed if k not in verbs]
    lemmas = {k: lemma_at(draft, k, morphology) for k in verbs}
    helpers = [k for k in verbs if draft.tags[k] not in CONTENT]
    clause.modals = [lemmas[k] for k in helpers if lemmas[k] in morphology.modals.values()]
    clause.auxiliaries = [lemmas[k] for k in helpers if lemmas[k] in ("haben", "sein", "werden")]
    if content:
        clause.head = content_verb(draft, clause, content)
    elif helpers:
        clause.head = clause.finite if clause.finite is not None else helpers[-1]
        lemma = lemmas[clause.head]
        clause.modals = [m for m in clause.modals if m != lemma] if len(helpers) == 1 else clause.modals
        clause.auxiliaries = [a for a in clause.auxiliaries if a != lemma] if len(helpers) == 1 else clause.auxiliaries
    if clause.head is not None:
        lemma = lemmas[clause.head]
        particle = draft.lower[clause.particle] if clause.particle is not None else ""
        particle = particle or apart_particle(draft, clause, lemma, morphology)
        clause.predicate = particle + lemma if particle and not lemma.startswith(particle) else lemma


def content_verb(draft: SentenceDraft, clause: ClauseDraft, content: list[int]) -> int:
    """The verb that says what happens: the last one, but the infinitive beside a finite verb that governs it."""
    if clause.finite is None or len(content) == 1 or clause.finite not in content:
        causative = len(content) > 1 and draft.lower[content[-1]] == "lassen" and content[-2] == content[-1] - 1
        return content[-2] if causative else content[-1]
    head = next(k for k in content if k != clause.finite)
    return clause.finite if draft.tags[head] == "VVPP" else head


def cluster_verbs(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> list[int]:
    """The finite verb and the infinitives and participles that depend on it: participles need an auxiliary, bare
    infinitives a verb that governs them; compared participles ("als erwartet") are no part of it."""
    tags, finite = draft.tags, clause.finite
    verbs = [k for k in clause.tokens if k == finite or (tags[k] in NON_FINITE and not is_compared(draft, k))]
    if finite is None or finite not in verbs or tags[finite] not in ("VVFIN", "VVIMP"):
        return verbs
    helped = any(tags[k][:2] in ("VA", "VM") for k in verbs)
    lemma = lemma_at(draft, finite, morphology)
    participles = helped or lemma in morphology.participle_verbs
    infinitives = helped or lemma in morphology.infinitive_verbs
    return [
        k
        for k in verbs
        if k == finite
        or (tags[k] == "VVPP" and participles)
        or (tags[k] != "VVPP" and (infinitives or tags[k] == "VVIZU" or tags[k - 1] == "PTKZU"))
    ]


def apart_particle(draft: SentenceDraft, clause: ClauseDraft, lemma: str, morphology: Morphology) -> str:
    """The particle of a non-finite verb that is written apart: "bekannt" before "gegeben", else ""."""
    before = (clause.head or 0) - 1
    if clause.head == clause.finite and not clause.verb_last:
        return ""
    known = before in clause.tokens and lemma in morphology.adverb_particles.get(draft.lower[before], frozenset())
    return draft.lower[before] if known else ""


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


def find_particle(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> int | None:
    """The separated particle of a finite content verb: tagged so, or a particle form at the end of the clause."""
    if clause.finite is None or clause.verb_last or draft.tags[clause.finite] in ("VMFIN",):
        return None
    behind = [k for k in clause.tokens if k > clause.finite]
    if draft.lower[clause.finite] in morphology.auxiliaries and draft.tags[clause.finite] == "VAFIN":
        behind = [k for k in behind if draft.lower[k] not in ("weiter", "nach", "aus", "her")]
    tagged = [k for k in behind if draft.tags[k] == "PTKVZ" and not is_circumposition(draft, k)]
    if tagged:
        return next((k for k in tagged if k + 1 not in behind or ends_bracket(draft, k + 1)), tagged[0])
    if draft.tags[clause.finite] != "VVFIN":
        return None
    lemma = lemma_at(draft, clause.finite, morphology)
    ends = [
        k
        for n, k in enumerate(behind)
        if n + 1 == len(behind) or behind[n + 1] != k + 1 or ends_bracket(draft, behind[n + 1])
    ]
    return next((k for k in ends if is_stranded(draft, k, lemma, morphology)), None)


def ends_bracket(draft: SentenceDraft, k: int) -> bool:
    """May the right bracket be closed before the token: punctuation, a conjunction, a comparison or "zu"?"""
    return draft.tags[k][0] == "$" or draft.tags[k] in ("KON", "KOKOM", "PTKZU", "VVIZU", "KOUS", "KOUI")


def is_circumposition(draft: SentenceDraft, k: int) -> bool:
    """ "nach wie vor", "darüber hinaus", "um … herum", "von … an": no particle of the verb."""
    lower = draft.lower
    if k > 0 and ((lower[k] == "nach" and lower[k + 1 : k + 2] == ["wie"]) or lower[k - 1] == "darüber"):
        return True
    return lower[k] == "herum" and "um" in lower[max(0, k - 5) : k]


def is_stranded(draft: SentenceDraft, k: int, lemma: str, morphology: Morphology) -> bool:
    """Is the word at the end of a bracket a particle that the tagger took for something else?"""
    form, tag = draft.lower[k], draft.tags[k]
    if is_circumposition(draft, k):
        return False
    if lemma in morphology.adverb_particles.get(form, ()):
        return tag in ("ADV", "ADJD", "PAV", "PROAV", "APPR", "APZR", "NN")
    if form not in morphology.particles:
        return False
    if tag == "ART" and form == "ein":
        return draft.tags[k + 1 : k + 2] not in (["$("], ["KON"])
    if tag in ("APPR", "APZR", "APPO"):
        return True
    return tag == "ADV" and form in PREPOSITION_LIKE


def lemma_at(draft: SentenceDraft, k: int, morphology: Morphology) -> str:
    """Infinitive of the verb form at k."""
    return verb_lemma(draft.lower[k], draft.tags[k], draft.tokens[k].lemma.lower(), morphology)


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
    lemma = lemma_at(draft, k, morphology)
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    if form in (stem + "t", stem + "et"):
        return Mood.INDICATIVE, "Pres"
    if lemma.endswith("eln") and form == lemma[:-3] + "le":
        return (Mood.INDICATIVE if first_person else Mood.SUBJUNCTIVE_1), "Pres"
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
    if moods == {"Sub1", "Sub2"}:
        return Mood.SUBJUNCTIVE_1, "Pres"
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
    helpers = [draft.lower[k] for k in (*clause.cluster, *clause.borrowed) if draft.tags[k][:2] == "VA"]
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
    if clause.head is None or draft.tags[clause.head] != "VVPP":
        return Voice.ACTIVE
    if {"haben", "sein"} & set(helpers) and "worden" not in helpers:
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
