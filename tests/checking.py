"""Checks rows of expectations against a reading, for the sentences in cases/ and for the benchmarks.

A row says one thing that a reading holds: {"kind": "quotation", "piece": …}, {"kind": "event", "trigger": …}, "time",
"place", "actor", or must not hold: "no_event", "no_quotation". Strings are looked for inside spans and names as whole
words; a list names alternatives.
"""

import re
from typing import Any

from lagebild.model import Actor, Reading, Span

Row = dict[str, Any]


def holds(reading: Reading, row: Row) -> bool:
    """Is the row met by the reading?"""
    return CHECKS[row["kind"]](reading, row)


def has_word(strings: list[str], wanted: str | list[str]) -> bool:
    """Is one of the wanted strings in one of the strings, as whole words, case ignored?"""
    wants = [wanted] if isinstance(wanted, str) else wanted
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", s, re.I) for s in strings for w in wants)


def is_one_of(value: Any, wanted: Any) -> bool:
    """Is the value the wanted one, or one of a list?"""
    return value in wanted if isinstance(wanted, list) else value == wanted


def cut(reading: Reading, spans: tuple[Span, ...]) -> str:
    """The text of some spans."""
    return " … ".join(reading.report.text[start:end] for start, end in spans)


def actor_strings(reading: Reading, actor_id: str | None) -> list[str]:
    """Name and mentions of an actor."""
    actor: Actor | None = next((a for a in reading.actors if a.id == actor_id), None)
    return [] if actor is None else [actor.name, *(cut(reading, (m,)) for m in actor.mentions)]


def quotation_holds(reading: Reading, row: Row) -> bool:
    """Is there a quotation with the piece and all the fields that the row names?"""

    def fits(q: Any) -> bool:
        strings = [[*actor_strings(reading, h)] for h in q.holders]
        chain = [link.name for link in q.chain]
        return (
            all(
                is_one_of(getattr(q, name), row[name])
                for name in ("stance", "type", "about", "anonymous")
                if name in row
            )
            and all(any(has_word(s, wanted) for s in strings) for wanted in row.get("holders", []))
            and all(has_word(chain, wanted) for wanted in row.get("chain", []))
            and not (row.get("chain") == [] and chain)
            and ("speaker" not in row or has_word([cut(reading, q.speaker)], row["speaker"]))
            and ("cue" not in row or has_word([cut(reading, q.cue)], row["cue"]))
            and ("target" not in row or bool(set(q.targets) & target_ids(reading, row["target"])))
        )

    inside = [q for q in reading.quotations if row["piece"] in cut(reading, q.spans)]
    return any(fits(q) for q in inside)


def target_ids(reading: Reading, piece: str) -> set[str]:
    """Ids of the quotations and events that hold a piece."""
    quotations = {q.id for q in reading.quotations if piece in cut(reading, (*q.spans, *q.frame, *q.cue))}
    return quotations | {e.id for e in reading.events if piece in cut(reading, (e.trigger,))}


def event_holds(reading: Reading, row: Row) -> bool:
    """Is there an event with the trigger, type and all the fields that the row names?"""
    triggers = [row["trigger"]] if isinstance(row["trigger"], str) else row["trigger"]

    def parties(items: Any) -> list[list[str]]:
        return [[cut(reading, (p.span,)), *actor_strings(reading, p.actor)] for p in items]

    def fits(e: Any) -> bool:
        place = [] if e.place is None else [e.place.name, *([cut(reading, (e.place.span,))] if e.place.span else [])]
        return (
            any(t in cut(reading, (e.trigger,)) for t in triggers)
            and ("type" not in row or is_one_of(e.type, row["type"]))
            and all(
                is_one_of(getattr(e, name), row[name])
                for name in ("status", "hearsay", "mode", "attempted", "historical")
                if name in row
            )
            and all(any(has_word(p, w) for p in parties(e.actors)) for w in row.get("actors", []))
            and all(any(has_word(p, w) for p in parties(e.recipients)) for w in row.get("recipients", []))
            and not (row.get("actors") == [] and e.actors)
            and not (row.get("recipients") == [] and e.recipients)
            and ("time" not in row or (e.time is not None and e.time.value == row["time"]))
            and ("place" not in row or has_word(place, row["place"]))
            and all(c in e.contexts for c in row.get("contexts", []))
            and all(any(has_word(p, w) for p in parties(e.according_to)) for w in row.get("source", []))
        )

    return any(fits(e) for e in reading.events)


def time_holds(reading: Reading, row: Row) -> bool:
    """Is there a time expression with the piece and the value (and type, mod where named)?"""
    return any(
        (row["piece"] in cut(reading, ((t.start, t.end),)) or cut(reading, ((t.start, t.end),)) in row["piece"])
        and is_one_of(t.value, row["value"])
        and all(is_one_of(getattr(t, name), row[name]) for name in ("type", "mod") if name in row)
        for t in reading.times
    )


def place_holds(reading: Reading, row: Row) -> bool:
    """Is there a place with the piece, the country and, where named, the gazetteer's name?"""
    return any(
        row["piece"] in cut(reading, ((p.start, p.end),))
        and ("country" not in row or p.country == row["country"])
        and ("name" not in row or has_word([p.name], row["name"]))
        for p in reading.places
    )


def actor_holds(reading: Reading, row: Row) -> bool:
    """Is there exactly one actor of the name, with country, sector, kind and mentions as named?"""
    found = [a for a in reading.actors if has_word([a.name], row["name"])]
    return len(found) == 1 and (
        all(is_one_of(getattr(found[0], name), row[name]) for name in ("country", "sector") if name in row)
        and all(has_word([cut(reading, (m,)) for m in found[0].mentions], w) for w in row.get("mentions", []))
    )


CHECKS = {
    "quotation": quotation_holds,
    "event": event_holds,
    "time": time_holds,
    "place": place_holds,
    "actor": actor_holds,
    "no_event": lambda reading, row: all(row["trigger"] not in cut(reading, (e.trigger,)) for e in reading.events),
    "no_quotation": lambda reading, row: all(row["piece"] not in cut(reading, q.spans) for q in reading.quotations),
    "no_time": lambda reading, row: all(row["piece"] not in cut(reading, ((t.start, t.end),)) for t in reading.times),
    "no_place": lambda reading, row: all(row["piece"] not in cut(reading, ((p.start, p.end),)) for p in reading.places),
}
