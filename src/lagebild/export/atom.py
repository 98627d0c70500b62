"""Contested events as an Atom feed (RFC 4287), newest report first, for feed readers and chat bridges."""

from collections.abc import Iterable, Iterator

from lagebild.export.xml import content
from lagebild.model import LedgerEvent, Position
from lagebild.present import Catalogue, Forms, event_sentence, happening, holder_name, mark

NEVER = "1970-01-01T00:00:00Z"


def atom_pieces(events: Iterable[LedgerEvent], words: Catalogue, forms: Forms) -> Iterator[bytes]:
    """The feed, piece by piece; events that nobody contests are left out. Ids are URNs made of the ids of events."""
    found = sorted((e for e in events if e.contested), key=lambda e: (e.last_seen or "", e.id), reverse=True)
    updated = stamp(found[0].last_seen if found else None)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:lagebild:contested</id><title>Lagebild: {content(words.text['contested'])}</title>"
        f"<updated>{updated}</updated><author><name>Lagebild</name></author>\n"
    ).encode()
    for event in found:
        headline = f"{mark(event)} {event_sentence(happening(event), words, forms)}"
        lines = [f"{words.stance[p.stance]}: {holder_name(p, words)} ({p.report})" for p in _current(event)]
        yield (
            f"<entry><id>urn:lagebild:event:{content(event.id)}</id><title>{content(headline)}</title>"
            f"<updated>{stamp(event.last_seen)}</updated>"
            f'<content type="text">{content(chr(10).join(lines))}</content></entry>\n'
        ).encode()
    yield b"</feed>\n"


def stamp(value: str | None) -> str:
    """A date of any precision as RFC 3339; what is not known is the first, a clock without zone is taken as UTC."""
    if not value:
        return NEVER
    day, _, clock = value.partition("T")
    parts = [*day.split("-"), "01", "01"][:3]
    if not clock:
        return f"{'-'.join(parts)}T00:00:00Z"
    zone = clock[-6:] if clock[-6:-5] in ("+", "-") else "Z"
    hours = clock.removesuffix(zone).removesuffix("Z")
    return f"{'-'.join(parts)}T{hours if hours.count(':') == 2 else hours + ':00'}{zone}"


def _current(event: LedgerEvent) -> Iterator[Position]:
    return (position for position in event.positions if position.withdrawn is None)
