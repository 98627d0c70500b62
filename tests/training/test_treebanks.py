"""Treebanks come out in one scheme, contractions fused."""

from __future__ import annotations

from training.records import Token
from training.treebanks import read_conllu, split_held_out

IM = """# sent_id = t1
# text = Im Hafen brannte es.
1-2\tIm\t_\t_\t_\t_\t_\t_\t_\t_
1\tIn\tin\tADP\tAPPR\t_\t3\tcase\t_\t_
2\tdem\tder\tDET\tART\tCase=Dat|Definite=Def|Gender=Masc|Number=Sing|PronType=Art\t3\tdet\t_\t_
3\tHafen\tHafen\tNOUN\tNN\tCase=Dat|Gender=Masc|Number=Sing\t4\tobl\t_\t_
4\tbrannte\tbrennen\tVERB\tVVFIN\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
5\tes\tes\tPRON\tPPER\tCase=Nom|Gender=Neut|Number=Sing|Person=3\t4\tnsubj\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t$.\t_\t4\tpunct\t_\t_
"""


def tokens(text: str, source: str) -> tuple[Token, ...]:
    (sentence,) = read_conllu(text.splitlines(), source)
    return sentence.tokens


def row(number: int, form: str, upos: str, tag: str, feats: str = "_", head: int = 0, deprel: str = "dep") -> str:
    return f"{number}\t{form}\t{form}\t{upos}\t{tag}\t{feats}\t{head}\t{deprel}\t_\t_"


def test_a_contraction_is_one_token_with_the_case_of_its_article() -> None:
    found = tokens(IM, "gsd-dev")
    assert [t.form for t in found] == ["Im", "Hafen", "brannte", "es", "."]
    assert (found[0].tag, found[0].upos, found[0].lemma) == ("APPRART", "ADP", "in")
    assert found[0].feats == "Case=Dat|Gender=Masc|Number=Sing"


def test_heads_point_into_the_fused_sentence() -> None:
    assert [t.head for t in tokens(IM, "gsd-dev")] == [1, 2, -1, 2, 2]


def test_the_text_of_a_sentence_keeps_its_white_space() -> None:
    (sentence,) = read_conllu(IM.splitlines(), "gsd-dev")
    assert sentence.text() == "Im Hafen brannte es."


def test_mood_is_never_read() -> None:
    assert tokens(IM, "gsd-dev")[2].feats == "Number=Sing|Person=3|Tense=Past|VerbForm=Fin"


def test_tag_variants_become_one_scheme() -> None:
    text = "\n".join([row(1, "Dabei", "ADV", "PAV"), row(2, "beide", "DET", "PIDAT"), row(3, "als", "ADP", "KOKOM")])
    found = tokens(text, "gsd-dev")
    assert [(t.tag, t.upos) for t in found] == [("PROAV", "ADV"), ("PIAT", "DET"), ("KOKOM", "CCONJ")]


def test_pud_keeps_no_tags_of_its_own() -> None:
    found = tokens(IM, "pud")
    assert [t.tag for t in found] == ["APPRART", "", "", "", ""]


def test_haben_beside_a_participle_is_auxiliary_and_else_a_verb() -> None:
    text = "\n".join([row(1, "hat", "AUX", "VAFIN", head=2, deprel="aux"), row(2, "gesagt", "VERB", "VVPP")])
    assert tokens(text, "hdt-part")[0].upos == "AUX"
    assert tokens(row(1, "hat", "AUX", "VAFIN", deprel="root"), "hdt-part")[0].upos == "VERB"


def test_hdt_lemmas_of_compounds_are_dropped() -> None:
    text = row(1, "Mitbenutzern", "NOUN", "NN", "Case=Dat").replace("\tMitbenutzern\tNOUN", "\tBenutzer\tNOUN")
    assert tokens(text, "hdt-part")[0].lemma == ""
    assert tokens(text, "gsd-dev")[0].lemma == "Benutzer"


def test_hdt_nouns_take_the_case_of_their_preposition_and_hand_it_down() -> None:
    text = "\n".join(
        [
            row(1, "mit", "ADP", "APPR", "AdpType=Prep|Case=Dat", 3, "case"),
            row(2, "neuen", "ADJ", "ADJA", "Degree=Pos|Number=Plur", 3, "amod"),
            row(3, "Drohnen", "NOUN", "NN", "Gender=Fem|Number=Plur", 0, "root"),
        ]
    )
    found = tokens(text, "hdt-part")
    assert found[1].feats == "Case=Dat|Number=Plur"
    assert found[2].feats == "Case=Dat|Gender=Fem|Number=Plur"


def test_an_hdt_noun_of_unknown_case_is_not_trained_on() -> None:
    (noun,) = tokens(row(1, "Hilfe", "NOUN", "NN", "Gender=Fem|Number=Sing", 0, "root"), "hdt-part")
    assert (noun.upos, noun.feats, noun.tag) == ("", "", "NN")


def test_held_out_sentences_and_their_copies_stay_out_of_training() -> None:
    def one(form: str) -> str:
        return row(1, form, "NOUN", "NN") + "\n\n"

    sentences = list(
        read_conllu("".join(one(w) for w in ("Rauch", "Feuer", "Wasser", "Rauch")).splitlines(), "hdt-part")
    )
    training, held = split_held_out(sentences, last=1)
    assert [s.text() for s in held] == ["Rauch"]
    assert [s.text() for s in training] == ["Feuer", "Wasser"]
