"""Type, mode and contexts of a mention: what entry, compound and sentence say together."""

from collections import Counter
from functools import lru_cache

from msgspec import Struct

from lagebild.events.scene import Hit, Scene
from lagebild.lang import Language
from lagebild.lang.events import event_lexicon
from lagebild.model import MODES, EventType

MOST = 2
"""Contexts that a mention has at most."""

ENTRY, SENTENCE, REPORT, ENOUGH = 2.0, 1.0, 6.0, 1.5
"""What speaks for a context: that entry or compound bring it, that the sentence has a word of it, the share of the
report's sentences with such a word; and how much of that it needs."""

PREFIX = 4
"""Shortest stem of a context word that stands for its family."""


class Themes(Struct, frozen=True, kw_only=True):
    """What a report is about: contexts of each sentence, and the share of sentences that each context has."""

    of_sentence: tuple[frozenset[str], ...]
    share: dict[str, float]


def find_themes(scene: Scene) -> Themes:
    """The themes of a report."""
    listed = tuple(sentence_contexts(scene, i) for i in range(len(scene.analysis.sentences)))
    counts = Counter(context for contexts in listed for context in contexts)
    return Themes(of_sentence=listed, share={context: n / len(listed) for context, n in counts.items()})


def type_of(hit: Hit) -> EventType:
    """The type: the first part of a compound may make another act of an assault ("Hackerangriff")."""
    changed = hit.modifier.type if hit.modifier is not None and hit.entry.type == EventType.ASSAULT else None
    return changed or hit.entry.type


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
    """The contexts of a mention in alphabetical order: those that entry, compound, sentence and report say most for."""
    brought = {*hit.entry.contexts, *(hit.modifier.contexts if hit.modifier is not None else ())}
    near = themes.of_sentence[scene.analysis.sentence_of[hit.token]]
    weights = {
        context: ENTRY * (context in brought) + SENTENCE * (context in near) + REPORT * themes.share.get(context, 0.0)
        for context in {*brought, *near, *themes.share}
    }
    ranked = sorted(weights, key=lambda context: (-weights[context], context))
    return tuple(sorted(context for context in ranked[:MOST] if weights[context] >= ENOUGH))


def sentence_contexts(scene: Scene, sentence: int) -> frozenset[str]:
    """Contexts that the words of a sentence bring."""
    record = scene.analysis.sentences[sentence]
    found: set[str] = set()
    for token in scene.analysis.tokens[record.first : record.last]:
        if token.pos in ("NOUN", "PROPN", "ADJ", "VERB"):
            found.update(word_contexts(scene.language, token.lemma.lower()))
    return frozenset(found)


@lru_cache(maxsize=50_000)
def word_contexts(language: Language, word: str) -> frozenset[str]:
    """Contexts that a word brings: itself, by its beginning or its end."""
    known = event_lexicon(language)
    found = set(known.contexts.get(word, ()))
    for k in range(PREFIX, len(word) + 1):
        found.update(known.context_prefixes.get(word[:k], ()))
    for k in range(1, len(word) - PREFIX + 1):
        found.update(known.context_suffixes.get(word[k:], ()))
    return frozenset(found)
