"""Signs of a status in the event's own clause: negation, condition, modal verb, future, adverbs."""

from lagebild.events.scene import Scene, is_party
from lagebild.events.signs import Reading, joined, shifted
from lagebild.lang.events import Modal
from lagebild.model import Clause, ClauseKind, EventTime, Mood, Status, Tense, VerbPosition, Voice
from lagebild.model.ask import subject

PAST = (Tense.PRETERITE, Tense.PERFECT, Tense.PLUPERFECT)
SUBJUNCTIVE = (Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2)


def negated(scene: Scene, clause: Clause, phrase: int = -1) -> bool:
    """Is the clause negated? "nicht nur" and the negation of a time or degree are none. For an event noun (`phrase`)
    the "kein" before another noun is none either ("die Verhandlungen brachten keine Lösung")."""
    tokens = scene.analysis.tokens
    shifters = scene.lexicon.shifters
    first = tokens[clause.tokens[0]]
    if first.tag == "KON" and first.text.lower() == "noch" and "weder" in scene.words[clause.sentence]:
        return True
    for i in clause.negations:
        after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        before = tokens[i - 1].text.lower() if i else ""
        if tokens[i].tag == "PTKNEG" and attributive(scene, i):
            continue
        if phrase >= 0 and tokens[i].tag == "PIAT" and scene.analysis.phrase_of[i] != phrase:
            continue
        if after in shifters.not_negating or (before == "noch" and tokens[i].text.lower() == "nie"):
            continue
        return True
    return False


def attributive(scene: Scene, negator: int) -> bool:
    """Does "nicht" belong to an adjective or participle before a noun: "nicht erklärte Streiks"?"""
    following = scene.analysis.tokens[negator + 1 : negator + 3]
    if following and following[0].tag == "ADJA":
        return True
    return len(following) == 2 and following[0].tag in ("ADV", "ADJD") and following[1].tag == "ADJA"


def on_condition(scene: Scene, clause: Clause) -> bool:
    """Does a conditional clause depend on a clause: "werde angreifen, wenn …"?"""
    tokens = scene.analysis.tokens
    below = (scene.analysis.clauses[i].introducer for i in scene.children.get(clause.i, ()))
    return any(tokens[i].text.lower() in ("wenn", "falls", "sofern") for i in below if i is not None)


def is_condition(scene: Scene, clause: Clause) -> bool:
    """Is a clause a condition by its verb in front: "Greift die Armee an, …", "…, sollte sie angreifen"?"""
    if clause.position != VerbPosition.FIRST:
        return False
    if clause.kind != ClauseKind.PARENTHESIS or clause.parent is None:
        return clause.kind == ClauseKind.SUBORDINATE
    above = scene.analysis.clauses[clause.parent]
    return "sollen" in clause.modals and above.position == VerbPosition.SECOND and not on_condition(scene, above)


def of_clause(scene: Scene, clause: Clause, noun: int | None) -> Reading:
    """Signs on a clause: negation, condition, modal, future, adverbs, verbs such as "versuchen" that stand in it. noun:
    the phrase of the event where that is a noun (-1 for one elsewhere), None where it is the clause's own verb."""
    tokens, shifters = scene.analysis.tokens, scene.lexicon.shifters
    signs: list[Reading] = []
    if noun is None:
        signs += (shifted(s) for s in shifters.verbs.get(scene.predicates[clause.i], ()) if "self" in s.scope)
    if clause.finite is None and clause.kind == ClauseKind.COORDINATE and clause.parent is not None:
        above = scene.analysis.clauses[clause.parent]
        modals = () if clause.modals else shifters.modals
        signs += (of_modal(scene, modal, above) for modal in modals if reads(scene, modal, above))
    if negated(scene, clause, -1 if noun is None else noun):
        signs.append(Reading(status=Status.NEGATED))
    if is_condition(scene, clause):
        signs.append(Reading(status=Status.POSSIBLE))
    if clause.introducer is not None:
        introducer = tokens[clause.introducer].text.lower()
        if introducer in shifters.conditional and not (introducer == "wenn" and clause.tense in PAST):
            signs.append(Reading(status=Status.POSSIBLE))
        if introducer in ("um", "damit"):
            signs.append(Reading(status=Status.PLANNED))
        if introducer in ("ohne", "statt", "anstatt"):
            signs.append(Reading(status=Status.NEGATED))
    readings = (of_modal(scene, modal, clause) for modal in shifters.modals if reads(scene, modal, clause))
    signs.append(next(readings, Reading()))
    if is_future(scene, clause):
        signs.append(Reading(status=Status.POSSIBLE if on_condition(scene, clause) else Status.PLANNED))
    supposed = "werden" in clause.auxiliaries or (noun is not None and scene.predicates[clause.i] == "sein")
    if clause.mood == Mood.SUBJUNCTIVE_2 and supposed and not clause.modals and not is_replaced(scene, clause):
        signs.append(Reading(status=Status.POSSIBLE))
    for i in clause.tokens:
        word = tokens[i]
        if word.tag in ("ADV", "ADJD", "PAV", "PROAV"):
            if (shifter := shifters.adverbs.get(word.lemma.lower())) is not None and clause.tense not in PAST:
                signs.append(shifted(shifter))
            if word.lemma.lower() in shifters.hearsay:
                signs.append(Reading(hearsay=True))
    return joined(signs)


def is_replaced(scene: Scene, clause: Clause) -> bool:
    """Does "würden" of a passive stand for the subjunctive of reported speech, which looks like the indicative in the
    plural ("jedes Jahr würden Autos zerstört")?"""
    finite = scene.analysis.tokens[clause.finite].text.lower() if clause.finite is not None else ""
    main = clause.kind in (ClauseKind.MAIN, ClauseKind.COORDINATE)
    return finite == "würden" and clause.voice == Voice.PASSIVE and main and not on_condition(scene, clause)


def reads(scene: Scene, modal: Modal, clause: Clause) -> bool:
    """Is a clause one of a modal's reading?"""
    if modal.verb not in clause.modals:
        return False
    perfect = perfect_infinitive(scene, clause)
    if modal.voice and (modal.voice == "passive") != (clause.voice != Voice.ACTIVE):
        return False
    if modal.infinitive and (modal.infinitive == "perfect") != perfect:
        return False
    if modal.mood and clause.mood not in SUBJUNCTIVE:
        return False
    return not modal.tense or clause.tense.value == modal.tense


def perfect_infinitive(scene: Scene, clause: Clause) -> bool:
    """Does a modal govern an infinitive of the perfect: "soll getötet haben", "sollen verletzt worden sein"?"""
    if clause.tense in (Tense.PERFECT, Tense.PLUPERFECT):
        return True
    tokens = scene.analysis.tokens
    words = [tokens[i] for i in clause.cluster if i != clause.finite]
    head = tokens[clause.head] if clause.head is not None else None
    if head is None or head.tag in ("VVINF", "VVIZU") or head.text.lower() == scene.predicates[clause.i]:
        return False
    return any(word.text.lower() in ("haben", "sein") for word in words) or "werden" not in clause.auxiliaries


def is_future(scene: Scene, clause: Clause) -> bool:
    """Is "werden" future here: with an infinitive, or twice ("werden vorgeführt werden")?"""
    if clause.tense == Tense.FUTURE:
        return True
    words = [scene.analysis.tokens[i] for i in clause.cluster]
    return sum(word.lemma.lower() == "werden" and word.tag in ("VAFIN", "VAINF") for word in words) > 1


def of_modal(scene: Scene, modal: Modal, clause: Clause) -> Reading:
    """A modal's reading: what a thing "solle" do is planned, not demanded of it, and so is what somebody "sollte" do in
    the report's own words ("am Abend sollte der Rat zusammentreten")."""
    if modal.status == Status.REQUESTED and clause.voice == Voice.ACTIVE:
        doer = subject(scene.analysis, clause)
        if doer is not None and not is_party(scene, doer):
            return Reading(status=Status.PLANNED)
        told = clause.kind == ClauseKind.MAIN and clause.parent is None and clause.finite not in scene.quoting
        if told and clause.mood not in (Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2):
            return Reading(status=Status.PLANNED)
    return Reading(status=modal.status, hearsay=modal.hearsay)


def stem_of(lemma: str, form: str) -> str:
    """An adjective without ending, from its lemma or, where that is inflected or a verb, from its form."""
    lower = lemma.lower()
    if lower.endswith(("en", "n")) or lower == form.lower():
        for ending in ("en", "er", "es", "em", "e"):
            if form.lower().endswith(ending):
                return form.lower().removesuffix(ending)
    return lower


def lies_ahead(scene: Scene, time: EventTime) -> bool:
    """Does a time begin after the day of the report?"""
    published = scene.report.published
    if time.value == "FUTURE_REF":
        return True
    if published is None or time.begins is None or len(published) < 10:
        return False
    return time.begins[:10] > published[:10]
