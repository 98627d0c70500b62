"""Indirect speech that a noun governs: "die Befürchtung, dass …", "der Vorwurf des Klägers, man habe …"."""

from msgspec.structs import replace

from lagebild.lang.reporting import Cue
from lagebild.model import (
    Clause,
    ClauseKind,
    NounPhrase,
    PhraseKind,
    QuotationType,
    Role,
    Stance,
    VerbPosition,
    Voice,
)  # fmt: skip
from lagebild.quotes.draft import MARKS, Draft, Frame, View, fill, in_quotes, phrase_tokens, subtree, tokens_of, trim
from lagebild.quotes.framed import UNREAL, clause_kind
from lagebild.quotes.speakers import speaks

ANSWERS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.CONFIRMS, Stance.REJECTS})
"""Stances of verbs whose object is the word of somebody else ("wies Berichte zurück, er gehe")."""


def with_foreign(view: View, frames: dict[int, Frame]) -> dict[int, Frame]:
    """The frames, and for those that answer the clauses below them that are the word of somebody else, whom a noun
    names ("lehnte den Vorschlag des Rates ab, das Bad zu schließen")."""
    return {
        index: replace(frame, foreign=foreign_below(view, index)) if frame.cue.stance in ANSWERS else frame
        for index, frame in frames.items()
    }


def foreign_below(view: View, index: int) -> frozenset[int]:
    """The clauses below a clause that an owned noun of it governs."""
    below = ((k, noun_before(view, k)) for k in view.children[index])
    return frozenset(
        k for k, found in below if found is not None and found[0].clause == index and owner(view, found[0])
    )


def find_nominal(view: View, taken: frozenset[int], frames: dict[int, Frame]) -> list[Draft]:
    """The quotations that nouns govern; `taken` holds the clauses that are content of a verb already, `frames` the
    clauses that report."""
    out: list[Draft] = []
    for clause in view.analysis.clauses:
        if clause.i in taken or in_quotes(view, clause):
            continue
        found = noun_before(view, clause.i)
        ids = trim(view, fill(view, tokens_of(view, subtree(view, clause.i)))) if found is not None else ()
        if found is None:
            found, ids = spliced(view, clause)
        if found is None:
            continue
        phrase, cue = found
        if len(ids) < 2 or is_missing(view, phrase):
            continue
        owners = owner(view, phrase) or subject_beside(view, phrase, frames)
        sentence = view.sentence(ids[0])
        frame = [i for i in range(sentence.first, sentence.last) if i not in set(ids)]
        while frame and view.tokens[frame[-1]].text == ".":
            frame.pop()
        out.append(
            Draft(
                type=QuotationType.INDIRECT,
                quote=ids,
                rule="noun",
                speaker=phrase_tokens(view, view.analysis.phrases[owners[0]]) if owners else (),
                cue=tuple(range(phrase.first, phrase.last)),
                frame=tuple(frame),
                phrases=owners,
                entry=cue,
                roots=(clause.i,),
            )
        )
    return out


def noun_before(view: View, index: int) -> tuple[NounPhrase, Cue] | None:
    """The noun of reporting before a clause, where it governs that kind of clause; only the end of the verb may stand
    between ("wies Berichte zurück, er gehe", "hat den Verdacht geäußert, dass …")."""
    clause = view.analysis.clauses[index]
    first = clause.tokens[0]
    if first < 2 or view.tokens[first - 1].text != ",":
        return None
    word = view.tokens[clause.introducer].text.lower() if clause.introducer is not None else ""
    if clause.kind == ClauseKind.INFINITIVE and not word:
        kind = "inf"
    elif clause.kind == ClauseKind.SUBORDINATE:
        kind = clause_kind(view, word)
    elif clause.position == VerbPosition.SECOND and clause.mood in UNREAL and clause.finite != first:
        kind = "v2"
    else:
        return None
    return governing(view, before_bracket(view, first - 2), kind)


def is_missing(view: View, phrase: NounPhrase) -> bool:
    """Is it said that there is no such thing ("keine Hinweise, dass …", "nicht die Absicht, zu …")?"""
    first = phrase.first
    return view.among(first, "no_at_all") or (first > 0 and view.among(first - 1, "not"))


def before_bracket(view: View, last: int) -> int:
    """The last token before the verbs and the particle that end a clause, marks left out; the token itself where none
    end it."""
    index = view.analysis.clause_of[last]
    if index < 0:
        return last
    clause = view.analysis.clauses[index]
    ending = {*clause.cluster, *(() if clause.particle is None else (clause.particle,))}
    at = last
    while at in ending and at != clause.finite and at > clause.tokens[0]:
        at -= 1
    while at < last and view.tokens[at].text in MARKS and at > clause.tokens[0]:
        at -= 1
    return at


def spliced(view: View, clause: Clause) -> tuple[tuple[NounPhrase, Cue] | None, tuple[int, ...]]:
    """A verb-second clause between commas behind a noun that was read as one clause with it: noun, cue and content."""
    if clause.finite is None or clause.mood not in UNREAL or clause.position != VerbPosition.SECOND:
        return None, ()
    comma = next((i for i in range(clause.finite - 1, clause.tokens[0], -1) if view.tokens[i].text == ","), None)
    if comma is None or comma - 1 < clause.tokens[0]:
        return None, ()
    end = view.sentence(comma).last
    last = max(i for i in clause.cluster)
    stop = next((i for i in range(last + 1, end) if view.tokens[i].text in (",", ".")), end)
    return governing(view, comma - 1, "v2"), trim(view, range(comma + 1, stop))


def governing(view: View, last: int, kind: str) -> tuple[NounPhrase, Cue] | None:
    """The noun of reporting whose phrase ends at a token, where it governs a kind of clause."""
    at = view.analysis.phrase_of[last]
    phrase = view.analysis.phrases[at] if at >= 0 else None
    steps = 0
    while phrase is not None and steps < 4:
        head = view.tokens[phrase.head]
        cue = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
        if cue is not None and kind in cue.governs:
            return phrase, cue
        phrase = view.analysis.phrases[phrase.parent] if phrase.parent is not None else None
        steps += 1
    return None


def owner(view: View, phrase: NounPhrase) -> tuple[int, ...]:
    """Phrases of those whose word the noun is: genitive or "von"."""
    if phrase.genitive is not None:
        found = view.analysis.phrases[phrase.genitive]
        return found.i, *found.conjuncts
    for k in phrase.modifiers:
        modifier = view.analysis.phrases[k]
        if modifier.preposition is not None and view.among(modifier.preposition, "from"):
            return modifier.i, *modifier.conjuncts
    return ()


def subject_beside(view: View, phrase: NounPhrase, frames: dict[int, Frame]) -> tuple[int, ...]:
    """Whose word a noun without owner is: the subject of its clause ("verbot es mit der Begründung, …"), unless the
    clause answers it ("wies Berichte zurück, …")."""
    if phrase.clause < 0 or (phrase.clause in frames and frames[phrase.clause].cue.stance in ANSWERS):
        return ()
    clause = view.analysis.clauses[phrase.clause]
    if clause.voice != Voice.ACTIVE:
        return ()
    for argument in clause.arguments:
        found = view.analysis.phrases[argument.phrase]
        if (
            argument.role == Role.SUBJECT
            and found.i != phrase.i
            and found.kind != PhraseKind.RELATIVE
            and speaks(view, found)
        ):
            return found.i, *found.conjuncts
    return ()
