"""Names of the lexicon in the tokens of a report: one pass, the longest form first."""

from functools import lru_cache

from msgspec import Struct

from lagebild.lang.actors import ActorLexicon
from lagebild.lang.roles import Role, find_role
from lagebild.model import Analysis, Token

LONGEST = 9
KEPT = 16_384
"""Words for which an answer is kept."""
LISTED = frozenset({"und", "oder", ",", "/", "sowie"})
"""Words between names in a list."""
QUOTES = frozenset("„“”\"»«›‹‚‘’'")
ARTICLES = frozenset("die der den".split())
ENDINGS = ("en", "er", "es", "em", "e")


class Match(Struct, frozen=True, kw_only=True):
    """A form of the lexicon in tokens [first, last). how: name, surname, metonym, demonym."""

    first: int
    last: int
    entries: tuple[int, ...]
    how: str


def scan(analysis: Analysis, lexicon: ActorLexicon) -> dict[int, Match]:
    """All forms of the lexicon, none overlapping another, by their first token."""
    found: dict[int, Match] = {}
    at = 0
    while at < len(analysis.tokens):
        match = _longest(analysis, lexicon, at)
        if match is None:
            at += 1
        else:
            found[at] = match
            at = match.last
    return found


def _longest(analysis: Analysis, lexicon: ActorLexicon, at: int) -> Match | None:
    """The longest form that begins at a token."""
    tokens, word = analysis.tokens, analysis.tokens[at].text
    most = lexicon.firsts.get(word, 0)
    if not most and not word[:1].isupper() and word not in lexicon.names:
        return None
    end = tokens[at].end if not most else tokens[min(at + most + 3, at + LONGEST, len(tokens)) - 1].end
    text = analysis.text
    last = at + 1
    while last < len(tokens) and tokens[last].end <= end:
        last += 1
    start = tokens[at].start
    for stop in range(last, at, -1):
        form = text[start : tokens[stop - 1].end]
        if "\n" in form:
            continue
        if " " in form and "  " in form:
            form = " ".join(form.split())
        match = _form(lexicon, tokens, at, stop, form.replace("’", "'"))
        if match is not None:
            return match
    return None


def _form(lexicon: ActorLexicon, tokens: tuple[Token, ...], first: int, last: int, form: str) -> Match | None:
    single = last == first + 1
    for how, entries in meanings(lexicon, form):
        given = single and how in ("name", "surname") and _is_given(lexicon, tokens, first)
        if (
            (how == "name" and (given or (single and _is_word(lexicon, tokens, first, entries))))
            or (how == "surname" and (given or _is_noun(tokens, first, last)))
            or (how == "demonym" and not (single and tokens[first].tag in ("NN", "NE")))
        ):
            continue
        return Match(first=first, last=last, entries=entries, how=how)
    return None


@lru_cache(maxsize=KEPT)
def meanings(lexicon: ActorLexicon, form: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """What a form can be wherever it stands, the likeliest first: how it names, and the entries."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for name in _bare(form):
        metonym = lexicon.metonyms.get(name)
        found.append(("name", lexicon.names.get(name, ())))
        found.append(("metonym", () if metonym is None else (metonym,)))
        found.append(("surname", lexicon.surnames.get(name, ())))
    demonym = lexicon.demonyms.get(form)
    found.append(("demonym", () if demonym is None else (demonym.entry,)))
    return tuple((how, entries) for how, entries in found if entries)


@lru_cache(maxsize=KEPT)
def role_of(lexicon: ActorLexicon, word: str) -> tuple[Role, str] | None:
    """Role of a noun and the first part of the compound: see `find_role`."""
    return find_role(lexicon.roles, word)


def _bare(form: str) -> tuple[str, ...]:
    """A form as written and without a genitive ending."""
    if form.endswith("es") and len(form) > 6:
        return form, form[:-1], form[:-2]
    if form.endswith("s") and len(form) > 3:
        return form, form[:-1]
    if form.endswith("'") and len(form) > 3:
        return form, form[:-1]
    return (form,)


def _is_word(lexicon: ActorLexicon, tokens: tuple[Token, ...], at: int, entries: tuple[int, ...]) -> bool:
    """Is a single token an ordinary word rather than the name of a medium or body ("Welt", "Zeit", "Union")?

    A medium with the name of a thing must be in quotation marks, be called a medium just before, or be seen as a name.
    """
    token = tokens[at]
    if token.text not in lexicon.common:
        return token.tag[:1] == "V" or token.tag in ("PPER", "PIS", "ART", "CARD", "ADV", "ADJD", "KON", "APPR")
    if token.entity.startswith("ORG") or (len(entries) > 0 and token.text.isupper()):
        return False
    before = tokens[at - 1] if at else None
    if before is not None and (before.text in QUOTES or before.text in lexicon.roles):
        return False
    if before is not None and before.text in ARTICLES and token.text in lexicon.descriptions.party_adjectives:
        return False
    return not (_is_party(lexicon, entries) and any(_beside_party(lexicon, tokens, at, step) for step in (-1, 1)))


def _is_party(lexicon: ActorLexicon, entries: tuple[int, ...]) -> bool:
    return any(lexicon.entries[entry].sectors[:1] == ("PTY",) for entry in entries)


def _beside_party(lexicon: ActorLexicon, tokens: tuple[Token, ...], at: int, step: int) -> bool:
    """Does the name of a party that is no word stand on the other side of "und" or the like ("SPD und Grüne")?"""
    link, other = at + step, at + 2 * step
    if not (0 <= other < len(tokens)) or tokens[link].text not in LISTED:
        return False
    name = tokens[other].text
    return name not in lexicon.common and _is_party(lexicon, lexicon.names.get(name, ()))


def _is_given(lexicon: ActorLexicon, tokens: tuple[Token, ...], at: int) -> bool:
    """Is a single token a first name with a name behind it ("Petra Kozlik")?"""
    known = lexicon.descriptions
    if at + 1 < len(tokens) and tokens[at].entity == tokens[at + 1].entity == "PER" and not tokens[at + 1].entity_start:
        return tokens[at + 1].tag == "NE"
    if tokens[at].text not in known.female_names and tokens[at].text not in known.male_names:
        return False
    return at + 1 < len(tokens) and tokens[at + 1].tag == "NE" and tokens[at + 1].text[:1].isupper()


def _is_noun(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Is a surname of one word an ordinary noun here ("Koch", "Bär")? The tag, and an article before it, tell."""
    token = tokens[last - 1]
    if last > first + 1:
        return False
    if token.tag[:1] in ("V", "A", "P", "C", "K") and not token.entity.startswith("PER"):
        return True
    before = tokens[first - 1] if first else None
    article = before is not None and before.tag in ("ART", "PPOSAT", "PDAT", "APPRART", "PIAT")
    if token.tag == "NE" or token.entity.startswith("PER"):
        return token.entity.startswith("LOC")
    return article or token.tag == "NN"


def state_of_adjective(lexicon: ActorLexicon, token: Token) -> int | None:
    """Entry of the state that an adjective names: "russischen" -> Russia, "US-amerikanische" -> USA; an adverb
    ("russisch besetzt") names none."""
    word = token.text.lower()
    if token.tag not in ("ADJA", "NN", "NE") or ("isch" not in word and word[:2] != "de" and "weit" in word):
        return None
    return state_of_word(lexicon, word)


def state_of_word(lexicon: ActorLexicon, word: str) -> int | None:
    """Entry of the state of an adjective in lower case, whatever its ending."""
    for ending in ENDINGS:
        if word.endswith(ending):
            found = lexicon.adjectives.get(word[: -len(ending)])
            if found is not None:
                return found
    found = lexicon.adjectives.get(word)
    if found is None and "-" in word:
        return state_of_word(lexicon, word.rsplit("-", 1)[1])
    return found
