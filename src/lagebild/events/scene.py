"""What the event rules ask of a report: its records, with the look-ups that several rules share."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from lagebild.lang import Language
from lagebild.lang.actors import actor_lexicon
from lagebild.lang.events import Entry, Events, Modifier, event_lexicon
from lagebild.model import (
    Actor,
    Analysis,
    Clause,
    Mentions,
    NounPhrase,
    PhraseKind,
    Place,
    Quotation,
    Report,
    Role,
    Sentence,
    Span,
    Time,
    Token,
)  # fmt: skip
from lagebild.model.ask import actor_at, tokens_in

SUFFIX = 5
"""Letters from which on a word stands for its compounds."""

GENITIVES = frozenset("des der dieser eines einer seiner ihrer".split())

PARTITIVE = frozenset(
    "Teil Großteil Hälfte Mehrheit Mehrzahl Drittel Viertel Zahl Anzahl Reihe Gruppe Dutzend Spitze Flügel Rest".split()
)
"""Heads that stand for what their genitive names."""

ADPOSITIONS = ("APPR", "APPRART", "APPO", "APZR")

PARTY_CLASSES = tuple("person people group state organisation power fighter crowd police protester".split())


class Hit(Struct, frozen=True, kw_only=True):
    """A word that carries an event: its token, entry, clause (-1 for none), phrase for nouns, and what the first part
    of a compound adds."""

    token: int
    entry: Entry
    clause: int = -1
    phrase: int = -1
    modifier: Modifier | None = None
    attribute: bool = False


class Scene(Struct, frozen=True, kw_only=True):
    """A report with its mentions and quotations, and look-ups made once: actors by token, words by sentence."""

    analysis: Analysis
    mentions: Mentions
    quotations: tuple[Quotation, ...]
    report: Report
    language: Language
    lexicon: Events
    actors_of: dict[int, tuple[Actor, ...]]
    times_of: dict[int, tuple[Time, ...]]
    places_of: dict[int, tuple[Place, ...]]
    place_tokens: frozenset[int]
    quoting: dict[int, tuple[Quotation, ...]]
    children: dict[int, tuple[int, ...]]
    words: tuple[frozenset[str], ...]
    adjectives: frozenset[str]
    predicates: tuple[str, ...]


def make_scene(
    analysis: Analysis, mentions: Mentions, quotations: tuple[Quotation, ...], report: Report, language: Language
) -> Scene:
    """The scene of a report. Linear in its tokens and mentions."""
    actors: dict[int, list[Actor]] = {}
    for actor in mentions.actors:
        for mention in actor.mentions:
            for i in range(*tokens_in(analysis, mention)):
                actors.setdefault(i, []).append(actor)
    times: dict[int, list[Time]] = {}
    for time in mentions.times:
        for i in sentences_of(analysis, (time.start, time.end)):
            times.setdefault(i, []).append(time)
    places: dict[int, list[Place]] = {}
    place_tokens: set[int] = set()
    for place in mentions.places:
        place_tokens.update(range(*tokens_in(analysis, (place.start, place.end))))
        for i in sentences_of(analysis, (place.start, place.end)):
            places.setdefault(i, []).append(place)
    quoting: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        for span in quotation.spans:
            for i in range(*tokens_in(analysis, span)):
                quoting.setdefault(i, []).append(quotation)
    children: dict[int, list[int]] = {}
    for clause in analysis.clauses:
        if clause.parent is not None:
            children.setdefault(clause.parent, []).append(clause.i)
    return Scene(
        analysis=analysis,
        mentions=mentions,
        quotations=quotations,
        report=report,
        language=language,
        lexicon=event_lexicon(language),
        actors_of={i: tuple(dict.fromkeys(found)) for i, found in actors.items()},
        times_of={i: tuple(found) for i, found in times.items()},
        places_of={i: tuple(found) for i, found in places.items()},
        place_tokens=frozenset(place_tokens),
        quoting={i: tuple(dict.fromkeys(found)) for i, found in quoting.items()},
        children={i: tuple(found) for i, found in children.items()},
        adjectives=frozenset(actor_lexicon(language).adjectives),
        predicates=tuple(predicate_of(analysis, clause, event_lexicon(language)) for clause in analysis.clauses),
        words=tuple(sentence_words(analysis, sentence) for sentence in analysis.sentences),
    )


def predicate_of(analysis: Analysis, clause: Clause, events: Events) -> str:
    """The verb of a clause: its predicate, or, where the model's lemma is no known verb, what the form says."""
    if clause.head is None or clause.predicate in events.known_verbs:
        return clause.predicate
    form = analysis.tokens[clause.head].text.lower()
    particle = analysis.tokens[clause.particle].text.lower() if clause.particle is not None else ""
    forms = events.verb_forms
    found = forms.get(particle + form) or events.participles.get(form) or forms.get(form)
    return found or clause.predicate


def adjacent(scene: Scene, noun: NounPhrase) -> NounPhrase | None:
    """A phrase right after a noun that looks like its genitive though the view left that open."""
    tokens = scene.analysis.tokens
    if noun.last >= len(tokens) or tokens[noun.last].text.lower() not in GENITIVES:
        return None
    at = scene.analysis.phrase_of[noun.last]
    phrase = scene.analysis.phrases[at] if at >= 0 else None
    if phrase is None or phrase.first != noun.last or phrase.preposition is not None or phrase.parent is not None:
        return None
    return phrase


def area_before(scene: Scene, phrase: NounPhrase) -> int:
    """The phrase right before a name that says which area is meant ("Nähe" before "von Bonn"); -1 without one."""
    before = (phrase.preposition if phrase.preposition is not None else phrase.first) - 1
    at = scene.analysis.phrase_of[before] if before >= 0 else -1
    return at if at not in (-1, phrase.i) and scene.analysis.phrases[at].lemma in scene.lexicon.parties["areas"] else -1


def following(scene: Scene, noun: NounPhrase) -> Iterator[NounPhrase]:
    """The prepositional phrase right after a noun or its genitive, though the view gives it to the clause."""
    analysis = scene.analysis
    lasts = [noun.last]
    genitive = analysis.phrases[noun.genitive] if noun.genitive is not None else adjacent(scene, noun)
    if genitive is not None:
        lasts.append(genitive.last)
    for last in lasts:
        at = analysis.phrase_of[last + 1] if last + 1 < len(analysis.tokens) else -1
        if at >= 0 and analysis.phrases[at].preposition == last:
            yield analysis.phrases[at]


def sentences_of(analysis: Analysis, span: Span) -> Iterator[int]:
    """Sentences that a span touches."""
    first, last = tokens_in(analysis, span)
    yield from dict.fromkeys(analysis.sentence_of[first:last])


def sentence_words(analysis: Analysis, sentence: Sentence) -> frozenset[str]:
    """Lemmas and forms of a sentence in lower case, with the tails of its nouns ("elitesoldat": "soldat")."""
    found: set[str] = set()
    for token in analysis.tokens[sentence.first : sentence.last]:
        found.add(token.text.lower())
        found.update(tails(token.lemma.lower()) if token.pos == "NOUN" else (token.lemma.lower(),))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def tails(word: str) -> tuple[str, ...]:
    """A word and its endings of at least five letters: "kampfjet" -> kampfjet, ampfjet, mpfjet, pfjet; what follows a
    hyphen counts whatever its length."""
    rest = word.rsplit("-", 1)[-1]
    return word, rest, *(word[k:] for k in range(1, len(word) - SUFFIX + 1))


def in_class(scene: Scene, phrase: NounPhrase, name: str) -> bool:
    """Is the head of a phrase of a word class, by its words or by what is known of its actor?"""
    if name == "party":
        return is_party(scene, phrase)
    if name == "thing":
        return not is_party(scene, phrase)
    kind = scene.lexicon.classes[name]
    if phrase.genitive is not None and phrase.lemma in PARTITIVE:
        return in_class(scene, scene.analysis.phrases[phrase.genitive], name)
    head = scene.analysis.tokens[phrase.head]
    if name == "event" and head.text.lower() in scene.lexicon.nouns:
        return True
    for word in (phrase.lemma.lower(), head.text.lower()):
        if any(tail in kind.words for tail in tails(word)) or (kind.endings and word.endswith(kind.endings)):
            return True
    if kind.places and any(i in scene.place_tokens for i in range(phrase.first, phrase.last)):
        return True
    if kind.kinds or kind.sectors:
        actor = next(iter(scene.actors_of.get(phrase.head, ())), None)
        if actor is None and phrase.kind == PhraseKind.PRONOUN and head.tag == "PPER" and head.text.lower() != "es":
            return "person" in kind.kinds or name in ("power", "politician")
        return actor is not None and (actor.kind.value in kind.kinds or actor.sector in kind.sectors)
    return False


def is_party(scene: Scene, phrase: NounPhrase) -> bool:
    """Can a phrase be somebody: a known actor, a personal pronoun, a noun of people or bodies?"""
    if phrase.kind in (PhraseKind.PRONOUN, PhraseKind.RELATIVE, PhraseKind.INTERROGATIVE):
        return scene.analysis.tokens[phrase.head].lemma.lower() not in ("es", "das", "dies", "dieses", "was", "alles")
    if phrase.kind == PhraseKind.NAME or phrase.name is not None:
        return True
    head = scene.analysis.tokens[phrase.head]
    if head.tag in ("ADJA", "PIS", "PIAT", "CARD", "PDS") and phrase.kind != PhraseKind.NUMBER:
        return True
    if any(i in scene.actors_of for i in range(phrase.first, phrase.last)):
        return True
    return any(in_class(scene, phrase, name) for name in PARTY_CLASSES)


def is_state_adjective(scene: Scene, token: Token) -> bool:
    """Is an adjective one of a state ("russische")?"""
    if token.tag != "ADJA":
        return False
    word = token.text.lower().rsplit("-", 1)[-1]
    stems = (word.removesuffix(ending) for ending in ("e", "en", "er", "es", "em"))
    return token.entity.endswith("deriv") or any(stem in scene.adjectives for stem in stems)


def of_city(scene: Scene, token: Token) -> bool:
    """Does an adjective in -er name a city ("Pariser"), and so where something is rather than whose?"""
    return token.text[0].isupper() and token.text.endswith("er") and token.text.lower() not in scene.adjectives


def actor_of(scene: Scene, span: Span) -> Actor | None:
    """The actor whose mention lies in a span."""
    first, last = tokens_in(scene.analysis, span)
    near = {actor.id: actor for i in range(first, last) for actor in scene.actors_of.get(i, ())}
    return actor_at(tuple(near.values()), span) if near else None


def span_of_phrase(scene: Scene, phrase: NounPhrase) -> Span:
    """Offsets of a phrase with its genitive, without prepositional attributes and relative clauses."""
    tokens = scene.analysis.tokens
    last = phrase.last
    if phrase.genitive is not None:
        genitive = scene.analysis.phrases[phrase.genitive]
        if phrase.last <= genitive.first <= phrase.last + 1:
            last = genitive.last
    return tokens[phrase.first].start, tokens[last - 1].end


def preposition_of(scene: Scene, phrase: NounPhrase) -> str:
    """Lemma of the preposition that governs a phrase ("beim" gives "bei"), "" without one."""
    return scene.analysis.tokens[phrase.preposition].lemma.lower() if phrase.preposition is not None else ""


def spoken_here(scene: Scene, quotation: Quotation, hit: Hit) -> bool:
    """Is a hit the very speech act that a quotation is made by: its trigger in the cue, or its clause that of the
    speaker and the cue? What is told "laut" or "nach Angaben" somebody in one clause is none."""
    token = scene.analysis.tokens[hit.token]
    if any(start < token.end and token.start < end for start, end in quotation.cue):
        return True
    if hit.clause < 0 or hit.entry.kind == "noun":
        return False
    tokens = scene.analysis.tokens
    if any(tokens[i].tag in ADPOSITIONS for span in quotation.cue for i in range(*tokens_in(scene.analysis, span))):
        return False
    own = scene.analysis.clauses[hit.clause].tokens
    speaking = {i for span in quotation.speaker for i in range(*tokens_in(scene.analysis, span))}
    return not speaking.isdisjoint(own)


def role_of(clause: Clause, phrase: int) -> Role | None:
    """The role of a phrase in its clause."""
    return next((argument.role for argument in clause.arguments if argument.phrase == phrase), None)
