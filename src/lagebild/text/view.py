"""The whole view of a text: analyse(text, language) -> Analysis."""

from msgspec.structs import replace

from lagebild.lang import Language
from lagebild.lang.morphology import Morphology
from lagebild.model import (
    Analysis,
    Clause,
    ClauseKind,
    Fields,
    Mood,
    NounPhrase,
    Quoted,
    Range,
    Sentence,
    SentenceKind,
    Tense,
    Token,
    VerbPosition,
    Voice,
)  # fmt: skip
from lagebild.text.arguments import assign_roles, leave_reported_speech, share_subjects
from lagebild.text.attach import attach
from lagebild.text.clauses import build_clauses
from lagebild.text.draft import ClauseDraft, PhraseDraft, SentenceDraft, number_and_gender
from lagebild.text.forms import FINITE
from lagebild.text.lemmas import lemma_of
from lagebild.text.phrases import chunk
from lagebild.text.quoted import Stretch, find_quoted
from lagebild.text.raw import Morph, RawToken
from lagebild.text.segments import segments
from lagebild.text.sentences import Cut, cut_sentences
from lagebild.text.tokens import raw_tokens
from lagebild.text.verbs import (
    ambiguous_plural,
    complete_verb,
    mood_of,
    position_of,
    tense_and_voice,
)  # fmt: skip

LONGEST_SENTENCE = 400
"""Sentences of more tokens (lists, tables, text without full stops) are cut for the clause view at this length."""


def analyse(text: str, language: Language) -> Analysis:
    """The analysed text. Linear in its length; every token belongs to one sentence."""
    return view_of(text, raw_tokens(text, language), language)


def view_of(text: str, raw: list[RawToken], language: Language) -> Analysis:
    """The analysed text whose tokens are known."""
    morphology = language.part("morphology", Morphology)
    stretches = find_quoted(text)
    cuts = cut_sentences(text, raw, stretches, morphology)
    tokens, sentences = number_tokens(raw, cuts, morphology)
    quoted = number_quoted(stretches, tokens)
    phrases: list[NounPhrase] = []
    clauses: list[Clause] = []
    for sentence in sentences:
        for first in range(sentence.first, sentence.last, LONGEST_SENTENCE):
            last = min(first + LONGEST_SENTENCE, sentence.last)
            draft = SentenceDraft(
                tokens[first:last], first, sentence.kind == SentenceKind.HEADING, [t.tag for t in tokens[first:last]]
            )
            build(draft, speech_marks(draft, quoted), morphology)
            tokens[first:last] = [
                token if token.tag == tag else retagged(token, tag, morphology)
                for token, tag in zip(draft.tokens, draft.tags, strict=True)
            ]
            freeze(draft, sentence.i, phrases, clauses, morphology)
    return Analysis(
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        quoted=tuple(quoted),
        phrases=tuple(phrases),
        clauses=tuple(clauses),
        sentence_of=tuple(s.i for s in sentences for _ in range(s.first, s.last)),
        clause_of=owners(len(tokens), ((c.i, c.tokens) for c in clauses)),
        phrase_of=owners(len(tokens), phrase_tokens(phrases)),
    )


def retagged(token: Token, tag: str, morphology: Morphology) -> Token:
    """The token with another tag."""
    morph = Morph(token.case, token.number, token.gender)
    return replace(token, tag=tag, lemma=lemma_of(token.text, token.lemma, tag, morph, morphology))


def owners(n: int, groups: object) -> tuple[int, ...]:
    """For every token the last group that holds it, or -1."""
    out = [-1] * n
    for i, members in groups:  # type: ignore[attr-defined]
        for token in members:
            out[token] = i
    return tuple(out)


def phrase_tokens(phrases: list[NounPhrase]) -> list[tuple[int, list[int]]]:
    """The tokens of every phrase with its preposition, longest phrases first so that the innermost wins."""
    spans = []
    for phrase in sorted(phrases, key=lambda p: (p.first - p.last, p.i)):
        own = list(range(phrase.first, phrase.last))
        if phrase.preposition is not None:
            own.append(phrase.preposition)
        spans.append((phrase.i, own))
    return spans


def number_tokens(raw: list[RawToken], cuts: list[Cut], morphology: Morphology) -> tuple[list[Token], list[Sentence]]:
    """Tokens with their index, full stops that a number carried split off, and the sentences over them."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for cut in cuts:
        first = len(tokens)
        for k in range(cut.first, cut.last):
            item = raw[k]
            if cut.split and k == cut.last - 1:
                tag = "CARD" if item.text[0].isdigit() else item.tag
                tokens.append(token_from(item, len(tokens), item.text[:-1], tag, item.lemma))
                tokens.append(stop_token(len(tokens), item.end - 1))
            else:
                lemma = lemma_of(item.text, item.lemma, item.tag, item.morph, morphology)
                tokens.append(token_from(item, len(tokens), item.text, item.tag, lemma))
        sentences.append(
            Sentence(
                i=len(sentences), first=first, last=len(tokens), start=tokens[first].start, end=tokens[-1].end,
                paragraph=cut.paragraph, kind=cut.kind,
            )
        )  # fmt: skip
    return tokens, sentences


def token_from(item: RawToken, i: int, text: str, tag: str, lemma: str) -> Token:
    """A Token record from what the pipeline gave."""
    return Token(
        i=i, start=item.start, end=item.start + len(text), text=text, lemma=lemma, tag=tag, pos=item.pos,
        case=item.morph.case, number=item.morph.number, gender=item.morph.gender, person=item.morph.person,
        tense=item.morph.tense, entity=item.entity[2:], entity_start=item.entity[:1] == "B",
    )  # fmt: skip


def stop_token(i: int, start: int) -> Token:
    """A full stop."""
    return Token(i=i, start=start, end=start + 1, text=".", lemma=".", tag="$.", pos="PUNCT")


def number_quoted(stretches: list[Stretch], tokens: list[Token]) -> list[Quoted]:
    """Quoted stretches with the tokens that they cover, marks included."""
    out, at = [], 0
    for stretch in stretches:
        while at < len(tokens) and tokens[at].end <= stretch.start:
            at += 1
        last = at
        while last < len(tokens) and tokens[last].start < stretch.end:
            last += 1
        out.append(
            Quoted(
                start=stretch.start, end=stretch.end, first=at, last=last, depth=stretch.depth, closed=stretch.closed
            )
        )
    return out


def speech_marks(draft: SentenceDraft, quoted: list[Quoted]) -> set[int]:
    """Quotation marks (sentence indexes) that border a clause: the stretch has a finite verb or leaves the sentence."""
    base, end = draft.base, draft.base + len(draft.tokens)
    marks: set[int] = set()
    for stretch in quoted:
        if stretch.last <= base or stretch.first >= end:
            continue
        inside = range(max(stretch.first, base), min(stretch.last, end))
        leaves = stretch.first < base or stretch.last > end
        if leaves or any(draft.tags[k - base] in FINITE for k in inside):
            marks.update(k - base for k in (stretch.first, stretch.last - 1) if base <= k < end)
    return {k for k in marks if not draft.tokens[k].text.isalnum()}


def build(draft: SentenceDraft, marks: set[int], morphology: Morphology) -> None:
    """Phrases and clauses of one sentence, roles filled."""
    pieces = segments(draft, marks, morphology)
    draft.phrases = sorted(chunk(draft, morphology), key=lambda phrase: (phrase.begin, phrase.first))
    for i, phrase in enumerate(draft.phrases):
        phrase.i = i
    draft.clauses = build_clauses(draft, pieces, morphology)
    for i, clause in enumerate(draft.clauses):
        clause.i = i
        complete_verb(draft, clause, morphology)
    leave_reported_speech(draft, draft.clauses, morphology)
    tenses = [tense_and_voice(draft, c, mood_of(draft, c, morphology, False)[1], morphology) for c in draft.clauses]
    attach(draft, draft.clauses, [voice for _, voice in tenses], morphology)
    for clause, (_, voice) in zip(draft.clauses, tenses, strict=True):
        assign_roles(draft, clause, voice, position_of(draft, clause), morphology)
    share_subjects(draft, draft.clauses, morphology)


def freeze(
    draft: SentenceDraft, sentence: int, phrases: list[NounPhrase], clauses: list[Clause], morphology: Morphology
) -> None:
    """Append the records of a sentence's phrases and clauses, indexes shifted to those of the report."""
    base, first_phrase, first_clause = draft.base, len(phrases), len(clauses)
    for phrase in draft.phrases:
        phrases.append(frozen_phrase(draft, phrase, base, first_phrase, first_clause))
    for clause in draft.clauses:
        clauses.append(frozen_clause(draft, clause, sentence, first_phrase, first_clause, morphology))


def frozen_phrase(draft: SentenceDraft, p: PhraseDraft, base: int, first_phrase: int, first_clause: int) -> NounPhrase:
    """The record of a phrase draft."""
    genitive, apposition, parent = p.genitive, p.apposition, p.parent
    number, gender = number_and_gender(p.cells)
    head = draft.tokens[p.head]
    return NounPhrase(
        i=first_phrase + p.i,
        kind=p.kind,
        first=base + p.first,
        last=base + p.last,
        full=(
            base + (genitive.first if genitive is not None and genitive.first < p.first else p.first),
            base + max(p.full_last, p.last),
        ),
        head=base + p.head,
        lemma=head.lemma,
        cases=p.cases,
        number=number or head.number,
        gender=gender or head.gender,
        person=p.person,
        preposition=None if p.preposition is None else base + p.preposition,
        determiner=None if p.determiner is None else base + p.determiner,
        name=None if p.name is None else (base + p.name[0], base + p.name[1]),
        genitive=None if genitive is None else first_phrase + genitive.i,
        apposition=None if apposition is None else first_phrase + apposition.i,
        attributes=tuple([base + k for k in p.attributes]),
        modifiers=tuple([first_phrase + m.i for m in p.modifiers]),
        conjuncts=tuple([first_phrase + c.i for c in p.conjuncts]),
        parent=None if parent is None else first_phrase + parent.i,
        clause=first_clause + p.clause if p.clause >= 0 else -1,
    )


def frozen_clause(
    draft: SentenceDraft, c: ClauseDraft, sentence: int, first_phrase: int, first_clause: int, morphology: Morphology
) -> Clause:
    """The record of a clause draft."""
    base = draft.base
    first_person = any(
        a.role == "subject" and draft.lower[draft.phrases[a.phrase].head] in ("ich",) for a in c.arguments
    )
    mood, finite_tense = mood_of(draft, c, morphology, first_person)
    tense, voice = tense_and_voice(draft, c, finite_tense, morphology)
    own = c.tokens
    reflexive = next((k for k in own if draft.tags[k] == "PRF" or draft.lower[k] == "sich"), None)
    return Clause(
        i=first_clause + c.i,
        sentence=sentence,
        kind=c.kind,
        position=position_of(draft, c),
        tokens=tuple(base + k for k in own),
        start=draft.tokens[own[0]].start,
        end=draft.tokens[own[-1]].end,
        introducer=None if c.introducer is None else base + c.introducer,
        finite=None if c.finite is None else base + c.finite,
        head=None if c.head is None else base + c.head,
        particle=None if c.particle is None else base + c.particle,
        predicate=c.predicate,
        cluster=tuple(base + k for k in c.cluster),
        borrowed=tuple(base + k for k in c.borrowed),
        modals=tuple(c.modals),
        auxiliaries=tuple(c.auxiliaries),
        mood=ambiguous_plural(draft, c, mood, morphology),
        tense=tense,
        voice=voice,
        negations=tuple(base + k for k in own if draft.lower[k] in morphology.negators),
        reflexive=None if reflexive is None else base + reflexive,
        fields=fields_of(draft, c),
        arguments=tuple(replace(a, phrase=first_phrase + a.phrase) for a in c.arguments),
        parent=None if c.parent is None else first_clause + c.parent.i,
        antecedent=None if c.antecedent is None else first_phrase + c.antecedent.i,
        governor=None if c.governor is None else base + c.governor,
        shared_subject=c.shared_subject,
    )


def fields_of(draft: SentenceDraft, c: ClauseDraft) -> Fields:
    """The topological fields of a clause; the right bracket is the run of verbs behind the middle field."""
    base = draft.base
    tags = draft.tags
    own = [k for k in c.tokens if tags[k][0] != "$"]
    left = c.introducer if c.verb_last or c.kind == ClauseKind.INFINITIVE else c.finite
    right = [k for k in c.cluster if k != left]

    def span(tokens: list[int]) -> Range | None:
        return (base + tokens[0], base + tokens[-1] + 1) if tokens else None

    start = left if left is not None else -1
    stop = right[0] if right else len(draft.tokens)
    return Fields(
        prefield=span([k for k in own if k < start]) if left is not None and not c.verb_last else None,
        left=(base + left, base + left + 1) if left is not None else None,
        middle=span([k for k in own if start < k < stop]),
        right=span(right),
        postfield=span([k for k in own if k > right[-1]]) if right else None,
    )


__all__ = ["analyse", "Mood", "Tense", "VerbPosition", "Voice"]
