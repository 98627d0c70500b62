"""Coreference against two annotators: python -m bench.coreference --shared ../shared [--part dev|held-out|all]

40 reports of `gold/events-dev.jsonl`; bench/data/coreference-a.jsonl and -b.jsonl hold what two annotators who worked
apart marked: all mentions of persons, states and organisations, alone or linked, offsets and types only. Half of the
reports ("dev", by hash of the id) serves to find errors, the other is only measured.

Spans match strictly when start and end are the same; leniently also when one lies within the other and both share a
head word: the head noun, the last word of the proper name, or the last word where the analysis has no phrase. Pairs
are one-to-one, exact spans first, then the shortest. Relative and reflexive pronouns and adjectives, which the
annotators do not mark, are taken out of ours, and so are groups of people without a name that are mentioned once, which
they marked only when taken up again.

"gold mentions": ours without the mentions that the annotator does not have; those that we lack stand alone.
"system mentions": everything that we mark. "no singletons": both sides without what is mentioned only once, as in
CoNLL-2012. Plural mentions, which belong to several chains, count in the links only (as in the universal anaphora
scorer, which keeps split antecedents apart). Links go to the nearest mention before that says at least as much: of
names to names, of descriptions to names and descriptions, of pronouns and plurals to any but plurals.
"""

import argparse
import hashlib
import json
from bisect import bisect_left
from collections.abc import Hashable, Iterable
from pathlib import Path

from msgspec import Struct

from bench.coref_scores import NONE, Chain, Counts, add, conll, links, rates
from bench.corpora import events
from lagebild.lang import Language, load
from lagebild.mentions import find_mentions
from lagebild.model import ActorKind, Analysis, PhraseKind
from lagebild.text import analyse

FOLDER = Path(__file__).parent / "data"
TYPES = ("name", "description", "pronoun", "plural")
UNMARKED = frozenset({"PRELS", "PRELAT", "PRF", "ADJA", "ADJD"})
Span = tuple[int, int]
Gold = dict[str, tuple[list[frozenset[Span]], dict[Span, str]]]


class Sides(Struct, frozen=True):
    """One report as two sides see it, with shared mentions as equal spans: chains of the key and of the response,
    types of the key's mentions, spans of several chains on either side."""

    key: list[frozenset[Span]]
    response: list[frozenset[Span]]
    types: dict[Span, str]
    shared: frozenset[Span]
    plural: frozenset[Span]


def gold(path: Path) -> Gold:
    """Report -> chains of spans, type of each span (plural where a span stands in several chains)."""
    found: Gold = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        chains = [frozenset((start, end) for start, end, _ in chain["mentions"]) for chain in row["chains"]]
        types = {(start, end): sort for chain in row["chains"] for start, end, sort in chain["mentions"]}
        found[row["id"]] = chains, types
    return found


def half(ids: Iterable[str], part: str) -> frozenset[str]:
    """The ids of a part: the first half by hash is "dev", the rest "held-out"."""
    ordered = sorted(ids, key=lambda one: hashlib.sha256(one.encode()).hexdigest())
    middle = len(ordered) // 2
    return frozenset({"dev": ordered[:middle], "held-out": ordered[middle:]}.get(part, ordered))


def ours(analyses: dict[str, Analysis], shared: Path, language: Language) -> Gold:
    """What we find in the reports, without the words that the annotators do not mark."""
    found: Gold = {}
    for report in events(shared / "data"):
        analysis = analyses.get(report.id)
        if analysis is None:
            continue
        tags = {(token.start, token.end): token.tag for token in analysis.tokens}
        relative = {tags_span(analysis, p.head) for p in analysis.phrases if p.kind == PhraseKind.RELATIVE}
        chains = []
        for actor in find_mentions(analysis, report, language).actors:
            if actor.kind == ActorKind.GROUP and len(actor.mentions) == 1 and "lexicon" not in actor.rule:
                continue
            kept = frozenset(span for span in actor.mentions if tags.get(span) not in UNMARKED and span not in relative)
            if kept:
                chains.append(kept)
        found[report.id] = chains, {}
    return found


def tags_span(analysis: Analysis, token: int) -> Span:
    """Offsets of a token."""
    return analysis.tokens[token].start, analysis.tokens[token].end


def heads(analysis: Analysis, span: Span) -> frozenset[int]:
    """Head words of a span: head noun and last word of the name of the first phrase whose head it holds."""
    first = bisect_left(analysis.tokens, span[0], key=lambda token: token.start)
    last = bisect_left(analysis.tokens, span[1], key=lambda token: token.start)
    inside = range(first, last)
    for phrase in analysis.phrases:
        if phrase.head in inside and phrase.first >= first - 1 and phrase.kind != PhraseKind.RELATIVE:
            own = {phrase.head} | ({phrase.name[1] - 1} if phrase.name else set())
            behind = phrase.last - 1
            return frozenset(i for i in own | {behind} if i in inside)
    return frozenset({last - 1})


def aligned(analysis: Analysis, key: set[Span], response: set[Span], lenient: bool) -> dict[Span, Span]:
    """Span of the response -> span of the key, one-to-one."""
    pairs = {span: span for span in key & response}
    if not lenient:
        return pairs
    free = key - pairs.keys()
    options = []
    for given in response - key:
        for wanted in free:
            within = given[0] <= wanted[0] and wanted[1] <= given[1]
            around = wanted[0] <= given[0] and given[1] <= wanted[1]
            if (within or around) and heads(analysis, given) & heads(analysis, wanted):
                options.append((wanted[1] - wanted[0] + given[1] - given[0], given, wanted))
    taken: set[Span] = set()
    for _, given, wanted in sorted(options):
        if given not in pairs and wanted not in taken:
            pairs[given] = wanted
            taken.add(wanted)
    return pairs


def sides(analysis: Analysis, key: Gold, response: Gold, report: str, lenient: bool) -> Sides:
    """Key and response of a report with the spans of the response replaced by those of the key that they match."""
    wanted, types = key[report]
    given = response.get(report, ([], {}))[0]
    of = aligned(analysis, set().union(*wanted), set().union(*given), lenient)
    moved = [frozenset(of.get(span, span) for span in chain) for chain in given]
    return Sides(
        key=wanted, response=moved, types=types, shared=frozenset(of.values()),
        plural=frozenset(_several(wanted) | _several(moved) | {span for span in types if types[span] == "plural"}),
    )  # fmt: skip


def _several(chains: list[frozenset[Span]]) -> set[Span]:
    seen: set[Span] = set()
    twice: set[Span] = set()
    for chain in chains:
        twice |= seen & chain
        seen |= chain
    return twice


def setting(found: Sides, name: str) -> tuple[list[Chain], list[Chain]]:
    """Key and response of one of the settings named in the docstring of this module."""
    key = [chain - found.plural for chain in found.key]
    response = [chain - found.plural for chain in found.response]
    if name == "gold mentions":
        marked = frozenset().union(*key)
        response = [chain & marked for chain in response]
        response += [frozenset({span}) for span in sorted(marked - frozenset().union(*response))]
    least = 2 if name == "no singletons" else 1
    return [c for c in key if len(c) >= least], [c for c in response if len(c) >= least]


SETTINGS = ("gold mentions", "system mentions", "no singletons")


def link_counts(found: Sides) -> dict[str, Counts]:
    """Counts of right links by type of the mention, among the mentions that the key has."""
    marked = frozenset(found.types)
    response: list[Chain] = [chain & marked for chain in found.response]
    counts = {}
    for sort in TYPES:
        wanted: frozenset[Hashable] = frozenset(span for span in marked if found.types[span] == sort)
        least = min(TYPES.index(sort), TYPES.index("pronoun"))
        ends: frozenset[Hashable] = frozenset(s for s in marked if TYPES.index(found.types[s]) <= least)
        counts[sort] = links(list(found.key), response, _place, wanted, ends)
    return counts


def _place(span: Hashable) -> int:
    assert isinstance(span, tuple)
    return int(span[0]) * 10_000 - int(span[1])


def compared(analyses: dict[str, Analysis], key: Gold, response: Gold, ids: frozenset[str], lenient: bool) -> list[str]:
    """Lines of the table for one key and one response."""
    found = [sides(analyses[report], key, response, report, lenient) for report in sorted(ids)]
    lines = []
    for name in SETTINGS:
        parted = [setting(one, name) for one in found]
        scores = conll([key for key, _ in parted], [response for _, response in parted])
        cells = "  ".join(f"{m} {scores[m][2]:5.1f}" for m in ("mentions", "MUC", "B3", "CEAFe"))
        mentions = scores["mentions"]
        lines.append(
            f"  {name:16} CoNLL {scores['CoNLL'][2]:5.1f}  ({cells}; mentions P {mentions[0]:.1f} R {mentions[1]:.1f})"
        )
    totals = dict.fromkeys(TYPES, NONE)
    for one in found:
        for sort, counts in link_counts(one).items():
            totals[sort] = add(totals[sort], counts)
    for sort, counts in totals.items():
        precision, recall, f1 = rates(counts)
        lines.append(f"  links, {sort:12} P {precision:5.1f} R {recall:5.1f} F1 {f1:5.1f} of {int(counts[3])}")
    return lines


def report_scores(shared: Path, part: str, language: Language, strict: bool = True) -> None:
    """Print the agreement of the annotators and our scores against each; strict: with strict spans besides."""
    a, b = gold(FOLDER / "coreference-a.jsonl"), gold(FOLDER / "coreference-b.jsonl")
    analyses = {r.id: analyse(r.text, language) for r in events(shared / "data") if r.id in a}
    mine = ours(analyses, shared, language)
    ids = half(a, part)
    for title, key, response in (("B against A", a, b), ("ours against A", a, mine), ("ours against B", b, mine)):
        for lenient in (False, True) if strict else (True,):
            print(f"{title}, {'lenient' if lenient else 'strict'} spans, {len(ids)} reports ({part})")
            print("\n".join(compared(analyses, key, response, ids, lenient)), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("dev", "held-out", "all"), default="all")
    options = parser.parse_args()
    report_scores(options.shared, options.part, load("de"))


if __name__ == "__main__":
    main()
