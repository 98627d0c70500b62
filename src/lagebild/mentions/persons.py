"""Names of persons that the lexicon does not know: first names with what follows, model names, surnames again."""

from lagebild.lang.actors import PARTICLES, ActorLexicon, surname_of
from lagebild.lang.places import Gazetteer, find_name
from lagebild.mentions.lookup import Match, role_of
from lagebild.model import ActorKind, Analysis, Token

LONGEST = 6
NO_NAME = frozenset(
    {"ADJA", "ART", "CARD", "KON", "KOUS", "PPER", "PPOSAT", "VVFIN", "VAFIN", "VMFIN", "VVPP", "VVINF", "ADV"}
)


def add_persons(
    analysis: Analysis, lexicon: ActorLexicon, found: dict[int, Match], book: Gazetteer
) -> dict[int, Match]:
    """The forms found so far with the names of unknown persons (how "person", no entries).

    book: what it has as a place of several words is no person ("Nowa Kachowka"), nor is a name behind the noun of a
    settlement ("in der Stadt Zentral Perl").
    """
    covered = {i for match in found.values() for i in range(match.first, match.last)}
    matches = dict(found)
    given = _by_first_name(analysis, lexicon, covered)
    seen = (*_by_model(analysis, lexicon, covered), *_by_office(analysis, lexicon, covered))
    for first, last in (*given, *(one for one in seen if not find_name(book, _text(analysis, *one)))):
        of_place = first > 0 and analysis.tokens[first - 1].text in book.settlements
        if covered.isdisjoint(range(first, last)) and not of_place:
            matches[first] = Match(first=first, last=last, entries=(), how="person")
            covered.update(range(first, last))
    for first, last in _again(analysis, lexicon, matches):
        if covered.isdisjoint(range(first, last)):
            matches[first] = Match(first=first, last=last, entries=(), how="person")
            covered.update(range(first, last))
    surnames = _surnames(analysis, lexicon, matches)
    for token in analysis.tokens:
        if (
            token.i not in covered
            and (token.text in surnames or token.text.removesuffix("s") in surnames)
            and (token.tag in ("NE", "NN", "FM", "XY"))
        ):
            matches[token.i] = Match(first=token.i, last=token.i + 1, entries=(), how="person")
    return matches


def _text(analysis: Analysis, first: int, last: int) -> str:
    """The text of some tokens."""
    return analysis.text[analysis.tokens[first].start : analysis.tokens[last - 1].end]


def _by_first_name(analysis: Analysis, lexicon: ActorLexicon, covered: set[int]) -> list[tuple[int, int]]:
    """A known first name and the capitalised words behind it: "Torben Ruhland", "Jan van der Meer", "Dieter S."."""
    tokens = analysis.tokens
    known = lexicon.descriptions
    found = []
    for token in tokens:
        given = token.text.split("-")[0]
        if token.i in covered or (given not in known.female_names and given not in known.male_names):
            continue
        last = _end(analysis, token.i + 1, covered)
        first = token.i
        while first and _is_before(lexicon, tokens[first - 1]) and first - 1 not in covered:
            first -= 1
        if last > token.i + 1:
            found.append((first, last))
    return found


def _is_before(lexicon: ActorLexicon, token: Token) -> bool:
    """Does a word before a known first name belong to the name too ("Karim" in "Karim Ali Samani")?"""
    name = token.tag == "NE" and token.entity == "PER" and token.text[1:2].islower()
    return name and token.text not in lexicon.titles and role_of(lexicon, token.text) is None


def _end(analysis: Analysis, at: int, covered: set[int]) -> int:
    """End of a name whose next word would be at a token; at most LONGEST words, particles only before a name."""
    tokens = analysis.tokens
    last = at
    k = at
    while k < len(tokens) and k < at + LONGEST and k not in covered:
        text = tokens[k].text
        follows = k > at and tokens[k - 1].text.lower() in ("von", "van", "de")
        if text.lower() in PARTICLES and k + 1 < len(tokens) and (text.lower() not in ("der", "den", "dem") or follows):
            k += 1
            continue
        if not _name_word(tokens[k]) or analysis.text[tokens[k - 1].end : tokens[k].start] not in (" ", ""):
            break
        k += 1
        last = k
        if text.endswith(("s", "’", "'")) and tokens[k - 1].tag == "NE" and k < len(tokens) and tokens[k].tag == "NN":
            break
        if last - at >= 3 or (
            k < len(tokens) and tokens[k].tag == "NN" and not tokens[k].entity.startswith("PER") and last > at
        ):
            break
    return last


def _name_word(token: Token) -> bool:
    initial = len(token.text) == 2 and token.text[0].isupper() and token.text[1] == "."
    return initial or (token.text[:1].isupper() and token.text[1:2].islower() and token.tag not in NO_NAME)


def _by_model(analysis: Analysis, lexicon: ActorLexicon, covered: set[int]) -> list[tuple[int, int]]:
    """Names of at least two words that the model sees as persons, without the nouns of office before them."""
    tokens = analysis.tokens
    found = []
    for token in tokens:
        if token.entity != "PER" or not token.entity_start:
            continue
        last = token.i + 1
        while last < len(tokens) and tokens[last].entity == "PER" and not tokens[last].entity_start:
            last += 1
        first = token.i
        while first < last and (first in covered or tokens[first].tag != "NE" or role_of(lexicon, tokens[first].text)):
            first += 1
        if last - first > 1 and all(
            tokens[k].text[:1].isupper() or tokens[k].text in PARTICLES for k in range(first, last)
        ):
            found.append((first, last))
    return found


def _by_office(analysis: Analysis, lexicon: ActorLexicon, covered: set[int]) -> list[tuple[int, int]]:
    """Two or more words that are names or unknown nouns right behind the noun of one person's office, where the model
    sees a name of any class: "Verteidigungsminister Todor Tagarew"."""
    tokens = analysis.tokens
    found = []
    for token in tokens[1:]:
        if not token.entity_start or token.i in covered or token.entity not in ("PER", "ORG", "LOC", "OTH"):
            continue
        office = role_of(lexicon, tokens[token.i - 1].text)
        if office is None or office[0].kind != ActorKind.PERSON or office[0].number == "Plur":
            continue
        last = token.i
        while last < len(tokens) and last not in covered and _name_word(tokens[last]) and (
            tokens[last].tag == "NE" or (tokens[last].entity == token.entity and tokens[last].tag == "NN")
        ):  # fmt: skip
            last += 1
        owns = token.entity != "PER" and tokens[last - 1].text.endswith("s")
        if last - token.i > 1 and not owns and not any(role_of(lexicon, tokens[k].text) for k in range(token.i, last)):
            found.append((token.i, last))
    return found


def _again(analysis: Analysis, lexicon: ActorLexicon, matches: dict[int, Match]) -> list[tuple[int, int]]:
    """Other places of the names of several words that are no entries, whole or without what comes first, also in the
    genitive: "Ali Samanis" after "Karim Ali Samani"."""
    tokens = analysis.tokens
    forms: set[tuple[str, ...]] = set()
    for match in matches.values():
        words = tuple(token.text for token in tokens[match.first : match.last])
        if not match.entries and len(words) > 1:
            forms.update(words[k:] for k in range(len(words) - 1))
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_first.setdefault(form[0], []).append(form)
    found = []
    for token in tokens:
        for form in by_first.get(token.text, ()):
            words = tuple(other.text for other in tokens[token.i : token.i + len(form)])
            if words[:-1] == form[:-1] and words[-1:] and words[-1] in (form[-1], form[-1] + "s"):
                found.append((token.i, token.i + len(form)))
                break
    return found


def _surnames(analysis: Analysis, lexicon: ActorLexicon, matches: dict[int, Match]) -> set[str]:
    """Surnames of the persons with a full name in the report."""
    names = set()
    known = lexicon.descriptions
    for match in matches.values():
        person = not match.entries or lexicon.entries[match.entries[0]].kind == ActorKind.PERSON
        if person and match.last - match.first > 1:
            text = analysis.text[analysis.tokens[match.first].start : analysis.tokens[match.last - 1].end]
            surname = surname_of(text)
            names.update({surname, surname.removesuffix("s")} if len(surname) > 4 else {surname})
            given = text.split()[0]
            if given not in known.female_names and given not in known.male_names and given not in lexicon.titles:
                names.add(given)
    return {name for name in names if name[:1].isupper() and " " not in name}
