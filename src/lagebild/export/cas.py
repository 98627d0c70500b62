"""Readings as UIMA CAS in XMI, one file a report with its type system, for annotation in INCEpTION.

Needs dkpro-cassis, which turns our code points into the UTF-16 offsets of UIMA.
"""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lagebild.export.tables import actors_by_id
from lagebild.export.xml import legal
from lagebild.model import InputError, Reading, Span

if TYPE_CHECKING:
    from cassis import TypeSystem

TYPES = MappingProxyType(
    {
        "webanno.custom.Quotation": ("ref", "kind", "stance", "about", "holders", "chain", "rule"),
        "webanno.custom.Event": ("ref", "kind", "mode", "status", "actors", "recipients", "rule"),
        "webanno.custom.Actor": ("ref", "name", "kind", "country", "sector"),
        "webanno.custom.Time": ("ref", "kind", "value"),
        "webanno.custom.Place": ("ref", "name", "country"),
    }
)
"""Layers with their features, all of them strings; "type" is a name that UIMA keeps for itself. INCEpTION looks for a
project's layers under "webanno.custom"."""

REPORT = "webanno.custom.Report"
"""The layer that names the report, at the beginning of its text: file names and addresses change on the way."""


def cas_files(readings: Iterable[Reading]) -> Iterator[tuple[str, bytes]]:
    """TypeSystem.xml and a file for each report. Raises InputError where dkpro-cassis is missing."""
    try:
        import cassis
    except ImportError as error:
        raise InputError("dkpro-cassis is not installed.", "Install it: pip install dkpro-cassis") from error
    types = type_system()
    yield "TypeSystem.xml", (types.to_xml(None) or "").encode()
    for n, reading in enumerate(readings, 1):
        cas = cassis.Cas(typesystem=types, sofa_string=legal(reading.report.text), document_language="de")
        cas.sofa_mime = "text/plain"
        cas.add(types.get_type(REPORT)(begin=0, end=0, ref=legal(reading.report.id)))
        for name, (start, end), values in annotations_of(reading):
            kept = {feature: legal(str(value)) for feature, value in values.items() if value}
            cas.add(types.get_type(name)(begin=start, end=end, **kept))
        yield f"report-{n:06d}.xmi", cas.to_xmi().encode()


def type_system() -> "TypeSystem":
    """The layers as UIMA knows them."""
    from cassis import TypeSystem
    from cassis.typesystem import TYPE_NAME_ANNOTATION, TYPE_NAME_STRING

    types = TypeSystem()
    for name, features in {REPORT: ("ref",), **TYPES}.items():
        layer = types.create_type(name=name, supertypeName=TYPE_NAME_ANNOTATION)
        for feature in features:
            types.create_feature(domainType=layer, name=feature, rangeType=TYPE_NAME_STRING)
    return types


def annotations_of(reading: Reading) -> Iterator[tuple[str, Span, dict[str, Any]]]:
    """The annotations of a reading: layer, span, values of the features."""
    known = actors_by_id(reading)

    def names(ids: Iterable[str | None]) -> str:
        return "; ".join(known[i].name for i in ids if i in known)

    for q in reading.quotations:
        for span in q.spans:
            values: dict[str, Any] = {
                "ref": q.id, "kind": q.type, "stance": q.stance, "about": q.about, "holders": names(q.holders),
                "chain": " <- ".join(link.name for link in q.chain), "rule": q.rule,
            }  # fmt: skip
            yield "webanno.custom.Quotation", span, values
    for e in reading.events:
        values = {"ref": e.id, "kind": e.type, "mode": e.mode, "status": e.status, "rule": e.rule,
                  "actors": names(p.actor for p in e.actors),
                  "recipients": names(p.actor for p in e.recipients)}  # fmt: skip
        yield "webanno.custom.Event", e.trigger, values
    for a in reading.actors:
        for span in a.mentions:
            values = {"ref": a.id, "name": a.name, "kind": a.kind, "country": a.country, "sector": a.sector}
            yield "webanno.custom.Actor", span, values
    for n, t in enumerate(reading.times, 1):
        yield "webanno.custom.Time", (t.start, t.end), {"ref": f"t{n}", "kind": t.type, "value": t.value}
    for n, p in enumerate(reading.places, 1):
        yield "webanno.custom.Place", (p.start, p.end), {"ref": f"p{n}", "name": p.name, "country": p.country}
