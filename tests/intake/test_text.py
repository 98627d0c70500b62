"""Reports in the shapes in which they are passed on."""

import pytest

from lagebild.intake import Limits, read_text
from lagebild.lang import Language
from lagebild.model import Correction, InputError

BODY = "Der Rat hat am Montag über die Lage beraten. Eine Entscheidung ist nicht gefallen."


def test_date_and_title_on_the_first_line_then_author_and_dateline(german: Language) -> None:
    text = (
        " date 2022-12 Minister wollen über Getreide reden\n\nVon: Eva Muster\n\nDer Teaser steht hier. Er ist kurz."
        f"\n\nAnkara – {BODY}\n\nHandel: Die Preise steigen\n\n{BODY} Das berichtet die Nachrichtenagentur AFP."
        " (Eva Muster)\n"
    )
    report = read_text(text, german)
    assert report.title == "Minister wollen über Getreide reden"
    assert (report.published, report.authors, report.dateline) == ("2022-12", ("Eva Muster",), "Ankara")
    assert report.agencies == ("AFP",)
    assert report.text.startswith("Der Teaser")
    assert "\n\nHandel: Die Preise steigen\n\n" in report.text
    assert report.text.endswith("(Eva Muster)")
    assert "Von:" not in report.text


@pytest.mark.parametrize(
    ("first", "published"),
    [
        ("date 2022-12-19 Titel", "2022-12-19"),
        ("date 2022 Titel", "2022"),
        ("Datum: 19. Dezember 2022 Titel", "2022-12-19"),
        ("19.12.2022, 18:30 Uhr Titel", "2022-12-19T18:30"),
        ("Stand: 19.12.2022 18.30 Uhr | Titel", "2022-12-19T18:30"),
        ("2022-12-19T18:30+01:00 Titel", "2022-12-19T18:30+01:00"),
        ("Montag, 19. Dezember 2022, 18:30 Uhr MEZ – Titel", "2022-12-19T18:30+01:00"),
    ],
)
def test_dates_keep_the_precision_that_they_have(german: Language, first: str, published: str) -> None:
    report = read_text(f"{first}\n\n{BODY}", german)
    assert (report.published, report.title, report.text) == (published, "Titel", BODY)


def test_a_title_that_begins_with_a_year_is_no_date(german: Language) -> None:
    report = read_text(f"2022 war ein Jahr der Krisen\n\n{BODY}", german)
    assert (report.title, report.published) == ("2022 war ein Jahr der Krisen", None)


def test_a_day_that_does_not_exist_is_no_date(german: Language) -> None:
    assert read_text(f"date 2022-02-30 Titel\n\n{BODY}", german).published is None


def test_front_block_fills_the_fields_and_leaves_the_text(german: Language) -> None:
    report = read_text(
        "Id: x-7\nDatum: 19.12.2022 18:30\nMedium: Blatt Nord\nTitel: Rat tagt: ohne Ergebnis\n"
        "Autor: Eva Muster und Jan Probe, dpa\nURL: https://blatt.example/a\nRessort: Politik\n"
        f"Hinweis: Übungsbericht\n\n{BODY}",
        german,
    )
    assert (report.id, report.published, report.outlet) == ("x-7", "2022-12-19T18:30", "Blatt Nord")
    assert (report.title, report.url) == ("Rat tagt: ohne Ergebnis", "https://blatt.example/a")
    assert (report.authors, report.agencies) == (("Eva Muster", "Jan Probe"), ("dpa",))
    assert report.text == BODY
    assert "Note: Übungsbericht" in report.notes
    assert report.correction is None


def test_an_agency_as_source_is_no_outlet(german: Language) -> None:
    report = read_text(f"Quelle: dpa\nDatum: 19.12.2022\n\n{BODY}", german)
    assert (report.outlet, report.agencies) == (None, ("dpa",))


def test_subhead_with_colon_is_no_front_block(german: Language) -> None:
    report = read_text(f"Wirtschaft: Die Preise steigen\n\n{BODY}", german)
    assert report.title == "Wirtschaft: Die Preise steigen"


def test_a_text_without_title_keeps_its_first_sentence(german: Language) -> None:
    report = read_text(f"{BODY}\n\n{BODY}", german)
    assert report.title is None
    assert report.text == f"{BODY}\n\n{BODY}"


def test_a_text_of_one_line_is_text_and_no_title(german: Language) -> None:
    assert read_text("Rat tagt ohne Ergebnis", german).text == "Rat tagt ohne Ergebnis"


@pytest.mark.parametrize(
    ("line", "authors", "agencies"),
    [
        ("Von Eva Muster", ("Eva Muster",), ()),
        ("Von: Eva Muster", ("Eva Muster",), ()),
        ("VON EVA MARIA MUSTER UND JAN PROBE", ("Eva Maria Muster", "Jan Probe"), ()),
        ("Von Eva Muster und Jan Probe", ("Eva Muster", "Jan Probe"), ()),
        ("Von Eva Muster, Jan Probe", ("Eva Muster", "Jan Probe"), ()),
        ("Von Eva Muster, Brüssel", ("Eva Muster",), ()),
        ("Von Eva von der Muster und dpa", ("Eva von der Muster",), ("dpa",)),
        ("Von unserer Korrespondentin Eva Muster", ("Eva Muster",), ()),
    ],
)
def test_author_lines(german: Language, line: str, authors: tuple[str, ...], agencies: tuple[str, ...]) -> None:
    report = read_text(f"Rat tagt ohne Ergebnis\n\n{line}\n\n{BODY}", german)
    assert (report.authors, report.agencies, report.text) == (authors, agencies, BODY)


@pytest.mark.parametrize("line", ["Von Kiew nach Warschau", "Von wegen Ruhe", "Von Frieden und Krieg"])
def test_titles_that_begin_with_von_are_no_author_lines(german: Language, line: str) -> None:
    report = read_text(f"{line}\n\n{BODY}", german)
    assert (report.title, report.authors) == (line, ())


def test_author_line_below_the_teaser_goes_to_the_authors(german: Language) -> None:
    report = read_text(f"Rat tagt\n\nDer Teaser. Er ist kurz.\n\nVon Eva Muster\n\n{BODY}", german)
    assert report.authors == ("Eva Muster",)
    assert report.text == f"Der Teaser. Er ist kurz.\n\n{BODY}"


@pytest.mark.parametrize(
    ("start", "dateline", "agencies"),
    [
        ("Minsk – ", "Minsk", ()),
        ("BERLIN (dpa) - ", "Berlin", ("dpa",)),
        ("Kiew/Moskau (AFP/dpa) – ", "Kiew/Moskau", ("AFP", "dpa")),
        ("Frankfurt am Main – ", "Frankfurt am Main", ()),
        ("Frankfurt (Oder) (dpa) - ", "Frankfurt (Oder)", ("dpa",)),
        ("St. Petersburg (Reuters) - ", "St. Petersburg", ("Reuters",)),
        ("GENF (Reuters). ", "Genf", ("Reuters",)),
        ("Hannover (epd). ", "Hannover", ("epd",)),
        ("Neu-Delhi, 19. Dezember (AFP) – ", "Neu-Delhi", ("AFP",)),
        ("WIEN apa | ", "Wien", ("APA",)),
        ("(dpa) - ", None, ("dpa",)),
        ("MOSKAU/WASHINGTON. ", "Moskau/Washington", ()),
        ("Minsk (xyz) - ", "Minsk", ()),
        ("Moskau/London (AFP) - ", "Moskau/London", ("AFP",)),
        ("Moskau/London (Reuters) – ", "Moskau/London", ("Reuters",)),
    ],
)
def test_datelines(german: Language, start: str, dateline: str | None, agencies: tuple[str, ...]) -> None:
    report = read_text(f"Rat tagt ohne Ergebnis\n\n{start}{BODY}", german)
    assert (report.dateline, report.agencies) == (dateline, agencies)
    assert report.text == start + BODY


@pytest.mark.parametrize(
    "start",
    [
        "Lukaschenko – seit 1994 im Amt – war dabei. ",
        "Gestern – Der Tag war lang. ",
        "Neue Kämpfe im Osten – Der Rat tagt. ",
        "Krieg. Schon wieder. ",
        "Müller (SPD) sagte das. ",
    ],
)
def test_what_is_no_dateline(german: Language, start: str) -> None:
    assert read_text(f"{start}{BODY}\n\n{BODY}", german).dateline is None


@pytest.mark.parametrize(
    ("end", "authors", "agencies", "outlet"),
    [
        (" (Eva Muster)", ("Eva Muster",), (), None),
        (" (dpa)", (), ("dpa",), None),
        (" (em/dpa/AFP)", (), ("dpa", "AFP"), None),
        (" (mit dpa)", (), ("dpa",), None),
        (" (Eva Muster, AFP)", ("Eva Muster",), ("AFP",), None),
        ("\n\ndpa/abc", (), ("dpa",), None),
        (" dpa", (), ("dpa",), None),
        ("\n\n© dpa-infocom, dpa:221219-99-123456/3", (), ("dpa",), None),
        ("\n\nMit Material der Agentur AFP", (), ("AFP",), None),
        ("\n\nafp/em\n\nQuelle: Blatt Nord (Probe)", (), ("AFP",), "Blatt Nord"),
        (" (siehe Seite 4)", (), (), None),
        (" (Foto: Eva Muster)", (), (), None),
        (" (rap)", (), (), None),
        (" (mehr)", (), (), None),
        ("\n\nMit dem Ergebnis rechnet laut Plan niemand vor Mai, schrieb AFP.", (), (), None),
    ],
)
def test_credits_at_the_end_stay_in_the_text(
    german: Language, end: str, authors: tuple[str, ...], agencies: tuple[str, ...], outlet: str | None
) -> None:
    report = read_text(f"{BODY}\n\n{BODY}{end}", german)
    assert (report.authors, report.agencies, report.outlet) == (authors, agencies, outlet)
    assert report.text.endswith(end)


@pytest.mark.parametrize(
    ("sentence", "agencies"),
    [
        ("Das berichtet die französische Nachrichtenagentur AFP.", ("AFP",)),
        ("Das melden die Nachrichtenagenturen AFP und dpa übereinstimmend.", ("AFP", "dpa")),
        ("Das sagte er der Deutschen Presse-Agentur am Rande.", ("dpa",)),
        ("Das meldet die Staatsagentur Tass, auch die Agentur Tass.", ()),
        ("Ein Fotograf der dpa wurde verletzt.", ()),
        ("Die Nachrichtenagentur AFP hat ihre Meldung über das Treffen zurückgezogen.", ()),
        ("Die Nachrichtenagentur AFP zog eine Meldung zurück. Das berichtet die Nachrichtenagentur AFP.", ()),
        ("Das Land habe seine Truppen zurückgezogen, berichtet die Nachrichtenagentur AFP.", ("AFP",)),
    ],
)
def test_credits_inside_the_text(german: Language, sentence: str, agencies: tuple[str, ...]) -> None:
    assert read_text(f"{BODY} {sentence} {BODY}", german).agencies == agencies


def test_a_credit_inside_the_text_does_not_count_beside_the_datelines(german: Language) -> None:
    text = f"Ankara (AFP) – {BODY} Das sagte er der Nachrichtenagentur Reuters."
    assert read_text(text, german).agencies == ("AFP",)


def test_an_analysts_own_agencies_are_known_by_form_or_by_form_and_name(german: Language) -> None:
    text = f"Ankara (npx) – {BODY}"
    assert read_text(text, german).agencies == ()
    assert read_text(text, german, agencies=["npx"]).agencies == ("npx",)
    assert read_text(text, german, agencies={"npx": "Nordpress"}).agencies == ("Nordpress",)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Korrektur: Rat tagt am Dienstag", Correction.CORRECTION),
        ("(Update) Rat tagt am Dienstag", Correction.UPDATE),
        ("Rat tagt am Dienstag (Aktualisiert)", Correction.UPDATE),
        ("Update 2, 18.30 Uhr: Rat tagt", Correction.UPDATE),
        ("Gegendarstellung zu unserem Bericht", Correction.COUNTERSTATEMENT),
        ("Zurückgezogen: Rat tagt am Dienstag", Correction.RETRACTION),
        ("Russland hat Truppen zurückgezogen", None),
        ("Korrektur am Haushalt verlangt", None),
        ("Minister fordert Update für die Behörden", None),
    ],
)
def test_corrections_by_title(german: Language, title: str, kind: Correction | None) -> None:
    assert read_text(f"{title}\n\n{BODY}", german).correction is kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Korrektur: falscher Ort im ersten Absatz", Correction.CORRECTION),
        ("Aktualisiert: 19.12.2022 20:15", Correction.UPDATE),
        ("Hinweis: Dieser Bericht wurde zurückgezogen.", Correction.RETRACTION),
        ("Hinweis: In einer früheren Fassung stand eine falsche Zahl.", Correction.CORRECTION),
        ("Hinweis: Übungsbericht", None),
    ],
)
def test_corrections_by_front_block(german: Language, line: str, kind: Correction | None) -> None:
    assert read_text(f"Datum: 19.12.2022\n{line}\n\n{BODY}", german).correction is kind


def test_an_editors_remark_at_the_end_is_a_correction(german: Language) -> None:
    remark = "Anmerkung der Redaktion: In einer früheren Version war der Ort falsch."
    assert read_text(f"{BODY}\n\n{remark}", german).correction is Correction.CORRECTION
    assert read_text(f"{BODY} Er sprach von einer früheren Fassung.", german).correction is None


def test_white_space_is_made_plain_and_noted(german: Language) -> None:
    report = read_text(
        "Der Mi\u00adnister\u00a0sagte\tam\r\nMontag in Mu\u0308nchen, das\u200b sei so.\r\n\r\n\r\nEs ist so.", german
    )
    assert report.text == "Der Minister sagte am\nMontag in München, das sei so.\n\nEs ist so."
    assert len(report.notes) == 4


def test_hand_wrapped_paragraphs_become_lines(german: Language) -> None:
    wrapped = (
        "Der Rat hat am Montag in Brüssel lange über die Lage\n"
        "beraten und am Abend ohne eine Entscheidung die Sitzung\n"
        "beendet, wie ein Sprecher der Vertretung am Dienstag\nsagte."
    )
    assert read_text(f"{wrapped}\n\n{BODY}", german).text == wrapped.replace("\n", " ") + f"\n\n{BODY}"


def test_another_language_is_set_and_noted(german: Language) -> None:
    report = read_text("The council met on Monday and it is said that they will meet again in the summer.", german)
    assert report.language == "en"
    assert "Not in the expected language (de): en." in report.notes
    assert read_text(BODY, german).language == "de"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"-- --\n"])
def test_an_empty_report_is_refused(german: Language, data: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        read_text(data, german)


def test_a_head_without_text_is_refused(german: Language) -> None:
    with pytest.raises(InputError, match="no text below"):
        read_text("Datum: 19.12.2022\nTitel: Rat tagt\n\n", german)


def test_a_report_beyond_the_limit_is_refused_and_one_at_it_read(german: Language) -> None:
    limits = Limits(report=len(BODY.encode()))
    assert read_text(BODY, german, limits=limits).text == BODY
    with pytest.raises(InputError, match="larger than"):
        read_text(BODY + "!", german, limits=limits)


def test_one_line_of_200000_characters_is_read(german: Language) -> None:
    assert len(read_text("Wort " * 40_000, german).text) == 199_999
    assert len(read_text("A" * 200_000, german).text) == 200_000
