"""An event of which people said what belongs to it, made from its reports as linking makes every other one."""

from collections.abc import Sequence

from lagebild.link.dates import instant
from lagebild.link.events import ledger_event
from lagebild.link.mentions import Mention, mentions_of
from lagebild.link.names import registry_key
from lagebild.link.passages import passages
from lagebild.link.positions import Context, context_of
from lagebild.link.records import Told
from lagebild.link.references import mention_id, with_references
from lagebild.link.vocabulary import Vocabulary
from lagebild.link.weights import Weights
from lagebild.link.within import join
from lagebild.model import LedgerEvent

Ref = tuple[str, str]
"""A mention: reference of its report, id of its event."""


def amended_event(
    told: Sequence[Told], mentions: frozenset[Ref], copies: frozenset[str], vocabulary: Vocabulary, weights: Weights
) -> LedgerEvent:
    """The ledger event of some mentions, whatever their pairs say of them.

    told: the readings of the reports in which they stand; copies: references of reports that copy others. Raises
    ValueError when none of the mentions stands in them.
    """
    context = context_of({one.ref: with_references(one, vocabulary) for one in told}, copies, vocabulary)
    locals_ = []
    for one in sorted(context.told.values(), key=lambda t: (instant(t.reading.report.published), t.ref)):
        if own := tuple(m for m in _mentions(one, context) if (m.ref, mention_id(m.event)) in mentions):
            locals_.append(join(own, weights.time))
    if not locals_:
        raise ValueError("none of the mentions stands in the readings")
    return ledger_event(locals_, context)


def _mentions(told: Told, context: Context) -> tuple[Mention, ...]:
    report = told.reading.report
    keys = {actor.id: registry_key(actor) for actor in told.reading.actors}
    return mentions_of(told, keys, instant(report.published), passages(report.text), context.vocabulary)
