"""DOCX: the paragraphs of a document; exports of press archives among them."""

import zipfile
from collections.abc import Iterator
from typing import Any, Final

from lagebild.intake.assemble import digest
from lagebild.intake.exports import CODE, read_export
from lagebild.intake.how import How
from lagebild.intake.limits import megabytes
from lagebild.intake.text import read_text
from lagebild.intake.xml import parse_xml
from lagebild.model import InputError, Rejected, Report

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS: Final = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}

LONGEST_NAME: Final = 40


def read_docx(archive: zipfile.ZipFile, source: str, id: str | None, how: How) -> Iterator[Report | Rejected]:
    """The report of a DOCX document, or the reports of an export of a press archive. Raises InputError beyond the
    limits and for a document that is no XML."""
    with archive.open("word/document.xml") as opened:
        data = opened.read(how.limits.document + 1)
    if len(data) > how.limits.document:
        raise InputError(f"The document is larger than {megabytes(how.limits.document)}.", "Split it.")
    text = "\n".join(_paragraphs(parse_xml(data)))
    exported = read_export(text, source, how)
    if exported is not None:
        yield from exported
        return
    try:
        yield read_text(
            text.replace("\n", "\n\n"), how.language, source=source, id=id, agencies=how.agencies, limits=how.limits
        )
    except InputError as error:
        yield Rejected(source=source, reason=error.message, remedy=error.remedy, sha256=digest(data))


def _paragraphs(tree: Any) -> Iterator[str]:
    """The paragraphs; a row of a table whose first cell is a name or code as "name: value"."""
    rows: dict[Any, list[str]] = {}
    for row in tree.iter(f"{W}tr"):
        cells = [list(map(_text, cell.iter(f"{W}p"))) for cell in row.findall(f"{W}tc")]
        if len(cells) == 2 and len(cells[0]) == 1 and 1 < len(name := cells[0][0].strip()) <= LONGEST_NAME:
            between = " " if CODE.match(name) else ": "
            first, *others = cells[1]
            paragraphs = list(row.iter(f"{W}p"))
            rows[paragraphs[0]] = [f"{name.rstrip(' :')}{between}{first}", *others]
            rows |= {paragraph: [] for paragraph in paragraphs[1:]}
    for paragraph in tree.iter(f"{W}p"):
        if paragraph in rows:
            yield from rows[paragraph]
        else:
            yield _text(paragraph)


def _text(paragraph: Any) -> str:
    pieces = []
    for element in paragraph.iter():
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag in BREAKS:
            pieces.append(BREAKS[element.tag])
    return "".join(pieces)
