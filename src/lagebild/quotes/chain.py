"""The chain: media and agencies through which a statement reached the reader, nearest first."""

from msgspec.structs import replace

from lagebild.model import ChainLink, Clause, ClauseKind, NounPhrase, PhraseKind, QuotationType, Role, Stance
from lagebild.quotes.draft import Draft, Frame, View
from lagebild.quotes.holders import is_marked_name, is_medium, name_of
from lagebild.quotes.speakers import best_subject, source_after

BY_SO = frozenset({"so", "direct-so"})
"""Rules of sources named by "so", which have no clause of their own."""


def with_chains(view: View, drafts: list[Draft], frames: dict[int, Frame]) -> list[Draft]:
    """The drafts with the media that handed them on; a medium that names its own source makes room for it."""
    return [with_chain(view, draft, frames) for draft in drafts]


def with_chain(view: View, draft: Draft, frames: dict[int, Frame]) -> Draft:
    """One draft with its media."""
    clause = view.analysis.clauses[draft.reporter.clause] if draft.reporter is not None else None
    if clause is None and draft.rule in BY_SO:
        media = media_beside(view, draft)
        return replace(draft, media=(*draft.media, *media)) if media else draft
    if clause is None:
        return handed_on(view, draft, None, frames) if draft.rule.startswith("according") else draft
    if quoted_by(view, clause, draft):
        media = [
            a.phrase for a in clause.arguments if a.role in (Role.SUBJECT, Role.AGENT) and a.phrase not in draft.phrases
        ]
        return replace(draft, media=tuple(k for k in media if is_medium(view, view.analysis.phrases[k])))
    found = handed_on(view, draft, clause, frames)
    if found is not draft:
        return found
    handed = (*told_to(view, clause), *spoken_for(view, draft), *seen_by(view, draft))
    media = [k for k in handed if k not in draft.phrases]
    return replace(draft, media=(*draft.media, *media)) if media else draft


def handed_on(view: View, draft: Draft, clause: Clause | None, frames: dict[int, Frame]) -> Draft:
    """A medium that names where it has it from makes room for that source, and so on through the media it names."""
    if clause is not None and learns(view, draft):
        subject = best_subject(view, clause)
        origin = source_after(view, clause.tokens)
        if subject is None or origin is None:
            return draft
        return replace(draft, media=(subject.i,), phrases=(origin.i, *origin.conjuncts))
    speaking = [k for k in draft.phrases if is_medium(view, view.analysis.phrases[k])]
    origin = referred(view, clause) if clause is not None else None
    if not speaking and origin is not None and draft.entry is not None and draft.entry.medium:
        speaking = [*draft.phrases]
    if not speaking:
        return draft
    origin = origin or behind(view, draft, frames)
    if origin is None:
        return draft
    media = [*speaking]
    for _ in range(4):
        deeper = nested_origin(view, origin, frames)
        if deeper is None:
            break
        media.append(origin.i)
        origin = deeper
    return replace(draft, media=tuple(media), phrases=(origin.i, *origin.conjuncts))


def learns(view: View, draft: Draft) -> bool:
    """Is the frame one of learning ("wie X aus Kreisen erfuhr"), whose subject hands on?"""
    return draft.entry is not None and draft.entry.lemma in view.words("learning_verbs")


def behind(view: View, draft: Draft, frames: dict[int, Frame]) -> NounPhrase | None:
    """The source that stands behind a medium named by a preposition: "der Zeitung aus Kreisen", a relative clause."""
    last = draft.speaker[-1] if draft.speaker else -1
    if last < 0 or not draft.frame:
        return None
    for i in draft.speaker:
        if view.among(i, "out_of") and i + 1 <= last and view.analysis.phrase_of[i + 1] >= 0:
            return view.analysis.phrases[view.analysis.phrase_of[i + 1]]
    if last + 2 < len(view.tokens) and view.among(last + 1, "out_of") and view.analysis.phrase_of[last + 2] >= 0:
        return view.analysis.phrases[view.analysis.phrase_of[last + 2]]
    sentence = view.sentence(last)
    for index in view.clauses_in[sentence.i]:
        clause = view.analysis.clauses[index]
        if clause.kind == ClauseKind.RELATIVE and draft.frame[0] < clause.tokens[0] <= draft.frame[-1] + 3:
            return told_in(view, clause, frames)
    return None


def told_in(view: View, clause: Clause, frames: dict[int, Frame]) -> NounPhrase | None:
    """The source that a relative clause names: "die einen Diplomaten zitierte", "die sich auf X beruft", "die aus X
    stammen"."""
    frame = frames.get(clause.i)
    if frame is not None and "accusative" in frame.cue.speaker:
        return view.analysis.phrases[frame.phrases[0]] if frame.phrases else None
    if clause.predicate in view.words("stemming_verbs"):
        return source_after(view, clause.tokens)
    if clause.predicate in view.words("relying_verbs"):
        for i in clause.tokens:
            if view.among(i, "upon") and i + 1 < len(view.tokens) and view.analysis.phrase_of[i + 1] >= 0:
                return view.analysis.phrases[view.analysis.phrase_of[i + 1]]
    return referred(view, clause)


def spoken_for(view: View, draft: Draft) -> list[int]:
    """The medium in "bestätigte eine Sprecherin der Agentur": a dative that stands like a genitive behind a speaker."""
    if draft.entry is None or ("dative" not in draft.entry.addressee and "gegenüber" not in draft.entry.addressee):
        return []
    owned = [view.analysis.phrases[k].genitive for k in draft.phrases]
    return [k for k in owned if k is not None and is_medium(view, view.analysis.phrases[k])]


def seen_by(view: View, draft: Draft) -> list[int]:
    """The medium to which the paper is known that a frame names ("aus einem Papier, das Reuters vorliegt")."""
    out: list[int] = []
    sentence = view.sentence(draft.frame[0]) if draft.frame else None
    for index in view.clauses_in[sentence.i] if sentence is not None else ():
        clause = view.analysis.clauses[index]
        if clause.kind == ClauseKind.RELATIVE and clause.predicate in view.words("lying_verbs"):
            found = dict.fromkeys(view.analysis.phrase_of[i] for i in clause.tokens if view.analysis.phrase_of[i] >= 0)
            out.extend(k for k in found if is_medium(view, view.analysis.phrases[k]))
    return out


def quoted_by(view: View, clause: Clause, draft: Draft) -> bool:
    """Is the frame one that cites ("zitierte den General", "wird von der Agentur zitiert")?"""
    return draft.entry is not None and "accusative" in draft.entry.speaker


def told_to(view: View, clause: Clause) -> list[int]:
    """Phrases of the media that were told: "sagte X der Zeitung Y", "im Gespräch mit dem Sender", "gegenüber Z"."""
    out: list[int] = []
    for argument in clause.arguments:
        phrase = view.analysis.phrases[argument.phrase]
        marked = argument.role == Role.GENITIVE and is_marked_name(view, phrase)  # "sagte Wendt dem „Boten“"
        if (
            argument.role in (Role.DATIVE, Role.ACCUSATIVE)
            or marked
            or (argument.role == Role.PREPOSITIONAL and argument.preposition in view.words("told_places"))
        ):
            out.extend(k for k in media_in(view, phrase, argument.preposition) if k not in out)
    return out


def media_beside(view: View, draft: Draft) -> list[int]:
    """The media in the frame of "so X" ("so die Ministerin zur „Elbpost“", "so Wolf im Gespräch mit dem Sender")."""
    told = view.words("told_places")
    behind = [i for i in draft.frame if i not in draft.speaker or view.tokens[i].tag in ("APPR", "APPRART")]
    out: list[int] = []
    for i in behind:
        word = view.tokens[i].text.lower()
        place = view.lookup.contractions.get(word, word)
        k = view.analysis.phrase_of[i + 1] if i + 1 < len(view.tokens) and place in told else -1
        k = view.analysis.phrase_of[i + 2] if k < 0 and place in told and i + 2 < len(view.tokens) else k
        if k >= 0 and k not in draft.phrases:
            out.extend(m for m in media_in(view, view.analysis.phrases[k], place) if m not in out)
    return out


def media_in(view: View, phrase: NounPhrase, preposition: str) -> list[int]:
    """The media of a phrase: itself, or behind "Interview mit", "Bericht des"."""
    head = view.tokens[phrase.head]
    talking = any(word in head.text.lower() for word in view.words("talking_nouns"))
    if talking:
        inner = [view.analysis.phrases[k] for k in (*phrase.modifiers, *filter(None, (phrase.genitive,)))]
        return [p.i for p in inner if is_medium(view, p)]
    found = [view.analysis.phrases[k] for k in (phrase.i, *phrase.conjuncts)]
    if preposition in view.words("asked_places"):  # "auf Anfrage der Zeitung", not "auf die Zeitung"
        return []
    return [p.i for p in found if is_medium(view, p) or (not preposition and unknown_name(view, p))]


def unknown_name(view: View, phrase: NounPhrase) -> bool:
    """A name with article that is told something and is no person: most likely a medium ("dem Heimatboten")."""
    head = view.tokens[phrase.head]
    named = phrase.kind == PhraseKind.NAME or view.quote_of[phrase.head] >= 0
    return named and phrase.determiner is not None and head.entity[:3] not in ("PER", "LOC") and head.tag != "PPER"


def referred(view: View, clause: Clause) -> NounPhrase | None:
    """The source that a medium refers to: "unter Berufung auf X", "mit Verweis auf X"."""
    for i in clause.tokens:
        if (
            view.tokens[i].text in view.words("referring_nouns")
            and i + 2 < len(view.tokens)
            and view.among(i + 1, "upon")
        ):
            k = view.analysis.phrase_of[i + 2]
            if k < 0:
                continue
            phrase = view.analysis.phrases[k]
            if phrase.parent is not None and view.analysis.phrases[phrase.parent].first == phrase.first:
                phrase = view.analysis.phrases[phrase.parent]
            return phrase
    return None


def nested_origin(view: View, origin: NounPhrase, frames: dict[int, Frame]) -> NounPhrase | None:
    """Whom a medium that is referred to cites in turn: "die Agentur Y, die einen Diplomaten zitierte"."""
    sentence = view.sentence(origin.head)
    for index in view.clauses_in[sentence.i]:
        clause = view.analysis.clauses[index]
        near = 0 < clause.tokens[0] - origin.full[1] <= 3
        if clause.kind == ClauseKind.RELATIVE and (clause.antecedent == origin.i or near):
            return told_in(view, clause, frames)
    return None


def links(view: View, draft: Draft) -> tuple[ChainLink, ...]:
    """The links of a draft's chain."""
    out: list[ChainLink] = []
    for k in draft.media:
        actor, name = name_of(view, view.analysis.phrases[k])
        link = ChainLink(id=actor, name=name)
        if link not in out:
            out.append(link)
    return tuple(out)


def hand_back(view: View, drafts: list[Draft]) -> list[Draft]:
    """A sentence such as "Das berichtet AFP unter Berufung auf Y" gives its media to what the sentence before said."""
    out = list(drafts)
    dropped: set[int] = set()
    for n, draft in enumerate(drafts):
        if draft.rule != "back" or not (draft.media or speaks_as_medium(view, draft)):
            continue
        media = [*draft.media] if draft.media else [*draft.phrases]
        if draft.media:
            media.extend(k for k in draft.phrases if is_medium(view, view.analysis.phrases[k]))
        told = set(draft.quote)
        receivers = [m for m, other in enumerate(drafts) if m != n and receives(other) and set(other.quote) <= told]
        for m in receivers:
            out[m] = replace(out[m], media=(*media, *out[m].media))
        if receivers:
            dropped.add(n)
    return [draft for n, draft in enumerate(out) if n not in dropped]


def hand_inside(view: View, drafts: list[Draft]) -> list[Draft]:
    """A medium that a preposition names hands on what the frame in its sentence says: it is in the chain of what X said
    in "Laut der „Elbpost“ sagte X, …"."""
    out = list(drafts)
    for outer in drafts:
        if outer.rule.startswith("according") and speaks_as_medium(view, outer):
            told = set(outer.quote)
            for m, draft in enumerate(drafts):
                if is_frame_in(view, draft, told, outer):
                    out[m] = replace(out[m], media=(*out[m].media, *outer.media, *outer.phrases))
    return out


def is_frame_in(view: View, draft: Draft, told: set[int], outer: Draft) -> bool:
    """Is the frame of a quotation the main clause of what an outer source says, and its speaker another one?"""
    if draft.reporter is None or not draft.phrases or set(draft.phrases) & set(outer.phrases):
        return False
    clause = view.analysis.clauses[draft.reporter.clause]
    return bool(told & set(draft.reporter.words)) and clause.i in outer.roots and draft.type != QuotationType.REPORTED


def receives(draft: Draft) -> bool:
    """Can a medium have handed on the quotation: a statement with a speaker, no denial that answers the medium?"""
    if draft.rule == "back" or not draft.phrases or draft.type == QuotationType.FREE_INDIRECT:
        return False
    return draft.entry is None or draft.entry.stance not in (Stance.DENIES, Stance.DOUBTS, Stance.NO_COMMENT)


def speaks_as_medium(view: View, draft: Draft) -> bool:
    """Is the speaker a medium?"""
    return any(is_medium(view, view.analysis.phrases[k]) for k in draft.phrases)
