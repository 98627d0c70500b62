"""The passage of a report that a mention or statement stands in."""

from lagebild.link.passages import passages, sentence_around
from lagebild.model import Span

LONGEST = 400
"""Characters of a passage on each side of what is shown."""


def sentence_at(text: str, span: Span) -> tuple[str, str, str]:
    """The sentence around a span as what stands before it, the span itself, and what stands behind it; a very long
    sentence is cut, with an ellipsis."""
    first, last = sentence_around(text, span[0], passages(text))
    last = max(last, span[1])
    before, after = text[first : span[0]], text[span[1] : last]
    before = f"… {before[-LONGEST:]}" if len(before) > LONGEST else before
    after = f"{after[:LONGEST]} …" if len(after) > LONGEST else after
    return before, text[slice(*span)], after
