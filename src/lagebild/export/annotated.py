"""Reports that people edited in INCEpTION, read back: what they took out, changed and added, as words on the reading.

The file must be one that `lagebild.export.cas` wrote, edited and exported again as UIMA CAS XMI. Quotations and events
are compared with the reading by the feature "ref", which names them. What a person took out was misread; what they
changed in substance was misread too, and the word says how it should read; other borders are a remark. What they added
was never read: it becomes a remark beside the nearest thing of its kind that was.
"""

import io
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from lagebild.export.cas import REPORT, TYPES, annotations_of, type_system
from lagebild.export.xml import legal
from lagebild.model import AmendmentKind, InputError, Reading, Span

if TYPE_CHECKING:
    from cassis import Cas

JUDGED: Final = ("webanno.custom.Quotation", "webanno.custom.Event")
"""The layers of which corrections are taken."""
MOST_BYTES: Final = 100_000_000
_SUBSTANCE: Final = frozenset(("kind", "stance", "about", "holders", "mode", "status", "actors", "recipients"))
_AGAIN: Final = "Export the report anew with: lagebild export xmi"


class Edit(Struct, frozen=True, kw_only=True):
    """A person's word on a reading. item: id of the quotation or event on which it is said."""

    kind: AmendmentKind
    item: str
    text: str


class Edits(Struct, frozen=True, kw_only=True):
    """What was edited in a report. left: what cannot be taken as a correction, a sentence each."""

    edits: tuple[Edit, ...]
    left: tuple[str, ...]


class Found(Struct, frozen=True, kw_only=True):
    """An annotation: its layer, where it stands, its features that say something."""

    layer: str
    span: Span
    values: Mapping[str, str]


def xmi_files(name: str, data: bytes, types: bytes | None = None) -> Iterator[tuple[str, bytes, bytes | None]]:
    """The XMI files in what INCEpTION exports, a ZIP archive or a bare file, with their type system. Raises InputError
    for what is neither, and for more than 100 MB."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield name, data, types
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise InputError(f"{name} holds more than 100 MB.", "Export fewer documents at once.")
        inside = {PurePath(e.filename).name: archive.read(e) for e in entries if not e.is_dir()}
    types = inside.get("TypeSystem.xml", types)
    found = [(path, body) for path, body in sorted(inside.items()) if path.endswith((".xmi", ".xml"))]
    documents = [(path, body) for path, body in found if path != "TypeSystem.xml"]
    if not documents:
        raise InputError(f"{name} holds no XMI file.", "Export the document from INCEpTION as UIMA CAS XMI.")
    for path, body in documents:
        yield path, body, types


def load_cas(name: str, data: bytes, types: bytes | None = None) -> "Cas":
    """An XMI file. types: its type system; without it the one that is exported. Raises InputError for what is none."""
    try:
        import cassis
    except ImportError as error:
        raise InputError("dkpro-cassis is not installed.", "Install it: pip install dkpro-cassis") from error
    try:
        system = cassis.load_typesystem(io.BytesIO(types)) if types is not None else type_system()
        with warnings.catch_warnings(action="ignore"):
            # Layers that are none of ours may lie in the file without their type.
            cas = cassis.load_cas_from_xmi(io.BytesIO(data), typesystem=system, lenient=True)
        if not cas.sofa_string:
            raise ValueError("it holds no text")
    except Exception as error:
        # cassis raises whatever its XML parser and its own code run into.
        raise InputError(
            f"{name} is no UIMA CAS XMI file: {str(error).splitlines()[0] if str(error) else type(error).__name__}.",
            "Export the document from INCEpTION as UIMA CAS XMI (XML 1.0), and keep TypeSystem.xml with it.",
        ) from error
    return cas


def report_of(cas: "Cas") -> str | None:
    """The report that a CAS says that it is."""
    if not cas.typesystem.contains_type(REPORT):
        return None
    return next((one.ref for one in cas.select(REPORT) if one.ref), None)


def edits_of(cas: "Cas", reading: Reading) -> Edits:
    """What was edited, against the reading that was exported. Raises InputError where the text is another one."""
    text = legal(reading.report.text)
    if (cas.sofa_string or "") != text:
        at = next((i for i, (a, b) in enumerate(zip(cas.sofa_string or "", text, strict=False)) if a != b), None)
        where = f"from character {at} on" if at is not None else "in length"
        raise InputError(f"The text differs from that of the report {reading.report.id} {where}.", _AGAIN)
    before = _by_ref(Found(layer=layer, span=span, values=_said(v)) for layer, span, v in annotations_of(reading))
    after = list(_annotations(cas))
    known = _by_ref(one for one in after if (one.layer, one.values.get("ref", "")) in before)
    edits: list[Edit] = []
    for (layer, ref), was in before.items():
        if layer in JUDGED:
            edits += _compared(ref, was, known.get((layer, ref), []))
    others = sorted(layer for layer in TYPES if layer not in JUDGED)
    left = [_not_judged(layer) for layer in others if _changed(layer, before, after)]
    for one in after:
        if one.layer in JUDGED and (one.layer, one.values.get("ref", "")) not in before:
            edit = _added(one, before, text)
            edits += [edit] if isinstance(edit, Edit) else []
            left += [edit] if isinstance(edit, str) else []
    return Edits(edits=tuple(edits), left=tuple(left))


def _said(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: legal(str(value)) for name, value in values.items() if value}


def _by_ref(found: Iterable[Found]) -> dict[tuple[str, str], list[Found]]:
    by: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in found:
        by[one.layer, one.values.get("ref", "")].append(one)
    return dict(by)


def _annotations(cas: "Cas") -> Iterator[Found]:
    for layer, features in TYPES.items():
        if not cas.typesystem.contains_type(layer):
            continue
        for one in cas.select(layer):
            values = {name: one.get(name) for name in features if getattr(one, name, None)}
            yield Found(layer=layer, span=(one.begin, one.end), values=_said(values))


def _compared(ref: str, was: Sequence[Found], now: Sequence[Found]) -> list[Edit]:
    """What was said of one quotation or event; a quotation may have several pieces."""
    if not now:
        return [Edit(kind=AmendmentKind.WRONG, item=ref, text="taken out")]
    old, new = was[0].values, now[0].values
    names = sorted(name for name in {*old, *new} if name != "rule" and old.get(name) != new.get(name))
    words = [f"{name}: {old.get(name, '-')} -> {new.get(name, '-')}" for name in names]
    spans, moved = sorted(one.span for one in was), sorted(one.span for one in now)
    if spans != moved:
        words.append(f"at: {_at(spans)} -> {_at(moved)}")
    if not words:
        return []
    kind = AmendmentKind.WRONG if _SUBSTANCE.intersection(names) else AmendmentKind.NOTE
    return [Edit(kind=kind, item=ref, text="; ".join(words))]


def _at(spans: Iterable[Span]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in spans)


def _changed(layer: str, before: Mapping[tuple[str, str], list[Found]], after: Iterable[Found]) -> bool:
    was = [one for found in before.values() for one in found if one.layer == layer]
    now = [one for one in after if one.layer == layer]
    return sorted(map(_whole, was)) != sorted(map(_whole, now))


def _whole(one: Found) -> tuple[Span, list[tuple[str, str]]]:
    return one.span, sorted(one.values.items())


def _not_judged(layer: str) -> str:
    name = layer.rpartition(".")[2]
    return f"Changes of the layer {name} are not taken: names, times and places are mended in lexicons."


def _added(one: Found, before: Mapping[tuple[str, str], list[Found]], text: str) -> Edit | str:
    """A word on the nearest thing of its kind, for what was not read at all."""
    name = one.layer.rpartition(".")[2].lower()
    said = ", ".join(f"{key} {value}" for key, value in sorted(one.values.items()) if key != "ref")
    what = f'missed {name} "{text[slice(*one.span)][:80]}" at {_at([one.span])}' + (f" ({said})" if said else "")
    beside = [(ref, found) for (layer, ref), found in before.items() if layer == one.layer]
    if not beside:
        return f"{what[0].upper()}{what[1:]}: nothing of its kind was read in this report, beside which it could stand."
    ref, _ = min(beside, key=lambda pair: (min(abs(f.span[0] - one.span[0]) for f in pair[1]), pair[0]))
    return Edit(kind=AmendmentKind.NOTE, item=ref, text=what)
