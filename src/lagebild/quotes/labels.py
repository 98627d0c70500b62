"""Speech behind a label and a colon: "Holm: Lage ernst" as a headline, "FRAGE: …", "Kolbe: …" in interviews and
transcripts. No quotation goes beyond its paragraph."""

from bisect import bisect_left

from lagebild.model import Mood, PhraseKind, QuotationType, Sentence, SentenceKind
from lagebild.quotes.draft import PUBLIC, Draft, View, actor_near, trim

LONGEST_LABEL = 9
"""Tokens before the colon."""
NAMES = frozenset({"NE", "FM", "CARD", "$.", "$(", "$,", "TRUNC"})


def find_labelled(view: View, drafts: list[Draft]) -> list[Draft]:
    """The quotations behind labels that no other quotation (`drafts`) begins with."""
    taken = frozenset(draft.quote[0] for draft in drafts)
    opening = paragraph_starts(view)
    labelled = [(s, at) for s in opening if (at := colon(view, s)) is not None and is_label(view, s, at)]
    spoken = [(s, at) for s, at in labelled if s.kind != SentenceKind.HEADING or is_turn(view, s, at)]
    turns = {s.i for s, at in spoken if len(spoken) > 1 or is_turn(view, s, at)}
    out: list[Draft] = []
    for sentence, at in labelled:
        start = at + 1
        if start >= sentence.last or start in taken or view.quote_of[start] >= 0:
            continue
        if sentence.i in turns:
            out.append(speech(view, sentence, at, range(start, paragraph_end(view, sentence)), QuotationType.DIRECT))
        elif is_reported(view, sentence, start) or (
            sentence.kind == SentenceKind.HEADING and says_something(view, start, sentence.last)
        ):
            ids = trim(view, range(start, sentence.last))
            out.append(speech(view, sentence, at, ids, QuotationType.INDIRECT))
    return [draft for draft in out if draft.quote]


def paragraph_starts(view: View) -> list[Sentence]:
    """The first sentence of each paragraph, and every heading."""
    out: list[Sentence] = []
    last = -1
    for sentence in view.analysis.sentences:
        if sentence.paragraph != last or sentence.kind == SentenceKind.HEADING:
            out.append(sentence)
        last = sentence.paragraph
    return out


def paragraph_end(view: View, sentence: Sentence) -> int:
    """The token behind the last one of the paragraph of a sentence."""
    at = bisect_left(view.analysis.sentences, sentence.paragraph + 1, key=lambda s: s.paragraph)
    return view.analysis.sentences[at - 1].last


def colon(view: View, sentence: Sentence) -> int | None:
    """The first colon near the start of a sentence."""
    stop = min(sentence.last, sentence.first + LONGEST_LABEL)
    return next((i for i in range(sentence.first + 1, stop) if view.tokens[i].text.endswith(":")), None)


def is_turn(view: View, sentence: Sentence, at: int) -> bool:
    """Is the label one of a dialogue ("FRAGE", "Antwort")?"""
    return at == sentence.first + 1 and view.among(sentence.first, "dialogue_labels")


def is_label(view: View, sentence: Sentence, at: int) -> bool:
    """Does what stands before the colon name a speaker and nothing else: a person, a public body, a dialogue word?"""
    if is_turn(view, sentence, at):
        return True
    first = view.analysis.phrase_of[sentence.first]
    phrase = view.analysis.phrases[first] if first >= 0 else None
    if phrase is None or phrase.first != sentence.first or phrase.preposition is not None or "Nom" not in phrase.cases:
        return False
    if phrase.kind not in (PhraseKind.NAME, PhraseKind.NOUN) or view.tokens[phrase.last - 1].entity[:3] == "LOC":
        return False
    if any(view.tokens[i].tag[:2] in ("VV", "VA", "VM", "AP") for i in range(sentence.first, at)):
        return False
    bracket = view.tokens[phrase.last].text == "(" and at - phrase.last <= 4
    if phrase.last < at and phrase.full[1] < at and not bracket:
        return False
    person = any(view.tokens[i].entity == "PER" for i in range(phrase.first, phrase.last))
    actor = actor_near(view, (view.tokens[phrase.first].start, view.tokens[phrase.last - 1].end))
    public = actor is not None and actor.kind in ("organisation", "person") and actor.sector in PUBLIC
    return person or public or (sentence.kind != SentenceKind.HEADING and phrase.kind == PhraseKind.NAME)


def says_something(view: View, start: int, stop: int) -> bool:
    """Is there more behind the colon than a name or number ("Trainer: Hans Meier", "Stand: 12 Uhr")?"""
    tags = [view.tokens[i].tag for i in range(start, stop)]
    return len(tags) > 1 and any(tag not in NAMES for tag in tags)


def is_reported(view: View, sentence: Sentence, start: int) -> bool:
    """Is the sentence behind the colon in the Konjunktiv I?"""
    clauses = [view.analysis.clauses[k] for k in view.clauses_in[sentence.i]]
    return any(c.finite is not None and c.finite >= start and c.mood == Mood.SUBJUNCTIVE_1 for c in clauses)


def ends_label(view: View, token: int, at: int) -> bool:
    """Does a bracket open that closes together with the colon ("Viktor Orlan (UP):" as one mark)?"""
    return view.tokens[token].text == "(" and view.tokens[at].text != ":"


def speech(view: View, sentence: Sentence, at: int, ids: range | tuple[int, ...], kind: QuotationType) -> Draft:
    """The quotation of some tokens behind a label that ends before token `at`."""
    end = next((i for i in range(sentence.first, at) if ends_label(view, i, at)), at)
    label = trim(view, range(sentence.first, end))
    k = view.analysis.phrase_of[sentence.first]
    named = k >= 0 and not is_turn(view, sentence, at)
    return Draft(
        type=kind, quote=tuple(ids), rule="label" if kind == QuotationType.INDIRECT else "transcript", speaker=label,
        frame=tuple(range(sentence.first, at + 1)), phrases=(k,) if named else (),
    )  # fmt: skip
