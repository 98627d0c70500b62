"""Plain text in the shapes in which reports are passed on."""

from collections.abc import Collection

from lagebild.intake.assemble import assemble, content_id, digest, without_late_byline
from lagebild.intake.decode import Decoded, decode
from lagebild.intake.head import Head, merge, read_head
from lagebild.intake.limits import DEFAULT, Limits, megabytes
from lagebild.intake.normalise import normalise
from lagebild.intake.rules import rules_for
from lagebild.lang import Language
from lagebild.model import Capture, InputError, Report


def read_text(
    data: bytes | str,
    language: Language,
    *,
    source: str = "-",
    id: str | None = None,
    agencies: Collection[str] = (),
    limits: Limits = DEFAULT,
) -> Report:
    """The report in a text file.

    The head (front block, date line, title, author's lines) goes into fields; `text` keeps the body with dateline,
    subheads and closing credit. id: used where the front block has none; without both it comes from the content.
    agencies: an analyst's own, as forms in credits or as form -> name.
    Raises InputError for a text that is empty, larger than `limits.report` or has nothing below its head.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > limits.report:
        raise InputError(
            f"The report is larger than {megabytes(limits.report)}.",
            "Split it into its reports, or put them into JSON Lines.",
        )
    decoded = Decoded(data, "") if isinstance(data, str) else decode(data)
    cleaned = normalise(decoded.text)
    if not any(character.isalnum() for character in cleaned.text):
        raise InputError("The report is empty.", "Check whether the file was saved completely.")
    rules = rules_for(language, agencies)
    head = read_head(cleaned.text, rules)
    text, authors, credited = without_late_byline(cleaned.text[head.start :], rules)
    if not text.strip():
        raise InputError("There is no text below the head of the report.", "Put the text after a blank line.")
    head = merge(head, Head(authors=authors, agencies=credited))
    return assemble(
        text, head, rules,
        language=language.code, id=id or content_id(text),
        capture=Capture(source=source, sha256=digest(raw)), notes=decoded.notes + cleaned.notes,
    )  # fmt: skip
