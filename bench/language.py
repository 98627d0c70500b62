"""The German analysis against treebanks, hand-checked lists and the clock, as a table with targets:

    python -m bench.language --shared ../shared [--only NAME …] [--errors N] [--treebank pud]

Names of measures: tags, sentences, clauses, konjunktiv, names, speed, load. Errors are listed for the clause view.
The treebank PUD is no part of any training.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.clauses import SUBJUNCTIVE, f1, measure
from bench.treebank import trees
from lagebild.lang import Language, load
from lagebild.model import Mood
from lagebild.text import analyse
from lagebild.text.tokens import entities, tagged
from lagebild.text.view import view_of

if TYPE_CHECKING:
    from training.records import Sentence

KONJUNKTIV = Path(__file__).parent / "data" / "konjunktiv.tsv"
FORMS = {
    "ind": Mood.INDICATIVE, "k1": Mood.SUBJUNCTIVE_1, "k2": Mood.SUBJUNCTIVE_2,
    "ind/k1": Mood.INDICATIVE_OR_1, "ind/k2": Mood.INDICATIVE_OR_2,
}  # fmt: skip


class Row(NamedTuple):
    """A line of the table. target: the least value wanted, or the most where `least` is false."""

    measure: str
    value: float
    target: float | None = None
    unit: str = ""
    least: bool = True


def tags(shared: Path, language: Language) -> Iterator[Row]:
    """STTS and lemmas on gold tokens, of the model alone (as training/evaluate.py measures it) and as the text step
    gives them, which mends both; coarse tags are the model's."""
    from training.evaluate import score_treebank
    from training.treebanks import read_treebank, split_held_out

    folder = shared / "data" / "ud"
    hdt = split_held_out(read_treebank(folder / "hdt-part.conllu.gz"))[1]
    gsd, pud = (read_treebank(folder / f"{name}.conllu.gz") for name in ("gsd-dev", "pud"))
    for name, sentences, target in (("last 400 of hdt-part", hdt, 96), ("gsd-dev", gsd, 95.5)):
        yield Row(f"STTS, {name}", score_step(language, sentences)["stts"], target)
        yield Row(f"STTS, {name}, the model alone", score_treebank(language.nlp, sentences)["stts"])
    model, step = score_treebank(language.nlp, pud), score_step(language, pud)
    yield Row("UPOS, pud", model["upos"], 93)
    yield Row("lemmas of content words, pud", step["lemma"], 96)
    yield Row("lemmas of content words, pud, the model alone", model["lemma"])
    yield Row("lemmas of content words, gsd-dev", score_step(language, gsd)["lemma"])


def score_step(language: Language, sentences: "Sequence[Sentence]") -> dict[str, float]:
    """STTS and lemmas of content words (ignoring case) in per cent, after the rules of the text step."""
    from training.evaluate import CONTENT, predict, ratio

    pairs = []
    docs = predict(language.nlp, [[token.form for token in sentence.tokens] for sentence in sentences])
    for sentence, doc in zip(sentences, docs, strict=True):
        analysis = view_of(doc.text, tagged(doc, 0, entities(doc)), language)
        at = {token.start: token for token in analysis.tokens}
        pairs += [(gold, at[word.idx]) for gold, word in zip(sentence.tokens, doc, strict=True) if word.idx in at]
    return {
        "stts": ratio(gold.tag == token.tag for gold, token in pairs if gold.tag),
        "lemma": ratio(
            gold.lemma.lower() == token.lemma.lower() for gold, token in pairs if gold.lemma and gold.upos in CONTENT
        ),
    }


def sentences(shared: Path, language: Language) -> Iterator[Row]:
    """Sentence ends in the treebank's sentences joined by single spaces."""
    for name, target in (("pud", 99.5), ("gsd-dev", 97.5)):
        texts = [tree.text for tree in trees(shared / "data" / "ud" / f"{name}.conllu.gz")]
        ends, at = set(), 0
        for text in texts:
            ends.add(at + len(text.rstrip()))
            at += len(text) + 1
        found = {sentence.end for sentence in analyse(" ".join(texts), language).sentences}
        yield Row(f"sentence ends F1, {name}", 200 * len(ends & found) / (len(ends) + len(found)), target)


def clauses(shared: Path, language: Language, treebank: str = "pud") -> Iterator[Row]:
    """Finite verbs, clusters, subjects and Konjunktiv against a treebank."""
    count, _ = measure(trees(shared / "data" / "ud" / f"{treebank}.conllu.gz"), language)
    yield Row(f"finite verbs F1, {treebank}", f1(count, "verb"))
    yield Row(f"finite verbs with particle and cluster F1, {treebank}", f1(count, "cluster", "verb"), 96)
    yield Row(f"subjects F1, {treebank}", f1(count, "subject"), 88)
    verbs = f"{count['mood']} verbs"
    yield Row(f"Konjunktiv or not, {treebank}, {verbs}", 100 * count["mood right"] / max(1, count["mood"]), 97)


def konjunktiv(shared: Path, language: Language) -> Iterator[Row]:
    """Konjunktiv or not of the verbs in bench/data/konjunktiv.tsv, and what the form can be."""
    answers = list(konjunktiv_answers(language))
    total = len(answers)
    right = sum((found in SUBJUNCTIVE) == (mood in ("k1", "k2")) for mood, _, found, _ in answers)
    exact = sum(found == FORMS[form] for _, form, found, _ in answers)
    yield Row(f"Konjunktiv or not, {total} verbs in news sentences", 100 * right / total, 97)
    yield Row(f"what the form can be, {total} verbs in news sentences", 100 * exact / total)


def konjunktiv_answers(language: Language) -> Iterator[tuple[str, str, Mood, str]]:
    """Mood and form by hand, mood found (none where the verb is missed) and the verb in its sentence."""
    with KONJUNKTIV.open(encoding="utf-8") as lines:
        rows = csv.reader((row for row in lines if row[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        for sentence, verb, mood, form in rows:
            analysis = analyse(sentence, language)
            moods = {analysis.tokens[c.finite].text: c.mood for c in analysis.clauses if c.finite is not None}
            yield mood, form, moods.get(verb, Mood.NONE), f"{verb}: {sentence}"


def names(shared: Path, language: Language) -> Iterator[Row]:
    """Names of whole readings on the last 600 sentences of GermEval's dev part."""
    from bench.scores import score

    with tempfile.TemporaryDirectory() as folder:
        printed = score("names", shared, Path(folder), language, [])
    for label, name, target in (("merged", "merged", 78), ("names", "proper", 80)):
        found = re.search(rf"^{label} .*F1 ([\d.]+)", printed, re.M)
        yield Row(f"names {name} F1, germeval dev last 600", 100 * float(found[1]) if found else 0.0, target)


def speed(shared: Path, language: Language) -> Iterator[Row]:
    """Tokens a second of one core (processor time, best of three) from raw newspaper text."""
    from bench.corpora import newspaper
    from lagebild.text.tokens import raw_tokens

    texts = [report.text for report in islice(newspaper(shared / "data"), 150)]
    whole = best(lambda: sum(len(analyse(text, language).tokens) for text in texts))
    model = best(lambda: sum(len(raw_tokens(text, language)) for text in texts))
    yield Row("model and clauses, one core", whole, 12_000, "tokens/s")
    yield Row("model alone, one core", model, None, "tokens/s")
    yield Row("clause view alone, one core", 1 / (1 / whole - 1 / model), None, "tokens/s")


def best(work: Callable[[], int], times: int = 3) -> float:
    """Most units a second of processor time."""
    fastest = 0.0
    for _ in range(times):
        start = time.process_time()
        units = work()
        fastest = max(fastest, units / (time.process_time() - start))
    return fastest


def starting(shared: Path, language: Language) -> Iterator[Row]:
    """Seconds to import Lagebild with spaCy and load the model in a fresh process, best of three."""
    program = "from lagebild.lang import load; load('de').nlp; import lagebild.text"
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        seconds.append(time.perf_counter() - start)
    yield Row("import and load", min(seconds), 2.5, "s", least=False)


MEASURES: dict[str, Callable[[Path, Language], Iterator[Row]]] = {
    "tags": tags,
    "sentences": sentences,
    "clauses": clauses,
    "konjunktiv": konjunktiv,
    "names": names,
    "speed": speed,
    "load": starting,
}


def line(row: Row) -> str:
    """A row of the table: measure, value, target, whether it is reached."""
    digits = 0 if row.value >= 1000 else 2
    value = f"{row.value:,.{digits}f}{' ' if row.unit else ''}{row.unit}"
    if row.target is None:
        return f"| {row.measure} | {value} | | |"
    reached = row.value >= row.target if row.least else row.value <= row.target
    sign = "≥" if row.least else "≤"
    return f"| {row.measure} | {value} | {sign} {row.target:,.4g} | {'yes' if reached else 'no'} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", nargs="*", choices=list(MEASURES), default=list(MEASURES))
    parser.add_argument("--treebank", default="pud", help="the treebank for --errors: pud, gsd-dev, gsd-test, hdt-part")
    parser.add_argument("--errors", type=int, default=0, help="list so many errors of each kind of the clause view")
    parser.add_argument("--model", help="another spaCy pipeline than the shipped one")
    options = parser.parse_args()
    language = load("de", options.model)
    if options.errors:
        count, errors = measure(trees(options.shared / "data" / "ud" / f"{options.treebank}.conllu.gz"), language)
        errors["konjunktiv.tsv"] = [
            f"{have} for {form}, {where}"
            for _, form, have, where in konjunktiv_answers(language)
            if have != FORMS[form]
        ]
        for name, found in errors.items():
            print(f"## {name}: {len(found)}", *found[: options.errors], sep="\n")
        for name, total in (("verb", "verb"), ("cluster", "verb"), ("subject", "subject")):
            print(f"{name} F1 {f1(count, name, total):.2f}")
        print(f"mood {100 * count['mood right'] / max(1, count['mood']):.2f}")
        return
    print("| measure | value | target | reached |\n|---|---|---|---|")
    for name in options.only:
        for row in MEASURES[name](options.shared, language):
            print(line(row), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
