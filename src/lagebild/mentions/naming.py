"""Names in a phrase: of the lexicon, behind a noun of office, in quotation marks; do they name an actor here?"""

from lagebild.lang.roles import Role
from lagebild.mentions.attributes import adjective_state, attached_country
from lagebild.mentions.lookup import QUOTES, Match, role_of
from lagebild.mentions.scene import Scene, names_person, names_state
from lagebild.model import ActorKind, ClauseKind, NounPhrase, PhraseKind, Token

CALLED = frozenset(
    "paper broadcaster agency company association alliance union-body group militia movement party media".split()
)
"""Families of bodies whose proper name follows the noun directly."""
NAMEABLE = frozenset({ActorKind.ORGANISATION, ActorKind.MEDIUM, ActorKind.GROUP})


def role_token(found: Scene, phrase: NounPhrase) -> int:
    """The noun of office in a phrase: the one before a name in quotation marks, its head, or the last such noun before
    a name that was taken for the head."""
    tokens = found.analysis.tokens
    mark = _mark(found, phrase)
    if mark < phrase.last and tokens[mark - 1].tag == "NN" and role_of(found.lexicon, tokens[mark - 1].text):
        return mark - 1
    if tokens[phrase.head].tag == "NN" and role_of(found.lexicon, tokens[phrase.head].text):
        return phrase.head
    for k in range(min(phrase.head, phrase.last) - 1, phrase.first - 1, -1):
        if k not in found.cover and tokens[k].tag in ("NN", "NE") and role_of(found.lexicon, tokens[k].text):
            return k
        if tokens[k].tag[:1] == "A":
            break
    return phrase.head


def _mark(found: Scene, phrase: NounPhrase) -> int:
    """The first quotation mark inside a phrase, else the token behind it."""
    tokens = found.analysis.tokens
    return next((k for k in range(phrase.first + 1, phrase.last) if tokens[k].text in QUOTES), phrase.last)


def find_match(found: Scene, phrase: NounPhrase, head: int, role: Role | None) -> Match | None:
    """The name in a phrase: the last one that reaches its head or stands behind it, also directly behind the phrase."""
    best: Match | None = None
    person = role is not None and role.kind == ActorKind.PERSON
    lent = lent_name(found, phrase)
    for i in range(phrase.first, phrase.last):
        match = found.cover.get(i)
        if match is None or match == lent or (match.first != i and i > phrase.first):
            continue
        reaches = match.last > head or (
            phrase.name is not None and match.first >= phrase.name[0] and match.first > head
        )
        if best is not None and names_state(found, match) and match.first > head:
            continue
        if reaches and (best is None or best.how != "name" or match.last > best.last):
            best = match
    if best is None and person and phrase.last < len(found.analysis.tokens):
        behind = found.matches.get(phrase.last)
        if behind is not None and names_person(found, behind) and phrase.genitive is None:
            return behind
    if best is None and role is not None and role.kind == ActorKind.STATE and role.number != "Plur":
        behind = found.matches.get(phrase.last) if phrase.genitive is None else None
        if behind is not None and behind.how == "name" and names_state(found, behind):
            return behind
    if best is None and role is not None and role.kind in NAMEABLE and role.family in CALLED:
        behind = found.matches.get(phrase.last) if phrase.genitive is None and role.number != "Plur" else None
        if behind is not None and behind.how == "name" and not _goes_on(found, behind):
            return None if names_state(found, behind) or names_person(found, behind) else behind
    if best is None and person and phrase.genitive is not None:
        return lent_name(found, found.analysis.phrases[phrase.genitive])
    return best or (_before_thing(found, phrase, head) if role is None else None)


def _before_thing(found: Scene, phrase: NounPhrase, head: int) -> Match | None:
    """The body between an article and a noun that was taken for a part of its name ("warf der SPÖ Untätigkeit vor")."""
    match = found.cover.get(phrase.first + 1) if phrase.determiner == phrase.first else None
    body = (
        match is not None and match.how == "name" and not names_state(found, match) and not names_person(found, match)
    )
    return match if match is not None and body and match.first == phrase.first + 1 and match.last == head else None


def _goes_on(found: Scene, match: Match) -> bool:
    """Is a known name only the beginning of a longer one ("Grüne Heide")?"""
    tokens = found.analysis.tokens
    follows = tokens[match.last] if match.last < len(tokens) else None
    return follows is not None and follows.tag in ("NE", "NN") and match.last not in found.cover


def lent_name(found: Scene, phrase: NounPhrase) -> Match | None:
    """The name of a person at the end of a genitive that belongs to the noun before: "Thaçi" in "Premier des Kosovo
    Hashim Thaçi"."""
    parent = found.analysis.phrases[phrase.parent] if phrase.parent is not None else None
    if parent is None or parent.genitive != phrase.i or parent.last != phrase.first:
        return None
    match = found.matches.get(phrase.last) or found.cover.get(phrase.last - 1)
    if match is None or match.last - match.first < 2 or not names_person(found, match) or match.first <= phrase.first:
        return None
    owner = found.cover.get(match.first - 1)
    noun = found.analysis.tokens[match.first - 1].tag == "NN"
    body = owner is not None and not names_person(found, owner)
    if not body and not (noun and role_of(found.lexicon, found.analysis.tokens[match.first - 1].text) is None):
        return None
    role = role_of(found.lexicon, found.analysis.tokens[parent.head].text)
    return match if role is not None and role[0].kind == ActorKind.PERSON and role[0].number != "Plur" else None


def is_owner(found: Scene, match: Match, head: int, role: Role) -> bool:
    """Is the name behind a noun its owner: a state ("Militärjunta Thailands"), a person in the genitive or behind a
    plural ("Anhänger Thaksins")?"""
    if match.first <= head:
        return False
    if names_state(found, match):
        return role.kind != ActorKind.STATE
    if not names_person(found, match) or role.kind == ActorKind.MEDIUM:
        return False
    word = found.analysis.tokens[match.last - 1].text
    if role.number == "Plur" or role.kind == ActorKind.ORGANISATION:
        return True
    known = found.lexicon.surnames
    genitive = word.endswith("s") and word not in known and (word[:-1] in known or word[:-1] in found.persons)
    return genitive and match.last - match.first == 1 and not _in_genitive(found, head)


def belongs_to_noun(found: Scene, match: Match, head: int) -> bool:
    """Is the name of a person the owner of a noun that is no actor ("die Herkunft Putins")?"""
    tokens = found.analysis.tokens
    if match.first <= head or tokens[head].tag != "NN" or not names_person(found, match):
        return False
    word = tokens[match.last - 1].text
    return word.endswith("s") and (not match.entries or word not in found.lexicon.surnames)


def _in_genitive(found: Scene, head: int) -> bool:
    """Does the noun itself stand in the genitive, so that its name does too ("Premierministers Rinis")?"""
    return found.analysis.tokens[head].text.endswith(("s", "en"))


def is_generic(found: Scene, phrase: NounPhrase, match: Match, role: Role | None) -> bool:
    """Is the form only a noun here, because the phrase names another state ("Sicherheitsrat in Minsk")?"""
    if not match.entries:
        return False
    entries = [found.lexicon.entries[number] for number in match.entries]
    entry = entries[0]
    if match.how == "name" and all(" (" in one.name and one.country for one in entries):
        named = {found.home, adjective_state(found, phrase), attached_country(found, phrase)}
        if not any(one.country in named for one in entries) and match.last - match.first == 1:
            return True
    if match.last - match.first > 1 or role is None or match.first != phrase.head or entry.kind == ActorKind.STATE:
        return False
    state = adjective_state(found, phrase) or attached_country(found, phrase)
    plain = found.lexicon.roles.get(found.analysis.tokens[match.first].text)
    if state is None and plain is not None and plain.home and entry.country not in (None, "EUR", "UNO", "NTO"):
        return entry.country != found.home and len(entries) == 1
    return state is not None and state != entry.country


def acts(found: Scene, phrase: NounPhrase, match: Match) -> bool:
    """Does the name of a capital stand for its government: a bare name, no place, no dateline?"""
    analysis, tokens = found.analysis, found.analysis.tokens
    if match.first != phrase.first or match.last != phrase.last or phrase.kind != PhraseKind.NAME:
        return match.last - match.first > 1 and phrase.preposition is None
    if (
        phrase.preposition is not None
        and tokens[phrase.preposition].text.lower() in found.lexicon.descriptions.locative
    ):
        return False
    clause = analysis.clauses[phrase.clause] if phrase.clause >= 0 else None
    after = analysis.text[tokens[match.last - 1].end :][:3].lstrip()[:1]
    sentence = analysis.sentences[analysis.sentence_of[phrase.head]]
    if match.first - sentence.first < 3 and after in ("–", "—", "(", "/", ".", "-"):
        return False
    before = tokens[match.first - 1].text if match.first > sentence.first else ""
    if before == "/" or (clause is not None and clause.kind == ClauseKind.VERBLESS and phrase.parent is None):
        return False
    parent = analysis.phrases[phrase.parent] if phrase.parent is not None else None
    return parent is None or phrase.i != parent.apposition


def is_place(found: Scene, phrase: NounPhrase, match: Match | None) -> bool:
    """Does the name of a state only say where something is ("in Kenia", "im Norden Kenias")?"""
    if match is None or match.how != "name" or not names_state(found, match) or phrase.kind != PhraseKind.NAME:
        return False
    tokens, known = found.analysis.tokens, found.lexicon.descriptions
    parent = found.analysis.phrases[phrase.parent] if phrase.parent is not None else None
    if parent is not None and parent.genitive == phrase.i and tokens[parent.head].text in known.parts:
        return True
    if phrase.preposition is None:
        left = _coordinated_with(found, phrase)
        return left is not None and is_place(found, left, found.cover.get(left.head))
    before = tokens[phrase.preposition].text.lower()
    border = phrase.preposition > 0 and tokens[phrase.preposition - 1].text.startswith("Grenz")
    return before in known.where or (border and before in ("zwischen", "zu", "nach", "mit"))


def _coordinated_with(found: Scene, phrase: NounPhrase) -> NounPhrase | None:
    """The first of the coordinated phrases of which a phrase is a later one: "Pakistan" of "Pakistan und Indien"."""
    at = found.analysis.phrase_of[phrase.first - 2] if phrase.first > 1 else -1
    left = found.analysis.phrases[at] if at >= 0 else None
    return left if left is not None and phrase.i in left.conjuncts else None


def quoted_name(found: Scene, phrase: NounPhrase, role: Role | None) -> tuple[int, int] | None:
    """Tokens of a name in quotation marks behind a noun or an article: "das Portal „Dnipro Heute“", "dem „Kurier“"."""
    tokens = found.analysis.tokens
    at = _mark(found, phrase)
    if role is not None and role.kind in NAMEABLE and at < len(tokens) and tokens[at].text in QUOTES:
        end = _closing(found, at + 1)
        return (at + 1, end) if end else None
    bare = _behind(found, phrase, role)
    if bare is not None:
        return bare
    before = phrase.first - 1
    if before > 0 and tokens[before].text in QUOTES and _is_definite(tokens[before - 1]):
        end = _closing(found, phrase.first)
        follows = tokens[end + 1].tag if end and end + 1 < len(tokens) else ""
        if end and end >= phrase.last and follows not in ("NN", "NE", "ADJA"):
            return phrase.first, end
    return None


def _is_definite(token: Token) -> bool:
    """Is it a definite article, or a preposition with one ("im „Kurier“"; a single word behind "ein" is no name)?"""
    return token.tag == "APPRART" or (token.tag == "ART" and not token.text.lower().startswith("ein"))


def _behind(found: Scene, phrase: NounPhrase, role: Role | None) -> tuple[int, int] | None:
    """Tokens of a bare name behind the noun of a body: "der Sender Welle Rostock", "Gewerkschaft Fahrdienst"."""
    tokens = found.analysis.tokens
    if role is None or role.kind not in NAMEABLE or role.number == "Plur" or role.family not in CALLED:
        return None
    if phrase.genitive is not None or phrase.name is not None:
        return None
    last = phrase.last
    while last < min(phrase.last + 3, len(tokens)) and tokens[last].tag in ("NN", "NE", "FM", "XY"):
        if last in found.cover or not tokens[last].text[:1].isupper() or role_of(found.lexicon, tokens[last].text):
            break
        last += 1
    return (phrase.last, last) if last > phrase.last else None


def _closing(found: Scene, first: int) -> int | None:
    """Token of the closing mark of a short quoted name that begins at `first`, if it is a name."""
    tokens = found.analysis.tokens
    for at in range(first, min(first + 7, len(tokens))):
        if tokens[at].text in QUOTES:
            return at if at > first and tokens[first].text[:1].isupper() else None
        if tokens[at].tag[:2] in ("VV", "$.") and at > first:
            return None
    return None


def proper_name(
    found: Scene, phrase: NounPhrase, head: int, match: Match | None, role: Role | None, quoted: tuple[int, int] | None
) -> tuple[str, ActorKind | None]:
    """The proper name in a phrase and the kind of actor that it seems to be."""
    analysis, tokens = found.analysis, found.analysis.tokens
    if quoted is not None:
        sort = role.kind if role is not None and quoted[0] > head else ActorKind.MEDIUM
        return analysis.text[tokens[quoted[0]].start : tokens[quoted[1] - 1].end], sort
    if match is not None and match.how in ("name", "surname", "person"):
        sort = found.lexicon.entries[match.entries[0]].kind if match.entries else ActorKind.PERSON
        first = match.first
        while match.how == "surname" and first > phrase.first and _is_given_name(found, first - 1, head, role):
            first -= 1
        return analysis.text[tokens[first].start : tokens[match.last - 1].end], sort
    kind = role.kind if role is not None else None
    first, last = (head + 1, phrase.last) if role is not None else (phrase.name or (phrase.last, phrase.last))
    words = [tokens[k] for k in range(first, last) if tokens[k].tag != "CARD"]
    if not words or not words[0].text[:1].isupper() or words[0].i in found.places or match is not None:
        return "", kind
    text = analysis.text[words[0].start : words[-1].end]
    if role is not None:
        named = any(token.tag in ("NE", "FM", "XY") or token.entity for token in words)
        return (text, kind) if named and role.kind in (*NAMEABLE, ActorKind.PERSON) else ("", kind)
    labels = {token.entity for token in words if token.entity}
    if "PER" in labels and words[0].tag == "NE" and phrase.first == words[0].i:
        return text, ActorKind.PERSON
    return (text, ActorKind.ORGANISATION) if "ORG" in labels and all(t.tag == "NE" for t in words) else ("", None)


def _is_given_name(found: Scene, at: int, head: int, role: Role | None) -> bool:
    """Does a token before a surname belong to the name: behind the noun of office, or a name before a bare surname?"""
    token = found.analysis.tokens[at]
    return token.tag == "NE" and at not in found.cover and (at > head or role is None)


def extent(found: Scene, phrase: NounPhrase, match: Match | None, quoted: tuple[int, int] | None) -> tuple[int, int]:
    """Tokens of the mention: the phrase with its attributes and the whole name."""
    tokens = found.analysis.tokens
    first, last = phrase.first, max(phrase.last, phrase.full[1])
    while last > phrase.last and tokens[last - 1].tag == "APPO":
        last -= 1
    lent = lent_name(found, phrase)
    if lent is not None:
        return first, lent.first
    if phrase.genitive is not None and found.analysis.phrases[phrase.genitive].last == first:
        first = found.analysis.phrases[phrase.genitive].first
    if match is not None:
        last = max(last, match.last)
        if match.first < first:
            first = match.first
    if quoted is not None:
        last = max(last, quoted[1] + (quoted[1] < len(tokens) and tokens[quoted[1]].text in QUOTES))
        first = min(first, quoted[0])
        if first > 1 and tokens[first - 1].text in QUOTES:
            first -= 2 if tokens[first - 2].tag == "ART" else 1
    if last < len(tokens) and tokens[last - 1].text != ")" and "(" in (t.text for t in tokens[first:last]):
        opened = sum((t.text == "(") - (t.text == ")") for t in tokens[first:last])
        if opened > 0 and tokens[last].text == ")":
            last += 1
    return first, last
