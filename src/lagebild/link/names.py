"""Names made comparable: folded text, and the registry key under which an actor stands across reports."""

import re
import unicodedata
from functools import lru_cache

from lagebild.model import Actor, ActorKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class _Accents(dict[int, int | None]):
    """Which code points are accents of the one before, found out as they come."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = None if unicodedata.combining(chr(code)) else code
        return found


_ACCENTS = _Accents()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents and with single spaces: "Élisabeth  Borne" -> "elisabeth borne", "Weiß" -> "weiss"."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_ACCENTS)
    return " ".join(plain.split())


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text: "Krim-Brücke" -> ("krim", "brucke")."""
    return tuple(_WORD.findall(fold(text)))


def registry_key(actor: Actor) -> str:
    """The key of an actor across reports, from what its own report says: kind, country and folded name.

    States are their country. A person's country is left out, because reports often leave it open.
    Unnamed groups ("Demonstranten") get their country, so that those of different
    countries stay apart.
    """
    name = " ".join(words(actor.name)) or fold(actor.name)
    if actor.kind is ActorKind.STATE and actor.country:
        return f"state:{actor.country}"
    if actor.kind is ActorKind.PERSON:
        return f"person:{name}"
    if actor.kind is ActorKind.MEDIUM:
        return f"medium:{name}"
    return f"{actor.kind.value}:{actor.country or '-'}:{name}"
