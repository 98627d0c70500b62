"""Is an act background, told only to place the story: an older time, the pluperfect, "nach dem Anschlag vom …"?"""

from lagebild.events.scene import Hit, Scene, preposition_of
from lagebild.model import EventTime, Tense

MONTH = 31
"""Days before the report from which on a dated act is background."""


def is_historical(scene: Scene, hit: Hit, time: EventTime | None) -> bool:
    """Does the act lie before the story that the report tells?"""
    clause = scene.analysis.clauses[hit.clause] if hit.clause >= 0 else None
    if time is not None and older(scene, time):
        return True
    if hit.entry.kind == "noun" and hit.phrase >= 0 and time is not None:
        noun = scene.analysis.phrases[hit.phrase]
        if preposition_of(scene, noun) in scene.lexicon.background["prepositions"]:
            return older(scene, time)
    if clause is None or hit.entry.kind == "noun" or hit.attribute:
        return False
    words = {scene.analysis.tokens[i].lemma.lower() for i in clause.tokens}
    return clause.tense == Tense.PLUPERFECT and not words.isdisjoint(scene.lexicon.background["adverbs"])


def older(scene: Scene, time: EventTime) -> bool:
    """Does a time end more than a month before the report?"""
    published = scene.report.published
    ends = time.ends or time.begins
    if published is None or ends is None or len(published) < 7 or len(ends) < 4:
        return False
    return days(published) - days(ends) > MONTH


def days(value: str) -> int:
    """A rough count of days from an ISO date of any precision."""
    digits = [*value[:10].split("T")[0].split("-"), "12", "28"][:3]
    numbers = [int(part) if part.isdigit() else 1 for part in digits]
    return numbers[0] * 365 + numbers[1] * 30 + numbers[2]
