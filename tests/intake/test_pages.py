"""Pages in the mark-up styles of publishers."""

import json
from typing import Any

import pytest
from bench.intake import f1, measure, ours
from bench.pages import STORIES, Page, article, document, ld, magazine, marked, pages, title

from lagebild.intake import read_html
from lagebild.intake.html import address_id
from lagebild.lang import Language
from lagebild.model import Report

STORY = STORIES[0]


def read(german: Language, head: str, body: str | None = None) -> Report:
    main = f"<article><h1>{STORY.title}</h1>{marked(STORY)}</article>"
    return read_html(document(title(STORY) + head, body or main).encode(), german)


def test_pages_of_all_styles_reach_the_goals(german: Language) -> None:
    found = measure(ours(german), pages())
    assert found["body F1"] >= 0.99
    assert min(found["day"], found["minute"], found["authors"]) >= 0.98


@pytest.mark.parametrize("page", [page for page in pages() if page.agencies], ids=lambda page: page.style)
def test_agencies_are_credited(german: Language, page: Page) -> None:
    assert read_html(page.html.encode(), german).agencies == page.agencies


def test_section_and_paywall_are_kept(german: Language) -> None:
    report = read_html(magazine(STORY)[0].encode(), german)
    assert (report.section, report.paywall) == ("Politik", True)
    assert read(german, ld(article(STORY, isAccessibleForFree="True"))).paywall is False
    assert read(german, '<meta property="article:content_tier" content="locked">').paywall is True
    assert read(german, "").paywall is None


def test_a_live_ticker_and_a_gallery_are_recognised(german: Language) -> None:
    entries = [{"@type": "BlogPosting", "articleBody": "Der Rat stimmt ab."}] * 3
    ticker: dict[str, Any] = article(STORY, **{"@type": "LiveBlogPosting"}, liveBlogUpdate=entries)
    assert "Live ticker with 3 entries, read as one report." in read(german, ld(ticker)).notes
    assert "Picture gallery." in read(german, ld(article(STORY, **{"@type": "ImageGallery"}))).notes


@pytest.mark.parametrize(
    "address",
    [
        "https://www.blatt.example/politik/hafen-1.html",
        "http://blatt.example/politik/hafen-1.html?utm_source=x#top",
        "https://amp.blatt.example/politik/hafen-1.html",
        "https://m.blatt.example/politik/hafen-1.amp.html",
        "https://www.blatt.example/amp/politik/hafen-1.html",
        "https://www.blatt.example/politik/hafen-1-print.html",
    ],
)
def test_mobile_amp_and_print_versions_are_one_page(address: str) -> None:
    assert address_id(address) == "blatt.example/politik/hafen-1.html"


def test_a_time_in_utc_is_told_for_the_day_that_readers_saw(german: Language) -> None:
    report = read(
        german,
        f'<script type="application/ld+json">{json.dumps(article(STORY, datePublished="2023-05-07T22:30Z"))}</script>',
    )
    assert report.published == "2023-05-08T00:30:00+02:00"


def test_a_box_inside_the_text_is_no_text_and_text_in_an_odd_box_is(german: Language) -> None:
    box = (
        '<div class="newsletter-box"><p>Jetzt den Newsletter abonnieren und nichts mehr verpassen, kostenlos.</p></div>'
    )
    odd = marked(STORY, '<div class="related-links teaser"><p>{}</p></div>', inside=box)
    report = read(german, "", f"<main><h1>{STORY.title}</h1>{odd}</main>")
    assert "abonnieren" not in report.text
    plain = f"<main><h1>{STORY.title}</h1><div class='cookie-content'>{marked(STORY)}</div></main>"
    assert f1(read(german, "", plain).text, "\n".join((*STORY.paragraphs, STORY.subhead))) > 0.98
