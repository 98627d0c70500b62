"""The map: where events happen, at the precision that is known, and areas whose status is disputed."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from lagebild.link.dates import iso
from lagebild.web.ask import Ask, Content
from lagebild.web.facets import active, facets_of
from lagebild.web.filters import Asked, asked_of, chosen, query, toggled, without_time
from lagebild.web.index import Index, Mask, Numbers
from lagebild.web.words import country, numeric, state_codes

MOST_PLACES = 600


class Place(Struct, frozen=True, kw_only=True):
    """A place with events. area: number of its country on the base map where only the country is known, "" for a point.
    months: events in each month, from the first month of the map on."""

    name: str
    label: str
    lat: float
    lon: float
    area: str
    count: int
    contested: int
    months: tuple[int, ...]


class Area(Struct, frozen=True, kw_only=True):
    """A disputed area: its name and note in the reader's language, and how the map draws it."""

    key: str
    name: str
    note: str
    held: str
    feature: str = ""
    ring: tuple[tuple[float, float], ...] = ()


class Map(Struct, frozen=True, kw_only=True):
    """What is drawn."""

    places: tuple[Place, ...]
    areas: tuple[Area, ...]
    months: tuple[str, ...]


@lru_cache(maxsize=1)
def _areas() -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads((files("lagebild.web") / "areas.toml").read_text("utf-8"))["area"]
    return found


def disputed_areas(lang: str, w: dict[str, str]) -> tuple[Area, ...]:
    """The disputed areas in a language, each with who controls it."""
    return tuple(
        Area(
            key=str(area["key"]),
            name=str(area[lang]),
            note=str(area[f"note_{lang}"]),
            held=w["held_by"].format(state=country(str(area["controlled_by"]), lang))
            if "controlled_by" in area
            else "",
            feature=str(area.get("feature", "")),
            ring=tuple((float(x), float(y)) for x, y in area.get("ring", [])),  # type: ignore[attr-defined]
        )
        for area in _areas()
    )


def map_page(ask: Ask) -> Content:
    """The places of the chosen events."""
    index, asked = ask.index(), asked_of(ask.params)
    shown = map_of(index, asked, ask)
    return {
        "json": shown,
        "map": shown,
        "csv": lambda: (
            ("place", "lat", "lon", "country_only", "events", "contested"),
            [(p.label, p.lat, p.lon, bool(p.area), p.count, p.contested) for p in shown.places],
        ),
        "places": [
            {"place": place, "href": "/ereignisse" + query(toggled(asked, "place", place.name))}
            for place in shown.places
        ],
        "placed": sum(place.count for place in shown.places),
        "total": int(chosen(index, asked, ask.visit).sum()),
        "asked": asked,
        "facets": facets_of(index, asked, ask.visit, "/karte", ask.talk, ask.w),
        "active": active(index, asked, "/karte", ask.talk, ask.w),
        "here_path": "/karte",
        "without_time": "/karte" + query(without_time(asked)),
    }


def map_of(index: Index, asked: Asked, ask: Ask) -> Map:
    """The places with events under some filters, most events first, and the disputed areas."""
    mask = chosen(index, asked, ask.visit)
    column = index.columns["place"]
    counts = column.count(mask)
    contested = index.columns["contested"]
    against = column.count(mask & contested.having((0,), index.size)) if contested.values else counts * 0
    months = _months(index, mask)
    names = state_codes()
    places = []
    for n in counts.argsort(kind="stable")[::-1][:MOST_PLACES]:
        spot = index.spots.get(column.values[n])
        if not counts[n] or spot is None:
            continue
        state = names.get(spot.name)
        of = column.events[column.codes == n]
        places.append(
            Place(
                name=spot.name,
                label=country(state, ask.lang) if state else spot.name,
                lat=spot.lat,
                lon=spot.lon,
                area=numeric(state) if state else "",
                count=int(counts[n]),
                contested=int(against[n]),
                months=_by_month(index, of[mask[of]], months),
            )
        )
    return Map(places=tuple(places), areas=disputed_areas(ask.lang, ask.w), months=tuple(months))


def _months(index: Index, mask: Mask) -> list[str]:
    """The months from the first to the last report, as the slider counts them: "2022-10", …"""
    days = index.told[mask & (index.told > 0)]
    if not days.size:
        return []
    first, last = iso(int(days.min()))[:7], iso(int(days.max()))[:7]
    found = [first]
    while found[-1] < last and len(found) < 240:
        year, month = map(int, found[-1].split("-"))
        found.append(f"{year + month // 12:04d}-{month % 12 + 1:02d}")
    return found


def _by_month(index: Index, events: Numbers, months: list[str]) -> tuple[int, ...]:
    counts = [0] * len(months)
    numbers = {month: n for n, month in enumerate(months)}
    for n in events:
        day = int(index.told[n])
        if day and (at := numbers.get(iso(day)[:7])) is not None:
            counts[at] += 1
    return tuple(counts)
