"""Counts that belong to an event: killed, wounded, arrested, participants, money …, with their bounds."""

from collections.abc import Iterator

from lagebild.events.amounts import Quantity, quantity_at
from lagebild.events.scene import Hit, Scene, in_class, tails
from lagebild.lang.events import Count
from lagebild.model import EventType, NounPhrase, Number, Party, PhraseKind
from lagebild.model.ask import tokens_in, with_conjuncts

NAMED = {
    EventType.ASSAULT: ("killed", "wounded", "abducted", "weapons"),
    EventType.PROTEST: ("participants",),
    EventType.COERCE: ("arrested", "weapons"),
    EventType.MOBILIZE: ("troops", "weapons"),
    EventType.AID: ("weapons",),
    EventType.RETREAT: ("troops", "weapons"),
}
"""What is counted by nouns of its own ("zwölf Tote") in the clause of an event."""

PAID = (EventType.AID, EventType.SANCTION, EventType.COERCE, EventType.COOPERATE)
"""Types of which sums of money are told."""

WIDEST = 3
"""Tokens before a phrase at which the number of its money may begin."""


def find_numbers(scene: Scene, hit: Hit, parties: tuple[Party, ...]) -> tuple[Number, ...]:
    """Counts among the parties of a hit, by its verb or noun; counted nouns ("zwölf Tote") and money in its clause."""
    found: dict[tuple[str, int], Number] = {}
    phrases = tuple(phrases_of(scene, hit))
    for what, count in scene.lexicon.numbers.counts.items():
        if hit.entry.word in count.verbs or hit.entry.word in count.nouns or hit.entry.word in count.units:
            counted = [n for p in parties if (n := of_party(scene, p, what)) is not None]
            own = elliptic(scene, hit, what) if hit.entry.kind == "verb" else None
            for number in (own,) if own is not None else counted:
                found.setdefault((what, number.span[0]), number)
    taken = {start for _, start in found}
    for what in NAMED.get(hit.entry.type, ()):
        for phrase in phrases:
            named = in_phrase(scene, phrase, what) if names(phrase, scene.lexicon.numbers.counts[what]) else None
            if named is not None and named.span[0] not in taken:
                found.setdefault((what, named.span[0]), named)
    if hit.entry.type in PAID:
        found.update({(n.what, n.span[0]): n for phrase in phrases for n in money(scene, phrase)})
    return tuple(found.values())


def phrases_of(scene: Scene, hit: Hit) -> Iterator[NounPhrase]:
    """The phrases of a hit's clause, and of its noun what belongs to it."""
    analysis = scene.analysis
    if hit.clause >= 0 and not hit.attribute:
        for argument in analysis.clauses[hit.clause].arguments:
            for phrase in with_conjuncts(analysis, analysis.phrases[argument.phrase]):
                yield phrase
                yield from (analysis.phrases[i] for i in phrase.modifiers)
    elif hit.phrase >= 0:
        yield from (analysis.phrases[i] for i in analysis.phrases[hit.phrase].modifiers)


def names(phrase: NounPhrase, count: Count) -> bool:
    """Does the head of a phrase name what is counted, also as a compound ("Kampfdrohnen")?"""
    return phrase.lemma in count.nouns or any(tail.capitalize() in count.nouns for tail in tails(phrase.lemma.lower()))


def of_party(scene: Scene, party: Party, what: str) -> Number | None:
    """The count in a party, when people are counted in it."""
    first, last = tokens_in(scene.analysis, party.span)
    at = scene.analysis.phrase_of[first] if first < last else -1
    phrase = scene.analysis.phrases[at] if at >= 0 else None
    if phrase is None or phrase.kind in (PhraseKind.PRONOUN, PhraseKind.NAME):
        return None
    if phrase.kind != PhraseKind.NUMBER and not in_class(scene, phrase, "party"):
        return None
    return in_phrase(scene, phrase, what)


def in_phrase(scene: Scene, phrase: NounPhrase, what: str) -> Number | None:
    """The count in a phrase with its bounds: "mindestens drei Soldaten" -> 3 and open; None without one."""
    tokens = scene.analysis.tokens
    for i in range(phrase.first, phrase.last):
        text = tokens[i].text
        if text.lower().startswith("ein") and tokens[i].tag == "ART" and phrase.number == "Plur":
            continue
        found = quantity_at(tokens, i, scene.lexicon.numbers)
        if found is not None:
            return number_of(scene, what, found)
    return None


def elliptic(scene: Scene, hit: Hit, what: str) -> Number | None:
    """The bare number that stands for people in the clause of a coordinated verb: "… und mehr als hundert verletzt"."""
    clause = scene.analysis.clauses[hit.clause]
    for argument in clause.arguments:
        phrase = scene.analysis.phrases[argument.phrase]
        if phrase.kind == PhraseKind.NUMBER and not argument.preposition and not timed(scene, phrase):
            return in_phrase(scene, phrase, what)
    return None


def timed(scene: Scene, phrase: NounPhrase) -> bool:
    """Is a number part of a time ("2022")?"""
    head = scene.analysis.tokens[phrase.head]
    times = scene.times_of.get(scene.analysis.sentence_of[head.i], ())
    return any(time.start <= head.start < time.end for time in times)


def money(scene: Scene, phrase: NounPhrase) -> Iterator[Number]:
    """The sum of money that a phrase is: "2,5 Milliarden Euro" -> amount_eur."""
    tokens, words = scene.analysis.tokens, scene.lexicon.numbers
    for i in range(phrase.first, min(phrase.last + 2, len(tokens))):
        code = words.currencies.get(tokens[i].lemma) or words.currencies.get(tokens[i].text)
        if code is None:
            continue
        starts = (k for k in range(max(phrase.first - WIDEST, 0), i) if same_sentence(scene, k, i))
        found = next((q for k in starts if (q := quantity_at(tokens, k, words)) is not None and q.last == i), None)
        if found is not None:
            yield number_of(scene, f"amount_{code}", found)


def same_sentence(scene: Scene, first: int, second: int) -> bool:
    """Do two tokens stand in one sentence?"""
    return scene.analysis.sentence_of[first] == scene.analysis.sentence_of[second]


def number_of(scene: Scene, what: str, found: Quantity) -> Number:
    """A quantity as a record."""
    tokens = scene.analysis.tokens
    span = tokens[found.first].start, tokens[found.last - 1].end
    return Number(what=what, min=found.low, max=found.high, span=span)
