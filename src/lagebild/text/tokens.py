"""Tokens of a text with tag, lemma, morphology and name label, from the language's spaCy pipeline."""

from collections.abc import Sequence
from functools import lru_cache

from lagebild.lang import Language
from lagebild.text.adapter import adapted
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
    found: list[RawToken] = []
    for start, end in blocks(text):
        found.extend(tagged(pipeline(text[start:end]), start))
    return adapted(found, language.model_name) if language.model_name else found


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


def tagged(doc: object, offset: int) -> list[RawToken]:
    """The tokens of a spaCy Doc; reads the arrays at once because attribute access per token is slow."""
    from spacy.attrs import ENT_IOB, ENT_TYPE, IDX, LEMMA, MORPH, ORTH, POS, SPACY, TAG

    table = doc.to_array([ORTH, IDX, TAG, POS, LEMMA, MORPH, ENT_TYPE, ENT_IOB, SPACY]).tolist()  # type: ignore[attr-defined]
    strings = doc.vocab.strings  # type: ignore[attr-defined]
    known: dict[int, str] = {0: ""}

    def string(key: int) -> str:
        value = known.get(key)
        if value is None:
            value = known[key] = strings[key]
        return value

    found = []
    for orth, idx, tag, pos, lemma, morph, kind, iob, _ in table:
        form = string(orth)
        if form.isspace():
            continue
        label = ("B-" if iob == 3 else "I-") + string(kind) if kind else ""
        found.append(
            RawToken(
                form, offset + idx, string(tag), part_of_speech(pos), string(lemma) or form,
                parse_morph(string(morph)) if morph else NO_MORPH, label,
            )
        )  # fmt: skip
    return found


@lru_cache(maxsize=32)
def part_of_speech(code: int) -> str:
    """Name of a spaCy part-of-speech code: 92 -> "NOUN"."""
    from spacy.parts_of_speech import NAMES

    return str(NAMES[code])
