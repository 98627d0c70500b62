"""What a report says of being an update, a correction, a retraction or a counterstatement."""

from lagebild.intake.rules import Rules
from lagebild.model import Correction


def find_correction(title: str | None, notes: tuple[str, ...], text: str, rules: Rules) -> Correction | None:
    """The kind of correction that title, notes of the front block or an editor's remark in the text state.

    A title counts by its label only: "Truppen zurückgezogen" reports a withdrawal, "Zurückgezogen: …" is one.
    """
    for kind, label, _ in rules.corrections:
        if title and label.match(title[:300]):
            return kind
    remarks = [paragraph for paragraph in _outer_paragraphs(text) if rules.remark.match(paragraph)]
    for note in (*notes, *remarks):
        for kind, _, phrases in rules.corrections:
            if any(phrase.search(note[:500]) for phrase in phrases):
                return kind
    return None


def _outer_paragraphs(text: str) -> list[str]:
    """The first and the last two lines of a text that are not blank."""
    first = text.lstrip()[:500].split("\n")[0]
    last = [line for line in text.rstrip()[-1500:].split("\n") if line.strip()][-2:]
    return [first, *last]
