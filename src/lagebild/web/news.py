"""What a saved filter tells of: new denials, corrections and retractions, as an Atom feed or to a webhook.

A saved filter is an address: the query of the desk's pages. News keep their id however often the ledger is made anew.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import numpy as np
from msgspec import Struct

from lagebild.export.atom import stamp
from lagebild.export.xml import content
from lagebild.link.dates import instant
from lagebild.model import Correction, LedgerEvent, ListedReport, Position
from lagebild.present import Catalogue, holder_name
from lagebild.present.picture import CONTRA
from lagebild.store import Store
from lagebild.store.overview import corrected, events_by_id, events_of_reports
from lagebild.web.filters import Asked, chosen
from lagebild.web.index import Index, Mask, Numbers
from lagebild.web.rows import sentence_of

MOST = 60
"""News that are told at one time, the newest."""


class News(Struct, frozen=True, kw_only=True):
    """One piece of news. kind: denial, correction, retraction; text: one sentence; href: where it is read, within the
    desk; moment: when it was said or published, as precise as it is known."""

    id: str
    kind: str
    text: str
    href: str
    moment: str


def news(store: Store, index: Index, asked: Asked, talk: Catalogue) -> list[News]:
    """The latest news under some filters, newest first."""
    mask = chosen(index, asked)
    found = [*denials(store, index, mask, talk), *corrections(store, index, mask, asked, talk)]
    return sorted(found, key=lambda each: (instant(each.moment), each.id), reverse=True)[:MOST]


def denials(store: Store, index: Index, mask: Mask, talk: Catalogue) -> Iterator[News]:
    """Who denies what, and which positions were withdrawn, in the events that came last."""
    against = index.keep("denied", lambda: _denied(index))
    numbers = against[mask[against]]
    latest = numbers[np.argsort(-index.added[numbers], kind="stable")][:MOST]
    for event in events_by_id(store, [index.ids[int(n)] for n in latest]):
        for position in event.positions:
            if position.wrong or position.stance not in CONTRA:
                continue
            yield _news(event, position, "retraction" if position.withdrawn else "denial", talk)


def _denied(index: Index) -> Numbers:
    """The events that somebody denies or doubts."""
    contra = np.array([stance in CONTRA for stance in index.voices.stances], dtype=np.bool_)
    return np.unique(index.voices.events[contra]).astype(np.int32)


def _news(event: LedgerEvent, position: Position, kind: str, talk: Catalogue) -> News:
    what = sentence_of(event, talk)
    moment = position.withdrawn or position.said or event.last_seen or ""
    return News(
        id=f"{kind}:{position.report}#{position.quotation or event.id}",
        kind=kind,
        text=f"{holder_name(position, talk)} {talk.stance[position.stance]}: {what}",
        href=f"/berichte/{quote(position.report)}#{position.quotation or ''}",
        moment=moment,
    )


def corrections(store: Store, index: Index, mask: Mask, asked: Asked, talk: Catalogue) -> Iterator[News]:
    """Reports that correct or retract what was reported before; under filters those that tell of a chosen event."""
    for report in corrected(store, MOST):
        if asked.active and not _tells(store, index, mask, report):
            continue
        kind = "retraction" if report.correction is Correction.RETRACTION else "correction"
        label = talk.correction[report.correction] if report.correction else ""
        yield News(
            id=f"{kind}:{report.id}@{report.version}",
            kind=kind,
            text=f"{label}: {report.title or report.id} ({report.outlet or report.id})",
            href=f"/berichte/{quote(report.id)}",
            moment=report.published or "",
        )


def _tells(store: Store, index: Index, mask: Mask, report: ListedReport) -> bool:
    numbers = index.keep("numbers", lambda: {id_: n for n, id_ in enumerate(index.ids)})
    told = (numbers.get(event) for event in events_of_reports(store, [report.id]))
    return any(n is not None and mask[n] for n in told)


def atom(found: Iterable[News], here: str, title: str) -> bytes:
    """The news as an Atom feed (RFC 4287). here: address of the desk with the filter; title: of the feed."""
    told = list(found)
    base = here.partition("/feed.atom")[0]
    updated = stamp(max((each.moment for each in told), default=None))
    entries = [
        f"<entry><id>urn:lagebild:{content(quote(each.id, safe=':'))}</id><title>{content(each.text)}</title>"
        f'<updated>{stamp(each.moment)}</updated><link href="{content(base + each.href)}"/>'
        f'<category term="{each.kind}"/></entry>\n'
        for each in told
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{content(here)}</id><title>{content(title)}</title><updated>{updated}</updated>"
        f'<link rel="self" href="{content(here)}"/><author><name>Lagebild</name></author>\n'
    )
    return (head + "".join(entries) + "</feed>\n").encode()
