"""The holder's stance to the content: the cue's own, turned by negation, modals, mood and what the content says."""

from lagebild.lang.reporting import Cue
from lagebild.model import About, Clause, ClauseKind, Mood, QuotationType, Role, Stance, Voice
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
BEHIND_COLON = frozenset({"frame-v2", "direct-colon"})
ANSWERS = frozenset({"answer", "deny"})
"""Speech acts that answer: what they negate is denied."""
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


def denial(view: View, draft: Draft, entry: Cue) -> Stance:
    """What a denying cue says: of a demand, plan or offer it rejects; a statement behind its colon that denies
    nothing is asserted instead ("wies das zurück: Schuld sei der Regen")."""
    if entry.lemma in view.words("rebuffing_verbs") and rebuffs(view, draft):
        return Stance.REJECTS
    after_colon = draft.rule in BEHIND_COLON and draft.quote[0] and view.tokens[draft.quote[0] - 1].text == ":"
    if not after_colon:
        return Stance.DENIES
    clauses = content_clauses(view, draft)[:1]
    negated = any(clause.negations or called_false(view, clause) for clause in clauses)
    return Stance.DENIES if negated else Stance.ASSERTS


def rebuffs(view: View, draft: Draft) -> bool:
    """Is the object of "zurückweisen" something wanted or offered, no statement and no pronoun for one?"""
    if draft.reporter is None:
        return False
    clause = view.analysis.clauses[draft.reporter.clause]
    passive = clause.voice != Voice.ACTIVE
    for argument in clause.arguments:
        head = view.tokens[view.analysis.phrases[argument.phrase].head]
        if argument.role == (Role.SUBJECT if passive else Role.ACCUSATIVE) and head.tag == "NN":
            noun = view.lookup.noun(head.lemma, head.text)
            return (noun is None and not view.among(head.i, "deniable_nouns")) or (
                noun is not None and (noun.stance == Stance.DEMANDS or noun.act in ("request", "plan", "offer", "call"))
            )
    return False


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
            return cue.stance
    return None


def content_clauses(view: View, draft: Draft) -> list[Clause]:
    """The top clauses of the content in order."""
    inside = set(draft.quote)
    clauses = view.analysis.clauses
    if draft.rule == "frame-behind" and draft.roots:
        verbal = [clauses[k] for k in draft.roots if clauses[k].finite is not None and clauses[k].introducer is None]
        return verbal[-1:]
    if draft.roots and draft.type != QuotationType.REPORTED:
        return [clauses[k] for k in draft.roots if clauses[k].tokens[0] in inside or draft.rule.startswith("according")]
    if not draft.quote:
        return []
    first = view.sentence(draft.quote[0])
    out = [clauses[k] for k in view.clauses_in[first.i] if clauses[k].finite in inside]
    return [c for c in out if c.kind in (ClauseKind.MAIN, ClauseKind.COORDINATE)] or out[:1]


def denies_content(view: View, draft: Draft) -> bool:
    """Does the content deny: "es gebe keine Absprachen", "er plane keine Entsendung", "habe nichts zu tun"?"""
    if draft.type == QuotationType.REPORTED:
        return draft.rule == "hearsay-wollen" and any(view.analysis.clauses[k].negations for k in draft.roots)
    if draft.type == QuotationType.DIRECT:
        return direct_denial(view, draft)
    for clause in content_clauses(view, draft)[:1]:
        if (view.words("supposing_modals") - view.words("commenting_modals")) & set(clause.modals):
            return False
        if called_false(view, clause):
            return True
        if any(is_denial(view, clause, i) for i in clause.negations) and is_deniable(view, draft, clause):
            return True
    return False


def is_deniable(view: View, draft: Draft, clause: Clause) -> bool:
    """Does a negated clause deny an act, a plan or that something exists or took place? Other negated statements only
    say how things are ("Die Ursache sei nicht bekannt"). In an answer everything negated denies."""
    if draft.entry is not None and draft.entry.act in ANSWERS and draft.rule != "continued":
        return True
    if any(view.among(i, "no_thing") for i in clause.negations):
        return True  # with "zu tun", as is_denial has it
    subjects = [view.analysis.phrases[a.phrase] for a in clause.arguments if a.role == Role.SUBJECT]
    if clause.predicate in view.words("existence_verbs"):
        return not any(view.tokens[i].text.lower().endswith(harmless(view)) for i in clause.tokens)
    if clause.predicate in view.words("plan_verbs") or lacks_plan(view, clause):
        return True
    own = bool(subjects) and view.among(subjects[0].head, "own_subjects")
    acting = clause.predicate not in view.words("state_verbs")
    if view.words("willing_modals") & set(clause.modals):
        return own or any(view.among(i, "never") for i in clause.negations)
    if any(view.tokens[i].tag[:2] == "VM" for i in clause.tokens):
        return False
    done_by_others = not own and any(a.role == Role.ACCUSATIVE for a in clause.arguments)  # blames, denies nothing
    past = clause.tense.value in ("perfect", "pluperfect") and not done_by_others
    return acting and (past or (own and clause.tense.value == "future"))


def lacks_plan(view: View, clause: Clause) -> bool:
    """Does a clause say that there is no plan ("habe nicht die Absicht", "habe keine Pläne")?"""
    for argument in clause.arguments:
        phrase = view.analysis.phrases[argument.phrase]
        head = view.tokens[phrase.head]
        noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
        lead = {phrase.first, phrase.first - 1} & set(clause.negations)
        if (
            argument.role == Role.ACCUSATIVE
            and lead
            and noun is not None
            and OPPOSITE_ACTS.get(noun.act) == Stance.DENIES
        ):
            return True
    return False


def harmless(view: View) -> tuple[str, ...]:
    """Nouns whose lack denies nothing, in lower case, to be looked for at the end of words."""
    return tuple(sorted(view.words("harmless_nouns")))


def called_false(view: View, clause: Clause) -> bool:
    """Does the content say that something is false: "sei frei erfunden", "sei eine Illusion"?"""
    if not view.words("be") & {clause.predicate, *clause.auxiliaries}:
        return False
    behind = [i for i in clause.tokens if clause.finite is not None and i != clause.finite]
    for i in behind[-3:]:
        cue = view.lookup.verdicts.get(view.tokens[i].lemma) or view.lookup.verdicts.get(view.tokens[i].text.lower())
        if cue is not None and cue.stance == Stance.DENIES and not clause.negations:
            return True
    return False


def direct_denial(view: View, draft: Draft) -> bool:
    """Direct speech denies when it says so of the speaker or of being ("Wir haben das nicht getan", "Es gibt keine
    …")."""
    for clause in content_clauses(view, draft)[:1]:
        if clause.kind not in (ClauseKind.MAIN, ClauseKind.COORDINATE):
            return False
        subject = [
            view.tokens[view.analysis.phrases[a.phrase].head].text.lower()
            for a in clause.arguments
            if a.role.value == "subject"
        ]
        first_person = (
            bool(subject)
            and subject[0] in view.words("first_person")
            and clause.tense.value in ("perfect", "preterite")
        )
        existing = (
            clause.predicate in view.words("opposing_verbs")
            and subject[:1] != []
            and subject[0] in view.words("it")
            and draft.entry is not None
            and draft.entry.act in ANSWERS
        )
        untrue = clause.predicate in view.words("untrue_verbs")
        if (first_person or existing or untrue) and any(is_denial(view, clause, i) for i in clause.negations):
            return True
    return False


def is_denial(view: View, clause: Clause, at: int) -> bool:
    """Does a negation deny the clause as a whole, not a degree, a contrast or a time?"""
    word = view.tokens[at].text.lower()
    following = view.tokens[at + 1].text.lower() if at + 1 < len(view.tokens) else ""
    before = view.tokens[at - 1].text.lower() if at else ""
    if word in view.words("not") and in_attribute(view, at):
        return False
    if following in view.words("no_denial_behind"):
        return False
    if before in view.words("no_denial_before") or word in view.words("no_denial"):
        return False
    if word in view.words("never"):
        return clause.tense.value != "future"
    own = set(clause.tokens)
    if any(view.among(i, "but") for i in range(at, min(at + 25, len(view.tokens)))) and at in own:
        return False
    if word in view.words("no_at_all"):
        return following not in view.words("harmless_nouns")
    if word in view.words("no_thing"):
        return any(view.among(i, "to_do") for i in clause.tokens)
    plain = clause.tense.value != "future" or clause.predicate in view.words("existence_verbs")
    willing = not set(clause.modals) - view.words("willing_modals")
    return word in view.words("not") and plain and willing


def in_attribute(view: View, at: int) -> bool:
    """Does a "nicht" negate an attribute or one part of a contrast ("aus nicht geklärten Gründen", "A und nicht B")?"""
    tags = [token.tag for token in view.tokens[at + 1 : at + 4]]
    attribute = "ADJA" in tags and all(tag in ("ADJA", "ADV", "ADJD") for tag in tags[: tags.index("ADJA")])
    return attribute or (at > 0 and view.among(at - 1, "contrast_leads"))


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
