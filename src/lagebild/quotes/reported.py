"""Reported speech acts without a clause: "kritisierte den Plan scharf", "sprach sich für ein Verbot aus"."""

from msgspec.structs import replace

from lagebild.model import Clause, ClauseKind, PhraseKind, QuotationType, Role, Stance, Tense, Voice
from lagebild.quotes.draft import Draft, Frame, View, fill, in_quotes, subtree, tokens_of
from lagebild.quotes.speakers import speaks
from lagebild.quotes.stance import says_so

OBJECTS = frozenset({Role.ACCUSATIVE, Role.DATIVE, Role.PREDICATIVE})
VOICED = frozenset({Stance.FEARS, Stance.ACCUSES})
JUDGING = frozenset({Stance.ACCUSES, Stance.PRAISES, Stance.DENIES, Stance.REJECTS, Stance.DEMANDS, Stance.CONFIRMS})


def find_reported(view: View, frames: dict[int, Frame], used: frozenset[int]) -> list[Draft]:
    """The reported quotations of frames that have no content of their own. `used`: clauses that frame one already."""
    out: list[Draft] = []
    for index, frame in frames.items():
        clause = view.analysis.clauses[index]
        if index in used or clause.finite is None or in_quotes(view, clause):
            continue
        silent = is_silent(view, clause, frame)
        if not silent and not (
            says_so(frame)
            and reports(view, clause, frame)
            and stated_as_fact(view, clause, frame)
            and spoken(view, frame)
        ):
            continue
        out.append(
            Draft(
                type=QuotationType.REPORTED,
                quote=extent(view, clause),
                rule="no-comment" if silent else "reported",
                speaker=frame.speaker,
                addressee=frame.addressee,
                phrases=frame.phrases,
                entry=frame.cue,
                reporter=frame,
                stance=Stance.NO_COMMENT if silent else None,
                roots=(index,),
            )
        )
    return joined(view, out)


def joined(view: View, drafts: list[Draft]) -> list[Draft]:
    """Acts of one stance that one subject does in coordinated clauses of a sentence make one quotation."""
    out: list[Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        clause = view.analysis.clauses[draft.roots[0]]
        same = last is not None and last.entry is not None and draft.entry is not None and (
            last.phrases == draft.phrases and last.entry.stance == draft.entry.stance and last.stance == draft.stance
        )  # fmt: skip
        if same and last is not None and clause.shared_subject and draft.quote[0] - last.quote[-1] in (1, 2, 3):
            quote = tuple(range(last.quote[0], draft.quote[-1] + 1))
            out[-1] = replace(last, quote=quote, roots=(*last.roots, *draft.roots))
        else:
            out.append(draft)
    return out


def is_silent(view: View, clause: Clause, frame: Frame) -> bool:
    """Did somebody decline to comment: "wollte sich nicht äußern", "äußerte sich nicht", "sagte dazu nichts"?"""
    if clause.kind == ClauseKind.RELATIVE:  # "eine Frau, die ihren Namen nicht nennen wollte"
        return False
    if frame.cue.lemma in view.words("silent_units") and frame.negated:
        return bool(frame.phrases)
    nothing = frame.negated or any(view.among(i, "nothing") for i in clause.tokens)
    if not nothing or not frame.phrases or clause.predicate not in view.words("commenting_verbs"):
        return False
    return bool(view.words("commenting_modals") & set(clause.modals)) or clause.predicate in view.words(
        "commenting_always"
    )


def reports(view: View, clause: Clause, frame: Frame) -> bool:
    """Does the clause have the argument that makes it a reported speech act?"""
    wanted = frame.cue.reports
    if frame.cue.stance == Stance.CLAIMS and frame.negated:  # who has not owned up has not denied it
        return False
    if frame.cue.act == "exclude" and shuts_out(view, clause):
        return False
    if frame.cue.act == "admit" and any(a.role == Role.DATIVE for a in clause.arguments):
        return False
    if "unit" in wanted and frame.cue.cls == "unit":
        return True
    if "willing" in wanted and view.words("willing_modals") & set(clause.modals):
        return True
    if "bare" in wanted and clause.voice == Voice.ACTIVE and not any(a.role in OBJECTS for a in clause.arguments):
        return True
    passive = clause.voice == Voice.PASSIVE
    for argument in clause.arguments:
        head = view.tokens[view.analysis.phrases[argument.phrase].head]
        if view.among(head.i, "expletives") and not view.among(head.i, "pointers"):
            continue
        if argument.role == Role.ACCUSATIVE and "acc" in wanted:
            return True
        if argument.role == Role.SUBJECT and "acc" in wanted and passive:
            return frame.cue.stance in JUDGING | VOICED
        if argument.role == Role.SUBJECT and "acc" in wanted and frame.phrases and argument.phrase not in frame.phrases:
            return not passive  # "Die Darstellung wies ein Sprecher zurück"
        if argument.role in (Role.DATIVE, Role.ACCUSATIVE) and "dative" in wanted:
            return True
        if argument.role in (Role.PREPOSITIONAL, Role.AGENT) and argument.preposition in wanted:
            return True
        if argument.role == Role.PREDICATIVE and "predicative" in wanted:
            return True
    if prepositions_behind(view, clause) & wanted:
        return True
    words = {view.tokens[i].text.lower() for i in clause.tokens}
    return bool(("als" in wanted and "als" in words) or ("predicative" in wanted and is_verdict(view, clause)))


def shuts_out(view: View, clause: Clause) -> bool:
    """Is somebody shut out of something ("schloss ihn aus der Partei aus", "schloss die Frauen von dem Amt aus")?"""
    objects = [view.analysis.phrases[a.phrase] for a in clause.arguments if a.role == Role.ACCUSATIVE]
    found = {k for k in (view.analysis.phrase_of[i] for i in clause.tokens) if k >= 0}
    phrases = [view.analysis.phrases[k] for k in found]
    where = any(
        p.preposition is not None and p.parent is None and view.among(p.preposition, "from_out_of") for p in phrases
    )
    return where or any(phrase.kind == PhraseKind.PRONOUN for phrase in objects if not view.among(phrase.head, "it"))


def is_verdict(view: View, clause: Clause) -> bool:
    """Does the clause call something something: two objects, or an object and an adjective or words in marks?"""
    bare = [
        a
        for a in clause.arguments
        if a.role in OBJECTS or (a.role == Role.ADVERBIAL and not is_time(view, a.phrase))  # "nannte es einen Skandal"
    ]
    plain = any(view.tokens[i].tag in ("ADJD", "PTKVZ") or view.quote_of[i] >= 0 for i in clause.tokens)
    return len(bare) > 1 or (bool(bare) and plain)


def is_time(view: View, index: int) -> bool:
    """Is a phrase a time expression?"""
    phrase = view.analysis.phrases[index]
    start, end = view.tokens[phrase.first].start, view.tokens[phrase.last - 1].end
    return any(time.start < end and start < time.end for time in view.mentions.times)


def prepositions_behind(view: View, clause: Clause) -> set[str]:
    """The prepositions of a clause that do not stand inside its first field, contractions resolved."""
    first = clause.tokens[0]
    found = set()
    for i in clause.tokens:
        if view.tokens[i].tag in ("APPR", "APPRART") and (i == first or clause.finite is None or i > clause.finite):
            word = view.tokens[i].text.lower()
            found.add(view.lookup.contractions.get(word, word))
    return found


def stated_as_fact(view: View, clause: Clause, frame: Frame) -> bool:
    """No hypothesis ("könnte kritisieren"), no purpose, no condition; somebody does it, or it is done to something."""
    if (
        view.words("supposing_modals") & set(clause.modals)
        or clause.tense == Tense.FUTURE
        or clause.kind in (ClauseKind.INFINITIVE, ClauseKind.RELATIVE)
    ):
        return False
    if clause.kind == ClauseKind.SUBORDINATE and clause.parent is not None:
        return False
    if view.tokens[view.sentence(clause.tokens[0]).last - 1].text == "?":
        return False
    return bool(frame.phrases) or voiced(clause, frame)


def voiced(clause: Clause, frame: Frame) -> bool:
    """Is it a fear or an accusation in the passive without a holder ("wird befürchtet", "wurde kritisiert")?"""
    return clause.voice == Voice.PASSIVE and frame.cue.stance in VOICED and not frame.speaker


def spoken(view: View, frame: Frame) -> bool:
    """Is one of the speakers a person or body? Asked only of verbs that things can be the subject of, too."""
    if not frame.phrases or not frame.cue.impersonal:
        return True
    return any(speaks(view, view.analysis.phrases[k]) for k in frame.phrases)


def extent(view: View, clause: Clause) -> tuple[int, ...]:
    """The sentence when the clause is its only main clause, else the clause with all below it; the full stop counts."""
    sentence = view.analysis.sentences[clause.sentence]
    mains = [k for k in view.clauses_in[sentence.i] if is_main(view.analysis.clauses[k])]
    lent = {k for k in mains if view.analysis.clauses[k].finite == clause.finite}  # "soll gelogen und betrogen haben"
    mains = [k for k in mains if k == clause.i or k not in lent]
    if len(mains) <= 1 or clause.i not in mains:
        return tuple(range(behind_label(view, sentence.first, clause), sentence.last))
    return main_extent(view, clause, mains)


def behind_label(view: View, first: int, clause: Clause) -> int:
    """The start of a sentence behind a label of one or two words ("Bildung: Die Partei will …")."""
    for i in range(first + 1, min(first + 3, clause.finite or first)):
        if view.tokens[i].text == ":":
            nouns = all(view.tokens[k].tag in ("NN", "NE", "ADJA", "CARD") for k in range(first, i))
            return i + 1 if nouns else first
    return first


def main_extent(view: View, clause: Clause, mains: list[int]) -> tuple[int, ...]:
    """The tokens of one of several main clauses of a sentence; the last one has the full stop."""
    sentence = view.analysis.sentences[clause.sentence]
    others = frozenset(k for k in mains if k != clause.i)
    lent = [k for k in view.clauses_in[sentence.i] if view.analysis.clauses[k].finite == clause.finite]
    ids = fill(view, tokens_of(view, [c for k in lent for c in subtree(view, k, others)]))
    ids = set(range(min(ids), max(ids) + 1)) - tokens_of(view, others)
    last = max(ids)
    if last + 2 == sentence.last and view.tokens[last + 1].text == ".":
        ids.add(last + 1)
        last += 1
    while last > min(ids) and view.tokens[last].text == ",":
        ids.discard(last)
        last = max(ids)
    return tuple(sorted(ids))


def is_main(clause: Clause) -> bool:
    """Is it a main clause with a verb?"""
    return clause.finite is not None and clause.kind in (ClauseKind.MAIN, ClauseKind.COORDINATE, ClauseKind.PARENTHESIS)
