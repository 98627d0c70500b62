"""Checks rows of expectations against the analysed text: clauses, phrases and sentences.

{"kind": "clause", "predicate": …} with what must hold of one clause of that predicate; {"kind": "phrase", "head": …};
{"kind": "sentences", "count": …}. Strings are looked for as whole words in the phrase that fills a role, conjuncts
included; a list of words must all be found there.
"""

from typing import Any

from lagebild.model import Analysis, Clause, NounPhrase, Role
from lagebild.model.ask import text_of, with_conjuncts
from tests.checking import Row, has_word

ROLES = {role.value: role for role in Role}
VALUES = {"mood": "mood", "tense": "tense", "voice": "voice", "position": "position", "clause": "kind"}


def text_holds(analysis: Analysis, row: Row) -> bool:
    """Is the row met by the analysis?"""
    return TEXT_CHECKS[row["kind"]](analysis, row)


def words_of(analysis: Analysis, phrases: list[NounPhrase]) -> list[str]:
    """The texts of phrases and their conjuncts, attributes included."""
    return [text_of(analysis, part.full) for phrase in phrases for part in with_conjuncts(analysis, phrase)]


def found_in(strings: list[str], wanted: str | list[str]) -> bool:
    """Are all wanted words in the strings?"""
    return all(has_word(strings, word) for word in ([wanted] if isinstance(wanted, str) else wanted))


def clause_fits(analysis: Analysis, clause: Clause, row: Row) -> bool:
    """Does one clause have all that the row names?"""
    tokens, phrases = analysis.tokens, analysis.phrases
    for key, wanted in row.items():
        if key in VALUES:
            fits = getattr(clause, VALUES[key]).value == wanted
        elif key in ROLES:
            filled = [phrases[a.phrase] for a in clause.arguments if a.role == ROLES[key]]
            fits = not filled if wanted is None else found_in(words_of(analysis, filled), wanted)
        elif key == "predicate":
            fits = clause.predicate == wanted
        elif key == "negated":
            fits = bool(clause.negations) == wanted
        elif key == "reflexive":
            fits = (clause.reflexive is not None) == wanted
        elif key == "particle":
            fits = clause.particle is not None and tokens[clause.particle].text == wanted
        elif key == "modals":
            fits = list(clause.modals) == wanted
        elif key == "shared_subject":
            fits = clause.shared_subject == wanted
        elif key == "antecedent":
            fits = clause.antecedent is not None and phrases[clause.antecedent].lemma == wanted
        else:
            fits = key == "kind"
        if not fits:
            return False
    return True


def phrase_fits(analysis: Analysis, phrase: NounPhrase, row: Row) -> bool:
    """Does one phrase have all that the row names?"""

    def part(i: int | None) -> list[str]:
        return [] if i is None else words_of(analysis, [analysis.phrases[i]])

    checks: dict[str, Any] = {
        "head": lambda w: has_word([text_of(analysis, (phrase.first, phrase.last))], w),
        "name": lambda w: phrase.name is not None and text_of(analysis, phrase.name) == w,
        "genitive": lambda w: found_in(part(phrase.genitive), w),
        "apposition": lambda w: found_in(part(phrase.apposition), w),
        "modifiers": lambda w: found_in(words_of(analysis, [analysis.phrases[m] for m in phrase.modifiers]), w),
    }
    return all(key == "kind" or checks[key](wanted) for key, wanted in row.items())


TEXT_CHECKS = {
    "clause": lambda analysis, row: any(clause_fits(analysis, c, row) for c in analysis.clauses),
    "phrase": lambda analysis, row: any(phrase_fits(analysis, p, row) for p in analysis.phrases),
    "sentences": lambda analysis, row: len(analysis.sentences) == row["count"],
}
