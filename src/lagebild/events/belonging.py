"""State and side of parties that are no actors of the report: things, and people by words that tell nothing more."""

from collections.abc import Iterable, Iterator

from msgspec import structs

from lagebild.events.scene import Scene
from lagebild.model import Actor, EventPlace, NounPhrase, Party, PhraseKind
from lagebild.model.ask import tokens_in

CLOSED = (PhraseKind.PRONOUN, PhraseKind.RELATIVE, PhraseKind.INTERROGATIVE)


def with_belonging(scene: Scene, parties: Iterable[Party], place: EventPlace | None) -> tuple[Party, ...]:
    """Parties; those without an actor with the state and side of their owner, else with the state of the place named
    in their phrase, of the event's place, or of where the report plays. A pronoun that is not resolved stays open."""
    return tuple(p if p.actor is not None else belonging(scene, p, place) for p in parties)


def belonging(scene: Scene, party: Party, place: EventPlace | None) -> Party:
    """A party without an actor, with what is known of it."""
    phrase = phrase_at(scene, party)
    if phrase is None or phrase.kind in CLOSED:
        return party
    owner = next(owners_in(scene, phrase), None)
    if owner is not None:
        return structs.replace(party, country=owner.country, sector=owner.sector)
    named = next((p.country for p in scene.mentions.places if covers(scene, phrase, p.start)), None)
    there = place.country if place is not None else None
    return structs.replace(party, country=named or there or scene.mentions.home)


def phrase_at(scene: Scene, party: Party) -> NounPhrase | None:
    """The phrase of a party."""
    first, last = tokens_in(scene.analysis, party.span)
    numbers = (scene.analysis.phrase_of[i] for i in range(first, last))
    return next((scene.analysis.phrases[n] for n in numbers if n >= 0), None)


def owners_in(scene: Scene, phrase: NounPhrase) -> Iterator[Actor]:
    """Actors that the phrase or its genitive name ("Stellungen der Taliban")."""
    numbers = [phrase.i, *([phrase.genitive] if phrase.genitive is not None else [])]
    for inner in (scene.analysis.phrases[n] for n in numbers):
        for i in range(inner.first, inner.last):
            yield from scene.actors_of.get(i, ())


def covers(scene: Scene, phrase: NounPhrase, at: int) -> bool:
    """Does a position lie in a phrase with its attributes?"""
    tokens, (first, last) = scene.analysis.tokens, phrase.full
    return tokens[first].start <= at < tokens[last - 1].end
