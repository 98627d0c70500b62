"""Several processes read the same as one, in the same order."""

from collections.abc import Iterator

import pytest

from lagebild.lang import Language
from lagebild.model import LagebildError, Reading, Report
from lagebild.pipeline import Failure, read_all
from lagebild.scale import crew


def reports(number: int) -> list[Report]:
    texts = ("Der Minister trat am Montag zurück.", "Der Kreml dementierte den Bericht.", "Es regnet.")
    return [Report(id=f"r{n}", text=f"{texts[n % 3]} Satz {n}.", published="2023-05-10") for n in range(number)]


def test_helpers_read_what_one_process_reads_in_its_order(german: Language) -> None:
    given = reports(crew.ALONE + 3 * crew.CHUNK + 1)
    assert list(crew.read_in_order(given, german, 2)) == list(read_all(given, german))


def test_few_reports_are_read_one_at_a_time_without_helpers(german: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "helpers", None)
    taken = []

    def watched() -> Iterator[Report]:
        for report in reports(3):
            taken.append(report.id)
            yield report

    found = crew.read_in_order(watched(), german, 2)
    assert isinstance(next(found), Reading)
    assert taken == ["r0"]
    assert len(list(found)) == 2
    assert len(list(crew.read_in_order(reports(crew.ALONE + 1), german, 1))) == crew.ALONE + 1


def test_a_report_that_fails_in_a_helper_keeps_its_place(german: Language) -> None:
    given = reports(crew.ALONE + 4)
    given[crew.ALONE + 1] = Report(id="bad", text="Ja \ud800.")
    found = list(crew.read_in_order(given, german, 2))
    assert [n for n, each in enumerate(found) if isinstance(each, Failure)] == [crew.ALONE + 1]


def test_a_helper_that_dies_is_told_with_a_remedy(german: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_read_chunk", _die)
    with pytest.raises(LagebildError, match=r"died.*--workers 1"):
        list(crew.read_in_order(reports(crew.ALONE + 1), german, 2))


def _die(*_: object) -> list[bytes]:
    import os

    os._exit(9)
