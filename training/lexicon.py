"""A table of lexical features: what is known about a word before any sentence is read.

A word's row holds the teacher's tag probabilities out of context, how its lemma in the dictionary differs from it (as a
noun and as another word), and its places in a gazetteer. Equal rows are stored once. The network reads the table as
static vectors.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from training import gazetteer
from training.wordlist import Dictionary

if TYPE_CHECKING:
    from spacy.vocab import Vocab

Row = tuple[tuple[int, float], ...]

NOUN_EDITS, OTHER_EDITS = 30, 64
LEVELS = 4
KEYS = 600_000
CAPITALISED = 0.1
_UMLAUTS = str.maketrans("äöüÄÖÜ", "aouAOU")
_LENGTH_STEP = 3


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


def level(share: float) -> float:
    """Return a probability on a coarse scale, so that many words share one row."""
    return math.ceil(share * LEVELS - 0.2) / LEVELS


class Layout(msgspec.Struct, frozen=True):
    """What the columns of the table stand for: edits of nouns, edits of other words, tags, kinds of names."""

    noun_edits: dict[str, int]
    other_edits: dict[str, int]
    tags: dict[str, int]
    kinds: dict[str, int]

    def columns(self) -> int:
        """Return the number of columns."""
        return NOUN_EDITS + OTHER_EDITS + len(self.tags) + len(self.kinds)


def layout(
    words: Mapping[str, str], tags: Mapping[str, Mapping[str, float]], names: Mapping[str, Collection[str]]
) -> Layout:
    """Lay out the table for a dictionary, tag probabilities and names; rare edits share the last column of theirs."""
    nouns = Counter(edit(f, w) for f, w in words.items() if f[:1].isupper())
    others = Counter(edit(f, w) for f, w in words.items() if not f[:1].isupper())
    tag_names = sorted({t for shares in tags.values() for t in shares})
    kinds = sorted({k for found in names.values() for k in found})
    first_tag = NOUN_EDITS + OTHER_EDITS
    return Layout(
        {e: i for i, (e, _) in enumerate(nouns.most_common(NOUN_EDITS - 1))},
        {e: NOUN_EDITS + i for i, (e, _) in enumerate(others.most_common(OTHER_EDITS - 1))},
        {t: first_tag + i for i, t in enumerate(tag_names)},
        {k: first_tag + len(tag_names) + i for i, k in enumerate(kinds)},
    )


def rows(
    words: Mapping[str, str],
    tags: Mapping[str, Mapping[str, float]],
    names: Mapping[str, Collection[str]],
    columns: Layout,
) -> dict[str, Row]:
    """Return the feature row of every lower-cased word, as (column, value) pairs.

    `words` is the dictionary (form -> lemma); `tags` and `names` are keyed by lower-cased form.
    """
    table: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for form, lemma in words.items():
        if form[:1].isupper():
            column = columns.noun_edits.get(edit(form, lemma), NOUN_EDITS - 1)
        else:
            column = columns.other_edits.get(edit(form, lemma), NOUN_EDITS + OTHER_EDITS - 1)
        table[form.lower()][column] = 1.0
    for word, shares in tags.items():
        table[word].update((columns.tags[t], level(p)) for t, p in shares.items() if t in columns.tags and level(p))
    for word, found in names.items():
        table[word].update((columns.kinds[kind], 1.0) for kind in found)
    return {word: tuple(sorted(row.items())) for word, row in table.items() if row}


class Lexicon(msgspec.Struct, frozen=True):
    """The dictionary (form -> lemma), the written forms chosen from it with their entries, and the teacher's tags."""

    words: dict[str, str]
    chosen: dict[str, str]
    tags: dict[str, dict[str, float]]

    def listed(self) -> dict[str, str]:
        """Return the chosen dictionary forms with their lemmas, the most useful first."""
        return {form: self.words[form] for form in dict.fromkeys(self.chosen.values())}


def read_lexicon(dictionary: Dictionary, seen: Collection[str], keys: int = KEYS) -> Lexicon:
    """Choose the useful forms of the dictionary; `seen` are forms of training texts."""
    words, tags = dictionary.words, dictionary.tags()
    chosen = choose(words, seen, keys)
    return Lexicon(words, chosen, {low: tags[low] for low in sorted({form.lower() for form in chosen.values()})})


def add_features(vocab: Vocab, lexicon: Lexicon, names: Mapping[str, Collection[str]], columns: Layout) -> None:
    """Give the vocabulary its table of lexical features: dictionary, teacher's tags and gazetteer.

    A trained model can be given a larger table of the same layout: what it learnt of a feature holds for the new words.
    """
    table = rows(lexicon.listed(), lexicon.tags, names, columns)
    written = [*lexicon.chosen, *(gazetteer.written(word) for word in names)]
    add_vectors(vocab, table, dict.fromkeys(written), columns.columns())


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
