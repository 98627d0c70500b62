"""The slots of a verb's frame in a clause, whatever its voice."""

from lagebild.events.scene import Scene, area_before, is_party
from lagebild.model import Clause, NounPhrase, PhraseKind, Role, Voice
from lagebild.model.ask import arguments

OPEN = frozenset({"Nom", "Acc"})
RELATED = frozenset({PhraseKind.RELATIVE, PhraseKind.PRONOUN, PhraseKind.INTERROGATIVE})
REFLEXIVES = frozenset({"sich", "mich", "dich", "uns", "euch"})


def slot(scene: Scene, clause: Clause, name: str) -> tuple[NounPhrase, ...]:
    """Phrases in a slot of a clause, logically: in the passive "a" is the subject and "s" the agent. A slot that is no
    case names a preposition. Where form leaves no accusative, a predicative or dative fills it. Relative pronouns are
    kept; see `resolved`."""
    analysis = scene.analysis
    if name in ("s", "a") and clause.voice == Voice.ACTIVE:
        turned = swapped(scene, clause)
        if turned:
            return turned[:1] if name == "s" else turned[1:]
    passive = clause.voice != Voice.ACTIVE and not intransitive(scene, clause)
    if name == "s":
        if passive:
            agents = tuple(p for p in arguments(analysis, clause, Role.AGENT) if area_before(scene, p) < 0)
            return agents or tuple(arguments(analysis, clause, Role.PREPOSITIONAL, "durch"))
        return tuple(arguments(analysis, clause, Role.SUBJECT)) or up_to(scene, clause)
    if name == "a":
        for role in (Role.SUBJECT,) if passive else (Role.ACCUSATIVE, Role.PREDICATIVE, Role.DATIVE):
            found = tuple(p for p in arguments(analysis, clause, role) if not reflexive(scene, p))
            if found:
                return found
        return up_to(scene, clause)
    if name == "d":
        return tuple(p for p in arguments(analysis, clause, Role.DATIVE) if not reflexive(scene, p))
    if name == "g":
        return tuple(arguments(analysis, clause, Role.GENITIVE))
    return tuple(arguments(analysis, clause, Role.PREPOSITIONAL, name))


def swapped(scene: Scene, clause: Clause) -> tuple[NounPhrase, ...]:
    """Subject and object where form leaves open which is which and the view's choice is unlikely: an act acting on
    somebody ("die Forderung wies die Regierung zurück"), or of two parties the second ("Russland hatte die Ukraine
    beschuldigt"); empty where the view stands."""
    analysis = scene.analysis
    first = next(arguments(analysis, clause, Role.SUBJECT), None)
    second = next(arguments(analysis, clause, Role.ACCUSATIVE), None)
    if first is None or second is None or clause.shared_subject or not first.cases & second.cases >= OPEN:
        return ()
    if RELATED & {first.kind, second.kind} or not first.number == second.number != "":
        return ()
    if not is_party(scene, second):
        return ()
    told = analysis.tokens[first.head].text.lower() in scene.lexicon.nouns
    return (second, first) if told or (is_party(scene, first) and second.first < first.first) else ()


def up_to(scene: Scene, clause: Clause) -> tuple[NounPhrase, ...]:
    """Phrases with "bis zu" before their number, which is no preposition there: "nahm bis zu vierzig Menschen fest"."""
    tokens = scene.analysis.tokens
    found = []
    for phrase in arguments(scene.analysis, clause, Role.PREPOSITIONAL, "zu"):
        before = (phrase.preposition or 0) - 1
        if before >= 0 and tokens[before].text.lower() == "bis" and tokens[phrase.first].tag == "CARD":
            found.append(phrase)
    return tuple(found)


def intransitive(scene: Scene, clause: Clause) -> bool:
    """Is "sind eingetroffen" a perfect, no state brought about: does the verb take no object in any of its entries?"""
    if clause.voice != Voice.STATIVE:
        return False
    lexicon = scene.lexicon
    frames = [lexicon.entries[i].frame for i in lexicon.verbs.get(scene.predicates[clause.i], ())]
    return bool(frames) and not any("a" in (*frame.recipient, *frame.actor, frame.theme) for frame in frames)


def reflexive(scene: Scene, phrase: NounPhrase) -> bool:
    """Is a phrase a reflexive pronoun?"""
    head = scene.analysis.tokens[phrase.head]
    return phrase.kind == PhraseKind.PRONOUN and (head.tag == "PRF" or head.text.lower() == "sich")


def resolved(scene: Scene, clause: Clause, phrase: NounPhrase) -> NounPhrase:
    """The antecedent of a relative pronoun, or the phrase right before its comma; any other phrase as it is."""
    analysis = scene.analysis
    if phrase.kind != PhraseKind.RELATIVE:
        return phrase
    if clause.antecedent is not None:
        return analysis.phrases[clause.antecedent]
    before = (phrase.preposition if phrase.preposition is not None else phrase.first) - 2
    at = analysis.phrase_of[before] if before >= 0 and analysis.tokens[before + 1].text == "," else -1
    return analysis.phrases[at] if at >= 0 else phrase
