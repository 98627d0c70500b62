"""Inserted sources: ", so der Minister", "wie die Behörde mitteilte", "so berichtet die Zeitung"."""

from lagebild.model import ClauseKind, NounPhrase, PhraseKind, QuotationType
from lagebild.quotes.draft import Draft, Frame, View, fill, in_quotes, is_name, phrase_tokens, subtree, tokens_of, trim
from lagebild.quotes.framed import compared, quoted_whole

BORDERS = frozenset({ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.INFINITIVE})


def find_so(view: View) -> list[Draft]:
    """The quotations of "so X": a bare phrase in the nominative between comma and the end of the insertion."""
    out: list[Draft] = []
    cue = view.lookup.particles.get("so")
    for token in view.tokens:
        if cue is None or not view.among(token.i, "so") or view.quote_of[token.i] >= 0:
            continue
        phrase = source_behind(view, token.i)
        if phrase is None:
            continue
        source = phrase_tokens(view, phrase)
        sentence = view.sentence(token.i)
        end = insertion_end(view, source[-1] + 1, sentence.last)
        first = token.i - 1 if token.i > sentence.first and view.tokens[token.i - 1].text == "," else token.i
        frame = set(range(first, end))
        ids = trim(view, without_frame(view, token.i, frame))
        if ids and (ids[0] < token.i):
            out.append(
                Draft(
                    type=QuotationType.INDIRECT,
                    quote=ids,
                    rule="so",
                    speaker=source,
                    cue=(token.i,),
                    frame=tuple(sorted(frame)),
                    phrases=(phrase.i, *phrase.conjuncts),
                    entry=cue,
                )
            )
    return [draft for draft in out if not quoted_whole(view, draft.quote)]


def so_frame(view: View, start: int, stop: int) -> tuple[NounPhrase, tuple[int, ...]] | None:
    """The first "so X" between two tokens: its phrase and the tokens of the insertion."""
    for i in range(start, stop):
        if view.among(i, "so") and view.quote_of[i] < 0:
            phrase = source_behind(view, i)
            if phrase is not None:
                end = insertion_end(view, phrase_tokens(view, phrase)[-1] + 1, view.sentence(i).last)
                first = i - 1 if i and view.tokens[i - 1].text == "," else i
                return phrase, tuple(range(first, end))
    return None


def source_behind(view: View, at: int) -> NounPhrase | None:
    """The phrase behind "so" when "so" names a source: comma or mark before it, no verb in the insertion."""
    if at == 0 or at + 1 >= len(view.tokens) or view.tokens[at - 1].text not in (",", "–", "“", "”", "«", '"'):
        return None
    index = at + 1
    while index < len(view.tokens) and view.tokens[index].tag in ("ADV", "ADJD", "TRUNC", "KON") and index < at + 4:
        index += 1
    k = view.analysis.phrase_of[index] if index < len(view.tokens) else -1
    if k < 0:
        return None
    phrase = view.analysis.phrases[k]
    if phrase.parent is not None and view.analysis.phrases[phrase.parent].first == phrase.first:
        phrase = view.analysis.phrases[phrase.parent]
    if phrase.preposition is not None or phrase.kind == PhraseKind.NUMBER:
        return None
    first_word = view.tokens[phrase.first].text.lower()
    if first_word in view.words("not_nominative") or (
        "Nom" not in phrase.cases and first_word not in view.words("nominative_lead")
    ):
        return None
    if view.among(phrase.head, "no_source"):
        return None
    sentence = view.sentence(at)
    end = insertion_end(view, phrase_tokens(view, phrase)[-1] + 1, sentence.last)
    verbs = any(view.tokens[i].tag in ("VVFIN", "VAFIN", "VMFIN") for i in range(at, end))
    return None if verbs else phrase


def insertion_end(view: View, start: int, stop: int) -> int:
    """First token behind an insertion: its closing comma, dash, colon or full stop."""
    at = start
    while at < stop and view.tokens[at].text not in (",", "–", ".", ":", ";", "!", "?", "„", "»"):
        at += 1
        stretch = view.quote_of[at] if at < stop else -1
        if stretch >= 0 and is_name(view, view.analysis.quoted[stretch]):  # "so Wolf zur „Elbpost“"
            at = view.analysis.quoted[stretch].last
    return at


def without_frame(view: View, at: int, frame: set[int]) -> set[int]:
    """The sentence around an insertion without the insertion."""
    sentence = view.sentence(at)
    ids = {i for i in range(sentence.first, sentence.last) if i not in frame}
    closing = max(frame) + 1
    if closing in ids and view.tokens[closing].text == ",":
        ids.discard(closing)
    return ids


def find_wie(view: View, frames: dict[int, Frame]) -> list[Draft]:
    """The quotations of "wie X mitteilte": the rest of the sentence, or of the clause that the insertion stands in."""
    out: list[Draft] = []
    for index, frame in frames.items():
        clause = view.analysis.clauses[index]
        lead = insertion_lead(view, index)
        if lead is None or in_quotes(view, clause) or (lead > 1 and negates(view, lead - 2)):
            continue
        inside = tokens_of(view, subtree(view, index, frozenset(main_below(view, index))))
        inside |= {lead}
        words = fill(view, inside)
        first, last = min(words), max(words)
        sentence = view.sentence(first)
        scope = scope_of(view, index, sentence.first, sentence.last)
        frame_ids = {i for i in words if i in scope or i >= first}
        if first - 1 >= sentence.first and view.tokens[first - 1].text == ",":
            frame_ids.add(first - 1)
        if last + 1 < sentence.last and view.tokens[last + 1].text == ",":
            frame_ids.add(last + 1)
        while view.tokens[max(frame_ids)].text == ".":
            frame_ids.discard(max(frame_ids))
        ids = trim(view, scope - frame_ids)
        if len(ids) > 1 and not quoted_whole(view, ids):
            out.append(
                Draft(
                    type=QuotationType.INDIRECT,
                    quote=ids,
                    rule="wie",
                    speaker=frame.speaker,
                    cue=tuple(sorted({lead, *frame.words})),
                    frame=tuple(sorted(frame_ids)),
                    addressee=frame.addressee,
                    phrases=frame.phrases,
                    entry=frame.cue,
                    reporter=frame,
                    anonymous=not frame.phrases,
                )
            )
    return out


def negates(view: View, token: int) -> bool:
    """Is a token a negation? "Ich habe nie, wie er behauptet, …" is not what he says."""
    return view.among(token, "not") or view.among(token, "never")


def insertion_lead(view: View, index: int) -> int | None:
    """The "wie" or "so" that opens an inserted reporting clause ("wie X mitteilte", "so berichtet X")."""
    clause = view.analysis.clauses[index]
    words = [i for i in clause.tokens if not view.tokens[i].tag.startswith("$")]
    if not words:
        return None
    first = words[0]
    word = view.tokens[first].text.lower()
    if set(clause.modals) - view.words("willing_modals"):
        return None
    if word in view.words("as") and clause.finite is not None and clause.finite >= words[-1] - 3 and len(words) > 2:
        behind = [i for i in words if i > clause.finite and view.tokens[i].tag[:1] not in "VP"]
        own_subject = not clause.shared_subject
        if compared(view, clause):
            return None
        return first if own_subject and len(behind) <= 6 and last_verb(view, clause.cluster, clause.finite) else None
    if word in view.words("so") and clause.finite is not None and clause.finite == first + 1 and first and (
        view.tokens[first - 1].text in (",", "–")
    ):  # fmt: skip
        return first
    return None


def last_verb(view: View, cluster: tuple[int, ...], finite: int) -> bool:
    """Does the finite verb stand behind the other verbs, as in a verb-last clause?"""
    return bool(cluster) and max(cluster) == finite


def main_below(view: View, index: int) -> list[int]:
    """Clauses below an insertion that are the main clause of the sentence (a leading "Wie X sagte, …")."""
    return [
        k
        for k in view.children[index]
        if view.analysis.clauses[k].kind in (ClauseKind.MAIN, ClauseKind.PARENTHESIS, ClauseKind.COORDINATE)
    ]


def scope_of(view: View, index: int, first: int, last: int) -> set[int]:
    """The tokens that an insertion comments on: the sentence, or the embedded clause that surrounds it."""
    parent = view.analysis.clauses[index].parent
    for i in range(min(view.analysis.clauses[index].tokens) - 1, first, -1):
        if view.tokens[i].text in (":", ";"):
            return set(range(i + 1, last))
    if parent is not None:
        clause = view.analysis.clauses[parent]
        if clause.kind == ClauseKind.RELATIVE and min(clause.tokens) > first:
            return fill(view, tokens_of(view, subtree(view, parent)))
    return set(range(first, last))
