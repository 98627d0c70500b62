"""The clause view against treebanks: finite verbs, their clusters, subjects and mood.

Verbs are matched by their offset. A cluster is right when all its words are those of the treebank ("zu" left out,
`Verb.open` either way; of coordinated predicates under one verb either counts). A subject is right when the treebank's
head lies in the core of our phrase; where the treebank has an expletive "es" and we take it, the answer counts neither
way.
"""

from collections import Counter
from collections.abc import Iterable

from bench.treebank import Tree, Verb, verbs
from lagebild.lang import Language
from lagebild.model import Analysis, Clause, Mood
from lagebild.model.ask import subject
from lagebild.text import analyse

SUBJUNCTIVE = (Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2)


def measure(sentences: Iterable[Tree], language: Language) -> tuple[Counter[str], dict[str, list[str]]]:
    """Counts over the sentences, and for verb, cluster, subject and mood a line an error."""
    count: Counter[str] = Counter()
    errors: dict[str, list[str]] = {"verb": [], "cluster": [], "subject": [], "mood": []}
    for tree in sentences:
        compare(tree, analyse(tree.text, language), count, errors)
    return count, errors


def compare(tree: Tree, analysis: Analysis, count: Counter[str], errors: dict[str, list[str]]) -> None:
    """Add one sentence to counts and errors."""
    gold = verbs(tree)
    seen = {analysis.tokens[c.finite].start: c for c in analysis.clauses if c.finite in c.tokens}
    count["verb gold"] += len(gold)
    count["verb pred"] += len(seen)
    for start in sorted(gold.keys() | seen.keys()):
        verb, clause = gold.get(start), seen.get(start)
        here = tree.text[start : start + 12]
        if verb is None or clause is None:
            errors["verb"].append(f"{'missed' if clause is None else 'no verb'} {here!r}: {tree.text}")
        else:
            count["verb hit"] += 1
            have = clusters(analysis, clause)
            right = any(cluster - verb.open == verb.cluster for cluster in have)
            count["cluster hit"] += right
            if not right:
                errors["cluster"].append(f"{words(tree, verb.cluster)} but {words(tree, have[0])}: {tree.text}")
            compare_mood(tree, verb, clause, count, errors)
        compare_subject(tree, start, verb, span(analysis, clause), count, errors)


def clusters(analysis: Analysis, clause: Clause) -> list[frozenset[int]]:
    """Offsets of the cluster of a clause, "zu" left out, and of the clauses that share its finite verb."""
    sharing = [clause, *(c for c in analysis.clauses if c.finite == clause.finite and c is not clause)]
    return [
        frozenset(analysis.tokens[k].start for k in (*c.cluster, *c.borrowed) if analysis.tokens[k].tag != "PTKZU")
        for c in sharing
    ]


def words(tree: Tree, offsets: frozenset[int]) -> str:
    """The words at some offsets: "hat … gesagt"."""
    return " … ".join(tree.text[k:].split(" ", 1)[0] for k in sorted(offsets))


def span(analysis: Analysis, clause: Clause | None) -> tuple[int, int] | None:
    """Offsets of the core of a clause's own subject."""
    phrase = subject(analysis, clause) if clause is not None and not clause.shared_subject else None
    return None if phrase is None else (analysis.tokens[phrase.first].start, analysis.tokens[phrase.last - 1].end)


def compare_subject(
    tree: Tree,
    start: int,
    verb: Verb | None,
    have: tuple[int, int] | None,
    count: Counter[str],
    errors: dict[str, list[str]],
) -> None:
    """Add the subject of one verb to the counts."""
    want = verb.subject if verb is not None else None
    if verb is not None and have is not None and verb.expletive is not None and have[0] == verb.expletive:
        have = None
        if want is None:
            return
    right = want is not None and have is not None and have[0] <= want < have[1]
    count["subject gold"] += want is not None
    count["subject pred"] += have is not None
    count["subject hit"] += right
    if not right and (want is not None or have is not None):
        wanted = None if want is None else tree.text[want : want + 14]
        said = None if have is None else tree.text[have[0] : have[1]]
        errors["subject"].append(f"{tree.text[start : start + 12]!r} wants {wanted!r}, has {said!r}: {tree.text}")


def compare_mood(tree: Tree, verb: Verb, clause: Clause, count: Counter[str], errors: dict[str, list[str]]) -> None:
    """Konjunktiv against Indikativ; a form that can be both counts as Indikativ."""
    if verb.mood not in ("Ind", "Sub"):
        return
    right = (clause.mood in SUBJUNCTIVE) == (verb.mood == "Sub")
    count["mood"] += 1
    count["mood right"] += right
    if not right:
        errors["mood"].append(f"{tree.text[verb.start : verb.start + 12]!r} is {verb.mood}: {tree.text}")


def f1(count: Counter[str], name: str, total: str | None = None) -> float:
    """F1 in per cent of `name` hits over the gold and predicted counts of `total`."""
    base = total or name
    return 200 * count[f"{name} hit"] / max(1, count[f"{base} gold"] + count[f"{base} pred"])
