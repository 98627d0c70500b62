"""Which of several phrases is the subject: a linear ranker over case, agreement, field, order, kind and determiner.

The weights are data (lang/<code>/morphology/subjects.tsv), learnt by training/subjects.py from treebanks.
"""

from lagebild.lang.morphology import Morphology
from lagebild.model import PhraseKind, VerbPosition
from lagebild.text.draft import ClauseDraft, PhraseDraft, SentenceDraft

COPULAS = ("sein", "werden", "bleiben")
PLURAL_ENDINGS = ("en", "ern", "eln", "sind", "tun")
LEAST = -3.0
"""A phrase with a lower score is no subject even where nothing else offers itself."""


def score(features: list[str], morphology: Morphology) -> float:
    """Sum of the weights of the features that are listed."""
    weights = morphology.subject_weights
    return sum(weights.get(feature, 0.0) for feature in features)


def features(
    draft: SentenceDraft, clause: ClauseDraft, phrase: PhraseDraft, order: int, position: VerbPosition
) -> list[str]:
    """Names of what holds of a phrase as candidate; `order` counts the clause's bare phrases from 0. "=" marks those
    beside a copula, where they count for something else."""
    form, head = draft.lower[phrase.head], draft.tokens[phrase.head]
    mark = "=" if clause.predicate in COPULAS else ""
    kind = phrase.kind.value
    found = [case_feature(phrase) + mark, f"agreement {agreement(draft, clause, phrase):g}", kind]
    found += [f"can be {case}" for case in ("Dat", "Gen") if case in phrase.cases]
    found += [f"order {min(order, 3)}{mark}", f"model case {head.case}"]
    if draft.tags[phrase.head] == "PPER" and form != "es":
        found.append("personal pronoun")
    if form == "es":
        found += ["es" + mark, "es geben" if clause.predicate == "geben" else "es otherwise"]
    elif form in ("das", "dies"):
        found.append("das" + mark)
    elif form == "was":
        found.append("was last" if position == VerbPosition.LAST else "was" + mark)
    elif form in ("mehr", "weniger", "nichts"):
        found.append("mehr")
    elif form == "man":
        found.append("man")
    if clause.finite is not None:
        if position == VerbPosition.SECOND and phrase.head < clause.finite:
            found += ["before the verb" + mark, "before the verb " + kind]
        if phrase.first == clause.finite + 1:
            found.append("behind the verb" + mark)
    if position == VerbPosition.LAST:
        found.append(f"verb last {min(order, 2)}")
    found += determiner_features(draft, phrase, mark)
    if head.entity[:3] in ("PER", "ORG"):  # no LOC: capitals act in political news, hardly ever in the treebanks
        found.append(head.entity[:3])
    if phrase.conjuncts:
        found.append("conjuncts")
    if phrase.genitive is not None:
        found.append("genitive")
    return found


def case_feature(phrase: PhraseDraft) -> str:
    """Is the phrase surely nominative, no accusative, or either?"""
    if phrase.cases == {"Nom"}:
        return "nominative"
    return "or accusative" if "Acc" in phrase.cases else "no accusative"


def determiner_features(draft: SentenceDraft, phrase: PhraseDraft, mark: str) -> list[str]:
    """What introduces the phrase: definite, indefinite, other, or nothing."""
    if phrase.determiner is None:
        return ["bare " + phrase.kind.value]
    form = draft.lower[phrase.determiner]
    if form in ("der", "die", "das"):
        return ["definite", "article" + mark]
    if form in ("dieser", "diese", "dieses"):
        return ["definite", "other article" + mark]
    return ["indefinite" if form.startswith(("ein", "kein")) else "other determiner", "other article" + mark]


def agreement(draft: SentenceDraft, clause: ClauseDraft, phrase: PhraseDraft) -> float:
    """-5 where finite verb and phrase cannot agree in number, -2.5 where only the model's number of a bare noun speaks
    against it ("Käufer"), -1 for coordinated phrases, 1 where they agree surely, 0.3 where they may."""
    if clause.finite is None:
        return 0.0
    form = draft.lower[clause.finite]
    number = "Plur" if form.endswith(PLURAL_ENDINGS) else "Sing"
    offered = {"Plur"} if phrase.conjuncts else {cell[1] for cell in phrase.cells if cell[0] == "Nom"}
    if phrase.person == "1" and draft.lower[phrase.head] == "ich":
        offered = {"Sing"}
    if not phrase.conjuncts and draft.tags[phrase.first] == "CARD":
        offered = offered | {"Plur"}
    if number in offered:
        return 1.0 if len(offered) == 1 else 0.3
    bare = phrase.determiner is None and not phrase.attributes and phrase.kind == PhraseKind.NOUN
    return -1.0 if phrase.conjuncts else -2.5 if bare else -5.0
