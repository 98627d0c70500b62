"""Counts that belong to an event: killed, wounded, arrested, participants …, with their bounds."""

import re

from lagebild.events.scene import Hit, Scene, in_class
from lagebild.lang.events import Count
from lagebild.model import NounPhrase, Number, Party, PhraseKind
from lagebild.model.ask import tokens_in

DIGITS = re.compile(r"\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+|\d+")


def find_numbers(scene: Scene, hit: Hit, parties: tuple[Party, ...]) -> tuple[Number, ...]:
    """Counts among the parties of a hit, by the verb; and counted nouns ("zwölf Tote") in its clause."""
    found: dict[tuple[str, int], Number] = {}
    counts = scene.lexicon.numbers.counts
    for what, count in counts.items():
        if hit.entry.word in count.verbs or hit.entry.word in count.nouns or hit.entry.word in count.units:
            for party in parties:
                phrase = phrase_at(scene, party)
                number = counted(scene, phrase, what) if phrase is not None else None
                if number is not None:
                    found.setdefault((what, number.span[0]), number)
    if hit.entry.type.value == "ASSAULT" and hit.clause >= 0:
        for argument in scene.analysis.clauses[hit.clause].arguments:
            phrase = scene.analysis.phrases[argument.phrase]
            for what in ("killed", "wounded"):
                if names(phrase, counts[what]) and (number := counted(scene, phrase, what)) is not None:
                    found.setdefault((what, number.span[0]), number)
    return tuple(found.values())


def names(phrase: NounPhrase, count: Count) -> bool:
    """Does the head of a phrase name what is counted?"""
    return phrase.lemma in count.nouns


def phrase_at(scene: Scene, party: Party) -> NounPhrase | None:
    """The phrase at which a party begins, when people are counted in it."""
    first, last = tokens_in(scene.analysis, party.span)
    at = scene.analysis.phrase_of[first] if first < last else -1
    phrase = scene.analysis.phrases[at] if at >= 0 else None
    if phrase is None or phrase.kind in (PhraseKind.PRONOUN, PhraseKind.NAME):
        return None
    return phrase if phrase.kind == PhraseKind.NUMBER or in_class(scene, phrase, "party") else None


def counted(scene: Scene, phrase: NounPhrase, what: str) -> Number | None:
    """The number in a phrase with its bounds: "mindestens drei Soldaten" -> 3 and open; None without one."""
    words = scene.lexicon.numbers
    tokens = scene.analysis.tokens
    for i in range(phrase.first, phrase.last):
        text = tokens[i].text
        value = number_of(text, words.words)
        vague = words.vague.get(text)
        if value is None and vague is None:
            continue
        if text.lower().startswith("ein") and tokens[i].tag == "ART" and phrase.number == "Plur":
            continue
        before = " ".join(t.text.lower() for t in tokens[max(0, i - 3) : i])
        low, high = value if value is not None else vague, value
        if any(before.endswith(bound) for bound in words.at_most):
            low = None
        elif any(before.endswith(bound) for bound in words.at_least):
            high = None
        return Number(what=what, min=low, max=high, span=(tokens[i].start, tokens[i].end))
    return None


def number_of(text: str, words: dict[str, int]) -> int | None:
    """ "4.000" -> 4000, "zwölf" -> 12, other words None."""
    if DIGITS.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    return words.get(text.lower())
