"""A table of lexical features: what a dictionary and the teacher know about a word before any sentence is read.

Words come from simplemma's German dictionary (MIT; built from Wiktionary and other lists) and from the training texts.
A word's row holds the teacher's tag probabilities, how its dictionary lemma differs from it (as a noun and as another
word), and its places in a gazetteer. Equal rows are stored once. The network reads the table as static vectors.
"""

from __future__ import annotations

import importlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from training import gazetteer
from training.scheme import stts

if TYPE_CHECKING:
    from spacy.vocab import Vocab

Row = tuple[tuple[int, float], ...]

NOUN_EDITS, OTHER_EDITS = 30, 64
LEVELS = 4
KEYS = 800_000
CAPITALISED = 0.1
_UMLAUTS = str.maketrans("äöüÄÖÜ", "aouAOU")
_LENGTH_STEP = 3


def dictionary() -> dict[str, str]:
    """Return simplemma's German dictionary, form -> lemma; ImportError names the command that installs it."""
    try:
        module = importlib.import_module("simplemma.strategies.dictionaries.dictionary_factory")
    except ImportError as error:
        raise ImportError("training needs the dictionary simplemma: pip install simplemma==2.0.0") from error
    stored: Mapping[str, str] = module.DefaultDictionaryFactory().get_dictionary("de")
    return weak_lemmas(dict(stored.items()))


def weak_lemmas(words: Mapping[str, str]) -> dict[str, str]:
    """Give nominalised adjectives the lemma that the treebanks give them: "Verletzter" and "Verletzten" -> "Verletzte".

    They are known by their forms: no other noun in "-er" has one in "-en" without "r".
    """
    nominalised = {lemma for form, lemma in words.items() if lemma.endswith("er") and form == f"{lemma[:-1]}n"}
    return {form: lemma[:-1] if lemma in nominalised else lemma for form, lemma in words.items()}


def usage(words: Mapping[str, str], seen: Collection[str]) -> dict[str, float]:
    """Estimate how likely each dictionary form is to be met: by its inflection and its length, as seen in texts.

    The dictionary holds whole paradigms ("entschleimterem") and countless compounds; what share of an inflection's
    forms, and of the forms of a length, occurs in the training texts says which of them are worth their place.
    """
    forms, by_edit, by_length = list(words), Counter[str](), Counter[int]()
    used_edit, used_length = Counter[str](), Counter[int]()
    for form in forms:
        kind, length = _inflection(form, words[form]), len(form) // _LENGTH_STEP
        by_edit[kind] += 1
        by_length[length] += 1
        if form in seen:
            used_edit[kind] += 1
            used_length[length] += 1
    return {
        form: (used_edit[kind] + 0.01) / (by_edit[kind] + 20) * (used_length[length] + 0.01) / (by_length[length] + 20)
        for form in forms
        if (kind := _inflection(form, words[form])) and (length := len(form) // _LENGTH_STEP) is not None
    }


def choose(words: Mapping[str, str], seen: Collection[str], keys: int = KEYS) -> dict[str, str]:
    """Return the `keys` most useful written forms with their dictionary form: as listed, or capitalised ("Sagte")."""
    scores = usage(words, seen)
    ranked = [(score, form, form) for form, score in scores.items()]
    ranked += [
        (score * CAPITALISED, title, form)
        for form, score in scores.items()
        if (title := form[:1].upper() + form[1:]) not in words
    ]
    ranked.sort(key=lambda entry: (-entry[0], entry[1]))
    return {written: form for _, written, form in ranked[:keys]}


def _inflection(form: str, lemma: str) -> str:
    return f"{form[:1].isupper():d}{edit(form, lemma)}"


def edit(form: str, lemma: str) -> str:
    """Return how a lemma is made of a form: what comes off the end, what comes on, and changes inside the word.

    >>> edit("Angriffen", "Angriff"), edit("Städte", "Stadt"), edit("gesagt", "sagen"), edit("anzugreifen", "angreifen")
    ('en|', '~e|', 'ge:t|en', 'zu:|')
    """
    for infix in ("ge", "zu"):
        at = form.find(infix)
        short = form[:at] + form[at + 2 :] if at >= 0 else ""
        if short and _shared(short, lemma) > _shared(form, lemma) + 1:
            return f"{infix}:{_ending(short, lemma)}"
    return _ending(form, lemma)


def _plain(word: str) -> str:
    return word.translate(_UMLAUTS)


def _shared(form: str, lemma: str) -> int:
    pairs = zip(_plain(form), _plain(lemma), strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(form), len(lemma)))


def _ending(form: str, lemma: str) -> str:
    same = _shared(form, lemma)
    umlaut = "" if form[:same] == lemma[:same] else "~"
    return f"{umlaut}{form[same:]}|{lemma[same:]}"


def teacher_tags(words: Iterable[str], path: Path) -> dict[str, dict[str, float]]:
    """Return the teacher's tag probabilities for each lower-cased word out of context, cached in `path`."""
    known: dict[str, dict[str, float]] = {}
    if path.exists():
        with path.open(encoding="utf-8") as handle:
            known = dict(json.loads(line) for line in handle)
    missing = [w for w in dict.fromkeys(words) if w not in known]
    if not missing:
        return known
    teacher: Any = importlib.import_module("HanTa.HanoverTagger").HanoverTagger("morphmodel_ger.pgz")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as handle:
        for word in missing:
            known[word] = _posterior(teacher, word)
            handle.write(json.dumps([word, known[word]], ensure_ascii=False) + "\n")
    return known


def _posterior(teacher: Any, word: str) -> dict[str, float]:
    found = [(stts(str(t)), float(p)) for t, p in teacher.tag_word(word, 5, False)]
    found = [(t, p) for t, p in found if math.isfinite(p) and t != "UNKNOWN"]
    if not found:
        return {}
    top = max(p for _, p in found)
    total = sum(math.exp(p - top) for _, p in found)
    shares: Counter[str] = Counter()
    for tag, p in found:
        shares[tag] += math.exp(p - top) / total  # type: ignore[assignment]
    return {tag: round(p, 2) for tag, p in sorted(shares.items()) if p >= 0.02}


def level(share: float) -> float:
    """Return a probability on a coarse scale, so that many words share one row."""
    return math.ceil(share * LEVELS - 0.2) / LEVELS


def rows(
    words: Mapping[str, str], tags: Mapping[str, Mapping[str, float]], places: Mapping[str, Collection[str]]
) -> tuple[dict[str, Row], int]:
    """Return the feature row of every lower-cased word, as (column, value) pairs, and the number of columns.

    `words` is the dictionary (form -> lemma); `tags` and `places` are keyed by lower-cased form.
    """
    nouns = Counter(edit(f, w) for f, w in words.items() if f[:1].isupper())
    others = Counter(edit(f, w) for f, w in words.items() if not f[:1].isupper())
    noun_edits = {e: i for i, (e, _) in enumerate(nouns.most_common(NOUN_EDITS - 1))}
    other_edits = {e: i for i, (e, _) in enumerate(others.most_common(OTHER_EDITS - 1))}
    tag_names = sorted({t for shares in tags.values() for t in shares})
    kinds = sorted({k for found in places.values() for k in found})
    first_tag = NOUN_EDITS + OTHER_EDITS
    first_kind = first_tag + len(tag_names)
    tag_column = {t: first_tag + i for i, t in enumerate(tag_names)}
    table: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for form, lemma in words.items():
        if form[:1].isupper():
            column = noun_edits.get(edit(form, lemma), NOUN_EDITS - 1)
        else:
            column = NOUN_EDITS + other_edits.get(edit(form, lemma), OTHER_EDITS - 1)
        table[form.lower()][column] = 1.0
    for word, shares in tags.items():
        table[word].update((tag_column[t], level(p)) for t, p in shares.items() if level(p))
    for word, found in places.items():
        table[word].update((first_kind + i, 1.0) for i, kind in enumerate(kinds) if kind in found)
    return {word: tuple(sorted(row.items())) for word, row in table.items() if row}, first_kind + len(kinds)


class Lexicon(msgspec.Struct, frozen=True):
    """The dictionary (form -> lemma), the written forms chosen from it with their entries, and the teacher's tags."""

    words: dict[str, str]
    chosen: dict[str, str]
    tags: dict[str, dict[str, float]]

    def listed(self) -> dict[str, str]:
        """Return the chosen dictionary forms with their lemmas, the most useful first."""
        return {form: self.words[form] for form in dict.fromkeys(self.chosen.values())}


def read_lexicon(words: dict[str, str], seen: Collection[str], cache: Path, keys: int = KEYS) -> Lexicon:
    """Choose the useful forms of the dictionary and ask the teacher about them; `seen` are forms of training texts."""
    chosen = choose(words, seen, keys)
    asked = sorted({form.lower() for form in chosen.values()})
    known = teacher_tags(asked, cache)
    return Lexicon(words, chosen, {low: known[low] for low in asked})


def add_features(vocab: Vocab, lexicon: Lexicon) -> None:
    """Give the vocabulary its table of lexical features: dictionary, teacher's tags and gazetteer."""
    names = gazetteer.kinds_of_names()
    table, columns = rows(lexicon.listed(), lexicon.tags, names)
    written = [*lexicon.chosen, *(gazetteer.written(word) for word in names)]
    add_vectors(vocab, table, dict.fromkeys(written), columns)


def add_vectors(vocab: Vocab, table: Mapping[str, Row], written: Iterable[str], columns: int) -> None:
    """Store the rows as the vocabulary's vectors, looked up by written form; equal rows share one vector.

    The forms themselves are not stored, only their hashes.
    """
    import numpy
    from spacy.strings import get_string_id
    from spacy.vectors import Vectors

    found = {form: row for form in written if (row := table.get(form.lower()))}
    distinct = {row: i for i, row in enumerate(dict.fromkeys(found.values()))}
    data = numpy.zeros((len(distinct), columns), dtype="float32")
    for row, i in distinct.items():
        for column, value in row:
            data[i, column] = value
    vectors = Vectors(strings=vocab.strings, data=data, name="de_lexicon")
    for form, row in found.items():
        vectors.add(get_string_id(form), row=distinct[row])
    vocab.vectors = vectors
