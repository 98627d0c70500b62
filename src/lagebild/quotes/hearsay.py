"""Hearsay without a frame: "soll getötet haben", "will nichts bemerkt haben", "angeblich"."""

from msgspec.structs import replace

from lagebild.model import Clause, ClauseKind, Mood, PhraseKind, QuotationType, Stance, VerbPosition
from lagebild.model.ask import span_of
from lagebild.quotes.draft import PUBLIC, Draft, View, actor_near, fill, phrase_tokens, subtree, tokens_of, trim
from lagebild.quotes.reported import extent

PRIVATE = frozenset({"NGO", "LAB"})
"""Sectors whose wishes are no announcements of public life ("Der Verein will feiern")."""
REACH = 2
"""How many sentences back, in its paragraph, hearsay may find its source."""


def find_hearsay(view: View, drafts: list[Draft]) -> list[Draft]:
    """The quotations of evidential modals and adverbs in clauses that no other quotation (`drafts`) covers. Behind a
    sentence that names its source, and in its paragraph, they are that source's."""
    out: list[Draft] = []
    covered = frozenset(i for draft in drafts for i in draft.quote)
    sources = {
        view.analysis.sentence_of[d.quote[-1]]: d for d in sorted(drafts, key=lambda d: len(d.quote)) if d.phrases
    }
    for clause in view.analysis.clauses:
        if clause.finite is None or clause.finite in covered or view.quote_of[clause.finite] >= 0:
            continue
        finite = view.tokens[clause.finite].text.lower()
        if finite in view.words("hearsay_modals") and is_perfect_infinitive(view, clause):
            found = sourced(view, unnamed(view, clause, "hearsay-sollen"), sources)
            sources[clause.sentence] = found
            out.append(found)
        elif (
            finite in view.words("hearsay_modals")
            and clause.kind == ClauseKind.MAIN
            and clause.position == VerbPosition.SECOND
        ):
            handed = sourced(view, unnamed(view, clause, "plan-sollen"), sources)
            if handed.phrases:
                sources[clause.sentence] = handed
                out.append(handed)
        elif finite in view.words("account_modals") and is_perfect_infinitive(view, clause):
            account = own_account(view, clause) if clause.kind != ClauseKind.SUBORDINATE else None
            if account is not None:
                out.append(account)
        elif finite in view.words("account_modals") and intends(view, clause):
            plan = own_account(view, clause)
            if plan is not None:
                out.append(replace(plan, rule="intent", stance=Stance.ANNOUNCES))
        elif has_adverb(view, clause):
            out.append(unnamed(view, clause, "hearsay-adverb"))
    return out


def sourced(view: View, draft: Draft, sources: dict[int, Draft]) -> Draft:
    """Hearsay with the source of the sentence before, when one is named there."""
    sentence = view.sentence(draft.quote[0])
    back = range(sentence.i - 1, max(sentence.i - 1 - REACH, -1), -1)
    source = next((sources[k] for k in back if k in sources), None)
    if source is None or not source.phrases or view.sentence(source.quote[-1]).paragraph != sentence.paragraph:
        return draft
    return replace(
        draft, speaker=source.speaker, phrases=source.phrases, media=source.media, anonymous=source.anonymous
    )


def is_perfect_infinitive(view: View, clause: Clause) -> bool:
    """Participle and infinitive of haben or sein below the modal ("soll … gestohlen haben", "… worden sein")."""
    others = [i for i in clause.cluster if i != clause.finite]
    behind = [i for i in clause.tokens if clause.finite is not None and i != clause.finite]
    final = [
        i for i in behind if view.among(i, "perfect_auxiliaries") and view.tokens[i].tag in ("VAINF", "VAFIN", "VVINF")
    ]
    verbal = [
        i for i in {*others, *behind} if view.tokens[i].tag in ("VVPP", "VAPP", "VMPP", "VVINF") and i not in final
    ]
    return any((i + 1 in final or i + 2 in final) and view.tokens[i - 1].tag != "PTKZU" for i in verbal)


def unnamed(view: View, clause: Clause, rule: str) -> Draft:
    """Hearsay whose source is not named."""
    if clause.kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE):
        quote = trim(view, fill(view, tokens_of(view, subtree(view, clause.i))))
    else:
        quote = extent(view, clause)
    return Draft(type=QuotationType.FREE_INDIRECT, quote=quote, rule=rule, anonymous=True, roots=(clause.i,))


def intends(view: View, clause: Clause) -> bool:
    """Does a body or person say what it is going to do ("Die Stadt will den Park sperren")? Asked of main clauses in
    the present with a subject of public life, no negation, and an infinitive."""
    if clause.kind not in (ClauseKind.MAIN, ClauseKind.COORDINATE) or clause.position != VerbPosition.SECOND:
        return False
    if clause.negations or clause.mood not in (Mood.INDICATIVE, Mood.INDICATIVE_OR_1) or not clause.predicate:
        return False
    subjects = [view.analysis.phrases[a.phrase] for a in clause.arguments if a.role.value == "subject"]
    if not subjects or subjects[0].kind not in (PhraseKind.NAME, PhraseKind.NOUN):
        return False
    actor = actor_near(view, span_of(view.analysis, (subjects[0].first, subjects[0].last)))
    return actor is not None and actor.sector in PUBLIC - PRIVATE


def own_account(view: View, clause: Clause) -> Draft | None:
    """What the subject tells of itself: "will nichts bemerkt haben"."""
    for argument in clause.arguments:
        if argument.role.value == "subject":
            phrase = view.analysis.phrases[argument.phrase]
            return Draft(
                type=QuotationType.REPORTED,
                quote=extent(view, clause),
                rule="hearsay-wollen",
                speaker=phrase_tokens(view, phrase),
                phrases=(phrase.i, *phrase.conjuncts),
                roots=(clause.i,),
            )
    return None


def has_adverb(view: View, clause: Clause) -> bool:
    """An adverb of hearsay that speaks of the clause, not of an adjective or number behind it."""
    for i in clause.tokens:
        cue = view.lookup.adverbs.get(view.tokens[i].text.lower())
        if cue is not None and cue.anonymous and not cue.weak and view.tokens[i].tag in ("ADV", "ADJD"):
            following = view.tokens[i + 1].tag if i + 1 < len(view.tokens) else ""
            return following not in ("ADJA", "CARD", "ADJD")
    return False
