"""Texts that are no ordinary German prose: nothing breaks, every token stays, time grows with length."""

import time

import pytest

from lagebild.lang import Language
from lagebild.text import analyse

ODD = {
    "capitals": "DIE REGIERUNG HAT DEN ANGRIFF AM MONTAG BESTÄTIGT. DER MINISTER TRAT ZURÜCK.",
    "no spaces": "DerMinisterhatdenAngriffbestätigtundistzurückgetreten.",
    "English": "The minister confirmed the attack on Monday and resigned. Nobody knows why.",
    "Russian": "Министр подтвердил нападение в понедельник. Никто не знает почему.",
    "Arabic": "أكد الوزير الهجوم يوم الاثنين.",
    "Chinese": "部长周一证实了袭击事件。",
    "list": "- Berlin\n- Hamburg\n- Köln\n\n1. Anreise\n2. Sitzung\n3. Abreise",
    "table": "Land\tTote\tVerletzte\nItalien\t3\t12\nSpanien\t0\t4\n",
    "tweet": "RT @amt_xy: #Eilmeldung!!! Brücke gesperrt 😱 https://example.org/a?b=c … mehr gleich (1/3)",
    "punctuation": "... !!! ??? --- „“ »« (()) ;;; :::",
    "white space": " \n\t \n\n ",
    "control characters": "Der\x00 Minister\u200b trat\ufeff zurück.\r\nMehr\x0bnicht.",
    "one letter": "a",
    "lone marks": "„",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts_keep_every_token_in_one_sentence_and_offsets(text: str, german: Language) -> None:
    analysis = analyse(text, german)
    assert all(text[t.start : t.end] == t.text for t in analysis.tokens)
    assert sum(s.last - s.first for s in analysis.sentences) == len(analysis.tokens)
    seen = "".join(t.text for t in analysis.tokens)
    assert [c for c in seen if not c.isspace()] == [c for c in text if not c.isspace()]


@pytest.mark.parametrize(
    "text", ["Putin ( Putin", "Der Minister ( Anna Kessler", "Anna Kessler ( SPD .", *ODD.values()]
)
def test_phrases_lie_within_the_tokens_also_where_a_bracket_stays_open(text: str, german: Language) -> None:
    analysis = analyse(text, german)
    for phrase in analysis.phrases:
        first, last = phrase.full
        assert 0 <= first <= phrase.first <= phrase.head < phrase.last <= last <= len(analysis.tokens)


def test_a_sentence_of_two_thousand_words_is_one_sentence_with_clauses(german: Language) -> None:
    text = "Der Minister sagte, " + "dass der Rat den Plan prüft und das Amt ihn billigt, " * 200 + "und er ging."
    analysis = analyse(text, german)
    assert len(analysis.sentences) == 1
    assert sum(c.predicate == "prüfen" for c in analysis.clauses) > 150


def test_list_items_and_table_rows_are_headings_of_their_own(german: Language) -> None:
    assert len(analyse(ODD["list"], german).sentences) == 6
    assert len(analyse(ODD["table"], german).sentences) == 3


@pytest.mark.parametrize(
    "unit",
    [
        "der Mann, der ",
        "und ",
        "„Ja“, ",
        "Haus (",
        "wort ",
        "dass er sagt, ",
        "und sah ",
        "zu gehen ",
        "A und B, ",
        "wort",
        "Anna Berg ",
    ],
)
def test_time_grows_with_length_not_with_its_square(unit: str, german: Language) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        start = time.process_time()
        analyse(text, german)
        return time.process_time() - start

    seconds(50)
    short, long = min(seconds(400) for _ in range(2)), min(seconds(3200) for _ in range(2))
    assert long < 8 * short * 3 + 0.5
