"""A report becomes a reading: the only place that knows the order of the steps."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from lagebild import __version__
from lagebild.lang import Language
from lagebild.model import MadeBy, Reading, Report


class Failure(Struct, frozen=True, kw_only=True):
    """A report that could not be read: it goes to quarantine with its reason."""

    report: Report
    reason: str


def read(report: Report, language: Language) -> Reading:
    """The reading of one report. Deterministic: the same report and language give the same reading."""
    from lagebild.events import find_events
    from lagebild.mentions import find_mentions
    from lagebild.quotes import find_quotations, link_targets
    from lagebild.text import analyse

    analysis = analyse(report.text, language)
    mentions = find_mentions(analysis, report, language)
    quotations = find_quotations(analysis, mentions, report, language)
    events = find_events(analysis, mentions, quotations, report, language)
    quotations = link_targets(analysis, quotations, events, language)
    return Reading(
        report=report,
        made_by=made_by(language),
        entities=mentions.entities,
        times=mentions.times,
        places=mentions.places,
        actors=mentions.actors,
        quotations=quotations,
        events=events,
    )


def read_all(reports: Iterable[Report], language: Language) -> Iterator[Reading | Failure]:
    """The readings of many reports in order; a report that fails becomes a Failure and the others go on."""
    for report in reports:
        try:
            yield read(report, language)
        except Exception as error:
            yield Failure(report=report, reason=f"{type(error).__name__}: {error}")


def made_by(language: Language) -> MadeBy:
    """What makes the readings of a language now."""
    return MadeBy(lagebild=__version__, model=language.model_version, lexicons=language.digest)
