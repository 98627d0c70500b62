"""Vague nouns that name again what a report told before: "die Tat", "der Vorfall".

They are no event mentions of a reading, because alone they say nothing. Here each becomes a further mention of the last
act before it that it can mean, so that what is said of it is a position on that act.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from lagebild.link.mentions import VAGUE
from lagebild.link.names import fold
from lagebild.link.records import Told
from lagebild.link.vocabulary import Vocabulary, stem
from lagebild.model import EventMention, Reading, Status

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"(?<![^\W\d_])[^\W\d_a-z][^\W\d_]*")
_MARK = "~"
_BEFORE = 2
"""Words before the noun among which its determiner is looked for."""
_REACH = 200
"""Characters in which they stand."""


def with_references(told: Told, vocabulary: Vocabulary) -> Told:
    """A reading with mentions for its vague nouns beside those that it has."""
    found = tuple(_references(told.reading, vocabulary))
    if not found:
        return told
    events = tuple(sorted((*told.reading.events, *found), key=lambda event: (event.trigger, event.id)))
    return replace(told, reading=replace(told.reading, events=events))


def mention_id(event: str) -> str:
    """The event mention of the reading that a mention names: itself, or the one that a vague noun names again."""
    return event.partition(_MARK)[0]


def _references(reading: Reading, vocabulary: Vocabulary) -> Iterator[EventMention]:
    text = reading.report.text
    taken = [event.trigger for event in reading.events]
    for match in _CAPITALISED.finditer(text):
        word = fold(match.group())
        if (
            match.group()[0].isupper()
            and word in vocabulary.vague
            and _definite(_words_before(text, match.start()), vocabulary)
        ):
            span = match.span()
            act = (
                None if any(a < span[1] and span[0] < b for a, b in taken) else _act(reading, span[0], word, vocabulary)
            )
            if act is not None:
                yield _mention(reading, act, span)


def _words_before(text: str, start: int) -> list[str]:
    return [fold(word) for word in _WORD.findall(text[max(0, start - _REACH) : start])[-_BEFORE:]]


def _definite(before: list[str], vocabulary: Vocabulary) -> bool:
    return any(word in vocabulary.reference.known for word in before) and not any(
        word in vocabulary.reference.other for word in before[-1:]
    )


def _act(reading: Reading, start: int, word: str, vocabulary: Vocabulary) -> EventMention | None:
    """The last act that happened and that a vague noun can name."""
    types = vocabulary.vague[word]
    text = reading.report.text
    told = [
        event
        for event in reading.events
        if event.type in types
        and event.trigger[1] <= start
        and event.status is Status.ACTUAL
        and not event.historical
        and not stem(fold(text[slice(*event.trigger)])).endswith(vocabulary.wholes)
    ]
    return max(told, key=lambda event: (event.trigger, event.id), default=None)


def _mention(reading: Reading, act: EventMention, span: tuple[int, int]) -> EventMention:
    around = tuple(
        q.id for q in reading.quotations if any(a <= span[0] and span[1] <= b for a, b in q.spans) and q.holders
    )
    return EventMention(
        id=f"{act.id}{_MARK}{span[0]}", type=act.type, trigger=span, contexts=act.contexts, quotations=around,
        rule=VAGUE,
    )  # fmt: skip
