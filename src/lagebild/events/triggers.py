"""Words that carry an event: verbs by their lemma with particle, nouns by form or compound head, verb-noun units,
participles before a noun."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import structs

from lagebild.events.checks import applies
from lagebild.events.scene import Hit, Scene, in_class
from lagebild.lang.events import Check, Events, Modifier
from lagebild.model import Clause, EventType, Role, Token, Voice

LONG_HEAD = 6
"""Letters from which on a noun heads compounds with any first part; shorter ones need a known one."""

LINKS = ("s", "es", "en", "n", "")
BESIDE_VERBS = ("ADJA", "ADJD", "PTKVZ", "VVPP")
"""Tags of words that are no nouns and stand in a unit ("mundtot machen", "schuldig sprechen")."""

ENDINGS = ("en", "er", "es", "em", "e")
FORCEFUL = (EventType.ASSAULT, EventType.COERCE)
ATTRIBUTIVE = {
    EventType.PROTEST, EventType.RETREAT, EventType.COERCE, EventType.ASSAULT, EventType.SANCTION, EventType.ACCUSE,
}  # fmt: skip
"""Types whose participles before a noun count as mentions."""


def find_hits(scene: Scene) -> list[Hit]:
    """All hits of a report in order of the text, one a token."""
    found: dict[int, Hit] = {}
    units: dict[int, EventType] = {}
    told: set[int] = set()
    for hit, noun in unit_hits(scene):
        found.setdefault(hit.token, hit)
        units[hit.clause] = hit.entry.type
        told.add(noun)
    for token in scene.analysis.tokens:
        if token.i not in found and token.i not in told:
            other = noun_hit(scene, token) if is_noun(token) else participle_hit(scene, token)
            if other is not None:
                found[token.i] = other
    for clause in scene.analysis.clauses:
        if clause.head is not None and clause.head not in found:
            verb = verb_hit(scene, clause)
            if verb is not None and units.get(clause.i) != verb.entry.type:
                found[verb.token] = verb
    return [found[i] for i in sorted(found)]


def is_noun(token: Token) -> bool:
    """Is a token a noun that can name an event? Words inside names of bodies and works cannot."""
    if token.tag not in ("NN", "NE", "TRUNC") or not token.text[:1].isupper():
        return False
    return token.entity not in ("ORG", "OTH") and not (token.entity == "PER" and token.tag == "NE")


def best(scene: Scene, hits: Iterable[Hit]) -> Hit | None:
    """The hit whose entry asks most of its surroundings, of those that apply, analysts' own before all; the first of
    equals."""
    fitting = [hit for hit in hits if applies(scene, hit)]
    return max(fitting, key=lambda hit: (hit.entry.own, sum(map(weight, hit.entry.checks))), default=None)


def weight(check: Check) -> int:
    """How much a check narrows an entry: a class that must be there says most, what must not be there nothing."""
    if check.negated or check.slot in ("norefl", "whole", "adj", "verbal"):
        return 0
    return 2 if check.classes else 1


def verb_hit(scene: Scene, clause: Clause) -> Hit | None:
    """The hit of a clause's content verb."""
    lexicon = scene.lexicon
    token = clause.head if clause.head is not None else 0
    caused = caused_verb(scene, clause)
    if caused is not None:
        token = caused.i
        entries = lexicon.verbs.get(caused.lemma.lower()) or lexicon.verbs.get(caused.text.lower(), ())
    else:
        entries = lexicon.verbs.get(scene.predicates[clause.i], ())
    hits = (Hit(token=token, entry=lexicon.entries[i], clause=clause.i) for i in entries)
    return best(scene, (hit for hit in hits if hit.entry.type not in FORCEFUL or not is_natural(scene, clause)))


def is_natural(scene: Scene, clause: Clause) -> bool:
    """Does nobody use force: a storm, a beast or a player "attacks", or people come to harm in an accident?"""
    for argument in clause.arguments:
        names: tuple[str, ...] = ()
        if argument.role == Role.SUBJECT and clause.voice == Voice.ACTIVE:
            names = ("nature", "athlete")
        elif argument.role == Role.AGENT or argument.preposition in ("durch", "von", "bei", "nach", "in"):
            names = ("nature", "accident")
        if any(in_class(scene, scene.analysis.phrases[argument.phrase], name) for name in names):
            return True
    return False


def caused_verb(scene: Scene, clause: Clause) -> Token | None:
    """The infinitive that "lassen" governs: "hat … festnehmen lassen" -> festnehmen."""
    if clause.predicate != "lassen":
        return None
    tokens = scene.analysis.tokens
    found = [tokens[i] for i in clause.tokens if tokens[i].tag in ("VVINF", "VVFIN") and tokens[i].text.endswith("n")]
    return next((token for token in found if token.i != clause.head), None)


def unit_hits(scene: Scene) -> Iterator[tuple[Hit, int]]:
    """Hits of verb-noun units: the noun (or adjective) of an entry in a clause of one of its verbs; with the token of
    the noun, which is the trigger unless the entry says that the verb is."""
    lexicon = scene.lexicon
    analysis = scene.analysis
    for token in analysis.tokens:
        positions = lexicon.units.get(token.text.lower())
        at = analysis.clause_of[token.i]
        if positions is None or at < 0 or not (token.text[0].isupper() or token.tag in BESIDE_VERBS):
            continue
        clause = analysis.clauses[at]
        verbs = {scene.predicates[clause.i], *clause.auxiliaries}
        fitting = (lexicon.entries[i] for i in positions if not verbs.isdisjoint(lexicon.entries[i].verbs))
        hit = best(
            scene,
            (
                Hit(token=token.i, entry=entry, clause=at, phrase=analysis.phrase_of[token.i])
                for entry in fitting
                if token.text[0].isupper() == entry.word[0].isupper()
            ),
        )
        if hit is not None:
            verbal = clause.head is not None and any(check.slot == "verbal" for check in hit.entry.checks)
            yield structs.replace(hit, token=clause.head) if verbal else hit, token.i


def noun_hit(scene: Scene, token: Token) -> Hit | None:
    """The hit of a noun, by itself or as head of a compound."""
    found = look_up(scene.lexicon, token.text.lower())
    if found is None:
        found = look_up(scene.lexicon, token.lemma.lower())
    if found is None:
        return None
    positions, modifier = found
    at = scene.analysis.clause_of[token.i]
    phrase = scene.analysis.phrase_of[token.i]
    if phrase >= 0 and scene.analysis.phrases[phrase].head != token.i:
        phrase = -1
    entries = [scene.lexicon.entries[i] for i in positions]
    if modifier is not None:
        entries = [entry for entry in entries if not any(check.slot == "whole" for check in entry.checks)]
    hits = (Hit(token=token.i, entry=entry, clause=at, phrase=phrase, modifier=modifier) for entry in entries)
    return best(scene, hits)


@lru_cache(maxsize=16_384)
def look_up(lexicon: Events, form: str) -> tuple[tuple[int, ...], Modifier | None] | None:
    """Entries of a noun's form and what its first part adds: "drohnenangriffe" -> entries of "Angriff", "Drohnen-"."""
    if form in lexicon.nouns:
        return lexicon.nouns[form], None
    if form in lexicon.blocked or len(form) < 6:
        return None
    for k in range(2, len(form) - 3):
        head = form[k:]
        if head in lexicon.blocked and len(head) >= 8:
            return None
        if head in lexicon.nouns:
            first = form[:k]
            modifier = first_part(lexicon, first)
            if modifier is not None:
                return lexicon.nouns[head], modifier
            if len(head) >= LONG_HEAD and (len(first) >= 4 or first.endswith("-")) and head not in lexicon.blocked:
                return lexicon.nouns[head], Modifier()
    return None


def first_part(lexicon: Events, first: str) -> Modifier | None:
    """The known first part of a compound, linking letters and hyphen left out."""
    last = first.rstrip("-").rsplit("-", 1)[-1]
    for word in (first, first.rstrip("-"), last):
        for link in LINKS:
            if word.endswith(link) and (modifier := lexicon.modifiers.get(word.removesuffix(link))) is not None:
                return modifier
            if (modifier := lexicon.modifiers.get(word + link)) is not None:
                return modifier
    return Modifier() if first.endswith("-") else None


def participle_hit(scene: Scene, token: Token) -> Hit | None:
    """The hit of a participle before a noun: "die demonstrierenden Studenten", "der zurückgetretene Minister"."""
    if token.tag not in ("ADJA", "ADJD"):
        return None
    form = token.text.lower()
    ending = next((e for e in ENDINGS if form.endswith(e)), "") if token.tag == "ADJA" else ""
    stem = form.removesuffix(ending)
    verb = scene.lexicon.participles.get(stem, "")
    if not verb and stem.endswith("end"):
        verb = stem[:-1]
    entries = scene.lexicon.verbs.get(verb, ())
    at, phrase = scene.analysis.clause_of[token.i], scene.analysis.phrase_of[token.i]
    if token.tag == "ADJD":
        return adverbial_participle(scene, token, entries) if stem.endswith("end") and at >= 0 else None
    if not entries or at < 0 or phrase < 0:
        return None
    return best(
        scene,
        (
            Hit(token=token.i, entry=scene.lexicon.entries[i], clause=at, phrase=phrase, attribute=True)
            for i in entries
            if scene.lexicon.entries[i].type in ATTRIBUTIVE
        ),
    )


def adverbial_participle(scene: Scene, token: Token, entries: tuple[int, ...]) -> Hit | None:
    """The hit of a participle that says how the subject acts: "zog randalierend durch die Stadt"."""
    at = scene.analysis.clause_of[token.i]
    listed = (scene.lexicon.entries[i] for i in entries)
    plain = (entry for entry in listed if not entry.checks and entry.type in ATTRIBUTIVE)
    return next((Hit(token=token.i, entry=entry, clause=at) for entry in plain), None)
