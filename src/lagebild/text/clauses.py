"""Clauses from segments: a stack of open clauses, in one pass over the sentence.

The model is that of the topological fields: a finite verb opens a bracket that verb particle, infinitive or participle
closes; an introducer opens a clause that its finite verb closes.
"""

import itertools

from lagebild.lang.morphology import Morphology
from lagebild.model import ClauseKind
from lagebild.text.draft import ClauseDraft, SentenceDraft
from lagebild.text.segments import FINITE, NON_FINITE, Segment

DASHES = ("–", "—", "-")
CLOSED_KINDS = {"sub": ClauseKind.SUBORDINATE, "wh": ClauseKind.SUBORDINATE, "rel": ClauseKind.RELATIVE}


def build_clauses(draft: SentenceDraft, pieces: list[Segment], morphology: Morphology) -> list[ClauseDraft]:
    """The clauses of a sentence in order of creation; clauses without tokens are left out."""
    root = ClauseDraft(ClauseKind.MAIN)
    clauses, stack = [root], [root]
    for n, piece in enumerate(pieces):
        place(draft, piece, pieces[n + 1] if n + 1 < len(pieces) else None, clauses, stack, morphology)
    for clause in clauses:
        if clause.parent is not None and not clause.parent.tokens:
            clause.parent = clause.parent.parent
    kept = [part for clause in clauses if clause.tokens for part in split_predicates(draft, clause, morphology)]
    for clause in kept:
        clause.tokens.sort()
        if clause.finite is None and clause.kind in (ClauseKind.MAIN, ClauseKind.COORDINATE):
            clause.kind = ClauseKind.VERBLESS
    return sorted(kept, key=lambda clause: clause.tokens[0])


def place(
    draft: SentenceDraft,
    piece: Segment,
    following: Segment | None,
    clauses: list[ClauseDraft],
    stack: list[ClauseDraft],
    morphology: Morphology,
) -> None:
    """Give the tokens of one segment to an open clause or to a new one."""
    words = list(range(piece.first, piece.last))
    if piece.kind in CLOSED_KINDS:
        if piece.border == "kon":
            pop_closed(stack, piece)
        clause = open_clause(clauses, stack, CLOSED_KINDS[piece.kind], stack[-1])
        clause.introducer = piece.introducer
        if piece.introducer is not None and piece.introducer + 1 > piece.last:
            clause.introducer = None
        take(clause, words, piece)
    elif piece.kind == "inf":
        while (
            len(stack) > 1
            and is_closed(stack[-1])
            and stack[-1].kind == ClauseKind.INFINITIVE
            and piece.border != "kon"
        ):
            stack.pop()
        awaiting = next((c for c in reversed(stack) if wants_infinitive(draft, c)), None)
        if awaiting is not None and awaiting is stack[-1] and piece.border not in (",",):
            awaiting.tokens.extend(words)
        else:
            clause = open_clause(clauses, stack, ClauseKind.INFINITIVE, stack[-1])
            clause.introducer = piece.introducer
            take(clause, words, piece)
    elif piece.kind == "fin":
        place_finite(draft, piece, following, words, clauses, stack)
    else:
        place_fragment(draft, piece, words, clauses, stack)


def place_finite(
    draft: SentenceDraft,
    piece: Segment,
    following: Segment | None,
    words: list[int],
    clauses: list[ClauseDraft],
    stack: list[ClauseDraft],
) -> None:
    """A segment with a finite verb and no introducer: the rest of an open clause, or a clause of its own."""
    leave_heading(piece, clauses, stack)
    waiting = next((c for c in reversed(stack) if c.finite is None and c.kind != ClauseKind.INFINITIVE), None)
    if waiting is not None and waiting.verb_last and waiting is not stack[-1] and stack[-1].finite is None:
        waiting = waiting if piece.finite[-1] >= piece.last - 2 else None
    conjoined = piece.border == "kon" or draft.tags[piece.first] == "KON"
    if waiting is not None and not (conjoined and waiting.tokens and draft.tags[piece.first] == "KON"):
        while stack[-1] is not waiting:
            stack.pop()
        take(waiting, words, piece)
        return
    if conjoined:
        sibling = coordinated_with(draft, piece, stack)
        kind = sibling.kind if sibling.verb_last else ClauseKind.COORDINATE
        while stack and stack[-1] is not sibling:
            stack.pop()
        clause = open_clause(clauses, stack, kind, sibling.parent if sibling.verb_last else sibling)
        if sibling.verb_last:
            clause.introducer = sibling.introducer
            clause.antecedent = sibling.antecedent
    else:
        first_word = next((k for k in words if draft.tags[k] not in ("$(", "$,")), piece.first)
        inserted = draft.tags[first_word] in FINITE and piece.border not in ("", ":", ";")
        kind = ClauseKind.PARENTHESIS if inserted or piece.bracketed else ClauseKind.MAIN
        base = next((c for c in reversed(stack) if not c.verb_last and c.kind != ClauseKind.INFINITIVE), stack[0])
        if inserted and piece.border == "," and is_condition(draft, base) and stack[-1] is base:
            clause = open_clause(clauses, stack, ClauseKind.MAIN, base.parent)
            base.kind, base.conditional, base.parent = ClauseKind.SUBORDINATE, True, clause
        else:
            clause = open_clause(clauses, stack, kind, base if base.tokens and piece.border != ";" else None)
    take(clause, words, piece)


def is_condition(draft: SentenceDraft, clause: ClauseDraft) -> bool:
    """A verb-first clause at the head of its sentence, not in quotation marks ("Sollte Russland angreifen, …")."""
    words = [k for k in clause.tokens if not draft.tags[k].startswith("$")]
    quoted = clause.tokens[0] > 0 and draft.tags[clause.tokens[0] - 1] == "$("
    return bool(words) and words[0] == clause.finite and not quoted and clause.kind == ClauseKind.MAIN


def place_fragment(
    draft: SentenceDraft, piece: Segment, words: list[int], clauses: list[ClauseDraft], stack: list[ClauseDraft]
) -> None:
    """A segment without verb and introducer: apposition, list, or the rest of a clause that was interrupted."""
    leave_heading(piece, clauses, stack)
    closing = any(draft.tags[k] in NON_FINITE or draft.tags[k] == "PTKVZ" for k in words)
    if closing:
        waiting = next((c for c in reversed(stack) if wants_infinitive(draft, c)), None)
        if waiting is not None:
            while stack[-1] is not waiting:
                stack.pop()
            waiting.tokens.extend(words)
            return
    if piece.border == "," and draft.lower[piece.first] == "so" and piece.last > piece.first + 1:
        insert = ClauseDraft(ClauseKind.PARENTHESIS, words, parent=stack[-1])
        clauses.append(insert)
        return
    if piece.border == "" or piece.bracketed or piece.border in ("(",):
        stack[-1].tokens.extend(words)
        return
    while len(stack) > 1 and is_closed(stack[-1]) and returns_to_parent(stack):
        stack.pop()
    stack[-1].tokens.extend(words)


def leave_heading(piece: Segment, clauses: list[ClauseDraft], stack: list[ClauseDraft]) -> None:
    """A dateline ("Minsk –", "BERLIN (dpa) -") or the head of a colon ("Krieg: …") is no part of what follows."""
    root = stack[0]
    short = len(root.tokens) <= (8 if piece.border in DASHES else 30)
    if len(stack) == 1 and root.tokens and root.finite is None and short and piece.border in (*DASHES, ":"):
        root.kind = ClauseKind.VERBLESS
        stack[0] = ClauseDraft(ClauseKind.MAIN)
        clauses.append(stack[0])


def returns_to_parent(stack: list[ClauseDraft]) -> bool:
    """May the words behind a closed verb-last clause belong to a clause below it? An infinitive or a verb-last clause
    is closed by its verb; a verb-second clause takes what follows."""
    return stack[-1].verb_last or stack[-1].kind == ClauseKind.INFINITIVE


def coordinated_with(draft: SentenceDraft, piece: Segment, stack: list[ClauseDraft]) -> ClauseDraft:
    """The clause that "und …" continues: a verb-last one when the verb stands last here too, else a verb-second one."""
    behind = [k for k in range(piece.finite[-1] + 1, piece.last) if draft.tags[k] not in ("$.", "$(")]
    if not behind and piece.finite[0] > piece.first:
        for clause in reversed(stack):
            if clause.verb_last and clause.finite is not None:
                return clause
            if not clause.verb_last and clause.kind != ClauseKind.INFINITIVE:
                break
    return next((c for c in reversed(stack) if not c.verb_last and c.kind != ClauseKind.INFINITIVE), stack[0])


def open_clause(
    clauses: list[ClauseDraft], stack: list[ClauseDraft], kind: ClauseKind, parent: ClauseDraft | None
) -> ClauseDraft:
    """A new clause on top of the stack."""
    clause = ClauseDraft(kind, parent=parent)
    clauses.append(clause)
    stack.append(clause)
    return clause


def take(clause: ClauseDraft, words: list[int], piece: Segment) -> None:
    """Give words to a clause; the last finite verb of a verb-last clause, the first of another is its verb."""
    clause.tokens.extend(words)
    if piece.finite and clause.finite is None:
        clause.finite = piece.finite[-1] if clause.verb_last else piece.finite[0]


def is_closed(clause: ClauseDraft) -> bool:
    """Has the clause its verb?"""
    return clause.finite is not None or clause.kind == ClauseKind.INFINITIVE


def pop_closed(stack: list[ClauseDraft], piece: Segment) -> None:
    """Before "und dass …": leave the clause that it is coordinated with."""
    if len(stack) > 1 and stack[-1].verb_last and stack[-1].finite is not None:
        stack.pop()


def wants_infinitive(draft: SentenceDraft, clause: ClauseDraft) -> bool:
    """Has the clause a modal or auxiliary that still waits for its infinitive or participle?"""
    if clause.finite is None or draft.tags[clause.finite] not in ("VAFIN", "VMFIN") or clause.verb_last:
        return False
    return not any(draft.tags[k] in NON_FINITE for k in clause.tokens)


def split_infinitive(draft: SentenceDraft, clause: ClauseDraft) -> list[ClauseDraft]:
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
    while start < zu and tags[start] in ("PRF", "ADV", "PTKNEG", "PAV", "PROAV", "$,"):
        start += 1
    moved = [k for k in clause.tokens if k >= start]
    clause.tokens = [k for k in clause.tokens if k < start]
    return [ClauseDraft(ClauseKind.INFINITIVE, moved, parent=clause)]


def split_predicates(draft: SentenceDraft, clause: ClauseDraft, morphology: Morphology) -> list[ClauseDraft]:
    """ "wurde festgenommen und nach Kiew gebracht": every coordinated participle or infinitive gets its own clause,
    which borrows the finite verb."""
    clause.tokens.sort()
    content = [k for k in clause.tokens if draft.tags[k] in ("VVPP", "VVINF", "VVIZU") and k != clause.finite]
    infinitives = split_infinitive(draft, clause)
    if infinitives:
        return [clause, *infinitives]
    parts, rest = [clause], clause
    for left, right in itertools.pairwise(content):
        between = [k for k in clause.tokens if left < k < right]
        at = next((k for k in between if draft.tags[k] == "KON" and draft.lower[k] in morphology.coordinators), None)
        if at is None or draft.tags[left] != draft.tags[right] or (at != left + 1 and not clause.verb_last):
            continue
        moved = [k for k in rest.tokens if k > at]
        rest.tokens = [k for k in rest.tokens if k < at]
        kind = clause.kind if clause.verb_last or clause.kind == ClauseKind.INFINITIVE else ClauseKind.COORDINATE
        rest = ClauseDraft(kind, moved, clause.introducer, clause.finite)
        rest.parent = clause if kind == ClauseKind.COORDINATE else clause.parent
        rest.antecedent = clause.antecedent
        parts.append(rest)
    return parts
