"""Sources named by a preposition: "laut Polizei", "nach Angaben der Behörde", "Berichten zufolge", "seiner Meinung
nach"."""

from msgspec.structs import replace

from lagebild.lang.reporting import Cue
from lagebild.model import Clause, ClauseKind, Mood, NounPhrase, PhraseKind, QuotationType, Stance
from lagebild.quotes.draft import Draft, View, fill, phrase_tokens, subtree, tokens_of, trim
from lagebild.quotes.speakers import best_subject, speaks

BORDERS = frozenset({ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.INFINITIVE})


def find_according(view: View) -> list[Draft]:
    """The quotations whose source stands behind or before a preposition."""
    out: list[Draft] = []
    for token in view.tokens:
        cue = view.lookup.prepositions.get(token.text.lower())
        if cue is None or view.quote_of[token.i] >= 0 or token.tag in ("ADJD", "ADJA", "KOUS"):
            continue
        phrase = complement(view, token.i, cue)
        if phrase is None:
            continue
        source = source_tokens(view, phrase, token.i)
        frame = tuple(sorted({token.i, *source}))
        ids, frame = content(view, token.i, frame)
        if len(ids) > 1:
            out.append(
                Draft(
                    type=QuotationType.INDIRECT,
                    quote=ids,
                    rule=f"according-{cue.lemma}",
                    speaker=source,
                    cue=(token.i,),
                    frame=frame,
                    phrases=own_source(view, token.i, phrase),
                    entry=cue,
                    roots=tuple(k for k in (view.analysis.clause_of[token.i],) if k >= 0),
                )
            )
    return out


def own_source(view: View, at: int, phrase: NounPhrase) -> tuple[int, ...]:
    """The phrases of the holder: "nach eigenen Angaben" is the word of the subject."""
    own = any(view.among(i, "own_source") for i in range(phrase.first, phrase.last))
    index = view.analysis.clause_of[at]
    if own and index >= 0:
        found = best_subject(view, view.analysis.clauses[index])
        if found is not None:
            return found.i, *found.conjuncts
    return phrase.i, *phrase.conjuncts


def source_tokens(view: View, phrase: NounPhrase, at: int) -> tuple[int, ...]:
    """The tokens of the source: a name without what follows it by chance, a noun with its owner behind it."""
    if phrase.first < at:
        ids = [i for i in phrase_tokens(view, phrase) if i < at]
        while len(ids) > 1 and view.tokens[ids[0]].tag in ("ADV", "PROAV", "KON"):  # "jedoch eigenen Angaben zufolge"
            ids.pop(0)
        before = view.analysis.phrase_of[ids[0] - 1] if ids and ids[0] else -1
        head = view.analysis.phrases[before] if before >= 0 else None
        if head is not None and head.last == ids[0] and view.among(ids[0], "genitive_lead"):
            ids = [*range(head.first, ids[0]), *ids]
        return tuple(ids)
    if (
        phrase.kind == PhraseKind.NAME
        and not phrase.conjuncts
        and phrase.genitive is None
        and phrase.apposition is None
    ):
        last = phrase.last
        while last < len(view.tokens) and view.tokens[last].tag == "NN" and view.analysis.phrase_of[last] >= 0:
            if view.quote_of[last] != view.quote_of[last - 1]:  # a name in marks ends with its mark
                break
            last += 1
        return tuple(range(phrase.first, max(last, *(i + 1 for i in with_brackets(view, last)), phrase.last)))
    ids = with_owners(view, phrase, list(phrase_tokens(view, phrase)))
    end = ids[-1] + 1
    noun = view.lookup.noun(view.tokens[phrase.head].lemma, view.tokens[phrase.head].text)
    if noun is not None and end == phrase.last and end < len(view.tokens) and view.analysis.phrase_of[end] >= 0:
        word = view.tokens[end].text.lower()
        owner = view.analysis.phrases[view.analysis.phrase_of[end]]
        if word in view.words("genitive_lead") and owner.first <= end + 1:
            ids.extend(i for i in range(end, phrase_tokens(view, owner)[-1] + 1))
    end = ids[-1] + 1
    behind = view.tokens[end] if end < len(view.tokens) and view.tokens[end - 1].tag == "NN" else None
    if behind is not None and behind.tag == "NE" and behind.entity[:3] in ("LOC", "ORG"):
        ids.append(end)  # "Angaben der Staatsanwaltschaft Krefeld"
    return tuple(ids)


def with_owners(view: View, phrase: NounPhrase, ids: list[int]) -> list[int]:
    """The tokens of a source with all whose words they are ("Angaben von AFP und Reuters")."""
    owners = [view.analysis.phrases[k] for k in (*phrase.modifiers, *filter(None, (phrase.genitive,)))]
    last = max((view.analysis.phrases[k].full[1] for owner in owners for k in owner.conjuncts), default=0)
    near = ids[-1] < last <= ids[-1] + FURTHER
    return [*ids, *range(ids[-1] + 1, last)] if near else ids


FURTHER = 6
"""Tokens by which further owners may make a source longer."""


def with_brackets(view: View, last: int) -> range:
    """The tokens of a short bracket that opens at a token."""
    if last < len(view.tokens) and view.tokens[last].text == "(":
        for k in range(last + 1, min(last + 6, len(view.tokens))):
            if view.tokens[k].text == ")":
                return range(last, k + 1)
    return range(last - 1, last)


def complement(view: View, at: int, cue: Cue) -> NounPhrase | None:
    """The phrase that names the source of a preposition, or None when the preposition does something else."""
    if cue.position in ("after", "both"):
        before = ending_at(view, at)
        if before is not None and (not cue.needs_source or is_source(view, before, cue, postposed=True)):
            return before
        if cue.position == "after" or view.tokens[at].tag == "PTKVZ":
            return None
    following = view.analysis.phrase_of[at + 1] if at + 1 < len(view.tokens) else -1
    own = view.analysis.phrase_of[at]
    for k in (following, own):
        if k >= 0:
            phrase = outermost(view, view.analysis.phrases[k])
            if phrase.first > at and phrase.first - at <= 2 and names_source(view, phrase, cue):
                return phrase
    return None


def outermost(view: View, phrase: NounPhrase) -> NounPhrase:
    """A prenominal genitive stands for the phrase that it owns ("Putins Worten" -> Worten)."""
    if phrase.parent is not None:
        parent = view.analysis.phrases[phrase.parent]
        if parent.genitive == phrase.i and parent.head > phrase.head and parent.head - phrase.head <= 4:
            return parent
    return phrase


def ending_at(view: View, at: int) -> NounPhrase | None:
    """The phrase that ends directly before a postposition; genitives and attributes are part of it."""
    if at == 0 or view.analysis.phrase_of[at - 1] < 0:
        return None
    phrase = view.analysis.phrases[view.analysis.phrase_of[at - 1]]
    steps = 0
    while phrase.parent is not None and steps < 4:
        parent = view.analysis.phrases[phrase.parent]
        if parent.full[1] != at or (parent.preposition is not None and parent.preposition != at):
            break
        phrase = parent
        steps += 1
    return phrase if phrase.preposition in (None, at) or steps else None


def names_source(view: View, phrase: NounPhrase, cue: Cue) -> bool:
    """May the phrase stand behind the preposition as a source? Behind some only a noun of reporting may, or, where the
    cue says so, a person or body ("gemäß einem Zeugen")."""
    return not cue.needs_source or is_source(view, phrase, cue) or ("person" in cue.reports and speaks(view, phrase))


def is_source(view: View, phrase: NounPhrase, cue: Cue, postposed: bool = False) -> bool:
    """Does the phrase name a source: a noun of reporting, one of the nouns of the preposition?"""
    head = view.tokens[phrase.head]
    noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
    if noun is None or not noun.source:
        return False
    if cue.only:
        return noun.lemma in cue.only
    if postposed:
        return phrase.determiner is not None or noun.anonymous
    if noun.eventive and phrase.determiner is not None and view.among(phrase.determiner, "definite"):
        return False
    return owned(view, phrase) or noun.medium or phrase.determiner is None or phrase.kind == PhraseKind.NAME


def owned(view: View, phrase: NounPhrase) -> bool:
    """Is it said whose words they are?"""
    before = view.tokens[phrase.first - 1].text.lower() if phrase.first else ""
    first = view.tokens[phrase.first].text.lower()
    possessive = phrase.determiner is not None and view.tokens[phrase.determiner].tag == "PPOSAT"
    possessive = possessive or first in view.words("own_words") or before in view.words("own_words")
    return phrase.genitive is not None or bool(phrase.modifiers) or possessive or bool(phrase.attributes)


def content(view: View, at: int, frame: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What a source says, and its frame: the clause that the preposition stands in with all below it, which is the
    sentence, or an embedded or coordinated clause. A source in the first field takes all before the verb with it."""
    index = view.analysis.clause_of[at]
    sentence = view.sentence(at)
    if index < 0:
        return trim(view, set(range(sentence.first, sentence.last)) - set(frame)), frame
    clause = view.analysis.clauses[index]
    own = clause
    while clause.kind not in (*BORDERS, ClauseKind.COORDINATE) and clause.parent is not None:
        clause = view.analysis.clauses[clause.parent]
    ids = fill(view, tokens_of(view, subtree(view, clause.i, frozenset(asides(view, clause)))))
    if own.finite is not None and frame[-1] < own.finite and frame[0] <= min(own.tokens) + 1 and own.position == "V2":
        frame = tuple(i for i in range(frame[0], own.finite) if i in frame or in_relative(view, i, own.i))
        ids = {i for i in ids if i >= own.finite}
    if clause.kind not in BORDERS and ids:
        ids = {i for i in range(min(ids), max(ids) + 1) if view.analysis.clause_of[i] < 0 or i in ids}
    return trim(view, ids - set(frame)), frame


def in_relative(view: View, token: int, clause: int) -> bool:
    """Does a token before the verb stand outside of the clause itself, or is it punctuation of the source?"""
    return view.analysis.clause_of[token] < 0 and view.tokens[token].text in ("(", ")") and clause >= 0


def asides(view: View, clause: Clause) -> list[int]:
    """Main clauses behind a comma beside the clause, in the indicative: they say something else."""
    return [
        k
        for k in view.children[clause.i]
        if view.analysis.clauses[k].kind == ClauseKind.MAIN
        and view.analysis.clauses[k].mood in (Mood.INDICATIVE, Mood.INDICATIVE_OR_2)
        and view.analysis.clauses[k].position == "V2"
    ]


def find_demnach(view: View) -> list[Draft]:
    """Adverbs that take up a source: "Demnach …" at the start of a sentence, "…, wonach …" and "…, nach denen …"."""
    out: list[Draft] = []
    for clause in view.analysis.clauses:
        found = taking_up(view, clause)
        if found is None:
            continue
        words, cue = found
        sentence = view.sentence(words[0])
        if cue.relative:
            ids = trim(view, fill(view, tokens_of(view, subtree(view, clause.i))) - set(words))
            frame = tuple(
                i for i in range(sentence.first, sentence.last) if i not in ids and view.tokens[i].text != "."
            )
        else:
            ids = trim(view, set(range(sentence.first, sentence.last)) - set(words))
            frame = words
        source = antecedent(view, clause) if cue.relative else ()
        if len(ids) > 1:
            out.append(
                Draft(
                    type=QuotationType.INDIRECT,
                    quote=ids,
                    rule=f"take-up-{cue.lemma}",
                    speaker=phrase_tokens(view, view.analysis.phrases[source[0]]) if source else words,
                    cue=words,
                    frame=frame,
                    phrases=source,
                    entry=cue,
                    roots=(clause.i,),
                )
            )
    return out


def with_taken_up(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts, and those of "demnach" with the holders and media of what was told before it: the last quotation of
    its paragraph that ends in one of the two sentences before."""
    told: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.quote[-1], len(d.quote)) if d.quote else (0, 0)):
        if draft.phrases and draft.quote and draft.stance != Stance.NO_COMMENT:
            told[view.analysis.sentence_of[draft.quote[-1]]] = draft
    out: list[Draft] = []
    for draft in drafts:
        if draft.rule.startswith("take-up-") and draft.quote and not draft.phrases:
            here = view.sentence(draft.quote[0])
            near = [k for k in (here.i - 1, here.i - 2) if k in told]
            source = told[near[0]] if near else None
            if source is not None and view.sentence(source.quote[-1]).paragraph == here.paragraph:
                draft = replace(draft, phrases=source.phrases, media=source.media, anonymous=source.anonymous)
        out.append(draft)
    return out


def taking_up(view: View, clause: Clause) -> tuple[tuple[int, ...], Cue] | None:
    """The words that take up a source at the start of a clause, and their cue."""
    first = clause.tokens[0]
    if view.quote_of[first] >= 0:
        return None
    word = view.tokens[first].text.lower()
    cue = view.lookup.adverbs.get(word)
    if cue is not None and cue.relative and first and view.tokens[first - 1].text == ",":
        return (first,), cue
    if cue is not None and cue.back and not cue.weak and view.sentence(first).first == first:
        return (first,), cue
    if clause.kind in (ClauseKind.MAIN, ClauseKind.COORDINATE):
        for i in clause.tokens:
            inner = view.lookup.adverbs.get(view.tokens[i].text.lower())
            if inner is not None and inner.back and not inner.weak:
                return (i,), inner
    relative = view.lookup.adverbs.get("wonach")
    if (
        (
            relative is not None
            and word in view.words("relative_source")
            and clause.kind == ClauseKind.RELATIVE
            and first + 1 in clause.tokens
        )
        and view.tokens[first + 1].tag in ("PRELS", "PRELAT")
        and reports_noun(view, clause)
    ):
        return (first, first + 1), relative
    return None


def reports_noun(view: View, clause: Clause) -> bool:
    """Is the antecedent of a relative clause a noun of reporting ("Berichte, nach denen …")?"""
    if clause.antecedent is None:
        return False
    return names_report(view, clause.antecedent)


def antecedent(view: View, clause: Clause) -> tuple[int, ...]:
    """The phrase that a relative "wonach" speaks of: the antecedent, else the phrase before the comma."""
    if clause.antecedent is not None:
        return (clause.antecedent,)
    first = clause.tokens[0]
    near = range(first - 2, view.sentence(first).first - 1, -1)
    nouns = (k for k in (view.analysis.phrase_of[i] for i in near if view.tokens[i].tag == "NN") if k >= 0)
    found = next((k for k in nouns if names_report(view, k)), None)
    if found is not None:
        return (found,)
    k = view.analysis.phrase_of[first - 2] if first > 1 else -1
    return (k,) if k >= 0 else ()


def names_report(view: View, index: int) -> bool:
    """Is the head of a phrase a noun of reporting?"""
    head = view.tokens[view.analysis.phrases[index].head]
    return view.lookup.noun(head.lemma, head.text) is not None
