"""Reasons that the holder of a reported act gives: "wies den Vorwurf zurück, da er jeder Grundlage entbehre"."""

from msgspec.structs import replace

from lagebild.model import ClauseKind, Mood, QuotationType, Stance
from lagebild.quotes.denials import BEHIND_COLON
from lagebild.quotes.draft import Draft, View, fill, subtree, tokens_of, trim

UNREAL = frozenset({Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2})


def with_reasons(view: View, reported: list[Draft]) -> list[Draft]:
    """The reported acts, and the reasons given for them in the Konjunktiv as indirect speech of the same speaker."""
    out: list[Draft] = []
    for draft in reported:
        reason = reason_of(view, draft)
        roots = with_coordinates(view, reason) if reason is not None else ()
        ids = trim(view, fill(view, tokens_of(view, [k for root in roots for k in subtree(view, root)])))
        if len(ids) < 2 or draft.reporter is None:
            out.append(draft)
            continue
        rest = tuple(i for i in draft.quote if i < ids[0])
        frame = trim(view, rest) + ((ids[0] - 1,) if view.tokens[ids[0] - 1].text == "," else ())
        out.append(replace(draft, quote=trim(view, rest)))
        out.append(
            replace(
                draft, type=QuotationType.INDIRECT, quote=ids, rule="reason", cue=draft.reporter.words, frame=frame,
                roots=roots, stance=Stance.ASSERTS,
            )
        )  # fmt: skip
    return out


def with_denials(view: View, drafts: list[Draft]) -> list[Draft]:
    """The denials that stand before a colon, as reported acts ("wies den Vorwurf zurück: Schuld sei der Regen")."""
    return [
        replace(
            draft, type=QuotationType.REPORTED, quote=trim(view, draft.frame), cue=(), frame=(), rule="denial-colon"
        )
        for draft in drafts
        if draft.entry is not None
        and draft.entry.stance == Stance.DENIES
        and draft.entry.reports
        and draft.rule in BEHIND_COLON
        and view.tokens[draft.quote[0] - 1].text == ":"
    ]


def with_coordinates(view: View, index: int) -> tuple[int, ...]:
    """A subordinate clause with those behind it that share its conjunction ("falls er nicht gehe und Geld nehme")."""
    clause = view.analysis.clauses[index]
    beside = view.children[clause.parent] if clause.parent is not None else ()
    shared = clause.introducer if clause.introducer is not None else -1
    return (index, *(k for k in beside if k > index and view.analysis.clauses[k].introducer == shared))


def reason_of(view: View, draft: Draft) -> int | None:
    """The clause in the Konjunktiv I that gives the reason or condition of a reported act, last in its sentence."""
    if draft.reporter is None:
        return None
    for k in view.children[draft.reporter.clause]:
        clause = view.analysis.clauses[k]
        led = clause.introducer is not None and view.among(clause.introducer, "reason_words")
        behind = clause.finite is not None and clause.tokens[0] > max(draft.reporter.words)
        if led and behind and clause.kind == ClauseKind.SUBORDINATE and clause.mood in UNREAL:
            return k
    return None
