"""What several steps ask of a clause, a phrase or a span."""

from bisect import bisect_right
from collections.abc import Iterator

from lagebild.model.reading import Actor
from lagebild.model.text import Analysis, Clause, NounPhrase, Range, Role, Sentence, Token
from lagebild.model.vocabulary import Span


def overlaps(a: Span, b: Span) -> bool:
    """Do two spans share at least one code point?"""
    return a[0] < b[1] and b[0] < a[1]


def span_of(analysis: Analysis, tokens: Range) -> Span:
    """Offsets of a token range: (0, 3) -> (0, 17)."""
    return analysis.tokens[tokens[0]].start, analysis.tokens[tokens[1] - 1].end


def text_of(analysis: Analysis, tokens: Range) -> str:
    """The text that a token range covers, as it stands."""
    start, end = span_of(analysis, tokens)
    return analysis.text[start:end]


def tokens_in(analysis: Analysis, span: Span) -> Range:
    """Range of the tokens that a span touches; an empty range when it touches none."""
    first = bisect_right(analysis.tokens, span[0], key=lambda token: token.end)
    last = first
    while last < len(analysis.tokens) and analysis.tokens[last].start < span[1]:
        last += 1
    return first, last


def sentence_at(analysis: Analysis, offset: int) -> Sentence | None:
    """The sentence in which an offset stands, or the last one before it."""
    at = bisect_right(analysis.sentences, offset, key=lambda sentence: sentence.start) - 1
    return analysis.sentences[at] if at >= 0 else None


def arguments(analysis: Analysis, clause: Clause, role: Role, preposition: str | None = None) -> Iterator[NounPhrase]:
    """The phrases that fill a role of a clause, of one preposition (lemma) where one is given."""
    for argument in clause.arguments:
        if argument.role == role and (preposition is None or argument.preposition == preposition):
            yield analysis.phrases[argument.phrase]


def subject(analysis: Analysis, clause: Clause) -> NounPhrase | None:
    """The subject of a clause or None."""
    return next(arguments(analysis, clause, Role.SUBJECT), None)


def with_conjuncts(analysis: Analysis, phrase: NounPhrase) -> tuple[NounPhrase, ...]:
    """A phrase and those coordinated with it: "Putin und Lukaschenko" -> both."""
    return phrase, *(analysis.phrases[i] for i in phrase.conjuncts)


def ancestors(analysis: Analysis, clause: Clause) -> Iterator[Clause]:
    """The clauses above a clause, nearest first."""
    seen = {clause.i}
    while clause.parent is not None and clause.parent not in seen:
        clause = analysis.clauses[clause.parent]
        seen.add(clause.i)
        yield clause


def clauses_of(analysis: Analysis, sentence: Sentence) -> Iterator[Clause]:
    """The clauses of a sentence in order of their first token."""
    return (clause for clause in analysis.clauses if clause.sentence == sentence.i)


def tokens_of(analysis: Analysis, sentence: Sentence) -> tuple[Token, ...]:
    """The tokens of a sentence."""
    return analysis.tokens[sentence.first : sentence.last]


def actor_at(actors: tuple[Actor, ...], span: Span) -> Actor | None:
    """The actor of whom a mention lies in a span: the mention that covers most of it, the earliest of equals."""
    best: tuple[int, int] | None = None
    found: Actor | None = None
    for actor in actors:
        for start, end in actor.mentions:
            shared = min(end, span[1]) - max(start, span[0])
            if shared > 0 and (best is None or (-shared, start) < best):
                best, found = (-shared, start), actor
    return found


def actors_at(actors: tuple[Actor, ...], span: Span) -> tuple[Actor, ...]:
    """All actors of whom a mention lies wholly in a span, in order of the text ("die beiden Männer" -> both)."""
    inside = [(m, actor) for actor in actors for m in actor.mentions if span[0] <= m[0] and m[1] <= span[1]]
    ordered = sorted(inside, key=lambda pair: (pair[0], pair[1].id))
    return tuple(dict.fromkeys(actor for _, actor in ordered)) if ordered else ()
