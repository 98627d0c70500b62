"""Which phrase belongs to which: genitives, prepositional attributes, appositions, coordination, relative clauses."""

import itertools

from lagebild.lang.morphology import Morphology
from lagebild.model import ClauseKind, PhraseKind, Voice
from lagebild.text.draft import ClauseDraft, PhraseDraft, SentenceDraft
from lagebild.text.phrases import is_genitive_name

NOMINAL = (PhraseKind.NOUN, PhraseKind.NAME)
JOINING = frozenset({"und", "oder", "sowie", "bzw.", "beziehungsweise", "u.", "&"})


def attach(draft: SentenceDraft, clauses: list[ClauseDraft], voices: list[Voice], morphology: Morphology) -> None:
    """Set genitive, modifiers, apposition, conjuncts, parent and the full range of the phrases of a sentence."""
    assign_clauses(draft, clauses)
    phrases = sorted(draft.phrases, key=lambda phrase: phrase.begin)
    for phrase in phrases:
        phrase.full_last = phrase.end
    tops = [phrase for phrase in phrases if phrase.parent is None]
    neighbours = [
        (left, right)
        for left, right in itertools.pairwise(tops)
        if right.begin == left.end and left.clause == right.clause
    ]
    for left, right in neighbours:
        attach_genitive(draft, left, right, morphology)
    refresh(tops)
    coordinate(draft, [phrase for phrase in tops if phrase.parent is None])
    for left, right in neighbours:
        attach_modifier(draft, left, right, clauses, voices)
    refresh(tops)
    attach_appositions(draft, [phrase for phrase in tops if phrase.parent is None])
    refresh(tops)
    coordinate(draft, [phrase for phrase in tops if phrase.parent is None])
    refresh(tops)
    attach_relatives(draft, clauses, phrases)


def assign_clauses(draft: SentenceDraft, clauses: list[ClauseDraft]) -> None:
    """Give every phrase the clause of its head."""
    owner = {token: clause.i for clause in clauses for token in clause.tokens}
    for phrase in draft.phrases:
        phrase.clause = owner.get(phrase.head, -1)


def refresh(phrases: list[PhraseDraft]) -> None:
    """Set the end of every phrase with all that is attached to it."""
    for phrase in phrases:
        set_full(phrase)


def attach_genitive(draft: SentenceDraft, left: PhraseDraft, right: PhraseDraft, morphology: Morphology) -> None:
    """Attach a phrase to the one directly before it as its genitive, or the other way round ("Putins Besuch")."""
    if right.preposition is not None or right.kind not in NOMINAL:
        return
    if left.kind not in NOMINAL:
        if draft.tags[left.head] == "PIS" and "Gen" in right.cases:
            left.genitive, right.parent = right, left
    elif is_prenominal(draft, left, right, morphology):
        right.genitive, left.parent = left, right
        right.preposition, left.preposition = left.preposition, None
    elif is_genitive_of(draft, left, right):
        left.genitive, right.parent = right, left


def attach_modifier(
    draft: SentenceDraft, left: PhraseDraft, right: PhraseDraft, clauses: list[ClauseDraft], voices: list[Voice]
) -> None:
    """Attach a prepositional phrase to the noun directly before it, and to those of which that noun is the genitive."""
    if left.kind not in NOMINAL or right.preposition is None or right.preposition >= right.first:
        return
    owner: PhraseDraft | None = left
    while owner is not None:
        if draft.tags[owner.head] == "NN":
            owner.modifiers.append(right)
        owner = owner.parent if owner.parent is not None and owner.parent.genitive is owner else None
    if right.parent is None and belongs_surely(draft, left, right, clauses, voices):
        right.parent = left


def is_prenominal(draft: SentenceDraft, left: PhraseDraft, right: PhraseDraft, morphology: Morphology) -> bool:
    """ "Putins Besuch", "Russlands Präsident": a genitive name before a phrase without determiner."""
    return (
        right.determiner is None
        and left.name is not None
        and left.last - 1 == left.head
        and is_genitive_name(draft, left.last - 1, morphology)
        and draft.tags[right.head] == "NN"
    )


def is_genitive_of(draft: SentenceDraft, left: PhraseDraft, right: PhraseDraft) -> bool:
    """Is the phrase on the right a genitive attribute of the one on the left?"""
    if "Gen" not in right.cases:
        return False
    if right.cases == {"Gen"}:
        return True
    if left.name is not None and left.name[1] == left.last and draft.tokens[left.last - 1].entity[:3] == "PER":
        return False
    determiner = right.determiner
    if determiner is not None:
        return draft.lower[determiner] in ("der", "des") or draft.lower[determiner].endswith(("er", "es"))
    return bool(right.attributes) and draft.lower[right.attributes[-1]].endswith("er")


def belongs_surely(
    draft: SentenceDraft, left: PhraseDraft, right: PhraseDraft, clauses: list[ClauseDraft], voices: list[Voice]
) -> bool:
    """Must a prepositional phrase be an attribute: before the finite verb, or "von" where no passive explains it?"""
    if left.clause < 0:
        return False
    clause = clauses[left.clause]
    if clause.finite is not None and not clause.verb_last and right.head < clause.finite:
        return True
    preposition = draft.lower[right.preposition] if right.preposition is not None else ""
    if clause.kind == ClauseKind.VERBLESS:
        return True
    return preposition in ("von", "vom", "zwischen") and voices[left.clause] == Voice.ACTIVE


def set_full(phrase: PhraseDraft) -> None:
    """The end of a phrase with everything that is attached to it."""
    end = phrase.end
    for part in (phrase.genitive, phrase.apposition, *phrase.modifiers):
        if part is not None and part.parent is phrase:
            set_full(part)
            end = max(end, part.full_last)
    if phrase.apposition is not None and phrase.apposition.bracketed:
        end = max(end, phrase.apposition.full_last + 1)
    phrase.full_last = end


def attach_appositions(draft: SentenceDraft, tops: list[PhraseDraft]) -> None:
    """ "der Sprecher des Kreml, Dmitri Peskow, …": name behind role or role behind name, between commas or brackets."""
    for left, right in itertools.pairwise(tops):
        if left.kind not in NOMINAL or right.kind not in NOMINAL or right.begin != left.full_last + 1:
            continue
        mark = draft.tokens[left.full_last].text
        if mark not in (",", "(", "–") or right.preposition is not None or left.clause != right.clause:
            continue
        behind = draft.tokens[right.full_last].text if right.full_last < len(draft.tokens) else "."
        if behind not in (",", ")", "–", ".", ":", ";") or is_listed(draft, right):
            continue
        names = (left.name is not None) + (right.name is not None)
        if names == 1 or (left.name and right.name and draft.tags[left.head] != draft.tags[right.head]) or mark == "(":
            if draft.tokens[right.head].tag == "CARD" or draft.tokens[right.head].lemma.lower() == "uhr":
                continue
            left.apposition, right.parent = right, left
            right.bracketed = mark == "(" and behind == ")"


def is_listed(draft: SentenceDraft, phrase: PhraseDraft) -> bool:
    """Does an enumeration go on behind the phrase (", B und C")?"""
    at = phrase.full_last
    steps = 0
    while at < len(draft.tokens) and steps < 12:
        if draft.lower[at] in JOINING:
            return draft.tags[at - 1] != "$,"
        if draft.tags[at][0] == "V" or draft.tokens[at].text in (".", ";", ":"):
            return False
        at += 1
        steps += 1
    return False


def coordinate(draft: SentenceDraft, tops: list[PhraseDraft]) -> None:
    """ "A und B", "A, B und C", "sowohl A als auch B": later phrases become conjuncts of the first."""
    n = 0
    while n < len(tops):
        chain = [tops[n]]
        k = n + 1
        joined = False
        while k < len(tops) and (link := linked(draft, chain[-1], tops[k])):
            chain.append(tops[k])
            k += 1
            if link == "kon":
                joined = True
                break
        if joined:
            for part in chain[1:]:
                part.parent = chain[0]
            chain[0].conjuncts.extend(chain[1:])
            n = k
        else:
            n += 1


def linked(draft: SentenceDraft, left: PhraseDraft, right: PhraseDraft) -> str:
    """How two phrases are coordinated: "kon", "comma", or "" (not at all)."""
    if left.clause != right.clause or left.clause < 0:
        return ""
    if PhraseKind.RELATIVE in (left.kind, right.kind) or not left.cases & right.cases:
        return ""
    between = [draft.lower[k] for k in range(left.full_last, right.begin)]
    if right.preposition is not None and right.preposition < right.first:
        same = left.preposition is not None and draft.lower[left.preposition] == draft.lower[right.preposition]
        if not same:
            return ""
    if between == ["noch"] and "weder" in draft.lower:
        return "kon"
    if (len(between) == 1 and between[0] in JOINING) or between in (["als", "auch"], ["wie", "auch"], ["und", "auch"]):
        return "kon"
    return "comma" if between == [","] and right.kind in NOMINAL else ""


def attach_relatives(draft: SentenceDraft, clauses: list[ClauseDraft], phrases: list[PhraseDraft]) -> None:
    """Give relative clauses their antecedent: the nearest phrase before them that agrees with the pronoun; give
    infinitive and complement clauses the noun directly before them as governor."""
    for clause in clauses:
        start = clause.tokens[0]
        before = [p for p in phrases if p.end <= start and p.kind in (*NOMINAL, PhraseKind.PRONOUN, PhraseKind.NUMBER)]
        if clause.kind == ClauseKind.RELATIVE and clause.introducer is not None:
            pronoun = next((p for p in phrases if p.first <= clause.introducer < p.last), None)
            clause.antecedent = antecedent(before, pronoun)
        elif before and clause.kind in (ClauseKind.SUBORDINATE, ClauseKind.INFINITIVE):
            near = before[-1]
            if near.full_last >= start - 1 and near.full_last <= start:
                clause.governor = near.head


def antecedent(before: list[PhraseDraft], pronoun: PhraseDraft | None) -> PhraseDraft | None:
    """The nearest phrase whose number and gender agree with the relative pronoun, conjuncts and owners included."""
    if not before:
        return None
    wanted = {(cell[1], cell[2]) for cell in pronoun.cells} if pronoun is not None else set()
    for phrase in reversed(before[-4:]):
        offered = {(cell[1], cell[2]) for cell in phrase.cells}
        if not wanted or any(
            (n == "Plur" and ("Plur" in {o[0] for o in offered})) or (n, g) in offered for n, g in wanted
        ):
            return phrase
    return before[-1]
