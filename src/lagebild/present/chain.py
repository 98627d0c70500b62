"""The way that a statement took to the reader, and who vouches for an event, in words."""

from lagebild.model import EventMention, Position, Quotation, Reading, Report
from lagebild.present.catalogue import Catalogue

ARROW = " ← "


def source_line(quotation: Quotation, reading: Reading, words: Catalogue) -> str:
    """From the reader to the speaker: "Tagesblatt ← AFP ← russische Medien ← Lukaschenko", "… ← niemand genannt"."""
    links = (outlet_of(reading.report), *(link.name for link in quotation.chain))
    speaker = words.join(holder_names(quotation, reading)) or words.text["nobody"]
    return ARROW.join((*dict.fromkeys(link for link in links if link), speaker))


def position_line(position: Position, report: Report | str, words: Catalogue) -> str:
    """The same for a position of the ledger; a report in its own voice has no speaker behind it."""
    outlet = report if isinstance(report, str) else outlet_of(report)
    links = tuple(dict.fromkeys((outlet, *(link.name for link in position.chain))))
    if position.holder is None and not position.anonymous:
        return ARROW.join(links)
    return ARROW.join((*links, holder_name(position, words)))


def outlet_of(report: Report) -> str:
    """How a report is called at the front of a chain: its outlet, else its id. An agency that it credits is no outlet:
    it stands in the chain."""
    return report.outlet or report.id


def holder_names(quotation: Quotation, reading: Reading) -> tuple[str, ...]:
    """Names of the holders of a quotation; where none is an actor, the words that name the speaker."""
    names = {actor.id: actor.name for actor in reading.actors}
    known = tuple(names[holder] for holder in quotation.holders if holder in names)
    if known or not quotation.speaker:
        return tuple(dict.fromkeys(known))
    return tuple(" ".join(reading.report.text[slice(*span)].split()) for span in quotation.speaker)


def holder_name(position: Position, words: Catalogue) -> str:
    """Who holds a position: a name, "nicht genannte Quelle", or "der Bericht selbst"."""
    if position.holder is not None:
        return position.holder.name
    return words.text["unnamed" if position.anonymous else "report_voice"]


def vouchers(event: EventMention, reading: Reading, words: Catalogue) -> str:
    """Who vouches for an event mention: "Gewähr: Dmitri Peskow", or that the report itself says so."""
    names = {actor.id: actor.name for actor in reading.actors}
    found = [
        names.get(v.actor or "") or " ".join(reading.report.text[slice(*v.span)].split()) for v in event.according_to
    ]
    if not found:
        return words.text["by_report"]
    return words.say("says_so", names=words.join(tuple(dict.fromkeys(found))))
