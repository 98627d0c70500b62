"""Does an entry apply here? The selectional checks of the lexicon against clause, phrase and sentence."""

from lagebild.events.scene import (
    Hit,
    Scene,
    adjacent,
    following,
    in_class,
    is_state_adjective,
    preposition_of,
    tails,
)  # fmt: skip
from lagebild.events.slots import resolved, slot
from lagebild.lang.events import Check
from lagebild.model import Clause, ClauseKind, NounPhrase, Role, Voice

CASES = {"acc": "a", "dat": "d", "subj": "s"}
PERSONAL = frozenset({"politician", "person", "soldier", "fighter", "police", "ruler"})
USING = frozenset("einsetzen verwenden benutzen feuern abfeuern anwenden versprühen".split())
ABOUT = 5
"""Sentences among which one with a word of a class makes a report one about it."""

COMPLEMENTS = (ClauseKind.SUBORDINATE, ClauseKind.INFINITIVE)


def applies(scene: Scene, hit: Hit) -> bool:
    """Do all checks of the hit's entry hold?"""
    return all(holds(scene, hit, check) for check in hit.entry.checks)


def holds(scene: Scene, hit: Hit, check: Check) -> bool:
    """Does one check hold?"""
    clause = scene.analysis.clauses[hit.clause] if hit.clause >= 0 else None
    sentence = scene.analysis.sentence_of[hit.token]
    if check.slot == "near":
        words = scene.words[sentence]
        return any(not words.isdisjoint(scene.lexicon.classes[name].words) for name in check.classes) != check.negated
    if check.slot == "about":
        return any(is_about(scene, name) for name in check.classes) != check.negated
    if check.slot == "cause":
        return not scene.words[sentence].isdisjoint(scene.lexicon.classes["attack"].words)
    if check.slot == "gen":
        return owned(scene, hit, check) or of_class(scene, None, genitives(scene, hit), check)
    if check.slot == "noun":
        return governed(scene, hit, check) != check.negated
    if check.slot == "attr":
        return described(scene, hit, check) != check.negated
    if check.slot == "pp":
        return prepositional(scene, hit, clause, check)
    if check.slot in ("whole", "adj", "verbal"):
        return True
    if check.slot == "means":
        return clause is not None and hit.phrase >= 0 and instrument(scene, hit, clause)
    if clause is None:
        return False
    return of_clause(scene, clause, hit, check)


def governed(scene: Scene, hit: Hit, check: Check) -> bool:
    """Does one of the prepositions stand before an event noun, by its lemma ("in") or its very form ("im")?"""
    at = scene.analysis.phrases[hit.phrase].preposition if hit.phrase >= 0 else None
    if at is None:
        return False
    token = scene.analysis.tokens[at]
    return not {token.lemma.lower(), token.text.lower()}.isdisjoint(check.prepositions)


def described(scene: Scene, hit: Hit, check: Check) -> bool:
    """Has an event noun an adjective of a class ("höhere Gewalt")?"""
    if hit.phrase < 0:
        return False
    noun = scene.analysis.phrases[hit.phrase]
    words = {scene.analysis.tokens[i].text.lower() for i in range(noun.first, noun.head)}
    return any(not words.isdisjoint(scene.lexicon.classes[name].words) for name in check.classes)


def is_about(scene: Scene, name: str) -> bool:
    """Is a report about a class: does every fifth sentence have a word of it?"""
    words = scene.lexicon.classes[name].words
    return ABOUT * sum(not words.isdisjoint(found) for found in scene.words) >= len(scene.words)


def of_clause(scene: Scene, clause: Clause, hit: Hit, check: Check) -> bool:
    """Checks on the clause of a verb."""
    if hit.attribute:
        return of_participle(scene, hit, check)
    if check.slot == "refl":
        return clause.reflexive is not None
    if check.slot == "norefl":
        return clause.reflexive is None
    if check.slot == "active":
        return clause.voice == Voice.ACTIVE
    if check.slot == "passive":
        return clause.voice != Voice.ACTIVE
    if check.slot == "called":
        return called(scene, clause, check) != check.negated
    if check.slot == "clause":
        return any(scene.analysis.clauses[i].kind in COMPLEMENTS for i in scene.children.get(clause.i, ()))
    if check.slot == "party":
        found = slot(scene, clause, "a")
        return bool(found) and any(in_class(scene, resolved(scene, clause, p), "party") for p in found)
    found = slot(scene, clause, CASES[check.slot])
    if check.slot == "acc" and check.classes and not check.negated:
        found = (*found, *bare(scene, clause))
    return of_class(scene, clause, found, check)


def called(scene: Scene, clause: Clause, check: Check) -> bool:
    """Is something called by a word of a class: "nannte den Angriff eine Barbarei", "bezeichnete ihn als feige"? What
    is so called, and who calls it so, does not count."""
    analysis = scene.analysis
    others = [a for a in clause.arguments if a.role != Role.SUBJECT]
    bare_ones = [a.phrase for a in others if not a.preposition][1:]
    naming = (analysis.phrases[i] for i in (*bare_ones, *(a.phrase for a in others if a.preposition == "als")))
    tokens = [analysis.tokens[i] for phrase in naming for i in range(phrase.first, phrase.full[1])]
    tokens += [analysis.tokens[i] for i in clause.tokens if analysis.tokens[i].tag == "ADJD"]
    words = {tail for token in tokens for tail in tails(token.lemma.lower())} | {t.text.lower() for t in tokens}
    return any(not words.isdisjoint(scene.lexicon.classes[name].words) for name in check.classes)


def of_participle(scene: Scene, hit: Hit, check: Check) -> bool:
    """Checks on a participle before a noun: a present one is active and its noun the subject, a past one has no other
    argument than its noun, which it was done to."""
    present = is_present(scene.analysis.tokens[hit.token].text)
    if check.slot == "passive":
        return not present
    if check.slot == "party":
        return present or hit.phrase < 0 or in_class(scene, scene.analysis.phrases[hit.phrase], "party")
    return check.slot in ("norefl", "active" if present else "norefl") or (check.slot in CASES and check.negated)


def is_present(form: str) -> bool:
    """Is a participle one of the present: "streikend", "streikenden"?"""
    return form.lower().rstrip("rnmes").endswith("end")


def bare(scene: Scene, clause: Clause) -> tuple[NounPhrase, ...]:
    """Arguments without preposition, whatever their case: form leaves "Truppen" open between subject and object. The
    subject is none beside an object."""
    objects = any(a.role == Role.ACCUSATIVE for a in clause.arguments)
    usable = (a for a in clause.arguments if not a.preposition and not (objects and a.role == Role.SUBJECT))
    phrases = (scene.analysis.phrases[a.phrase] for a in usable)
    return tuple(phrase for phrase in phrases if phrase.preposition is None)


def of_class(scene: Scene, clause: Clause | None, found: tuple[NounPhrase, ...], check: Check) -> bool:
    """Is a slot filled, by a phrase of one of the classes where some are named? An empty slot passes "must not"."""
    if clause is not None:
        found = tuple(resolved(scene, clause, phrase) for phrase in found)
    if not check.classes:
        return bool(found) != check.negated
    fits = any(in_class(scene, phrase, name) for phrase in found for name in check.classes)
    return fits != check.negated


def owned(scene: Scene, hit: Hit, check: Check) -> bool:
    """Does a possessive, or for checks without class a state's adjective, say of whom an event noun is?"""
    if hit.phrase < 0 or check.negated or not (PERSONAL.issuperset(check.classes)):
        return False
    noun = scene.analysis.phrases[hit.phrase]
    tokens = scene.analysis.tokens
    if noun.determiner is not None and tokens[noun.determiner].tag == "PPOSAT":
        return True
    return not check.classes and any(is_state_adjective(scene, tokens[i]) for i in noun.attributes)


def genitives(scene: Scene, hit: Hit) -> tuple[NounPhrase, ...]:
    """What an event noun is of: its genitive, or what "von" attaches to it; for a verb its genitive object."""
    if hit.phrase < 0:
        return slot(scene, scene.analysis.clauses[hit.clause], "g") if hit.clause >= 0 else ()
    phrase = scene.analysis.phrases[hit.phrase]
    genitive = scene.analysis.phrases[phrase.genitive] if phrase.genitive is not None else adjacent(scene, phrase)
    found = [genitive] if genitive is not None else []
    modifiers = [scene.analysis.phrases[i] for i in phrase.modifiers]
    found += [p for p in modifiers if preposition_of(scene, p) in ("von", "zwischen", "mit", "in", "zu", "aus")]
    return tuple(found)


def prepositional(scene: Scene, hit: Hit, clause: Clause | None, check: Check) -> bool:
    """A preposition of the clause, or of the noun's own attributes."""
    found: list[NounPhrase] = []
    for preposition in check.prepositions:
        if clause is not None and not hit.attribute:
            found += slot(scene, clause, preposition)
            if preposition in ("von", "durch"):
                found += [p for p in slot(scene, clause, "s") if p.preposition is not None]
        if hit.phrase >= 0:
            own = (scene.analysis.phrases[i] for i in scene.analysis.phrases[hit.phrase].modifiers)
            found += [p for p in own if preposition_of(scene, p) == preposition]
            after = following(scene, scene.analysis.phrases[hit.phrase])
            found += [p for p in after if preposition_of(scene, p) == preposition]
    if not check.classes:
        return bool(found) != check.negated
    return any(in_class(scene, p, name) for p in found for name in check.classes) != check.negated


def instrument(scene: Scene, hit: Hit, clause: Clause) -> bool:
    """Is a means used: object of "einsetzen" and the like, or with "mit", "durch"?"""
    phrase = scene.analysis.phrases[hit.phrase]
    if preposition_of(scene, phrase) in ("mit", "durch"):
        return True
    used = scene.predicates[clause.i] in (
        "einsetzen",
        "verwenden",
        "benutzen",
        "feuern",
        "abfeuern",
        "anwenden",
        "versprühen",
    )
    return used and any(a.phrase == hit.phrase and a.role in (Role.ACCUSATIVE, Role.SUBJECT) for a in clause.arguments)
