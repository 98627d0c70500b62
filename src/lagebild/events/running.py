"""The running time of a report: acts told on without a date of their own happen when the acts before them do."""

from msgspec import structs

from lagebild.events.scene import Hit, Scene
from lagebild.model import ClauseKind, EventMention, EventType, Status, Tense

TOLD_ON = frozenset(EventType(name) for name in "ASSAULT PROTEST COERCE MOBILIZE".split())
"""Types that reports tell as a course of acts."""

PAST = (Tense.PRETERITE, Tense.PERFECT)


def with_running_times(scene: Scene, hits: list[Hit], mentions: tuple[EventMention, ...]) -> tuple[EventMention, ...]:
    """Mentions with the times that they take over: of an earlier mention by the same word ("bei dem Anschlag"), or of
    the act told right before in the same paragraph."""
    done: list[EventMention] = []
    known: dict[str, EventMention] = {}
    for hit, mention in zip(hits, mentions, strict=True):
        if mention.time is None and mention.status == Status.ACTUAL and mention.type in TOLD_ON:
            earlier = known.get(hit.entry.word) if hit.entry.kind == "noun" else None
            before = done[-1] if done and follows(scene, hit, hits[len(done) - 1]) else None
            source = earlier or (before if before is not None and before.status == Status.ACTUAL else None)
            if source is not None and source.time is not None:
                mention = structs.replace(mention, time=structs.replace(source.time, span=None))
        if mention.time is not None and hit.entry.kind == "noun" and mention.status == Status.ACTUAL:
            known[hit.entry.word] = mention
        done.append(mention)
    return tuple(done)


def follows(scene: Scene, hit: Hit, before: Hit) -> bool:
    """Is a hit told on from the one before: the same or the next sentence of a paragraph, no date between, past?"""
    analysis = scene.analysis
    here, there = analysis.sentence_of[hit.token], analysis.sentence_of[before.token]
    if analysis.sentences[here].paragraph != analysis.sentences[there].paragraph or here - there > 1:
        return False
    if here != there and scene.times_of.get(here):
        return False
    if hit.clause < 0:
        return False
    clause = analysis.clauses[hit.clause]
    return clause.tense in PAST or clause.kind == ClauseKind.INFINITIVE
