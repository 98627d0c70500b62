"""The event lexicon: its compiled form and how it is made from lang/<code>/events.

types/<plover type>.tsv holds the entries: words, class (v verb, n noun, u noun with verb), mode, frame, contexts,
checks, example. A frame is the name of a noun frame (frames.yaml) or, for verbs, "actor>recipient" with the slots s
(subject), a (accusative), d (dative), g (genitive) or a preposition, alternatives by "/"; "=" joins equals, "~a" says
that a moved object is actor where nobody else is.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from lagebild.lang.event_files import OwnEvents, read_own_events
from lagebild.lang.event_forms import inflected, participle, regular_forms, unit_forms
from lagebild.lang.event_records import (
    Check,
    Count,
    Entry,
    Events,
    Frame,
    Modal,
    Modifier,
    Numbers,
    Shifter,
    Shifters,
    Support,
    WordClass,
)
from lagebild.lang.event_sources import (
    check_classes,
    read_entries,
    read_frames,
    read_modes,
    read_modifiers,
    read_numbers,
    read_shifters,
    read_support,
    read_words,
    read_yaml,
    word_class,
)
from lagebild.lang.language import Language
from lagebild.lang.morphology import finite_forms, read_verbs
from lagebild.model import CONTEXTS, LexiconError

__all__ = [
    "Check",
    "Count",
    "Entry",
    "Events",
    "Frame",
    "Modal",
    "Modifier",
    "Numbers",
    "Shifter",
    "Shifters",
    "Support",
    "WordClass",
    "compile_events",
    "event_lexicon",
    "own_events",
]


class Inflection(NamedTuple):
    """What the forms of verbs are made with: particles, strong finite forms by verb, irregular participles."""

    particles: list[str]
    strong: dict[str, list[str]]
    participles: dict[str, str]


def inflection(folder: Path) -> Inflection:
    """The inflection of the language in `folder`."""
    particles = read_yaml(folder / "morphology" / "grammar.yaml")["particles"].split()
    forms, participles = finite_forms(read_verbs(folder / "morphology" / "verbs.tsv"))
    strong: dict[str, list[str]] = {}
    for form, readings in forms.items():
        for reading in readings:
            strong.setdefault(reading.lemma, []).append(form)
    return Inflection(particles, strong, participles)


@lru_cache(maxsize=4)
def event_lexicon(language: Language) -> Events:
    """The event words of a language with the analysts' own files on top. Raises LexiconError for a file that is
    wrong."""
    built = language.part("events", Events)
    if not language.own:
        return built
    found = [own_events(language, path) for path in language.own]
    entries = tuple(entry for own in found for entry, _ in own.entries)
    blocked = frozenset(word for own in found for word in own.blocked)
    return with_own(built, entries, blocked, inflection(language.folder)) if entries or blocked else built


def own_events(language: Language, path: Path) -> OwnEvents:
    """The event words of an analyst's file. Raises LexiconError with line, entry and remedy."""
    classes = frozenset(language.part("events", Events).classes)
    return read_own_events(path, read_frames(language.folder / "events"), classes)


def with_own(built: Events, own: tuple[Entry, ...], blocked: frozenset[str], forms: Inflection) -> Events:
    """The built-in lexicon with an analyst's words; they go before those that it has, blocked words name no event."""
    entries = (*built.entries, *own)
    added = list(enumerate(own, len(built.entries)))
    verbs = sorted({verb for entry in own for verb in entry.verbs or ((entry.word,) * (entry.kind == "verb"))})
    off = frozenset(form for word in blocked for form in (word.lower(), *inflected(word)))

    def joined(old: dict[str, tuple[int, ...]], new: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        words = (word for word in {**old, **new} if word not in off or word in new)
        return {word: (*new.get(word, ()), *(() if word in off else old.get(word, ()))) for word in words}

    return structs.replace(
        built,
        entries=entries,
        verbs=joined(built.verbs, index((e.word, i) for i, e in added if e.kind == "verb")),
        verb_forms={f: v for v in verbs for f in regular_forms(v, forms.particles, forms.strong)} | built.verb_forms,
        participles={participle(v, forms.particles, forms.participles): v for v in verbs} | built.participles,
        nouns=joined(built.nouns, index((f, i) for i, e in added if e.kind == "noun" for f in inflected(e.word))),
        units=joined(built.units, index((f, i) for i, e in added if e.kind == "unit" for f in unit_forms(e.word))),
        blocked=(built.blocked | off) - {f for _, e in added if e.kind == "noun" for f in inflected(e.word)},
        known_verbs=built.known_verbs | set(verbs),
    )


def compile_events(folder: Path) -> Events:
    """The event lexicon of the language in `folder`. Raises LexiconError naming file, line and remedy."""
    base = folder / "events"
    particles, strong, participles = inflection(folder)
    entries = tuple(read_entries(base))
    classes = {name: word_class(name, value) for name, value in read_yaml(base / "classes.yaml").items()}
    check_classes(entries, classes)
    verbs = sorted({verb for entry in entries for verb in entry.verbs or ((entry.word,) * (entry.kind == "verb"))})
    support = read_support(base / "support.tsv")
    shifters = read_shifters(read_yaml(base / "status.yaml"))
    known = sorted({*verbs, *support, *shifters.verbs, *shifters.carriers})
    contexts = word_lists(base / "contexts.yaml")
    topics = word_lists(base / "topics.yaml")
    for name in contexts:
        if name not in CONTEXTS:
            raise LexiconError(f"contexts.yaml: {name!r} is no context of PLOVER.", "See lagebild.model.CONTEXTS.")
    return Events(
        entries=entries,
        verbs=index((e.word, i) for i, e in enumerate(entries) if e.kind == "verb"),
        verb_forms={form: verb for verb in known for form in regular_forms(verb, particles, strong)},
        participles={participle(verb, particles, participles): verb for verb in known},
        nouns=index((form, i) for i, e in enumerate(entries) if e.kind == "noun" for form in inflected(e.word)),
        units=index((form, i) for i, e in enumerate(entries) if e.kind == "unit" for form in unit_forms(e.word)),
        modifiers=dict(read_modifiers(base / "modifiers.tsv")),
        blocked=frozenset(form for word in read_words(base / "blocked.txt") for form in inflected(word)),
        classes=classes,
        support=support,
        shifters=shifters,
        known_verbs=frozenset(known),
        contexts=invert((name, whole(words)) for name, words in contexts.items()),
        context_prefixes=invert((name, beginnings(words)) for name, words in contexts.items()),
        context_suffixes=invert((name, tails(words)) for name, words in contexts.items()),
        topics={name: frozenset(whole(words)) for name, words in topics.items()},
        topic_prefixes={name: frozenset(beginnings(words)) for name, words in topics.items()},
        modes=read_modes(read_yaml(base / "modes.yaml")),
        background={name: frozenset(words) for name, words in read_yaml(base / "background.yaml").items()},
        parties={name: frozenset(words) for name, words in read_yaml(base / "parties.yaml").items()},
        numbers=read_numbers(read_yaml(base / "numbers.yaml")),
    )


def word_lists(path: Path) -> dict[str, list[str]]:
    """Lists of words by name, in lower case."""
    return {name: [str(word).lower() for word in words] for name, words in read_yaml(path).items()}


def whole(words: list[str]) -> list[str]:
    """The words of a list that stand for themselves."""
    return [word for word in words if "*" not in word]


def beginnings(words: list[str]) -> list[str]:
    """Beginnings of words: "militär*" -> "militär"."""
    return [word[:-1] for word in words if word.endswith("*")]


def tails(words: list[str]) -> list[str]:
    """Ends of words: "*soldat" -> "soldat"."""
    return [word[1:] for word in words if word.startswith("*")]


def index(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Word -> positions of its entries, in order."""
    found: dict[str, dict[int, None]] = {}
    for word, i in pairs:
        found.setdefault(word, {})[i] = None
    return {word: tuple(positions) for word, positions in found.items()}


def invert(groups: Iterable[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """Name -> words turned round."""
    found: dict[str, list[str]] = {}
    for name, words in groups:
        for word in words:
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}
