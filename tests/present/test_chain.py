"""Source chains in words."""

from lagebild.model import ActorKind, Position, Voucher
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


def test_a_report_without_outlet_is_called_by_its_id_and_its_agency_is_no_outlet() -> None:
    for chain, way in ((), "r7 ← niemand genannt"), (("AFP",), "r7 ← AFP ← niemand genannt"):
        report = make_report("r7", outlet=None, agencies=("AFP",))
        quotation = make_quotation(report, "Musterstadt", anonymous=True, chain=chain)
        assert source_line(quotation, make_reading(report), GERMAN) == way


def test_an_agency_that_speaks_itself_is_named_once() -> None:
    report = make_report("r7", outlet=None, agencies=("AFP",))
    quotation = make_quotation(report, "Musterstadt", holders=("a1",))
    read = make_reading(report, actors=(make_actor("a1", "AFP", ActorKind.MEDIUM),), quotations=(quotation,))
    assert source_line(quotation, read, GERMAN) == "r7 ← AFP"


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
