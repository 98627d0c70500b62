"""Forms of nouns by the way they form their plural (lang/<code>/morphology/nouns.yaml), each with its lemmas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lagebild.model import LexiconError

UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}
PLURALS = {
    "e": ("e", "en"),
    "er": ("er", "ern"),
    "en": ("en",),
    "n": ("n",),
    "s": ("s",),
    "same": ("", "n"),
    "": ("", "n"),
}
ADJECTIVAL = ("e", "er", "en", "em", "es")
"""Endings of nouns that decline as adjectives."""


def read_nouns(path: Path) -> dict[str, tuple[str, ...]]:
    """Lower-case form -> its lemmas, those listed first first. Raises LexiconError for an unknown class."""
    import yaml

    classes: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    forms: dict[str, dict[str, None]] = {}
    for name, entries in classes.items():
        if name == "irregular":
            pairs = [(lemma, form) for lemma, others in entries.items() for form in (lemma, *others.split())]
        else:
            pairs = [(lemma, form) for lemma in entries.split() for form in inflected(lemma, name, path)]
        for lemma, form in pairs:
            forms.setdefault(form.lower(), {})[lemma] = None
    return {form: tuple(lemmas) for form, lemmas in forms.items()}


def inflected(lemma: str, name: str, path: Path) -> Iterator[str]:
    """The forms of a noun of a class: "ue" is the plural in -e with umlaut, "u" the one by umlaut alone."""
    if name == "adjectival":
        yield from (lemma[:-1] + ending for ending in ADJECTIVAL)
        return
    changed, ending = name.startswith("u"), name.removeprefix("u")
    if ending not in PLURALS:
        raise LexiconError(f"{path.name}: there is no class {name!r} of nouns.", f"Classes: {', '.join(PLURALS)}.")
    yield lemma
    stem = umlauted(lemma) if changed else lemma
    yield from (stem + e for e in PLURALS[ending] if not (e == "n" and stem[-1] in "ns"))
    if ending in ("e", "er"):
        yield lemma + "e"
    if not lemma.endswith(("s", "ß", "x", "z")):
        yield lemma + "s"
    if ending in ("e", "er", "en"):
        yield lemma + "es"


def umlauted(word: str) -> str:
    """The word with umlaut in its last stressed vowel: "Stadt" -> "Städt", "Baum" -> "Bäum", "Aas" -> "Äs"."""
    low = word.lower()
    at = max(low.rfind(vowel, 0, None if word[-2:] not in ("el", "er", "en") else -2) for vowel in UMLAUTS)
    if at < 0:
        return word
    first = at - 1 if at and low[at - 1 : at + 1] in ("au", "aa", "oo") else at
    vowel = UMLAUTS[low[first]]
    vowel = vowel if word[first].islower() else vowel.upper()
    return word[:first] + vowel + word[first + 1 if low[first : first + 2] == "au" else at + 1 :]
