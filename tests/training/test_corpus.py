"""Training documents: what is settled, what stays unannotated, what is kept out."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
import spacy
from training.records import Item, Sentence, Token

from training import corpus, exchange, silver, substitute


class Teacher:
    """Tags every word as a noun, with the lower-cased form as its lemma."""

    def tag_sent(self, sent: list[str]) -> list[tuple[str, str, str]]:
        return [(w, w.lower(), "$." if w == "." else "NN") for w in sent]


def gold(number: int) -> str:
    return (
        f"1\tSatz{number}\tSatz{number}\tNOUN\tNN\tCase=Nom\t0\troot\t_\t_\n2\t.\t.\tPUNCT\t$.\t_\t1\tpunct\t_\t_\n\n"
    )


def named(first: int, last: int) -> str:
    return "".join(f"# quelle\n1\tName{n}\tB-PER\tO\n2\tging\tO\tO\n\n" for n in range(first, last))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as handle:
        handle.write(text)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write(tmp_path / "ud/hdt-part.conllu.gz", "".join(gold(n) for n in range(410)))
    write(tmp_path / "ud/gsd-dev.conllu.gz", gold(1000))
    write(tmp_path / "ud/gsd-test.conllu.gz", gold(1001))
    write(tmp_path / "germeval2014/dev.tsv.gz", named(0, 605))
    write(tmp_path / "germeval2014/test-first-3000.tsv.gz", named(600, 610))
    for name in ("gold/events-dev.jsonl", "stories/reports.jsonl", "rows/rows.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps({"id": "1", "text": "Feuer brach aus."}) + "\n", encoding="utf-8")
    return tmp_path


def test_no_held_out_sentence_is_trained_on(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silver, "load_hanta", Teacher)
    items = corpus.training_items(corpus.read_sources(data, data / "cache.jsonl"), {})
    forms = {item.tokens[0].form for item in items}
    assert {f"Satz{n}" for n in range(10)} | {"Satz1001"} <= forms
    assert not ({f"Satz{n}" for n in range(10, 410)} | {"Satz1000"}) & forms
    assert {f"Name{n}" for n in (0, 4, 605, 609)} <= forms
    assert not {f"Name{n}" for n in range(5, 605)} & forms


def test_the_cache_spares_the_teacher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silver, "load_hanta", Teacher)
    first = silver.annotate_all([["Feuer", "."]], tmp_path / "cache.jsonl")
    monkeypatch.setattr(silver, "load_hanta", lambda: pytest.fail("asked again"))
    assert silver.annotate_all([["Feuer", "."]], tmp_path / "cache.jsonl") == first
    assert first[silver.key_of(["Feuer", "."])] == [("NN", "feuer"), ("$.", ".")]


@pytest.mark.parametrize(
    ("upos", "tag", "taught", "expected"),
    [
        ("PROPN", "NE", "NN", "NE"),
        ("PROPN", "NN", "NE", "NE"),
        ("PROPN", "NN", "NN", ""),
        ("VERB", "VVFIN", "NN", "VVFIN"),
    ],
)
def test_gsd_tags_that_contradict_its_coarse_tag_give_way(upos: str, tag: str, taught: str, expected: str) -> None:
    sentence = Sentence("gsd-dev", "s", (Token("Wort", lemma="Wort", upos=upos, tag=tag),))
    (token,) = corpus.settle(sentence, {silver.key_of(["Wort"]): [(taught, "Wort")]}, {})
    assert token.tag == expected


def test_lemmas_of_names_keep_their_capitals_and_unknown_verbs_give_way_to_the_dictionary() -> None:
    words = {"verlor": "verlieren", "verlieren": "verlieren", "fiel": "fallen"}
    assert corpus.best_lemma("USA", "NE", "Usa", words) == "USA"
    assert corpus.best_lemma("US-Präsidenten", "NN", "Us-präsident", words) == "US-Präsident"
    assert corpus.best_lemma("verlor", "VVFIN", "verloren", words) == "verlieren"
    assert corpus.best_lemma("fiel", "VVFIN", "verlieren", words) == "verlieren"


def test_typography_varies_but_the_number_of_tokens_stays() -> None:
    sentence = tuple(Token(form, tag="$(") for form in ('"', "Halt", '"'))
    seen = {tuple(t.form for t in corpus.typeset(sentence, random.Random(n))) for n in range(20)}
    assert seen == {('"', "Halt", '"'), ("„", "Halt", "“"), ("»", "Halt", "«")}


def test_what_a_source_does_not_know_is_missing_in_the_doc() -> None:
    taught = Item("raw", (Token("Feuer", tag="NN", lemma="Feuer"),))
    with_names = Item("named", (Token("Minsk", tag="NE"),), ((0, 1, "LOC"),))
    vocab = spacy.blank("de").vocab
    doc = corpus.make_doc([taught], vocab, random.Random(1), corpus.Stock())
    assert not doc[0].has_morph()
    assert doc[0].pos_ == ""
    assert doc[0].ent_iob_ == ""
    assert [e.label_ for e in corpus.make_doc([with_names], vocab, random.Random(1), corpus.Stock()).ents] == ["LOC"]


def tokens(*forms: str) -> tuple[Token, ...]:
    return tuple(Token(form) for form in forms)


def test_exchanged_names_keep_label_and_number_of_names() -> None:
    item = Item("named", tokens("Minsk", "und", "Kiew"), ((0, 1, "LOC"), (2, 3, "LOC")))
    other = Item("named", tokens("New", "York", "brennt"), ((0, 2, "LOC"),))
    pool = exchange.pool_of([item, other])
    seen = set()
    for seed in range(40):
        new = exchange.exchanged(item, pool, random.Random(seed))
        assert [label for _, _, label in new.names or ()] == ["LOC", "LOC"]
        seen |= {" ".join(t.form for t in new.tokens[a:b]) for a, b, _ in new.names or ()}
    assert seen == {"Minsk", "Kiew", "New York"}


def test_derived_forms_are_exchanged_only_for_the_same_ending() -> None:
    assert exchange.slot(tokens("russischen"), "LOCderiv") != exchange.slot(tokens("russische"), "LOCderiv")
    assert exchange.slot(tokens("Putins"), "PER") != exchange.slot(tokens("Putin"), "PER")


def test_substitutes_keep_tag_and_relation_of_form_and_lemma() -> None:
    words = {"Angriffen": "Angriff", "Gesprächen": "Gespräch", "Verträgen": "Vertrag", "sagen": "sagen"}
    sure = {"angriffen": {"NN": 1.0}, "gesprächen": {"NN": 1.0}, "verträgen": {"NN": 1.0}, "sagen": {"VVINF": 0.6}}
    pool = substitute.stand_ins(words, words, sure)
    sentence = (Token("Angriffen", tag="NN", lemma="Angriff"),)
    seen = {substitute.substituted(sentence, pool, random.Random(n), frozenset())[0] for n in range(60)}
    assert {(t.form, t.lemma) for t in seen} == {("Angriffen", "Angriff"), ("Gesprächen", "Gespräch")}
    assert all(tag == "NN" for tag, _ in pool)
    assert substitute.substituted(sentence, pool, random.Random(1), frozenset({0})) == sentence
