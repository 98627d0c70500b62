"""Words and numbers of a text with the classes that the patterns of time expressions are written over."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lagebild.model import Analysis, Token

Values = Mapping[str, str]
"""Class -> value of a word in that class."""

Cues = Mapping[str, frozenset[str]]
"""Name -> words that the scanner and the recipes ask for."""

NOTHING: Values = {}

_SPECIAL = re.compile(
    r"(?P<ISO>\d{4}-\d\d-\d\d)(?!\d)"
    r"|(?P<YEARSPAN>[12]\d{3}\s?/\s?(?:\d{4}|\d\d))(?!\d)"
    r"|(?P<MONTHYEAR>\d\d/(?:19|20)\d\d)(?!\d)"
    r"|(?P<NUMDATE>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d))(?!\d)"
    r"|(?P<NUMDAY>\d{1,2}\.\d{1,2}\.)(?!\d)"
    r"|(?P<THOUSANDS>\d{1,3}(?:\.\d{3})+(?:,\d+)?)(?!\d)"
    r"|(?P<CLOCK>\d{1,2}[.:]\d\d)(?!\d)"
    r"|(?P<DECIMAL>\d+,\d+)"
    r"|(?P<SHORTYEAR>['’‘´`]\d\d)(?!\d)"
)
_PLAIN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_DASHES = frozenset("-–—‐‑−")
_QUOTES = frozenset("„“”\"»«›‹‚‘’'")
_LIVE_BEFORE_DASH = frozenset(("NUM", "UNIT", "UNIT_PLURAL", "ORD", "DECADE", "DECINT"))
_JOINED = frozenset(("MONTH", "WEEKDAY", "PART", "PART_END", "UNIT", "EDGE", "NUM", "UNIT_ADJECTIVE"))
_NAMES = frozenset(("MONTH", "MONTHS_OF", "WEEKDAY", "SEASON"))
_DATED = frozenset(("EDGE", "THIS", "LAST", "NEXT", "ORD", "EVERY"))


class Word(NamedTuple):
    """A word, number or mark: offsets, classes with values, its token in the analysis, its sentence."""

    start: int
    end: int
    text: str
    values: Values
    token: int
    sentence: int


class Vocabulary(NamedTuple):
    """What the scanner looks up. phrases: first word -> phrases that begin with it, longest first."""

    words: Mapping[str, Values]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    literals: frozenset[str]
    cues: Mapping[str, frozenset[str]]


def scan(analysis: Analysis, vocabulary: Vocabulary) -> list[Word]:
    """All words of a text in order."""
    words = _merged(list(_raw(analysis, vocabulary)), vocabulary)
    return [_in_context(words, at, analysis, vocabulary.cues) if word.values else word for at, word in enumerate(words)]


def number_classes(text: str) -> dict[str, str]:
    """Classes of a run of digits: "19" -> NUM, DAY, HOUR, MIN, YY; "1990" -> NUM, YEAR, ANYYEAR, DECINT."""
    value, size = int(text[:12]), len(text)
    found = {"NUM": str(value)}
    if size <= 2:
        found |= {name: text for name, top in (("DAY", 31), ("MONTHNUM", 12)) if 1 <= value <= top}
        if value <= 24:
            found["HOUR"] = text
        if size == 2:
            found["YY"] = text
            if value < 60:
                found["MIN"] = text
            if value % 10 == 0:
                found["DECINT"] = text
    elif size == 4 and 1000 <= value < 2200:
        found |= {"YEAR": text, "ANYYEAR": text}
        if value % 10 == 0:
            found["DECINT"] = text
    elif size == 3:
        found["ANYYEAR"] = text
    return found


def _raw(analysis: Analysis, vocabulary: Vocabulary) -> Iterator[Word]:
    """The words as they stand, each with the classes that its form has."""
    text, tokens = analysis.text, analysis.tokens
    sentence, last_sentence, at, token = -1, -1, 0, 0
    final = len(tokens) - 1
    while tokens and at < len(text):
        while token < final and tokens[token].end <= at:
            token += 1
        here = tokens[token]
        if here.start >= at and here.text.isalpha() and not text[here.end : here.end + 1].isalnum():
            start, end, name = here.start, here.end, ""
        elif plain := _PLAIN.search(text, at):
            start, end, name = _piece(text, plain)
            while token < final and tokens[token].end <= start:
                token += 1
        else:
            break
        at = end
        sentence = analysis.sentence_of[token]
        word = text[start:end]
        if name:
            values: Values = _special(name, word)
        elif word[0].isdecimal():
            values = number_classes(word)
        elif word in _DASHES:
            values = {"DASH": word}
        else:
            initial = (
                sentence != last_sentence or text[start - 1 : start] in _QUOTES or tokens[token].tag not in ("NN", "NE")
            )
            values, full_stop = _looked_up(word, text[end : end + 1] == ".", initial, vocabulary)
            if full_stop:
                end = at = end + 1
                word = text[start:end]
            if not values:
                values = _tagged(tokens[token], word)
        if (lower := word.lower()) in vocabulary.literals:
            values = {**values, f"'{lower}'": lower}
        last_sentence = sentence
        yield Word(start, end, word, values, token, sentence)


def _piece(text: str, plain: re.Match[str]) -> tuple[int, int, str]:
    """The word, number or mark that begins where a plain one was found, with its class when its shape gives it one."""
    at = plain.start()
    if text[at].isdecimal() or text[at] in "'’‘´`":
        special = _SPECIAL.match(text, at)
        if special and special.lastgroup and _special(special.lastgroup, special[0]):
            return *special.span(), special.lastgroup
        if special and special.lastgroup == "NUMDAY" and (clock := re.match(r"\d{1,2}\.\d\d", special[0])):
            end = at + clock.end()
            return (at, end, "CLOCK") if _special("CLOCK", clock[0]) else (at, text.index(".", at), "")
    return *plain.span(), ""


def _special(name: str, word: str) -> dict[str, str]:
    """Classes of a number by its shape; none when it is impossible (30.02.: a number, no date)."""
    parts = [int(part) for part in re.findall(r"\d+", word)]
    if name in ("NUMDATE", "NUMDAY"):
        return {name: word} if 1 <= parts[0] <= 31 and 1 <= parts[1] <= 12 else {}
    if name == "CLOCK":
        return {name: word} if parts[0] <= 24 and parts[1] < 60 else {}
    if name == "MONTHYEAR":
        return {name: word} if 1 <= parts[0] <= 12 else {}
    if name == "YEARSPAN":
        until = parts[1] if parts[1] > 99 else parts[0] // 100 * 100 + parts[1]
        until += 100 if until <= parts[0] and parts[1] < 100 and parts[0] % 100 == 99 else 0
        near = 0 < until - parts[0] <= (1 if parts[1] > 99 else 6)
        return {name: f"{parts[0]}/{until}"} if near else {}
    if name in ("THOUSANDS", "DECIMAL"):
        whole, _, fraction = word.replace(".", "").partition(",")
        return {"NUM": f"{whole}.{fraction.rstrip('0')}".rstrip(".")}
    return {name: word.strip("'’‘´`")}


def _looked_up(word: str, dot: bool, initial: bool, vocabulary: Vocabulary) -> tuple[Values, bool]:
    """Classes of a word, and whether it is an abbreviation that takes its full stop along."""
    words = vocabulary.words
    if dot and (found := words.get(word + ".")):
        return found, True
    found = words.get(word, NOTHING)
    if len(word) > 2 and not word.islower() and word[1:2].isupper():
        for form in (word.capitalize(), word.lower()):
            found = {**words.get(form, NOTHING), **found}
    elif initial and word[0].isupper() and (lower := words.get(word.lower())):
        found = {**lower, **found}
    return found, False


def _tagged(token: Token, word: str) -> Values:
    """Class of a word that the grammar does not know: noun, name or adjective."""
    if word[0].isalpha():
        if token.tag == "ADJA":
            return {"ADJ": word}
        if token.tag in ("NN", "NE"):
            return {token.tag: word}
    return NOTHING


def _merged(words: list[Word], vocabulary: Vocabulary) -> list[Word]:
    """The words with phrases of the grammar put together to one word each."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        size = 1
        for phrase, name, value in vocabulary.phrases.get(words[at].text.lower(), ()):
            part = words[at : at + len(phrase)]
            if len(part) == len(phrase) and all(_same(w, p) for w, p in zip(part, phrase, strict=True)):
                size = len(phrase)
                values = {name: value}
                found.append(part[0]._replace(end=part[-1].end, text=" ".join(w.text for w in part), values=values))
                break
        if size == 1:
            found.append(words[at])
        at += size
    return found


def _same(word: Word, wanted: str) -> bool:
    return word.text.lower() == wanted or (wanted == "-" and word.text in _DASHES)


def _in_context(words: list[Word], at: int, analysis: Analysis, cues: Cues) -> Word:
    """A word without the classes that its neighbours rule out: parts of compounds, of names, numbers of things."""
    word = words[at]
    if "NAME" in word.values:
        return word
    if "YEAR" in word.values and not _may_be_year(words, at, analysis, cues):
        return word._replace(values={k: v for k, v in word.values.items() if k not in ("YEAR", "ANYYEAR")})
    if word.text[0].isalpha():
        if _is_part_of_compound(words, at):
            return word._replace(values=NOTHING)
        if not _NAMES.isdisjoint(word.values) and _is_name(words, at, analysis, cues):
            return word._replace(values={"NE": word.text})
    return word


def _is_part_of_compound(words: list[Word], at: int) -> bool:
    """ "Mai-Kundgebung", "heute-journal": the word is joined to another that is none of time."""
    word = words[at]
    if at + 2 < len(words) and "DASH" in words[at + 1].values and words[at + 1].start == word.end:
        after = words[at + 2]
        joined = after.start == words[at + 1].end and after.text[0].isalpha()
        if joined and not (_LIVE_BEFORE_DASH & word.values.keys() or _ends_decade(words, at)):
            return not (_JOINED & word.values.keys() and _JOINED & after.values.keys())
    if at >= 2 and "DASH" in words[at - 1].values and words[at - 1].end == word.start:
        before = words[at - 2]
        joined = before.end == words[at - 1].start and before.text[0].isalpha() and not _ends_decade(words, at - 2)
        return joined and not (_JOINED | {"DECADE"}) & before.values.keys()
    return False


def _ends_decade(words: list[Word], at: int) -> bool:
    """The letters of "1990er" that stand right behind its digits."""
    return at > 0 and "DECINT" in words[at - 1].values and words[at - 1].end == words[at].start


def _is_name(words: list[Word], at: int, analysis: Analysis, cues: Cues) -> bool:
    """A month, weekday or season that is part of a person's name or stands alone between quotation marks."""
    word, tokens = words[at], analysis.tokens
    before, after = (words[at - 1] if at else None), (words[at + 1] if at + 1 < len(words) else None)
    if before and after and before.text in _QUOTES and after.text in _QUOTES and "WEEKDAY" in word.values:
        return True
    here = before if before is not None and before.sentence == word.sentence else None
    month = "MONTH" in word.values and not (after and "YEAR" in after.values)
    if month and here and (here.text in cues["titles"] or ("NE" in here.values and here.end + 1 == word.start)):
        return True
    if not tokens[word.token].entity.startswith("PER"):
        first_name = after is not None and "NE" in after.values and word.text in cues["first_name_months"]
        dated = here and (here.text.lower() in cues["month_context"] or here.text == "." or _DATED & here.values.keys())
        return first_name and not dated
    near = [tokens[i] for i in (word.token - 1, word.token + 1) if 0 <= i < len(tokens)]
    return any(token.entity == "PER" and token.tag in ("NE", "NN") for token in near)


def _may_be_year(words: list[Word], at: int, analysis: Analysis, cues: Cues) -> bool:
    """Whether four digits can be a year: no measure, counted noun, number of a law or of a product."""
    word = words[at]
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if before is not None:
        if before.text.lower() in cues["no_year_after"] or "NO_YEAR_AFTER" in before.values:
            return False
        if before.text == "/" and at > 1 and before.end == word.start and "YEAR" not in words[at - 2].values:
            return at > 2 and words[at - 3].text == "Q"
        if before.text in (",", ".", ":") and before.end == word.start and words[at - 2].text.isdigit():
            return False
        if "YEAR_AFTER" in before.values or "MONTH" in before.values:
            return True
        if {"APPROX", "'als'"} & before.values.keys() and before.values.get("APPROX") != "EQUAL_OR_MORE":
            return after is None or not {"NN", "MEASURE", "ADJ"} & after.values.keys()
    if after is None or after.sentence != word.sentence:
        return True
    if after.start == word.end and after.text[0].isalpha():
        return False
    if after.text in cues["counting"] and at + 3 < len(words) and words[at + 2].text.isdigit():
        return "MEASURE" not in words[at + 3].values
    if (
        "MEASURE" in after.values
        or after.text in cues["percent_signs"]
        or {"UNIT", "UNIT_PLURAL"} & after.values.keys()
    ):
        return False
    if "DASH" in after.values and after.start == word.end and at + 2 < len(words):
        following = words[at + 2]
        return following.start != after.end or following.text[0].isdigit()
    if after.text in (",", ".", ":") and after.start == word.end and at + 2 < len(words):
        return not (words[at + 2].start == after.end and words[at + 2].text[0].isdigit())
    if "NN" in after.values and int(word.text) < 1800:
        return False
    if {"NN", "ADJ"} & after.values.keys() and after.text[0].isalpha():
        return not _is_counted(words, at, analysis)
    return True


def _is_counted(words: list[Word], at: int, analysis: Analysis) -> bool:
    """ "2000 Menschen", "1500 neue Stellen": a plural noun follows the number."""
    for following in words[at + 1 : at + 4]:
        token = analysis.tokens[following.token]
        if "NN" in following.values:
            return token.number == "Plur"
        if "ADJ" not in following.values or token.number == "Sing":
            return False
    return False


def word_at(words: list[Word], offset: int) -> int:
    """Index of the word in which an offset stands, or of the last one before it."""
    return max(0, bisect_right(words, offset, key=lambda word: word.start) - 1)
