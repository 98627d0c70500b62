"""A sentence cut at punctuation and at conjunctions between verbs; what introduces each piece, which verbs it has.

Indexes are those of the sentence draft.
"""

import itertools
from dataclasses import dataclass, field

from lagebild.lang.morphology import Morphology
from lagebild.text.closed import settle
from lagebild.text.draft import SentenceDraft
from lagebild.text.forms import FINITE, VERBS
from lagebild.text.mend import (
    finish_verb_last,
    mend_closed_class,
    mend_conjoined,
    mend_headline,
    mend_listed_verb,
    mend_lone_verb,
    mend_missing_verb,
    mend_present,
    repair,
)  # fmt: skip

BORDERS = frozenset({",", ";", ":", "–", "—", "-", "(", ")", "[", "]", "/"})
ENDING = frozenset(".!?…") | {"..."}
AMBIGUOUS_RELATIVES = frozenset("der die das den dem denen deren dessen".split())
COMPARING = frozenset("als wie bis seit während da um".split())
LEADING = frozenset({"KON", "ADV", "ADJD", "PTKNEG", "PTKA", "PAV", "PROAV", "KOKOM"})


@dataclass(slots=True, eq=False)
class Segment:
    """A stretch without inner border. border: the mark before it ("" at the start, "kon" for a conjunction).

    kind: "sub" (complementizer), "rel" (relative pronoun), "wh", "inf" (zu-infinitive), "fin", "frag".
    """

    first: int
    last: int
    border: str
    kind: str = "frag"
    introducer: int | None = None
    finite: list[int] = field(default_factory=list)
    bracketed: bool = False


def segments(draft: SentenceDraft, marks: set[int], morphology: Morphology) -> list[Segment]:
    """The segments of a sentence. marks: quotation marks that border a clause of speech."""
    settle(draft, morphology)
    mend_closed_class(draft, morphology)
    mend_present(draft, morphology)
    mend_lone_verb(draft)
    mend_headline(draft, morphology)
    if not draft.heading:
        mend_missing_verb(draft)
    found: list[Segment] = []
    depth = 0
    first, border = 0, ""
    for i, token in enumerate(draft.tokens):
        form = token.text
        cuts = (form in BORDERS and not is_inner_hyphen(draft, i)) or i in marks
        if cuts:
            if i > first:
                found.append(Segment(first, i, border, bracketed=depth > 0))
            depth += form in "([" and form != ""
            depth -= form in ")]" and depth > 0
            first, border = i + 1, form
    if first < len(draft.tokens):
        found.append(Segment(first, len(draft.tokens), border, bracketed=depth > 0))
    out: list[Segment] = []
    for segment in found:
        out.extend(split_segment(draft, segment, morphology))
    for segment in out:
        classify(draft, segment, morphology)
    return out


def is_inner_hyphen(draft: SentenceDraft, i: int) -> bool:
    """A hyphen or slash without white space around it is no border."""
    tokens = draft.tokens
    if tokens[i].text not in "-/–":
        return False
    glued_left = i > 0 and tokens[i - 1].end == tokens[i].start
    glued_right = i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end
    return glued_left and glued_right


def split_segment(draft: SentenceDraft, segment: Segment, morphology: Morphology) -> list[Segment]:
    """Cut a segment at conjunctions between finite verbs and before complementizers that no comma announces."""
    tags, lower = draft.tags, draft.lower
    mend_listed_verb(draft, segment.first, segment.last, morphology)
    mend_conjoined(draft, segment.first, segment.last, morphology)
    verbs = [i for i in range(segment.first, segment.last) if tags[i] in FINITE]
    cuts: list[tuple[int, bool]] = []
    for left, right in itertools.pairwise(verbs):
        conjunctions = [k for k in range(left + 1, right) if lower[k] in morphology.coordinators and tags[k] == "KON"]
        if conjunctions:
            at = next((k for k in conjunctions if k == left + 1 or k + 1 == right), conjunctions[-1])
            cuts.append((at, True))
        else:
            at_sub = next((k for k in range(left + 1, right) if tags[k] == "KOUS" and lower[k] not in COMPARING), None)
            if at_sub is not None:
                cuts.append((at_sub, False))
            else:
                repair(draft, left, right, morphology)
    out, first, border = [], segment.first, segment.border
    for at, conjunction in cuts:
        if at > first:
            out.append(Segment(first, at, border, bracketed=segment.bracketed))
        first, border = (at + 1 if conjunction else at), "kon" if conjunction else ""
    out.append(Segment(first, segment.last, border, bracketed=segment.bracketed))
    return out


def classify(draft: SentenceDraft, segment: Segment, morphology: Morphology) -> None:
    """Set kind, introducer and finite verbs of a segment; mends the tag of a relative pronoun taken for an article."""
    tags = draft.tags
    segment.finite = [i for i in range(segment.first, segment.last) if tags[i] in FINITE]
    verbs = [i for i in range(segment.first, segment.last) if tags[i] in VERBS]
    final = bool(segment.finite) and segment.finite[-1] == verbs[-1] and tags[segment.finite[-1]] not in ("VVIMP",)
    final = final and "PTKVZ" not in tags[segment.finite[-1] + 1 : segment.last]
    at = introducer_at(draft, segment, final, morphology)
    if at is not None and not segment.finite and tags[at] != "KOUI":
        last = finish_verb_last(draft, segment.first, segment.last, morphology)
        segment.finite = [] if last is None else [last]
    if at is not None:
        segment.introducer = at
        tag = tags[at]
        segment.kind = "rel" if tag in ("PRELS", "PRELAT") else "wh" if tag.startswith("PW") else "sub"
        if tag == "KOUI" or (draft.lower[at] in morphology.infinitive_introducers and not segment.finite):
            segment.kind = "inf"
            tags[at] = "KOUI" if draft.lower[at] in morphology.infinitive_introducers else tag
    elif segment.finite:
        segment.kind = "fin"
    elif has_zu_infinitive(draft, segment):
        segment.kind = "inf"
        if draft.lower[segment.first] in morphology.infinitive_introducers and tags[segment.first] == "APPR":
            tags[segment.first] = "KOUI"
            segment.introducer = segment.first


def has_zu_infinitive(draft: SentenceDraft, segment: Segment) -> bool:
    """Does the segment hold "zu" with an infinitive?"""
    tags = draft.tags
    return any(
        tags[i] == "VVIZU" or (tags[i] == "PTKZU" and i + 1 < segment.last) for i in range(segment.first, segment.last)
    )


def introducer_at(draft: SentenceDraft, segment: Segment, final: bool, morphology: Morphology) -> int | None:
    """Position of the word that makes the segment a verb-last clause, or None."""
    tags, lower = draft.tags, draft.lower
    i, steps = segment.first, 0
    while i < segment.last and steps < 5:
        tag, form = tags[i], lower[i]
        if form == "als" and i == 0 and relative_follows(draft, segment):
            return i
        if tag in ("KOUS", "KOUI"):
            pronoun = i + 1 < segment.last and (tags[i + 1] == "PPER" or lower[i + 1] == "man")
            comparing = form in COMPARING and form != "da" and not (segment.finite or tag == "KOUI" or pronoun)
            return None if comparing or verb_follows(draft, segment, i) else i
        if form in COMPARING and final and segment.border in (",", "") and len(segment.finite) == 1 and tag != "APPR":
            return i if not verb_follows(draft, segment, i) else None
        if tag in ("PWAV", "PWS", "PWAT"):
            embedded = (segment.border not in ("", ":", ".") or final) and not verb_follows(draft, segment, i)
            return i if embedded else None
        if is_relative(draft, segment, i, final):
            if tags[i] not in ("PRELS", "PRELAT"):
                tags[i] = "PRELAT" if form in ("deren", "dessen") else "PRELS"
            return i
        if (tag in ("APPR", "APPRART") and i + 1 < segment.last and (
            tags[i + 1] in ("PRELS", "PRELAT", "PWS", "KOUS", "PWAT") or lower[i + 1] in AMBIGUOUS_RELATIVES
        )) or tag in LEADING or (tag == "APPR" and form in ("ohne", "statt", "anstatt")):  # fmt: skip
            i += 1
        else:
            return None
        steps += 1
    return None


def relative_follows(draft: SentenceDraft, segment: Segment) -> bool:
    """Is the stretch without verb and does a relative clause interrupt it ("Als der Zug, der aus Wien kam, hielt")?"""
    after = draft.lower[segment.last + 1 : segment.last + 2]
    verbless = not any(draft.tags[k][0] == "V" for k in range(segment.first, segment.last))
    return verbless and bool(after) and after[0] in AMBIGUOUS_RELATIVES and draft.lower[segment.last] == ","


def bare_infinitive_last(draft: SentenceDraft, segment: Segment) -> bool:
    """Does the segment end in an infinitive form without "zu" behind two phrases, so that it is a plural verb?"""
    words = [k for k in range(segment.first, segment.last) if not draft.tags[k].startswith("$")]
    if not words or draft.tags[words[-1]] != "VVINF" or draft.tags[words[-2] if len(words) > 1 else 0] == "PTKZU":
        return False
    return segment.last < len(draft.tokens) - 1 and not any(draft.tags[k][0] == "V" for k in words[:-1])


def verb_follows(draft: SentenceDraft, segment: Segment, i: int) -> bool:
    """Does the only finite verb stand right behind position i, with more words after it (so not last)?"""
    finite = segment.finite
    if not finite or finite[0] != i + 1:
        return False
    rest = [k for k in range(finite[0] + 1, segment.last) if draft.tags[k] not in ("$.", "$(")]
    return bool(rest)


def is_relative(draft: SentenceDraft, segment: Segment, i: int, final: bool) -> bool:
    """Is the token a relative pronoun: by its tag, or by its form and a verb that stands last behind other words?"""
    tag, form = draft.tags[i], draft.lower[i]
    if segment.border not in (",", "–", "kon", "(", "—") or (segment.border == "kon" and tag[:4] != "PREL"):
        return False
    if tag in ("PRELS", "PRELAT"):
        return final or not segment.finite or not verb_follows(draft, segment, i)
    if form in AMBIGUOUS_RELATIVES and not segment.finite and segment.border == "," and tag == "ART":
        return bare_infinitive_last(draft, segment)
    if form not in AMBIGUOUS_RELATIVES or not final or not segment.finite:
        return False
    verb = segment.finite[-1]
    if tag == "PDS":
        return verb > i + 2
    tail = [k for k in range(verb + 1, segment.last) if draft.tags[k] not in ("$.", "$(")]
    nouns = [k for k in range(i + 1, verb) if draft.tags[k] in ("NN", "NE", "PPER", "PIS", "PRF")]
    directly = draft.tags[i + 1] in (
        "APPR",
        "APPRART",
        "ADV",
        "PPER",
        "PRF",
        "ART",
        "PPOSAT",
        "PTKNEG",
        "ADJD",
        "PAV",
        "PIAT",
    )
    return (directly or len(nouns) > 1) and not tail
