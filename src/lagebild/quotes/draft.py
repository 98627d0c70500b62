"""What the rules hand to one another: the view of the report, and quotations in the making, as token indexes."""

import itertools
from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct

from lagebild.lang.reporting import Cue, Lookup
from lagebild.model import (
    Actor,
    Analysis,
    Clause,
    Mentions,
    NounPhrase,
    PhraseKind,
    QuotationType,
    Quoted,
    Report,
    Sentence,
    Span,
    Stance,
    Token,
)  # fmt: skip
from lagebild.model.ask import tokens_in

MARKS = frozenset("„“”\"»«‚‘’›‹'")
PUBLIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "IGO", "NGO", "LAB"})
"""Sectors whose people and bodies speak in public; firms and clubs are mostly topics."""
PLANS = frozenset({"plan", "consider"})
"""Acts of cues for what somebody has in mind; whose lack is denied ("habe keine Pläne")."""
EDGE = frozenset(",;:–—-.")


class View(Struct, frozen=True, kw_only=True):
    """A report as the rules see it.

    clauses_in: clause indexes of each sentence. children: clause indexes below each clause. quote_of: index of the
    outermost quoted stretch of each token, -1 for none. actor_tokens: tokens that a mention of an actor
    ends on. mentioned: the mentions of actors in order of the text.
    """

    analysis: Analysis
    tokens: tuple[Token, ...]
    mentions: Mentions
    report: Report
    lookup: Lookup
    clauses_in: tuple[tuple[int, ...], ...]
    children: tuple[tuple[int, ...], ...]
    quote_of: tuple[int, ...]
    actor_tokens: frozenset[int]
    mentioned: tuple[tuple[Span, Actor], ...]

    def among(self, token: int, name: str) -> bool:
        """Is a token, in lower case, one of a set of small words of the grammar?"""
        return self.tokens[token].text.lower() in self.lookup.words[name]

    def words(self, name: str) -> frozenset[str]:
        """A set of small words of the grammar."""
        return self.lookup.words[name]

    def sentence(self, token: int) -> Sentence:
        """The sentence of a token."""
        return self.analysis.sentences[self.analysis.sentence_of[token]]


class Frame(Struct, frozen=True, kw_only=True):
    """A clause that reports. words: tokens of the cue. speaker, addressee: token ranges. phrases: the phrases of the
    speaker, conjuncts apart. negated: the reporting itself is negated. unnamed: the speaker is a body out of which
    somebody spoke. foreign: clauses below it that are the word of somebody else."""

    clause: int
    cue: Cue
    words: tuple[int, ...]
    speaker: tuple[int, ...] = ()
    phrases: tuple[int, ...] = ()
    addressee: tuple[int, ...] = ()
    negated: bool = False
    unnamed: bool = False
    foreign: frozenset[int] = frozenset()


class Draft(Struct, frozen=True, kw_only=True):
    """A quotation in the making; all fields hold token indexes.

    quote, speaker, cue, frame, addressee: tokens, sorted. phrases: phrases of the speaker, conjuncts apart.
    entry: the cue that made it. reporter: its frame, if it has one. media: phrases of media that handed it on, nearest
    first. roots: the clauses that carry its content.
    """

    type: QuotationType
    quote: tuple[int, ...]
    rule: str
    speaker: tuple[int, ...] = ()
    cue: tuple[int, ...] = ()
    frame: tuple[int, ...] = ()
    addressee: tuple[int, ...] = ()
    phrases: tuple[int, ...] = ()
    entry: Cue | None = None
    reporter: Frame | None = None
    media: tuple[int, ...] = ()
    roots: tuple[int, ...] = ()
    anonymous: bool = False
    stance: Stance | None = None


def make_view(analysis: Analysis, mentions: Mentions, report: Report, lookup: Lookup) -> View:
    """The view of a report, in one pass over its tokens, clauses and quoted stretches."""
    clauses_in: list[list[int]] = [[] for _ in analysis.sentences]
    children: list[list[int]] = [[] for _ in analysis.clauses]
    for clause in analysis.clauses:
        clauses_in[clause.sentence].append(clause.i)
        if clause.parent is not None and clause.parent != clause.i:
            children[clause.parent].append(clause.i)
    quote_of = [-1] * len(analysis.tokens)
    for k, stretch in enumerate(analysis.quoted):
        if stretch.depth == 0:
            for i in range(stretch.first, stretch.last):
                quote_of[i] = k
    return View(
        analysis=analysis,
        tokens=analysis.tokens,
        mentions=mentions,
        report=report,
        lookup=lookup,
        clauses_in=tuple(map(tuple, clauses_in)),
        children=tuple(map(tuple, children)),
        quote_of=tuple(quote_of),
        actor_tokens=frozenset(
            tokens_in(analysis, (end - 1, end))[0] for actor in mentions.actors for _, end in actor.mentions
        ),
        mentioned=tuple(
            sorted(((span, actor) for actor in mentions.actors for span in actor.mentions), key=lambda item: item[0])
        ),
    )


LONGEST_MENTION = 400
"""Code points; a mention that begins further back than this does not reach a span."""


def mentions_near(view: View, span: Span) -> list[tuple[Span, Actor]]:
    """The mentions of actors that overlap a span, in order of the text."""
    first = bisect_left(view.mentioned, span[0] - LONGEST_MENTION, key=lambda item: item[0][0])
    found = []
    for at in range(first, len(view.mentioned)):
        mention, actor = view.mentioned[at]
        if mention[0] >= span[1]:
            break
        if mention[1] > span[0]:
            found.append((mention, actor))
    return found


def actor_near(view: View, span: Span) -> Actor | None:
    """The actor whose mention covers most of a span, the earliest of equals."""
    near = mentions_near(view, span)
    best = max(near, key=lambda item: (min(item[0][1], span[1]) - max(item[0][0], span[0]), -item[0][0]), default=None)
    return best[1] if best is not None else None


def subtree(view: View, root: int, stop: frozenset[int] = frozenset()) -> list[int]:
    """Clause indexes of a clause and of all below it, without those in `stop` and what is below them."""
    out, stack, seen = [], [root], set(stop)
    while stack:
        clause = stack.pop()
        if clause not in seen:
            seen.add(clause)
            out.append(clause)
            stack.extend(view.children[clause])
    return sorted(out)


def tokens_of(view: View, clauses: Iterable[int]) -> set[int]:
    """The own tokens of several clauses."""
    return {i for clause in clauses for i in view.analysis.clauses[clause].tokens}


def fill(view: View, ids: set[int]) -> set[int]:
    """The same tokens with what lies between two of them and belongs to no clause (punctuation, conjunctions)."""
    out = set(ids)
    ordered = sorted(ids)
    for left, right in itertools.pairwise(ordered):
        gap = range(left + 1, right)
        if 0 < len(gap) <= 3 and all(view.analysis.clause_of[k] < 0 for k in gap):
            out.update(gap)
    return out


def trim(view: View, ids: Iterable[int], keep_stop: bool = False) -> tuple[int, ...]:
    """Sorted tokens without punctuation at the borders of each run of neighbours; balanced quotation marks stay."""
    runs: list[list[int]] = []
    for i in sorted(set(ids)):
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    out: list[int] = []
    for run in runs:
        while run and is_edge(view, run[0], run, left=True):
            run.pop(0)
        while run and is_edge(view, run[-1], run, left=False) and not (keep_stop and view.tokens[run[-1]].text == "."):
            run.pop()
        out.extend(run)
    return tuple(out)


def is_edge(view: View, token: int, run: list[int], left: bool) -> bool:
    """Punctuation that does not belong to a border: commas, full stops, marks whose partner lies outside."""
    text = view.tokens[token].text
    if text in EDGE or text == "…":
        return True
    if text in MARKS:
        stretch = view.quote_of[token]
        if stretch < 0:
            return True
        quoted = view.analysis.quoted[stretch]
        partner = quoted.last - 1 if left else quoted.first
        return not run[0] <= partner <= run[-1]
    if text in ")]":
        return not any(view.tokens[k].text in "([" for k in run)
    return text in "([" and not any(view.tokens[k].text in ")]" for k in run)


def spans_of(view: View, ids: tuple[int, ...]) -> tuple[Span, ...]:
    """Character spans of sorted tokens, one for each run of neighbours."""
    out: list[Span] = []
    last = -2
    for i in ids:
        token = view.tokens[i]
        if i == last + 1:
            out[-1] = (out[-1][0], token.end)
        else:
            out.append((token.start, token.end))
        last = i
    return tuple(out)


def phrase_tokens(view: View, phrase: NounPhrase) -> tuple[int, ...]:
    """The tokens of a phrase with its attributes, appositions, brackets and conjuncts, as one run."""
    parts = [phrase, *(view.analysis.phrases[k] for k in phrase.conjuncts)]
    first = min(part.full[0] for part in parts)
    last = max(part.full[1] for part in parts)
    if phrase.preposition is not None and phrase.preposition >= last - 1:  # a postposition: "Angaben zufolge"
        last = phrase.preposition
    while last > first + 1 and view.tokens[last - 1].text in EDGE:
        last -= 1
    first, last = with_marks(view, first, last)
    last = with_tail(view, phrase, first, with_name_behind(view, last))
    return tuple(range(with_name_before(view, phrase, first), last))


def with_name_before(view: View, phrase: NounPhrase, first: int) -> int:
    """The start of a role between commas with the name that opens the clause before it ("Rita Holm, die Leiterin des
    Amtes, sagte")."""
    clause = view.analysis.clauses[phrase.clause] if phrase.clause >= 0 else None
    if clause is None or first < 2 or view.tokens[first - 1].text != "," or phrase.determiner is None:
        return first
    k = view.analysis.phrase_of[first - 2]
    other = view.analysis.phrases[k] if k >= 0 else None
    if other is None or clause.finite is None or phrase.head > clause.finite or clause.position != "V2":
        return first
    opens = other.first == clause.tokens[0] and other.kind == PhraseKind.NAME and other.preposition is None
    return other.first if opens and view.tokens[other.head].entity[:3] == "PER" else first


def with_name_behind(view: View, last: int) -> int:
    """The end of a phrase with a name right behind it that was read apart: the rest of a person's name, or the place of
    a body ("Peter | Kurz", "der Landesverband | Baden-Württemberg")."""
    tokens = view.tokens
    if not 0 < last < len(tokens) or tokens[last].tag != "NE" or view.quote_of[last] != view.quote_of[last - 1]:
        return last
    person = tokens[last - 1].entity[:3] == tokens[last].entity[:3] == "PER"
    place = tokens[last - 1].tag == "NN" and tokens[last].entity[:3] == "LOC"
    return last + 1 if person or place else last


def with_marks(view: View, first: int, last: int) -> tuple[int, int]:
    """A name in quotation marks with its marks and with the article or noun before them (die „Neue Post“); a name in
    marks right behind a noun belongs to it (das Portal „Blickpunkt“)."""
    stretch = view.quote_of[last - 1]
    if stretch < 0 and last < len(view.tokens) and view.quote_of[last] >= 0 and view.tokens[last - 1].tag == "NN":
        quoted = view.analysis.quoted[view.quote_of[last]]
        short = quoted.first == last and quoted.last - last <= 8
        return first, quoted.last if short and names_thing(view, last, quoted.last) else last
    if stretch < 0 or (view.quote_of[first] == stretch and view.analysis.quoted[stretch].last - last > 6):
        return first, last
    quoted = view.analysis.quoted[stretch]
    if quoted.last - quoted.first > 10 or not names_thing(view, quoted.first, quoted.last):
        return first, last
    if quoted.first < first:
        first = quoted.first
        while first and view.tokens[first - 1].tag in ("ART", "ADJA", "NN") and view.quote_of[first - 1] < 0:
            first -= 1
    return first, max(last, quoted.last)


def names_thing(view: View, start: int, stop: int) -> bool:
    """Are there only names and their small words between two tokens, no finite verb?"""
    return not any(
        view.tokens[i].tag in ("VVFIN", "VAFIN", "VMFIN") or view.tokens[i].text == "." for i in range(start, stop)
    )


def with_tail(view: View, phrase: NounPhrase, first: int, last: int) -> int:
    """The end of a speaker with what is sure to belong to it: an abbreviation in brackets, a name or a role between
    commas, and, before the finite verb of a verb-second clause, everything up to a comma or the verb."""
    tokens, stop = view.tokens, view.sentence(first).last
    clause = view.analysis.clauses[phrase.clause] if phrase.clause >= 0 else None
    if clause is not None and clause.finite is not None and clause.position == "V2" and last <= clause.finite:
        own = set(clause.tokens)
        while last < clause.finite and (last in own or tokens[last].text in "()") and tokens[last].tag not in TRAILING:
            last += 1
        while last > first + 1 and tokens[last - 1].tag in LOOSE and tokens[last - 1].text not in (")", "“", "”", "«"):
            last -= 1
    last = with_first_field(view, phrase, clause, first, last)
    for _ in range(2):
        if last + 1 < stop and tokens[last].text == "(":
            close = next((k for k in range(last + 1, min(last + 6, stop)) if tokens[k].text == ")"), None)
            last = last if close is None else close + 1
        last = with_apposition(view, phrase, last, stop)
        if phrase.name is None and not phrase.conjuncts:
            last = with_place(view, phrase, last, stop, "place_words")
        if tokens[last - 1].entity[:3] == "ORG" and not phrase.conjuncts:
            last = with_seat(view, last, stop)
    return last


def with_place(view: View, phrase: NounPhrase, last: int, stop: int, words: str) -> int:
    """The end of a noun with a prepositional phrase behind it that says where or for whom ("die Regierung in Lomé")."""
    tokens = view.tokens
    if last + 1 >= stop or tokens[last].tag not in ("APPR", "APPRART") or not view.among(last, words):
        return last
    k = view.analysis.phrase_of[last + 1]
    if k < 0 or tokens[phrase.head].tag != "NN":
        return last
    other = view.analysis.phrases[k]
    named = other.kind == PhraseKind.NAME or tokens[other.head].entity[:3] in ("LOC", "ORG")
    personal = view.among(last, "role_words") and not view.among(last, "text_places") and tokens[last - 1].tag == "NN"
    return max(other.full[1], other.last) if named or (personal and words == "place_words") else last


def with_first_field(view: View, phrase: NounPhrase, clause: Clause | None, first: int, last: int) -> int:
    """The end of a subject that opens its clause with the name or role between commas that closes the first field
    ("Anna Klein, eine Abgeordnete aus Ulm und Offizierin außer Dienst, sagte")."""
    if clause is None or clause.finite is None or clause.position != "V2" or first != clause.tokens[0]:
        return last
    tokens, own = view.tokens, set(clause.tokens)
    closed = last + 1 < clause.finite - 1 and tokens[last].text == "," and tokens[clause.finite - 1].text == ","
    inside = range(last + 1, clause.finite - 1)
    if not closed or not all(i in own or tokens[i].text in "(),-" for i in inside):
        return last
    k = view.analysis.phrase_of[last + 1]
    other = view.analysis.phrases[k] if k >= 0 else None
    if other is None or other.first != last + 1 or other.preposition is not None or "Nom" not in other.cases:
        return last
    return clause.finite - 1 if (phrase.name is None) != (other.name is None) else last


def with_seat(view: View, last: int, stop: int) -> int:
    """The end of the name of a body with the place where it has its seat ("der USGS in Denver")."""
    tokens = view.tokens
    if last + 1 >= stop or not view.among(last, "seat_words"):
        return last
    k = view.analysis.phrase_of[last + 1]
    other = view.analysis.phrases[k] if k >= 0 else None
    return other.last if other is not None and tokens[other.head].entity == "LOC" else last


TRAILING = frozenset({"$,", "$.", "VVFIN", "VAFIN", "VMFIN"})
LOOSE = TRAILING | {"ADV", "ADJD", "PROAV", "PAV", "$("}


def with_apposition(view: View, phrase: NounPhrase, last: int, stop: int) -> int:
    """The end of a phrase with a name or role behind a comma, when comma, colon, full stop or bracket closes it."""
    tokens = view.tokens
    if last + 1 >= stop or tokens[last].text != "," or view.analysis.phrase_of[last + 1] < 0:
        return last
    other = view.analysis.phrases[view.analysis.phrase_of[last + 1]]
    if other.first != last + 1 or other.preposition is not None or other.kind not in (PhraseKind.NAME, PhraseKind.NOUN):
        return last
    end = with_place(view, other, max(other.full[1], other.last), stop, "role_words")
    closing = tokens[end].text if end < len(tokens) else "."
    clause = view.analysis.clauses[phrase.clause] if phrase.clause >= 0 else None
    before_verb = clause is not None and clause.finite == end  # the comma that closes is left out
    named = phrase.name is not None or view.tokens[last - 1].entity[:3] == "PER"
    role = other.determiner is not None or view.lookup.person.search(tokens[other.head].text) is not None
    role_and_name = (not named and other.name is not None) or (named and role and other.name is None)
    return (
        end
        if (closing in (",", ":", ".", "(", ")") or before_verb)
        and role_and_name
        and ("Nom" in other.cases | phrase.cases or is_congruent(view, last, other))
        else last
    )


def is_congruent(view: View, last: int, other: NounPhrase) -> bool:
    """Does a role behind a comma stand in the case of the name before it ("von Jan Kolbe, einem Manager")?"""
    k = view.analysis.phrase_of[last - 1]
    name = view.analysis.phrases[k] if k >= 0 else None
    return name is not None and name.name is not None and other.name is None and bool(name.cases & other.cases)


def in_quotes(view: View, clause: Clause) -> bool:
    """Do all words of a clause stand between quotation marks?"""
    return all(view.quote_of[i] >= 0 for i in clause.tokens if not view.tokens[i].tag.startswith("$"))


LONGEST_NAME = 6
"""Tokens of a name in marks, with its marks."""


def is_name(view: View, quoted: Quoted) -> bool:
    """Is a quoted stretch a short name behind a definite article ("der „Elbpost“"), not what is said ("von der
    „Lüge“")?"""
    if not quoted.first or quoted.last - quoted.first > LONGEST_NAME:
        return False
    capital = all(view.tokens[i].text[0].isupper() for i in range(quoted.first + 1, quoted.last - 1))
    at = quoted.first - 1
    led = at > 0 and view.among(at - 1, "leading_words")
    article = view.among(at, "definite_articles") or (view.tokens[at].tag == "APPRART" and not view.among(at, "from"))
    return capital and quoted.last - quoted.first > 2 and article and not led


def whole(quoted: Quoted) -> tuple[int, ...]:
    """The tokens of a quoted stretch, marks included."""
    return tuple(range(quoted.first, quoted.last))
