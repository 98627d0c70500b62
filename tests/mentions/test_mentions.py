"""Mentions of whole reports: what must hold whatever the text is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.lang import Language
from lagebild.mentions import find_mentions
from lagebild.model import ActorKind, Mentions, Report
from lagebild.text import analyse

WORDS = (
    "Putin Lukaschenko Anna Kessler Moskau Minsk in nach der die das den beiden Männer Minister Präsidentin russische "
    "Polizei Sprecherin des Kreml AFP sagte er sie ihr sein Land Halle Essen ( ) „ “ , . : – 68-Jährige Gewerkschaft "
    "S. EU-Kommission \n\n Ä\u0308rzte 🙂 von Leyen Frankfurt (Oder) \u00ad Tausende"
).split(" ")


def mentions(german: Language, text: str, published: str | None = "2022-12-19") -> Mentions:
    report = Report(id="r", text=text, published=published)
    return find_mentions(analyse(text, german), report, german)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_spans_lie_in_the_text_and_ids_follow_the_order_of_mention(german: Language, text: str) -> None:
    found = mentions(german, text)
    for start, end in (
        *((e.start, e.end) for e in found.entities),
        *((p.start, p.end) for p in found.places),
        *(span for actor in found.actors for span in actor.mentions),
    ):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
    assert [actor.id for actor in found.actors] == [f"a{n}" for n in range(1, len(found.actors) + 1)]
    assert [actor.mentions[0][0] for actor in found.actors] == sorted(actor.mentions[0][0] for actor in found.actors)
    assert all(list(actor.mentions) == sorted(actor.mentions) for actor in found.actors)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "„", "()", "Er.", "😀"])
def test_text_without_names_has_no_named_actor(german: Language, text: str) -> None:
    assert mentions(german, text).places == ()
    assert mentions(german, text).actors == ()


def test_same_report_gives_the_same_mentions(german: Language) -> None:
    text = "Minsk (AFP) – Putin traf Lukaschenko. Die beiden Männer sprachen über Gas, sagte er."
    assert mentions(german, text) == mentions(german, text)


def test_office_depends_on_the_day_of_the_report(german: Language) -> None:
    text = "Angela Merkel besuchte das Museum."
    during = mentions(german, text, "2015-05-05").actors[0]
    after = mentions(german, text, "2023-05-05").actors[0]
    assert (during.sector, after.sector) == ("GOV", "ELI")
    assert "Bundeskanzlerin" in during.offices
    assert after.offices == () or "Bundeskanzlerin" not in after.offices


def test_disputed_place_carries_both_states(german: Language) -> None:
    (place,) = mentions(german, "Auf der Krim wurde gewählt.").places
    assert (place.country, place.disputed, place.controlled_by) == ("UKR", True, "RUS")
    assert place.geo_precision == "admin1"


def test_place_that_nothing_decides_stays_open(german: Language) -> None:
    (place,) = mentions(german, "In Santa Rosa wurde gewählt.").places
    assert (place.country, place.lat, place.rule) == (None, None, "ambiguous")


def test_capital_acts_as_subject_and_is_a_place_after_a_preposition(german: Language) -> None:
    acting = mentions(german, "Nairobi lehnte den Vorschlag ab.")
    assert [(actor.name, actor.kind) for actor in acting.actors] == [("Kenia", ActorKind.STATE)]
    assert mentions(german, "In Nairobi regnete es.").actors == ()


def test_time_grows_linearly_with_the_text(german: Language) -> None:
    from time import process_time

    sentence = "Der Minister Anna Kessler sprach mit Putin. Er lobte die Polizei in Minsk. "
    seconds = []
    for times in (40, 160):
        analysis = analyse(sentence * times, german)
        report = Report(id="r", text=sentence * times)
        begin = process_time()
        find_mentions(analysis, report, german)
        seconds.append(process_time() - begin)
    assert seconds[1] < 12 * seconds[0] + 0.2
