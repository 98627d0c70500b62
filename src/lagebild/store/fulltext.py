"""Search over titles and texts, with a small query language that people know.

Several words: all of them must stand there. "in quotes" (German quotation marks too): these words in this order.
`Dürre OR Trockenheit` (ODER, |): one of them. `-Sport` (NOT Sport, NICHT Sport): without it. `titel:Minsk`: in the
title.
A word finds its other forms (Haus: Häuser) and the compounds that it is a part of (Angriff: Drohnenangriffe); one in
quotes only itself, one with a star all that begins so (EU*). Case and accents do not matter; ä and ae, ß and ss are the
same.
"""

import re

from msgspec import Struct

from lagebild.lang.stems import plain
from lagebild.model import StoreError
from lagebild.store.handle import Store, reading_from
from lagebild.store.queries import listed_by_key, texts_by_key
from lagebild.store.records import Hit
from lagebild.store.snippets import Wanted, snippet

LONGEST = 1000
"""Characters of a query that are read; what comes after them is left out."""
_MOST_TERMS = 40
_PIECE = re.compile(
    r"""(?P<minus>[-–−!](?=[\w"„“”«»‚‘’'(]))?(?:(?P<field>titel|title):)?(?:["„“”«»](?P<phrase>[^"„“”«»]*)(?:["„“”«»]|$)|(?P<bar>\|+)|(?P<word>[^\s"„“”«»|]+))""",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_OR = frozenset(("OR", "ODER"))
_NOT = frozenset(("NOT", "NICHT"))
_AND = frozenset(("AND", "UND"))


class Term(Struct, frozen=True, kw_only=True):
    """A word or phrase that is looked for. exact: only as it is written here; prefix: and all that begins so."""

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False
    title: bool = False


class Query(Struct, frozen=True, kw_only=True):
    """One term of every group must be found, none of those excluded."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()


def parse(query: str) -> Query:
    """What a query asks for. Never fails: what makes no sense in it is left out.

    >>> parse('Minsk OR Kiew -Sport').excluded[0].words
    ('Sport',)
    """
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    joined = negated = False
    for piece in list(_PIECE.finditer(query[:LONGEST]))[:_MOST_TERMS]:
        word = piece["word"] or ""
        plain = not piece["minus"] and not piece["field"]
        if piece["bar"] or (plain and word in _OR):
            joined = bool(groups)
            continue
        if plain and word in _NOT:
            negated = True
            continue
        if plain and word in _AND:
            continue
        term = _term(piece)
        if term is None:
            continue
        if piece["minus"] or negated:
            excluded.append(term)
        elif joined:
            groups[-1].append(term)
        else:
            groups.append([term])
        joined = negated = False
    return Query(groups=tuple(map(tuple, groups)), excluded=tuple(excluded))


def _term(piece: re.Match[str]) -> Term | None:
    phrase, word = piece["phrase"], piece["word"] or ""
    words = tuple(_WORD.findall(phrase if phrase is not None else word))
    if not words:
        return None
    prefix = phrase is None and word.endswith("*")
    return Term(words=words, exact=prefix or phrase is not None, prefix=prefix, title=bool(piece["field"]))


def spellings(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The ways to write the words that count as the same; the index knows no difference between ä and a.

    ("Ausschuß",) -> ("Ausschuß",), ("Ausschuss",); ("Aerzte",) -> ("Aerzte",), ("Arzte",).
    """
    text = " ".join(words)
    variants = [text, text.replace("ß", "ss"), re.sub("(?i)ss", "ß", text)]
    variants += [re.sub("(?i)([ao])e|(?<![aeq])(u)e", lambda m: m[1] or m[2], variant) for variant in variants]
    return tuple(tuple(variant.split()) for variant in dict.fromkeys(variants))


def search(store: Store, query: str, limit: int = 20, offset: int = 0, most: int | None = None) -> list[Hit]:
    """The reports that match a query, best first, each with a passage and the places in it that match.

    most: only so many matches are weighed, those that came into the store last.
    Raises StoreError for a query that asks for nothing.
    """
    wanted = parse(query)
    if not wanted.groups and not wanted.excluded:
        raise StoreError("There is nothing to search for.", 'For example: lagebild search "Minsk Treffen"')
    limit, offset = max(0, limit), max(0, offset)
    excluded = tuple(_asked(store, term) for term in wanted.excluded)
    with reading_from(store) as connection:
        if wanted.groups:
            groups = tuple(tuple(_asked(store, term) for term in group) for group in wanted.groups)
            found = store.dialect.find(connection, store.dialect.match_all(groups, excluded), limit, offset, most)
        else:
            asked = store.dialect.match_all((excluded,), ())
            found = [(key, 0.0) for key in store.dialect.find_without(connection, asked, limit, offset)]
        keys = [key for key, _ in found]
        reports_found, texts = listed_by_key(connection, keys), texts_by_key(connection, keys)
    marked = [(term.title, _wanted(store, term)) for group in wanted.groups for term in group]
    return [
        Hit(report=reports_found[key], snippet=shown, marks=marks, score=round(score, 6))
        for key, score in found
        for shown, marks in [_passage(*texts[key], marked, store)]
    ]


def _asked(store: Store, term: Term) -> str:
    """A term in the query language of the index: its spellings, and what else finds it."""
    dialect = store.dialect
    ways = [dialect.term(words, term.prefix, term.title) for words in spellings(term.words)]
    if not term.exact:
        ways += [dialect.found_by(base, term.title) for base in store.finder.base("-".join(term.words))]
    return dialect.any_of(ways) if len(ways) > 1 else ways[0]


def _wanted(store: Store, term: Term) -> Wanted:
    terms = frozenset() if term.exact else frozenset(store.finder.base("-".join(term.words)))
    return Wanted(words=tuple(plain(word) for word in term.words), prefix=term.prefix, terms=terms)


def _passage(
    title: str, text: str, marked: list[tuple[bool, Wanted]], store: Store
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A passage of the text, of the title where only that matches."""
    body = [wanted for in_title, wanted in marked if not in_title]
    for source, wanted in ((text, body), (title, [wanted for _, wanted in marked])):
        shown, marks = snippet(source, wanted, store.finder.terms)
        if marks:
            return shown, marks
    return (" ".join(text[:160].split()), ()) if marked else ("", ())
