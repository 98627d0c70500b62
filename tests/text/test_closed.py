"""Tags that a word has by its form or its place, whatever the tagger prefers."""

import pytest

from lagebild.lang import Language
from lagebild.lang.morphology import Morphology
from lagebild.model import Token
from lagebild.text.closed import settle
from lagebild.text.draft import SentenceDraft


def settled(words: str, tags: str, german: Language) -> list[str]:
    """The tags of words that stand apart by single spaces ("_" joins the next one without space)."""
    tokens: list[Token] = []
    at = 0
    for i, (word, tag) in enumerate(zip(words.split(), tags.split(), strict=True)):
        text = word.removesuffix("_")
        tokens.append(Token(i=i, start=at, end=at + len(text), text=text, lemma=text, tag=tag, pos="X"))
        at += len(text) + (not word.endswith("_"))
    draft = SentenceDraft(tokens, 0, False, tags.split())
    settle(draft, german.part("morphology", Morphology))
    return draft.tags


@pytest.mark.parametrize(
    ("words", "tags", "at", "tag"),
    [
        ("um ihn abzuholen .", "KOUI PPER VVINF $.", 2, "VVIZU"),
        ("um es hinzuzufügen .", "KOUI PPER VVINF $.", 2, "VVIZU"),
        ("er will es hinzufügen .", "PPER VMFIN PPER VVINF $.", 3, "VVINF"),
        ("er will ihn zulassen .", "PPER VMFIN PPER VVINF $.", 3, "VVINF"),
        ("die Sorgen meines Vaters", "ART NN ADJA NN", 2, "PPOSAT"),
        ("am selben Abend", "APPRART ADJA NN", 1, "PDAT"),
        ("Lohn- und Preispolitik", "NN KON NN", 0, "TRUNC"),
        ("Lohn_ - und Preispolitik", "NN $( KON NN", 0, "TRUNC"),
        ("Wien - und Graz", "NE $( KON NE", 0, "NE"),
        ("weder der Rat noch das Amt", "KON ART NN ADV ART NN", 3, "KON"),
        ("der Rat tagt noch", "ART NN VVFIN ADV", 3, "ADV"),
        ("von hier aus", "APPR ADV APPR", 2, "APZR"),
        ("das blieb unbeachtet", "PDS VVFIN VVPP", 2, "ADJD"),
        ("er wurde untersucht", "PPER VAFIN VVPP", 2, "VVPP"),
        ("davon abgesehen kam er", "PROAV VVPP VVFIN PPER", 1, "ADJD"),
        ("er hat davon nicht abgesehen", "PPER VAFIN PROAV PTKNEG VVPP", 4, "VVPP"),
        ("wurde das abgeschliffen", "VAFIN PDS VVINF", 2, "VVPP"),
    ],
)
def test_word_takes_the_tag_of_its_place(words: str, tags: str, at: int, tag: str, german: Language) -> None:
    assert settled(words, tags, german)[at] == tag
