"""Speakers and addressees of a frame: subject, agent, or the phrase behind a preposition; who can speak at all."""

from lagebild.lang.reporting import Cue
from lagebild.model import Argument, Clause, ClauseKind, Mood, NounPhrase, PhraseKind, Role, VerbPosition, Voice
from lagebild.quotes.draft import View, phrase_tokens
from lagebild.quotes.holders import is_medium

UNREAL = frozenset({Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2})


def bare_prefield(view: View, clause: Clause) -> list[int]:
    """The first field of an active verb-second clause when it is a run of names that no phrase covers."""
    field = clause.fields.prefield
    if field is None or clause.voice != Voice.ACTIVE or clause.position != VerbPosition.SECOND:
        return []
    names = [i for i in range(*field) if not view.tokens[i].tag.startswith("$")]
    if names and view.among(names[0], "from") and view.tokens[names[-1]].tag in ("NE", "NN") and len(names) <= 4:
        tags = [view.tokens[i].tag for i in names[1:]]
        return (
            names if set(tags) <= {"ART", "NE", "NN"} else []
        )  # "Von der Aue betonte": a name, nobody speaks before it
    return names if names and all(view.tokens[i].tag in ("NE", "FM", "NN") for i in names) else []


def is_insider(view: View, clause: Clause, cue: Cue, phrase: int) -> bool:
    """Does it come "aus" a body, from nobody in particular ("hieß es aus dem Rathaus")?"""
    return (
        "aus" in cue.speaker
        and any(
            a.phrase == phrase and a.role == Role.PREPOSITIONAL and a.preposition == "aus" for a in clause.arguments
        )
        and not documentary(view, view.analysis.phrases[phrase])
    )


def documentary(view: View, phrase: NounPhrase) -> bool:
    """Is the phrase a text ("aus dem Bericht")?"""
    head = view.tokens[phrase.head]
    noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
    return cue_is_text(noun) or head.text.endswith(tuple(view.words("text_endings")))


def cue_is_text(noun: Cue | None) -> bool:
    """Is a noun of reporting one that names a text or a finding?"""
    return noun is not None and noun.source and not noun.anonymous


def is_negated(view: View, clause: Clause, unit: tuple[int, ...]) -> bool:
    """Is the reporting itself negated ("sagte nicht, dass")? "nicht nur" negates nothing, and so does what belongs to a
    unit ("will nichts davon wissen")."""
    for i in clause.negations:
        if i in unit:
            continue
        following = view.tokens[i + 1].text.lower() if i + 1 < len(view.tokens) else ""
        before = view.tokens[i - 1].text.lower() if i else ""
        if following not in view.words("limits_of_negation") and before not in view.words("whether"):
            return True
    subjects = [view.analysis.phrases[a.phrase].head for a in clause.arguments if a.role == Role.SUBJECT]
    return any(view.among(i, "nobody") for i in subjects)


def speakers(view: View, clause: Clause, cue: Cue) -> tuple[int, ...]:
    """The phrases of the speaker of a frame, conjuncts apart; empty when nobody is named."""
    passive = clause.voice != Voice.ACTIVE and not is_state(view, cue)
    for place in cue.speaker:
        if place == "subject" and not passive:
            found = best_subject(view, clause)
            if found is not None and cue.act == "deny" and is_plain_word(view, found):
                found = other_subject(view, clause, found)  # "Die Behauptung wies die Prüferin zurück"
            if found is not None and usable(view, found, place):
                return with_conjuncts(found)
            continue
        if place == "subject":
            role, preposition = Role.AGENT, None
        elif place in ("accusative", "dative"):
            role, preposition = (Role.SUBJECT if passive else Role(place)), None
        else:
            role, preposition = Role.PREPOSITIONAL, place
        for argument in clause.arguments:
            fits = argument.role == role or (place == "accusative" and is_accusative(view, argument))
            if fits and (preposition is None or argument.preposition == preposition):
                found = resolve(view, clause, view.analysis.phrases[argument.phrase])
                if found is not None and usable(view, found, place):
                    return with_conjuncts(found)
    return behind_preposition(view, clause, cue)


def other_subject(view: View, clause: Clause, found: NounPhrase) -> NounPhrase | None:
    """Who speaks where a noun of saying was read as the subject: the other phrase that can be the nominative."""
    for argument in clause.arguments:
        phrase = view.analysis.phrases[argument.phrase]
        bare = argument.role in (Role.ACCUSATIVE, Role.PREDICATIVE) and phrase.preposition is None
        if phrase.i != found.i and bare and "Nom" in phrase.cases and speaks(view, phrase):
            return phrase
    return None


def source_after(view: View, tokens: tuple[int, ...]) -> NounPhrase | None:
    """The phrase behind the first "aus" or "von" among some tokens."""
    for i in tokens:
        if view.among(i, "from_out_of") and i + 1 < len(view.tokens):
            k = view.analysis.phrase_of[i + 1]
            if k >= 0:
                return view.analysis.phrases[k]
    return None


def is_plain_word(view: View, phrase: NounPhrase) -> bool:
    """Is the phrase a noun of saying, and no medium?"""
    head = view.tokens[phrase.head]
    noun = view.lookup.noun(head.lemma, head.text) if head.tag == "NN" else None
    return noun is not None and not noun.medium and not view.lookup.is_medium(head.lemma, head.text)


def is_state(view: View, cue: Cue) -> bool:
    """Is the cue an adjective or noun with "sein" ("überzeugt sein"), which looks like a passive?"""
    return cue.cls == "unit" and cue.lemma.split()[-1] in view.words("be")


def is_accusative(view: View, argument: Argument) -> bool:
    """Is a dative by the analysis an accusative by its article ("zitiert einen Zeugen")?"""
    phrase = view.analysis.phrases[argument.phrase]
    return argument.role == Role.DATIVE and "Acc" in phrase.cases and "Dat" not in phrase.cases


def behind_preposition(view: View, clause: Clause, cue: Cue) -> tuple[int, ...]:
    """The speaker behind a preposition that was read as part of another phrase ("hieß es am Montag von X")."""
    for place in cue.speaker:
        for i in clause.tokens:
            if view.tokens[i].text.lower() == place and view.tokens[i].tag == "APPR" and i + 1 < len(view.tokens):
                k = view.analysis.phrase_of[i + 1]
                if k >= 0 and speaks(view, view.analysis.phrases[k]) and usable(view, view.analysis.phrases[k], place):
                    return with_conjuncts(view.analysis.phrases[k])
    return ()


def best_subject(view: View, clause: Clause) -> NounPhrase | None:
    """The subject of a clause; where an object is a person or body and the subject is neither, that object; where a
    clause that begins with its verb has none, that of the clause beside it."""
    phrases = view.analysis.phrases
    found: NounPhrase | None = None
    others: list[NounPhrase] = []
    for argument in clause.arguments:
        phrase = phrases[argument.phrase]
        if argument.role == Role.SUBJECT and found is None:
            found = resolve(view, clause, phrase)
        elif argument.role in (Role.ACCUSATIVE, Role.DATIVE, Role.PREDICATIVE) and "Nom" in phrase.cases:
            others.append(phrase)
    if clause.shared_subject and (above := speaking_above(view, clause)) is not None:
        return best_subject(view, above)
    if found is not None and (leading := named_first(view, clause, found)) is not None:
        return leading
    if found is not None and (spokesman := before_medium(view, clause, found)) is not None:
        return spokesman
    pointing = found is not None and view.among(found.head, "pointers")
    expletive = found is not None and view.among(found.head, "it")
    if clause.shared_subject or (
        found is not None and not pointing and not expletive and (animacy(view, found) > 0 or is_person(view, found))
    ):
        return found
    first = clause.finite is not None and found is not None and found.head < clause.finite
    if (
        first
        and not pointing
        and not expletive
        and found is not None
        and found.cases == {"Nom"}
        and clause.voice == Voice.ACTIVE
    ):
        return found
    better = [
        p
        for p in others
        if p.parent is None and agrees(view, clause, p) and (animacy(view, p) > 1 or is_person(view, p) or pointing)
    ]
    if better:
        return max(better, key=lambda p: (animacy(view, p), -p.first))
    if (
        found is None
        and clause.kind == ClauseKind.PARENTHESIS
        and clause.parent is not None
        and clause.parent != clause.i
    ):
        return best_subject(view, view.analysis.clauses[clause.parent])
    return stray_subject(view, clause) if found is None or pointing else found


def agrees(view: View, clause: Clause, phrase: NounPhrase) -> bool:
    """Can a phrase be the subject by its number ("haben Kant widerlegt": no)?"""
    plural = clause.finite is not None and view.tokens[clause.finite].number == "Plur"
    return not plural or phrase.number != "Sing" or bool(phrase.conjuncts)


def named_first(view: View, clause: Clause, found: NounPhrase) -> NounPhrase | None:
    """The name in the first field where a bare name behind the verb was taken for the subject ("Jan Kolbe widersprach
    Holm"): of two names whose case nothing shows the first one is the subject."""
    if clause.finite is None or clause.position != VerbPosition.SECOND or found.head < clause.finite:
        return None
    sure = found.kind != PhraseKind.NAME or (found.determiner is not None and "Acc" not in found.cases)
    if sure or clause.voice != Voice.ACTIVE:
        return None
    for argument in clause.arguments:
        phrase = view.analysis.phrases[argument.phrase]
        bare = phrase.preposition is None and phrase.determiner is None and "Nom" in phrase.cases
        bare = bare and phrase.name is not None and agrees(view, clause, phrase)
        leads = phrase.first == clause.tokens[0] and phrase.head < clause.finite
        if argument.role in (Role.DATIVE, Role.ACCUSATIVE) and bare and leads and animacy(view, phrase) > 1:
            return phrase
    return None


def before_medium(view: View, clause: Clause, found: NounPhrase) -> NounPhrase | None:
    """The person before a medium that was taken for the subject ("wie eine Sprecherin der APA bestätigte": the medium
    is told)."""
    if not is_medium(view, found) or found.determiner is None:
        return None
    for argument in clause.arguments:
        phrase = view.analysis.phrases[argument.phrase]
        told = argument.role in (Role.ACCUSATIVE, Role.DATIVE, Role.PREDICATIVE) and "Nom" in phrase.cases
        if told and phrase.last == found.first and is_person(view, phrase):
            return phrase
    return None


def speaking_above(view: View, clause: Clause) -> Clause | None:
    """The clause in the indicative above a subjunctive that a clause in the indicative was read as coordinated with
    ("sagte, er sei krank, und fügte hinzu")."""
    parent = view.analysis.clauses[clause.parent] if clause.parent is not None else None
    if parent is None or clause.mood in UNREAL or parent.mood not in UNREAL:
        return None
    seen = {clause.i}
    while parent.parent is not None and parent.i not in seen:
        seen.add(parent.i)
        parent = view.analysis.clauses[parent.parent]
        if parent.mood not in UNREAL and parent.finite is not None:
            return parent
    return None


def is_person(view: View, phrase: NounPhrase) -> bool:
    """Does the head of a phrase, or a title in it, name a person or body?"""
    return any(
        view.tokens[i].tag in ("NN", "NE") and view.lookup.person.search(view.tokens[i].text)
        for i in range(phrase.first, phrase.last)
        if i == phrase.head or (view.tokens[i].text[0].isupper() and i < phrase.head)
    )


def animacy(view: View, phrase: NounPhrase) -> int:
    """2: a person or body by its name or as an actor of the report; 1: a pronoun or a word for speakers; 0: neither."""
    head = view.tokens[phrase.head]
    names = [view.tokens[i].entity[:3] for i in range(phrase.first, phrase.last)]
    if "PER" in names or (phrase.kind == PhraseKind.NAME and "ORG" in names) or phrase.head in view.actor_tokens:
        return 2
    if phrase.kind in (PhraseKind.PRONOUN, PhraseKind.RELATIVE) or view.lookup.unnamed(head.lemma, head.text):
        return 1
    return 1 if head.tag == "NN" and view.lookup.is_medium(head.lemma, head.text) else 0


def speaks(view: View, phrase: NounPhrase) -> bool:
    """Is the phrase a person or body, by name, by noun, by pronoun or as an actor of the report?"""
    head = view.tokens[phrase.head].text
    return bool(animacy(view, phrase) or view.lookup.person.search(head)) or phrase.kind == PhraseKind.NAME


def documents(view: View, clause: Clause) -> tuple[int, ...]:
    """Where nobody is named: the text in which it stands ("in einer Mitteilung hieß es", "in dem Bericht wurde …")."""
    for argument in clause.arguments:
        phrase = view.analysis.phrases[argument.phrase]
        head = view.tokens[phrase.head]
        if (
            argument.role == Role.PREPOSITIONAL
            and argument.preposition in view.words("text_places")
            and head.tag == "NN"
        ):
            noun = view.lookup.noun(head.lemma, head.text)
            if noun is not None and noun.source and noun.lemma not in view.words("no_text"):
                return with_conjuncts(phrase)
    return ()


def has_der(view: View, index: int) -> bool:
    """Does "der" stand before a phrase whose head is no feminine by its form ("der Journalist")?"""
    phrase = view.analysis.phrases[index]
    word = view.tokens[phrase.head].text
    article = phrase.determiner is not None and view.tokens[phrase.determiner].text.lower() in view.words(
        "definite_masculine"
    )
    return article and not word.endswith(tuple(view.words("feminine_endings")))


def stray_subject(view: View, clause: Clause) -> NounPhrase | None:
    """A phrase that can only be the subject although no argument says so: bare, first or behind the verb."""
    own = set(clause.tokens)
    used = {
        a.phrase
        for a in clause.arguments
        if a.role not in (Role.ACCUSATIVE, Role.ADVERBIAL)
        and not leading_name(view, clause, a)
        and not (a.role == Role.DATIVE and has_der(view, a.phrase))
    }
    found = [
        view.analysis.phrases[k]
        for k in dict.fromkeys(view.analysis.phrase_of[i] for i in clause.tokens)
        if k >= 0 and k not in used
    ]
    bare = [
        p
        for p in found
        if p.preposition is None and p.head in own and p.parent is None
        and p.kind in (PhraseKind.NAME, PhraseKind.NOUN, PhraseKind.PRONOUN)
        and (p.kind != PhraseKind.NOUN or "Nom" in p.cases or has_der(view, p.i))
    ]  # fmt: skip
    return max(
        bare,
        key=lambda p: (animacy(view, p), bool(view.lookup.person.search(view.tokens[p.head].text)), -p.first),
        default=None,
    )


def leading_name(view: View, clause: Clause, argument: Argument) -> bool:
    """Is it a name at the start of a verb-second clause that was taken for a genitive for its ending ("Ambros")?"""
    phrase = view.analysis.phrases[argument.phrase]
    first = phrase.first == clause.tokens[0] and clause.position == VerbPosition.SECOND
    return argument.role == Role.GENITIVE and phrase.kind == PhraseKind.NAME and first


def usable(view: View, phrase: NounPhrase, place: str) -> bool:
    """May the phrase name a speaker: no expletive "es", no time or abstract place behind a preposition?"""
    word = view.tokens[phrase.head]
    if view.among(word.i, "expletives"):
        return False
    if place in ("in", "nach", "bei", "an"):
        return word.entity != "LOC" or place != "in"
    return True


def resolve(view: View, clause: Clause, phrase: NounPhrase) -> NounPhrase | None:
    """A relative pronoun stands for its antecedent."""
    if phrase.kind == PhraseKind.RELATIVE:
        return None if clause.antecedent is None else view.analysis.phrases[clause.antecedent]
    return phrase


def with_conjuncts(phrase: NounPhrase) -> tuple[int, ...]:
    """Indexes of a phrase and of those coordinated with it."""
    return phrase.i, *phrase.conjuncts


def addressee(view: View, clause: Clause, cue: Cue) -> tuple[int, ...]:
    """The tokens of the addressee: dative, accusative, or behind "gegenüber", "an", "zu", "bei", "von", "mit"."""
    for place in (*cue.addressee, "gegenüber") if cue.addressee else ():
        for argument in clause.arguments:
            phrase = view.analysis.phrases[argument.phrase]
            if place in ("dative", "accusative"):
                fits = argument.role == Role(place) or (
                    place == "accusative" and argument.role == Role.SUBJECT and clause.voice == Voice.PASSIVE
                )
            else:
                fits = argument.role == Role.PREPOSITIONAL and argument.preposition == place
            if fits and phrase.kind != PhraseKind.RELATIVE and is_person_like(view, phrase, place):
                return phrase_tokens(view, phrase)
    return ()


def is_person_like(view: View, phrase: NounPhrase, place: str) -> bool:
    """May the phrase be spoken to? Behind prepositions only names, pronouns and words for people and bodies."""
    head = view.tokens[phrase.head]
    if phrase.kind == PhraseKind.NUMBER or view.among(head.i, "expletives"):
        return False
    if place in ("dative", "accusative", "gegenüber"):
        return place == "gegenüber" or speaks(view, phrase)
    return head.entity[:3] in ("PER", "ORG") or phrase.kind == PhraseKind.NAME or phrase.name is not None
