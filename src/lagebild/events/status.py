"""How the text presents an event: actual, planned, possible, requested or negated; attempted; hearsay by its verb.

The nearest sign decides: attributes and governor of a noun, then the clause (negation, modals, mood, tense, adverbs),
then the clauses above, then the stance of the quotation around it.
"""

from msgspec import structs

from lagebild.events.clause_signs import PAST, is_future, negated, of_clause, reads
from lagebild.events.scene import Hit, Scene, preposition_of, spoken_here
from lagebild.events.signs import Reading, joined, shifted
from lagebild.lang.events import Shifter
from lagebild.model import (
    Clause,
    ClauseKind,
    EventTime,
    Mood,
    NounPhrase,
    Role,
    Stance,
    Status,
    Tense,
    Voice,
)  # fmt: skip

LINKS = {Role.ACCUSATIVE: "acc", Role.PREDICATIVE: "acc", Role.DATIVE: "dat", Role.GENITIVE: "gen"}
VERBAL = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN"})
SUSPICIONS = frozenset("verdacht vorwurf anschuldigung beschuldigung gerücht tatverdacht anfangsverdacht".split())
FORMER = ("nach", "vor", "seit", "wegen")
STANCES = {
    Stance.DENIES: Status.NEGATED,
    Stance.FEARS: Status.POSSIBLE,
    Stance.EXPECTS: Status.POSSIBLE,
    Stance.DEMANDS: Status.REQUESTED,
}


def find_status(scene: Scene, hit: Hit, time: EventTime | None) -> Reading:
    """The status of a hit; `time` is when it happens, for the future in the present tense."""
    clause = scene.analysis.clauses[hit.clause] if hit.clause >= 0 else None
    signs: list[Reading] = []
    carried = True
    if hit.phrase >= 0 and clause is not None and hit.entry.kind == "unit":
        signs.append(of_governing_verb(scene, clause, hit.phrase, hit.entry.type.value in VERBAL))
    if hit.phrase >= 0 and hit.entry.kind == "noun":
        carried = clause is not None and is_carried(scene, clause, hit.phrase)
        if clause is not None:
            signs.append(of_governing_verb(scene, clause, hit.phrase, hit.entry.type.value in VERBAL))
        of_own = of_noun(scene, hit.phrase)
        if carried and clause is not None and clause.tense in PAST and of_own.status == Status.PLANNED:
            of_own = Reading(hearsay=of_own.hearsay, attempted=of_own.attempted)
        signs.append(of_own)
    if clause is not None and not hit.attribute and carried:
        signs.append(of_clause(scene, clause, noun=hit.entry.kind == "noun"))
        signs.extend(of_matrix(scene, clause))
        if time is not None and clause.tense == Tense.PRESENT and lies_ahead(scene, time):
            signs.append(Reading(status=Status.PLANNED))
    if clause is not None and is_alleged(scene, clause, hit):
        signs.append(Reading(hearsay=True))
    reading = joined(signs)
    if reading.status is None and carried and not hit.attribute:
        reading = joined((reading, of_quotation(scene, hit, clause)))
    return structs.replace(reading, status=reading.status or Status.ACTUAL)


def is_alleged(scene: Scene, clause: Clause, hit: Hit) -> bool:
    """Does nobody named say it: the subjunctive of running indirect speech; the content of an accusation or suspicion
    that nobody makes ("ihm werden Morde vorgeworfen", "unter dem Verdacht des Mordes"); the act of which somebody
    "soll" have been part?"""
    if hit.entry.kind != "noun":
        return clause.mood == Mood.SUBJUNCTIVE_1 and hit.token not in scene.quoting
    if hit.phrase < 0 or hit.entry.type.value in VERBAL:
        return False
    shifters = scene.lexicon.shifters
    noun = scene.analysis.phrases[hit.phrase]
    above = governor_of(scene, noun)
    if above is not None and above.lemma.lower() in SUSPICIONS:
        return above.genitive in (None, noun.i)
    predicate, preposition = scene.predicates[clause.i], preposition_of(scene, noun)
    agentless = clause.voice != Voice.ACTIVE and not any(a.role == Role.AGENT for a in clause.arguments)
    if agentless and predicate in shifters.accusing:
        return True
    if agentless and preposition == "für" and predicate in ("machen", "verantwortlich"):
        return any(scene.analysis.tokens[i].lemma.lower() == "verantwortlich" for i in clause.tokens)
    taking_part = any(a.phrase == hit.phrase for a in clause.arguments) and preposition not in FORMER
    if "sollen" not in clause.modals or not taking_part:
        return False
    return any(modal.hearsay and reads(scene, modal, clause) for modal in shifters.modals)


def of_noun(scene: Scene, phrase: int, depth: int = 0) -> Reading:
    """Signs on an event noun: "kein", adjectives, its preposition, the noun that governs it."""
    analysis, shifters = scene.analysis, scene.lexicon.shifters
    noun = analysis.phrases[phrase]
    signs: list[Reading] = []
    words = [analysis.tokens[i] for i in range(noun.first, noun.head)]
    if any(t.text.lower() in shifters.negators and t.tag == "PIAT" for t in words):
        signs.append(Reading(status=Status.NEGATED))
    for token in words:
        if (shifter := shifters.adjectives.get(stem_of(token.lemma, token.text))) is not None:
            signs.append(shifted(shifter))
        if token.lemma.lower() in shifters.hearsay:
            signs.append(Reading(hearsay=True))
    preposition = preposition_of(scene, noun)
    before = preposition or (analysis.tokens[noun.first - 1].text.lower() if noun.first else "")
    if before in shifters.prepositions:
        signs.append(shifted(shifters.prepositions[before]))
    above = governor_of(scene, noun)
    if above is not None:
        link = preposition or "gen"
        over = analysis.phrases[above.parent] if above.parent is not None and link != "gen" else above
        for lemma in dict.fromkeys((above.lemma.lower(), over.lemma.lower())):
            found = (shifted(s, phrase=above.i) for s in noun_shifters(scene, lemma) if link in s.scope)
            denied = above.determiner is not None and analysis.tokens[above.determiner].tag == "PIAT"
            denied = denied and analysis.tokens[above.determiner or 0].text.lower() in shifters.negators
            signs += (structs.replace(s, status=Status.NEGATED) if denied else s for s in found)
        if above.lemma in shifters.light and depth < 3:
            signs.append(of_noun(scene, above.i, depth + 1))
            if above.clause >= 0:
                signs.append(of_governing_verb(scene, analysis.clauses[above.clause], above.i, verbal=False))
    return joined(signs)


def governor_of(scene: Scene, noun: NounPhrase) -> NounPhrase | None:
    """The phrase that a noun depends on: its parent, or the noun right before it or its preposition."""
    analysis = scene.analysis
    if noun.parent is not None:
        return analysis.phrases[noun.parent]
    before = (noun.preposition if noun.preposition is not None else noun.first) - 1
    at = analysis.phrase_of[before] if before >= 0 else -1
    if at < 0 or analysis.phrases[at].head != before or analysis.sentence_of[before] != analysis.sentence_of[noun.head]:
        return None
    return analysis.phrases[at] if noun.preposition is not None or "Gen" in noun.cases else None


def stem_of(lemma: str, form: str) -> str:
    """An adjective without ending, from its lemma or, where that is inflected or a verb, from its form."""
    lower = lemma.lower()
    if lower.endswith(("en", "n")) or lower == form.lower():
        for ending in ("en", "er", "es", "em", "e"):
            if form.lower().endswith(ending):
                return form.lower().removesuffix(ending)
    return lower


def noun_shifters(scene: Scene, lemma: str) -> tuple[Shifter, ...]:
    """Shifters of a noun or of the head of a compound ("Angriffsplan": "Plan")."""
    nouns = scene.lexicon.shifters.nouns
    if lemma in nouns:
        return nouns[lemma]
    return next((nouns[lemma[k:]] for k in range(1, len(lemma) - 3) if lemma[k:] in nouns), ())


def is_carried(scene: Scene, clause: Clause, phrase: int) -> bool:
    """Does the verb of a clause say of an event noun that it happens, so that its mood and negation are the event's?"""
    carriers = scene.lexicon.shifters.carriers
    role = next((a for a in clause.arguments if a.phrase == phrase), None)
    if clause.kind == ClauseKind.VERBLESS or role is None:
        return False
    if role.role in (Role.SUBJECT, Role.ACCUSATIVE, Role.PREDICATIVE, Role.DATIVE):
        return scene.predicates[clause.i] in carriers
    return any(s.argument == role.preposition for s in scene.lexicon.support.get(scene.predicates[clause.i], ())) or (
        scene.predicates[clause.i] == "kommen" and role.preposition == "zu"
    )


def of_governing_verb(scene: Scene, clause: Clause, phrase: int, verbal: bool) -> Reading:
    """What the verb of the clause does to an event noun among its arguments: "warnte vor einem Angriff". A demand or
    accusation (`verbal`) that is refused was made all the same."""
    noun = scene.analysis.phrases[phrase]
    argument = next((a for a in clause.arguments if a.phrase == outermost(scene, noun).i), None)
    if argument is None:
        return Reading()
    link = argument_link(clause, argument.role, argument.preposition)
    if link in ("acc", "subj") and judged(scene, clause):
        return Reading(status=Status.POSSIBLE, clause=clause.i)
    shifters = scene.lexicon.shifters.verbs.get(scene.predicates[clause.i], ())
    alone = not any(a.role == Role.ACCUSATIVE for a in clause.arguments)
    if link == "dat" and alone and not any("dat" in s.scope for s in shifters):
        link = "acc"
    if link == "subj" and alone and not any("subj" in s.scope for s in shifters):
        link = "acc"
    for shifter in shifters:
        if link in shifter.scope:
            if verbal and shifter.status in (Status.NEGATED, Status.REQUESTED):
                return Reading()
            if scene.predicates[clause.i] in scene.lexicon.shifters.preventing and (
                clause.kind == ClauseKind.INFINITIVE or clause.modals or is_future(scene, clause)
            ):
                return Reading(status=Status.POSSIBLE, clause=clause.i)
            if shifter.status == Status.NEGATED or not negated(scene, clause):
                return shifted(shifter, clause.i)
            return Reading(status=Status.NEGATED, clause=clause.i)
    return Reading()


def judged(scene: Scene, clause: Clause) -> bool:
    """Does a clause say how likely something is: "hält einen Angriff für möglich"?"""
    if scene.predicates[clause.i] not in ("halten", "sein", "scheinen", "bleiben", "werden", "erscheinen"):
        return False
    tokens = scene.analysis.tokens
    return any(tokens[i].lemma.lower() in scene.lexicon.shifters.judging for i in clause.tokens)


def outermost(scene: Scene, noun: NounPhrase) -> NounPhrase:
    """The phrase itself, or the one it is coordinated to."""
    for phrase in (noun,):
        if phrase.parent is not None and noun.i in scene.analysis.phrases[phrase.parent].conjuncts:
            return scene.analysis.phrases[phrase.parent]
    return noun


def argument_link(clause: Clause, role: Role, preposition: str) -> str:
    """The name of an argument's slot, logically: the subject of a passive is "acc"."""
    if role == Role.SUBJECT:
        return "subj" if clause.voice == Voice.ACTIVE else "acc"
    return {Role.ACCUSATIVE: "acc", Role.PREDICATIVE: "acc", Role.DATIVE: "dat", Role.GENITIVE: "gen"}.get(
        role, preposition
    )


def of_matrix(scene: Scene, clause: Clause) -> list[Reading]:
    """What the clauses above do to an embedded one, nearest first, up to three."""
    analysis, signs = scene.analysis, []
    current = clause
    for _ in range(3):
        if current.parent is None or current.parent == current.i:
            break
        parent = analysis.clauses[current.parent]
        if current.kind in (ClauseKind.SUBORDINATE, ClauseKind.INFINITIVE):
            signs.append(of_complement(scene, current, parent))
        elif current.kind != ClauseKind.COORDINATE:
            break
        current = parent
    return signs


def of_complement(scene: Scene, clause: Clause, parent: Clause) -> Reading:
    """What the governor of a complement clause does to it: a noun ("Pläne, … zu"), an adjective, or the verb."""
    tokens, shifters = scene.analysis.tokens, scene.lexicon.shifters
    introducer = tokens[clause.introducer].text.lower() if clause.introducer is not None else ""
    if clause.kind == ClauseKind.SUBORDINATE and introducer not in ("dass", "daß", "ob", "wie", ""):
        return Reading()
    if introducer in ("um", "ohne", "statt", "anstatt"):
        return Reading()
    if clause.governor is not None and tokens[clause.governor].pos == "NOUN":
        for shifter in noun_shifters(scene, tokens[clause.governor].lemma.lower()):
            return shifted(shifter, parent.i)
    for shifter in shifters.verbs.get(scene.predicates[parent.i], ()):
        if "clause" in shifter.scope:
            if shifter.status != Status.NEGATED and negated(scene, parent):
                return Reading(status=Status.NEGATED, clause=parent.i)
            return shifted(shifter, parent.i)
    return Reading()


def of_quotation(scene: Scene, hit: Hit, clause: Clause | None) -> Reading:
    """The status that the stance of the quotation around gives; announcements are planned unless they tell the past."""
    around = [q for q in scene.quoting.get(hit.token, ()) if not spoken_here(scene, q, hit)]
    token = scene.analysis.tokens[hit.token]
    for quotation in around:
        if any(start <= token.start < end for start, end in quotation.cue):
            continue
        if quotation.stance == Stance.DEMANDS and clause is not None and clause.tense in PAST:
            continue
        if quotation.stance in STANCES:
            return Reading(status=STANCES[quotation.stance])
        if quotation.stance == Stance.ANNOUNCES and clause is not None and clause.tense not in PAST:
            return Reading(status=Status.PLANNED)
    return Reading()


def lies_ahead(scene: Scene, time: EventTime) -> bool:
    """Does a time begin after the day of the report?"""
    published = scene.report.published
    if time.value == "FUTURE_REF":
        return True
    if published is None or time.begins is None or len(published) < 10:
        return False
    return time.begins[:10] > published[:10]
