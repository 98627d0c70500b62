"""What cues of denial say, by what they are turned against: words are denied, wishes, things and acts are rejected."""

from lagebild.lang.reporting import Cue
from lagebild.model import NounPhrase, QuotationType, Role, Stance, Voice
from lagebild.quotes.contents import denies_content, is_word_or_pointer, names_word, negated
from lagebild.quotes.draft import Draft, View
from lagebild.quotes.speakers import speaks

BEHIND_COLON = frozenset({"frame-v2", "direct-colon"})
REBUFFING = frozenset({"defend", "distance", "oppose"})
"""Acts that deny only where they are turned against words."""


def denial(view: View, draft: Draft, entry: Cue) -> Stance:
    """What a denying cue says: of a demand, plan or offer it rejects; a statement behind its colon, or behind a verb
    that counters, that denies nothing is asserted instead ("wies das zurück: Schuld sei der Regen")."""
    if entry.lemma in view.words("rebuffing_verbs") and (rebuffs(view, draft) or called_weak(view, draft)):
        return Stance.REJECTS
    if entry.lemma in view.words("disowning_units") and not any(is_charge(view, p) for p in countered(view, draft)):
        return Stance.REJECTS
    if draft.reporter is not None and any(
        view.among(i, "by_half") for i in view.analysis.clauses[draft.reporter.clause].tokens
    ):
        return Stance.DOUBTS
    if entry.lemma in view.words("countering_verbs"):
        if draft.type == QuotationType.REPORTED:
            return Stance.DENIES if is_against_words(view, draft, entry) else Stance.REJECTS
        if names_word(view, draft.quote[0] - 2):
            return Stance.DENIES
        return Stance.DENIES if denies_content(view, draft) or negated(view, draft) else Stance.ASSERTS
    after_colon = draft.rule in BEHIND_COLON and draft.quote[0] and view.tokens[draft.quote[0] - 1].text == ":"
    if not after_colon:
        return Stance.DENIES
    return Stance.DENIES if negated(view, draft) else Stance.ASSERTS


def is_against_words(view: View, draft: Draft, entry: Cue) -> bool:
    """Is what somebody counters words or who spoke them ("wehrte sich gegen den Vorwurf", "widersprach der Zeugin"), no
    act, thing or motion ("wehrte sich gegen die Klage", "widersprach dem Bau")?"""
    if draft.reporter is None:
        return False
    heads = [p.head for p in countered(view, draft)]
    if any(is_motion(view, head) for head in heads):
        return False
    if any(is_word_or_pointer(view, head) for head in heads):
        return True
    if entry.act in REBUFFING:
        return False
    nouns = [p for p in countered(view, draft) if view.tokens[p.head].tag == "NN"]
    return all(speaks(view, phrase) for phrase in nouns if view.tokens[phrase.head].text[0].isupper())


def countered(view: View, draft: Draft) -> list[NounPhrase]:
    """The phrases of the clause of an answer that are not its speaker."""
    if draft.reporter is None:
        return []
    arguments = view.analysis.clauses[draft.reporter.clause].arguments
    phrases = [view.analysis.phrases[a.phrase] for a in arguments if a.role != Role.ADVERBIAL]
    return [phrase for phrase in phrases if phrase.i not in draft.phrases]


def is_charge(view: View, phrase: NounPhrase) -> bool:
    """Does a phrase name words, or what somebody could be accused of ("Absprachen", "gefälschte Stimmzettel"), and not
    what somebody wants ("mehr Geld")?"""
    stems = tuple(verb[:-2] for verb in sorted(view.words("doing_verbs")))
    done = any(stem in view.tokens[i].text.lower() for i in phrase.attributes for stem in stems)
    things = tuple(sorted(view.words("deniable_things")))
    return done or is_word_or_pointer(view, phrase.head) or view.tokens[phrase.head].text.lower().endswith(things)


def is_motion(view: View, token: int) -> bool:
    """Is a token what somebody asks a court or board for ("Klage", "Antrag")?"""
    return view.tokens[token].text.lower().endswith(tuple(sorted(view.words("motions"))))


def called_weak(view: View, draft: Draft) -> bool:
    """Is something turned down as bad, not as untrue ("wies dies als wirkungslos zurück")?"""
    if draft.reporter is None:
        return False
    clause = view.analysis.clauses[draft.reporter.clause]
    at = next((i for i in clause.tokens if view.among(i, "as_what") and view.tokens[i + 1].tag == "ADJD"), None)
    worded = any(names_word(view, view.analysis.phrases[a.phrase].head) for a in clause.arguments)
    return at is not None and not worded and view.tokens[at + 1].text.lower() not in view.lookup.verdicts


def rebuffs(view: View, draft: Draft) -> bool:
    """Is the object of "zurückweisen" something wanted or offered, no statement and no pronoun for one?"""
    for phrase in objects(view, draft):
        head = view.tokens[phrase.head]
        if head.tag != "NN":
            continue
        noun = view.lookup.noun(head.lemma, head.text)
        if is_motion(view, head.i):
            return True
        if view.among(head.i, "question_nouns"):
            return draft.entry is not None and draft.entry.lemma not in view.words("answering_verbs")
        if noun is None:
            return not view.among(head.i, "deniable_nouns")
        return noun.stance == Stance.DEMANDS or noun.act in ("request", "plan", "offer", "call")
    return False


def objects(view: View, draft: Draft) -> list[NounPhrase]:
    """What is turned down: the object, the subject of a passive, or what was read as the subject beside the speaker
    ("Die Darstellung wies ein Sprecher zurück")."""
    if draft.reporter is None:
        return []
    clause = view.analysis.clauses[draft.reporter.clause]
    passive = clause.voice != Voice.ACTIVE
    return [
        view.analysis.phrases[a.phrase]
        for a in clause.arguments
        if a.role == (Role.SUBJECT if passive else Role.ACCUSATIVE)
        or (a.role == Role.SUBJECT and draft.phrases and a.phrase not in draft.phrases)
    ]
