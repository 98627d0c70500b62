"""What denies: cues of denial with what they govern, and contents that are negated or called false."""

from lagebild.lang.reporting import Cue
from lagebild.model import Clause, ClauseKind, Mood, QuotationType, Role, Stance, Voice
from lagebild.quotes.draft import Draft, View

BEHIND_COLON = frozenset({"frame-v2", "direct-colon"})
ANSWERS = frozenset({"answer", "deny"})
"""Speech acts that answer: what they negate is denied."""
REBUFFING = frozenset({"defend", "distance", "oppose"})
"""Acts that deny only where they are turned against words."""
PLANS = frozenset({"plan", "consider"})
"""Acts of nouns whose lack is denied ("habe keine Pläne")."""


def denial(view: View, draft: Draft, entry: Cue) -> Stance:
    """What a denying cue says: of a demand, plan or offer it rejects; a statement behind its colon, or behind a verb
    that counters, that denies nothing is asserted instead ("wies das zurück: Schuld sei der Regen")."""
    if entry.lemma in view.words("rebuffing_verbs") and (rebuffs(view, draft) or called_weak(view, draft)):
        return Stance.REJECTS
    if draft.reporter is not None and any(
        view.among(i, "by_half") for i in view.analysis.clauses[draft.reporter.clause].tokens
    ):
        return Stance.DOUBTS
    if entry.lemma in view.words("countering_verbs"):
        if draft.type == QuotationType.REPORTED:
            return Stance.DENIES if entry.act not in REBUFFING or against_words(view, draft) else Stance.REJECTS
        if names_word(view, draft.quote[0] - 2):
            return Stance.DENIES
        return Stance.DENIES if denies_content(view, draft) or negated(view, draft) else Stance.ASSERTS
    after_colon = draft.rule in BEHIND_COLON and draft.quote[0] and view.tokens[draft.quote[0] - 1].text == ":"
    if not after_colon:
        return Stance.DENIES
    return Stance.DENIES if negated(view, draft) else Stance.ASSERTS


def negated(view: View, draft: Draft) -> bool:
    """Is the content negated or called false?"""
    return any(clause.negations or called_false(view, clause) for clause in content_clauses(view, draft)[:1])


def against_words(view: View, draft: Draft) -> bool:
    """Does who defends himself do so against words ("wehrte sich gegen den Vorwurf"), not against an act?"""
    if draft.reporter is None:
        return False
    clause = view.analysis.clauses[draft.reporter.clause]
    return any(is_word_or_pointer(view, view.analysis.phrases[a.phrase].head) for a in clause.arguments)


def called_weak(view: View, draft: Draft) -> bool:
    """Is something turned down as bad, not as untrue ("wies dies als wirkungslos zurück")?"""
    if draft.reporter is None:
        return False
    clause = view.analysis.clauses[draft.reporter.clause]
    at = next((i for i in clause.tokens if view.among(i, "as_what") and view.tokens[i + 1].tag == "ADJD"), None)
    worded = any(names_word(view, view.analysis.phrases[a.phrase].head) for a in clause.arguments)
    return at is not None and not worded and view.tokens[at + 1].text.lower() not in view.lookup.verdicts


def names_word(view: View, token: int) -> bool:
    """Is a token a noun of saying that accuses or asserts ("Vorwurf", "Bericht", "Kritik")?"""
    if token < 0 or view.tokens[token].tag != "NN":
        return False
    noun = view.lookup.noun(view.tokens[token].lemma, view.tokens[token].text)
    return noun is not None and noun.stance in (Stance.ACCUSES, Stance.ASSERTS, Stance.EXPECTS)


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
            if head.text.lower().endswith(tuple(sorted(view.words("motions")))):
                return True
            return (noun is None and not view.among(head.i, "deniable_nouns")) or (
                noun is not None and (noun.stance == Stance.DEMANDS or noun.act in ("request", "plan", "offer", "call"))
            )
    return False


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
        below = [view.analysis.clauses[k] for k in draft.roots] if draft.rule == "hearsay-wollen" else []
        return any(not in_attribute(view, i) for clause in below for i in clause.negations)
    if draft.type == QuotationType.DIRECT:
        return direct_denial(view, draft)
    if draft.rule == "back":  # its content is another sentence
        return False
    for clause in content_clauses(view, draft)[:1]:
        if (view.words("supposing_modals") - view.words("commenting_modals")) & set(clause.modals):
            return False
        if called_false(view, clause):
            return True
        if any(is_denial(view, clause, i) for i in negations(view, clause)) and is_deniable(view, draft, clause):
            return True
    return False


def negations(view: View, clause: Clause) -> set[int]:
    """The tokens that negate a clause, "niemanden" among them."""
    return {*clause.negations, *(i for i in clause.tokens if view.among(i, "never"))}


def is_deniable(view: View, draft: Draft, clause: Clause) -> bool:
    """Does a negated clause deny an act of the holder, a plan, or that something deniable exists or took place? Other
    negated statements only say how things are ("Die Ursache sei nicht bekannt"). In an answer, and where the holder
    assures, everything negated denies."""
    entry = draft.entry
    if entry is not None and draft.rule != "continued" and (
        entry.act in ANSWERS or entry.lemma in view.words("assuring_verbs")
    ):  # fmt: skip
        return True
    if any(view.among(i, "no_thing") for i in clause.negations):
        return True  # with "zu tun", as is_denial has it
    if clause.predicate in view.words("existence_verbs"):
        return lacks_deniable(view, clause)
    subjects = [view.analysis.phrases[a.phrase] for a in clause.arguments if a.role == Role.SUBJECT]
    told = not draft.rule.startswith("according")  # else a pronoun means somebody else
    own = told and bool(subjects) and (view.among(subjects[0].head, "own_subjects") or draft.rule == "hearsay-wollen")
    if (clause.predicate in view.words("plan_verbs") and clause.voice == Voice.ACTIVE) or lacks_plan(view, clause):
        return True
    if view.words("willing_modals") & set(clause.modals):
        if clause.mood not in (Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2):
            return False
        return (own and clause.reflexive is None) or any(view.among(i, "never") for i in negations(view, clause))
    if any(view.tokens[i].tag[:2] == "VM" for i in clause.tokens):
        return False
    acting = clause.predicate not in view.words("state_verbs") and clause.mood != Mood.SUBJUNCTIVE_2
    return acting and own and clause.tense.value in ("perfect", "pluperfect", "future")


def lacks_deniable(view: View, clause: Clause) -> bool:
    """Is it said that something does not exist or did not take place of which one could be accused ("es gebe keine
    Absprachen")? Not of what will be, nor of what would be."""
    giving = clause.predicate in view.words("opposing_verbs")
    if clause.tense.value == "future" or (giving and clause.mood == Mood.SUBJUNCTIVE_2):
        return False
    if not giving:
        return not any(view.tokens[i].text.lower().endswith(harmless(view)) for i in clause.tokens)
    if any(view.among(i, "any_more") for i in clause.tokens):
        return False
    things = tuple(sorted(view.words("deniable_things")))
    for i in clause.negations:
        k = view.analysis.phrase_of[i] if view.among(i, "no_at_all") else -1
        if k >= 0:
            phrase = view.analysis.phrases[k]
            compared = any(view.among(at, "comparing") for at in range(phrase.first, phrase.last))
            if view.tokens[phrase.head].text.lower().endswith(things) and not compared:
                return True
    return False


def lacks_plan(view: View, clause: Clause) -> bool:
    """Does a clause say that there is no plan ("habe nicht die Absicht", "habe keine Pläne")?"""
    for argument in clause.arguments:
        phrase = view.analysis.phrases[argument.phrase]
        head = view.tokens[phrase.head]
        noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
        lead = {phrase.first, phrase.first - 1} & set(clause.negations)
        if argument.role == Role.ACCUSATIVE and lead and noun is not None and noun.act in PLANS:
            return True
    return False


def harmless(view: View) -> tuple[str, ...]:
    """Nouns whose lack denies nothing, in lower case, to be looked for at the end of words."""
    return tuple(sorted(view.words("harmless_nouns")))


def called_false(view: View, clause: Clause) -> bool:
    """Does the content say that something is false: "sei frei erfunden", "sei eine Illusion"?"""
    if not view.words("be") & {clause.predicate, *clause.auxiliaries} or clause.modals:
        return False
    behind = [i for i in clause.tokens if clause.finite is not None and i != clause.finite]
    for i in behind[-3:]:
        cue = view.lookup.verdicts.get(view.tokens[i].lemma) or view.lookup.verdicts.get(view.tokens[i].text.lower())
        if cue is not None and cue.stance == Stance.DENIES and not clause.negations and view.tokens[i].tag != "ADJA":
            subjects = [view.analysis.phrases[a.phrase].head for a in clause.arguments if a.role == Role.SUBJECT]
            below = [view.analysis.clauses[k].introducer for k in view.children[clause.i]]
            led = any(at is not None and view.among(at, "that") for at in below)  # "es sei absurd, dass …"
            said = not subjects or any(is_word_or_pointer(view, k) for k in subjects)
            return not is_weak(view, cue) or (said and not led)
    return False


def is_weak(view: View, verdict: Cue) -> bool:
    """Does a verdict call false only what is said, and bad what is done ("absurd", "Unsinn")?"""
    return verdict.lemma.lower() in view.words("weak_verdicts")


def is_word_or_pointer(view: View, token: int) -> bool:
    """Is a token a noun of saying or a pronoun for what was said?"""
    pointing = view.among(token, "pointing_back") and view.tokens[token].tag not in ("ART", "APPRART")
    return pointing or names_word(view, token)


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
    if following in view.words("no_denial_behind") or too_much(view, at + 1):
        return False
    if word in view.words("not") and at + 1 < len(view.tokens) and of_manner(view, clause, at + 1):
        return False
    if at > 1 and view.among(at - 2, "no_denial_before"):  # "noch in keinem Einsatz"
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


def of_manner(view: View, clause: Clause, at: int) -> bool:
    """Is a token an adverb that says how it was done ("nicht ordnungsgemäß erfolgt"), not what a "sein" says?"""
    return view.tokens[at].tag == "ADJD" and clause.predicate not in view.words("be")


def too_much(view: View, at: int) -> bool:
    """Do a "zu" and a degree stand at a token ("nicht zu viel")?"""
    if at + 1 >= len(view.tokens) or not view.among(at, "too"):
        return False
    return view.tokens[at + 1].tag in ("ADJD", "ADV", "PIAT", "PIS", "ADJA")


def in_attribute(view: View, at: int) -> bool:
    """Does a "nicht" negate an attribute or one part of a contrast ("aus nicht geklärten Gründen", "A und nicht B")?"""
    tags = [token.tag for token in view.tokens[at + 1 : at + 4]]
    until = tags.index("ADJA") if "ADJA" in tags else 0
    attribute = "ADJA" in tags and {*tags[:until]} <= {"ADV", "ADJD", "PTKZU", "APPR"}
    attribute = attribute or (tags[:1] == ["VVPP"] and tags[1:2] == ["NN"] and view.tokens[at + 1].text.endswith("n"))
    return attribute or (at > 0 and view.among(at - 1, "contrast_leads"))
