"""Agreement: the figures of the literature, pairing of events, joining of codings."""

import io
from pathlib import Path

import pytest

from lagebild.model import InputError
from lagebild.validation import Coded, Row, adjudicate, agreement, evaluate, krippendorff_alpha, read_sheet


def coded(type_: str, status: str = "actual", country: str = "RUS") -> Coded:
    return Coded((type_, status, country, "", "", "", "", ""))


def row(sentence: int, *events: Coded, report: str = "r1") -> Row:
    return Row(report=report, published="2023", sentence=sentence, text=f"Satz {sentence}.", events=events)


def test_alpha_is_that_of_the_examples_in_krippendorff_2011() -> None:
    meg, owen = "0100000010", "1110010000"
    assert krippendorff_alpha(zip(meg, owen, strict=True)) == pytest.approx(0.095, abs=0.0005)
    assert krippendorff_alpha(zip("aabbdcccedda", "babbbccceddd", strict=True)) == pytest.approx(0.692, abs=5e-4)
    coders = ["123321412...", "1233224125.3", ".33323422 51.".replace(" ", ""), "1233244125" + "1."]
    units = [[None if v == "." else v for v in unit] for unit in zip(*coders, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_says_nothing_where_nothing_varies() -> None:
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([("a", None), (None, "b")]) is None


def test_equal_codings_agree_and_the_order_of_events_means_nothing() -> None:
    a = [row(1, coded("ASSAULT"), coded("ACCUSE", "planned")), row(2), row(1, coded("CONSULT"), report="r2")]
    b = [row(1, coded("ACCUSE", "planned"), coded("ASSAULT")), row(2), row(1, coded("CONSULT"), report="r2")]
    found = {each.field: each for each in agreement(a, b)}
    assert found["event"].alpha == found["type"].alpha == found["status"].alpha == 1
    assert (found["event"].units, found["type"].units) == (3, 3)


def test_what_only_one_coder_has_counts_against_the_type_and_not_against_the_status() -> None:
    a = [row(1, coded("ASSAULT"), coded("ACCUSE")), row(2, coded("AID", "planned"))]
    b = [row(1, coded("ASSAULT")), row(2, coded("AID", "possible"))]
    found = {each.field: each for each in agreement(a, b)}
    assert (found["type"].units, found["type"].equal) == (3, pytest.approx(2 / 3))
    assert (found["status"].units, found["status"].equal) == (2, 0.5)
    assert found["type"].low is not None
    assert found["type"].low <= found["type"].alpha <= found["type"].high  # type: ignore[operator]


def test_different_samples_cannot_be_compared() -> None:
    with pytest.raises(InputError, match="1 stand in one of them only, the first is sentence 2 of r1"):
        agreement([row(1), row(2)], [row(1)])


def test_a_joined_sheet_is_gold_only_when_everything_is_decided(tmp_path: Path) -> None:
    a = [row(1, coded("ASSAULT")), row(2), row(3, coded("AID"))]
    b = [row(1, coded("ASSAULT")), row(2, coded("ACCUSE")), row(3, coded("AID"))]
    out = io.StringIO(newline="")
    assert adjudicate(a, b, out) == 1
    path = tmp_path / "gold.csv"
    path.write_text(out.getvalue(), "utf-8")
    with pytest.raises(InputError, match="2 rows are not decided: lines 3, 4"):
        read_sheet(path)
    lines = out.getvalue().splitlines(keepends=True)
    path.write_text("".join((*lines[:2], lines[3].replace("?", ""), *lines[4:])), "utf-8")
    assert read_sheet(path) == b


def test_the_reader_is_weighted_back_to_the_population() -> None:
    gold = [row(1, coded("ASSAULT")), row(1, coded("AID", country="FRA DEU"), report="r2")]
    found = [row(1, coded("ASSAULT"), coded("ACCUSE")), row(1, coded("AID", country="FRA"), report="r2")]
    plain = {score.field: score for score in evaluate(gold, found, {})}
    assert (plain["type"].precision, plain["type"].recall) == (pytest.approx(2 / 3), 1.0)
    assert plain["actor_country"].recall == pytest.approx(2 / 3)
    assert plain["actor_country"].precision == 1.0
    heavy = {score.field: score for score in evaluate(gold, found, {"r1": 1.0, "r2": 8.0})}
    assert heavy["type"].precision == pytest.approx(9 / 10)
    assert heavy["date"].f1 is None
