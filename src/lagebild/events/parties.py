"""Who acts and on whom: the parties of an event mention by frame, voice and case."""

from collections.abc import Iterable

from lagebild.events.checks import is_present
from lagebild.events.scene import (
    Hit,
    Scene,
    actor_of,
    adjacent,
    following,
    in_class,
    is_party,
    is_state_adjective,
    of_city,
    preposition_of,
    role_of,
    span_of_phrase,
)
from lagebild.events.slots import resolved, slot
from lagebild.lang.events import Frame, Support
from lagebild.model import Clause, ClauseKind, EventType, NounPhrase, Party, PhraseKind, Role, Span, Voice
from lagebild.model.ask import arguments, tokens_in, with_conjuncts

JOINING = {
    EventType.CONSULT: frozenset("bei auf zu in während an vor nach".split()),
    EventType.PROTEST: frozenset("auf zu in an mit".split()),
}
"""Prepositions before an event in which the subject of the clause takes part ("sagte bei einem Besuch"), by type."""

STATELY = ("country",)
FORCEFUL = (EventType.ASSAULT, EventType.COERCE)
DAMAGING = ("vandalize", "riot", "obstruct")
EXPLETIVE = frozenset({"es", "das", "dies", "dieses", "was", "alles"})
ALLEGED = frozenset({"mutmaßlich", "angeblich", "vermeintlich", "verdächtig", "tatverdächtig"})

OBJECTS = (Role.ACCUSATIVE, Role.SUBJECT, Role.GENITIVE, Role.DATIVE, Role.PREDICATIVE)
SPEAKING = frozenset("ich wir mich mir uns mein meine unser unsere unserer unseren".split())

OF_UNIT = ("durch", "von", "seitens", "gen", "poss", "adj")
"""Where the noun of a unit may name its actor when the clause does not."""

Found = tuple[NounPhrase | Span, ...]
Parties = tuple[tuple[Party, ...], tuple[Party, ...]]


def find_parties(scene: Scene, hit: Hit) -> Parties:
    """Actors and recipients of a hit, those that the text names in its sentence."""
    if hit.entry.kind == "noun":
        return of_noun(scene, hit)
    if hit.attribute:
        return of_participle(scene, hit)
    clause = scene.analysis.clauses[hit.clause]
    frame = hit.entry.frame
    actors: Found = filled(scene, clause, frame.actor, hit.phrase)
    if not actors and frame.actor == ("s",) and clause.voice != Voice.ACTIVE:
        actors = shared_agent(scene, clause)
    if frame.theme and not acting(scene, actors):
        actors = filled(scene, clause, (frame.theme,))
    recipients: Found = filled(scene, clause, frame.recipient, hit.phrase)
    if hit.entry.kind == "unit" and hit.phrase >= 0:
        prepositions = tuple(name for name in frame.recipient if len(name) > 1)
        attributed = of_phrase(scene, hit.phrase, Frame(actor=OF_UNIT, recipient=prepositions))
        actors, recipients = actors or attributed[0], recipients or attributed[1]
    if clause.voice != Voice.ACTIVE and not {"s", "d"}.isdisjoint(frame.recipient):
        recipients = recipients or filled(scene, clause, ("a",), hit.phrase)
    if not recipients and hit.entry.type in FORCEFUL and "a" in frame.recipient:
        recipients = tuple(p for p in slot(scene, clause, "a") if is_count(scene, p))
    if not recipients and hit.entry.type == EventType.REQUEST and hit.entry.kind == "verb":
        recipients = asked(scene, clause)
    return acting(scene, actors), receiving(scene, hit, recipients, actors)


def shared_agent(scene: Scene, clause: Clause) -> tuple[NounPhrase, ...]:
    """The agent of the passive that a passive is coordinated with: "wurde von Soldaten gefunden und verhaftet"."""
    if clause.kind != ClauseKind.COORDINATE or clause.parent is None:
        return ()
    before = scene.analysis.clauses[clause.parent]
    own = clause.finite is not None or any(a.role == Role.SUBJECT for a in clause.arguments)
    return filled(scene, before, ("s",)) if before.voice != Voice.ACTIVE and not own else ()


def filled(scene: Scene, clause: Clause, slots: Iterable[str], own: int = -1) -> tuple[NounPhrase, ...]:
    """The phrases of the first slot that is filled, with their conjuncts; `own` is the event noun itself."""
    for name in slots:
        found = [
            p for p in slot(scene, clause, name) if p.i != own and not expletive(scene, p) and actor_like(scene, p)
        ]
        if name in ("a", "d") and len(found) > 1:
            found = found[:1]
        if found:
            return tuple(
                member
                for phrase in found[:2]
                for member in with_conjuncts(scene.analysis, resolved(scene, clause, phrase))
            )
    return ()


def is_count(scene: Scene, phrase: NounPhrase) -> bool:
    """Does a number stand for people ("tötete elf und nahm vier fest")? Times and sums do not."""
    head = scene.analysis.tokens[phrase.head]
    times = scene.times_of.get(scene.analysis.sentence_of[head.i], ())
    return phrase.kind == PhraseKind.NUMBER and not any(time.start <= head.start < time.end for time in times)


def asked(scene: Scene, clause: Clause) -> tuple[NounPhrase, ...]:
    """Of whom a demand is made that takes a clause: its subject ("verlangt, dass die Regierung zurücktritt")."""
    for i in scene.children.get(clause.i, ()):
        below = scene.analysis.clauses[i]
        introducer = scene.analysis.tokens[below.introducer].text.lower() if below.introducer is not None else ""
        if introducer == "dass":
            return tuple(p for p in filled(scene, below, ("s",)) if is_party(scene, p))
    return ()


def expletive(scene: Scene, phrase: NounPhrase) -> bool:
    """Does a pronoun stand for nobody ("es", "das")?"""
    return phrase.kind == PhraseKind.PRONOUN and scene.analysis.tokens[phrase.head].text.lower() in EXPLETIVE


def of_participle(scene: Scene, hit: Hit) -> Parties:
    """ "die demonstrierenden Studenten" act, "der festgenommene Student" receives, "der zurückgetretene Minister"
    acts."""
    phrase = scene.analysis.phrases[hit.phrase]
    present = is_present(scene.analysis.tokens[hit.token].text)
    frame = hit.entry.frame
    acts = bool(frame.actor) and (present or "a" not in frame.recipient)
    mine = with_conjuncts(scene.analysis, phrase)
    if acts:
        return acting(scene, mine), ()
    agents = within(scene, phrase, hit.token) if not present else ()
    return acting(scene, agents), receiving(scene, hit, mine, agents)


def within(scene: Scene, phrase: NounPhrase, participle: int) -> tuple[NounPhrase, ...]:
    """Who did what a participle before a noun tells: "des vom Militär entmachteten Präsidenten"."""
    analysis = scene.analysis
    inner = dict.fromkeys(analysis.phrase_of[i] for i in range(phrase.first, participle))
    found = (analysis.phrases[i] for i in inner if i not in (-1, phrase.i))
    return tuple(p for p in found if preposition_of(scene, p) in ("von", "durch"))


def of_noun(scene: Scene, hit: Hit) -> Parties:
    """Parties of an event noun: from its own attributes, else from the clause of its support verb."""
    if hit.phrase < 0:
        return (), ()
    actors, recipients = of_phrase(scene, hit.phrase, hit.entry.frame, hit)
    clause = scene.analysis.clauses[hit.clause] if hit.clause >= 0 else None
    if clause is not None and not (actors and recipients):
        lent = from_support(scene, clause, hit)
        actors, recipients = actors or lent[0], recipients or lent[1]
    if clause is not None and (not actors or possessive(actors)) and hit.entry.frame.theme != "s":
        actors = from_subject(scene, clause, hit, bool(actors)) or actors
    if clause is not None and not actors:
        actors = accused(scene, clause, hit)
    return acting(scene, actors), receiving(scene, hit, recipients, actors)


def of_phrase(scene: Scene, phrase: int, frame: Frame, hit: Hit | None = None) -> tuple[Found, Found]:
    """Parties among the attributes of a noun."""
    noun = scene.analysis.phrases[phrase]
    between = attribute(scene, noun, "zwischen", hit) if frame.symmetric else ()
    if between:
        return between, ()
    actors: Found = ()
    actor_slot = ""
    for name in frame.actor:
        actors = attribute(scene, noun, name, hit)
        if actors:
            actor_slot = name
            break
    recipients: Found = ()
    for name in frame.recipient:
        if name != actor_slot:
            recipients = attribute(scene, noun, name, hit)
            if recipients:
                break
    return actors, recipients


def attribute(scene: Scene, noun: NounPhrase, name: str, hit: Hit | None) -> Found:
    """What fills an attribute slot of a noun: gen, poss, adj, mod or a preposition."""
    analysis = scene.analysis
    tokens = analysis.tokens
    if name == "gen" and noun.determiner is not None and tokens[noun.determiner].tag == "PRELAT":
        antecedent = analysis.clauses[noun.clause].antecedent if noun.clause >= 0 else None
        return (analysis.phrases[antecedent],) if antecedent is not None else ()
    if name == "gen":
        genitive = analysis.phrases[noun.genitive] if noun.genitive is not None else adjacent(scene, noun)
        if genitive is None:
            return ()
        return with_conjuncts(analysis, genitive) if actor_like(scene, genitive) else ()
    if name == "poss":
        at = noun.determiner
        return ((tokens[at].start, tokens[at].end),) if at is not None and tokens[at].tag == "PPOSAT" else ()
    if name == "adj":
        states = [tokens[i] for i in noun.attributes if is_state_adjective(scene, tokens[i])]
        states = [token for token in states if not of_city(scene, token)]
        return tuple((token.start, token.end) for token in states)
    if name == "mod":
        head = tokens[noun.head]
        first = head.text.rsplit("-", 1)[0]
        named = "-" in head.text and (first.isupper() or first.lower() in scene.lexicon.parties["acronyms"])
        return ((head.start, head.start + len(first)),) if named or head.entity.endswith("part") else ()
    found = [analysis.phrases[i] for i in noun.modifiers if preposition_of(scene, analysis.phrases[i]) == name]
    if not found:
        after = list(following(scene, noun))
        after += [further for p in after for further in following(scene, p)]
        found = [p for p in after if preposition_of(scene, p) == name]
    found = [p for p in found if tokens[p.preposition or 0].i >= noun.head and actor_like(scene, p)]
    if name == "von":
        found = [p for p in found if not is_site(scene, p)]
    return tuple(member for phrase in found[:1] for member in with_conjuncts(analysis, phrase))


def is_site(scene: Scene, phrase: NounPhrase) -> bool:
    """Does "von" lead to where something was ("das Massaker von Srebrenica"), and not to a state or somebody?"""
    start = scene.analysis.tokens[phrase.head].start
    near = scene.places_of.get(scene.analysis.sentence_of[phrase.head], ())
    return any(place.start <= start < place.end and place.geo_precision not in STATELY for place in near)


def actor_like(scene: Scene, phrase: NounPhrase) -> bool:
    """Can an attribute be a party? Times and measures cannot."""
    head = scene.analysis.tokens[phrase.head]
    return head.tag != "CARD" and not any(
        time.start <= head.start < time.end for time in scene.times_of.get(scene.analysis.sentence_of[head.i], ())
    )


def possessive(found: Found) -> bool:
    """Is a possessive the only party found?"""
    return len(found) == 1 and not isinstance(found[0], NounPhrase) and found[0][1] - found[0][0] <= 6


def from_subject(scene: Scene, clause: Clause, hit: Hit, owned: bool) -> tuple[NounPhrase, ...]:
    """The subject of the clause as actor of an event noun that is its object, or that it takes part in ("bei einem
    Besuch"); of one with a possessive, the subject that the possessive takes up."""
    subject = filled(scene, clause, ("s",), hit.phrase) if clause.voice == Voice.ACTIVE else ()
    if not subject or not is_party(scene, subject[0]):
        return ()
    frame = hit.entry.frame
    acting_first = (bool(frame.actor) and frame.actor[0] != "durch") or "gen" in frame.actor
    if not acting_first:
        return ()
    noun = scene.analysis.phrases[hit.phrase]
    role = role_of(clause, hit.phrase)
    preposition = preposition_of(scene, noun)
    if owned:
        return subject if role != Role.SUBJECT and noun.parent is None else ()
    if role == Role.ACCUSATIVE and not preposition:
        return () if scene.predicates[clause.i] in scene.lexicon.parties["witness"] else subject
    joins = preposition in JOINING.get(hit.entry.type, ())
    joins = joins or (frame.symmetric and preposition == "für" and bool(attribute(scene, noun, "mit", hit)))
    return subject if joins and role == Role.PREPOSITIONAL else ()


def accused(scene: Scene, clause: Clause, hit: Hit) -> tuple[NounPhrase, ...]:
    """He who is said to have done what an event noun names: accused of it ("warf ihm Morde vor"), held or tried for it
    ("wegen Mordes verurteilt"), or answering for it ("für den Anschlag verantwortlich")."""
    noun = scene.analysis.phrases[hit.phrase]
    preposition, role = preposition_of(scene, noun), role_of(clause, hit.phrase)
    predicate, lexicon = scene.predicates[clause.i], scene.lexicon
    if hit.entry.type not in FORCEFUL or hit.entry.frame.actor[:1] == ():
        return ()
    if predicate in lexicon.shifters.accusing and (role in OBJECTS or preposition == "wegen"):
        names = ("d", "a") if role != Role.GENITIVE and not preposition else ("a",)
        return tuple(p for p in filled(scene, clause, names, hit.phrase) if is_party(scene, p))
    if predicate in lexicon.parties["joining"] and preposition in ("an", "bei"):
        subject = arguments(scene.analysis, clause, Role.SUBJECT)
        return tuple(p for p in subject if is_party(scene, p))
    if (predicate == "bekennen" and preposition == "zu") or (predicate == "übernehmen" and preposition == "für"):
        return tuple(p for p in filled(scene, clause, ("s",), hit.phrase) if is_party(scene, p))
    if preposition == "wegen" and predicate in lexicon.parties["trying"]:
        return tuple(p for p in filled(scene, clause, ("a",), hit.phrase) if is_party(scene, p))
    if preposition == "für" and any(scene.analysis.tokens[i].lemma.lower() == "verantwortlich" for i in clause.tokens):
        names = ("s",) if predicate in ("sein", "verantwortlich", "zeichnen") else ("a",)
        return tuple(p for p in filled(scene, clause, names, hit.phrase) if is_party(scene, p))
    return ()


def from_support(scene: Scene, clause: Clause, hit: Hit) -> tuple[tuple[NounPhrase, ...], tuple[NounPhrase, ...]]:
    """Parties that a support verb lends to its noun: "verübte einen Anschlag auf …" -> its subject."""
    for support in scene.lexicon.support.get(scene.predicates[clause.i], ()):
        if stands_as(scene, clause, hit, support):
            actors = filled(scene, clause, (support.actor,), hit.phrase) if support.actor else ()
            recipients = filled(scene, clause, support.recipient, hit.phrase)
            return actors, recipients
    return (), ()


def stands_as(scene: Scene, clause: Clause, hit: Hit, support: Support) -> bool:
    """Does the event noun fill the argument that a support verb takes?"""
    role = role_of(clause, hit.phrase)
    preposition = preposition_of(scene, scene.analysis.phrases[hit.phrase])
    if support.argument == "acc":
        wanted = Role.ACCUSATIVE if clause.voice == Voice.ACTIVE else Role.SUBJECT
        return role == wanted and not preposition
    if support.argument == "dat":
        return role == Role.DATIVE and not preposition
    return preposition == support.argument


def acting(scene: Scene, found: Iterable[NounPhrase | Span]) -> tuple[Party, ...]:
    """Parties of actors: event nouns, abstract things and what "durch" or "von" names beside people do not act."""
    kept = [p for p in found if not isinstance(p, NounPhrase) or is_party(scene, p) or not is_thing(scene, p)]
    return unique(party(scene, p) for p in kept)


def receiving(
    scene: Scene, hit: Hit, found: Iterable[NounPhrase | Span], actors: Iterable[NounPhrase | Span]
) -> tuple[Party, ...]:
    """Parties of recipients, without those that are actors already. Things can be hit by force and seized; of what is
    praised, demanded or refused, he to whom it belongs is the recipient ("forderten den Rücktritt der Regierung")."""
    others = [spanned(scene, p) for p in actors]
    kept = [p for one in found for p in suffering(scene, hit, one)]
    if not kept and hit.entry.type == EventType.REQUEST and hit.entry.kind == "verb" and hit.clause >= 0:
        content = filled(scene, scene.analysis.clauses[hit.clause], ("a",), hit.phrase)
        kept = [p for one in content for p in owners(scene, one)]
    return unique(party(scene, p) for p in kept if spanned(scene, p) not in others)


def suffering(scene: Scene, hit: Hit, found: NounPhrase | Span) -> Found:
    """A recipient as it is, or its owner where a thing or an event stands in its place."""
    if not isinstance(found, NounPhrase) or is_party(scene, found):
        return (found,)
    if hit.entry.kind == "noun" and in_class(scene, found, "munition"):
        return ()
    if scene.analysis.tokens[found.head].text.lower() in scene.lexicon.nouns:
        return owners(scene, found)
    hits_things = hit.entry.type in FORCEFUL or hit.entry.mode in DAMAGING
    return (found,) if hits_things else owners(scene, found)


def owners(scene: Scene, thing: NounPhrase) -> Found:
    """The party to which a thing or an act belongs: its genitive, else its possessive."""
    genitive = attribute(scene, thing, "gen", None)
    people = tuple(p for p in genitive if not isinstance(p, NounPhrase) or is_party(scene, p))
    return people or attribute(scene, thing, "poss", None)


def is_thing(scene: Scene, phrase: NounPhrase) -> bool:
    """Is a phrase no party that could act: an act, an abstract noun, a weapon?"""
    return is_abstract(scene, phrase) or in_class(scene, phrase, "munition") or in_class(scene, phrase, "weapons")


def is_abstract(scene: Scene, phrase: NounPhrase) -> bool:
    """Is the head of a phrase an event noun itself, an abstract noun, or a thing with "durch" or "von"?"""
    if phrase.preposition is not None or in_class(scene, phrase, "abstract"):
        return True
    return scene.analysis.tokens[phrase.head].text.lower() in scene.lexicon.nouns


def spanned(scene: Scene, found: NounPhrase | Span) -> Span:
    """Offsets of a party."""
    return span_of_phrase(scene, found) if isinstance(found, NounPhrase) else found


def party(scene: Scene, found: NounPhrase | Span) -> Party:
    """A party with its actor."""
    span = spanned(scene, found)
    actor = actor_of(scene, span)
    alleged = isinstance(found, NounPhrase) and any(
        scene.analysis.tokens[i].lemma.lower() in ALLEGED for i in found.attributes
    )
    named = actor.id if actor is not None else holder_of(scene, span)
    return Party(span=span, actor=named, alleged=alleged)


def holder_of(scene: Scene, span: Span) -> str | None:
    """Who says "ich" or "wir": the only holder of the quotation around it."""
    first, last = tokens_in(scene.analysis, span)
    if last - first != 1 or scene.analysis.tokens[first].text.lower() not in SPEAKING:
        return None
    around = scene.quoting.get(first, ())
    return around[-1].holders[0] if around and len(around[-1].holders) == 1 else None


def unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Parties once each, in order."""
    return tuple({p.span: p for p in parties}.values())
