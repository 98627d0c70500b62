"""One event, one mention: what names again, in the same sentence, an event that another word states is left out; and
reports or sentences on sport, culture and the like hold no events."""

from collections.abc import Iterable

from lagebild.events.kinds import type_of
from lagebild.events.scene import Hit, Scene, preposition_of
from lagebild.model import Clause, EventType, Role, Voice

STEM = 5
"""Letters that two words of one family share at their beginning."""

FRAMING = ("bei", "durch", "mit", "in")
"""Prepositions before an act of force that its verb tells in the same clause ("bei einem Anschlag getötet")."""

MEETING = ("zu", "bei")
"""Prepositions before a meeting that its verb tells in the same clause ("kamen zu einem Gipfel zusammen")."""

CRIMES = (EventType.ASSAULT, EventType.COERCE)
SPOKEN = (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN)
JOINED = (EventType.COOPERATE, EventType.CONSULT)

TITLE = 8
"""Most tokens of a title, quotation marks included."""

DENSE = 0.008
"""Share of a topic's words among the tokens from which on a report is about that topic,
if no more of its words are political."""

LONG = 200
"""Tokens from which on a report without any political word holds no events."""

FEW = 2
"""Words of a topic from which on a sentence without a political word is about that topic."""

LEAST = 3
"""Words of a topic that a report on it has at least."""

FIRM = frozenset({"legal", "terrorism", "military", "repression"})
"""Contexts whose events count in sport and culture too: an arrest is one wherever it is reported."""


def without_repeats(scene: Scene, hits: Iterable[Hit]) -> list[Hit]:
    """Hits without nouns that name again what a verb or the same noun states in the same sentence, and without verbs
    whose object names their event."""
    kept: list[Hit] = []
    listed = list(hits)
    nouns = [hit for hit in listed if hit.entry.kind == "noun" and hit.phrase >= 0]
    listed = [hit for hit in listed if not is_charge(scene, hit)]
    listed = [hit for hit in listed if not any(is_content(scene, hit, noun) for noun in nouns)]
    verbs: dict[int, list[Hit]] = {}
    for hit in listed:
        if hit.entry.kind == "verb" and not hit.attribute:
            verbs.setdefault(scene.analysis.sentence_of[hit.token], []).append(hit)
    for hit in listed:
        sentence = scene.analysis.sentence_of[hit.token]
        if hit.entry.kind == "noun" and any(same_family(scene, hit, verb) for verb in verbs.get(sentence, ())):
            continue
        if any(repeats(scene, hit, earlier, sentence) for earlier in kept[-4:]):
            continue
        kept.append(hit)
    return kept


def is_content(scene: Scene, verb: Hit, noun: Hit) -> bool:
    """Does the object of a verb name its event: "setzte ein Treffen an", "unterzeichneten ein Abkommen", "beschloss
    Sanktionen", "beteiligte sich an Protesten"?"""
    if noun.clause != verb.clause or verb.entry.kind != "verb" or verb.attribute or verb.entry.type in SPOKEN:
        return False
    clause = scene.analysis.clauses[verb.clause]
    argument = next((a for a in clause.arguments if a.phrase == noun.phrase), None)
    if argument is None:
        return False
    taking_part = argument.preposition == "an" and type_of(verb) in JOINED
    if argument.preposition:
        return taking_part and type_of(noun) == EventType.PROTEST
    decided = type_of(verb) == EventType.AGREE and type_of(noun) == EventType.SANCTION
    light = type_of(verb) == type_of(noun) and is_light(scene, clause)
    wanted = Role.ACCUSATIVE if clause.voice == Voice.ACTIVE else Role.SUBJECT
    return argument.role == wanted and (decided or light)


def is_light(scene: Scene, clause: Clause) -> bool:
    """Does a verb say no more of its object than that it happens or is to happen ("gab Schüsse ab", "setzte ein
    Treffen an")?"""
    verb = scene.predicates[clause.i]
    planned = (s for s in scene.lexicon.shifters.verbs.get(verb, ()) if "acc" in s.scope)
    return verb in scene.lexicon.support or any(planned)


def is_charge(scene: Scene, hit: Hit) -> bool:
    """Does a bare crime noun only say what somebody is charged with, sought or sentenced for ("wegen Mordes
    angeklagt")? Whether it happened, the sentence does not tell."""
    if hit.entry.kind != "noun" or hit.phrase < 0 or type_of(hit) not in CRIMES:
        return False
    noun = scene.analysis.phrases[hit.phrase]
    first = scene.analysis.phrases[noun.parent] if noun.parent is not None and noun.preposition is None else noun
    if noun.determiner is not None or preposition_of(scene, first) != "wegen":
        return False
    above = scene.analysis.phrase_of[(first.preposition or 1) - 1]
    words = {scene.analysis.phrases[above].lemma} if above >= 0 else set()
    words |= {scene.predicates[hit.clause]} if hit.clause >= 0 else set()
    return not words.isdisjoint(scene.lexicon.parties["trying"])


def same_family(scene: Scene, noun: Hit, verb: Hit) -> bool:
    """Do a noun and a verb name the same act: "demonstrieren" and "Demonstration", "mit Angriffen überziehen", "bei
    einem Anschlag töten"?"""
    if type_of(noun) != type_of(verb):
        return False
    if noun.entry.word[:STEM].lower() == verb.entry.word[:STEM].lower():
        return True
    if noun.clause != verb.clause or noun.phrase < 0:
        return False
    means = preposition_of(scene, scene.analysis.phrases[noun.phrase])
    if type_of(noun) == EventType.ASSAULT and means in FRAMING and verb.entry.frame.actor:
        return True
    if type_of(noun) == EventType.CONSULT and means in MEETING:
        return True
    return any(means in check.prepositions and check.classes for check in verb.entry.checks if check.slot == "pp")


def repeats(scene: Scene, hit: Hit, earlier: Hit, sentence: int) -> bool:
    """Is the same noun used twice in one sentence?"""
    return (
        hit.entry.kind == "noun"
        and earlier.entry.kind == "noun"
        and scene.analysis.sentence_of[earlier.token] == sentence
        and scene.analysis.tokens[earlier.token].text.lower() == scene.analysis.tokens[hit.token].text.lower()
    )


def in_title(scene: Scene, hit: Hit) -> bool:
    """Is a noun part of the title of a work: in a short quoted stretch beside a word such as "Film" or "heißt"?"""
    if hit.entry.kind != "noun" or scene.words[scene.analysis.sentence_of[hit.token]].isdisjoint(
        scene.lexicon.classes["work"].words
    ):
        return False
    return any(q.first <= hit.token < q.last and q.last - q.first <= TITLE for q in scene.analysis.quoted)


def off_topic(scene: Scene) -> frozenset[int]:
    """Sentences of which no event is read: those of a report that is about sport, culture, weather or science, and
    single ones with two words of such a topic, three where a political one stands beside them."""
    lexicon, analysis = scene.lexicon, scene.analysis
    found: set[int] = set()
    nouns = [
        (analysis.sentence_of[token.i], token.lemma.lower())
        for token in analysis.tokens
        if token.pos in ("NOUN", "PROPN")
    ]
    counts = {name: topic_counts(scene, name, nouns) for name in lexicon.topics}
    political = counts.pop("politics")
    if len(analysis.tokens) >= LONG and not any(political):
        return frozenset(range(len(analysis.sentences)))
    for listed in counts.values():
        total = sum(listed)
        dense = total >= max(LEAST - (not any(political)), DENSE * len(analysis.tokens)) and total > sum(political)
        found.update(i for i, n in enumerate(listed) if dense or (n >= FEW + bool(political[i]) and n > political[i]))
    return frozenset(found)


def topic_counts(scene: Scene, name: str, nouns: list[tuple[int, str]]) -> list[int]:
    """How many words of a topic stand in each sentence. nouns: sentence and lemma in lower case of each noun."""
    words = scene.lexicon.topics[name]
    prefixes = tuple(scene.lexicon.topic_prefixes[name])
    counts = [0] * len(scene.analysis.sentences)
    for sentence, lemma in nouns:
        if lemma in words or (prefixes and lemma.startswith(prefixes)):
            counts[sentence] += 1
    return counts
