"""Readings in a notebook: everything from outside is escaped, the whole text stays."""

import re
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest

import lagebild
from lagebild.model import Reading
from lagebild.notebook import LONGEST_TEXT, display_in, reading_html

HOSTILE = '<script>alert(1)</script> <b onmouseover="x()">\'&amp;'


def shown_text(html: str) -> str:
    found = re.search(r"<p [^>]*>(.*?)</p>", html, re.S)
    assert found is not None
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


def test_the_text_is_shown_whole_with_marks_that_explain_themselves() -> None:
    reading = lagebild.read("Der Kreml dementierte den Bericht.\n\nMinister <Müller> trat zurück.", published="2022-12")
    html = reading_html(reading)
    assert shown_text(html) == reading.report.text
    assert f"[{reading.events[0].rule}]" in unescape(html)
    assert "bestritten" in html
    assert "denies" not in html
    assert "denied" in reading_html(reading, "en")


def test_nothing_from_outside_becomes_markup() -> None:
    reading = lagebild.read(f"Der Kreml dementierte den Bericht „{HOSTILE}“.", title=HOSTILE, outlet=HOSTILE)
    html = reading_html(reading)
    assert "<script" not in html
    assert "<b " not in html
    assert shown_text(html) == reading.report.text


def test_long_texts_are_cut_and_the_rest_is_counted() -> None:
    reading = lagebild.read("Es regnet. " * 2000)
    assert f"(+{11 * 2000 - LONGEST_TEXT})" in reading_html(reading)


def test_a_shell_learns_to_show_readings_and_none_is_no_shell() -> None:
    learnt: dict[type, object] = {}
    formatter = SimpleNamespace(for_type=learnt.__setitem__)
    display_in(SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter})))
    assert learnt == {Reading: reading_html}
    display_in(None)


def test_the_example_notebook_runs_and_shows_a_reading() -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbclient is not installed: pip install 'lagebild[dev]'")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: pip install 'lagebild[dev]'")
    examples = Path(__file__).parents[1] / "examples"
    notebook = nbformat.read(examples / "notebook.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(examples)}}).execute()
    shown = [output["data"].get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", ())]
    assert "Aussagen" in shown[0]
    assert "<table" in shown[-1]
