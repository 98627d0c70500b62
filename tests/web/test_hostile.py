"""Hostile texts in every field of a report, looked at in a real browser: none of them may run."""

from pathlib import Path
from urllib.parse import quote

import pytest

from lagebild.lang import Language
from lagebild.model import Report
from lagebild.pipeline import read
from lagebild.store import add_reading, ledger, open_store, relink
from tests.web.chromium import chromium, needs_chromium, served

pytestmark = needs_chromium

FOREIGN = """document.querySelectorAll(
    'main script:not([type="application/json"]), main img, main iframe, main base').length"""
DOES = "document.title='gekapert'"
PATTERNS = [
    "<script>{}</script>",
    "</script><script>{}</script>",
    "</textarea><script>{}</script>",
    "</title><script>{}</script>",
    "<img src=x onerror={}>",
    '"><img src=x onerror="{}">',
    "'><svg onload={}>",
    "<svg/onload={}>",
    "<body onload={}>",
    '" onmouseover="{}" autofocus onfocus="{}" x="',
    "' onfocus='{}' autofocus='",
    "<iframe srcdoc='<script>{}</script>'>",
    '<a href="javascript:{}">x</a>',
    "javascript:{}",
    "<math><mtext><script>{}</script>",
    "{{{{ {} }}}}",
    "${{{}}}",
    "<!--><script>{}</script>-->",
    "]]><script>{}</script>",
    "<details open ontoggle={}>",
    "<video><source onerror={}>",
    "<object data='javascript:{}'>",
    "<embed src='javascript:{}'>",
    "<form><button formaction='javascript:{}'>x",
    "<input autofocus onfocus={}>",
    "<link rel=stylesheet href='data:text/css,*{{}}' onload={}>",
    "<base href='//evil.example/'>{}",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<div hx-get='/gesund' hx-trigger=load hx-on::load='{}'>x",
    "<div hx-on:click='{}' hx-vals='js:{{a:{}}}' hx-trigger=load hx-post=/einfuegen>x",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "<scr\u0000ipt>{}</script>",
    "＜script＞{}＜/script＞",
    "<ScRiPt>{}</sCrIpT>",
    "<template><script>{}</script></template>",
    '<noscript><p title="</noscript><img src=x onerror={}>">',
    "<x onclick={} tabindex=1 id=x>#x",
    "<style>@import 'x'</style><script>{}</script>",
    "<marquee onstart={}>",
    "%3Cscript%3E{}%3C/script%3E",
]


def payloads() -> list[str]:
    """Each pattern plain, behind a name, in quotation marks, and doubled."""
    made = [pattern.replace("{{", "{").replace("}}", "}").replace("{}", DOES) for pattern in PATTERNS]
    return [shape.format(each) for each in made for shape in ("{0}", "Minister {0}", "„{0}“", "{0}{0}")]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, german: Language) -> tuple[str, list[str]]:
    """A store of reports in which every field is hostile, and the addresses of its pages."""
    store = open_store(Path(tmp_path_factory.mktemp("hostile")) / "hostile.db")
    found = payloads()
    for n in range(0, len(found), 4):
        title, outlet, author, place = found[n : n + 4]
        text = (
            f"Minsk (npa) – Präsident Alexander Lukaschenko hat am Montag in Minsk {place} angegriffen. "
            f"Minister {author} sagte: „{title}“ Die Gewerkschaft {outlet} dementierte das."
        )
        report = Report(
            id=f"r{n}-{title[:40]}", title=title, outlet=outlet, authors=(author,), dateline=place, url=title,
            agencies=(author,), published="2023-05-01", text=text, notes=(outlet,),
        )  # fmt: skip
        add_reading(store, read(report, german))
    relink(store, german)
    events = list(ledger(store))
    actors = {party.id for event in events for party in (*event.actors, *event.recipients)}
    paths = ["/", "/?lanes=actor", "/ereignisse", "/berichte", "/akteure", "/karte", "/netz", "/netz?way=quotes"]
    paths += [f"/berichte/{quote(f'r{n}-{found[n][:40]}')}" for n in range(0, len(found), 4)]
    paths += [f"/ereignisse/{event.id}" for event in events[:12]]
    paths += [f"/akteure/{quote(key)}" for key in sorted(actors)[:12]]
    paths += [f"/suche?q={quote(each)}" for each in found[:12]]
    paths += [f"/?named={quote(found[0])}&country={quote(found[4])}&outlet={quote(found[8])}"]
    where = store.where
    store.close()
    return where, paths


def test_no_hostile_text_runs_anywhere(hostile: tuple[str, list[str]]) -> None:
    where, paths = hostile
    assert len(payloads()) >= 150
    with served(where) as address, chromium() as browser:
        page = browser.new_page()  # type: ignore[attr-defined]
        said: list[str] = []
        page.on("dialog", lambda dialog: said.append(dialog.message) or dialog.dismiss())
        page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:", "blob:")) else said.append(request.url),
        )
        for path in paths:
            answer = page.goto(address + path)
            assert answer.status in (200, 404), path
            for marked in page.locator(".text .piece, .drawing .event").all()[:3]:
                marked.dispatch_event("pointerenter")
            assert page.title() != "gekapert", path
            assert page.evaluate(FOREIGN) == 0, path
        assert said == []
