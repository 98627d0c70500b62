"""Tokens of a text with tag, lemma, morphology and name label, from the language's spaCy pipeline."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from lagebild.lang import Language
from lagebild.text.adapter import adapted
from lagebild.text.names import name_labels
from lagebild.text.raw import NO_MORPH, Morph, RawToken

BLOCK = 20_000
"""The model sees blocks of whole lines of about so many code points, so that memory stays bounded."""


@lru_cache(maxsize=4096)
def parse_morph(features: str) -> Morph:
    """ "Case=Nom|Number=Sing" -> Morph(case="Nom", number="Sing", …)."""
    values = dict(part.split("=", 1) for part in features.split("|") if "=" in part)
    return Morph(*(values.get(name, "") for name in ("Case", "Number", "Gender", "Person", "Tense")))


def raw_tokens(text: str, language: Language) -> list[RawToken]:
    """All tokens of a text that are not white space, with offsets in the text."""
    pipeline = language.nlp
    if language.model_name:
        docs = ((start, pipeline(text[start:end])) for start, end in blocks(text))
        return adapted(
            [token for start, doc in docs for token in tagged(doc, start, entities(doc))], language.model_name
        )
    names = pipeline.get_pipe("ner")
    found: list[RawToken] = []
    for start, end in blocks(text):
        doc = pipeline(text[start:end], disable=["ner"])
        found.extend(tagged(doc, start, name_labels(names, doc)))
    return found


def entities(doc: Any) -> list[str]:
    """The names that a pipeline has set on its Doc, as labels with "B-" or "I-" before them."""
    from spacy.attrs import ENT_IOB, ENT_TYPE

    table = doc.to_array([ENT_TYPE, ENT_IOB]).tolist()
    return [("B-" if iob == 3 else "I-") + doc.vocab.strings[kind] if kind else "" for kind, iob in table]


def blocks(text: str, size: int = BLOCK) -> Sequence[tuple[int, int]]:
    """Pieces of a text that end at a line break, else at a space, else anywhere, none much longer than `size`."""
    cuts, start = [], 0
    while start < len(text):
        end = len(text)
        if end - start > size:
            end = next(
                (at + 1 for mark in ("\n", " ") if (at := text.rfind(mark, start + 1, start + size)) > start),
                start + size,
            )
        cuts.append((start, end))
        start = end
    return cuts


def tagged(doc: Any, offset: int, names: list[str]) -> list[RawToken]:
    """The tokens of a spaCy Doc; reads the arrays at once because attribute access per token is slow."""
    from spacy.attrs import IDX, LEMMA, MORPH, ORTH, POS, TAG

    table = doc.to_array([ORTH, LEMMA, TAG, MORPH, POS, IDX]).tolist()
    keys = {key for row in table for key in row[:4]}
    text = {key: doc.vocab.strings[key] if key else "" for key in keys}
    found = []
    for (orth, lemma, tag, morph, pos, at), name in zip(table, names, strict=True):
        form = text[orth]
        if not form.isspace():
            features = parse_morph(text[morph]) if morph else NO_MORPH
            token = RawToken(form, offset + at, text[tag], part_of_speech(pos), text[lemma] or form, features, name)
            found.append(token)
    return found


@lru_cache(maxsize=32)
def part_of_speech(code: int) -> str:
    """Name of a spaCy part-of-speech code: 92 -> "NOUN"."""
    from spacy.parts_of_speech import NAMES

    return str(NAMES[code])
