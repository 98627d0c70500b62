"""Phrases that can name an actor: what the lexicon, the noun and the words around it say about each."""

import re
from collections.abc import Iterator

from msgspec import Struct

from lagebild.lang.roles import Role
from lagebild.mentions.attributes import (
    adjective_state,
    affiliation_of,
    country_of,
    gender_of,
    inner_prefix,
    number_of,
    sector_of,
)
from lagebild.mentions.lookup import Match, role_of, state_of_adjective
from lagebild.mentions.naming import (
    acts,
    belongs_to_noun,
    extent,
    find_match,
    is_generic,
    is_owner,
    is_place,
    lent_name,
    proper_name,
    quoted_name,
    role_token,
)
from lagebild.mentions.scene import Scene, names_person
from lagebild.model import ActorKind, NounPhrase, PhraseKind


class Candidate(Struct, frozen=True, kw_only=True):
    """A phrase that can name an actor.

    start, end, first, last: offsets and tokens of the mention. how: name, description, pronoun. entries: entries of the
    lexicon that its name can mean; match: how they were found. name: the proper name as written. word: head noun;
    prefix: first part of its compound. country: of an adjective, owner or place in the phrase. owner: phrase to
    which it belongs; mine: token of its possessive. place: it only says where
    something is. affiliation: entry named by its compound or brackets ("SPD").
    """

    i: int
    start: int
    end: int
    first: int
    last: int
    head: int
    how: str
    phrase: int
    sentence: int
    entries: tuple[int, ...] = ()
    match: str = ""
    name: str = ""
    word: str = ""
    role: Role | None = None
    prefix: str = ""
    kind: ActorKind | None = None
    country: str | None = None
    sector: str = ""
    gender: str = ""
    number: str = "Sing"
    definite: bool = False
    indefinite: bool = False
    affiliation: int | None = None
    owner: int | None = None
    mine: int | None = None
    subject: bool = False
    aged: bool = False
    both: bool = False
    place: bool = False


def find_candidates(found: Scene) -> list[Candidate]:
    """All candidates in order of the text; phrases within the name of another are left out."""
    analysis = found.analysis
    taken: set[int] = set()
    candidates: list[Candidate] = []
    mine = iter([token.i for token in analysis.tokens if token.tag == "PPOSAT" and token.text[:1].lower() in "simu"])
    possessive = next(mine, None)
    for phrase in sorted(analysis.phrases, key=lambda p: (p.first, -p.last)):
        while possessive is not None and possessive <= phrase.first:
            candidates.append(_possessive(found, possessive, len(candidates)))
            possessive = next(mine, None)
        if phrase.kind in (PhraseKind.PRONOUN, PhraseKind.RELATIVE):
            candidates.append(_pronoun(found, phrase, len(candidates)))
            continue
        if phrase.kind == PhraseKind.INTERROGATIVE or phrase.head in taken:
            continue
        own = list(_nominal(found, phrase, len(candidates))) or list(_adjective(found, phrase, len(candidates)))
        for candidate in own:
            taken.update(_own_tokens(found, phrase, candidate))
            candidates.append(candidate)
    return candidates


def _own_tokens(found: Scene, phrase: NounPhrase, candidate: Candidate) -> range:
    """Tokens that no other candidate may have as its head: the phrase and the name in or behind it."""
    if candidate.match == "quoted":
        return range(candidate.first, candidate.last)
    last = phrase.last
    behind = found.matches.get(candidate.last - 1) or found.cover.get(candidate.last - 1)
    owner = found.analysis.phrases[phrase.genitive] if phrase.genitive is not None else None
    if owner is not None and behind is not None and lent_name(found, owner) == behind:
        last = behind.last
    for k in range(phrase.first, min(phrase.last + 1, len(found.analysis.tokens))):
        match = found.cover.get(k)
        if (
            match is not None
            and candidate.match
            and (k < phrase.last or (match.first == k and match.how in ("person", "name", "surname")))
        ):
            last = max(last, match.last if candidate.end >= found.analysis.tokens[match.last - 1].end else last)
    return range(phrase.head, last)


def _pronoun(found: Scene, phrase: NounPhrase, i: int) -> Candidate:
    token = found.analysis.tokens[phrase.head]
    return Candidate(
        i=i, start=token.start, end=token.end, first=phrase.head, last=phrase.head + 1, head=phrase.head,
        how="relative" if phrase.kind == PhraseKind.RELATIVE else "pronoun", phrase=phrase.i,
        sentence=found.analysis.sentence_of[phrase.head], word=token.text, gender=phrase.gender, number=phrase.number,
        subject=phrase.i in found.subjects,
    )  # fmt: skip


def _adjective(found: Scene, phrase: NounPhrase, i: int) -> Iterator[Candidate]:
    """The state that an adjective names beside a noun that is no actor: "israelischer Luftangriff"."""
    for at in phrase.attributes:
        number = state_of_adjective(found.lexicon, found.analysis.tokens[at])
        if number is not None and at not in found.cover:
            token, entry = found.analysis.tokens[at], found.lexicon.entries[number]
            yield Candidate(
                i=i, start=token.start, end=token.end, first=at, last=at + 1, head=at, how="name", phrase=-1,
                sentence=found.analysis.sentence_of[at], entries=(number,), match="adjective", name=entry.name,
                word=token.text, kind=entry.kind,
            )  # fmt: skip
            return


def _possessive(found: Scene, at: int, i: int) -> Candidate:
    token = found.analysis.tokens[at]
    return Candidate(
        i=i, start=token.start, end=token.end, first=at, last=at + 1, head=at, how="possessive", phrase=-1,
        sentence=found.analysis.sentence_of[at], word=token.text, number="",
    )  # fmt: skip


def _nominal(found: Scene, phrase: NounPhrase, i: int) -> Iterator[Candidate]:
    """The candidate of a phrase with a noun or name as its head, if it can be an actor."""
    analysis, tokens, known = found.analysis, found.analysis.tokens, found.lexicon.descriptions
    head = role_token(found, phrase)
    word = tokens[head].text
    role, prefix = role_of(found.lexicon, word) or (None, "")
    if role is not None and not prefix and len(word) > 8:
        prefix = inner_prefix(found.lexicon, word)
    match = find_match(found, phrase, head, role)
    quoted = quoted_name(found, phrase, role)
    if quoted is not None and match is not None and _is_part(match, quoted):
        match = None
    if match is not None and is_generic(found, phrase, match, role):
        match = None
    if match is not None and match.how == "metonym" and not acts(found, phrase, match):
        match = None
    if match is not None and match.how == "demonym":
        yield _demonym(found, phrase, match, i)
        return
    if match is not None and role is None and belongs_to_noun(found, match, head):
        yield _inner_name(found, match, i)
        return
    owner = match if match is not None and role is not None and is_owner(found, match, head, role) else None
    held = _body_before_lent(found, phrase, match)
    body = _body_before_person(found, phrase, match) if role is None else None
    if body is not None:
        match, held = body, match
    match = None if owner is not None else match
    aged = re.fullmatch(known.aged, word) is not None
    name, kind = ("", role.kind) if owner and role else proper_name(found, phrase, head, match, role, quoted)
    if match is not None and match.how == "person" and not name:
        match = None
    if match is None and not name and role is None and not aged and word not in known.crowds:
        return
    if role is not None and role.circles and not prefix and not adjective_state(found, phrase):
        return
    first, last = extent(found, phrase, match, quoted)
    country = country_of(found, phrase, prefix, match)
    determiner = tokens[phrase.determiner].text.lower() if phrase.determiner is not None else ""
    possessive = (
        phrase.determiner if phrase.determiner is not None and tokens[phrase.determiner].tag == "PPOSAT" else None
    )
    if possessive is None and phrase.first and tokens[phrase.first - 1].text.lower() in ("dessen", "deren"):
        possessive = phrase.first - 1
    if role is not None and role.noun == "Amt" and not prefix and (possessive is not None or determiner[:4] == "dies"):
        return
    if match is None and not quoted and _is_area(found, phrase, role):
        return
    if match is None and not name and (_is_thing(found, word, role, prefix) or _is_fixed(found, phrase, word)):
        return
    fused = phrase.preposition is not None and tokens[phrase.preposition].tag == "APPRART"
    plain = aged and role is None
    yield Candidate(
        i=i, start=tokens[first].start, end=tokens[last - 1].end, first=first, last=last, head=head,
        how="name" if match is not None or name else "description", phrase=phrase.i,
        sentence=analysis.sentence_of[phrase.head], entries=match.entries if match else (),
        match=match.how if match else "quoted" if quoted else "", name=name, word=word, role=role, prefix=prefix,
        kind=kind or (ActorKind.GROUP if word in known.crowds else ActorKind.PERSON if aged else None),
        country=country,
        sector="CVL" if word in known.crowds or plain else sector_of(found, phrase, role, prefix, country),
        gender=gender_of(found, phrase, role, name, determiner if aged else ""),
        number="Sing" if name and kind == ActorKind.PERSON else number_of(found, phrase, role),
        definite=determiner[:1] == "d" or determiner in known.both or fused or possessive is not None,
        indefinite=determiner in known.indefinite or determiner.startswith("kein"),
        affiliation=affiliation_of(found, phrase, prefix, last), owner=phrase.genitive, mine=possessive,
        subject=phrase.i in found.subjects, aged=aged, place=is_place(found, phrase, match),
        both=any(tokens[k].text.lower() in known.both for k in range(phrase.first, phrase.head)),
    )  # fmt: skip
    inner = owner or held
    if inner is not None and not _is_seat(found, inner, head, role):
        yield _inner_name(found, inner, i + 1)


def _is_seat(found: Scene, match: Match, head: int, role: Role | None) -> bool:
    """Is the name right behind the noun of a body only its seat ("das Landgericht Hamburg")?"""
    bare = match.first == head + 1 and not found.analysis.tokens[match.last - 1].text.endswith("s")
    return bare and role is not None and role.kind == ActorKind.ORGANISATION


def _is_fixed(found: Scene, phrase: NounPhrase, word: str) -> bool:
    """Is it a bare noun in a fixed phrase ("vor Gericht", "unter Führung")?"""
    if phrase.preposition is None or phrase.preposition != phrase.head - 1:
        return False
    before = found.analysis.tokens[phrase.preposition].text.lower()
    return word in found.lexicon.descriptions.fixed.get(before, ())


def _is_part(match: Match, quoted: tuple[int, int]) -> bool:
    """Is a known name only a part of a quoted one ("Bündnis „Rheinmetall Entwaffnen“")?"""
    return quoted[0] <= match.first and match.last <= quoted[1] and (match.first, match.last) != quoted


def _is_area(found: Scene, phrase: NounPhrase, role: Role | None) -> bool:
    """Is a town or building only where something is ("in der Stadt", "Teile der Stadt", "im Gefängnis")?"""
    if role is None or role.noun not in found.lexicon.descriptions.areas:
        return False
    before = found.analysis.tokens[phrase.preposition].text.lower() if phrase.preposition is not None else ""
    if before in found.lexicon.descriptions.locative:
        return True
    if role.noun not in ("Stadt", "Kanton"):
        return False
    if phrase.number == "Plur" or phrase.determiner is None:
        return True
    parent = found.analysis.phrases[phrase.parent] if phrase.parent is not None else None
    return parent is not None and role_of(found.lexicon, found.analysis.tokens[parent.head].text) is None


def _is_thing(found: Scene, word: str, role: Role | None, prefix: str) -> bool:
    """Is it a thing that is called like a body ("Videobotschaft", "Panzerbewegungen")?"""
    known = found.lexicon.descriptions
    if word in known.no_role:
        return True
    parts = known.no_compound.get(role.noun, frozenset()) if role is not None and prefix else frozenset()
    return prefix in parts or ("*" in parts and not prefix.endswith("-"))


def _body_before_lent(found: Scene, phrase: NounPhrase, match: Match | None) -> Match | None:
    """The state or body between a noun of office and the name of its holder: "Premier des Kosovo Hashim Thaçi"."""
    if match is None or phrase.genitive is None or lent_name(found, found.analysis.phrases[phrase.genitive]) != match:
        return None
    return found.cover.get(match.first - 1)


def _body_before_person(found: Scene, phrase: NounPhrase, match: Match | None) -> Match | None:
    """The body with an article right before the name of a person, which is no part of it ("erklärte die US-Regierung
    Soleimani zum Terroristen")."""
    if match is None or phrase.determiner is None or not names_person(found, match):
        return None
    body = found.cover.get(match.first - 1)
    return body if body is not None and phrase.first <= body.first and not names_person(found, body) else None


def _inner_name(found: Scene, match: Match, i: int) -> Candidate:
    """The owner's name inside a phrase: "Thaksins" in "den Anhängern Thaksins", "des Kosovo" before a name."""
    tokens = found.analysis.tokens
    article = match.first > 0 and tokens[match.first - 1].tag == "ART" and tokens[match.first].tag != "ART"
    start, end = tokens[match.first - article].start, tokens[match.last - 1].end
    kind = found.lexicon.entries[match.entries[0]].kind if match.entries else ActorKind.PERSON
    return Candidate(
        i=i, start=start, end=end, first=match.first - article, last=match.last, head=match.last - 1, how="name",
        phrase=-1, sentence=found.analysis.sentence_of[match.first], entries=match.entries, match=match.how,
        name=found.analysis.text[tokens[match.first].start : end], word=tokens[match.last - 1].text, kind=kind,
    )  # fmt: skip


def _demonym(found: Scene, phrase: NounPhrase, match: Match, i: int) -> Candidate:
    """People by their nation: "Tausende Ukrainer", "den Russen"."""
    tokens, known = found.analysis.tokens, found.lexicon.descriptions
    entry = found.lexicon.entries[match.entries[0]]
    demonym = found.lexicon.demonyms[tokens[match.first].text]
    first, last = extent(found, phrase, match, None)
    determiner = tokens[phrase.determiner].text.lower() if phrase.determiner is not None else ""
    number = demonym.number if phrase.determiner is None else phrase.number or demonym.number
    return Candidate(
        i=i, start=tokens[first].start, end=tokens[last - 1].end, first=first, last=last, head=phrase.head,
        how="description", phrase=phrase.i, sentence=found.analysis.sentence_of[phrase.head],
        word=tokens[phrase.head].text,
        kind=ActorKind.PERSON if number == "Sing" else ActorKind.GROUP, country=entry.country, sector="CVL",
        gender=demonym.gender, number=number, definite=determiner[:1] == "d", indefinite=determiner in known.indefinite,
        match="demonym", subject=phrase.i in found.subjects,
        both=any(tokens[k].text.lower() in known.both for k in range(phrase.first, phrase.head)),
    )  # fmt: skip
