"""The pages in a real Chromium: what a reader does and sees."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from lagebild.lang import Language
from lagebild.pipeline import read
from lagebild.store import Store, add_reading, ledger, open_store, relink
from tests.web.chromium import chromium, needs_chromium, served
from tests.web.conftest import REPORTS

pytestmark = needs_chromium
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    """The page, served by a process of its own on a free port."""
    with served(store.where) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A headless Chromium."""
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def views(store: Store) -> list[str]:
    """An address of every view."""
    contested = max(ledger(store), key=lambda event: len(event.positions))
    return ["/", "/?lanes=actor&status=actual", "/?since=1990&until=1991", "/ereignisse?sort=-sources",
            f"/ereignisse/{contested.id}", "/berichte", "/berichte/a1", f"/berichte/{quote('böse')}",
            "/vergleich?links=a1&rechts=b/2.html", "/suche", "/suche?q=Minsk", "/suche?q=xyzzy",
            "/gibt-es-nicht", "/akteure", "/akteure/state:UKR", "/karte", "/netz", "/netz?way=quotes", "/api",
            "/einfuegen"]  # fmt: skip


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_view_is_accessible_and_silent(lang: str, theme: str, address: str, views: list[str], browser) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(color_scheme=theme, bypass_csp=True)
    context.add_cookies([{"name": "lang", "value": lang, "url": address}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    found = []
    for view in views:
        page.goto(address + view)
        page.add_script_tag(path=str(AXE))
        result = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        found += [
            (view, v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"]) for v in result["violations"]
        ]
    assert not found
    assert [line for line in said if "404" not in line] == []
    context.close()


def test_reader_finds_a_denial_and_the_sentence_that_says_so(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/berichte")
    page.get_by_role("link", name="Kreml dementiert").click()
    assert "Lukaschenko" in page.locator("aside").inner_text()
    page.locator("aside .note-list a", has_text="Lukaschenko").first.click()
    assert page.locator(".piece:focus").count() == 1
    assert "Lukaschenko" in page.locator("#erklaerung").inner_text()
    page.get_by_role("searchbox").first.fill("Demonstranten")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche?*")
    assert page.locator(".hits li").count() == 1
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert not errors
    page.close()


def test_the_start_page_leads_to_the_sentence_that_denies(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(address)
    page.locator(".facts a[href='#strittig']").click()
    denies = page.locator(".part-contested .sides div:nth-child(2) a")
    assert denies.first.inner_text() == "Dmitri Peskow"
    denies.first.click()
    page.wait_for_url("**/berichte/streit#*")
    page.wait_for_selector(".piece.lit")
    assert "zurück" in "".join(page.locator(".piece.lit").all_inner_texts())
    assert "Dmitri Peskow" in page.locator("#erklaerung").inner_text()
    page.close()


def test_hostile_title_and_text_do_not_run(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    for path in ("/", "/berichte", "/berichte/b%C3%B6se", "/suche?q=gekapert"):
        page.goto(address + path)
        assert page.title() != "gekapert"
    page.close()


def test_no_page_scrolls_sideways_on_a_telephone(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 360, "height": 640})
    for path in ("/", "/ereignisse", "/berichte", "/berichte/a1", "/suche?q=Minsk", "/akteure", "/karte", "/netz"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()


def test_disputed_areas_are_hatched_whatever_the_base_map_draws(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(address + "/karte")
    page.wait_for_selector(".land")
    for area in ("krim", "kosovo", "taiwan", "westsahara"):
        drawn = page.locator(f'path.disputed[data-area="{area}"]')
        assert drawn.count() == 1, area
        assert drawn.get_attribute("fill") == "url(#umstritten)"
        box = drawn.evaluate("node => { const b = node.getBBox(); return [b.width, b.height]; }")
        assert 0 < box[0] < 100, area
        assert 0 < box[1] < 100, area
    page.close()


def test_keyboard_alone_leads_through_the_views(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(address + "/")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/berichte")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/berichte/**")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    page.keyboard.press("/")
    page.keyboard.type("Minsk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche?q=Minsk")
    page.close()


def test_dragging_in_the_strip_sets_the_days_in_the_address(address: str, browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(address + "/")
    box = page.locator(".drawing .overlay").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 10, steps=5)
    page.mouse.up()
    page.wait_for_url("**since=*until=*")
    page.wait_for_selector(".chips")
    assert page.locator(".drawing svg").count() == 1
    page.close()


def test_a_correction_is_taken_back_and_news_appear_without_loading(tmp_path: Path, german: Language, browser) -> None:  # type: ignore[no-untyped-def]
    with open_store(tmp_path / "own.db") as own:
        add_reading(own, read(REPORTS[3], german))
        relink(own, german)
        event = next(iter(ledger(own)))
        with served(own.where) as address:
            page = browser.new_page()
            page.goto(f"{address}/ereignisse/{event.id}")
            page.check("input[name=kind][value=note]")
            page.fill(".amend input[name=author]", "Ada")
            page.fill(".amend input[name=text]", "Bitte prüfen")
            page.click(".amend button")
            page.wait_for_selector(".remarks")
            assert "Bitte prüfen" in page.locator(".remarks").inner_text()
            page.click(".remarks summary")
            page.fill(".remarks input[name=author]", "Ada")
            page.click(".remarks form button")
            page.wait_for_selector(".remarks", state="detached")
            page.goto(f"{address}/berichte")
            assert page.locator("tbody tr").count() == 1
            add_reading(own, read(REPORTS[0], german))
            relink(own, german)
            page.evaluate("() => { const l = document.querySelector('.live'); "
                          "htmx.ajax('GET', l.getAttribute('hx-get'), {source: l, target: l}); }")  # fmt: skip
            page.wait_for_function("document.querySelectorAll('tbody tr').length === 2")
            page.close()
