"""Names decoded at once are those of spaCy's own decoder, on running text and at the edges."""

from pathlib import Path

import pytest

from lagebild.lang import Language
from lagebild.text.names import name_labels
from lagebild.text.tokens import entities

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
EDGES = [
    "",
    " ",
    "\n\n  \n",
    "Berlin",
    "Anna Berg",
    "Der Sprecher heißt Anna\nBerg \n",
    "Die Ministerin Anna Berg traf in Neu-Ulm den Chef der Deutschen Bahn AG",
    "ANNA BERG SPRACH IN KIEW MIT DER BBC",
    "„Neue Zürcher Zeitung“, „Der Spiegel“ und RTL",
    "!!! ??? ... --- 123",
    "Aachen Bonn Chemnitz Dresden Essen Fulda Gera Halle",
]


@pytest.mark.parametrize("text", EDGES + [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))])
def test_labels_are_those_of_spacys_decoder(text: str, german: Language) -> None:
    doc = german.nlp(text, disable=["ner"])
    ours = name_labels(german.nlp.get_pipe("ner"), doc)
    assert ours == entities(german.nlp.get_pipe("ner")(doc))


def test_names_are_found_at_all(german: Language) -> None:
    doc = german.nlp("Anna Berg reiste nach Wien.", disable=["ner"])
    assert name_labels(german.nlp.get_pipe("ner"), doc) == ["B-PER", "I-PER", "", "", "B-LOC", ""]
