"""Clauses that hold several predicates cut into one clause each: coordinated participles and infinitives, and
infinitives with "zu" that no comma sets off."""

import itertools

from lagebild.lang.morphology import Morphology
from lagebild.model import ClauseKind
from lagebild.text.draft import ClauseDraft, SentenceDraft
from lagebild.text.forms import NON_FINITE


def split_infinitive(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> list[ClauseDraft]:
    """ "Der Mann versuchte das Auto zu stehlen": the infinitive without comma as a clause of its own, with the phrases
    behind the finite verb except the subject."""
    tags = draft.tags
    if clause.finite is None or tags[clause.finite] != "VVFIN" or clause.kind == ClauseKind.INFINITIVE:
        return []
    zu = next((k for k in clause.tokens if k > clause.finite and tags[k] in ("PTKZU", "VVIZU")), None)
    if zu is None:
        return []
    bare = [p for p in draft.phrases if p.preposition is None and p.head in clause.tokens and "Nom" in p.cases]
    prefield = any(p.head < clause.finite for p in bare)
    start = clause.finite + 1
    if not prefield:
        subject = next((p for p in bare if p.head > clause.finite and p.head < zu), None)
        start = subject.last if subject is not None else start
    own_reflexive = draft.tokens[clause.finite].lemma.lower() in morphology.reflexive_control
    while start < zu and tags[start] in ("PRF", "ADV", "PTKNEG", "PAV", "PROAV", "$,"):
        if tags[start] == "PRF" and not own_reflexive:
            break
        start += 1
    moved = [k for k in clause.tokens if k >= start]
    clause.tokens = [k for k in clause.tokens if k < start]
    return [ClauseDraft(ClauseKind.INFINITIVE, moved, parent=clause)]


def split_predicates(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> list[ClauseDraft]:
    """ "wurde festgenommen und nach Kiew gebracht": every coordinated participle or infinitive gets its own clause,
    which borrows the finite verb."""
    clause.tokens.sort()
    content = [k for k in clause.tokens if draft.tags[k] in ("VVPP", "VVINF", "VVIZU") and k != clause.finite]
    infinitives = split_infinitive(draft, clause, morphology)
    if infinitives:
        return [clause, *infinitives]
    parts, rest = [clause], clause
    for left, right in itertools.pairwise(content):
        at = predicate_border(draft, clause, left, right, morphology)
        if at is None:
            continue
        moved = [k for k in rest.tokens if k > at]
        rest.tokens = [k for k in rest.tokens if k < at]
        kind = clause.kind if clause.verb_last or clause.kind == ClauseKind.INFINITIVE else ClauseKind.COORDINATE
        part = ClauseDraft(kind, moved, clause.introducer, clause.finite)
        part.parent = clause if kind == ClauseKind.COORDINATE else clause.parent
        part.antecedent = clause.antecedent
        lend(draft, rest, part, right)
        parts.append(part)
        rest = part
    return parts


def predicate_border(
    draft: SentenceDraft, clause: ClauseDraft, left: int, right: int, morphology: Morphology
) -> int | None:
    """The conjunction between two predicates under one finite verb: right behind the verbs of the first one."""
    tags, lower = draft.tags, draft.lower
    for at in clause.tokens:
        joins = lower[at] == "noch" or (tags[at] == "KON" and lower[at] in morphology.coordinators)
        if left < at < right and joins:
            closed = all(tags[k] in NON_FINITE or tags[k][0] == "$" for k in range(left + 1, at))
            if closed or (clause.verb_last and tags[left] == tags[right]):
                return at
    return None


def lend(draft: SentenceDraft, left: ClauseDraft, right: ClauseDraft, verb: int) -> None:
    """Lend the finite verb, and helpers that stand on one side only, to the other of two coordinated predicates:
    "untersucht und verkauft worden ist", "könnte verkauft werden und Käufer ansprechen"."""
    finite = left.finite
    if finite is None:
        return
    owner, other = (right, left) if finite in right.tokens else (left, right)
    other.borrowed = [finite]
    if owner is right and owner.verb_last:
        trailing = [k for k in right.tokens if k > verb and draft.tags[k] in NON_FINITE]
        other.borrowed += [k for k in trailing if draft.tags[k][:2] in ("VA", "VM")]
