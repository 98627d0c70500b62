"""Clauses from segments: a stack of open clauses, in one pass over the sentence.

The model is that of the topological fields: a finite verb opens a bracket that verb particle, infinitive or participle
closes; an introducer opens a clause that its finite verb closes.
"""

from lagebild.lang.morphology import Morphology
from lagebild.model import ClauseKind
from lagebild.text.draft import ClauseDraft, SentenceDraft
from lagebild.text.forms import FINITE, NON_FINITE
from lagebild.text.mend import finish_verb_last
from lagebild.text.predicates import split_predicates
from lagebild.text.segments import Segment

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
        awaiting = next((c for c in reversed(stack) if wants(draft, c, words, morphology)), None)
        if awaiting is not None and awaiting is stack[-1] and piece.border not in (",",):
            awaiting.tokens.extend(words)
        else:
            clause = open_clause(clauses, stack, ClauseKind.INFINITIVE, stack[-1])
            clause.introducer = piece.introducer
            take(clause, words, piece)
    elif piece.kind == "fin":
        place_finite(draft, piece, following, words, clauses, stack, morphology)
    else:
        place_fragment(draft, piece, words, clauses, stack, morphology)


def place_finite(
    draft: SentenceDraft,
    piece: Segment,
    following: Segment | None,
    words: list[int],
    clauses: list[ClauseDraft],
    stack: list[ClauseDraft],
    morphology: Morphology,
) -> None:
    """A segment with a finite verb and no introducer: the rest of an open clause, or a clause of its own."""
    dashed = following is not None and following.border in DASHES and following.finite[:1] == [following.first]
    if piece.border not in DASHES or not (dashed or piece.finite[0] == piece.first):
        leave_heading(piece, clauses, stack)
    if is_lone_participle(draft, piece, words) and piece.border == ",":
        owner = next((c for c in reversed(stack) if wants(draft, c, [], morphology)), None)
        if owner is not None:
            draft.tags[words[0]] = "VVPP"
            owner.tokens.extend(words)
            del stack[stack.index(owner) + 1 :]
            return
    waiting = next((c for c in reversed(stack) if c.finite is None and c.kind != ClauseKind.INFINITIVE), None)
    if waiting is not None and waiting.verb_last and waiting is not stack[-1] and stack[-1].finite is None:
        waiting = waiting if piece.finite[-1] >= piece.last - 2 else None
    conjoined = piece.border == "kon" or draft.tags[piece.first] == "KON"
    aside = set_aside(draft, piece, following, words, stack)
    if aside is not None:
        take(open_clause(clauses, stack, ClauseKind.PARENTHESIS, aside), words, piece)
        stack.pop()
        return
    if waiting is not None and not waiting.verb_last and piece.border == "kon":
        sibling = coordinated_with(draft, piece, stack)
        waiting = None if sibling.verb_last else waiting
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
        if inserted and is_listed(draft, piece, following, stack[-1]):
            sibling = stack[-1]
            take(open_clause(clauses, stack, ClauseKind.COORDINATE, sibling), words, piece)
            return
        kind = ClauseKind.PARENTHESIS if inserted or piece.bracketed else ClauseKind.MAIN
        base = next((c for c in reversed(stack) if not c.verb_last and c.kind != ClauseKind.INFINITIVE), stack[0])
        if inserted and piece.border == "," and is_condition(draft, base) and stack[-1] is base:
            clause = open_clause(clauses, stack, ClauseKind.MAIN, base.parent)
            base.kind, base.conditional, base.parent = ClauseKind.SUBORDINATE, True, clause
        else:
            clause = open_clause(clauses, stack, kind, base if base.tokens and piece.border != ";" else None)
    take(clause, words, piece)


def set_aside(
    draft: SentenceDraft, piece: Segment, following: Segment | None, words: list[int], stack: list[ClauseDraft]
) -> ClauseDraft | None:
    """The open clause without verb that a parenthesis interrupts: "Der Vertrag (er gilt seit Mai) wird geprüft",
    "Der Minister, begleitet von Beamten, ging"; None where the stretch is none."""
    root = stack[-1]
    if root.finite is not None or root.verb_last or root.kind == ClauseKind.INFINITIVE or not root.tokens:
        return None
    if following is None or not following.finite or following.finite[0] != following.first:
        return None
    first = words[0]
    if piece.border == "," and draft.tags[first] == "VVFIN" and draft.lower[first].endswith("t") and (
        draft.tags[first + 1] in ("APPR", "APPRART") and len(piece.finite) == 1
    ):  # fmt: skip
        draft.tags[first] = "VVPP"
        piece.finite = []
        return root
    dashes = piece.border in DASHES and following.border in DASHES
    return root if dashes or (piece.bracketed and piece.finite[0] != piece.first) else None


def is_listed(draft: SentenceDraft, piece: Segment, following: Segment | None, before: ClauseDraft) -> bool:
    """Is the stretch the next of several predicates ("Er kam, sah die Trümmer und weinte")?"""
    if before.finite is None or before.verb_last or following is None or following.border != "kon":
        return False
    if not following.finite or following.finite[0] != following.first or piece.border != ",":
        return False
    quoted = any(draft.tokens[k].text in '“”«"‘' for k in range(max(0, piece.first - 2), piece.first))
    helped = any(draft.tags[k] in ("VVINF", "VVPP") for k in before.tokens)
    alike = draft.lower[before.finite][-2:] == draft.lower[piece.finite[0]][-2:]
    return not quoted and (alike or not helped)


def is_lone_participle(draft: SentenceDraft, piece: Segment, words: list[int]) -> bool:
    """Is the segment one form in -t alone ("…, die Gas liefern, benötigt, um …")?"""
    return len(words) == 1 and draft.tags[words[0]] == "VVFIN" and draft.lower[words[0]].endswith("t")


def is_condition(draft: SentenceDraft, clause: ClauseDraft) -> bool:
    """A verb-first clause at the head of its sentence, not in quotation marks ("Sollte Russland angreifen, …")."""
    words = [k for k in clause.tokens if not draft.tags[k].startswith("$")]
    quoted = clause.tokens[0] > 0 and draft.tags[clause.tokens[0] - 1] == "$("
    return bool(words) and words[0] == clause.finite and not quoted and clause.kind == ClauseKind.MAIN


def place_fragment(
    draft: SentenceDraft,
    piece: Segment,
    words: list[int],
    clauses: list[ClauseDraft],
    stack: list[ClauseDraft],
    morphology: Morphology,
) -> None:
    """A segment without finite verb and introducer: apposition, list, a coordinated predicate, or the rest of a clause
    that was interrupted."""
    leave_heading(piece, clauses, stack)
    tags = draft.tags
    if any(tags[k] in NON_FINITE or tags[k] == "PTKVZ" for k in words):
        open_last = next((c for c in reversed(stack) if c.verb_last and c.finite is None), None)
        if open_last is not None and not piece.bracketed:
            last = finish_verb_last(draft, piece.first, piece.last, morphology)
            if last is not None:
                while stack[-1] is not open_last:
                    stack.pop()
                open_last.tokens.extend(words)
                open_last.finite = last
                return
        waiting = next((c for c in reversed(stack) if wants(draft, c, words, morphology)), None)
        if waiting is not None:
            while stack[-1] is not waiting:
                stack.pop()
            waiting.tokens.extend(words)
            return
        verb = second_verb(draft, words)
        if verb is not None and not piece.bracketed:
            draft.tags[verb] = "VVFIN"
            piece.finite = [verb]
            place_finite(draft, piece, None, words, clauses, stack, morphology)
            return
        if piece.border in (",", "kon") and not piece.bracketed:
            sharing = next((c for c in reversed(stack) if shares_finite(draft, c, words)), None)
            if sharing is not None:
                clauses.append(second_predicate(sharing, words))
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


def second_verb(draft: SentenceDraft, words: list[int]) -> int | None:
    """The bare infinitive behind the first phrase and before others that nothing governs, so that it is a plural verb
    ("davon warten jedoch noch viele", "und Menschen drücken ihren Hass aus")."""
    tags = draft.tags
    verbs = [k for k in words if tags[k] in NON_FINITE]
    if len(verbs) != 1 or tags[verbs[0]] != "VVINF" or tags[verbs[0] - 1] == "PTKZU":
        return None
    before = [k for k in words if k < verbs[0] and tags[k] not in ("KON", "$(")]
    behind = [k for k in words if k > verbs[0] and tags[k][0] != "$"]
    return verbs[0] if before and behind and tags[behind[0]] not in ("KON", "KOKOM") else None


def shares_finite(draft: SentenceDraft, clause: ClauseDraft, words: list[int]) -> bool:
    """Do the words end in another predicate to the clause's modal or auxiliary ("…, sondern den Platz räumen",
    "…, der Rest in Haftstrafen umgewandelt")?"""
    tags = draft.tags
    if clause.finite is None or clause.verb_last or tags[clause.finite] not in ("VAFIN", "VMFIN"):
        return False
    own = [tags[k] for k in clause.tokens if tags[k] in NON_FINITE]
    inner = [k for k in words if not tags[k].startswith("$")]
    return bool(own and inner) and tags[inner[-1]] == own[-1] and tags[inner[-1] - 1] != "PTKZU" and (
        tags[inner[0]] in ("KON", "ADV", "PTKNEG") or own[-1][2:] == "INF"
    )  # fmt: skip


def second_predicate(clause: ClauseDraft, words: list[int]) -> ClauseDraft:
    """A clause for another predicate to the finite verb of a verb-second clause."""
    assert clause.finite is not None
    part = ClauseDraft(ClauseKind.COORDINATE, words, finite=clause.finite, parent=clause)
    part.borrowed = [clause.finite]
    return part


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


def wants(draft: SentenceDraft, clause: ClauseDraft, words: list[int], morphology: Morphology) -> bool:
    """Does the clause have a modal or auxiliary that still waits for the infinitive or participle among the words?"""
    tags = draft.tags
    if clause.finite is None or clause.verb_last or tags[clause.finite] not in ("VAFIN", "VMFIN"):
        return False
    if any(tags[k] in NON_FINITE for k in clause.tokens):
        return False
    last = next((k for k in reversed(words) if tags[k] in NON_FINITE), None)
    if last is None:
        return True
    lemma = morphology.auxiliaries.get(draft.lower[clause.finite], "")
    participle, infinitive = tags[last][2:] == "PP", tags[last][2:] in ("INF", "IZU")
    if lemma == "werden":
        return True
    if lemma in ("haben", "sein"):
        return participle or tags[last] == "VVIZU" or tags[last - 1] == "PTKZU" or tags[last] == "VMINF"
    return infinitive
