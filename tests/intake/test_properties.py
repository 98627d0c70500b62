"""What holds for every input."""

import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.intake import read_jsonl, read_source, read_text
from lagebild.intake.dates import parse_date
from lagebild.intake.normalise import normalise
from lagebild.intake.rules import rules_for
from lagebild.lang import load
from lagebild.model import InputError, Rejected, Report

GERMAN = load("de")
PIECES = st.sampled_from(
    (
        "Von Eva Muster|date 2022-12 Titel|Minsk –|BERLIN (dpa) -|Der Rat tagt am Montag|Datum: 19.12.2022|Titel: Rat|"
        "Quelle: Blatt|Update:|(Eva Muster)|(dpa)|dpa/abc|.|{|<p>|„|“|\n|\n\n|\r\n| |\t|\x00|\u2028|u\u0308|\u00a0|"
        "\u00ad|\u200b"
    ).split("|")
)
TEXTS = st.one_of(st.text(st.characters(codec="utf-8"), max_size=300), st.lists(PIECES, max_size=40).map(" ".join))
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(TEXTS)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@FEW
@given(TEXTS)
def test_the_text_of_a_report_stands_in_its_normalised_input(text: str) -> None:
    try:
        report = read_text(text, GERMAN)
    except InputError:
        return
    whole = normalise(text).text
    assert normalise(report.text).text == report.text
    assert whole.endswith(report.text[report.text.rfind("\n\n") + 1 :].lstrip("\n"))
    for paragraph in report.text.split("\n"):
        assert paragraph in whole


@FEW
@given(TEXTS.filter(lambda text: text.strip()), st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_json_lines_keep_text_and_id_code_point_for_code_point(text: str, id: str) -> None:
    for escaped in (True, False):
        line = json.dumps({"id": id, "text": text}, ensure_ascii=escaped).encode()
        (report,) = read_jsonl([line], GERMAN)
        assert isinstance(report, Report)
        assert (report.text, report.id) == (text, id)


@FEW
@given(
    st.one_of(st.binary(max_size=400), TEXTS.map(str.encode), st.binary(max_size=200).map(lambda b: b"<html><p>" + b))
)
def test_no_bytes_end_in_anything_but_a_report_or_a_rejection(data: bytes) -> None:
    found = list(read_source("-", GERMAN, stdin=io.BytesIO(data)))
    assert found or not data.strip()
    for item in found:
        assert isinstance(item, Report) or (isinstance(item, Rejected) and item.reason and item.remedy)


@FEW
@given(st.datetimes(), st.sampled_from(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]))
def test_iso_dates_come_out_as_they_went_in(moment, pattern: str) -> None:  # type: ignore[no-untyped-def]
    value = moment.strftime(pattern)
    expected = value if 1800 <= moment.year <= 2200 else None
    assert parse_date(value, rules_for(GERMAN)) == expected
