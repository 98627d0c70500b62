"""Inflected forms of German words, made by rule: what a dictionary would list beside a lemma.

Nouns get the endings that theirs allows; the teacher must confirm each form. Adjectives, weak verbs, and strong verbs
with their prefixes after `lang/de/morphology/verbs.tsv`, follow their paradigm and need no confirmation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from lagebild.lang.morphology import finite_forms, read_verbs

Form = tuple[str, str, str]
"""A form, its lemma and its tag."""

FEMININE = ("ung", "heit", "keit", "schaft", "ion", "tät", "enz", "anz", "ik", "ur")
FOREIGN_PLURALS = (("um", "en"), ("us", "en"), ("a", "en"), ("um", "a"), ("on", "a"))
ADJECTIVE_ENDINGS = ("e", "em", "en", "er", "es")
UMLAUT_ADJECTIVES = frozenset(
    "alt arg arm dumm grob hart jung kalt klug krank kurz lang scharf schwach schwarz stark warm".split()
)
SEPARABLE = (
    "ab an auf aus bei dar durch ein empor entgegen fest fort frei her herab heran heraus herbei herein herum hervor "
    "hin hinaus hinein hinter hinzu los mit nach nieder statt teil um umher unter vor voran voraus vorbei vorher weg "
    "weiter wieder zu zurecht zurück zusammen über überein"
).split()
INSEPARABLE = "be ent er ge miss ver zer über unter um durch wider hinter voll".split()
_UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
_DENTAL = ("d", "t", "chn", "ffn", "gn", "tm", "dm", "ckn", "dn")


class Verbs(msgspec.Struct, frozen=True):
    """Strong verbs: infinitive -> finite forms, infinitive -> participle."""

    finite: dict[str, tuple[str, ...]]
    participles: dict[str, str]


def strong_verbs(path: Path) -> Verbs:
    """Read `verbs.tsv`."""
    finite, participles = finite_forms(read_verbs(path))
    found: dict[str, list[str]] = {}
    for form, entries in finite.items():
        for lemma in dict.fromkeys(entry.lemma for entry in entries):
            found.setdefault(lemma, []).append(form)
    return Verbs({lemma: tuple(forms) for lemma, forms in found.items()}, {v: k for k, v in participles.items()})


def noun_forms(lemma: str) -> Iterator[str]:
    """Yield what may be a form of a noun: the endings that its own ending allows, plurals with umlaut."""
    yield lemma
    for old, new in FOREIGN_PLURALS:
        if lemma.endswith(old):
            yield lemma[: -len(old)] + new
    for ending in _noun_endings(lemma):
        yield lemma + ending
    changed = umlauted(lemma)
    if changed and not lemma.endswith(("e", *FEMININE)):
        plurals = ("", "n") if lemma.endswith(("el", "en", "er")) else ("e", "en", "er", "ern")
        yield from (changed + ending for ending in plurals)


def _noun_endings(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("in"):
        return ("nen", "s", "e", "en")
    if lemma.endswith(FEMININE):
        return ("en",)
    if lemma.endswith("e"):
        return ("n", "s", "ns", "r", "m")
    if lemma.endswith(("el", "er", "en", "chen", "lein")):
        return ("s", "n")
    if lemma.endswith(("nis", "us", "is", "as", "os")):
        return ("se", "sen", "ses")
    if lemma.endswith(("s", "ß", "x", "z")):
        return ("es", "e", "en", "er", "ern")
    if lemma[-1] in "aiouy":
        return ("s",)
    return ("s", "es", "e", "en", "er", "ern")


def umlauted(word: str) -> str:
    """Return the word with umlaut in its last stressed vowel, "" where it has none: `Stadt` -> `Städt`."""
    low = word.lower()
    at = max(low.rfind(v) for v in _UMLAUT)
    if at < 0:
        return ""
    if low[at] == "u" and at and low[at - 1] in "ae":
        return word[: at - 1] + "äu" + word[at + 1 :] if low[at - 1] == "a" else ""
    vowel = _UMLAUT[low[at]] if word[at].islower() else _UMLAUT[low[at]].upper()
    return word[:at] + vowel + word[at + 1 :]


def adjective_forms(lemma: str) -> Iterator[Form]:
    """Yield the forms of an adjective, degrees included; umlaut where the comparative has it."""
    yield lemma, lemma, "ADJD"
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if stem.endswith(("el", "er")):
        yield from ((stem[:-2] + stem[-1] + ending, lemma, "ADJA") for ending in ADJECTIVE_ENDINGS)
    raised = umlauted(stem) if stem in UMLAUT_ADJECTIVES else stem
    superlative = "est" if stem.endswith(("d", "t", "s", "ß", "z", "sch")) and not stem.endswith("isch") else "st"
    yield raised + "er", lemma, "ADJD"
    for degree in (stem, raised + "er", raised + superlative):
        yield from ((degree + ending, lemma, "ADJA") for ending in ADJECTIVE_ENDINGS)


def split_prefix(lemma: str, bases: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (prefix, base verb) for the ways in which a verb is made of a prefix and one of `bases`."""
    for i in range(1, len(lemma) - 3):
        if lemma[i:] in bases and (lemma[:i] in SEPARABLE or lemma[:i] in INSEPARABLE):
            yield lemma[:i], lemma[i:]


def verb_forms(lemma: str, strong: Verbs) -> Iterator[Form]:
    """Yield the forms of a verb; participles also inflected as adjectives, whose lemma is the participle."""
    prefix, base = next(split_prefix(lemma, strong.finite), ("", lemma))
    separable = prefix in SEPARABLE and prefix not in INSEPARABLE
    if base in strong.finite:
        finite = [prefix + form for form in strong.finite[base]]
        participles = [_joined(prefix, strong.participles.get(base, ""), prefix in SEPARABLE)]
        if prefix in SEPARABLE and prefix in INSEPARABLE:
            participles.append(_joined(prefix, strong.participles.get(base, ""), separable=False))
    else:
        prefix = _separated(lemma)
        separable = bool(prefix)
        base = lemma[len(prefix) :]
        finite = [prefix + form for form in weak_finite(base)]
        participles = [_joined(prefix, weak_participle(base), separable)]
    yield lemma, lemma, "VVINF"
    yield from ((form, lemma, "VVFIN") for form in finite)
    if prefix in SEPARABLE:
        yield f"{prefix}zu{base}", lemma, "VVIZU"
    for participle in filter(None, participles):
        yield participle, lemma, "VVPP"
        yield from ((participle + e, participle, "ADJA") for e in ADJECTIVE_ENDINGS)
    present = lemma + "d"
    yield present, present, "ADJD"
    yield from ((present + e, present, "ADJA") for e in ADJECTIVE_ENDINGS)


def _joined(prefix: str, participle: str, separable: bool) -> str:
    if not participle:
        return ""
    if prefix and not separable and participle.startswith("ge"):
        participle = participle[2:]
    return prefix + participle


def _separated(lemma: str) -> str:
    """Return the separable prefix of a weak verb: the longest that leaves a verb; doubtful ones stay."""
    for prefix in sorted(SEPARABLE, key=len, reverse=True):
        rest = lemma[len(prefix) :]
        if lemma.startswith(prefix) and prefix not in INSEPARABLE and len(rest) >= 5 and rest[0] not in "'-":
            return prefix
    return ""


def _stem(lemma: str) -> str:
    return lemma[:-2] if lemma.endswith("en") else lemma[:-1]


def weak_finite(lemma: str) -> Iterator[str]:
    """Yield the finite forms of a weak verb."""
    stem = _stem(lemma)
    e = "e" if stem.endswith(_DENTAL) else ""
    yield from (stem + "e", stem + e + "t", stem + "e" * bool(e) + ("t" if stem[-1] in "sßzx" else "st"))
    yield from (f"{stem}{e}te{end}" for end in ("", "n", "st", "t"))


def weak_participle(lemma: str) -> str:
    """Return the participle of a weak verb without separable prefix."""
    stem = _stem(lemma)
    ending = "et" if stem.endswith(_DENTAL) else "t"
    plain = lemma.endswith("ieren") or lemma.startswith(tuple(INSEPARABLE))
    return stem + ending if plain else f"ge{stem}{ending}"


def verbs_with_prefixes(lemmas: Iterable[str], strong: Verbs) -> list[str]:
    """Return the simple strong verbs, then `lemmas`, then every strong verb with every prefix."""
    prefixed = [p + base for base in strong.finite for p in (*INSEPARABLE, *SEPARABLE)]
    return list(dict.fromkeys([*strong.finite, *lemmas, *prefixed]))


def merged(forms: Iterable[Form]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return form -> lemma and form -> tags; of several lemmas of a form the first one stays."""
    found: dict[str, str] = {}
    tags: dict[str, dict[str, None]] = {}
    for form, lemma, tag in forms:
        found.setdefault(form, lemma)
        tags.setdefault(form, {})[tag] = None
    return found, {form: tuple(kinds) for form, kinds in tags.items()}
