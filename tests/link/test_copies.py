"""Reprints, cuts and edits of a report, and what is none."""

import random

import pytest

from lagebild.link import Copy, CopyKind
from lagebild.link.passages import passages
from lagebild.model import Report
from tests.factories import make_reading, make_report
from tests.link.world import link

ORIGINAL = (
    "Musterstadt (dpa) - Nach tagelangem Regen ist bei Musterstadt ein alter Damm auf dreißig Metern gebrochen. "
    "Die Feuerwehr brachte in der Nacht mehr als zweihundert Anwohner mit Booten in Sicherheit. "
    "Der Bürgermeister sprach am Morgen von einer schweren Prüfung für die ganze Gemeinde. "
    "Ein Sprecher des Landes sagte, die Ursache des Bruchs werde von unabhängigen Fachleuten untersucht. "
    "In den Schulen der Nachbarorte wurden Betten für Familien aufgestellt, deren Häuser unter Wasser stehen. "
    "Der Wetterdienst erwartet bis zum Wochenende keine weiteren Niederschläge in der Region. "
    "Die Bahnstrecke zwischen Musterstadt und Neudorf bleibt nach Angaben der Bahn bis auf Weiteres gesperrt. "
    "Das Land stellte den betroffenen Haushalten eine erste Hilfe von eintausend Euro in Aussicht."
)
SENTENCES = ORIGINAL.split(" - ", 1)[1].split(". ")


def copies_of(*reports: Report) -> tuple[Copy, ...]:
    return link(*(make_reading(report) for report in reports)).copies


def report(id: str, text: str, day: int, outlet: str = "") -> Report:
    return make_report(id, text, published=f"2023-05-{day:02d}", outlet=outlet or f"Blatt {id}")


def test_a_reprint_with_another_dateline_is_a_copy() -> None:
    reprint = ORIGINAL.replace("Musterstadt (dpa) - ", "Berlin. ", 1) + " dpa/xyz"
    (copy,) = copies_of(report("a", ORIGINAL, 1), report("b", reprint, 2))
    assert (copy.report, copy.original, copy.kind) == ("b", "a", CopyKind.COPY)
    assert copy.share > 0.9


@pytest.mark.parametrize("kept", [0.5, 0.7])
def test_a_cut_is_a_copy(kept: float) -> None:
    cut = ". ".join(SENTENCES[: round(len(SENTENCES) * kept)]) + "."
    (copy,) = copies_of(report("a", ORIGINAL, 1), report("b", cut, 2))
    assert copy.original == "a"


def test_an_edited_reprint_in_which_every_sentence_was_touched_is_a_copy() -> None:
    edited = " ".join(" ".join(s.split()[:-1]) + "." for s in ORIGINAL.split(". "))
    (copy,) = copies_of(report("a", ORIGINAL, 1), report("b", edited, 2))
    assert (copy.report, copy.original) == ("b", "a")


def test_the_copied_spans_are_those_that_were_copied() -> None:
    own = "Unsere Redaktion war am Vormittag selbst an der Bruchstelle und hat mit den Helfern gesprochen."
    text = f"{own} {'. '.join(SENTENCES)}"
    (copy,) = copies_of(report("a", ORIGINAL, 1), report("b", text, 2))
    assert [text[start:end] for start, end in copy.spans] == [". ".join(SENTENCES)]


def test_a_report_of_its_own_on_the_same_event_is_no_copy() -> None:
    own = (
        "Der Dammbruch von Musterstadt hat Hunderte Menschen aus dem Schlaf gerissen. Mit Booten holten Feuerwehrleute "
        "die Bewohner aus ihren Häusern. Woran es lag, soll nun ein Gutachten klären. Züge fahren vorerst nicht. "
        "Wer betroffen ist, bekommt vom Land tausend Euro, wie die Regierung zusagte."
    )
    assert not copies_of(report("a", ORIGINAL, 1), report("b", own, 2))


def test_a_sentence_that_stands_everywhere_makes_no_copies() -> None:
    notice = "Dieser Text wurde von unserer Redaktion aus Meldungen verschiedener Agenturen zusammengestellt."
    reports = [report(f"r{i}", f"{' '.join(f'wort{i}x{k}' for k in range(60))}. {notice}", 1) for i in range(40)]
    assert not copies_of(*reports)


def test_of_equal_times_the_smaller_id_is_the_original() -> None:
    (copy,) = copies_of(report("b", ORIGINAL, 1), report("a", ORIGINAL, 1))
    assert (copy.report, copy.original) == ("b", "a")


def test_a_copy_of_a_copy_is_a_copy_of_the_first() -> None:
    cut = ". ".join(SENTENCES[:6]) + "."
    shorter = ". ".join(SENTENCES[:4]) + "."
    found = copies_of(report("a", ORIGINAL, 1), report("b", cut, 2), report("c", shorter, 3))
    assert {copy.report: copy.original for copy in found} == {"b": "a", "c": "a"}


def test_a_changed_text_of_the_same_outlet_is_an_update_and_the_same_text_a_copy() -> None:
    changed = ORIGINAL.replace("zweihundert", "dreihundert")
    (update,) = copies_of(report("a", ORIGINAL, 1, "Bote"), report("b", changed, 2, "Bote"))
    assert update.kind is CopyKind.UPDATE
    (twice,) = copies_of(report("a", ORIGINAL, 1, "Bote"), report("b", ORIGINAL, 2, "Bote"))
    assert twice.kind is CopyKind.COPY


def test_the_order_of_arrival_does_not_matter() -> None:
    reports = [report(f"r{i}", ". ".join(SENTENCES[i % 3 :]) + ".", 1 + i % 5) for i in range(12)]
    first = copies_of(*reports)
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        assert copies_of(*reports) == first


def test_five_hundred_copies_of_one_report_are_found_without_comparing_all_with_all() -> None:
    found = copies_of(*(report(f"r{i:03d}", ORIGINAL, 1) for i in range(500)))
    assert {copy.original for copy in found} == {"r000"}
    assert len(found) == 499


@pytest.mark.parametrize("text", ["", " \n", "Kurz.", "wort " * 20000])
def test_odd_texts_are_compared_without_harm(text: str) -> None:
    copies_of(report("a", text, 1), report("b", ORIGINAL, 2))


def test_a_dateline_belongs_to_no_sentence() -> None:
    for head in ("Musterstadt (dpa) - ", "MUSTERSTADT (AFP). ", "Berlin/Musterstadt - ", ""):
        text = f"{head}Nach tagelangem Regen ist ein alter Damm gebrochen."
        (passage,) = passages(text)
        assert text[slice(*passage.span)].startswith("Nach tagelangem")


def test_dates_initials_and_titles_end_no_sentence() -> None:
    text = "Am 6. Juni und am 12. Juli traf Dr. A. Muster in St. Gallen ein. Im Jahr 2023. Dann reiste sie ab."
    assert [text[slice(*p.span)].split()[0] for p in passages(text)] == ["Am", "Im", "Dann"]
