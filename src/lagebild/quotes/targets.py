"""Targets: the earlier quotation or event that a denial, confirmation, doubt or answer speaks of."""

from msgspec.structs import replace

from lagebild.lang import Language
from lagebild.lang.reporting import lookup
from lagebild.model import About, Analysis, EventMention, Quotation, QuotationType, Span, Stance, Tense
from lagebild.model.ask import span_of, tokens_in
from lagebild.quotes.contents import calls_untrue
from lagebild.quotes.draft import Draft, View, phrase_tokens
from lagebild.quotes.words import word_key, word_keys

ANSWERING = frozenset(
    {Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS, Stance.NO_COMMENT, Stance.REJECTS, Stance.RETRACTS}
)
STATING = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.FEARS, Stance.EXPECTS, Stance.CLAIMS})
"""Stances of what a denial can deny."""
BLAMING = frozenset({About.RESPONSIBILITY, About.PARTICIPATION})
SHORT = 10
"""Tokens of a sentence that only says who said the one before."""
IMPLIED = 3
"""How many sentences back an answer may speak of that has no word for it."""
REACH = 12
"""How many sentences back an answer may speak of."""
NEAR = 60
"""How many quotations back are looked at for the one that is answered."""


def find_targets(view: View, drafts: list[Draft], quotations: list[Quotation]) -> list[Quotation]:
    """The quotations with the earlier quotations that they answer. Drafts and quotations go in step."""
    out: list[Quotation] = []
    for n, (draft, quotation) in enumerate(zip(drafts, quotations, strict=True)):
        target = None
        if quotation.stance not in ANSWERING and is_reply(view, draft):
            target = opposed(view, drafts, quotations, n)
        if quotation.stance in ANSWERING:
            near = range(max(n - NEAR, 0), n)
            earlier = [k for k in near if is_candidate(view, drafts[k], draft, quotations[k], quotation)]
            target = named_inside(view, drafts, n)
            if target is None:
                target = choose(view, draft, [(k, drafts[k], quotations[k]) for k in earlier], quotation)
            if target is None:
                target = told_behind(view, drafts, quotations, n)
        out.append(replace(quotation, targets=(quotations[target].id,)) if target is not None else quotation)
    return out


def is_reply(view: View, draft: Draft) -> bool:
    """Does a statement say by its verb or by an adverb of its frame that it answers ("entgegnete", "sagte dagegen")?"""
    if draft.entry is not None and draft.entry.act == "answer":
        return True
    return any(view.among(i, "adversatives") for i in set(draft.frame) - set(draft.quote))


def opposed(view: View, drafts: list[Draft], quotations: list[Quotation], n: int) -> int | None:
    """Index of what a reply replies to: the last statement of somebody else within the two sentences before."""
    draft, now = drafts[n], quotations[n]
    if not now.holders:
        return None
    for k in range(n - 1, max(n - NEAR, 0) - 1, -1):
        other, before = drafts[k], quotations[k]
        if is_candidate(view, other, draft, before, now) and before.stance in STATING | {Stance.DENIES, Stance.DEMANDS}:
            return k if distance_of(view, draft, other) <= 2 else None
    return None


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


def told_behind(view: View, drafts: list[Draft], quotations: list[Quotation], n: int) -> int | None:
    """Index of the statement that an answer speaks of where the report tells it afterwards, in the pluperfect ("Dorin
    bestritt, Geld genommen zu haben. Die Zeitung hatte berichtet, …")."""
    draft, now = drafts[n], quotations[n]
    for k in range(n + 1, min(n + 4, len(drafts))):
        other, before = drafts[k], quotations[k]
        clause = view.analysis.clauses[other.reporter.clause] if other.reporter is not None else None
        background = clause is not None and clause.tense == Tense.PLUPERFECT and distance_of(view, other, draft) <= 2
        if not background or set(before.holders) & set(now.holders) or before.stance not in STATING:
            continue
        same = view.sentence(other.quote[0]).paragraph == view.sentence(draft.quote[0]).paragraph
        if same and (
            word_keys(view.analysis, draft.quote) & word_keys(view.analysis, other.quote) or points(view, draft)
        ):
            return k
    return None


def is_candidate(view: View, other: Draft, draft: Draft, before: Quotation, now: Quotation) -> bool:
    """May the answer speak of the other: not too far back, no part of it, another holder?"""
    if before.parent == now.id or now.parent == before.id or other.quote[0] >= draft.quote[0]:
        return False
    distance = view.analysis.sentence_of[draft.quote[0]] - view.analysis.sentence_of[other.quote[-1]]
    if distance < 0 or distance > REACH or other.rule == "direct-part":
        return False
    if before.stance == Stance.NO_COMMENT or (now.stance == before.stance == Stance.DENIES) or hands_back(view, other):
        return False
    if now.stance == Stance.RETRACTS:
        return bool(set(before.holders) & set(now.holders)) or not before.holders
    return not (set(before.holders) & set(now.holders)) or not now.holders


def hands_back(view: View, other: Draft) -> bool:
    """Does the content only say who said what stands before it ("Das habe der Mann selbst berichtet, sagte …")?"""
    first = other.quote[0]
    index = view.analysis.clause_of[first]
    clause = view.analysis.clauses[index] if index >= 0 else None
    pointing = view.among(first, "pointers") and view.tokens[first].tag == "PDS"
    return pointing and clause is not None and clause.predicate in view.lookup.verbs and len(other.quote) <= SHORT


def choose(view: View, draft: Draft, earlier: list[tuple[int, Draft, Quotation]], now: Quotation) -> int | None:
    """Index of the quotation that is answered: by the noun that takes it up, by whom it answers, by repeated words, by
    a pointing word, or because nothing else can be meant."""
    noun = taken_up(view, draft)
    if noun is not None:
        fitting = [k for k, _, q in reversed(earlier) if fits(noun, q)]
        if fitting:
            return fitting[0]
    opponent = [item for item in earlier if item[2].holders and answers_person(view, draft, item[2])]
    if opponent:
        return contested(view, draft, opponent)
    words = answer_words(view, draft)
    scored = []
    for k, other, _ in earlier:
        shared = len(words & word_keys(view.analysis, other.quote))
        distance = distance_of(view, draft, other)
        if shared >= 2 or (shared and distance <= 3):
            scored.append((shared, -distance, k))
    if scored:
        return max(scored)[2]
    if noun is not None or points(view, draft):
        near = [k for k, other, _ in earlier if distance_of(view, draft, other) <= 2]
        return near[-1] if near else None
    return implied(view, draft, earlier, now)


def contested(view: View, draft: Draft, said: list[tuple[int, Draft, Quotation]]) -> int:
    """Which of several statements of one opponent an answer contests: the one that shares most words with the answer
    and the sentence behind it, else the last one that states something."""
    following = view.analysis.sentence_of[draft.quote[-1]] + 1
    ids = list(draft.quote)
    if following < len(view.analysis.sentences):
        sentence = view.analysis.sentences[following]
        ids.extend(range(sentence.first, sentence.last))
    words = word_keys(view.analysis, ids)
    return max(
        said,
        key=lambda item: (
            len(words & word_keys(view.analysis, item[1].quote)), item[2].stance in STATING, item[0],
        ),
    )[0]  # fmt: skip


def implied(view: View, draft: Draft, earlier: list[tuple[int, Draft, Quotation]], now: Quotation) -> int | None:
    """What an answer without any word for it speaks of, in its paragraph: a refusal of the last demand or offer, a bare
    denial of the last statement ("sprach von einer Lüge"), a denial of guilt of the last accusation or claim."""
    paragraph = view.sentence(draft.quote[0]).paragraph
    near = [
        (k, q)
        for k, other, q in earlier
        if distance_of(view, draft, other) <= IMPLIED and view.sentence(other.quote[0]).paragraph == paragraph
    ]
    if now.stance == Stance.REJECTS:
        return last_of(near, frozenset({Stance.DEMANDS}))
    if now.stance == Stance.DENIES and now.about in BLAMING:
        return last_of(near, frozenset({Stance.ACCUSES, Stance.CLAIMS}))
    if now.stance == Stance.DENIES and is_bare(view, draft):
        return last_of(near, STATING)
    return None


def last_of(near: list[tuple[int, Quotation]], stances: frozenset[Stance]) -> int | None:
    """Index of the last quotation of some stances."""
    return next((k for k, q in reversed(near) if q.stance in stances), None)


def is_bare(view: View, draft: Draft) -> bool:
    """Does a denial name nothing that it denies: no object ("dementierte"), or only its verdict ("eine Lüge")?"""
    if draft.type != QuotationType.REPORTED or draft.reporter is None:
        return False
    clause = view.analysis.clauses[draft.reporter.clause]
    spoken = {i for k in draft.phrases for i in phrase_tokens(view, view.analysis.phrases[k])}
    nouns = [
        view.tokens[i]
        for i in clause.tokens
        if view.tokens[i].tag == "NN" and i not in spoken and i not in draft.reporter.words
    ]
    plain = [
        noun
        for noun in nouns
        if noun.lemma not in view.lookup.verdicts and not at_time(view, noun.start) and not view.among(noun.i, "deeds")
    ]
    return not plain


def at_time(view: View, offset: int) -> bool:
    """Does a time expression cover an offset?"""
    return any(time.start <= offset < time.end for time in view.mentions.times)


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
    judged = draft.type == QuotationType.INDIRECT and calls_untrue(view, draft)  # "die Vorwürfe seien haltlos"
    area = draft.quote if draft.type == QuotationType.REPORTED or judged else own_frame(draft)
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
    area = {*draft.quote, *own_frame(draft)} - set(draft.speaker)
    return any(view.among(i, "pointing_back") and view.tokens[i].tag not in ("ART", "PRELS", "APPRART") for i in area)


def answer_words(view: View, draft: Draft) -> set[str]:
    """The words of an answer without its speaker and the verb that answers."""
    left_out = {*draft.speaker, *(draft.reporter.words if draft.reporter is not None else ())}
    return word_keys(view.analysis, [i for i in draft.quote if i not in left_out])


def link_targets(
    analysis: Analysis, quotations: tuple[Quotation, ...], events: tuple[EventMention, ...], language: Language
) -> tuple[Quotation, ...]:
    """The quotations with the events that answers without a target speak of: the last event mention before the answer
    that shares a word with it, or, where the answer points back ("dazu"), the nearest one of the two sentences
    before."""
    listed = lookup(language).words
    idle = frozenset(word_key(noun, False) for noun in listed["deniable_nouns"])
    return tuple(event_target(analysis, quotation, events, listed["pointing_back"], idle) for quotation in quotations)


def event_target(
    analysis: Analysis, quotation: Quotation, events: tuple[EventMention, ...], pointing_words: frozenset[str],
    idle: frozenset[str],
) -> Quotation:  # fmt: skip
    """One quotation with the event that it answers, if it answers one. idle: keys of words that do not say which event
    is meant ("Beteiligung", "Verantwortung")."""
    if quotation.stance not in ANSWERING or not quotation.spans:
        return quotation
    start = quotation.spans[0][0]
    here = sentence_index(analysis, start)
    words = words_of(analysis, quotation.spans) - idle
    told = quotation.spans[0] if quotation.rule.startswith("back") else (start, start)  # "Das bestätigte …"
    before = [
        e
        for e in events
        if (e.trigger[1] <= start or overlap((told,), e.trigger))
        and here - sentence_index(analysis, e.trigger[0]) <= REACH
    ]
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
    """The keys of the nouns and verbs of some spans."""
    return word_keys(analysis, [i for span in spans for i in range(*tokens_in(analysis, span))])


def small_words(analysis: Analysis, quotation: Quotation) -> set[str]:
    """The words of a quotation and its frame in lower case."""
    return {
        token.text.lower()
        for span in (*quotation.spans, *quotation.frame)
        for token in analysis.tokens[slice(*tokens_in(analysis, span))]
    }
