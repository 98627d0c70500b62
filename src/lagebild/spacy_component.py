"""Lagebild as a component of a spaCy pipeline: `nlp.add_pipe("lagebild")`.

The component reads the text of a Doc by itself, so any German pipeline will do, also `spacy.blank("de")`. It sets
`doc._.lagebild` (the Reading) and the span groups "lagebild_quotations", "lagebild_events", "lagebild_actors",
"lagebild_times" and "lagebild_places". Each span has `label_`, and `span.id_` names the thing in the reading ("q1");
spans that do not fall on the Doc's tokens are widened to them.
"""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from lagebild.api import read_report
from lagebild.model import Reading, Report

GROUPS = ("quotations", "events", "actors", "times", "places")


@Language.factory("lagebild", default_config={"published": None})
def make_component(nlp: Language, name: str, published: str | None) -> "Component":
    """The component. published: date of all reports, unless `doc.user_data["published"]` says otherwise."""
    if not Doc.has_extension("lagebild"):
        Doc.set_extension("lagebild", default=None)
    return Component(published)


class Component:
    """What spaCy calls with each Doc."""

    def __init__(self, published: str | None) -> None:
        self.published = published

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its reading and its span groups."""
        published = doc.user_data.get("published", self.published)
        reading = read_report(Report(id="text", text=doc.text, published=published))
        doc._.lagebild = reading
        for group in GROUPS:
            doc.spans[f"lagebild_{group}"] = [
                span
                for start, end, label, id_ in _marked(reading, group)
                if (span := doc.char_span(start, end, label=label, span_id=id_, alignment_mode="expand")) is not None
            ]
        return doc


def _marked(reading: Reading, group: str) -> Iterable[tuple[int, int, str, str]]:
    """Start, end, label and id of everything in a group."""
    match group:
        case "quotations":
            return ((*span, str(q.stance), q.id) for q in reading.quotations for span in q.spans)
        case "events":
            return ((*e.trigger, str(e.type), e.id) for e in reading.events)
        case "actors":
            return ((*span, str(a.kind), a.id) for a in reading.actors for span in a.mentions)
        case "times":
            return ((t.start, t.end, str(t.type), t.value) for t in reading.times)
        case _:
            return ((p.start, p.end, p.country or "", p.name) for p in reading.places)
