"""When and where an event happens: from its phrase, its clause, its sentence."""

from collections.abc import Iterable, Iterator

from lagebild.events.scene import Hit, Scene, area_before, following, preposition_of, role_of, spoken_here, tails
from lagebild.model import (
    ClauseKind,
    EventPlace,
    EventTime,
    EventType,
    NounPhrase,
    Party,
    Place,
    Role,
    Span,
    Status,
    Tense,
    Time,
    TimexType,
    Voice,
)  # fmt: skip
from lagebild.model.ask import span_of, tokens_in

LOCATIVE = frozenset("in bei vor auf an nahe nach über durch südlich nördlich östlich westlich zwischen".split())
PLACED = frozenset(EventType(name) for name in "ASSAULT PROTEST COERCE CONSULT MOBILIZE RETREAT AID".split())
"""Types whose place may stand in a clause above."""
VERBAL = frozenset(EventType(name) for name in "REQUEST REJECT ACCUSE THREATEN".split())
"""Types whose status is that of the saying."""
TOWARD = frozenset({"an", "auf"})
"""Prepositions that before a bare state tell whom something reaches ("Hilfe an Mali", "Raketen auf Israel")."""
ATTENDING = frozenset("bei während in auf an mit durch zu nach".split())
"""Prepositions before an event during which the clause happens."""
TOLD = (Tense.PRETERITE, Tense.PERFECT, Tense.PLUPERFECT)
TARGETED = frozenset(EventType(name) for name in "ASSAULT CONSULT MOBILIZE COERCE RETREAT".split())
"""Types that can be done to a town or region."""
VAGUE = frozenset({"PRESENT_REF", "PAST_REF"})
"""Values that date nothing."""

PRECISION = {4: "year", 7: "month", 8: "week", 10: "day"}


def find_time(scene: Scene, hit: Hit) -> EventTime | None:
    """The time expression that dates a hit: in its own phrase, its clause, a clause above; None without one."""
    sentence = scene.analysis.sentence_of[hit.token]
    usable = [
        time
        for time in scene.times_of.get(sentence, ())
        if time.type in (TimexType.DATE, TimexType.TIME) and time.value not in VAGUE
    ]
    spans = [(time.start, time.end) for time in usable]
    chosen = own(scene, hit, spans) or told_of(scene, hit, spans)
    if chosen is None and shares_time(scene, hit):
        chosen = of_clauses(scene, hit, spans)
    return dated(next(t for t in usable if (t.start, t.end) == chosen)) if chosen is not None else None


def settled(scene: Scene, hit: Hit, time: EventTime | None, status: Status) -> EventTime | None:
    """The time once the status is known. A demand, plan or fear has its day, which is not that of the act: a past time
    outside of the act's own phrase and clause does not date what has not happened. What "wird", "will" or "soll" be
    done lies ahead."""
    if status == Status.ACTUAL:
        return time
    if time is not None and hit.entry.type not in VERBAL and is_past(scene, time):
        time = time if time.span is None or dates_act(scene, hit, time.span, status) else None
    if time is None and status == Status.PLANNED and ahead(scene, hit):
        return EventTime(value="FUTURE_REF")
    return time


def dates_act(scene: Scene, hit: Hit, span: Span, status: Status) -> bool:
    """Does a past time date what has not happened: in its own phrase, or where a verb tells what was not done or was
    to be done ("wurde am Montag freigesprochen", "sollte am 11. Mai enden")?"""
    if own(scene, hit, [span]) is not None:
        return True
    if hit.entry.kind == "noun" and status != Status.NEGATED:
        return False
    return scene.analysis.clause_of[tokens_in(scene.analysis, span)[0]] == hit.clause


def is_past(scene: Scene, time: EventTime) -> bool:
    """Does a time end on the day of the report at the latest?"""
    published, ends = scene.report.published, time.ends or time.begins
    return published is not None and ends is not None and ends[:10] <= published[:10]


def ahead(scene: Scene, hit: Hit) -> bool:
    """Does the verb itself say that an act lies ahead: future tense, "wollen", "sollen"?"""
    if hit.clause < 0 or hit.attribute:
        return False
    clause = scene.analysis.clauses[hit.clause]
    return clause.tense == Tense.FUTURE or bool({"wollen", "sollen"}.intersection(clause.modals))


def shares_time(scene: Scene, hit: Hit) -> bool:
    """Does the time of its clause date a hit too? Verbs yes; nouns when they are what the clause says, or where it
    takes place ("bei dem Angriff"); an object of judging or refusing was before, what depends on another noun anywhen.
    """
    if hit.attribute or hit.clause < 0:
        return False
    if hit.entry.kind != "noun":
        return True
    clause = scene.analysis.clauses[hit.clause]
    if hit.phrase < 0 or clause.kind == ClauseKind.VERBLESS:
        return True
    noun = scene.analysis.phrases[hit.phrase]
    for _ in range(2):
        above = scene.analysis.phrases[noun.parent] if noun.parent is not None else None
        if above is None or not (above.lemma in scene.lexicon.shifters.light or noun.i in above.conjuncts):
            break
        noun = above
    role = role_of(clause, noun.i)
    if role == Role.SUBJECT and clause.voice == Voice.ACTIVE:
        return True
    if role == Role.PREPOSITIONAL:
        return preposition_of(scene, noun) in ATTENDING
    if role is None or role == Role.GENITIVE:
        return False
    predicate = scene.predicates[hit.clause]
    return predicate in scene.lexicon.shifters.carriers or predicate not in scene.lexicon.parties["witness"]


def own(scene: Scene, hit: Hit, spans: Iterable[Span]) -> Span | None:
    """The span in the phrase of a hit or right after it ("der Angriff am Montag"), the nearest of several."""
    if hit.phrase < 0:
        return None
    return within(scene, scene.analysis.phrases[hit.phrase], spans)


def told_of(scene: Scene, hit: Hit, spans: Iterable[Span]) -> Span | None:
    """The span in a relative clause that only says that a noun's act took place ("der Angriff, der am Montag
    stattfand")."""
    if hit.phrase < 0 or hit.entry.kind != "noun":
        return None
    carriers = scene.lexicon.shifters.carriers
    telling = {
        clause.i
        for clause in scene.analysis.clauses
        if clause.kind == ClauseKind.RELATIVE
        and clause.antecedent == hit.phrase
        and scene.predicates[clause.i] in carriers
    }
    clause_of = scene.analysis.clause_of
    return next((span for span in spans if clause_of[tokens_in(scene.analysis, span)[0]] in telling), None)


def within(scene: Scene, phrase: NounPhrase, spans: Iterable[Span]) -> Span | None:
    """The span in a phrase or in the prepositional phrase right after it, the nearest to its head of several."""
    analysis = scene.analysis
    start, end = span_of(analysis, phrase.full)
    after = set(chained(scene, phrase))
    listed = sorted(spans, key=lambda span: abs(tokens_in(analysis, span)[0] - phrase.head))
    return next(
        (span for span in listed if (start <= span[0] and span[1] <= end) or tokens_in(analysis, span)[0] in after),
        None,
    )


def chained(scene: Scene, phrase: NounPhrase) -> Iterator[int]:
    """First tokens of the prepositional phrases that follow a phrase one after the other ("Anschlag auf die Moschee in
    Mossul im April")."""
    current = phrase
    for _ in range(4):
        found = next(following(scene, current), None)
        if found is None:
            return
        yield from range(found.first, found.last)
        current = found


def of_clauses(scene: Scene, hit: Hit, spans: Iterable[Span]) -> Span | None:
    """The nearest span of a hit's clause, else of the clause above, as far as the same act is told: not out of a
    quotation, and not into a relative clause about another time. What stands in another noun's phrase dates that."""
    analysis = scene.analysis
    listed = sorted(spans, key=lambda span: abs(tokens_in(analysis, span)[0] - hit.token))
    by_clause: dict[int, Span] = {}
    for span in listed:
        first = tokens_in(analysis, span)[0]
        if not nested(scene, span) and not said_elsewhere(scene, hit, span):
            by_clause.setdefault(analysis.clause_of[first], span)
    at = hit.clause
    for _ in range(4):
        if at in by_clause:
            return by_clause[at]
        clause = analysis.clauses[at]
        if clause.parent is None or clause.kind == ClauseKind.PARENTHESIS:
            return None
        above = analysis.clauses[clause.parent]
        if clause.kind == ClauseKind.RELATIVE:
            if clause.antecedent is not None and (mine := within(scene, analysis.phrases[clause.antecedent], listed)):
                return mine
            if not same_story(clause.tense, above.tense):
                return None
        if clause.tense == Tense.PLUPERFECT and above.tense != Tense.PLUPERFECT:
            return None
        at = clause.parent
    return None


def same_story(one: Tense, other: Tense) -> bool:
    """Do two clauses tell of one time: both in the past, none of it before the other?"""
    return one in TOLD and other in TOLD and (one == Tense.PLUPERFECT) == (other == Tense.PLUPERFECT)


def nested(scene: Scene, span: Span) -> bool:
    """Does a time or place stand in the phrase of another noun that the clause does not take place in ("der für Juni
    geplante Gipfel")?"""
    token, last = tokens_in(scene.analysis, span)
    at = scene.analysis.phrase_of[token]
    if at < 0:
        return False
    phrase = scene.analysis.phrases[at]
    if phrase.parent is None:
        inside = phrase.determiner is not None and phrase.determiner < token < phrase.head
        return inside and phrase.head >= last and phrase.head not in time_tokens(scene, token)
    above = scene.analysis.phrases[phrase.parent]
    owned = phrase.genitive == above.i
    return not owned and preposition_of(scene, above) not in ATTENDING


def time_tokens(scene: Scene, token: int) -> frozenset[int]:
    """The tokens of time expressions in the sentence of a token."""
    times = scene.times_of.get(scene.analysis.sentence_of[token], ())
    spans = (tokens_in(scene.analysis, (time.start, time.end)) for time in times)
    return frozenset(i for first, last in spans for i in range(first, last))


def said_elsewhere(scene: Scene, hit: Hit, span: Span) -> bool:
    """Does a time stand outside of the quotation in which a hit stands: does it date the saying?"""
    around = [q for q in scene.quoting.get(hit.token, ()) if not spoken_here(scene, q, hit)]
    return bool(around) and not any(start <= span[0] < end for q in around for start, end in q.spans)


def dated(time: Time) -> EventTime:
    """A time expression as the time of an event."""
    return EventTime(
        value=time.value,
        span=(time.start, time.end),
        begins=time.begins,
        ends=time.ends,
        time_precision=PRECISION.get(len(time.value), "time" if "T" in time.value else None),
    )


def find_place(scene: Scene, hit: Hit, parties: Iterable[Party]) -> EventPlace | None:
    """The place of a hit: a place name with a preposition of place, or one that is attacked or visited; what "dort"
    takes up."""
    analysis = scene.analysis
    taken = [party.span for party in parties]
    sentence = analysis.sentence_of[hit.token]
    usable = [
        place
        for place in scene.places_of.get(sentence, ())
        if not seats(scene, place, hit)
        and ((locative(scene, place, hit) and not is_taken(scene, place, hit, taken)) or is_target(scene, place, hit))
    ]
    spans = [(place.start, place.end) for place in usable]
    chosen = own(scene, hit, spans)
    if chosen is None and shares_time(scene, hit):
        chosen = of_clauses(scene, hit, spans)
    if chosen is None:
        earlier = taken_up(scene, hit)
        return placed(earlier) if earlier is not None else None
    return placed(first_of_row(scene, next(p for p in usable if (p.start, p.end) == chosen)))


def seats(scene: Scene, place: Place, hit: Hit) -> bool:
    """Does a place only tell a government from others ("die Regierung in Peking"), or where another event is that the
    hit is about ("protestierte gegen den Krieg in der Ukraine")?"""
    analysis = scene.analysis
    at = analysis.phrase_of[tokens_in(analysis, (place.start, place.end))[0]]
    phrase = analysis.phrases[at] if at >= 0 else None
    if phrase is None or phrase.preposition is None or phrase.preposition == 0:
        return False
    before = analysis.phrase_of[phrase.preposition - 1]
    if before in (-1, hit.phrase, at):
        return False
    noun = analysis.phrases[before]
    if any(tail in scene.lexicon.parties["seated"] for tail in tails(noun.lemma.lower())):
        return True
    told = analysis.tokens[noun.head].text.lower() in scene.lexicon.nouns
    return told and noun.preposition is not None and preposition_of(scene, noun) not in ATTENDING


def is_taken(scene: Scene, place: Place, hit: Hit, parties: list[Span]) -> bool:
    """Is a place name a party of a hit? The town of a visit is both ("nach Brüssel gereist")."""
    if not any(start < place.end and place.start < end for start, end in parties):
        return False
    at = scene.analysis.phrase_of[tokens_in(scene.analysis, (place.start, place.end))[0]]
    preposition = preposition_of(scene, scene.analysis.phrases[at]) if at >= 0 else ""
    return hit.entry.type != EventType.CONSULT or place.geo_precision != "city" or preposition not in ("nach", "in")


def placed(place: Place) -> EventPlace:
    """A place name as the place of an event."""
    return EventPlace(
        name=place.name,
        span=(place.start, place.end),
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        geonames=place.geonames,
        geo_precision=place.geo_precision,
    )


def is_target(scene: Scene, place: Place, hit: Hit) -> bool:
    """Is a town or region what is attacked, entered or left: object of the verb, or with "auf", "gegen", as genitive?
    A state so named is a party instead."""
    if hit.entry.type not in TARGETED or place.geo_precision == "country":
        return False
    analysis = scene.analysis
    at = analysis.phrase_of[tokens_in(analysis, (place.start, place.end))[0]]
    if at < 0:
        return False
    phrase = analysis.phrases[at]
    if phrase.parent is not None and phrase.parent != hit.phrase:
        return False
    if hit.phrase >= 0 and phrase.parent == hit.phrase:
        return preposition_of(scene, phrase) in ("", "auf", "gegen", "von")
    return any(
        argument.phrase == at and (argument.role == Role.ACCUSATIVE or argument.preposition in ("auf", "gegen"))
        for argument in analysis.clauses[hit.clause].arguments
        if hit.clause >= 0
    )


def taken_up(scene: Scene, hit: Hit) -> Place | None:
    """The place that "dort", "hier" or "dabei" in the clause of a hit takes up: the last one named before it in this
    sentence or the one before."""
    if hit.clause < 0:
        return None
    tokens = scene.analysis.tokens
    words = scene.lexicon.parties["pointing"]
    pointing = next((i for i in scene.analysis.clauses[hit.clause].tokens if tokens[i].text.lower() in words), None)
    if pointing is None:
        return None
    sentence = scene.analysis.sentence_of[hit.token]
    before = [
        place
        for i in (sentence, sentence - 1)
        for place in scene.places_of.get(i, ())
        if place.end <= tokens[pointing].start and stands_in_place(scene, place)
    ]
    return max(before, key=lambda place: place.start, default=None)


def first_of_row(scene: Scene, place: Place) -> Place:
    """The first of coordinated places, and the nearer one of two: "in Mainz und Bonn" -> Mainz, "in Den Haag in den
    Niederlanden" -> Den Haag."""
    tokens = scene.analysis.tokens
    at = tokens_in(scene.analysis, (place.start, place.end))[0]
    left = at - 1
    areas = scene.lexicon.parties["areas"] if tokens[left].tag in ("APPR", "APPRART") else frozenset()
    while left > 0 and (
        tokens[left].tag in ("APPR", "APPRART", "ART")
        or tokens[left].text in ("und", ",", "oder")
        or tokens[left].lemma in areas
    ):
        left -= 1
    if left < 0 or left == at - 1:
        return place
    listed = scene.places_of.get(scene.analysis.sentence_of[at], ())
    before = next((p for p in listed if p.end == tokens[left].end), None)
    return first_of_row(scene, before) if before is not None else place


def locative(scene: Scene, place: Place, hit: Hit) -> bool:
    """Does a place name stand as a place, so that it may be that of a hit? Demands, judgements and the like happen
    where they are made, which only their own clause tells."""
    analysis = scene.analysis
    if not stands_in_place(scene, place):
        return False
    first = tokens_in(analysis, (place.start, place.end))[0]
    phrase = analysis.phrases[analysis.phrase_of[first]]
    if hit.entry.type in PLACED or phrase.parent == hit.phrase:
        return True
    return analysis.clause_of[first] == hit.clause and phrase.parent is None and phrase.preposition is not None


def stands_in_place(scene: Scene, place: Place) -> bool:
    """Does a preposition of place govern a place name, or the noun that it belongs to ("in der Nähe von Bonn", "im
    Osten der Ukraine")?"""
    analysis = scene.analysis
    at = analysis.phrase_of[tokens_in(analysis, (place.start, place.end))[0]]
    for _ in range(4):
        if at < 0:
            return False
        phrase = analysis.phrases[at]
        preposition = preposition_of(scene, phrase)
        if preposition and preposition != "von":
            toward = preposition in TOWARD and place.geo_precision == "country" and phrase.determiner is None
            return preposition in LOCATIVE and not toward
        at = phrase.parent if phrase.parent is not None else area_before(scene, phrase)
    return False
