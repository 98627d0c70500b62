"""Frames: the clauses that report, each with its cue, its speaker and its addressee."""

from lagebild.lang.reporting import Cue
from lagebild.model import Clause, ClauseKind, NounPhrase, PhraseKind, Role, Stance, Tense, VerbPosition, Voice
from lagebild.quotes.draft import PLANS, Frame, View, phrase_tokens
from lagebild.quotes.holders import is_medium
from lagebild.quotes.speakers import (
    addressee,
    bare_prefield,
    best_subject,
    documents,
    is_insider,
    is_negated,
    is_person,
    is_state,
    source_after,
    speakers,
    speaks,
)

RESPELT = (("iern", "ieren"), ("een", "en"), ("eren", "ern"))
"""Endings of guessed infinitives, and what they should be."""
NOUN_ENDINGS = ("", "e", "en", "n", "s", "es", "er")


def find_frames(view: View) -> dict[int, Frame]:
    """The frames of a report by the index of their clause; a clause whose verb stands in another one ("früher als
    erwartet") has no word that reports and frames nothing."""
    frames: dict[int, Frame] = {}
    for clause in view.analysis.clauses:
        if clause.predicate and (clause.finite is not None or clause.kind == ClauseKind.INFINITIVE or clause.cluster):
            found = match(view, clause)
            frame = make_frame(view, clause, *found) if found is not None else None
            if frame is not None and frame.words and is_told(view, clause, frame):
                frames[clause.i] = frame
    return frames


def is_told(view: View, clause: Clause, frame: Frame) -> bool:
    """Does somebody tell it, and not only in a condition ("Sollte das Amt sagen, …")? Who learns hands on only what a
    source said ("erfuhr aus Kreisen", "wie die Agentur erfuhr"), an adjective and a refusal need one whose mind it is
    ("Die Wirtin ist sicher, …", not "Sicher ist, …"), and beside some words a verb means something else ("bestritt das
    Spiel", "wies die Reisenden zurück")."""
    if means_else(view, clause, frame.cue) or sends_away(view, clause, frame) or is_supposed(view, clause, frame):
        return False
    if frame.negated and view.tokens[view.sentence(clause.tokens[0]).last - 1].text == "?":
        return False
    opening = clause.finite is not None and clause.finite == view.sentence(clause.tokens[0]).first
    if clause.position == VerbPosition.FIRST and (clause.kind == ClauseKind.SUBORDINATE or opening):
        return False
    if frame.cue.lemma in view.words("naming_verbs") and clause.reflexive is not None:  # "nennt sich „Wächter“"
        return False
    minded = any(speaks(view, view.analysis.phrases[k]) for k in frame.phrases)
    if frame.negated and frame.cue.act in PLANS and not minded:  # "Im Entwurf war nicht vorgesehen, …"
        return False
    named = bool(frame.speaker) or clause.kind == ClauseKind.INFINITIVE
    if not named and (frame.cue.act == "exclude" or (frame.cue.act == "deny" and clause.voice == Voice.ACTIVE)):
        return False
    if frame.cue.lemma in view.words("learning_verbs"):
        subject = best_subject(view, clause)
        return source_after(view, clause.tokens) is not None or (subject is not None and is_medium(view, subject))
    return bool(frame.speaker) or not is_state(view, frame.cue)


def means_else(view: View, clause: Clause, cue: Cue) -> bool:
    """Does a word beside it, or the last part of a compound, give a verb another sense ("bestritt 67 Profikämpfe")?"""
    endings = tuple(word.lower() for word in cue.not_with if len(word) > 3)
    for i in clause.tokens if cue.not_with else ():
        token = view.tokens[i]
        if view.among(i, "possessed_livings") and view.tokens[i - 1].tag == "PPOSAT":  # "bestreiten ihre Existenz"
            return True
        if token.text in cue.not_with or (token.tag == "NN" and endings and token.text.lower().endswith(endings)):
            return True
    return False


def is_supposed(view: View, clause: Clause, frame: Frame) -> bool:
    """Is a denial one that nobody has uttered yet ("wird bestreiten", "könnte leugnen"), or a refutation by a thing
    ("Die Zahlen widerlegen die Annahme")?"""
    if frame.cue.stance != Stance.DENIES or frame.negated:
        return False
    if frame.cue.act == "refute":
        return not any(speaks(view, view.analysis.phrases[k]) for k in frame.phrases)
    return clause.tense == Tense.FUTURE or bool(view.words("supposing_modals") & set(clause.modals))


def sends_away(view: View, clause: Clause, frame: Frame) -> bool:
    """Are people turned back ("wies an der Grenze 350 Personen zurück")?"""
    if frame.cue.lemma not in view.words("rebuffing_verbs"):
        return False
    role = Role.ACCUSATIVE if clause.voice == Voice.ACTIVE else Role.SUBJECT
    sides = [view.analysis.phrases[a.phrase].head for a in clause.arguments if a.role in (role, Role.SUBJECT)]
    heads = [view.tokens[i] for i in sides]
    if any(view.lookup.noun(head.lemma, head.text) is not None for head in heads):
        return False
    for argument in clause.arguments:
        phrase = view.analysis.phrases[argument.phrase]
        counted = any(view.tokens[i].tag == "CARD" for i in range(phrase.first, phrase.last))
        head = view.tokens[phrase.head]
        people = phrase.kind == PhraseKind.NOUN and is_person(view, phrase) and "Acc" in phrase.cases
        if people and (argument.role == role or counted) and view.lookup.noun(head.lemma, head.text) is None:
            return True
    return False


def match(view: View, clause: Clause) -> tuple[Cue, tuple[int, ...]] | None:
    """The best cue of a clause with the tokens of its unit: units before verbs, reflexive agreement, wanted content."""
    units = []
    possible = [cue for verb in verbs_of(view, clause) for cue in view.lookup.units.get(verb, ())]
    own = [i for i in (*clause.tokens, *short_infinitive(view, clause)) if view.quote_of[i] < 0] if possible else []
    names = {i: names_of(view, i) for i in own}
    present = set().union(*names.values())
    for cue in possible:
        words = unit_words(view, clause, cue, names) if present.issuperset(view.lookup.unit_words[cue.lemma]) else None
        if words is not None:
            units.append((len(words), cue.lemma, cue, words))
    if units:
        _, _, cue, words = max(units, key=lambda item: item[:2])
        return cue, words
    candidates = next(filter(None, (view.lookup.verbs.get(lemma) for lemma in lemmas(view, clause))), [])
    fitting = [cue for cue in candidates if cue.reflexive == (clause.reflexive is not None)]
    fitting = fitting or [cue for cue in candidates if not cue.reflexive]
    if not fitting:
        return None
    if len(fitting) > 1:
        fitting = sorted(fitting, key=lambda cue: (0 if prefers(view, clause, cue) else 2) if cue.prefer else 1)
    return fitting[0], ()


def lemmas(view: View, clause: Clause) -> tuple[str, ...]:
    """The predicate, and what it should be where the model's lemma is odd: without a "ge" that a participle left in it
    ("ausgesagen"), without "weiter" as particle, a participle beside haben ("bekannthaben"), a regular form whose
    ending was kept ("tuschelt")."""
    predicate = clause.predicate
    head, found, tail = predicate.partition("ge")
    plain = head + tail if found and len(tail) > 2 else predicate
    last = [view.tokens[i].lemma for i in clause.tokens if view.tokens[i].tag == "VVPP"]
    joined = next((predicate.removesuffix(w) for w in view.words("auxiliaries") if predicate.endswith(w)), predicate)
    participle = view.lookup.participles.get(joined, joined) if joined != predicate else predicate
    stem = next(
        (predicate.removesuffix(end) for end in ("eten", "ete", "ten", "te", "t") if predicate.endswith(end)), ""
    )
    regular = (stem + "en", stem + "n") if len(stem) > 2 else ()
    return predicate, participle, without_addition(view, predicate), plain, *last[-1:], *regular, *respelt(view, clause)


def respelt(view: View, clause: Clause) -> tuple[str, ...]:
    """The predicate with the ending that a guessed infinitive should have ("telegrafiern", "entrüsteen", "twitteren"),
    and without an adjective that was read as its particle ("feigenennen")."""
    predicate = clause.predicate
    mended = tuple(predicate.removesuffix(a) + b for a, b in RESPELT if predicate.endswith(a))
    word = view.tokens[clause.particle].text.lower() if clause.particle is not None else ""
    return (*mended, predicate.removeprefix(word)) if word else mended


def without_addition(view: View, predicate: str) -> str:
    """A predicate without an adverb that was read as its particle ("weitersagen" for "sagte weiter")."""
    return next(
        (predicate.removeprefix(word) for word in view.words("additions") if predicate.startswith(word)), predicate
    )


def verbs_of(view: View, clause: Clause) -> tuple[str, ...]:
    """Lemmas under which a unit of a clause may stand: predicate, modal, auxiliary, causative "lassen"."""
    cluster = tuple(view.tokens[i].lemma for i in clause.tokens if view.tokens[i].tag[0] == "V" or i in clause.cluster)
    return tuple(dict.fromkeys((clause.predicate, *clause.modals, *cluster)))


def prefers(view: View, clause: Clause, cue: Cue) -> bool:
    """Does the clause have the content that an entry wants before its namesake?"""
    below = [view.analysis.clauses[k] for k in view.children[clause.i]]
    if cue.prefer == "inf":
        return any(c.kind == ClauseKind.INFINITIVE for c in below)
    if cue.prefer == "ob":
        return any(c.introducer is not None and view.among(c.introducer, "whether") for c in below)
    return False


def unit_words(view: View, clause: Clause, cue: Cue, names: dict[int, set[str]]) -> tuple[int, ...] | None:
    """Tokens of the words of a unit in a clause, or None when one of them is missing. names: see `names_of`."""
    found: list[int] = []
    for word in view.lookup.unit_words[cue.lemma]:
        able = (i for i, words in names.items() if word in words and i not in found and stands_free(view, i, cue))
        at = next(able, None)
        if at is None:
            return None
        found.append(at)
    return tuple(with_lead(view, clause, found)) if found else None


def stands_free(view: View, token: int, cue: Cue) -> bool:
    """May a noun be a word of a unit: not one behind a preposition that the unit does not have ("gab nach dem Dementi
    Gewinne ab")?"""
    k = view.analysis.phrase_of[token] if view.tokens[token].tag == "NN" else -1
    at = view.analysis.phrases[k].preposition if k >= 0 and view.analysis.phrases[k].head == token else None
    if at is None:
        return True
    word = view.tokens[at].text.lower()
    words = cue.lemma.lower().split()[:-1]
    return word in words or view.lookup.contractions.get(word, word) in words or len(words) > 1


def short_infinitive(view: View, clause: Clause) -> tuple[int, ...]:
    """The tokens of a bare "zu" infinitive below a clause ("gab zu bedenken", "gab zu verstehen")."""
    for k in view.children[clause.i]:
        below = view.analysis.clauses[k]
        if (
            below.kind == ClauseKind.INFINITIVE
            and len(below.tokens) <= 2
            and view.tokens[below.tokens[0] - 1].text != ","
        ):
            return below.tokens
    return ()


def names_of(view: View, token: int) -> set[str]:
    """The words of units that a token can be: small ones by form, verbs and adjectives by lemma, nouns in any form."""
    t = view.tokens[token]
    found = {t.text.lower()}
    if t.tag[:1] in "VA" and t.tag != "VVPP":
        found.add(t.lemma.lower())
    if t.text[0].isupper():
        nouns = (t.lemma, *(t.text.removesuffix(end) for end in NOUN_ENDINGS), *view.lookup.irregular.get(t.text, ()))
        found.update(noun for noun in nouns if not noun[:1].islower())
    return found


def with_lead(view: View, clause: Clause, words: list[int]) -> list[int]:
    """The words of a unit with article and preposition directly before them ("zum Ausdruck", "die Theorie")."""
    own = set(clause.tokens)
    out = set(words)
    for i in words:
        k = i - 1
        while k in own and view.tokens[k].tag in ("ART", "APPR", "APPRART", "PTKZU"):
            out.add(k)
            k -= 1
    return sorted(out)


def make_frame(view: View, clause: Clause, cue: Cue, unit: tuple[int, ...]) -> Frame:
    """The frame of a clause that a cue was found for."""
    words = set(clause.cluster) | set(unit)
    if clause.particle is not None:
        words.add(clause.particle)
    if clause.reflexive is not None and (cue.reflexive or cue.cls == "unit"):
        words.add(clause.reflexive)
    words.update(i for i in clause.tokens if announces(view, clause, i, cue))
    if cue.lemma in view.words("naming_verbs") or clause.voice == Voice.PASSIVE:  # "Es wird befürchtet, dass"
        words.update(i for i in clause.tokens if view.among(i, "it"))
    phrases = speakers(view, clause, cue) or documents(view, clause)
    spoken = relative_pronoun(view, clause, phrases)
    spoken = spoken or [i for p in phrases[:1] for i in speaker_tokens(view, view.analysis.phrases[p], cue)]
    spoken = spoken or bare_prefield(view, clause)
    return Frame(
        clause=clause.i,
        cue=cue,
        words=tuple(sorted(words)),
        speaker=tuple(sorted(set(spoken))),
        phrases=phrases,
        addressee=addressee(view, clause, cue),
        negated=is_negated(view, clause, unit) or any(view.among(i, "nobody") for i in spoken[:1]),
        unnamed=bool(phrases) and is_insider(view, clause, cue, phrases[0]),
    )


def relative_pronoun(view: View, clause: Clause, phrases: tuple[int, ...]) -> list[int]:
    """The relative pronoun that is the subject of a clause and stands for its speaker; without one, nothing."""
    if clause.kind != ClauseKind.RELATIVE or not phrases or phrases[0] != clause.antecedent:
        return []
    subjects = [view.analysis.phrases[a.phrase] for a in clause.arguments if a.role == Role.SUBJECT]
    pronoun = next((p for p in subjects if p.kind == PhraseKind.RELATIVE), None)
    return list(range(pronoun.first, pronoun.last)) if pronoun is not None else []


def speaker_tokens(view: View, phrase: NounPhrase, cue: Cue) -> tuple[int, ...]:
    """The tokens of a speaker without what the cue governs and was read as his attribute ("rückte die Partei | von der
    Forderung ab")."""
    ids = phrase_tokens(view, phrase)
    clause = view.analysis.clauses[phrase.clause] if phrase.clause >= 0 else None
    outside = {view.tokens[i].text.lower() for i in (clause.tokens if clause is not None else ()) if i not in ids}
    for k in phrase.modifiers:
        at = view.analysis.phrases[k].preposition
        word = view.tokens[at].text.lower() if at is not None and at in ids else ""
        if at is not None and word in cue.reports and word not in outside:
            return tuple(i for i in ids if i < at)
    return ids


def announces(view: View, clause: Clause, token: int, cue: Cue) -> bool:
    """Is the token a da-word that announces the content: one of the cue's, or one right before the border or verb?"""
    t = view.tokens[token]
    if t.text.lower() in cue.correlate:
        return True
    if not view.among(token, "announcing") or token + 1 >= len(view.tokens) or not {"dass", "inf"} & cue.governs:
        return False
    following = view.tokens[token + 1]
    behind = clause.finite is not None and token > clause.finite
    return behind and (
        following.text == ","
        or (
            token + 1 in clause.cluster
            and view.tokens[token + 2 : token + 3][0:1] != ()
            and view.tokens[token + 2].text == ","
        )
    )
