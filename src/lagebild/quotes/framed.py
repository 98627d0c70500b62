"""Indirect speech that a frame governs: dass, ob and w-clauses, infinitives, verb-second clauses."""

import itertools

from msgspec.structs import replace

from lagebild.lang.reporting import Cue
from lagebild.model import Clause, ClauseKind, Mood, QuotationType, Role, Stance, VerbPosition, Voice
from lagebild.quotes.draft import MARKS, Draft, Frame, View, fill, in_quotes, is_name, subtree, tokens_of, trim
from lagebild.quotes.speakers import speaks
from lagebild.quotes.stance import says_so

UNREAL = frozenset({Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2})
REAL = frozenset({Mood.INDICATIVE, Mood.INDICATIVE_OR_2})


def attach_contents(view: View, frames: dict[int, Frame]) -> View:
    """The view with verb-second clauses in the Konjunktiv put below the embedded frame right before them ("…, der
    betonte, er gehöre …"), where the analysis has them beside it."""
    clauses, children = list(view.analysis.clauses), list(view.children)
    for clause in view.analysis.clauses:
        first = clause.tokens[0]
        if clause.mood not in UNREAL or clause.position != VerbPosition.SECOND or first < 2:
            continue
        above = view.analysis.clause_of[first - 2] if view.tokens[first - 1].text == "," else -1
        if above in (-1, clause.i, clause.parent) or above not in frames or "v2" not in frames[above].cue.governs:
            continue
        outer = clauses[above]
        if outer.position != VerbPosition.LAST or outer.finite != first - 2 or clause.i in ancestors_of(view, above):
            continue
        clauses[clause.i] = replace(clause, parent=above, kind=ClauseKind.MAIN)
        if clause.parent is not None:
            children[clause.parent] = tuple(k for k in children[clause.parent] if k != clause.i)
        children[above] = tuple(sorted((*children[above], clause.i)))
    return replace(view, analysis=replace(view.analysis, clauses=tuple(clauses)), children=tuple(children))


def find_framed(view: View, frames: dict[int, Frame]) -> list[Draft]:
    """The indirect quotations that the frames of a report govern."""
    contents: dict[int, tuple[tuple[int, ...], str, tuple[int, ...]]] = {}
    for index, frame in frames.items():
        clause = view.analysis.clauses[index]
        if in_quotes(view, clause):
            continue
        roots, kind = governed(view, frame, frames)
        ids = content_tokens(view, roots, frames) if roots else ()
        if not ids:
            roots, ids = before(view, frame, frames)
            kind = "behind"
        if (len(ids) > 1 or (kind == "inf" and ids)) and not quoted_whole(view, ids):
            contents[index] = (ids, kind, roots)
    by_sentence: dict[int, dict[int, tuple[int, ...]]] = {}
    for index, (ids, _, _) in contents.items():
        by_sentence.setdefault(view.analysis.clauses[index].sentence, {})[index] = ids
    return [
        Draft(
            type=QuotationType.INDIRECT,
            quote=ids,
            rule=f"frame-{kind}",
            speaker=frames[index].speaker,
            cue=frames[index].words,
            frame=frame_tokens(view, index, ids, by_sentence[view.analysis.clauses[index].sentence], frames),
            addressee=frames[index].addressee,
            phrases=frames[index].phrases,
            entry=frames[index].cue,
            reporter=frames[index],
            roots=roots,
        )
        for index, (ids, kind, roots) in contents.items()
    ]


def governed(view: View, frame: Frame, frames: dict[int, Frame]) -> tuple[tuple[int, ...], str]:
    """The clauses below a frame that are its content, and their kind."""
    clause = view.analysis.clauses[frame.clause]
    if not says_so(frame):
        return (), ""
    found: list[int] = []
    kinds: list[str] = []
    postponed = opens_frame(view, clause)
    if postponed and frame.cue.stance == Stance.DENIES and led_by_content(view, clause):
        return (), ""
    for child in view.children[frame.clause]:
        if child in frame.foreign or (postponed and view.analysis.clauses[child].tokens[0] < clause.tokens[0]):
            continue
        kind = kind_of(view, clause, view.analysis.clauses[child], frames)
        if kind == "w" and frame.negated:  # "Niemand ahnte, wie groß …"
            continue
        if found and goes_back(view, child, found[-1]):
            continue
        real = view.analysis.clauses[child].mood not in UNREAL and not after_colon(view, child)
        told = has_object(view, clause) and not after_colon(view, child)
        if kind == "v2" and frame.cue.stance == Stance.DENIES and (real or told):
            continue  # "schloss das aus, dennoch kam er", "streitet das ab, es sei zu spät gewesen"
        if kind in frame.cue.governs or (kind == "v2" and "direct" in frame.cue.governs and after_colon(view, child)):
            if kind == "v2" and ("dass" in kinds or "inf" in kinds) and view.analysis.clauses[child].mood not in UNREAL:
                continue
            found.append(child)
            kinds.append(kind)
    if not found and {"v2"} & frame.cue.governs:
        found, kinds = led_by_adverbial(view, clause), ["v2"]
    if frame.cue.stance == Stance.DENIES and set(kinds) & {"dass", "inf"}:  # "Dass …, bestreitet er, es sei …"
        kept = [(k, kind) for k, kind in zip(found, kinds, strict=True) if kind != "v2"]
        found, kinds = [k for k, _ in kept], [kind for _, kind in kept]
    if found and "v2" in frame.cue.governs:
        found = with_following(view, frame, found)
    if frame.cue.needs_correlate and kinds[:1] not in (["v2"],) and not has_correlate(view, clause, frame.cue):
        return (), ""
    return tuple(found), kinds[0] if kinds else ""


def goes_back(view: View, child: int, before: int) -> bool:
    """Does a comma before "und" close the clause before, so that the frame goes on ("bestritt, dass es so war, und gab
    Rom die Schuld")?"""
    first = view.analysis.clauses[child].tokens[0]
    at = first if view.tokens[first].tag == "KON" else first - 1
    closed = at > 1 and view.among(at, "closing_words") and view.tokens[at - 1].text == ","
    clause = view.analysis.clauses[before]
    return closed and clause.position == VerbPosition.LAST and view.analysis.clause_of[at - 2] == before


def has_object(view: View, clause: Clause) -> bool:
    """Has a denial its object already, so that a clause behind it does not say what is denied ("bestreitet die Tat, er
    sei krank gewesen")? Not when the object is a noun of saying ("wies den Vorwurf zurück, er habe gelogen")."""
    heads = [view.tokens[view.analysis.phrases[a.phrase].head] for a in clause.arguments if a.role == Role.ACCUSATIVE]
    return any(view.lookup.noun(head.lemma, head.text) is None for head in heads)


def led_by_content(view: View, clause: Clause) -> bool:
    """Does a dass-clause in the first field stand before a frame ("Dass er log, bestreitet er, es sei …")?"""
    below = [view.analysis.clauses[k] for k in view.children[clause.i]]
    first = [c for c in below if c.tokens[0] < clause.tokens[0] and c.introducer is not None]
    return any(view.among(c.introducer, "that") for c in first if c.introducer is not None)


def with_following(view: View, frame: Frame, found: list[int]) -> list[int]:
    """The content with a clause in the Konjunktiv that begins with its verb behind it ("wer lüge, müsse gehen")."""
    for child in view.children[frame.clause]:
        clause = view.analysis.clauses[child]
        first = clause.tokens[0]
        behind = first > 1 and view.tokens[first - 1].text == "," and view.analysis.clause_of[first - 2] in found
        if child not in found and behind and clause.mood in UNREAL and clause.finite == first:
            found = [*found, child]
    return found


def led_by_adverbial(view: View, clause: Clause) -> list[int]:
    """A clause in the Konjunktiv behind an adverbial clause that stands in its first field ("sagte, wenn …, sei …")."""
    below = [view.analysis.clauses[k] for k in view.children[clause.i]]
    for child, following in itertools.pairwise(below):
        behind = clause.finite is not None and child.tokens[0] > clause.finite
        if (
            behind
            and child.kind == ClauseKind.SUBORDINATE
            and following.mood in UNREAL
            and following.position != VerbPosition.LAST
        ):
            return [child.i, following.i]
    return []


def has_correlate(view: View, clause: Clause, cue: Cue) -> bool:
    """Does a da-word in the clause announce its content ("davon")?"""
    return any(view.tokens[i].text.lower() in cue.correlate for i in clause.tokens)


def after_colon(view: View, child: int) -> bool:
    """Does a colon stand before the clause?"""
    first = view.analysis.clauses[child].tokens[0]
    return first > 0 and view.tokens[first - 1].text == ":"


def kind_of(view: View, clause: Clause, child: Clause, frames: dict[int, Frame]) -> str:
    """What a clause below a frame is: dass, ob, w, inf, v2, or "" (no content)."""
    word = view.tokens[child.introducer].text.lower() if child.introducer is not None else ""
    if child.kind == ClauseKind.INFINITIVE:
        near = clause.finite is None or child.tokens[0] > clause.finite or clause.kind == ClauseKind.MAIN
        return "inf" if not word and near else ""
    if child.kind == ClauseKind.SUBORDINATE:
        if word in view.words("that"):
            at = child.introducer or 0
            if is_consequence(view, clause):
                return ""
            return "" if at and view.among(at - 1, "no_that") else "dass"
        if word in view.words("whether"):
            return "ob"
        return "w" if is_question(view, child, word) else ""
    if child.kind == ClauseKind.RELATIVE and not relative_indeed(view, child):
        return "v2" if child.finite is not None else "inf"
    if child.kind not in (ClauseKind.MAIN, ClauseKind.PARENTHESIS) or child.position != VerbPosition.SECOND:
        return ""
    first = child.tokens[0]
    anchored = view.tokens[first - 1].text in (",", ":", "–") if first else False
    behind = clause.finite is not None and first > clause.finite
    if not anchored or not behind or (child.i in frames and shares_level(view, clause, child)):
        return ""
    if child.mood not in UNREAL and view.tokens[first - 1].text != ":" and not takes_indicative(clause):
        return ""
    return "v2"


def clause_kind(view: View, word: str) -> str:
    """What a clause with an introducer is: dass, ob, w, or "" (no content)."""
    if word in view.words("that"):
        return "dass"
    if word in view.words("whether"):
        return "ob"
    return "w" if word in view.words("question_words") else ""


def is_question(view: View, child: Clause, word: str) -> bool:
    """Does a question word ask, and not compare or tie to a noun ("Filme, wie sie …", "in Rom, wo …")?"""
    if word not in view.words("question_words") or child.finite is None:
        return False
    before = view.tokens[child.tokens[0] - 2].tag if child.tokens[0] > 1 else ""
    if word in view.words("place_questions") and before in ("NN", "NE"):
        return False
    if word in view.words("as") and comments(view, child):
        return False
    return word not in view.words("as") or not (compared(view, child) or (before == "NN" and lists_things(view, child)))


def comments(view: View, child: Clause) -> bool:
    """Is a "wie" clause one that names a source ("…, wie eine Sprecherin bestätigte")?"""
    cues = view.lookup.verbs.get(child.predicate, [])
    said = child.voice == Voice.ACTIVE and any({"dass", "v2"} & cue.governs and not cue.needs_correlate for cue in cues)
    objects = [view.analysis.phrases[a.phrase] for a in child.arguments if a.role == Role.ACCUSATIVE]
    return said and all(speaks(view, phrase) for phrase in objects) and not view.children[child.i]


def lists_things(view: View, child: Clause) -> bool:
    """Does a "wie" stand behind a thing that is the object of its clause ("zeigt Filme, wie sie …")?"""
    k = view.analysis.phrase_of[child.tokens[0] - 2]
    if child.parent is None or k < 0 or speaks(view, view.analysis.phrases[k]):
        return False
    objects = [a.phrase for a in view.analysis.clauses[child.parent].arguments if a.role == Role.ACCUSATIVE]
    return k in objects


def compared(view: View, clause: Clause) -> bool:
    """Does a pronoun say what the clause compares ("einen Streik, wie ihn der Verband plante")?"""
    objects = [a.phrase for a in clause.arguments if a.role == Role.ACCUSATIVE]
    return any(view.among(view.analysis.phrases[k].head, "compared_pronouns") for k in objects)


def is_consequence(view: View, clause: Clause) -> bool:
    """Does "so laut, dass …" announce a consequence?"""
    for i in clause.tokens[:-1]:
        if view.among(i, "degree") and view.tokens[i + 1].tag in ("ADJD", "ADV", "PIAT", "ADJA"):
            return True
    return False


def takes_indicative(clause: Clause) -> bool:
    """May a verb-second clause in the indicative be the content: no object besides, no reflexive, not passive?"""
    busy = any(argument.role == Role.ACCUSATIVE for argument in clause.arguments)
    return not busy and clause.reflexive is None and clause.voice == Voice.ACTIVE


def relative_indeed(view: View, child: Clause) -> bool:
    """Is a clause that begins with der, die, das a relative clause? An infinitive, or a Konjunktiv with words behind
    the
    verb, is content that begins with an article."""
    if child.finite is None:
        return not any(view.tokens[i].tag in ("VVIZU", "PTKZU") for i in child.tokens)
    behind = [i for i in child.tokens if i > child.finite and view.tokens[i].tag not in ("$.", "$(", "$,", "KON")]
    if not behind or min(child.tokens) + 1 == child.finite:
        return True
    early = child.finite - min(child.tokens) <= 4 and len(behind) > 1 and child.finite == min(child.cluster)
    return child.mood not in UNREAL and not early


def shares_level(view: View, clause: Clause, child: Clause) -> bool:
    """Two reporting clauses side by side, both in the indicative: neither is the content of the other."""
    return child.mood in REAL and view.tokens[child.tokens[0] - 1].text in (",", ":")


def content_tokens(view: View, roots: tuple[int, ...], frames: dict[int, Frame]) -> tuple[int, ...]:
    """The tokens of the content with all clauses below it; a coordinated clause that goes back to the indicative and
    has a cue or no subject of its own belongs to the frame again."""
    stop: set[int] = set()
    for root in roots:
        unreal = view.analysis.clauses[root].mood in UNREAL
        for below in subtree(view, root):
            clause = view.analysis.clauses[below]
            if below not in roots and leaves(view, clause, unreal, frames):
                stop.add(below)
    own = {i for root in roots for i in tokens_of(view, subtree(view, root, frozenset(stop)))}
    return trim(view, fill(view, own))


def leaves(view: View, clause: Clause, unreal: bool, frames: dict[int, Frame]) -> bool:
    """Does a clause below the content leave it: indicative beside a subjunctive, with a cue or no own subject?"""
    if clause.kind not in (ClauseKind.COORDINATE, ClauseKind.PARENTHESIS) or clause.mood not in REAL:
        return False
    return (clause.i in frames and (unreal or clause.shared_subject)) or (unreal and clause.shared_subject)


def before(view: View, frame: Frame, frames: dict[int, Frame]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Content that stands before or around a frame (", sagte X"): the rest of its sentence."""
    clause = view.analysis.clauses[frame.clause]
    if clause.finite is None or clause.shared_subject or not opens_frame(view, clause) or not says_so(frame):
        return (), ()
    if not ({"v2", "direct"} & frame.cue.governs) or is_framed_above(view, clause, frames):
        return (), ()
    if not frame.speaker and frame.cue.lemma not in view.words("nameless_verbs") and clause.voice == Voice.ACTIVE:
        return (), ()
    first, last = clause.tokens[0], clause.tokens[-1]
    sentence = view.sentence(first)
    outer = [k for k in view.clauses_in[sentence.i] if k != clause.i and view.analysis.clauses[k].tokens[0] < first]
    if not any(may_be_said(view, view.analysis.clauses[k]) for k in outer):
        return (), ()
    ids = {i for i in tokens_of(view, outer) if i < first or i > last}
    roots = tuple(k for k in outer if is_root(view, k, outer))
    led = any(view.analysis.clauses[k].kind == ClauseKind.SUBORDINATE for k in roots)
    if not frame.speaker and frame.cue.stance == Stance.DENIES and not led:  # "Die Klage, die …, wurde abgewiesen"
        return (), ()
    return roots, trim(view, without_direct(view, fill(view, ids) - set(clause.tokens)))


def may_be_said(view: View, clause: Clause) -> bool:
    """May a clause before a frame be its content? Not a mere adverbial clause ("Als er kam, sagte …")."""
    if clause.finite is None or view.among(clause.tokens[0], "as"):
        return False
    word = view.tokens[clause.introducer].text.lower() if clause.introducer is not None else ""
    if clause.kind == ClauseKind.SUBORDINATE and not word:  # "Sollte er gehen, müsse man handeln, sagte …"
        return clause.mood in UNREAL
    if clause.kind == ClauseKind.SUBORDINATE:
        return clause_kind(view, word) != "" and word not in view.words("as")
    return clause.kind != ClauseKind.RELATIVE


def is_root(view: View, index: int, clauses: list[int]) -> bool:
    """Does no other of some clauses stand above a clause?"""
    return not ancestors_of(view, index) & set(clauses)


def is_framed_above(view: View, clause: Clause, frames: dict[int, Frame]) -> bool:
    """Does an earlier frame of the sentence govern what stands before (", erkannte …" goes on with its subject)?"""
    above = clause.parent
    seen: set[int] = set()
    while above is not None and above not in seen:
        seen.add(above)
        told = view.analysis.clauses[above].mood in UNREAL  # "Man habe keine Pläne, zu gehen, sagte …"
        if above in frames and not told and governed(view, frames[above], frames)[0]:
            return True
        above = view.analysis.clauses[above].parent
    return False


def opens_frame(view: View, clause: Clause) -> bool:
    """Does the finite verb stand first in the clause, behind a comma, dash or mark?"""
    words = [i for i in clause.tokens if not view.tokens[i].tag.startswith("$")]
    if not words or clause.finite not in words[:2] or words[0] == view.sentence(words[0]).first:
        return False
    led = clause.finite == words[0] or view.among(words[0], "frame_lead")
    return led and view.tokens[words[0] - 1].text in (",", "–", "—", "-", "“", "”", "«", '"', "‘", "’")


def without_direct(view: View, ids: set[int]) -> set[int]:
    """Tokens without what stands in a quoted stretch that crosses the border of the sentence."""
    out = set()
    for i in ids:
        stretch = view.quote_of[i]
        if stretch >= 0:
            quoted = view.analysis.quoted[stretch]
            sentence = view.sentence(i)
            if quoted.first < sentence.first or quoted.last > sentence.last:
                continue
        out.add(i)
    return out


def quoted_whole(view: View, ids: tuple[int, ...]) -> bool:
    """Is all of the content between quotation marks (then it is direct speech)?"""
    words = [i for i in ids if not view.tokens[i].tag.startswith("$")]
    return all(view.quote_of[i] >= 0 for i in words)


def frame_tokens(
    view: View,
    index: int,
    content: tuple[int, ...],
    contents: dict[int, tuple[int, ...]],
    frames: dict[int, Frame],
) -> tuple[int, ...]:
    """The tokens around the content that belong to its frame: the sentence, or the content that the frame stands in,
    without what other frames of it govern."""
    anchor = frames[index].words[0]
    around = [set(ids) for k, ids in contents.items() if k != index and anchor in ids]
    sentence = view.sentence(anchor)
    scope = min(around, key=len) if around else set(range(sentence.first, sentence.last))
    rest = scope - set(content)
    for k, ids in contents.items():
        if k != index and frames[k].words[0] in scope and anchor not in ids and k not in ancestors_of(view, index):
            rest -= set(ids)
            rest -= tokens_of(view, [c for c in subtree(view, k) if c != index and index not in subtree(view, c)])
    own = {index, *ancestors_of(view, index)} | set(subtree(view, index))
    end = max(content)
    rest = {i for i in rest if i < end or view.analysis.clause_of[i] in own or view.analysis.clause_of[i] < 0}
    rest |= {i for i in frames[index].words if i not in content}
    rest -= {i for i in rest if i > end and view.quote_of[end] != view.quote_of[i] and speaks_at(view, i)}
    ordered = sorted(rest)
    while ordered and (view.tokens[ordered[-1]].text in (".", "!", "?", ":", ";") or lone_mark(view, ordered)):
        ordered.pop()
    while ordered and view.tokens[ordered[-1]].text == "," and ordered[-1] > end:
        ordered.pop()
    while ordered and lone_mark(view, ordered[:1]):
        ordered.pop(0)
    return tuple(ordered)


def speaks_at(view: View, token: int) -> bool:
    """Does a token stand in marks that hold speech, no name?"""
    return view.quote_of[token] >= 0 and not is_name(view, view.analysis.quoted[view.quote_of[token]])


def lone_mark(view: View, ids: list[int]) -> bool:
    """Is the last of some tokens a quotation mark whose partner is not among them?"""
    stretch = view.quote_of[ids[-1]]
    if view.tokens[ids[-1]].text not in MARKS:
        return False
    return stretch < 0 or not (
        view.analysis.quoted[stretch].first in ids and view.analysis.quoted[stretch].last - 1 in ids
    )


def ancestors_of(view: View, index: int) -> set[int]:
    """Indexes of the clauses above a clause."""
    out: set[int] = set()
    parent = view.analysis.clauses[index].parent
    while parent is not None and parent not in out:
        out.add(parent)
        parent = view.analysis.clauses[parent].parent
    return out
