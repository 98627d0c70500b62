"""Pronouns: the most salient actor that agrees in number and gender, after Lappin and Leass (1994); else nothing."""

from bisect import bisect_right

from lagebild.lang.roles import Form
from lagebild.mentions.candidates import Candidate
from lagebild.mentions.coreference import Resolver
from lagebild.mentions.descriptions import arguments, salience
from lagebild.mentions.drafts import NEAR, Draft, is_person
from lagebild.mentions.speech import first_person
from lagebild.model import ActorKind, Clause, ClauseKind, PhraseKind


def link_pronouns(state: Resolver) -> None:
    """Third pass: relative, personal and possessive pronouns in order of the text."""
    for candidate in state.candidates:
        if candidate.how == "relative":
            _relative(state, candidate)
        elif candidate.how == "pronoun":
            _personal(state, candidate)
        elif candidate.how == "possessive":
            _possessive(state, candidate)


def _clause(state: Resolver, candidate: Candidate) -> Clause | None:
    number = state.analysis.clause_of[candidate.head]
    return state.analysis.clauses[number] if number >= 0 else None


def _relative(state: Resolver, candidate: Candidate) -> None:
    """A relative pronoun means what its clause speaks of."""
    clause = _clause(state, candidate)
    if clause is None or clause.antecedent is None or candidate.word.lower() in state.lexicon.descriptions.no_actor:
        return
    of = state.of_phrase.get(clause.antecedent)
    for number in state.links.get(of, ()) if of is not None else ():
        state.attach(candidate, state.drafts[number], "relative pronoun")


def _personal(state: Resolver, candidate: Candidate) -> None:
    word = candidate.word.lower()
    form = state.lexicon.descriptions.pronouns.get(word)
    if form is None:
        first_person(state, candidate)
    if form is None or _is_address(state, candidate):
        return
    if word in ("dessen", "deren") and _owns(state, candidate):
        for draft in _choose(state, candidate, form, set(), _clause(state, candidate), possessive=True):
            state.attach(candidate, draft, "possessive")
        return
    number = _verb_number(state, candidate) if form.plural and form.genders else ""
    if candidate.subject and number:
        form = Form(genders=frozenset(), plural=True) if number == "Plur" else Form(genders=form.genders)
    clause = _clause(state, candidate)
    exclude = arguments(state, candidate) if _is_argument(candidate, clause) else set()
    drafts = _choose(state, candidate, form, exclude, clause)
    for draft in drafts:
        state.attach(candidate, draft, "pronoun")


def _is_argument(candidate: Candidate, clause: Clause | None) -> bool:
    """Is a pronoun an argument of its clause, and no attribute of a noun ("den Protesten gegen ihn")?"""
    return clause is None or any(argument.phrase == candidate.phrase for argument in clause.arguments)


def _owns(state: Resolver, candidate: Candidate) -> bool:
    """Does a noun follow, of which the pronoun is the owner ("dessen Atomprogramm")?"""
    tokens = state.analysis.tokens
    return candidate.last < len(tokens) and tokens[candidate.last].tag in ("NN", "NE", "ADJA", "CARD")


def _possessive(state: Resolver, candidate: Candidate) -> None:
    word = candidate.word.lower()
    if first_person(state, candidate):
        return
    possessives = state.lexicon.descriptions.possessives
    form = next((possessives[stem] for stem in possessives if word.startswith(stem)), None)
    if form is None or _is_address(state, candidate):
        return
    drafts = _choose(state, candidate, form, set(), _clause(state, candidate), possessive=True)
    for draft in drafts:
        state.attach(candidate, draft, "possessive")


def _is_address(state: Resolver, candidate: Candidate) -> bool:
    """Is it the polite "Sie", "Ihr" of an address, with a capital inside a sentence?"""
    sentence = state.analysis.sentences[candidate.sentence]
    opening = state.analysis.text[sentence.start : candidate.start].strip(' „»"“–—+0123456789.:Uhr')
    after = state.analysis.text[max(0, candidate.start - 2) : candidate.start]
    return candidate.word[:1].isupper() and bool(opening) and not after.startswith((":", "„", "»", "“"))


def _verb_number(state: Resolver, candidate: Candidate) -> str:
    clause = _clause(state, candidate)
    if clause is None or clause.finite is None:
        return ""
    return state.analysis.tokens[clause.finite].number


def _choose(
    state: Resolver,
    candidate: Candidate,
    form: Form,
    exclude: set[int],
    clause: Clause | None,
    possessive: bool = False,
) -> list[Draft]:
    """The one actor, or the actors of a coordination, that a pronoun means; nothing when no actor stands out."""
    scored = []
    quoted = _quotation(state, candidate.start)
    subject = _outer_subject(state, clause)
    for draft in state.near(candidate, NEAR):
        seen = draft.before(candidate.start)
        if seen is None or draft.n in exclude or candidate.sentence - seen.sentence > NEAR:
            continue
        if quoted and seen.at < quoted:
            continue
        if not _fits(state, draft, form) or not _same_part(state, seen.sentence, candidate.sentence):
            continue
        score = salience(draft, candidate)
        score += 8 if is_person(draft) else -25 if draft.kind == ActorKind.STATE else 0
        score += 25 if draft.n in subject and not possessive else 0
        if possessive and clause is not None:
            own = _subject_of(state, clause)
            score += 22 if draft.n in own else 0
        scored.append((score, -draft.n, draft))
    last_named = candidate.word.lower().startswith(state.lexicon.descriptions.nearest)
    if last_named:
        scored = [(float(latest.at), n, draft) for _, n, draft in scored if (latest := draft.before(candidate.start))]
    scored.sort(key=lambda item: item[:2], reverse=True)
    if not scored or _thing_between(state, candidate, form, scored[0][2], possessive):
        return []
    top = scored[0][2]
    latest = top.before(candidate.start)
    other = not is_person(top) and top.number != "Plur" and latest is not None and not latest.subject
    if other and not possessive and not last_named:
        return []
    if form.plural and not form.genders:
        partners = _coordinated(state, candidate)
        if partners and (top.number != "Plur" or salience(partners[0], candidate) > salience(top, candidate)):
            return partners
        return [top] if top.number == "Plur" or top.kind == ActorKind.GROUP else []
    if len(scored) > 1 and scored[0][0] - scored[1][0] < 3 and is_person(top) and is_person(scored[1][2]):
        return []
    return [top]


def _fits(state: Resolver, draft: Draft, form: Form) -> bool:
    """Does an actor agree with a form?"""
    if draft.number == "Plur" or (draft.kind == ActorKind.GROUP and not draft.named):
        return form.plural
    if draft.kind == ActorKind.PERSON:
        return bool(form.genders) and (not draft.gender or draft.gender in form.genders)
    return bool(form.genders) and draft.gender in form.genders


def _same_part(state: Resolver, one: int, other: int) -> bool:
    """No pronoun reaches over a whole paragraph, nor over a heading."""
    sentences = state.analysis.sentences
    return sentences[other].paragraph - sentences[one].paragraph <= 1


def _quotation(state: Resolver, at: int) -> int:
    """Start of the direct speech in which a position stands, or 0."""
    for part in state.analysis.quoted:
        if part.depth == 0 and part.start <= at < part.end and part.last - part.first > 6:
            return part.start
    return 0


def _subject_of(state: Resolver, clause: Clause) -> set[int]:
    for argument in clause.arguments:
        if argument.role.value == "subject":
            of = state.of_phrase.get(argument.phrase)
            return set(state.links.get(of, ())) if of is not None else set()
    return set()


def _outer_subject(state: Resolver, clause: Clause | None) -> set[int]:
    """Subject of the clause above: "Lukaschenko erklärte, er plane …"."""
    steps = 0
    while clause is not None and clause.parent is not None and steps < 3:
        clause = state.analysis.clauses[clause.parent]
        found = _subject_of(state, clause)
        if found:
            return found
        steps += 1
    return set()


def _coordinated(state: Resolver, candidate: Candidate) -> list[Draft]:
    """Persons or states joined by "und" in the last two sentences."""
    phrases = state.analysis.phrases
    for phrase in reversed(phrases[: _first_after(state, candidate)]):
        if candidate.sentence - state.analysis.sentence_of[phrase.head] > 2:
            break
        if len(phrase.conjuncts) == 1:
            ofs = [state.of_phrase.get(i) for i in (phrase.i, *phrase.conjuncts)]
            links = [state.links.get(of, []) if of is not None else [] for of in ofs]
            if all(len(link) == 1 for link in links) and links[0] != links[1]:
                return [state.drafts[link[0]] for link in links]
    return []


def _first_after(state: Resolver, candidate: Candidate) -> int:
    return bisect_right(state.analysis.phrases, candidate.first, key=lambda phrase: phrase.first)


def _thing_between(state: Resolver, candidate: Candidate, form: Form, top: Draft, possessive: bool) -> bool:
    """Is a thing of the right gender, subject of its clause, nearer than the actor ("Der Plan … Er …")?"""
    seen = top.before(candidate.start)
    if seen is None or (is_person(top) and candidate.sentence - seen.sentence <= 1 and seen.subject):
        return False
    phrases = state.analysis.phrases
    for phrase in reversed(phrases[: _first_after(state, candidate)]):
        at = state.analysis.tokens[phrase.first].start
        if at >= candidate.start or at <= seen.at:
            if at <= seen.at:
                break
            continue
        clause = state.analysis.clauses[phrase.clause] if phrase.clause >= 0 else None
        if phrase.kind != PhraseKind.NOUN or phrase.i in state.of_phrase or clause is None:
            continue
        if clause.kind == ClauseKind.VERBLESS or phrase.i not in state.found.subjects:
            continue
        if (phrase.number == "Sing" and phrase.gender in form.genders) or (
            phrase.number == "Plur" and form.plural and not form.genders
        ):
            return True
    return False
