"""What the phrases of a clause do in it: subject, objects, prepositional phrases, agent, predicative, adverbials.

The subject is the candidate that the ranker puts first; nothing is guessed where no candidate can be nominative.
"""

from lagebild.lang.morphology import Morphology
from lagebild.model import Argument, ClauseKind, Mood, PhraseKind, Role, VerbPosition, Voice
from lagebild.text.draft import ClauseDraft, PhraseDraft, SentenceDraft
from lagebild.text.ranker import COPULAS, LEAST, agreement, features, score
from lagebild.text.verbs import mood_of

TOLD = (Mood.INDICATIVE, Mood.INDICATIVE_OR_2)


def assign_roles(
    draft: SentenceDraft,
    clause: ClauseDraft,
    voice: Voice,
    position: VerbPosition,
    morphology: Morphology,
) -> None:
    """Fill the arguments of a clause with the phrases that stand in it and are attached to no other phrase."""
    own = [p for p in draft.phrases if p.clause == clause.i and (p.parent is None or p.parent.clause != clause.i)]
    own.sort(key=lambda phrase: phrase.begin)
    bare: list[PhraseDraft] = []
    for phrase in own:
        if phrase.preposition is not None:
            clause.arguments.append(prepositional(draft, phrase, voice, morphology))
        elif is_adverbial(draft, phrase, morphology):
            clause.arguments.append(Argument(role=Role.ADVERBIAL, phrase=phrase.i, rule="time noun"))
        elif (like := compared(draft, clause, phrase)) is not None:
            clause.arguments.append(
                Argument(role=Role.PREPOSITIONAL, phrase=phrase.i, preposition=like, rule="comparison")
            )
        elif draft.lower[phrase.head] != "sich":
            bare.append(phrase)
    subject = pick_subject(draft, clause, bare, position, morphology) if clause.kind != ClauseKind.INFINITIVE else None
    if subject is not None:
        clause.arguments.append(Argument(role=Role.SUBJECT, phrase=subject.i, rule="subject"))
        bare.remove(subject)
    assign_objects(draft, clause, bare, voice, subject, morphology)


def prepositional(draft: SentenceDraft, phrase: PhraseDraft, voice: Voice, morphology: Morphology) -> Argument:
    """A prepositional phrase, the agent of a passive where von or durch says so."""
    assert phrase.preposition is not None
    form = draft.lower[phrase.preposition]
    lemma = morphology.prepositions.get(form, (form, ()))[0]
    agent = voice != Voice.ACTIVE and lemma in ("von", "durch")
    return Argument(
        role=Role.AGENT if agent else Role.PREPOSITIONAL,
        phrase=phrase.i,
        preposition=lemma,
        rule="agent" if agent else "preposition",
    )


def compared(draft: SentenceDraft, clause: ClauseDraft, phrase: PhraseDraft) -> str | None:
    """ "als Präsident", "wie Russland": the comparing word before the phrase."""
    before = phrase.first - 1
    if (
        before >= 0
        and before != clause.introducer
        and draft.tags[before] in ("KOKOM", "KOUS")
        and draft.lower[before] in ("als", "wie")
    ):
        return draft.lower[before]
    return None


def is_adverbial(draft: SentenceDraft, phrase: PhraseDraft, morphology: Morphology) -> bool:
    """A bare time phrase ("vergangene Woche", "drei Jahre", "Ende März") that cannot be nominative for sure."""
    lemma = draft.tokens[phrase.head].lemma.lower()
    if lemma not in morphology.time_nouns:
        return False
    determined = phrase.determiner is not None and draft.lower[phrase.determiner] in ("der", "ein", "das")
    return not determined or "Nom" not in phrase.cases


def pick_subject(
    draft: SentenceDraft,
    clause: ClauseDraft,
    bare: list[PhraseDraft],
    position: VerbPosition,
    morphology: Morphology,
) -> PhraseDraft | None:
    """The best candidate for the subject, or None where nothing can be nominative."""
    candidates = [(n, phrase) for n, phrase in enumerate(bare) if "Nom" in phrase.cases]
    if not candidates:
        return None
    scores = [score(features(draft, clause, p, n, position), morphology) for n, p in candidates]
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    best = behind_was(draft, clause, [phrase for _, phrase in candidates], best, position)
    phrase = candidates[best][1]
    if scores[best] < LEAST or (takes_shared(draft, clause, position) and not is_surely_nominative(phrase)):
        return None
    return phrase


def behind_was(
    draft: SentenceDraft, clause: ClauseDraft, candidates: list[PhraseDraft], best: int, position: VerbPosition
) -> int:
    """In a question with "was" before the verb of an action, a definite phrase that agrees with the verb is rather
    the subject ("Was plant die Regierung?"); beside a copula the ranker's choice stands."""
    asked = draft.lower[candidates[best].head] == "was" and draft.tags[candidates[best].head] == "PWS"
    if not asked or position != VerbPosition.SECOND or clause.predicate in COPULAS:
        return best
    others = (k for k, p in enumerate(candidates) if p.determiner is not None and agreement(draft, clause, p) > 0)
    return next(others, best)


def takes_shared(draft: SentenceDraft, clause: ClauseDraft, position: VerbPosition) -> bool:
    """Has the clause its subject elsewhere: behind "und" with the verb first, in the relative pronoun that it shares,
    or in a clause with "wer" before the verb?"""
    if position == VerbPosition.SECOND and clause.kind == ClauseKind.MAIN:
        return any(
            c.parent is clause and c.introducer is not None and draft.lower[c.introducer] == "wer"
            and c.tokens[-1] < clause.tokens[0] == clause.finite
            for c in draft.clauses
        )  # fmt: skip
    if clause.kind == ClauseKind.COORDINATE and position == VerbPosition.FIRST:
        other = clause.parent
    elif clause.kind == ClauseKind.RELATIVE and clause.introducer not in clause.tokens:
        other = previous_sibling(draft.clauses, clause)
    else:
        return False
    subject = subject_of(other) if other is not None else None
    if subject is None or other is None:
        return False
    phrase = draft.phrases[subject]
    if clause.kind == ClauseKind.RELATIVE and phrase.kind != PhraseKind.RELATIVE:
        return False
    return agreement(draft, clause, phrase) > -2


def is_surely_nominative(phrase: PhraseDraft) -> bool:
    """Can the phrase be nothing but a nominative?"""
    return phrase.cases == {"Nom"} or ("Acc" not in phrase.cases and "Nom" in phrase.cases)


def assign_objects(
    draft: SentenceDraft,
    clause: ClauseDraft,
    bare: list[PhraseDraft],
    voice: Voice,
    subject: PhraseDraft | None,
    morphology: Morphology,
) -> None:
    """Roles of the phrases that are left after the subject."""
    copula = clause.predicate in morphology.copulas
    dative_verb = clause.predicate in morphology.dative_verbs or clause.predicate.startswith(("nach", "zu", "entgegen"))
    accusative = False
    for phrase in bare:
        cases = phrase.cases
        role, rule = Role.ADVERBIAL, "no case left"
        if copula and "Nom" in cases and subject is not None:
            role, rule = Role.PREDICATIVE, "copula"
        elif cases == {"Dat"} or ("Dat" in cases and "Acc" not in cases):
            role, rule = Role.DATIVE, "case"
        elif "Acc" in cases and not accusative and voice == Voice.ACTIVE:
            if dative_first(phrase, bare, clause.predicate, dative_verb, morphology):
                role, rule = Role.DATIVE, "dative verb"
            else:
                role, rule, accusative = Role.ACCUSATIVE, "case", True
        elif "Dat" in cases:
            role, rule = Role.DATIVE, "second object"
        elif cases == {"Gen"}:
            role, rule = Role.GENITIVE, "case"
        elif "Nom" in cases and subject is not None:
            role, rule = Role.PREDICATIVE, "second nominative"
        clause.arguments.append(Argument(role=role, phrase=phrase.i, rule=rule))


def dative_first(
    phrase: PhraseDraft, bare: list[PhraseDraft], predicate: str, dative_verb: bool, morphology: Morphology
) -> bool:
    """Is an object of open case the dative one: a verb with dative alone, or with a second object, or a name?"""
    if "Dat" not in phrase.cases or not dative_verb:
        return False
    if predicate in morphology.dative_only:
        return True
    others = any(p is not phrase and "Acc" in p.cases for p in bare)
    return (others and phrase is bare[0]) or (predicate in morphology.dative_verbs and phrase.kind == PhraseKind.NAME)


def leave_reported_speech(draft: SentenceDraft, clauses: list[ClauseDraft], morphology: Morphology) -> None:
    """Coordinate an indicative predicate behind reported speech with the clause that reports ("erklärte, Moskau habe
    nichts getan, und lobte die Reaktion")."""
    for clause in clauses:
        said = clause.parent
        if clause.kind != ClauseKind.COORDINATE or said is None or said.parent is None or clause.finite is None:
            continue
        words = [k for k in clause.tokens if draft.tags[k][0] != "$" and draft.tags[k] != "KON"]
        told = mood_of(draft, clause, morphology, False)[0] in TOLD and draft.tags[clause.finite] != "VMFIN"
        reported = said.kind == ClauseKind.MAIN and mood_of(draft, said, morphology, False)[0] == Mood.SUBJUNCTIVE_1
        if words[:1] == [clause.finite] and told and reported:
            clause.parent = said.parent


def share_subjects(draft: SentenceDraft, clauses: list[ClauseDraft], morphology: Morphology) -> None:
    """Give clauses without subject the one they share: coordinated clauses that of their sibling, infinitives that of
    the controlling argument of the clause above."""
    for clause in clauses:
        if any(argument.role == Role.SUBJECT for argument in clause.arguments) or clause.parent is None:
            continue
        if clause.kind == ClauseKind.INFINITIVE:
            phrase = owner_of_noun(draft, clause) if clause.introducer is None else None
            phrase = controller(clause.parent, morphology) if phrase is None else phrase
        elif clause.kind == ClauseKind.COORDINATE or clause.verb_last:
            sibling = clause.parent if clause.kind == ClauseKind.COORDINATE else previous_sibling(clauses, clause)
            phrase = subject_of(sibling) if sibling is not None else None
        else:
            continue
        if phrase is not None:
            clause.arguments.append(Argument(role=Role.SUBJECT, phrase=phrase, rule="shared subject"))
            clause.shared_subject = True


def owner_of_noun(draft: SentenceDraft, clause: ClauseDraft) -> int | None:
    """Whose plan, promise or right an infinitive tells of: the genitive of the noun that governs it ("die Zusage des
    Präsidenten, abzuziehen")."""
    noun = next((p for p in draft.phrases if p.head == clause.governor), None)
    owned = noun if noun is None or noun.genitive is not None else noun.parent
    if owned is None or owned.genitive is None or owned.genitive.first < owned.head:
        return None
    return owned.genitive.i


def previous_sibling(clauses: list[ClauseDraft], clause: ClauseDraft) -> ClauseDraft | None:
    """The verb-last clause before this one with the same introducer ("dass er kam und sah")."""
    if clause.introducer is None or clause.introducer in clause.tokens:
        return None
    return next((c for c in clauses if c is not clause and clause.introducer in c.tokens), None)


def subject_of(clause: ClauseDraft) -> int | None:
    """Phrase of the subject of a clause draft."""
    return next((a.phrase for a in clause.arguments if a.role == Role.SUBJECT), None)


def controller(parent: ClauseDraft, morphology: Morphology) -> int | None:
    """Phrase that controls an infinitive below a clause: the object of verbs like "auffordern", else the subject."""
    if parent.predicate in morphology.object_control:
        for role in (Role.ACCUSATIVE, Role.DATIVE):
            found = next((a.phrase for a in parent.arguments if a.role == role), None)
            if found is not None:
                return found
    return subject_of(parent)
