"""Spans, ids, nesting, dates and bounds of quotations; the sentences themselves are in cases/."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.lang import Language
from lagebild.mentions import find_mentions
from lagebild.model import (
    Analysis,
    EventMention,
    EventType,
    Mentions,
    Quotation,
    QuotationType,
    Report,
    Span,
    Stance,
)  # fmt: skip
from lagebild.quotes import find_quotations, link_targets
from lagebild.text import analyse

PIECES = (
    "Die Polizei sagte, ", "„Wir gehen“", "“", "»", "der Mann sei tot. ", "Laut ", "Ministerin Wendt", ", so ", "\n\n",
    "Er habe geschossen. ", ": ", "wie die dpa berichtet", ", dass ", "(", ";", "soll gestohlen haben", "nicht ",
    "Das ", "dementierte die Armee. ", "heißt es", "🙂", "nach Angaben ",
)  # fmt: skip


def quotations(text: str, german: Language, published: str | None = None) -> tuple[Quotation, ...]:
    report = Report(id="r", text=text, published=published)
    analysis = analyse(text, german)
    return find_quotations(analysis, find_mentions(analysis, report, german), report, german)


def cut(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_spans_follow_the_conventions_of_the_corpus(german: Language) -> None:
    text = "Die Lage sei ernst, sagte Ministerin Clara Wendt der Presse."
    (found,) = quotations(text, german)
    assert cut(text, found.spans) == ["Die Lage sei ernst"]
    assert cut(text, found.speaker) == ["Ministerin Clara Wendt"]
    assert cut(text, found.cue) == ["sagte"]
    assert cut(text, found.frame) == [", sagte Ministerin Clara Wendt der Presse"]
    assert cut(text, found.addressee) == ["der Presse"]


def test_a_source_inside_the_content_leaves_two_spans(german: Language) -> None:
    text = "Zwei Menschen starben nach Angaben der Polizei bei dem Unfall."
    (found,) = quotations(text, german)
    assert cut(text, found.spans) == ["Zwei Menschen starben", "bei dem Unfall"]
    assert cut(text, found.speaker) == ["Angaben der Polizei"]
    assert cut(text, found.cue) == ["nach"]


def test_a_reported_act_is_the_whole_sentence_without_cue_and_frame(german: Language) -> None:
    text = "Ministerin Clara Wendt kritisierte den Plan."
    (found,) = quotations(text, german)
    assert (cut(text, found.spans), found.cue, found.frame) == ([text], (), ())


def test_ids_follow_the_text_and_parts_name_their_parent(german: Language) -> None:
    text = "Der Konzern erklärte, die Anlage sei „absolut sicher“. Die Polizei sagte, sie prüfe das."
    found = quotations(text, german)
    assert [q.id for q in found] == ["q1", "q2", "q3"]
    assert [q.parent for q in found] == [None, "q1", None]


def test_a_date_in_the_frame_says_when_it_was_said(german: Language) -> None:
    text = "Die Lage sei ernst, sagte Ministerin Clara Wendt am Montag (19. Dezember)."
    (found,) = quotations(text, german, "2022-12-20")
    assert found.said == "2022-12-19"


def test_a_date_in_the_content_says_nothing_about_the_saying(german: Language) -> None:
    text = "Ministerin Clara Wendt sagte, am 19. Dezember schneie es."
    found = quotations(text, german, "2022-12-20")
    assert [q.said for q in found if q.type == QuotationType.INDIRECT] == [None]


def test_a_quote_that_never_closes_ends_with_its_paragraph(german: Language) -> None:
    text = "„Wir bleiben hier, sagte der Wirt. Er ging.\n\nAm Abend regnete es.\n\nDas Fest fiel aus."
    end = text.index("\n\n")
    assert all(span[1] <= end for q in quotations(text, german) for span in q.spans)


def test_a_report_without_speech_has_no_quotations(german: Language) -> None:
    assert quotations("Am Abend regnete es. Der Zug kam um acht Uhr an.", german) == ()


def test_empty_text_has_no_quotations(german: Language) -> None:
    assert find_quotations(analyse("", german), Mentions(), Report(id="r", text=""), german) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_spans_of_any_text_lie_in_it_in_order(german: Language, text: str) -> None:
    for found in quotations(text, german):
        assert found.spans
        for spans in (found.spans, found.speaker, found.cue, found.frame, found.addressee):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert list(spans) == sorted(spans)


MARKED = st.lists(
    st.sampled_from(
        (*'„“”"»«‚‘', "Wir gehen. ", "sagte Minister Pavel Dorin", ": ", ", ", "Der Saal war voll. ", "Frage: ", "so ")
    ),
    min_size=1,
    max_size=12,
).map("".join)
BEHIND = "Der Markt schließt um acht."


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MARKED)
def test_marks_that_do_not_balance_harm_one_paragraph(german: Language, damaged: str) -> None:
    text = f"{damaged}\n\n{BEHIND}\n\n{BEHIND}"
    ends = [end for found in quotations(text, german) for _, end in found.spans]
    assert max(ends, default=0) <= len(damaged) + 2


@pytest.mark.parametrize(
    "unit", ["„Ja“, sagte er. ", "Er sagte, er gehe. ", "Laut Polizei kam er. ", "„", "Das sei so. "]
)
def test_time_grows_with_the_length_of_the_text(german: Language, unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        analysis = analyse(text, german)
        start = time.process_time()
        find_quotations(analysis, Mentions(), Report(id="r", text=text), german)
        return time.process_time() - start

    seconds(10)
    assert seconds(1600) < 20 * seconds(200) + 0.5


def event(text: str, trigger: str) -> EventMention:
    start = text.index(trigger)
    return EventMention(id="e1", type=EventType.ASSAULT, trigger=(start, start + len(trigger)))


def linked(text: str, german: Language, *events: EventMention) -> tuple[Quotation, ...]:
    analysis: Analysis = analyse(text, german)
    return link_targets(analysis, quotations(text, german), events, german)


def test_a_denial_that_repeats_a_word_targets_its_event(german: Language) -> None:
    text = "Am Abend kam es zu einem Angriff auf die Brücke. Die Armee bestritt den Angriff."
    found = linked(text, german, event(text, "Angriff"))
    assert [q.targets for q in found if q.stance == Stance.DENIES] == [("e1",)]


def test_silence_about_what_was_just_said_targets_the_event_before(german: Language) -> None:
    text = "In der Nacht wurde die Brücke gesprengt. Die Armee wollte sich dazu nicht äußern."
    found = linked(text, german, event(text, "gesprengt"))
    assert [q.targets for q in found if q.stance == Stance.NO_COMMENT] == [("e1",)]


def test_a_plain_statement_targets_nothing(german: Language) -> None:
    text = "In der Nacht wurde die Brücke gesprengt. Die Armee sagte, es regne."
    assert [q.targets for q in linked(text, german, event(text, "gesprengt"))] == [()]


def test_a_clause_whose_verb_stands_in_another_one_frames_nothing(german: Language) -> None:
    text = (
        "Bereits in der Nacht zum Mittwoch wurde in Brandenburg der Alarm ausgelöst, etwa „acht Stunden früher“ als "
        "erwartet, im Landkreis Oder steht er bevor."
    )
    assert all("erwartet" not in cut(text, found.cue) for found in quotations(text, german))
