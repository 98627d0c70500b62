"""How a report is called where it has no title."""

from lagebild.model import Report


def title_of(report: Report) -> str:
    """The title, else the first words of the text, else the id."""
    first = report.text.strip().split("\n", 1)[0]
    return report.title or (first[:80] + ("…" if len(first) > 80 else "")) or report.id
