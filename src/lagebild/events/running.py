"""The running time of a report: acts told on without a date of their own happen when the acts before them do."""

from collections.abc import Iterator

from msgspec import structs

from lagebild.events.scene import Hit, Scene
from lagebild.events.when_where import dated
from lagebild.model import Clause, ClauseKind, EventMention, EventTime, EventType, Role, Status, Tense, Time, TimexType
from lagebild.model.ask import arguments, tokens_in

PAST = (Tense.PRETERITE, Tense.PERFECT)

STORY = frozenset(EventType(name) for name in "ASSAULT COERCE AGREE CONSULT".split())
"""Types of which a report mostly tells one act again and again."""

SPOKEN = frozenset(EventType(name) for name in "REQUEST ACCUSE REJECT THREATEN SUPPORT".split())
"""Types of what is said, which may be at any time after what is told."""

REACH = 2
"""Sentences over which a time runs on in a paragraph."""


def with_running_times(scene: Scene, hits: list[Hit], mentions: tuple[EventMention, ...]) -> tuple[EventMention, ...]:
    """Mentions with the times that they take over: of the act told right before in the same paragraph."""
    done: list[EventMention] = []
    running: EventTime | None = None
    since = -1
    for hit, mention in zip(hits, mentions, strict=True):
        sentence = scene.analysis.sentence_of[hit.token]
        actual = mention.status == Status.ACTUAL
        if running is not None and not runs_on(scene, since, sentence):
            running = None
        open_act = mention.time is None and actual and mention.type not in SPOKEN
        if open_act and running is not None and told_on(scene, hit, mention):
            mention = structs.replace(mention, time=day_of(running))
            since = sentence
        elif mention.time is not None and mention.time.span is not None and actual:
            running, since = mention.time, sentence
        done.append(mention)
    return with_story_times(scene, hits, tuple(done))


def with_story_times(scene: Scene, hits: list[Hit], mentions: tuple[EventMention, ...]) -> tuple[EventMention, ...]:
    """Mentions with the time of the report's story: where all dated acts of a type fall on one time, the undated ones
    are the same act told again."""
    times = {kind: time for kind in STORY if (time := story_time(scene, mentions, kind)) is not None}
    return tuple(
        structs.replace(mention, time=times[mention.type])
        if mention.time is None and mention.type in times and in_story(mention) and retold(scene, hit)
        else mention
        for hit, mention in zip(hits, mentions, strict=True)
    )


def story_time(scene: Scene, mentions: tuple[EventMention, ...], kind: EventType) -> EventTime | None:
    """The one time of all acts of a type that have a time of their own, the most precise one of its day; of force also
    the time of "der Vorfall", "die Tat"."""
    times = {m.time.value: m.time for m in mentions if m.type == kind and in_story(m) and m.time and m.time.span}
    if kind == EventType.ASSAULT:
        times |= {time.value: time for time in incident_times(scene)}
    if len({value[:10] for value in times}) != 1:
        return None
    return structs.replace(times[max(times, key=len)], span=None)


def incident_times(scene: Scene) -> Iterator[EventTime]:
    """When something happened that is only called an incident ("Der Vorfall ereignete sich am 3. Mai")."""
    carriers, nouns = scene.lexicon.shifters.carriers, scene.lexicon.parties["incidents"]
    for clause in scene.analysis.clauses:
        subjects = arguments(scene.analysis, clause, Role.SUBJECT)
        if scene.predicates[clause.i] in carriers and any(phrase.lemma in nouns for phrase in subjects):
            inside = [time for time in times_in(scene, clause) if time.type in (TimexType.DATE, TimexType.TIME)]
            yield from (dated(time) for time in inside[:1] if time.begins)


def times_in(scene: Scene, clause: Clause) -> Iterator[Time]:
    """The time expressions of a clause."""
    for time in scene.times_of.get(clause.sentence, ()):
        if scene.analysis.clause_of[tokens_in(scene.analysis, (time.start, time.end))[0]] == clause.i:
            yield time


def in_story(mention: EventMention) -> bool:
    """Is it an act that happened, no background?"""
    return mention.status == Status.ACTUAL and not mention.historical


def retold(scene: Scene, hit: Hit) -> bool:
    """Is a hit told in the past, or by a noun: no habit of the present and nothing that was before?"""
    if hit.clause < 0 or hit.attribute or has_time(scene, hit):
        return False
    tense = scene.analysis.clauses[hit.clause].tense
    return tense in PAST or (hit.entry.kind == "noun" and tense != Tense.PLUPERFECT)


def has_time(scene: Scene, hit: Hit) -> bool:
    """Does the clause of a hit say of itself when it is, though nothing that dates ("in den letzten Monaten")?"""
    return any(True for _ in times_in(scene, scene.analysis.clauses[hit.clause]))


def day_of(time: EventTime) -> EventTime:
    """What the next act takes over of a time: the day of an hour or a part of the day, a whole night."""
    day = time.value[:10]
    if "T" not in time.value or time.value.endswith("TNI"):
        return structs.replace(time, span=None)
    return EventTime(value=day, begins=day, ends=day, time_precision="day")


def runs_on(scene: Scene, since: int, sentence: int) -> bool:
    """Does a time of one sentence reach another: in the same paragraph, near, with no other time between?"""
    sentences = scene.analysis.sentences
    if sentences[since].paragraph != sentences[sentence].paragraph or sentence - since > REACH:
        return False
    return not any(scene.times_of.get(i) for i in range(since + 1, sentence + 1))


def told_on(scene: Scene, hit: Hit, mention: EventMention) -> bool:
    """Is a hit told as the next act: by a verb in the past, by hearsay ("soll getötet haben") or in an infinitive below
    one? What somebody is quoted with is so only by a verb."""
    if hit.clause < 0 or hit.attribute or has_time(scene, hit):
        return False
    clause, noun = scene.analysis.clauses[hit.clause], hit.entry.kind == "noun"
    if mention.according_to and (noun or clause.tense not in PAST):
        return False
    return clause.tense in PAST or "sollen" in clause.modals or (clause.kind == ClauseKind.INFINITIVE and not noun)
