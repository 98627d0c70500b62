"""What holds for every text, sensible or not."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.lang import Language, load
from lagebild.text import analyse
from lagebild.text.quoted import find_quoted

GERMAN = load("de")
WORDS = st.lists(
    st.sampled_from(
        'Der Die Mann Frau sagte , . : ; „ “ " » « ( ) – und dass ob der die das nicht sei hat wurde getötet zu '
        "gehen an auf Berlin 19. 2022. Dr. z. B. \n \n\n ! ? … Putin Putins zwischen von mit laut".split(" ")
    ),
    max_size=60,
).map(" ".join)


@given(st.one_of(WORDS, st.text(max_size=200)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_offsets_and_owners_hold_for_any_text(text: str) -> None:
    analysis = analyse(text, GERMAN)
    assert all(text[t.start : t.end] == t.text for t in analysis.tokens)
    covered = sum(s.last - s.first for s in analysis.sentences)
    assert covered == len(analysis.tokens) == len(analysis.clause_of) == len(analysis.sentence_of)
    for clause in analysis.clauses:
        assert all(analysis.tokens[k].i == k for k in clause.tokens)
        assert clause.parent is None or 0 <= clause.parent < len(analysis.clauses)
    for phrase in analysis.phrases:
        assert phrase.first <= phrase.head < phrase.last
        assert phrase.full[0] <= phrase.first
        assert phrase.last <= phrase.full[1]


@given(st.text(alphabet='„“”"»«‚‘ a\n.,', max_size=120))
@settings(max_examples=300, deadline=None)
def test_no_quotation_leaves_its_paragraph(text: str) -> None:
    for stretch in find_quoted(text):
        assert "\n\n" not in text[stretch.start : stretch.end]


@pytest.mark.parametrize(
    "text",
    [
        "wort " * 20_000,
        "DIE REGIERUNG HAT DEN ANGRIFF BESTÄTIGT " * 500,
        "a" * 50_000,
        ", " * 5_000,
        "„" * 3_000,
        "der Mann, der " * 3_000,
        "(" * 3_000,
    ],
    ids=["words", "capitals", "no spaces", "commas", "marks", "relatives", "brackets"],
)
def test_hostile_texts_take_bounded_time(text: str, german: Language) -> None:
    start = time.process_time()
    analyse(text, german)
    assert time.process_time() - start < 60
