"""What the phrases of a clause do in it: subject, objects, prepositional phrases, agent, predicative, adverbials.

The subject is the candidate with the best score over case, agreement, field, kind and order; nothing is guessed where
no candidate can be nominative.
"""

from lagebild.lang.morphology import Morphology
from lagebild.model import Argument, ClauseKind, PhraseKind, Role, VerbPosition, Voice
from lagebild.text.draft import ClauseDraft, PhraseDraft, SentenceDraft

COPULAS = ("sein", "werden", "bleiben")
PLURAL_ENDINGS = ("en", "ern", "eln", "sind", "tun")


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
    subject = pick_subject(draft, clause, bare, position) if clause.kind != ClauseKind.INFINITIVE else None
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
    draft: SentenceDraft, clause: ClauseDraft, bare: list[PhraseDraft], position: VerbPosition
) -> PhraseDraft | None:
    """The best candidate for the subject, or None where nothing can be nominative."""
    scored = [
        (subject_score(draft, clause, phrase, n, position), -n, phrase)
        for n, phrase in enumerate(bare)
        if "Nom" in phrase.cases
    ]
    if not scored:
        return None
    best = max(scored, key=lambda item: item[:2])
    return best[2] if best[0] > -4 else None


def subject_score(
    draft: SentenceDraft, clause: ClauseDraft, phrase: PhraseDraft, order: int, position: VerbPosition
) -> float:
    """How much speaks for the phrase as subject."""
    score = 0.0
    copula = clause.predicate in COPULAS
    if phrase.cases == {"Nom"}:
        score += 4 if not copula else 0
    if "Acc" not in phrase.cases and not copula:
        score += 1
    score += agreement(draft, clause, phrase)
    if phrase.kind == PhraseKind.RELATIVE:
        score += 2
    if draft.lower[phrase.head] in ("das", "dies", "was", "es") and not copula:
        score -= 2.5
    if phrase.kind == PhraseKind.PRONOUN and draft.tags[phrase.head] == "PPER":
        score += 2 if draft.lower[phrase.head] != "es" else 0
    if clause.finite is not None and position == VerbPosition.SECOND and phrase.head < clause.finite:
        score += 1.5
    score -= 0.8 * order
    definite = phrase.determiner is not None and draft.lower[phrase.determiner] in ("der", "die", "das")
    if definite or phrase.kind == PhraseKind.NAME:
        score += 1
    entity = draft.tokens[phrase.head].entity
    if phrase.kind == PhraseKind.NAME and entity[:3] in ("PER", "ORG"):
        score += 0.5
    if draft.tokens[phrase.head].case == "Nom":
        score += 0.7
    elif draft.tokens[phrase.head].case:
        score -= 0.3
    if phrase.kind == PhraseKind.INTERROGATIVE:
        score += 0.5
    return score


def agreement(draft: SentenceDraft, clause: ClauseDraft, phrase: PhraseDraft) -> float:
    """-5 where finite verb and phrase cannot agree in number, -3 in person, 1 where they agree surely."""
    if clause.finite is None:
        return 0.0
    form = draft.lower[clause.finite]
    number = "Plur" if form.endswith(PLURAL_ENDINGS) else "Sing"
    offered = {"Plur"} if phrase.conjuncts else {cell[1] for cell in phrase.cells if cell[0] == "Nom"}
    if phrase.person == "1" and draft.lower[phrase.head] == "ich":
        offered = {"Sing"}
    first = phrase.first
    if not phrase.conjuncts and draft.tags[first] == "CARD":
        offered = offered | {"Plur"}
    if number in offered:
        return 1.0 if len(offered) == 1 else 0.3
    return -1.0 if phrase.conjuncts else -5.0


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
    """Is an object of open case the dative one: a verb with dative, and a second object or a name?"""
    if "Dat" not in phrase.cases or not dative_verb:
        return False
    others = any(p is not phrase and "Acc" in p.cases for p in bare)
    return (others and phrase is bare[0]) or (predicate in morphology.dative_verbs and phrase.kind == PhraseKind.NAME)


def share_subjects(draft: SentenceDraft, clauses: list[ClauseDraft], morphology: Morphology) -> None:
    """Give clauses without subject the one they share: coordinated clauses that of their sibling, infinitives that of
    the controlling argument of the clause above."""
    for clause in clauses:
        if any(argument.role == Role.SUBJECT for argument in clause.arguments) or clause.parent is None:
            continue
        if clause.kind == ClauseKind.INFINITIVE:
            phrase = controller(clause.parent, morphology)
        elif clause.kind == ClauseKind.COORDINATE or clause.verb_last:
            sibling = clause.parent if clause.kind == ClauseKind.COORDINATE else previous_sibling(clauses, clause)
            phrase = subject_of(sibling) if sibling is not None else None
        else:
            continue
        if phrase is not None:
            clause.arguments.append(Argument(role=Role.SUBJECT, phrase=phrase, rule="shared subject"))
            clause.shared_subject = True


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
