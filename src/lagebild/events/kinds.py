"""Type, mode and contexts of a mention: what entry, compound and sentence say together."""

from collections import Counter

from msgspec import Struct

from lagebild.events.scene import Hit, Scene
from lagebild.model import MODES, EventType

SHORT = 4
"""Sentences from which on a report has a ruling context."""

SHARE = 0.2
"""Share of sentences from which on a context rules a report."""

STRONG = 5
"""How many contexts of a report its sentences may give to their events."""

PREFIX = 4
"""Shortest stem of a context word that stands for its family."""


class Themes(Struct, frozen=True, kw_only=True):
    """What a report is about: contexts of each sentence, the strongest of the report, the one that rules it."""

    of_sentence: tuple[frozenset[str], ...]
    strong: frozenset[str]
    main: frozenset[str]


def find_themes(scene: Scene) -> Themes:
    """The themes of a report, by the share of sentences in which the words of a context stand."""
    listed = tuple(frozenset(sentence_contexts(scene, i)) for i in range(len(scene.analysis.sentences)))
    counts = Counter(context for contexts in listed for context in sorted(contexts))
    ranked = sorted(counts, key=lambda context: (-counts[context], context))
    main = ranked[0] if len(listed) >= SHORT and ranked and counts[ranked[0]] >= SHARE * len(listed) else None
    return Themes(
        of_sentence=listed,
        strong=frozenset(ranked[:STRONG]),
        main=frozenset({main}) if main is not None else frozenset(),
    )


def type_of(hit: Hit) -> EventType:
    """The type: the compound's first part may change it ("Hackerangriff")."""
    return (hit.modifier.type if hit.modifier is not None else None) or hit.entry.type


def mode_of(scene: Scene, hit: Hit) -> str | None:
    """The mode: from the compound, the entry, else from words of the sentence (weapons, what is demanded)."""
    kind = type_of(hit)
    if hit.modifier is not None and hit.modifier.mode in MODES.get(kind, ()):
        return hit.modifier.mode
    if hit.entry.mode is not None and hit.entry.type == kind:
        return hit.entry.mode
    modes = scene.lexicon.modes.get(kind.value, {})
    if not modes:
        return None
    words = scene.words[scene.analysis.sentence_of[hit.token]]
    found = [mode for word, mode in modes.items() if word in words]
    return found[0] if found else None


def contexts_of(scene: Scene, hit: Hit, themes: Themes) -> tuple[str, ...]:
    """Contexts of entry, compound and sentence, and the one that the report is about, in alphabetical order."""
    found = set(hit.entry.contexts)
    if hit.modifier is not None:
        found.update(hit.modifier.contexts)
    found.update(themes.main)
    found.update(themes.of_sentence[scene.analysis.sentence_of[hit.token]] & themes.strong)
    return tuple(sorted(found))


def sentence_contexts(scene: Scene, sentence: int) -> set[str]:
    """Contexts that the words of a sentence bring."""
    lexicon = scene.lexicon
    found: set[str] = set()
    record = scene.analysis.sentences[sentence]
    for token in scene.analysis.tokens[record.first : record.last]:
        if token.pos not in ("NOUN", "PROPN", "ADJ", "VERB"):
            continue
        word = token.lemma.lower()
        found.update(lexicon.contexts.get(word, ()))
        for k in range(PREFIX, len(word) + 1):
            found.update(lexicon.context_prefixes.get(word[:k], ()))
        for k in range(1, len(word) - PREFIX + 1):
            found.update(lexicon.context_suffixes.get(word[k:], ()))
    return found
