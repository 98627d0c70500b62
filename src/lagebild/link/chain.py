"""Linking a set of reports in one go."""

from collections.abc import Iterable, Mapping

from lagebild.lang import Language
from lagebild.link.base import Memory
from lagebild.link.dates import days_of
from lagebild.link.incremental import Linker
from lagebild.link.records import Linked, Told
from lagebild.link.registry import merged_of
from lagebild.link.vocabulary import vocabulary_of
from lagebild.link.weights import Weights, load_weights
from lagebild.model import LedgerEvent


def link_reports(
    told: Mapping[str, Told] | Iterable[Told], language: Language, weights: Weights | None = None
) -> Linked:
    """The ledger of a set of reports: the same for every order in which they are given, and the same that a store has
    to which they were added one by one.

    told: the current reading of every version of every report, each with its own `ref`; as a mapping it may fetch them
    when they are asked for. Each is read a few times and none is held for long.
    """
    source = told if isinstance(told, Mapping) else {t.ref: t for t in told}
    refs = sorted(source)
    base = Memory(dict(enumerate(refs)), source.__getitem__)
    linker = Linker(base, vocabulary_of(language), weights or load_weights())
    linker.update(range(len(refs)))
    events = [event for _, event in sorted(base.found.values(), key=lambda found: ledger_order(found[1], found[0]))]
    return Linked(
        events=tuple(events),
        copies=tuple(copy for _, copy in sorted(linker.copies.items()) if copy is not None),
        merged=tuple(merged_of(+linker.used)),
        replaced=tuple(sorted((refs[by[0]], refs[old]) for old, by in linker.replaced.items() if by is not None)),
        why=tuple(sorted((w for why in base.why.values() for w in why), key=lambda w: (w.event, w.one, w.other))),
    )


def ledger_order(event: LedgerEvent, bare: bool) -> str:
    """What the ledger is sorted by: the day on which an event happens, what has none by its first report; then id.
    What nothing but a word names stands behind all others."""
    time = event.time
    day = (days_of(time.begins or time.value) if time else None) or days_of(event.first_seen)
    return f"{int(bare)}{day[0] if day else 0:08d}{event.first_seen or '':32}{event.id}"
