"""Time expressions of a report: TimeML TIMEX3 with value, modifier and interval.

Extents follow KRAUTS (Strötgen, Minard et al. 2018): prepositions out, articles and modifiers in.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from lagebild.lang import Language
from lagebild.mentions import time_dates as dates
from lagebild.mentions import time_relative as relative
from lagebild.mentions import time_spans as spans
from lagebild.mentions.time_rules import Match, grammar, matches
from lagebild.mentions.time_scene import Anchor, Scene, Spoken, after, anchor_of, direction
from lagebild.mentions.time_values import Value
from lagebild.model import Analysis, Report, Time, TimexType

Recipe = Callable[[Match, Scene], Value | None]

RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        "iso": dates.iso,
        "numeric": dates.numeric,
        "date": dates.date_,
        "month_numeric": dates.month_numeric,
        "month_deictic": dates.month_deictic,
        "year": dates.year,
        "year_christ": dates.year_christ,
        "yearspan": dates.yearspan,
        "decade": dates.decade,
        "century": dates.century,
        "part_of_year": dates.part_of_year,
        "season": dates.season,
        "season_deictic": dates.season_deictic,
        "holiday": dates.holiday,
        "holiday_deictic": dates.holiday_deictic,
        "day_word": relative.day_word,
        "day_offset": relative.day_offset,
        "day_adjective": relative.day_adjective,
        "weekday": relative.weekday,
        "weekday_of_week": relative.weekday_of_week,
        "weekday_in_weeks": relative.weekday_in_weeks,
        "weekday_after": relative.weekday_after,
        "weekend": relative.weekend,
        "unit_deictic": relative.unit_deictic,
        "unit_edge": relative.unit_edge,
        "year_turn": relative.year_turn,
        "unit_before": relative.unit_before,
        "eve": relative.eve,
        "day_from_spoken": relative.day_from_spoken,
        "same_unit": relative.same_unit,
        "day_before": relative.day_before,
        "unit_after": relative.unit_after,
        "units_later": relative.units_later,
        "units_ago": relative.units_ago,
        "night": relative.night,
        "duration": spans.duration_,
        "duration_range": spans.duration_range,
        "duration_anchored": spans.duration_anchored,
        "fixed": spans.fixed,
        "fixed_class": spans.fixed_class,
        "vague_class": spans.vague_class,
        "adjective": spans.adjective,
        "set_class": spans.set_class,
        "set_unit": spans.set_unit,
        "set_nth": spans.set_nth,
        "set_weekday": spans.set_weekday,
        "set_nth_weekday": spans.set_nth_weekday,
        "set_part": spans.set_part,
        "set_month": spans.set_month,
        "set_season": spans.set_season,
        "clock": spans.clock,
        "midnight": spans.midnight,
        "part": spans.part,
        "night_to": spans.night_to,
        "night_from": spans.night_from,
    }
)
"""The recipes that a pattern of the grammar may name."""

_UNRESOLVED = {
    TimexType.DATE: "XXXX-XX-XX",
    TimexType.TIME: "XXXX-XX-XXTXX:XX",
    TimexType.DURATION: "PXX",
    TimexType.SET: "PXX",
}
_EXPLICIT = frozenset(("iso", "numeric", "date"))
_DAYLESS = frozenset(("clock", "midnight"))


def find_times(analysis: Analysis, report: Report, language: Language) -> tuple[Time, ...]:
    """The time expressions of a text in order, no two overlapping; `report.published` at any precision anchors them.

    What cannot be resolved keeps an open value ("XXXX-XX-XX", "XXXX-05") and no interval; nothing raises.
    """
    words, found = matches(analysis, language)
    ready = grammar(language)
    scene = Scene(analysis, words, anchor_of(report.published), Spoken(), ready.holidays, ready.cues)
    scene = scene._replace(anchor=_with_day(found, scene))
    times: dict[int, Time] = {}
    for match in _in_order_of_reading(found):
        value = _value(match, scene)
        if value is None:
            continue
        times[match.first] = _time(match, value)
        scene = scene._replace(spoken=after(scene, match, value))
    return tuple(times[first] for first in sorted(times))


def _value(match: Match, scene: Scene) -> Value | None:
    """What the recipe of a match gives; an open value for an impossible date."""
    try:
        return RECIPES[match.rule.make](match, scene)
    except (ValueError, OverflowError):
        return Value(_UNRESOLVED[match.rule.type])


def _time(match: Match, value: Value) -> Time:
    return Time(
        start=match.words[0].start,
        end=match.words[-1].end,
        type=value.type or match.rule.type,
        value=value.value,
        mod=value.mod,
        begins=value.begins,
        ends=value.ends,
        rule=match.rule.id,
    )


def _in_order_of_reading(found: list[Match]) -> list[Match]:
    """The matches in order of the text, but a clock time after the day that follows it ("um 20 Uhr am Montag")."""
    ordered = list(found)
    for i in range(len(ordered) - 1):
        this, following = ordered[i], ordered[i + 1]
        near = following.first - this.last <= 1 and this.words[0].sentence == following.words[0].sentence
        if this.rule.make in _DAYLESS and near and following.rule.make in ("date", "numeric", "weekday", "night_to"):
            ordered[i], ordered[i + 1] = following, this
    return ordered


def _with_day(found: list[Match], scene: Scene) -> Anchor:
    """The anchor; where the report's date lacks the day, the last day of that month or year of which the text tells.

    Days named in full are asked, those told in the past first.
    """
    anchor = scene.anchor
    if anchor.day is not None or anchor.year is None:
        return anchor
    told: list[date] = []
    other: list[date] = []
    for match in found:
        if match.rule.make not in _EXPLICIT:
            continue
        value = _value(match, scene)
        if value is None or value.period is None or value.period.unit != "D":
            continue
        first = value.period.first
        if first.year == anchor.year and anchor.month in (None, first.month):
            (told if direction(scene, match) == "past" else other).append(first)
    return anchor._replace(day=max(told) if told else min(other) if other else None)
