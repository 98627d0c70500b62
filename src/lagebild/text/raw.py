"""Tokens as a spaCy pipeline gives them."""

from typing import NamedTuple


class RawToken(NamedTuple):
    """A token as the pipeline gives it. entity: label with "B-" or "I-" before it, or ""."""

    text: str
    start: int
    tag: str
    pos: str
    lemma: str
    morph: "Morph"
    entity: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Morph(NamedTuple):
    """Universal Dependencies features, "" where unknown."""

    case: str = ""
    number: str = ""
    gender: str = ""
    person: str = ""
    tense: str = ""


NO_MORPH = Morph()
