"""A frozen, text-free data set for publication: events, positions, quotations and sources, with manifest and checksums.

No words of the reports go out: offsets, names, dates, types and numbers only. Who has the reports finds every passage
again by the report's id, the digest of its text and the offsets.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lagebild.export.jsonl import encode
from lagebild.model import LedgerEvent, ListedReport, Quotation, Reading, Span

DATA = ("events.jsonl", "positions.jsonl", "quotations.jsonl", "sources.jsonl")
PAGE = "README.md"
SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"


class ReleasedPosition(Struct, frozen=True, kw_only=True):
    """A position on an event, a row each."""

    event: str
    holder: str | None
    holder_id: str | None
    anonymous: bool
    stance: str
    about: str
    status: str
    chain: tuple[str, ...]
    report: str
    quotation: str | None
    said: str | None
    withdrawn: str | None
    party: bool
    wrong: bool


class ReleasedQuotation(Struct, frozen=True, kw_only=True):
    """A quotation without its words; spans count in the text of that version of the report."""

    report: str
    version: int
    id: str
    type: str
    spans: tuple[Span, ...]
    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]
    holders: tuple[str, ...]
    anonymous: bool
    stance: str
    about: str
    chain: tuple[str, ...]
    targets: tuple[str, ...]
    parent: str | None
    said: str | None
    rule: str


class ReleasedSource(Struct, frozen=True, kw_only=True):
    """A report without title, text and by-line. text_sha256: of its text in UTF-8; bytes_sha256: of what came in."""

    report: str
    version: int
    outlet: str | None
    agencies: tuple[str, ...]
    published: str | None
    url: str | None
    language: str
    replaces: str | None
    correction: str | None
    copy_of: str | None
    text_sha256: str
    text_length: int
    bytes_sha256: str | None
    fetched: str | None
    read_by: str


RECORDS: Mapping[str, type[Struct]] = {
    "events.jsonl": LedgerEvent,
    "positions.jsonl": ReleasedPosition,
    "quotations.jsonl": ReleasedQuotation,
    "sources.jsonl": ReleasedSource,
}


def write_release(
    folder: Path,
    events: Callable[[], Iterable[LedgerEvent]],
    readings: Callable[[], Iterable[tuple[Reading, bool]]],
    listed: Iterable[ListedReport],
    about: Mapping[str, Any],
) -> None:
    """Write a data set into an empty folder.

    readings: all versions, each with whether it is the latest. about: goes into the manifest: title, publisher,
    licence, software and time.
    """
    copies = {report.id: report.copy_of for report in listed}
    counts = {
        "events.jsonl": _put(folder / "events.jsonl", (_textless(event) for event in events())),
        "positions.jsonl": _put(folder / "positions.jsonl", (p for event in events() for p in _positions(event))),
        "quotations.jsonl": _put(folder / "quotations.jsonl", (q for read, _ in readings() for q in _quotations(read))),
        "sources.jsonl": _put(
            folder / "sources.jsonl", (_source(r, copies.get(r.report.id) if new else None) for r, new in readings())
        ),
    }
    (folder / PAGE).write_text(_page(about), encoding="utf-8")
    listed_files = [
        {
            "name": name,
            "records": counts.get(name),
            "bytes": (folder / name).stat().st_size,
            "sha256": _sum(folder / name),
        }
        for name in (*DATA, PAGE)
    ]
    manifest = {**about, "text": "none", "files": listed_files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sums = "".join(f"{_sum(folder / name)}  {name}\n" for name in (*DATA, PAGE, MANIFEST))
    (folder / SUMS).write_text(sums, encoding="utf-8")


def _textless(event: LedgerEvent) -> LedgerEvent:
    """An event without what people wrote about it, and without who they are."""
    return replace(event, remarks=tuple(replace(r, author="", text=None) for r in event.remarks))


def _positions(event: LedgerEvent) -> Iterator[ReleasedPosition]:
    for p in event.positions:
        yield ReleasedPosition(
            event=event.id, holder=p.holder.name if p.holder else None, holder_id=p.holder.id if p.holder else None,
            anonymous=p.anonymous, stance=p.stance, about=p.about, status=p.status,
            chain=tuple(link.name for link in p.chain), report=p.report, quotation=p.quotation, said=p.said,
            withdrawn=p.withdrawn, party=p.party, wrong=p.wrong,
        )  # fmt: skip


def _quotations(read: Reading) -> Iterator[ReleasedQuotation]:
    names = {actor.id: actor.name for actor in read.actors}

    def made(q: Quotation) -> ReleasedQuotation:
        return ReleasedQuotation(
            report=read.report.id, version=read.report.version, id=q.id, type=q.type, spans=q.spans, speaker=q.speaker,
            cue=q.cue, holders=tuple(names[h] for h in q.holders if h in names), anonymous=q.anonymous, stance=q.stance,
            about=q.about, chain=tuple(link.name for link in q.chain), targets=q.targets, parent=q.parent, said=q.said,
            rule=q.rule,
        )  # fmt: skip

    return map(made, read.quotations)


def _source(read: Reading, copy_of: str | None) -> ReleasedSource:
    report, capture, made = read.report, read.report.capture, read.made_by
    return ReleasedSource(
        report=report.id, version=report.version, outlet=report.outlet, agencies=report.agencies,
        published=report.published, url=report.url, language=report.language, replaces=report.replaces,
        correction=report.correction, copy_of=copy_of, text_length=len(report.text),
        text_sha256=hashlib.sha256(report.text.encode()).hexdigest(),
        bytes_sha256=capture.sha256 or None if capture else None, fetched=capture.fetched if capture else None,
        read_by=f"lagebild {made.lagebild}, model {made.model}, lexicons {made.lexicons[:12]}",
    )  # fmt: skip


def _put(path: Path, records: Iterable[Struct]) -> int:
    count = 0
    with path.open("wb") as file:
        for record in records:
            file.write(encode(record) + b"\n")
            count += 1
    return count


def _page(about: Mapping[str, Any]) -> str:
    """The page of the data set. What people wrote into it stays on its line."""
    page = files("lagebild.export").joinpath("release.md").read_text(encoding="utf-8")
    for name in ("title", "publisher", "licence", "lagebild", "as_of", "made"):
        page = page.replace(f"{{{name}}}", " ".join(str(about.get(name) or "not named").split()))
    return page


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fields_of(name: str) -> tuple[str, ...]:
    """Names of the fields in a file of the data set."""
    return tuple(field.encode_name for field in msgspec.structs.fields(RECORDS[name]))
