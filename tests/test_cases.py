"""Runs the sentences in cases/: what must be read out of them, what must not, and what is known to fail.

A known failure that passes breaks the build, so that it becomes an ordinary case.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from lagebild.lang import Language
from lagebild.model import Report
from lagebild.pipeline import read
from tests.checking import holds

CASES = Path(__file__).parent.parent / "cases"


def collected() -> list[Any]:
    """One parameter a case, named after its file and number."""
    return [
        pytest.param(case, id=f"{path.stem}-{n}")
        for path in sorted(CASES.rglob("*.yaml"))
        for n, case in enumerate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), 1)
    ]


@pytest.mark.parametrize("case", collected())
def test_case_is_read_as_it_says(case: dict[str, Any], german: Language) -> None:
    report = Report(id="case", text=case["text"], title=case.get("title"), published=case.get("published"))
    reading = read(report, german)
    missed = [row for row in case.get("expect", []) if not holds(reading, row)]
    found = [row for row in case.get("forbid", []) if holds(reading, row)]
    if case.get("known_failure"):
        assert missed or found, "this known failure passes now: drop its mark"
    else:
        assert not missed, f"missed {missed} in {case['text']!r}"
        assert not found, f"wrongly read {found} in {case['text']!r}"
