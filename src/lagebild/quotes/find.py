"""All quotations of a report: the rules in their order, then holders, stance, chain and targets."""

from bisect import bisect_left

from msgspec.structs import replace

from lagebild.lang import Language
from lagebild.lang.reporting import lookup
from lagebild.model import Analysis, Mentions, Quotation, QuotationType, Report, Time
from lagebild.quotes.according import find_according, find_demnach, with_taken_up
from lagebild.quotes.back import find_back, give_frames
from lagebild.quotes.chain import hand_back, hand_inside, links, with_chains
from lagebild.quotes.continued import find_continued
from lagebild.quotes.direct import find_direct, find_partial
from lagebild.quotes.draft import Draft, View, make_view, spans_of
from lagebild.quotes.framed import attach_contents, find_framed
from lagebild.quotes.frames import find_frames
from lagebild.quotes.hearsay import find_hearsay
from lagebild.quotes.holders import holders_of
from lagebild.quotes.inserts import find_so, find_wie, insertion_lead
from lagebild.quotes.labels import find_labelled
from lagebild.quotes.nominal import find_nominal, with_foreign
from lagebild.quotes.reasons import with_denials, with_reasons
from lagebild.quotes.reported import find_reported
from lagebild.quotes.stance import about_of, stance_of
from lagebild.quotes.targets import find_targets


def find_quotations(
    analysis: Analysis, mentions: Mentions, report: Report, language: Language
) -> tuple[Quotation, ...]:
    """The quotations of a report in order of the text, with ids q1, q2, …; linear in its length."""
    view = make_view(analysis, mentions, report, lookup(language))
    drafts = find_drafts(view)
    drafts.sort(key=lambda draft: (draft.quote[0], -draft.quote[-1], len(draft.quote), draft.rule))
    parents = parents_of(drafts)
    quotations = carry_said(drafts, [quotation(view, drafts, n, parents) for n in range(len(drafts))])
    return tuple(find_targets(view, drafts, quotations))


def find_drafts(view: View) -> list[Draft]:
    """The quotations of a report as the rules find them, doubles left out."""
    frames = with_foreign(view, find_frames(view))
    view = attach_contents(view, frames)
    inserted = {k for k in frames if insertion_lead(view, k) is not None}
    plain = {k: frame for k, frame in frames.items() if k not in inserted}
    framed = find_framed(view, plain)
    wie = find_wie(view, {k: frames[k] for k in inserted})
    taken = frozenset(root for draft in framed for root in draft.roots)
    indirect = [
        *framed,
        *wie,
        *find_nominal(view, taken, frames),
        *find_according(view),
        *find_so(view),
        *find_demnach(view),
    ]
    direct = find_direct(view, frames, indirect)
    used = frozenset(d.reporter.clause for d in (*framed, *wie, *direct) if d.reporter is not None)
    back = find_back(view, plain, used)
    drafts = give_frames([*indirect, *direct, *back])
    used |= frozenset(d.reporter.clause for d in back if d.reporter is not None)
    said_in = frozenset(i for draft in drafts if draft.rule != "back" for i in draft.quote)
    open_frames = {k: f for k, f in plain.items() if k not in used and f.words[0] not in said_in}
    drafts.extend(with_denials(view, [*framed, *direct]))
    drafts.extend(with_reasons(view, find_reported(view, open_frames, used)))
    drafts = with_taken_up(view, with_chains(view, drafts, frames))
    drafts.extend(find_labelled(view, drafts))
    drafts.extend(find_hearsay(view, drafts))
    drafts.extend(find_continued(view, drafts))
    drafts.extend(find_partial(view, drafts))
    drafts = [closed(view, draft) for draft in without_doubles([draft for draft in drafts if draft.quote])]
    return hand_back(view, hand_inside(view, drafts))


def closed(view: View, draft: Draft) -> Draft:
    """A draft with the closing mark of words in marks that end it, and the full stop before that mark."""
    last = draft.quote[-1]
    stretch = view.quote_of[last]
    if draft.type == QuotationType.DIRECT or stretch < 0:
        return draft
    quoted = view.analysis.quoted[stretch]
    rest = range(last + 1, quoted.last)
    if quoted.first not in draft.quote or not rest or len(rest) > MARKS_BEHIND:
        return draft
    if not quoted.closed or not all(view.tokens[i].tag.startswith("$") for i in rest):
        return draft
    return replace(draft, quote=(*draft.quote, *rest))


MARKS_BEHIND = 2
"""Marks at the end of words in quotation marks: a full stop and the closing mark."""


def without_doubles(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that say the same of the same speaker in the same words."""
    seen: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    out: list[Draft] = []
    for draft in drafts:
        key = (draft.quote, draft.speaker)
        if key not in seen:
            seen.add(key)
            out.append(draft)
    return out


def parents_of(drafts: list[Draft]) -> list[int | None]:
    """For every draft the index of the smallest one that holds it wholly. Drafts are sorted by their first token."""
    out: list[int | None] = []
    open_drafts: list[int] = []
    for n, draft in enumerate(drafts):
        while open_drafts and drafts[open_drafts[-1]].quote[-1] < draft.quote[0]:
            open_drafts.pop()
        out.append(next((k for k in reversed(open_drafts) if holds(drafts[k], draft)), None))
        open_drafts.append(n)
    return out


def holds(outer: Draft, inner: Draft) -> bool:
    """Does one quotation lie wholly inside of another, longer one?"""
    first, last = outer.quote[0], outer.quote[-1]
    return first <= inner.quote[0] and inner.quote[-1] <= last and len(outer.quote) > len(inner.quote)


def quotation(view: View, drafts: list[Draft], n: int, parents: list[int | None]) -> Quotation:
    """The record of a draft."""
    draft = drafts[n]
    holders, anonymous = holders_of(view, draft)
    parent = parents[n]
    frameless = draft.type in (
        QuotationType.REPORTED, QuotationType.FREE_INDIRECT, QuotationType.INDIRECT_FREE_INDIRECT,
    )  # fmt: skip
    return Quotation(
        id=f"q{n + 1}",
        type=draft.type,
        spans=spans_of(view, draft.quote),
        speaker=spans_of(view, draft.speaker),
        cue=() if frameless else spans_of(view, draft.cue),
        frame=() if frameless else spans_of(view, draft.frame),
        addressee=spans_of(view, draft.addressee),
        holders=holders,
        anonymous=anonymous,
        stance=stance_of(view, draft),
        about=about_of(view, draft),
        chain=links(view, draft),
        parent=f"q{parent + 1}" if parent is not None else None,
        said=said(view, draft),
        rule=draft.rule if draft.entry is None else f"{draft.rule}:{draft.entry.lemma}",
    )


CARRYING = frozenset({"continued", "direct-part", "direct-continued", "direct-alone"})
"""Rules whose quotations have no frame of their own and go on with what the same speaker said."""


def carry_said(drafts: list[Draft], quotations: list[Quotation]) -> list[Quotation]:
    """The quotations with the day of the one before by the same speaker where they go on with it."""
    last: dict[tuple[int, ...], str] = {}
    out: list[Quotation] = []
    for draft, found in zip(drafts, quotations, strict=True):
        day = found.said
        if day is None and draft.rule in CARRYING:
            day = last.get(draft.phrases)
            found = replace(found, said=day)
        if day is not None and draft.phrases:
            last[draft.phrases] = day
        out.append(found)
    return out


def said(view: View, draft: Draft) -> str | None:
    """The day on which it was said: a date in the frame, outside of the content; null when none is given."""
    inside = set(draft.quote) if draft.type != QuotationType.REPORTED else set()
    for i in draft.frame or (draft.quote if draft.type == QuotationType.REPORTED else ()):
        if i in inside:
            continue
        token = view.tokens[i]
        for time in times_at(view, token.start):
            if time.type in ("DATE", "TIME") and time.value[:1].isdigit():
                return time.value[:10]
    return None


def times_at(view: View, offset: int) -> list[Time]:
    """The time expressions that begin at an offset."""
    at = bisect_left(view.mentions.times, offset, key=lambda time: time.start)
    return [time for time in view.mentions.times[at : at + 3] if time.start == offset]
