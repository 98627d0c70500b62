"""Linking a corpus window by window."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from bench.generated import MADE_BY, REPORTS_A_DAY, reading_of

from lagebild.lang import Language
from lagebild.link import Told, link_reports
from lagebild.model import InputError, Reading
from lagebild.scale import (
    Done,
    Output,
    link_window,
    links_of,
    open_corpus,
    open_output,
    publish_ledger,
    sql,
    windows,
)
from lagebild.scale.work import publish
from tests.scale.conftest import digests

DAYS, MARGIN = 3, 2
EVERY = 40
"""Of the stream one report in so many is taken, which leaves ten a day."""


def stream(first: int, last: int) -> list[Reading]:
    """The reports of some days."""
    return [reading_of(3, number) for number in range(first * REPORTS_A_DAY, last * REPORTS_A_DAY, EVERY)]


def put(output: Output, key: str, readings: Sequence[Reading]) -> None:
    with output.part(key) as part:
        publish(output, part, key, key, iter(readings))


def linked(output: Output, german: Language) -> list[str]:
    """Link what is not linked; the names of the windows that were."""
    links = links_of(output, DAYS, MARGIN)
    links.folder.mkdir(parents=True, exist_ok=True)
    found = windows(output, DAYS, MARGIN)
    left = [window for window in found if not links.done(window.key)]
    assert all(isinstance(link_window(window, links, german), Done) for window in left)
    publish_ledger(output, links, found)
    return [window.source for window in left]


@pytest.fixture
def output(tmp_path: Path) -> Output:
    made = open_output(tmp_path / "out", MADE_BY)
    put(made, "a", stream(0, 6))
    put(made, "b", stream(6, 12))
    return made


def test_one_window_over_all_days_links_as_the_store_does(output: Output, german: Language) -> None:
    (window,) = windows(output, days=3660, margin=0)
    links = links_of(output, 3660, 0)
    links.folder.mkdir(parents=True)
    link_window(window, links, german)
    publish_ledger(output, links, [window])
    expected = link_reports([Told(reading=r, ref=r.report.id) for r in stream(0, 12)], german)
    corpus = open_corpus(output.folder)
    _, rows = sql(corpus, "SELECT id FROM ledger ORDER BY 1")
    assert [row[0] for row in rows] == sorted(event.id for event in expected.events)
    _, rows = sql(corpus, "SELECT event, count(*) FROM ledger_mentions GROUP BY 1 ORDER BY 1")
    assert list(rows) == sorted((event.id, len(event.mentions)) for event in expected.events)
    _, rows = sql(corpus, "SELECT report, original FROM copies ORDER BY 1")
    assert list(rows) == sorted((copy.report, copy.original) for copy in expected.copies)


def test_an_event_across_the_border_of_windows_stands_in_one_of_them(output: Output, german: Language) -> None:
    assert len(linked(output, german)) > 3
    corpus = open_corpus(output.folder)
    assert list(sql(corpus, "SELECT id FROM ledger GROUP BY 1 HAVING count(*) > 1")[1]) == []
    whole = link_reports([Told(reading=r, ref=r.report.id) for r in stream(0, 12)], german)
    (found,) = next(iter(sql(corpus, "SELECT count(*) FROM ledger_mentions")[1]))
    # What is lost, or told twice, are mentions in passing long after.
    assert found == pytest.approx(sum(len(event.mentions) for event in whole.events), rel=0.05)


def test_new_days_link_the_windows_that_they_reach_and_no_others(output: Output, german: Language) -> None:
    assert len(linked(output, german)) == len(windows(output, DAYS, MARGIN))
    assert linked(output, german) == []
    put(output, "c", stream(14, 15))
    again = linked(output, german)
    assert 0 < len(again) < 4
    assert min(again) > "2020-01-06"


def test_a_window_that_lost_a_file_is_no_ledger_until_it_is_linked_again(output: Output, german: Language) -> None:
    linked(output, german)
    before = digests(output.folder)
    next((output.folder / "_links").rglob("ledger/*.parquet")).unlink()
    with pytest.raises(InputError, match="ledger"):
        list(sql(open_corpus(output.folder), "SELECT * FROM ledger")[1])
    assert len(linked(output, german)) == 1
    assert digests(output.folder) == before
