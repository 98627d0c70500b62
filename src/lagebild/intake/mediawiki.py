"""Dumps of MediaWiki (Wikinews): the articles of the main namespace as plain text."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from lagebild.intake.dates import leading_date
from lagebild.intake.head import Head
from lagebild.intake.how import How
from lagebild.intake.parts import report_of
from lagebild.intake.rules import any_of
from lagebild.intake.xml import elements, find, text_of
from lagebild.model import InputError, Rejected, Report

REDIRECT: Final = re.compile(r"\s*#(?:redirect|weiterleitung)\b", re.IGNORECASE)
IN_DATELINE: Final = re.compile(r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zäö]{2,8})\s?\d{4}")
DEEPEST: Final = 40
"""Templates within templates that are taken away."""


def read_mediawiki(stream: BinaryIO, source: str, how: How) -> Iterator[Report | Rejected]:
    """The articles of a dump, page by page; talk, templates and redirects are passed over. Raises InputError where the
    XML breaks off, after the pages before."""
    site = None
    for page in elements(stream, "page"):
        if site is None:
            site = text_of(find(page.getroottree().getroot(), "siteinfo", "sitename")) or ""
        revision = next(reversed(list(page.iter("{*}revision"))), None)
        if (text_of(find(page, "ns")) or "0") != "0" or find(page, "redirect") is not None or revision is None:
            continue
        text = find(revision, "text")
        wikitext = (text.text or "") if text is not None else ""
        if REDIRECT.match(wikitext):
            continue
        try:
            yield _report(page, revision, wikitext, site, source, how)
        except InputError as error:
            title = text_of(find(page, "title"))
            yield Rejected(source=f"{source}#{title}", reason=error.message, remedy=error.remedy)


def _report(page: Any, revision: Any, wikitext: str, site: str, source: str, how: How) -> Report:
    if len(wikitext) > how.limits.report:
        raise InputError("The article is too long.", "Split it.")
    title = text_of(find(page, "title"))
    number = text_of(find(page, "id"))
    text = plain(wikitext, how)
    named = IN_DATELINE.search(text[:300]) or next(
        iter(IN_DATELINE.finditer(" ".join(_categories(wikitext, how)))), None
    )
    day = leading_date(named[0], how.rules) if named else None
    edited = text_of(find(revision, "timestamp"))
    notes = () if day else (f"No day of publication; the last change is of {(edited or '?')[:10]}.",)
    head = Head(
        id=f"{re.sub(r'[^a-z0-9]+', '-', site.lower()) or 'wiki'}-{number}" if number else None, title=title,
        published=day[0] if day else None, outlet=site or None,
    )  # fmt: skip
    return report_of(
        text, head, how, f"{source}#{number}", wikitext.encode("utf-8", "replace"), fetched=edited, notes=notes
    )


def plain(wikitext: str, how: How) -> str:
    """Wikitext without mark-up, up to its sources; paragraphs stand apart by blank lines.

    "'''Kiew''' ([[Ukraine]]), 3.5.2023 – [[Russland|Moskau]] …" -> "Kiew (Ukraine), 3.5.2023 – Moskau …"
    """
    wiki = how.rules.lexicon.archives
    text = re.sub(r"<!--.*?-->", "", wikitext, flags=re.DOTALL)
    ending = re.search(rf"^=+\s*(?:{any_of(wiki.endings)})\s*:?\s*=+\s*$", text, re.MULTILINE | re.IGNORECASE)
    text = text[: ending.start()] if ending else text
    text = re.sub(r"<(ref|gallery|math|timeline)\b[^<>/]*>.*?</\1\s*>|<ref\b[^<>]*/>", "", text, flags=re.DOTALL)
    text = _without_nested(text, re.compile(r"\{\{[^{}]*\}\}"))
    text = _without_nested(text, re.compile(r"\{\|[^{}]*?\|\}"))
    inner = re.compile(rf"\[\[\s*:?(?:{any_of((*wiki.files, *wiki.categories))})\s*:[^\[\]]*\]\]", re.IGNORECASE)
    text = inner.sub("", text)
    text = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]", r"\1", text)
    text = inner.sub("", re.sub(r"\[(?:https?:)?//[^\s\]]+\s+([^\]]+)\]", r"\1", text))
    text = re.sub(rf"\[\[\s*(?:{any_of(wiki.files)})\s*:[^\n]*\]\]", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\[(?:https?:)?//[^\s\]]+\]|'{2,5}|</?[a-z][^<>]{0,300}>|__[A-Z]{3,20}__", "", text, flags=re.IGNORECASE
    )
    text = re.sub(r"^=+\s*(.*?)\s*=+\s*$", r"\n\1\n", text, flags=re.MULTILINE)
    text = re.sub(r"^[*#:;]+\s*", "", text, flags=re.MULTILINE)
    return re.sub(r"(?<!\n)\n(?!\n)", "\n\n", text).strip()


def _without_nested(text: str, innermost: re.Pattern[str]) -> str:
    for _ in range(DEEPEST):
        text, count = innermost.subn("", text)
        if not count:
            break
    return text


def _categories(wikitext: str, how: How) -> list[str]:
    names = any_of(how.rules.lexicon.archives.categories)
    return re.findall(rf"\[\[\s*(?:{names})\s*:\s*([^\[\]|]+)", wikitext[-5000:], re.IGNORECASE)
