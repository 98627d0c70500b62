"""Places against 300 resolved by hand: python -m bench.places --shared ../shared [--part dev|held-out|all] [--errors]

bench/data/places.jsonl holds place mentions out of `gold/events-dev.jsonl` and the example reports, resolved by one
annotator who saw neither code nor output; places-traps.jsonl names that are no places where they stand. A place counts
as found when one of ours overlaps it.

country: the same state, or one that the annotator allows besides; none where he says none. distance: at most 100 km
away; what has an extent (states, regions, waters) also counts under the same name, states by their code. In brackets
the share of those found, which is what toponym resolution is mostly measured by. trap: no place of ours stands on it,
but for an annotated one of which the name is a part ("Halle" in "Große Halle des Volkes").
Half of the reports ("dev", by hash of the id) serves to find errors, the other is only measured.
"""

import argparse
from collections import Counter
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from bench.coreference import half
from bench.corpora import events, json_lines
from lagebild.lang import Language, load
from lagebild.mentions import find_mentions
from lagebild.model import Place, Report
from lagebild.text import analyse

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
NEAR = 100.0
"""Kilometres."""
EXTENDED = frozenset({"country", "region", "admin1", "water"})
Row = dict[str, Any]


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude in degrees) on a sphere (haversine)."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    return 2 * 6371.0 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def reports(shared: Path, wanted: set[tuple[str, str]], language: Language) -> dict[tuple[str, str], Report]:
    """The reports that the annotations speak of, by source and id."""
    from lagebild.intake import read_source

    found = {("events-dev", report.id): report for report in events(shared / "data")}
    for path in sorted(EXAMPLES.iterdir()):
        for report in read_source(str(path), language):
            if isinstance(report, Report):
                found["examples", path.name if path.suffix != ".jsonl" else report.id] = report
    return {key: found[key] for key in wanted}


def span(row: Row, text: str) -> tuple[int, int]:
    """Offsets of an annotation, which names them or the n-th occurrence of its surface."""
    if row["start"] is not None:
        return row["start"], row["end"]
    at = -1
    for _ in range(row["occurrence"]):
        at = text.index(row["surface"], at + 1)
    return at, at + len(row["surface"])


def at(places: tuple[Place, ...], where: tuple[int, int]) -> Place | None:
    """The place that overlaps a span."""
    return next((place for place in places if place.start < where[1] and where[0] < place.end), None)


def country_right(row: Row, place: Place) -> bool:
    """Is the state the one of the annotation, or one that it allows?"""
    return place.country == row["country"] or place.country in row.get("country_alt", ())


def near(row: Row, place: Place) -> bool:
    """Is the place within 100 km, or the same state, region or water?"""
    if row["precision"] == "country" and place.geo_precision == "country":
        return country_right(row, place)
    if row["precision"] in EXTENDED and place.name in (row["name"], row["surface"], *row.get("name_alt", ())):
        return place.lat is not None
    if place.lat is None or place.lon is None or row["lat"] is None:
        return False
    return distance((row["lat"], row["lon"]), (place.lat, place.lon)) <= NEAR


def report_scores(shared: Path, part: str, errors: bool, language: Language) -> None:
    """Print the scores of a part; errors: also list what is wrong."""
    rows, traps = list(json_lines(DATA / "places.jsonl")), list(json_lines(DATA / "places-traps.jsonl"))
    keys = {(row["source"], row["report"]) for row in (*rows, *traps)}
    ids = half({report for _, report in keys}, part)
    wanted = {key for key in keys if key[1] in ids}
    known = reports(shared, wanted, language)
    found = {key: find_mentions(analyse(r.text, language), r, language).places for key, r in known.items()}
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = row["source"], row["report"]
        if key in found:
            where = span(row, known[key].text)
            place = at(found[key], where)
            right = judged(row, place)
            for group in ("all", row["stratum"], f"precision {row['precision']}"):
                counts[group, "n"] += 1
                counts.update((group, name) for name, met in right.items() if met)
            if errors and not (right["country"] and right["within 100 km"]):
                _tell(row, place, known[key].text, where)
    for group in sorted({group for group, _ in counts}, key=lambda name: (" " in name, name)):
        n, seen = counts[group, "n"], counts[group, "found"]
        cells = "  ".join(
            f"{name} {100 * counts[group, name] / n:5.1f} ({100 * counts[group, name] / max(1, seen):5.1f})"
            for name in ("country", "within 100 km", "disputed")
        )
        print(f"  {group:18} {n:4}  found {100 * seen / n:5.1f}  {cells}")
    wide = {
        key: [span(row, report.text) for row in rows if (row["source"], row["report"]) == key]
        for key, report in known.items()
    }
    _report_traps([trap for trap in traps if (trap["source"], trap["report"]) in found], found, known, wide, errors)


def judged(row: Row, place: Place | None) -> dict[str, bool]:
    """What is right about the place found for an annotation."""
    if place is None:
        return dict.fromkeys(("found", "country", "within 100 km", "disputed"), False)
    return {
        "found": True,
        "country": country_right(row, place),
        "within 100 km": near(row, place),
        "disputed": place.disputed == row["disputed"],
    }


def _report_traps(
    traps: list[Row],
    found: dict[tuple[str, str], tuple[Place, ...]],
    known: dict[tuple[str, str], Report],
    annotated: dict[tuple[str, str], list[tuple[int, int]]],
    errors: bool,
) -> None:
    fallen = []
    for trap in traps:
        key = trap["source"], trap["report"]
        first, last = span(trap, known[key].text)
        part = any(start <= first and last <= end for start, end in annotated[key])
        if not part and at(found[key], (first, last)):
            fallen.append(trap)
    for trap in fallen if errors else ():
        print(f"trap: {trap['report']}: {trap['surface']} ({trap['why']})")
    print(f"  {'traps':18} {len(traps):4}  avoided {100 * (1 - len(fallen) / max(1, len(traps))):5.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("dev", "held-out", "all"), default="all")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    report_scores(options.shared, options.part, options.errors, load("de"))


def _tell(row: Row, place: Place | None, text: str, where: tuple[int, int]) -> None:
    around = text[max(0, where[0] - 40) : where[1] + 30].replace("\n", " ")
    got = f"{place.name} {place.country} {place.lat},{place.lon} ({place.rule})" if place else "nothing"
    wanted = f"{row['name']} {row['country']} {row['lat']},{row['lon']}"
    print(f"{row['report']}: {row['surface']} = {wanted}; got {got}: {around}")


if __name__ == "__main__":
    main()
