"""What intake knows of a language and of the analyst's own agencies, prepared once."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from lagebild.lang import Language
from lagebild.lang.intake import IntakeLexicon

UPPER = "A-ZÄÖÜÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
WORD = rf"[{UPPER}][\w'’.-]*"


class Rules:
    """A language's lexicon with its regular expressions.

    agencies: form, in every writing that a credit may have -> name; own: the agencies that the analyst brought, as
    pairs of form and name.
    Hashed by identity; made by `rules_for` only.
    """

    def __init__(self, lexicon: IntakeLexicon, own: tuple[tuple[str, str], ...]) -> None:
        self.lexicon = lexicon
        forms = [(form, agency.name) for agency in lexicon.agencies for form in agency.forms]
        self.agencies = {variant: name for form, name in (*forms, *own) for variant in _variants(form)}
        self.wire = {agency.name for agency in lexicon.agencies if agency.wire} | {name for _, name in own}
        self.person = _person(lexicon)
        self.byline = _byline(lexicon)
        joining = any_of(lexicon.byline.joining)
        self.separators = re.compile(rf"\s?[,;/|&+]\s?|\s(?:{joining})\s", re.IGNORECASE)
        self.before_place = re.compile(rf"\s(?:{any_of(lexicon.byline.before_place)})\s(?=\S+$)")
        self.in_brackets = re.compile(rf"(?:{any_of(lexicon.byline.in_brackets)})\s")
        self.date_word = re.compile(rf"(?:{any_of(lexicon.date_words)})(?:\s?:\s?|\s)")
        self.credit_in_text = _credit_in_text(lexicon, own, self.wire)
        self.about = re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.about))
        self.closing = re.compile(rf"(?:{any_of(lexicon.closing)})(?=[\s:])")
        self.place = _place(lexicon)
        self.lines = {
            name: re.compile(rf"^{pattern}$", re.IGNORECASE | re.MULTILINE)
            for name, pattern in lexicon.archives.lines.items()
        }
        self.not_places = frozenset(lexicon.dateline.not_places)
        self.not_names = frozenset(lexicon.byline.not_names)
        self.remark = re.compile(rf"[(\[]?(?:{any_of(lexicon.remarks)})(?!\w)")
        self.corrections = tuple(
            (rule.kind, _label(rule.labels, lexicon.followed_by), tuple(re.compile(phrase) for phrase in rule.phrases))
            for rule in lexicon.corrections
        )


def rules_for(language: Language, agencies: Collection[str] | Mapping[str, str] = ()) -> Rules:
    """The rules of a language. agencies: an analyst's own, as forms or as form -> name."""
    pairs = agencies.items() if isinstance(agencies, Mapping) else ((form, form) for form in agencies)
    return _rules(language, tuple(sorted(pairs)))


@lru_cache(maxsize=8)
def _rules(language: Language, own: tuple[tuple[str, str], ...]) -> Rules:
    return Rules(language.part("intake", IntakeLexicon), own)


def _variants(form: str) -> tuple[str, ...]:
    """The writings of an agency's name. Abbreviations come in capitals and in small letters, other names capitalised
    or in capitals: in small letters they may be common words."""
    capitals = sum(letter.isupper() for letter in form)
    return (form, form.upper(), form.lower()) if capitals != 1 and " " not in form else (form, form.upper())


def any_of(words: Collection[str]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _person(lexicon: IntakeLexicon) -> re.Pattern[str]:
    """A personal name: two to five words, capitalised but for particles ("Ursula von der Leyen", "Karl F. Muster")."""
    particle = rf"(?:{any_of(lexicon.byline.particles)})"
    return re.compile(rf"{WORD}(?:\s(?:{particle}\s){{0,3}}{WORD}){{1,4}}")


def _byline(lexicon: IntakeLexicon) -> re.Pattern[str]:
    words, roles = any_of(lexicon.byline.words), any_of(lexicon.byline.roles)
    return re.compile(rf"(?:{words})(?P<colon>\s?:)?\s(?:(?:{roles})\s)?(?P<names>\S.{{1,150}})")


def _place(lexicon: IntakeLexicon) -> re.Pattern[str]:
    """Up to four places joined by strokes: "Kiew/Moskau", "Frankfurt am Main", "St. Petersburg"."""
    particle = rf"(?:(?:{any_of(lexicon.dateline.particles)})\s)"
    word = rf"[{UPPER}][\w'’-]*\.?"
    brackets = any_of(lexicon.dateline.in_brackets)
    one = rf"(?:al-|el-)?{word}(?:\s{particle}?{word}){{0,3}}(?:\s?\((?:{brackets})\))?"
    return re.compile(rf"(?P<places>{one}(?:\s?/\s?{one}){{0,3}})")


def _credit_in_text(lexicon: IntakeLexicon, own: tuple[tuple[str, str], ...], wire: set[str]) -> re.Pattern[str]:
    """A clear credit inside a text: "die Nachrichtenagenturen AFP und dpa", or a full name by itself."""
    added = [form for form, _ in own]
    forms = any_of([form for agency in lexicon.agencies if agency.name in wire for form in agency.forms] + added)
    whole = any_of([form for agency in lexicon.agencies for form in agency.text] + [f for f in added if " " in f])
    listed = rf"(?:{forms})(?:(?:,\s|\sund\s|/|\sund\sder\s)(?:{forms}))*"
    return re.compile(rf"(?<!\w)(?:(?:{any_of(lexicon.before)})\s(?P<listed>{listed})|(?P<whole>{whole}))(?![\w-])")


def _label(labels: tuple[str, ...], followed_by: tuple[str, ...]) -> re.Pattern[str]:
    """A label at the head of a title, in brackets or between plus signs, or at its end in brackets.

    "Korrektur: …", "[Update] …", "+++ Korrektur +++ …", "… (Update)", "Update, 18.30 Uhr: …", "Korrektur" alone
    """
    label = rf"(?:{any_of(labels)})"
    extra = r"(?:\s\d{1,2})?(?:,?\s\d{1,2}[.:]\d{2}(?:\s\w{1,5})?)?"
    return re.compile(
        rf"\s*(?:[(\[]|\++\s?)?{label}{extra}\s?(?:[:|)\]]|\++|[-–—]\s|$)|.*[(\[]{label}{extra}[)\]]\s*$"
        rf"|{label}\s(?:{any_of(followed_by)})\s",
        re.IGNORECASE,
    )
