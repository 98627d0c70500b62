"""Citations: the passage with all that it takes to find and check it, and nothing from outside that acts as syntax."""

import pytest

from lagebild.model import Capture, EventType, Reading
from lagebild.present import catalogue
from lagebild.present.citation import bibtex, cited, csl, key_of, text_lines
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report

GERMAN = catalogue("de")
TEXT = "Altstadt (AGM) - Am Hafen gab es einen Brand. Eine Explosion bestritt Ministerin Erika Muster am Abend."


def read(title: str = "Brand am Hafen", outlet: str | None = "Tagesblatt") -> Reading:
    import msgspec

    report = make_report(
        "r1", TEXT, title=title, outlet=outlet, agencies=("AGM",), url="https://tagesblatt.example/a b"
    )
    capture = Capture(source="/home/x/r1.html", fetched="2023-05-09T07:00:00Z", sha256="ab" * 32)
    report = msgspec.structs.replace(report, authors=("Lea Beispiel",), capture=capture)
    quotation = make_quotation(report, "Eine Explosion", holders=("a1",))
    event = make_event(report, "Brand", EventType.ASSAULT)
    return make_reading(report, actors=(make_actor("a1", "Erika Muster"),), events=(event,), quotations=(quotation,))


def test_a_quotation_is_cited_with_speaker_passage_place_and_capture() -> None:
    one = cited(read(), "q1")
    assert (one.passage, one.holders, one.ref) == ("Eine Explosion", ("Erika Muster",), "r1@1#q1")
    assert TEXT[slice(*one.span)] == "Eine Explosion"
    head, passage, capture = text_lines(one, GERMAN)
    assert head == ("Lea Beispiel: „Brand am Hafen“. Tagesblatt / AGM, 08.05.2023. https://tagesblatt.example/a b")
    assert passage == "Erika Muster (gesagt): „Eine Explosion“ (Zeichen 46–60)"
    assert capture == f"abgerufen am 09.05.2023 · sha256 {'ab' * 32} · [r1@1#q1]"


def test_an_event_is_cited_with_the_sentence_of_its_trigger() -> None:
    one = cited(read(), "e1")
    assert one.passage == "Am Hafen gab es einen Brand."
    assert TEXT[slice(*one.span)] == one.passage
    with pytest.raises(KeyError):
        cited(read(), "e9")


def test_what_stands_in_a_title_is_no_syntax_of_bibtex() -> None:
    entry = bibtex(cited(read(title="50 % mehr & {alles} \\input{x} $y$ #1_a~b^c\x1b"), "q1"))
    assert r"title = {{50 \% mehr \& \{alles\} \textbackslash{}input\{x\} \$y\$ \#1\_a\textasciitilde{}b" in entry
    assert "\x1b" not in entry
    assert "url = {https://tagesblatt.example/a%20b}" in entry
    assert "month = may," in entry
    opened = entry.replace(r"\{", "").replace(r"\}", "")
    assert opened.count("{") == opened.count("}")


def test_without_author_the_outlet_stands_in_its_place_and_without_outlet_nobody() -> None:
    import msgspec

    one = msgspec.structs.replace(cited(read(), "q1"), authors=())
    assert "author = {{Tagesblatt}}" in bibtex(one)
    assert "author" not in bibtex(msgspec.structs.replace(one, outlet=None))


def test_csl_has_the_dates_at_the_precision_that_is_known() -> None:
    import msgspec

    one = cited(read(), "q1")
    item = csl(one)
    assert item["issued"] == {"date-parts": [[2023, 5, 8]]}
    assert item["accessed"] == {"date-parts": [[2023, 5, 9]]}
    assert (item["type"], item["container-title"]) == ("article-newspaper", "Tagesblatt")
    assert csl(msgspec.structs.replace(one, published="2023-05"))["issued"] == {"date-parts": [[2023, 5]]}
    assert "issued" not in csl(msgspec.structs.replace(one, published=None))


def test_keys_are_plain_and_differ_by_place() -> None:
    assert key_of(cited(read(outlet="Süd & West {x}"), "q1")) == "sued-west-x-r1-q1"
    assert key_of(cited(read(), "q1")) != key_of(cited(read(), "e1"))
