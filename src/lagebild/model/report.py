"""A report as it came in."""

from msgspec import Struct

from lagebild.model.vocabulary import Correction


class Capture(Struct, frozen=True, kw_only=True):
    """Where the bytes of a report came from.

    source: path, URL or "-"; fetched: ISO 8601 time with zone, null when unknown; sha256: digest of the input bytes.
    """

    source: str
    fetched: str | None = None
    sha256: str = ""


class Report(Struct, frozen=True, kw_only=True):
    """A report: its text and what is known of it.

    text: what is read and what all offsets count in (Unicode code points).
    title: a title that is not part of `text`.
    published: ISO 8601 at the precision that is known (2022, 2022-12, 2022-12-19, 2022-12-19T17:20+01:00).
    agencies: agencies credited in the dateline, at the end or in the text's source line.
    section: the publisher's section ("Politik"). paywall: is the page only for those who pay? null: it does not say.
    """

    id: str
    title: str | None = None
    text: str
    language: str = "de"
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    agencies: tuple[str, ...] = ()
    version: int = 1
    replaces: str | None = None
    correction: Correction | None = None
    capture: Capture | None = None
    section: str | None = None
    paywall: bool | None = None
    notes: tuple[str, ...] = ()
    """What intake did to the input, for people: encoding guessed, soft hyphens removed, text cut."""


class Rejected(Struct, frozen=True, kw_only=True):
    """An input that did not become a report.

    source: path or "-"; where: line number in it, counted from 1, null for the whole input; reason and remedy: one
    sentence each; sha256: digest of the input bytes, empty when they could not be read; skipped: passed over on
    purpose (a hidden or foreign file in a folder), which is no failure.
    """

    source: str
    where: int | None = None
    reason: str
    remedy: str = ""
    sha256: str = ""
    skipped: bool = False

    def __str__(self) -> str:
        place = self.source if self.where is None else f"{self.source}, line {self.where}"
        return f"{place}: {self.reason} {self.remedy}".rstrip()
