"""Names in the text: those that the model sees, with the lexicon's names laid over them."""

from lagebild.lang.actors import ActorLexicon
from lagebild.lang.morphology import Morphology
from lagebild.mentions.lookup import Match
from lagebild.mentions.model_names import CLASSES, LABELS, agreed, by_first_part, is_name, model_names
from lagebild.model import ActorKind, Analysis, Entity, EntityForm, EntityLabel, Place

ARTICLES = ("der", "die", "das", "dem", "den", "des")
FORMS = {"deriv": EntityForm.DERIVED, "part": EntityForm.PART}


def find_entities(
    analysis: Analysis,
    lexicon: ActorLexicon,
    matches: dict[int, Match],
    places: tuple[Place, ...],
    morphology: Morphology,
) -> tuple[Entity, ...]:
    """The names of a report in order. Where the model and the lexicon overlap the lexicon's name stands, but for one
    inside a longer name of the model ("Rom" in "AS Rom") and for peoples."""
    found: dict[tuple[int, int], Entity] = {}
    covered: set[int] = set()
    names = [name for name in model_names(analysis) if is_name(analysis, name, lexicon, morphology)]
    seen = agreed(analysis, [by_first_part(analysis, name, lexicon) for name in names])
    known = {k for first, last, _ in seen for k in range(first, last)}
    longer = [(first, last) for first, last, label in seen if last - first > 1 and label in CLASSES]
    for match in matches.values():
        if match.how == "demonym":
            continue
        kind = lexicon.entries[match.entries[0]].kind if match.entries else ActorKind.PERSON
        label = EntityLabel.LOC if match.how == "metonym" else EntityLabel(LABELS[kind])
        first = match.first + (analysis.tokens[match.first].text in ARTICLES)
        while match.how == "surname" and first > 0 and _goes_on(analysis, first):
            first -= 1
        inside = match.how != "person" and is_inside(first, match.last, longer)
        people = kind == ActorKind.GROUP and first in known
        described = kind == ActorKind.ORGANISATION and not known & set(range(first, match.last)) and all(
            token.tag == "NN" for token in analysis.tokens[first : match.last]
        )  # fmt: skip
        if not (inside or people or described):
            _enter(analysis, found, first, match.last, label, EntityForm.NAME)
            covered.update(range(first, match.last))
    starts = {token.start: token.i for token in analysis.tokens}
    ends = {token.end: token.i + 1 for token in analysis.tokens}
    for place in places:
        first, last = starts[place.start], ends[place.end]
        if not covered.intersection(range(first, last)) and not is_inside(first, last, longer):
            _enter(analysis, found, first, last, EntityLabel.LOC, EntityForm.NAME)
            covered.update(range(first, last))
    for first, last, seen_as in seen:
        if not covered.intersection(range(first, last)):
            form = next((FORMS[end] for end in FORMS if seen_as.endswith(end)), EntityForm.NAME)
            _enter(analysis, found, first, last, EntityLabel(seen_as[:3]), form)
    return tuple(found[span] for span in sorted(found))


def is_inside(first: int, last: int, longer: list[tuple[int, int]]) -> bool:
    """Does the stretch lie in one of the longer names, and is it not all of it?"""
    return any(a <= first and last <= b and (a, b) != (first, last) for a, b in longer)


def _goes_on(analysis: Analysis, first: int) -> bool:
    """Does the name of a person that the model sees begin before a surname?"""
    token, before = analysis.tokens[first], analysis.tokens[first - 1]
    return token.entity == "PER" and before.entity == "PER" and not token.entity_start


def _enter(
    analysis: Analysis,
    found: dict[tuple[int, int], Entity],
    first: int,
    last: int,
    label: EntityLabel,
    form: EntityForm,
) -> None:
    span = analysis.tokens[first].start, analysis.tokens[last - 1].end
    found[span] = Entity(start=span[0], end=span[1], label=label, form=form)
