"""Formats in which reports are archived and exchanged: each gives its reports with what it says of them."""

import io
import json
from pathlib import Path

import pytest

from lagebild.intake import read_source, read_sources
from lagebild.intake.how import Filters, hosts
from lagebild.lang import Language
from lagebild.model import Rejected, Report
from tests.intake.archives import TEXT, docx, packed, page, pdf, record, sample, zipped


def read(german: Language, data: bytes | str) -> tuple[list[Report], list[Rejected]]:
    """The reports of an input that comes without a name."""
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    found = list(read_source("-", german, stdin=stream))
    return [i for i in found if isinstance(i, Report)], [i for i in found if isinstance(i, Rejected)]


def one(german: Language, data: bytes | str) -> Report:
    reports, rejected = read(german, data)
    assert not [item for item in rejected if not item.skipped]
    (report,) = reports
    return report


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zst"])
def test_packed_inputs_are_read_as_what_they_hold(german: Language, kind: str) -> None:
    lines = "".join(json.dumps({"id": f"r{i}", "text": TEXT}) + "\n" for i in range(3)).encode()
    reports, _ = read(german, packed(lines, kind))
    assert [report.id for report in reports] == ["r0", "r1", "r2"]
    assert one(german, packed(page(1), kind)).title == "Hafen 1"
    assert one(german, packed(sample("newsml.xml"), kind)).authors == ("Eva Beispiel",)


def test_a_packed_file_has_the_id_of_the_file_in_it(german: Language, tmp_path: Path) -> None:
    for name, data in (("rat-tagt-heute.txt", TEXT.encode()), ("rat-tagt-morgen.txt.gz", packed(TEXT.encode(), "gz"))):
        (tmp_path / name).write_bytes(data)
    found = [item.id for item in read_source(tmp_path, german) if isinstance(item, Report)]
    assert found == ["rat-tagt-heute", "rat-tagt-morgen"]


def test_a_zip_gives_the_reports_of_its_files(german: Language) -> None:
    inner = zipped({"tief/seite.html": page(2)})
    reports, rejected = read(
        german, zipped({"a/rat-tagt-heute.txt": TEXT.encode(), "b.zip": inner, "c.png": b"\x89PNG"})
    )
    assert [report.capture.source for report in reports if report.capture] == [
        "-//a/rat-tagt-heute.txt", "-//b.zip//tief/seite.html",
    ]  # fmt: skip
    assert ["image" in item.reason for item in rejected] == [True]


def test_web_archives_give_german_pages_that_were_answered(german: Language) -> None:
    english = page(3, "The council has met on Monday and the mayor said that there is no decision yet. " * 4, "en")
    parts = [record(1), record(2, status="404 Not Found"), record(3, english), record(4, kind="image/png"), record(5)]
    for data in (b"".join(parts), b"".join(packed(part, "gz") for part in parts), packed(b"".join(parts), "zst")):
        reports, (passed,) = read(german, data)
        assert [report.url for report in reports] == ["https://blatt.example/hafen-1", "https://blatt.example/hafen-5"]
        assert reports[0].capture is not None
        assert reports[0].capture.fetched == "2023-05-02T08:00:00Z"
        assert passed.skipped
        assert "1 answers without a page" in passed.reason
        assert "1 in other languages" in passed.reason


def test_web_archives_are_filtered_by_host_and_language(german: Language, tmp_path: Path) -> None:
    english = page(3, "The council has met on Monday and the mayor said that there is no decision yet. " * 4, "en")
    path = tmp_path / "a.warc"
    path.write_bytes(record(1) + record(2, host="www.bote.example") + record(3, english, host="bote.example"))

    def ids(filters: Filters) -> list[str]:
        return [item.id for item in read_sources([path], german, filters=filters) if isinstance(item, Report)]

    assert ids(Filters(hosts(["https://Bote.example/"]))) == ["bote.example/hafen-2"]
    assert ids(Filters(languages=frozenset(("en",)))) == ["bote.example/hafen-3"]


def test_pages_in_web_archives_may_be_packed_and_in_old_encodings(german: Language) -> None:
    old = page(2).replace(b'<html lang="de">', b"<html>").decode().encode("cp1252")
    parts = [record(1, packed(page(1), "gz"), encoding="gzip"), record(2, old, kind="text/html; charset=iso-8859-1")]
    reports, _ = read(german, b"".join(parts))
    assert ["„ohne Alternative“" in report.text for report in reports] == [True, True]


def test_a_wacz_gives_the_pages_of_its_web_archives(german: Language) -> None:
    warc = packed(record(1), "gz")
    files = {"datapackage.json": b"{}", "pages/pages.jsonl": b'{"text": "Index."}', "archive/data.warc.gz": warc}
    assert one(german, zipped(files)).id == "blatt.example/hafen-1"


def test_a_wiki_dump_gives_its_articles_without_mark_up(german: Language) -> None:
    report = one(german, sample("wiki.xml"))
    assert report.id == "wikinachrichten-17"
    assert report.title == "Hafen in Musterstadt"
    assert report.published == "2023-05-08"
    assert report.text == (
        "Musterstadt (Deutschland), 08.05.2023 – Der Rat der Stadt hat über den Hafen beraten.\n\n"
        "Reaktionen\n\nDie Bürgermeisterin lobte den Plan."
    )


def test_newsml_and_nitf_say_when_and_by_whom(german: Language) -> None:
    reports, (picture,) = read(german, sample("newsml.xml"))
    (report,) = reports
    assert picture.skipped
    assert (report.id, report.version) == ("urn:newsml:agentur.example:20230508:1", 2)
    assert report.published == "2023-05-08T10:15:00+02:00"
    assert (report.authors, report.agencies, report.dateline) == (("Eva Beispiel",), ("dpa",), "Musterstadt")
    assert report.text.endswith("beraten.\n\nEine Entscheidung fiel nicht.")
    nitf = one(german, sample("nitf.xml"))
    assert (nitf.id, nitf.title, nitf.published) == ("nitf-1", "Rat berät über Hafen", "2023-05-08T10:15:00+02:00")
    assert nitf.authors == ("Eva Beispiel",)


@pytest.mark.parametrize("form", ["document", "list", "line"])
def test_ninjs_items_become_reports(german: Language, form: str) -> None:
    item = sample("ninjs.json")
    data = {"document": item, "list": b"[" + item + b"]", "line": item.replace(b"\n", b"")}[form]
    report = one(german, data)
    assert (report.id, report.version, report.title) == ("urn:ninjs:1", 3, "Rat berät über Hafen")
    assert (report.authors, report.agencies, report.dateline) == (("Eva Beispiel",), ("AFP",), "Musterstadt")
    assert report.text == "Der Stadtrat hat am Montag über den Hafen beraten.\n\nEine Entscheidung fiel & nicht."


def test_a_message_is_a_report(german: Language) -> None:
    report = one(german, sample("message.eml"))
    assert (report.id, report.title) == ("m1@blatt.example", "Rat berät über Hafen")
    assert (report.published, report.outlet) == ("2023-05-08T10:15:00+02:00", "Tagesblatt Münster")
    assert report.text.endswith("Die Bürgermeisterin verteidigte die Pläne.")


def test_a_newsletter_in_html_is_read_as_a_page(german: Language) -> None:
    head = sample("message.eml").split(b"Content-Type")[0]
    message = head + b"Content-Type: text/html; charset=utf-8\n\n" + page(1)
    report = one(german, message)
    assert (report.id, report.title) == ("m1@blatt.example", "Rat berät über Hafen")
    assert "<p>" not in report.text


def test_a_mailbox_gives_every_message(german: Language) -> None:
    second = sample("message.eml").replace(b"m1@", b"m2@").replace(b"\n\nDie", b"\n\n>From Musterstadt\n\nDie")
    box = b"".join(
        b"From x@blatt.example Mon May  8 10:15:00 2023\n" + message + b"\n"
        for message in (sample("message.eml"), second)
    )
    reports, rejected = read(german, box)
    assert [report.id for report in reports] == ["m1@blatt.example", "m2@blatt.example"]
    assert "From Musterstadt" in reports[1].text
    assert not rejected


@pytest.mark.parametrize("export", ["nexis", "lexis", "factiva", "factiva-plain", "genios"])
def test_exports_of_press_archives_fall_into_their_documents(german: Language, export: str) -> None:
    text = sample(f"{export}.txt").decode()
    for data in (text.encode(), text.encode("cp1252"), docx(text.replace("&", "&amp;").split("\n"))):
        reports, rejected = read(german, data)
        assert not rejected
        assert len(reports) == (2 if export in ("nexis", "factiva") else 1)
        first = reports[0]
        assert (first.title, first.outlet) == ("Rat berät über den Hafen", "Tagesblatt Mitte")
        assert (first.published or "")[:10] == "2023-05-08"
        assert first.authors == ("Eva Beispiel",)
        assert first.text.startswith(("Der Stadtrat hat", "Musterstadt Der Stadtrat"))
        assert first.text.endswith("neuen Hafen beraten.\n\nEine Entscheidung ist noch nicht gefallen.")


BODY = "Der Stadtrat hat am Montag über den neuen Hafen beraten.\n{gap}Eine Entscheidung ist noch nicht gefallen."
LAYOUTS = {
    "Nexis, English labels": (
        "              Document 1 of 2\n\n              Tagesblatt Mitte\n\n              May 8, 2023 Monday\n\n"
        "Rat berät über den Hafen\n\nBYLINE: Eva Beispiel\n\nSECTION: POLITIK; S. 5\n\nLENGTH: 35 words\n\n"
        f"{BODY.format(gap=chr(10))}\n\nLOAD-DATE: May 8, 2023\n\nLANGUAGE: GERMAN\n\nPUBLICATION-TYPE: Newspaper\n"
    ),
    "Nexis Uni, German labels": (
        "Rat berät über den Hafen\nTagesblatt Mitte\nMontag 8. Mai 2023\nCopyright 2023 Tagesblatt Mitte GmbH\n"
        f"Ressort: POLITIK\nLänge: 35 Wörter\nAutor(in): Eva Beispiel\nTextkörper\n{BODY.format(gap='')}\n"
        "Grafik: Der Hafen\nLoad-Date: 8. Mai 2023\nEnde des Dokuments\n"
    ),
    "Factiva, English": (
        "Rat berät über den Hafen\nBy Eva Beispiel\n35 words\n8 May 2023\n10:15\nTagesblatt Mitte\nTBMITT\nGerman\n"
        f"(c) 2023 Tagesblatt Mitte\n{BODY.format(gap='')}\nDocument TBMITT0020230508ej5800021\n"
    ),
    "wiso, source with a comma": (
        f"Rat berät über den Hafen\nEva Beispiel\n\n{BODY.format(gap=chr(10))}\n\nQuelle: Tagesblatt Mitte, "
        "08.05.2023, Nr. 105, S. 5\nRubrik: Politik\nDokumentnummer: A98765432\nPermalink: https://archiv.example/A98765432\n"
        "© GENIOS Deutsche Wirtschaftsdatenbank GmbH\n"
    ),
    "wiso, English labels": (
        f"Rat berät über den Hafen\nBy Eva Beispiel\n\n{BODY.format(gap=chr(10))}\n\nSource: Tagesblatt Mitte, "
        "08.05.2023, p. 5\nSection: Politik\nDocument number: A98765432\nPermanent address of the document:\n"
        "https://archiv.example/A98765432\n(c) GBI-Genios Deutsche Wirtschaftsdatenbank GmbH\n"
    ),
}


def is_the_report(report: Report) -> None:
    assert (report.title, report.outlet) == ("Rat berät über den Hafen", "Tagesblatt Mitte")
    assert (report.published or "")[:10] == "2023-05-08"
    assert report.authors == ("Eva Beispiel",)
    assert report.text == BODY.format(gap="\n")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_layouts_and_languages_of_exports_are_read(german: Language, layout: str) -> None:
    text = LAYOUTS[layout]
    for data in (text.encode(), text.encode("cp1252"), docx(text.replace("&", "&amp;").split("\n"))):
        is_the_report(one(german, data))


FACTIVA = (
    ("HD", "Rat berät über den Hafen"), ("BY", "Von Eva Beispiel"), ("WC", "35 Wörter"), ("PD", "8 Mai 2023"),
    ("ET", "10:15"), ("SN", "Tagesblatt Mitte"), ("LP", "Der Stadtrat hat am Montag über den neuen Hafen beraten."),
    ("TD", "Eine Entscheidung ist noch nicht gefallen."), ("AN", "Document TBMITT0020230508ej5800021"),
)  # fmt: skip
NEXIS = (
    ("Titel", "Rat berät über den Hafen"), ("Zeitung", "Tagesblatt Mitte"), ("Datum", "8. Mai 2023"),
    ("Autor:", "Eva Beispiel"), ("Ressort", "Politik"),
)  # fmt: skip


def table(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table in the place of a paragraph's text."""
    inner = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells) + "</w:tr>"
        for cells in rows
    )
    return f"</w:t></w:r></w:p><w:tbl>{inner}</w:tbl><w:p><w:r><w:t>"


def test_exports_in_tables_of_word_documents_are_read(german: Language) -> None:
    is_the_report(one(german, docx([table(FACTIVA)])))
    body = BODY.format(gap="").split("\n")
    is_the_report(one(german, docx([table(NEXIS), "Textkörper", *body, "Ende des Dokuments"])))


def test_factiva_gives_the_time_to_the_minute(german: Language) -> None:
    assert read(german, sample("factiva.txt"))[0][0].published == "2023-05-08T10:15"


def test_a_word_document_is_a_report(german: Language) -> None:
    report = one(german, docx(["Rat tagt", "Der Stadtrat hat am Montag beraten.", "Eine Entscheidung fiel nicht."]))
    assert (report.title, report.text) == (
        "Rat tagt", "Der Stadtrat hat am Montag beraten.\n\nEine Entscheidung fiel nicht.",
    )  # fmt: skip


def test_a_press_release_in_pdf_is_a_report(german: Language) -> None:
    report = one(german, pdf(["Der Stadtrat hat am Montag über den Ha-", "fen beraten. Eine Entscheidung fiel nicht."]))
    assert (
        report.text.split()
        == "Der Stadtrat hat am Montag über den Hafen beraten. Eine Entscheidung fiel nicht.".split()
    )


def test_a_table_is_read_by_its_headings(german: Language) -> None:
    rows = f'Kennung;Datum;Titel;Medium;Text\n1;08.05.2023;"Rat; tagt";Tagesblatt;"{TEXT}"\n\n2;;;;\n'
    rows += f"3;9.5.2023;B;X;{TEXT[:80]}\n"
    reports, (bad,) = read(german, rows.encode("cp1252"))
    assert [(r.id, r.published, r.title, r.outlet) for r in reports] == [
        ("1", "2023-05-08", "Rat; tagt", "Tagesblatt"), ("3", "2023-05-09", "B", "X"),
    ]  # fmt: skip
    assert (bad.where, bad.reason) == (6, "The row has no text.")


def test_the_columns_of_a_table_can_be_named(german: Language, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"nr,worte,wann\n7,{TEXT[:80]},2023-05-08\n", encoding="utf-8")
    (unknown,) = read_sources([path], german)
    assert isinstance(unknown, Rejected)
    assert "--column" in unknown.remedy
    (report,) = read_sources([path], german, columns={"text": "Worte", "published": "wann", "id": "nr"})
    assert isinstance(report, Report)
    assert (report.id, report.published, report.text) == ("7", "2023-05-08", TEXT[:80])
    (missing,) = read_sources([path], german, columns={"text": "leib"})
    assert isinstance(missing, Rejected)
    assert "no column 'leib'" in missing.reason


def test_a_text_with_commas_in_its_first_line_is_no_table(german: Language) -> None:
    text = "Text, Titel, Medium: was ein Bericht braucht.\n\n" + TEXT
    assert one(german, text).text.endswith(TEXT[-40:])
