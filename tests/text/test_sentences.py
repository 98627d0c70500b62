"""Sentence borders: every case is text with | where a sentence ends."""

import pytest

from lagebild.lang import Language
from lagebild.text import analyse

CASES = [
    "Das war im Jahr 2022.| Am 19. Dezember kam er an.",
    "Er kommt am 3. Mai.| Dann reist er ab.",
    "Sie wurde am 3. und am 5. Juni gesehen.| Mehr ist nicht bekannt.",
    "Dr. Anna Beispiel leitet das Amt.| Prof. Weber widerspricht.",
    "Es ging z. B. um Weizen, Mais usw.| Die Preise stiegen.",
    "Er traf Vertreter der U.S. Navy in Kiel.| Danach flog er ab.",
    "„Das ist falsch!“, sagte sie.| „Wir prüfen das.“| Dann ging sie.",
    "„Warum jetzt?“ fragte er.",
    "Das kostet 5,3 Mio. Euro.| So steht es im Plan.",
    "Krieg und Frieden\n|Die Gespräche beginnen heute.",
    "Die Lage ist ernst (siehe S. 5).| Mehr dazu später.",
    "Wilhelm II. dankte 1918 ab.| Die Republik wurde ausgerufen.",
    "Was nun …| Niemand weiß es.",
    "``Das reicht.''| Dann ging er.",
    "Erste Zeile ohne Punkt\n\n|Zweiter Absatz.",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_the_mark_stands(marked: str, german: Language) -> None:
    text = marked.replace("|", "")
    analysis = analyse(text, german)
    found = [text[s.start : s.end] for s in analysis.sentences]
    assert found == [part.strip() for part in marked.split("|")]


def test_lines_broken_inside_sentences_are_joined(german: Language) -> None:
    text = "Die Regierung will die\nSteuern senken und die\nAbgaben erhöhen, aber\nsie hat noch keine\nMehrheit dafür."
    assert len(analyse(text, german).sentences) == 1
