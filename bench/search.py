"""Are compounds found by their parts, and nothing by what only looks like one? python -m bench.search

Pairs written without a look at the word lists; --wrong prints those that fail.
"""

import argparse

from lagebild.lang import load
from lagebild.lang.search import Finder, finder

PARTS = """
Abwehrrakete Rakete|Agrarminister Minister|Atomwaffensperrvertrag Vertrag|Ausländerbehörden Behörde
Bahnstreiks Streik|Bauernproteste Protest|Bergungsarbeiten Bergung|Bodentruppen Truppe
Bürgerkriegsparteien Partei|Bundesverfassungsgericht Gericht|Bundeswehrmandat Bundeswehr
Cyberangriffen Angriff|Deichbrüche Deich|Drogenhändler Droge|Einreiseverbote Verbot|Energieversorger Energie
Evakuierungsflüge Flug|Fährunglück Fähre|Feuerpausen Pause|Finanzhilfen Hilfe|Flüchtlingspolitik Flüchtling
Friedensnobelpreisträgerin Preis|Gasspeichern Gas|Gefängnisausbruch Gefängnis|Geheimdienstchef Geheimdienst
Geiselnehmer Geisel|Gesetzentwürfe Entwurf|Grenzkontrollen Grenze|Haushaltsdefizits Haushalt
Hochwasserkatastrophe Katastrophe|Hungersnot Hunger|Impfkampagne Kampagne|Inflationsraten Inflation
Innenministerium Ministerium|Jahrestagen Jahr|Kampfflugzeuge Flugzeug|Kindergeldes Kind
Klimaaktivisten Aktivist|Koalitionsvertrag Koalition|Kommunalwahlen Wahl|Korruptionsvorwürfe Korruption
Kriegsschiffen Schiff|Küstenwache Küste|Landesregierung Land|Lebensmittelpreise Preis|Luftabwehrsystem Luft
Marschflugkörper Körper|Massenproteste Masse|Menschenrechtler Mensch|Militärputsch Militär
Ministertreffen Treffen|Mobilfunknetz Netz|Nachbarländern Nachbar|Notstandsgesetze Gesetz
Oppositionspolitikers Opposition|Parlamentsgebäude Gebäude|Passagierflugzeugs Passagier
Pressekonferenzen Presse|Raketenbeschuss Beschuss|Regierungskrise Krise|Rettungskräfte Rettung
Rüstungskonzerne Rüstung|Schiffsverkehr Verkehr|Schusswaffen Waffe|Selbstmordattentäter Mord
Sicherheitskräften Sicherheit|Sondergesandter Gesandter|Sozialleistungen Leistung|Staatspräsidentin Staat
Steuersenkungen Steuer|Straßenblockaden Blockade|Terrorverdächtige Terror|Todesopfern Opfer
Treibstoffmangel Mangel|Truppenabzugs Abzug|Überschwemmungsgebieten Gebiet|Umweltschützer Umwelt
Untersuchungshaft Haft|Verhandlungsführern Verhandlung|Verkehrsministerin Verkehr|Vermittlungsversuche Versuch
Waffenlieferungen Lieferung|Wahlbeobachtern Wahl|Währungsfonds Währung|Wasserkraftwerke Kraftwerk
Weizenexporte Weizen|Wiederaufbauhilfe Hilfe|Wirtschaftssanktionen Wirtschaft|Zivilisten Zivilist
Zollbeamte Zoll
"""
NO_PARTS = """
Abgeordnete Ordnung|Anstalt Stall|Auftrag Trage|Ausstand Stand|Bericht Richter|Beschluss Schluss|Beweis Weise
Einsatz Satz|Entwurf Wurf|Ergebnis Ergeben|Erlass Lass|Fraktion Aktion|Gericht Richt|Gesetz Setzer|Gewalt Wald
Halle Allee|Kanone Kahn|Konferenz Ferne|Konflikt Flicken|Kosten Ostern|Lieferant Elefant|Manöver Mann
Mitglied Glied|Notiz Not|Opfer Oper|Panik Nika|Passage Sage|Person Sohn|Plakat Akt|Präsident Dent|Prozess Zess
Rakete Kette|Referat Rat|Regal Egal|Senat Naht|Soldat Datum|Spanien Ahnen|Station Ton|Sturm Turm|Tagung Tag
Terminal Mine|Transport Sport|Urteil Teil|Verband Band|Verlust Lust|Verstand Stand|Versuch Suche|Vertrag Trage
Zentrum Rum|Zivilist List
"""


def pairs(text: str) -> list[tuple[str, str]]:
    """Words and what they are to be found by, or not."""
    return [(found[0], found[1]) for pair in text.replace("\n", "|").split("|") if len(found := pair.split()) == 2]


def is_found(word: str, by: str, words: Finder) -> bool:
    """Does a query find a word?"""
    return not set(words.base(by)).isdisjoint(words.terms(word))


def main() -> None:
    """Print how many are found, and how many are not that must not be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="print what is wrong")
    asked = parser.parse_args()
    words = finder(load())
    missed = [pair for pair in pairs(PARTS) if not is_found(*pair, words)]
    false = [pair for pair in pairs(NO_PARTS) if is_found(*pair, words)]
    print(f"compounds found by a part: {len(pairs(PARTS)) - len(missed)} of {len(pairs(PARTS))}")
    print(
        f"words not found by what only looks like a part: {len(pairs(NO_PARTS)) - len(false)} of {len(pairs(NO_PARTS))}"
    )
    if asked.wrong:
        print("missed:", missed, "\nfalse:", false)


if __name__ == "__main__":
    main()
