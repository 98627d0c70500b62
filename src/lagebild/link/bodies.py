"""Bodies for which office-holders speak."""

from lagebild.link.names import fold
from lagebild.link.vocabulary import Vocabulary
from lagebild.model import Actor, ActorKind


def body_of(actor: Actor, vocabulary: Vocabulary) -> str | None:
    """The body for which somebody speaks by his office: the spokesman of the Kremlin for the Kremlin. None for
    others."""
    offices = [fold(office) for office in actor.offices]
    name = fold(actor.name)
    for body in vocabulary.bodies:
        if body.country != actor.country:
            continue
        if name in body.names:
            return body.name
        if actor.kind is ActorKind.PERSON and any(o.endswith(end) for o in offices for end in body.offices):
            return body.name
    return None
