"""The commands on the lexicon: an analyst's event words checked, looked up and tried, on a sentence and the store."""

from pathlib import Path

import pytest

from lagebild.store import add_reading, open_store
from tests.cli.conftest import Run
from tests.factories import make_reading, make_report

OWN = "events:\n  - {verb: niederbügeln, type: REJECT, example: Die Mehrheit bügelte den Antrag nieder.}\n"
SENTENCE = "Die Koalition bügelte den Antrag nieder."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_an_own_event_word_is_checked_found_and_tried(run: Run, own: Path) -> None:
    assert "1 event words" in run("lexicon", "check", own).stdout
    assert "yours" in run("lexicon", "find", "niederbügeln", "--lexicon", own).stdout
    assert "bügelte: REJECT" in run("lexicon", "try", SENTENCE, "--lexicon", own).stdout
    assert "niederbügeln" not in run("lexicon", "try", SENTENCE).stdout


def test_an_example_that_is_not_read_is_an_error_that_says_how_to_look(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("events:\n  - {noun: Umzug, type: PROTEST, example: Das Wetter war schön.}\n", encoding="utf-8")
    done = run("lexicon", "check", path)
    assert done.returncode == 1
    assert "line 2 (Umzug): Umzug is not read as PROTEST" in done.stderr
    assert "lexicon try" in done.stderr


def test_what_an_own_lexicon_changes_in_the_store_is_told_and_not_stored(run: Run, own: Path, tmp_path: Path) -> None:
    where = tmp_path / "store.db"
    with open_store(where) as store:
        add_reading(store, make_reading(make_report("r1", SENTENCE)))
    done = run("--store", where, "lexicon", "try", "--on-store", "--lexicon", own)
    assert "+ r1: REJECT actual [verb:niederbügeln] … Die Koalition [bügelte] den Antrag nieder. …" in done.stdout
    assert "1 reports read" in done.stdout
    assert run("--store", where, "events", "--jsonl").stdout == ""


def test_trying_needs_a_sentence_or_the_store_and_a_lexicon(run: Run) -> None:
    assert "Write a sentence" in run("lexicon", "try").stderr
    assert "Name yours: --lexicon FILE" in run("lexicon", "try", "--on-store").stderr
