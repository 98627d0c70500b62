"""Pages in the mark-up styles of publishers."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bench.intake import f1, measure, ours
from bench.pages import STORIES, Page, article, document, ld, magazine, marked, pages, title

from lagebild.intake import read_html
from lagebild.intake.html import address_id, read_page
from lagebild.lang import Language
from lagebild.model import InputError, Report

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


POSTS = (
    ("15.40", "Rat stimmt zu", "Der Rat von Musterstadt hat dem Ausbau des Hafens am Nachmittag zugestimmt."),
    ("14.05", "Gegner protestieren", "Vor dem Rathaus protestieren etwa 300 Menschen gegen den Ausbau des Hafens."),
    ("13.10", "Sitzung beginnt", "Die Sitzung hat mit einer halben Stunde Verspätung begonnen, sagt die Sprecherin."),
)


def in_json() -> tuple[str, str]:
    entries = [
        {"@type": "BlogPosting", "@id": f"https://blatt.example/hafen#p{n}", "headline": title, "articleBody": text,
         "datePublished": f"2023-05-08T{clock.replace('.', ':')}:00+02:00", "author": {"name": "Eva Beispiel"}}
        for n, (clock, title, text) in enumerate(POSTS)
    ]  # fmt: skip
    return ld(article(STORY, **{"@type": "LiveBlogPosting"}, liveBlogUpdate=entries)), "<p>Wir berichten live.</p>"


def in_microdata() -> tuple[str, str]:
    entries = "".join(
        f'<div itemprop="liveBlogUpdate" itemscope id="p{n}"><h3 itemprop="headline">{title}</h3><time '
        f'itemprop="datePublished" datetime="2023-05-08T{clock.replace(".", ":")}:00+02:00">{clock} Uhr</time>'
        f'<div itemprop="articleBody"><p>{text}</p></div></div>'
        for n, (clock, title, text) in enumerate(POSTS)
    )
    return "", entries


def in_classes() -> tuple[str, str]:
    entries = "".join(
        f'<article class="liveticker__entry" id="p{n}"><time>{clock} Uhr</time><h3>{title}</h3><p>{text}</p></article>'
        for n, (clock, title, text) in enumerate(POSTS)
    )
    return ld(article(STORY, datePublished="2023-05-08T12:55:00+02:00")), f"<div class='liveticker'>{entries}</div>"


@pytest.mark.parametrize("style", [in_json, in_microdata, in_classes])
def test_the_entries_of_a_live_ticker_are_reports_with_their_own_times(
    german: Language, style: Callable[[], tuple[str, str]]
) -> None:
    head, body = style()
    page = document(title(STORY) + head, f"<article><h1>{STORY.title}</h1>{body}</article>").encode()
    reports = read_page(page, german, address="https://blatt.example/hafen")
    assert [report.id[-9:] for report in reports] == ["/hafen#p0", "/hafen#p1", "/hafen#p2"]
    assert [(report.title, report.text) for report in reports] == [(title, text) for _, title, text in POSTS]
    assert [(report.published or "")[:16] for report in reports] == [
        f"2023-05-08T{clock.replace('.', ':')}" for clock, *_ in POSTS
    ]
    assert all(report.notes[-1] == "Entry of a live ticker." for report in reports)


def test_a_ticker_whose_entries_stand_open_is_one_report_that_says_why(german: Language) -> None:
    entries = [{"@type": "BlogPosting", "articleBody": "Der Rat stimmt ab."}] * 3
    ticker: dict[str, Any] = article(STORY, **{"@type": "LiveBlogPosting"}, liveBlogUpdate=entries)
    assert "Live ticker with 3 entries, read as one report: they have no times and texts of their own." in (
        read(german, ld(ticker)).notes
    )
    shuffled = "".join(
        f'<div class="ticker-item"><time>{clock}</time><p>{text}</p></div>'
        for clock, _, text in (POSTS[1], POSTS[0], POSTS[2])
    )
    page = document(title(STORY), f"<article><h1>{STORY.title}</h1>{marked(STORY)}{shuffled}</article>")
    (report,) = read_page(page.encode(), german)
    assert "Live ticker with 3 entries, read as one report: the day of each is open." in report.notes


def test_a_gallery_is_told_and_without_a_text_refused(german: Language) -> None:
    gallery = ld(article(STORY, **{"@type": "ImageGallery"}))
    assert "Picture gallery." in read(german, gallery).notes
    bare = ld({"@type": "ImageGallery", "headline": STORY.title})
    pictures = "".join(f"<figure><img src='{n}.jpg'><figcaption>Bild {n}</figcaption></figure>" for n in range(9))
    with pytest.raises(InputError, match="holds a picture gallery"):
        read_html(f"<html><head>{bare}</head><body><h1>{STORY.title}</h1>{pictures}</body></html>", german)


def test_no_page_of_a_publishers_style_is_taken_for_a_ticker(german: Language) -> None:
    assert [len(read_page(page.html.encode(), german)) for page in pages()] == [1] * len(pages())


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
