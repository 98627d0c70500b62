"""Contents that deny: negated sentences by which the holder denies what could be said of him, and sentences that call
something untrue."""

from lagebild.lang.reporting import Cue
from lagebild.model import Clause, ClauseKind, Mood, QuotationType, Role, Stance, Tense, Voice
from lagebild.quotes.draft import PLANS, Draft, View
from lagebild.quotes.frames import lemmas

ANSWERS = frozenset({"answer", "deny"})
"""Speech acts that answer: what they negate is denied."""


def names_word(view: View, token: int) -> bool:
    """Is a token a noun of saying that accuses or asserts ("Vorwurf", "Bericht", "Kritik")?"""
    if token < 0 or view.tokens[token].tag != "NN":
        return False
    noun = view.lookup.noun(view.tokens[token].lemma, view.tokens[token].text)
    return noun is not None and noun.stance in (Stance.ACCUSES, Stance.ASSERTS, Stance.EXPECTS)


def negated(view: View, draft: Draft) -> bool:
    """Is the content negated or called false?"""
    return any(clause.negations or called_false(view, clause) for clause in content_clauses(view, draft)[:1])


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
        if called_false(view, clause) or untrue(view, clause):
            return True
        if denies_itself(view, clause) or is_conditional(view, clause):
            return False
        if any(is_denial(view, clause, i) for i in negations(view, clause)) and is_deniable(view, draft, clause):
            return True
    return False


def negations(view: View, clause: Clause) -> set[int]:
    """The tokens that negate a clause, "niemanden" among them."""
    return {*clause.negations, *(i for i in clause.tokens if view.among(i, "never"))}


def calls_untrue(view: View, draft: Draft) -> bool:
    """Does the content say that something is false?"""
    return any(called_false(view, c) or untrue(view, c) for c in content_clauses(view, draft)[:1])


def denies_itself(view: View, clause: Clause) -> bool:
    """Is the verb of a clause one of denial or doubt, which a negation turns around ("wolle nicht ausschließen")?"""
    return any(cue.stance in (Stance.DENIES, Stance.DOUBTS) for cue in view.lookup.verbs.get(clause.predicate, ()))


def is_conditional(view: View, clause: Clause) -> bool:
    """Does what is negated hang on a condition ("ohne Geld gebe es keine Verhandlungen", "solange …")?"""
    leads = [view.analysis.clauses[k].introducer for k in view.children[clause.i]]
    for i in (*clause.tokens, *(i for i in leads if i is not None)):
        k = view.analysis.phrase_of[i + 1] if i + 1 < len(view.tokens) else -1
        if view.among(i, "conditions") and (k < 0 or view.analysis.phrases[k].parent is None):
            return True
    return False


def is_deniable(view: View, draft: Draft, clause: Clause) -> bool:
    """Does a negated clause deny an act of the holder, a plan, something that one could be accused of, or that
    something deniable exists or took place? Other negated statements only say how things are ("Die Ursache sei nicht
    bekannt"). In an answer of somebody, and where the holder assures, everything negated denies."""
    entry = draft.entry
    if entry is not None and draft.rule != "continued":
        answers = entry.act in ANSWERS and bool(draft.speaker) and is_answer(view, clause)
        if answers or entry.lemma in view.words("assuring_verbs"):
            return True
    if any(view.among(i, "no_thing") for i in clause.negations):
        return clause.predicate not in view.words("knowing_verbs") or is_own(view, draft, clause)
    if clause.predicate in view.words("existence_verbs"):
        return lacks_deniable(view, clause)
    if lacks_plan(view, clause) or is_not_intended(view, clause):
        return True
    told = clause.tense in (Tense.PERFECT, Tense.PLUPERFECT, Tense.PRETERITE) and clause.mood != Mood.SUBJUNCTIVE_2
    if told and clause.predicate in view.words("doing_verbs") and not clause.modals:
        return True
    own = is_own(view, draft, clause)
    if own and any(at_no_moment(view, i) for i in clause.negations):
        return True
    if view.words("willing_modals") & set(clause.modals):
        if clause.mood not in (Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2):
            return False
        told = clause.predicate in view.words("talking_verbs")  # "von einem Sieg wolle sie nicht reden"
        return (own and clause.reflexive is None and not told) or any(
            view.among(i, "never") for i in negations(view, clause)
        )
    if any(view.tokens[i].tag[:2] == "VM" for i in clause.tokens):
        return False
    acting = clause.predicate not in view.words("state_verbs") and clause.mood != Mood.SUBJUNCTIVE_2
    return acting and own and clause.tense in (Tense.PERFECT, Tense.PLUPERFECT, Tense.FUTURE)


def is_answer(view: View, clause: Clause) -> bool:
    """May a negated answer deny? Not where it says what somebody lacks or does not know ("habe keine Zeit")."""
    copular = clause.predicate in view.words("be")
    return copular or clause.predicate not in view.words("state_verbs")


def is_own(view: View, draft: Draft, clause: Clause) -> bool:
    """Does a content speak of its holder: is its subject a pronoun for him?"""
    told = not draft.rule.startswith("according")  # else a pronoun means somebody else
    subjects = [view.analysis.phrases[a.phrase] for a in clause.arguments if a.role == Role.SUBJECT]
    return told and bool(subjects) and (view.among(subjects[0].head, "own_subjects") or draft.rule == "hearsay-wollen")


def is_not_intended(view: View, clause: Clause) -> bool:
    """Does a clause say that nobody plans something ("er plane keinen Angriff", "eine Kürzung sei nicht geplant")?"""
    if clause.voice == Voice.ACTIVE:
        return clause.predicate in view.words("plan_verbs")
    now = clause.voice == Voice.STATIVE and clause.tense == Tense.PRESENT
    return now and clause.predicate in view.words("intended")


def lacks_deniable(view: View, clause: Clause) -> bool:
    """Is it said that something does not exist or did not take place of which one could be accused ("es gebe keine
    Absprachen")? Not of what will be, nor of what would be."""
    giving = clause.predicate in view.words("opposing_verbs")
    if clause.tense == Tense.FUTURE or (giving and clause.mood == Mood.SUBJUNCTIVE_2):
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
    negated_whole = any(view.among(i, "not") for i in clause.negations)
    objects = [view.analysis.phrases[a.phrase].head for a in clause.arguments if a.role == Role.ACCUSATIVE]
    return negated_whole and any(view.tokens[head].text.lower().endswith(things) for head in objects)


def lacks_plan(view: View, clause: Clause) -> bool:
    """Does a clause say that there is no plan ("habe nicht die Absicht", "habe keine Pläne")?"""
    if clause.predicate not in view.words("plan_havers"):
        return False
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
    if not view.words("calling_verbs") & {clause.predicate, *clause.auxiliaries} or clause.modals:
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


def untrue(view: View, clause: Clause) -> bool:
    """Does a clause call untrue what was said ("entbehre jeder Grundlage", "davon könne keine Rede sein")? Its subject
    is a word for what was said, a pronoun for it, or the negated noun itself."""
    own = [view.tokens[i] for i in clause.tokens]
    for verb in clause.modals or (*lemmas(view, clause), *clause.auxiliaries):
        for cue in view.lookup.untruths.get(verb, ()):
            words = cue.lemma.split()[:-1]
            found = [next((t.i for t in own if word in (t.text.lower(), t.lemma)), None) for word in words]
            negating = [i for i in found if i in clause.negations]
            if None in found or any(is_limited(view, i) for i in negating if i is not None):
                continue
            if len(negating) == len(clause.negations) and speaks_of_words(view, clause, cue):
                return True
    return False


def is_limited(view: View, at: int) -> bool:
    """Does a negation deny only a degree or a time ("nicht ganz", "noch nicht")?"""
    behind = at + 1 < len(view.tokens) and view.among(at + 1, "no_denial_behind") and not view.among(at + 1, "so")
    partly = at + 1 < len(view.tokens) and view.tokens[at + 1].tag == "APPR"  # "nicht auf alle zutreffen"
    return behind or partly or in_attribute(view, at) or bool(at and view.among(at - 1, "no_denial_before"))


def speaks_of_words(view: View, clause: Clause, cue: Cue) -> bool:
    """Is the subject of a clause what was said, or part of the words that call it untrue ("keine Rede")?"""
    subjects = [view.analysis.phrases[a.phrase] for a in clause.arguments if a.role == Role.SUBJECT]
    if cue.needs_source:
        return any(names_word(view, phrase.head) for phrase in subjects)
    inside = any({phrase.first, phrase.head} & set(clause.negations) for phrase in subjects)
    return inside or any(is_word_or_pointer(view, phrase.head) for phrase in subjects)


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
        if untrue(view, clause) or called_false(view, clause):
            return True
        subject = [
            view.tokens[view.analysis.phrases[a.phrase].head].text.lower()
            for a in clause.arguments
            if a.role == Role.SUBJECT
        ]
        first_person = (
            bool(subject)
            and subject[0] in view.words("first_person")
            and clause.tense in (Tense.PERFECT, Tense.PRETERITE)
            and clause.predicate not in view.words("state_verbs")
        )
        existing = (
            clause.predicate in view.words("opposing_verbs")
            and subject[:1] != []
            and subject[0] in view.words("it")
            and draft.entry is not None
            and draft.entry.act in ANSWERS
        )
        if (first_person or existing) and any(is_denial(view, clause, i) for i in clause.negations):
            return True
    return False


def is_denial(view: View, clause: Clause, at: int) -> bool:
    """Does a negation deny the clause as a whole, not a degree, a contrast or a time?"""
    word = view.tokens[at].text.lower()
    following = view.tokens[at + 1].text.lower() if at + 1 < len(view.tokens) else ""
    before = view.tokens[at - 1].text.lower() if at else ""
    if word in view.words("not") and in_attribute(view, at):
        return False
    if following in view.words("no_denial_behind") or too_much(view, at + 1) or too_much(view, at + 2):
        return False
    if word in view.words("not") and at + 1 < len(view.tokens) and of_manner(view, clause, at + 1):
        return False
    if at > 1 and view.among(at - 2, "no_denial_before"):  # "noch in keinem Einsatz"
        return False
    if before in view.words("no_denial_before") or word in view.words("no_denial"):
        return False
    if word in view.words("never"):
        return clause.tense != Tense.FUTURE
    if view.among(at, "neither") and at + 1 != clause.finite and at < (clause.finite or 0):  # "Weder wir noch sie …"
        return False
    own = set(clause.tokens)
    if any(view.among(i, "but") for i in range(at, min(at + 25, len(view.tokens)))) and at in own:
        return False
    if at_no_moment(view, at):
        return True
    if word in view.words("no_at_all"):
        return following not in view.words("harmless_nouns")
    if word in view.words("no_thing"):
        return any(view.among(i, "to_do") for i in clause.tokens) or knew_nothing(view, clause)
    plain = clause.tense != Tense.FUTURE or clause.predicate in view.words("existence_verbs")
    willing = not set(clause.modals) - view.words("willing_modals")
    return word in view.words("not") and plain and willing


def knew_nothing(view: View, clause: Clause) -> bool:
    """Does a clause say that somebody did not know of something ("habe von den Zahlungen nichts gewusst")?"""
    past = clause.tense in (Tense.PERFECT, Tense.PLUPERFECT)
    of_it = any(view.among(i, "known_of") for i in clause.tokens)
    return past and of_it and clause.predicate in view.words("knowing_verbs")


def at_no_moment(view: View, at: int) -> bool:
    """Does a negation deny every time ("zu keiner Zeit", "zu keinem Zeitpunkt")?"""
    timed = at + 1 < len(view.tokens) and view.among(at + 1, "moments")
    return timed and view.among(at, "no_at_all") and view.among(at - 1, "too")


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
