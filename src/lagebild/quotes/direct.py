"""Direct speech: stretches between quotation marks that somebody is said to have uttered."""

from bisect import bisect_left
from collections.abc import Iterable

from lagebild.model import Clause, ClauseKind, NounPhrase, PhraseKind, QuotationType, Quoted
from lagebild.quotes.draft import Draft, Frame, View, fill, is_name, phrase_tokens, subtree, tokens_of, whole
from lagebild.quotes.inserts import so_frame
from lagebild.quotes.speakers import animacy

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
ENDING = frozenset(".!?…") | {"..."}


def find_direct(view: View, frames: dict[int, Frame], indirect: list[Draft]) -> list[Draft]:
    """The direct quotations with a frame of their own, and whole sentences in marks that go on with the one before.
    `indirect`: the indirect quotations that are known; words in marks inside of them are left to find_partial."""
    out: list[Draft] = []
    ended = sorted((d for d in indirect if d.quote and d.speaker), key=lambda d: (d.quote[-1], len(d.quote)))
    covered = frozenset(i for draft in indirect for i in draft.quote)
    framed = {draft.reporter.clause: draft for draft in indirect if draft.reporter is not None}
    for stretch in view.analysis.quoted:
        if stretch.depth or not inner(view, stretch):
            continue
        found = behind(view, stretch, frames) or after_colon(view, stretch, frames, framed)
        if found is None and stretch.first not in covered:
            found = around(view, stretch, frames)
        if found is not None:
            out.append(found)
        elif stretch.first in covered:
            continue
        elif is_sentential(view, stretch) and not is_title(view, stretch) and stands_alone(view, stretch):
            out.append(goes_on(view, stretch, last_before(stretch, out, ended)))
    return out


def inner(view: View, stretch: Quoted) -> list[int]:
    """The words between the marks."""
    return [i for i in range(stretch.first, stretch.last) if not view.tokens[i].tag.startswith("$")]


def is_sentential(view: View, stretch: Quoted) -> bool:
    """Is it more than a name or a word: a finite verb among three words, or a mark that ends a sentence?"""
    words = inner(view, stretch)
    verb = any(view.tokens[i].tag in FINITE for i in words)
    ended = any(view.tokens[i].text in ENDING for i in range(stretch.first + 1, stretch.last))
    return (len(words) >= 3 and verb) or (len(words) >= 2 and ended)


def is_title(view: View, stretch: Quoted) -> bool:
    """Does the stretch name a thing: right behind a noun that is no noun of speech, or the label of a naming verb?"""
    if stretch.first == 0:
        return False
    before = view.tokens[stretch.first - 1]
    words = inner(view, stretch)
    if words and view.tokens[words[0]].text[0].islower():
        return False
    if is_name(view, stretch):
        return True
    if before.tag in ("NN", "NE", "FM") or before.text in view.words("label_words"):
        cue = view.lookup.noun(before.lemma, before.text) if before.tag == "NN" else None
        return cue is None or "direct" not in cue.governs
    if stretch.last < len(view.tokens):
        after = view.tokens[stretch.last]
        clause = view.analysis.clause_of[stretch.last]
        naming = clause >= 0 and view.analysis.clauses[clause].predicate in view.words("naming_verbs")
        return (
            naming
            and after.lemma in view.words("title_verbs")
            and view.tokens[min(stretch.last + 1, len(view.tokens) - 1)].text != "es"
        )
    return False


def stands_alone(view: View, stretch: Quoted) -> bool:
    """Does the stretch begin its sentence (a speech that goes on without frame)?"""
    return view.sentence(stretch.first).first == stretch.first


def behind(view: View, stretch: Quoted, frames: dict[int, Frame]) -> Draft | None:
    """A frame behind the stretch: "…", sagte X; "…", so X; "…", heißt es."""
    if stretch.last >= len(view.tokens):
        return None
    sentence = view.sentence(stretch.last - 1)
    at = stretch.last
    if at >= sentence.last:
        return None
    commas = view.tokens[at].text in (",", "–", "-")
    start = at + 1 if commas else at
    if start >= sentence.last:
        return None
    inserted = so_frame(view, start, min(start + 2, sentence.last))
    if inserted is not None:
        phrase, ids = inserted
        return Draft(
            type=QuotationType.DIRECT, quote=whole(stretch), rule="direct-so", speaker=phrase_tokens(view, phrase),
            cue=(start,), frame=tuple(sorted({at, *ids})), phrases=(phrase.i, *phrase.conjuncts),
            entry=view.lookup.particles.get("so"),
        )  # fmt: skip
    clause = framing_clause(view, start, frames)
    if clause is None or not commas or not (clause.i in frames or is_sentential(view, stretch)):
        return None
    return from_clause(view, stretch, clause, frames, range(at, sentence.last), "direct-behind")


def framing_clause(view: View, start: int, frames: dict[int, Frame]) -> Clause | None:
    """The clause that opens at a token with its finite verb, or with "wie", "so" before it."""
    index = view.analysis.clause_of[start]
    if index < 0:
        return None
    clause = view.analysis.clauses[index]
    if clause.finite == start and not any(i < start and view.quote_of[i] < 0 for i in clause.tokens):
        known = index in frames or any(a.role.value == "subject" for a in clause.arguments)
        return clause if known else None
    if clause.i in frames and (view.among(start, "as") or view.among(start, "so")) and clause.finite is not None:
        return clause
    return None


def from_clause(
    view: View, stretch: Quoted, clause: Clause, frames: dict[int, Frame], area: Iterable[int], rule: str
) -> Draft | None:
    """The quotation of a stretch with a clause as its frame, whose tokens lie in `area`."""
    frame = frames.get(clause.i)
    phrases = frame.phrases if frame else plain_subject(view, clause)
    area = list(area)
    if not phrases or view.analysis.phrases[phrases[0]].head not in area:
        named = label(view, min(area, default=0), max(area, default=-1) + 1) if rule == "direct-colon" else None
        phrases = (named.i, *named.conjuncts) if named is not None else ()
    if frame is None and not phrases:
        return None
    own = [i for i in area if not stretch.first <= i < stretch.last]
    while own and view.tokens[own[-1]].text in (".", "!", "?"):
        own.pop()
    words = tuple(i for i in (frame.words if frame else verb_words(clause)) if not stretch.first <= i < stretch.last)
    if rule == "direct-within":
        words = tuple(sorted({*words, *leading(view, stretch)}))
    if rule == "direct-colon":
        words = tuple(sorted({*words, *with_words(view, own)}))
    return Draft(
        type=QuotationType.DIRECT,
        quote=whole(stretch),
        rule=rule,
        speaker=phrase_tokens(view, view.analysis.phrases[phrases[0]]) if phrases else (),
        cue=words,
        frame=tuple(own),
        addressee=frame.addressee if frame else (),
        phrases=phrases,
        entry=frame.cue if frame else None,
        reporter=frame,
    )


def leading(view: View, stretch: Quoted) -> list[int]:
    """The word that leads to a stretch, article aside: "als" or "von" ("sprach von einer „Lüge“")."""
    at = stretch.first - 1
    if at > 0 and view.tokens[at].tag in ("ART", "PPOSAT"):
        at -= 1
    return [at] if at >= 0 and view.among(at, "leading_words") else []


def with_words(view: View, frame: list[int]) -> range:
    """The tokens of "mit den Worten" in a frame."""
    for i in frame:
        if view.among(i, "speech_words"):
            k = view.analysis.phrase_of[i]
            at = view.analysis.phrases[k].preposition if k >= 0 else None
            if at is not None and view.among(at, "with") and i - at <= 3:
                return range(at, i + 1)
    return range(0)


def verb_words(clause: Clause) -> tuple[int, ...]:
    """The verbal tokens of a clause with particle and reflexive pronoun."""
    extra = [k for k in (clause.particle, clause.reflexive) if k is not None]
    return tuple(sorted({*clause.cluster, *extra}))


def plain_subject(view: View, clause: Clause) -> tuple[int, ...]:
    """Phrases of the subject of a clause that is no known frame; none for expletives and relatives."""
    for argument in clause.arguments:
        if argument.role.value == "subject":
            phrase = view.analysis.phrases[argument.phrase]
            if phrase.kind == PhraseKind.RELATIVE and clause.antecedent is not None:
                phrase = view.analysis.phrases[clause.antecedent]
            if not view.among(phrase.head, "expletives"):
                return phrase.i, *phrase.conjuncts
    return ()


def after_colon(view: View, stretch: Quoted, frames: dict[int, Frame], framed: dict[int, Draft]) -> Draft | None:
    """A frame before a colon: X sagte: "…"; X: "…"."""
    at = stretch.first - 1
    if at < 1 or not view.tokens[at].text.endswith(":"):
        return None
    sentence = view.sentence(at)
    area = range(sentence.first, at + 1)
    inside = [view.analysis.clauses[k] for k in view.clauses_in[sentence.i] if view.analysis.clauses[k].tokens[0] < at]
    known = [c for c in inside if c.i in frames and (c.finite or c.tokens[0]) < at]
    verbal = [
        c
        for c in inside
        if c.finite is not None and c.finite < at and c.kind in (ClauseKind.MAIN, ClauseKind.COORDINATE)
    ]
    inner_clauses = {k for c in known if c.i in framed for k in framed[c.i].roots}
    known = [c for c in known if not any(c.i == k or c.parent == k for k in inner_clauses)]
    for clause in (*reversed(known), *reversed(verbal)):
        around_it = framed.get(clause.i)
        own = range(sentence.first, at + 1) if around_it is None else [i for i in around_it.frame if i <= at]
        found = from_clause(view, stretch, clause, frames, own, "direct-colon")
        if found is not None:
            return found
    phrase = label(view, sentence.first, at)
    if phrase is None:
        phrase = named_behind(view, sentence.first, at)
    noun = next((i for i in area if view.tokens[i].tag == "NN" and cue_noun(view, i)), None)
    if phrase is None and noun is None:
        return None
    return Draft(
        type=QuotationType.DIRECT,
        quote=whole(stretch),
        rule="direct-label",
        speaker=phrase_tokens(view, phrase) if phrase is not None else (),
        cue=(noun,) if noun is not None else (),
        frame=tuple(area),
        phrases=(phrase.i, *phrase.conjuncts) if phrase is not None else (),
    )


def cue_noun(view: View, token: int) -> bool:
    """Is the token a noun of reporting?"""
    t = view.tokens[token]
    return view.lookup.noun(t.lemma, t.text) is not None


def label(view: View, start: int, stop: int) -> NounPhrase | None:
    """The phrase that names the speaker before a colon: no preposition before it, nominative; names first."""
    phrases = dict.fromkeys(k for k in view.analysis.phrase_of[start:stop] if k >= 0)
    found = [view.analysis.phrases[k] for k in phrases]
    plain = [
        p
        for p in found
        if p.preposition is None and p.kind != PhraseKind.NUMBER and "Nom" in p.cases and not cue_noun(view, p.head)
    ]
    plain = [p for p in plain if p.parent is None and p.kind != PhraseKind.RELATIVE]
    return max(plain, key=lambda p: (animacy(view, p), -p.first), default=None)


def named_behind(view: View, start: int, stop: int) -> NounPhrase | None:
    """A name behind "von" before a colon ("Zitat von X:")."""
    for i in range(start, stop):
        if view.among(i, "from") and i + 1 < stop and view.analysis.phrase_of[i + 1] >= 0:
            return view.analysis.phrases[view.analysis.phrase_of[i + 1]]
    return None


def around(view: View, stretch: Quoted, frames: dict[int, Frame]) -> Draft | None:
    """A frame in whose clause the stretch stands: X sprach von "…"; X sagte "…"."""
    if is_title(view, stretch):
        return None
    sentence = view.sentence(stretch.first)
    near = stretch.first - 2 if view.tokens[stretch.first - 1].text == "," else stretch.first - 1
    outside = [k for k in (near, stretch.last) if sentence.first <= k < sentence.last]
    indexes = [view.analysis.clause_of[k] for k in outside if view.analysis.clause_of[k] >= 0]
    inside = {view.analysis.clause_of[i] for i in inner(view, stretch)}
    for index in (*indexes, *inside):
        if index in frames and any(view.quote_of[i] != view.quote_of[stretch.first] for i in frames[index].words):
            frame = frames[index]
            if not stated(view, frame, stretch):
                continue
            area = clause_area(view, index, stretch)
            return from_clause(view, stretch, view.analysis.clauses[index], frames, area, "direct-within")
    return None


def stated(view: View, frame: Frame, stretch: Quoted) -> bool:
    """Does the frame state the stretch: not its own speaker or addressee in marks?"""
    ids = set(whole(stretch))
    if ids & (set(frame.speaker) | set(frame.addressee)):
        return False
    if frame.cue.lemma in view.words("naming_verbs"):
        return any(view.among(i, "it") for i in frame.words)
    if is_sentential(view, stretch):
        return True
    return (
        bool(frame.speaker)
        and is_speech_part(view, stretch)
        and bool({"direct"} & frame.cue.governs or frame.cue.reports)
    )


def clause_area(view: View, index: int, stretch: Quoted) -> list[int]:
    """The tokens of a clause with what is below it, of its sentence up to its end."""
    own = tokens_of(view, subtree(view, index, frozenset(coordinated(view, index))))
    ids = fill(view, own)
    first, last = min(ids), max(ids)
    while last > first and view.tokens[last].text in (".", "“", "”", ","):
        last -= 1
    return [i for i in range(first, last + 1) if i in ids or stretch.first <= i < stretch.last]


def coordinated(view: View, index: int) -> list[int]:
    """The clauses below a clause that are coordinated with it."""
    return [k for k in view.children[index] if view.analysis.clauses[k].kind == ClauseKind.COORDINATE]


def last_before(stretch: Quoted, direct: list[Draft], indirect: list[Draft]) -> Draft | None:
    """The quotation with a speaker that ends last before a stretch; both lists are in the order of their ends."""
    found = [d for d in direct[-1:] if d.speaker and d.quote[-1] < stretch.first]
    at = bisect_left(indirect, stretch.first, key=lambda d: d.quote[-1])
    return max([*found, *indirect[max(at - 1, 0) : at]], key=lambda d: (d.quote[-1], len(d.quote)), default=None)


def goes_on(view: View, stretch: Quoted, last: Draft | None) -> Draft:
    """Speech that goes on in the same paragraph without a frame: that of the quotation before."""
    quote = whole(stretch)
    same = last is not None and view.sentence(last.quote[-1]).paragraph == view.sentence(stretch.first).paragraph
    if last is None or not same:
        return Draft(type=QuotationType.DIRECT, quote=quote, rule="direct-alone")
    return Draft(
        type=QuotationType.DIRECT, quote=quote, rule="direct-continued", speaker=last.speaker, cue=last.cue,
        frame=last.frame, addressee=last.addressee, phrases=last.phrases, entry=last.entry, reporter=last.reporter,
        media=last.media,
    )  # fmt: skip


def find_partial(view: View, drafts: list[Draft]) -> list[Draft]:
    """Words in marks inside of other quotations: direct speech of the same speaker."""
    taken = {d.quote[0] for d in drafts if d.type == QuotationType.DIRECT}
    out: list[Draft] = []
    others = [d for d in drafts if d.type != QuotationType.DIRECT and d.rule != "denial-colon"]
    holders: dict[int, Draft] = {}
    for draft in sorted(others, key=lambda d: (-len(d.quote), not d.speaker)):
        for i in draft.quote:
            holders[i] = draft
    for stretch in view.analysis.quoted:
        if stretch.depth or stretch.first in taken or not inner(view, stretch) or is_title(view, stretch):
            continue
        around_it = holders.get(inner(view, stretch)[0])
        if around_it is None or around_it.anonymous or not is_speech_part(view, stretch):
            continue
        if stretch.first in around_it.speaker:  # the name of who says it
            continue
        out.append(
            Draft(
                type=QuotationType.DIRECT,
                quote=whole(stretch),
                rule="direct-part",
                speaker=around_it.speaker,
                cue=around_it.cue or reported_cue(view, around_it, stretch),
                frame=around_it.frame or reported_frame(view, around_it, stretch),
                addressee=around_it.addressee,
                phrases=around_it.phrases,
                entry=around_it.entry,
                reporter=around_it.reporter,
                media=around_it.media,
            )
        )
    return out


def reported_cue(view: View, draft: Draft, stretch: Quoted) -> tuple[int, ...]:
    """The cue of words in marks inside of a reported act: the verb that reports it."""
    if draft.type != QuotationType.REPORTED or draft.reporter is None:
        return ()
    return tuple(sorted({*draft.reporter.words, *leading(view, stretch)} - set(whole(stretch))))


def reported_frame(view: View, draft: Draft, stretch: Quoted) -> tuple[int, ...]:
    """The frame of words in marks inside of a reported act: the clause that reports it."""
    if draft.type != QuotationType.REPORTED or draft.reporter is None:
        return ()
    area = clause_area(view, draft.reporter.clause, stretch)
    return tuple(i for i in area if not stretch.first <= i < stretch.last)


def is_speech_part(view: View, stretch: Quoted) -> bool:
    """Is it no name: something but capitalised names, and no first part of a compound („Aktiv-Plus“-Tarif)?"""
    words = inner(view, stretch)
    if "-" in view.tokens[stretch.last - 1].text and view.tokens[stretch.last - 1].tag in ("NN", "NE"):
        return False
    if all(view.tokens[i].tag in ("NE", "FM", "CARD") for i in words):
        return False
    return not any(view.tokens[i].entity[:3] in ("ORG", "OTH") for i in words)
