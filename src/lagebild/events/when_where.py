"""When and where an event happens: from its phrase, its clause, its sentence."""

from collections.abc import Iterable

from lagebild.events.scene import Hit, Scene
from lagebild.model import ClauseKind, EventPlace, EventTime, EventType, Party, Place, Span, Time, TimexType
from lagebild.model.ask import span_of, tokens_in

LOCATIVE = frozenset("in bei vor auf an nahe nach über durch südlich nördlich östlich westlich zwischen".split())
PLACED = frozenset(EventType(name) for name in "ASSAULT PROTEST COERCE CONSULT MOBILIZE RETREAT AID".split())
"""Types whose place may stand in a clause above."""
VAGUE = frozenset({"PRESENT_REF", "PAST_REF"})
"""Values that date nothing."""

PRECISION = {4: "year", 7: "month", 8: "week", 10: "day"}


def find_time(scene: Scene, hit: Hit) -> EventTime | None:
    """The time expression that dates a hit: in its own phrase, its clause, then its sentence; None without one."""
    sentence = scene.analysis.sentence_of[hit.token]
    usable = [
        time
        for time in scene.times_of.get(sentence, ())
        if time.type in (TimexType.DATE, TimexType.TIME) and time.value not in VAGUE
    ]
    chosen = nearest(scene, hit, ((t.start, t.end) for t in usable))
    if chosen is None:
        return None
    time = next(t for t in usable if (t.start, t.end) == chosen)
    return dated(time)


def dated(time: Time) -> EventTime:
    """A time expression as the time of an event."""
    return EventTime(
        value=time.value,
        span=(time.start, time.end),
        begins=time.begins,
        ends=time.ends,
        time_precision=PRECISION.get(len(time.value), "time" if "T" in time.value else None),
    )


def nearest(scene: Scene, hit: Hit, spans: Iterable[Span]) -> Span | None:
    """Of some spans in the hit's sentence: the one in its phrase, else its clause (the nearest of several), else a
    clause above or the main clause."""
    analysis = scene.analysis
    listed = sorted(spans, key=lambda span: abs(tokens_in(analysis, span)[0] - hit.token))
    if hit.phrase >= 0:
        start, end = span_of(analysis, analysis.phrases[hit.phrase].full)
        inside = [span for span in listed if start <= span[0] and span[1] <= end]
        if inside:
            return inside[0]
    by_clause: dict[int, Span] = {}
    for span in listed:
        by_clause.setdefault(analysis.clause_of[tokens_in(analysis, span)[0]], span)
    at = hit.clause
    for _ in range(4):
        if at in by_clause:
            return by_clause[at]
        if at < 0 or (parent := analysis.clauses[at].parent) is None:
            break
        if analysis.clauses[at].kind == ClauseKind.PARENTHESIS:
            break
        at = parent
    return None


def find_place(scene: Scene, hit: Hit, parties: Iterable[Party]) -> EventPlace | None:
    """The place of a hit: a place name with a preposition of place that is no party."""
    analysis = scene.analysis
    taken = [party.span for party in parties]
    sentence = analysis.sentence_of[hit.token]
    usable = [
        place
        for place in scene.places_of.get(sentence, ())
        if locative(scene, place, hit) and not any(s < place.end and place.start < e for s, e in taken)
    ]
    chosen = nearest(scene, hit, ((p.start, p.end) for p in usable))
    if chosen is None:
        return None
    place = first_of_row(scene, next(p for p in usable if (p.start, p.end) == chosen))
    return EventPlace(
        name=place.name,
        span=(place.start, place.end),
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        geonames=place.geonames,
        geo_precision=place.geo_precision,
    )


def first_of_row(scene: Scene, place: Place) -> Place:
    """The first of coordinated places, and the nearer one of two: "in Mainz und Bonn" -> Mainz, "in Den Haag in den
    Niederlanden" -> Den Haag."""
    tokens = scene.analysis.tokens
    at = tokens_in(scene.analysis, (place.start, place.end))[0]
    left = at - 1
    while (left > 0 and tokens[left].tag in ("APPR", "APPRART", "ART")) or tokens[left].text in ("und", ",", "oder"):
        left -= 1
    if left < 0 or left == at - 1:
        return place
    listed = scene.places_of.get(scene.analysis.sentence_of[at], ())
    before = next((p for p in listed if p.end == tokens[left].end), None)
    return first_of_row(scene, before) if before is not None else place


def locative(scene: Scene, place: Place, hit: Hit) -> bool:
    """Does a preposition of place govern a place name, and does its phrase not belong to a party ("Anhänger in Mali")?
    Demands, judgements and the like happen where they are made, which only their own phrase tells."""
    analysis = scene.analysis
    tokens = analysis.tokens
    first = tokens_in(analysis, (place.start, place.end))[0]
    at = analysis.phrase_of[first]
    if at < 0:
        return False
    phrase = analysis.phrases[at]
    for _ in range(4):
        governed = phrase.preposition is not None and tokens[phrase.preposition].lemma.lower() != "von"
        if governed or phrase.parent is None:
            break
        phrase = analysis.phrases[phrase.parent]
    if phrase.preposition is None or tokens[phrase.preposition].lemma.lower() not in LOCATIVE:
        return False
    return hit.entry.type in PLACED or phrase.parent == hit.phrase or analysis.clause_of[first] == hit.clause
