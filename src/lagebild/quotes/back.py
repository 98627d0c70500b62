"""Frames that speak of the sentence before: "Das teilte die Polizei mit.", "Dies geht aus dem Papier hervor."."""

from msgspec.structs import replace

from lagebild.model import Mood, QuotationType, Stance
from lagebild.quotes.draft import Draft, Frame, View, trim


def find_back(view: View, frames: dict[int, Frame], used: frozenset[int]) -> list[Draft]:
    """The quotations whose content is the sentence before. `used`: clauses that frame a quotation already."""
    out: list[Draft] = []
    for index, frame in frames.items():
        clause = view.analysis.clauses[index]
        sentence = view.analysis.sentences[clause.sentence]
        if index in used or not sentence.i or not points_back(view, frame):
            continue
        before = view.analysis.sentences[sentence.i - 1]
        if before.paragraph != sentence.paragraph:
            continue
        pointer = sentence.first
        stretch = view.quote_of[before.first]
        first = min(before.first, view.analysis.quoted[stretch].first) if stretch >= 0 else before.first
        ids = (*range(first, before.last), pointer)
        out.append(
            Draft(
                type=QuotationType.INDIRECT,
                quote=ids,
                rule="back",
                speaker=frame.speaker,
                cue=frame.words,
                frame=trim(view, range(sentence.first, sentence.last)),
                addressee=frame.addressee,
                phrases=frame.phrases,
                entry=frame.cue,
                reporter=frame,
            )
        )
    return out


def points_back(view: View, frame: Frame) -> bool:
    """Does the clause begin with a bare "das" or "dies" that is what is said?"""
    clause = view.analysis.clauses[frame.clause]
    sentence = view.analysis.sentences[clause.sentence]
    first = view.tokens[sentence.first]
    if clause.mood in (Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2) or frame.negated:  # "Dies begründe …": itself reported
        return False
    told_of = view.among(first.i, "told_of") and frame.cue.medium
    pointing = view.among(first.i, "pointers") and first.tag == "PDS"
    if not (pointing or told_of) or clause.finite != sentence.first + 1:
        return False
    sayable = {"dass", "v2", "direct"} & frame.cue.governs
    return bool(sayable) and frame.cue.stance in (Stance.ASSERTS, Stance.CONFIRMS, Stance.ANNOUNCES)


def give_frames(drafts: list[Draft]) -> list[Draft]:
    """Direct speech without a frame, right before a sentence that says whose it is, takes that frame as its own."""
    backs = {draft.quote[0]: draft for draft in drafts if draft.rule == "back"}
    out: list[Draft] = []
    used: set[int] = set()
    for draft in drafts:
        back = backs.get(draft.quote[0]) if draft.rule in ("direct-alone", "direct-continued") else None
        if back is None or draft.quote[-1] + 2 < back.quote[-1]:
            out.append(draft)
            continue
        used.add(draft.quote[0])
        out.append(replace(back, type=draft.type, quote=draft.quote, rule="direct-back"))
    return [draft for draft in out if not (draft.rule == "back" and draft.quote[0] in used)]
