"""The slots of a verb's frame in a clause, whatever its voice."""

from lagebild.events.scene import Scene, area_before
from lagebild.model import Clause, NounPhrase, PhraseKind, Role, Voice
from lagebild.model.ask import arguments

REFLEXIVES = frozenset({"sich", "mich", "dich", "uns", "euch"})


def slot(scene: Scene, clause: Clause, name: str) -> tuple[NounPhrase, ...]:
    """Phrases in a slot of a clause, logically: in the passive "a" is the subject and "s" the agent. A slot that is no
    case names a preposition. Where form leaves no accusative, a predicative or dative fills it. Relative pronouns are
    kept; see `resolved`."""
    analysis = scene.analysis
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
