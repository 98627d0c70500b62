"""The measures of coreference give the figures of their papers and of hand-made examples."""

import pytest
from bench.coref_scores import b_cubed, ceaf_e, conll, links, muc, rates

KEY = [frozenset("abc"), frozenset("defg")]
RESPONSE = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_measures_of_the_example_in_pradhan_et_al_2014() -> None:
    assert rates(muc(KEY, RESPONSE)) == pytest.approx((40.0, 40.0, 40.0))
    precision, recall, f1 = rates(b_cubed(KEY, RESPONSE))
    assert (precision, recall, f1) == pytest.approx((50.0, 41.67, 45.45), abs=0.01)
    precision, recall, f1 = rates(ceaf_e(KEY, RESPONSE))
    assert (precision, recall, f1) == pytest.approx((43.33, 65.0, 52.0), abs=0.01)


def test_a_response_like_the_key_scores_full_and_an_empty_one_nothing() -> None:
    assert conll([KEY], [KEY])["CoNLL"] == pytest.approx((100.0, 100.0, 100.0))
    assert conll([KEY], [[]])["CoNLL"] == (0.0, 0.0, 0.0)


def test_links_go_to_the_nearest_end_before() -> None:
    key, response = [frozenset("abc"), frozenset("de")], [frozenset("ac"), frozenset("bde")]
    counts = links(key, response, lambda m: ord(str(m)), frozenset("abcde"), frozenset("abcde"))
    assert counts == (2.0, 3.0, 2.0, 3.0)
    only_a = links(key, response, lambda m: ord(str(m)), frozenset("c"), frozenset("a"))
    assert only_a == (1.0, 1.0, 1.0, 1.0)
