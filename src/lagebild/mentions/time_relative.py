"""Recipes for dates relative to the report's day and to the day last spoken of."""

from datetime import date, timedelta

from lagebild.mentions.time_dates import half, mod_of, part_of, pick, whole_or_part, year_of
from lagebild.mentions.time_rules import Match
from lagebild.mentions.time_scene import Scene, before, clause_at, direction, following, spoken_day, story_year
from lagebild.mentions.time_values import (
    MONTHS,
    Period,
    Value,
    containing,
    dated,
    duration,
    last_day,
    moved,
    shifted,
    timed,
)
from lagebild.model import Clause, Tense, TimexType

_RECENT = 2
"""In the past tense "diesen Montag" is a day that lies at most so many days back, else the coming one."""

_DEIXIS = ("THIS", "LAST", "NEXT", "CURRENT")


def base_day(scene: Scene) -> date | None:
    """The report's day; the day last spoken of where the report has none."""
    return scene.anchor.day or scene.spoken.day


def day_word(match: Match, scene: Scene) -> Value:
    """ "heute", "gestern Abend", "am morgigen Dienstag"."""
    steps = int(match.value("t", "DAY_WORD", "DAY_ADJECTIVE") or 0)
    part = part_of(match)
    base = scene.anchor.day
    if base is None:
        return _unknown_day(scene, part)
    if steps == 0 and not part and not match.has("w") and _is_nowadays(match, scene):
        return Value("PRESENT_REF")
    if steps == 1 and not part and _is_of(match, scene):
        return Value("FUTURE_REF")
    if steps == 0 and part == "NI":
        return night(match, scene)
    return whole_or_part(base + timedelta(days=steps), match)


def day_offset(match: Match, scene: Scene) -> Value:
    """ "heute vor 80 Jahren", "morgen in einer Woche"."""
    amount, steps = match.value("n", "NUM", "ONE") or "1", int(match.value("t", "DAY_WORD") or 0)
    if scene.anchor.day is None or not amount.isdigit():
        return _unknown_day(scene, None)
    sign = -1 if match.has("ago") else 1
    return dated(Period("D", moved(scene.anchor.day + timedelta(days=steps), unit_of(match), sign * int(amount))))


def day_adjective(match: Match, scene: Scene) -> Value:
    """ "die gestrige Sitzung"; "heutig" without a day means the present."""
    steps = int(match.value("t", "DAY_ADJECTIVE") or 0)
    if steps == 0:
        return Value("PRESENT_REF")
    if scene.anchor.day is None:
        return _unknown_day(scene, None)
    return dated(Period("D", scene.anchor.day + timedelta(days=steps)))


def _unknown_day(scene: Scene, part: str | None) -> Value:
    """A day of the report's month or year that is not known."""
    anchor, kind = scene.anchor, TimexType.TIME if part else None
    tail = f"T{part}" if part else ""
    if anchor.year is None:
        return Value("XXXX-XX-XX" + tail, type=kind)
    period = containing("M" if anchor.month else "Y", date(anchor.year, anchor.month or 1, 1))
    value = f"{anchor.year:04}-{anchor.month:02}-XX" if anchor.month else f"{anchor.year:04}-XX-XX"
    return Value(value + tail, period.first.isoformat(), last_day(period).isoformat(), type=kind)


def _is_nowadays(match: Match, scene: Scene) -> bool:
    """ "heute" as the present age: "noch heute", "die Jugend von heute", or in contrast to an age spoken of."""
    ahead, behind = before(scene, match), following(scene, match)
    if scene.is_cue(ahead, "of"):
        return not scene.is_cue(behind, "range")
    clause = clause_at(scene, match)
    if clause is None or clause.tense not in (Tense.PRESENT, Tense.NONE):
        return False
    if scene.is_cue(ahead, "still") or scene.is_cue(behind, "still"):
        return True
    contrast = match.words[0].sentence - scene.spoken.age_sentence <= 3
    return contrast or (clause.predicate in scene.cues["state_verbs"] and not _is_dated(scene, clause, match))


def _is_dated(scene: Scene, clause: Clause, match: Match) -> bool:
    """Does the clause hold a clock time or another number beside the day?"""
    words = scene.words[max(0, match.first - 12) : match.last + 12]
    own = (w for w in words if scene.analysis.clause_of[w.token] == clause.i)
    return any({"CLOCK", "HOUR", "PART", "WEEKDAY"} & w.values.keys() for w in own)


def _is_of(match: Match, scene: Scene) -> bool:
    """ "die Welt von morgen"."""
    return scene.is_cue(before(scene, match), "of") and not scene.is_cue(following(scene, match), "range")


def weekday(match: Match, scene: Scene) -> Value:
    """ "am Montag": the last such day up to the report's in the past, else the next one from it."""
    number = int((match.value("w", "WEEKDAY", "WEEKDAY_PART") or "1")[0])
    base = base_day(scene)
    if base is None:
        part = part_of(match)
        return Value(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    shift = match.value("s", *_DEIXIS)
    back, ahead = (base.isoweekday() - number) % 7, (number - base.isoweekday()) % 7
    if shift and int(shift) < 0:
        day = base - timedelta(days=(back or 7) + 7 * (-int(shift) - 1))
    elif shift and int(shift) > 0:
        day = base + timedelta(days=(ahead or 7) + 7 * (int(shift) - 1))
    else:
        pointed = direction(scene, match)
        forward = pointed in ("future", "present") or (shift is not None and (pointed != "past" or back > _RECENT))
        day = base + timedelta(days=ahead) if forward else base - timedelta(days=back)
    return whole_or_part(day, match)


def weekday_of_week(match: Match, scene: Scene) -> Value:
    """ "am Dienstag vergangener Woche"."""
    number, shift = int((match.value("w", "WEEKDAY", "WEEKDAY_PART") or "1")[0]), int(match.value("g", *_DEIXIS) or 0)
    base = base_day(scene)
    if base is None:
        return Value(f"XXXX-WXX-{number}")
    monday = containing("W", base).first + timedelta(days=7 * shift)
    return whole_or_part(monday + timedelta(days=number - 1), match)


def weekday_in_weeks(match: Match, scene: Scene) -> Value:
    """ "am Dienstag in einer Woche", "Freitag vor zwei Wochen"."""
    number, weeks = int(match.value("w", "WEEKDAY") or 1), int(match.value("n", "NUM", "ONE") or 1)
    base = base_day(scene)
    if base is None:
        return Value(f"XXXX-WXX-{number}")
    if match.has("ago"):
        return dated(Period("D", base - timedelta(days=(base.isoweekday() - number) % 7 + 7 * weeks)))
    return dated(Period("D", base + timedelta(days=(number - base.isoweekday()) % 7 + 7 * weeks)))


def weekday_after(match: Match, scene: Scene) -> Value:
    """ "am Montag darauf": the first such day after the one spoken of; "davor" the last before it."""
    number, step = int(match.value("w", "WEEKDAY") or 1), int(match.value("b", "STEP") or 0)
    base = spoken_day(scene, match, far=True)
    if base is None:
        return Value(f"XXXX-WXX-{number}")
    distance = (step * (number - base.isoweekday())) % 7 or 7
    return dated(Period("D", base + timedelta(days=step * distance)))


def weekend(match: Match, scene: Scene) -> Value:
    """ "am Wochenende": the last one that has begun in the past, else the coming one."""
    base = base_day(scene)
    if base is None:
        return Value("XXXX-WXX-WE")
    now = containing("WE", base)
    shift = match.value("s", *_DEIXIS)
    begun = now.first <= base
    if shift and int(shift) < 0:
        return dated(shifted(now, int(shift)))
    if shift and int(shift) > 0:
        return dated(shifted(now, int(shift) - (0 if begun else 1)))
    pointed = direction(scene, match)
    past = pointed == "past" or (pointed == "" and not shift)
    return dated(shifted(now, -1) if past and not begun else now)


def unit_of(match: Match, name: str = "u") -> str:
    """The unit that a match names."""
    return match.value(name, "UNIT", "UNIT_PLURAL", "CENTURY") or match.constant("unit") or "Y"


def unit_deictic(match: Match, scene: Scene) -> Value | None:
    """ "kommende Woche", "Ende dieses Jahres", "Mitte des Jahres"."""
    unit = unit_of(match)
    given = match.value("s", *_DEIXIS) or match.value("x", "THIS_YEAR") or match.constant("shift")
    story = story_year(scene, match) if given is None and unit == "Y" else None
    mod = mod_of(match)
    period = Period("Y", date(story, 1, 1)) if story else _anchor_period(scene, unit)
    steps = int(given or 0)
    if period is None:
        return Value("PAST_REF" if steps < 0 else "FUTURE_REF" if steps > 0 else "PRESENT_REF", mod=mod)
    found = dated(shifted(period, steps), mod)
    return half(found, match) if match.has("h") else found


def _anchor_period(scene: Scene, unit: str) -> Period | None:
    """The period of a unit that the report lies in, when its date is exact enough."""
    anchor = scene.anchor
    if unit in MONTHS and anchor.day is None and anchor.year is not None:
        if anchor.month is None and MONTHS[unit] < 12:
            return None
        return containing(unit, date(anchor.year, anchor.month or 1, 1))
    day = base_day(scene)
    return containing(unit, day) if day else None


def unit_edge(match: Match, scene: Scene) -> Value:
    """ "Jahresende", "Monatsmitte 2021"."""
    unit, _, mod = (match.value("x", "UNIT_EDGE") or "Y|END").partition("|")
    named = match.value("y", "YEAR")
    if named and unit == "Y":
        return dated(Period("Y", date(int(named), 1, 1)), mod)
    steps = int(match.value("s", *_DEIXIS) or 0)
    story = story_year(scene, match) if unit == "Y" and not match.has("s") else None
    period = Period("Y", date(story, 1, 1)) if story else _anchor_period(scene, unit)
    if period is None:
        return Value("FUTURE_REF", mod=mod)
    return dated(shifted(period, steps), mod)


def year_turn(match: Match, scene: Scene) -> Value:
    """ "zum Jahreswechsel": the night from 31 December."""
    named = year_of(match, scene)
    period = Period("D", date(named, 12, 31)) if named else pick(scene, match, lambda y: Period("D", date(y, 12, 31)))
    return dated(period) if period else Value("XXXX-12-31")


def unit_before(match: Match, scene: Scene) -> Value:
    """ "Vorjahr", "Vortag", "Folgewoche": before or after what is spoken of."""
    unit, steps = (match.value("v", "UNIT_BEFORE") or "Y-1")[0], int((match.value("v", "UNIT_BEFORE") or "Y-1")[1:])
    spoken, here = scene.spoken.period, match.words[0].sentence
    if unit == "D":
        base = spoken_day(scene, match, far=True)
        return _told(dated(Period("D", base + timedelta(days=steps))), steps) if base else _unknown_day(scene, None)
    if spoken and spoken.unit == unit and here == scene.spoken.sentence:
        return dated(shifted(spoken, steps), mod_of(match))
    period = _anchor_period(scene, unit)
    if period is None:
        return Value("PAST_REF" if steps < 0 else "FUTURE_REF", mod=mod_of(match))
    return dated(shifted(period, steps), mod_of(match))


def eve(match: Match, scene: Scene) -> Value:
    """ "am Vorabend": the evening before the day spoken of."""
    base = spoken_day(scene, match, far=True)
    return _told(timed(base - timedelta(days=1), "EV"), -1) if base else _unknown_day(scene, "EV")


def day_from_spoken(match: Match, scene: Scene) -> Value:
    """ "am nächsten Tag", "am selben Abend"."""
    base = spoken_day(scene, match, far=True)
    if base is None:
        return _unknown_day(scene, part_of(match))
    return whole_or_part(base + timedelta(days=int(match.value("s", "NEXT", "LAST") or 0)), match)


def same_unit(match: Match, scene: Scene) -> Value | None:
    """ "im selben Jahr"."""
    day = scene.spoken.period.first if scene.spoken.period else None
    if day is None:
        return unit_deictic(match, scene)
    return dated(containing(unit_of(match), day))


def day_before(match: Match, scene: Scene) -> Value:
    """ "am Tag zuvor", "am Abend davor"."""
    part = match.value("o", "PART")
    base, step = spoken_day(scene, match, far=True), int(match.value("b", "STEP") or 0)
    if base is None:
        return _unknown_day(scene, part)
    day = base + timedelta(days=step)
    return _told(timed(day, part) if part else dated(Period("D", day)), step)


def _told(value: Value, step: int) -> Value:
    """A day before is told in passing: what follows goes on with the day spoken of."""
    return value._replace(period=None) if step < 0 else value


def unit_after(match: Match, scene: Scene) -> Value:
    """ "im Jahr darauf", "in der Woche davor"."""
    unit, step = unit_of(match, "o"), int(match.value("b", "STEP") or 0)
    spoken = scene.spoken.period
    period = containing(unit, spoken.first) if spoken else _anchor_period(scene, unit)
    if period is None:
        return Value("PAST_REF" if step < 0 else "FUTURE_REF")
    return dated(shifted(period, step))


def units_later(match: Match, scene: Scene) -> Value:
    """ "zwei Tage später": counted from what is spoken of; a duration when nothing is."""
    unit, amount, step = unit_of(match), match.value("n", "NUM", "ONE") or "X", int(match.value("b", "STEP") or 0)
    spoken, here = scene.spoken.period, match.words[0].sentence
    plain = Value(duration(amount, unit), mod=mod_of(match), type=TimexType.DURATION)
    if not amount.isdigit() or unit in ("h", "m", "s"):
        return plain
    day = spoken_day(scene, match, far=True)
    if unit in ("D", "W", "DA") and day is not None and (spoken is None or spoken.unit == "D"):
        return _told(_safely_moved(day, unit, step * int(amount)) or plain, step)
    if spoken is None or here - scene.spoken.sentence > 2:
        return plain
    try:
        if unit in ("M", "Y") and spoken.unit in ("D", "M", "Y"):
            coarse = unit if spoken.unit == "D" else spoken.unit if MONTHS[spoken.unit] > MONTHS[unit] else unit
            return dated(containing(coarse, moved(spoken.first, unit, step * int(amount))), mod_of(match))
    except (ValueError, OverflowError):
        return plain
    return plain


def _safely_moved(day: date, unit: str, steps: int) -> Value | None:
    try:
        return dated(Period("D", moved(day, unit, steps)))
    except (ValueError, OverflowError):
        return None


def units_ago(match: Match, scene: Scene) -> Value:
    """ "vor drei Tagen" is a date; longer units stay durations, as KRAUTS has them, with the interval they point to."""
    unit, amount = unit_of(match), match.value("n", "NUM", "ONE") or "X"
    sign = -1 if match.constant("sign") == "-" else 1
    plain = Value(duration(amount, unit), mod=mod_of(match), type=TimexType.DURATION)
    base = scene.anchor.day
    if not amount.isdigit() or unit in ("h", "m", "s", "NI", "WE", "ML", "CE"):
        return plain
    if base is None:
        period = _anchor_period(scene, unit) if unit in ("M", "Y", "DE") else None
        point = _safely(period, sign * int(amount)) if period else None
    else:
        point = _moved(base, unit, sign * int(amount))
    if point is None or (sign > 0 and direction(scene, match) == "past"):
        return plain
    if unit == "D":
        return dated(point, mod_of(match))._replace(type=TimexType.DATE)
    return plain._replace(begins=point.first.isoformat(), ends=last_day(point).isoformat())


def _safely(period: Period, steps: int) -> Period | None:
    try:
        return shifted(period, steps)
    except (ValueError, OverflowError):
        return None


def _moved(base: date, unit: str, steps: int) -> Period | None:
    try:
        return containing("Y" if unit in ("DE", "Q", "H") else unit, moved(base, unit, steps))
    except (ValueError, OverflowError):
        return None


def night(match: Match, scene: Scene) -> Value:
    """ "in der Nacht", "vergangene Nacht", "heute Nacht": dated by the day on which the night begins."""
    shift = match.value("s", "LAST", "NEXT", "THIS")
    here = match.words[0].sentence
    told = scene.spoken.day if not shift and not match.has("t") and here - scene.spoken.day_sentence <= 1 else None
    mod = match.value("f", "EARLY")
    if told and told != scene.anchor.day:
        return timed(told, "NI", mod)._replace(period=None)
    if scene.anchor.day is None:
        return _unknown_day(scene, "NI")
    past = int(shift) < 0 if shift and int(shift) else direction(scene, match) in ("past", "")
    return timed(scene.anchor.day - timedelta(days=1 if past else 0), "NI", mod)._replace(period=None)
