"""State and side of parties that are no actors of the report: things, and people by words that tell nothing more."""

from collections.abc import Iterable, Iterator

from msgspec import structs

from lagebild.events.scene import Scene, adjacent, tails
from lagebild.lang.actors import Entry, actor_lexicon
from lagebild.model import Actor, ActorKind, EventPlace, NounPhrase, Party, PhraseKind
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
    owner = next(owners_in(scene, phrase), None) or named_within(scene, party)
    if owner is not None:
        sector = owner.sector if isinstance(owner, Actor) else next(iter(owner.sectors), None)
        return structs.replace(party, country=owner.country, sector=sector)
    inside = [p for p in scene.mentions.places if covers(scene, phrase, p.start)]
    town = is_town(scene, phrase) or (phrase.kind == PhraseKind.NAME and any(p.geo_precision == "city" for p in inside))
    named = next((p.country for p in inside), None)
    there = place.country if place is not None else None
    country = named or there or scene.mentions.home
    return structs.replace(party, country=country, sector="CVL" if town else None)


def is_town(scene: Scene, phrase: NounPhrase) -> bool:
    """Is a phrase one of towns and villages, whose people are meant?"""
    return any(tail in scene.lexicon.parties["towns"] for tail in tails(phrase.lemma.lower()))


def named_within(scene: Scene, party: Party) -> Entry | None:
    """The known body that a party is a piece of, or by which its noun begins ("G8" of "G8-Gipfel",
    "Talibanstellungen")."""
    names, entries = actor_lexicon(scene.language).names, actor_lexicon(scene.language).entries
    word = scene.report.text[slice(*party.span)].split()[-1]
    firsts = [word, word.split("-")[0], *(word[:at] for at in range(len(word) - 4, 4, -1))]
    found = next((names[first] for first in firsts if first in names), ())
    known = [entries[number] for number in found if entries[number].kind != ActorKind.PERSON]
    return known[0] if known else None


def phrase_at(scene: Scene, party: Party) -> NounPhrase | None:
    """The phrase of a party."""
    first, last = tokens_in(scene.analysis, party.span)
    numbers = (scene.analysis.phrase_of[i] for i in range(first, last))
    return next((scene.analysis.phrases[n] for n in numbers if n >= 0), None)


def owners_in(scene: Scene, phrase: NounPhrase) -> Iterator[Actor]:
    """Actors that the phrase or its genitive name ("Stellungen der Taliban")."""
    genitive = scene.analysis.phrases[phrase.genitive] if phrase.genitive is not None else adjacent(scene, phrase)
    for inner in (phrase, *([genitive] if genitive is not None else [])):
        for i in range(inner.first, inner.last):
            yield from scene.actors_of.get(i, ())


def covers(scene: Scene, phrase: NounPhrase, at: int) -> bool:
    """Does a position lie in a phrase with its attributes?"""
    tokens, (first, last) = scene.analysis.tokens, phrase.full
    return tokens[first].start <= at < tokens[last - 1].end
