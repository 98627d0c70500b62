"""Descriptions without a name: which actor of the report, or of the lexicon, is meant by "der russische Machthaber"."""

from typing import TYPE_CHECKING

from lagebild.lang.roles import Role
from lagebild.mentions.candidates import Candidate
from lagebild.mentions.drafts import Draft, agrees, is_person, offices_at
from lagebild.model import ActorKind

if TYPE_CHECKING:
    from lagebild.mentions.coreference import Resolver

BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.MEDIUM})
FAMILIES = {
    "PTY": {"party"},
    "LAB": {"union-body"},
    "COP": {"police-body", "authority"},
    "MIL": {"army"},
    "REB": {"militia", "group"},
    "UAF": {"militia", "group"},
    "NGO": {"organisation", "association"},
    "BUS": {"company"},
    "MNC": {"company"},
    "JUD": {"court", "prosecution"},
    "IGO": {"organisation", "alliance"},
    "GOV": {"authority"},
    "SPY": {"secret-service"},
    "JRN": {"paper", "broadcaster", "agency", "media"},
    "OPP": {"movement", "party"},
    "CRM": {"group"},
}
"""What a body of a sector, known by name, can be called."""
OFFICES = frozenset(
    {"leader", "minister", "chief", "spokesperson", "ambassador", "governor", "mayor", "secretary", "opposition"}
)
Found = tuple[list[Draft], str]
REACH = 12
"""Sentences back in which a description finds its antecedent."""
AGAIN = 25
"""Sentences back in which the same words mean the same actor."""
LOOSE = frozenset(
    {"organisation", "group", "militia", "company", "alliance", "paper", "broadcaster", "agency", "association"}
)
"""Families whose compounds describe ("Islamistenorganisation") rather than tell bodies of a sort apart."""
STRICT = frozenset(
    "court ministry office authority government police-body parliament embassy prosecution council".split()
)
"""Families of which each compound is a body of its own ("Landgericht", "Oberlandesgericht")."""
NOBODY: Found = ([], "")


def referents(state: "Resolver", candidate: Candidate) -> Found:
    """The actors that a description means, with the rule; none when it starts an actor of its own."""
    role = candidate.role
    if candidate.indefinite or (role is not None and (role.circles or (role.side and not candidate.both))):
        return NOBODY
    earlier = state.near(candidate, REACH)
    if candidate.both:
        return _both(state, candidate, earlier)
    again = state.same_words(candidate)
    beside = arguments(state, candidate)
    if again is not None and again.n not in beside and _distance(again, candidate) <= AGAIN:
        return [again], "same words"
    earlier = [draft for draft in earlier if draft.n not in beside]
    if candidate.aged:
        return _aged(candidate, earlier)
    if candidate.match == "demonym" and candidate.kind == ActorKind.PERSON and candidate.definite:
        nationals = [d for d in earlier if is_person(d) and agrees(d, candidate.gender, "Sing")]
        found = best([d for d in nationals if candidate.country in state.countries(d)], candidate, 4)
        return ([found], "nationality") if found is not None else NOBODY
    if candidate.match == "demonym" or role is None:
        return _same_words(candidate, earlier)
    if candidate.number == "Plur":
        return _plural(state, candidate, earlier)
    if role.kind == ActorKind.PERSON or (role.gender == "Fem" and candidate.kind == ActorKind.PERSON):
        return _person(state, candidate, earlier)
    if role.kind == ActorKind.STATE:
        return _state(state, candidate, earlier)
    return _body(state, candidate, earlier)


def _both(state: "Resolver", candidate: Candidate, earlier: list[Draft]) -> Found:
    """ "die beiden Männer", "beide Länder": the last two actors of the sort."""
    role = candidate.role
    family = role.family if role is not None else ""
    allowed = {family, *state.lexicon.descriptions.refers.get(family, ())}

    def fits(draft: Draft) -> bool:
        if draft.number == "Plur" and draft.kind != ActorKind.STATE:
            return False
        if role is None or (
            role.kind in (ActorKind.PERSON, ActorKind.GROUP) and family not in ("group", "side", "militia")
        ):
            if not is_person(draft) or (
                candidate.gender and draft.gender and draft.gender != candidate.gender and family in ("man", "woman")
            ):
                return False
            families = state.draft_families(draft)
            return family in state.lexicon.descriptions.any_person or not families or bool(families & allowed)
        if role.kind == ActorKind.STATE:
            return draft.kind == ActorKind.STATE
        if family == "side":
            return draft.kind != ActorKind.PERSON and draft.kind != ActorKind.MEDIUM
        return draft.kind in BODIES

    fitting = [draft for draft in earlier if fits(draft) and _distance(draft, candidate) <= 4]
    if family == "side":
        states = [draft for draft in fitting if draft.kind == ActorKind.STATE]
        fitting = states if len(states) > 1 else fitting
    near = fitting[:2]
    return (near, "plural: the last two") if len(near) == 2 else NOBODY


def _distance(draft: Draft, candidate: Candidate) -> int:
    seen = draft.before(candidate.start)
    return candidate.sentence - seen.sentence if seen is not None else 10**6


def salience(draft: Draft, candidate: Candidate) -> float:
    """How present an actor is where a candidate stands: recency, being subject, being named often."""
    seen = draft.before(candidate.start)
    if seen is None:
        return -1e9
    back = candidate.sentence - seen.sentence
    score = 100.0 - 30 * back + (18 if draft.was_subject(seen) else -10)
    return (
        score + min(len([one for one in draft.seen if one.at < candidate.start]), 6) - (candidate.start - seen.at) / 400
    )


def best(drafts: list[Draft], candidate: Candidate, reach: int) -> Draft | None:
    """The most salient of some actors that were mentioned at most so many sentences back."""
    near = [draft for draft in drafts if _distance(draft, candidate) <= reach]
    return max(near, key=lambda draft: (salience(draft, candidate), -draft.n), default=None)


def arguments(state: "Resolver", candidate: Candidate) -> set[int]:
    """Actors that are arguments of the same clause: a pronoun or description beside them does not mean them."""
    number = state.analysis.clause_of[candidate.head]
    found: set[int] = set()
    for argument in state.analysis.clauses[number].arguments if number >= 0 else ():
        of = state.of_phrase.get(argument.phrase)
        if of is not None and of != candidate.i:
            found.update(state.links.get(of, ()))
    return found


def _aged(candidate: Candidate, earlier: list[Draft]) -> Found:
    """ "der 68-Jährige": the most salient person of the gender who is not spoken of in the same sentence."""
    gender = aged_gender(candidate)
    persons = [draft for draft in earlier if is_person(draft) and agrees(draft, gender, "Sing")]
    other = [draft for draft in persons if not (candidate.subject and _distance(draft, candidate) == 0)]
    found = best([draft for draft in other if draft.named] or other, candidate, 3)
    return ([found], "age") if found is not None and candidate.definite else NOBODY


def aged_gender(candidate: Candidate) -> str:
    """Gender of "der 68-Jährige", "der 52-Jährigen", by article and ending."""
    if candidate.word.endswith(("r", "m", "s")):
        return "Masc"
    return candidate.gender


def _same_words(candidate: Candidate, earlier: list[Draft]) -> Found:
    """The same noun again: "die Demonstranten" after "4000 Demonstranten"."""
    for draft in earlier:
        same = candidate.word in draft.nouns or draft.name.endswith(candidate.word)
        if same and not draft.named and draft.number == candidate.number and candidate.country in (None, draft.country):
            return [draft], "same noun"
    return NOBODY


def _plural(state: "Resolver", candidate: Candidate, earlier: list[Draft]) -> Found:
    """Definite plurals: the same noun again, or the two bodies of that sort that were named together."""
    role = candidate.role
    assert role is not None
    if not candidate.definite:
        return NOBODY
    same = [
        draft for draft in earlier
        if draft.number == "Plur" and not draft.named and role.family and role.family in draft.families
        and candidate.country in (None, draft.country) and _noun(draft, candidate)
    ]  # fmt: skip
    if same:
        return [same[0]], "same noun"
    if role.family in ("group", "militia", "party", "country", "organisation"):
        allowed = {role.family, *state.lexicon.descriptions.refers.get(role.family, ())}
        fitting = [d for d in earlier if d.number != "Plur" and d.named and _families(state, d) & allowed][:2]
        if len(fitting) == 2 and all(_distance(draft, candidate) <= 2 for draft in fitting):
            return fitting, "plural: the last two"
    return NOBODY


def _noun(draft: Draft, candidate: Candidate) -> bool:
    assert candidate.role is not None
    stem = candidate.role.noun[:-2].lower()
    return any(stem in noun.lower() for noun in draft.nouns)


def _families(state: "Resolver", draft: Draft) -> set[str]:
    """Families of the nouns that an actor was or could be called by."""
    found = state.draft_families(draft)
    if draft.kind == ActorKind.STATE:
        return found | {"country"}
    if draft.entry is not None:
        for sector in state.lexicon.entries[draft.entry].sectors:
            found |= FAMILIES.get(sector, set())
    return found


def _person(state: "Resolver", candidate: Candidate, earlier: list[Draft]) -> Found:
    """One person by office, party, nation or a general noun."""
    role = candidate.role
    assert role is not None
    persons = [draft for draft in earlier if is_person(draft) and agrees(draft, candidate.gender, "Sing")]
    if candidate.mine is not None and role.family not in ("generic", "colleague", "man", "woman"):
        return NOBODY
    if role.family in OFFICES and not (role.family in ("chief", "spokesperson") and not candidate.definite):
        found = _office_holder(state, candidate, persons)
        if found is not None:
            return [found], "office"
    if not candidate.definite:
        return NOBODY
    if candidate.affiliation is not None:
        named = state.lexicon.entries[candidate.affiliation].name
        member = [d for d in persons if _belongs(state, d, candidate.affiliation, named)]
        found = best(member, candidate, 6)
        if found is not None:
            return [found], "party"
        free = [d for d in persons if d.affiliation is None and d.named and _politician(state, d)]
        found = best(free, candidate, 2)
        return ([found], "party open") if found is not None else NOBODY
    if candidate.country is not None:
        persons = [d for d in persons if candidate.country in (state.countries(d) or {candidate.country})]
    known = [d for d in persons if _same_family(state, d, role.family) or _same_noun(d, candidate)]
    if candidate.prefix and role.family == "chief":
        known = [d for d in known if state.draft_families(d) - {"leader"} or _same_noun(d, candidate)]
    if role.family in state.lexicon.descriptions.any_person or role.family in ("colleague", "generic"):
        known = persons
    if not known:
        known = [d for d in persons if d.named and not state.draft_families(d) and _distance(d, candidate) <= 2]
    again = [d for d in known if _same_noun(d, candidate)]
    found = best(again, candidate, REACH) or best([d for d in known if d.named] or known, candidate, 4)
    if found is not None and candidate.owner is None:
        return [found], "description of a person"
    return NOBODY


def _same_noun(draft: Draft, candidate: Candidate) -> bool:
    """Was a person called by the noun before, in another form maybe ("Piloten" for "Pilot")?"""
    assert candidate.role is not None
    stem = (candidate.prefix + candidate.role.noun.lower()).lower()
    return any(_is_form(noun.lower(), stem) for noun in draft.nouns)


def _is_form(noun: str, stem: str) -> bool:
    """Is a noun the basic noun in any form, or a compound of it: "selbstmordattentätern" of "attentäter"?"""
    at = noun.rfind(stem[:-1])
    return at >= 0 and len(noun) - at - len(stem) < 4


def _same_family(state: "Resolver", draft: Draft, family: str) -> bool:
    if not family:
        return False
    allowed = {family, *state.lexicon.descriptions.refers.get(family, ())}
    return bool(state.draft_families(draft) & allowed)


def _politician(state: "Resolver", draft: Draft) -> bool:
    families = state.draft_families(draft)
    return not families or _same_family(state, draft, "politician")


def _belongs(state: "Resolver", draft: Draft, affiliation: int, name: str) -> bool:
    """Is a person known to belong to a party or body?"""
    if draft.affiliation is not None:
        return draft.affiliation == affiliation
    if draft.entry is None:
        return False
    entry = state.lexicon.entries[draft.entry]
    return entry.party == name or any(name in office.office for office in entry.offices)


def _office_holder(state: "Resolver", candidate: Candidate, persons: list[Draft]) -> Draft | None:
    """The person of the report with the office; without one, the only holder of the lexicon on the report's day."""
    role = candidate.role
    assert role is not None
    country = candidate.country
    fitting = [d for d in persons if _same_family(state, d, role.family)]
    if country is not None:
        fitting = [d for d in fitting if country in state.countries(d)]
    exact = [d for d in fitting if _called(state, d, {office_noun(candidate).lower()})]
    alike = [d for d in fitting if _called(state, d, _synonyms(state, candidate))]
    if candidate.owner is None or country is not None:
        chosen = best(exact or alike, candidate, 12)
        if chosen is not None and (candidate.definite or candidate.subject):
            return chosen
    where = country or (state.home if role.family in ("leader", "minister") and role.home else None)
    if where is None or not state.day or not candidate.definite or where in ("EUR", "UNO", "NTO"):
        return None
    known = state.lexicon.holders.get(where, ())
    holders = [number for number in known if _holds(state, number, where, candidate, True)]
    holders = holders or [number for number in known if _holds(state, number, where, candidate, False)]
    if len(holders) != 1:
        return None
    key = f"e{holders[0]}"
    return state.draft_of(key, candidate, holders[0])


def _synonyms(state: "Resolver", candidate: Candidate) -> set[str]:
    """Offices that the noun can also mean: "Machthaber" -> Präsident …; "Minister" -> every minister."""
    assert candidate.role is not None
    noun = candidate.role.noun
    if noun in ("Minister", "Ressortchef") and not candidate.prefix:
        return {"minister"}
    groups = [group for group in state.lexicon.descriptions.offices if noun in group]
    return {other.lower() for group in groups for other in group} or {office_noun(candidate).lower()}


def _called(state: "Resolver", draft: Draft, nouns: set[str]) -> bool:
    """Was the person called by one of the nouns, or do they name an office held?"""
    called = [noun.lower() for noun in draft.nouns]
    if draft.entry is not None:
        called += [office.lower() for office in offices_at(state.lexicon.entries[draft.entry], state.day)]
    return any(noun in text for noun in nouns for text in called)


def _holds(state: "Resolver", number: int, country: str, candidate: Candidate, exact: bool) -> bool:
    """Does a person of the lexicon hold the office that a noun names, on the report's day? exact: without addition."""
    role = candidate.role
    assert role is not None
    noun = office_noun(candidate).lower()
    generic = role.noun in state.lexicon.descriptions.generic_offices
    for office in state.lexicon.entries[number].offices:
        if office.country != country or not office.held(state.day):
            continue
        held = office.office.lower()
        if exact and " " in held:
            continue
        vice = held.startswith(("vize", "stellvertret", "ex-"))
        if vice != noun.startswith(("vize", "stellvertret")):
            continue
        if any(_names_office(other, held) for other in (_synonyms(state, candidate) if generic else {noun})):
            return True
    return False


def _names_office(noun: str, held: str) -> bool:
    """Is an office the one of a noun: "kanzler" of "bundeskanzler", but not "präsident" of "ministerpräsident"?"""
    first = held.split()[0]
    if noun in ("präsident", "staatspräsident"):
        return first.endswith(noun) and not first.endswith(("ministerpräsident", "vizepräsident"))
    return first.endswith((noun, noun + "in")) or noun in held.split()


def office_noun(candidate: Candidate) -> str:
    """The office in a compound, without what only names the state: "Bundesaußenministerin" -> "Außenminister"."""
    role = candidate.role
    assert role is not None
    prefix = candidate.prefix
    for part in ("Bundes", "Landes", "US-", "EU-", "Ex-"):
        prefix = prefix.removeprefix(part)
    return (prefix + role.noun.lower()).capitalize() if prefix and not prefix.endswith("-") else role.noun


def _is_compound(state: "Resolver", role: Role) -> bool:
    """Does a noun of the list end in another one ("Außenministerium")?"""
    tails = (role.noun[at:].capitalize() for at in range(3, len(role.noun) - 3))
    return any(tail in state.lexicon.roles for tail in tails)


def _state(state: "Resolver", candidate: Candidate, earlier: list[Draft]) -> Found:
    """ "das Land": the state that was spoken of last, when it is the only one of the last two sentences."""
    if candidate.owner is not None or candidate.mine is not None or not candidate.definite:
        return NOBODY
    if candidate.role is None or candidate.role.noun not in state.lexicon.descriptions.states:
        return NOBODY
    near = [d for d in earlier if d.kind == ActorKind.STATE and d.named and _distance(d, candidate) <= 2]
    if candidate.country is not None:
        near = [d for d in near if d.country == candidate.country]
    if len(near) > 1:
        near = [d for d in near if d.country == state.home]
    return (near, "the only state near") if len(near) == 1 else NOBODY


def _body(state: "Resolver", candidate: Candidate, earlier: list[Draft]) -> Found:
    """Bodies, groups and media by a noun that is less precise than their name."""
    role = candidate.role
    assert role is not None
    bodies = [d for d in earlier if d.kind in BODIES and d.number != "Plur"]
    if candidate.country is not None:
        bodies = [d for d in bodies if d.country in (None, candidate.country)]
    same = [
        d for d in bodies
        if (candidate.word in d.nouns or (candidate.definite and not candidate.prefix and _same_noun(d, candidate)))
        and (candidate.country is None or d.country == candidate.country)
    ]  # fmt: skip
    if same and candidate.mine is None and (candidate.owner is None or candidate.country is not None):
        return [same[0]], "same noun"
    if not candidate.definite or candidate.mine is not None or candidate.owner is not None:
        return NOBODY
    allowed = set(state.lexicon.descriptions.refers.get(role.family, ()))
    known = [d for d in bodies if _families(state, d) & allowed and not (d.entry is None and candidate.prefix)]
    if not allowed or (candidate.prefix and (role.family not in LOOSE or candidate.prefix.endswith("-"))):
        return NOBODY
    if candidate.prefix:
        known = [d for d in known if d.entry is not None]
    if role.family in STRICT and _is_compound(state, role):
        known = [d for d in known if role.noun.lower() in f"{d.name} {' '.join(d.nouns)}".lower()]
    if candidate.subject:
        known = [d for d in known if _distance(d, candidate) > 0] or known
    found = best(known, candidate, 6)
    return ([found], "kind of body") if found is not None else NOBODY
