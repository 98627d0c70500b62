"""Reported speech that goes on: sentences in the Konjunktiv without a frame, until the indicative returns."""

from lagebild.model import (
    Clause,
    ClauseKind,
    Mood,
    NounPhrase,
    PhraseKind,
    QuotationType,
    Sentence,
    SentenceKind,
    Stance,
    VerbPosition,
)  # fmt: skip
from lagebild.quotes.draft import Draft, View, phrase_tokens, trim
from lagebild.quotes.speakers import speaks
from lagebild.quotes.stance import stance_of


def find_continued(view: View, drafts: list[Draft]) -> list[Draft]:
    """The sentences that go on with the quotation before them; neighbours make one quotation."""
    covered = {i for draft in drafts for i in draft.quote}
    ending = last_in_sentence(view, drafts)
    out: list[Draft] = []
    source: Draft | None = None
    running: list[int] = []
    paragraph = -1
    for sentence in view.analysis.sentences:
        if sentence.kind == SentenceKind.HEADING:
            continue
        if sentence.paragraph != paragraph:
            running = flush(view, out, running, source)
            paragraph = sentence.paragraph
            source = source if source is not None and starts_unreal(view, sentence, covered) else None
        main = main_clause(view, sentence, covered)
        if main is not None and goes_on(view, sentence, main, source is not None, bool(running)):
            if source is None:
                source = guessed_source(view, sentence)
            running.extend(range(sentence.first, sentence.last))
            continue
        running = flush(view, out, running, source)
        own = ending.get(sentence.i)
        if own is not None:
            source = own
    flush(view, out, running, source)
    out.extend(behind_semicolon(view, drafts, covered))
    return out


def behind_semicolon(view: View, drafts: list[Draft], covered: set[int]) -> list[Draft]:
    """Reported speech behind a semicolon or dash in the sentence of its source ("wies das zurück; schuld sei …")."""
    speaking = {view.analysis.sentence_of[d.quote[0]]: d for d in drafts if d.phrases and d.quote}
    out: list[Draft] = []
    for sentence in view.analysis.sentences:
        for index in view.clauses_in[sentence.i]:
            clause = view.analysis.clauses[index]
            first = clause.tokens[0]
            led = first > sentence.first and view.tokens[first - 1].text in (";", "–", ":")
            if not led or clause.kind != ClauseKind.MAIN or clause.finite is None or clause.finite in covered:
                continue
            sure = clause.mood == Mood.SUBJUNCTIVE_1 or (
                clause.mood == Mood.SUBJUNCTIVE_2 and clause.tense.value != "future"
            )
            source = speaking.get(sentence.i) or subject_source(view, sentence, first)
            if sure and source is not None and view.quote_of[clause.finite] < 0:
                out.append(speech(view, list(range(first, sentence.last)), source))
    return out


def subject_source(view: View, sentence: Sentence, stop: int) -> Draft | None:
    """The subject of the first clause of a sentence as a source, when it stands before a token and speaks."""
    for index in view.clauses_in[sentence.i]:
        clause = view.analysis.clauses[index]
        for argument in clause.arguments:
            phrase = view.analysis.phrases[argument.phrase]
            if argument.role.value == "subject" and phrase.head < stop and speaks(view, phrase):
                return named(view, phrase)
    return None


def last_in_sentence(view: View, drafts: list[Draft]) -> dict[int, Draft]:
    """For every sentence the outermost quotation that ends last in it."""
    out: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.type != QuotationType.REPORTED, len(d.quote) + len(d.frame))):
        if (draft.phrases or draft.speaker) and draft.quote:
            out[view.analysis.sentence_of[draft.quote[-1]]] = draft
    return out


def main_clause(view: View, sentence: Sentence, covered: set[int]) -> Clause | None:
    """The main clause of a sentence that no quotation covers."""
    for index in view.clauses_in[sentence.i]:
        clause = view.analysis.clauses[index]
        if clause.kind == ClauseKind.MAIN and clause.finite is not None:
            inside = clause.finite in covered or view.quote_of[clause.finite] >= 0
            return None if inside else clause
    return None


def starts_unreal(view: View, sentence: Sentence, covered: set[int]) -> bool:
    """Does a paragraph begin in the Konjunktiv I, as if the speech went on?"""
    main = main_clause(view, sentence, covered)
    return main is not None and main.mood == Mood.SUBJUNCTIVE_1


def goes_on(view: View, sentence: Sentence, main: Clause, sourced: bool, running: bool) -> bool:
    """Is the sentence reported speech by its mood? Konjunktiv I says so alone, Konjunktiv II only behind a source."""
    if main.position != VerbPosition.SECOND or is_wish(view, sentence, main):
        return False
    if main.mood == Mood.SUBJUNCTIVE_1:
        return True
    if main.finite is not None and view.among(main.finite, "polite_forms"):
        return False
    if not sourced and main.mood == Mood.SUBJUNCTIVE_2:
        return followed_by_reported(view, sentence)
    guess = view.words("guessing_modals") & set(main.modals)
    return (
        main.mood == Mood.SUBJUNCTIVE_2
        and sourced
        and (running or not guess)
        and not view.words("forbidding_modals") & set(main.modals)
    )


def followed_by_reported(view: View, sentence: Sentence) -> bool:
    """Is the next sentence of the paragraph in the Konjunktiv I?"""
    if sentence.i + 1 >= len(view.analysis.sentences):
        return False
    following = view.analysis.sentences[sentence.i + 1]
    main = main_clause(view, following, set())
    return following.paragraph == sentence.paragraph and main is not None and main.mood == Mood.SUBJUNCTIVE_1


def is_wish(view: View, sentence: Sentence, main: Clause) -> bool:
    """Fixed subjunctives that report nothing: "Es lebe …", "Gott sei Dank", "Man nehme …", "Es sei denn"."""
    words = [view.tokens[i].text.lower() for i in range(sentence.first, min(sentence.first + 3, sentence.last))]
    return " ".join(words[:2]) in view.words("wishes") or " ".join(words) in view.words("wishes")


def guessed_source(view: View, sentence: Sentence) -> Draft | None:
    """A source for speech without quotation before it: the subject of the sentence before, unless it is "es"."""
    if not sentence.i:
        return None
    before = view.analysis.sentences[sentence.i - 1]
    for index in view.clauses_in[before.i]:
        clause = view.analysis.clauses[index]
        for argument in clause.arguments:
            phrase = view.analysis.phrases[argument.phrase]
            known = phrase.kind in (PhraseKind.NAME, PhraseKind.NOUN, PhraseKind.PRONOUN)
            if argument.role.value == "subject" and known and not view.among(phrase.head, "impersonal_subjects"):
                return named(view, phrase)
    return None


def named(view: View, phrase: NounPhrase) -> Draft:
    """A draft that says no more than who its source is."""
    return Draft(
        type=QuotationType.REPORTED,
        quote=(),
        rule="",
        speaker=phrase_tokens(view, phrase),
        phrases=(phrase.i, *phrase.conjuncts),
    )


def flush(view: View, out: list[Draft], running: list[int], source: Draft | None) -> list[int]:
    """Make quotations of the sentences that ran, one for neighbours of like stance; an empty list for the next ones."""
    stretch: list[int] = []
    kind: Stance | None = None
    for i in running:
        sentence = view.analysis.sentence_of[i]
        if not stretch or view.analysis.sentence_of[stretch[-1]] != sentence:
            now = kind_of(view, view.analysis.sentences[sentence], source)
            if stretch and now != kind:
                out.append(speech(view, stretch, source))
                stretch = []
            kind = now
        stretch.append(i)
    if stretch:
        out.append(speech(view, stretch, source))
    return []


def kind_of(view: View, sentence: Sentence, source: Draft | None) -> Stance:
    """The stance of one sentence that goes on."""
    return stance_of(view, speech(view, list(range(sentence.first, sentence.last)), source))


def speech(view: View, tokens: list[int], source: Draft | None) -> Draft:
    """The quotation of sentences that go on with a source."""
    return Draft(
        type=QuotationType.INDIRECT_FREE_INDIRECT,
        quote=trim(view, tokens, keep_stop=True),
        rule="continued",
        speaker=source.speaker if source else (),
        cue=source.cue if source else (),
        frame=source.frame if source else (),
        phrases=source.phrases if source else (),
        media=source.media if source else (),
        reporter=source.reporter if source else None,
        entry=source.entry if source else None,
        anonymous=source.anonymous if source else False,
    )
