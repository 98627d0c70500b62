"""Readings made up by chance, for measuring linking at any size: no text is read and no model runs.

A stream of news: so many reports and new events a day, at every size. A report tells an event of the last days with
some mentions and quotations and names up to two older ones, and every fifth is a reprint, whole or cut, of one of the
day before. How often an event is told falls off as in news: the first of a day by one report in twenty, most once or
twice. Everything follows from the seed and the number of the report.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from lagebild.model import (
    Actor,
    ActorKind,
    EventMention,
    EventPlace,
    EventTime,
    EventType,
    MadeBy,
    Party,
    Quotation,
    QuotationType,
    Reading,
    Report,
    Span,
    Stance,
)

REPORTS_A_DAY = 400
EVENTS_A_DAY = 100
MADE_BY = MadeBy(lagebild="0.1.0", model="none", lexicons="generated")
FIRST_DAY = date(2020, 1, 1)
_SYLLABLES = tuple(a + b + c for a in "bdfghklmnprstvwz" for b in "aeiou" for c in "lnrst")
_COUNTRIES = tuple(a + b + c for a in "ABDEFGHIKL" for b in "AEIOU" for c in "NRSTV")
_KINDS = (
    (EventType.ASSAULT, ("Explosion", "Detonation", "Sprengung")),
    (EventType.ASSAULT, ("Anschlag", "Angriff", "Attentat")),
    (EventType.ASSAULT, ("Beschuss", "Luftangriff", "Raketenangriff")),
    (EventType.ASSAULT, ("Zerstörung", "Sabotage", "Beschädigung")),
    (EventType.CONSULT, ("Treffen", "Gespräch", "Unterredung")),
    (EventType.CONSULT, ("Besuch", "Reise", "Empfang")),
    (EventType.PROTEST, ("Demonstration", "Proteste", "Kundgebung")),
    (EventType.PROTEST, ("Streik", "Warnstreik", "Ausstand")),
    (EventType.COERCE, ("Festnahme", "Verhaftung", "Festnahmen")),
    (EventType.COERCE, ("Durchsuchung", "Razzia", "Beschlagnahme")),
    (EventType.MOBILIZE, ("Stationierung", "Verlegung", "Entsendung")),
    (EventType.AID, ("Hilfe", "Lieferung", "Unterstützung")),
    (EventType.AGREE, ("Abkommen", "Vertrag", "Einigung")),
    (EventType.SANCTION, ("Sanktionen", "Strafmaßnahmen", "Embargo")),
    (EventType.RETREAT, ("Abzug", "Rückzug", "Räumung")),
    (EventType.CONCEDE, ("Rücktritt", "Freilassung", "Begnadigung")),
    (EventType.COOPERATE, ("Übung", "Manöver", "Zusammenarbeit")),
    (EventType.REJECT, ("Ablehnung", "Absage", "Weigerung")),
)


def word(pick: Random) -> str:
    """A word that looks like a noun; none ends with another one."""
    return "".join(pick.choice(_SYLLABLES) for _ in range(4)).capitalize()


class Told:
    """An event of the world: what it is, when, where, by whom."""

    def __init__(self, seed: int, day: int, number: int) -> None:
        pick = Random(f"{seed} event {day} {number}")
        self.type, self.words = pick.choice(_KINDS)
        self.day = FIRST_DAY + timedelta(days=day)
        self.place = word(pick)
        self.nouns = [word(pick) for _ in range(4)]
        self.countries = pick.sample(_COUNTRIES, 2)
        self.people = [f"{word(pick)} {word(pick)}" for _ in range(2)]


def reading_of(seed: int, number: int) -> Reading:
    """The reading of a report of the stream."""
    pick = Random(f"{seed} report {number}")
    if number and pick.random() < 0.2:
        return _reprint(reading_of(seed, pick.randrange(max(0, number - REPORTS_A_DAY), number)), number, pick)
    day = number // REPORTS_A_DAY
    main = Told(seed, day - pick.choice((0, 0, 1, 1, 2, 3)), int(EVENTS_A_DAY * pick.random() ** 1.6))
    before = (day - 3 - int(pick.expovariate(1 / 30)) for _ in range(pick.choice((0, 1, 2))))
    older = [Told(seed, then, int(EVENTS_A_DAY * pick.random() ** 1.6)) for then in before]
    return _report(number, FIRST_DAY + timedelta(days=day), [main, *older], pick)


def readings(seed: int, reports: int) -> Iterator[Reading]:
    """The readings of so many reports."""
    return (reading_of(seed, number) for number in range(reports))


def _report(number: int, published: date, told: list[Told], pick: Random) -> Reading:
    text = _Text()
    main = told[0]
    actors: list[Actor] = []
    events: list[EventMention] = []
    quotations: list[Quotation] = []
    for country in dict.fromkeys(c for one in told for c in one.countries):
        actors.append(
            Actor(id=f"a{len(actors)}", name=f"Land {country}", kind=ActorKind.STATE, country=country, sector="GOV")
        )
    who = {actor.country: actor.id for actor in actors}
    for one in told:
        for name, country in zip(one.people, one.countries, strict=True):
            actors.append(Actor(id=f"a{len(actors)}", name=name, kind=ActorKind.PERSON, country=country, sector="GOV"))
    named = {actor.name: actor.id for actor in actors}
    for place, one in enumerate(told):
        for mention in range(pick.choice((2, 3)) if one is main else 1):
            trigger = pick.choice(one.words)
            before = text.words(pick, 2, one.nouns[:2])
            where = text.word(trigger)
            text.words(pick, 6, (one.nouns[2], one.place))
            day = (one.day if pick.random() < 0.97 else one.day + timedelta(days=40)).isoformat()
            quoted = one is main and mention == 1
            if quoted:
                quotations.append(
                    Quotation(
                        id="q1", type=QuotationType.INDIRECT, spans=((before, text.length),),
                        holders=(named[one.people[0]],), stance=Stance.ASSERTS,
                    )
                )  # fmt: skip
            events.append(
                EventMention(
                    id=f"e{len(events)}",
                    type=one.type,
                    trigger=where,
                    actors=(Party(span=where, actor=who[one.countries[0]]),),
                    recipients=(Party(span=where, actor=who[one.countries[1]]),) if pick.random() < 0.7 else (),
                    time=EventTime(value=day, begins=day, ends=day, span=where) if pick.random() < 0.7 else None,
                    place=EventPlace(name=one.place, country=one.countries[1]) if pick.random() < 0.6 else None,
                    historical=place > 0,
                    quotations=("q1",) if quoted else (),
                )
            )
            text.stop()
        text.words(pick, 12, ())
        text.stop()
    for _ in range(5):
        text.words(pick, 14, ())
        text.stop()
    if pick.random() < 0.2:
        start = text.words(pick, 8, (main.nouns[0],))
        quotations.append(
            Quotation(
                id="q2", type=QuotationType.REPORTED, spans=((start, text.length),), holders=(who[main.countries[0]],),
                stance=Stance.DENIES, targets=("e0",),
            )
        )  # fmt: skip
        text.stop()
    report = Report(
        id=f"r{number}",
        title=f"{main.nouns[0]} in {main.place}",
        text=text.whole,
        published=f"{published.isoformat()}T{pick.randrange(24):02d}:00",
        outlet=f"Blatt {pick.randrange(40)}",
        agencies=(pick.choice(("dpa", "AFP", "Reuters")),) if pick.random() < 0.6 else (),
    )
    return Reading(
        report=report, made_by=MADE_BY, actors=tuple(actors), quotations=tuple(quotations), events=tuple(events)
    )


def _reprint(original: Reading, number: int, pick: Random) -> Reading:
    """The same report in another paper, whole or without its end."""
    report, events = original.report, original.events
    end = report.text.find(". ", len(report.text) * 6 // 10) + 1
    cut = end if end and pick.random() < 0.5 else len(report.text)
    quotations = tuple(q for q in original.quotations if all(end <= cut for _, end in q.spans))
    kept = {q.id for q in quotations}
    return Reading(
        report=Report(
            id=f"r{number}", title=report.title, text=report.text[:cut],
            published=f"{(report.published or '')[:10]}T23:30", outlet=f"Blatt {40 + pick.randrange(40)}",
            agencies=report.agencies,
        ),
        made_by=MADE_BY,
        actors=original.actors,
        quotations=quotations,
        events=tuple(
            EventMention(
                id=e.id, type=e.type, trigger=e.trigger, actors=e.actors, recipients=e.recipients, time=e.time,
                place=e.place, historical=e.historical, quotations=tuple(q for q in e.quotations if q in kept),
            )
            for e in events if e.trigger[1] <= cut
        ),
    )  # fmt: skip


class _Text:
    """A text as it grows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def word(self, one: str) -> Span:
        """Add a word; where it stands."""
        gap = " " if self._parts else ""
        start = self.length + len(gap)
        self._parts.append(gap + one)
        self.length = start + len(one)
        return start, self.length

    def words(self, pick: Random, some: int, nouns: tuple[str, ...] | list[str]) -> int:
        """Add words in lower case and nouns among them; where they begin."""
        line = [word(pick).lower() for _ in range(some)] + list(nouns)
        start = self.length + 1
        for one in line:
            self.word(one)
        return start

    def stop(self) -> None:
        """End a sentence."""
        self._parts.append(".")
        self.length += 1

    @property
    def whole(self) -> str:
        """The text."""
        return "".join(self._parts)
