"""The map: where events happen, at the precision that is known, and areas whose status is disputed."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files

import numpy as np
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
    by_month = _by_month(index, mask, months)
    names = state_codes()
    places = []
    for n in column.largest(counts, MOST_PLACES):
        spot = index.spots.get(column.values[n])
        if not counts[n] or spot is None:
            continue
        state = names.get(spot.name)
        places.append(
            Place(
                name=spot.name,
                label=country(state, ask.lang) if state else spot.name,
                lat=spot.lat,
                lon=spot.lon,
                area=numeric(state) if state else "",
                count=int(counts[n]),
                contested=int(against[n]),
                months=tuple(by_month[n].tolist()) if months else (),
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


def _by_month(index: Index, mask: Mask, months: list[str]) -> Numbers:
    """How many of the chosen events each place (a row) has in each month (a column)."""
    column, width = index.columns["place"], max(1, len(months))
    month = index.keep("month", lambda: _month_numbers(index))
    first = int(months[0][:4]) * 12 + int(months[0][5:7]) - 1 if months else 0
    at = month[column.events] - first
    kept = mask[column.events] & (at >= 0) & (at < width)
    cells = column.codes[kept].astype(np.int64) * width + at[kept]
    counted = np.bincount(cells, minlength=len(column.values) * width).astype(np.int32)
    return counted.reshape(len(column.values), width)


def _month_numbers(index: Index) -> Numbers:
    """Months since year 0 of the first report of each event, -1 where it has no day."""
    days = index.told.astype(np.int64) - date(1970, 1, 1).toordinal()
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return np.where(index.told > 0, months, -1).astype(np.int32)
