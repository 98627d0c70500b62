"""Positions of the ledger as schema.org Claim in JSON-LD: who says what of which event, in which report.

A machine's record is a Claim and never a ClaimReview, which is for the verdict of a person.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import msgspec

from lagebild.model import LedgerEvent, Position
from lagebild.present import Catalogue, Forms, event_sentence, happening, holder_name

VOCABULARY = "https://schema.org/"


def claim_pieces(events: Iterable[LedgerEvent], words: Catalogue, forms: Forms) -> Iterator[bytes]:
    """One JSON-LD document, piece by piece. The stance is an additionalProperty, for schema.org has no word for it."""
    yield b'{"@context":{"@vocab":"' + VOCABULARY.encode() + b'"},"@graph":['
    first = True
    for event in events:
        told = event_sentence(happening(event), words, forms)
        for n, position in enumerate(event.positions, 1):
            yield (b"\n" if first else b",\n") + msgspec.json.encode(_claim(event, position, n, told, words))
            first = False
    yield b"\n]}\n"


def _claim(event: LedgerEvent, position: Position, n: int, told: str, words: Catalogue) -> dict[str, object]:
    claim: dict[str, object] = {
        "@id": f"urn:lagebild:event:{event.id}:position:{n}",
        "@type": "Claim",
        "text": told,
        "about": {"@type": "Event", "@id": f"urn:lagebild:event:{event.id}", "name": told},
        "appearance": {"@type": "Report", "@id": f"urn:lagebild:report:{quote(position.report, safe='')}"},
        "additionalProperty": [
            {"@type": "PropertyValue", "name": name, "value": value}
            for name, value in (
                ("stance", position.stance),
                ("about", position.about),
                ("status", position.status),
                ("chain", " <- ".join(link.name for link in position.chain)),
                ("withdrawn", position.withdrawn),
            )
            if value
        ],
    }
    if position.holder is not None or position.anonymous:
        claim["author"] = {"@type": "Thing", "name": holder_name(position, words)}
    if position.said:
        claim["dateCreated"] = position.said
    return claim
