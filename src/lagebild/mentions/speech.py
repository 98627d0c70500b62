"""The first person in direct speech: "ich" is who speaks; "wir" is the body that speaks."""

from bisect import bisect_right

from lagebild.mentions.candidates import Candidate
from lagebild.mentions.coreference import Resolver
from lagebild.mentions.drafts import Draft
from lagebild.model import ActorKind, Clause, Quoted, Role

MIN = 3
"""Tokens of the shortest passage in quotation marks that is taken for speech."""


def first_person(state: Resolver, candidate: Candidate) -> bool:
    """Link "ich", "mein", "wir", "unser" in direct speech to its speaker; is it a word of the first person?"""
    known, word = state.lexicon.descriptions, candidate.word.lower()
    one, many = word in known.speaking, word in known.speaking_many
    if not one and not many:
        return False
    speaker = _speaker(state, candidate.start)
    if speaker is not None and (speaker.kind == ActorKind.PERSON) == one:
        state.attach(candidate, speaker, "first person")
    return True


def _speaker(state: Resolver, at: int) -> Draft | None:
    """Subject of the clause beside the direct speech at a position; of speech that goes on, that of the one before."""
    speeches = [part for part in state.analysis.quoted if part.depth == 0 and part.last - part.first >= MIN]
    number = bisect_right(speeches, at, key=lambda part: part.start) - 1
    while number >= 0:
        part = speeches[number]
        if number == len(speeches) - 1 or part.start <= at:
            found = _subject_beside(state, part)
            if found is not None or at >= part.end:
                return found
        number -= 1
        if number < 0 or not _goes_on(state, speeches[number], part):
            return None
    return None


def _goes_on(state: Resolver, before: Quoted, part: Quoted) -> bool:
    """Does one direct speech follow another within a sentence or two?"""
    of = state.analysis.sentence_of
    return of[part.first] - of[before.last - 1] <= 1


def _subject_beside(state: Resolver, part: Quoted) -> Draft | None:
    """The subject of the clause outside of a speech in the sentence where it ends, else where it begins."""
    of = state.analysis.sentence_of
    for sentence in dict.fromkeys((of[part.last - 1], of[part.first])):
        for clause in state.clauses[sentence]:
            if clause.tokens and not any(
                part.start <= state.analysis.tokens[i].start < part.end for i in clause.tokens
            ):
                subject = _subject(state, clause)
                if subject is not None:
                    return subject
    return None


def _subject(state: Resolver, clause: Clause) -> Draft | None:
    for argument in clause.arguments:
        of = state.of_phrase.get(argument.phrase) if argument.role == Role.SUBJECT else None
        linked = state.links.get(of, ()) if of is not None else ()
        if len(linked) == 1:
            return state.drafts[linked[0]]
    return None
