"""Recipes for durations, sets, clock times and parts of the day."""

import re
from datetime import timedelta

from lagebild.mentions.time_dates import date_, mod_of, part_of
from lagebild.mentions.time_relative import day_word, unit_of, weekday
from lagebild.mentions.time_rules import Match
from lagebild.mentions.time_scene import Scene, before, following, spoken_day
from lagebild.mentions.time_values import Value, clocked, duration, moved, timed
from lagebild.model import TimexType


def _amount(match: Match, name: str = "n") -> str:
    return match.constant(name) or match.value(name, "NUM", "ONE") or "X"


def duration_(match: Match, scene: Scene) -> Value | None:
    """ "vier Stunden", "drei Jahre und vier Monate"; with "seit" it ends at the report's day. Ages are none."""
    unit, amount = unit_of(match), _amount(match)
    behind = following(scene, match)
    ahead = before(scene, match)
    if unit in ("Y", "M") and scene.is_cue(behind, "age"):
        return None
    if unit == "Y" and amount != "X" and (scene.is_cue(ahead, "least_age") or _is_of_age(match, scene)):
        return None
    value = duration(amount, unit)
    if match.has("n2"):
        value += duration(_amount(match, "n2"), unit_of(match, "u2")).removeprefix("P")
    return _since(Value(value, mod=mod_of(match)), match, scene, amount, unit)


def _is_of_age(match: Match, scene: Scene) -> bool:
    """ "im Alter von 64 Jahren", "das Rentenalter von 62 auf 64 Jahre"."""
    endings = tuple(scene.cues["age_endings"])
    near = (before(scene, match, distance) for distance in range(1, 7))
    return any(word is not None and word.text.lower().endswith(endings) for word in near)


def _since(value: Value, match: Match, scene: Scene, amount: str, unit: str) -> Value:
    """The value with its interval when "seit" stands before it."""
    day = scene.anchor.day
    since = any(scene.is_cue(before(scene, match, distance), "since") for distance in (1, 2))
    if not since or not amount.isdigit() or day is None or unit in ("h", "m", "s"):
        return value
    try:
        return value._replace(begins=moved(day, unit, -int(amount)).isoformat(), ends=day.isoformat())
    except (ValueError, OverflowError, KeyError):
        return value


def duration_range(match: Match, scene: Scene) -> Value | None:
    """ "zwei bis drei Wochen": the upper bound, as an approximation."""
    found = duration_(match, scene)
    return found._replace(mod=found.mod or "APPROX") if found else None


def duration_anchored(match: Match, scene: Scene) -> Value:
    """ "die vergangenen fünf Jahre": up to the report's day; "die kommenden": from it."""
    unit, amount = unit_of(match), match.value("n", "NUM", "ONE") or "X"
    value = Value(duration(amount, unit), mod=mod_of(match))
    day, shift = scene.anchor.day, int(match.value("s", "LAST", "NEXT", "THIS") or 0)
    if not amount.isdigit() or day is None or shift == 0 or unit in ("h", "m", "s", "NI"):
        return value
    try:
        other = moved(day, unit, int(amount) * (1 if shift > 0 else -1))
    except (ValueError, OverflowError, KeyError):
        return value
    return value._replace(begins=min(day, other).isoformat(), ends=max(day, other).isoformat())


def fixed(match: Match, scene: Scene) -> Value:
    """A fixed value: "bald" -> FUTURE_REF."""
    return Value(match.constant("value") or "XXXX-XX-XX")


def fixed_class(match: Match, scene: Scene) -> Value:
    """A duration that a word names: "Viertelstunde" -> PT15M."""
    return Value(match.value("x", "FIXED_SPAN", "HALF_UNIT") or "PXX", mod=mod_of(match))


def vague_class(match: Match, scene: Scene) -> Value:
    """ "jahrelang", "mehrtägig": a duration without a number."""
    return Value(duration("X", match.value("x", "UNIT_LANG", "UNIT_VAGUE_ADJECTIVE") or "Y"))


def adjective(match: Match, scene: Scene) -> Value | None:
    """ "fünfstündig", "48-stündig"; with years only of things, for of persons it is their age."""
    if match.has("x"):
        value = match.value("x", "DURATION_ADJECTIVE") or ""
    else:
        value = duration(_amount(match), match.value("u", "UNIT_ADJECTIVE") or "Y")
    if value.endswith("Y") and not _is_of_thing(match, scene):
        return None
    return Value(value, mod=mod_of(match))


def _is_of_thing(match: Match, scene: Scene) -> bool:
    """ "dreijährige Haft", not "dreijähriger Junge" and not "der 30-Jährige"."""
    noun, word = following(scene, match), match.words[-1]
    nominal = word.text[0].isupper() and before(scene, match) is not None
    if noun is None or nominal:
        return False
    endings = tuple(scene.cues["thing_endings"])
    return "THING" in noun.values or noun.text.lower().removesuffix("s").endswith(endings)


def set_class(match: Match, scene: Scene) -> Value:
    """ "täglich" -> P1D, "montags" -> XXXX-WXX-1."""
    return Value(match.value("x", "SET_WORD", "PART_SET", "ON_WEEKDAYS") or "PXX")


def set_unit(match: Match, scene: Scene) -> Value:
    """ "jedes Jahr", "alle vier Jahre", "pro Jahr"."""
    amount = match.value("n", "NUM", "ONE") or ("X" if match.has("few") else "1")
    return Value(duration(amount, unit_of(match)))


def set_nth(match: Match, scene: Scene) -> Value:
    """ "jedes zweite Jahr"."""
    return Value(duration(match.value("n", "ORD") or "1", unit_of(match)))


def set_weekday(match: Match, scene: Scene) -> Value:
    """ "jeden Montag", "jeden Montagabend"."""
    found = match.value("w", "WEEKDAY", "WEEKDAY_PART") or "1"
    return Value(f"XXXX-WXX-{found[0]}" + (f"T{found[1:]}" if found[1:] else ""))


def set_nth_weekday(match: Match, scene: Scene) -> Value:
    """ "jeden zweiten Montag" -> P2W, "jeden letzten Samstag im Monat" -> P1M."""
    monthly = match.has("monthly")
    number = next((word.values["ORD"] for word in match.words if "ORD" in word.values), None)
    return Value(f"P{number}W" if number and not monthly else "P1M")


def set_part(match: Match, scene: Scene) -> Value:
    """ "jeden Abend"."""
    return Value(f"XXXX-XX-XXT{part_of(match)}")


def set_month(match: Match, scene: Scene) -> Value:
    """ "jeden Mai"."""
    return Value(f"XXXX-{match.value('m', 'MONTH')}")


def set_season(match: Match, scene: Scene) -> Value:
    """ "jeden Sommer"."""
    return Value(f"XXXX-{match.value('z', 'SEASON')}")


def clock(match: Match, scene: Scene) -> Value | None:
    """ "4.30 Uhr", "halb neun", "Viertel nach acht", "3 Uhr nachts"; the day is the one last spoken of."""
    if match.has("ha"):
        hour, minute = int(match.value("ha", "HOUR", "HOURWORD") or 1) - 1, 30
    else:
        numbers = re.findall(r"\d+", match.value("x", "CLOCK", "HOUR", "HOURWORD") or "")
        hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
        minute = int(match.value("mi", "MIN") or minute)
    if match.has("qu"):
        quarter = int(match.value("qu", "QUARTER_HOUR") or 15)
        hour, minute = (hour, quarter) if not match.has("ago") else (hour - 1, 60 - quarter)
    hour = _on_day(hour % 24 if hour < 0 else hour, match.value("p", "PART_ADVERB"))
    day = None if scene.is_cue(before(scene, match), "each") else spoken_day(scene, match)
    zone = match.value("zo", "CLOCK_ZONE") or ""
    if day is None:
        return Value(f"T{hour:02}:{minute:02}{zone}")
    return clocked(day, hour, minute, zone)._replace(period=None)


def _on_day(hour: int, part: str | None) -> int:
    """The hour on the 24-hour clock: 8 in the evening -> 20."""
    later = part in ("EV", "AF") or (part == "MI" and hour < 6) or (part == "NI" and hour >= 8)
    return hour + 12 if later and hour < 12 else hour


def midnight(match: Match, scene: Scene) -> Value:
    """ "um Mitternacht": the end of the day."""
    day = spoken_day(scene, match)
    return clocked(day, 24, 0)._replace(period=None) if day else Value("T24:00")


def part(match: Match, scene: Scene) -> Value:
    """ "am frühen Abend": of the day last spoken of in this or the last sentence, else of the report's day."""
    day, name = spoken_day(scene, match, 1), part_of(match) or "DT"
    mod = match.value("f", "EARLY")
    return timed(day, name, mod)._replace(period=None) if day else Value(f"XXXX-XX-XXT{name}", mod=mod)


def night_to(match: Match, scene: Scene) -> Value:
    """ "in der Nacht zum Dienstag": the night that begins on Monday."""
    bare = match._replace(captured={name: words for name, words in match.captured.items() if name != "p"})
    recipe = date_ if match.has("m") else weekday if match.has("w") else day_word
    found = recipe(bare, scene)
    if found.period is None or found.period.unit != "D":
        return Value("XXXX-XX-XXTNI", type=TimexType.TIME)
    return timed(found.period.first - timedelta(days=1), "NI")._replace(period=found.period)


def night_from(match: Match, scene: Scene) -> Value:
    """ "in der Nacht vom 3. auf den 4. Mai": the first day; its month is the one before after a month's end."""
    own = match.captured.get("m0") or match.captured["m"]
    return date_(match._replace(captured={**match.captured, "m": own}), scene)
