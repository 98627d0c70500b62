"""Readings as TEI P5: one document for each report, with stand-off annotation of what was read."""

from collections.abc import Iterable, Iterator

from lagebild.export.xml import attribute, content
from lagebild.model import ActorKind, Reading

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'


def tei_files(readings: Iterable[Reading]) -> Iterator[tuple[str, bytes]]:
    """Name and content of a file for each report. Annotations stand in `standOff` and point into the text
    with TEI's string-range(), which counts code points."""
    for n, reading in enumerate(readings, 1):
        yield f"report-{n:06d}.xml", "".join(_document(reading)).encode()


def _document(reading: Reading) -> Iterator[str]:
    report = reading.report
    yield HEAD
    yield f"<teiHeader><fileDesc><titleStmt><title>{content(report.title or report.id)}</title>"
    yield from (f"<author>{content(author)}</author>" for author in report.authors)
    yield f"</titleStmt><publicationStmt><publisher>{content(report.outlet or '')}</publisher>"
    yield f"<date>{content(report.published or '')}</date><idno>{content(report.id)}</idno></publicationStmt>"
    yield f"<sourceDesc><p>{content(report.url or report.id)}</p></sourceDesc></fileDesc>"
    yield f'<encodingDesc><appInfo><application ident="lagebild" version={attribute(reading.made_by.lagebild)}>'
    yield "<label>Lagebild</label></application></appInfo></encodingDesc></teiHeader>\n"
    yield f'<standOff xml:lang="en">\n{"".join(_actors(reading))}'
    yield f'<spanGrp type="reading">\n{"".join(_spans(reading))}</spanGrp>\n</standOff>\n'
    yield f'<text xml:lang={attribute(report.language)}><body><ab xml:id="text" xml:space="preserve">'
    yield f"{content(report.text)}</ab></body></text>\n</TEI>\n"


def _actors(reading: Reading) -> Iterator[str]:
    for list_, element, name, kinds in (
        ("listPerson", "person", "persName", (ActorKind.PERSON,)),
        ("listOrg", "org", "orgName", tuple(kind for kind in ActorKind if kind is not ActorKind.PERSON)),
    ):
        found = [actor for actor in reading.actors if actor.kind in kinds]
        if found:
            yield f"<{list_}>"
            for actor in found:
                note = f'<note type="country">{content(actor.country)}</note>' if actor.country else ""
                yield f'<{element} xml:id="{actor.id}"><{name}>{content(actor.name)}</{name}>{note}</{element}>\n'
            yield f"</{list_}>\n"


def _spans(reading: Reading) -> Iterator[str]:
    text = reading.report.text
    marks = [(span, "actor", a.kind.value, f"#{a.id}") for a in reading.actors for span in a.mentions]
    marks += [((p.start, p.end), "place", p.country or "", p.name) for p in reading.places]
    marks += [((t.start, t.end), "time", t.type.value, t.value) for t in reading.times]
    marks += [(span, "quotation", q.stance.value, q.rule) for q in reading.quotations for span in q.spans]
    marks += [(e.trigger, "event", f"{e.type.value}.{e.status.value}", e.rule) for e in reading.events]
    for (start, end), type_, subtype, value in marks:
        kind = f"type={attribute(type_)}" + (f" subtype={attribute(subtype)}" if subtype else "")
        target = attribute(f"#string-range(text,{start},{end - start})")
        yield f"<span {kind} n={attribute(value)} target={target}>{content(text[start:end])}</span>\n"
