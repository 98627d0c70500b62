import pytest

from lagebild.intake.decode import decode

TEXT = "Der Sprecher sagte: „Wir prüfen das“ – über Größe und Maß der Räte in Österreich müsse man reden."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_the_text_is_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize("encoding", ["cp850", "iso8859-1"])
def test_code_pages_without_german_quotes(encoding: str) -> None:
    plain = TEXT.replace("„", '"').replace("“", '"').replace("–", "-")
    assert decode(plain.encode(encoding)).text == plain


def test_utf8_needs_no_note_and_others_have_one() -> None:
    assert decode(TEXT.encode()).notes == ()
    assert decode(TEXT.encode("cp1252")).notes == ("Encoding: windows-1252.",)


def test_broken_utf8_is_replaced_and_noted() -> None:
    decoded = decode(TEXT.encode() + b" Stra\xc3e \xff Ende")
    assert decoded.text == TEXT + " Stra\ufffde \ufffd Ende"
    assert decoded.notes == ("Broken bytes replaced by U+FFFD: 2.",)


def test_a_replacement_character_that_was_there_before_is_not_counted() -> None:
    assert decode("Stra\ufffde, größer".encode()).notes == ()


def test_a_page_is_read_in_the_charset_that_it_declares() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź</p>'
    assert decode(page.encode("iso-8859-2"), page=True).text == page


def test_a_declared_charset_that_does_not_exist_is_passed_over() -> None:
    page = '<meta charset="none-such"><p>Größe</p>'
    assert decode(page.encode("cp1252"), page=True).text == page
