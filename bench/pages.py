"""Pages in the mark-up styles of German, Austrian and Swiss publishers, with gold: invented texts in the mark-up that such
publishers use (JSON-LD in its variants, microdata, meta tags, none), among what stands around articles on their pages."""

import json
from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any

from msgspec import Struct


class Story(Struct, frozen=True, kw_only=True):
    """An invented report. time: local time of publication with zone."""

    title: str
    time: str
    authors: tuple[str, ...]
    section: str
    agency: str
    paragraphs: tuple[str, ...]
    subhead: str


class Page(Struct, frozen=True, kw_only=True):
    """A page and what is right for it. minute: does the page say more than the day? authors: those that it names."""

    style: str
    html: str
    title: str
    published: str
    minute: bool
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    body: str


STORIES = (
    Story(
        title="Musterstadt streitet über den neuen Hafen", time="2023-05-08T10:15:00+02:00",
        authors=("Eva Beispiel",), section="Politik", agency="dpa", subhead="Kritik aus der Opposition",
        paragraphs=(
            "Der Stadtrat von Musterstadt hat am Montag über den Ausbau des Hafens beraten. Eine Entscheidung fiel nach "
            "fünf Stunden nicht.",
            "Bürgermeisterin Karla Probst verteidigte die Pläne. „Ohne den Ausbau verlieren wir den Anschluss“, sagte sie "
            "vor den Abgeordneten.",
            "Die Kosten werden auf 48 Millionen Euro geschätzt; das Land will die Hälfte tragen.",
            "Die Opposition wies die Rechnung zurück. Ihr Sprecher Jan Muster nannte die Zahlen „geschönt“ und forderte "
            "ein unabhängiges Gutachten.",
            "Über den Antrag soll der Rat in zwei Wochen abstimmen.",
        ),
    ),
    Story(
        title="Nach dem Hochwasser: Regierung sagt Hilfe zu", time="2023-01-16T00:20:00+01:00",
        authors=("Jonas Probe", "Lena Vorlage"), section="Inland", agency="AFP", subhead="Brücken bleiben gesperrt",
        paragraphs=(
            "Die Landesregierung hat den Gemeinden an der Teststromaue schnelle Hilfe versprochen. Noch in dieser Woche "
            "sollen die ersten Mittel fließen.",
            "In der Nacht war der Pegel auf 7,40 Meter gestiegen. Mehr als 300 Menschen mussten ihre Häuser verlassen.",
            "Innenminister Paul Entwurf sprach von einer „Lage, wie wir sie lange nicht hatten“. Er dankte den Helfern.",
            "Nach Angaben der Feuerwehr sind zwei Brücken nicht befahrbar. Wann sie geöffnet werden, ist offen.",
            "Der Deutsche Wetterdienst erwartet bis Mittwoch keinen weiteren Regen.",
        ),
    ),
    Story(
        title="Gewerkschaft ruft zum Streik bei der Regiobahn auf", time="2023-11-14T17:42:00+01:00",
        authors=("Mira Schablone",), section="Wirtschaft", agency="Reuters", subhead="Angebot abgelehnt",
        paragraphs=(
            "Bei der Regiobahn soll von Donnerstag an gestreikt werden. Dazu hat die Gewerkschaft am Dienstag aufgerufen.",
            "Betroffen ist nach Angaben des Unternehmens der gesamte Verkehr im Norden. Ein Ersatzfahrplan werde "
            "vorbereitet.",
            "Die Gewerkschaft verlangt elf Prozent mehr Lohn. Das letzte Angebot lag bei vier Prozent.",
            "„Das ist eine Beleidigung“, sagte Verhandlungsführer Tom Platzhalter nach dem Treffen in Beispielhausen.",
            "Das Unternehmen erklärte, man sei jederzeit zu Gesprächen bereit.",
        ),
    ),
)  # fmt: skip

NAVIGATION = (
    '<header class="site-header"><nav aria-label="Hauptnavigation"><ul><li><a href="/">Startseite</a></li><li><a '
    'href="/politik">Politik</a></li><li><a href="/wirtschaft">Wirtschaft</a></li><li><a href="/sport">Sport</a></li>'
    '<li><a href="/abo">Abonnieren</a></li></ul></nav><form role="search"><label>Suche<input name="q"></label></form></header>'
)
FOOTER = (
    '<aside class="most-read"><h3>Meistgelesen</h3><ol><li><a href="/a">Was die Rente im kommenden Jahr bringt</a></li><li>'
    '<a href="/b">So wird das Wetter am Wochenende</a></li></ol></aside><section class="comments"><h3>Kommentare</h3><div '
    'class="comment"><p>Das sehe ich ganz anders, der Hafen muss weg.</p></div></section><footer><ul><li><a href="/impressum">'
    'Impressum</a></li><li><a href="/datenschutz">Datenschutz</a></li></ul><p>© 2023 Verlag. Alle Rechte vorbehalten.</p>'
    '</footer><div id="cmp"><p>Wir und unsere Partner verwenden Cookies, um Inhalte zu verbessern.</p><button>Zustimmen'
    "</button></div>"
)
PICTURE = (
    '<figure><img src="/bild.jpg" alt="Der Hafen von oben"><figcaption>Der Hafen von oben (Archivbild). '
    '<span class="credit">Foto: Erika Foto/Bildagentur</span></figcaption></figure>'
)
TEASER = (
    '<div class="teaser-inline"><span>Lesen Sie auch</span><a href="/c"><h4>Warum die Häfen im Süden wachsen</h4><p>Ein '
    "Besuch bei den Gewinnern des Umschlags.</p></a></div>"
)
NEWSLETTER = (
    '<div class="newsletter-box"><h4>Der Newsletter am Morgen</h4><p>Jetzt kostenlos anmelden und nichts verpassen.</p>'
    '<form><input type="email"><button>Anmelden</button></form></div>'
)


PARAGRAPH_ARTICLE__ITEM = '<p class="paragraph article__item">{}</p>'
ATC_TEXTPARAGRAPH = '<p class="atc-TextParagraph">{}</p>'
CSS_1I = '<p data-manual="paragraph" class="css-1i">{}</p>'
PDB_RICHTEXT_FIELD = '<div class="pdb-richtext-field"><p>{}</p></div>'
ARTICLECOMPONENT_TEXT = '<p class="articlecomponent text">{}</p>'
SUBTITLE = '<h2 class="subtitle">{}</h2>'
ARTICLEPARAGRAPH_ROOT__K2 = '<p class="ArticleParagraph_root__k2">{}</p>'
SC_P = '<div class="sc-p"><p>{}</p></div>'
B_TEXT = '<div class="b-text"><p>{}</p></div>'
PARAGRAPH = '<div class="paragraph"><p class="text">{}</p></div>'
ARTICLE_ODD = '<p class="article odd">{}</p>'
IA = '<p class="Ia">{}</p>'
ARTICLE = '<div class="Article"><p class="Textstyled">{}</p></div>'


def local(story: Story) -> datetime:
    """The local time of publication."""
    return datetime.fromisoformat(story.time)


MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()


def german(story: Story, form: str = "%d.%m.%Y, %H:%M Uhr") -> str:
    """The time as a page prints it."""
    return local(story).strftime(form.replace("%B", MONTHS[local(story).month - 1]))


def utc(story: Story) -> str:
    """The time in UTC with milliseconds."""
    from datetime import UTC

    return local(story).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def article(story: Story, **more: Any) -> dict[str, Any]:
    """A NewsArticle of JSON-LD."""
    return {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title, "datePublished": story.time,
        "articleSection": story.section,
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": "Blatt", "logo": {"@type": "ImageObject", "url": "/l.png"}},
        **more,
    }  # fmt: skip


def ld(*nodes: Any) -> str:
    """JSON-LD scripts."""
    return "".join(
        f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>' for node in nodes
    )


def marked(story: Story, template: str = "<p>{}</p>", head: str = "<h2>{}</h2>", inside: str = "") -> str:
    """The paragraphs in a template, a subhead behind the third, something between behind the second."""
    parts = [template.format(escape(text, quote=False)) for text in story.paragraphs]
    return "".join((*parts[:2], inside, parts[2], head.format(story.subhead), *parts[3:]))


def document(head: str, body: str, lang: str = "de") -> str:
    """A page around an article."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"{head}</head><body>{NAVIGATION}{body}{FOOTER}</body></html>"
    )


def title(story: Story, outlet: str = "Blatt") -> str:
    """The title element."""
    return f"<title>{story.title} | {outlet}</title>"


def body_of(story: Story) -> str:
    """The text that is right."""
    return "\n\n".join((*story.paragraphs[:3], story.subhead, *story.paragraphs[3:]))


Made = tuple[str, dict[str, Any]]
"""A page and where its gold differs from the story."""


def public_service(s: Story) -> Made:
    """Reports of a public broadcaster: an organisation as author in JSON-LD, the authors' line in the page."""
    by = f'<div class="authorline"><span class="authorline__author">Von {" und ".join(s.authors)}</span></div>'
    main = (
        f'<article class="container"><div class="seitenkopf"><h1><span class="seitenkopf__topline">Rathaus</span><span '
        f'class="seitenkopf__headline--text">{s.title}</span></h1></div>{PICTURE}<p class="metatextline">Stand: '
        f'{german(s)}</p><p class="textabsatz"><strong>{s.paragraphs[0]}</strong></p>{by}'
    )
    rest = replaced(s, first=False)
    author = {"@type": "Organization", "name": "Rundschau Eins"}
    return document(title(s) + ld(article(s, author=author)), main + rest + "</article>"), {}


def replaced(s: Story, *, first: bool, template: str = '<p class="textabsatz">{}</p>', inside: str = TEASER) -> str:
    """The paragraphs, with or without the first."""
    whole = marked(s, template, inside=inside)
    start = template.format(escape(s.paragraphs[0], quote=False))
    return whole if first else whole.removeprefix(start)


def magazine(s: Story) -> Made:
    """A news magazine: an array of nodes, paid."""
    node = article(
        s,
        isAccessibleForFree=False,
        hasPart={"@type": "WebPageElement", "cssSelector": ".paid", "isAccessibleForFree": False},
    )
    inner = "".join(f'<div class="RichText RichText--iconLinks"><p>{part}</p></div>' for part in s.paragraphs[:2])
    rest = "".join(f'<div class="RichText"><p>{part}</p></div>' for part in s.paragraphs[3:])
    main = (
        f'<main><article><header><h2><span>Rathaus</span><span>{s.title}</span></h2><div class="leading-loose">Von '
        f'{", ".join(f"<a>{name}</a>" for name in s.authors)}</div><time datetime="{s.time[:16]}">{german(s, "%d.%m.%Y, %H.%M Uhr")}'
        f'</time></header>{PICTURE}<div data-area="body">{inner}{NEWSLETTER}<div class="RichText"><p>{s.paragraphs[2]}</p><h3>'
        f"{s.subhead}</h3></div>{rest}</div></article></main>"
    )
    trail = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []}
    return document(title(s) + f'<script type="application/ld+json">{json.dumps([node, trail])}</script>', main), {}


def weekly(s: Story) -> Made:
    """A weekly: microdata of paragraphs, a source line with agencies."""
    source = f'<span class="metadata__source">Quelle: Blatt Online, {s.agency}, lm</span>'
    main = (
        f'<article class="article" itemscope itemtype="https://schema.org/Article"><h1 class="article-heading">{s.title}</h1>'
        f'<div class="byline">Von <a rel="author">{" und ".join(s.authors)}</a></div><div class="metadata"><time class="metadata__date" '
        f'datetime="{s.time}">{german(s, "%d. %B %Y, %H:%M Uhr")}</time>{source}</div>'
        f'<div class="article-body">{marked(s, PARAGRAPH_ARTICLE__ITEM, inside=TEASER)}</div></article>'
    )
    return document(title(s, "Blatt Online") + ld(article(s, **{"@type": "Article"})), main), {"agencies": (s.agency,)}


def daily_no_colon(s: Story) -> Made:
    """A daily: zone without colon, author with place in one string, part of the body in JSON-LD."""
    stamp = local(s).strftime("%Y-%m-%dT%H:%M:%S%z")
    node = article(
        s, datePublished=stamp, articleBody=s.paragraphs[0],
        author={"@type": "Person", "name": " und ".join(s.authors) + ", Musterstadt"},
    )  # fmt: skip
    main = (
        f'<div class="atc-Article"><h2 class="atc-Headline">{s.title}</h2><ul class="atc-Meta"><li>Von {", ".join(s.authors)}'
        f', Musterstadt</li><li><time class="atc-MetaTime" datetime="{stamp}">Aktualisiert am {german(s)}</time></li></ul>'
        f'{PICTURE}<div class="atc-Text">{marked(s, ATC_TEXTPARAGRAPH, inside=TEASER)}</div></div>'
    )
    return document(title(s) + ld(node), main), {}


def daily_utc(s: Story) -> Made:
    """A daily whose times are in UTC and whose authors carry "Von"."""
    node = article(s, datePublished=utc(s), author=[{"@type": "Person", "name": "Von " + " und ".join(s.authors)}])
    main = (
        f'<main id="main-content"><article><header><h2><span>Stadtplanung:</span> {s.title}</h2><time datetime="{utc(s)}">{german(s)}'
        f'</time></header>{PICTURE}<div itemprop="articleBody">{marked(s, CSS_1I, "<h3>{}</h3>", TEASER)}'
        "</div></article></main>"
    )
    return document(title(s) + ld(node), main), {}


def daily_outlet_author(s: Story) -> Made:
    """A daily whose own name is the author, the agency's slug at the end."""
    main = (
        f'<article><h1 class="c-article-headline">{s.title}</h1><span class="c-publish-date">Veröffentlicht am {german(s, "%d.%m.%Y")}'
        f'</span><div class="c-article-text c-content-container">{marked(s, inside=TEASER)}<p><em>{s.agency}/lho</em></p></div></article>'
    )
    node = article(s, author={"@type": "Organization", "name": "Blatt"})
    return document(title(s) + ld(node), main), {
        "authors": (), "agencies": (s.agency,), "closing": f"{s.agency}/lho",
    }  # fmt: skip


def tabloid(s: Story) -> Made:
    """A tabloid: type as list, entities in the headline, upper-case byline."""
    node = article(s, **{"@type": ["NewsArticle", "Article"]}, headline=escape(s.title) + " &ndash; jetzt")
    authors = "".join(f'<span class="author__name">{name.upper()}</span>' for name in s.authors)
    main = (
        f'<article class="stage-article"><h2><span class="headline">{s.title} – jetzt</span></h2><div class="authors">Von: {authors}</div>'
        f'<time class="datetime" datetime="{s.time}">{german(s, "%d.%m.%Y - %H:%M Uhr")}</time><div class="article-body">'
        f"{marked(s, inside=NEWSLETTER)}</div></article>"
    )
    return document(title(s) + ld(node), main), {"title": s.title + " – jetzt"}


def news_channel(s: Story) -> Made:
    """A news channel: no JSON-LD; the time in text, a closing source line."""
    main = (
        f'<article class="article"><header><span class="article__kicker">Rathaus</span><h2><span class="article__headline">{s.title}</span>'
        f'</h2><span class="article__date">{german(s)}</span></header><div class="article__text">{PICTURE}'
        f'{marked(s, inside=TEASER)}<p class="article__source">Quelle: blatt.example, {s.agency}/mli</p></div></article>'
    )
    head = f'{title(s)}<meta name="author" content="Blatt Nachrichten"><meta property="og:title" content="{s.title}"><meta property="og:site_name" content="Blatt Nachrichten">'
    closing = f"Quelle: blatt.example, {s.agency}/mli"
    return document(head, main), {"authors": (), "agencies": (s.agency,), "closing": closing}


def portal_graph(s: Story) -> Made:
    """A portal: a graph whose author and publisher are references."""
    people = [{"@type": "Person", "@id": f"#p{i}", "name": name} for i, name in enumerate(s.authors)]
    node = article(
        s, **{"@id": "#article"}, author=[{"@id": person["@id"]} for person in people], publisher={"@id": "#org"}
    )
    org = {"@type": "Organization", "@id": "#org", "name": "Blatt"}
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebPage", "datePublished": s.time}, org, *people, node],
    }
    main = f'<main><article class="post"><h1 class="entry-title">{s.title}</h1><div class="entry-content">{marked(s)}</div></article></main>'
    return document(title(s) + ld(graph), main), {}


def wordpress(s: Story) -> Made:
    """A weblog of a paper in WordPress: only Open Graph and the theme's classes."""
    main = (
        f'<article class="post type-post"><header class="entry-header"><h1 class="entry-title">{s.title}</h1><div class="entry-meta">'
        f'<span class="byline">von <span class="author vcard"><a class="url fn n" href="/author/x">{s.authors[0]}</a></span></span>'
        f'<time class="entry-date published" datetime="{s.time}">{german(s, "%d. %B %Y")}</time></div></header><div class="entry-content">'
        f"{marked(s)}<div class='sharedaddy'><h3>Teilen mit:</h3><ul><li>Twitter</li><li>Facebook</li></ul></div></div></article>"
    )
    head = f'{title(s)}<meta property="article:published_time" content="{s.time}"><meta property="og:title" content="{s.title}"><meta property="og:site_name" content="Blatt">'
    return document(head, main), {"authors": s.authors[:1]}


def austrian_naive(s: Story) -> Made:
    """An Austrian daily: a time without zone, the authors in the closing brackets."""
    naive = s.time[:19]
    day = f"{local(s).day}.{local(s).month}.{local(s).year}"
    main = (
        f'<article class="article"><header><h1 class="article-title">{s.title}</h1><time datetime="{naive[:16]}">{german(s, "%d. %B %Y, %H:%M")}'
        f'</time></header><div class="article-body">{marked(s, inside=TEASER)}<p>({", ".join(s.authors)}, {s.agency}, {day})</p></div></article>'
    )
    head = f'{title(s)}<meta name="date" content="{naive}">'
    closing = f"({', '.join(s.authors)}, {s.agency}, {day})"
    return document(head, main, "de-AT"), {"agencies": (s.agency,), "closing": closing}


def austrian_broadcaster(s: Story) -> Made:
    """An Austrian broadcaster: microdata in meta elements, an editors' line."""
    main = (
        f'<div id="ss-storyContent" itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="datePublished" content="{s.time}">'
        f'<h1 class="story-lead-headline" itemprop="headline">{s.title}</h1><p class="story-lead-text"><strong>{s.paragraphs[0]}</strong></p>'
        f'<div class="story-meta"><div class="story-meta-dates">{german(s, "%d. %B %Y, %H.%M Uhr")}</div></div><div class="story-story" '
        f'itemprop="articleBody">{replaced(s, first=False, template="<p>{}</p>", inside="")}<div class="byline"><p>{" und ".join(s.authors)}, '
        f"blatt.example/Agenturen</p></div></div></div>"
    )
    return document(title(s), main, "de-AT"), {"closing": f"{' und '.join(s.authors)}, blatt.example/Agenturen"}


def austrian_tabloid(s: Story) -> Made:
    """An Austrian tabloid: JSON-LD in a comment wrapper with line breaks inside strings."""
    script = json.dumps(article(s), ensure_ascii=False).replace(s.title, s.title.replace(" ", "\n", 1))
    main = f'<article><h1>{s.title}</h1><div class="c_date">{german(s, "%d.%m.%Y %H:%M")}</div><div class="box">{marked(s, PDB_RICHTEXT_FIELD)}</div></article>'
    script = f'<script type="application/ld+json">\n//<![CDATA[\n{script}\n//]]>\n</script>'
    return document(title(s) + script, main, "de-AT"), {}


def austrian_quality(s: Story) -> Made:
    """An Austrian quality paper: paid as a string, times in UTC, a list of author names."""
    node = article(s, datePublished=utc(s), isAccessibleForFree="False", author=list(s.authors))
    main = f'<main><article class="article"><p class="article__section">{s.section}</p><h1 class="article__title">{s.title}</h1>{PICTURE}<div class="article__body">{marked(s, inside=NEWSLETTER)}</div></article></main>'
    return document(title(s) + ld(node), main, "de-AT"), {}


def swiss_quality(s: Story) -> Made:
    """A Swiss paper: sections of components, a time in UTC, authors as one object with names."""
    node = article(s, datePublished=utc(s), author={"@type": "Person", "name": list(s.authors)})
    main = (
        f'<section class="container"><h1 class="headline__title">{s.title}</h1><div class="metainfo"><a class="metainfo__item">{", ".join(s.authors)}</a>'
        f'<time datetime="{utc(s)}">{german(s, "%d.%m.%Y, %H.%M Uhr")}</time></div>{marked(s, ARTICLECOMPONENT_TEXT, SUBTITLE, TEASER)}</section>'
    )
    return document(title(s) + ld(node), main, "de-CH"), {}


def swiss_regional(s: Story) -> Made:
    """A Swiss regional paper: the whole text in JSON-LD, generated classes."""
    node = article(s, articleBody=body_of(s).replace("\n\n", " "))
    main = f'<main><article class="Article_root__x1"><h2 class="ContentHead_title">{s.title}</h2><div class="ContentMetaInfo"><time datetime="{s.time}">Publiziert: {german(s)}</time></div>{marked(s, ARTICLEPARAGRAPH_ROOT__K2, inside=TEASER)}</article></main>'
    return document(title(s) + ld(node), main, "de-CH"), {}


def swiss_broadcaster(s: Story) -> Made:
    """A Swiss broadcaster: no author, an agency's credit with time in the page."""
    main = (
        f'<main><article class="article"><h1 class="article-title"><span class="article-title__text">{s.title}</span></h1><time '
        f'datetime="{s.time}">{german(s)}</time><section class="article-content" itemprop="articleBody">{marked(s)}</section><p class="article-source">'
        f"Quelle: {s.agency}</p></article></main>"
    )
    return document(title(s) + ld(article(s, author=[])), main, "de-CH"), {"authors": (), "agencies": (s.agency,)}


def swiss_free(s: Story) -> Made:
    """A Swiss free paper: one script with a list of types and microseconds."""
    node = article(s, datePublished=s.time.replace(":00+", ":00.123456+"), dateModified=s.time)
    main = f'<div id="__next"><main><h1>{s.title}</h1><div class="sc-author">von <dt>{"</dt><dt>".join(s.authors)}</dt></div><div class="sc-text">{marked(s, SC_P)}</div></main></div>'
    return document(title(s) + ld(node), main, "de-CH"), {}


def foreign_service(s: Story) -> Made:
    """A foreign service: the day alone, author in a list of facts."""
    day = german(s, "%d.%m.%Y")
    main = (
        f'<div id="bodyContent"><div class="col3"><h4 class="artikel">{s.section}</h4><h1>{s.title}</h1><p class="intro">{s.paragraphs[0]}</p>'
        f'<div class="longText">{replaced(s, first=False, template="<p>{}</p>", inside="")}</div></div><ul class="smallList"><li><strong>Datum</strong> {day}</li>'
        f"<li><strong>Autorin/Autor</strong> {', '.join(s.authors)}</li></ul></div>"
    )
    head = f'{title(s)}<meta property="og:title" content="{s.title}"><meta name="author" content="{", ".join(s.authors)}"><meta name="date" content="{s.time[:10]}">'
    return document(head, main), {"minute": False}


def radio(s: Story) -> Made:
    """A national radio: author in text above, JSON-LD of another type beside the article."""
    other = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Blatt Radio",
        "url": "https://blatt.example",
    }
    main = f'<article class="b-article"><header><h1><span class="headline-title">{s.title}</span></h1></header><div class="article-details">{PICTURE}<p class="text author">Von {" und ".join(s.authors)}</p><p class="text date">{german(s, "%d.%m.%Y")}</p>{marked(s, B_TEXT)}</div></article>'
    return document(title(s) + ld(other, article(s, author=None)), main), {}


def regional_broadcaster(s: Story) -> Made:
    """A regional broadcaster: the time of the page's state in text only."""
    main = f'<div class="sectionWrapper"><div class="segmentArticle"><h1><span class="headline">{s.title}</span></h1><p class="webtime"><span class="text">Stand: </span>{german(s, "%d. %B %Y, %H:%M Uhr")}</p><p class="author">von {" und ".join(s.authors)}</p><p class="einleitung small">{s.paragraphs[0]}</p>{replaced(s, first=False, template=PARAGRAPH, inside="")}</div></div>'
    return document(title(s), main), {}


def meta_only(s: Story) -> Made:
    """A regional paper: everything in meta tags."""
    head = (
        f'{title(s)}<meta name="date" content="{s.time}"><meta name="author" content="{" und ".join(s.authors)}"><meta name="news_keywords" '
        f'content="Hafen"><meta property="og:site_name" content="Blatt"><link rel="canonical" href="https://www.blatt.example/lokales/{local(s).year}-1.html">'
    )
    main = (
        f'<div class="main"><div class="article-wrap"><h1>{s.title}</h1>{PICTURE}{marked(s, inside=TEASER)}</div></div>'
    )
    return document(head, main), {}


def cooperative(s: Story) -> Made:
    """A cooperative's paper: microdata of the article, authors and time in list items."""
    people = "".join(
        f'<span itemprop="author" itemscope itemtype="http://schema.org/Person"><h4 itemprop="name">{name}</h4></span>'
        for name in s.authors
    )
    main = (
        f'<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline"><span class="kicker">Streit im Rat</span><span class="hide">: </span><span>{s.title}</span></h1>'
        f'<p class="intro" itemprop="description"></p><ul><li class="date" itemprop="datePublished" content="{s.time}">{german(s, "%d. %m. %Y, %H:%M Uhr")}</li></ul><div class="rack">{people}</div>'
        f'<div itemprop="articleBody">{marked(s, ARTICLE_ODD, "<h6>{}</h6>")}</div></article>'
    )
    return document(title(s), main), {"title": f"Streit im Rat: {s.title}"}


def technology(s: Story) -> Made:
    """A technology magazine: custom elements, editors' signs behind the text."""
    node = article(s, datePublished=s.time[:19])
    main = f'<main><article id="meldung"><a-article-header><h1 class="a-article-header__title">{s.title}</h1><time datetime="{s.time[:19]}">{german(s)}</time></a-article-header><div class="article-content">{marked(s, inside="<a-paternoster><a>Lesen Sie auch: Häfen im Netz</a></a-paternoster>")}<p><span class="redakteurskuerzel"><a title="{s.authors[0]}">(eb)</a></span></p></div></article></main>'
    return document(title(s) + ld(node), main), {}


def capital_daily(s: Story) -> Made:
    """A daily of the capital: address elements, a creator in place of an author."""
    node = {**article(s, creator=list(s.authors)), "author": None}
    main = f'<main><article><h1>{s.title}</h1><address>Von {" und ".join(f"<a rel=author>{name}</a>" for name in s.authors)}</address><time datetime="{s.time}">{german(s)}</time><div id="story-elements">{marked(s, IA, "<h3>{}</h3>", TEASER)}</div></article></main>'
    return document(title(s) + ld(node), main), {}


def newsroom_network(s: Story) -> Made:
    """A network of regional papers: JSON in a script, JSON-LD with nested main entity, time with milliseconds."""
    node = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "mainEntity": article(s, datePublished=s.time.replace("+", ".000+")),
    }
    state = f'<script>Fusion.globalContent={{"headlines":{{"basic":"{s.title}"}}}};</script>'
    main = f'<main><header><h2 class="headline">{s.title}</h2></header><div class="Layoutstyled"><article>{marked(s, ARTICLE, inside=NEWSLETTER)}</article></div></main>'
    return document(title(s) + ld(node) + state, main), {}


def authority(s: Story) -> Made:
    """A press release of an authority: no metadata, the date in text."""
    main = f'<div id="content"><div class="pressemitteilung"><p class="date">Datum: {german(s, "%d.%m.%Y")}</p><h1>{s.title}</h1>{marked(s)}</div></div>'
    return document(title(s, "Stadt Musterstadt"), main), {"minute": False, "authors": ()}


def amp(s: Story) -> Made:
    """An AMP page with its canonical address."""
    head = f'{title(s)}<link rel="canonical" href="https://www.blatt.example/politik/hafen-{local(s).day}.html">{ld(article(s))}<style amp-custom>p{{margin:0}}</style>'
    main = f'<amp-sidebar><ul><li>Politik</li></ul></amp-sidebar><article><h1>{s.title}</h1><amp-img src="/b.jpg"></amp-img>{marked(s)}</article>'
    page = document(head, main).replace("<html lang", "<html amp lang")
    return page, {}


def broken_markup(s: Story) -> Made:
    """A small paper: unclosed tags, tables as frame, an encoding said wrongly."""
    main = (
        f'<table><tr><td class="links"><a href="/">Start</a><td class="mitte"><h1>{s.title}</h1><i>{german(s)} / Von {" und ".join(s.authors)}</i><p>'
        + "<p>".join((*s.paragraphs[:3], f"<b>{s.subhead}</b>", *s.paragraphs[3:]))
        + "</table>"
    )
    return document(title(s), main), {}


STYLES: tuple[Callable[[Story], Made], ...] = (
    public_service, magazine, weekly, daily_no_colon, daily_utc, daily_outlet_author, tabloid, news_channel, portal_graph,
    wordpress, austrian_naive, austrian_broadcaster, austrian_tabloid, austrian_quality, swiss_quality, swiss_regional,
    swiss_broadcaster, swiss_free, foreign_service, radio, regional_broadcaster, meta_only, cooperative, technology,
    capital_daily, newsroom_network, authority, amp, broken_markup,
)  # fmt: skip


def pages() -> list[Page]:
    """Every style with every story."""
    made = []
    for style in STYLES:
        for story in STORIES:
            html, other = style(story)
            gold: dict[str, Any] = {
                "title": story.title, "published": story.time, "minute": True, "authors": story.authors, "agencies": (),
                "closing": "", **other,
            }  # fmt: skip
            closing = gold.pop("closing")
            body = f"{body_of(story)}\n\n{closing}" if closing else body_of(story)
            made.append(Page(style=style.__name__, html=html, body=body, **gold))
    return made
