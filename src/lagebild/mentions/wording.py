"""Words of a candidate in their basic form, for the name of an actor that has none."""

from lagebild.lang.roles import Role, find_role
from lagebild.mentions.candidates import Candidate


def is_acronym(name: str) -> bool:
    """Is a name one word with two capitals at least: "UDD", "BdL", "PML-N"?"""
    return " " not in name and sum(letter.isupper() for letter in name) > 1 and len(name) < 10


def basic_noun(candidate: Candidate, roles: dict[str, Role]) -> str:
    """Head noun in its basic form: "Sprechers" -> "Sprecher", "Ärzten" -> "Ärzte"."""
    if candidate.number == "Plur" and candidate.word.endswith("n"):
        shorter = find_role(roles, candidate.word[:-1])
        if (
            shorter is not None
            and shorter[0].number != "Sing"
            and shorter[0].noun == (candidate.role and candidate.role.noun)
        ):
            return candidate.word[:-1]
    if candidate.aged and candidate.number == "Sing" and candidate.word.endswith("n"):
        return candidate.word[:-1] + ("r" if candidate.gender == "Masc" else "")
    role = candidate.role
    if role is None or candidate.number == "Plur" or candidate.gender == "Fem" or role.gender == "Fem":
        return candidate.word
    noun = role.noun if not candidate.prefix else candidate.prefix + (
        role.noun if candidate.prefix.endswith("-") else role.noun.lower()
    )  # fmt: skip
    return noun if candidate.word.startswith(noun[:-2]) else candidate.word


def basic_adjective(word: str, candidate: Candidate) -> str:
    """Adjective in its basic form for the gender and number of a candidate: "russischen" -> "russischer"."""
    stem = next((word[: -len(e)] for e in ("en", "er", "es", "em", "e") if word.endswith(e)), word)
    if candidate.number == "Plur":
        return stem + "e"
    return stem + {"Masc": "er", "Neut": "es"}.get(candidate.gender, "e")
