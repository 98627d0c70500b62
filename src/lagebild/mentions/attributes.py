"""State, sector, gender, number and affiliation that the words of a phrase give an actor."""

from lagebild.lang.actors import ActorLexicon
from lagebild.lang.roles import Role
from lagebild.mentions.lookup import Match, role_of, state_of_adjective
from lagebild.mentions.scene import Scene, names_state
from lagebild.model import ActorKind, NounPhrase, PhraseKind

OPEN = frozenset({"", "CVL", "PTY", "UAF", "SOC", "BUS", "MIL", "ELI"})
"""Sectors that an adjective of political side makes more precise ("oppositionelle Parteien")."""
PROFESSIONS = frozenset({"JUD", "REL", "MED", "JRN", "EDU"})
"""Sectors of a profession, which the first part of a compound does not change ("Militärbischof")."""
OFFICES = frozenset(
    "leader minister governor mayor senator legislator deputy secretary ambassador diplomat commissioner chief".split()
)
"""Families of public office: who held one belongs to the elite."""
PARTY_LEVELS = frozenset({"Bundes", "Landes", "Kreis", "Bezirks", "Stadt", "Kantonal", "Regional"})
"""First parts with which a chair is that of a party or association of this level, and no office of government."""
MANY = frozenset({"beide", "viele", "einige", "mehrere", "alle"})
"""Determiners of plurals."""
FAR = 60
"""Tokens back in which "dortig" finds its state."""
HOME_LEADERS = ("staats", "bundes", "minister", "landes", "ex-", "vize", "us-", "eu-", "übergangs", "interims")


def adjective_state(found: Scene, phrase: NounPhrase) -> str | None:
    """State of an adjective in the phrase: "die ukrainische Luftwaffe" -> UKR, "die Kiewer Regierung" -> UKR; not of an
    adverb ("die russisch besetzte Stadt")."""
    tokens, lexicon = found.analysis.tokens, found.lexicon
    for k in range(phrase.first, phrase.last):
        token = tokens[k]
        match = found.cover.get(k)
        if match is not None:
            if (match.last <= phrase.head or match.first > phrase.first) and names_state(found, match):
                if match.last <= phrase.head and _behind_preposition(found, phrase, match):
                    continue
                return lexicon.entries[match.entries[0]].country
            continue
        number = lexicon.cities.get(token.text) if token.text.endswith("er") else None
        if number is None:
            number = state_of_adjective(lexicon, token)
        if number is not None:
            return lexicon.entries[number].country
    return None


def _behind_preposition(found: Scene, phrase: NounPhrase, match: Match) -> bool:
    """Does a state inside a phrase stand with a preposition ("des über Litauen abgestürzten russischen Jets")?"""
    before = [found.analysis.tokens[k].tag for k in range(max(phrase.first, match.first - 2), match.first)]
    return any(tag in ("APPR", "APPRART") for tag in before)


def attached_country(found: Scene, phrase: NounPhrase) -> str | None:
    """State of the owner or of a place attached to a phrase: "Sprecher des Kreml", "Außenministerium in Teheran"."""
    analysis = found.analysis
    parts = [phrase.genitive, *phrase.modifiers]
    for part in parts:
        if part is None:
            continue
        inner = analysis.phrases[part]
        if part != phrase.genitive and not _tells_origin(found, phrase, inner):
            continue
        state = adjective_state(found, inner) or _named_country(found, inner)
        if state is None and inner.genitive is not None and inner.lemma in found.lexicon.descriptions.leadership:
            state = _named_country(found, analysis.phrases[inner.genitive])
        if state is not None:
            return state
    return None


def _there(found: Scene, phrase: NounPhrase) -> str | None:
    """State named last before "die dortige Regierung", within the last sentences."""
    analysis, there = found.analysis, tuple(found.lexicon.descriptions.there)
    if not any(analysis.tokens[k].text.lower().startswith(there) for k in phrase.attributes):
        return None
    for k in range(phrase.first - 1, max(-1, phrase.first - FAR), -1):
        place, match = found.places.get(k), found.matches.get(k)
        if place is not None and place.country is not None:
            return place.country
        if match is not None and names_state(found, match):
            return found.lexicon.entries[match.entries[0]].country
    return None


def _tells_origin(found: Scene, phrase: NounPhrase, inner: NounPhrase) -> bool:
    """Does a prepositional phrase right behind a noun say where somebody belongs: "aus", "von", of bodies also "in"?"""
    if inner.preposition is None or inner.preposition not in (phrase.last, phrase.full[1]):
        return False
    tokens = found.analysis.tokens
    word = tokens[inner.preposition].text.lower()
    if word in found.lexicon.descriptions.origin:
        return True
    if word == "unter" and inner.lemma in found.lexicon.descriptions.leadership:
        return True
    role = role_of(found.lexicon, tokens[phrase.head].text)
    body = role is not None and role[0].kind in (ActorKind.ORGANISATION, ActorKind.MEDIUM)
    toward = inner.determiner is not None and tokens[inner.determiner].text.lower() in ("die", "den", "das")
    return body and word in found.lexicon.descriptions.seat and not toward


def _named_country(found: Scene, phrase: NounPhrase) -> str | None:
    for k in range(phrase.first, phrase.last):
        match = found.cover.get(k)
        if match is not None and match.entries and match.how != "surname":
            return found.lexicon.entries[match.entries[0]].country
        place = found.places.get(k)
        if place is not None and place.country is not None:
            return place.country
    return None


def country_of(found: Scene, phrase: NounPhrase, prefix: str, match: Match | None) -> str | None:
    """State that the words of the phrase name, whatever its name says."""
    state = adjective_state(found, phrase) or _there(found, phrase)
    if state is None and prefix:
        number = prefix_entry(found, prefix)
        state = found.lexicon.entries[number].country if number is not None else None
    if state is None and (match is None or match.how == "surname" or phrase.kind == PhraseKind.NOUN):
        state = attached_country(found, phrase)
    if state is None and phrase.name is not None and match is None:
        place = found.places.get(phrase.name[0])
        state = place.country if place is not None else None
    return state


def prefix_entry(found: Scene, prefix: str) -> int | None:
    """Entry that the first part of a compound names: "US-" -> USA, "SPD-" -> SPD, "Kreml" -> Kreml."""
    lexicon = found.lexicon
    bare, first = prefix.rstrip("-"), prefix.rpartition("-")[0]
    for name in (bare, bare.removesuffix("s"), bare.removesuffix("n"), first, first.replace("-", " ")):
        entries = lexicon.names.get(name)
        if entries and (prefix.endswith("-") or len(name) > 3):
            here = [entry for entry in entries if lexicon.entries[entry].country == found.home]
            return (here or entries)[0]
    if prefix in lexicon.prefixes:
        return lexicon.prefixes[prefix]
    return lexicon.metonyms.get(bare)


def inner_prefix(lexicon: ActorLexicon, word: str) -> str:
    """Name of the lexicon that begins a noun which is in the list as a whole: "Kremlchef" -> "Kreml"."""
    for at in range(4, len(word) - 3):
        if word[:at] in lexicon.names and word[at].islower() and role_of(lexicon, word[at:].capitalize()):
            return word[:at]
    return ""


def affiliation_of(found: Scene, phrase: NounPhrase, prefix: str, last: int) -> int | None:
    """Party or body of a person: in the compound ("SPD-Abgeordnete"), in brackets ("(SPD)"), the owner."""
    tokens, lexicon = found.analysis.tokens, found.lexicon
    if prefix:
        number = prefix_entry(found, prefix)
        if number is not None and lexicon.entries[number].kind != ActorKind.STATE:
            return number
    for at in (last, phrase.last):
        if at + 1 < len(tokens) and tokens[at].text == "(":
            match = found.matches.get(at + 1)
            if match is not None and match.how == "name":
                return match.entries[0]
    if phrase.genitive is not None:
        owner = found.analysis.phrases[phrase.genitive]
        match = next((found.cover[k] for k in range(owner.first, owner.last) if k in found.cover), None)
        if match is not None and match.how == "name":
            return match.entries[0]
    return None


def sector_of(found: Scene, phrase: NounPhrase, role: Role | None, prefix: str, country: str | None) -> str:
    """Sector by noun and compound: "Polizeisprecher" -> COP; ELI for those who held an office, IGO for UN and Nato."""
    if role is None:
        return ""
    sector = _compound_sector(found, role, prefix) if prefix else role.sector
    tokens, known = found.analysis.tokens, found.lexicon.descriptions
    if sector in OPEN:
        words = [tokens[k].text.lower() for k in phrase.attributes]
        called = (side for stem, side in known.sector_adjectives.items() if any(w.startswith(stem) for w in words))
        sector = next(called, sector)
    past = prefix.startswith(("Ex", "Alt")) or any(
        tokens[k].text.lower().startswith(tuple(known.former)) for k in phrase.attributes
    )
    if sector == "GOV" and past and role.kind == ActorKind.PERSON:
        return "ELI" if role.family in OFFICES else "CVL"
    members = role.family in ("minister", "country") or (
        role.family == "leader" and (country == "EUR" or number_of(found, phrase, role) == "Plur")
    )
    if sector in ("GOV", "LEG") and country in ("UNO", "NTO", "EUR") and not members:
        return "IGO"
    return sector


def _compound_sector(found: Scene, role: Role, prefix: str) -> str:
    known = found.lexicon.descriptions.prefixes
    bare = prefix.rstrip("-")
    sector = known.get(bare) or next((s for p, s in known.items() if bare.startswith(p) and len(p) > 4), "")
    if sector == "OPP":
        return sector
    if role.noun == "Vorsitzender" and bare in PARTY_LEVELS:
        return ""
    if role.sector and (role.compound or prefix.lower().startswith(HOME_LEADERS)):
        own = role.kind != ActorKind.PERSON or role.family == "minister" or role.sector in PROFESSIONS
        return role.sector if own or not sector else sector
    if not sector and not role.compound and prefix.endswith("-") and role.noun in ("Chef", "Boss", "Manager"):
        return "BUS" if prefix_entry(found, prefix) is None else ""
    return sector or role.compound


def is_one_woman(found: Scene, phrase: NounPhrase, role: Role | None) -> bool:
    """Is a nominalised adjective a feminine singular by its article and ending: "die Vorsitzende", where the plural is
    "die Vorsitzenden"?"""
    if role is None or role.gender or role.number or phrase.determiner is None or not role.noun.endswith("er"):
        return False
    article = found.analysis.tokens[phrase.determiner].text.lower()
    word = found.analysis.tokens[phrase.head].text
    return (
        word.endswith("e") and article.endswith("e") and article not in ("beide", "viele", "einige", "mehrere", "alle")
    )


def gender_of(found: Scene, phrase: NounPhrase, role: Role | None, name: str, determiner: str) -> str:
    known = found.lexicon.descriptions
    given = name.split()[0] if name else ""
    if (role is not None and role.gender == "Fem") or is_one_woman(found, phrase, role):
        return "Fem"
    if given in known.female_names:
        return "Fem"
    if given in known.male_names or (role is not None and role.gender):
        return "Masc" if given in known.male_names or role is None else role.gender
    if determiner:
        return {"die": "Fem", "eine": "Fem", "einer": "Fem"}.get(determiner, "Masc")
    return phrase.gender


def number_of(found: Scene, phrase: NounPhrase, role: Role | None) -> str:
    if found.analysis.tokens[phrase.head].text in found.lexicon.descriptions.crowds:
        return "Plur"
    if is_one_woman(found, phrase, role):
        return "Sing"
    if role is not None and role.number and (phrase.name is None or role.number == "Sing"):
        return role.number
    tokens = found.analysis.tokens
    if phrase.determiner is not None and phrase.kind == PhraseKind.NOUN:
        article = tokens[phrase.determiner].text.lower()
        if article == "die" and role is not None and role.gender == "Masc" and role.number != "Sing":
            return "Plur"
        if article == "der" and role is not None and role.gender == "Masc" and not role.number:
            return "Plur" if phrase.cases == {"Gen"} else "Sing"
        if article in ("den", "diesen") and role is not None and not role.number:
            return "Plur" if phrase.cases == {"Dat"} else "Sing"
        if article in ("einen", "seinen", "ihren", "keinen", "unseren") and role is not None and not role.number:
            return "Sing"
        if (
            article in ("der", "das", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines")
            and phrase.number != "Plur"
        ):
            return "Sing"
    if phrase.number:
        return phrase.number
    return "Plur" if role is not None and phrase.determiner is None else "Sing"
