"""What was drawn, written down, so that coders and every later version of the reader work on the same sentences."""

import os
import shutil
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from lagebild.model import InputError, MadeBy, Reading, Report, Span
from lagebild.validation.sampling import Draw
from lagebild.validation.sheets import sheet_rows, write_sheet

MANIFEST: Final = "sample.json"
SHEET: Final = "sheet.csv"


class DrawnReport(Struct, frozen=True, kw_only=True):
    """A report of the sample: the digest of its text and the sentences that are coded, as spans of code points."""

    id: str
    sha256: str
    weight: float
    sentences: tuple[Span, ...]


class Manifest(Struct, frozen=True, kw_only=True):
    """A sample as it was drawn. by: what the strata were made of; made_by: the reader whose readings made them."""

    draw: Draw
    by: tuple[str, ...]
    made_by: MadeBy
    reports: tuple[DrawnReport, ...]


def manifest_of(draw: Draw, by: Sequence[str], drawn: Iterable[tuple[Reading, Sequence[Span]]]) -> Manifest:
    """The manifest of a draw. drawn: readings with their sentences, in the order of the draw."""
    weights = {stratum.name: stratum.weight for stratum in draw.strata}
    strata = {unit.report: unit.stratum for unit in draw.units}
    pairs = list(drawn)
    return Manifest(
        draw=draw,
        by=tuple(by),
        made_by=pairs[0][0].made_by,
        reports=tuple(
            DrawnReport(
                id=r.report.id, sha256=digest(r.report), weight=weights[strata[r.report.id]], sentences=tuple(spans)
            )
            for r, spans in pairs
        ),
    )


def digest(report: Report) -> str:
    """sha256 of the text of a report."""
    return sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()


def write_sample(folder: Path, manifest: Manifest, readings: Iterable[Reading]) -> None:
    """The manifest and the blind sheet in a new folder, whole or not at all. Raises InputError where it exists."""
    if folder.exists():
        raise InputError(f"{folder} exists already.", "Name a new folder; a sample is never changed.")
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        (part / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        sentences = {report.id: report.sentences for report in manifest.reports}
        with (part / SHEET).open("w", encoding="utf-8-sig", newline="") as out:
            write_sheet((row for r in readings for row in sheet_rows(r, sentences[r.report.id])), out)
        os.rename(part, folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise InputError(
            f"The sample cannot be written to {folder}: {error.strerror}.", "Name another folder."
        ) from error


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a sample. Raises InputError for a folder that is none."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{folder} is no sample: {error}.", "Name the folder that lagebild sample made.") from error


def check_texts(manifest: Manifest, readings: Sequence[Reading]) -> None:
    """Raises InputError where a report of the sample has another text than when it was drawn."""
    texts = {r.report.id: digest(r.report) for r in readings}
    for report in manifest.reports:
        if texts[report.id] != report.sha256:
            raise InputError(
                f"The text of {report.id} has changed since the sample was drawn.",
                "Evaluate on a store with the texts of the sample, or draw and code a new one.",
            )
