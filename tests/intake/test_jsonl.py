import json

import pytest

from lagebild.intake import Limits, read_jsonl
from lagebild.lang import Language
from lagebild.model import Rejected, Report


def lines(*values: object) -> list[bytes]:
    return [value if isinstance(value, bytes) else json.dumps(value).encode() + b"\n" for value in values]


def test_text_and_id_are_kept_as_they_are(german: Language) -> None:
    text = "Der\u00a0Rat\r\n tagt\u00ad  heute. Mu\u0308nchen\u200b \u2028 😀\t"
    (report,) = read_jsonl(lines({"id": " 7 ", "text": text}), german)
    assert isinstance(report, Report)
    assert (report.text, report.id) == (text, " 7 ")


def test_fields_are_taken_over_and_credits_read_from_the_text(german: Language) -> None:
    line = {
        "id": 7, "title": "Rat tagt", "published": "19.12.2022 18:30", "outlet": "Blatt", "url": "https://b.example/1",
        "authors": "Eva Muster und Jan Probe", "text": "Ankara (dpa) - Der Rat tagt.", "note": "Probe", "extra": [1],
    }  # fmt: skip
    (report,) = read_jsonl(lines(line), german)
    assert isinstance(report, Report)
    assert (report.id, report.title, report.published) == ("7", "Rat tagt", "2022-12-19T18:30")
    assert (report.outlet, report.url) == ("Blatt", "https://b.example/1")
    assert report.authors == ("Eva Muster", "Jan Probe")
    assert (report.dateline, report.agencies) == ("Ankara", ("dpa",))


def test_a_missing_id_comes_from_the_content(german: Language) -> None:
    one, same, other = read_jsonl(lines({"text": "Eins."}, {"text": "Eins.", "id": None}, {"text": "Zwei."}), german)
    assert isinstance(one, Report)
    assert isinstance(same, Report)
    assert isinstance(other, Report)
    assert one.id == same.id != other.id


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "2", "text": \n', "no JSON"),
        ({"id": "2"}, '"text" is missing'),
        ({"text": ["a"]}, '"text" must be str, not array'),
        ({"text": "a", "title": 5}, '"title" must be str'),
        ({"text": "a", "id": 1.5}, '"id" must be'),
        ({"text": "a", "authors": [1]}, '"authors" must be str, not int'),
        ({"text": " \n"}, '"text" is empty'),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text": "\\ud800"}', "no JSON"),
        (b'"x"', "must be object"),
        (b'{"a":' * 5000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_the_others_go_on(
    german: Language, line: object, reason: str
) -> None:
    found = list(read_jsonl(lines({"text": "Eins."}, b"\n", line, {"text": "Zwei."}), german, source="x.jsonl"))
    assert [type(item) for item in found] == [Report, Rejected, Report]
    bad = found[1]
    assert isinstance(bad, Rejected)
    assert bad.where == 3
    assert reason in bad.reason
    assert bad.remedy
    assert len(bad.sha256) == 64
    assert str(bad).startswith("x.jsonl, line 3: ")


def test_a_json_document_is_rejected_once(german: Language) -> None:
    document = json.dumps([{"text": "Eins."}, {"text": "Zwei."}], indent=1).encode().splitlines(keepends=True)
    (bad,) = read_jsonl(document, german)
    assert isinstance(bad, Rejected)
    assert "jq" in bad.remedy


def test_a_time_that_is_not_understood_is_noted(german: Language) -> None:
    (report,) = read_jsonl(lines({"text": "Eins.", "published": "neulich"}), german)
    assert isinstance(report, Report)
    assert report.published is None
    assert "neulich" in report.notes[0]


def test_a_reading_is_read_again_as_its_report(german: Language) -> None:
    report = {"id": "7", "text": "Eins.", "correction": "update", "version": 2, "replaces": "6"}
    (again,) = read_jsonl(lines({"report": report, "actors": []}), german)
    assert isinstance(again, Report)
    assert (again.id, again.correction, again.version, again.replaces) == ("7", "update", 2, "6")


def test_a_text_beyond_the_limit_is_rejected(german: Language) -> None:
    small, big = read_jsonl(lines({"text": "aaaa"}, {"text": "aaaaa"}), german, limits=Limits(report=4))
    assert isinstance(small, Report)
    assert isinstance(big, Rejected)
