"""Names in the text: those that the model sees, with the lexicon's names laid over them."""

from lagebild.lang.actors import ActorLexicon
from lagebild.mentions.lookup import Match
from lagebild.model import ActorKind, Analysis, Entity, EntityForm, EntityLabel, Place

LABELS = {
    ActorKind.PERSON: EntityLabel.PER, ActorKind.STATE: EntityLabel.LOC, ActorKind.ORGANISATION: EntityLabel.ORG,
    ActorKind.GROUP: EntityLabel.ORG, ActorKind.MEDIUM: EntityLabel.ORG,
}  # fmt: skip
FORMS = {"deriv": EntityForm.DERIVED, "part": EntityForm.PART}


def find_entities(
    analysis: Analysis, lexicon: ActorLexicon, matches: dict[int, Match], places: tuple[Place, ...]
) -> tuple[Entity, ...]:
    """The names of a report in order; where the model and the lexicon overlap the lexicon's name stands."""
    found: dict[tuple[int, int], Entity] = {}
    covered: set[int] = set()
    for match in matches.values():
        if match.how == "demonym":
            continue
        kind = lexicon.entries[match.entries[0]].kind if match.entries else ActorKind.PERSON
        label = EntityLabel.LOC if match.how == "metonym" else LABELS[kind]
        first = match.first
        while match.how == "surname" and first > 0 and _goes_on(analysis, first):
            first -= 1
        _enter(analysis, found, first, match.last, label, EntityForm.NAME)
        covered.update(range(first, match.last))
    starts = {token.start: token.i for token in analysis.tokens}
    ends = {token.end: token.i + 1 for token in analysis.tokens}
    for place in places:
        first, last = starts[place.start], ends[place.end]
        if not covered.intersection(range(first, last)):
            _enter(analysis, found, first, last, EntityLabel.LOC, EntityForm.NAME)
            covered.update(range(first, last))
    for first, last, seen_as in _model_names(analysis):
        if not covered.intersection(range(first, last)):
            form = next((FORMS[end] for end in FORMS if seen_as.endswith(end)), EntityForm.NAME)
            _enter(analysis, found, first, last, EntityLabel(seen_as[:3]), form)
    return tuple(found[span] for span in sorted(found))


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


def _model_names(analysis: Analysis) -> list[tuple[int, int, str]]:
    """First token, token behind the last, label of every name that the model sees."""
    names: list[tuple[int, int, str]] = []
    for token in analysis.tokens:
        if not token.entity:
            continue
        goes_on = names and names[-1][1] == token.i and names[-1][2] == token.entity and not token.entity_start
        if goes_on:
            names[-1] = (names[-1][0], token.i + 1, token.entity)
        else:
            names.append((token.i, token.i + 1, token.entity))
    return names
