"""What a time expression is read against: the report's date, the day last spoken of, the tense of its clause."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from lagebild.lang.times import Holiday
from lagebild.mentions.time_rules import Match
from lagebild.mentions.time_tokens import Word, word_at
from lagebild.mentions.time_values import Period, Value
from lagebild.model import Analysis, Clause, ClauseKind, Mood, Tense, Voice

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_PAST = (Tense.PRETERITE, Tense.PERFECT, Tense.PLUPERFECT)
_MEMORY, _LONG_MEMORY, _NEAR_DAYS = 2, 8, 7
"""So many sentences a day is kept in mind for bare clock times and the like, and in the past tense one that
lies so many days before the report."""


class Anchor(NamedTuple):
    """The report's date at the precision that it has; `day` may be taken from the text where the date has none."""

    year: int | None = None
    month: int | None = None
    day: date | None = None


class Spoken(NamedTuple):
    """What was spoken of last.

    sentence: where `period` was named. day, day_sentence: the last day. told, told_sentence: the last day up to the
    report's. age_sentence: where an age long past was named (a decade, "damals", a year five years before the report).
    """

    period: Period | None = None
    sentence: int = -10
    day: date | None = None
    day_sentence: int = -10
    told: date | None = None
    told_sentence: int = -10
    age_sentence: int = -10


class Scene(NamedTuple):
    """Everything that a recipe may ask."""

    analysis: Analysis
    words: list[Word]
    anchor: Anchor
    spoken: Spoken
    holidays: Mapping[str, Holiday]
    cues: Mapping[str, frozenset[str]]

    def is_cue(self, word: Word | None, name: str) -> bool:
        """Is a word one of the cues of that name, whatever its case?"""
        return word is not None and word.text.lower() in self.cues[name]


def anchor_of(published: str | None) -> Anchor:
    """The anchor of a report's date: "2022-12" -> year and month; none of what is no possible date."""
    found = _PUBLISHED.match(published or "")
    if not found:
        return Anchor()
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        exact = date(year or 0, month or 1, day or 1)
    except ValueError:
        return Anchor()
    return Anchor(year, month, exact if day else None)


def after(scene: Scene, match: Match, value: Value) -> Spoken:
    """What is spoken of after an expression with that value. A year in an attribute ("das 2018 eröffnete Haus") is
    told in passing."""
    spoken, period, sentence = scene.spoken, value.period, match.words[0].sentence
    if _is_past_age(scene, value):
        spoken = spoken._replace(age_sentence=sentence)
    if period is None or (period.unit == "Y" and _attribute(scene, match)):
        return spoken
    if period.unit == "D":
        spoken = spoken._replace(day=period.first, day_sentence=sentence)
        if scene.anchor.day is None or period.first <= scene.anchor.day:
            spoken = spoken._replace(told=period.first, told_sentence=sentence)
    return spoken._replace(period=period, sentence=sentence)


def _is_past_age(scene: Scene, value: Value) -> bool:
    if value.value == "PAST_REF":
        return True
    if value.period is None or scene.anchor.year is None:
        return False
    return value.period.unit in ("DE", "CE") or value.period.first.year <= scene.anchor.year - 5


def clause_at(scene: Scene, match: Match) -> Clause | None:
    """The clause in which an expression stands."""
    at = scene.analysis.clause_of[match.words[0].token]
    return scene.analysis.clauses[at] if at >= 0 else None


def before(scene: Scene, match: Match, distance: int = 1) -> Word | None:
    """The word so far before an expression, in the same sentence."""
    at = match.first - distance
    if at < 0 or scene.words[at].sentence != match.words[0].sentence:
        return None
    return scene.words[at]


def following(scene: Scene, match: Match, distance: int = 0) -> Word | None:
    """The word after an expression, in the same sentence."""
    at = match.last + distance
    if at >= len(scene.words) or scene.words[at].sentence != match.words[-1].sentence:
        return None
    return scene.words[at]


def direction(scene: Scene, match: Match) -> str:
    """Where an expression points by the tense of its clause: "past", "future", "present" or "" (unknown)."""
    word, behind = before(scene, match), following(scene, match)
    clause = clause_at(scene, match)
    if scene.is_cue(word, "since"):
        return "past"
    if pointed := _attribute(scene, match):
        return pointed
    if scene.is_cue(word, "from") and not scene.is_cue(behind, "range"):
        return "past"
    if clause is None:
        return ""
    if _is_planned(scene, clause):
        return "future"
    tense = _tense(scene, clause)
    if scene.is_cue(word, "toward") and clause.tense in (Tense.PRETERITE, Tense.PERFECT):
        return "past" if clause.voice == Voice.STATIVE else "future"
    due = scene.is_cue(word, "ahead") and (tense != "past" or (clause.modals and clause.tense == Tense.PRESENT))
    return "future" if due else tense


def _attribute(scene: Scene, match: Match) -> str:
    """Where a participle points that the expression belongs to: "die im Dezember in Rom beginnende Konferenz"."""
    opened = any("DET" in w.values for w in (before(scene, match, 2), before(scene, match, 1)) if w)
    for distance in range(6 if opened else 1):
        word = following(scene, match, distance)
        if word is None or word.text == ",":
            return ""
        if "PLAN" in word.values and scene.analysis.tokens[word.token].tag == "ADJA":
            return "future"
        if "ADJ" in word.values and (pointed := _participle(scene, word.text)):
            return "future" if scene.is_cue(before(scene, match), "toward") else pointed
    return ""


def _participle(scene: Scene, word: str) -> str:
    """ "beginnende" -> future, "veröffentlichte" -> past, other adjectives -> ""."""
    if not word.islower():
        return ""
    if word.endswith(tuple(scene.cues["future_participle_endings"])):
        return "future"
    return "past" if len(word) > 5 and word.endswith(tuple(scene.cues["past_participle_endings"])) else ""


def _is_planned(scene: Scene, clause: Clause) -> bool:
    """ "ist für Freitag geplant": a participle of planning is the content verb of a passive."""
    if clause.head is None or clause.tense not in (Tense.PRESENT, Tense.NONE):
        return False
    head = scene.analysis.tokens[clause.head]
    word = scene.words[word_at(scene.words, head.start)]
    return word.start == head.start and "PLAN" in word.values


def _tense(scene: Scene, clause: Clause) -> str:
    """Past, future or present by the verb cluster of a clause, of the clause above where it has no verb."""
    perfect = _has_perfect_infinitive(scene, clause)
    if clause.tense == Tense.FUTURE:
        return "past" if perfect else "future"
    if clause.tense in _PAST:
        if clause.mood in (Mood.SUBJUNCTIVE_2,) and not perfect and clause.tense == Tense.PRETERITE:
            return "future"
        wish = scene.cues["wish_modals"] & set(clause.modals)
        return "future" if wish and not perfect and not clause.negations and clause.tense == Tense.PRETERITE else "past"
    if clause.kind == ClauseKind.INFINITIVE:
        return "past" if perfect else "future"
    if clause.tense == Tense.PRESENT:
        if perfect or clause.voice == Voice.STATIVE:
            return "past"
        return "future" if scene.cues["ahead_modals"] & set(clause.modals) else "present"
    if clause.parent is not None and clause.parent != clause.i:
        parent = scene.analysis.clauses[clause.parent]
        above = "" if parent.tense == Tense.NONE or parent.parent == clause.i else _tense(scene, parent)
        return "" if above == "present" else above
    return ""


def _has_perfect_infinitive(scene: Scene, clause: Clause) -> bool:
    """ "soll getötet haben": participle and infinitive of an auxiliary."""
    tokens = scene.analysis.tokens
    if clause.head is None or tokens[clause.head].tag not in ("VVPP", "VAPP", "VMPP"):
        return False
    behind = tokens[clause.head + 1 : clause.head + 3]
    return any(
        token.tag.startswith("VA")
        and token.i != clause.finite
        and token.text.lower() in scene.cues["perfect_auxiliaries"]
        for token in behind
    )


def spoken_day(scene: Scene, match: Match, memory: int = _MEMORY, far: bool = False) -> date | None:
    """The day last spoken of: one of this sentence, one shortly before; in the past one that is past, over a longer
    stretch; else the report's day. far: that one may lie long before the report."""
    spoken, here, anchor = scene.spoken, match.words[0].sentence, scene.anchor.day
    if spoken.day and spoken.day_sentence == here:
        return spoken.day
    if direction(scene, match) == "past":
        near = far or (spoken.told is not None and (anchor is None or (anchor - spoken.told).days <= _NEAR_DAYS))
        kept = here - spoken.told_sentence <= (_LONG_MEMORY if near else 1)
        return spoken.told if spoken.told and kept else anchor
    return spoken.day if spoken.day and here - spoken.day_sentence <= memory else anchor


def story_year(scene: Scene, match: Match) -> int | None:
    """The year that the text tells of when it is not the report's: named in this or the sentence before."""
    spoken = scene.spoken.period
    if spoken is None or match.words[0].sentence - scene.spoken.sentence > 1:
        return None
    if spoken.unit not in ("D", "M", "Y", *("SP", "SU", "FA", "WI")):
        return None
    if scene.anchor.year is not None and not spoken.first.year < scene.anchor.year - 1:
        return None
    return spoken.first.year
