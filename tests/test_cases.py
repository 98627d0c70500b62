"""Runs the sentences in cases/: what must be read out of them, what must not, and what is known to fail.

Rows of kind clause, phrase and sentences are held against the analysed text, all others against the reading. A known
failure that passes breaks the build, so that it becomes an ordinary case.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from lagebild.lang import Language
from lagebild.model import Analysis, Reading, Report
from lagebild.pipeline import read
from lagebild.text import analyse
from tests.checking import holds
from tests.checking_text import TEXT_CHECKS, text_holds

CASES = Path(__file__).parent.parent / "cases"


def collected() -> list[Any]:
    """One parameter a case, named after its file and number."""
    return [
        pytest.param(case, id=f"{path.stem}-{n}")
        for path in sorted(CASES.rglob("*.yaml"))
        for n, case in enumerate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), 1)
    ]


def checker(case: dict[str, Any], language: Language) -> Callable[[dict[str, Any]], bool]:
    """What says whether a row holds; text and reading are made when first asked for."""
    report = Report(id="case", text=case["text"], title=case.get("title"), published=case.get("published"))

    @cache
    def reading() -> Reading:
        return read(report, language)

    @cache
    def analysis() -> Analysis:
        return analyse(report.text, language)

    return lambda row: text_holds(analysis(), row) if row["kind"] in TEXT_CHECKS else holds(reading(), row)


@pytest.mark.parametrize("case", collected())
def test_case_is_read_as_it_says(case: dict[str, Any], german: Language) -> None:
    check = checker(case, german)
    missed = [row for row in case.get("expect", []) if not check(row)]
    found = [row for row in case.get("forbid", []) if check(row)]
    if case.get("known_failure"):
        assert missed or found, "this known failure passes now: drop its mark"
    else:
        assert not missed, f"missed {missed} in {case['text']!r}"
        assert not found, f"wrongly read {found} in {case['text']!r}"
