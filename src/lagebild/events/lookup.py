"""What the event lexicon knows of a word: for people who look something up or add a word."""

from collections.abc import Iterable, Iterator

from lagebild.events.triggers import look_up
from lagebild.lang import Language
from lagebild.lang.events import Entry, event_lexicon
from lagebild.model import EventMention, Reading


def find_entries(word: str, language: Language) -> tuple[Entry, ...]:
    """The entries of a word: a verb's lemma or form, a noun's form or a compound, the noun of a unit. The first part of
    a compound may change its type; the entries are those of its head. Empty for a word that carries no event."""
    known, lower = event_lexicon(language), word.lower()
    verb = known.verb_forms.get(lower) or known.participles.get(lower) or lower
    noun = look_up(known, lower)
    positions = (*known.verbs.get(verb, ()), *(noun[0] if noun is not None else ()), *known.units.get(lower, ()))
    found = dict.fromkeys(positions)
    return tuple(known.entries[i] for i in found)


def said_of(entry: Entry) -> str:
    """An entry in one line: word with verbs, kind, type and mode, contexts, parties, checks."""
    name = f"{entry.word} + {', '.join(entry.verbs)}" if entry.verbs else entry.word
    kind = entry.type.value + (f"/{entry.mode}" if entry.mode else "")
    frame = f"actor {'/'.join(entry.frame.actor) or '-'}, recipient {'/'.join(entry.frame.recipient) or '-'}"
    checks = " ".join(
        f"{c.slot}{'!' if c.negated else ':'}{','.join(c.prepositions)}{'/' if c.prepositions and c.classes else ''}"
        f"{','.join(c.classes)}".rstrip(":")
        for c in entry.checks
    )
    parts = [f"{name} ({entry.kind}): {kind}", frame]
    parts += [f"contexts {', '.join(entry.contexts)}"] * bool(entry.contexts) + [f"if {checks}"] * bool(checks)
    return "; ".join((*parts, *["yours"] * entry.own))


def is_read_as(entry: Entry, events: Iterable[EventMention]) -> bool:
    """Is an entry's word read with its type among the events of its example?"""
    return any(event.type == entry.type and event.rule == f"{entry.kind}:{entry.word}" for event in events)


def changes(before: Reading, after: Reading) -> Iterator[tuple[str, EventMention]]:
    """What another lexicon changes in the events of a report: "-" what is gone, "+" what is new, in order of the text;
    an event of another type, mode or status is both."""
    known, now = ({(e.trigger, e.type, e.mode, e.status): e for e in reading.events} for reading in (before, after))
    gone = [("-", event) for key, event in known.items() if key not in now]
    new = [("+", event) for key, event in now.items() if key not in known]
    yield from sorted((*gone, *new), key=lambda pair: (pair[1].trigger, pair[0] == "+"))


def event_lines(reading: Reading) -> Iterator[str]:
    """The events of a reading for people: trigger, type, status and entry, then the parts that were found, indented."""
    for event in reading.events:
        kind = event.type.value + (f"/{event.mode}" if event.mode else "")
        status = event.status.value + ", hearsay" * event.hearsay + ", attempted" * event.attempted
        yield f"{reading.report.text[slice(*event.trigger)]}: {kind}, {status}  [{event.rule}]"
        yield from (f"    {part}" for part in parts_of(reading, event))


def parts_of(reading: Reading, event: EventMention) -> Iterator[str]:
    """What an event has besides its type: "actors: Rebellen"."""
    text = reading.report.text
    for name, spans in (
        ("actors", [p.span for p in event.actors]),
        ("recipients", [p.span for p in event.recipients]),
        ("according to", [v.span for v in event.according_to]),
    ):
        if spans:
            yield f"{name}: {'; '.join(text[slice(*span)] for span in spans)}"
    if event.time is not None:
        yield f"time: {event.time.value}"
    if event.place is not None:
        yield f"place: {event.place.name}"
    if event.contexts:
        yield f"contexts: {', '.join(event.contexts)}"
    for number in event.numbers:
        low, high = (str(n) if n is not None else "" for n in (number.min, number.max))
        yield f"{number.what}: {low if low == high else f'{low}-{high}'}"
