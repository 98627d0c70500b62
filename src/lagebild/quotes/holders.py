"""Holders: the actors who say it, through the coreference of the report; who is not named is said to be anonymous."""

from lagebild.model import Actor, ActorKind, NounPhrase
from lagebild.model.ask import span_of
from lagebild.quotes.draft import MARKS, Draft, View, actor_near, is_name, mentions_near, with_marks


def holders_of(view: View, draft: Draft) -> tuple[tuple[str, ...], bool]:
    """Ids of the holders of a quotation, and whether its source is anonymous."""
    if not draft.phrases and draft.speaker:
        named = actor_near(view, span_of(view.analysis, (draft.speaker[0], draft.speaker[-1] + 1)))
        return ((named.id,) if named is not None else ()), draft.anonymous
    if not draft.phrases:
        return (), True if draft.anonymous else not draft.speaker and draft.rule not in ("direct-alone", "continued")
    found: list[Actor] = []
    unnamed = False
    for k in draft.phrases:
        phrase = source_phrase(view, view.analysis.phrases[k])
        unnamed = unnamed or is_unnamed(view, view.analysis.phrases[k], phrase)
        owners = phrase.conjuncts if phrase.i != k else ()  # "Angaben von AFP und Reuters"
        found.extend(actor for p in (phrase.i, *owners) for actor in actors_of(view, view.analysis.phrases[p]))
    ids = tuple(dict.fromkeys(actor.id for actor in found))
    insider = draft.reporter is not None and draft.reporter.unnamed
    return ids, draft.anonymous or unnamed or insider


def source_phrase(view: View, phrase: NounPhrase) -> NounPhrase:
    """ "Angaben der Polizei" stands for "der Polizei", "einem Bericht des Senders" for "des Senders"."""
    steps = 0
    while steps < 3:
        head = view.tokens[phrase.head]
        noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
        if noun is None or not (noun.source or noun.governs):
            return phrase
        if phrase.genitive is not None:
            phrase = view.analysis.phrases[phrase.genitive]
        else:
            owners = [view.analysis.phrases[k] for k in phrase.modifiers if is_from(view, view.analysis.phrases[k])]
            if not owners:
                return phrase
            phrase = owners[0]
        steps += 1
    return phrase


def is_from(view: View, phrase: NounPhrase) -> bool:
    """Is it an attribute with "von", "aus", "durch"?"""
    at = phrase.preposition
    return at is not None and view.among(at, "from_out_of")


def actors_of(view: View, phrase: NounPhrase) -> list[Actor]:
    """The actors of a phrase: that of its core, else of its possessive or adjective ("seinen Angaben")."""
    core = span_of(view.analysis, (phrase.first, phrase.last))
    several = [actor for mention, actor in mentions_near(view, core) if mention == core]
    if several:
        return several
    for span in (core, span_of(view.analysis, phrase.full)):
        found = actor_near(view, span)
        if found is not None and covers_head(view, found, phrase):
            return [found]
    for at in (phrase.determiner, *phrase.attributes):
        if at is not None:
            token = view.tokens[at]
            found = actor_near(view, (token.start, token.end))
            if found is not None:
                return [found]
    found = actor_near(view, core)
    if found is not None:
        return [found]
    first = compound_owner(view, phrase)
    return [a for span, a in view.mentioned if first and first in view.analysis.text[slice(*span)].lower()][:1]


def compound_owner(view: View, phrase: NounPhrase) -> str:
    """The first part of a compound that names a source ("Polizeiangaben" -> "polizei"), "" without one."""
    head = view.tokens[phrase.head]
    noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
    if noun is None or not noun.source or noun.medium:
        return ""
    word = head.text
    for at in range(len(word) - 4, 3, -1):
        part = word[at:].capitalize()
        if any(stem in view.lookup.nouns for stem in (part, part.removesuffix("n"), part.removesuffix("en"))):
            return word[:at].rstrip("-").lower()
    return ""


def covers_head(view: View, actor: Actor, phrase: NounPhrase) -> bool:
    """Does a mention of the actor hold the head or the name of the phrase?"""
    head = view.tokens[phrase.head]
    points = [(head.start, head.end)]
    if phrase.name is not None:
        points.append(span_of(view.analysis, phrase.name))
    return any(start < p[1] and p[0] < end for start, end in actor.mentions for p in points)


def is_unnamed(view: View, phrase: NounPhrase, source: NounPhrase) -> bool:
    """Is the source one that nobody can name: "Augenzeugen", "Kreise", "ein Diplomat", "Berichten zufolge"?"""
    head = view.tokens[source.head]
    if source.name is not None:
        return wants_no_name(view, phrase)
    cue = view.lookup.unnamed(head.lemma, head.text) if head.tag in ("NN", "PIS") else None
    if cue is not None:
        return True
    noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
    if noun is not None and noun.source and noun.cls == "noun":
        compound = bool(compound_owner(view, source))
        from_whom = any(is_from(view, view.analysis.phrases[k]) for k in source.modifiers)
        owned = source.genitive is not None or source.attributes or from_whom
        possessive = source.determiner is not None and view.tokens[source.determiner].tag in ("PPOSAT", "PDAT", "ART")
        return noun.anonymous or not (owned or possessive or (compound and not noun.medium))
    return wants_no_name(view, phrase)


def wants_no_name(view: View, phrase: NounPhrase) -> bool:
    """Is it said near a phrase that its name is not given ("der ungenannt bleiben wollte")?"""
    text = near(view, phrase).lower()
    return any(words in text for words in view.words("unnamed_phrases"))


def near(view: View, phrase: NounPhrase) -> str:
    """The text of a phrase with what stands right behind it (a relative clause)."""
    sentence = view.sentence(phrase.head)
    last = min(sentence.last, phrase.full[1] + 8)
    return view.analysis.text[view.tokens[phrase.full[0]].start : view.tokens[last - 1].end]


def is_medium(view: View, phrase: NounPhrase) -> bool:
    """Does the phrase name a medium or an agency, by its actor, by its noun, or by a name in marks whose report it is
    ("Informationen der „Ostseepost“")?"""
    source = source_phrase(view, phrase)
    if is_marked_name(view, source):
        return True
    found = actors_of(view, source)
    if any(actor.kind == ActorKind.MEDIUM for actor in found):
        return True
    head = view.tokens[source.head]
    return (
        head.tag in ("NN", "NE")
        and head.entity[:3] not in ("PER", "LOC")
        and view.lookup.is_medium(head.lemma, head.text)
    )


def is_marked_name(view: View, phrase: NounPhrase) -> bool:
    """Is the phrase a name in marks behind an article? Whoever is told, cites or reports under one is a medium."""
    stretch = view.quote_of[phrase.head]
    if stretch < 0 or view.tokens[phrase.head].entity == "PER":
        return False
    return is_name(view, view.analysis.quoted[stretch])


def name_of(view: View, phrase: NounPhrase) -> tuple[str | None, str]:
    """Actor id and name of a phrase: that of its actor, else its own words without determiner."""
    source = source_phrase(view, phrase)
    found = actors_of(view, source)
    if is_marked_name(view, source):
        quoted = view.analysis.quoted[view.quote_of[source.head]]
        start, end = span_of(view.analysis, (quoted.first + 1, quoted.last - 1))
        medium = next((actor for actor in found if actor.kind == ActorKind.MEDIUM), None)
        return (medium.id, medium.name) if medium is not None else (None, view.analysis.text[start:end])
    _, last = with_marks(view, source.first, source.last)
    if last > source.last and view.quote_of[last - 1] >= 0:
        start, end = span_of(view.analysis, (source.last + 1, last - 1))
        named = actor_near(view, (start, end))
        return (
            (named.id, named.name)
            if named is not None and named not in found
            else (None, view.analysis.text[start:end])
        )
    if found and (found[0].kind == ActorKind.MEDIUM or not source.genitive):
        return found[0].id, found[0].name
    first = source.first
    if source.determiner is not None and source.determiner == first and first + 1 < source.last:
        first += 1
    start, end = span_of(view.analysis, (first, source.last))
    return None, view.analysis.text[start:end].strip("".join(MARKS))
