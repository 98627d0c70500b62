"""A report becomes a reading: what holds for every reading."""

from collections.abc import Iterator

import msgspec
import pytest

from lagebild.lang import Language
from lagebild.model import Reading, Report, Span
from lagebild.pipeline import Failure, read, read_all

TEXTS = {
    "chain": "MINSK (npa) – Der Präsident habe das Abkommen gebilligt, berichtete am Montag die Agentur npa unter "
    "Berufung auf belarussische Medien. Ein Sprecher des Kreml dementierte das.",
    "quotes": "„Wir verhandeln weiter“, sagte Außenministerin Annalena Baerbock am Dienstag in Berlin. „Die Gespräche "
    "dauern an.“ Die Opposition forderte, die Verhandlungen abzubrechen.",
    "soll": "Bei dem Angriff auf die Hafenstadt Odessa sollen drei Menschen getötet worden sein. Russland plant nach "
    "Angaben aus Kiew eine Offensive. Am 3. Mai soll das Treffen stattfinden.",
    "empty": "",
    "odd": "„„„ ((( 31. Februar 99999 …\n\n\n– : ; »»",
}


def spans(reading: Reading) -> Iterator[Span]:
    """Every span of a reading."""
    yield from ((item.start, item.end) for item in (*reading.entities, *reading.times, *reading.places))
    for actor in reading.actors:
        yield from actor.mentions
    for q in reading.quotations:
        yield from (*q.spans, *q.speaker, *q.cue, *q.frame, *q.addressee)
    for e in reading.events:
        yield e.trigger
        yield from (party.span for party in (*e.actors, *e.recipients, *e.according_to))
        yield from (n.span for n in e.numbers)
        yield from (part.span for part in (e.time, e.place) if part is not None and part.span is not None)


@pytest.mark.parametrize("name", TEXTS)
def test_every_span_lies_in_the_text_and_every_reference_exists(name: str, german: Language) -> None:
    reading = read(Report(id=name, text=TEXTS[name], published="2023-05-02"), german)
    assert all(0 <= start < end <= len(reading.report.text) for start, end in spans(reading))
    actors = {a.id for a in reading.actors}
    quotations = {q.id for q in reading.quotations}
    events = {e.id for e in reading.events}
    assert len(actors) == len(reading.actors)
    assert len(quotations) == len(reading.quotations)
    assert len(events) == len(reading.events)
    for q in reading.quotations:
        assert set(q.holders) <= actors
        assert set(q.targets) <= quotations | events
        assert q.parent is None or q.parent in quotations
        assert q.rule
    for e in reading.events:
        assert {p.actor for p in (*e.actors, *e.recipients, *e.according_to)} <= {None, *actors}
        assert set(e.quotations) <= quotations
        assert e.rule


@pytest.mark.parametrize("name", TEXTS)
def test_reading_twice_gives_the_same_bytes(name: str, german: Language) -> None:
    report = Report(id=name, text=TEXTS[name], published="2023-05")
    assert msgspec.json.encode(read(report, german)) == msgspec.json.encode(read(report, german))


def test_reading_survives_its_json(german: Language) -> None:
    reading = read(Report(id="chain", text=TEXTS["chain"], published="2023-05-02"), german)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def test_one_report_that_fails_does_not_stop_the_others(german: Language) -> None:
    broken = Report(id="broken", text=None)  # type: ignore[arg-type]
    fine = Report(id="fine", text="Berlin ist eine Stadt.")
    outcomes = list(read_all([fine, broken, fine], german))
    assert [type(outcome) for outcome in outcomes] == [Reading, Failure, Reading]
    failure = outcomes[1]
    assert isinstance(failure, Failure)
    assert failure.report.id == "broken"
    assert failure.reason
