"""The data of linking."""

from pathlib import Path

import pytest

from lagebild.lang import Language
from lagebild.link.mentions import shared_topics, topical, topics
from lagebild.link.names import fold
from lagebild.link.vocabulary import families_of, stem, vocabulary_of
from lagebild.link.weights import load_weights
from lagebild.model import LexiconError
from tests.link.world import LANGUAGE

VOCABULARY = vocabulary_of(LANGUAGE)


@pytest.mark.parametrize(
    ("word", "family"),
    [("Explosionen", "blast"), ("Drohnenangriffs", "attack"), ("Arbeitsbesuch", "visit"), ("festgenommen", "arrest"),
     ("Waffenruhe", "ceasefire"), ("Sondersitzung", "talk")],
)  # fmt: skip
def test_a_trigger_belongs_to_its_family(word: str, family: str) -> None:
    assert family in families_of(fold(word), VOCABULARY)


def test_words_that_only_end_alike_are_no_family() -> None:
    assert not families_of(fold("Tat"), VOCABULARY)
    assert "talk" not in families_of(fold("Bericht"), VOCABULARY)


def test_topics_are_telling_nouns_without_the_first_word() -> None:
    assert topics("Nach Angaben der Behörden brach am Montag der Staudamm bei Musterstadt", VOCABULARY) == {
        "staudamm",
        "musterstadt",
    }


def test_a_compound_shares_its_head() -> None:
    def shared(a: str, b: str) -> int:
        return shared_topics(topical(frozenset(map(stem, a.split()))), topical(frozenset(map(stem, b.split()))))

    assert shared("staudamms", "damm") == 1
    assert shared("gaspipeline hafen", "pipelines hafens") == 2
    assert shared("damm", "dame") == 0


def test_broken_data_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "linking.toml").write_text("[topics]\nignored = 3\n", "utf-8")
    with pytest.raises(LexiconError, match="cannot be read"):
        vocabulary_of(Language(tmp_path))
    (tmp_path / "weights.toml").write_text("[copies]\nunknown = 1\n", "utf-8")
    with pytest.raises(LexiconError, match="cannot be read"):
        load_weights(tmp_path / "weights.toml")


def test_every_pair_of_bands_and_permutations_fits() -> None:
    weights = load_weights().copies
    assert weights.permutations % weights.bands == 0
