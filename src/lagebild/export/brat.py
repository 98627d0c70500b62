"""Readings in brat's standoff format: a text and an annotation file for each report."""

from collections.abc import Iterable, Iterator

from lagebild.model import Reading, Span


def brat_files(readings: Iterable[Reading]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files, and annotation.conf. Offsets count code points, as brat has them. An annotation
    that goes over a line break is written in fragments, for brat knows none over lines."""
    yield "annotation.conf", CONFIGURATION
    for n, reading in enumerate(readings, 1):
        stem = f"report-{n:06d}"
        yield f"{stem}.txt", reading.report.text.encode("utf-8", "replace")
        yield f"{stem}.ann", "".join(f"{line}\n" for line in _lines(reading)).encode("utf-8", "replace")


CONFIGURATION = b"""[entities]
Actor
Place
Time
Quotation

[relations]
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]
Event\tActor*:Actor, Recipient*:Actor

[attributes]
Stance\tArg:Quotation, Value:asserts|confirms|denies|doubts|expects|fears|announces|demands|accuses|praises|no_comment|rejects|claims|retracts
Status\tArg:Event, Value:actual|planned|possible|requested|negated
"""  # noqa: E501 (a line of the format)


def _lines(reading: Reading) -> Iterator[str]:
    text = reading.report.text
    made: dict[tuple[str, Span], str] = {}

    def bound(kind: str, *spans: Span) -> str:
        key = (kind, spans[0])
        if key not in made:
            made[key] = f"T{len(made) + 1}"
            parts = [piece for span in spans for piece in fragments(text, span)]
            offsets = ";".join(f"{start} {end}" for start, end in parts)
            lines.append(f"{made[key]}\t{kind} {offsets}\t{' '.join(text[start:end] for start, end in parts)}")
        return made[key]

    lines: list[str] = []
    for actor in reading.actors:
        for span in actor.mentions:
            bound("Actor", span)
    for place in reading.places:
        bound("Place", (place.start, place.end))
    for time in reading.times:
        bound("Time", (time.start, time.end))
    for n, quotation in enumerate(reading.quotations, 1):
        name = bound("Quotation", *quotation.spans)
        lines.append(f"A{2 * n}\tStance {name} {quotation.stance}")
    for n, event in enumerate(reading.events, 1):
        trigger = bound("Event", event.trigger)
        roles = [(role, bound("Actor", party.span)) for role, parties in (("Actor", event.actors),
                 ("Recipient", event.recipients)) for party in parties]  # fmt: skip
        numbered = [f"{role}{k if k > 1 else ''}:{name}" for k, (role, name) in _counted(roles)]
        lines.append(f"E{n}\t{' '.join((f'Event:{trigger}', *numbered))}")
        lines.append(f"A{2 * n + 1}\tStatus E{n} {event.status}")
        lines.append(f"#{n}\tAnnotatorNotes E{n}\t{event.type}{f'/{event.mode}' if event.mode else ''}")
    yield from lines


def fragments(text: str, span: Span) -> Iterator[Span]:
    """The pieces of a span between line breaks, without white space at their ends."""
    start, end = span
    at = start
    for line in text[start:end].splitlines(keepends=True):
        kept = line.strip()
        if kept:
            first = at + line.index(kept)
            yield first, first + len(kept)
        at += len(line)


def _counted(roles: list[tuple[str, str]]) -> Iterator[tuple[int, tuple[str, str]]]:
    seen: dict[str, int] = {}
    for role, name in dict.fromkeys(roles):
        seen[role] = seen.get(role, 0) + 1
        yield seen[role], (role, name)
