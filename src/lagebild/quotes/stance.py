"""The holder's stance to the content: the cue's own, turned by negation, modals, mood and what the content says."""

from lagebild.model import About, Clause, ClauseKind, Mood, QuotationType, Stance
from lagebild.quotes.contents import content_clauses, denies_content, is_weak, is_word_or_pointer
from lagebild.quotes.denials import denial
from lagebild.quotes.draft import Draft, Frame, View

OPPOSITE = {
    Stance.DENIES: Stance.CONFIRMS,
    Stance.DOUBTS: Stance.CONFIRMS,
    Stance.CONFIRMS: Stance.NO_COMMENT,
    Stance.ANNOUNCES: Stance.ASSERTS,
    Stance.EXPECTS: Stance.DOUBTS,
    Stance.FEARS: Stance.DOUBTS,
    Stance.CLAIMS: Stance.ASSERTS,
    Stance.REJECTS: Stance.ANNOUNCES,
    Stance.PRAISES: Stance.REJECTS,
}
"""What a negated cue says: "dementierte nicht", "konnte nicht bestätigen", "rechnet nicht mit", "heißt nicht gut"."""
KEPT = frozenset(OPPOSITE) - {Stance.ANNOUNCES}
"""Stances of cues that say something of their content also when they are negated."""
OPPOSITE_ACTS = {
    **dict.fromkeys(("believe", "find", "judge", "prove"), Stance.DOUBTS),
    **dict.fromkeys(("plan", "consider"), Stance.DENIES),
    **dict.fromkeys(("agree", "permit"), Stance.REJECTS),
}
"""What a negated cue of an act says: "glaubt nicht", "konnte nicht nachweisen", "plant nicht", "willigte nicht ein"."""
EXCLUDING = frozenset({"exclude"})
ABOUT = (About.RESPONSIBILITY, About.PARTICIPATION, About.NUMBER, About.LEGALITY)
"""Asked for in this order, each with its set of words in the grammar."""


def says_so(frame: Frame) -> bool:
    """Does a frame hold a stance to its content? Who "sagte nicht, dass …" said nothing; who "bestätigte nicht, dass
    …" or "plant nicht, …" did."""
    return not frame.negated or frame.cue.stance in KEPT or frame.cue.act in OPPOSITE_ACTS


def stance_of(view: View, draft: Draft) -> Stance:
    """The stance of a quotation's holder to what it says, stated affirmatively."""
    if draft.stance is not None:
        return draft.stance
    stance = draft.entry.stance if draft.entry is not None else Stance.ASSERTS
    if draft.type == QuotationType.INDIRECT_FREE_INDIRECT:
        stance = Stance.ASSERTS  # what goes on asserts anew, whatever the frame before it did
    reporter = draft.reporter
    if (
        reporter is not None
        and draft.entry is not None
        and reporter.negated
        and draft.type != QuotationType.INDIRECT_FREE_INDIRECT
    ):
        if draft.entry.act in EXCLUDING:
            return Stance.EXPECTS
        return OPPOSITE_ACTS.get(draft.entry.act, OPPOSITE.get(stance, stance))
    verdict = verdict_of(view, draft) if stance == Stance.ASSERTS else None
    if verdict is not None:
        return verdict
    noun = noun_stance(view, draft)
    stance = noun if noun is not None and stance == Stance.ASSERTS else stance
    if stance == Stance.ASSERTS and draft.type != QuotationType.DIRECT and by_content(view, draft) == Stance.NO_COMMENT:
        return Stance.NO_COMMENT
    if stance == Stance.DENIES and draft.entry is not None:
        return denial(view, draft, draft.entry)
    if stance in (Stance.ASSERTS, Stance.ANNOUNCES) and denies_content(view, draft):
        return Stance.DENIES
    if stance == Stance.ASSERTS and draft.type != QuotationType.DIRECT:
        return by_content(view, draft)
    if stance == Stance.FEARS and draft.entry is not None and draft.entry.act == "warn":
        return warning(view, draft)
    return stance


def by_content(view: View, draft: Draft) -> Stance:
    """What mood and modal verb of the content add to plain saying: obligation in the Konjunktiv demands, the own future
    and will announce, "keine Stellung nehmen" is no comment."""
    for clause in content_clauses(view, draft)[:1]:
        unreal = clause.mood in (Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2)
        if clause.negations and says_nothing(view, clause):
            return Stance.NO_COMMENT
        if view.words("demanding_modals") & set(clause.modals) and unreal and not clause.negations:
            return Stance.DEMANDS
        if view.words("forbidding_modals") & set(clause.modals) and unreal and clause.negations:
            return Stance.DEMANDS
        if (
            view.words("telling_modals") & set(clause.modals)
            and clause.mood == Mood.SUBJUNCTIVE_1
            and has_person_subject(view, clause)
        ):
            return Stance.DEMANDS
        if unreal and own_will(view, clause):
            return Stance.ANNOUNCES
    return Stance.ASSERTS


def says_nothing(view: View, clause: Clause) -> bool:
    """Are the words of a unit that declines to comment in the clause ("keine Stellung nehmen")?"""
    texts = {view.tokens[i].text for i in clause.tokens}
    return any(unit.split()[0] in texts and unit.split()[1] == clause.predicate for unit in view.words("silent_units"))


def own_will(view: View, clause: Clause) -> bool:
    """Does the holder speak of what he himself will do: future or "wollen" with a pronoun as subject?"""
    if clause.tense.value != "future" and not view.words("willing_modals") & set(clause.modals):
        return False
    for argument in clause.arguments:
        if argument.role.value == "subject":
            return view.among(view.analysis.phrases[argument.phrase].head, "own_subjects")
    return False


def has_person_subject(view: View, clause: Clause) -> bool:
    """Is the subject of a clause a person or a body (by its name)?"""
    for argument in clause.arguments:
        if argument.role.value == "subject":
            phrase = view.analysis.phrases[argument.phrase]
            return any(view.tokens[i].entity[:3] in ("PER", "ORG") for i in range(phrase.first, phrase.last))
    return False


def noun_stance(view: View, draft: Draft) -> Stance | None:
    """The stance of the noun of saying that a plain verb has as its object ("äußerte die Befürchtung, dass"), or that
    names the source ("nach Schätzungen der Polizei", "laut Anklage")."""
    if draft.rule.startswith(("according", "frame-v2", "frame-behind")):
        for i in draft.speaker[:4]:
            token = view.tokens[i]
            cue = view.lookup.noun(token.lemma, token.text) if token.tag == "NN" else None
            if cue is not None and cue.source:
                return cue.stance
    if draft.reporter is None or draft.entry is None or draft.entry.cls == "unit":
        return None
    if draft.type == QuotationType.REPORTED and not draft.entry.conveys:
        return None
    clause = view.analysis.clauses[draft.reporter.clause]
    for argument in clause.arguments:
        if argument.role.value == "accusative":
            head = view.tokens[view.analysis.phrases[argument.phrase].head]
            noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
            if noun is not None:
                return noun.stance
    return None


def verdict_of(view: View, draft: Draft) -> Stance | None:
    """The stance of a word that calls something a lie, an invention, a success ("sprach von einer Lüge", "nannte es
    mutig")."""
    if draft.type != QuotationType.REPORTED and draft.rule not in ("direct-within", "direct-part"):
        return None
    if draft.entry is None or not draft.entry.reports & {"von", "als", "predicative"}:
        return None
    for i in reversed(draft.quote):
        token = view.tokens[i]
        cue = view.lookup.verdicts.get(token.lemma) or view.lookup.verdicts.get(token.text.lower())
        if cue is not None and i not in draft.speaker:
            judged = [k for k in (*draft.quote, *draft.frame) if k != i and k not in draft.speaker]
            things = any(view.tokens[k].tag == "NN" for k in judged)
            said = any(is_word_or_pointer(view, k) for k in judged)
            return Stance.ACCUSES if is_weak(view, cue) and things and not said else cue.stance
    return None


def warning(view: View, draft: Draft) -> Stance:
    """A warning with an infinitive is against an act: it demands; otherwise it fears."""
    kinds = [view.analysis.clauses[k].kind for k in draft.roots]
    return (
        Stance.DEMANDS
        if draft.type == QuotationType.INDIRECT and kinds[:1] == [ClauseKind.INFINITIVE]
        else Stance.FEARS
    )


def about_of(view: View, draft: Draft) -> About:
    """What the stance is about: occurrence, or responsibility, participation, legality by the words of the content."""
    if draft.entry is not None and draft.entry.about != About.OCCURRENCE:
        return draft.entry.about
    text = " " + " ".join(view.tokens[i].text.lower() for i in draft.quote[:60])
    for about in ABOUT:
        if any(word in text for word in view.words(f"about_{about.value}")):
            return about
    return About.OCCURRENCE
