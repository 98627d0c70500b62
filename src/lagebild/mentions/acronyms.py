"""Acronyms that a report introduces in brackets: "Bund der Lotsen (BdL)"."""

from typing import TYPE_CHECKING

from lagebild.mentions.candidates import Candidate
from lagebild.mentions.wording import is_acronym
from lagebild.model import ActorKind

if TYPE_CHECKING:
    from lagebild.mentions.coreference import Resolver

BODIES = frozenset({"EUR", "UNO", "NTO"})


def acronym_of(state: "Resolver", candidate: Candidate) -> Candidate | None:
    """The acronym in brackets behind the name of a body."""
    number = state.analysis.phrases[candidate.phrase].apposition if candidate.phrase >= 0 else None
    of = state.of_phrase.get(number) if number is not None else None
    short = state.candidates[of] if of is not None else None
    if short is None or short.how != "name" or short.kind == ActorKind.PERSON or not is_acronym(short.name):
        return None
    return short if state.analysis.text[candidate.start : short.start].endswith("(") else None


def is_here(state: "Resolver", short: Candidate, candidate: Candidate) -> bool:
    """Can a known acronym be meant: is it that of a body of many states, or of the state spoken of?"""
    countries = {state.lexicon.entries[entry].country for entry in short.entries}
    spoken_of = {candidate.country or state.home, state.home, None}
    return bool(countries & (spoken_of | BODIES))


def acronyms(state: "Resolver") -> dict[str, Candidate]:
    """Acronyms that the lexicon does not know, with the body in brackets behind whose name they stand."""
    found: dict[str, Candidate] = {}
    for candidate in state.candidates:
        if candidate.how == "name" and candidate.kind != ActorKind.PERSON and not is_acronym(candidate.name):
            short = acronym_of(state, candidate)
            if short is not None and not short.entries:
                found.setdefault(short.name, candidate)
    return found
