"""Source chains in words."""

from lagebild.model import Position, Voucher
from lagebild.present import catalogue, position_line, source_line, vouchers
from tests.factories import make_actor, make_event, make_quotation, make_reading, make_report

GERMAN = catalogue("de")


def test_the_chain_leads_from_the_outlet_to_the_speaker() -> None:
    report = make_report(outlet="Tagesblatt")
    quotation = make_quotation(report, "Musterstadt", holders=("a1",), chain=("AFP", "russische Medien"))
    reading = make_reading(report, actors=(make_actor("a1", "Lukaschenko"),), quotations=(quotation,))
    assert source_line(quotation, reading, GERMAN) == "Tagesblatt ← AFP ← russische Medien ← Lukaschenko"


def test_a_statement_of_nobody_says_so() -> None:
    report = make_report(outlet="Tagesblatt")
    quotation = make_quotation(report, "Musterstadt", anonymous=True)
    reading = make_reading(report, quotations=(quotation,))
    assert source_line(quotation, reading, GERMAN) == "Tagesblatt ← niemand genannt"


def test_a_report_without_outlet_is_called_by_its_agency_or_id() -> None:
    for agencies, name in (("AFP",), "AFP"), ((), "r7"):
        report = make_report("r7", outlet=None, agencies=agencies)
        quotation = make_quotation(report, "Musterstadt", anonymous=True)
        assert source_line(quotation, make_reading(report), GERMAN) == f"{name} ← niemand genannt"


def test_a_report_in_its_own_voice_has_nobody_behind_it() -> None:
    assert position_line(Position(report="r1"), "Tagesblatt", GERMAN) == "Tagesblatt"
    assert position_line(Position(report="r1", anonymous=True), "Tagesblatt", GERMAN).endswith("nicht genannte Quelle")


def test_who_vouches_is_spelled_out() -> None:
    report = make_report()
    event = make_event(report, "trafen", according_to=("a1",))
    reading = make_reading(report, actors=(make_actor("a1", "Dmitri Peskow"),), events=(event,))
    assert vouchers(event, reading, GERMAN) == "Gewähr: Dmitri Peskow"
    assert vouchers(make_event(report, "trafen"), reading, GERMAN) == "sagt der Bericht selbst"
    assert isinstance(event.according_to[0], Voucher)
