"""Targets: the earlier quotation or event that a denial, confirmation, doubt or answer speaks of."""

from msgspec.structs import replace

from lagebild.lang import Language
from lagebild.lang.reporting import lookup
from lagebild.model import Analysis, EventMention, Quotation, QuotationType, Span, Stance
from lagebild.model.ask import span_of, tokens_in
from lagebild.quotes.draft import Draft, View

ANSWERING = frozenset(
    {Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS, Stance.NO_COMMENT, Stance.REJECTS, Stance.RETRACTS}
)
REACH = 12
"""How many sentences back an answer may speak of."""
NEAR = 60
"""How many quotations back are looked at for the one that is answered."""


def find_targets(view: View, drafts: list[Draft], quotations: list[Quotation]) -> list[Quotation]:
    """The quotations with the earlier quotations that they answer. Drafts and quotations go in step."""
    out: list[Quotation] = []
    for n, (draft, quotation) in enumerate(zip(drafts, quotations, strict=True)):
        target = None
        if quotation.stance in ANSWERING:
            near = range(max(n - NEAR, 0), n)
            earlier = [k for k in near if is_candidate(view, drafts[k], draft, quotations[k], quotation)]
            target = named_inside(view, drafts, n)
            if target is None:
                target = choose(view, draft, [(k, drafts[k], quotations[k]) for k in earlier])
        out.append(replace(quotation, targets=(quotations[target].id,)) if target is not None else quotation)
    return out


def named_inside(view: View, drafts: list[Draft], n: int) -> int | None:
    """Index of the quotation whose noun is what an answer answers ("wies Berichte zurück, wonach …"). It stands beside
    the answer, in its sentence."""
    draft = drafts[n]
    area = {*draft.quote, *own_frame(draft)} - set(draft.speaker)
    for k in range(max(n - 2, 0), min(n + 4, len(drafts))):
        other = drafts[k]
        if k == n or other.entry is None or other.quote == draft.quote:
            continue
        noun = other.cue if other.rule == "noun" else ()
        if other.rule.startswith("take-up-") and other.entry.relative and other.phrases:
            noun = (view.analysis.phrases[other.phrases[0]].head,)
        if noun and set(noun) <= area and other.quote[0] > noun[-1]:
            return k
    return None


def is_candidate(view: View, other: Draft, draft: Draft, before: Quotation, now: Quotation) -> bool:
    """May the answer speak of the other: not too far back, no part of it, another holder?"""
    if before.parent == now.id or now.parent == before.id or other.quote[0] >= draft.quote[0]:
        return False
    distance = view.analysis.sentence_of[draft.quote[0]] - view.analysis.sentence_of[other.quote[-1]]
    if distance < 0 or distance > REACH or other.rule == "direct-part":
        return False
    if before.stance == Stance.NO_COMMENT:
        return False
    if now.stance == Stance.RETRACTS:
        return bool(set(before.holders) & set(now.holders)) or not before.holders
    return not (set(before.holders) & set(now.holders)) or not now.holders


def choose(view: View, draft: Draft, earlier: list[tuple[int, Draft, Quotation]]) -> int | None:
    """Index of the quotation that is answered: by the noun that takes it up, a pointing word, or repeated words."""
    noun = taken_up(view, draft)
    if noun is not None:
        fitting = [k for k, _, q in reversed(earlier) if fits(noun, q)]
        if fitting:
            return fitting[0]
    opponent = [k for k, other, q in earlier if q.holders and answers_person(view, draft, q)]
    if opponent:
        return opponent[-1]
    words = content_words(view, draft.quote)
    scored = []
    for k, other, _ in earlier:
        shared = len(words & content_words(view, other.quote))
        distance = view.analysis.sentence_of[draft.quote[0]] - view.analysis.sentence_of[other.quote[-1]]
        if shared >= 2 or (shared and distance <= 3):
            scored.append((shared, -distance, k))
    if scored:
        return max(scored)[2]
    if noun is not None or points(view, draft):
        near = [k for k, other, _ in earlier if distance_of(view, draft, other) <= 2]
        return near[-1] if near else None
    return None


def answers_person(view: View, draft: Draft, before: Quotation) -> bool:
    """Is a holder of the earlier quotation the object of the answer ("widersprach der Ministerin")?"""
    if draft.reporter is None or draft.entry is None or "dative" not in draft.entry.reports:
        return False
    clause = view.analysis.clauses[draft.reporter.clause]
    for argument in clause.arguments:
        if argument.role.value in ("dative", "accusative"):
            span = span_of(view.analysis, view.analysis.phrases[argument.phrase].full)
            if any(a.id in before.holders and overlap(a.mentions, span) for a in view.mentions.actors):
                return True
    return False


def overlap(mentions: tuple[Span, ...], span: Span) -> bool:
    """Does one of some mentions overlap a span?"""
    return any(start < span[1] and span[0] < end for start, end in mentions)


def distance_of(view: View, draft: Draft, other: Draft) -> int:
    """Sentences between two drafts."""
    return view.analysis.sentence_of[draft.quote[0]] - view.analysis.sentence_of[other.quote[-1]]


def taken_up(view: View, draft: Draft) -> Stance | None:
    """The stance of the noun of saying in the answer ("die Vorwürfe" -> accuses, "die Forderung" -> demands)."""
    area = draft.quote if draft.type == QuotationType.REPORTED else own_frame(draft)
    for i in area:
        token = view.tokens[i]
        noun = view.lookup.noun(token.lemma, token.text) if token.tag == "NN" else None
        if noun is not None and i not in draft.speaker:
            return noun.stance
    return None


def own_frame(draft: Draft) -> tuple[int, ...]:
    """The frame of a draft; speech that goes on has that of the sentence before and none of its own."""
    return () if draft.type == QuotationType.INDIRECT_FREE_INDIRECT else draft.frame


def fits(noun: Stance, quotation: Quotation) -> bool:
    """May the noun speak of the quotation? Accusations also take up fears and plain assertions."""
    if noun == Stance.ACCUSES:
        return quotation.stance in (Stance.ACCUSES, Stance.FEARS)
    if noun in (Stance.DEMANDS, Stance.FEARS, Stance.ANNOUNCES, Stance.EXPECTS):
        return quotation.stance == noun
    return quotation.stance in (Stance.ASSERTS, Stance.ACCUSES, Stance.EXPECTS, Stance.ANNOUNCES, Stance.FEARS)


def points(view: View, draft: Draft) -> bool:
    """Does the answer point back with a pronoun or da-word?"""
    area = set(draft.quote) | set(own_frame(draft))
    return any(view.among(i, "pointing_back") for i in area)


def content_words(view: View, ids: tuple[int, ...]) -> set[str]:
    """The lemmas of nouns, names and content verbs, in lower case."""
    return {
        view.tokens[i].lemma.lower()
        for i in ids
        if view.tokens[i].tag in ("NN", "NE") or (view.tokens[i].tag[:2] == "VV" and len(view.tokens[i].lemma) > 5)
    }


def link_targets(
    analysis: Analysis, quotations: tuple[Quotation, ...], events: tuple[EventMention, ...], language: Language
) -> tuple[Quotation, ...]:
    """The quotations with the events that answers without a target speak of: the last event mention before the answer
    that shares a word with it, or, where the answer points back ("dazu"), the nearest one of the two sentences
    before."""
    pointing = lookup(language).words["pointing_back"]
    return tuple(event_target(analysis, quotation, events, pointing) for quotation in quotations)


def event_target(
    analysis: Analysis, quotation: Quotation, events: tuple[EventMention, ...], pointing_words: frozenset[str]
) -> Quotation:
    """One quotation with the event that it answers, if it answers one."""
    if quotation.stance not in ANSWERING or not quotation.spans:
        return quotation
    start = quotation.spans[0][0]
    here = sentence_index(analysis, start)
    words = words_of(analysis, quotation.spans)
    before = [e for e in events if e.trigger[1] <= start and here - sentence_index(analysis, e.trigger[0]) <= REACH]
    repeated = [e for e in before if words_of(analysis, (e.trigger,)) & words]
    if repeated:
        return replace(quotation, targets=(*quotation.targets, repeated[-1].id))
    pointing = any(word in pointing_words for word in small_words(analysis, quotation))
    near = [e for e in before if here - sentence_index(analysis, e.trigger[0]) <= 2]
    if pointing and near and not quotation.targets:
        return replace(quotation, targets=(near[-1].id,))
    return quotation


def sentence_index(analysis: Analysis, offset: int) -> int:
    """Index of the sentence at an offset."""
    first, _ = tokens_in(analysis, (offset, offset + 1))
    return analysis.sentence_of[min(first, len(analysis.sentence_of) - 1)]


def words_of(analysis: Analysis, spans: tuple[Span, ...]) -> set[str]:
    """Lemmas of the nouns and verbs of some spans."""
    out: set[str] = set()
    for span in spans:
        for token in analysis.tokens[slice(*tokens_in(analysis, span))]:
            if token.tag in ("NN", "NE") or token.tag[:2] == "VV":
                out.add(token.lemma.lower())
    return out


def small_words(analysis: Analysis, quotation: Quotation) -> set[str]:
    """The words of a quotation and its frame in lower case."""
    return {
        token.text.lower()
        for span in (*quotation.spans, *quotation.frame)
        for token in analysis.tokens[slice(*tokens_in(analysis, span))]
    }
