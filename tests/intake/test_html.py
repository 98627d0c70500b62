import json
from typing import Any

import pytest

from lagebild.intake import Limits, read_html
from lagebild.lang import Language
from lagebild.model import InputError

FIRST = "Der Rat hat am Montag in Brüssel über die Lage beraten, eine Entscheidung fiel aber nicht."
SECOND = "Eine Sprecherin sagte am Abend, die Gespräche gingen am Dienstag mit allen Beteiligten weiter."


def page(head: str = "", body: str = f"<h1>Rat tagt</h1><p>{FIRST}</p><p>{SECOND}</p>") -> str:
    return (
        f'<!DOCTYPE html><html lang="de"><head><title>Rat tagt | Blatt Nord</title>{head}</head><body>'
        f"<nav><a href='/'>Startseite</a></nav><article>{body}</article><footer>Impressum</footer></body></html>"
    )


def linked(data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Rat tagt &amp; schweigt",
    "datePublished": "2022-12-19T18:30:00.000+0100",
    "author": [{"@type": "Person", "name": "Eva Muster"}, {"@type": "Organization", "name": "dpa"}],
    "publisher": {"@type": "Organization", "name": "Blatt Nord"},
}


def test_the_article_is_read_with_paragraphs_apart_and_its_headline_as_title(german: Language) -> None:
    report = read_html(page(), german)
    assert report.title == "Rat tagt"
    assert report.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        [{"@type": "Organization", "name": "Anderer"}, ARTICLE],
        {"@graph": [{"@type": "WebPage", "name": "Seite"}, ARTICLE]},
        {**ARTICLE, "@type": ["NewsArticle", "ReportageNewsArticle"]},
        {
            "@graph": [
                {**ARTICLE, "author": [{"@id": "#eva"}, {"@id": "#dpa"}], "publisher": {"@id": "#blatt"}},
                {"@id": "#eva", "name": "Eva Muster"},
                {"@id": "#dpa", "name": "dpa"},
                {"@id": "#blatt", "name": "Blatt Nord"},
            ]
        },
    ],
)
def test_json_ld_gives_time_with_zone_authors_agency_and_outlet(german: Language, data: Any) -> None:
    report = read_html(page(linked(data)), german)
    assert (report.title, report.published) == ("Rat tagt & schweigt", "2022-12-19T18:30:00+01:00")
    assert (report.authors, report.agencies, report.outlet) == (("Eva Muster",), ("dpa",), "Blatt Nord")


@pytest.mark.parametrize("author", ["Eva Muster", ["Eva Muster"], {"name": ["Eva Muster"]}, "Von Eva Muster"])
def test_authors_in_every_form(german: Language, author: Any) -> None:
    assert read_html(page(linked({**ARTICLE, "author": author})), german).authors == ("Eva Muster",)


def test_broken_json_ld_is_passed_over_for_meta_tags(german: Language) -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
        '<meta property="article:published_time" content="2022-12-19T17:30:00Z">'
        '<meta name="author" content="Eva Muster">'
        '<meta property="og:site_name" content="Blatt Nord">'
    )
    report = read_html(page(head), german)
    assert (report.authors, report.outlet) == (("Eva Muster",), "Blatt Nord")
    assert report.published == "2022-12-19T18:30:00+01:00"


def test_microdata(german: Language) -> None:
    body = (
        '<h1 itemprop="headline">Rat tagt</h1><span itemprop="author"><span itemprop="name">Eva Muster</span></span>'
        f'<time itemprop="datePublished" datetime="2022-12-19T18:30+01:00">19.12.</time><p>{FIRST}</p><p>{SECOND}</p>'
    )
    report = read_html(page(body=body), german)
    assert (report.published, report.authors) == ("2022-12-19T18:30+01:00", ("Eva Muster",))


def test_the_address_makes_the_id(german: Language) -> None:
    head = '<link rel="canonical" href="https://www.blatt.example/welt/rat-7.html?ref=x">'
    report = read_html(page(head), german, id="datei")
    assert report.url == "https://www.blatt.example/welt/rat-7.html?ref=x"
    assert report.id == "blatt.example/welt/rat-7.html"
    assert read_html(page(), german, id="datei").id == "datei"


def test_the_text_of_json_ld_stands_in_for_a_page_without_any(german: Language) -> None:
    head = linked({**ARTICLE, "articleBody": f"{FIRST}\n\n{SECOND}"})
    assert read_html(page(head, body="<video></video>"), german).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize("data", ["<html><body><video></video></body></html>", "<!doctype html>", "<p>"])
def test_a_page_without_article_is_refused(german: Language, data: str) -> None:
    with pytest.raises(InputError, match=r"no article text|cannot be parsed"):
        read_html(data, german)


def test_deep_nesting_ends_in_a_report_or_a_refusal(german: Language) -> None:
    data = "<html><body>" + "<div>" * 50_000 + f"<p>{FIRST}</p>"
    with pytest.raises(InputError):
        read_html(data, german)


def test_limits_of_a_page(german: Language) -> None:
    with pytest.raises(InputError, match="larger than"):
        read_html(page(), german, limits=Limits(page=100))
    with pytest.raises(InputError, match="more than 5 tags"):
        read_html(page(), german, limits=Limits(elements=5))
