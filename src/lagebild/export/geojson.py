"""Linked events with coordinates as GeoJSON (RFC 7946), for QGIS, web maps and GeoPandas."""

from collections.abc import Iterable, Iterator

import msgspec

from lagebild.model import LedgerEvent


def geojson_pieces(events: Iterable[LedgerEvent]) -> Iterator[bytes]:
    """A FeatureCollection, piece by piece. Events without coordinates are there with a null geometry, as the format
    allows: nothing is left out."""
    yield b'{"type":"FeatureCollection","features":['
    for n, event in enumerate(events):
        yield (b",\n" if n else b"\n") + msgspec.json.encode(_feature(event))
    yield b"\n]}\n"


def _feature(event: LedgerEvent) -> dict[str, object]:
    place = event.place
    located = place is not None and place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and located else None,
        "properties": {
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "contested": event.contested,
            "from": event.time.begins if event.time else None,
            "to": event.time.ends if event.time else None,
            "place": place.name if place else None,
            "country": place.country if place else None,
            "actors": "; ".join(actor.name for actor in event.actors),
            "recipients": "; ".join(actor.name for actor in event.recipients),
            "independent_sources": event.independent_sources,
            "reports": len({mention.report for mention in event.mentions}),
        },
    }
