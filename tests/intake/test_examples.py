"""The reports of the demo are read as what they are."""

from pathlib import Path

from lagebild.intake import read_sources
from lagebild.lang import Language
from lagebild.model import Rejected, Report

FOLDER = Path(__file__).parents[2] / "examples" / "reports"


def test_every_file_of_the_demo_gives_reports_with_day_and_outlet(german: Language) -> None:
    items = list(read_sources([FOLDER], german))
    assert [str(item) for item in items if isinstance(item, Rejected) and not item.skipped] == []
    reports = [item for item in items if isinstance(item, Report)]
    assert len(reports) >= 30
    assert all(report.language == "de" and report.published and report.outlet for report in reports)
    assert all("<" not in report.text and "Impressum" not in report.text for report in reports)
