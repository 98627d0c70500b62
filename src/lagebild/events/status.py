"""How the text presents an event: actual, planned, possible, requested or negated; attempted; hearsay by its verb.

The nearest sign decides: attributes and governor of a noun, then the clause (negation, modals, mood, tense, adverbs),
then the clauses above, then the stance of the quotation around it.
"""

from msgspec import structs

from lagebild.events.clause_signs import PAST, is_future, lies_ahead, negated, of_clause, reads, stem_of
from lagebild.events.scene import Hit, Scene, preposition_of, role_of, spoken_here
from lagebild.events.signs import Reading, joined, shifted
from lagebild.lang.events import Shifter
from lagebild.model import (
    Clause,
    ClauseKind,
    EventTime,
    EventType,
    Mood,
    NounPhrase,
    Role,
    Stance,
    Status,
    Tense,
    Voice,
)  # fmt: skip

LINKS = {Role.ACCUSATIVE: "acc", Role.PREDICATIVE: "acc", Role.DATIVE: "dat", Role.GENITIVE: "gen"}
VERBAL = (EventType.REQUEST, EventType.REJECT, EventType.ACCUSE, EventType.THREATEN)
SUSPICIONS = frozenset("verdacht vorwurf anschuldigung beschuldigung gerücht tatverdacht anfangsverdacht".split())
FORMER = ("nach", "vor", "seit", "wegen")
TRANSPARENT = frozenset("versuchen gelingen beginnen anfangen schaffen vermögen helfen fortfahren probieren".split())
"""Verbs whose infinitive happens if they do: "wird versuchen, … zu stürmen" is planned."""

REPORTS = frozenset(
    "bericht vorwurf darstellung behauptung annahme gerücht meldung angabe anschuldigung aussage".split()
)
"""Nouns of what is said; he who rejects it denies its content."""

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
    if hit.phrase >= 0 and clause is not None and hit.entry.kind == "unit" and hit.token != clause.head:
        signs.append(of_governing_verb(scene, clause, hit.phrase, hit.entry.type))
    if hit.phrase >= 0 and hit.entry.kind == "noun":
        carried = clause is not None and is_carried(scene, clause, hit.phrase)
        if clause is not None:
            signs.append(of_governing_verb(scene, clause, hit.phrase, hit.entry.type))
        of_own = of_noun(scene, hit.phrase)
        if carried and clause is not None and outlived(scene, clause, hit.phrase, of_own):
            of_own = Reading(hearsay=of_own.hearsay, attempted=of_own.attempted)
        signs.append(of_own)
    if clause is not None and not hit.attribute and carried:
        own, above = (
            of_clause(scene, clause, hit.phrase if hit.entry.kind == "noun" else None),
            of_matrix(scene, clause),
        )
        if own.status == Status.PLANNED and not clause.modals and is_future(scene, clause):
            own = next((sign for sign in above if sign.status == Status.POSSIBLE), own)
        signs += (own, *above)
        if time is not None and clause.tense == Tense.PRESENT and lies_ahead(scene, time):
            signs.append(Reading(status=Status.PLANNED))
    if clause is not None and is_alleged(scene, clause, hit):
        signs.append(Reading(hearsay=True))
    reading = joined(signs)
    if reading.status is None and carried and not hit.attribute:
        reading = joined((reading, of_quotation(scene, hit, clause)))
    if reading.status is None and hit.entry.kind == "noun" and time is not None and lies_ahead(scene, time):
        reading = structs.replace(reading, status=Status.PLANNED)
    return structs.replace(reading, status=reading.status or Status.ACTUAL)


def outlived(scene: Scene, clause: Clause, phrase: int, own: Reading) -> bool:
    """Does the verb that carries an event noun overrule what an attribute says of it: "der geplante Angriff begann",
    "das geplante Treffen findet nicht statt"?"""
    if own.status == Status.PLANNED and negated(scene, clause, phrase):
        return True
    return clause.tense in PAST and own.status in (Status.PLANNED, Status.POSSIBLE) and own.phrase < 0


def is_alleged(scene: Scene, clause: Clause, hit: Hit) -> bool:
    """Does nobody named say it: the subjunctive of running indirect speech; the content of an accusation or suspicion
    that nobody makes ("ihm werden Morde vorgeworfen", "unter dem Verdacht des Mordes"); the act of which somebody
    "soll" have been part?"""
    if hit.entry.kind != "noun":
        return clause.mood == Mood.SUBJUNCTIVE_1 and hit.token not in scene.quoting
    if hit.phrase < 0 or hit.entry.type in VERBAL:
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
        if token.i and analysis.tokens[token.i - 1].tag == "PTKNEG":
            continue
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
            listed = (s for s in noun_shifters(scene, lemma) if link in s.scope)
            found = [shifted(s, phrase=above.i) for s in listed if not (s.indefinite and is_definite(scene, noun))]
            denied = above.determiner is not None and analysis.tokens[above.determiner].tag == "PIAT"
            denied = denied and analysis.tokens[above.determiner or 0].text.lower() in shifters.negators
            if denied:
                signs[:0] = (structs.replace(s, status=Status.NEGATED) for s in found)
            else:
                signs += (refused(scene, above, sign) for sign in found)
        if above.lemma in shifters.light and depth < 3:
            signs.append(of_noun(scene, above.i, depth + 1))
            if above.clause >= 0:
                signs.append(of_governing_verb(scene, analysis.clauses[above.clause], above.i, EventType.CONSULT))
    return joined(signs)


def refused(scene: Scene, governor: NounPhrase, sign: Reading) -> Reading:
    """What becomes of an act whose demand or offer is turned down: "der Antrag auf Freilassung wurde abgelehnt"."""
    clause = scene.analysis.clauses[governor.clause] if governor.clause >= 0 else None
    role = role_of(clause, governor.i) if clause is not None else None
    if clause is None or role not in (Role.ACCUSATIVE, Role.SUBJECT) or sign.status != Status.REQUESTED:
        return sign
    link = argument_link(clause, role, "")
    verbs = scene.lexicon.shifters.verbs.get(scene.predicates[clause.i], ())
    turned = any(s.status == Status.NEGATED and link in s.scope for s in verbs) and not negated(scene, clause)
    return structs.replace(sign, status=Status.NEGATED) if turned else sign


def is_definite(scene: Scene, noun: NounPhrase) -> bool:
    """Does a definite article, a demonstrative or a possessive stand before a noun?"""
    if noun.determiner is None:
        return False
    token = scene.analysis.tokens[noun.determiner]
    return token.tag in ("PDAT", "PPOSAT") or (token.tag == "ART" and token.text.lower().startswith("d"))


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


def of_governing_verb(scene: Scene, clause: Clause, phrase: int, kind: EventType) -> Reading:
    """What the verb of the clause does to an event noun of a type among its arguments: "warnte vor einem Angriff". A
    demand or accusation that is refused was made all the same."""
    noun = scene.analysis.phrases[phrase]
    argument = next((a for a in clause.arguments if a.phrase == outermost(scene, noun).i), None)
    if argument is None:
        return Reading()
    link = argument_link(clause, argument.role, argument.preposition)
    if link in ("acc", "subj"):
        judgement = judged(scene, clause) or named_as(scene, clause, phrase)
        if judgement is not None:
            return Reading(status=judgement, clause=clause.i)
    if argument.preposition and (shown := evidence(scene, clause, argument.preposition)) is not None:
        return shown
    shifters = scene.lexicon.shifters.verbs.get(scene.predicates[clause.i], ())
    alone = not any(a.role == Role.ACCUSATIVE for a in clause.arguments)
    if link == "dat" and alone and not any("dat" in s.scope for s in shifters):
        link = "acc"
    if link == "subj" and alone and not any("subj" in s.scope for s in shifters):
        link = "acc"
    for shifter in shifters:
        if link in shifter.scope:
            if kind in VERBAL and shifter.status in (Status.NEGATED, Status.REQUESTED):
                return Reading()
            if scene.predicates[clause.i] in scene.lexicon.shifters.preventing and (
                clause.kind == ClauseKind.INFINITIVE or clause.modals or is_future(scene, clause)
            ):
                return Reading(status=Status.POSSIBLE, clause=clause.i)
            if kind.value in shifter.but and clause.tense in PAST:
                return Reading()
            if negated(scene, clause):
                return undone(scene, shifter, clause)
            if shifter.status == Status.PLANNED:
                return joined((firmer(scene, clause), shifted(shifter, clause.i)))
            return shifted(shifter, clause.i)
    return Reading()


def evidence(scene: Scene, clause: Clause, preposition: str) -> Reading | None:
    """What signs of an act say that stand apart from it in its clause: "für einen Angriff gibt es (keine) Hinweise"."""
    for argument in clause.arguments:
        phrase = scene.analysis.phrases[argument.phrase]
        signs = noun_shifters(scene, phrase.lemma.lower())
        if argument.preposition or not any(s.status == Status.POSSIBLE and "für" in s.scope for s in signs):
            continue
        if preposition == "für":
            denied = denied_of(scene, phrase.head) is not None or negated(scene, clause, -1)
            return Reading(status=Status.NEGATED if denied else Status.POSSIBLE, clause=clause.i)
    return None


def undone(scene: Scene, shifter: Shifter, clause: Clause) -> Reading:
    """What a negated verb does: who does not deny or prevent leaves an event as it is, who does not rule it out calls
    it possible; what is not planned, demanded or feared is negated."""
    if shifter.status != Status.NEGATED:
        return Reading(status=Status.NEGATED, clause=clause.i)
    return (
        Reading(status=Status.POSSIBLE, clause=clause.i) if scene.predicates[clause.i] == "ausschließen" else Reading()
    )


def firmer(scene: Scene, clause: Clause) -> Reading:
    """What is said of a plan itself, where that is no fact: "könnte Sanktionen beschließen" is possible only."""
    said = joined((of_clause(scene, clause, -1), *of_matrix(scene, clause)))
    return said if said.status in (Status.POSSIBLE, Status.REQUESTED) else Reading()


def judged(scene: Scene, clause: Clause) -> Status | None:
    """What a clause says of how likely or needed something is: "hält einen Angriff für möglich", "für nötig"."""
    if scene.predicates[clause.i] not in ("halten", "sein", "scheinen", "bleiben", "werden", "erscheinen"):
        return None
    shifters = scene.lexicon.shifters
    lemmas = {scene.analysis.tokens[i].lemma.lower() for i in clause.tokens}
    for words, status in ((shifters.judging, Status.POSSIBLE), (shifters.needing, Status.REQUESTED)):
        if not lemmas.isdisjoint(words):
            return Status.NEGATED if negated(scene, clause) else status
    return None


def named_as(scene: Scene, clause: Clause, phrase: int) -> Status | None:
    """What an event noun is said to be: "die Freilassung ist eine Forderung", "Ziel ist der Abzug"."""
    if scene.predicates[clause.i] != "sein":
        return None
    others = (scene.analysis.phrases[a.phrase] for a in clause.arguments if a.phrase != phrase and not a.preposition)
    for other in others:
        for shifter in noun_shifters(scene, other.lemma.lower()):
            if shifter.status in (Status.REQUESTED, Status.PLANNED) and {"zu", "nach"} & set(shifter.scope):
                return shifter.status
    return None


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
            if current.kind == ClauseKind.INFINITIVE and scene.predicates[parent.i] in TRANSPARENT:
                signs.append(of_clause(scene, parent, -1))
        elif current.kind != ClauseKind.COORDINATE:
            break
        current = parent
    return signs


def of_complement(scene: Scene, clause: Clause, parent: Clause) -> Reading:
    """What the governor of a complement clause does to it: a noun ("Pläne, … zu"), an adjective, or the verb."""
    tokens, shifters = scene.analysis.tokens, scene.lexicon.shifters
    introducer = tokens[clause.introducer].text.lower() if clause.introducer is not None else ""
    if denies_report(scene, parent) and introducer in ("dass", "daß", "wonach", "demzufolge", ""):
        return Reading(status=Status.NEGATED, clause=parent.i)
    if clause.kind == ClauseKind.SUBORDINATE and introducer not in ("dass", "daß", "ob", "wie", ""):
        return Reading()
    if introducer in ("um", "ohne", "statt", "anstatt"):
        return Reading()
    if clause.governor is not None and tokens[clause.governor].pos == "NOUN":
        for shifter in noun_shifters(scene, tokens[clause.governor].lemma.lower()):
            return denied_of(scene, clause.governor) or shifted(shifter, parent.i)
    for shifter in shifters.verbs.get(scene.predicates[parent.i], ()):
        if "clause" in shifter.scope:
            return undone(scene, shifter, parent) if negated(scene, parent) else shifted(shifter, parent.i)
    aim = named_as(scene, parent, -1)
    return Reading(status=aim, clause=parent.i) if aim is not None else Reading()


def denied_of(scene: Scene, governor: int) -> Reading | None:
    """Is the content of a noun with "kein" denied: "keine Anzeichen, dass …"? Not so "keine andere Wahl, als …"."""
    at = scene.analysis.phrase_of[governor]
    determiner = scene.analysis.phrases[at].determiner if at >= 0 else None
    if determiner is None or scene.analysis.tokens[determiner].text.lower() not in scene.lexicon.shifters.negators:
        return None
    if scene.analysis.tokens[determiner + 1].lemma.lower().startswith("ander"):
        return None
    return Reading(status=Status.NEGATED, phrase=at)


def denies_report(scene: Scene, clause: Clause) -> bool:
    """Does a clause reject what is said: "wies Berichte zurück, wonach …"?"""
    negative = (s for s in scene.lexicon.shifters.verbs.get(scene.predicates[clause.i], ()) if "acc" in s.scope)
    if not any(s.status == Status.NEGATED for s in negative) or negated(scene, clause):
        return False
    return any(scene.analysis.phrases[a.phrase].lemma.lower() in REPORTS for a in clause.arguments if not a.preposition)


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
