"""What was found in a report before its actors, indexed by token, for the rules that ask for it."""

from msgspec import Struct

from lagebild.lang.actors import ActorLexicon
from lagebild.mentions.lookup import Match
from lagebild.model import ActorKind, Analysis, Place
from lagebild.model import Role as Function


class Scene(Struct, frozen=True, kw_only=True):
    """What was found in the report before its actors: names by token, places by token, the lexicon.

    persons: last words of the full names of persons.
    """

    analysis: Analysis
    lexicon: ActorLexicon
    matches: dict[int, Match]
    cover: dict[int, Match]
    places: dict[int, Place]
    persons: frozenset[str]
    subjects: frozenset[int]
    home: str


def scene(
    analysis: Analysis, lexicon: ActorLexicon, matches: dict[int, Match], places: tuple[Place, ...], home: str
) -> Scene:
    """Index what was found by token. home: state where the report plays."""
    starts = {token.start: token.i for token in analysis.tokens}
    return Scene(
        analysis=analysis,
        lexicon=lexicon,
        matches=matches,
        cover={i: match for match in matches.values() for i in range(match.first, match.last)},
        places={starts[place.start]: place for place in places},
        persons=frozenset(
            analysis.tokens[match.last - 1].text
            for match in matches.values()
            if match.last - match.first > 1 and _is_person(lexicon, match)
        ),
        subjects=frozenset(
            part
            for clause in analysis.clauses
            if not clause.shared_subject
            for argument in clause.arguments
            if argument.role == Function.SUBJECT
            for part in (argument.phrase, *analysis.phrases[argument.phrase].conjuncts)
        ),
        home=home,
    )


def names_state(found: Scene, match: Match) -> bool:
    """Is it the name of a state?"""
    return bool(match.entries) and found.lexicon.entries[match.entries[0]].kind == ActorKind.STATE


def names_person(found: Scene, match: Match) -> bool:
    """Is it the name of a person, known or not?"""
    return _is_person(found.lexicon, match)


def _is_person(lexicon: ActorLexicon, match: Match) -> bool:
    return not match.entries or lexicon.entries[match.entries[0]].kind == ActorKind.PERSON
