"""The dictionary of the training: form -> lemma, made of the teacher's analyses and of paradigms.

Word types come from the training texts and from the project's own lexicons; their lemmas' other forms are made by rule
and, for nouns, confirmed by the teacher.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from training import paradigms
from training.gazetteer import table_rows
from training.scheme import stts
from training.silver import load_hanta

Analyses = dict[str, tuple[tuple[str, float, str], ...]]
"""Lower-cased word -> (tag, probability out of context, lemma)."""

YAML_LEXICONS = ("events/*.yaml", "reporting/*.yaml", "intake/*.yaml", "coreference/*.yaml", "morphology/*.yaml")
TABLES = ("events/**/*.tsv", "actors/titles.tsv", "coreference/*.tsv")
COLUMNS = frozenset({"words", "example", "title", "forms", "modifier", "verb", "noun", "word", "role"})
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SURE, _LIKELY = 0.5, 0.2
_NOMINAL = frozenset({"NN", "NE", "FM", "CARD", "XY"})


class Dictionary(msgspec.Struct, frozen=True):
    """Forms with their lemmas (nouns capitalised, others in small letters), and what the teacher says of each form.

    `attested` are the forms that stand in texts or lexicons; the others are made.
    """

    words: dict[str, str]
    analyses: Analyses
    attested: frozenset[str] = frozenset()

    def tags(self) -> dict[str, dict[str, float]]:
        """Return the teacher's tag probabilities of each lower-cased word."""
        return {word: {tag: share for tag, share, _ in found} for word, found in self.analyses.items()}


def lexicon_words(lang: Path) -> list[str]:
    """Return the words of the project's lexicons, entries and examples, in the language's folder `lang`."""
    import yaml

    texts: list[str] = []
    for pattern in YAML_LEXICONS:
        for path in sorted(lang.glob(pattern)):
            texts += _strings(yaml.safe_load(path.read_text(encoding="utf-8")), listed=False)
    for pattern in TABLES:
        for path in sorted(lang.glob(pattern)):
            texts += [cell for row in table_rows(path) for column, cell in row.items() if column in COLUMNS]
    return list(dict.fromkeys(word for text in texts for word in _WORD.findall(text) if len(word) > 1))


def _strings(value: Any, *, listed: bool) -> Iterator[str]:
    """Yield the German strings of a lexicon: keys of `entries`, and values that hold several words."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if listed:
                yield str(key)
            yield from _strings(inner, listed=key in {"entries", "modal_forms", "auxiliary_forms"})
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, listed=False)
    elif isinstance(value, str) and " " in value:
        yield value


def analyse(words: Iterable[str], path: Path) -> Analyses:
    """Return the teacher's analyses of each lower-cased word out of context; answers are kept in `path`."""
    known: Analyses = {}
    if path.exists():
        with path.open(encoding="utf-8") as handle:
            for line in handle:
                word, found = json.loads(line)
                known[word] = tuple((tag, share, lemma) for tag, share, lemma in found)
    asked = dict.fromkeys(w.lower() for w in words)
    missing = [w for w in asked if w not in known]
    if missing:
        teacher: Any = load_hanta()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as handle:
            for word in missing:
                known[word] = _posterior(teacher, word)
                handle.write(json.dumps([word, known[word]], ensure_ascii=False) + "\n")
    return {word: known[word] for word in asked}


def _posterior(teacher: Any, word: str) -> tuple[tuple[str, float, str], ...]:
    found = [(str(t), float(p)) for t, p in teacher.tag_word(word, 5, False)]
    found = [(t, p) for t, p in found if math.isfinite(p) and t != "UNKNOWN"]
    if not found:
        return ()
    top = max(p for _, p in found)
    total = sum(math.exp(p - top) for _, p in found)
    shares: Counter[str] = Counter()
    lemmas: dict[str, str] = {}
    for tag, p in found:
        shares[stts(tag)] += math.exp(p - top) / total  # type: ignore[assignment]
        if stts(tag) not in lemmas:
            lemmas[stts(tag)] = str(teacher.analyze(word, pos=tag)[0])
    return tuple((tag, round(p, 2), lemmas[tag]) for tag, p in sorted(shares.items()) if p >= 0.02)


def kind_of(tag: str) -> str:
    """Return the class whose paradigm a tag belongs to: noun, adjective, verb or ""."""
    return {"NN": "noun", "ADJA": "adjective", "ADJD": "adjective"}.get(tag, "verb" if tag.startswith("VV") else "")


def lemmas_by_kind(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the distinct lemmas of (tag, lemma) pairs by class, those that are met often first."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tag, lemma in pairs:
        if (kind := kind_of(tag)) and _WORD.fullmatch(lemma) and (kind != "verb" or lemma.endswith("n")):
            counts[kind][lemma] += 1
    return {kind: [lemma for lemma, _ in found.most_common()] for kind, found in counts.items()}


def build(taught: Iterable[tuple[str, str, str]], lang: Path, cache: Path, often: int = 1) -> Dictionary:
    """Build the dictionary from the teacher's (form, tag, lemma) of the training texts and from the lexicons.

    What occurs less than `often` times in the texts is left out.
    """
    met = [entry for entry, count in Counter(taught).items() if count >= often]
    listed = lexicon_words(lang)
    analyses = analyse([*(form for form, _, _ in met), *listed], cache)
    pairs = [(tag, lemma) for _, tag, lemma in met]
    pairs += [(tag, lemma) for w in listed for tag, share, lemma in analyses[w.lower()] if share >= _SURE]
    lemmas = lemmas_by_kind(pairs)
    strong = paradigms.strong_verbs(lang / "morphology" / "verbs.tsv")
    verbs = paradigms.verbs_with_prefixes(lemmas.get("verb", ()), strong)
    ruled, tags = paradigms.merged(
        chain(
            (form for lemma in verbs for form in paradigms.verb_forms(lemma, strong)),
            (form for lemma in lemmas.get("adjective", ()) for form in paradigms.adjective_forms(lemma)),
        )
    )
    nouns = [form for lemma in lemmas.get("noun", ()) for form in paradigms.noun_forms(lemma)]
    forms = list(dict.fromkeys([*(form for form, _, _ in met), *listed, *nouns]))
    analyses |= analyse(forms, cache)
    for form, kinds in tags.items():
        analyses.setdefault(form, tuple((tag, round(1 / len(kinds), 2), ruled[form]) for tag in kinds))
    known = frozenset(lemmas.get("noun", ()))
    words: dict[str, str] = {}
    for form in forms:
        words |= dict(entries(form, analyses[form.lower()], ruled, known))
    attested = frozenset(w for form in (*(form for form, _, _ in met), *listed) for w in (form, form.lower()))
    return Dictionary({**ruled, **words}, analyses, attested)


def entries(
    form: str, found: Iterable[tuple[str, float, str]], ruled: Mapping[str, str], nouns: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what a form stands for: (noun, lemma) if it is capitalised, and (word in small letters, lemma)."""
    low = form.lower()
    likely = [(tag, share, lemma) for tag, share, lemma in sorted(found, key=lambda f: -f[1]) if share >= _LIKELY]
    lemmas = [lemma for tag, _, lemma in likely if tag == "NN" and lemma in nouns]
    if form[:1].isupper() and lemmas:
        yield form, lemmas[0]
    others = [lemma for tag, _, lemma in likely if tag not in _NOMINAL]
    if low in ruled:
        yield low, ruled[low]
    elif others and not (likely[0][0] in _NOMINAL and likely[0][1] >= _SURE):
        yield low, others[0].lower()
